"""What a person types in one line, as it is stored; refused where it cannot be."""

from __future__ import annotations

from console.errors import InputError
from console.language import tr
from console.text.weight import normalise

LONGEST_LINE = 280
"""Of a word of a list, a promise, or what fixed it."""
LONGEST_TAG = 40


def line(text: str, most: int = LONGEST_LINE) -> str:
    """Return a text as one line; raise InputError where it is longer than `most` characters."""
    one = " ".join(normalise(text).split())
    if len(one) > most:
        raise InputError(tr("That is longer than {most} characters.").format(most=most))
    return one


def tag(word: str) -> str:
    """Return a tag as it is stored, without the sign that some put before it."""
    one = line(word).removeprefix("#").strip().casefold()
    if not 1 <= len(one) <= LONGEST_TAG:
        raise InputError(
            tr("A tag has one to {longest_tag} characters.").format(longest_tag=LONGEST_TAG)
        )
    return one
