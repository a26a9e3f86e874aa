"""The messages that figures are found from: those of a stretch of time, and what goes with them.

A message's number is its time, so a period is one stretch of the table.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from console.domain.ids import SEQUENCE_BITS, message_ms
from console.insight.elsewhere import LINKED_MS
from console.insight.rows import CaseFact, MessageFact
from console.store import targets
from console.store.database import Database, Parameters

_MESSAGE = (
    "m.id", "m.case_id", "m.kind = 'post'", "m.direction = 'out'",
    "m.message_kind", "p.remote_id", "p.parent_id", "p.author_id", "p.repost",
    "p.gone_at IS NOT NULL",
)  # fmt: skip
_HEARD = "m.muted_by IS NULL"
"""What is muted is no complaint, and no first post that waits for an answer."""
_POST = "LEFT JOIN posts p ON p.message_id = m.id"


def columns(
    db: Database, names: Sequence[str], tables: str, parameters: Parameters
) -> list[list[Any]]:
    """Return the columns of a query, in the order in which its rows are read.

    As one row of JSON: SQLite makes that without Python. Row by row each step would wait for
    the window to let go of Python, which while it is at work takes 5 ms a time.
    """
    arrays = ", ".join(f"json_group_array({name})" for name in names)
    (found,) = db.tuples(f"SELECT {arrays} {tables}", parameters)
    return [json.loads(array) for array in found]


def of_stretch(db: Database, start_ms: int, end_ms: int) -> list[MessageFact]:
    """Return the messages of a stretch of time and what came after it in its cases."""
    start, end = start_ms << SEQUENCE_BITS, end_ms << SEQUENCE_BITS
    within = columns(
        db,
        _MESSAGE,
        f"FROM messages m {_POST} WHERE m.id >= ? AND m.id < ? AND {_HEARD}",
        (start, end),
    )
    held = {case_id for case_id in within[_MESSAGE.index("m.case_id")] if case_id}
    after = columns(
        db,
        _MESSAGE,
        f"FROM json_each(?) v CROSS JOIN messages m ON m.case_id = v.value AND m.id >= ?"
        f" AND {_HEARD} {_POST}",
        (json.dumps(list(held)), end),
    )
    return _facts(within) + sorted(_facts(after))


def calls_beside(
    db: Database,
    cases: Sequence[CaseFact],
    messages: Sequence[MessageFact],
    first_ms: int,
    end_ms: int,
) -> list[MessageFact]:
    """Return calls with the same contacts out of that stretch, in other cases of theirs.

    Who posted may have called before it, and who was sent elsewhere may be heard of after it.
    """
    since_ms = first_ms - round(targets.get(db).called_first.total_seconds() * 1000)
    till_ms = max((each.ms for each in messages if each.out), default=0) + LINKED_MS
    contacts = json.dumps(sorted({case.contact_id for case in cases}))
    before = columns(
        db,
        _MESSAGE,
        "FROM call_notes n CROSS JOIN messages m ON m.id = n.message_id CROSS JOIN cases c"
        f" ON c.id = m.case_id {_POST} WHERE n.message_id >= ? AND n.message_id < ?"
        " AND c.contact_id IN (SELECT value FROM json_each(?))",
        (since_ms << SEQUENCE_BITS, first_ms << SEQUENCE_BITS, contacts),
    )
    after = columns(
        db,
        _MESSAGE,
        "FROM json_each(?) v CROSS JOIN cases c ON c.contact_id = v.value AND c.calls > 0"
        " AND c.rank >= ? AND c.id NOT IN (SELECT value FROM json_each(?)) CROSS JOIN messages m"
        f" ON m.case_id = c.id AND m.id >= ? AND m.id <= ? AND m.kind = 'call_note' {_POST}",
        (
            *(contacts, end_ms, json.dumps([case.id for case in cases])),
            *(end_ms << SEQUENCE_BITS, (till_ms + 1) << SEQUENCE_BITS),
        ),
    )
    return _facts(before) + _facts(after)


def _facts(found: Sequence[list[Any]]) -> list[MessageFact]:
    times = [message_ms(number) for number in found[0]]
    return list(map(MessageFact._make, zip(found[0], times, *found[1:], strict=True)))
