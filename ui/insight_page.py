"""The page of the figures: what is asked, what is looked at, and the answer to one question.

Owns what of it is shown while other figures are on their way. They are found by
`ui.insight_runner`; how one question looks is `ui.insight_section`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from console.domain.insight import Insight, Question, Scope, Section
from console.errors import DeskError
from console.language import tr
from ui import frame, plain
from ui.insight_filters import InsightFilters
from ui.insight_progress import InsightProgress
from ui.insight_questions import InsightQuestions
from ui.insight_runner import Ground, InsightRunner, Wish
from ui.insight_section import SectionView
from ui.lanes import Lanes
from ui.override import override
from ui.state_view import StateView
from ui.theme import UNIT, Theme
from ui.views import View

FOLDS = 90 * UNIT
"""A narrower page has its questions in a box."""
STALE = timedelta(minutes=5)
"""Older figures are found anew when the page is shown again: time alone makes others of them."""


class InsightPage(QWidget):
    """Filters at the top, questions at the left, the chosen one beside them.

    Signals:
        case_wanted(CaseId), fix_wanted(str or RootCauseFix), fix_removal_wanted(RootCauseFix):
            see `ui.insight_section.SectionView`.
        turned: another question is shown, or it is shown otherwise; see `section`, `insight`.
    """

    case_wanted = Signal(object)
    fix_wanted = Signal(object)
    fix_removal_wanted = Signal(object)
    turned = Signal()

    def __init__(self, lanes: Lanes, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._now = theme, now
        self._sections: dict[Question, Section] = {}
        self._scope: Scope | None = None
        """What the sections are of."""
        self._zone = ""
        """That in which its days begin; empty for the system's."""
        self._ground: Ground | None = None
        """What is being looked at: another scope than theirs till the first of it came.

        None while it is not known which days that is.
        """
        self._asked: Wish | None = None
        self._asked_at: datetime | None = None
        self._stale = True
        """Whether something changed since the figures were asked for."""
        self.insight: Insight | None = None
        """All figures that are shown; None before all of them are there."""
        self.title = plain.label(tr("Insight"), "title")
        self.progress = InsightProgress(theme)
        self.export = QPushButton(tr("Export"))
        self.filters = InsightFilters(now().date())
        self.questions = InsightQuestions(theme, self)
        self.view = SectionView(lanes.reader, theme, now)
        self.state = StateView()
        self.runner = InsightRunner(lanes.pictures, self)  # idle here: no case is shown
        self._lay_out()
        self._connect()
        self.view.show_waiting()

    @property
    def section(self) -> Section | None:
        """Return the question that is shown, as far as it is answered."""
        return self._sections.get(self.questions.current)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what one can go to, in the order of reading."""
        return (self.questions.front, self.view.area, self.state, self.view.cases.list)

    def open(self) -> None:
        """Find the figures where they were not yet, or may be others by now."""
        old = self._asked_at is None or self._now() - self._asked_at > STALE
        if not self.runner.is_under_way and (self._stale or old):
            self.ask()

    def leave(self) -> None:
        """Stop what is under way: what was not found is asked for when the page is back."""
        if self.runner.is_under_way:
            self.runner.stop()
            self._stale = True
            self.progress.fall_silent()

    def let_stale(self) -> None:
        """Take note that the figures may be others by now."""
        self._stale = True

    @Slot(int, int)
    def tell_readings(self, done: int, of: int) -> None:
        """Say how many of our own answers are read for what they say, while that goes on."""
        if self.insight is not None and not self.runner.is_under_way:
            self.progress.tell_found(self.insight, done, of)

    @Slot()
    def go_to_list(self) -> None:
        """Go to the questions."""
        self.questions.front.setFocus()

    @Slot()
    def renew(self) -> None:
        """Find the figures anew, since something changed: once what is under way has ended."""
        self._stale = True
        if not self.runner.is_under_way:
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Find the figures anew; what is shown of the same scope stays meanwhile."""
        wish = self.filters.wish
        if wish != self._asked:
            self._ground = None
        self._asked, self._asked_at = wish, self._now()
        self._stale = False
        self.progress.begin()
        self.runner.ask(wish, self.questions.current)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @Slot()
    def _fold(self) -> None:
        folded = self.width() < self._theme.room_for(FOLDS)
        self.questions.fold(folded=folded)
        self._line.setVisible(not folded)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2 * UNIT)
        top.addWidget(self.title)
        top.addWidget(self.progress, 1)
        top.addWidget(self.export)
        head = QVBoxLayout()
        head.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, UNIT + UNIT // 2)
        head.setSpacing(UNIT)
        head.addLayout(top)
        head.addWidget(self.filters)
        head.addWidget(self.questions.box)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.state)
        self._line = QFrame()
        self._line.setObjectName("hairline")
        self._line.setFixedWidth(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.questions.list)
        body.addWidget(self._line)
        body.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self._theme.changed.connect(self._fold)
        self.filters.changed.connect(self.ask)
        self.questions.chosen.connect(self._show_section)
        self.progress.slow.connect(self._forget_others)
        self.progress.cancel_wanted.connect(self._cancel)
        self.progress.again_wanted.connect(self.ask)
        self.progress.keys_left.connect(self.go_to_list)
        runner = self.runner
        runner.begun.connect(self._begin)
        runner.progressed.connect(self._tell_step)
        runner.came.connect(self._take)
        runner.ended.connect(self._end)
        runner.failed.connect(self._fail)
        view = self.view
        view.case_wanted.connect(self.case_wanted)
        view.fix_wanted.connect(self.fix_wanted)
        view.fix_removal_wanted.connect(self.fix_removal_wanted)

    @Slot(object)
    def _begin(self, ground: Ground) -> None:
        self._ground = ground
        self.filters.show_ground(ground)

    @Slot()
    def _forget_others(self) -> None:
        """Show no longer what is of another scope than is looked at."""
        ground = self._ground
        if self._sections and (ground is None or ground.scope != self._scope):
            self._sections, self.insight = {}, None
            self.questions.model.clear()
            self._show_section()

    @Slot(object)
    def _take(self, section: Section) -> None:
        ground = self._ground
        if ground is None:
            return
        self._forget_others()
        self._scope, self._zone = ground.scope, ground.zone
        self._sections[section.question] = section
        self.questions.model.show_section(section, ground.zone)
        if section.question is self.questions.current:
            self._show_section()

    @Slot(int, int)
    def _tell_step(self, done: int, of: int) -> None:
        """Say which question is being asked: the first of those that are not answered."""
        order = sorted(Question, key=lambda each: each is not self.questions.current)
        asked = order[min(done, len(order)) - 1] if done else order[0]
        self.progress.step(done, of, asked)

    @Slot(object)
    def _end(self, insight: Insight | None) -> None:
        if insight is None:
            self._sections = {}
            self.questions.model.clear()
            self.progress.fall_silent()
            self.insight = None
            self._say(*View.INSIGHT.empty_words)
            return
        self.insight = insight
        self.progress.tell_found(insight)
        self.questions.tell_answer()
        self.turned.emit()
        if self._stale:  # since it was asked for
            self.ask()

    @Slot()
    def _cancel(self) -> None:
        self.runner.stop()
        self._stale = True
        self._forget_others()
        self.progress.tell_cancelled(len(self._sections))
        self._show_section()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        """Say why; what was shown before of the same scope stays."""
        self._stale = True
        self._forget_others()
        if self._sections:
            self.progress.tell_failed(error)
            self._show_section()
        else:
            self.progress.fall_silent()
            self._say(error.title, error.message, error.advice, ((tr("Try again"), self.ask),))

    @Slot()
    def _show_section(self) -> None:
        """Show the chosen question, or why it is not there."""
        section, scope = self.section, self._scope
        if section is not None and scope is not None:
            self._pages.setCurrentWidget(self.view)
            self.view.show_section(section, scope, self._zone)
        elif section is not None or self.runner.is_under_way:
            self._pages.setCurrentWidget(self.view)
            self.view.show_waiting()
        elif self._asked is not None and self._pages.currentWidget() is self.view:
            self._say(
                tr("Not asked yet"),
                tr("It was cancelled before."),
                "",
                ((tr("Run again"), self.ask),),
            )
        self.turned.emit()

    def _say(
        self,
        title: str,
        message: str,
        advice: str,
        buttons: tuple[tuple[str, Callable[[], None]], ...] = (),
    ) -> None:
        self.state.say(title, message, advice, buttons)
        self._pages.setCurrentWidget(self.state)
        self.turned.emit()
