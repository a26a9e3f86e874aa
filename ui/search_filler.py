"""Reads what a search finds, page after page, for the list of cases.

The newest query wins: an older one that still waits is never run, and what an older one
brings is dropped. Owns the hits; the rows are the model's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from console.domain.searching import Found, Hit
from console.errors import DeskError, Interrupted
from ui.case_keys import Listed, Relisted, relisted
from ui.case_list import CaseList
from ui.lanes import Lane
from ui.search_hits import NO_HITS, Hits

if TYPE_CHECKING:
    from ui.list_filler import ListFiller, Shown

PAGE = 50
MOST_AGAIN = 200
"""So many of the first hits are looked for again where something changed."""
AHEAD = 20
"""The next page is read when so many rows or fewer follow what is in sight."""

Again = Callable[[Listed, Desk], tuple[Relisted, tuple[CaseRow, ...]]]


class SearchFiller(QObject):
    """The hits of the search that is shown."""

    def __init__(self, lane: Lane, cases: CaseList, filler: ListFiller) -> None:
        super().__init__(filler)
        self._lane, self._list, self._model, self._filler = lane, cases, cases.cases, filler
        self.hits = NO_HITS
        self._wanted = 0
        """Counts what is asked for: the search of an older number is stopped."""
        self._asked: str | None = None
        """With what the next page is being asked for."""
        cases.painted.connect(self._look_ahead)

    def hit(self, case_id: CaseId) -> Hit | None:
        """Return what was found in a case."""
        return self.hits.hit(case_id)

    @property
    def has_more(self) -> bool:
        """Return whether another page follows."""
        return self.hits.after is not None

    def stop(self) -> None:
        """Stop the search that is under way: something else is asked for."""
        self._wanted += 1

    def forget(self) -> None:
        """Have found nothing: a view is shown."""
        self.hits, self._asked = NO_HITS, None

    def read(self, shown: Shown) -> None:
        """Read the first page of what a query finds."""
        stopped = self._stopped()

        def job(desk: Desk) -> Found:
            return find(desk, shown, stopped=stopped)

        def done(found: Found) -> None:
            if found.problems:
                self._filler.stay(found.problems)
                return
            self.hits, self._asked = Hits.of(found), None
            self._filler.fill_found(self.hits)

        self._lane.submit(job, done, self._filler.failed.emit, receiver=self, key="inbox")

    def again(self, shown: Shown) -> Again:
        """Return what looks for the first hits again, in the lane."""
        before = self.hits
        count = max(PAGE, min(len(before.every), MOST_AGAIN))

        def job(listed: Listed, desk: Desk) -> tuple[Relisted, tuple[CaseRow, ...]]:
            hits = before.renewed(find(desk, shown, limit=count), count)
            self._lane.tell(lambda renewed: self._take(before, renewed), hits, self)
            return relisted(listed, hits.keys), hits.rows

        return job

    def _take(self, before: Hits, renewed: Hits) -> None:
        """Take hits that were read again, unless others are shown by now; their rows follow."""
        if self.hits is before:
            self.hits = renewed
            self._model.rank_by(renewed.rank)

    @Slot()
    def _look_ahead(self) -> None:
        """Read the next page where the end comes near."""
        after, shown, before = self.hits.after, self._filler.shown, self.hits
        near = self._list.in_sight()[1] >= self._model.rowCount() - AHEAD
        if after is None or after == self._asked or not near or not shown.query:
            return
        self._asked = after

        def done(found: Found) -> None:
            if self.hits is not before or self._filler.shown != shown:
                self._asked = None
                return
            self._put_behind(before.with_next(found))

        def failed(error: DeskError) -> None:
            # It is asked for again with the next search only: not with every paint.
            if not isinstance(error, Interrupted):
                self._lane.trouble.emit(error)

        stopped = self._stopped()
        self._lane.submit(
            lambda desk: find(desk, shown, after=after, stopped=stopped),
            done,
            failed,
            receiver=self,
            key="hits",
        )

    def _stopped(self) -> Callable[[], bool]:
        """Return what says, in the lane, whether anybody still waits for what is asked now."""
        mine = self._wanted
        return lambda: self._wanted != mine

    def _put_behind(self, hits: Hits) -> None:
        self.hits = hits
        self._model.rank_by(hits.rank)
        with self._list.steady():
            self._model.take(relisted(self._model.snapshot(), hits.keys), hits.rows)
        self._filler.changed.emit()


def _never() -> bool:
    return False


def find(
    desk: Desk,
    shown: Shown,
    *,
    after: str | None = None,
    limit: int = PAGE,
    stopped: Callable[[], bool] = _never,
) -> Found:
    """Look for what is shown.

    Raises:
        Interrupted: nobody waits for it any more.
    """
    return desk.searches.find(
        shown.query,
        order=shown.hits,
        after=after,
        limit=limit,
        typing=shown.typing,
        stopped=stopped,
    )
