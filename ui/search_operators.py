"""What the search of the desk understands, as its help lists it."""

from __future__ import annotations

from console.language import tr
from ui.query_operators import Operator

OPERATORS = (
    Operator(
        tr("late parcel"), tr("late parcel"), tr("Both words, in any order"), tr("late parcel")
    ),
    Operator(
        tr('"two words"'), tr("two words"), tr("These words in this order"), tr('"still waiting"')
    ),
    Operator("-word", "word", tr("Not with this word"), tr("kettle -lid")),
    Operator(tr("one OR two"), tr("one OR two"), tr("One of them, or both"), tr("refund OR money")),
    Operator("@handle", "handle", tr("About or by this person"), "@ada_fern"),
    Operator("from:handle", "handle", tr("Written by this person, or by us"), tr("from:us refund")),
    Operator("to:handle", "handle", tr("An answer to this person"), "to:ada_fern"),
    Operator("phone:number", "number", tr("Who calls from this number"), "phone:9601"),
    Operator("tag:name", "name", tr("Cases with this tag"), "tag:birthday"),
    Operator("touchpoint:name", "name", tr("Where the business failed"), "touchpoint:delivery"),
    Operator("state:name", "name", tr("Cases in this state"), "state:open"),
    Operator(
        "is:unanswered", "is:unanswered", tr("Nobody has answered yet"), tr("late is:unanswered")
    ),
    Operator("is:called-first", "is:called-first", tr("They phoned before"), "is:called-first"),
    Operator("has:url", "has:url", tr("With a link; also has:picture"), tr("has:url refund")),
    Operator("in:call", "in:call", tr("Only in calls; also post, draft"), tr("in:call depot")),
    Operator("kind:complaint", "kind:complaint", tr("What a message wants"), "kind:thanks"),
    Operator("after:date", "date", tr("From a day or month on, or 2w"), "after:2026-05"),
    Operator("before:date", "date", tr("Before a day or month"), "before:2026-06-15"),
)
