"""How the height of the composer's body is divided among text, cards and findings; pure.

The findings stand below text and cards, as wide as both: beside the cards alone they would
be twice as high, and the text would have to be as high as all of it. The text goes first, in
whole lines; then what a person opened; then one card and one line of the findings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ui.theme import UNIT

LOW_CARDS = 7 * UNIT
"""Room for the cards that is not taken from them while they want so much."""
ONE_LINE, TWO_LINES = 4 * UNIT, 6 * UNIT
"""A card of one line: with less no card is shown at all; and one of two."""

Whole = Callable[[int], int]
"""Returns the greatest height, not above this one, at which no line is cut."""


class Wants(NamedTuple):
    """What each wants to be high, in pixels, without the gaps between them."""

    text: int
    least: int
    """Of the text: with less of it one cannot write."""
    cards: int
    found: int
    """0 where nothing was found."""
    held: int
    """So much of the findings' height is new room that may be asked for."""
    line: int
    """One line of findings."""
    floor: int
    """So much they get in any case."""
    is_opened: bool
    """Whether `floor` is of one at which the person is: then the cards make room for it."""
    held_open: int
    """The height of one that is open, or was a moment ago; 0 for none."""


class Shares(NamedTuple):
    """What each gets; 0 is not shown."""

    text: int
    cards: int
    found: int


def divided(room: int, wants: Wants, lines: Whole, rows: Whole, *, is_narrow: bool) -> Shares:
    """Divide a room, where it is narrow in one column."""
    return stacked(room, wants, lines, rows) if is_narrow else beside(room, wants, rows)


def stacked(room: int, wants: Wants, lines: Whole, rows: Whole) -> Shares:
    """Divide where all stands below each other."""
    wants = _within(room, wants)
    below = UNIT + wants.cards + _with_gap(wants.found)
    if wants.text + below <= room:
        return Shares(room - below, wants.cards, wants.found)
    low = _with_gap(wants.floor) + (0 if wants.is_opened else UNIT + min(wants.cards, TWO_LINES))
    most = min(room - low, max(room * 2 // 3, room - below))
    text = max(min(wants.text, lines(most)), wants.least)
    rest = room - text
    found = _found(rest - 2 * UNIT - min(wants.cards, LOW_CARDS), wants, rows)
    cards = min(rest - UNIT - _with_gap(found), wants.cards)
    if cards < min(wants.cards, ONE_LINE):
        cards, found = 0, _found(rest - UNIT, wants, rows)
    taken = (UNIT + cards if cards else 0) + _with_gap(found)
    return Shares(room - taken, cards, found)


def beside(room: int, wants: Wants, rows: Whole) -> Shares:
    """Divide where the cards stand beside the text, and are as high."""
    wants = _within(room, wants)
    upper = max(wants.text, wants.cards, LOW_CARDS)
    if upper + _with_gap(wants.found) > room:
        most = max(room * 2 // 3, room - _with_gap(wants.found))
        upper = max(min(wants.text, most), LOW_CARDS)
    found = _found(room - upper - UNIT, wants, rows)
    upper = room - _with_gap(found)
    return Shares(upper, upper, found)


def whole(wants: Wants, *, is_narrow: bool) -> int:
    """Return the height at which all is shown whole, as far as that may be asked for by now.

    Below the text there is always room for a line of findings: its coming moves nothing.
    """
    text, cards, found = wants.text, wants.cards, _with_gap(wants.held)
    if is_narrow:
        return text + UNIT + max(cards + found, TWO_LINES + UNIT + wants.line)
    return max(max(text, cards) + found, text + UNIT + wants.line)


def least(wants: Wants, half: int, *, is_narrow: bool) -> int:
    """Return the height below which something is not seen any more.

    It is the same with findings and without. For one that is opened there is more, and the
    text stays whole beside it up to `half` of the window.
    """
    if is_narrow:
        usual = wants.least + UNIT + max(LOW_CARDS, ONE_LINE + UNIT + wants.line)
    else:
        usual = max(wants.least + UNIT + wants.line, 2 * LOW_CARDS)
    if not wants.held_open:
        return usual
    text = max(min(wants.text, half - UNIT - wants.held_open), wants.least)
    return max(usual, text + UNIT + wants.held_open)


def _within(room: int, wants: Wants) -> Wants:
    """Return the same for a room that may be less than the least: nothing leaves it."""
    return wants._replace(floor=max(min(wants.floor, room - wants.least - UNIT), 0))


def _found(free: int, wants: Wants, rows: Whole) -> int:
    """Return what the findings get where so much is free."""
    if not wants.found:
        return 0
    return max(min(wants.found, rows(min(free, wants.found))), wants.floor)


def _with_gap(height: int) -> int:
    return height + UNIT if height else 0
