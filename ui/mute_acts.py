"""A person's acts that mute: the author or the conversation of the open case, or a word.

What is muted is left as what is resolved: the next case is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui import words
from ui.case_doing import TAKES_BACK, CaseDoing
from ui.plain import isolated

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.desk import Desk
    from console.desk.mutes import Muted
    from console.errors import DeskError


class MuteActs(QObject):
    """Mutes, and goes on to the next case."""

    def __init__(self, doing: CaseDoing) -> None:
        super().__init__(doing)
        self._doing = doing

    @Slot()
    def author(self) -> None:
        """Mute the customer of the open case."""
        row = self._doing.page.row
        if row is not None and not self._doing.other_case.lasts:
            self._mute(lambda desk: desk.mutes.mute_author(row.id), said)

    @Slot()
    def conversation(self) -> None:
        """Mute the conversations of the open case."""
        row = self._doing.page.row
        if row is not None and not self._doing.other_case.lasts:
            self._mute(lambda desk: desk.mutes.mute_conversation(row.id), said_of_conversation)

    @Slot()
    def word(self) -> None:
        """Ask for a word that is not to be heard; it is stored when that is answered."""
        from ui.mute_dialog import MuteDialog

        page = self._doing.page
        dialog = MuteDialog(page.lanes.reader, page.timeline.marked_text(), page.window())

        def mute(word: str) -> None:
            self._mute(
                lambda desk: desk.mutes.mute_word(word),
                said_of_word,
                done=dialog.accept,
                failed=dialog.refuse,
            )

        dialog.wanted.connect(mute)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _mute(
        self,
        job: Callable[[Desk], Muted],
        words_of: Callable[[Muted], str],
        done: Callable[[], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Do it, say so, and leave what is muted now if nobody went on meanwhile."""
        untouched = self._doing.untouched()

        def stored(muted: Muted) -> None:
            if done is not None:
                done()
            row = self._doing.page.row
            leads_on = row is not None and row.id in muted.quiet and (done or untouched())
            self._doing.changed.emit(muted)
            self._doing.said.emit(words_of(muted))
            if leads_on:
                self._doing.leave(muted.quiet)

        self._doing.try_out(job, stored, failed or self._doing.troubled.emit)


def said(muted: Muted, what: str = "") -> str:
    """Return what was muted, what that put aside, and what was left open.

    `Muted @ada: 2 open cases put aside, 1 with calls or promises left open.`
    """
    shown = what or ", ".join(isolated(each) for each in muted.shown)
    came = []
    if muted.quiet:
        came.append(f"{words.several(len(muted.quiet), 'open case')} put aside")
    if muted.left_open:
        left = f"{muted.left_open:,}" if came else words.several(muted.left_open, "case")
        came.append(f"{left} with calls or promises left open")
    of_cases = f": {', '.join(came)}" if came else ""
    return f"Muted {shown}{of_cases}. {TAKES_BACK}"


def said_of_conversation(muted: Muted) -> str:
    """Return that a conversation was muted; how it begins is in front of who did it."""
    return said(muted, "the conversation")


def said_of_word(muted: Muted) -> str:
    """Return that a word was muted, in quotation marks as it is listed."""
    return said(muted, ", ".join(f"“{isolated(each)}”" for each in muted.shown))
