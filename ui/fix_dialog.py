"""The dialog for a root-cause fix: what was done at a touchpoint, who sees to it, since when.

Owns the form and the way to the writer lane. It checks nothing itself: what the desk refuses
is said beside the field that it is about, and what was entered stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.business_hours import BusinessHours
from console.domain.changes import Changes
from console.domain.insight import RootCauseFix
from console.errors import DeskError
from console.language import tr
from console.store.vocabulary import WordList
from ui import geometry, plain, unsaved
from ui.override import override
from ui.theme import HALF, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.desk import Desk
    from ui.lanes import Lanes

    Write = Callable[[Desk], Changes]

WIDTH = 60 * UNIT
MISSING = {
    "touchpoint": tr("Say where the business failed."),
    "action": tr("Say what was done, in a line."),
    "owner": tr("Say who sees to it."),
}
DAY_FORMAT = "yyyy-MM-dd"
"""Of digits alone, the day last: what is typed is never cut to the length of another month."""
SINCE = tr("From this day on the cases are counted as those since the fix.")


class DayField(QDateEdit):
    """A day that is one stop for Tab; the arrows go from part to part."""

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return QWidget.focusNextPrevChild(self, next)


class FixDialog(QDialog):
    """Asks for a new fix, or for another wording of one that is recorded.

    Signals:
        changed(Changes): it was stored, or removed; the dialog is closed.
    """

    changed = Signal(object)

    def __init__(
        self,
        wanted: str | RootCauseFix,
        agent: str,
        lanes: Lanes,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        """Take the touchpoint at which something was done, or the fix that is to be changed.

        `agent` is the name of who sees to it where nobody else is given; an empty touchpoint
        leaves the choice to the person.
        """
        super().__init__(parent)
        self._lanes, self._now = lanes, now
        self._fix = wanted if isinstance(wanted, RootCauseFix) else None
        self._wanted = wanted.touchpoint if isinstance(wanted, RootCauseFix) else wanted
        self._hours = BusinessHours()
        self._busy = True
        self._day_entered = False
        """Whether the day is one that the person gave."""
        title = tr("Record a root-cause fix") if self._fix is None else tr("Change the fix")
        self.setWindowTitle(title)
        self.setFixedWidth(geometry.dialog_width(self, WIDTH))
        self._make_fields(agent)
        self._lay_out(title)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._save)
        first = self.action if self._wanted else self.touchpoint
        first.setFocus()
        self._judge()
        lanes.reader.submit(_ground, self._take_ground, self._refuse, receiver=self)

    def fix(self) -> RootCauseFix:
        """Return the fix as it is entered; its moment is set by the day when it is stored."""
        held = self._fix or RootCauseFix(0, "", "", "", self._now, "")
        return replace(
            held,
            touchpoint=self.touchpoint.currentData() or "",
            owner=self.owner.text(),
            action=self.action.text(),
        )

    @property
    def first_day(self) -> date:
        """Return the day from which on it holds."""
        day = self.day.date()
        return date(day.year(), day.month(), day.day())

    def _make_fields(self, agent: str) -> None:
        self.touchpoint = QComboBox()
        self.touchpoint.setMinimumContentsLength(20)
        self.touchpoint.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.action, self.owner = QLineEdit(), QLineEdit(agent)
        self.action.setPlaceholderText(tr("Such as: new carrier for parcels to the islands"))
        plain.set_tip(self.action, self.action.placeholderText())  # which may have no room
        self.owner.setPlaceholderText(tr("A name"))
        if self._fix is not None:
            self.action.setText(self._fix.action)
            self.owner.setText(self._fix.owner)
        self.day = DayField()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(DAY_FORMAT)
        plain.set_tip(self.day, tr("Year, month, day, such as 2026-10-31"))
        self.day.setDateRange(QDate(2000, 1, 1), QDate(2100, 12, 31))
        self.troubles = {name: _words("danger") for name in MISSING}
        self.message = _words("danger")
        for field, trouble in ((self.action, "action"), (self.owner, "owner")):
            field.textChanged.connect(self.troubles[trouble].hide)
        self.touchpoint.activated.connect(self.troubles["touchpoint"].hide)
        self._show_day()
        self.day.userDateChanged.connect(self._take_day)

    @property
    def is_entered(self) -> bool:
        """Return whether anything was typed or chosen that is not stored."""
        return self._day_entered or self.action.isModified() or self.owner.isModified()

    @override
    def reject(self) -> None:
        if self.is_entered and not self._busy:
            unsaved.ask(self, "fix", self._save, can_save=self.save_button.isEnabled())
        else:
            super().reject()

    @Slot()
    def _take_day(self) -> None:
        self._day_entered = True

    def _lay_out(self, title: str) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT + HALF)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, field, name in (
            (tr("Touchpoint"), self.touchpoint, "touchpoint"),
            (tr("What was done"), self.action, "action"),
            (tr("Who sees to it"), self.owner, "owner"),
        ):
            held = QVBoxLayout()
            held.setSpacing(HALF)
            held.addWidget(field)
            held.addWidget(self.troubles[name])
            form.addRow(_label(text, field), held)
        form.addRow(_label(tr("From"), self.day), self.day)
        help_text = plain.label(SINCE, "quiet")
        help_text.setWordWrap(True)
        form.addRow("", help_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(plain.label(title, "title"))
        column.addLayout(form)
        column.addWidget(self.message)
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(tr("Save"), role.AcceptRole)
        self.save_button.setObjectName("primary")
        self.save_button.setDefault(True)
        self.cancel_button = buttons.addButton(tr("Cancel"), role.RejectRole)
        self.remove_button = QPushButton(tr("Remove"))
        if self._fix is not None:
            buttons.addButton(self.remove_button, role.ResetRole)
            plain.set_tip(self.remove_button, tr("Ctrl+Z brings it back"))
        for button in (self.cancel_button, self.remove_button):
            button.setAutoDefault(False)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        self.remove_button.clicked.connect(self._remove)
        return buttons

    @Slot(object)
    def _take_ground(self, ground: tuple[tuple[str, ...], BusinessHours]) -> None:
        """Offer the touchpoints, that of the fix first where it stands in the list no more."""
        touchpoints, self._hours = ground
        gone = self._wanted and self._wanted not in touchpoints
        for name in (*((self._wanted,) if gone else ()), *touchpoints):
            self.touchpoint.addItem(plain.isolated(name), name)
        self.touchpoint.setCurrentIndex(self.touchpoint.findData(self._wanted))
        self._show_day()
        self._busy = False
        self._judge()

    def _show_day(self) -> None:
        """Show the day of the fix, else today, as the business counts its days."""
        if self._day_entered:
            return
        day = self._hours.local(self._now if self._fix is None else self._fix.at).date()
        with QSignalBlocker(self.day):
            self.day.setDate(QDate(day.year, day.month, day.day))

    @Slot()
    def _save(self) -> None:
        fix, day = self.fix(), self.first_day
        missing = [name for name in MISSING if not str(getattr(fix, name)).strip()]
        for name, trouble in self.troubles.items():
            said = MISSING[name] if name in missing else ""
            _say(trouble, said)
            getattr(self, name).setAccessibleDescription(said)
        self.adjustSize()
        if missing:
            field: QWidget = getattr(self, missing[0])
            field.setFocus()
        elif not self._busy:
            self._write(lambda desk: _store(desk, fix, day))

    @Slot()
    def _remove(self) -> None:
        if self._fix is not None and not self._busy:
            fix_id = self._fix.id
            self._write(lambda desk: desk.insight.remove_fix(fix_id))

    def _write(self, job: Write) -> None:
        self._busy = True
        _say(self.message, "")
        self._judge()
        self._lanes.writer.submit(job, self._finish, self._refuse, receiver=self)

    @Slot(object)
    def _finish(self, changes: Changes) -> None:
        self.accept()
        self.changed.emit(changes)

    @Slot(object)
    def _refuse(self, error: DeskError) -> None:
        """Say why it could not be; what was entered stays."""
        self._busy = False
        _say(self.message, f"{error.message} {error.advice}".strip())
        self.adjustSize()
        self._judge()

    def _judge(self) -> None:
        self.save_button.setEnabled(not self._busy)
        self.remove_button.setEnabled(not self._busy)


def _ground(desk: Desk) -> tuple[tuple[str, ...], BusinessHours]:
    return desk.vocabulary.words(WordList.TOUCHPOINTS), desk.targets.get().hours


def _store(desk: Desk, fix: RootCauseFix, day: date) -> Changes:
    if fix.id:
        return desk.insight.change_fix(fix, day)
    return desk.insight.record_fix(fix.touchpoint, fix.owner, fix.action, day)


def _label(text: str, field: QWidget) -> QLabel:
    label = plain.label(text)
    label.setBuddy(field)
    field.setAccessibleName(text)
    return label


def _words(name: str) -> QLabel:
    """Return a label that takes room only while it says something."""
    label = plain.label("", name)
    label.setWordWrap(True)
    label.hide()
    return label


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
