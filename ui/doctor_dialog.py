"""The dialog *Diagnostics*: what was looked at, what it said, what helps; as a report.

Looks in a lane of its own: those of the desk may have no data file to open, or be busy.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import utc_now
from console.desk.doctor import Wanted, examine
from console.diagnostics.crashes import note_looked_at, read_last
from console.diagnostics.report import Check, Health, Report
from console.domain.progress import Follower
from console.errors import DeskError
from console.language import tr, tr_in, tr_noop
from console.store.database import Database
from ui import doctor_words, file_question, frame, geometry, plain, written_file
from ui.copied_text import let_select
from ui.icons import Icons
from ui.job_bar import JobBar
from ui.lanes import Lane
from ui.long_job import LongJob
from ui.override import override
from ui.theme import HALF, UNIT

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SIZE = (92 * UNIT, 70 * UNIT)
MARKS = {Health.OK: ("check", "ok"), Health.WARN: ("warning", "warn"),
         Health.FAIL: ("warning", "danger")}  # fmt: skip
FILE_NAME = "canary-desk-diagnostics.txt"
CLOSE_S = 1.0


class DoctorDialog(QDialog):
    """Opened by `ui.account_side`; begins to look at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._theme = window, window.theme
        self._icons = Icons(self._theme)
        self._job: LongJob | None = None
        self.report: Report | None = None
        self._lane = Lane("doctor", _desk_on_nothing, parent=self)
        self.setWindowTitle(tr("Diagnostics"))
        self.head = plain.label("", "quiet")
        self.head.setWordWrap(True)
        self.bar = JobBar(self._theme)
        self.copy_button = QPushButton(tr("&Copy report"))
        self.save_button = QPushButton(tr("&Save report…"))
        self.again_button = QPushButton(tr("&Look again"))
        self.close_button = QPushButton(tr("Close"))
        self._rows = QGridLayout()
        self._lay_out()
        self._connect()
        room = window.size()
        self.resize(min(SIZE[0], room.width() - 4 * UNIT), min(SIZE[1], room.height() - 4 * UNIT))
        geometry.follow_dialog(self, "doctor")
        self.look()

    @Slot()
    def look(self) -> None:
        """Look at everything anew."""
        if self._job is not None:
            return
        self.report = None
        self._empty()
        self.head.setText(doctor_words.about())
        means = self._window.account_side.means
        wanted = Wanted(means.folder, means.api_url, means.offline, screen_checks())
        work = partial(_work, wanted, means.credentials, self._hear_later)
        self._job = LongJob(self._lane, work, self)
        self.bar.follow(self._job, tr_in("diagnostics", "Looking…"))
        self._job.ended.connect(self._end)
        self._job.failed.connect(self._fail)
        self._enable()

    @Slot()
    def copy(self) -> None:
        """Put the report on the clipboard."""
        if self.report is not None:
            QGuiApplication.clipboard().setText(self.report.text)
            self.bar.rest(tr("The report was copied."))

    @Slot()
    def save(self) -> None:
        """Ask for a file, and write the report into it."""
        if self.report is None:
            return
        content = self.report.text.encode()

        def take(path: Path) -> None:
            self._lane.submit(
                lambda _desk: written_file.write(path, content),
                lambda _done: self.bar.rest(tr("The report was saved.")),
                self._fail_saving,
                receiver=self,
            )

        kinds = tr("Text files (*.txt)")
        file_question.ask_to_write(self, tr("Save the report"), kinds, FILE_NAME, take)

    @override
    def reject(self) -> None:
        """Stop what is under way, or close."""
        if self._job is not None:
            self._job.stop()
            self.close_button.setEnabled(False)
            return
        super().reject()

    @override
    def done(self, result: int) -> None:
        self._lane.close(CLOSE_S)
        super().done(result)

    def _hear_later(self, check: Check) -> None:
        self._lane.tell(self._hear, check)

    @Slot(object)
    def _hear(self, check: Check) -> None:
        self._add_row(check)

    @Slot(object)
    def _end(self, report: Report) -> None:
        self.report, self._job = report, None
        folder = self._window.account_side.means.folder
        self._lane.submit(lambda _desk: note_looked_at(folder))
        self.bar.rest(doctor_words.ended(report.checks))
        self._enable()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._job = None
        self.bar.rest(f"{error.title}: {error.message}")
        self._enable()

    @Slot(object)
    def _fail_saving(self, error: DeskError) -> None:
        self.bar.rest(f"{error.message} {error.advice}")

    def _enable(self) -> None:
        idle = self._job is None
        for button in (self.copy_button, self.save_button):
            button.setEnabled(self.report is not None)
        self.again_button.setEnabled(idle)
        self.close_button.setText(tr("Close") if idle else tr("Stop"))
        self.close_button.setEnabled(True)
        if idle:
            (self.copy_button if self.report is not None else self.close_button).setFocus()

    def _add_row(self, check: Check) -> None:
        at = self._rows.rowCount()
        name, token = MARKS[check.health]
        mark = plain.label()
        mark.setPixmap(self._icons.pixmap(name, token, 2 * UNIT, self.devicePixelRatioF()))
        mark.setAccessibleName(doctor_words.HEALTHS[check.health])
        overview = self._window.overview
        accounts = () if overview is None else overview.accounts
        title = doctor_words.title(check, accounts)
        titled = plain.label(title, "", self._theme.strong_font())
        said = plain.label(check.said)
        advised = doctor_words.advice(check)
        top = Qt.AlignmentFlag.AlignTop
        self._rows.addWidget(mark, at, 0, top)
        self._rows.addWidget(titled, at, 1, top)
        inner = QVBoxLayout()
        inner.setSpacing(HALF)
        for label in (said, plain.label(advised, "quiet", self._theme.small_font())):
            label.setWordWrap(True)
            let_select(label)
            if label.text():
                inner.addWidget(label)
        inner.addStretch()  # beside a title of two lines
        self._rows.addLayout(inner, at, 2)

    def _empty(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            _take_away(item)

    def _connect(self) -> None:
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save)
        self.again_button.clicked.connect(self.look)
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Copy, self, self.copy)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)

    def _lay_out(self) -> None:
        self._rows.setHorizontalSpacing(2 * UNIT)
        self._rows.setVerticalSpacing(2 * UNIT)
        self._rows.setColumnStretch(2, 1)
        self._rows.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        page = QWidget()
        page.setObjectName("page")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._rows)
        outer.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        area.setAccessibleName(tr("What was found"))
        head = QVBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT + HALF)
        head.setSpacing(HALF)
        head.addWidget(plain.label(tr("Diagnostics"), "title"))
        head.addWidget(self.head)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * UNIT, UNIT + HALF, 3 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.bar)
        foot.addLayout(self._button_row())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addWidget(area, 1)
        column.addWidget(frame.hairline())
        column.addLayout(foot)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.again_button)
        row.addStretch()
        for button in (self.save_button, self.copy_button, self.close_button):
            row.addWidget(button)
        for button in (self.again_button, self.save_button, self.close_button):
            button.setAutoDefault(False)
        self.copy_button.setObjectName("primary")
        self.copy_button.setDefault(True)
        return row


def screen_checks() -> tuple[Check, ...]:
    """Return what only a window can tell; called in the GUI thread, opens no file."""
    screens = QGuiApplication.screens()
    sizes = ", ".join(
        f"{one.size().width()}x{one.size().height()} at {one.devicePixelRatio():g}"
        for one in screens
    )
    many = "1 screen" if len(screens) == 1 else f"{len(screens)} screens"
    # In English in every language: it stands in the report, which is sent to us.
    said = f"Qt {qVersion()}, {QGuiApplication.platformName()}, {many}: {sizes}"
    return (Check("display", Health.OK, said),)


def _work(
    wanted: Wanted,
    credentials: Credentials,
    told: Callable[[Check], None],
    desk: Desk,
    follower: Follower,
) -> Report:
    del desk
    last = read_last(wanted.folder)
    if last:
        said = f"ended within Python or Qt\n{last}"
        advice = tr_noop("Report it, if it happens again.")
        check = Check("an earlier run", Health.WARN, said, advice)
        wanted = Wanted(wanted.folder, wanted.api_url, wanted.offline, (*wanted.screen, check))
    return examine(wanted, credentials, utc_now(), follower, told)


def _desk_on_nothing() -> Desk:
    """Return a desk that no verb is asked of: a lane has one."""
    return Desk(Context(Database.open_nothing(), {}, Credentials(), ""))


def _take_away(item: QLayoutItem) -> None:
    widget, inner = item.widget(), item.layout()
    if widget is not None:
        widget.deleteLater()
    if inner is not None:
        while (each := inner.takeAt(0)) is not None:
            _take_away(each)
