"""The chosen watch: its whole query, its price, what is missing, and the cases that it found.

Owns what is asked of the reader lane for its cases; which watch it is, it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.desk import Desk
from console.domain.accounts import Account
from console.domain.ids import CaseId, WatchId
from console.domain.insight import Evidence
from console.domain.watches import Watch
from console.errors import DeskError
from console.language import tr
from ui import plain, reading_order, watches_words
from ui.copied_text import let_select
from ui.insight_cases import CasesPanel
from ui.lanes import Lane
from ui.override import override
from ui.theme import HALF, UNIT, Theme
from ui.watches_delegate import query_font

FACTS = 6
NO_CASES = tr("It has found no case yet.")
CASES = tr("Cases that it found")
LEAST = 28 * UNIT
"""How wide either side is at least."""


class WatchFacts(QScrollArea):
    """What is to be known of one watch."""

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._theme, self._now = theme, now
        self.name = plain.label("", "title")
        self.query = plain.label("", "quiet")
        self.problem, self.gap = plain.label("", "danger"), plain.label("", "warn")
        self.titles = [plain.label("", "quiet") for _ in range(FACTS)]
        self.values = [plain.label() for _ in range(FACTS)]
        for label in (self.name, self.query, self.problem, self.gap, *self.values):
            label.setWordWrap(True)
            let_select(label)
            label.setMinimumWidth(UNIT)
        sides = Qt.AlignmentFlag
        near = sides.AlignRight if self.isRightToLeft() else sides.AlignLeft
        for label in (self.name, self.query):  # also where the words are of another direction
            label.setAlignment(near | sides.AlignAbsolute)
        self._take_theme()  # a font given within a scroll area is lost when that gets its place
        self._lay_out()
        theme.changed.connect(self._take_theme)

    def show_watch(self, watch: Watch, account: Account | None) -> None:
        """Show what is known of a watch now."""
        now = self._now()
        self.name.setText(plain.isolated(watch.new.name))
        self.query.setText(watch.new.query)
        for label, text in (
            (self.problem, watches_words.problem(watch, now)),
            (self.gap, watches_words.gap(watch, now)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        facts = watches_words.facts(watch, account, now)
        for title, value, (name, said) in zip(self.titles, self.values, facts, strict=True):
            title.setText(name)
            value.setText(said)
        self.setAccessibleName(tr("About {name}").format(name=watches_words.name(watch)))

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * UNIT - 2, UNIT + HALF, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        for label in (self.name, self.problem, self.gap, self.query):
            column.addWidget(label)
        grid = QGridLayout()
        grid.setContentsMargins(0, HALF, 0, 0)
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (title, value) in enumerate(zip(self.titles, self.values, strict=True)):
            grid.addWidget(title, row, 0, top)
            grid.addWidget(value, row, 1, top)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(LEAST)

    @Slot()
    def _take_theme(self) -> None:
        self.query.setFont(query_font(self._theme))
        for label in (*self.titles, *self.values):
            label.setFont(self._theme.small_font())


class WatchDetails(QSplitter):
    """Facts at the left, cases at the right.

    Signals:
        case_wanted(CaseId): a case is to be opened.
    """

    case_wanted = Signal(object)

    def __init__(self, reader: Lane, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._reader = reader
        self.watch: Watch | None = None
        """Which one is shown."""
        self._of: WatchId | None = None
        """Whose cases are shown, or are on their way."""
        self._shared_out = False
        self.facts = WatchFacts(theme, now)
        self.cases = CasesPanel(reader, theme, now)
        self.cases.close_button.hide()
        self.cases.setMinimumWidth(LEAST)
        self.cases.case_wanted.connect(self.case_wanted)
        self.nothing = plain.label(NO_CASES, "quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setMinimumWidth(LEAST)
        self._pages = QStackedWidget()
        for part in (self.nothing, self.cases):
            self._pages.addWidget(part)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for side in (self.facts, self._pages):
            self.addWidget(side)
            self.setStretchFactor(self.count() - 1, 1)
        reading_order.as_seen(self)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what one can go to, in the order of reading."""
        return (self.facts, self.cases.list)

    def show_watch(self, watch: Watch, account: Account | None) -> None:
        """Show a watch; its cases are read where it is another, or found something since."""
        before, self.watch = self.watch, watch
        self.facts.show_watch(watch, account)
        if self._of != watch.id:
            self._of = watch.id
            self._say(tr("Reading…"))
            self.facts.verticalScrollBar().setValue(0)
        elif before is not None and before.ever == watch.ever:
            return
        self.read_cases()

    def read_cases(self) -> None:
        """Read the cases of the watch that is shown."""
        if self._of is None:
            return
        self._reader.submit(
            partial(_cases, watch_id=self._of),
            self._take,
            self._fail,
            receiver=self,
            key="cases of a watch",
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._shared_out:
            self._shared_out = True
            self.setSizes([self.width() // 2, self.width() // 2])

    @Slot(object)
    def _take(self, cases: tuple[CaseId, ...]) -> None:
        """Show the cases; those of a watch that was left meanwhile do not come home."""
        if not cases:
            self._say(NO_CASES)
            return
        self._pages.setCurrentWidget(self.cases)
        self.cases.show_cases(CASES, Evidence(cases))

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._of = None  # the next time it is shown they are asked for again
        self._say(f"{error.message} {error.advice}".strip())

    def _say(self, text: str) -> None:
        focused = QApplication.focusWidget()
        held = focused is not None and self.cases.isAncestorOf(focused)
        self.nothing.setText(text)
        self._pages.setCurrentWidget(self.nothing)
        if held:
            self.facts.setFocus()


def _cases(desk: Desk, watch_id: WatchId) -> tuple[CaseId, ...]:
    return tuple(row.id for row in desk.watches.cases(watch_id))
