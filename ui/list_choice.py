"""Which case of the list is the chosen one: it is open, and holds its place.

Owns what happens to it where its row comes later, goes, or is told anew.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Signal, Slot

from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from ui.case_list import CaseList
from ui.inbox_model import ID, ROW
from ui.list_place import ListPlace


class ListChoice(QObject):
    """The chosen case.

    Signals:
        chosen(CaseRow or None): the person chose this case.
    """

    chosen = Signal(object)

    def __init__(self, cases: CaseList, place: ListPlace, parent: QObject) -> None:
        super().__init__(parent)
        self._list, self._model, self._place = cases, cases.cases, place
        self.open: CaseId | None = None
        """The case chosen last, which stays open while it is not listed."""
        self._awaited: CaseId | None = None
        """Chosen before its row was loaded; it is opened when that comes."""
        self._told: CaseId | None = None
        """Which case was told of last as the chosen one."""
        self._left_place: int | None = None
        """Where a case was that was left without going to another."""
        cases.selectionModel().currentChanged.connect(self._choose)

    def current_id(self) -> CaseId | None:
        """Return the chosen case."""
        return self._model.id_at(self._list.currentIndex().row())

    def choose(self, case_id: CaseId | None, *, silently: bool = False) -> bool:
        """Choose a case if it is listed; `silently` without opening it again."""
        place = self._model.position(case_id)
        if place is None:
            return False
        selection = self._list.selectionModel()
        blocked = selection.blockSignals(silently)
        selection.setCurrentIndex(
            self._model.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        selection.blockSignals(blocked)
        self._list.viewport().update()
        return True

    def expect(self, case_id: CaseId) -> None:
        """Take note that this case is open: it is the chosen one once it is listed."""
        self.open = self._told = case_id
        with self._list.steady():
            self._model.hold(case_id)

    def follow(self, gone: CaseId, row: CaseRow) -> None:
        """Put the case that another was joined into in that one's place, still chosen."""
        self.open = row.id
        self._model.hold(row.id)
        self._model.follow(gone, row)
        if self.current_id() != row.id:
            self.choose(row.id, silently=True)

    def forget(self, case_id: CaseId) -> None:
        """Take a case that is no longer there off the list, and choose no other for it."""
        if self.open == case_id or self.current_id() == case_id:
            self.unchoose()
        with self._list.steady():
            self._model.remove(case_id)

    def unchoose(self) -> None:
        """Choose no case, silently: the open one is being left; its place is kept for `step`."""
        self._left_place = self._model.position(self.open)
        self.open = self._awaited = None
        selection = self._list.selectionModel()
        blocked = selection.blockSignals(True)  # noqa: FBT003 - Qt's own
        with self._list.steady():
            self._list.setCurrentIndex(QModelIndex())
            self._list.clearSelection()
            self._model.hold(None)
        selection.blockSignals(blocked)

    def step(self, by: int) -> None:
        """Choose the next or the previous case; of the answers, where those are shown."""
        if self._place.outbox is not None:
            self._place.outbox.step(by)
            return
        place = self._model.position(self.current_id())
        left, self._left_place = self._left_place, None
        if place is not None:
            target = place + by
        elif left is not None:  # whose row still stands there, or the next one by now
            target = left + by
        else:
            target = 0
        if self._model.id_at(target) is not None:
            self._list.setCurrentIndex(self._model.index(target))

    def leave(self, case_ids: Collection[CaseId]) -> None:
        """Go on to the next case that is not among those that a person is done with.

        That is after the open one; another that is open stays so. Where none is, after the
        uppermost of them.
        """
        done = frozenset(case_ids)
        here = self.current_id()
        if here is None and self.open is None:
            here = next(iter(self._model.sorted(done)), None)
        place = self._model.position(here)
        if place is None or here not in done or self._place.outbox is not None:
            return
        others = chain(range(place + 1, self._model.rowCount()), range(place - 1, -1, -1))
        ids = (self._model.id_at(other) for other in others)
        neighbour = next((one for one in ids if one not in done), None)
        if neighbour is None:
            self._list.clearSelection()
            self._list.setCurrentIndex(QModelIndex())
        else:
            self.choose(neighbour)

    def come_back(self, *, leave_unlisted: bool) -> None:
        """Choose the open case again where another list is shown; open it if another is open.

        One that is not listed stays open, unless that is to be left.
        """
        self.choose(self.open, silently=self.open == self._told)
        if leave_unlisted and self.current_id() is None and self.open is not None:
            self.unchoose()
            self._told = None
            self.chosen.emit(None)  # no act may meet a case that is not to be seen

    def take_change(self) -> None:
        """Choose the open case again where the list was told anew; open what was awaited."""
        if not self._list.currentIndex().isValid() and self.open is not None:
            with self._list.steady():
                self.choose(self.open, silently=True)
        if self._awaited is not None:
            self._tell()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        case_id = index.data(ID)
        self.open = case_id
        with self._list.steady():
            self._model.hold(case_id)
        self._tell()

    def _tell(self) -> None:
        """Tell which case was chosen; none at first where its row is still to come.

        No act may meet the case that was open before: it is not the chosen one any more.
        """
        row = None if self.open is None else self._list.currentIndex().data(ROW)
        awaited = self.open if row is None else None
        if awaited is None or awaited != self._awaited:
            self._told = None if row is None else row.id
            self.chosen.emit(row)
        self._awaited = awaited
