"""A query as fields that a person fills in, and back; X's words are `post_queries`'."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueryFields:
    """What a watch looks for, field by field."""

    any_of: tuple[str, ...] = ()
    """Words, phrases or #tags of which one must stand there: brand, products, misspellings."""
    with_one_of: tuple[str, ...] = ()
    """Words of which one must stand there as well, such as *broken, refund, late*."""
    none_of: tuple[str, ...] = ()
    """Words that must not."""
    not_from: tuple[str, ...] = ()
    """Handles without the @, ours first, whose posts are left out."""
    not_mentioning: tuple[str, ...] = ()
    """Handles that must not be mentioned: such posts come as mentions anyway, for less."""
    lang: str = ""
    """The language, as X names it (`en`); empty for all."""
    no_reposts: bool = True
    no_replies: bool = False


def compose(fields: QueryFields) -> str:
    """Return the query of the fields; empty where they say nothing to look for."""
    raise NotImplementedError


def read(query: str) -> QueryFields | None:
    """Return the fields that compose to a query; None where no fields do."""
    raise NotImplementedError
