"""What the list says of a case: name, snippet, chips, and all of it as one line; pure."""

from __future__ import annotations

import re
from datetime import datetime

from console.domain.cases import CaseRow, CaseState
from console.domain.messages import Direction
from ui import words
from ui.plain import isolated

NO_NAME = "Unknown"
"""Of whom we know neither a name nor a handle."""
ADDRESSEES = re.compile(r"^(?:@\w+\s+)+")
"""The handles that an answer begins with say nothing in a snippet."""


def only_calls(row: CaseRow) -> bool:
    """Return whether a case consists of call notes so far."""
    return row.calls > 0 and row.first_post_at is None


def snippet(row: CaseRow) -> str:
    """Return what was said last, and whether by us or on a call."""
    if row.last_is_call:
        return f"Call: {row.snippet}"
    said = ADDRESSEES.sub("", row.snippet) or row.snippet
    return said if row.last_direction is Direction.IN else f"You: {said}"


def chips(row: CaseRow, usual: CaseState) -> list[tuple[str, str]]:
    """Return the chips of a case as (words, colour token), the most pressing last.

    The `usual` state where it is listed is not said.
    """
    found = []
    if row.state is not usual:
        found.append((row.state.value.replace("_", " "), "quiet"))
    if row.called_first:
        found.append(("called first", "call"))
    if row.has_draft:
        found.append(("draft", "quiet"))
    if row.trouble:
        found.append(("needs you", "danger"))
    elif row.outbox:
        found.append((f"{row.outbox} to send", "accent_text"))
    return found


def spoken(row: CaseRow, now: datetime) -> str:
    """Return everything that a row shows as one line, for those who hear it."""
    facts = [
        "unread" if row.unread else "",
        isolated(row.name) or NO_NAME,
        f"@{row.handle}" if row.handle else "",
        words.STATES[row.state],
        words.age(row.last_at, now),
        "phone" if only_calls(row) else "",
        *(text for text, _ in chips(row, row.state)),
    ]
    return f"{', '.join(fact for fact in facts if fact)}: {snippet(row)}"
