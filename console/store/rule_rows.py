"""Rows of rules over incoming posts, and how what they say is kept: as JSON objects.

Keys that we do not know are passed over. What cannot be understood, as a newer program or a
damaged disk may leave it, makes a rule that fits no post and says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from console.domain.ids import AccountId, AgentId, RuleId, WatchId, from_ms, to_ms
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effects, NewRule, TriageRule
from console.errors import NotFound
from console.language import tr
from console.store.database import Database, Row

DAMAGED = tr("What this rule says cannot be read. Enter it anew, or remove it.")
NO_WATCH = tr("The watch that it asks for was removed. Choose another, or none.")
NO_ACCOUNT = tr("The account that it asks for is at this desk no more. Choose another, or none.")
_SELECT = (
    "SELECT r.*, a.name AS agent_name, (SELECT count(*) FROM rule_effects e"
    " WHERE e.rule_id = r.id) AS done, (SELECT max(at) FROM rule_effects e"
    " WHERE e.rule_id = r.id) AS last_at FROM triage_rules r JOIN agents a ON a.id = r.agent_id"
)
_THERE = "WHERE r.removed_at IS NULL"
_Kind = TypeVar("_Kind", str, bool, int)


class Holding(NamedTuple):
    """A rule that holds."""

    id: RuleId
    when: Conditions
    then: Effects


def holding(db: Database) -> list[Holding]:
    """Return the rules that are enabled and can be read, in the order in which they hold."""
    rows = db.rows(
        "SELECT id, conditions, effects FROM triage_rules"
        " WHERE enabled AND removed_at IS NULL ORDER BY id"
    )
    read = [(row["id"], _conditions(row["conditions"]), _effects(row["effects"])) for row in rows]
    return [Holding(RuleId(number), when, then) for number, when, then in read if when and then]


def every(db: Database) -> tuple[TriageRule, ...]:
    """Return the rules that were not removed, in the order in which they hold."""
    known = _Known.of(db)
    return tuple(_rule(row, known) for row in db.rows(f"{_SELECT} {_THERE} ORDER BY r.id"))


def get(db: Database, rule_id: RuleId) -> TriageRule:
    """Return a rule.

    Raises:
        NotFound: there is none of this number, or it was removed.
    """
    row = db.row(f"{_SELECT} {_THERE} AND r.id = ?", (rule_id,))
    if row is None:
        raise NotFound(tr("There is no rule {rule_id}.").format(rule_id=rule_id))
    return _rule(row, _Known.of(db))


def is_watched(db: Database, watch_id: WatchId) -> bool:
    """Return whether there is a watch of this number that was not removed."""
    return watch_id in _Known.of(db).watches


def add(db: Database, new: NewRule, agent_id: AgentId, now: datetime) -> RuleId:
    """Store a rule that holds from now on; inside a `writing` block."""
    rule_id = insert_removed(db, new, agent_id, now)
    restore(db, rule_id)
    return rule_id


def insert_removed(db: Database, new: NewRule, agent_id: AgentId, now: datetime) -> RuleId:
    """Store a rule as if it had been removed already; inside a `writing` block.

    `restore` then makes it one of the list. The undo of its making thus takes it away as
    `remove` does, and not the record of what it did meanwhile.
    """
    values = {"agent_id": agent_id, "made_at": to_ms(now), "removed_at": to_ms(now)}
    return RuleId(db.insert("triage_rules", _values(new) | values))


def restore(db: Database, rule_id: RuleId) -> None:
    """Let a removed rule be there again; inside a `writing` block."""
    db.execute("UPDATE triage_rules SET removed_at = NULL WHERE id = ?", (rule_id,))


def change(db: Database, rule_id: RuleId, new: NewRule) -> None:
    """Let a rule say this from now on; inside a `writing` block."""
    db.execute(
        "UPDATE triage_rules SET name = ?, conditions = ?, effects = ? WHERE id = ?",
        (*_values(new).values(), rule_id),
    )


def set_enabled(db: Database, rule_ids: Iterable[RuleId], *, enabled: bool) -> None:
    """Let rules hold, or not; inside a `writing` block."""
    db.execute_many(
        "UPDATE triage_rules SET enabled = ? WHERE id = ?",
        [(enabled, rule_id) for rule_id in rule_ids],
    )


def remove(db: Database, rule_ids: Collection[RuleId], now: datetime) -> None:
    """Take rules out of the list, and keep what they did on record; inside a `writing` block."""
    db.execute(
        "UPDATE triage_rules SET removed_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        (to_ms(now), json.dumps(list(rule_ids))),
    )


class _Known(NamedTuple):
    """What a rule may ask for by its number."""

    watches: frozenset[int]
    accounts: frozenset[int]

    @classmethod
    def of(cls, db: Database) -> _Known:
        watches = db.rows("SELECT id FROM watches WHERE removed_at IS NULL")
        accounts = db.rows("SELECT id FROM accounts")
        return cls(*(frozenset(row["id"] for row in rows) for rows in (watches, accounts)))


def _rule(row: Row, known: _Known) -> TriageRule:
    when, then = _conditions(row["conditions"]), _effects(row["effects"])
    problem = ""
    if not when or not then:
        problem = DAMAGED
    elif when.watch_id is not None and when.watch_id not in known.watches:
        problem = NO_WATCH
    elif when.account_id is not None and when.account_id not in known.accounts:
        problem = NO_ACCOUNT
    return TriageRule(
        id=RuleId(row["id"]),
        new=NewRule(row["name"], when or Conditions(), then or Effects()),
        enabled=bool(row["enabled"]) and problem != DAMAGED,
        made_at=from_ms(row["made_at"]),
        agent_name=row["agent_name"],
        effects=row["done"],
        last_at=None if row["last_at"] is None else from_ms(row["last_at"]),
        problem=problem,
    )


def _values(new: NewRule) -> dict[str, Any]:
    """Return the columns of what a person entered; of conditions and effects what is said."""
    when, then = new.when, new.then
    conditions = {
        "words": when.words,
        "without": when.without,
        "handle": when.handle,
        "kind": when.kind,
        "lang": when.lang,
        "summoned": when.summoned,
        "watch": when.watch_id,
        "account": when.account_id,
    }
    effects = {
        "tags": then.tags,
        "touchpoint": then.touchpoint,
        "priority": then.priority,
        "resolve": then.resolve or None,
    }
    return {
        "name": new.name,
        "conditions": _said(conditions),
        "effects": _said(effects),
    }


def _said(keys: dict[str, Any]) -> str:
    """Return JSON of what is neither empty nor None: False and the lowest priority stay."""
    said = {key: value for key, value in keys.items() if value not in ("", (), None)}
    return json.dumps(said, ensure_ascii=False)


@lru_cache(maxsize=256)
def _conditions(text: str) -> Conditions | None:
    """Return what a rule asks for; None where it cannot be read or nothing is."""
    try:
        said = _object(text)
        kind, watch, account = (
            _one(said, "kind", str), _one(said, "watch", int), _one(said, "account", int)
        )  # fmt: skip
        when = Conditions(
            words=_texts(said, "words"),
            without=_texts(said, "without"),
            handle=_one(said, "handle", str) or "",
            kind=None if kind is None else MessageKind(kind),
            lang=_one(said, "lang", str) or "",
            summoned=_one(said, "summoned", bool),
            watch_id=None if watch is None else WatchId(watch),
            account_id=None if account is None else AccountId(account),
        )
    except (ValueError, RecursionError):
        return None
    return when or None


@lru_cache(maxsize=256)
def _effects(text: str) -> Effects | None:
    """Return what a rule does; None where it cannot be read or is nothing."""
    try:
        said = _object(text)
        priority = _one(said, "priority", int)
        then = Effects(
            tags=_texts(said, "tags"),
            touchpoint=_one(said, "touchpoint", str) or "",
            priority=None if priority is None else Priority(priority),
            resolve=_one(said, "resolve", bool) or False,
        )
    except (ValueError, RecursionError):
        return None
    return then or None


def _object(text: str) -> dict[str, Any]:
    said = json.loads(text)
    if type(said) is not dict:
        raise ValueError(text)
    return said


def _texts(said: dict[str, Any], key: str) -> tuple[str, ...]:
    texts = said.get(key) or []
    if type(texts) is not list or any(type(each) is not str for each in texts):
        raise ValueError(key)
    return tuple(texts)


def _one(said: dict[str, Any], key: str, kind: type[_Kind]) -> _Kind | None:
    """Return what a key says; None where it is not there or null."""
    value = said.get(key)
    if value is None:
        return None
    if type(value) is not kind:  # for True is a number, too
        raise ValueError(key)
    return value
