"""Promises of drafts that a person wants to be noted: they are, once the answer is queued.

Nothing is promised before that, and nothing is stored of a draft that goes away. What is
marked is known till the program ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from console.domain.ids import CaseId
from ui.lanes import Lane


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise in a draft."""

    words: str
    """The words of the draft that hold it."""
    what: str
    at: datetime
    """Aware UTC."""


Marked = dict[str, Promised]
"""By `Finding.key`."""


class CheckPromises(QObject):
    """What is marked, by case.

    Signals:
        changed(Changes): a promise was noted.
        troubled(DeskError): it could not be; the answer is on its way all the same.
    """

    changed = Signal(object)
    troubled = Signal(object)

    def __init__(self, writer: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._writer = writer
        self._marked: dict[CaseId, Marked] = {}

    def keys(self, case_id: CaseId | None) -> frozenset[str]:
        """Return by which findings promises of a draft are marked."""
        return frozenset(self._marked.get(case_id, ()) if case_id is not None else ())

    def toggle(self, case_id: CaseId, key: str, promised: Promised) -> bool:
        """Mark a promise, or take the mark away; return whether it is marked now."""
        marked = self._marked.setdefault(case_id, {})
        if marked.pop(key, None) is not None:
            return False
        marked[key] = promised
        return True

    def keep(self, case_id: CaseId, offered: Marked) -> None:
        """Let no promise be marked but of these, as they are by now: "tomorrow" is another day."""
        marked = self._marked.pop(case_id, {})
        self.give_back(case_id, {key: offered[key] for key in marked if key in offered})

    def move(self, case_id: CaseId, into: CaseId) -> None:
        """Let what is marked in the draft of a case be so in that of another from now on."""
        self.give_back(into, self._marked.pop(case_id, {}))

    def take(self, case_id: CaseId, text: str) -> Marked:
        """Return what is marked in a text that is queued, and forget all of its case."""
        marked = self._marked.pop(case_id, {})
        return {key: each for key, each in marked.items() if each.words in text}

    def give_back(self, case_id: CaseId, marked: Marked) -> None:
        """Mark these again: their text was not queued after all."""
        if marked:
            self._marked[case_id] = marked | self._marked.get(case_id, {})

    def note(self, case_id: CaseId, marked: Marked) -> None:
        """Note these: their text is queued."""
        for each in marked.values():
            self._note(case_id, each)

    def _note(self, case_id: CaseId, promised: Promised) -> None:
        self._writer.submit(
            lambda desk: desk.triage.promise(case_id, promised.what, promised.at),
            self.changed.emit,
            self.troubled.emit,
            receiver=self,
        )
