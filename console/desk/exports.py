"""Verbs on files that are written for others: how large one would be, and write it."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from console.desk.context import Context
from console.domain.exports import (
    EVERYTHING,
    ExportForm,
    ExportOptions,
    ExportScope,
    ExportSize,
)
from console.domain.ids import CaseId, first_message_id, to_ms
from console.domain.progress import NOBODY, Follower, Progress
from console.errors import InputError, NotFound
from console.exchange.own_export import STOPPED, Exported
from console.language import numeral, tr
from console.store import cases, export_messages, own_reading, targets

HITS_AT_ONCE = 200
A_MESSAGE = {ExportForm.JSONL: 1_300, ExportForm.CSV: 310, ExportForm.HTML: 420}
"""Bytes that a message takes with what belongs to it; measured on 110,000 of the benchmark."""
A_PAGE = 3_000


class Exports:
    """Files that are written for others."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def cases(self, scope: ExportScope, follower: Follower = NOBODY) -> tuple[CaseId, ...] | None:
        """Return the cases that a scope means, in its order; None for all there are.

        Raises:
            InputError: the search cannot be meant so, or finds nothing.
            NotFound: one of the cases is not there.
            Cancelled: it was stopped.
        """
        if scope == EVERYTHING:
            return None
        found = None if scope.cases is None else self._there(scope.cases)
        if scope.query is not None:
            found = _both(found, self._hits(scope.query, follower))
        if scope.first is not None or scope.end is not None:
            found = _both(found, self._between(scope.first, scope.end))
        if not found:
            raise InputError(tr("No case is meant by that, so there is nothing to export."))
        return found

    def measure(
        self,
        scope: ExportScope,
        form: ExportForm,
        options: ExportOptions,
        follower: Follower = NOBODY,
    ) -> ExportSize:
        """Return how much would be written.

        Raises:
            DeskError: as `cases`.
        """
        found, db = self.cases(scope, follower), self._context.db
        with db.reading():
            if found is not None:
                own_reading.choose(db, found)
            number, messages = export_messages.count(db, chosen=found is not None)
            size = A_PAGE + messages * A_MESSAGE[form]
            if form is ExportForm.JSONL and options.pictures:
                size += export_messages.picture_bytes(db, chosen=found is not None) * 4 // 3
        return ExportSize(number, messages, size)

    def write(
        self,
        path: Path,
        form: ExportForm,
        scope: ExportScope = EVERYTHING,
        options: ExportOptions | None = None,
        *,
        replace: bool = False,
        follower: Follower = NOBODY,
    ) -> Exported:
        """Write a file: whole, or none.

        Raises:
            Cancelled: it was stopped.
            DeskError: as `cases`; or the file is there already, or cannot be written.
        """
        from console.exchange import case_html, export_csv, export_file, own_export

        options = options or ExportOptions()
        export_file.free(path, replace=replace)
        found, context = self.cases(scope, follower), self._context
        if form is ExportForm.JSONL:
            return own_export.write(
                context.db, path, context.now(), version("canary-desk"), cases=found,
                pictures=options.pictures, replace=replace, follower=follower,
            )  # fmt: skip
        zone = targets.get(context.db).hours.zone
        if form is ExportForm.CSV:
            return export_csv.write(
                context.db, path, zone, cases=found, numbers=options.numbers,
                replace=replace, follower=follower,
            )  # fmt: skip
        told = case_html.PageOptions(numbers=options.numbers, notes=options.notes)
        return case_html.write(
            context.db, path, context.now(), zone, self._few(found), told,
            replace=replace, follower=follower,
        )  # fmt: skip

    def _few(self, found: tuple[CaseId, ...] | None) -> tuple[CaseId, ...]:
        """Return as many cases as a browser opens on one page."""
        from console.exchange.case_html import MOST_CASES

        if found is None:
            found = tuple(each.id for each in cases.rows(self._context.db, limit=MOST_CASES + 1))
        if len(found) > MOST_CASES:
            raise InputError(
                tr("A page holds {most_cases} cases at most.").format(
                    most_cases=numeral(MOST_CASES)
                ),
                advice=tr("Choose fewer, or another form."),
            )
        if not found:
            raise InputError(tr("There is no case yet, so there is nothing to export."))
        return found

    def _there(self, wanted: tuple[CaseId, ...]) -> tuple[CaseId, ...]:
        """Return cases, each once, those that were joined by the one that they went into."""
        db = self._context.db
        found = tuple(dict.fromkeys(cases.current_id(db, each) for each in wanted))
        known = cases.states(db, found)
        for each in found:
            if each not in known:
                raise NotFound(tr("There is no case {each}.").format(each=each))
        return found

    def _hits(self, query: str, follower: Follower) -> tuple[CaseId, ...]:
        """Return all cases that a search finds, in the order of its hits."""
        from console.desk.searches import Searches

        searches, after = Searches(self._context), None
        found = dict[CaseId, None]()
        while True:
            follower.stop_here(STOPPED)
            follower.tell(Progress(len(found), None, tr("Searching…")))
            page = searches.find(query, after=after, limit=HITS_AT_ONCE)
            if page.problems:
                problem = page.problems[0]
                raise InputError(
                    problem.message, advice=problem.advice or tr("Correct the search.")
                )
            found.update((hit.case_id, None) for hit in page.hits)
            after = page.after
            if after is None:
                return tuple(found)

    def _between(self, first: datetime | None, end: datetime | None) -> tuple[CaseId, ...]:
        ids = [None if at is None else first_message_id(to_ms(at)) for at in (first, end)]
        return tuple(map(CaseId, export_messages.between(self._context.db, *ids)))


def _both(one: tuple[CaseId, ...] | None, other: tuple[CaseId, ...]) -> tuple[CaseId, ...]:
    """Return what is in both, in the order of the first."""
    if one is None:
        return other
    among = set(other)
    return tuple(each for each in one if each in among)
