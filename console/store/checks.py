"""What the checks know beside a draft, read for them: rules, what persons let stand, facts.

What stands in a case and around it is read by those who own it; here it is only brought
together. Nothing is judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from console.checks.facts import MOST_OUR_POSTS, Facts, OurPost
from console.domain.checks import Check, CheckRules, Ignored, IgnoredCount
from console.domain.ids import AgentId, CaseId, ContactId, MessageId, from_ms, message_ms, to_ms
from console.domain.kinds import MessageKind
from console.domain.messages import Message, Post
from console.errors import NotFound
from console.language import tr
from console.store import contacts, desk_state, messages, posts, promises, targets
from console.store.database import Database, Row

_RULES = "check_rules"
_KNOWN = frozenset(Check)
"""What an older program let stand under another name is passed over."""
UNTIL_ANSWERED = (Check.DEFLECTION, Check.APOLOGY_LOOP, Check.LENGTH, Check.ANSWER_FIRST)
"""Checks of how one answer deals with the case: what is let stand ends with that answer.

They know a finding again by few words or none, and the customer has written on by the next.
"""

# From our newest post back, and so in this order: of a hundred thousand posts that an
# account's timelines show, only those are looked at.
_OURS = (
    " FROM account_posts s INDEXED BY account_posts_own"
    " CROSS JOIN accounts a ON a.id = s.account_id"
    " CROSS JOIN posts p ON p.message_id = s.message_id AND p.network = a.network"
    " AND p.author_id = a.remote_id AND p.repost = 0 AND p.gone_at IS NULL"
    " CROSS JOIN messages m ON m.id = s.message_id"
    " LEFT JOIN posts q ON q.network = p.network AND q.remote_id = p.parent_id"
    " LEFT JOIN messages k ON k.id = q.message_id"
    " WHERE s.account_id = (SELECT account_id FROM cases WHERE id = ?) AND s.timeline = 'own'"
    f" ORDER BY s.message_id DESC LIMIT {MOST_OUR_POSTS}"
)


class OurPostKey(NamedTuple):
    """What of a post of ours may become another while it is looked at."""

    id: MessageId
    case_id: CaseId | None
    answers_id: MessageId | None
    answers_kind: str | None
    names: str | None
    """All that the customer of its case is called; None where it is in no case."""


def rules(db: Database) -> CheckRules:
    """Return the rules; those of a new desk where nobody set any."""
    return _read(desk_state.get(db, _RULES))


def put_rules(db: Database, new: CheckRules) -> None:
    """Let these rules hold from now on; inside a `writing` block."""
    desk_state.put(db, _RULES, new.text())


@lru_cache(maxsize=8)
def _read(text: str) -> CheckRules:
    return CheckRules.of(text) if text else CheckRules()


def facts(db: Database, case_id: CaseId, region: str = "") -> Facts:
    """Return all that the checks know of a case and around it.

    Raises:
        NotFound: there is no such case.
    """
    return replace(of_case(db, case_id, region), our_posts=our_posts(db, case_id))


def of_case(db: Database, case_id: CaseId, region: str = "") -> Facts:
    """Return the same without our own posts, which take the longest.

    Raises:
        NotFound: there is no such case.
    """
    case = db.row(
        "SELECT c.contact_id, a.handle FROM cases c LEFT JOIN accounts a ON a.id = c.account_id"
        " WHERE c.id = ?",
        (case_id,),
    )
    if case is None:
        raise NotFound(tr("There is no case {case_id}.").format(case_id=case_id))
    timeline = messages.of_case(db, case_id)
    return replace(
        of_no_case(db, region),
        messages=timeline,
        reply_to=_reply_to(db, case_id, timeline),
        contact=contacts.get(db, ContactId(case["contact_id"])),
        promises=promises.of_case(db, case_id),
        our_handle=case["handle"] or "",
        ignored=ignored(db, case_id),
    )


def of_no_case(db: Database, region: str = "") -> Facts:
    """Return what is known beside a text that belongs to no case: rules and hours."""
    return Facts(rules=rules(db), hours=targets.get(db).hours, region=region)


def our_posts(db: Database, case_id: CaseId) -> tuple[OurPost, ...]:
    """Return the last posts of the account that answers a case, newest first.

    Those of its own timeline that are still public, at most `MOST_OUR_POSTS`; none for a
    case without an account. Their texts are stored without what the network puts in front.
    """
    found = db.rows(
        "SELECT m.id, m.case_id, m.text, q.message_id AS answers_id, k.message_kind AS kind,"
        f" p.network, (SELECT contact_id FROM cases WHERE id = m.case_id) AS contact_id{_OURS}",
        (case_id,),
    )
    names = _names(db, found)
    return tuple(
        OurPost(
            id=MessageId(row["id"]),
            case_id=None if row["case_id"] is None else CaseId(row["case_id"]),
            at=from_ms(message_ms(MessageId(row["id"]))),
            text=row["text"],
            answers_id=None if row["answers_id"] is None else MessageId(row["answers_id"]),
            answers_kind=None if row["kind"] is None else MessageKind(row["kind"]),
            to_names=names.get(row["contact_id"], ()),
        )
        for row in found
    )


def our_post_keys(db: Database, case_id: CaseId) -> list[OurPostKey]:
    """Return by what is seen that `our_posts` would be others now, in the same order."""
    found = db.rows(
        "SELECT m.id, m.case_id, q.message_id, k.message_kind, (SELECT t.name || coalesce("
        "(SELECT group_concat(h.name || ' ' || h.handle, ' ') FROM handles h"
        " WHERE h.contact_id = t.id), '') FROM cases s JOIN contacts t ON t.id = s.contact_id"
        f" WHERE s.id = m.case_id){_OURS}",
        (case_id,),
    )
    return [OurPostKey(*row) for row in found]


def _names(db: Database, found: Iterable[Row]) -> dict[int, tuple[str, ...]]:
    """Return what the customers of some of our posts are called, by contact: each name once."""
    asked = {row["contact_id"]: row["network"] for row in found if row["contact_id"] is not None}
    names: dict[int, dict[str, None]] = {contact_id: {} for contact_id in asked}
    wanted = json.dumps(list(asked))
    for row in db.rows(
        "SELECT c.id, c.name, '' AS handle, '' AS network FROM contacts c"
        " WHERE c.id IN (SELECT value FROM json_each(:ids)) UNION ALL"
        " SELECT h.contact_id, h.name, h.handle, h.network FROM handles h"
        " WHERE h.contact_id IN (SELECT value FROM json_each(:ids))",
        {"ids": wanted},
    ):
        if row["network"] in ("", asked[row["id"]]):
            names[row["id"]] |= {name: None for name in (row["name"], row["handle"]) if name}
    return {contact_id: tuple(held) for contact_id, held in names.items()}


def _reply_to(db: Database, case_id: CaseId, timeline: tuple[Message, ...]) -> Post | None:
    """Return the customer's post that an answer goes to; None where there is none."""
    wanted = posts.summoning_post(db, case_id)
    held = (each for each in timeline if isinstance(each, Post))
    return next((post for post in held if post.remote_id == wanted), None)


def ignored(db: Database, case_id: CaseId) -> frozenset[tuple[Check, str]]:
    """Return what persons let stand in a case: check and key of each finding.

    Of `UNTIL_ANSWERED` only what they let stand since our last answer there.
    """
    found = db.rows(
        "SELECT check_name, finding_key, at FROM ignored_findings WHERE case_id = ?", (case_id,)
    )
    answered_ms = _answered_ms(db, case_id) if found else 0
    return frozenset(
        (Check(row["check_name"]), row["finding_key"])
        for row in found
        if row["check_name"] in _KNOWN
        and (row["at"] >= answered_ms or row["check_name"] not in UNTIL_ANSWERED)
    )


def _answered_ms(db: Database, case_id: CaseId) -> int:
    """Return when we last answered in a case; 0 for never.

    From this desk that is when the answer was queued, from elsewhere when it was posted. What
    was taken back or deleted is no answer.
    """
    message_id = db.value(
        "SELECT max(m.id) FROM messages m JOIN posts p ON p.message_id = m.id"
        " WHERE m.case_id = ? AND m.direction = 'out'"
        " AND NOT EXISTS (SELECT 1 FROM reply_parts r WHERE r.remote_id = p.remote_id)",
        (case_id,),
    )
    queued_ms = db.value(
        "SELECT max(t.created_at) FROM reply_threads t WHERE t.case_id = ? AND EXISTS ("
        "SELECT 1 FROM reply_parts p WHERE p.thread_id = t.id"
        " AND p.state NOT IN ('cancelled', 'deleting', 'deleted'))",
        (case_id,),
    )
    return max(0 if message_id is None else message_ms(MessageId(message_id)), queued_ms or 0)


def ignore(
    db: Database,
    case_id: CaseId,
    agent_id: AgentId,
    check: Check,
    key: str,
    reason: Ignored,
    now: datetime,
) -> None:
    """Let a finding stand in a case; the last word on it counts. Inside a `writing` block.

    One of `UNTIL_ANSWERED` stands till our next answer there is queued or synced; it is
    counted all the same.
    """
    db.execute(
        "INSERT INTO ignored_findings (case_id, agent_id, at, check_name, finding_key, reason)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (case_id, check_name, finding_key) DO UPDATE SET"
        " agent_id = excluded.agent_id, at = excluded.at, reason = excluded.reason",
        (case_id, agent_id, to_ms(now), check, key, reason),
    )


def restore(db: Database, case_id: CaseId, check: Check, key: str) -> bool:
    """Let a finding stand no longer; False where it did not. Inside a `writing` block."""
    return bool(
        db.execute(
            "DELETE FROM ignored_findings WHERE case_id = ? AND check_name = ? AND finding_key = ?",
            (case_id, check, key),
        )
    )


def ignored_counts(db: Database, since: datetime | None = None) -> tuple[IgnoredCount, ...]:
    """Return how often findings were ignored, by check and reason, the most first."""
    found = db.rows(
        "SELECT check_name, reason, count(*) AS number FROM ignored_findings WHERE at >= ?"
        " GROUP BY check_name, reason ORDER BY number DESC, check_name, reason",
        (0 if since is None else to_ms(since),),
    )
    return tuple(
        IgnoredCount(Check(row["check_name"]), Ignored(row["reason"]), row["number"])
        for row in found
        if row["check_name"] in _KNOWN
    )
