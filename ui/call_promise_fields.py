"""What was promised in a call and by when, said as one says it: `tue 10am`, `in 2 h`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.calls import NewPromise
from console.domain.ids import PromiseId
from console.domain.resolutions import Promise
from console.language import tr
from ui import plain
from ui.plain import isolated
from ui.theme import HALF, UNIT, Theme

HOW = tr("Write when it is due like tue 10am, tomorrow or in 2 h.")
HINT = tr("Not understood. Try tue 10am, tomorrow or in 2 h.")
"""Fits in the line that is kept for it."""


class PromiseFields(QWidget):
    """A promise, and whether the call keeps one that was made before.

    Signals:
        changed: a person typed or ticked.
    """

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], theme: Theme) -> None:
        super().__init__()
        self._now = now
        self._hours: BusinessHours = ALWAYS
        self._open: Promise | None = None
        self._composed = ""
        """What stands in the field for a moment that nobody typed here."""
        self.due_at: datetime | None = None
        """How the moment was understood when it was typed."""
        self.what = QLineEdit()
        self.what.setPlaceholderText(tr("What we promised"))
        self.what.setAccessibleName(tr("Promise"))
        self.due = QLineEdit()
        self.due.setPlaceholderText(tr("By when"))
        self.due.setAccessibleName(tr("Due"))
        self.help = plain.label("", "quiet", theme.small_font())
        self.help.setMinimumHeight(self.help.fontMetrics().height())  # so that nothing moves
        self.keeps = QCheckBox()
        self.keeps.hide()
        self.setFocusProxy(self.what)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.what, 1)
        row.addWidget(self.due, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self.help)
        column.addWidget(self.keeps)
        self.what.textEdited.connect(self._typed)
        self.due.textEdited.connect(self._typed_due)
        self.keeps.clicked.connect(self.changed)
        self._explain()

    @property
    def problem(self) -> str:
        """Return what is lacking; empty for nothing."""
        what, due = self.what.text().strip(), self.due.text().strip()
        if what and not due:
            return tr("Say by when it was promised.")
        if due and not what:
            return tr("Say what was promised.")
        return HOW if due and self.due_at is None else ""

    @property
    def promise(self) -> NewPromise | None:
        """Return what was promised; None for nothing."""
        what = self.what.text().strip()
        return None if not what or self.due_at is None else NewPromise(what, self.due_at)

    @property
    def kept(self) -> PromiseId | None:
        """Return the promise that this call keeps."""
        ticked = self._open is not None and not self.keeps.isHidden() and self.keeps.isChecked()
        return self._open.id if ticked and self._open is not None else None

    def take_hours(self, hours: BusinessHours) -> None:
        """Read moments by these hours from now on."""
        self._hours = hours
        if self.due.text().strip() and self.due_at is None:
            self._understand()
        elif self.due_at is not None and self.due.text() == self._composed:
            self._compose(self.due_at)
        self._explain()

    def show_promise(self, what: str, due: str, due_at: datetime | None) -> None:
        """Show a promise as it was typed, and how that was understood then."""
        self.what.setText(what)
        self.due_at, self._composed = due_at, ""
        if due_at is not None and not due:
            self._compose(due_at)
        else:
            self.due.setText(due)
        self._explain()

    def offer(self, promise: Promise | None, *, kept: bool = False) -> None:
        """Offer to say that the call keeps a promise; None offers nothing."""
        self._open = promise
        self.keeps.setVisible(promise is not None)
        if promise is not None:
            from console.text import spoken_times

            due = spoken_times.words(promise.due_at, self._now(), self._hours)
            said = tr("Keeps “{what}”, due {due}").format(what=isolated(promise.what), due=due)
            self.keeps.setText(said.replace("&", "&&"))
            self.keeps.setChecked(self.keeps.isChecked() or kept)

    @Slot()
    def _typed(self) -> None:
        self._explain()
        self.changed.emit()

    @Slot()
    def _typed_due(self) -> None:
        self._understand()
        self._explain()
        self.changed.emit()

    def _understand(self) -> None:
        from console.text import spoken_times

        self.due_at = spoken_times.read(self.due.text(), self._now(), self._hours)

    def _compose(self, due_at: datetime) -> None:
        from console.text import spoken_times

        self._composed = spoken_times.words(due_at, self._now(), self._hours)
        self.due.setText(self._composed)
        self.due.setCursorPosition(0)  # else a narrow field shows its end

    def _explain(self) -> None:
        """Say how the moment was understood."""
        said, due = "", self.due.text().strip()
        lost = bool(due) and self.due_at is None
        if lost:
            said = HINT
        elif self.due_at is not None:
            from console.text import spoken_times

            said = tr("Due {when}").format(
                when=spoken_times.words(self.due_at, self._now(), self._hours)
            )
        self.help.setText(said)
        name = "warn" if lost else "quiet"
        if self.help.objectName() != name:
            self.help.setObjectName(name)
            self.help.style().polish(self.help)
