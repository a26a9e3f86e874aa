"""The command palette: every act, case and customer, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.domain.cases import CaseRow
from console.domain.contacts import ContactHit
from console.language import numeral, tr
from ui import palette_recent, plain
from ui.actions import Listed
from ui.lanes import Lane
from ui.list_finder import ListFinder
from ui.palette_delegate import HEIGHT, PaletteDelegate
from ui.palette_model import ONLY_CONTACTS, PaletteModel, Query
from ui.palette_search import Found, PaletteSearch
from ui.theme import UNIT, Theme

WIDTH, ROWS = 640, 11
HINT = tr("Find actions, cases, customers    > only actions    @ only customers")
NOTHING = tr("Nothing is called that, and no case holds these words.")
ASK = tr("A name, a handle or a number finds a customer.")


class Palette(QDialog):
    """Field and list; Enter does or opens what is chosen once the palette is closed.

    Signals:
        case_wanted(CaseId): this case is to be opened.
        contact_wanted(ContactHit): so is the newest case of this customer.
    """

    case_wanted = Signal(object)
    contact_wanted = Signal(object)

    def __init__(
        self,
        listed: Iterable[Listed],
        reader: Lane,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._moved = self._entered = False
        """Whether a person chose a row; whether Enter waits for what is still being found."""
        self.setObjectName("palette")
        self.setWindowTitle(tr("Find a command, a case or a customer"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.model = PaletteModel(listed, palette_recent.recent(), now, self)
        self.search = PaletteSearch(reader, self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(HINT)
        self.field.setAccessibleName(tr("Find a command, a case or a customer"))
        self.list = QListView()
        self.nothing = plain.label(NOTHING, "quiet", theme.text_font())
        self._below = QStackedWidget()
        self._make_list(PaletteDelegate(theme, now, self))
        self._lay_out(theme)
        self.finder = ListFinder(self.field, self.list, page=ROWS - 1)
        self.finder.taken.connect(self._enter)
        self.finder.stepped.connect(self._note_step)
        self.field.textChanged.connect(self._find)
        self.search.came.connect(self._take)
        self._choose_first()
        self._tell()
        self.field.setFocus()

    def _make_list(self, delegate: PaletteDelegate) -> None:
        listed = self.list
        listed.setFrameShape(QFrame.Shape.NoFrame)
        listed.setAccessibleName(tr("What was found"))
        listed.setModel(self.model)
        listed.setItemDelegate(delegate)
        listed.setUniformItemSizes(True)
        listed.setMouseTracking(True)
        listed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setFixedHeight(ROWS * HEIGHT)
        listed.clicked.connect(self._run)

    def _lay_out(self, theme: Theme) -> None:
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        self._below.setObjectName("page")
        self._below.addWidget(self.list)
        self._below.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, UNIT)
        column.setSpacing(UNIT)
        top = QVBoxLayout()
        top.setContentsMargins(UNIT, UNIT, UNIT, 0)
        top.addWidget(self.field)
        column.addLayout(top)
        column.addWidget(self._below)
        self.setFixedWidth(min(theme.room_for(WIDTH), self._window.width() - 4 * UNIT))

    @Slot(str)
    def _find(self, text: str) -> None:
        """Show at once which acts are meant, and look for the rest."""
        query = Query.of(text)
        self._moved = self._entered = False
        self.model.find(query)
        self._choose_first()
        self.nothing.setText(ASK if query == Query("", ONLY_CONTACTS) else NOTHING)
        self.search.look_for(query.wanted)
        self._show_whether_any()
        self._tell()

    @Slot(object)
    def _take(self, found: Found) -> None:
        """Show what was found; what a person chose stays chosen, and where it is."""
        chosen = self.model.entry(self.list.currentIndex().row()) if self._moved else None
        scrolled = self.list.verticalScrollBar().value()
        self.model.put(found)
        place = self.model.place(chosen)
        if place is None:
            self._moved = False
            self._choose_first()
        else:
            self._choose(place)
            self.list.verticalScrollBar().setValue(scrolled)
        self._show_whether_any()
        self._tell()
        if self._entered:
            self._enter()

    def _show_whether_any(self) -> None:
        some = self.model.rowCount() or self.search.is_under_way
        self._below.setCurrentWidget(self.list if some else self.nothing)

    def _choose_first(self) -> None:
        self.list.scrollToTop()
        self._choose(0)
        self.list.scrollToTop()

    def _choose(self, row: int) -> None:
        """Choose a row, or where that is not possible the next one."""
        for place in range(row, self.model.rowCount()):
            index = self.model.index(place)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentIndex(index)
                return

    def _tell(self) -> None:
        """Tell how much was found, once all of it is there."""
        count = sum(self.model.entry(row) is not None for row in range(self.model.rowCount()))
        found = tr("{count} found").format(count=numeral(count)) if count else self.nothing.text()
        self.finder.tell("" if self.search.is_under_way else found)

    @Slot()
    def _note_step(self) -> None:
        self._moved = True

    @Slot()
    def _enter(self) -> None:
        """Do what is chosen; what is still being found is waited for, unless it was chosen."""
        index = self.list.currentIndex()
        is_act = isinstance(self.model.entry(index.row()), Listed)
        self._entered = self.search.is_under_way and not (is_act or self._moved)
        if not self._entered:
            self._run(index)

    @Slot(QModelIndex)
    def _run(self, index: QModelIndex) -> None:
        one = self.model.entry(index.row())
        match one:
            case Listed() if one.action.isEnabled():
                palette_recent.note(one.name)
                self.accept()
                # Once the palette is gone: the action may open a dialog or move the focus.
                QTimer.singleShot(0, self._window, one.action.trigger)
            case CaseRow():
                self.accept()
                self.case_wanted.emit(one.id)
            case ContactHit():
                self.accept()
                self.contact_wanted.emit(one)
