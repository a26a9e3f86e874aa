"""What the list searches for: the query, its order, and what was there before it.

Owns the field, the line below it and what helps while one types; which rows are listed is the
filler's.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from console.domain.ids import CaseId
from console.domain.searching import HitOrder, SavedSearch
from ui.case_list import CaseList
from ui.lanes import Lane
from ui.list_top import ListTop
from ui.search_line import SearchLine
from ui.search_typing import SearchTyping
from ui.theme import Theme

PAUSE_MS = 120
ORDER = "search/order"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person was when a search began."""

    case_id: CaseId | None
    """The open case."""
    top_id: CaseId | None
    """The uppermost case in sight, None at the top of the list."""
    above: int = 0
    """So many pixels of it were above the edge."""


class SearchMode(QObject):
    """The search of one list.

    Signals:
        due: what is searched for is another; it is to be read.
        left: the search is over.
        list_wanted: the person goes on to what was found.
    """

    due = Signal()
    left = Signal()
    list_wanted = Signal()

    def __init__(self, top: ListTop, lane: Lane, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.field, self.line = top.field, SearchLine(theme)
        self.typing = SearchTyping(self.field, lane, theme, self)
        self.order = _kept_order()
        self.saved: SavedSearch | None = None
        """The search that is shown, where it is one that is kept."""
        self._refused = ""
        """The text from which one could not go on: as a whole it is wrong."""
        self.before: Place | None = None
        self._focus_before: QWidget | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.due)
        self.field.textChanged.connect(self._take_text)
        self.field.left.connect(self.left)
        self.field.list_wanted.connect(self._go_on)
        self.line.leave.clicked.connect(self.left)
        self.typing.taken.connect(self._read_now)
        self.typing.told.connect(self._tell_wrong)
        top.help_wanted.connect(self.typing.open_help)

    @property
    def query(self) -> str:
        """Return what is searched for; empty where a view is shown."""
        return self.field.text().strip()

    @property
    def is_typed(self) -> bool:
        """Return whether the last word may be only the beginning of the one that is meant."""
        text = self.field.text()
        return self.saved is None and not text.endswith(" ") and text != self._refused

    def note_focus(self) -> None:
        """Take note of what has the focus: it has it again when the search is over."""
        focused = QApplication.focusWidget()
        if not self.query and focused is not None and focused.window() is self.field.window():
            self._focus_before = focused

    def note_place(self, cases: CaseList, open_id: CaseId | None) -> None:
        """Take note of where the person is, as a search begins."""
        offset = cases.verticalOffset()
        place = offset // cases.row_height
        top = cases.cases.id_at(place) if offset else None
        self.before = Place(open_id, top, offset - place * cases.row_height)

    def put_back(self, cases: CaseList) -> bool:
        """Scroll to where the person was; return False where that is not listed yet."""
        before = self.before
        if before is None or before.top_id is None:
            return True
        place = cases.cases.position(before.top_id)
        if place is not None:
            cases.verticalScrollBar().setValue(place * cases.row_height + before.above)
        return place is not None

    def show_saved(self, search: SavedSearch) -> None:
        """Search for what a kept search holds."""
        self.order = search.order
        self.field.put(search.query)
        self.saved = search
        self._read_now()

    def turn_order(self) -> None:
        """List the newest first, or the best; so from now on."""
        newest = self.order is HitOrder.NEWEST
        self.order = HitOrder.RANKED if newest else HitOrder.NEWEST
        QSettings().setValue(ORDER, self.order.value)

    def clear(self) -> None:
        """Search for nothing any more."""
        self.field.clear()
        self.saved = None
        self._pause.stop()
        self.typing.forget_wrong()
        self.line.end()

    def focus_after(self, otherwise: QWidget) -> QWidget:
        """Return what has the focus once the search is over."""
        focused, self._focus_before = self._focus_before, None
        held = self.field.hasFocus()
        if held and focused is not None and isValid(focused) and focused.isVisible():
            return focused if focused is not self.field else otherwise
        return otherwise

    @Slot(str)
    def _tell_wrong(self, message: str) -> None:
        if message:
            self.line.tell_wrong(message)

    @Slot()
    def _take_text(self) -> None:
        self.saved = None
        if not self.query:
            self.line.end()
        self._pause.start()

    @Slot()
    def _read_now(self) -> None:
        self._pause.stop()
        self.due.emit()

    @Slot()
    def _go_on(self) -> None:
        """Go on to what was found, unless what was typed is wrong now that it is whole."""
        from console.text import search_queries  # long loaded by then, and not for the start

        if search_queries.read(self.query).problems:
            self._refused = self.field.text()
            self.typing.end_term()
            self._read_now()
            return
        if self.query:
            self.typing.note(self.query)
        self.list_wanted.emit()


def _kept_order() -> HitOrder:
    with suppress(ValueError):
        return HitOrder(str(QSettings().value(ORDER, HitOrder.NEWEST.value)))
    return HitOrder.NEWEST
