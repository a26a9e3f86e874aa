"""What rules do with cases: with what comes in, tried on what is there, and taken back.

All that a rule does stands in `rule_effects`. Its `was` holds, of a tag, the number of its row
in `case_tags`, by which it is told from one of the same name that a person puts there later;
of all else what stood there before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from console.domain.cases import CaseState
from console.domain.ids import CaseId, MessageId, RuleId, WatchId, from_ms, message_ms, to_ms
from console.domain.triage_rules import Conditions, Effect, EffectKind, Effects, Preview, Tried
from console.sorting.rules import RuleSet
from console.store import cases, joining, rule_ground, rule_rows
from console.store.database import Database
from console.store.rule_ground import Arrived, Post
from console.store.rule_rows import Holding


class _Due(NamedTuple):
    """What a rule is to do with the case of a post."""

    rule_id: RuleId
    message_id: MessageId
    case_id: CaseId
    effects: tuple[Effect, ...]


def follow(
    db: Database, message_ids: Collection[MessageId], now: datetime | None
) -> frozenset[CaseId]:
    """Do what the enabled rules say of new posts; return the cases that became others.

    Muted posts and those without a case are left alone. A case that a rule resolved comes back
    with a post that no such rule fits, however old that is. Inside a `writing` block; the
    caller finds anew what follows for the cases (`standing.refresh`).
    """
    if not message_ids:
        return frozenset()
    rules = rule_rows.holding(db)
    posts = rule_ground.new(db, message_ids, _ready(rules)) if rules else []
    unresolved = _unresolved(rules, posts, rule_ground.arrived(db, message_ids))
    back = {each.case_id: each for each in unresolved if each.resolved_by_rule}
    for each in back.values():
        _bring_back(db, each.case_id, _at(each.message_id, now))
    held = {each.case_id for each in unresolved}
    due = [each for each in _plan(db, rules, posts, message_ids, held) if each.effects]
    _do(db, due, now)
    return frozenset([*back, *(each.case_id for each in due)])


def follow_hits(
    db: Database, watch_id: WatchId, message_ids: Collection[MessageId], now: datetime
) -> frozenset[CaseId]:
    """Do what the rules about a watch say of posts that it found and something else had brought.

    What other rules had to do with them was done when they came. As `follow` else.
    """
    rules = [rule for rule in rule_rows.holding(db) if rule.when.watch_id == watch_id]
    if not rules or not message_ids:
        return frozenset()
    posts = rule_ground.new(db, message_ids, _ready(rules))
    due = [each for each in _plan(db, rules, posts) if each.effects]
    _do(db, due, now)
    return frozenset(each.case_id for each in due)


def preview(db: Database, when: Conditions, then: Effects) -> Preview:
    """Return what a rule would do to the newest posts; nothing is changed."""
    with db.reading():
        looked_at, posts, due = _try(db, Holding(RuleId(0), when, then))
    return Preview(looked_at, tuple(_tried(posts[each.message_id], each) for each in due))


def apply(db: Database, rule: Holding, now: datetime) -> None:
    """Do to the newest posts what `preview` says; inside a person's act."""
    due = [each for each in _try(db, rule)[2] if each.effects]
    _do(db, due, now)
    # A person decided about these, so that no join takes them away any more.
    moved = {
        each.case_id
        for each in due
        if any(effect.kind is not EffectKind.TAG for effect in each.effects)
    }
    db.execute_many("UPDATE cases SET settled = 1 WHERE id = ?", [(one,) for one in moved])


def take_back(db: Database, rule_id: RuleId, now: datetime) -> int:
    """Take back what a rule did and nobody changed since; inside a person's act.

    Returns how many things these are; what was changed stays, and so does its record.
    """
    rows = db.rows(_STILL, {"rule": rule_id})
    given = [row for row in rows if row["kind"] in (EffectKind.TOUCHPOINT, EffectKind.PRIORITY)]
    persons = rule_ground.of_persons(db, given)
    rows = [row for row in rows if row["id"] not in persons]
    by_kind: dict[str, set[CaseId]] = {
        kind: {CaseId(row["case_id"]) for row in rows if row["kind"] == kind} for kind in EffectKind
    }
    db.execute_many(
        "DELETE FROM case_tags WHERE id = ?",
        [(row["tag_row"],) for row in rows if row["kind"] == EffectKind.TAG],
    )
    for kind in (EffectKind.TOUCHPOINT, EffectKind.PRIORITY):
        cases.mark(db, sorted(by_kind[kind]), kind, None)
    back = sorted(by_kind[EffectKind.RESOLVE])
    cases.set_state(db, back, CaseState.NEEDS_REPLY, now)
    for case_id in back:  # where we have answered meanwhile, it waits
        joining.follow_speakers(db, case_id, (CaseState.NEEDS_REPLY,), now)
    db.execute_many("DELETE FROM rule_effects WHERE id = ?", [(row["id"],) for row in rows])
    return len(rows)


_COLUMNS = {
    EffectKind.TOUCHPOINT: "touchpoint = ?",
    EffectKind.PRIORITY: "priority = ?",
    EffectKind.RESOLVE: "state = ?, state_at = ?, thanked_at = NULL",
}
_STILL = """
SELECT e.id, e.kind, e.value, e.in_case, coalesce(e.after_act, 0) AS after_act, m.case_id,
  coalesce(own.id, heir.id) AS tag_row
FROM rule_effects e JOIN messages m ON m.id = e.message_id JOIN cases c ON c.id = m.case_id
LEFT JOIN case_tags own ON e.kind = 'tag' AND own.id = CAST(e.was AS INTEGER)
  AND own.tag = e.value
-- In a case that its own was joined into it is another row, which came after it.
LEFT JOIN case_tags heir ON e.kind = 'tag' AND own.id IS NULL AND heir.case_id = m.case_id
  AND heir.tag = e.value AND heir.id > CAST(e.was AS INTEGER)
  AND EXISTS (SELECT 1 FROM joined_cases j WHERE j.into_id = m.case_id)
WHERE e.rule_id = :rule AND CASE e.kind
  WHEN 'tag' THEN coalesce(own.id, heir.id) IS NOT NULL
  -- Where a person gave the same once more, `was` says so.
  WHEN 'touchpoint' THEN c.touchpoint = e.value AND e.was IS NULL
  WHEN 'priority' THEN c.priority = CAST(e.value AS INTEGER) AND e.was IS NULL
  WHEN 'resolve' THEN c.state = 'resolved'
    AND c.state_at = e.at
    AND NOT EXISTS (SELECT 1 FROM resolutions s WHERE s.case_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM messages n CROSS JOIN rule_effects o ON o.message_id = n.id
      WHERE n.case_id = c.id AND o.kind = 'resolve' AND o.id > e.id)
END
-- In a case that its own was joined into, another rule may have given the same.
AND (e.kind NOT IN ('touchpoint', 'priority') OR e.in_case IS m.case_id OR NOT EXISTS (
  SELECT 1 FROM messages n CROSS JOIN rule_effects o ON o.message_id = n.id
  WHERE n.case_id = m.case_id AND o.in_case = m.case_id AND o.rule_id <> e.rule_id
  AND o.kind = e.kind AND o.value = e.value))
ORDER BY e.id
"""
"""What a rule did that still stands as it left it."""


def _unresolved(
    rules: Sequence[Holding], posts: Iterable[Post], arrived: Iterable[Arrived]
) -> list[Arrived]:
    """Return the posts that came in and that no rule fits which resolves."""
    ready = _ready(rule for rule in rules if rule.then.resolve)
    fitting = {post.incoming.message_id for post in posts if ready.fitting(post.incoming)}
    return [each for each in arrived if each.message_id not in fitting]


def _bring_back(db: Database, case_id: CaseId, at_ms: int) -> None:
    """Bring a case back that a rule put aside; where we have answered meanwhile, it waits."""
    db.execute(
        f"UPDATE cases SET {_COLUMNS[EffectKind.RESOLVE]} WHERE id = ?",
        (CaseState.NEEDS_REPLY, at_ms, case_id),
    )
    joining.follow_speakers(db, case_id, (CaseState.NEEDS_REPLY,), from_ms(at_ms))


def _try(db: Database, rule: Holding) -> tuple[int, dict[MessageId, Post], list[_Due]]:
    """Return how many of the newest posts were looked at, these, and what is due to which fit."""
    looked_at, posts = rule_ground.newest(db, _ready((rule,)))
    found = {post.incoming.message_id: post for post in posts}
    return looked_at, found, _plan(db, (rule,), posts)


def _plan(
    db: Database,
    rules: Sequence[Holding],
    posts: Iterable[Post],
    arrived: Collection[MessageId] = (),
    held: Collection[CaseId] = (),
) -> list[_Due]:
    """Return what rules do in turn with the posts that they fit, in the order of these.

    `arrived` are the messages that came in just now, and `held` the cases that are not resolved
    for what came in there.
    """
    ready = _ready(rules)
    fitting = [(each.incoming, fit) for each in posts if (fit := ready.fitting(each.incoming))]
    then = {rule.id: rule.then for rule in rules}
    now = rule_ground.cases_now(
        db,
        {post.case_id for post, _ in fitting if post.case_id is not None},
        arrived,
        resolving=any(effects.resolve for effects in then.values()),
    )
    for case_id in now.keys() & held:
        now[case_id].idle = False
    return [
        _Due(rule_id, post.message_id, post.case_id, effects)
        for post, fit in fitting
        for rule_id in fit
        if post.case_id is not None
        for effects in (now[post.case_id].take(then[rule_id], post.message_id),)
    ]


def _ready(rules: Iterable[Holding]) -> RuleSet:
    return _made_ready(tuple((rule.id, rule.when) for rule in rules))


@lru_cache(maxsize=8)
def _made_ready(rules: tuple[tuple[RuleId, Conditions], ...]) -> RuleSet:
    """Return conditions made ready; for page after page they are the same."""
    return RuleSet(rules)


def _do(db: Database, due: Sequence[_Due], now: datetime | None) -> None:
    """Do what is due, and note it."""
    if not due:
        return
    done, columns = [], defaultdict[EffectKind, list[tuple[object, ...]]](list)
    after_act = db.value("SELECT coalesce(max(id), 0) FROM journal")
    for each in due:
        at_ms = _at(each.message_id, now)
        for kind, value in ((effect.kind, effect.value) for effect in each.effects):
            was: str | None = None
            if kind is EffectKind.TAG:
                was = str(db.insert("case_tags", {"case_id": each.case_id, "tag": value}))
            elif kind is EffectKind.RESOLVE:
                was = CaseState.NEEDS_REPLY
                columns[kind].append((CaseState.RESOLVED, at_ms, each.case_id))
            else:
                columns[kind].append((value, each.case_id))
            row = (each.rule_id, each.message_id, kind, value, was, at_ms, each.case_id, after_act)
            done.append(row)
    # Not `cases.mark` and `set_state`, for no person said it: the case may still be joined.
    for kind, values in columns.items():
        db.execute_many(f"UPDATE cases SET {_COLUMNS[kind]} WHERE id = ?", values)
    db.execute_many(
        "INSERT INTO rule_effects (rule_id, message_id, kind, value, was, at, in_case, after_act)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        done,
    )


def _at(message_id: MessageId, now: datetime | None) -> int:
    """Return when something is done with a post: never before that was written.

    This machine's clock may be behind the network's.
    """
    return message_ms(message_id) if now is None else max(message_ms(message_id), to_ms(now))


def _tried(post: Post, due: _Due) -> Tried:
    line = " ".join(post.incoming.text.split())
    cut = len(line) > cases.SNIPPET_LENGTH
    return Tried(
        message_id=due.message_id,
        case_id=due.case_id,
        at=from_ms(message_ms(due.message_id)),
        author=post.incoming.author_handle or post.name,
        text=f"{line[: cases.SNIPPET_LENGTH].rstrip()}…" if cut else line,
        effects=due.effects,
    )
