"""Which of such things are our own, and which stand in the messages of the case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from console.checks.ground import Ground
from console.checks.privacy_entities import Entity, Kind, entities
from console.checks.privacy_orders import Shapes, divided
from console.checks.privacy_phones import held_phones
from console.domain.messages import Channel, Direction, Message, Post
from console.text.lexicon import Word, fold, words
from console.text.phone_numbers import canonical, digits

_DIGIT = re.compile(r"\d")
_FEW = 6
"""Words at most of a customer's answer that is nothing but a number: `It's 40911, thanks`."""


class Written(NamedTuple):
    """Something that stands in a message of the case."""

    message: Message
    kind: Kind
    value: str


class OwnPoints:
    """Our own phone numbers, addresses and sites, however they are written."""

    def __init__(self, points: tuple[str, ...], region: str) -> None:
        typed = [point.strip() for point in points if point.strip()]
        self._values = {canonical(point, region) for point in typed}
        self._values |= {fold(point) for point in typed}
        self._values |= {"".join(s for s in point.upper() if s.isalnum()) for point in typed}
        self._sites = tuple({_host(point) for point in typed if "@" not in point} - {""})

    def hold(self, entity: Entity) -> bool:
        """Return whether something is ours; an address at one of our sites is as well."""
        if entity.value in self._values:
            return True
        if entity.kind is not Kind.EMAIL:
            return False
        domain = entity.value.partition("@")[2]
        return any(domain == site or domain.endswith(f".{site}") for site in self._sites)


def _host(point: str) -> str:
    bare = fold(point).partition("://")[2] or fold(point)
    host = bare.partition("/")[0].removeprefix("www.")
    return host if "." in host and any(sign.isalpha() for sign in host) else ""


def own_points(ground: Ground) -> OwnPoints:
    """Make our own points ready."""
    return OwnPoints(ground.facts.rules.own_points, ground.facts.region)


def entities_of(text: str, held: Iterable[Word], ground: Ground) -> list[Entity]:
    """Return what a text with these words holds, by the rules of the case."""
    return _entities_of(text, held, ground, lambda number: number in ground.made(_orders))


def _entities_of(
    text: str, held: Iterable[Word], ground: Ground, given: Callable[[str], bool]
) -> list[Entity]:
    phones = ground.made(held_phones).find(text) if _DIGIT.search(text) else ()
    return entities(text, held, ground.made(_shapes), ground.facts.region, phones, given)


def written(ground: Ground) -> tuple[Written, ...]:
    """Find what stands in the customer's posts and in the notes of calls, oldest first."""
    return tuple(_written(ground))


def written_in_public(ground: Ground) -> dict[tuple[Kind, str], Post]:
    """Find what the customer wrote in public themself, and where last."""
    return {
        (each.kind, each.value): each.message
        for each in ground.made(written)
        if isinstance(each.message, Post)
    }


def _shapes(ground: Ground) -> Shapes:
    return divided(ground.facts.rules.order_shapes)


def _orders(ground: Ground) -> frozenset[str]:
    return frozenset(each.value for each in ground.made(written) if each.kind is Kind.ORDER)


def _written(ground: Ground) -> Iterator[Written]:
    own = ground.made(own_points)
    for message in ground.facts.messages:
        if isinstance(message, Post):
            if message.direction is Direction.OUT:
                continue
            texts = [message.text]
        else:
            texts = [message.text, message.tried]
            if message.channel is Channel.PHONE and digits(message.number):
                number = canonical(message.number, ground.facts.region)
                yield Written(message, Kind.PHONE, number)
        for text in texts:
            held = words(text)
            given = _is_given if len(held) <= _FEW else _is_not_given
            for entity in _entities_of(text, held, ground, given):
                if not own.hold(entity):
                    yield Written(message, entity.kind, entity.value)


def _is_given(_: str) -> bool:
    return True


def _is_not_given(_: str) -> bool:
    return False
