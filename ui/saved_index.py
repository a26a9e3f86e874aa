"""Find saved replies as one types: by name first, then by what is used most; pure.

Built once for a list of them, in a lane: to fold thousands of texts takes its time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.saved_replies import SavedReply
from console.text.folding import fold


@dataclass(frozen=True, slots=True)
class _Entry:
    reply: SavedReply
    name: str
    text: str
    both: str
    """Name and text."""
    rank: tuple[int, str]
    """Among equals: the most used first, then in the order of the alphabet."""


class SavedIndex:
    """Saved replies with what is searched in them."""

    def __init__(self, replies: Iterable[SavedReply] = ()) -> None:
        entries = (_entry(each) for each in replies)
        self._entries = sorted(entries, key=lambda one: one.rank)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, query: str) -> list[SavedReply]:
        """Return those that hold every word of a query in name or text, the best first.

        Best is a name that is the query, one that begins with it, one with a word that
        does, one that holds it; then those that hold it in their text.
        """
        wanted = fold(query).split()
        if not wanted:
            return [one.reply for one in self._entries]
        whole = " ".join(wanted)
        first = wanted[0]
        named = [one for one in self._entries if first in one.name and _holds(one.name, wanted)]
        places: list[list[SavedReply]] = [[], [], [], []]
        for one in named:
            places[_place(one, whole, wanted)].append(one.reply)
        if len(wanted) == 1:
            rest = [one for one in self._entries if whole in one.text and whole not in one.name]
        else:
            among = (one for one in self._entries if _holds(one.both, wanted))
            rest = [one for one in among if not _holds(one.name, wanted)]
        return [*(reply for same in places for reply in same), *(one.reply for one in rest)]


def _holds(text: str, wanted: list[str]) -> bool:
    for word in wanted:  # noqa: SIM110 - a generator takes thousands of times thrice as long
        if word not in text:
            return False
    return True


def _place(one: _Entry, whole: str, wanted: list[str]) -> int:
    """Return how well a name fits that holds all words, 0 for the best."""
    if one.name.startswith(whole):
        return 0 if one.name == whole else 1
    return 2 if all(f" {word}" in f" {one.name}" for word in wanted) else 3


def _entry(reply: SavedReply) -> _Entry:
    name, text = " ".join(fold(reply.name).split()), fold(reply.text)
    return _Entry(reply, name, text, f"{name}\n{text}", (-reply.uses, name))
