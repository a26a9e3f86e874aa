"""Verbs on call notes: what a customer said off the network, beside what they posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from console.desk.acting import acting
from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import CaseId, ContactId, to_ms
from console.domain.messages import Channel, Direction
from console.errors import InputError
from console.store import calls, cases, contacts
from console.text.weight import normalise

TOLD_US = "told us on the call"
"""The basis of a number that an agent writes down while talking to the contact."""

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LONGEST_S = 7 * 24 * 3600
MAX_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call as an agent notes it."""

    text: str
    at: datetime
    """When it began."""
    direction: Direction = Direction.IN
    channel: Channel = Channel.PHONE
    number: str = ""
    name: str = ""
    duration_s: int | None = None


class Calls:
    """Call notes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add(self, call: NewCall, case_id: CaseId | None = None) -> tuple[CaseId, Changes]:
        """Store a call note and return its case.

        Without `case_id` the number decides: the open case of the contact it is linked
        to, else a new case (and, where the number is new, a new contact). The whole act
        can be undone.

        Raises:
            InputError: no text, a time to come, or neither case, number nor name.
            NotFound: there is no such case.
        """
        context = self._context
        self._check(call, case_id)
        if case_id is not None:
            case_id = cases.current_id(context.db, case_id)
        number = " ".join(normalise(call.number).split())
        contact_id: ContactId | None = None
        if case_id is not None:
            contact_id = cases.row(context.db, case_id).contact_id
        elif number:
            contact_id = contacts.of_number(context.db, number)
            if contact_id is not None:
                case_id = cases.open_for_call(context.db, contact_id)
        whose = normalise(call.name).strip() or number
        if case_id is not None:
            whose = cases.row(context.db, case_id).name
        with acting(context, f"Add call note of {whose}") as act:
            if contact_id is None:
                name = normalise(call.name).strip() or number
                contact_id = contacts.add(context.db, name, to_ms(context.now()))
            if number:
                contacts.link_phone(context.db, contact_id, number, TOLD_US, context.now())
            if case_id is None:
                case_id = calls.open_case(context.db, contact_id, call.direction, call.at)
            calls.add(
                context.db,
                case_id,
                at=call.at,
                direction=call.direction,
                text=normalise(call.text).strip(),
                channel=call.channel,
                number=number,
                duration_s=call.duration_s,
                agent_id=context.agent().id,
            )
        return case_id, act.changes

    def _check(self, call: NewCall, case_id: CaseId | None) -> None:
        if not call.text.strip():
            raise InputError("The call note is empty.", advice="Write what was said.")
        if call.at > self._context.now():
            raise InputError("The call lies in the future.", advice="Correct its time.")
        if call.at < EARLIEST:
            raise InputError(f"The call lies before {EARLIEST.year}.", advice="Correct its time.")
        if call.duration_s is not None and not 0 <= call.duration_s <= LONGEST_S:
            raise InputError("No call lasts that long.", advice="Correct its duration.")
        if len(call.text) > MAX_TEXT:
            raise InputError(f"The call note is longer than {MAX_TEXT} characters.")
        if case_id is None and not call.number.strip() and not call.name.strip():
            raise InputError(
                "It is not said whose call it was.", advice="Give a case, a number or a name."
            )
