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
from console.store.known_posts import summons

_POSTS = (
    "SELECT m.id, m.case_id, m.text, m.message_kind, p.network, p.conversation_id, p.author_id,"
    " p.lang, " + summons("p", "c.account_id") + " AS summons, c.account_id,"
    " coalesce(h.handle, '') AS handle, coalesce(h.name, '') AS name"
    " FROM {source} CROSS JOIN posts p ON p.message_id = m.id"
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


_ARRIVED = (
    "SELECT m.id, m.case_id, c.state = 'resolved' AND NOT EXISTS"
    " (SELECT 1 FROM resolutions s WHERE s.case_id = c.id) AND EXISTS"
    " (SELECT 1 FROM messages n CROSS JOIN rule_effects e ON e.message_id = n.id"
    "  WHERE n.case_id = c.id AND e.kind = 'resolve' AND e.at = c.state_at) AS by_rule"
    " FROM json_each(?) v CROSS JOIN messages m ON m.id = v.value"
    " CROSS JOIN cases c ON c.id = m.case_id WHERE m.kind = 'post' AND m.direction = 'in'"
    " AND m.muted_by IS NULL AND m.message_kind IS NOT 'thanks' ORDER BY m.id"
)
_SAID = (
    "SELECT j.id, json_extract(r.value, '$.key') AS of_case,"
    " json_type(r.value, '$.after.touchpoint') NOT NULL AS a_touchpoint,"
    " json_extract(r.value, '$.after.touchpoint') AS touchpoint,"
    " json_type(r.value, '$.after.priority') NOT NULL AS a_priority,"
    " json_extract(r.value, '$.after.priority') AS priority"
    " FROM journal j CROSS JOIN json_each(j.rows) r WHERE j.undone_at IS NULL"
    " AND json_extract(r.value, '$.table') = 'cases'"
    " AND json_extract(r.value, '$.key') IN (SELECT value FROM json_each(:ids))"
    " AND json_type(r.value, '$.before') <> 'null' AND json_type(r.value, '$.after') <> 'null'"
    # Where two cases became one, the one that stayed may have what the other had.
    " AND NOT EXISTS (SELECT 1 FROM json_each(j.rows) k"
    "  WHERE json_extract(k.value, '$.table') = 'joined_cases') ORDER BY j.id"
)
"""What persons said of some cases, as the journal has it, the oldest first."""


class Arrived(NamedTuple):
    """A customer's post that came in just now and asks for something."""

    message_id: MessageId
    case_id: CaseId
    resolved_by_rule: bool
    """Whether a rule, and no person, has put the case aside."""


class Post(NamedTuple):
    """A customer's post, and how its author is called."""

    incoming: Incoming
    name: str


def new(db: Database, message_ids: Collection[MessageId], rules: RuleSet) -> list[Post]:
    """Return those of some messages that rules may fit, oldest first."""
    return _posts(db, db.rows(_NEW, (json.dumps(list(message_ids)),)), rules)


def arrived(db: Database, message_ids: Collection[MessageId]) -> list[Arrived]:
    """Return those of some new messages that are posts of customers and more than thanks."""
    rows = db.rows(_ARRIVED, (json.dumps(list(message_ids)),))
    return [
        Arrived(MessageId(row["id"]), CaseId(row["case_id"]), bool(row["by_rule"])) for row in rows
    ]


def unfound(db: Database, watch_id: WatchId, message_ids: Collection[MessageId]) -> list[MessageId]:
    """Return those of some messages that a watch has not found so far."""
    rows = db.rows(
        "SELECT v.value AS id FROM json_each(:ids) v WHERE NOT EXISTS (SELECT 1 FROM watch_hits h"
        " WHERE h.watch_id = :watch AND h.message_id = v.value)",
        {"ids": json.dumps(list(message_ids)), "watch": watch_id},
    )
    return [MessageId(row["id"]) for row in rows]


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


def of_persons(db: Database, effects: Sequence[Row]) -> set[int]:
    """Return those touchpoints and priorities of rules that persons gave as well.

    One in the case where the rule gave it counts if it came later; one in a case that became
    one with that, if it stood there.
    """
    became = _became(db, {row["case_id"] for row in effects})
    wanted = [*became, *(key for keys in became.values() for key in keys)]
    said: dict[tuple[str, int], tuple[int, str]] = {}
    for row in db.rows(_SAID, {"ids": json.dumps(wanted)}) if effects else ():
        for kind in (EffectKind.TOUCHPOINT, EffectKind.PRIORITY):
            if row[f"a_{kind}"]:
                said[kind, row["of_case"]] = (row["id"], str(row[kind]))
    found = set[int]()
    for each in effects:
        for key in (each["case_id"], *became[each["case_id"]]):
            act, value = said.get((each["kind"], key), (0, ""))
            here = key == each["in_case"]
            if act and (act > each["after_act"] if here else value == each["value"]):
                found.add(each["id"])
    return found


def _became(db: Database, case_ids: Collection[int]) -> dict[int, list[int]]:
    """Return which cases were joined into each of some."""
    became: dict[int, list[int]] = {case_id: [] for case_id in case_ids}
    for row in db.rows(
        "SELECT case_id, into_id FROM joined_cases"
        " WHERE into_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_ids)),),
    ):
        became[row["into_id"]].append(row["case_id"])
    return became
