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
from console.domain.ids import CaseId, MessageId, RuleId, from_ms, message_ms, to_ms
from console.domain.triage_rules import Conditions, Effect, EffectKind, Effects, Preview, Tried
from console.sorting.rules import RuleSet
from console.store import cases, joining, rule_ground, rule_rows
from console.store.database import Database
from console.store.rule_ground import Post
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

    Muted posts and those without a case are left alone. Inside a `writing` block; the caller
    finds anew what follows for the cases (`standing.refresh`).
    """
    rules = rule_rows.holding(db)
    if not rules or not message_ids:
        return frozenset()
    posts = rule_ground.new(db, message_ids, _ready(rules))
    due = [each for each in _plan(db, rules, posts, message_ids) if each.effects]
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
SELECT e.id, e.kind, m.case_id, coalesce(own.id, heir.id) AS tag_row
FROM rule_effects e JOIN messages m ON m.id = e.message_id JOIN cases c ON c.id = m.case_id
LEFT JOIN case_tags own ON e.kind = 'tag' AND own.id = CAST(e.was AS INTEGER)
  AND own.tag = e.value
-- In a case that its own was joined into it is another row, which came after it.
LEFT JOIN case_tags heir ON e.kind = 'tag' AND own.id IS NULL AND heir.case_id = m.case_id
  AND heir.tag = e.value AND heir.id > CAST(e.was AS INTEGER)
  AND EXISTS (SELECT 1 FROM joined_cases j WHERE j.into_id = m.case_id)
WHERE e.rule_id = :rule AND CASE e.kind
  WHEN 'tag' THEN coalesce(own.id, heir.id) IS NOT NULL
  WHEN 'touchpoint' THEN c.touchpoint = e.value
  WHEN 'priority' THEN c.priority = CAST(e.value AS INTEGER)
  WHEN 'resolve' THEN c.state = 'resolved'
    AND NOT EXISTS (SELECT 1 FROM resolutions s WHERE s.case_id = c.id)
END ORDER BY e.id
"""
"""What a rule did that still stands as it left it."""


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
) -> list[_Due]:
    """Return what rules do in turn with the posts that they fit, in the order of these.

    `arrived` are the messages that came in just now.
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


def _do(db: Database, due: Iterable[_Due], now: datetime | None) -> None:
    """Do what is due, and note it."""
    done, columns = [], defaultdict[EffectKind, list[tuple[object, ...]]](list)
    for each in due:
        # This machine's clock may be behind the network's, and older posts are still to come.
        at_ms = message_ms(each.message_id)
        at_ms = at_ms if now is None else max(at_ms, to_ms(now))
        for kind, value in ((effect.kind, effect.value) for effect in each.effects):
            was: str | None = None
            if kind is EffectKind.TAG:
                was = str(db.insert("case_tags", {"case_id": each.case_id, "tag": value}))
            elif kind is EffectKind.RESOLVE:
                was = CaseState.NEEDS_REPLY
                columns[kind].append((CaseState.RESOLVED, at_ms, each.case_id))
            else:
                columns[kind].append((value, each.case_id))
            done.append((each.rule_id, each.message_id, kind, value, was, at_ms))
    # Not `cases.mark` and `set_state`, for no person said it: the case may still be joined.
    for kind, values in columns.items():
        db.execute_many(f"UPDATE cases SET {_COLUMNS[kind]} WHERE id = ?", values)
    db.execute_many(
        "INSERT INTO rule_effects (rule_id, message_id, kind, value, was, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        done,
    )


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
