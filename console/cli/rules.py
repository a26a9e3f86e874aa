"""The commands on rules: what is done by itself with posts that come in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace

from console.cli import rule_shapes, words
from console.cli.terminal import Terminal
from console.desk.rules import Applied
from console.domain.ids import AccountId, RuleId, WatchId
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import (
    Conditions,
    Effect,
    Effects,
    NewRule,
    TriageRule,
    Tried,
)
from console.errors import NotFound

MOST_POSTS = 50
"""So many posts that fit are printed for a person; JSON holds all."""


def every(terminal: Terminal, _given: argparse.Namespace) -> int:
    """Print all rules."""
    rules = terminal.desk.rules.every()
    lines = [_line(terminal, each) for each in rules]
    terminal.print(
        [rule_shapes.rule(each) for each in rules], "\n".join(lines) or "There is no rule yet."
    )
    return 0


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Store a rule, and do it to the newest posts where that is wanted."""
    verbs = terminal.desk.rules
    new = _entered(terminal, given, NewRule(given.name, Conditions(), Effects()))
    rule_id, _ = verbs.add(new)
    changes = verbs.apply(rule_id) if given.apply else Applied()
    made = _find(terminal, rule_id)
    done = f" It changed {words.several(len(changes.done), 'case')}." if given.apply else ""
    value = rule_shapes.rule(made) | {"changed": sorted(changes.done)}
    terminal.print(value, f"Saved. {_line(terminal, made)}{done}")
    return 0


def change(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let a rule say something else; what is not given stays."""
    was = _find(terminal, RuleId(given.rule))
    new = was.new if given.name is None else replace(was.new, name=given.name)
    changes = terminal.desk.rules.change(was.id, _entered(terminal, given, new))
    now = _find(terminal, was.id)
    said = "Changed." if changes else "It was so already."
    terminal.print(rule_shapes.rule(now), f"{said} {_line(terminal, now)}")
    return 0


def switch_on(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let rules hold."""
    return _switch(terminal, given, enabled=True)


def switch_off(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let rules not hold."""
    return _switch(terminal, given, enabled=False)


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take rules away."""
    gone = [_find(terminal, rule_id) for rule_id in _ids(given)]
    terminal.desk.rules.remove(tuple(_ids(given)))
    what = words.several(len(gone), "rule")
    said = f"Removed {what}. What they did stays; `undo` brings them back."
    terminal.print([rule_shapes.rule(each) for each in gone], said)
    return 0


def preview(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print what a rule would do now to the newest posts."""
    rule = _find(terminal, RuleId(given.rule))
    found = terminal.desk.rules.preview(rule.new)
    said = (
        f"Of the newest {words.several(found.looked_at, 'post')} {len(found.tried)} fit;"
        f" {words.several(len(found.cases), 'case')} would change."
    )
    lines = [_tried_line(each) for each in found.tried[:MOST_POSTS]]
    more = len(found.tried) - len(lines)
    rest = [f"and {more} more; --json prints all"] if more else []
    terminal.print(rule_shapes.preview(found), "\n".join((said, *lines, *rest)))
    return 0


def apply(terminal: Terminal, given: argparse.Namespace) -> int:
    """Do to the newest posts what a rule says."""
    changes = terminal.desk.rules.apply(RuleId(given.rule))
    return _told(terminal, changes, "Changed", "There is nothing to change.")


def take_back(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take back what a rule did."""
    changes = terminal.desk.rules.take_back(RuleId(given.rule))
    return _told(terminal, changes, "Taken back in", "Nothing stood in a case any more.")


def _switch(terminal: Terminal, given: argparse.Namespace, *, enabled: bool) -> int:
    changes = terminal.desk.rules.set_enabled(tuple(_ids(given)), enabled=enabled)
    rules = [_find(terminal, rule_id) for rule_id in _ids(given)]
    lines = [_line(terminal, each) for each in rules]
    said = "" if changes else "Nothing to change: it was so already.\n"
    terminal.print([rule_shapes.rule(each) for each in rules], said + "\n".join(lines))
    return 0


def _told(terminal: Terminal, changes: Applied, done: str, nothing: str) -> int:
    number = words.several(len(changes.done), "case")
    said = f"{done} {number}. `undo` takes it back." if changes.done else nothing
    terminal.print({"changed": sorted(changes.done)}, said)
    return 0


def _ids(given: argparse.Namespace) -> list[RuleId]:
    return [RuleId(number) for number in dict.fromkeys(given.rules)]


def _find(terminal: Terminal, rule_id: RuleId) -> TriageRule:
    for each in terminal.desk.rules.every():
        if each.id == rule_id:
            return each
    raise NotFound(f"There is no rule {rule_id}.")


def _entered(terminal: Terminal, given: argparse.Namespace, was: NewRule) -> NewRule:
    """Return a rule with what is given on the command line in the place of what was."""
    when = _when(terminal, given, was.when)
    return replace(was, when=when, then=_then(given, was.then))


def _when(terminal: Terminal, given: argparse.Namespace, was: Conditions) -> Conditions:
    words_, without, summoned = given.words, given.without, given.summoned
    kind, watch, account = given.kind, given.watch, given.account
    return replace(
        was,
        words=was.words if words_ is None else tuple(words_),
        without=was.without if without is None else tuple(without),
        handle=was.handle if given.handle is None else given.handle,
        kind=was.kind if kind is None else MessageKind(kind) if kind else None,
        lang=was.lang if given.lang is None else given.lang,
        summoned=was.summoned if summoned is None else {"yes": True, "no": False}.get(summoned),
        watch_id=was.watch_id if watch is None else _watch(terminal, watch),
        account_id=was.account_id if account is None else _account(terminal, account),
    )


def _then(given: argparse.Namespace, was: Effects) -> Effects:
    level = given.priority
    return replace(
        was,
        tags=was.tags if given.tags is None else tuple(given.tags),
        touchpoint=was.touchpoint if given.touchpoint is None else given.touchpoint,
        priority=(was.priority if level is None else Priority[level.upper()] if level else None),
        resolve=was.resolve if given.resolve is None else bool(given.resolve),
    )


def _watch(terminal: Terminal, word: str) -> WatchId | None:
    """Return the watch of a name, or of a number as `watch list` prints it."""
    if not word.strip():
        return None
    every = terminal.desk.watches.every()
    named = [each.id for each in every if each.new.name.casefold() == word.strip().casefold()]
    numbered = [each.id for each in every if str(each.id) == word]
    if not named and not numbered:
        raise NotFound(f"There is no watch “{word}”.", advice="`watch list` prints them.")
    return (named or numbered)[0]


def _account(terminal: Terminal, word: str) -> AccountId | None:
    return terminal.desk.accounts.find(word).id if word.strip() else None


def _line(terminal: Terminal, rule: TriageRule) -> str:
    when, then = _asked(terminal, rule.new.when), _done(rule.new.then)
    stands = "on" if rule.enabled else "off"
    did = "changed nothing yet"
    if rule.effects:
        did = f"made {words.several(rule.effects, 'change')}, last {words.when(rule.last_at)}"
    name = words.one_line(rule.new.name, 80)
    line = f"{rule.id}  {stands}  {name}: when {when}, then {then}  ({did})"
    return f"{line}\n   {rule.problem}" if rule.problem else line


def _asked(terminal: Terminal, when: Conditions) -> str:
    parts = []
    if when.words:
        parts.append(f"it says {_quoted(when.words)}")
    if when.without:
        parts.append(f"it does not say {_quoted(when.without)}")
    if when.handle:
        parts.append(f"{words.handle(when.handle)} wrote it")
    if when.kind is not None:
        parts.append(f"it is of the kind {when.kind}")
    if when.lang:
        parts.append(f"its language is {when.lang}")
    if when.summoned is not None:
        parts.append("it summons us" if when.summoned else "it does not summon us")
    if when.watch_id is not None:
        parts.append(f"{_watch_name(terminal, when.watch_id)} found it")
    if when.account_id is not None:
        parts.append(f"it is {_account_name(terminal, when.account_id)}'s")
    return " and ".join(parts) or "?"


def _done(then: Effects) -> str:
    parts = [f"tag {tag}" for tag in then.tags]
    if then.touchpoint:
        parts.append(f"touchpoint {then.touchpoint}")
    if then.priority is not None:
        parts.append(f"priority {then.priority.name.lower()}")
    if then.resolve:
        parts.append("resolve")
    return ", ".join(parts) or "?"


def _quoted(said: Iterable[str]) -> str:
    return " or ".join(f"“{word}”" for word in said)


def _watch_name(terminal: Terminal, watch_id: WatchId) -> str:
    every = terminal.desk.watches.every()
    name = next((each.new.name for each in every if each.id == watch_id), None)
    return "a watch that was removed" if name is None else f"the watch “{name}”"


def _account_name(terminal: Terminal, account_id: AccountId) -> str:
    every = terminal.desk.accounts.every()
    handle = next((each.handle for each in every if each.id == account_id), None)
    return "an account that is gone" if handle is None else words.handle(handle)


def _tried_line(tried: Tried) -> str:
    does = ", ".join(_effect(each) for each in tried.effects) or "nothing more to do"
    who = words.one_line(tried.author, 40)
    return f"{words.when(tried.at)}  {who}: {words.one_line(tried.text, 80)}  -> {does}"


def _effect(effect: Effect) -> str:
    value = rule_shapes.effect(effect)["value"]
    return f"{effect.kind} {value}" if value else str(effect.kind)
