"""What the search of the desk understands, as its help lists it."""

from __future__ import annotations

from ui.query_operators import Operator

OPERATORS = (
    Operator("late parcel", "late parcel", "Both words, in any order", "late parcel"),
    Operator('"two words"', "two words", "These words in this order", '"still waiting"'),
    Operator("-word", "word", "Not with this word", "kettle -lid"),
    Operator("one OR two", "one OR two", "One of them, or both", "refund OR money"),
    Operator("@handle", "handle", "About or by this person", "@ada_fern"),
    Operator("from:handle", "handle", "Written by this person, or by us", "from:us refund"),
    Operator("to:handle", "handle", "An answer to this person", "to:ada_fern"),
    Operator("phone:number", "number", "Who calls from this number", "phone:9601"),
    Operator("tag:name", "name", "Cases with this tag", "tag:birthday"),
    Operator("touchpoint:name", "name", "Where the business failed", "touchpoint:delivery"),
    Operator("state:name", "name", "Cases in this state", "state:open"),
    Operator("is:unanswered", "is:unanswered", "Nobody has answered yet", "late is:unanswered"),
    Operator("is:called-first", "is:called-first", "They phoned before", "is:called-first"),
    Operator("has:url", "has:url", "With a link; also has:picture", "has:url refund"),
    Operator("in:call", "in:call", "Only in calls; also post, draft", "in:call depot"),
    Operator("kind:complaint", "kind:complaint", "What a message wants", "kind:thanks"),
    Operator("after:date", "date", "From a day or month on, or 2w", "after:2026-05"),
    Operator("before:date", "date", "Before a day or month", "before:2026-06-15"),
)
