"""How far answers on their way are: the state of each part in words, and counted; pure."""

from __future__ import annotations

from typing import Literal

from console.domain.outbox import TROUBLE_STATES, PartState, ReplyPart, ReplyThread
from console.language import plural, tr
from ui import words

PART_STATES = {
    PartState.QUEUED: tr("waiting to go out"),
    PartState.SENDING: tr("on its way"),
    PartState.SENT: tr("sent"),
    PartState.UNSURE: tr("may be out; being looked for"),
    PartState.REFUSED: tr("refused"),
    PartState.HELD: tr("held"),
    PartState.CANCELLED: tr("taken back"),
    PartState.DELETING: tr("being deleted"),
    PartState.DELETED: tr("deleted"),
}
NOT_FOUND = tr("not found among our posts")
"""An unsure part, once our own posts were looked through without finding it."""
TO_BE_POSTED = tr("to be posted by hand")
OPENED = tr("being posted by hand")
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
    return tr("Answer of {clock}: {progress}").format(
        clock=words.clock(thread.created_at), progress=progress(thread.parts)
    )


def answers_line(threads: tuple[ReplyThread, ...]) -> str:
    """Return how far the answers of a case got, in one line."""
    if len(threads) == 1:
        return answer_line(threads[0])
    parts = tuple(part for thread in threads for part in thread.parts)
    count = plural(len(threads), "{count} answer", "{count} answers")
    return f"{count}: {progress(parts)}"


def progress(parts: tuple[ReplyPart, ...]) -> str:
    """Return how far parts got: `2 of 3 parts sent, 1 needs you`."""
    if len(parts) == 1:
        return part_state(parts[0])
    gone, going = deletion(parts)
    if gone or going:
        # Translators: {of_posts} is `of 3 posts`.
        return tr("{gone} {of_posts} deleted").format(
            gone=gone, of_posts=plural(gone + going, "of {count} post", "of {count} posts")
        )
    sent = sum(part.state is PartState.SENT for part in parts)
    asking = sum(
        part.state in TROUBLE_STATES and (part.looked or part.state is not PartState.UNSURE)
        for part in parts
    )
    # Translators: {of_parts} is `of 3 parts`.
    said = tr("{sent} {of_parts} sent").format(
        sent=sent, of_parts=plural(len(parts), "of {count} part", "of {count} parts")
    )
    if not asking:
        return said
    needs = plural(asking, "{count} needs you", "{count} need you")
    return f"{said}, {needs}"


def deletion(parts: tuple[ReplyPart, ...]) -> tuple[int, int]:
    """Return how many posts were deleted, and how many are to be."""
    states = [part.state for part in parts]
    return states.count(PartState.DELETED), states.count(PartState.DELETING)
