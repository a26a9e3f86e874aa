"""Marks as a person sets them, by key or click, wired to the list and to what stands over it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.ids import CaseId
from ui.case_list import CaseList
from ui.list_choice import ListChoice
from ui.list_filler import ListFiller
from ui.list_place import ListPlace
from ui.marks_keeper import Marks


class MarksSide(QObject):
    """What a person does with the marks.

    Signals:
        changed: others are marked now.
    """

    changed = Signal()

    def __init__(
        self,
        cases: CaseList,
        choice: ListChoice,
        filler: ListFiller,
        place: ListPlace,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._choice = cases.cases, choice
        self._filler, self._place = filler, place
        self.kept = Marks(cases.cases, self)
        self._all_due = False
        """Whether all are to be marked as soon as all are listed."""
        self._turn = QTimer(self, singleShot=True, interval=0)
        """Rows that move are taken out and put in again: who is gone shows a turn later."""
        self._turn.timeout.connect(self.look)
        cases.cases.rowsRemoved.connect(self._turn.start)
        self.kept.changed.connect(self.changed)
        cases.mark_wanted.connect(self.kept.toggle)
        cases.marks_wanted_to.connect(self._extend_to)
        cases.extension_wanted.connect(self.extend)
        cases.all_marks_wanted.connect(self.mark_all)

    @property
    def ids(self) -> tuple[CaseId, ...]:
        """Return the marked cases, in the list's order; while more is to come, those then last."""
        return self.kept.ids(only_listed=self._filler.is_whole)

    @Slot()
    def toggle(self) -> None:
        """Mark the chosen case, or no longer."""
        case_id = self._choice.current_id()
        if case_id is not None and self._place.outbox is None:
            self.kept.toggle(case_id)

    @Slot(int)
    def extend(self, step: int) -> None:
        """Mark the chosen case and the next one (`step` 1) or the one before (-1), and go there.

        Going back takes the marks back that were set on the way.
        """
        here = self._choice.current_id()
        if self._place.outbox is not None:
            return
        if here is None:
            self._choice.step(step)
            self.toggle()
            return
        there = self._model.id_at((self._model.position(here) or 0) + step) or here
        self.kept.extend(here, there)
        if there != here:
            self._choice.choose(there)

    @Slot()
    def mark_all(self) -> None:
        """Mark all cases of the view or search, also those that are not loaded."""
        if self._place.outbox is None:
            self._all_due = not self._filler.is_whole
            self.kept.put_all(self._model.ids())

    @Slot()
    def clear(self) -> None:
        """Mark none."""
        self._all_due = False
        self.kept.clear()

    def leave(self, case_ids: tuple[CaseId, ...]) -> None:
        """Mark those no longer that a person is done with, and go on to the next case."""
        self._choice.leave(case_ids)
        self._all_due = False
        self.kept.drop(case_ids)

    @Slot()
    def look(self) -> None:
        """Take note that the list was told anew: some may be gone, or all be there by now."""
        if not self._filler.is_whole:
            return
        if self._all_due:
            self._all_due = False
            self.kept.put_all(self._model.ids())
        self.kept.look()

    @Slot(object)
    def _extend_to(self, case_id: CaseId) -> None:
        self.kept.extend_to(case_id, self._choice.current_id())
