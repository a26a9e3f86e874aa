"""The dialog of how long what is kept: the rules, what they would take now, taking it.

Reads in the reader lane, works in the lane of files. What is entered is stored at once and takes
nothing; things go when *Take away now* is pressed, or daily where that is switched on.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.domain.retention import (
    FIGURES,
    LONGEST_DAYS,
    SHORTEST_DAYS,
    RetentionKind,
    RetentionPreview,
    RetentionReport,
    RetentionRule,
)
from console.errors import DeskError
from console.language import numeral, plural, tr
from ui import frame, plain
from ui.job_bar import JobBar
from ui.long_job import LongJob
from ui.override import override
from ui.scrolled import Scrolled
from ui.theme import HALF, UNIT

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.main_window import MainWindow

WIDTH = 88 * UNIT
KEPT = tr("Kept for ever")
WHAT = tr(
    "All is kept for ever unless a rule here is on. Open cases, cases with a "
    "promise or a draft, and answers on their way are never touched. What "
    "went does not come back by a sync or an import, and no undo brings it "
    "back."
)
NAMES = {
    RetentionKind.RESOLVED: tr("Resolved cases"),
    RetentionKind.SPAM: tr("Spam"),
    RetentionKind.MUTED: tr("Muted cases"),
    RetentionKind.CALL_NOTES: tr("Call notes of cases that are over"),
    RetentionKind.PICTURES: tr("Pictures of cases that are over"),
}
DAYS = {
    RetentionKind.RESOLVED: 1095,
    RetentionKind.SPAM: 30,
    RetentionKind.MUTED: 90,
    RetentionKind.CALL_NOTES: 730,
    RetentionKind.PICTURES: 180,
}
"""What is offered to begin with."""
Found = tuple[tuple[RetentionRule, ...], bool, tuple[RetentionPreview, ...]]


class RetentionDialog(QDialog):
    """Opened by `ui.archive_side`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._theme = window, window.theme
        self._job: LongJob | None = None
        self._sure = False
        self._count = 0
        self._own = False
        """Whether the fields are being filled, and nobody enters anything."""
        self.setWindowTitle(tr("Retention"))
        self.boxes = {kind: QCheckBox(name) for kind, name in NAMES.items()}
        self.days = {kind: _days(kind) for kind in NAMES}
        self.outlook = {kind: plain.label("", "quiet") for kind in NAMES}
        self.daily = QCheckBox(tr("Take away once a day by itself, while the window is open"))
        self.bar = JobBar(self._theme)
        self.run_button = QPushButton(tr("Take away now…"))
        self.close_button = QPushButton(tr("Close"))
        self._lay_out()
        for kind in NAMES:
            self.boxes[kind].toggled.connect(partial(self._put, kind))
            self.days[kind].editingFinished.connect(partial(self._put, kind))
        self.daily.toggled.connect(self._put_daily)
        self.run_button.clicked.connect(self._run)
        self.close_button.clicked.connect(self.reject)
        self._read()

    @override
    def reject(self) -> None:
        """Close; a run that is under way is stopped first, and keeps what it did."""
        if self._job is not None:
            self._job.stop()
            self.close_button.setEnabled(False)
            return
        super().reject()

    def _lay_out(self) -> None:
        what = plain.label(WHAT, "quiet")
        what.setWordWrap(True)
        width = min(self._theme.room_for(WIDTH), self._window.width() - 4 * UNIT)
        grid = self._rules(width - 6 * UNIT)
        figures = plain.label(FIGURES, "quiet", self._theme.small_font())
        figures.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self.bar, 1)
        for button in (self.close_button, self.run_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.run_button.setObjectName("primary")
        self.run_button.setEnabled(False)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT)
        column.setSpacing(UNIT + HALF)
        column.addWidget(plain.label(tr("Retention"), "title"))
        column.addWidget(what)
        column.addWidget(frame.hairline())
        column.addLayout(grid)
        column.addWidget(frame.hairline())
        column.addWidget(self.daily)
        column.addWidget(figures)
        column.addStretch(1)
        buttons.setContentsMargins(3 * UNIT, UNIT, 3 * UNIT, 2 * UNIT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Scrolled(page), 1)
        whole.addLayout(buttons)
        self.setFixedWidth(width)
        # The height of a dialog is chosen for its widest line, at which these would need less.
        for text in (what, figures):
            text.setMinimumHeight(text.heightForWidth(width - 6 * UNIT))
        wanted = column.totalSizeHint().height() + buttons.totalSizeHint().height()
        self.resize(width, min(wanted, self._window.height() - 4 * UNIT))

    def _rules(self, room: int) -> QGridLayout:
        """Return a line for each rule; what would go stands below it where `room` is short."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(2, 1)
        for place, kind in enumerate(NAMES):
            grid.addWidget(self.boxes[kind], 2 * place, 0)
            grid.addWidget(self.days[kind], 2 * place, 1)
            grid.addWidget(self.outlook[kind], 2 * place, 2)
        told = self.fontMetrics().horizontalAdvance(KEPT)
        if grid.totalMinimumSize().width() + told > room:
            for place, kind in enumerate(NAMES):
                grid.addWidget(self.outlook[kind], 2 * place + 1, 0, 1, 3)
        return grid

    def _read(self) -> None:
        self._window.lanes.reader.submit(_read, self._show, self._fail, key="retention")

    @Slot(object)
    def _show(self, found: Found) -> None:
        rules, daily, previews = found
        self._own = True
        for rule in rules:
            self.boxes[rule.kind].setChecked(rule.days is not None)
            self.days[rule.kind].setEnabled(rule.days is not None)
            if rule.days is not None:
                self.days[rule.kind].setValue(rule.days)
        self.daily.setChecked(daily)
        self._own = False
        told = {each.kind: each for each in previews}
        for kind, label in self.outlook.items():
            _say(label, told.get(kind))
        self._count = sum(each.count for each in previews)
        self._sure = False
        self.run_button.setText(tr("Take away now…"))
        self.run_button.setEnabled(self._count > 0 and self._job is None)

    @Slot()
    def _put(self, kind: RetentionKind, *_given: object) -> None:
        if self._own:
            return
        days = self.days[kind].value() if self.boxes[kind].isChecked() else None
        self.run_button.setEnabled(False)  # what it would take is another now

        def put(desk: Desk) -> Found:
            desk.retention.set(kind, days)
            return _read(desk)

        self._window.lanes.writer.submit(put, self._show, self._fail, key="retention")

    @Slot(bool)
    def _put_daily(self, wanted: bool) -> None:  # noqa: FBT001 - as Qt's signal gives it
        if not self._own:
            self._window.lanes.writer.submit(
                lambda desk: desk.retention.set_daily(daily=wanted), None, self._fail, receiver=self
            )

    @Slot()
    def _run(self) -> None:
        if self._job is not None:
            return
        if not self._sure:  # a second press, on words that say what it does
            self._sure = True
            self.run_button.setText(
                tr("Take {count} away for good").format(count=numeral(self._count))
            )
            self.bar.rest(tr("Press once more: nothing brings it back."))
            return
        self._sure = False
        self.run_button.setEnabled(False)
        self.close_button.setText(tr("Stop"))
        self.close_button.setFocus()
        self._job = job = LongJob(
            self._window.lanes.files, lambda desk, follower: desk.retention.run(follower), self
        )
        job.ended.connect(self._end)
        job.failed.connect(self._fail)
        self.bar.follow(job, tr("Taking away…"))

    @Slot(object)
    def _end(self, report: RetentionReport) -> None:
        self._end_job()
        messages = report.counts.get("messages", 0)
        contacts = report.counts.get("contacts", 0)
        number = sum(report.counts.values()) - messages - contacts
        with_them = plural(messages, "{count} message", "{count} messages")
        if contacts:
            with_them = tr("{messages} and {contacts} who had nothing else").format(
                messages=with_them,
                contacts=plural(contacts, "{count} contact", "{count} contacts"),
            )
        # Translators: {with_them} is such as `12 messages and 3 contacts who had nothing else`.
        said = [
            tr("Took {count} away, with {with_them}.").format(
                count=numeral(number), with_them=with_them
            )
        ]
        if not report.done:
            said.append(tr("Stopped: the rest goes with the next run."))
        self.bar.rest(" ".join(said))
        self._window.take(report.changes)
        self._read()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._end_job()
        self.bar.rest(f"{error.title}. {error.message}")

    def _end_job(self) -> None:
        self._job = None
        self.close_button.setText(tr("Close"))
        self.close_button.setEnabled(True)


def _days(kind: RetentionKind) -> QSpinBox:
    made = QSpinBox()
    made.setRange(SHORTEST_DAYS, LONGEST_DAYS)
    made.setValue(DAYS[kind])
    made.setSuffix(tr(" days"))
    made.setEnabled(False)
    made.setAccessibleName(tr("{rule}: kept so many days").format(rule=NAMES[kind]))
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made


def _say(label: QLabel, found: RetentionPreview | None) -> None:
    """Say what a rule would take now."""
    if found is None:
        label.setText(KEPT)
    elif not found.count:
        label.setText(tr("Nothing is that old"))
    else:
        names = ", ".join(plain.isolated(name) for name in found.examples[:2] if name)
        more = tr(", of {names}…").format(names=names) if names else ""
        whose = (
            plural(found.contacts, ", with {count} contact", ", with {count} contacts")
            if found.contacts
            else ""
        )
        label.setText(
            # Translators: {whose} is such as `, with 3 contacts`, {more} `, of Ada, Ben…`.
            tr("{count} would go{whose}{more}").format(
                count=numeral(found.count), whose=whose, more=more
            )
        )


def _read(desk: Desk) -> Found:
    verbs = desk.retention
    return verbs.rules(), verbs.is_daily, verbs.preview()
