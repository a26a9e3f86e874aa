"""Call notes on their way in: what an agent enters, and what is kept while they write."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Self

from console.domain.ids import CallDraftId, CaseId, ContactId, PromiseId
from console.domain.messages import CallNote, Channel, Direction
from console.domain.resolutions import Promise

NOT_EMPOWERED = "not empowered"
"""The outcome of which it is asked what was missing."""
SOLVED = "solved"
"""The outcome that may resolve the case too."""
PROMISED = "promised"
NOT_REACHED = frozenset({"no answer", "voicemail", "wrong number"})
"""Outcomes of a call in which nobody spoke with the customer."""
UNTIMED = (Channel.EMAIL, Channel.LETTER)
"""Ways by which a contact takes no time of both."""


@dataclass(frozen=True, slots=True)
class NewPromise:
    """What we promised in a call, and by when."""

    what: str
    due_at: datetime


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
    outcome: str = ""
    missing: str = ""
    """What was missing, where the outcome is that the agent was not empowered."""
    tried: str = ""
    touchpoint: str = ""
    """Where the business failed; a case that has none gets it too."""
    for_case: bool = False
    """Whether the case gets the touchpoint also where it has another."""
    promise: NewPromise | None = None
    contact_id: ContactId | None = None
    """Whose call it was, where it is in no case yet and the number does not say it."""
    keeps_promise: PromiseId | None = None
    """A promise of the case that is kept by this call."""
    resolves: bool = False
    """Whether the case is resolved with it."""
    fix: str = ""
    """What fixed the problem then, in one line."""

    @property
    def says_something(self) -> bool:
        """Return whether there is anything to note."""
        said = (self.text, self.outcome, self.missing, self.tried)
        return self.promise is not None or any(part.strip() for part in said)


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A call note with whose it is and what was promised in it."""

    note: CallNote
    contact_id: ContactId
    name: str
    promise: Promise | None


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """What is known of a number while it is typed."""

    shown: str
    """As people there write it; as typed where it is none."""
    valid: bool
    dial: str
    """The address by which the system dials it; empty for none."""
    whose: str
    """The contact that it was linked to first; empty where there is none."""


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A call note as it stands in its fields, half written or not: texts as they were typed."""

    began_at: datetime
    elapsed_s: int = 0
    """What the clock counted before it was last started."""
    running_since: datetime | None = None
    """When it was last started; None while it stands."""
    ended: bool = False
    name: str = ""
    contact_id: ContactId | None = None
    number: str = ""
    direction: Direction = Direction.IN
    channel: Channel = Channel.PHONE
    text: str = ""
    tried: str = ""
    outcome: str = ""
    missing: str = ""
    resolves: bool = False
    fix: str = ""
    promise: str = ""
    due: str = ""
    """When it is due, as typed."""
    due_at: datetime | None = None
    """How that was understood when it was typed."""
    keeps_promise: PromiseId | None = None
    touchpoint: str = ""
    for_case: bool = False

    @property
    def is_blank(self) -> bool:
        """Return whether nobody typed anything that would be missed."""
        typed = (self.name, self.number, self.text, self.tried, self.missing, self.fix)
        return not any(part.strip() for part in (*typed, self.promise, self.due, self.outcome))

    def stopped(self, at: datetime) -> Self:
        """Return it with a clock that was stopped at a moment."""
        if self.running_since is None:
            return self
        counted = max(at - self.running_since, timedelta()) // timedelta(seconds=1)
        return type(self)(
            **{
                **{field.name: getattr(self, field.name) for field in fields(self)},
                "elapsed_s": self.elapsed_s + counted,
                "running_since": None,
            }
        )

    def to_json(self) -> str:
        """Return it as a column holds it."""
        return json.dumps(asdict(self), default=datetime.isoformat, ensure_ascii=False)

    @classmethod
    def from_json(cls, column: str) -> Self:
        """Return what `to_json` stored; what another version knew besides is left out."""
        known = {field.name for field in fields(cls)}
        read = {name: value for name, value in json.loads(column).items() if name in known}
        for name in ("began_at", "running_since", "due_at"):
            if read.get(name) is not None:
                read[name] = datetime.fromisoformat(read[name])
        read["direction"], read["channel"] = Direction(read["direction"]), Channel(read["channel"])
        return cls(**read)


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A call note that is being written, as the data file keeps it."""

    id: CallDraftId
    case_id: CaseId | None
    entry: CallEntry
    updated_at: datetime
    whose: str = ""
    """The contact of its case; empty where it has none yet."""
