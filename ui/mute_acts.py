"""Acts that mute: authors or conversations of the marked cases, else of the open one; words.

What is muted is left as what is resolved: the next case is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.language import numeral, plural, tr
from ui.case_doing import TAKES_BACK, CaseDoing, Meant
from ui.plain import isolated

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.desk import Desk
    from console.desk.mutes import Muted
    from console.errors import DeskError


MOST_NAMED = 3
"""So many authors are named; of more their number is said."""


class MuteActs(QObject):
    """Mutes, and goes on to the next case."""

    def __init__(self, doing: CaseDoing) -> None:
        super().__init__(doing)
        self._doing = doing

    @Slot()
    def author(self) -> None:
        """Mute the customers of the marked cases, or of the open one."""
        meant = self._meant()
        if meant is not None:
            self._mute(lambda desk: desk.mutes.mute_author(*meant.ids), said, meant=meant)

    @Slot()
    def conversation(self) -> None:
        """Mute the conversations of the marked cases, or of the open one."""
        meant = self._meant()
        if meant is not None:
            self._mute(
                lambda desk: desk.mutes.mute_conversation(*meant.ids),
                said_of_conversation,
                meant=meant,
            )

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

    def _meant(self) -> Meant | None:
        """Return the cases that are meant; None too where a key bounced from another case."""
        return None if self._doing.other_case.lasts else self._doing.meant()

    def _mute(
        self,
        job: Callable[[Desk], Muted],
        words_of: Callable[[Muted], str],
        done: Callable[[], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        meant: Meant | None = None,
    ) -> None:
        """Do it, say so, and leave what is muted now if nobody went on meanwhile.

        Marked cases that were meant are marked no more, those left open too.
        """
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
            if meant is not None and meant.row is None:
                self._doing.inbox.unmark()

        self._doing.try_out(job, stored, failed or self._doing.troubled.emit)


def said(muted: Muted, what: str = "") -> str:
    """Return what was muted, what that put aside, and what was left open.

    `Muted @ada: 2 open cases put aside, 1 left open where someone is at work.`
    """
    names = ", ".join(isolated(each) for each in muted.shown)
    shown = what or (
        names
        if len(muted.shown) <= MOST_NAMED
        else tr("{count} authors").format(count=numeral(len(muted.shown)))
    )
    came = []
    if muted.quiet:
        came.append(
            plural(len(muted.quiet), "{count} open case put aside", "{count} open cases put aside")
        )
    if muted.left_open:
        left = (
            numeral(muted.left_open)
            if came
            else plural(muted.left_open, "{count} case", "{count} cases")
        )
        # Translators: {cases} is such as `3 cases`, or a number behind `2 open cases put aside`.
        came.append(tr("{cases} left open where someone is at work").format(cases=left))
    of_cases = f": {', '.join(came)}" if came else ""
    # Translators: {of_cases} is empty, or `: 2 open cases put aside`.
    return tr("Muted {muted}{of_cases}. {takes_back}").format(
        muted=shown, of_cases=of_cases, takes_back=TAKES_BACK
    )


def said_of_conversation(muted: Muted) -> str:
    """Return that a conversation was muted; how it begins is in front of who did it."""
    return said(muted, tr("the conversation") if len(muted.shown) == 1 else tr("the conversations"))


def said_of_word(muted: Muted) -> str:
    """Return that a word was muted, in quotation marks as it is listed."""
    marked = (tr("“{word}”").format(word=isolated(each)) for each in muted.shown)
    return said(muted, ", ".join(marked))
