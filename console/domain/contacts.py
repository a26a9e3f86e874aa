"""Customers: who they are, by what we know them, and why we think so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from console.domain.ids import CaseId, ContactId, MergeId, RemoteId

if TYPE_CHECKING:
    from console.domain.cases import CaseRow


@dataclass(frozen=True, slots=True)
class Handle:
    """A customer's handle on a network, as last seen there."""

    network: str
    remote_id: RemoteId
    handle: str
    """Without the @; empty where only the id is known so far."""
    name: str
    followers: int | None
    basis: str = ""
    """Why a person linked it; empty where the network itself showed it with a post."""
    linked_at: datetime | None = None
    """When a person linked it."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that a person linked to a contact, with why they may."""

    number: str
    """E.164 where it is a valid number, else as it was given."""
    basis: str
    """Such as `told us on the call`; X demands one for every link to a handle."""
    linked_at: datetime
    national: str = ""
    """As people here write it; empty where nobody asked for that."""
    dial: str = ""
    """The address that dials it; empty where nobody asked, or where nothing can."""

    @property
    def shown(self) -> str:
        """Return the number as a person reads it."""
        return self.national or self.number


@dataclass(frozen=True, slots=True)
class Contact:
    """One customer with all handles and numbers."""

    id: ContactId
    name: str
    handles: tuple[Handle, ...]
    phones: tuple[Phone, ...]
    notes: str = ""
    tags: tuple[str, ...] = ()
    """In the order of the alphabet."""

    @property
    def title(self) -> str:
        """Return what the contact is called: the name, else a handle, else a number."""
        handles = (f"@{each.handle}" for each in self.handles if each.handle)
        known = (self.name, *handles, *(each.shown for each in self.phones))
        return next((each for each in known if each.strip()), "")


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A contact that a search found."""

    contact: Contact
    open_case: CaseId | None
    """The newest case that is not settled; None where there is none."""
    last_at: datetime
    """When something last happened in one of the cases, else when the contact was stored."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A contact that was made one with another, and can be taken apart from it."""

    id: MergeId
    into: ContactId
    gone: ContactId
    gone_name: str
    """What the one that is no more was called."""
    basis: str
    agent_name: str
    at: datetime


class Likeness(StrEnum):
    """Why two contacts may be the same person."""

    NUMBER = "number"
    """One wrote a number that the other calls from."""
    HANDLE = "handle"
    """A call note of one names the other's handle."""
    NAME = "name"
    """They are called the same, and one called shortly before the other wrote."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another contact who may be the same person; nothing comes of it without a person."""

    other: Contact
    likeness: Likeness
    evidence: str
    """The number or handle that was written; empty for a name."""
    call_at: datetime | None = None
    """Of a name: when the one called, before the other wrote."""
    post_at: datetime | None = None
    """Of a name: when the other wrote."""


class Effect(StrEnum):
    """What a link that a person is about to make would do."""

    ADDS = "adds"
    KNOWN = "known"
    """The contact has it already; it gets this basis."""
    MERGES = "merges"
    """It is all that is known of a contact who only called: both become one."""
    SHARES = "shares"
    """Another contact has the number as well and keeps it."""
    TAKEN = "taken"
    """The handle is another contact's: only merging both would link it."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a link would do, and with whom."""

    effect: Effect
    what: str
    """The handle or number, as a person reads it."""
    other: Contact | None = None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact with all that is known around it."""

    contact: Contact
    cases: tuple[CaseRow, ...]
    """Newest first."""
    merges: tuple[Merge, ...] = ()
    """Who became part of the contact, the newest first."""
    suggestions: tuple[Suggestion, ...] = ()
    """The likeliest first."""
    notes_draft: str | None = None
    """Notes that were being typed when the program ended; None where there are none."""
