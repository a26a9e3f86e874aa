"""Rows of mutes, which posts they keep quiet (`messages.muted_by`), and what that does to cases.

A case is muted while all that the customer posted in it is. Where a person is at work, or we
answered, cases stay open and new posts are heard: see `mute_ground`. Writes are for inside a
`writing` block.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from console.domain.cases import OPEN_STATES, CaseState
from console.domain.ids import (
    AgentId,
    CaseId,
    MessageId,
    MuteId,
    RemoteId,
    from_ms,
    message_ms,
    to_ms,
)
from console.domain.remote import RemotePost
from console.domain.triage_rules import Mute, MuteKind, NewMute
from console.errors import NotFound
from console.language import tr
from console.sorting.muted import Mutes, Work, no_work
from console.store import mute_ground
from console.store.database import Database, Row

_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
_POST = "m.id, m.case_id, m.text, p.network, p.author_id, p.conversation_id"


@dataclass(frozen=True, slots=True)
class Ears:
    """What is heard of a network's posts, and what is not."""

    mutes: Mutes

    def of_post(self, post: RemotePost, work: Callable[[], Work] = no_work) -> MuteId | None:
        """Return which mute keeps a customer's post quiet; None where it is heard."""
        return self.mutes.by(post.author.remote_id, post.conversation_id, post.text, work)


class Quiet(NamedTuple):
    """An open case that mutes would keep quiet."""

    case_id: CaseId
    at_work: bool
    """Whether a person is at work there, so that it stays open."""
    posts: tuple[tuple[MessageId, MuteId], ...]
    """Its posts that are heard so far, each with what would mute it."""


def load(db: Database, network: str) -> Ears:
    """Return what is muted on a network, ready for many posts."""
    return Ears(Mutes.of(each for each in _stored(db) if each[1].network == network))


def every(db: Database) -> tuple[Mute, ...]:
    """Return all mutes with how many posts each keeps quiet, the newest first."""
    rows = db.rows(
        "SELECT u.*, a.name AS agent_name, count(m.id) AS posts, max(m.id) AS last FROM mutes u"
        " JOIN agents a ON a.id = u.agent_id LEFT JOIN messages m ON m.muted_by = u.id"
        " GROUP BY u.id ORDER BY u.id DESC"
    )
    return tuple(
        Mute(
            MuteId(row["id"]),
            _new(row),
            from_ms(row["made_at"]),
            row["agent_name"],
            row["posts"],
            None if row["last"] is None else from_ms(message_ms(row["last"])),
        )
        for row in rows
    )


def add(db: Database, new: NewMute, agent_id: AgentId, now: datetime) -> MuteId:
    """Store a mute; what it keeps quiet by now, `quieten` says."""
    row = {"network": new.network, "kind": new.kind, "value": new.value, "shown": new.shown}
    return MuteId(db.insert("mutes", row | {"agent_id": agent_id, "made_at": to_ms(now)}))


def remove(db: Database, mute_ids: Collection[MuteId]) -> None:
    """Remove mutes; what they kept quiet, `hear` says.

    Raises:
        NotFound: one is there no more.
    """
    ids = json.dumps(sorted(set(mute_ids)))
    found = db.value(
        "SELECT count(*) FROM mutes WHERE id IN (SELECT value FROM json_each(?))", (ids,)
    )
    if found < len(set(mute_ids)):
        raise NotFound(tr("This is not muted any more."))
    db.execute("DELETE FROM mutes WHERE id IN (SELECT value FROM json_each(?))", (ids,))


def rename(db: Database, network: str, kind: MuteKind, was: str, now: str) -> None:
    """Let a mute go by the real id of an author or a conversation, once that is known.

    Where that is muted as well, both stay: the older id stands for nothing any more.
    """
    db.execute(
        "UPDATE OR IGNORE mutes SET value = ? WHERE network = ? AND kind = ? AND value = ?",
        (now, network, kind, was),
    )


def would_quieten(db: Database, new: Sequence[NewMute]) -> list[Quiet]:
    """Return the open cases that new mutes would keep quiet, together with those there are.

    Of each all that the customer posted is muted then, and something of it by the new ones.
    Every post of the open cases is looked at.
    """
    adding = [(MuteId(-1 - place), each) for place, each in enumerate(new)]
    return _quiet(db, [*_stored(db), *adding], {mute_id for mute_id, _ in adding})


def quieten(db: Database, mute_ids: Collection[MuteId], now: datetime) -> list[Quiet]:
    """Mute the open cases that stored mutes keep quiet; return also those left open.

    The counts of these cases are for the caller to find anew.
    """
    found = _quiet(db, _stored(db), set(mute_ids))
    done = [each for each in found if not each.at_work]
    db.execute_many(
        "UPDATE messages SET muted_by = ? WHERE id = ?",
        [(muted_by, message_id) for each in done for message_id, muted_by in each.posts],
    )
    db.execute_many(
        "UPDATE cases SET state = ?, state_at = ?, settled = 1, snoozed_until = NULL WHERE id = ?",
        [(CaseState.MUTED, to_ms(now), each.case_id) for each in done],
    )
    return found


def mute_unheard(db: Database, case_ids: Collection[CaseId], at_ms: int) -> None:
    """Mute those of some cases that are open, and in which every post of the customer is muted.

    The counts of the cases are right by then.
    """
    db.execute(
        "UPDATE cases AS c SET state = ?, state_at = ?, snoozed_until = NULL"
        f" WHERE c.id IN (SELECT value FROM json_each(?)) AND c.state IN ({_OPEN})"
        f" AND c.last_in_at IS NULL AND NOT {mute_ground.AT_WORK}"
        " AND EXISTS (SELECT 1 FROM messages m WHERE m.case_id = c.id AND m.muted_by IS NOT NULL)",
        (CaseState.MUTED, at_ms, json.dumps(list(case_ids))),
    )


def mute_late(db: Database, message_id: MessageId, muted_by: MuteId) -> None:
    """Mute one post that is stored, unless something mutes it or its case is one to be heard."""
    db.execute(
        "UPDATE messages AS m SET muted_by = :mute WHERE m.id = :id AND m.muted_by IS NULL"
        f" AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = m.case_id AND ({mute_ground.AT_WORK}"
        f" OR ({mute_ground.SPOKEN}"
        "  AND EXISTS (SELECT 1 FROM mutes WHERE id = :mute AND kind = 'word'))))",
        {"id": message_id, "mute": muted_by},
    )


def hear(db: Database) -> frozenset[CaseId]:
    """Let the posts be heard whose mute is no more, unless another keeps them quiet.

    Returns their cases; their counts and states are for the caller to find anew.
    """
    return _look_again(db, "m.muted_by IS NOT NULL AND m.muted_by NOT IN (SELECT id FROM mutes)")


def hear_answered(db: Database, case_ids: Collection[CaseId]) -> frozenset[CaseId]:
    """Let be heard what a word mutes, but was written after an answer of ours that came in late.

    Returns the cases in which something is heard now, as `hear` does.
    """
    return _look_again(
        db,
        "m.case_id IN (SELECT value FROM json_each(:ids)) AND m.muted_by IN"
        f" (SELECT id FROM mutes WHERE kind = 'word') AND {mute_ground.ANSWERED_BEFORE}",
        {"ids": json.dumps(sorted(case_ids))},
    )


def _look_again(
    db: Database, condition: str, values: dict[str, str] | None = None
) -> frozenset[CaseId]:
    """Find anew what mutes some posts that are muted, and return their cases."""
    rows = db.rows(
        f"SELECT {_POST}, {mute_ground.WORK} AS work FROM messages m"
        " JOIN posts p ON p.message_id = m.id"
        f" LEFT JOIN cases c ON c.id = m.case_id WHERE {condition}",
        values or {},
    )
    if not rows:
        return frozenset()
    by_network = _by_network(_stored(db))
    db.execute_many(
        "UPDATE messages SET muted_by = ? WHERE id = ?",
        [(_by(by_network, row, Work(row["work"])), row["id"]) for row in rows],
    )
    return frozenset(CaseId(row["case_id"]) for row in rows if row["case_id"] is not None)


def authors_of(db: Database, case_id: CaseId) -> tuple[NewMute, ...]:
    """Return what mutes the customer of a case: all handles of theirs, but none of ours."""
    rows = db.rows(
        "SELECT h.network, h.remote_id, h.handle FROM cases c"
        " JOIN handles h ON h.contact_id = c.contact_id WHERE c.id = ?"
        " AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.network = h.network"
        "  AND (a.remote_id = h.remote_id OR lower(a.handle) = lower(h.handle)))"
        " ORDER BY h.network, h.remote_id",
        (case_id,),
    )
    return tuple(
        NewMute(row["network"], MuteKind.AUTHOR, row["remote_id"], f"@{row['handle']}")
        for row in rows
    )


def conversations_of(db: Database, case_id: CaseId) -> tuple[NewMute, ...]:
    """Return what mutes the conversations of a case, each shown by its first post in it."""
    rows = db.rows(
        "SELECT p.network, p.conversation_id, min(m.id), m.text FROM messages m"
        " JOIN posts p ON p.message_id = m.id WHERE m.case_id = ?"
        " GROUP BY p.network, p.conversation_id ORDER BY min(m.id)",
        (case_id,),
    )
    return tuple(
        NewMute(row["network"], MuteKind.CONVERSATION, row["conversation_id"], row["text"])
        for row in rows
    )


def stored(db: Database, wanted: Iterable[NewMute]) -> tuple[NewMute, ...]:
    """Return those of some mutes that are there by now."""
    there = {(new.network, new.kind, new.value) for _, new in _stored(db)}
    return tuple(each for each in wanted if (each.network, each.kind, each.value) in there)


def _stored(db: Database) -> list[tuple[MuteId, NewMute]]:
    return [(MuteId(row["id"]), _new(row)) for row in db.rows("SELECT * FROM mutes ORDER BY id")]


def _new(row: Row) -> NewMute:
    return NewMute(row["network"], MuteKind(row["kind"]), row["value"], row["shown"])


def _by_network(mutes: Iterable[tuple[MuteId, NewMute]]) -> dict[str, Mutes]:
    held: dict[str, list[tuple[MuteId, NewMute]]] = {}
    for mute_id, new in mutes:
        held.setdefault(new.network, []).append((mute_id, new))
    return {network: Mutes.of(some) for network, some in held.items()}


def _by(mutes: dict[str, Mutes], row: Row, work: Work = Work.NONE) -> MuteId | None:
    on = mutes.get(row["network"], Mutes())
    author_id, conversation_id = RemoteId(row["author_id"]), RemoteId(row["conversation_id"])
    return on.by(author_id, conversation_id, row["text"], lambda: work)


def _quiet(
    db: Database, mutes: Sequence[tuple[MuteId, NewMute]], asked: set[MuteId]
) -> list[Quiet]:
    """Return the open cases that mutes keep quiet, of which some of a few are `asked` for."""
    new = _by_network(each for each in mutes if each[0] in asked)
    # What is asked for comes first: it is known then at which posts the others are not needed.
    others = _by_network(each for each in mutes if each[0] not in asked)
    rows = db.rows(
        f"SELECT {_POST} FROM messages m JOIN posts p ON p.message_id = m.id"
        f" JOIN cases c ON c.id = m.case_id WHERE c.state IN ({_OPEN})"
        " AND m.direction = 'in' AND m.kind = 'post' AND m.muted_by IS NULL ORDER BY m.case_id"
    )
    found: list[Quiet] = []
    for case_id, held in groupby(rows, key=lambda row: CaseId(row["case_id"])):
        posts = tuple((MessageId(row["id"]), _by(new, row), row) for row in held)
        if not any(by for _, by, _ in posts):
            continue
        muted = [(each, by or _by(others, row)) for each, by, row in posts]
        quiet = tuple((each, by) for each, by in muted if by is not None)
        if len(quiet) == len(muted):
            found.append(Quiet(case_id, at_work=False, posts=quiet))
    words = {each[0] for each in mutes if each[1].kind is MuteKind.WORD}
    return _with_work(db, found, words)


def _with_work(db: Database, found: Sequence[Quiet], words: set[MuteId]) -> list[Quiet]:
    """Return the same, with where a person is at work; for a word, where we answered too."""
    at_work = mute_ground.cases_with(db, [each.case_id for each in found], mute_ground.AT_WORK)
    by_word = [each.case_id for each in found if any(by in words for _, by in each.posts)]
    at_work |= mute_ground.cases_with(db, by_word, mute_ground.SPOKEN)
    return [each._replace(at_work=each.case_id in at_work) for each in found]
