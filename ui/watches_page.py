"""The page of what the desk looks for by itself: watches, rules and mutes, a tab each.

Owns which tab is shown, and which of those that are not has to be read anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from console.language import tr
from ui.lanes import Lanes
from ui.mutes_tab import MutesTab
from ui.rules_tab import RulesTab
from ui.theme import BAR, HALF, Theme
from ui.watches_tab import WatchesTab

AnyTab = TypeVar("AnyTab", WatchesTab, RulesTab, MutesTab)


class Tab(Enum):
    """A tab, with the name of its list in `Changes`."""

    WATCHES = "watches"
    RULES = "triage_rules"
    MUTED = "mutes"

    @property
    def title(self) -> str:
        """Return its words."""
        return TITLES[self]


TITLES = {Tab.WATCHES: tr("Watches"), Tab.RULES: tr("Rules"), Tab.MUTED: tr("Muted")}


class WatchesPage(QWidget):
    """The tabs.

    Signals:
        changed(Changes): an act was stored.
        said(str): a passing word about what was done.
        failed(DeskError): something went wrong.
        case_wanted(CaseId): a case is to be opened.
    """

    changed = Signal(object)
    said = Signal(str)
    failed = Signal(object)
    case_wanted = Signal(object)

    def __init__(self, lanes: Lanes, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lanes, self._theme, self._now = lanes, theme, now
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setStyleSheet(f"QTabWidget::tab-bar {{ left: {BAR}px; }}")
        for tabs in (self.tabs, self.tabs.tabBar()):  # the one hands its focus to the other
            tabs.setAccessibleName(tr("Watches, rules and mutes"))
        self._rooms: dict[Tab, QVBoxLayout] = {}
        for tab in Tab:
            room = QWidget()  # a tab is built when it is first shown
            column = self._rooms[tab] = QVBoxLayout(room)
            column.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(room, tab.title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, HALF, 0, 0)
        whole.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._turn)

    @property
    def tab(self) -> Tab:
        """Return which tab is shown."""
        return tuple(Tab)[self.tabs.currentIndex()]

    @cached_property
    def watches(self) -> WatchesTab:
        """Return the tab of the watches."""
        return self._wired(WatchesTab(self._lanes, self._theme, self._now), Tab.WATCHES)

    @cached_property
    def rules(self) -> RulesTab:
        """Return the tab of the rules."""
        return self._wired(RulesTab(self._lanes, self._theme, self._now), Tab.RULES)

    @cached_property
    def mutes(self) -> MutesTab:
        """Return the tab of the mutes."""
        return self._wired(MutesTab(self._lanes, self._theme, self._now), Tab.MUTED)

    @property
    def shown(self) -> WatchesTab | RulesTab | MutesTab:
        """Return the tab that is shown."""
        if self.tab is Tab.WATCHES:
            return self.watches
        return self.rules if self.tab is Tab.RULES else self.mutes

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what one can go to, in the order of reading."""
        shown = self.shown
        inner = shown.panes if isinstance(shown, WatchesTab) else (shown,)
        return (self.tabs.tabBar(), *inner)

    def show_tab(self, tab: Tab) -> None:
        """Show a tab."""
        self.tabs.setCurrentIndex(tuple(Tab).index(tab))

    def go_to_list(self) -> None:
        """Put the keys into the list of the tab."""
        shown = self.shown
        if isinstance(shown, WatchesTab):
            shown.front.setFocus()
        else:
            shown.setFocus()
            if not shown.hasFocus():
                shown.focusNextChild()

    def step(self, by: int) -> None:
        """Go to the next row of the list that is shown, or with -1 to the one before."""
        self.shown.list.step(by)

    def renew(self) -> None:
        """Read anew what is shown."""
        self.shown.renew()

    @Slot()
    def _turn(self) -> None:
        self.shown.renew()

    def _wired(self, made: AnyTab, tab: Tab) -> AnyTab:
        self._rooms[tab].addWidget(made)
        made.show()  # the layout would do it in a later turn, and the keys go there in this one
        made.changed.connect(self.changed)
        made.said.connect(self.said)
        made.failed.connect(self.failed)
        made.case_wanted.connect(self.case_wanted)
        return made
