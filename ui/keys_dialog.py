"""The sheet of keys: what can be done without the mouse, by menu; and other keys for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from ui import clear_button, geometry, plain, read_out
from ui.drawn_text import DrawnText
from ui.key_map import Chosen, KeyMap
from ui.key_row import BUTTONS, KeyRow
from ui.key_sheet import WITHIN_LISTS, WITHIN_TEXTS
from ui.key_sheet_export import KeySheetExport
from ui.lanes import Lane
from ui.override import override
from ui.theme import HALF, UNIT, Theme

HINT = tr("↓ ↑ choose an act  ·  Enter changes its keys, + adds one, Del resets")
WHILE_WRITING = tr("While you write, letters write.")
RESET, RESTORE = tr("Reset all keys"), tr("Take back the reset")
WIDTH, HEIGHT = 760, 640
KEYS_WIDTH = 20 * UNIT
"""The least, so that nothing moves where a key is waited for."""


class KeysDialog(QDialog):
    """All acts with their keys, searched as one types; closes with Esc."""

    def __init__(
        self, keys: KeyMap, menus: tuple[str, ...], theme: Theme, lane: Lane, parent: QWidget
    ) -> None:
        """Take the keys; `menus` are the titles of the menu bar, whose letters are theirs.

        The lane writes the sheet, where it is to be saved.
        """
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self._keys, self._theme = keys, theme
        self._before: Chosen = {}
        """What was chosen before all keys were reset."""
        self.rows = tuple(KeyRow(one, keys, menus, theme) for one in keys.listed.values())
        self._sections: list[tuple[QWidget, list[QWidget]]] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find an act or a key"))
        self.field.setAccessibleName(tr("Find an act or a key"))
        read_out.describe_field(self.field)
        clear_button.add_to(self.field)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.nothing = plain.label(tr("No act is called that."), "quiet", theme.text_font())
        self.nothing.setContentsMargins(2 * UNIT, UNIT, 0, 0)
        self.reset_button = QPushButton(RESET)
        self.reset_button.setAutoDefault(False)
        self.reset_button.clicked.connect(self._reset_all)
        self.export = KeySheetExport(keys, lane, self)
        self._page = QWidget()
        self._area = self._filled_area()
        self._lay_out(parent)
        for row in self.rows:
            row.step_wanted.connect(self._step)
            row.entered.connect(self._show_row)
        keys.changed.connect(self._refresh)
        self._refresh()
        self._find("")
        self.field.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            into = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.field and event.key() in into:
                self._focus(next(iter(self._to_be_seen()), None))
                return True
            if watched is self.field and event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    def _filled_area(self) -> QScrollArea:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, UNIT, 0)
        column.setSpacing(0)
        menu = ""
        for row in self.rows:
            if row.one.menu != menu:
                menu = row.one.menu
                self._begin_section(menu, column)
            self._put(row, column)
        for title, within in ((tr("Lists"), WITHIN_LISTS), (tr("While you write"), WITHIN_TEXTS)):
            self._begin_section(title, column)
            for words, keys in within:
                self._put(self._fixed_row(words, keys), column)
        column.addWidget(self.nothing)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._page)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(tr("Keyboard shortcuts"))
        return area

    def _begin_section(self, title: str, column: QVBoxLayout) -> None:
        heading = plain.label(title, "", self._theme.strong_font())
        heading.setContentsMargins(2 * UNIT, 2 * UNIT, 0, HALF)
        self._sections.append((heading, []))
        column.addWidget(heading)

    def _put(self, row: QWidget, column: QVBoxLayout) -> None:
        self._sections[-1][1].append(row)
        column.addWidget(row)

    def _fixed_row(self, words: str, keys: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(2 * UNIT, HALF, UNIT, HALF)
        line.setSpacing(2 * UNIT)
        line.addWidget(DrawnText(words, self._theme.text_font(), self._theme), 1)
        shown = DrawnText(keys, self._theme.text_font(), self._theme, "quiet")
        shown.setMinimumWidth(self._keys_width())
        line.addWidget(shown)
        line.addSpacing(BUTTONS)
        row.setAccessibleName(f"{words}, {keys}")
        return row

    def _lay_out(self, parent: QWidget) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 2 * UNIT, 0)
        top.addWidget(plain.label(tr("Keyboard shortcuts"), "title"), 1)
        words = self.field.fontMetrics().horizontalAdvance(self.field.placeholderText())
        self.field.setFixedWidth(max(30 * UNIT, words + 4 * UNIT))
        top.addWidget(self.field)
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        hints = QVBoxLayout()
        hints.setSpacing(0)
        for hint in (HINT, WHILE_WRITING):
            line = plain.label(hint, "quiet", self._theme.small_font())
            line.setWordWrap(True)
            hints.addWidget(line)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 2 * UNIT, 0)
        foot.setSpacing(UNIT)
        foot.addWidget(self.export.copy_button)
        foot.addWidget(self.export.save_button)
        foot.addStretch()
        foot.addWidget(self.reset_button)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT, 2 * UNIT, 0, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        for part in (top, hints, foot):
            part.setContentsMargins(2 * UNIT, 0, 3 * UNIT, 0)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addLayout(hints)
        column.addLayout(foot)
        # Nothing is cut off at the right: the page is never narrower than its longest line, as
        # far as the window has room; what is longer than that is scrolled.
        for row in self.rows:
            row.set_keys_width(self._keys_width())
        bar = self._area.verticalScrollBar()
        window, longest = parent.window(), self._page.sizeHint().width()
        room = window.width() - 4 * UNIT
        self._area.setMinimumWidth(min(longest + bar.sizeHint().width(), room - UNIT))
        self.resize(min(WIDTH, room), min(HEIGHT, window.height() - 4 * UNIT))
        geometry.follow_dialog(self, "keys")

    def _keys_width(self) -> int:
        return max(KEYS_WIDTH, *(row.keys.sizeHint().width() for row in self.rows))

    @Slot()
    def _refresh(self) -> None:
        for row in self.rows:
            row.refresh()
        width = self._keys_width()
        for row in self.rows:
            row.set_keys_width(width)
        if self._keys.chosen:
            self._before = {}
        self.reset_button.setText(RESTORE if self._before else RESET)
        self.reset_button.setEnabled(bool(self._keys.chosen or self._before))

    @Slot()
    def _reset_all(self) -> None:
        """Let every act have the keys that it came with; a second press takes that back."""
        before, self._before = self._before, self._keys.chosen
        self._keys.put_back(before)
        self._refresh()

    @Slot(str)
    def _find(self, query: str) -> None:
        wanted = query.casefold().split()
        for heading, rows in self._sections:
            shown = [row for row in rows if all(word in _said(row) for word in wanted)]
            for row in rows:
                row.setVisible(row in shown)
            heading.setVisible(bool(shown))
        self.nothing.setVisible(all(heading.isHidden() for heading, _ in self._sections))
        self._area.verticalScrollBar().setValue(0)
        self._let_tab_stop_at(next(iter(self._to_be_seen()), None))

    def _let_tab_stop_at(self, row: KeyRow | None) -> None:
        """Let the Tab key stop once in the rows; arrows go from one to the next."""
        for each in self.rows:
            each.let_tab_stop(stops=each is row)

    def _to_be_seen(self) -> list[KeyRow]:
        return [row for row in self.rows if not row.isHidden() and not row.one.fixed]

    @Slot(int)
    def _step(self, by: int) -> None:
        shown, row = self._to_be_seen(), self.sender()
        if isinstance(row, KeyRow) and row in shown:
            place = shown.index(row) + by
            self._focus(shown[place] if 0 <= place < len(shown) else None, beyond=place < 0)

    def _focus(self, row: KeyRow | None, *, beyond: bool = False) -> None:
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)
        elif beyond:
            self.field.setFocus()

    @Slot()
    def _show_row(self) -> None:
        row = self.sender()
        if isinstance(row, KeyRow):
            self._area.ensureWidgetVisible(row, 0, 4 * UNIT)
            self._let_tab_stop_at(row)


def _said(row: QWidget) -> str:
    if isinstance(row, KeyRow):
        return row.said
    return " ".join(part.text() for part in row.findChildren(DrawnText)).casefold()
