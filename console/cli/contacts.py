"""The commands on contacts: show and find them, link, merge and take apart."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from console.cli import shapes, words
from console.cli.shapes import Shape
from console.cli.terminal import Terminal
from console.domain.contacts import Contact, ContactCard, ContactHit, Effect, Likeness
from console.domain.ids import ContactId, MergeId

LIKENESS = {
    Likeness.NUMBER: "a number of theirs is written in a message",
    Likeness.HANDLE: "a handle is named in a call note",
    Likeness.NAME: "the same name, and a call shortly before the post",
}


def show(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print one contact with all that is known."""
    card = terminal.desk.contacts.get(ContactId(given.contact))
    terminal.print(_card(card), "\n".join(_lines(card)))
    return 0


def find(terminal: Terminal, given: argparse.Namespace) -> int:
    """Find contacts, the newest activity first."""
    hits = terminal.desk.contacts.find(" ".join(given.words), given.limit)
    lines = [_hit_line(hit) for hit in hits]
    terminal.print([_hit(hit) for hit in hits], "\n".join(lines) or "Nobody is found.")
    return 0


def link(terminal: Terminal, given: argparse.Namespace) -> int:
    """Link a number or a handle to a contact."""
    verbs, contact_id = terminal.desk.contacts, ContactId(given.contact)
    if given.number is not None:
        outlook = verbs.outlook_number(contact_id, given.number)
        verbs.link_number(contact_id, given.number, given.basis)
    else:
        outlook = verbs.outlook_handle(contact_id, given.network, given.handle)
        verbs.link_handle(contact_id, given.network, given.handle, given.basis)
    card = verbs.get(contact_id)
    said = f"Linked {outlook.what} to {_title(card.contact)}."
    if outlook.effect is Effect.MERGES and card.merges:
        merge = card.merges[0]
        said += (
            f" {merge.gone_name}, who only called, is part of them now."
            f" Take apart: canary-desk contact unmerge {merge.id}"
        )
    elif outlook.effect is Effect.SHARES and outlook.other is not None:
        said += f" {_title(outlook.other)} has it as well and keeps it."
    terminal.print(_card(card) | {"effect": outlook.effect}, said)
    return 0


def unlink(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take a number or a handle from a contact."""
    verbs, contact_id = terminal.desk.contacts, ContactId(given.contact)
    if given.number is not None:
        verbs.unlink_number(contact_id, given.number)
    else:
        verbs.unlink_handle(contact_id, given.network, given.handle)
    card = verbs.get(contact_id)
    terminal.print(_card(card), f"Unlinked from {_title(card.contact)}.")
    return 0


def merge(terminal: Terminal, given: argparse.Namespace) -> int:
    """Make a contact one with another."""
    verbs, into = terminal.desk.contacts, ContactId(given.into)
    verbs.merge(ContactId(given.contact), into, given.basis)
    card = verbs.get(into)
    done = card.merges[0]
    said = f"{done.gone_name or 'The contact'} is part of {_title(card.contact)} now."
    terminal.print(_card(card), f"{said} Take apart: canary-desk contact unmerge {done.id}")
    return 0


def unmerge(terminal: Terminal, given: argparse.Namespace) -> int:
    """Make two contacts of one again."""
    gone = terminal.desk.contacts.unmerge(MergeId(given.merge))
    both = sorted({row.contact_id for row in terminal.desk.cases.rows(ids=tuple(gone.cases))})
    terminal.print({"contacts": both}, "Two contacts again. What came since went to its owner.")
    return 0


def _card(card: ContactCard) -> Shape:
    """Return a contact.

    Keys: `id, name, handles` (each `network, handle, name, followers, basis, linked_at`),
    `phones` (each `number, national, basis, linked_at`), `notes, tags, cases` (as `cases`
    lists them), `merges` (each `id, contact, name, basis, agent, at`), `suggestions` (each
    `contact, name, likeness, evidence`).
    """
    return _contact(card.contact) | {
        "notes": card.contact.notes,
        "cases": [shapes.case(row) for row in card.cases],
        "merges": [
            {
                "id": each.id,
                "contact": each.gone,
                "name": each.gone_name,
                "basis": each.basis,
                "agent": each.agent_name,
                "at": shapes.time(each.at),
            }
            for each in card.merges
        ],
        "suggestions": [
            {
                "contact": each.other.id,
                "name": _title(each.other),
                "likeness": each.likeness,
                "evidence": each.evidence,
            }
            for each in card.suggestions
        ],
    }


def _contact(contact: Contact) -> Shape:
    return {
        "id": contact.id,
        "name": contact.name,
        "handles": [
            {
                "network": each.network,
                "handle": each.handle,
                "name": each.name,
                "followers": each.followers,
                "basis": each.basis or None,
                "linked_at": shapes.time(each.linked_at),
            }
            for each in contact.handles
        ],
        "phones": [
            {
                "number": each.number,
                "national": each.shown,
                "basis": each.basis,
                "linked_at": shapes.time(each.linked_at),
            }
            for each in contact.phones
        ],
        "tags": list(contact.tags),
    }


def _hit(hit: ContactHit) -> Shape:
    """Return who was found: the keys of a contact, and `open_case, last_at`."""
    return _contact(hit.contact) | {
        "open_case": hit.open_case,
        "last_at": shapes.time(hit.last_at),
    }


def _lines(card: ContactCard) -> Iterator[str]:
    contact = card.contact
    tags = "".join(f" #{words.name(tag)}" for tag in contact.tags)
    yield f"Contact {contact.id}  {_title(contact)}{tags}"
    for handle in contact.handles:
        linked = f"  {handle.basis}, {words.when(handle.linked_at)}" if handle.basis else ""
        yield f"  {words.handle(handle.handle)} ({handle.network}){linked}"
    for phone in contact.phones:
        yield f"  {phone.shown}  {phone.basis}, {words.when(phone.linked_at)}"
    if contact.notes:
        yield "  Notes: " + contact.notes.replace("\n", "\n    ")
    for row in card.cases:
        said = words.one_line(row.snippet, 80)
        yield f"  Case {row.id}  {row.state}  {words.when(row.last_at)}  {said}"
    for each in card.merges:
        name = words.name(each.gone_name) or "a contact without a name"
        by = words.name(each.agent_name)
        yield f"  Merge {each.id}: {name}, {each.basis}, {by}, {words.when(each.at)}"
    for one in card.suggestions:
        who = f"contact {one.other.id}, {_title(one.other)}"
        yield f"  Maybe the same: {who}: {LIKENESS[one.likeness]} {one.evidence}".rstrip()


def _hit_line(hit: ContactHit) -> str:
    contact = hit.contact
    known = [words.handle(each.handle) for each in contact.handles if each.handle]
    known += [each.shown for each in contact.phones]
    case = "" if hit.open_case is None else f"  case {hit.open_case}"
    said = " ".join(known)
    return f"{contact.id:>6}  {words.when(hit.last_at)}  {_title(contact)}  {said}{case}"


def _title(contact: Contact) -> str:
    return words.name(contact.title) or "a contact without a name"
