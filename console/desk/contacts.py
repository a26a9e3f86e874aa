"""Verbs on contacts: find and know them, link what belongs to them, merge and take apart.

Every link between a person and a handle or number is made by an agent, with the basis on
which they may, and each can be undone: X demands both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from console.desk import contact_input
from console.desk.acting import acting
from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.contacts import (
    Contact,
    ContactCard,
    ContactHit,
    Effect,
    Merge,
    Outlook,
    Suggestion,
)
from console.domain.ids import ContactId, MergeId, from_ms
from console.errors import InputError
from console.language import tr
from console.store import (
    accounts,
    cases,
    contact_hints,
    contact_links,
    contact_merges,
    contact_search,
    contacts,
    desk_state,
    targets,
)
from console.store.contact_hints import Numbers
from console.text import phone_numbers

LONGEST_QUERY = 200
MOST_CASES = 50
"""How many cases of a contact a card holds."""


class Contacts:
    """Customers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def find(self, query: str, limit: int = 8) -> tuple[ContactHit, ...]:
        """Return whose name, handle or number begins so, the newest activity first.

        Every word of the query begins a word of the name or of a handle; digits are found
        anywhere in a number. A query without a letter or digit finds nobody.
        """
        db, query = self._context.db, query[:LONGEST_QUERY]
        number = self._canonical(query) if contact_search.is_number(query) else ""
        return tuple(
            ContactHit(
                self._shown(contacts.get(db, contact_id)),
                cases.open_for_call(db, contact_id),
                from_ms(last_ms),
            )
            for contact_id, last_ms in contact_search.find(db, query, number, limit)
        )

    def get(self, contact_id: ContactId) -> ContactCard:
        """Return a contact with cases, merges and who may be the same person.

        Raises:
            NotFound: there is none of this id.
        """
        db = self._context.db
        contact = contacts.get(db, contact_id)
        draft = desk_state.get(db, _draft_name(contact_id))
        return ContactCard(
            self._shown(contact),
            cases.rows(db, contact_id=contact_id, limit=MOST_CASES),
            contact_merges.of_contact(db, contact_id),
            self.suggestions(contact_id),
            draft[1:] if draft else None,
        )

    def suggestions(self, contact_id: ContactId) -> tuple[Suggestion, ...]:
        """Return who may be the same person, and why; nothing comes of it by itself."""
        context = self._context
        numbers = Numbers(self._canonical, self._written)
        window = targets.get(context.db).called_first
        contact = contacts.get(context.db, contact_id)
        found = contact_hints.suggestions(context.db, contact, numbers, window)
        return tuple(replace(each, other=self._shown(each.other)) for each in found)

    def keep_apart(self, contact_id: ContactId, other_id: ContactId) -> Changes:
        """Say that two contacts are not the same person: it is suggested no more."""
        names = self._pair(contact_id, other_id)
        with acting(self._context, f"Keep apart {names}") as act:
            contact_hints.keep_apart(self._context.db, contact_id, other_id)
        return act.changes

    def rename(self, contact_id: ContactId, name: str) -> Changes:
        """Call a contact so from now on; an empty name leaves it to the network."""
        contact = contacts.get(self._context.db, contact_id)
        with acting(self._context, f"Rename {contact.title or 'contact'}") as act:
            contacts.rename(self._context.db, contact_id, _name(name, contact))
        return act.changes

    def edit(self, contact_id: ContactId, name: str, tags: Iterable[str]) -> Changes:
        """Call a contact so, and let it bear these tags and no others; one act.

        Raises:
            InputError: name or tag is too long.
        """
        contact = contacts.get(self._context.db, contact_id)
        wanted = {contact_input.tag(word) for word in tags}
        with acting(self._context, f"Edit {contact.title or 'contact'}") as act:
            contacts.rename(self._context.db, contact_id, _name(name, contact))
            contacts.tag(self._context.db, contact_id, wanted, set(contact.tags) - wanted)
        return act.changes

    def set_notes(self, contact_id: ContactId, notes: str) -> Changes:
        """Replace what is noted of a contact; a draft of it is done with.

        Raises:
            InputError: it is too long.
        """
        notes, db = contact_input.notes(notes), self._context.db
        title = contacts.get(db, contact_id).title
        with acting(self._context, f"Edit notes on {title or 'contact'}") as act:
            if desk_state.get(db, _draft_name(contact_id)):
                desk_state.put(db, _draft_name(contact_id), "")
            contacts.set_notes(db, contact_id, notes)
        return act.changes

    def keep_notes_draft(self, contact_id: ContactId, notes: str) -> None:
        """Keep notes that are being typed, so that a crash does not lose them; no act.

        Raises:
            NotFound: there is no such contact any more.
        """
        db, notes = self._context.db, contact_input.notes(notes)
        with db.writing():
            contacts.get(db, contact_id)
            # Something stands before it: an empty draft is one, too.
            desk_state.put(db, _draft_name(contact_id), f"={notes}")

    def tag(
        self, contact_id: ContactId, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> Changes:
        """Put tags on a contact, and take others off.

        Raises:
            InputError: a tag is empty or too long.
        """
        new, gone = [*map(contact_input.tag, add)], [*map(contact_input.tag, remove)]
        title = contacts.get(self._context.db, contact_id).title
        with acting(self._context, f"{'Tag' if new else 'Untag'} {title or 'contact'}") as act:
            contacts.tag(self._context.db, contact_id, new, gone)
        return act.changes

    def tags(self) -> tuple[str, ...]:
        """Return all tags that contacts bear, the most used first."""
        return contacts.every_tag(self._context.db)

    def outlook_number(self, contact_id: ContactId, number: str) -> Outlook:
        """Return what it would do to link a number.

        Raises:
            InputError: it is none.
        """
        db, number = self._context.db, self._number(number)
        owners = contact_links.owners(db, number)
        shown = phone_numbers.national(number, self._context.region)
        if contact_id in owners:
            return Outlook(Effect.KNOWN, shown)
        if not owners:
            return Outlook(Effect.ADDS, shown)
        other = self._shown(contacts.get(db, owners[0]))
        return Outlook(Effect.SHARES if other.handles else Effect.MERGES, shown, other)

    def outlook_handle(self, contact_id: ContactId, network: str, handle: str) -> Outlook:
        """Return what it would do to link a handle.

        Raises:
            InputError: it is none, or one of our own.
        """
        db, bare = self._context.db, self._handle(network, handle)
        known = contacts.of_handle(db, network, bare)
        if known is None:
            return Outlook(Effect.ADDS, f"@{bare}")
        if known[0] == contact_id:
            return Outlook(Effect.KNOWN, f"@{bare}")
        return Outlook(Effect.TAKEN, f"@{bare}", self._shown(contacts.get(db, known[0])))

    def link_number(self, contact_id: ContactId, number: str, basis: str) -> Changes:
        """Link a number to a contact; with one who only called from it they become one.

        Another contact who has the number and writes on a network keeps it as well.

        Raises:
            InputError: it is no number, or there is no basis.
        """
        context, number, basis = self._context, self._number(number), contact_input.basis(basis)
        outlook = self.outlook_number(contact_id, number)
        title = contacts.get(context.db, contact_id).title
        with acting(context, f"Link {outlook.what} to {title or 'contact'}") as act:
            if outlook.effect is Effect.MERGES and outlook.other is not None:
                self._merge(outlook.other, contact_id, basis, act.id)
            contact_links.put_number(context.db, contact_id, number, basis, context.now())
        return act.changes

    def link_handle(self, contact_id: ContactId, network: str, handle: str, basis: str) -> Changes:
        """Link a handle to a contact, also one that no sync has shown yet.

        Raises:
            InputError: it is no handle, one of ours, another contact's, or there is no basis.
        """
        context, basis = self._context, contact_input.basis(basis)
        handle = self._handle(network, handle)
        outlook = self.outlook_handle(contact_id, network, handle)
        if outlook.other is not None:
            raise InputError(
                tr("@{handle} belongs to {title}.").format(
                    handle=handle, title=outlook.other.title
                ),
                advice=tr("If they are the same person, merge both contacts."),
            )
        title = contacts.get(context.db, contact_id).title
        with acting(context, f"Link @{handle} to {title or 'contact'}") as act:
            contact_links.put_handle(context.db, contact_id, network, handle, basis, context.now())
        return act.changes

    def unlink_number(self, contact_id: ContactId, number: str) -> Changes:
        """Take a number from a contact; calls stay where they are.

        Raises:
            InputError: the contact does not have it.
        """
        context = self._context
        contact = contacts.get(context.db, contact_id)
        stored = {phone.number for phone in contact.phones}
        number = number if number in stored else self._canonical(number)
        if number not in stored:
            raise InputError(
                tr("{value} does not have this number.").format(
                    value=contact.title or tr("The contact")
                )
            )
        shown = phone_numbers.national(number, context.region)
        with acting(context, f"Unlink {shown} from {contact.title or 'contact'}") as act:
            contact_links.remove_number(context.db, contact_id, number)
        return act.changes

    def unlink_handle(self, contact_id: ContactId, network: str, handle: str) -> Changes:
        """Take a handle from a contact; what was posted by it goes to a contact of its own.

        Calls stay where they are.

        Raises:
            InputError: the contact does not have it, or is known by nothing else.
        """
        context, bare = self._context, handle.strip().removeprefix("@").casefold()
        contact = contacts.get(context.db, contact_id)
        found = next(
            (h for h in contact.handles if h.network == network and h.handle.casefold() == bare),
            None,
        )
        if found is None:
            raise InputError(
                tr("{value} does not have this handle.").format(
                    value=contact.title or tr("The contact")
                )
            )
        if len(contact.handles) == 1 and not contact.phones and not found.basis:
            raise InputError(
                tr("@{handle} is all by which {value} is known.").format(
                    handle=found.handle, value=contact.title or tr("the contact")
                ),
                advice=tr("Nothing is to be taken apart there."),
            )
        with acting(context, f"Unlink @{found.handle} from {contact.title}") as act:
            contact_links.remove_handle(context.db, contact, found, context.now())
        return act.changes

    def merge(self, contact_id: ContactId, into: ContactId, basis: str) -> Changes:
        """Make a contact one with another: all cases, handles and numbers are the other's then.

        Raises:
            InputError: they are the same already, or there is no basis.
            NotFound: one is no more.
        """
        basis = contact_input.basis(basis)
        if contact_id == into:
            raise InputError(
                tr("A contact cannot be merged with itself."), advice=tr("Choose another.")
            )
        names = self._pair(contact_id, into)
        gone = contacts.get(self._context.db, contact_id)
        with acting(self._context, f"Merge {names}") as act:
            self._merge(gone, into, basis, act.id)
        return act.changes

    def unmerge(self, merge_id: MergeId) -> Changes:
        """Make two contacts again of one, also long after; no message is lost.

        What came since goes to whom its posts' authors and its calls' numbers belong.

        Raises:
            InputError: the remaining contact became part of another itself.
            NotFound: there is no such merge, or it was taken apart.
        """
        context = self._context
        merge = contact_merges.get(context.db, merge_id)
        contact_merges.check(context.db, merge)
        kept = contacts.get(context.db, merge.into).title
        names = f"{merge.gone_name or 'contact'} and {kept or 'contact'}"
        with acting(context, f"Take apart {names}") as act:
            contact_merges.take_apart(context.db, merge, context.now())
        return act.changes

    def merges(self, contact_id: ContactId) -> tuple[Merge, ...]:
        """Return who became part of a contact, the newest first."""
        return contact_merges.of_contact(self._context.db, contact_id)

    def _merge(self, gone: Contact, into: ContactId, basis: str, entry_id: int) -> None:
        context = self._context
        contact_merges.merge(
            context.db,
            gone,
            into,
            basis=basis,
            entry_id=entry_id,
            agent_id=context.agent().id,
            at=context.now(),
        )

    def _pair(self, *contact_ids: ContactId) -> str:
        found = (contacts.get(self._context.db, each).title for each in contact_ids)
        return " and ".join(title or "contact" for title in found)

    def _shown(self, contact: Contact) -> Contact:
        """Return a contact with its numbers as people here write and dial them."""
        region = self._context.region
        phones = (
            replace(
                phone,
                national=phone_numbers.national(phone.number, region),
                dial=phone_numbers.tel_uri(phone.number, region),
            )
            for phone in contact.phones
        )
        return replace(contact, phones=tuple(phones))

    def _canonical(self, number: str) -> str:
        return phone_numbers.canonical(number, self._context.region)

    def _number(self, text: str) -> str:
        return contact_input.number(text, self._context.region)

    def _handle(self, network: str, text: str) -> str:
        return contact_input.handle(text, network, accounts.every(self._context.db))

    def _written(self, number: str) -> tuple[str, ...]:
        """Return how people may write a number: whole, as in the country, without spaces."""
        shown = phone_numbers.national(number, self._context.region)
        return number, shown, phone_numbers.digits(shown)


def _name(text: str, contact: Contact) -> str:
    """Return a contact's name as it is stored; for an empty one what a network calls them."""
    name = contact_input.line(text, contact_input.LONGEST_NAME)
    shown = (each.name or each.handle for each in contact.handles)
    return name or next(shown, "")


def _draft_name(contact_id: ContactId) -> str:
    return f"notes of contact {contact_id}"
