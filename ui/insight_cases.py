"""The cases behind a figure or a row: a list beside it, read in pages, from which one opens.

Owns the list and what is asked of the reader lane for it; which cases they are, it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.cases import CaseRow
from console.domain.insight import Evidence
from console.errors import DeskError
from console.language import numeral, plural, tr
from ui import plain, read_out
from ui.elided_label import ElidedLabel
from ui.icons import SIZE, Icons
from ui.insight_cases_list import CasesBehind
from ui.insight_cases_model import (
    PAGE,
    CasesOrder,
    InsightCasesModel,
    Listed,
    listed,
    order_words,
    rows,
)
from ui.lanes import Lane
from ui.override import override
from ui.theme import HALF, UNIT, Theme

EMPTY = tr("No case is behind this.")
GONE = tr("The cases behind this are no longer here: joined to others, or erased.")

ONE_LINE = 60 * UNIT
"""From this width on title, count and order stand in one line."""


class CasesPanel(QWidget):
    """Title, order and list of the cases behind something.

    Signals:
        case_wanted(CaseId): a person wants this case opened.
        closed: they have seen enough.
    """

    case_wanted = Signal(object)
    closed = Signal()

    def __init__(
        self,
        reader: Lane,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader, self._theme, self._icons = reader, theme, Icons(theme)
        self._evidence, self._zone = Evidence(()), ""
        self._shown_order = CasesOrder.NEWEST
        self._asking = False
        """Whether rows are on their way; no others are asked for before they are here."""
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = InsightCasesModel(now, self)
        self.list = CasesBehind(self.model, theme, now)
        self.title, self.count = ElidedLabel(), plain.label("", "quiet")
        self.note = plain.label("", "quiet")
        self.note.setWordWrap(True)
        self.order = QComboBox()
        read_out.name_choice(self.order, tr("Order of the cases"))
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.order.setMinimumWidth(UNIT)  # it may be narrower than what it offers
        self.close_button = QToolButton()
        self.close_button.setIconSize(QSize(SIZE, SIZE))
        self.close_button.setAccessibleName(tr("Close the list of cases"))
        plain.set_tip(self.close_button, tr("Close (Esc)"))
        self.words = plain.label("", "quiet")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again_button = QPushButton(tr("Try again"))
        self.stack = QStackedWidget()
        self._lay_out()
        self.list.case_wanted.connect(self.case_wanted)
        self.list.sight_changed.connect(self._fill)
        self.close_button.clicked.connect(self.closed)
        self.order.activated.connect(self._read)
        self.again_button.clicked.connect(self._read)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @property
    def stops(self) -> list[QWidget]:
        """Return what the keys come to, in the order of reading."""
        return [self.order, self.close_button, self.list, self.again_button]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the order beside the title where there is room: below, each line is a case less."""
        super().resizeEvent(event)
        wide, ways = self.width() >= ONE_LINE, QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def show_cases(self, name: str, evidence: Evidence, zone: str = "") -> None:
        """Show the cases behind what has this name; in the order of before where it is the same."""
        again = (evidence.unit, evidence.title, bool(evidence.values)) == (
            self._evidence.unit,
            self._evidence.title,
            bool(self._evidence.values),
        )
        order = self.order.currentData() if again else None
        self._evidence, self._zone = evidence, zone
        self._offer(order)
        self.title.show_text(plain.isolated(name))
        self.count.setText(_count(evidence))
        self.list.setAccessibleName(f"{plain.isolated(name)}: {_count(evidence)}")
        self.note.hide()
        self._read()

    def _offer(self, order: CasesOrder | None) -> None:
        """Offer the orders that there are, that of the value first."""
        by_value = (CasesOrder.MOST, CasesOrder.LEAST) if self._evidence.values else ()
        self.order.clear()
        for each in (*by_value, CasesOrder.NEWEST, CasesOrder.OLDEST):
            self.order.addItem(order_words(each, self._evidence), each)
        self.order.setCurrentIndex(max(0, self.order.findData(order)))
        self.order.setEnabled(bool(self._evidence.cases))

    @Slot()
    def _read(self) -> None:
        evidence, order = self._evidence, CasesOrder(self.order.currentData())
        if not evidence.cases:
            self._take(evidence, order, Listed((), ()))
            return
        if not self.model.rowCount():
            self._say(tr("Reading…"))
        first = max(PAGE, self.list.in_sight()[1] + 1)
        self._reader.submit(
            partial(listed, evidence=evidence, order=order, first=min(first, 4 * PAGE)),
            partial(self._take, evidence, order),
            self._fail,
            receiver=self,
            key="insight cases",
        )

    def _take(self, evidence: Evidence, order: CasesOrder, found: Listed) -> None:
        """Show what was read; the chosen case and the place stay where they are there still."""
        same = evidence.cases == self.model.evidence.cases
        turned = order is not self._shown_order
        self._shown_order = order
        chosen = self.model.id_at(self.list.currentIndex().row())
        place = self.list.verticalScrollBar().value()
        focused = self.list.hasFocus()
        self.model.show_cases(evidence, found, self._zone)
        self._asking = False
        if not found.places:
            self._say(GONE if evidence.cases else EMPTY)
            return
        self.stack.setCurrentIndex(0)
        missing = len(evidence.cases) - len(found.places)
        self.note.setText(
            plural(
                missing,
                "{count} case of them joined to others, or erased.",
                "{count} cases of them joined to others, or erased.",
            )
            if missing
            else ""
        )
        self.note.setVisible(bool(missing))
        if chosen is not None and (row := self.model.position(chosen)) is not None:
            self.list.choose(row)
        elif focused:
            self.list.choose(0)
        self.list.verticalScrollBar().setValue(place if same and not turned else 0)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        """Read the rows in sight and about it that are not loaded."""
        first, last = self.list.in_sight()
        wanted = self.model.missing(first, last)
        if not wanted or self._asking:
            return
        wanted = self.model.missing(first - PAGE // 4, max(last, first + PAGE - 1))
        self._asking = True
        self._reader.submit(lambda desk: rows(desk, wanted), self._add, self._fail, receiver=self)

    @Slot(object)
    def _add(self, found: tuple[CaseRow, ...]) -> None:
        self._asking = False
        self.model.add_rows(found)
        if found:
            self._fill()  # one may have scrolled on

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._asking = False
        self._say(f"{error.message} {error.advice}".strip(), again=True)

    def _say(self, text: str, *, again: bool = False) -> None:
        self.words.setText(text)
        self.again_button.setVisible(again)
        self.stack.setCurrentIndex(1)

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(UNIT)
        said.addWidget(self.title, 1)
        said.addWidget(self.count)
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.setSpacing(HALF)
        self._head.addLayout(said, 1)
        self._head.addWidget(self.order)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        head.addLayout(self._head, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        state = QWidget()
        middle = QVBoxLayout(state)
        middle.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        middle.setSpacing(UNIT)
        middle.addStretch(1)
        middle.addWidget(self.words)
        middle.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(2)
        self.stack.addWidget(self.list)
        self.stack.addWidget(state)
        top = QVBoxLayout()
        top.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        top.setSpacing(0)
        top.addLayout(head)
        top.addSpacing(HALF)
        top.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.stack, 1)

    @Slot()
    def _take_theme(self) -> None:
        self.title.setFont(self._theme.strong_font())
        for widget in (self.count, self.order, self.note):
            widget.setFont(self._theme.small_font())
        self.close_button.setIcon(self._icons.icon("close", "quiet"))


def _count(evidence: Evidence) -> str:
    """Return how many cases they are; one that counts twice is one case."""
    entries, cases = len(evidence.cases), len(set(evidence.cases))
    said = plural(cases, "{count} case", "{count} cases")
    return (
        said
        if entries == cases
        else tr("{entries} in {cases}").format(entries=numeral(entries), cases=said)
    )
