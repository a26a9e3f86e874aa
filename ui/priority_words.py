"""How pressing a case is, in words: the level and its reasons; pure."""

from __future__ import annotations

from console.domain.priority import Priority, Reason, Urgency
from console.language import tr
from ui.plain import isolated

LEVELS = {
    Priority.LOW: tr("Low"),
    Priority.NORMAL: tr("Normal"),
    Priority.HIGH: tr("High"),
    Priority.URGENT: tr("Urgent"),
}
SIGNS = {Priority.LOW: "↓", Priority.NORMAL: "", Priority.HIGH: "!", Priority.URGENT: "!!"}
"""What marks a level in the list: by its shape, and only then by its colour."""
REASONS = {
    Reason.PERSON: tr("set by hand"),
    Reason.RULE: tr("by a rule"),
    Reason.PROMISE_BROKEN: tr("promise not kept"),
    Reason.OVERDUE: tr("answer overdue"),
    Reason.SOLUTION_OVERDUE: tr("solution overdue"),
    Reason.CALLED_FIRST: tr("called first"),
    Reason.SPREADING: tr("spreads fast"),
    Reason.APOLOGISED_AGAIN: tr("we apologised again"),
    Reason.DUE_SOON: tr("answer due soon"),
}


def line(urgency: Urgency, rule: str = "") -> str:
    """Return `Urgent: promise not kept, called first`; empty for what is as usual.

    Where a rule gave it, that is said by the name of this `rule`, where one is given.
    """
    if urgency.level is Priority.NORMAL and not urgency.reasons:
        return ""
    reasons = ", ".join(REASONS[reason] for reason in urgency.reasons)
    if rule and urgency.reasons == (Reason.RULE,):
        reasons = tr("by the rule “{rule}”").format(rule=isolated(rule))
    level = LEVELS[urgency.level]
    return f"{level}: {reasons}" if reasons else level
