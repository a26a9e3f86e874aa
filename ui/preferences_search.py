"""What of the preferences a few words mean: by titles, help, headings, choices and other words.

Looks through the rows of the pages as they are shown, so in the window's language. Every
word of the query has to be found somewhere in a row; short ones only where a word begins,
longer ones within one too, for German puts words together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from console.text.folding import fold
from ui.preferences_form import PreferencesForm, Row

WITHIN = 3
"""So many letters are looked for within a word."""
MOST_CHOICES = 12
"""A list of more (countries, time zones) says nothing of what it is for."""
Span = tuple[int, int]
"""Where something begins in a text, and where it ends."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found."""

    place: int
    """Of its page."""
    page: str
    row: Row
    said: str
    """What is shown below its title."""
    title_spans: tuple[Span, ...]
    said_spans: tuple[Span, ...]


def find(query: str, pages: Sequence[tuple[str, PreferencesForm]]) -> list[Hit]:
    """Return what is found, page by page: first the page with the best hit, then by place."""
    wanted = [word for part in query.split() if (word := fold(part).strip())]
    if not wanted:
        return []
    ranked: list[tuple[int, Hit]] = []
    for place, (title, page) in enumerate(pages):
        for row in page.rows:
            found = _look(wanted, place, title, row)
            if found is not None:
                ranked.append(found)
    best: dict[int, int] = {}
    for rank, hit in ranked:
        best[hit.place] = min(rank, best.get(hit.place, rank))
    ranked.sort(key=lambda one: (best[one[1].place], one[1].place, one[0]))
    return [hit for _, hit in ranked]


def spans(words: Sequence[str], text: str) -> tuple[Span, ...]:
    """Return where folded words are in a text; they do not overlap, and stand in its order."""
    folded, places = _folded(text)
    found: list[Span] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            begins = at == 0 or not folded[at - 1].isalnum()
            if begins or len(word) >= WITHIN:
                found.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + 1)
    merged: list[Span] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def _look(wanted: list[str], place: int, page: str, row: Row) -> tuple[int, Hit] | None:
    """Return a row with its rank (0 is the best) where each word is somewhere in it."""
    helps = " ".join(line.text() for line in row.lines if not line.isHidden()).strip()
    choices = ", ".join(_choices(row.field))
    own = [row.title, helps, choices, row.also]
    around = [row.head, page]
    for word in wanted:
        if not any(spans((word,), text) for text in (*own, *around)):
            return None
    in_title = sum(bool(spans((word,), row.title)) for word in wanted)
    if in_title == len(wanted):
        rank = 0
    elif in_title:
        rank = 1
    else:
        rank = 2 if any(spans(wanted, text) for text in own) else 3
    said = helps
    if not spans(wanted, helps) and spans(wanted, choices):
        said = choices
    hit = Hit(place, page, row, said, spans(wanted, row.title), spans(wanted, said))
    return rank, hit


def _choices(field: QWidget) -> list[str]:
    """Return what can be chosen in a field, as it is called there."""
    said: list[str] = []
    for each in (field, *field.findChildren(QWidget)):
        if isinstance(each, QComboBox) and each.count() <= MOST_CHOICES:
            said += [each.itemText(place) for place in range(each.count())]
        elif isinstance(each, QAbstractButton) and not each.isHidden():
            said.append(each.text())
    return [each for each in said if each]


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text folded, and for each of its letters where it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in fold(sign).strip() or (" " if sign.isspace() else ""):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places
