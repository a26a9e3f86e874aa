"""Which cases of the list are marked, for acting on all of them at once.

Owns the marks and how far they were extended; where cases stand is the model's. A mark
goes with its case to another place of the list, and ends where the case is listed no more:
nobody acts on what they do not see. How many ended so is told.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from console.domain.ids import CaseId
from ui.inbox_model import InboxModel


class Marks(QObject):
    """The marked cases.

    Signals:
        changed: others are marked now.
    """

    changed = Signal()

    def __init__(self, model: InboxModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._ids: set[CaseId] = set()
        self._anchor: CaseId | None = None
        """Where the marking began that may be extended."""
        self._end: CaseId | None = None
        """How far it was extended last."""
        self._base: frozenset[CaseId] = frozenset()
        """What was marked before it."""
        self.left = 0
        """How many marked cases left the list since a person last marked any."""
        model.is_marked = self._ids.__contains__

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, case_id: object) -> bool:
        return case_id in self._ids

    def ids(self, *, only_listed: bool) -> tuple[CaseId, ...]:
        """Return the marked cases, in the list's order, and behind them those not in it."""
        listed = self._model.sorted(self._ids)
        if only_listed:
            return tuple(listed)
        return (*listed, *sorted(self._ids.difference(listed)))

    def toggle(self, case_id: CaseId) -> None:
        """Mark a case, or no longer."""
        self._begin(case_id)
        self._put(self._ids ^ {case_id})

    def extend(self, here: CaseId, target: CaseId) -> None:
        """Mark all from where the marking began to `target`, and no others that it marked.

        It begins at `here`, unless that is where it was extended to last.
        """
        if here != self._end:
            self._begin(here)
        self._extend(target)

    def extend_to(self, target: CaseId, otherwise: CaseId | None) -> None:
        """Mark all from the case that was marked last to `target`.

        From `otherwise` where none was, or that is listed no more.
        """
        if self._model.position(self._anchor) is None:
            self._begin(target if otherwise is None else otherwise)
        self._extend(target)

    def put_all(self, ids: Iterable[CaseId]) -> None:
        """Mark these as well."""
        self._anchor = self._end = None
        self._put(self._ids.union(ids))

    def drop(self, ids: Iterable[CaseId]) -> None:
        """Mark these no longer; it was a person who was done with them."""
        self._anchor = self._end = None
        self._put(self._ids.difference(ids))

    def clear(self) -> None:
        """Mark none."""
        self.drop(self._ids.copy())

    def follow(self, gone: CaseId, into: CaseId) -> None:
        """Mark the case that a marked one was joined into."""
        if gone in self._ids:
            self._ids.discard(gone)
            self._ids.add(into)
            self.changed.emit()

    def look(self) -> None:
        """Forget those that are listed no more; to be called while all of it is listed."""
        if self._ids and (gone := self._ids.difference(self._model.sorted(self._ids))):
            self.left += len(gone)
            self._ids -= gone
            self._tell()

    def _begin(self, case_id: CaseId) -> None:
        self._anchor = self._end = case_id
        self._base = frozenset(self._ids)

    def _extend(self, target: CaseId) -> None:
        ends = (self._model.position(self._anchor), self._model.position(target))
        places = [place for place in ends if place is not None]
        if places:
            self._end = target
            self._put(self._base.union(self._model.ids(min(places), max(places))))

    def _put(self, ids: Iterable[CaseId]) -> None:
        wanted = set(ids)
        if wanted != self._ids or self.left:
            self.left = 0
            self._ids.clear()  # the model asks this very set
            self._ids |= wanted
            self._tell()

    def _tell(self) -> None:
        self._model.repaint()
        self.changed.emit()
