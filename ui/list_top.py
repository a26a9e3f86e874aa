"""The row over the list: search field, order and news; while cases are marked, their bar.

Owns which of both is to be seen: the bar, unless a person is in the search field.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.domain.cases import Order
from console.domain.searching import HitOrder
from console.language import tr
from ui import plain
from ui.marks_bar import MarksBar
from ui.news_pill import NewsPill
from ui.order_button import OrderButton
from ui.override import override
from ui.search_field import SearchField
from ui.theme import UNIT, Theme
from ui.views import View

ROOM_FOR_WORDS = 50 * UNIT
"""In a row that is narrower the pill leaves its room to the others."""


_ORDER_ACTS: dict[type, str] = {Order: "order", HitOrder: "search_order"}
"""Which act turns which kind of order."""


def _no_key(_name: str) -> str:
    return ""


class ListTop(QWidget):
    """Field, help of the search, order button, pill and bar.

    Signals:
        help_wanted: what can be searched for is to be listed.
        act_wanted(str), unmark_wanted: see `MarksBar`.
    """

    help_wanted = Signal()
    act_wanted = Signal(str)
    unmark_wanted = Signal()

    def __init__(self, pill: NewsPill, theme: Theme) -> None:
        super().__init__()
        self._theme, self._pill = theme, pill
        self.key_of: Callable[[str], str] = _no_key
        """Returns the key of an act as it is shown."""
        self.field, self.order = SearchField(theme), OrderButton(theme)
        self.help = _help_button(theme)
        self._marked = self._may_be_ordered = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(UNIT + UNIT // 2, UNIT, UNIT + UNIT // 2, UNIT)
        self._row.setSpacing(UNIT)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.help)
        self._row.addWidget(self.order)
        self._row.addWidget(pill)
        self.field.entered.connect(self._look)
        self.field.textChanged.connect(self._look)
        self.help.clicked.connect(self.help_wanted)

    @cached_property
    def bar(self) -> MarksBar:
        """Return the bar of the marks, made when there is one: the first paint needs none."""
        bar = MarksBar(self._theme, self._key)
        bar.act_wanted.connect(self.act_wanted)
        bar.unmark_wanted.connect(self.unmark_wanted)
        self._row.insertWidget(0, bar, 1)
        return bar

    def tell_marks(self, count: int, left: int, view: View | None) -> None:
        """Say how many cases are marked; see `MarksBar.tell`."""
        self._marked = bool(count or left)
        if self._marked:
            self.bar.setFixedHeight(self.field.sizeHint().height())  # so that no row moves
            self.bar.tell(count, left, view)
        self._look()

    def tell_order(self, order: Order | HitOrder, *, possible: bool) -> None:
        """Say how the view or search is listed, where that is for a person to choose."""
        self._may_be_ordered = possible
        self.order.tell(order, self.key_of(_ORDER_ACTS[type(order)]))
        self._look()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()

    def search(self) -> None:
        """Go to the search field."""
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def _key(self, name: str) -> str:
        return self.key_of(name)

    @Slot()
    def _look(self) -> None:
        shows_bar = self._marked and not self.field.hasFocus()
        self.field.setVisible(not shows_bar)
        self.order.setVisible(self._may_be_ordered and not shows_bar)
        wants_help = self.field.hasFocus() or bool(self.field.text())
        self.help.setVisible(wants_help and not shows_bar)
        self._pill.shorten(short=shows_bar or self.width() < ROOM_FOR_WORDS)
        if self._marked or "bar" in self.__dict__:
            self.bar.setVisible(shows_bar)


def _help_button(theme: Theme) -> QPushButton:
    made = QPushButton("?")
    made.setObjectName("quietButton")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps it
    made.setFont(theme.strong_font())
    made.setFixedWidth(3 * UNIT)
    made.setAccessibleName(tr("What can be searched for"))
    plain.set_tip(made, tr("What can be searched for (? in the empty field)"))
    made.hide()
    return made
