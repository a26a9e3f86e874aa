"""Whether the window may close over answers in their pause, and when it closes after them.

Owns the question and what was said to it. A word holds for the answers that it was about:
who writes or sends another meanwhile has gone on, and the window stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from console.domain.ids import ThreadId
from ui.quit_question import QuitQuestion
from ui.sign_in_closing import SignInClosing

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.undo_pause import UndoPause


class Closing(QObject):
    """The end of the window, as far as answers in their pause speak against it."""

    def __init__(self, window: MainWindow, pause: UndoPause) -> None:
        super().__init__(pause)
        self._window, self._pause = window, pause
        self._sign_ins = SignInClosing(window, self)
        self._question: QuitQuestion | None = None
        self._close: Callable[[], None] | None = None
        """Closes the window."""
        self._awaited: frozenset[ThreadId] = frozenset()
        """The answers after which it closes by itself; empty where it does not."""
        self._asked: frozenset[ThreadId] = frozenset()
        """Those that the question is about."""
        self._leaves = False
        """Whether the person closes the window over what is in its pause."""
        window.case.composer.editor.textChanged.connect(self._go_on)

    def may_close(self, close: Callable[[], None]) -> bool:
        """Return whether nothing is in its pause; else ask, and `close` once that is settled.

        A sign-in that would be lost is asked about first.
        """
        if not self._sign_ins.may_close(close):
            return False
        waiting = self._pause.waiting
        if self._leaves or not waiting:
            return True
        self._go_on()
        self._close = close
        self._asked = frozenset(entry.thread.id for entry in waiting)
        if self._question is None:
            self._question = question = QuitQuestion(self._window, anew=self._window.starts_anew)
            question.send_wanted.connect(self._send)
            question.back_wanted.connect(self._take_back)
            question.leave_wanted.connect(self._leave)
            question.finished.connect(self._take_answer)
            question.show_count(len(waiting))
            question.open()
        return False

    def look(self, *, quiet: bool) -> None:
        """Take note of what went out; `quiet` where nothing is in its pause or on its way."""
        waiting = self._pause.waiting
        if self._question is not None:
            if waiting:
                self._question.show_count(len(waiting))
            else:  # there is nothing left to be asked
                self._question.reject()
        if not self._awaited:
            return
        threads = [self._pause.answer(one) for one in self._awaited]
        if any(entry.thread.id not in self._awaited for entry in waiting):
            self._go_on()
        elif all(thread is not None and thread.next_part is None for thread in threads):
            self._go_on()
            if self._close is not None:
                QTimer.singleShot(0, self, self._close)
        elif quiet:  # others say what keeps it
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        """Close by itself no longer."""
        self._awaited = frozenset()

    @Slot()
    def _take_answer(self) -> None:
        self._question = None

    @Slot()
    def _send(self) -> None:
        self._awaited = self._asked
        for entry in self._pause.waiting:
            self._pause.send_now(entry)
        self.look(quiet=False)  # all may be out already

    @Slot()
    def _take_back(self) -> None:
        for entry in self._pause.waiting:
            self._pause.take_back(entry)

    @Slot()
    def _leave(self) -> None:
        """Close; where something else speaks against that, the next time asks again."""
        self._leaves = True
        if self._close is not None:
            self._close()
        self._leaves = False
