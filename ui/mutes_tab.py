"""What is muted: a list with what each mute keeps quiet, and the way to unmute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from console.desk import Desk
from console.domain.triage_rules import Mute
from console.errors import DeskError
from console.language import tr
from ui import frame, mutes_words
from ui.lanes import Lanes
from ui.mutes_acts import MutesActs
from ui.mutes_words import Muted
from ui.rows_doing import RowsDoing
from ui.rule_list import EntryList
from ui.rule_list_delegate import EntryDelegate, Voice
from ui.state_view import StateView
from ui.theme import HALF, UNIT, Theme

if TYPE_CHECKING:
    from console.desk.mutes import Muted as WhatWasMuted
    from ui.mute_dialog import MuteDialog

NOT_FOUND = tr("Nothing that is muted fits")


class MutesTab(QWidget):
    """What is muted at this desk.

    Signals:
        changed(Changes): an act was stored.
        said(str): a passing word about what was done.
        failed(DeskError): something went wrong.
        case_wanted(CaseId): a case is to be opened; a mute leads to none.
    """

    changed = Signal(object)
    said = Signal(str)
    failed = Signal(object)
    case_wanted = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lanes, self._now = lanes, now
        self.muted: tuple[Muted, ...] = ()
        """What is muted, as it was read last."""
        self._known: set[int] | None = None
        """What was muted when a word was muted from here, till that is read."""
        self._dialog: MuteDialog | None = None
        self._doing = RowsDoing(lanes.writer, self)
        self.acts = MutesActs()
        drawn = EntryDelegate(theme, (Voice.STRONG, Voice.SMALL))
        self.list = EntryList(tr("What is muted"), drawn)
        self.state, self.not_found = StateView(), StateView()
        self.state.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._pages, self._inner = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self._say(tr("Reading what is muted…"))
        self._enable()

    @property
    def marked(self) -> tuple[Muted, ...]:
        """Return the marked ones, from the top."""
        keys = set(self.list.marked)
        return tuple(one for one in self.muted if one.first.id in keys)

    def renew(self) -> None:
        """Read the mutes anew; when the tab is shown, and when they became others."""
        self._lanes.reader.submit(_read, self._take, self._not_read, receiver=self, key="mutes")

    def _lay_out(self) -> None:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(2 * UNIT, UNIT + HALF, 2 * UNIT, UNIT + HALF)
        column.addWidget(self.acts)
        for widget in (self.list, self.not_found):
            self._inner.addWidget(widget)
        for page in (frame.column(head, None, (self._inner, 1)), self.state):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self.acts.word_wanted.connect(self._ask_for_word)
        self.acts.unmute_wanted.connect(self._unmute)
        self.acts.filtered.connect(self._show)
        self.acts.let_go.connect(self.list.setFocus)
        self.list.chosen.connect(self._enable)
        self.list.key_pressed.connect(self.acts.press)
        self.list.menu_wanted.connect(self.acts.open_menu)
        self.list.aged.connect(self._show)
        self._doing.changed.connect(self.changed)
        self._doing.said.connect(self.said)
        self._doing.failed.connect(self.failed)
        self._doing.ended.connect(self.renew)

    @Slot(object)
    def _take(self, mutes: tuple[Mute, ...]) -> None:
        """Show what was read; what is chosen stays chosen."""
        self.muted = mutes_words.grouped(mutes)
        self._doing.rest()
        if not self.muted:
            self.acts.filter.clear()  # else it would hide what is muted next
        self._show()
        self._choose_new()
        if self.muted:
            self._turn_to(0, self.list)
        else:
            self._say(*mutes_words.NOTHING_MUTED, way=(tr("Mute a word…"), self._ask_for_word))
        self._enable()

    def _choose_new(self) -> None:
        """Put the keys on what was muted from here just now, once it is read."""
        known = self._known
        new = [] if known is None else [one for one in self.muted if one.first.id not in known]
        if new:
            self._known = None
            self.list.choose(new[0].first.id)

    @Slot(object)
    def _not_read(self, error: DeskError) -> None:
        """Say why; what was shown before stays, and the window says it over the desk."""
        self._doing.rest()
        if self.muted:
            self.failed.emit(error)
            self._enable()
        else:
            self._say(error.title, error.message, error.advice, way=(tr("Try again"), self.renew))

    def _say(
        self,
        title: str,
        message: str = "",
        advice: str = "",
        way: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Say this in the place of the list, with a way to go on."""
        self.state.say(title, message, advice, () if way is None else (way,))
        self._turn_to(1, self.state)

    def _turn_to(self, page: int, front: QWidget) -> None:
        """Show the list or what is said in its place; the keys go along."""
        focused = QApplication.focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        held = held and self._pages.currentIndex() != page
        self._pages.setCurrentIndex(page)
        self.setFocusProxy(front)
        if held:
            front.setFocus()

    @Slot()
    def _show(self) -> None:
        """Show those that fit the filter."""
        sought, now = self.acts.filter.text(), self._now()
        found = [one for one in self.muted if mutes_words.holds(one, sought)]
        self.list.show_entries(tuple(mutes_words.entry(one, now) for one in found))
        self.acts.show_filter(len(self.muted))
        if not found and self.muted:
            self.not_found.say(NOT_FOUND, "", tr("Look for a name, a word, or who muted it."))
        self._inner.setCurrentIndex(0 if found or not self.muted else 1)

    @Slot()
    def _enable(self) -> None:
        self.acts.enable(marked=bool(self.list.marked), busy=self._doing.busy)

    @Slot()
    def _unmute(self) -> None:
        marked = self.marked
        if marked:
            ids, said = (
                tuple(each for one in marked for each in one.ids),
                mutes_words.unmuted(marked),
            )
            self._doing.write(lambda desk: desk.mutes.unmute(ids), lambda _: said)
            self._enable()

    @Slot()
    def _ask_for_word(self) -> None:
        """Ask for a word that is not to be heard; once at a time."""
        from ui.mute_dialog import MuteDialog

        held = self._dialog
        if held is not None and isValid(held) and held.isVisible():
            held.activateWindow()
            return
        dialog = self._dialog = MuteDialog(self._lanes.reader, "", self.window())
        dialog.wanted.connect(self._mute)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _mute(self, word: str) -> None:
        dialog = self._dialog
        if dialog is None:
            return

        def muted(what: WhatWasMuted) -> None:
            from ui.mute_acts import said_of_word

            if isValid(dialog):
                dialog.accept()
            self._known = {one.first.id for one in self.muted}
            self.changed.emit(what)
            self.said.emit(said_of_word(what))
            self.renew()

        def refused(error: DeskError) -> None:
            if isValid(dialog) and dialog.isVisible():
                dialog.refuse(error)
            else:  # they went on without waiting
                self.failed.emit(error)

        self._lanes.writer.submit(
            lambda desk: desk.mutes.mute_word(word), muted, refused, receiver=self
        )


def _read(desk: Desk) -> tuple[Mute, ...]:
    return desk.mutes.every()
