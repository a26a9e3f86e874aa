"""What the Outbox page says of an answer: its group, how it stands, how far it is, when; pure.

Why an answer is held or refused is worded by `ui.answer_words`.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from console.domain.outbox import FINISHED_STATES, OutboxEntry, PartState, ReplyPart
from console.language import tr
from ui import answer_words, case_words, words
from ui.plain import at, isolated

FIRST_WORDS = 200
"""So many characters of an answer are looked at for its line."""


class Group(Enum):
    """What the answers have in common that stand together; in the order of the page."""

    NEEDS_YOU = auto()
    ON_THEIR_WAY = auto()
    DONE = auto()


TITLES = {
    Group.NEEDS_YOU: tr("Needs you"),
    Group.ON_THEIR_WAY: tr("On their way"),
    Group.DONE: tr("Done lately"),
}


class Mark(Enum):
    """How a part is marked: by its shape, and only then by its colour."""

    PUBLIC = "full"
    TO_COME = "ring"
    UNDER_WAY = "ring with a core"
    ASKS = "diamond"
    GONE = "dash"


MARKS = {
    PartState.QUEUED: Mark.TO_COME,
    PartState.SENDING: Mark.UNDER_WAY,
    PartState.SENT: Mark.PUBLIC,
    PartState.UNSURE: Mark.UNDER_WAY,
    PartState.REFUSED: Mark.ASKS,
    PartState.HELD: Mark.ASKS,
    PartState.CANCELLED: Mark.GONE,
    PartState.DELETING: Mark.UNDER_WAY,
    PartState.DELETED: Mark.GONE,
}
DELETION = (PartState.DELETING, PartState.DELETED)


def group(entry: OutboxEntry) -> Group:
    """Return where an answer is listed."""
    if entry.finished_at is not None:
        return Group.DONE
    return Group.NEEDS_YOU if entry.thread.asks else Group.ON_THEIR_WAY


def name(entry: OutboxEntry) -> str:
    """Return whom it is for."""
    return entry.name or (f"@{entry.handle}" if entry.handle else case_words.NO_NAME)


def state(entry: OutboxEntry, now: datetime) -> str:
    """Return how it stands and why, short: what is public is marked beside it."""
    thread = entry.thread
    part = thread.next_part
    if part is None or thread.is_being_deleted:
        return answer_words.state_line(thread, now).rstrip(".")
    match part.state:
        case PartState.UNSURE if part.looked:
            return tr("Not found among our posts")
        case PartState.UNSURE:
            return tr("May be public, is being looked for")
        case PartState.SENDING:
            return tr("On its way")
        case PartState.QUEUED if answer_words.is_pausing(thread, now):
            return tr("Can still be undone")
        case PartState.QUEUED if part.problem:
            return tr("Waits: {why}").format(why=part.problem.rstrip("."))
        case PartState.QUEUED:
            return tr("Waiting to go out")
    if len(thread.parts) > 1 and (said := _state_of_part(part)):
        why = answer_words.reason(thread, now).rstrip(".")
        return f"{said}: {why}" if why else said
    return answer_words.state_line(thread, now).rstrip(".")


def _state_of_part(part: ReplyPart) -> str:
    """Return which part is refused or held; empty where the state of the answer names it."""
    if part.state is PartState.REFUSED:
        return tr("Part {number} refused").format(number=part.position)
    if part.state is PartState.HELD and not part.is_opened and not part.by_hand:
        return tr("Part {number} held").format(number=part.position)
    return ""


def sign(entry: OutboxEntry, now: datetime) -> tuple[str, str]:
    """Return the icon that stands before its state, and the token of its colour."""
    thread = entry.thread
    part = thread.next_part
    if part is None:
        sent = any(each.state is PartState.SENT for each in thread.parts)
        return ("check", "ok") if sent else ("undo", "quiet")
    if thread.asks:
        return ("external" if part.by_hand else "warning"), "danger"
    if thread.is_being_deleted:
        return "minus", "quiet"
    if part.state is PartState.UNSURE:
        return "search", "quiet"
    if part.state is PartState.SENDING:
        return "send", "accent_text"
    waits = answer_words.is_pausing(thread, now) or part.problem or _next_at(part, now)
    return ("clock" if waits else "send"), "quiet"


def when(entry: OutboxEntry, now: datetime) -> str:
    """Return when it goes on, or when it was done: `goes out 14:05`, `3 min ago`."""
    thread = entry.thread
    part = thread.next_part
    if part is None:
        return words.ago(entry.finished_at or thread.created_at, now)
    if answer_words.is_pausing(thread, now) and thread.send_after is not None:
        return tr("goes out {when}").format(when=words.moment(thread.send_after, now))
    if not thread.asks and (at := _next_at(part, now)) is not None:
        return tr("goes on {when}").format(when=words.moment(at, now))
    return tr("written {ago}").format(ago=words.ago(thread.created_at, now))


def progress(entry: OutboxEntry) -> str:
    """Return how many of its parts are public: `2 of 3`.

    Empty where it has one only, and where its state tells how many were deleted.
    """
    parts = entry.thread.parts
    if len(parts) == 1 or any(part.state in DELETION for part in parts):
        return ""
    return tr("{number} of {total}").format(
        number=sum(part.is_public for part in parts), total=len(parts)
    )


def marks(entry: OutboxEntry) -> tuple[Mark, ...]:
    """Return how each part is marked."""
    return tuple(
        Mark.ASKS if part.state is PartState.UNSURE and part.looked else MARKS[part.state]
        for part in entry.thread.parts
    )


def share_done(entry: OutboxEntry) -> float:
    """Return which share of its parts is done with, from 0 to 1."""
    parts = entry.thread.parts
    return sum(part.state in FINISHED_STATES for part in parts) / len(parts)


def first_line(entry: OutboxEntry, *, with_account: bool) -> str:
    """Return what it says, in one line; where there are several accounts, from which."""
    text = " ".join(entry.text[:FIRST_WORDS].split())
    said = case_words.ADDRESSEES.sub("", text) or text
    return f"{at(entry.account_handle)}: {said}" if with_account else said


def spoken(entry: OutboxEntry, now: datetime, *, with_account: bool) -> str:
    """Return everything that a row shows as one line, for those who hear it."""
    far = progress(entry)
    facts = (
        TITLES[group(entry)],
        isolated(entry.name) or name(entry),
        f"@{entry.handle}" if entry.name and entry.handle else "",
        state(entry, now),
        tr("{number_of_total} parts public").format(number_of_total=far) if far else "",
        when(entry, now),
    )
    line = first_line(entry, with_account=with_account)
    return f"{', '.join(fact for fact in facts if fact)}: {line}"


def notice(entry: OutboxEntry, now: datetime) -> str:
    """Return why an answer needs a person: `The answer to Ada Fern is held: …`."""
    whom, part = isolated(entry.name) or name(entry), entry.thread.next_part
    answer = tr("The answer to {whom}").format(whom=whom)
    if part is None:
        return tr("{answer} is sent.").format(answer=answer)
    why = answer_words.reason(entry.thread, now).rstrip(".")
    if part.state is PartState.REFUSED:
        return (
            tr("{answer} was refused: {why}.").format(answer=answer, why=why)
            if why
            else tr("{answer} was refused.").format(answer=answer)
        )
    if part.state is PartState.UNSURE:
        return tr("{answer} may be public: it was {why}.").format(answer=answer, why=why)
    if part.by_hand:
        return tr("{answer} is to be posted by hand: {why}.").format(answer=answer, why=why)
    return (
        tr("{answer} is held: {why}.").format(answer=answer, why=why)
        if why
        else tr("{answer} is held.").format(answer=answer)
    )


def _next_at(part: ReplyPart, now: datetime) -> datetime | None:
    """Return when a part is tried or looked for next; None where that is now."""
    return part.not_before if part.not_before is not None and part.not_before > now else None
