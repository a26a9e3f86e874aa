"""What --json prints of rules over incoming posts: plain objects with documented keys."""

from __future__ import annotations

from console.cli.shapes import Shape, time
from console.domain.priority import Priority
from console.domain.triage_rules import (
    Conditions,
    Effect,
    EffectKind,
    Effects,
    Preview,
    TriageRule,
    Tried,
)


def rule(value: TriageRule) -> Shape:
    """Return a rule.

    Keys: `id, name, enabled, when` (see `conditions`), `then` (see `effects`), `made_at,
    agent, effects` (how many changes it made), `last_at, problem` (why it fits no post, or null).
    """
    return {
        "id": value.id,
        "name": value.new.name,
        "enabled": value.enabled,
        "when": conditions(value.new.when),
        "then": effects(value.new.then),
        "made_at": time(value.made_at),
        "agent": value.agent_name,
        "effects": value.effects,
        "last_at": time(value.last_at),
        "problem": value.problem or None,
    }


def conditions(value: Conditions) -> Shape:
    """Return when a rule holds; what is null or empty is not asked.

    Keys: `words, without, from` (a handle), `kind, lang, summoned, watch, account` (numbers).
    """
    return {
        "words": list(value.words),
        "without": list(value.without),
        "from": value.handle or None,
        "kind": value.kind,
        "lang": value.lang or None,
        "summoned": value.summoned,
        "watch": value.watch_id,
        "account": value.account_id,
    }


def effects(value: Effects) -> Shape:
    """Return what a rule does; keys: `tags, touchpoint, priority` (its name), `resolve`."""
    return {
        "tags": list(value.tags),
        "touchpoint": value.touchpoint or None,
        "priority": None if value.priority is None else value.priority.name.lower(),
        "resolve": value.resolve,
    }


def preview(value: Preview) -> Shape:
    """Return what a rule would do.

    Keys: `looked_at` (how many posts), `fit` (how many of them), `cases` (the numbers of those
    that would change), `posts` (those that fit, newest first, see `tried`).
    """
    return {
        "looked_at": value.looked_at,
        "fit": len(value.tried),
        "cases": sorted(value.cases),
        "posts": [tried(each) for each in value.tried],
    }


def tried(value: Tried) -> Shape:
    """Return a post that fits; keys: `message, case, at, author, text, effects`."""
    return {
        "message": value.message_id,
        "case": value.case_id,
        "at": time(value.at),
        "author": value.author,
        "text": value.text,
        "effects": [effect(each) for each in value.effects],
    }


def effect(value: Effect) -> Shape:
    """Return one change that is made.

    Keys: `kind` (`tag`, `touchpoint`, `priority`, `resolve`), `value` (null for *resolve*).
    """
    said = value.value
    if value.kind is EffectKind.PRIORITY:
        said = Priority(int(said)).name.lower()
    return {"kind": value.kind, "value": said or None}
