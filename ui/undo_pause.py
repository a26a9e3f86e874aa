"""The pause before an answer goes out, for the whole window: counts it down, and ends it.

Owns which answers are followed from their pause till they are out; they come from what is
read of the outbox anyway, so that those of an earlier run are counted as well. The bar
shows the newest; U, or Ctrl+Z in the empty composer, takes back the one that is shown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence

from console.domain.ids import ThreadId
from console.domain.outbox import OutboxEntry, PartState, ReplyThread
from ui import key_names
from ui.answer_words import is_pausing
from ui.case_caret import CaseCaret
from ui.closing import Closing
from ui.override import override
from ui.pending_choices import Act
from ui.same_word import SameWord
from ui.undo_bar import UndoBar
from ui.undo_line import Phase, UndoLine, back, late, line

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from ui.main_window import MainWindow

TICK_MS = 50
"""The line that runs out moves by about a pixel."""
SLOW_TICK_MS = 500
WORD_STAYS = timedelta(seconds=15)
"""How long it is said what became of a wish to undo: a person decides about it."""
LISTENS = timedelta(seconds=3)
"""So long after the bar went, its key is still meant for it: it types no letter."""


class UndoPause(QObject):
    """The answers that can still be taken back, and those that just went out."""

    def __init__(self, window: MainWindow, action: QAction) -> None:
        """Take the window, once its right side is built, and the action whose key is shown."""
        super().__init__(window)
        self._window, self._action, self._now = window, action, window.now
        self._case = window.case
        self._entries: dict[ThreadId, OutboxEntry] = {}
        self._ended: dict[ThreadId, datetime] = {}
        """Those whose pause is over, and since when."""
        self._word: tuple[UndoLine, datetime] | None = None
        """What became of a wish to undo, and till when that is said."""
        self._line: UndoLine | None = None
        """What is shown."""
        self._last: UndoLine | None = None
        """What is shown, or was a moment ago: the key means that."""
        self._listens_till = self._now()
        self._pressed = SameWord()
        undo = QKeySequence(QKeySequence.StandardKey.Undo)
        keys = tuple(_native(key) for key in (undo, *action.shortcuts()))
        self.bar = UndoBar(window.theme, window.status, self._case, keys)
        self._connect_bar()
        self._caret = CaseCaret(window, self)
        self.closing = Closing(window, self)
        self._reading = window.outbox.reading
        self._reading.came.connect(self._take_entries)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._show)
        action.triggered.connect(self.undo)
        self._take_entries()

    @property
    def waiting(self) -> tuple[OutboxEntry, ...]:
        """Return the answers in their pause."""
        now = self._now()
        return tuple(each for each in self._entries.values() if is_pausing(each.thread, now))

    def answer(self, thread_id: ThreadId) -> ReplyThread | None:
        """Return an answer that is followed, as it stands; None where it is not any more."""
        entry = self._entries.get(thread_id)
        return None if entry is None else entry.thread

    def stop(self) -> None:
        """Count nothing any more."""
        self._reading.came.disconnect(self._take_entries)
        self._timer.stop()
        self.bar.vanish()

    @Slot()
    def undo(self) -> None:
        """Take back the answer that is shown, or was a moment ago, or say that it is too late."""
        if self._last is not None:
            self._undo(self._last)

    def take_back(self, entry: OutboxEntry) -> None:
        """Let an answer be the draft of its case again, and go there."""
        if self._holds_focus():  # of the bar, the button goes
            self._window.inbox.front.setFocus()
        self._caret.watch()
        thread = entry.thread
        then = partial(self._taken_back, entry)
        self._case.pending_acts.take_back(thread.id, thread.case_id, then)

    def send_now(self, entry: OutboxEntry) -> None:
        """End the pause of an answer."""
        thread = entry.thread
        self._case.pending_acts.do(Act.SEND_NOW, thread.id, thread.case_id)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+Z in the composer, where nothing is written, take back the answer.

        Not a key that is held down: it was to undo what was typed.
        """
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and self._undoes_in_composer()
        ):
            if not event.isAutoRepeat():
                self.undo()
            return True
        return super().eventFilter(watched, event)

    def _connect_bar(self) -> None:
        bar = self.bar
        bar.undo_wanted.connect(self._undo)
        bar.send_wanted.connect(self._send_now)
        bar.delete_wanted.connect(self._ask_to_delete)
        bar.open_wanted.connect(self._open)

    def _hears(self) -> bool:
        """Return whether a press is a word of its own; right after another it is not.

        By then the bar may have turned to another answer.
        """
        if self._pressed.lasts:
            return False
        self._pressed.begin()
        self._word = None
        return True

    @Slot(object)
    def _undo(self, shown: UndoLine) -> None:
        entry = self._entries.get(shown.thread_id)
        if entry is None or shown.phase is Phase.BACK or not self._hears():
            return
        thread = entry.thread
        if thread.next_part is not None and shown.phase is not Phase.LATE:
            self.take_back(entry)
        elif thread.next_part is not None or any(part.is_public for part in thread.parts):
            self._say(late(entry, can_open=shown.can_open))

    @Slot(object)
    def _send_now(self, shown: UndoLine) -> None:
        entry = self._entries.get(shown.thread_id)
        if entry is not None and self._hears():
            self.send_now(entry)

    @Slot(object)
    def _ask_to_delete(self, shown: UndoLine) -> None:
        """Delete from the network what of an answer is public, after a question."""
        entry = self._entries.get(shown.thread_id)
        if entry is not None and self._hears():
            self._case.pending_acts.ask_delete(entry.thread, self._window)

    @Slot(object)
    def _open(self, shown: UndoLine) -> None:
        if self._hears():
            self._caret.open(shown.case_id)
            self._show()

    def _say(self, word: UndoLine) -> None:
        self._word = (word, self._now() + WORD_STAYS)
        self._show()

    @Slot()
    def _take_entries(self) -> None:
        """Follow those in their pause, and those that were."""
        now = self._now()
        self._entries = {
            entry.thread.id: entry
            for entry in self._reading.entries or ()
            if entry.thread.id in self._entries or is_pausing(entry.thread, now)
        }
        word = None if self._word is None else self._word[0]
        if self._word is not None and word is not None and word.phase is Phase.LATE:
            entry = self._entries.get(word.thread_id)
            if entry is not None:
                self._word = (late(entry, can_open=word.can_open), self._word[1])
        self._show()

    @Slot()
    def _show(self) -> None:
        """Say what is true now, and go on counting while there is something to say."""
        now = self._now()
        for thread_id, entry in self._entries.items():
            if not is_pausing(entry.thread, now):
                self._ended.setdefault(thread_id, now)
        if self._word is not None and now >= self._word[1]:
            self._word = None
        shown = line(self._entries.values(), self._ended, now)
        if self._word is not None and (shown is None or shown.phase is not Phase.COUNTING):
            shown = self._word[0]
        if shown is not None:
            self._last = shown
        elif self._line is not None:
            self._listens_till = now + LISTENS
        elif now >= self._listens_till:
            self._last = None
        self._turn_to(shown)
        self.closing.look(quiet=shown is None)
        if shown is not None:
            self.bar.show_line(shown, self._key())
            self._timer.start(TICK_MS if shown.phase is Phase.COUNTING else SLOW_TICK_MS)
            return
        self.bar.vanish()
        if self._last is not None:
            self._timer.start(SLOW_TICK_MS)
        else:
            self._forget()

    def _turn_to(self, shown: UndoLine | None) -> None:
        """Take what is shown from now on, with what can be done about it."""
        before, self._line = self._line, shown
        self._action.setEnabled(self._last is not None)
        if (before and before.phase) == (shown and shown.phase):
            return
        editor = self._case.composer.editor
        editor.removeEventFilter(self)
        if shown is not None and shown.phase is Phase.COUNTING:
            editor.installEventFilter(self)
        if self._holds_focus():  # its buttons are others, or go
            self._window.inbox.front.setFocus()

    def _forget(self) -> None:
        """Follow no longer what went out, or waits for something else."""
        self._timer.stop()
        for thread_id in self._ended:
            self._entries.pop(thread_id, None)
        self._ended.clear()

    def _key(self) -> str:
        """Return the key that takes back the shown answer where the focus is now."""
        focus, keys = self._window.focusWidget(), self._action.shortcuts()
        if focus is self._case.composer.editor and self._undoes_in_composer():
            return _native(QKeySequence(QKeySequence.StandardKey.Undo))
        if _takes_text(focus):  # which would write a letter
            keys = [key for key in keys if not key_names.types_text(key.toString())]
        return _native(keys[0]) if keys else ""

    def _undoes_in_composer(self) -> bool:
        """Return whether the composer is that of the shown answer and nothing is written."""
        shown, row = self._line, self._case.row
        return (
            shown is not None
            and shown.phase is Phase.COUNTING
            and row is not None
            and row.id == shown.case_id
            and not self._case.composer.text
        )

    def _taken_back(self, before: OutboxEntry, thread: ReplyThread | None) -> None:
        """Show the text that is a draft again, and say it where something was out already."""
        if thread is None:  # why it could not be done is said elsewhere
            return
        self._entries[thread.id] = entry = replace(before, thread=thread)
        states = [part.state for part in thread.parts]
        taken_back = PartState.CANCELLED in states
        elsewhere = taken_back and not self._caret.go_to(thread.case_id)
        if any(state is not PartState.CANCELLED for state in states):
            self._say(late(entry, can_open=elsewhere))
        elif elsewhere:
            self._say(back(entry))
        else:
            self._show()

    def _holds_focus(self) -> bool:
        return self.bar.isAncestorOf(self._window.focusWidget())


def _native(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)


def _takes_text(widget: QWidget | None) -> bool:
    return widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
