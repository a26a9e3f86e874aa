"""The commands on the checks: which are on, what is ours, what persons let stand."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace

from console.cli import check_shapes
from console.cli.terminal import Terminal
from console.domain.checks import Check, CheckRules, IgnoredCount, PhraseEdit
from console.errors import InputError

LISTS = {
    "own": "our contact points",
    "order": "the shapes of our order numbers",
    "service": "the services",
}
"""What a person calls the lists of the rules, by the word of the command."""
_FINDS = {
    Check.PRIVACY: "something private that everybody would read",
    Check.DEFLECTION: "it only sends the customer elsewhere",
    Check.DISMISSIVE: "wording that waves the customer off",
    Check.ASKED_AGAIN: "it asks for what the customer already gave or did",
    Check.APOLOGY_LOOP: "one more apology, and nothing that is done",
    Check.ANSWER_FIRST: "part 1 alone holds neither an answer nor a question",
    Check.LENGTH: "so many parts that a call would be shorter",
    Check.BOILERPLATE: "nearly the sentences of an earlier answer",
    Check.FEED: "what a stranger reads in our last posts",
    Check.PROMISE: "it promises something that nobody noted yet",
}


def every(terminal: Terminal, _given: argparse.Namespace) -> int:
    """Print all checks, how often they were ignored and why, and what is set for them."""
    rules, counts = terminal.desk.checks.rules(), terminal.desk.checks.ignored()
    lines = [_check_line(check, rules, counts) for check in Check]
    lines += [
        f"{called[0].upper()}{called[1:]}: {', '.join(held)}"
        for name, called in LISTS.items()
        if (held := _held(rules, name))
    ]
    lines += [
        f"Dismissive wording ({each.language}): {'not' if each.removed else 'also'} “{each.phrase}”"
        for each in rules.dismissive
    ]
    terminal.print(check_shapes.rules(rules, counts), "\n".join(lines))
    return 0


def switch_on(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let checks be made again."""
    rules = terminal.desk.checks.rules()
    return _put(terminal, replace(rules, off=rules.off - _named(given.checks)))


def switch_off(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let checks be made no more."""
    rules = terminal.desk.checks.rules()
    return _put(terminal, replace(rules, off=rules.off | _named(given.checks)))


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Put words into a list of the rules."""
    rules = terminal.desk.checks.rules()
    return _put(terminal, _with(rules, given.list, (*_held(rules, given.list), *given.words)))


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take words out of a list of the rules."""
    rules = terminal.desk.checks.rules()
    held = {each.casefold(): each for each in _held(rules, given.list)}
    for word in given.words:
        if held.pop(" ".join(word.split()).casefold(), None) is None:
            raise InputError(
                f"“{word}” is not among {LISTS[given.list]}.",
                advice="canary-desk checks list prints them.",
            )
    return _put(terminal, _with(rules, given.list, tuple(held.values())))


def phrases(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print the dismissive wording of a language as it holds now."""
    found = terminal.desk.checks.phrases(given.language)
    terminal.print(list(found), "\n".join(found) or "No phrases.")
    return 0


def add_phrases(terminal: Terminal, given: argparse.Namespace) -> int:
    """Put phrases into the list of dismissive wording."""
    return _edit(terminal, given, removed=False)


def remove_phrases(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take phrases out of the list of dismissive wording."""
    held = {each.casefold() for each in terminal.desk.checks.phrases(given.language)}
    for phrase in given.phrases:
        if " ".join(phrase.split()).casefold() not in held:
            raise InputError(
                f"“{phrase}” is not in that list.",
                advice=f"canary-desk checks phrase list --language {given.language} prints it.",
            )
    return _edit(terminal, given, removed=True)


def _held(rules: CheckRules, name: str) -> tuple[str, ...]:
    """Return a list of the rules by its word of the command."""
    lists = {"own": rules.own_points, "order": rules.order_shapes, "service": rules.other_names}
    return lists[name]


def _with(rules: CheckRules, name: str, words: tuple[str, ...]) -> CheckRules:
    """Return rules in which this list is another."""
    if name == "own":
        return replace(rules, own_points=words)
    if name == "order":
        return replace(rules, order_shapes=words)
    return replace(rules, other_names=words)


def _edit(terminal: Terminal, given: argparse.Namespace, *, removed: bool) -> int:
    rules = terminal.desk.checks.rules()
    edits = (PhraseEdit(given.language, phrase, removed) for phrase in given.phrases)
    return _put(terminal, replace(rules, dismissive=(*rules.dismissive, *edits)))


def _put(terminal: Terminal, rules: CheckRules) -> int:
    verbs = terminal.desk.checks
    before = verbs.rules()
    verbs.put_rules(rules)
    said = "It was so already." if verbs.rules() == before else "Changed."
    terminal.print(check_shapes.rules(verbs.rules(), verbs.ignored()), said)
    return 0


def _named(names: Iterable[str]) -> frozenset[Check]:
    return frozenset(map(Check, names))


def _check_line(check: Check, rules: CheckRules, counts: Iterable[IgnoredCount]) -> str:
    """Return a check, whether it is made, and how often which reason let its findings stand."""
    why = ", ".join(f"{each.reason} {each.count}" for each in counts if each.check is check)
    stands = "off" if check in rules.off else "on"
    ignored = f" (ignored: {why})" if why else ""
    return f"{check:<13} {stands:<4} {_FINDS[check]}{ignored}"
