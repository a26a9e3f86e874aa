"""The notice that answers need a person: said once for each reason, till it was seen.

Owns what the person has seen; what the notice says is `ui.outbox_words`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.cautions import CautionKind
from console.domain.ids import CaseId, ThreadId
from console.domain.outbox import OutboxEntry, PartState
from console.language import numeral, plural, tr
from ui import outbox_words
from ui.notice import Notice
from ui.plain import isolated

MOST_NAMED = 3
"""Of more answers it is said how many there are besides."""
Reason = tuple[ThreadId, int, PartState, frozenset[CautionKind]]


class OutboxNotice(QObject):
    """One notice about all the answers that ask and were not seen since.

    Signals:
        changed: it says something else, or is gone.
        show_wanted(ThreadId): the person wants to see them, this one first.
    """

    changed = Signal()
    show_wanted = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._asking: dict[Reason, OutboxEntry] = {}
        self._seen: set[Reason] = set()

    def take(self, entries: tuple[OutboxEntry, ...], open_case: CaseId | None) -> None:
        """Take the outbox as it was read; what stands in the open case is seen there."""
        self._asking = {reason(entry): entry for entry in entries if entry.thread.asks}
        self._seen &= self._asking.keys()
        self._see(open_case)
        self.changed.emit()

    def see(self, case_id: CaseId | None) -> None:
        """Take note that a case was opened: its answers are seen."""
        if self._see(case_id):
            self.changed.emit()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what there is to say: one notice, or none."""
        asking = self._unseen()
        if not asking:
            return ()
        title, said = tr("An answer needs you"), outbox_words.notice(asking[0], self._now())
        if len(asking) > 1:
            title, said = (
                plural(len(asking), "{count} answer needs you", "{count} answers need you"),
                _names(asking),
            )
        run, let_go = self._show, self._let_go
        return (Notice(title, said, lasting=True, act=tr("Show"), run=run, let_go=let_go),)

    def _unseen(self) -> list[OutboxEntry]:
        return [entry for reason, entry in self._asking.items() if reason not in self._seen]

    def _see(self, case_id: CaseId | None) -> bool:
        before = len(self._seen)
        self._seen |= {
            reason for reason, one in self._asking.items() if one.thread.case_id == case_id
        }
        return len(self._seen) > before

    @Slot()
    def _show(self) -> None:
        first = next(iter(self._unseen()), None)
        self._let_go()
        if first is not None:
            self.show_wanted.emit(first.thread.id)

    @Slot()
    def _let_go(self) -> None:
        self._seen |= self._asking.keys()
        self.changed.emit()


def reason(entry: OutboxEntry) -> Reason:
    """Return what makes an answer ask: if that is something else, it is said again."""
    part = entry.thread.next_part
    if part is None:
        return entry.thread.id, 0, PartState.SENT, frozenset()
    kinds = frozenset(caution.kind for caution in part.cautions) - {CautionKind.OPENED}
    return entry.thread.id, part.position, part.state, kinds


def _names(entries: list[OutboxEntry]) -> str:
    """Return to whom answers are: `To Ada Fern, Ben Moss and Cleo Wells`."""
    names = [isolated(outbox_words.name(entry)) for entry in entries[:MOST_NAMED]]
    more = len(entries) - len(names)
    if more:
        names.append(tr("{count} more").format(count=numeral(more)))
    return tr("To {names} and {last}.").format(names=", ".join(names[:-1]), last=names[-1])
