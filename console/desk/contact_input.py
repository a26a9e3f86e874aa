"""What a person enters about a contact, as it is stored; refused where it cannot be."""

from __future__ import annotations

from collections.abc import Iterable

from console.desk.typed import line, tag
from console.domain.accounts import Account
from console.errors import InputError
from console.language import numeral, tr
from console.text import phone_numbers
from console.text.post_links import HANDLE
from console.text.weight import normalise

__all__ = [
    "LONGEST_NAME", "basis", "handle", "line", "notes", "number", "tag",
]  # fmt: skip

LONGEST_NAME, LONGEST_BASIS, LONGEST_NUMBER = 200, 120, 40
LONGEST_NOTES = 100_000


def basis(text: str) -> str:
    """Return by what a person links; raise InputError where it is not said."""
    one = line(text, LONGEST_BASIS)
    if not one:
        raise InputError(
            tr("It is not said on what basis."),
            advice=tr("Say how you know that both are the same person."),
        )
    return one


def notes(text: str) -> str:
    """Return notes as they are stored; raise InputError where they are too long."""
    whole = normalise(text).strip()
    if len(whole) > LONGEST_NOTES:
        raise InputError(
            tr("The notes are longer than {longest_notes} characters.").format(
                longest_notes=numeral(LONGEST_NOTES)
            )
        )
    return whole


def number(text: str, region: str) -> str:
    """Return a phone number in its one form; raise InputError where it is none."""
    one = phone_numbers.canonical(text, region)
    digits = phone_numbers.digits(one)
    if len(digits) < phone_numbers.FEWEST_DIGITS or len(one) > LONGEST_NUMBER:
        raise InputError(tr("“{one}” is no phone number.").format(one=one[:LONGEST_NUMBER]))
    return one


def handle(text: str, network: str, own: Iterable[Account]) -> str:
    """Return a handle without the @; raise InputError where it is none of a customer."""
    bare = text.strip().removeprefix("@")
    if not HANDLE.fullmatch(bare):
        raise InputError(
            tr("That is no handle of X."),
            advice=tr("It has letters, digits and _ only: @ada_fern."),
        )
    if any(a.network == network and a.handle.casefold() == bare.casefold() for a in own):
        raise InputError(tr("@{bare} is your own account.").format(bare=bare))
    return bare
