"""How far answers on their way are: the state of each part in words, and counted; pure."""

from __future__ import annotations

from typing import Literal

from console.domain.outbox import TROUBLE_STATES, PartState, ReplyPart, ReplyThread
from ui import words

PART_STATES = {
    PartState.QUEUED: "waiting to go out",
    PartState.SENDING: "on its way",
    PartState.SENT: "sent",
    PartState.UNSURE: "may be out; being looked for",
    PartState.REFUSED: "refused",
    PartState.HELD: "held",
    PartState.CANCELLED: "taken back",
    PartState.DELETING: "being deleted",
    PartState.DELETED: "deleted",
}
NOT_FOUND = "not found among our posts"
"""An unsure part, once our own posts were looked through without finding it."""
TO_BE_POSTED = "to be posted by hand"
OPENED = "being posted by hand"
"""What a part is whose page was wanted in the browser; whether one opened, the system knows."""

Tone = Literal["", "warn", "danger"]
"""Name of a style: of what is in order, is to be looked at, or went wrong."""


def tone(part: ReplyPart) -> Tone:
    """Return how much a part should stand out; to be posted by hand is in order."""
    if part.state is PartState.HELD and part.by_hand:
        return ""
    if part.state is PartState.HELD or (part.state is PartState.UNSURE and not part.looked):
        return "warn"
    return "danger" if part.state in TROUBLE_STATES else ""


def part_state(part: ReplyPart) -> str:
    """Return where a part of an answer stands."""
    if part.state is PartState.UNSURE and part.looked:
        return NOT_FOUND
    if part.state is PartState.HELD and part.by_hand:
        return OPENED if part.is_opened else TO_BE_POSTED
    return PART_STATES[part.state]


def answer_line(thread: ReplyThread) -> str:
    """Return how far an answer got: `Answer of 14:02: 2 of 3 parts sent, 1 needs you`."""
    return f"Answer of {words.clock(thread.created_at)}: {progress(thread.parts)}"


def answers_line(threads: tuple[ReplyThread, ...]) -> str:
    """Return how far the answers of a case got, in one line."""
    if len(threads) == 1:
        return answer_line(threads[0])
    parts = tuple(part for thread in threads for part in thread.parts)
    return f"{words.several(len(threads), 'answer')}: {progress(parts)}"


def progress(parts: tuple[ReplyPart, ...]) -> str:
    """Return how far parts got: `2 of 3 parts sent, 1 needs you`."""
    if len(parts) == 1:
        return part_state(parts[0])
    count = words.several(len(parts), "part")
    gone, going = deletion(parts)
    if gone or going:
        return f"{gone} of {words.several(gone + going, 'post')} deleted"
    sent = sum(part.state is PartState.SENT for part in parts)
    asking = sum(
        part.state in TROUBLE_STATES and (part.looked or part.state is not PartState.UNSURE)
        for part in parts
    )
    needs = f", {asking} {'needs' if asking == 1 else 'need'} you" if asking else ""
    return f"{sent} of {count} sent{needs}"


def deletion(parts: tuple[ReplyPart, ...]) -> tuple[int, int]:
    """Return how many posts were deleted, and how many are to be."""
    states = [part.state for part in parts]
    return states.count(PartState.DELETED), states.count(PartState.DELETING)
