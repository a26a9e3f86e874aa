"""Privacy: what only we know of a customer, and everybody would read.

Says what stands there and to whom it would be shown; what such things look like is known
by `cards`, `privacy_entities`, `privacy_names` and `privacy_asks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from console.checks.cards import card_numbers, linked
from console.checks.ground import Ground
from console.checks.privacy_asks import asks_in_public
from console.checks.privacy_entities import Entity, Kind
from console.checks.privacy_names import Named, names, services, shown_name
from console.checks.privacy_written import entities_of, own_points, written_in_public
from console.checks.reading import Reading
from console.domain.business_hours import BusinessHours
from console.domain.checks import Check, Finding, Severity, Step, StepKind
from console.domain.messages import Post
from console.language import tr
from console.text.phone_numbers import digits
from console.text.spoken_times import words as moment

Span = tuple[int, int]


class _Wording(NamedTuple):
    what: str
    """As the customer wrote it: `this order number`."""
    why: str


_TAKE_OUT = tr("Take it out, or ask for it by direct message.")
_NO_CARD = tr(
    "Take it out. If it is no card, add it to your contact points or order "
    "numbers in Preferences, Checks."
)
_OURS_TOO = tr(
    "Take it out, or ask for it by direct message. If it is yours, add it in Preferences, Checks."
)
_LEAVE_OUT = tr("Leave it out where you can.")
_MOST_NAME = 40
_WORDING = {
    Kind.PHONE: _Wording(
        tr("this phone number"),
        tr("Everybody can read this phone number, and anybody can call it."),
    ),
    Kind.EMAIL: _Wording(
        tr("this e-mail address"),
        tr("Everybody can read this e-mail address, and anybody can write to it."),
    ),
    Kind.IBAN: _Wording(
        tr("this IBAN"), tr("Everybody can read this bank account number, and whose it is.")
    ),
    Kind.ORDER: _Wording(
        tr("this order number"),
        tr("Everybody can read this order number, and ask about the order in the customer's name."),
    ),
    Kind.REFERENCE: _Wording(
        tr("this reference number"),
        tr(
            "Everybody can read this reference number, and ask about the case in the "
            "customer's name."
        ),
    ),
    Kind.TRACKING: _Wording(
        tr("this tracking number"),
        tr("Everybody can read this tracking number, and see where the parcel goes."),
    ),
    Kind.CUSTOMER: _Wording(
        tr("this customer number"),
        tr("Everybody can read this customer number, and pass for the customer with it."),
    ),
    Kind.ACCOUNT: _Wording(
        tr("this account number"), tr("Everybody can read this account number, and whose it is.")
    ),
    Kind.INVOICE: _Wording(
        tr("this invoice number"),
        tr("Everybody can read this invoice number, and ask about the payment with it."),
    ),
    Kind.BOOKING: _Wording(
        tr("this booking code"),
        tr("Everybody can read this booking code, and often change the booking with it."),
    ),
    Kind.SERIAL: _Wording(
        tr("this serial number"),
        tr("Everybody can read this serial number, and register the device as their own."),
    ),
}
_CARD = tr("Everybody could read this payment card number and pay with it, so it cannot go out.")


def privacy(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:
    """Yield what is private: card numbers first, which stop an answer.

    Our own contact points, what stands in a link, and the name and handle that the customer
    shows here are not private. What they wrote in public themself is found, and it is said.
    """
    text = reading.text
    taken: list[Span] = []
    for span in card_numbers(text, ground.facts.rules):
        taken.append(span)
        yield _card(text, span)
    within_links = linked(text)
    own, public = ground.made(own_points), ground.made(written_in_public)
    for entity in entities_of(text, reading.words, ground):
        if _is_free(entity, taken) and not _is_linked(entity, within_links):
            taken.append((entity.start, entity.end))
            if not own.hold(entity):
                post = public.get((entity.kind, entity.value))
                yield _entity(entity, post, now, ground.facts.hours)
    taken += within_links
    for name in names(text, ground):
        if _is_free(name, taken):
            yield _name(text, name, shown_name(ground))
    for service in services(reading, ground):
        if _is_free(service, taken):
            yield _service(text, service)
    yield from asks_in_public(reading)


def _is_free(one: Entity | Named, taken: list[Span]) -> bool:
    return not any(one.start < end and start < one.end for start, end in taken)


def _is_linked(entity: Entity, within_links: list[Span]) -> bool:
    """Return whether something stands in a link; an e-mail address only where it does whole.

    Of `ada(at)mail.example` a network links the end.
    """
    if entity.kind is not Kind.EMAIL:
        return not _is_free(entity, within_links)
    return any(start <= entity.start and entity.end <= end for start, end in within_links)


def _card(text: str, span: Span) -> Finding:
    return Finding(
        Check.PRIVACY,
        "card",
        *span,
        Severity.STOP,
        why=_CARD,
        advice=_NO_CARD,
        # Not the number: what a person lets stand is stored, and this is shown in lists.
        words=digits(text[slice(*span)])[-4:],
    )


def _entity(entity: Entity, post: Post | None, now: datetime, hours: BusinessHours) -> Finding:
    wording = _WORDING[entity.kind]
    why = wording.why
    steps: tuple[Step, ...] = ()
    if post is not None:
        why = tr(
            "{who} wrote {what} here in public on {moment}; from us it stands there "
            "once more, also when theirs is deleted."
        ).format(who=_who(post), what=wording.what, moment=moment(post.at, now, hours))
        steps = (Step(StepKind.SHOW_MESSAGE, tr("Show the post"), message_id=post.id),)
    shared = entity.kind in (Kind.PHONE, Kind.EMAIL)
    return Finding(
        Check.PRIVACY,
        entity.kind.value,
        entity.start,
        entity.end,
        Severity.WARNING if post is None else Severity.ADVICE,
        why=why,
        advice=(_OURS_TOO if shared else _TAKE_OUT) if post is None else _LEAVE_OUT,
        steps=steps,
        words=entity.value,
    )


def _who(post: Post) -> str:
    name = " ".join(post.author_name.split())
    return (name if len(name) <= _MOST_NAME else f"{name[: _MOST_NAME - 1]}…") or tr("The customer")


def _name(text: str, name: Named, shown: str) -> Finding:
    said = text[name.start : name.end]
    return Finding(
        Check.PRIVACY,
        "name",
        name.start,
        name.end,
        Severity.WARNING,
        why=tr(
            "The customer does not show the name “{said}” here; everybody would learn it."
        ).format(said=said),
        advice=tr("Call them what they show here: {shown}.").format(shown=shown)
        if shown
        else tr("Leave the name out."),
        words=name.words,
    )


def _service(text: str, service: Named) -> Finding:
    said = text[service.start : service.end]
    return Finding(
        Check.PRIVACY,
        "service",
        service.start,
        service.end,
        Severity.WARNING,
        why=tr("This tells everybody that the customer has an account with {said}.").format(
            said=said
        ),
        advice=tr("Leave the name out, or say it by direct message."),
        words=service.words,
    )
