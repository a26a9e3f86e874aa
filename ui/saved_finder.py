"""Saved replies found by `::` in the composer, as one types.

Opens only for what is typed, never for a draft that is shown or a text that undo brings
back. Reads through its lane when it opens; a key searches what was read.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.saved_replies import SavedReply, Sender
from console.errors import DeskError
from console.text import templates
from ui import saved_values
from ui.composer import Composer
from ui.lanes import Lane
from ui.override import override
from ui.saved_index import SavedIndex
from ui.saved_popup import MOST_ROWS, SavedPopup
from ui.saved_uses import Inserted
from ui.saved_values import Measure
from ui.theme import Theme

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST_ROWS,
          Qt.Key.Key_PageUp: -MOST_ROWS}  # fmt: skip
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_NOWHERE = -1


class SavedFinder(QObject):
    """Watches one composer.

    Signals:
        inserted(Inserted): a saved reply was put into the answer.
        troubled(DeskError): they could not be read.
    """

    inserted = Signal(object)
    troubled = Signal(object)

    def __init__(
        self,
        composer: Composer,
        reader: Lane,
        row: Callable[[], CaseRow | None],
        theme: Theme,
        window: QWidget,
    ) -> None:
        """Take the composer and who tells which case it answers."""
        super().__init__(composer)
        self._composer, self._reader, self._row = composer, reader, row
        self._editor = composer.editor
        self._index: SavedIndex | None = None
        self._sender = Sender("", "", "")
        self._at = _NOWHERE
        """Where the colons stand for which it is open, or waits to be."""
        self._left = _NOWHERE
        """Where they stand for which a person closed it."""
        self.popup = SavedPopup(theme, window)
        self.popup.chosen.connect(self._insert)
        self._editor.textChanged.connect(self._look)
        self._editor.cursorPositionChanged.connect(self._follow)
        self._editor.installEventFilter(self)
        composer.filling.begun.connect(self._begin)

    @property
    def measure(self) -> Measure:
        """Return by what a text is filled in and split now."""
        composer = self._composer
        known = saved_values.values(self._row(), self._sender)
        return Measure(known, composer.limits, composer.numbering, composer.signature)

    def close(self) -> None:
        """Show nothing till something else is asked for."""
        self._at = _NOWHERE
        self.popup.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close()
        elif isinstance(event, QKeyEvent) and self._is_ours(event):
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()  # else the window takes the key for an act of its own
                return True
            if kind == QEvent.Type.KeyPress:
                self._press(event.key())
                return True
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if not self.popup.isVisible() or event.modifiers() not in _PLAIN:
            return False
        key = event.key()
        return key == Qt.Key.Key_Escape or (
            (key in _TAKE or key in _STEPS) and self.popup.current is not None
        )

    def _press(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self._left = self._at
            self.close()
        elif key in _STEPS:
            self.popup.step(_STEPS[Qt.Key(key)])
        elif (current := self.popup.current) is not None:
            self._insert(current)

    @Slot()
    def _look(self) -> None:
        """Open, or find anew, after an edit."""
        at, query = self._asked()
        if query is None:
            self._left = _NOWHERE
            self.close()
        elif at != self._left and (self._at == at or self._may_open()):
            if self._at != at:
                self._at = at
                self._read()
            self._find(query)

    @Slot()
    def _follow(self) -> None:
        """Close where the caret leaves what is asked for."""
        if self._at != _NOWHERE and self._asked()[0] != self._at:
            self.close()

    @Slot()
    def _begin(self) -> None:
        """Close, for another draft is shown: what was typed for this stood in the last one."""
        self._left = _NOWHERE
        self.close()

    def _may_open(self) -> bool:
        # What can be done again was just undone: that is no typing.
        return self._editor.hasFocus() and not self._editor.document().isRedoAvailable()

    def _asked(self) -> tuple[int, str | None]:
        """Return where the colons stand before the caret, and what is asked for behind them."""
        cursor = self._editor.textCursor()
        line = cursor.block().text().encode("utf-16-le", "surrogatepass")
        before = line[: 2 * cursor.positionInBlock()].decode("utf-16-le", "replace")
        query = None if cursor.hasSelection() else templates.asked_for(before)
        if query is None:
            return _NOWHERE, None
        width = len(query.encode("utf-16-le", "surrogatepass")) // 2 + len("::")
        return cursor.position() - width, query

    def _read(self) -> None:
        def read(desk: Desk) -> tuple[SavedIndex, Sender]:
            return SavedIndex(desk.saved_replies.every()), desk.saved_replies.sender()

        self._reader.submit(read, self._take, self._fail, receiver=self, key="saved replies")

    @Slot(object)
    def _take(self, found: tuple[SavedIndex, Sender]) -> None:
        self._index, self._sender = found
        at, query = self._asked()
        if query is not None and at == self._at:
            self._find(query)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self.close()
        self.troubled.emit(error)

    def _find(self, query: str) -> None:
        if self._index is None:
            return  # it is being read for the first time
        self.popup.show_found(
            self._index.find(query), self.measure, self._caret(), any_saved=len(self._index) > 0
        )

    def _caret(self) -> QRect:
        """Return where the colons are in the window."""
        place = QTextCursor(self._editor.document())
        place.setPosition(self._at)
        here = self._editor.cursorRect(place)
        return QRect(self._editor.viewport().mapTo(self.popup.over, here.topLeft()), here.size())

    @Slot(object)
    def _insert(self, reply: SavedReply) -> None:
        at, query = self._asked()
        if query is None or at != self._at:
            return
        filled = self.measure.filled(reply.text)
        place = self._editor.textCursor()
        end = place.position()
        place.setPosition(at)
        place.setPosition(end, place.MoveMode.KeepAnchor)
        self.close()
        if self._composer.filling.insert(place, filled):
            self.inserted.emit(Inserted(reply.id, filled.text))
