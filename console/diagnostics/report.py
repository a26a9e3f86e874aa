"""How a desk and its surroundings are: checks with one line of advice, as text and JSON.

What a check says is put together by the desk of words of its own, numbers and types; the
finished report is scrubbed once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from console.diagnostics.scrubbing import scrubbed


class Health(IntEnum):
    """How well something is; the larger, the worse."""

    OK = 0
    WARN = 1
    FAIL = 2

    @property
    def word(self) -> str:
        """Return it as a report says it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Check:
    """What one look found."""

    name: str
    health: Health
    said: str
    """One line, or a few."""
    advice: str = ""
    """What to do; empty where nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was looked at, in the order in which it is read."""

    checks: tuple[Check, ...]
    made_at: str
    """ISO 8601, UTC."""
    log: tuple[str, ...] = ()
    """The newest lines of the log that tell of trouble, oldest first."""

    @property
    def worst(self) -> Health:
        """Return how the worst of it is."""
        return max((each.health for each in self.checks), default=Health.OK)

    @property
    def text(self) -> str:
        """Return it as one pastes it into a report of a fault; scrubbed."""
        lines = [f"Canary Desk diagnostics, {self.made_at}", ""]
        for each in self.checks:
            first, *more = each.said.splitlines() or [""]
            lines.append(f"[{each.health.word:4}] {each.name}: {first}")
            lines += [f"       {line}" for line in more]
            if each.advice and each.health is not Health.OK:
                lines.append(f"       -> {each.advice}")
        if self.log:
            lines += ["", "Newest trouble in the log:", *self.log]
        return scrubbed("\n".join(lines)) + "\n"

    def as_json(self) -> dict[str, Any]:
        """Return the same as JSON holds it; scrubbed."""
        return {
            "made_at": self.made_at,
            "worst": self.worst.word,
            "checks": [
                {
                    "name": each.name,
                    "health": each.health.word,
                    "said": scrubbed(each.said),
                    "advice": scrubbed(each.advice) if each.health is not Health.OK else "",
                }
                for each in self.checks
            ],
            "log": [scrubbed(each) for each in self.log],
        }
