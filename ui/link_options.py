"""What can be linked to a contact by what a person types: a number, a handle, another contact.

`read` runs on the reader lane.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.contacts import Contact, Effect, Outlook
from console.domain.ids import ContactId
from console.errors import InputError
from console.language import tr
from ui import contact_words

MOST = 5
LEAST_DIGITS = 5
"""Fewer are searched for, but not yet a number to be linked."""
_NUMBER = re.compile(r"[\s\d()+./-]+")
_HANDLE = re.compile(r"@?\w+", re.ASCII)


class Kind(Enum):
    """What an option links."""

    NUMBER = auto()
    HANDLE = auto()
    CONTACT = auto()


@dataclass(frozen=True, slots=True)
class LinkOption:
    """One thing that can be linked, and what that would do."""

    kind: Kind
    text: str
    note: str
    said: str
    """What will happen, in a sentence."""
    value: str = ""
    """The number or handle."""
    other_id: ContactId | None = None
    """The contact that would become part of this one."""

    @property
    def merges(self) -> bool:
        """Return whether two contacts become one."""
        return self.other_id is not None

    def act(self, contact_id: ContactId, network: str, basis: str) -> Callable[[Desk], Changes]:
        """Return the verb that links it, for the writer lane."""
        if self.kind is Kind.NUMBER:
            return lambda desk: desk.contacts.link_number(contact_id, self.value, basis)
        if self.kind is Kind.HANDLE:
            return lambda desk: desk.contacts.link_handle(contact_id, network, self.value, basis)
        assert self.other_id is not None, "a contact is one by its id"
        return partial(_merge, self.other_id, contact_id, basis)


def read(
    desk: Desk, contact: Contact, network: str, query: str, *, contacts_only: bool
) -> tuple[LinkOption, ...]:
    """Return what a query may mean, the likeliest first."""
    hits = desk.contacts.find(query, MOST)
    found = [of_contact(hit.contact, contact) for hit in hits if hit.contact.id != contact.id]
    if contacts_only or not query:
        return tuple(found)
    if _NUMBER.fullmatch(query) and sum(map(str.isdecimal, query)) >= LEAST_DIGITS:
        number = partial(desk.contacts.outlook_number, contact.id, query)
        found[:0] = _linking(Kind.NUMBER, number, query, contact)
    elif _HANDLE.fullmatch(query) and not query.isdecimal():
        handle = partial(desk.contacts.outlook_handle, contact.id, network, query)
        # Without its sign it is rather the beginning of a name.
        place = 0 if query.startswith("@") else len(found)
        found[place:place] = _linking(Kind.HANDLE, handle, query, contact)
    return tuple(found)


def of_contact(other: Contact, contact: Contact) -> LinkOption:
    """Return the option to merge another contact into this one."""
    return LinkOption(
        Kind.CONTACT,
        other.title or contact_words.NAMELESS,
        contact_words.known_by(other),
        contact_words.will_merge(other, contact),
        other_id=other.id,
    )


def _linking(
    kind: Kind, look: Callable[[], Outlook], query: str, contact: Contact
) -> list[LinkOption]:
    """Return the option to link a number or handle; none where it is none, or merges anyway."""
    try:
        outlook = look()
    except InputError:
        return []
    if outlook.effect is Effect.TAKEN:
        return []  # its contact is among those that were found
    note = tr("number") if kind is Kind.NUMBER else tr("handle")
    said = contact_words.outlook(outlook, contact)
    return [LinkOption(kind, outlook.what, note, said, query)]


def _merge(other_id: ContactId, into: ContactId, basis: str, desk: Desk) -> Changes:
    return desk.contacts.merge(other_id, into, basis)
