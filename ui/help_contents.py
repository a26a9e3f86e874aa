"""The left side of the help: all pages, or where the words of a search stand in them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from console.language import plural, tr
from ui import help_pages, plain
from ui.find_field import find_field
from ui.help_pages import Hit, Page
from ui.list_finder import ListFinder
from ui.theme import UNIT, Theme

WIDTH = 35 * UNIT
MOST = 60
"""Hits that are listed; more words find fewer."""
_DATA = Qt.ItemDataRole.UserRole


class HelpContents(QWidget):
    """A field, and below it the list.

    Signals:
        page_wanted(str): a page was chosen, by its name.
        hit_wanted(Hit): a section was chosen among what was found.
        entered: the chosen page is to have the keys.
    """

    page_wanted = Signal(str)
    hit_wanted = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: tuple[Page, ...] = ()
        self._shown = ""
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fit(theme.room_for(WIDTH))
        self.field = find_field(tr("Search the help"))
        self.field.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setObjectName("sideList")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setAccessibleName(tr("Pages of the help"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemActivated.connect(self.entered)
        self.finder = ListFinder(self.field, self.list)
        self.finder.taken.connect(self.entered)
        self.count = plain.label("", "quiet", theme.small_font())
        self.count.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)

    def fit(self, room: int) -> None:
        """Be as wide as large texts want it, and no wider than the page beside it."""
        self.setFixedWidth(min(self._theme.room_for(WIDTH), max(room * 2 // 5, WIDTH)))

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words that are looked for."""
        return help_pages.wanted(self.field.text())

    def take(self, pages: tuple[Page, ...]) -> None:
        """List these pages, or what is found in them."""
        self._pages = pages
        self._fill()

    def show_chosen(self, name: str) -> None:
        """Let the page that is open be the chosen one of the contents."""
        self._shown = name
        if self.words:
            return
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_DATA) == name:
                self.list.blockSignals(True)  # noqa: FBT003 - Qt's
                self.list.setCurrentRow(row)
                self.list.blockSignals(False)  # noqa: FBT003 - Qt's
                self.list.viewport().update()

    @Slot()
    def _fill(self) -> None:
        words = self.words
        hits = help_pages.find(self._pages, self.field.text())
        self.list.blockSignals(True)  # noqa: FBT003 - what is filled in was not chosen
        self.list.clear()
        if words:
            for hit in hits[:MOST]:
                self._add_hit(hit)
        else:
            for page in self._pages:
                item = QListWidgetItem(page.title, self.list)
                item.setData(_DATA, page.name)
                item.setSizeHint(QSize(0, self._line_height() + UNIT + UNIT // 2))
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's
        found = plural(len(hits), "{count} place in the help", "{count} places in the help")
        self.count.setText(
            (found if hits else tr("Nothing of that stands there.")) if words else ""
        )
        self.count.setVisible(bool(words))
        if words and hits:
            self.list.setCurrentRow(0)
        elif not words:
            self.show_chosen(self._shown)
        self.finder.tell(self.count.text())

    def _add_hit(self, hit: Hit) -> None:
        section = hit.page.sections[hit.section]
        where = hit.page.title
        if hit.section:
            where = tr("{page}: {section}").format(page=where, section=section.heading)
        item = QListWidgetItem(f"{section.heading}\n{hit.snippet}".strip(), self.list)
        item.setData(_DATA, hit)
        item.setSizeHint(QSize(0, 2 * self._line_height() + 2 * UNIT))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{where}: {hit.snippet}")

    def _line_height(self) -> int:
        return self.list.fontMetrics().height()

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem | None) -> None:
        chosen = item.data(_DATA) if item is not None else None
        if isinstance(chosen, Hit):
            self.hit_wanted.emit(chosen)
        elif chosen:
            self.page_wanted.emit(str(chosen))
