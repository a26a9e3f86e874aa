"""What the bar says of an answer that can still be taken back, or just went out; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from math import ceil

from console.domain.ids import CaseId, ThreadId
from console.domain.outbox import OutboxEntry, PartState
from console.language import numeral, plural, tr, tr_in
from ui.answer_words import is_pausing
from ui.plain import isolated

STAYS = timedelta(seconds=8)
"""How long it is said that an answer went out: long enough to be read twice."""
SECOND = timedelta(seconds=1)


class Phase(Enum):
    """Where the answer of which the bar speaks stands."""

    COUNTING = auto()
    """It only waits to be taken back."""
    GOING = auto()
    SENT = auto()
    LATE = auto()
    """A person wanted it back, and something of it was out."""
    BACK = auto()
    """It is the draft of a case that is not on the screen."""


@dataclass(frozen=True, slots=True)
class UndoLine:
    """What the bar says."""

    thread_id: ThreadId
    case_id: CaseId
    phase: Phase
    begins: str
    """May be cut where there is no room."""
    ends: str = ""
    """Is never cut."""
    more: int = 0
    """How many other answers wait to be taken back."""
    share: float = 0.0
    """How much of the pause is left, from 1 to 0."""
    can_delete: bool = False
    can_open: bool = False
    """Whether its case, which is not on the screen, can be gone to."""


def line(
    entries: Iterable[OutboxEntry], ended: Mapping[ThreadId, datetime], now: datetime
) -> UndoLine | None:
    """Return what is said of these answers now; None for nothing.

    `ended` are those whose pause is over, and since when. The newest that still waits goes
    before all that went out.
    """
    newest = sorted(entries, key=lambda entry: entry.thread.id, reverse=True)
    waiting = [entry for entry in newest if is_pausing(entry.thread, now)]
    if waiting:
        return _counting(waiting[0], len(waiting) - 1, now)
    said = (_outgoing(one, ended[one.thread.id], now) for one in newest if one.thread.id in ended)
    return next((one for one in said if one is not None), None)


def back(entry: OutboxEntry) -> UndoLine:
    """Return what is said of an answer that is a draft again, in a case that is not open."""
    thread = entry.thread
    begins = tr("Back in {customer}'s draft").format(customer=_whom(entry))
    return UndoLine(thread.id, thread.case_id, Phase.BACK, begins, can_open=True)


def late(entry: OutboxEntry, *, can_open: bool = False) -> UndoLine:
    """Return what is said of an answer that was to be taken back, and is out or on its way.

    `can_open` where the rest is the draft of a case that is not open.
    """
    thread = entry.thread
    out = [part for part in thread.parts if part.state is not PartState.CANCELLED]
    one = len(thread.parts) == 1
    if any(part.is_public for part in out):
        begins = tr("Too late: it is out") if one else _are_out(len(out), len(thread.parts))
    elif not any(part.state in (PartState.SENDING, PartState.UNSURE) for part in out):
        begins = tr("It cannot be taken back just now")
    else:
        begins = (
            tr("Too late: it is on its way")
            if one
            else tr("Too late: {count} of {all} parts is on its way").format(
                count=numeral(1), all=numeral(len(thread.parts))
            )
        )
    if len(out) != len(thread.parts):
        begins = tr("{said}; the rest is your draft again").format(said=begins)
    return UndoLine(
        thread.id,
        thread.case_id,
        Phase.LATE,
        begins,
        can_delete=any(part.is_public for part in out),
        can_open=can_open,
    )


def _are_out(count: int, of: int) -> str:
    """Return `Too late: 1 of 3 parts is out`, or that all are."""
    if count == of:
        said = tr("Too late: all {all} parts are out")
    elif count == 1:
        said = tr("Too late: {count} of {all} parts is out")
    else:
        said = tr("Too late: {count} of {all} parts are out")
    return said.format(count=numeral(count), all=numeral(of))


def _counting(entry: OutboxEntry, more: int, now: datetime) -> UndoLine:
    thread = entry.thread
    until = thread.send_after or now
    left, whole = until - now, until - thread.created_at
    return UndoLine(
        thread.id,
        thread.case_id,
        Phase.COUNTING,
        tr("Sending to {customer}").format(customer=_whom(entry)),
        tr("in {seconds} s").format(seconds=numeral(ceil(left / SECOND))),
        more,
        min(1.0, left / whole) if whole else 0.0,
    )


def _outgoing(entry: OutboxEntry, since: datetime, now: datetime) -> UndoLine | None:
    """Return what is said while it goes out and right after; None where others say more of it."""
    thread = entry.thread
    sent = sum(part.state is PartState.SENT for part in thread.parts)
    if sent == len(thread.parts):
        if now - (entry.finished_at or since) >= STAYS:
            return None
        text = tr("Sent to {customer}").format(customer=_whom(entry))
        return UndoLine(thread.id, thread.case_id, Phase.SENT, text, can_delete=True)
    part = thread.next_part
    on_its_way = part is not None and (
        part.state is PartState.SENDING
        or (part.state is PartState.QUEUED and not part.problem and now - since < STAYS)
    )
    if not on_its_way:
        return None
    ends = (
        tr("{sent} of {parts} out").format(
            sent=numeral(sent), parts=plural(len(thread.parts), "{count} part", "{count} parts")
        )
        if sent
        else ""
    )
    return UndoLine(
        thread.id,
        thread.case_id,
        Phase.GOING,
        tr("Sending to {customer}…").format(customer=_whom(entry)),
        ends,
    )


def _whom(entry: OutboxEntry) -> str:
    return isolated(entry.name) or (
        f"@{entry.handle}" if entry.handle else tr_in("to whom", "the customer")
    )
