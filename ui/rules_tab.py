"""The rules over what comes in: a list with what each did, and what can be done about it.

Owns what is read and written for it; making and changing is the dialog's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId, RuleId, WatchId
from console.domain.triage_rules import TriageRule
from console.errors import DeskError
from console.language import tr
from ui import frame, rule_done, rule_rows, rule_words
from ui.elided_label import ElidedLabel
from ui.lanes import Lanes
from ui.rows_doing import RowsDoing
from ui.rule_acts import RuleAct, RuleActs, may_switch, switches_off
from ui.rule_list import EntryList
from ui.rule_list_delegate import EntryDelegate, Voice
from ui.state_view import StateView
from ui.theme import HALF, UNIT, Theme

Read = tuple[tuple[TriageRule, ...], dict[WatchId, str], dict[AccountId, str], frozenset[RuleId]]
"""The rules, the names of the watches and accounts for which they may ask, and of which rules
was taken back what they did."""


class RulesTab(QWidget):
    """The rules of the desk.

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
        self._lanes, self._theme, self._now = lanes, theme, now
        self._read: Read = ((), {}, {}, frozenset())
        self._new: RuleId | None = None
        """The rule that was stored just now."""
        self._dialog: QDialog | None = None
        self._doing = RowsDoing(lanes.writer, self)
        self.acts = RuleActs()
        drawn = EntryDelegate(theme, (Voice.STRONG, Voice.TEXT, Voice.TEXT))
        self.list = EntryList(tr("Rules"), drawn)
        self.how = ElidedLabel(rule_words.HOW, "quiet", theme.small_font())
        self.state = StateView()
        self.state.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._say(tr("Reading the rules…"))
        self._enable()

    @property
    def rules(self) -> tuple[TriageRule, ...]:
        """Return the rules as they were read last."""
        return self._read[0]

    @property
    def marked(self) -> tuple[TriageRule, ...]:
        """Return the marked rules, from the top."""
        keys = set(self.list.marked)
        return tuple(rule for rule in self.rules if rule.id in keys)

    def renew(self) -> None:
        """Read the rules anew; when the tab is shown, and when they became others."""
        self._lanes.reader.submit(_read, self._take, self._not_read, receiver=self, key="rules")

    def _lay_out(self) -> None:
        head, foot = QWidget(), QWidget()
        for page, inner in ((head, self.acts), (foot, self.how)):
            column = QVBoxLayout(page)
            over = UNIT + HALF if page is head else UNIT
            column.setContentsMargins(2 * UNIT, over, 2 * UNIT, over)
            column.addWidget(inner)
        body = frame.column(head, None, (self.list, 1), None, foot)
        for page in (body, self.state):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self.acts.wanted.connect(self._do)
        self.list.chosen.connect(self._enable)
        self.list.open_wanted.connect(self._edit)
        self.list.key_pressed.connect(self.acts.press)
        self.list.menu_wanted.connect(self.acts.open_menu)
        self.list.aged.connect(self._show)
        self._doing.changed.connect(self.changed)
        self._doing.said.connect(self.said)
        self._doing.failed.connect(self.failed)
        self._doing.ended.connect(self.renew)
        self._theme.changed.connect(self._take_theme)

    @Slot(object)
    def _take(self, read: Read) -> None:
        """Show what was read; what is chosen stays chosen."""
        self._read = read
        self._doing.rest()
        self._show()
        if self._new is not None and self.list.rows.position(self._new) is not None:
            self.list.choose(self._new)
            self._new = None
        if self.rules:
            self._turn_to(0, self.list)
        else:
            self._say(*rule_words.NO_RULES, way=(tr("New rule…"), self._make))
        self._enable()

    @Slot(object)
    def _not_read(self, error: DeskError) -> None:
        """Say why; what was shown before stays, and the window says it over the desk."""
        self._doing.rest()
        if self.rules:
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
        held = self._pages.currentIndex() != page and self._has_keys()
        self._pages.setCurrentIndex(page)
        self.setFocusProxy(front)
        if held:
            front.setFocus()

    def _has_keys(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    @Slot()
    def _show(self) -> None:
        rules, watches, accounts, back = self._read
        now, entry = self._now(), rule_rows.entry
        self.list.show_entries(
            tuple(entry(one, watches, accounts, now, taken_back=one.id in back) for one in rules)
        )

    @Slot()
    def _enable(self) -> None:
        self.acts.enable(self.marked, busy=self._doing.busy)

    @Slot(object)
    def _do(self, act: RuleAct) -> None:
        marked = self.marked
        if act is RuleAct.NEW:
            self._make()
        elif act is RuleAct.EDIT:
            self._edit()
        elif act is RuleAct.SWITCH:
            self._switch(marked)
        elif act is RuleAct.REMOVE and marked:
            ids, said = _ids(marked), rule_done.removed(marked)
            self._doing.write(lambda desk: desk.rules.remove(ids), lambda _: said)
        elif len(marked) == 1 and act is RuleAct.APPLY:
            self._ask_to_apply(marked[0])
        elif len(marked) == 1 and act is RuleAct.TAKE_BACK:
            rule = marked[0]
            self._doing.write(
                lambda desk: desk.rules.take_back(rule.id),
                lambda did: rule_done.taken_back(rule.new.name, len(did.done)),
            )
        self._enable()

    def _switch(self, marked: tuple[TriageRule, ...]) -> None:
        """Switch the marked rules off where one of them is on, else on."""
        on = not switches_off(marked)
        others = tuple(one for one in marked if one.enabled is not on and may_switch(one))
        if others:
            ids, said = _ids(others), rule_done.switched(others, on=on)
            self._doing.write(lambda desk: desk.rules.set_enabled(ids, enabled=on), lambda _: said)

    @Slot()
    def _make(self) -> None:
        self._open(None)

    @Slot()
    def _edit(self) -> None:
        marked = self.marked
        if len(marked) == 1 and not self._doing.busy:
            self._open(marked[0])

    def _open(self, rule: TriageRule | None) -> None:
        """Ask for a rule, new or another."""
        from ui.rule_dialog import RuleDialog

        if self._is_asking():
            return
        dialog = RuleDialog(rule, self._lanes, self._theme, self._now, self.window())
        dialog.stored.connect(self._expect)
        dialog.changed.connect(self._take_stored)
        dialog.said.connect(self.said)
        self._begin(dialog)

    def _ask_to_apply(self, rule: TriageRule) -> None:
        """Show to which posts a rule would be applied, and ask."""
        from ui.rule_apply_dialog import RuleApplyDialog

        if self._is_asking():
            return
        _, watches, accounts, _ = self._read
        asked = rule_words.when(rule.new.when, watches, accounts)
        dialog = RuleApplyDialog(
            rule, f"{asked} → {rule_words.then(rule.new.then)}", self._lanes.reader,
            self._theme, self._now, self.window(),
        )  # fmt: skip
        dialog.wanted.connect(partial(self._apply, rule))
        dialog.case_wanted.connect(self._open_case)
        self._begin(dialog)

    def _is_asking(self) -> bool:
        """Return whether a dialog is open; it comes to the front then."""
        held = self._dialog
        if held is None or not isValid(held) or not held.isVisible():
            return False
        held.activateWindow()
        return True

    def _begin(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _apply(self, rule: TriageRule) -> None:
        self._doing.write(
            lambda desk: desk.rules.apply(rule.id),
            lambda did: rule_done.applied(rule.new.name, len(did.done)),
        )
        self._enable()

    @Slot(object)
    def _open_case(self, case_id: CaseId) -> None:
        self.case_wanted.emit(case_id)

    @Slot(object)
    def _expect(self, rule_id: RuleId) -> None:
        """Take note that the dialog stored a rule: it is chosen when it is read."""
        self._new = rule_id

    @Slot(object)
    def _take_stored(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.renew()

    @Slot()
    def _take_theme(self) -> None:
        self.how.setFont(self._theme.small_font())


def _ids(rules: tuple[TriageRule, ...]) -> tuple[RuleId, ...]:
    return tuple(rule.id for rule in rules)


def _read(desk: Desk) -> Read:
    return (
        desk.rules.every(),
        {watch.id: watch.new.name for watch in desk.watches.every()},
        {account.id: account.handle for account in desk.accounts.every()},
        desk.rules.taken_back(),
    )
