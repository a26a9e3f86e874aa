"""What the window says once something was done to rules, and how it is taken back; pure."""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.triage_rules import (
    TriageRule,
)
from console.language import plural, tr
from ui import words
from ui.plain import isolated


def applied(name: str, cases: int) -> str:
    """Return that a rule was applied, and how that is taken back."""
    if not cases:
        return tr("“{name}” changed nothing: all of it is so already.").format(name=isolated(name))
    return tr("“{name}” applied to {cases}. Ctrl+Z takes it back.").format(
        name=isolated(name), cases=plural(cases, "{count} case", "{count} cases")
    )


def saved(name: str) -> str:
    """Return that a rule was stored, and how that is taken back."""
    return tr("“{name}” saved, for what comes in from now on. Ctrl+Z takes it back.").format(
        name=isolated(name)
    )


def saved_and_applied(name: str, cases: int) -> str:
    """Return that a rule was stored and applied at once, and how both are taken back."""
    said = (
        tr("“{name}” saved and applied to {cases}. Ctrl+Z takes both back.")
        if cases
        else tr("“{name}” saved and changed nothing so far. Ctrl+Z takes both back.")
    )
    return said.format(name=isolated(name), cases=plural(cases, "{count} case", "{count} cases"))


def names(rules: Sequence[TriageRule]) -> str:
    """Return one rule by its name, several by their number."""
    if len(rules) == 1:
        return words.quoted(isolated(rules[0].new.name))
    return plural(len(rules), "{count} rule", "{count} rules")


def removed(rules: Sequence[TriageRule]) -> str:
    """Return that rules were removed, and how they come back."""
    said = (
        tr("{rules} removed; what it did stays. Ctrl+Z brings it back.")
        if len(rules) == 1
        else tr("{rules} removed; what they did stays. Ctrl+Z brings them back.")
    )
    return said.format(rules=names(rules))


def switched(rules: Sequence[TriageRule], *, on: bool) -> str:
    """Return that rules were switched on or off."""
    said = (
        tr("{rules} switched on. Ctrl+Z takes it back.")
        if on
        else tr("{rules} switched off. Ctrl+Z takes it back.")
    )
    return said.format(rules=names(rules))


def taken_back(name: str, cases: int) -> str:
    """Return that what a rule did was taken back."""
    return tr("What “{name}” did to {cases} taken back. Ctrl+Z does it again.").format(
        name=isolated(name), cases=plural(cases, "{count} case", "{count} cases")
    )
