"""The words for answers on their way: how far they are, and what holds them up; pure."""

from __future__ import annotations

from console.domain.outbox import TROUBLE_STATES, PartState, ReplyPart, ReplyThread
from ui import words


def answer_line(thread: ReplyThread) -> str:
    """Return how far an answer got: `Answer of 14:02: 2 of 3 parts sent, 1 needs you`."""
    return f"Answer of {words.clock(thread.created_at)}: {_progress(thread.parts)}"


def answers_line(threads: tuple[ReplyThread, ...]) -> str:
    """Return how far the answers of a case got, in one line."""
    if len(threads) == 1:
        return answer_line(threads[0])
    parts = tuple(part for thread in threads for part in thread.parts)
    return f"{words.several(len(threads), 'answer')}: {_progress(parts)}"


def _progress(parts: tuple[ReplyPart, ...]) -> str:
    sent = sum(part.state is PartState.SENT for part in parts)
    asking = sum(part.state in TROUBLE_STATES for part in parts)
    if len(parts) == 1:
        return words.part_state(parts[0])
    needs = f", {asking} {'needs' if asking == 1 else 'need'} you" if asking else ""
    return f"{sent} of {words.several(len(parts), 'part')} sent{needs}"


def answer_trouble(thread: ReplyThread) -> str:
    """Return what is public of an answer and what holds up the rest; empty where nothing does."""
    part = thread.next_part
    if part is None or (part.state not in TROUBLE_STATES and not part.problem):
        return ""
    which = "The answer" if len(thread.parts) == 1 else f"Part {part.position}"
    became = {
        PartState.REFUSED: f"{which} was refused",
        PartState.UNSURE: f"{which} was not found among our posts"
        if part.looked
        else f"{which} may be public, and is being looked for",
    }.get(part.state, f"{which} waits")
    return f"{_public(thread)}{became}{f': {part.problem}' if part.problem else '.'}"


def _public(thread: ReplyThread) -> str:
    sent = [part.position for part in thread.parts if part.state is PartState.SENT]
    if not sent:
        return ""
    if len(sent) == 1:
        return f"Part {sent[0]} is public. "
    return f"Parts {sent[0]} {'and' if len(sent) == 2 else 'to'} {sent[-1]} are public. "
