"""Whether an answer holds the number of a payment card; such a one never goes out.

It is looked for in what was typed, as `check` does, and in the parts one after the other
without their numbers: a `1/2` behind other digits would make a card of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.numbering import Numbering
from console.domain.outbox import ReplyPart, ReplyThread
from console.store import outbox
from console.store.database import Database


def in_answer(db: Database, text: str, parts: Sequence[str], numbering: str) -> bool:
    """Return whether an answer holds one, also one that is broken over parts.

    `text` is what was typed, `numbering` the name of how `parts` are numbered.
    """
    row = " ".join(_bare(parts, Numbering.named(numbering)))
    return bool(_cards(db, text) or _cards(db, row))


def in_rest(db: Database, thread: ReplyThread, part: ReplyPart) -> bool:
    """Return whether a thread holds one from this part on, by the rules as they are now.

    One that begins in the part before and ends here counts; what is public already does not.
    """
    if part.position == 1:
        each = [one.text for one in thread.parts]
        return in_answer(db, outbox.text_of(db, thread.id), each, thread.numbering)
    bare = _bare([one.text for one in thread.parts], Numbering.named(thread.numbering))
    begins = len(" ".join(bare[: part.position - 1]))
    return any(end > begins for _, end in _cards(db, " ".join(bare)))


def _bare(parts: Sequence[str], numbering: Numbering) -> list[str]:
    """Return the texts of parts without their numbers."""
    each = enumerate(parts, 1)
    return [numbering.without(text, number, len(parts)) for number, text in each]


def _cards(db: Database, text: str) -> list[tuple[int, int]]:
    # Loaded here: where nothing is sent, nothing is looked through.
    from console.checks import card_numbers
    from console.store import checks

    return card_numbers(text, checks.rules(db))
