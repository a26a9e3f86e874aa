"""What fixed some cases: asked in the line over the composer before they count as resolved.

Owns of which cases it is asked, and what was answered till that is stored.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from console.desk import Desk
from console.domain.cases import CaseState, CaseView
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.errors import DeskError
from console.language import tr
from ui import header_words
from ui.case_doing import CaseDoing, Meant
from ui.resolve_line import Answered


class CaseResolving(QObject):
    """Asks, and resolves as it is answered."""

    def __init__(self, doing: CaseDoing, touchpoints: Callable[[Desk], tuple[str, ...]]) -> None:
        """Take also what reads where a business fails, for a lane."""
        super().__init__(doing)
        self._doing, self._page, self._touchpoints = doing, doing.page, touchpoints
        self._meant: Meant | None = None
        """The cases of which it is asked."""
        self._unstored: dict[frozenset[CaseId], Answered] = {}
        """What was answered and could not be stored: nobody is to type that again."""
        line = self._page.resolving
        line.answered.connect(self._resolve)
        line.left.connect(self._end)
        self._page.turned.connect(self._forget)
        self._page.shown.connect(self._offer_promises)

    def ask(self, meant: Meant | None) -> None:
        """Ask what fixed these cases, unless that is being asked already."""
        if meant is None or (meant.row is not None and meant.row.state is CaseState.RESOLVED):
            return
        line = self._page.resolving
        if self._meant is not None and frozenset(self._meant.ids) == frozenset(meant.ids):
            line.field.setFocus()
            return
        if self._page.row is None:
            self._doing.inbox.choose(meant.ids[0])  # the line stands on its page
        self._meant = meant
        touchpoint = "" if meant.row is None else meant.row.touchpoint
        asks_where = meant.row is not None and not touchpoint
        line.begin(
            len(meant.ids), asks_where=asks_where, again=self._unstored.get(frozenset(meant.ids))
        )
        self._offer_promises(self._page.case)
        many = meant.ids if meant.row is None else ()

        def read(desk: Desk) -> tuple[tuple[str, ...], tuple[str, ...], int]:
            rows = desk.cases.rows(ids=many, limit=len(many)) if many else ()
            owed = sum(row.promise_due_at is not None for row in rows)
            return desk.triage.fixes(touchpoint), self._touchpoints(desk), owed

        def show(found: tuple[tuple[str, ...], tuple[str, ...], int]) -> None:
            line.offer(*found[:2])
            line.tell_owed(found[2])

        self._doing.read(read, show, line, key="resolving")

    @Slot(object)
    def _resolve(self, answer: Answered) -> None:
        """Resolve what was asked about, and go on to the next case."""
        meant = self._meant
        if meant is None:
            return

        def job(desk: Desk) -> Changes:
            return desk.triage.resolve(
                meant.ids,
                fix=answer.fix,
                channel=answer.channel,
                skipped=answer.skipped,
                touchpoint=answer.touchpoint,
                keeps=answer.keeps,
            )

        self._unstored.pop(frozenset(meant.ids), None)
        self._end()
        self._doing.leave(meant.ids)
        untouched = self._doing.untouched()

        def failed(_error: DeskError) -> None:
            self._unstored[frozenset(meant.ids)] = answer
            if untouched():
                self._ask_again(meant)

        self._doing.do(job, meant.said(tr("Resolved")), failed)

    def _ask_again(self, meant: Meant) -> None:
        """Go back to what could not be resolved, with what was answered."""
        alone = meant.row is not None
        if not alone:
            self._doing.inbox.mark(meant.ids)
        elif not self._doing.inbox.choose(meant.ids[0]):
            return
        self.ask(self._doing.meant(alone=alone))

    @Slot(object)
    def _offer_promises(self, case: CaseView | None) -> None:
        """Let the line offer to keep what was promised in the one case that it is about."""
        meant, line = self._meant, self._page.resolving
        if meant is not None and meant.row is not None and case is not None:
            owed = [one for one in case.promises if one.kept_at is None]
            line.offer_promises(
                [(one.id, header_words.promise(one, self._page.now())) for one in owed]
            )

    @Slot()
    def _end(self) -> None:
        """Close the line, and go back to the list."""
        self._forget()
        self._doing.inbox.front.setFocus()

    @Slot()
    def _forget(self) -> None:
        self._meant = None
        self._page.resolving.close_line()
