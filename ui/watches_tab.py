"""The watches with what can be done about them, and the chosen one with its cases below.

Owns what is read and written for it; looks are `ui.watches_looks`'s, dialogs the side's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.desk import Desk
from console.domain.accounts import Account
from console.domain.ids import AccountId, WatchId
from console.domain.watches import Watch
from console.errors import DeskError
from console.language import tr
from ui import frame, geometry, plain, reading_order, watches_done, watches_words, watches_yield
from ui.elided_label import ElidedLabel
from ui.lanes import Lanes
from ui.override import override
from ui.state_view import StateView
from ui.theme import HALF, UNIT, Theme
from ui.views import View
from ui.watches_acts import WatchAct, WatchActs, may_look
from ui.watches_delegate import WatchesHeading
from ui.watches_details import WatchDetails
from ui.watches_doing import WatchesDoing
from ui.watches_lines import LookLine, ProposalLine
from ui.watches_list import WatchesList
from ui.watches_looks import Look

AGES_MS = 30_000
"""So often is said anew when each looks again."""
Read = tuple[tuple[Watch, ...], tuple[Account, ...]]


class WatchesTab(QWidget):
    """All watches.

    Signals:
        changed(Changes): an act was stored.
        said(str): a passing word about what was done.
        failed(DeskError): something went wrong.
        case_wanted(CaseId): a case is to be opened.
        new_wanted, connect_wanted: a watch is to be made, an account to be connected.
        edit_wanted(Watch): it is to be changed.
        look_wanted(Account, Watch): it is to look now.
    """

    changed = Signal(object)
    said = Signal(str)
    failed = Signal(object)
    case_wanted = Signal(object)
    new_wanted = Signal()
    connect_wanted = Signal()
    edit_wanted = Signal(object)
    look_wanted = Signal(object, object)

    def __init__(self, lanes: Lanes, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lanes, self._now = lanes, now
        self.accounts: dict[AccountId, Account] = {}
        """Ours, as they were read last."""
        self._known: set[WatchId] | None = None
        """The watches that were there when one was made; None where none was."""
        self._look: Look | None = None
        self._doing = WatchesDoing(lanes.writer, self)
        self.acts = WatchActs()
        self.money = ElidedLabel("", "quiet", theme.small_font())
        self.money.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.over = plain.label("", "warn", theme.small_font())
        self.over.setWordWrap(True)
        self.look_line, self.proposal = LookLine(theme), ProposalLine(theme)
        self.list = WatchesList(theme, now)
        self.heading = WatchesHeading(theme, self.list)
        self.details = WatchDetails(lanes.reader, theme, now)
        self.state = StateView()
        self._pages = QStackedWidget()
        self._ages = QTimer(self, interval=AGES_MS)
        self._ages.timeout.connect(self.list.rows.renew)
        self._theme = theme
        theme.changed.connect(self._take_theme)
        self._lay_out()
        self._connect()
        self.state.say(tr("Reading the watches…"))
        self._pages.setCurrentWidget(self.state)
        self._enable()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what one can go to, in the order of reading."""
        if self._pages.currentWidget() is self.state:
            return (self.state,)
        return (self.list, *self.details.panes)

    @property
    def front(self) -> QWidget:
        """Return where the keys begin."""
        return self.state if self._pages.currentWidget() is self.state else self.list

    def renew(self) -> None:
        """Read the watches anew; when the tab is shown, and when they became others."""
        self._lanes.reader.submit(_read, self._take, self._not_read, receiver=self, key="watches")

    def expect_new(self) -> None:
        """Choose the watch that is read next and was not there before."""
        self._known = {watch.id for watch in self.list.rows.watches}

    def tell_look(self, look: Look | None) -> None:
        """Show the look that a person wanted; None: none is under way."""
        self._look = look
        self.list.rows.show_looking(None if look is None else look.watch.id)
        text, cancelled = "", look is not None and look.cancelled.is_set()
        if look is not None:
            text = watches_done.looking(look.watch, look.pages, cancelled=cancelled)
        if not text and self.look_line.cancel.hasFocus():
            self.list.setFocus()
        self.look_line.tell(text, cancelled=cancelled)
        self._enable()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ages.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ages.stop()

    def _lay_out(self) -> None:
        top_part = QWidget()
        head = QVBoxLayout(top_part)
        head.setContentsMargins(2 * UNIT, UNIT + HALF, 2 * UNIT, UNIT + HALF)
        head.setSpacing(UNIT)
        top = QHBoxLayout()
        top.setSpacing(2 * UNIT)
        top.addWidget(self.acts)
        top.addWidget(self.money, 1)
        head.addLayout(top)
        lines: tuple[QWidget, ...] = (self.look_line, self.proposal, self.over)
        for line in lines:
            head.addWidget(line)
        upper = frame.column(self.heading, (self.list, 1))
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for part in (upper, self.details):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, 1)
        reading_order.as_seen(self.splitter)
        geometry.follow_splitter(self.splitter, "watches")
        body = frame.column(top_part, None, (self.splitter, 1))
        for page in (body, self.state):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self.acts.wanted.connect(self._do)
        self.acts.let_go.connect(self.list.setFocus)
        self.list.chosen.connect(self._show_chosen)
        self.list.edit_wanted.connect(self._edit)
        self.list.key_pressed.connect(self.acts.press)
        self.list.menu_wanted.connect(self.acts.open_menu)
        self.details.case_wanted.connect(self.case_wanted)
        doing = self._doing
        doing.changed.connect(self.changed)
        doing.said.connect(self.said)
        doing.failed.connect(self.failed)
        doing.ended.connect(self.renew)
        self.proposal.remove_wanted.connect(self._remove_proposed)
        self.proposal.show_wanted.connect(self._show_proposed)

    @Slot(object)
    def _take(self, read: Read) -> None:
        """Show what was read; what is chosen stays chosen."""
        watches, accounts = read
        self._doing.rest()
        self.accounts = {account.id: account for account in accounts}
        focused = QApplication.focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        self.list.show_watches(watches, accounts)
        if self._known is not None:
            new = [watch.id for watch in watches if watch.id not in self._known]
            if new:
                self._known = None
                self.list.choose(new[0])
        now = self._now()
        proposed = ((watch, watch.proposal(now)) for watch in watches)
        self.proposal.propose(tuple((watch, why) for watch, why in proposed if why is not None))
        said, over = watches_yield.budgets(watches, accounts)
        self.money.show_text("" if over else said, watches_yield.BUDGETS_TIP)
        self.over.setText(over)
        self.over.setVisible(bool(over))
        before = self._pages.currentWidget()
        self._show_page(read)
        if held and before is not self._pages.currentWidget():
            self.front.setFocus()
        self._enable()

    def _show_page(self, read: Read) -> None:
        """Show the list, or say what a watch is and what it takes."""
        watches, accounts = read
        if watches:
            self._pages.setCurrentIndex(0)
        elif watches_words.with_access(accounts):
            self._say(*View.WATCHES.empty_words, way=(tr("New watch…"), self.new_wanted.emit))
        else:
            way = (tr("Connect account…"), self.connect_wanted.emit)
            self._say(*watches_words.NO_ACCOUNT, way=way)

    @Slot(object)
    def _not_read(self, error: DeskError) -> None:
        """Say why; what was shown before stays, and the window says it over the desk."""
        self._doing.rest()
        if self.list.rows.watches:
            self.failed.emit(error)
            self._enable()
        else:
            self._say(error.title, error.message, error.advice, way=(tr("Try again"), self.renew))

    def _say(self, *said: str, way: tuple[str, Callable[[], None]]) -> None:
        """Say this in the place of the list, with a way to go on."""
        title, message, advice = said
        self.state.say(title, message, advice, (way,))
        self._pages.setCurrentWidget(self.state)

    @Slot()
    def _take_theme(self) -> None:
        for label in (self.money, self.over):
            label.setFont(self._theme.small_font())

    @Slot()
    def _show_chosen(self) -> None:
        watch = self.list.current
        if watch is not None:
            self.details.show_watch(watch, self.accounts.get(watch.new.account_id))
        self._enable()

    def _enable(self) -> None:
        self.acts.enable(
            self.list.current,
            self.list.marked,
            looking=self._look is not None,
            busy=self._doing.busy,
        )

    @Slot(object)
    def _do(self, act: WatchAct) -> None:
        marked = self.list.marked
        if act is WatchAct.NEW:
            self.new_wanted.emit()
        elif act is WatchAct.EDIT:
            self._edit()
        elif act is WatchAct.LOOK and len(marked) == 1:
            self._look_with(marked[0])
        elif act is WatchAct.PAUSE and marked:
            self._doing.pause(marked)
        elif act is WatchAct.REMOVE and marked:
            self._doing.remove(marked)
        self._enable()

    @Slot()
    def _edit(self) -> None:
        marked = self.list.marked
        if len(marked) == 1 and not self._doing.busy:
            self.edit_wanted.emit(marked[0])

    def _look_with(self, watch: Watch) -> None:
        account = self.accounts.get(watch.new.account_id)
        if account is not None and may_look(watch):
            self.look_wanted.emit(account, watch)

    @Slot(object)
    def _remove_proposed(self, watch: Watch) -> None:
        self._doing.remove((watch,))
        self._enable()
        self.list.setFocus()

    @Slot(object)
    def _show_proposed(self, watch: Watch) -> None:
        self.list.choose(watch.id)
        self.list.setFocus()


def _read(desk: Desk) -> Read:
    return desk.watches.every(), desk.accounts.every()
