"""Where the focus goes when what held it under the timeline goes away, or is wanted there.

Never to a button that sends, and never to another answer: the next key would act on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.domain.ids import ThreadId
from console.domain.outbox import ReplyThread
from ui.pending_choices import Act
from ui.pending_thread import PendingThread


@dataclass(frozen=True, slots=True)
class _Word:
    """What a person last wanted of an answer, and what they had before them then."""

    act: Act | None
    """None for their word on whether a part is public."""
    thread: ReplyThread | None
    focus: QWidget | None


class PendingFocus(QObject):
    """Remembers a person's words till their effect is on the screen.

    Signals:
        left(bool): the focus is to go to the timeline; whether a person was typing.
        writing_wanted: it is to go to the text that is a draft again.
    """

    left = Signal(bool)
    writing_wanted = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._words: dict[ThreadId, _Word] = {}
        self._held: tuple[ThreadId, QWidget] | None = None

    def hear(self, thread_id: ThreadId, act: Act | None, block: PendingThread | None) -> None:
        """Take note of a person's word on an answer."""
        thread = None if block is None else block.thread_shown
        self._words[thread_id] = _Word(act, thread, self._view.window().focusWidget())

    def forget(self) -> None:
        """Forget what was wanted: another case is shown."""
        self._words.clear()

    def holder(self, blocks: dict[ThreadId, PendingThread]) -> ThreadId | None:
        """Return the answer in whose block the focus is."""
        focus = self._view.window().focusWidget()
        return next((one for one, each in blocks.items() if each.isAncestorOf(focus)), None)

    def before(self, blocks: dict[ThreadId, PendingThread]) -> None:
        """Take note of where the focus is before the blocks are shown anew."""
        holder, focus = self.holder(blocks), self._view.window().focusWidget()
        self._held = None if holder is None or focus is None else (holder, focus)

    def settle(self, blocks: dict[ThreadId, PendingThread]) -> PendingThread | None:
        """Put the focus where it belongs; return the block that a person waits for."""
        held, gone, awaited = self._held, None, None
        if held is not None and not held[1].isVisibleTo(self._view):
            gone = held[1]
        words = {one: word for one, word in self._words.items() if _shows(blocks.get(one), word)}
        for thread_id, word in words.items():
            del self._words[thread_id]
            block = blocks.get(thread_id)
            if word.act is Act.HAND_OFF and block is not None and block.is_opened:
                awaited = block
                if gone is not None or self._view.window().focusWidget() is word.focus:
                    block.form.field.setFocus()
                    gone = None
        if held is not None and gone is not None:
            said = words.get(held[0])
            if said is not None and said.act is Act.CANCEL:
                self.writing_wanted.emit()
            else:
                self.left.emit(isinstance(gone, QLineEdit) and said is None)
        return awaited


def _shows(block: PendingThread | None, word: _Word) -> bool:
    """Return whether an answer stands otherwise than when the word was given."""
    return block is None or block.thread_shown != word.thread
