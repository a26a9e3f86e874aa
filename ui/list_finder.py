"""A field that finds, and the list below it: the field keeps the keys, and what happens is told.

Owns which keys go to the list, which row they choose, and what of it a screen reader is
told, which hears nothing of a list without the focus. What is found is the caller's.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from ui import announcing, plain
from ui.override import override

PAGE = 6
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ListFinder(QObject):
    """Passes the keys of one field on to one list, while that is shown or something is typed.

    Signals:
        taken: Enter was pressed: the chosen row is wanted.
        stepped: a key chose another row.
    """

    taken = Signal()
    stepped = Signal()

    def __init__(
        self,
        field: QLineEdit,
        view: QAbstractItemView,
        page: int = PAGE,
        *,
        takes_enter: bool = True,
    ) -> None:
        """Take how many rows Page Down goes on by, and whether Enter is for the list."""
        super().__init__(field)
        self._takes_enter = takes_enter
        self._field, self._view = field, view
        self._steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        self._later = announcing.AfterPause(field)
        field.installEventFilter(self)

    def tell(self, found: str) -> None:
        """Tell what was found and which row is chosen, once typing pauses; empty for nothing."""
        self._later.say(plain.joined((found, self._chosen()), ": ") if found else "")

    def step(self, by: int) -> None:
        """Choose a row further down or up, and tell it; what cannot be chosen is passed over."""
        model = self._view.model()
        row = _selectable(model, self._view.currentIndex().row(), by)
        if row is None:
            return
        self._view.setCurrentIndex(model.index(row, 0))
        if _selectable(model, row, -1) is None:
            self._view.scrollToTop()  # its heading is seen with it
        self.say_chosen()
        self.stepped.emit()

    def say_chosen(self) -> None:
        """Tell the chosen row at once; what was found before is no news any more."""
        self._later.say("")
        announcing.say(self._field, self._chosen())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ours = self._view.isVisible() or bool(self._field.text())
            if ours and event.modifiers() in _PLAIN:
                if event.key() in self._steps:
                    self.step(self._steps[Qt.Key(event.key())])
                    return True
                if self._takes_enter and event.key() in ENTER:
                    self.taken.emit()
                    return True
        return super().eventFilter(watched, event)

    def _chosen(self) -> str:
        """Return the chosen row as it is read out; empty for none."""
        index = self._view.currentIndex()
        if not index.isValid():
            return ""
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        return str(said or index.data(Qt.ItemDataRole.DisplayRole) or "")


def _selectable(model: QAbstractItemModel, row: int, by: int) -> int | None:
    """Return the row to which a step leads: if it cannot be chosen, the next one on that way.

    Where that way ends without one, the last before it; None where there is none but `row`.
    """
    wanted = min(max(row + by, 0), model.rowCount() - 1)
    onward = range(wanted, model.rowCount()) if by > 0 else range(wanted, -1, -1)
    back = range(wanted, row, -1) if by > 0 else range(wanted, row)
    rows: list[int] = [*onward, *back]
    for each in rows:
        if each != row and model.index(each, 0, QModelIndex()).flags() & Qt.ItemFlag.ItemIsEnabled:
            return each
    return None
