"""What a person can do about an answer on its way, as it stands now; pure.

Decides nothing else: `ui.pending_acts` does it, and the desk refuses what came too late.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from console.domain.cautions import CautionKind
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.language import tr
from ui import answer_words
from ui.hand_off_link import needs_link


class Act(Enum):
    """An act on an answer as a whole."""

    SEND_ANYWAY = auto()
    SEND_NOW = auto()
    HAND_OFF = auto()
    RETRY = auto()
    CANCEL = auto()
    DELETE = auto()
    COPY = auto()


TITLES = {
    Act.SEND_ANYWAY: tr("Send anyway"),
    Act.SEND_NOW: tr("Send now"),
    Act.HAND_OFF: tr("Open in browser"),
    Act.RETRY: tr("Try again"),
    Act.CANCEL: tr("Take back"),
    Act.DELETE: tr("Delete…"),
    Act.COPY: tr("Copy"),
}
STOP = tr("Stop")
"""What `CANCEL` is called while a part may be on its way: only what is behind it is stopped."""
OPEN_AGAIN = tr("Open again")
TIPS = {
    Act.SEND_ANYWAY: tr("Send it as it is; what is said here is known to you"),
    Act.SEND_NOW: tr("Wait no longer"),
    Act.HAND_OFF: tr("Copy the text and open X in the browser; then say whether it was posted"),
    Act.RETRY: tr("Send it once more from here on"),
    Act.CANCEL: tr("Put what is not public into the composer again"),
    Act.DELETE: tr("Delete from X what of it is public"),
    Act.COPY: tr("Copy the texts of all parts"),
}
STOP_TIP = tr("Put what is behind the part on its way into the composer again")
CERTAIN = (PartState.QUEUED, PartState.REFUSED, PartState.HELD)
"""States of a part that is certainly not public and may go out yet."""


def choices(thread: ReplyThread, now: datetime) -> tuple[Act, ...]:
    """Return the acts that make sense, the best one first."""
    part = thread.next_part
    if part is None:
        return (*_deletion(thread), Act.COPY)
    if thread.is_being_deleted:
        return (*((Act.SEND_NOW,) if _waits(thread, part, now) else ()), Act.COPY)
    return (*_ways_on(thread, part, now), *_way_back(thread), *_deletion(thread), Act.COPY)


def title(act: Act, thread: ReplyThread) -> str:
    """Return what an act is called for an answer as it stands."""
    part = thread.next_part
    if act is Act.CANCEL and part is not None and answer_words.is_looked_for(part):
        return STOP
    if act is Act.SEND_NOW and thread.is_being_deleted:
        return TITLES[Act.RETRY]
    if act is Act.HAND_OFF and part is not None and part.is_opened:
        return OPEN_AGAIN
    return TITLES[act]


def tip(act: Act, thread: ReplyThread) -> str:
    """Return what an act does."""
    return STOP_TIP if title(act, thread) == STOP else TIPS[act]


def _ways_on(thread: ReplyThread, part: ReplyPart, now: datetime) -> tuple[Act, ...]:
    match part.state:
        case PartState.HELD if any(one.kind is CautionKind.CARD for one in part.cautions):
            return ()  # nobody's word lets a card number out
        case PartState.HELD:
            return (Act.HAND_OFF,) if part.by_hand else (Act.SEND_ANYWAY,)
        case PartState.REFUSED:
            return (Act.HAND_OFF, Act.RETRY)
        case PartState.UNSURE if part.looked:
            unsummoned = any(one.kind is CautionKind.NOT_SUMMONED for one in part.cautions)
            return (Act.HAND_OFF if unsummoned else Act.RETRY,)
        case PartState.QUEUED if _waits(thread, part, now):
            return (Act.SEND_NOW,)
    return ()


def _waits(thread: ReplyThread, part: ReplyPart, now: datetime) -> bool:
    """Return whether a part waits for something that a person can overrule."""
    later = part.not_before is not None and part.not_before > now
    return later or bool(part.problem) or answer_words.is_pausing(thread, now)


def _way_back(thread: ReplyThread) -> tuple[Act, ...]:
    part = thread.next_part
    if part is not None and part.is_opened:
        return ()  # it may be public: whether it is comes first
    there = any(
        part.state in CERTAIN or (part.state is PartState.UNSURE and part.looked)
        for part in thread.parts
    )
    return (Act.CANCEL,) if there else ()


def _deletion(thread: ReplyThread) -> tuple[Act, ...]:
    part = thread.next_part
    under_way = part is not None and (part.state is PartState.SENDING or part.is_opened)
    public = any(each.is_public for each in thread.parts)
    without_access = part is not None and needs_link(part)
    return (Act.DELETE,) if public and not under_way and not without_access else ()
