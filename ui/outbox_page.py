"""The Outbox page: answers that need a person, those on their way, those done with lately.

Owns which answer is chosen. Reads through `ui.outbox_reading`; what is done with an answer
is `ui.outbox_acts`'s, and the case of the chosen one opens beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from console.domain.ids import CaseId, ThreadId
from console.domain.outbox import OutboxEntry
from console.errors import DeskError
from console.language import tr
from ui.list_place import LOADING_MS
from ui.outbox_delegate import OutboxDelegate
from ui.outbox_list import OutboxList
from ui.outbox_model import ENTRY, OutboxModel
from ui.outbox_reading import OutboxReading
from ui.state_view import StateView
from ui.theme import Theme
from ui.views import View


class OutboxPage(QStackedWidget):
    """The list, or in words why there is nothing to list.

    Signals:
        chosen(OutboxEntry): the person chose this answer.
        turned: another answer is the chosen one, none, or it stands otherwise by now.
    """

    chosen = Signal(object)
    turned = Signal()

    def __init__(self, reading: OutboxReading, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._reading = reading
        self._wanted: ThreadId | None = None
        """To be chosen once it is listed."""
        self._open: CaseId | None = None
        self.model = OutboxModel(now, self)
        self._delegate = OutboxDelegate(theme, now)
        self.list = OutboxList(self.model, self._delegate)
        self.state = StateView()
        self.addWidget(self.list)
        self.addWidget(self.state)
        self._slow_timer = QTimer(self, singleShot=True, interval=LOADING_MS)
        self._slow_timer.timeout.connect(self._show_loading)
        self.list.selectionModel().currentChanged.connect(self._choose)
        reading.came.connect(self._show_read)
        reading.failed.connect(self._cannot_read)
        theme.changed.connect(self._take_theme)
        if reading.entries is not None:
            self._show_read()

    @property
    def entry(self) -> OutboxEntry | None:
        """Return the chosen answer."""
        return self.model.entry_at(self.list.currentIndex().row())

    @Slot()
    def read(self) -> None:
        """Read the outbox afresh; where it was not to be seen, no row has a place to keep."""
        if not self.isVisible():
            with self.list.steady():
                self.model.hold(None)
        if self._reading.entries is None:
            self._slow_timer.start()
        self._reading.read()

    def choose(self, thread_id: ThreadId) -> None:
        """Choose an answer, as soon as it is listed."""
        place = self.model.position(thread_id)
        self._wanted = thread_id if place is None else None
        if place is not None:
            self._go(place)

    def follow_case(self, case_id: CaseId | None) -> None:
        """Take note which case is open: an answer to it is marked, and none to another.

        That does not hold its place: the person did not choose it here.
        """
        self._open = case_id
        if self.entry is None or self.entry.thread.case_id != case_id:
            self.list.mark(self.model.position_of_case(case_id))
            with self.list.steady():
                self.model.hold(None)
            self.turned.emit()

    def step(self, by: int) -> None:
        """Choose the next or the previous answer."""
        place = self.list.currentIndex().row()
        target = place + by if place >= 0 else 0
        if self.model.entry_at(target) is not None:
            self._go(target)

    def _go(self, place: int) -> None:
        index = self.model.index(place)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, flag)
        self.list.scrollTo(index)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, OutboxEntry):
            with self.list.steady():
                self.model.hold(entry.thread.id)
            self.chosen.emit(entry)
        self.turned.emit()

    @Slot()
    def _show_read(self) -> None:
        self._slow_timer.stop()
        self.list.show_loading(loading=False)
        with self.list.steady():
            self.model.show_entries(self._reading.listing)
        if self.entry is None:
            self.list.mark(self.model.position_of_case(self._open))
        if self.model.rowCount():
            self.setCurrentWidget(self.list)
        else:
            self._say(*View.OUTBOX.empty_words)
        if self._wanted is not None:
            self.choose(self._wanted)
        self.turned.emit()

    @Slot()
    def _show_loading(self) -> None:
        self.list.show_loading(loading=True)
        self.setCurrentWidget(self.list)

    @Slot(object)
    def _cannot_read(self, error: DeskError) -> None:
        """Say why there is nothing to see; what was listed before stays."""
        self._slow_timer.stop()
        self.list.show_loading(loading=False)
        if self._reading.entries is None:
            self._say(error.title, error.message, error.advice, ((tr("Try again"), self.read),))

    def _say(
        self,
        title: str,
        message: str,
        advice: str,
        buttons: tuple[tuple[str, Callable[[], None]], ...] = (),
    ) -> None:
        self.state.say(title, message, advice, buttons)
        self.setCurrentWidget(self.state)

    @Slot()
    def _take_theme(self) -> None:
        self._delegate.take_fonts()
        self.list.measure_again()
