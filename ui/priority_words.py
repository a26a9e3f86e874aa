"""How pressing a case is, in words: the level and its reasons; pure."""

from __future__ import annotations

from console.domain.priority import Priority, Reason, Urgency
from ui.plain import isolated

LEVELS = {
    Priority.LOW: "Low",
    Priority.NORMAL: "Normal",
    Priority.HIGH: "High",
    Priority.URGENT: "Urgent",
}
SIGNS = {Priority.LOW: "↓", Priority.NORMAL: "", Priority.HIGH: "!", Priority.URGENT: "!!"}
"""What marks a level in the list: by its shape, and only then by its colour."""
REASONS = {
    Reason.PERSON: "set by hand",
    Reason.RULE: "by a rule",
    Reason.PROMISE_BROKEN: "promise not kept",
    Reason.OVERDUE: "answer overdue",
    Reason.SOLUTION_OVERDUE: "solution overdue",
    Reason.CALLED_FIRST: "called first",
    Reason.SPREADING: "spreads fast",
    Reason.APOLOGISED_AGAIN: "we apologised again",
    Reason.DUE_SOON: "answer due soon",
}


def line(urgency: Urgency, rule: str = "") -> str:
    """Return `Urgent: promise not kept, called first`; empty for what is as usual.

    Where a rule gave it, that is said by the name of this `rule`, where one is given.
    """
    if urgency.level is Priority.NORMAL and not urgency.reasons:
        return ""
    reasons = ", ".join(REASONS[reason] for reason in urgency.reasons)
    if rule and urgency.reasons == (Reason.RULE,):
        reasons = f"by the rule “{isolated(rule)}”"
    level = LEVELS[urgency.level]
    return f"{level}: {reasons}" if reasons else level
