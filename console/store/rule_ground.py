"""What rules stand on: posts as they see them, and cases as they find them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from console.domain.ids import AccountId, CaseId, MessageId, RemoteId, WatchId
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import PREVIEWED, Effect, EffectKind, Incoming
from console.sorting.rules import CaseNow, RuleSet
from console.store.database import Database, Row

_POSTS = (
    "SELECT m.id, m.case_id, m.text, m.message_kind, p.network, p.conversation_id, p.author_id,"
    " p.lang, p.summons, c.account_id, coalesce(h.handle, '') AS handle,"
    " coalesce(h.name, '') AS name FROM {source} CROSS JOIN posts p ON p.message_id = m.id"
    " CROSS JOIN cases c ON c.id = m.case_id"
    " LEFT JOIN handles h ON h.network = p.network AND h.remote_id = p.author_id"
    " WHERE m.kind = 'post' AND m.direction = 'in' AND m.muted_by IS NULL ORDER BY m.id {order}"
)
"""Posts of customers that are heard of and have a case."""
_NEW = _POSTS.format(source="json_each(?) v CROSS JOIN messages m ON m.id = v.value", order="")
_NEWEST = _POSTS.format(source="messages m", order="DESC LIMIT ?")
_CASES_NOW = (
    "SELECT c.id, c.touchpoint, c.priority, c.last_in_at, c.first_post_at,"
    " (SELECT json_group_array(tag) FROM case_tags t WHERE t.case_id = c.id) AS tags,"
    " c.state = 'needs_reply' AND c.snoozed_until IS NULL AND c.last_out_at IS NULL"
    " AND c.calls = 0 AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.case_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM reply_threads r WHERE r.case_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.case_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM resolutions s WHERE s.case_id = c.id)"
    " AS idle FROM cases c WHERE c.id IN (SELECT value FROM json_each(?))"
)
_DECIDED = (
    "SELECT DISTINCT json_extract(r.value, '$.key') AS id FROM journal j"
    " CROSS JOIN json_each(j.rows) r WHERE j.undone_at IS NULL AND j.at >= :since"
    " AND json_extract(r.value, '$.table') = 'cases' AND json_extract(r.value, '$.before') NOT NULL"
    " AND json_extract(r.value, '$.key') IN (SELECT value FROM json_each(:ids))"
)
"""The cases about which a person decided something, also what is to be seen no more: sleep from
which the customer woke it. That one captured its first post is no decision."""
CLOCKS_APART_MS = 86_400_000
"""How far this machine's clock may be behind the network's, where their times are compared."""


class Post(NamedTuple):
    """A customer's post, and how its author is called."""

    incoming: Incoming
    name: str


def new(db: Database, message_ids: Collection[MessageId], rules: RuleSet) -> list[Post]:
    """Return those of some messages that rules may fit, oldest first."""
    return _posts(db, db.rows(_NEW, (json.dumps(list(message_ids)),)), rules)


def newest(db: Database, rules: RuleSet) -> tuple[int, list[Post]]:
    """Return how many posts are the newest `PREVIEWED`, and which rules may fit, newest first."""
    rows = db.rows(_NEWEST, (PREVIEWED,))
    return len(rows), _posts(db, rows, rules)


def _posts(db: Database, rows: Iterable[Row], rules: RuleSet) -> list[Post]:
    """Return the posts of some rows that rules may fit, in their order."""
    found = [row for row in rows if rules.may_fit(row["text"])]
    found_by = _found_by(db, [row["id"] for row in found]) if rules.by_watch else {}
    return [_post(row, found_by.get(row["id"], frozenset())) for row in found]


def _post(row: Row, watch_ids: frozenset[WatchId]) -> Post:
    incoming = Incoming(
        message_id=MessageId(row["id"]),
        case_id=CaseId(row["case_id"]),
        account_id=None if row["account_id"] is None else AccountId(row["account_id"]),
        network=row["network"],
        conversation_id=RemoteId(row["conversation_id"]),
        author_id=RemoteId(row["author_id"]),
        author_handle=row["handle"],
        text=row["text"],
        lang=row["lang"],
        kind=None if row["message_kind"] is None else MessageKind(row["message_kind"]),
        summons=bool(row["summons"]),
        watch_ids=watch_ids,
    )
    return Post(incoming, row["name"])


def _found_by(db: Database, message_ids: Sequence[int]) -> dict[int, frozenset[WatchId]]:
    """Return which watches found some posts; those that were removed do not count."""
    found: dict[int, frozenset[WatchId]] = {}
    for row in db.rows(
        "SELECT h.message_id, h.watch_id FROM json_each(?) v"
        " CROSS JOIN watch_hits h ON h.message_id = v.value"
        " JOIN watches w ON w.id = h.watch_id AND w.removed_at IS NULL",
        (json.dumps(list(message_ids)),),
    ):
        known = found.get(row["message_id"], frozenset())
        found[row["message_id"]] = known | {WatchId(row["watch_id"])}
    return found


def cases_now(
    db: Database,
    case_ids: Collection[CaseId],
    arrived: Collection[MessageId],
    *,
    resolving: bool,
) -> dict[CaseId, CaseNow]:
    """Return some cases as rules find them; `arrived` is what came in just now.

    Whether one is idle is looked at no closer than needed where nothing is to be resolved.
    """
    if not case_ids:
        return {}
    ids = json.dumps(list(case_ids))
    rows = db.rows(_CASES_NOW, (ids,))
    idle = [row for row in rows if row["idle"]] if resolving else []
    decided = _decided(db, idle, arrived)
    found = {
        CaseId(row["id"]): CaseNow(
            touchpoint=row["touchpoint"] or "",
            priority=None if row["priority"] is None else Priority(row["priority"]),
            tags=set(json.loads(row["tags"])),
            last_in_ms=row["last_in_at"] or 0,
            idle=bool(row["idle"]) and row["id"] not in decided,
        )
        for row in rows
    }
    for row in db.rows(
        "SELECT m.case_id, e.kind, e.value FROM json_each(?) v"
        " CROSS JOIN messages m ON m.case_id = v.value"
        " CROSS JOIN rule_effects e ON e.message_id = m.id",
        (ids,),
    ):
        found[CaseId(row["case_id"])].given.add(Effect(EffectKind(row["kind"]), row["value"]))
    return found


def _decided(db: Database, idle: Sequence[Row], arrived: Collection[MessageId]) -> set[int]:
    """Return about which of some cases a person decided; of those just come nobody can have."""
    older = {
        row["case_id"]
        for row in db.rows(
            "SELECT DISTINCT m.case_id FROM json_each(?) v"
            " CROSS JOIN messages m ON m.case_id = v.value"
            " WHERE m.id NOT IN (SELECT value FROM json_each(?))",
            (json.dumps([row["id"] for row in idle]), json.dumps(list(arrived))),
        )
    }
    begun = [row["first_post_at"] for row in idle if row["id"] in older and row["first_post_at"]]
    if not begun:
        return set()
    since = min(begun) - CLOCKS_APART_MS
    rows = db.rows(_DECIDED, {"since": since, "ids": json.dumps(sorted(older))})
    return {row["id"] for row in rows}
