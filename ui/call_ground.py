"""What a call note has to know of the data: read in a lane, handed to the window as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.desk.context import utc_now
from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.calls import CallEntry
from console.domain.messages import Channel, Direction
from console.store.vocabulary import WordList
from console.text import phone_numbers, spoken_times

if TYPE_CHECKING:
    from console.desk import Desk
    from console.domain.calls import ListedCall
    from console.domain.ids import CaseId
    from console.domain.resolutions import Promise


@dataclass(frozen=True, slots=True)
class CallGround:
    """Lists, hours, and what stands in the case."""

    outcomes: tuple[str, ...] = ()
    touchpoints: tuple[str, ...] = ()
    hours: BusinessHours = ALWAYS
    touchpoint: str = ""
    """Of the case."""
    promises: tuple[Promise, ...] = ()
    """What was promised in the case and not kept yet, the earliest due first."""


def read_ground(desk: Desk, case_id: CaseId | None) -> CallGround:
    """Return what a note on a case has to know; None for one without a case."""
    hours = desk.targets.get().hours
    # Its first word loads a library, and the holidays of a year: not while somebody types.
    spoken_times.read("tomorrow", utc_now(), hours)
    phone_numbers.is_valid("+4930123456")  # another
    view = None if case_id is None else desk.cases.view(case_id)
    return CallGround(
        outcomes=desk.vocabulary.words(WordList.OUTCOMES),
        touchpoints=desk.vocabulary.words(WordList.TOUCHPOINTS),
        hours=hours,
        touchpoint="" if view is None else view.row.touchpoint,
        promises=() if view is None else tuple(one for one in view.promises if one.kept_at is None),
    )


def entry_of(listed: ListedCall) -> CallEntry:
    """Return a stored note as it stands in the fields where it is corrected."""
    stored, promise = listed.note, listed.promise
    return CallEntry(
        began_at=stored.at,
        elapsed_s=stored.duration_s or 0,
        ended=True,
        number=stored.number,
        direction=Direction(stored.direction),
        channel=Channel(stored.channel),
        text=stored.text,
        tried=stored.tried,
        outcome=stored.outcome,
        missing=stored.missing,
        promise="" if promise is None else promise.what,
        due_at=None if promise is None else promise.due_at,
        touchpoint=stored.touchpoint,
    )
