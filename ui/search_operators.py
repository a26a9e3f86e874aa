"""What the search of the desk understands, as its help lists it."""

from __future__ import annotations

from console.language import tr
from ui.query_operators import Operator


def _with(head: str, value: str, meaning: str, example: str) -> Operator:
    """Return an operator whose value a person writes in place of a word that stands for it."""
    return Operator(f"{head}{value}", value, meaning, example)


OPERATORS = (
    Operator(
        tr("late parcel"), tr("late parcel"), tr("Both words, in any order"), tr("late parcel")
    ),
    Operator(
        tr('"two words"'), tr("two words"), tr("These words in this order"), tr('"still waiting"')
    ),
    _with("-", tr("word"), tr("Not with this word"), tr("kettle -lid")),
    Operator(tr("one OR two"), tr("one OR two"), tr("One of them, or both"), tr("refund OR money")),
    _with("@", tr("handle"), tr("About or by this person"), "@ada_fern"),
    _with("from:", tr("handle"), tr("Written by this person, or by us"), tr("from:us refund")),
    _with("to:", tr("handle"), tr("An answer to this person"), "to:ada_fern"),
    _with("phone:", tr("number"), tr("Who calls from this number"), "phone:9601"),
    _with("tag:", tr("name"), tr("Cases with this tag"), "tag:birthday"),
    _with("touchpoint:", tr("name"), tr("Where the business failed"), "touchpoint:delivery"),
    _with("state:", tr("name"), tr("Cases in this state"), "state:open"),
    Operator(
        "is:unanswered", "is:unanswered", tr("Nobody has answered yet"), tr("late is:unanswered")
    ),
    Operator("is:called-first", "is:called-first", tr("They phoned before"), "is:called-first"),
    Operator("has:url", "has:url", tr("With a link; also has:picture"), tr("has:url refund")),
    Operator("in:call", "in:call", tr("Only in calls; also post, draft"), tr("in:call depot")),
    Operator("kind:complaint", "kind:complaint", tr("What a message wants"), "kind:thanks"),
    _with("after:", tr("date"), tr("From a day or month on, or 2w"), "after:2026-05"),
    _with("before:", tr("date"), tr("Before a day or month"), "before:2026-06-15"),
)
