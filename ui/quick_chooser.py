"""A quick chooser: one of a list, or some of it, found by a few letters.

Field on top, list below; Enter chooses, Esc closes and changes nothing. Where several can
be chosen, Tab or a click ticks one and stays, Enter ticks what was searched for and closes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.language import numeral, tr
from ui import plain
from ui.elided_label import ElidedLabel
from ui.list_finder import ListFinder
from ui.override import override
from ui.quick_choices import ROW_HEIGHT, WIDTH, Choice, ChoiceDelegate, Choices
from ui.theme import HALF, UNIT, Theme

__all__ = ["Choice", "QuickChooser"]

ROWS = 9
SEVERAL_HINT = tr("Tab ticks and goes on  ·  Enter ends")


class QuickChooser(QDialog):
    """Field and list over the window; deletes itself when it is closed.

    Signals:
        chosen(object): the value of the choice; the text itself where any may be chosen. With
            `several` a tuple of (value, whether it is ticked) for those that were turned.
        typed(str): the query is another; for whoever looks for choices elsewhere
            (`show_choices`).
    """

    chosen = Signal(object)
    typed = Signal(str)

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice] | None,
        theme: Theme,
        parent: QWidget,
        *,
        free_text: bool = False,
        several: bool = False,
        hint: str = "",
        nothing: str = tr("Nothing is called that."),
        elsewhere: bool = False,
    ) -> None:
        """Take the choices in their order; `hint` is what the field says while it is empty.

        None for choices that are still being read (`show_choices`): Enter waits for them.
        `elsewhere` where they are read anew for each query (`typed`): it waits for these too.
        """
        super().__init__(parent)
        self._window, self._several = parent.window(), several
        self._elsewhere = elsewhere
        self._turned: dict[object, bool] = {}
        self._waits, self._enter_due = choices is None, False
        self.setObjectName("palette")
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.model = Choices(free_text=free_text, parent=self)
        self.title = ElidedLabel(title, "quiet", theme.small_font())
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint or tr("Type to find"))
        self.field.setAccessibleName(title)
        self.field.installEventFilter(self)
        self.list = QListView()
        self.nothing = plain.label(nothing, "quiet", theme.text_font())
        ticks = several or free_text or any(one.ticked is not False for one in choices or ())
        self._make_list(ChoiceDelegate(theme, ticks=ticks, parent=self))
        self.finder = ListFinder(self.field, self.list, page=ROWS)
        self.finder.taken.connect(self._enter)
        self._lay_out(theme)
        self._put(choices or (), ROWS if choices is None else len(choices))
        self.field.textChanged.connect(self._find)
        self.finished.connect(self.deleteLater)

    def begin(self) -> None:
        """Open it over the upper middle of its window."""
        self.open()
        left = (self._window.width() - self.width()) // 2
        self.move(self._window.mapToGlobal(QPoint(left, 7 * UNIT)))
        self.field.setFocus()

    def show_choices(self, choices: Sequence[Choice], *, filtered: bool = True) -> None:
        """Offer these from now on; see `Choices.show`."""
        self._waits = False
        self._put(choices, len(choices), filtered=filtered)
        if self._enter_due:
            self._enter()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            is_tab = event.key() == Qt.Key.Key_Tab and self._several
            if event.type() == QEvent.Type.KeyPress and is_tab:
                self._tick(self.list.currentIndex())
                return True
        return False

    def _put(self, choices: Sequence[Choice], rows: int, *, filtered: bool = True) -> None:
        self._below.setFixedHeight(min(max(rows, 1), ROWS) * ROW_HEIGHT)
        self.model.show(choices, filtered=filtered)
        self._choose_first()
        self.adjustSize()

    def _make_list(self, delegate: ChoiceDelegate) -> None:
        listed = self.list
        listed.setFrameShape(QFrame.Shape.NoFrame)
        listed.setAccessibleName(self.windowTitle())
        listed.setModel(self.model)
        listed.setItemDelegate(delegate)
        listed.setUniformItemSizes(True)
        listed.setMouseTracking(True)
        listed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.clicked.connect(self._tick if self._several else self._take)

    def _lay_out(self, theme: Theme) -> None:
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        self._below = QStackedWidget()
        self._below.setObjectName("page")
        self._below.addWidget(self.list)
        self._below.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, UNIT)
        column.setSpacing(UNIT)
        top = QVBoxLayout()
        top.setContentsMargins(UNIT, UNIT, UNIT, 0)
        top.setSpacing(HALF)
        self.title.setContentsMargins(UNIT - 1, 0, UNIT, 0)
        top.addWidget(self.title)
        top.addWidget(self.field)
        column.addLayout(top)
        column.addWidget(self._below)
        if self._several:
            column.addLayout(self._end_row(theme))
        self.setFixedWidth(WIDTH)

    def _end_row(self, theme: Theme) -> QHBoxLayout:
        done = QPushButton(tr("Done"))
        done.setObjectName("quietButton")
        done.setAutoDefault(False)
        done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        done.clicked.connect(self._end)
        row = QHBoxLayout()
        row.setContentsMargins(2 * UNIT, 0, UNIT + HALF, 0)
        row.addWidget(plain.label(SEVERAL_HINT, "quiet", theme.small_font()), 1)
        row.addWidget(done)
        return row

    @Slot(str)
    def _find(self, query: str) -> None:
        if self._elsewhere:
            self._waits, self._enter_due = True, False  # what is listed fits an older query
        self.model.find(query)
        self._choose_first()
        self.typed.emit(" ".join(query.split()))

    def _choose_first(self) -> None:
        empty = not self.model.rowCount() and not self._waits
        self._below.setCurrentWidget(self.nothing if empty else self.list)
        self._choose(0)
        count = tr("{count} found").format(count=numeral(self.model.rowCount()))
        self.finder.tell("" if self._waits else self.nothing.text() if empty else count)

    def _choose(self, row: int) -> None:
        row = min(max(row, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row))

    @Slot()
    def _enter(self) -> None:
        """Choose; where several can be and some were, only end, unless one was searched for."""
        if self._waits:
            self._enter_due = True
            return
        index = self.list.currentIndex()
        if not self._several:
            self._take(index)
            return
        if self.field.text().strip() or not self._turned:
            one = self.model.at(index.row())
            if one is None:
                return
            if one.lasting:
                self._take(index)
                return
            self._tick(index)
        self._end()

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        one = self.model.at(index.row())
        if one is not None:
            self.accept()
            self.chosen.emit(one.value)

    @Slot(QModelIndex)
    def _tick(self, index: QModelIndex) -> None:
        """Turn a tick and stay; what was typed to find it has done its work."""
        row = index.row()
        one = self.model.tick(row)
        if one is None:
            return
        self._turned[one.value] = one.ticked is True
        self.field.clear()
        place = next((n for n in range(self.model.rowCount()) if self.model.at(n) == one), row)
        self._choose(place)
        self.finder.say_chosen()  # with its tick

    @Slot()
    def _end(self) -> None:
        self.accept()
        if self._turned:
            self.chosen.emit(tuple(self._turned.items()))
