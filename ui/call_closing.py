"""Whether the desk may close over the call notes that are open, and when it closes after them.

Owns what the closing waits for: notes that are being stored, and those that are not kept yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Slot

from console.errors import DeskError
from console.language import tr
from ui.call_keeper import CallKeeper
from ui.call_note import CallNote

UNSAVED = tr("This correction is not saved. Save it or close it, then close the desk again.")
UNKEPT = tr("Save it or close it, then close the desk again.")


class CallClosing(QObject):
    """The end of the window, as far as call notes speak against it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._open: dict[CallNote, CallKeeper | None] = {}
        """None for a stored note that is corrected: nobody keeps that one."""
        self._close: Callable[[], None] | None = None

    def watch(self, note: CallNote, keeper: CallKeeper | None) -> None:
        """Take a note that was opened."""
        self._open[note] = keeper
        if keeper is not None:
            keeper.kept.connect(self._look)
            keeper.refused.connect(lambda error: self.stay(note, error))

    def forget(self, note: CallNote) -> None:
        """Take that a note was closed."""
        self._open.pop(note, None)
        self._look()

    def may_close(self, close: Callable[[], None]) -> bool:
        """Return whether all is stored or kept; else see to it, and call `close` then."""
        changed = [one for one in self._corrected if one.is_changed and not one.is_busy]
        if changed:
            changed[0].stay(UNSAVED)
            return False
        if not self._is_waiting:
            return True
        self._close = close
        for keeper in self._unkept:
            keeper.keep()
        return False

    @Slot()
    def _look(self) -> None:
        """Close, if that is waited for and nothing is left to store."""
        if self._close is not None and not self._is_waiting:
            close, self._close = self._close, None
            QTimer.singleShot(0, self, close)

    def stay(self, note: CallNote, error: DeskError) -> None:
        """Close no more by itself: a note could not be stored."""
        if self._close is not None:
            self._close = None
            note.stay(f"{error.title}. {error.message} {error.advice} {UNKEPT}")

    @property
    def _corrected(self) -> Iterable[CallNote]:
        return (note for note, keeper in self._open.items() if keeper is None)

    @property
    def _unkept(self) -> list[CallKeeper]:
        every = self._open.values()
        return [one for one in every if one is not None and not (one.is_over or one.is_safe)]

    @property
    def _is_waiting(self) -> bool:
        return bool(self._unkept) or any(note.is_busy for note in self._open)
