"""Verbs on call logs: look at one, count what it would bring, take its calls in.

A log may be large. Counting and taking in go in steps, each short enough that whoever
shares the thread, or waits for the data file, notices nothing: whoever runs them asks for
the next step as long as there is one. An import is one act nevertheless, a large one as
many as `MOST_AN_ACT` makes of it.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from console.desk.acting import acting
from console.desk.context import Context
from console.domain.call_logs import BadRow, Field, LoggedCall, Tally, key_of
from console.domain.changes import Changes
from console.errors import InputError
from console.exchange import call_log, call_rows
from console.exchange.call_log import CallLog
from console.exchange.call_rows import Columns
from console.exchange.csv_file import Line
from console.language import tr
from console.store import call_logs
from console.store.act_joining import Joining
from console.store.call_logs import Whose

__all__ = ["MOST_AN_ACT", "CallLogs", "Counting", "TakingIn", "Tally"]

STEP_S = 0.03
"""About how long a step may take."""
MOST_A_STEP = 100
"""Calls; and as many are read ahead."""
MOST_LISTED = 1_000
"""Rows kept aside."""
MOST_AN_ACT = 5_000
"""Calls of one act: to take back more at once would hold the data file for seconds."""


class CallLogs:
    """Call logs of a phone system."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def look(self, path: Path) -> tuple[CallLog, Columns]:
        """Return a file with its columns: as a person mapped such a header, else as guessed.

        Raises:
            InputError: it is no call log, or cannot be read.
        """
        log = call_log.look(path)
        kept = call_logs.columns(self._context.db, log.header_key)
        if kept is None:
            return log, call_log.guess(log)
        columns = Columns.from_text(kept)
        told = call_log.with_forms(log, columns).order
        return log, replace(columns, order=told or columns.order)

    def preview(
        self, log: CallLog, columns: Columns, limit: int = 50
    ) -> tuple[LoggedCall | BadRow, ...]:
        """Return the first calls of a log as they would be taken in."""
        context = self._context
        read = call_log.calls(log, columns, context.now(), context.region)
        return tuple(each for _, each in islice(read, limit))

    def count(self, log: CallLog, columns: Columns) -> Counting:
        """Return the work of counting what a log would bring; it writes nothing."""
        return Counting(self._context, log, columns)

    def take_in(self, log: CallLog, columns: Columns) -> TakingIn:
        """Return the work of taking a log's calls in.

        Raises:
            InputError: the columns do not say enough.
        """
        if columns.lacking:
            raise InputError(columns.lacking, advice=tr("Map the columns first."))
        return TakingIn(self._context, log, columns)

    def aside(self, limit: int = MOST_LISTED) -> tuple[BadRow, ...]:
        """Return the rows that were kept aside, as they stand in their files."""
        return call_logs.aside(self._context.db, limit)

    def count_aside(self) -> int:
        """Return how many rows were kept aside."""
        return call_logs.count_aside(self._context.db)

    def correct(self, row_id: int, fields: dict[Field, str]) -> Changes:
        """Take in a row that was kept aside, with these words in its cells.

        Raises:
            InputError: it still cannot be taken in.
            NotFound: it is settled already.
        """
        context = self._context
        _, mapping = call_logs.mapping_of(context.db, row_id)
        try:
            columns, now = Columns.from_text(mapping), context.now()
            call = call_rows.read(fields, columns, now, context.region)
        except ValueError as error:
            raise InputError(str(error)) from error
        if call_logs.is_known(context.db, call):
            raise InputError(tr("This call is known already."), advice=tr("Discard the row."))
        with acting(context, f"Take in a call of {call.name or call.number}") as act:
            call_logs.settle(context.db, row_id, now)
            belongs = call_logs.whose(context.db, call)
            call_logs.add(context.db, call, belongs, context.agent().id, now, context.region)
        return act.changes

    def discard(self, row_ids: list[int]) -> None:
        """Give up rows that were kept aside; the same file does not bring them again."""
        with acting(self._context, "Discard rows of a call log"):
            for row_id in row_ids:
                call_logs.settle(self._context.db, row_id, self._context.now())


@dataclass(frozen=True, slots=True)
class _Read:
    """A call with the line that tells of it."""

    call: LoggedCall
    line: Line


class _Work:
    """Reads a log in steps."""

    def __init__(self, context: Context, log: CallLog, columns: Columns) -> None:
        self._context, self._log, self._columns = context, log, columns
        self._rows = call_log.calls(log, columns, context.now(), context.region)
        self.tally = Tally()
        self.changes = Changes()
        self._seen = Counter[str]()
        """Keys of the calls and rows of this file, with how often they came up."""
        self._new = set[str]()
        """Numbers, or names, of the customers whom the desk did not know before it."""
        self.aside: list[BadRow] = []
        """The first rows that are kept aside because of this file."""

    def stop(self) -> Tally:
        """End before the file does; what was done stays."""
        self._rows = iter(())
        self.tally = replace(self.tally, done=True)
        return self.tally

    def _next(self, most: int, until: float) -> tuple[list[_Read], list[BadRow]]:
        """Return the next calls and rows that are not in the file twice; tally the others."""
        calls, bad, read, known, share = list[_Read](), list[BadRow](), 0, 0, 1.0
        for line, row in islice(self._rows, most):
            read, share = read + 1, min(line.read / max(self._log.file.size, 1), 1.0)
            self._seen[row.key] += 1
            nth = self._seen[row.key]
            if isinstance(row, LoggedCall):
                call = replace(row, nth=nth)
                if nth == 1 or call.may_be_another:
                    calls.append(_Read(call, line))
                else:
                    known += 1
            elif nth == 1:
                bad.append(replace(row, file=self._log.file.path.name))
            if time.monotonic() > until:
                break
        tally = self.tally
        done = not read
        self.tally = replace(
            tally, known=tally.known + known, share=1.0 if done else share, done=done
        )
        return calls, bad

    def _newly_aside(self, bad: list[BadRow]) -> list[BadRow]:
        """Return the rows that were not kept aside before."""
        new = [row for row in bad if not call_logs.is_aside(self._context.db, row.key)]
        self.aside += new[: MOST_LISTED - len(self.aside)]
        return new

    def _is_of_known(self, call: LoggedCall, belongs: Whose) -> bool:
        """Return whether a call is with a customer whom the desk knew before this file."""
        who = call.number or f"name {call.name}"
        if belongs.contact_id is None:
            self._new.add(who)
        return who not in self._new


class Counting(_Work):
    """Counts what a log would bring."""

    def step(self) -> Tally:
        """Go on for a moment, and return what was found so far.

        Raises:
            InputError: the file cannot be read any more.
        """
        db = self._context.db
        until = time.monotonic() + STEP_S
        while not self.tally.done and time.monotonic() < until:
            calls, bad = self._next(MOST_A_STEP, until)
            new = of_known = completed = 0
            for call in (read.call for read in calls):
                if call_logs.is_known(db, call):
                    continue
                belongs = call_logs.whose(db, call)
                completed += belongs.noted_id is not None
                new += belongs.noted_id is None
                of_known += belongs.noted_id is None and self._is_of_known(call, belongs)
            tally = self.tally
            self.tally = replace(
                tally,
                calls=tally.calls + new,
                of_known=tally.of_known + of_known,
                completed=tally.completed + completed,
                known=tally.known + len(calls) - new - completed,
                aside=tally.aside + len(self._newly_aside(bad)),
            )
        return self.tally


class TakingIn(_Work):
    """Takes the calls of a log in: a few in one transaction, many of those one act."""

    def __init__(self, context: Context, log: CallLog, columns: Columns) -> None:
        super().__init__(context, log, columns)
        self._joining = Joining()
        self._most = 10
        self._unjoined = 0
        """Calls of the act so far."""
        self._aside_before = call_logs.count_aside(context.db) > 0
        with context.db.writing():
            call_logs.keep_columns(context.db, log.header_key, columns.text(), context.now())

    def step(self) -> Tally:
        """Take the next calls in, and return what came in so far.

        Raises:
            InputError: the file cannot be read any more; what came in stays.
        """
        began = time.monotonic()
        calls, bad = self._next(self._most, began + STEP_S)
        if calls or bad:
            self._write(calls, bad)
        took = time.monotonic() - began
        if took > STEP_S:
            self._most = max(self._most // 2, 1)
        elif took < STEP_S / 2:
            self._most = min(self._most * 2, MOST_A_STEP)
        if self.tally.done or self._unjoined >= MOST_AN_ACT:
            self._join()
        return self.tally

    def stop(self) -> Tally:
        """End before the file does: what came in stays."""
        self._join()
        return super().stop()

    def _write(self, calls: list[_Read], bad: list[BadRow]) -> None:
        context, db = self._context, self._context.db
        agent_id, now, mapping = context.agent().id, context.now(), self._columns.text()
        tally = self.tally
        with acting(context, self._words) as act:
            for row in (new := self._newly_aside(bad)):
                call_logs.keep_aside(db, row, mapping, now)
            tally = replace(tally, aside=tally.aside + len(new))
            for read in calls:
                if call_logs.is_known(db, read.call):
                    tally = replace(tally, known=tally.known + 1)
                    continue
                belongs = call_logs.whose(db, read.call)
                call_logs.add(db, read.call, belongs, agent_id, now, context.region)
                if belongs.noted_id is not None:
                    tally = replace(tally, completed=tally.completed + 1)
                else:
                    of_known = tally.of_known + self._is_of_known(read.call, belongs)
                    tally = replace(tally, calls=tally.calls + 1, of_known=of_known)
                if self._aside_before:
                    call_logs.settle_key(db, key_of(read.line.cells), now)
        self.tally = tally
        self._joining.add(db, act.id)
        self._unjoined += len(calls)
        self.changes |= act.changes

    @property
    def _words(self) -> str:
        return tr("Import call log “{name}”").format(name=self._log.file.path.name)

    def _join(self) -> None:
        self._joining.end(self._context.db, self._words)
        self._joining, self._unjoined = Joining(), 0
