"""A data file and a network that tell when they get somewhere, so that a desk can end there.

They know the tables and the calls, not the code that sends or syncs: what a transaction
did to the parts is read from the file before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from console.connectors.base import Connector
from console.domain.outbox import PartState
from console.store.database import Database, Parameters, Row

CALLS = frozenset({"whoami", "read_page", "search", "publish", "lookup", "delete"})
OF_A_PAGE = re.compile(
    r"(?:INSERT|REPLACE)\b.*\b"
    r"(?:messages|posts|account_posts|contacts|cursors|watch_hits|watch_walks)\b"
)
"""Statements by which a page of a timeline or of a search comes into the file."""
OF_A_CHARGE = re.compile(r"INSERT INTO (?:watch_)?charges\b")


@dataclass(frozen=True, slots=True)
class Step:
    """Somewhere that a desk got to."""

    name: str
    """`before sent`, `after sent` (a commit), `before publish`, `after publish` (a call)."""
    position: int = 0
    """Of the part that a commit moved, from 1."""


Reach = Callable[[Step], None]


class WatchedDatabase(Database):
    """Reaches `before STATE` and `after STATE` around a commit that moves a part to it.

    Around one that stores a page it reaches `before page` and `after page`, and within it
    `statement` after each; around one that charges what was read `before charge` and `after
    charge`; around any other `before commit` and `after commit`.
    """

    reach: Reach = staticmethod(lambda _: None)
    _is_page = False
    _is_charge = False

    @classmethod
    def opened(cls, path: Path, reach: Reach, *, durable: bool = True) -> WatchedDatabase:
        """Return the data file at `path`, which tells `reach`."""
        opened = cls.open(path, durable=durable)
        assert isinstance(opened, cls)
        opened.reach = reach
        return opened

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[None]:
        """Run a block as one transaction."""
        with super().writing(durable=durable):
            before = self._parts()
            self._is_page = self._is_charge = False
            yield
            moved = [
                (PartState(state), position)
                for part_id, (state, position) in self._parts().items()
                if before.get(part_id, (None, 0))[0] not in (None, state)
            ]
            reached = [Step(f"{{}} {state}", position) for state, position in moved] or [
                Step(
                    "{} page" if self._is_page else "{} charge" if self._is_charge else "{} commit"
                )
            ]
            self._reach_each("before", reached)
        self._reach_each("after", reached)

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement."""
        touched = super().execute(sql, parameters)
        self._reach_statement(sql)
        return touched

    def execute_many(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """Run one statement for each of `parameters`."""
        super().execute_many(sql, parameters)
        self._reach_statement(sql)

    def insert(self, table: str, values: dict[str, Any]) -> int:
        """Insert one row."""
        row_id = super().insert(table, values)
        self._reach_statement(f"INSERT INTO {table}")
        return row_id

    def unsure_position(self) -> int:
        """Return the position of the first unsure part, 0 where there is none."""
        return int(
            self.value("SELECT position FROM reply_parts WHERE state = 'unsure' LIMIT 1") or 0
        )

    def _parts(self) -> dict[int, tuple[str, int]]:
        rows: list[Row] = self.rows("SELECT id, state, position FROM reply_parts")
        return {row["id"]: (row["state"], row["position"]) for row in rows}

    def _reach_each(self, when: str, steps: list[Step]) -> None:
        for step in steps:
            self.reach(replace(step, name=step.name.format(when)))

    def _reach_statement(self, sql: str) -> None:
        self._is_page |= OF_A_PAGE.match(sql) is not None
        self._is_charge |= OF_A_CHARGE.match(sql) is not None
        if self._is_page:
            self.reach(Step("statement"))


class _WatchedConnector:
    """Reaches `before CALL` and `after CALL`; all else is the real connector's."""

    def __init__(self, real: Connector, reach: Reach) -> None:
        self._real = real
        self._reach = reach

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name not in CALLS:
            return found

        def call(*given: object, **named: object) -> object:
            self._reach(Step(f"before {name}"))
            answer = found(*given, **named)
            self._reach(Step(f"after {name}"))
            return answer

        return call


@dataclass(frozen=True, slots=True)
class WatchedNetwork:
    """Makes connectors that tell of each call."""

    make: Callable[[Mapping[str, str]], Connector]
    reach: Reach
    needs_credentials: bool = True

    def connect(self, secret: Mapping[str, str]) -> Connector:
        """Return a connector for an account's credentials."""
        return cast("Connector", _WatchedConnector(self.make(secret), self.reach))

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        """Raise: nobody looks at pictures here."""
        raise NotImplementedError
