"""The pause before an answer goes out, for the whole window: counts it down, and ends it.

Owns which answers are followed from their pause till they are out; they come from what is
read of the outbox anyway, so that those of an earlier run are counted as well. The bar
shows the newest; U, or Ctrl+Z in the empty composer, takes back the one that is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import CaseId, ThreadId
from console.domain.outbox import OutboxEntry, PartState
from console.errors import DeskError, InputError
from ui import delete_question, quit_question
from ui.answer_words import is_pausing
from ui.case_caret import CaseCaret
from ui.override import override
from ui.pending_choices import Act
from ui.undo_bar import UndoBar
from ui.undo_line import STAYS, Phase, UndoLine, late, line

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from ui.main_window import MainWindow

TICK_MS = 50
"""The line that runs out moves by about a pixel."""
SLOW_TICK_MS = 500
LATE_STAYS = timedelta(seconds=15)
"""How long it is said that an answer could not be taken back: a person decides about it."""


class UndoPause(QObject):
    """The answers that can still be taken back, and those that just went out."""

    def __init__(self, window: MainWindow, action: QAction) -> None:
        """Take the window, once its right side is built, and the action whose key is shown."""
        super().__init__(window)
        self._window, self._action, self._now = window, action, window.now
        self._case, self._lanes = window.case, window.lanes
        self._entries: dict[ThreadId, OutboxEntry] = {}
        self._ended: dict[ThreadId, datetime] = {}
        """Those whose pause is over, and since when."""
        self._late: tuple[UndoLine, datetime] | None = None
        """What came too late, and till when that is said."""
        self._line: UndoLine | None = None
        self._busy = False
        """Whether an answer is being taken back."""
        self._leaves = False
        """Whether the person closes the window over what is in its pause."""
        self._close: Callable[[], None] | None = None
        """What closes the window once nothing is in its pause or going out."""
        self.bar = UndoBar(window.theme, window.status, self._case)
        self.bar.undo_wanted.connect(self.undo)
        self.bar.send_wanted.connect(self.send_now)
        self.bar.delete_wanted.connect(self.ask_to_delete)
        self._caret = CaseCaret(window, self)
        self._reading = window.outbox.reading
        self._reading.came.connect(self._take_entries)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._show)
        action.triggered.connect(self.undo)
        self._take_entries()

    def stop(self) -> None:
        """Count nothing any more."""
        self._reading.came.disconnect(self._take_entries)
        self._timer.stop()
        self.bar.vanish()

    @Slot()
    def undo(self) -> None:
        """Take back the answer that is shown: its text is the draft again."""
        shown = self._line
        if shown is None or shown.phase is not Phase.COUNTING or self._busy:
            return
        self._busy = True
        case_id, answer = shown.case_id, self._case.answer
        # Of the bar, the button goes, and the focus with it.
        focus = None if self._holds_focus() else self._window.focusWidget()
        answer.hold_draft(case_id)  # on the same lane before it, so that nothing typed is lost

        def done(result: tuple[Changes, OutboxEntry | None]) -> None:
            answer.release_draft(case_id)
            self._window.take(result[0])
            self._taken_back(case_id, result[1], focus)

        def failed(error: DeskError) -> None:
            answer.release_draft(case_id)
            self._case.refresh(Changes.of(cases=(case_id,)))
            self._busy = False
            self._window.show_trouble(error)

        job = partial(_take_back, shown.thread_id, case_id)
        self._lanes.writer.submit(job, done, failed, receiver=self)

    @Slot()
    def send_now(self) -> None:
        """End the pause of the answer that is shown."""
        if self._line is not None:
            self._do(Act.SEND_NOW, self._line)

    @Slot()
    def ask_to_delete(self) -> None:
        """Delete from the network what of the shown answer is public, after a question."""
        shown = self._line
        entry = None if shown is None else self._entries.get(shown.thread_id)
        if shown is not None and entry is not None:
            delete = partial(self._do, Act.DELETE, shown)
            delete_question.ask(self._window, entry.thread, delete)

    def may_close(self, close: Callable[[], None]) -> bool:
        """Return whether nothing is in its pause; else ask, and `close` once that is settled."""
        threads = [entry.thread for entry in self._entries.values()]
        waiting = [thread for thread in threads if is_pausing(thread, self._now())]

        def leave() -> None:
            self._leaves = True
            close()

        def send() -> None:
            self._close = close
            for thread in waiting:
                self._case.pending_acts.do(Act.SEND_NOW, thread.id, thread.case_id)

        if waiting and not self._leaves:
            quit_question.ask(self._window, len(waiting), send, leave)
            return False
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+Z in the composer, where it has nothing else to undo, take back the answer."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and self._undoes_in_composer()
        ):
            self.undo()
            return True
        return super().eventFilter(watched, event)

    def _do(self, act: Act, shown: UndoLine) -> None:
        self._late = None
        self._case.pending_acts.do(act, shown.thread_id, shown.case_id)

    @Slot()
    def _take_entries(self) -> None:
        """Follow those in their pause, and those that were."""
        now = self._now()
        self._entries = {
            entry.thread.id: entry
            for entry in self._reading.entries or ()
            if entry.thread.id in self._entries or is_pausing(entry.thread, now)
        }
        if self._late is not None and (entry := self._entries.get(self._late[0].thread_id)):
            self._late = (late(entry), self._late[1])
        self._show()

    @Slot()
    def _show(self) -> None:
        """Say what is true now, and go on counting while there is something to say."""
        now = self._now()
        for thread_id, entry in self._entries.items():
            if not is_pausing(entry.thread, now):
                self._ended.setdefault(thread_id, now)
        if self._late is not None and now >= self._late[1]:
            self._late = None
        shown = line(self._entries.values(), self._ended, now)
        if self._late is not None and (shown is None or shown.phase is not Phase.COUNTING):
            shown = self._late[0]
        self._turn_to(shown)
        self._close_after(shown)
        if shown is None:
            self._forget(now)
            self._timer.stop()
            self.bar.vanish()
            return
        self.bar.show_line(shown, self._key())
        self._timer.start(TICK_MS if shown.phase is Phase.COUNTING else SLOW_TICK_MS)

    def _turn_to(self, shown: UndoLine | None) -> None:
        """Take what is shown from now on, with what can be done about it."""
        before, self._line = self._line, shown
        counting = shown is not None and shown.phase is Phase.COUNTING
        self._action.setEnabled(counting)
        if (before and before.phase) == (shown and shown.phase):
            return
        editor = self._case.composer.editor
        editor.removeEventFilter(self)
        if counting:
            editor.installEventFilter(self)
        if self._holds_focus():  # its buttons are others, or go
            self._window.inbox.front.setFocus()

    def _close_after(self, shown: UndoLine | None) -> None:
        """Close the window once all that it waited for is out; it stays where that cannot be."""
        close = self._close
        if close is None:
            return
        if all(entry.thread.next_part is None for entry in self._entries.values()):
            self._close = None
            QTimer.singleShot(0, self, close)
        elif shown is None:  # others say what keeps it
            self._close = None

    def _forget(self, now: datetime) -> None:
        """Follow no longer what went out, or waits for something else."""
        for thread_id in [one for one, since in self._ended.items() if now - since >= STAYS]:
            self._entries.pop(thread_id, None)
            del self._ended[thread_id]

    def _key(self) -> str:
        """Return the key that takes back the shown answer where the focus is now."""
        native = QKeySequence.SequenceFormat.NativeText
        focus, keys = self._window.focusWidget(), self._action.shortcuts()
        if focus is self._case.composer.editor and self._undoes_in_composer():
            return QKeySequence(QKeySequence.StandardKey.Undo).toString(native)
        if _takes_text(focus):
            keys = keys[1:]  # the first is a letter, which would be typed
        return keys[0].toString(native) if keys else ""

    def _undoes_in_composer(self) -> bool:
        """Return whether the composer is that of the shown answer and has nothing to undo."""
        shown, row, editor = self._line, self._case.row, self._case.composer.editor
        return (
            shown is not None
            and shown.phase is Phase.COUNTING
            and row is not None
            and row.id == shown.case_id
            and not editor.text
            and not editor.document().isUndoAvailable()
        )

    def _taken_back(
        self, case_id: CaseId, entry: OutboxEntry | None, focus: QWidget | None
    ) -> None:
        """Show the text that is a draft again, and say it where something was out already."""
        parts = () if entry is None else entry.thread.parts
        taken_back = [part for part in parts if part.state is PartState.CANCELLED]
        if entry is not None:
            self._entries[entry.thread.id] = entry
            if len(taken_back) < len(parts):
                self._late = (late(entry), self._now() + LATE_STAYS)
        if taken_back:
            self._caret.go_to(case_id, focus)
        self._busy = False
        self._show()

    def _holds_focus(self) -> bool:
        return self.bar.isAncestorOf(self._window.focusWidget())


def _takes_text(widget: QWidget | None) -> bool:
    return widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _take_back(
    thread_id: ThreadId, case_id: CaseId, desk: Desk
) -> tuple[Changes, OutboxEntry | None]:
    """Take an answer back; return how it stands then, for something of it may be out."""
    changes = Changes.of(cases=(case_id,), threads=(thread_id,))
    with suppress(InputError):  # it came too late: what became of the answer says so
        changes |= desk.outbox.cancel(thread_id)
    left = (entry for entry in desk.outbox.entries() if entry.thread.id == thread_id)
    return changes, next(left, None)
