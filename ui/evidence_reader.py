"""Our own posts that a part looked for in vain may be, beside what differs from it.

Reads through the reader lane, where the texts are compared too; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from console.desk import Desk
from console.domain.ids import PartId, ThreadId
from console.domain.outbox import Candidate, PartState, ReplyPart, ReplyThread
from ui.lanes import Lane
from ui.text_changes import Piece, changes

MOST_COMPARED = 4000
"""So many characters of a text are compared."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A post of ours, and what makes its text another than the part's."""

    candidate: Candidate
    pieces: tuple[Piece, ...]


class EvidenceReader(QObject):
    """Reads what a person needs to decide about parts looked for in vain.

    Signals:
        found(PartId, tuple[Evidence, ...]): these posts may be that part.
    """

    found = Signal(object, object)

    def __init__(self, reader: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader

    def read(self, threads: Iterable[ReplyThread]) -> None:
        """Read the evidence of those threads that need it."""
        for thread in threads:
            part = thread.next_part
            if part is not None and part.state is PartState.UNSURE and part.looked:
                self._reader.submit(
                    partial(_read, thread.id, part),
                    partial(self._tell, part.id),
                    lambda _error: None,  # gone since; the case is read anew by itself
                    receiver=self,
                    key=f"evidence {thread.id}",
                )

    def _tell(self, part_id: PartId, found: tuple[Evidence, ...] | None) -> None:
        if found is not None:
            self.found.emit(part_id, found)


def _read(thread_id: ThreadId, part: ReplyPart, desk: Desk) -> tuple[Evidence, ...] | None:
    """Return the evidence of a part; None where another is the next by now."""
    found, text = desk.outbox.candidates(thread_id), part.text[:MOST_COMPARED]
    then = desk.outbox.thread(thread_id).next_part
    if then is None or then.id != part.id:
        return None
    return tuple(Evidence(one, changes(text, one.text[:MOST_COMPARED])) for one in found)
