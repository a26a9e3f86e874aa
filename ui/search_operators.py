"""What the search of the desk understands, as its help lists it."""

from __future__ import annotations

from ui.query_operators import Operator

OPERATORS = (
    Operator("late parcel", "late parcel", "Both words, in any order", "late parcel"),
    Operator('"two words"', "two words", "These words in this order", '"still waiting"'),
    Operator("-word", "word", "Not with this word", "kettle -lid"),
    Operator("one OR two", "one OR two", "One of them, or both", "refund OR money"),
    Operator("@handle", "handle", "The case of this customer", "@ada_fern"),
    Operator("from:handle", "handle", "Written by this person", "from:ada_fern late"),
    Operator("to:handle", "handle", "An answer to this person", "to:ada_fern"),
    Operator("phone:number", "number", "Who calls from this number", "phone:0632960110"),
    Operator("tag:name", "name", "Cases with this tag", "tag:vip"),
    Operator("touchpoint:name", "name", "Where the business failed", "touchpoint:delivery"),
    Operator("state:name", "name", "Cases in this state", "state:waiting"),
    Operator("is:unanswered", "is:unanswered", "Nobody has answered yet", "is:unanswered late"),
    Operator("is:called-first", "is:called-first", "They phoned before", "is:called-first"),
    Operator("has:url", "has:url", "With a link", "has:url"),
    Operator("after:date", "date", "From this day on", "after:2026-05-01"),
    Operator("before:date", "date", "Before this day", "before:2026-06"),
)
