"""The frame of the preferences: search, list of the pages, the page or the hits, and the foot.

Owns where they stand and which key goes where; knows nothing of what is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.language import plural, tr
from ui import plain, reading_order
from ui.find_field import find_field
from ui.list_finder import ListFinder
from ui.override import override
from ui.preferences_form import PreferencesForm, scrolling
from ui.preferences_hits import NOTHING, PreferencesHits
from ui.preferences_pages import TITLES
from ui.preferences_search import Hit
from ui.theme import UNIT, Theme

SIDE, WIDTH, SEARCH = 20 * UNIT, 76 * UNIT, 36 * UNIT
AT_ONCE = tr("Changes hold at once.")
_Key = Qt.KeyboardModifier


class PreferencesFrame(QObject):
    """The widgets around the pages.

    Signals:
        closing: the dialog is to close.
        resetting: all preferences are to be as they came.
        undoing: what was set back is to be as before.
    """

    closing = Signal()
    resetting = Signal()
    undoing = Signal()

    def __init__(self, theme: Theme, dialog: QDialog) -> None:
        """Lay out a dialog."""
        super().__init__(dialog)
        self._theme = theme
        dialog.setWindowTitle(tr("Preferences"))
        self.search = find_field(tr("Search preferences"))
        self.search.setMaxLength(80)
        self.sections = _Sections()
        self.pages = QStackedWidget()
        self.hits = PreferencesHits(theme)
        self.right = QStackedWidget()
        self.foot_line = plain.label(AT_ONCE, "quiet", theme.small_font())
        self.undo_button = _button(tr("Undo"), "quietButton")
        self.reset_button = _button(tr("All to their defaults…"), "quietButton")
        self.undo_button.setVisible(False)
        self._places: dict[int, QWidget] = {}
        self._lay_out(dialog)
        self.finder = ListFinder(self.search, self.hits.list)
        self.finder.taken.connect(self.hits.take_chosen)
        self.sections.typed.connect(self._type)
        self.hits.cleared.connect(self._clear)
        self.undo_button.clicked.connect(self.undoing)
        self.reset_button.clicked.connect(self.resetting)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), dialog, partial(self._turn, step))
        QShortcut(QKeySequence("Ctrl+F"), dialog, self._go_to_search)

    def add_page(self, row: int, page: PreferencesForm) -> None:
        """Have a page at hand, as that of a row of the list."""
        self._places[row] = scrolling(page)
        self.pages.addWidget(self._places[row])
        self._put_foot_behind(page)

    def show_page(self, row: int) -> None:
        """Show the page of a row."""
        self.pages.setCurrentWidget(self._places[row])
        self.right.setCurrentWidget(self.pages)

    def bring_to_sight(self, field: QWidget) -> None:
        """Scroll the page to a field, with room above and below."""
        if isinstance(area := self.pages.currentWidget(), QScrollArea):
            area.ensureWidgetVisible(field, 0, 4 * UNIT)

    def show_hits(self, hits: Sequence[Hit] | None) -> None:
        """Show what was found in the place of the page; None shows the page again."""
        if hits is None:
            self.right.setCurrentWidget(self.pages)
            self.finder.tell("")
            return
        self.hits.show_hits(hits)
        self.right.setCurrentWidget(self.hits)
        found = plural(len(hits), "{count} setting", "{count} settings")
        self.finder.tell(found if hits else NOTHING)

    @Slot(str)
    def tell_reset(self, said: str) -> None:
        """Say what was set back, and offer to take it back."""
        self.foot_line.setText(said)
        self.undo_button.setVisible(True)

    @Slot()
    def tell_nothing(self) -> None:
        """Say what is said as ever."""
        if self.undo_button.hasFocus():
            self.search.setFocus()  # before the button that was pressed hides
        self.undo_button.setVisible(False)
        self.foot_line.setText(AT_ONCE)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a key that no field took was for the search."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self._clear()
            return True
        shifted = event.modifiers() in (_Key.NoModifier, _Key.ShiftModifier)
        if shifted and event.text().strip() and event.text().isprintable():
            self._type(event.text())
            return True
        return False

    def _turn(self, step: int) -> None:
        """Show another page; after the last comes the first."""
        count = self.sections.count()
        self.sections.setCurrentRow((self.sections.currentRow() + step) % count)
        self.sections.setFocus()  # what is being typed on the page before is taken

    @Slot()
    def _clear(self) -> None:
        self.search.clear()
        self.search.setFocus()

    @Slot()
    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(str)
    def _type(self, text: str) -> None:
        self.search.setFocus()
        self.search.insert(text)

    def _lay_out(self, dialog: QDialog) -> None:
        for title in TITLES.values():
            item = QListWidgetItem(title, self.sections)
            item.setSizeHint(QSize(0, 4 * UNIT))
        advance = self.sections.fontMetrics().horizontalAdvance
        words = max(advance(title) for title in TITLES.values())
        self.sections.setFixedWidth(max(SIDE, words + 4 * UNIT))  # large texts take more
        self.right.addWidget(self.pages)
        self.right.addWidget(self.hits)
        heading = plain.label(tr("Preferences"), "title")
        top = QHBoxLayout()
        top.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        top.setSpacing(3 * UNIT)
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self.search)
        words = self.search.fontMetrics().horizontalAdvance(self.search.placeholderText())
        self.search.setFixedWidth(max(SEARCH, words + 6 * UNIT))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.setContentsMargins(2 * UNIT, 0, 0, 0)
        middle.addWidget(self.sections)
        middle.addWidget(self.right, 1)
        whole = QVBoxLayout(dialog)
        whole.setContentsMargins(0, 2 * UNIT, 0, 2 * UNIT)
        whole.setSpacing(UNIT)
        whole.addLayout(top)
        whole.addLayout(middle, 1)
        whole.addSpacing(UNIT)
        whole.addLayout(self._foot())

    def _put_foot_behind(self, page: QWidget) -> None:
        """Let Tab come to the foot after a page, which was made after it.

        A new page is the last of the dialog in the chain of the focus, and but one is seen.
        `setTabOrder` does nothing where one of the two takes no focus.
        """
        last = [self.sections, *reading_order.tab_stops(page)][-1]
        for button in (self.undo_button, self.reset_button, self._close_button):
            QWidget.setTabOrder(last, button)
            last = button

    def _foot(self) -> QHBoxLayout:
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)  # Enter ends a field, and closes nothing
        self._close_button = close
        buttons.rejected.connect(self.closing)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        foot.setSpacing(UNIT)
        foot.addWidget(self.foot_line)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        foot.addWidget(self.reset_button)
        foot.addWidget(buttons)
        return foot


class _Sections(QListWidget):
    """The list of the pages; letters go to the search.

    Signals:
        typed(str): somebody typed this.
    """

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sideList")
        self.setAccessibleName(tr("Sections"))

    @override
    def keyboardSearch(self, search: str) -> None:
        self.typed.emit(search)


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button
