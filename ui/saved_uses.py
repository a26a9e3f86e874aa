"""Which saved replies stand in the answers that are being written.

They count as used when an answer is queued in which something of them is left; not where
they were inserted and deleted again. What was inserted is known till the program ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.ids import CaseId, SavedReplyId
from console.text import templates
from ui.lanes import Lane


@dataclass(frozen=True, slots=True)
class Inserted:
    """A saved reply that was put into an answer, with the text that it became."""

    reply_id: SavedReplyId
    text: str


class SavedUses:
    """What was inserted, by case."""

    def __init__(self, writer: Lane) -> None:
        self._writer = writer
        self._inserted: dict[CaseId, tuple[Inserted, ...]] = {}

    def note(self, case_id: CaseId, inserted: Inserted) -> None:
        """Take note that a saved reply was put into the answer to a case."""
        self._inserted[case_id] = (*self._inserted.get(case_id, ()), inserted)

    def move(self, case_id: CaseId, into: CaseId) -> None:
        """Let what stands in the answer to a case stand in that to another from now on."""
        self.give_back(into, self._inserted.pop(case_id, ()))

    def take(self, case_id: CaseId, text: str) -> tuple[Inserted, ...]:
        """Return what is left in a text that is queued, and forget all of its case."""
        every = self._inserted.pop(case_id, ())
        return tuple(each for each in every if templates.remains(each.text, text))

    def give_back(self, case_id: CaseId, every: tuple[Inserted, ...]) -> None:
        """Take note of these again: their text was not queued after all."""
        if every:
            self._inserted[case_id] = (*every, *self._inserted.get(case_id, ()))

    def count(self, every: tuple[Inserted, ...]) -> None:
        """Store that these were used."""
        if every:
            ids = frozenset(each.reply_id for each in every)
            self._writer.submit(lambda desk: desk.saved_replies.count_uses(ids))
