"""What --json prints of the checks; as `shapes` does of all else."""

from __future__ import annotations

from collections.abc import Iterable

from console.cli.shapes import Shape, time
from console.domain.checks import (
    Check,
    Checked,
    CheckRules,
    Feed,
    Finding,
    IgnoredCount,
    Step,
)


def checked(value: Checked) -> Shape:
    """Return what the checks say of a draft.

    Keys: `findings` (each `check, rule, start, end, severity, why, advice, steps`; code points
    of the text in NFC), `ignored` (the same, those that a person let stand), `language`,
    `words_checked`, `feed` (null, or `before` and `after`: posts by what they are).
    """
    return {
        "findings": [_finding(each) for each in value.findings],
        "ignored": [_finding(each) for each in value.ignored],
        "language": value.language or None,
        "words_checked": value.words_checked,
        "feed": None if value.feed is None else _feed(value.feed),
    }


def _finding(value: Finding) -> Shape:
    return {
        "check": value.check,
        "rule": value.rule,
        "start": value.start,
        "end": value.end,
        "severity": value.severity,
        "why": value.why,
        "advice": value.advice,
        "steps": [_step(each) for each in value.steps],
    }


def _step(value: Step) -> Shape:
    """Return what can be done: `kind, label, text, at, message, case`."""
    return {
        "kind": value.kind,
        "label": value.label,
        "text": value.text,
        "at": time(value.at),
        "message": value.message_id,
        "case": value.case_id,
    }


def _feed(value: Feed) -> Shape:
    return {
        "before": {str(share): count for share, count in value.before.items()},
        "after": {str(share): count for share, count in value.after.items()},
    }


def rules(value: CheckRules, counts: Iterable[IgnoredCount]) -> Shape:
    """Return what is set for the checks.

    Keys: `checks` (each `check, on, ignored`: how often by reason), `own_points,
    order_shapes, other_names, dismissive` (each `language, phrase, removed`).
    """
    ignored: dict[Check, Shape] = {check: {} for check in Check}
    for each in counts:
        ignored[each.check][str(each.reason)] = each.count
    return {
        "checks": [
            {"check": check, "on": check not in value.off, "ignored": ignored[check]}
            for check in Check
        ],
        "own_points": list(value.own_points),
        "order_shapes": list(value.order_shapes),
        "other_names": list(value.other_names),
        "dismissive": [
            {"language": each.language, "phrase": each.phrase, "removed": each.removed}
            for each in value.dismissive
        ],
    }
