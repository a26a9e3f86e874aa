"""What is said in passing of findings, and of what stops an answer; pure.

What a finding itself says is its check's, and how the list calls it is `ui.check_words`'.
"""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.checks import Finding, Ignored, Severity
from ui.composer_facts import Fact

NOTHING = "The checks found nothing in this text."
NOT_YET = "This text is being checked."
NONE_IGNORED = "Nothing is ignored in this text."
STANDS = "This cannot be ignored: it must not go public."
BROUGHT_BACK = "It is shown again."
PROMISED = "Noted as a promise of this case; Undo in the menu Case takes it back."
_REASONS = {
    Ignored.FITS: "it fits here",
    Ignored.ELSEWHERE: "done another way",
    Ignored.ASKED_FOR: "the customer asked for it",
    Ignored.WRONG: "the check is mistaken",
}


def ignore(reason: Ignored) -> str:
    """Return what the entry of a menu is called that lets a finding stand."""
    return f"Ignore: {_REASONS[reason]}" if reason in _REASONS else "Ignore"


def ignored(key: str) -> str:
    """Return what is said once a finding was let stand; `key` brings it back, empty for none."""
    back = f"{key} brings it back." if key else "The list keeps it."
    return f"Ignored in this case. {back}"


def go_first(key: str) -> str:
    """Return what is said where it is not clear which finding is meant."""
    return f"Which one? {key} goes to the next." if key else "Choose one in the list first."


def stop(findings: Iterable[Finding]) -> Fact | None:
    """Return what stops an answer; None where nothing does."""
    stops = [each for each in findings if each.severity is Severity.STOP]
    if not stops:
        return None
    return Fact(stops[0].why, "cannot go public", warns=True)  # what helps stands in the list
