"""What the window says of contacts: who they are, who may be the same, what a link would do; pure.

Names and numbers are isolated within a line: they are what others wrote.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from console.domain.contacts import Contact, Effect, Handle, Likeness, Merge, Outlook, Suggestion
from console.language import plural, tr
from ui import words
from ui.plain import at, isolated, joined

NETWORKS = {"x": "X", "memory": tr("the demo's network")}
"""What a network is called on the screen."""
NAMELESS = tr("Unknown")
TAKEN_APART = tr("It can be taken apart again at any time.")


def title(contact: Contact) -> str:
    """Return what a contact is called, within a line."""
    return isolated(contact.title) or NAMELESS


def known_by(contact: Contact) -> str:
    """Return handles and numbers: `@ada_fern  ·  020 7946 0018`."""
    handles = [f"@{each.handle}" for each in contact.handles if each.handle]
    numbers = [isolated(each.shown) for each in contact.phones]
    known = [each for each in (*handles, *numbers) if each != title(contact)]
    return joined(known)


def handle(one: Handle) -> str:
    """Return a handle as it is written."""
    return at(one.handle) if one.handle else tr("handle not known yet")


def handle_facts(one: Handle) -> str:
    """Return where a handle is from, and why it was linked where a person did that."""
    facts = [NETWORKS.get(one.network, one.network)]
    if one.followers is not None:
        facts.append(plural(one.followers, "{count} follower", "{count} followers"))
    if one.basis:
        facts.append(basis(one.basis, one.linked_at))
    return joined(facts)


def basis(said: str, at: datetime | None) -> str:
    """Return why and when a person linked something: `told us on the call, 12 Nov 2026`."""
    return isolated(said) if at is None else f"{isolated(said)}, {words.date(at)}"


def suggestion(one: Suggestion) -> str:
    """Return why another contact may be the same person, as a sentence."""
    match one.likeness:
        case Likeness.NUMBER:
            shown = next((p.shown for p in one.other.phones if p.number == one.evidence), "")
            number = tr("The number") if shown else isolated(one.evidence)
            return tr("{number} is written in a message.").format(number=number)
        case Likeness.HANDLE:
            return tr("@{handle} is named in a call note.").format(handle=one.evidence)
        case Likeness.NAME if one.call_at and one.post_at:
            return tr("The same name, called {span} before the post.").format(
                span=words.span(one.post_at - one.call_at)
            )
        case _:
            return tr("The same name.")


def merged(one: Merge) -> str:
    """Return who became part of a contact: `Olga, merged on 3 May 2026`."""
    return tr("{name}, merged on {date}").format(
        name=isolated(one.gone_name) or NAMELESS, date=words.date(one.at)
    )


def merge_facts(one: Merge) -> str:
    """Return why, and by whom: `told us on the call, by Anna`."""
    return tr("{basis}, by {agent}").format(
        basis=isolated(one.basis), agent=isolated(one.agent_name)
    )


def will_merge(other: Contact, contact: Contact) -> str:
    """Return what merging would do."""
    # Translators: after `with`.
    handles = plural(len(other.handles), "{count} handle", "{count} handles")
    # Translators: of phones; after `with`.
    numbers = plural(len(other.phones), "{count} number", "{count} numbers")
    if other.handles and other.phones:
        said = tr("{other} becomes part of {who}, with {handles} and {numbers} and all cases.")
    elif other.handles:
        said = tr("{other} becomes part of {who}, with {handles} and all cases.")
    elif other.phones:
        said = tr("{other} becomes part of {who}, with {numbers} and all cases.")
    else:
        said = tr("{other} becomes part of {who}, with all cases.")
    who, name = title(contact), _name_of_both(other, contact)
    becomes = said.format(other=title(other), who=who, handles=handles, numbers=numbers)
    called = "" if name == who else tr("Both are called {name} then.").format(name=name)
    return " ".join(filter(None, (becomes, called, TAKEN_APART)))


def _name_of_both(other: Contact, contact: Contact) -> str:
    """Return what a contact is called once another is part of it, as `store.contacts` has it."""
    by_person = _has_given_name(other) and not _has_given_name(contact)
    both = replace(
        contact,
        name=other.name if by_person else contact.name,
        handles=(*contact.handles, *other.handles),
        phones=(*contact.phones, *other.phones),
    )
    return title(both)


def _has_given_name(contact: Contact) -> bool:
    """Return whether a person gave the name, and no network."""
    shown = {name for each in contact.handles for name in (each.name, each.handle)}
    return contact.name not in {"", *shown}


def outlook(found: Outlook, contact: Contact) -> str:
    """Return what linking a handle or a number to a contact would do."""
    who, other, what = title(contact), found.other, isolated(found.what)
    match found.effect:
        case Effect.KNOWN:
            return tr("{who} has {what} already. The link gets the basis that you choose.").format(
                who=who, what=what
            )
        case Effect.SHARES if other is not None:
            return tr("{other} has {what} as well and keeps it, as within a family.").format(
                other=title(other), what=what
            )
        case Effect.MERGES if other is not None:
            only = (
                ""
                if title(other) == what
                else tr("{other} only called, from {what}.").format(other=title(other), what=what)
            )
            both = tr("Both become one contact, {name}, with all calls.").format(
                name=_name_of_both(other, contact)
            )
            return " ".join(filter(None, (only, both, TAKEN_APART)))
        case Effect.TAKEN if other is not None:
            belongs = tr("{what} belongs to {other}.").format(what=what, other=title(other))
            return f"{belongs} {will_merge(other, contact)}"
        case _:
            return tr("{what} is linked to {who}. Ctrl+Z takes it back.").format(what=what, who=who)
