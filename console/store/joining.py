"""Two cases that are one, and one that is two: by a person's word, or by the rule of 24 h."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from console.domain.cases import OPEN_STATES, CaseState
from console.domain.ids import AccountId, CaseId, MessageId, to_ms
from console.errors import InputError, NotFound
from console.language import tr
from console.store import muting, standing
from console.store.database import Database, Row
from console.store.placing import MOVED_BY_SPEAKERS, give_account

_MOVED = ("messages", "case_conversations", "reply_threads", "promises", "resolutions")
"""What goes along with a case as it is."""


def check(db: Database, case_ids: Collection[CaseId], into: CaseId) -> None:
    """Make sure that some cases can become one with another.

    Raises:
        InputError: there is none, or one of another contact or account.
    """
    if not case_ids:
        raise InputError(
            tr("A case cannot be merged with itself."), advice=tr("Choose another case.")
        )
    found = db.rows(
        "SELECT account_id, contact_id FROM cases WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([*case_ids, into]),),
    )
    if len({row["contact_id"] for row in found}) > 1:
        raise InputError(
            tr("Cases of different contacts cannot be one."),
            advice=tr("Merge the contacts first, if they are the same person."),
        )
    if len({row["account_id"] for row in found} - {None}) > 1:
        raise InputError(tr("Cases of two of our accounts cannot be one."))


def merge(db: Database, case_id: CaseId, into: CaseId) -> None:
    """Move all that a case holds into another, and remove it; inside a `writing` block.

    The last speaker of both says where the case stands; where `into` sleeps it goes on to,
    unless the customer wrote after that. What both have stays as `into` has it.
    """
    gone, kept = _case(db, case_id), _case(db, into)
    draft = db.row("SELECT 1 FROM drafts WHERE case_id = ?", (into,))
    for table in (*_MOVED, *(() if draft else ("drafts",))):
        db.execute(f"UPDATE {table} SET case_id = ? WHERE case_id = ?", (into, case_id))
    db.execute(
        "INSERT INTO case_tags (case_id, tag) SELECT ?, tag FROM case_tags WHERE case_id = ?"
        " ON CONFLICT DO NOTHING",
        (into, case_id),
    )
    db.execute(
        "UPDATE cases SET touchpoint = coalesce(touchpoint, ?), priority = coalesce(priority, ?),"
        " thanked_at = coalesce(thanked_at, ?), settled = 1 WHERE id = ?",
        (gone["touchpoint"], gone["priority"], gone["thanked_at"], into),
    )
    if kept["account_id"] is None and gone["account_id"] is not None:
        give_account(db, into, AccountId(gone["account_id"]))
    db.execute("UPDATE joined_cases SET into_id = ? WHERE into_id = ?", (into, case_id))
    db.execute("INSERT INTO joined_cases VALUES (?, ?)", (case_id, into))
    _remove_draft(db, case_id)
    db.execute("DELETE FROM cases WHERE id = ?", (case_id,))
    standing.recount(db, (into,))
    _settle_state(db, into, kept, gone)


def check_split(db: Database, case_id: CaseId, message_ids: Collection[MessageId]) -> None:
    """Make sure that some messages of a case can become a case of their own.

    Raises:
        InputError: none of them, or all, or one that is not in this case.
    """
    held = {row["id"] for row in db.rows("SELECT id FROM messages WHERE case_id = ?", (case_id,))}
    if not message_ids or not held.issuperset(message_ids):
        raise InputError(tr("These messages are not in this case."), advice=tr("Open it again."))
    if len(set(message_ids)) == len(held):
        raise InputError(tr("A case cannot give away all its messages."))


def split(
    db: Database, case_id: CaseId, message_ids: Collection[MessageId], now: datetime
) -> CaseId:
    """Move some messages of a case into a new one, and return that; in a `writing` block.

    A conversation goes along whose newest post does: there the customer writes on. So do
    answers to its posts, promises that were made in one of the call notes, and the touchpoint.
    """
    old = _case(db, case_id)
    new = CaseId(
        db.insert(
            "cases",
            {
                "account_id": old["account_id"],
                "contact_id": old["contact_id"],
                "state": old["state"],
                "state_at": to_ms(now),
                "snoozed_until": old["snoozed_until"],
                "touchpoint": old["touchpoint"],
                "rank": old["rank"],
            },
        )
    )
    ids = json.dumps(list(message_ids))
    moved = {"new": new, "old": case_id, "ids": ids}
    db.execute(
        "UPDATE messages SET case_id = :new WHERE id IN (SELECT value FROM json_each(:ids))", moved
    )
    # An answer goes along with the post that it answers, for what comes there may hold it.
    db.execute(
        "UPDATE reply_threads SET case_id = :new WHERE case_id = :old AND reply_to IN"
        " (SELECT p.remote_id FROM messages m JOIN posts p ON p.message_id = m.id"
        "  JOIN accounts a ON a.id = reply_threads.account_id AND a.network = p.network"
        "  WHERE m.case_id = :new)",
        moved,
    )
    db.execute(
        "UPDATE promises SET case_id = :new WHERE case_id = :old"
        " AND message_id IN (SELECT value FROM json_each(:ids))",
        moved,
    )
    db.execute(
        "UPDATE case_conversations SET case_id = :new WHERE case_id = :old AND :new ="
        " (SELECT m.case_id FROM messages m JOIN posts p ON p.message_id = m.id"
        "  WHERE m.case_id IN (:old, :new)"
        "  AND p.conversation_id = case_conversations.conversation_id"
        "  ORDER BY m.id DESC LIMIT 1)",
        moved,
    )
    standing.recount(db, (case_id, new))
    for one in (case_id, new):
        follow_speakers(db, one, (CaseState(old["state"]),), now)
    if old["last_in_at"] is not None:  # else a person brought it back as it is
        muting.mute_unheard(db, (case_id, new), to_ms(now))
    db.execute("UPDATE cases SET settled = 1 WHERE id IN (:old, :new)", moved)
    return new


def _settle_state(db: Database, case_id: CaseId, kept: Row, gone: Row) -> None:
    """Let the last speaker say where a case stands that two became."""
    if kept["state"] == CaseState.MUTED != gone["state"]:
        # What is muted says nothing of where the other stands.
        db.execute(
            "UPDATE cases SET state = ?, state_at = ?, snoozed_until = ? WHERE id = ?",
            (gone["state"], gone["state_at"], gone["snoozed_until"], case_id),
        )
        kept, gone = gone, kept
    case = _case(db, case_id)
    states = CaseState(kept["state"]), CaseState(gone["state"])
    wrote_since = (case["last_in_at"] or 0) > kept["state_at"]
    reopened = states[0] not in OPEN_STATES and states[1] in OPEN_STATES
    if states[0] in MOVED_BY_SPEAKERS or wrote_since or reopened:
        spoken = max(case["last_in_at"] or 0, case["last_out_at"] or 0) or kept["state_at"]
        _set(db, case_id, _by_speakers(case, states), spoken)


def follow_speakers(
    db: Database, case_id: CaseId, states: Iterable[CaseState], now: datetime
) -> None:
    """Let the last speaker say where a case stands, unless a person put it elsewhere.

    A muted case in which something is heard goes there too.
    """
    case = _case(db, case_id)
    heard = case["state"] == CaseState.MUTED and case["last_in_at"] is not None
    if heard or case["state"] in MOVED_BY_SPEAKERS:
        state = _by_speakers(case, states)
        if state != case["state"]:
            _set(db, case_id, state, to_ms(now))


def _by_speakers(case: Row, states: Iterable[CaseState]) -> CaseState:
    """Return where a case stands by its posts; without any, as it did before."""
    said_in, said_out = case["last_in_at"], case["last_out_at"]
    if said_in is None and said_out is None:
        asks = CaseState.NEEDS_REPLY in states
        return CaseState.NEEDS_REPLY if asks else CaseState.WAITING
    ours_is_last = (said_out or 0) >= (said_in or 0)
    return CaseState.WAITING if ours_is_last else CaseState.NEEDS_REPLY


def _set(db: Database, case_id: CaseId, state: CaseState, at_ms: int) -> None:
    db.execute(
        "UPDATE cases SET state = ?, state_at = ?, snoozed_until = NULL WHERE id = ?",
        (state, at_ms, case_id),
    )


def _remove_draft(db: Database, case_id: CaseId) -> None:
    """Remove a draft that found another where it went; its versions went there."""
    db.execute("DELETE FROM drafts WHERE case_id = ?", (case_id,))


def _case(db: Database, case_id: CaseId) -> Row:
    found = db.row("SELECT * FROM cases WHERE id = ?", (case_id,))
    if found is None:
        raise NotFound(tr("There is no case {case_id}.").format(case_id=case_id))
    return found
