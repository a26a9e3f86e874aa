"""What can be done with rules: the buttons over the list, their keys, their menu.

Owns which of them make sense with what is marked; what they do is the tab's.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from console.domain.triage_rules import PREVIEWED, TriageRule
from console.language import tr
from ui import key_names, plain
from ui.theme import UNIT


class RuleAct(Enum):
    """An act with its words on a button, in full, and its key in the list."""

    NEW = (tr("New rule…"), tr("New rule…"), "N")
    EDIT = (tr("Edit…"), tr("Edit…"), "E")
    SWITCH = (tr("Switch off"), tr("Switch off"), "Space")
    APPLY = (
        tr("Apply…"),
        tr("Apply to the last {count} posts…").format(count=PREVIEWED),
        "A",
    )
    TAKE_BACK = (tr("Take back"), tr("Take back what it did"), "T")
    REMOVE = (tr("Remove"), tr("Remove"), "Del")

    @property
    def title(self) -> str:
        """Return its words on a button."""
        return self.value[0]

    @property
    def full(self) -> str:
        """Return its words in a menu."""
        return self.value[1]

    @property
    def key(self) -> str:
        """Return what starts it in the list."""
        return self.value[2]


SWITCH_ON = tr("Switch on")
TIPS = {
    RuleAct.NEW: tr("Let the desk sort what comes in"),
    RuleAct.EDIT: tr("Change what it asks and does; what it did stays"),
    RuleAct.SWITCH: tr("Let the marked rules rest, or hold again for what comes in"),
    RuleAct.APPLY: tr("See what it would do to the last {count} posts, and do it").format(
        count=PREVIEWED
    ),
    RuleAct.TAKE_BACK: tr("Take back what it did and nobody changed since"),
    RuleAct.REMOVE: tr("Remove the marked rules; what they did stays. Ctrl+Z brings them back"),
}


class RuleActs(QWidget):
    """The buttons, beside each other.

    Signals:
        wanted(RuleAct): a person wants this done.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[RuleAct, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        for act in RuleAct:
            button = self.buttons[act] = QPushButton(act.title)
            button.clicked.connect(self._click)
            keys = key_names.shown(act.key)
            if act is RuleAct.EDIT:
                keys = tr("{key} or Enter").format(key=keys)
            # Translators: {tip} is such as `Let the desk sort what comes in`.
            tip = tr("{tip} ({keys} in the list)").format(tip=TIPS[act], keys=keys)
            plain.set_tip(button, tip)
            button.setAccessibleName(act.full.rstrip("…"))
            row.addWidget(button)
        row.addStretch()
        self.buttons[RuleAct.NEW].setObjectName("primary")

    def enable(self, marked: tuple[TriageRule, ...], *, busy: bool) -> None:
        """Let those acts be done that make sense; `busy`: something is being written."""
        one = marked[0] if len(marked) == 1 else None
        for act, possible in (
            (RuleAct.EDIT, one is not None),
            (RuleAct.SWITCH, any(may_switch(rule) for rule in marked)),
            (RuleAct.APPLY, one is not None and not one.problem),
            (RuleAct.TAKE_BACK, one is not None and bool(one.effects)),
            (RuleAct.REMOVE, bool(marked)),
        ):
            self.buttons[act].setEnabled(possible and not busy)
        rests = bool(marked) and not switches_off(marked)
        title = SWITCH_ON if rests else RuleAct.SWITCH.title
        self.buttons[RuleAct.SWITCH].setText(title)
        self.buttons[RuleAct.SWITCH].setAccessibleName(title)

    def press(self, key: str) -> None:
        """Do what a key of the list is for, if it is for anything."""
        for act in RuleAct:
            if act.key == key:
                self.buttons[act].click()

    def open_menu(self, place: QPoint) -> None:
        """Offer what can be done, at a global place."""
        menu = QMenu(self)
        for act, button in self.buttons.items():
            title = button.text() if act is RuleAct.SWITCH else act.full
            action = menu.addAction(f"{title}\t{key_names.shown(act.key)}")
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @Slot()
    def _click(self) -> None:
        sender = self.sender()
        for act, button in self.buttons.items():
            if button is sender:
                self.wanted.emit(act)


def may_switch(rule: TriageRule) -> bool:
    """Return whether it makes a difference that a rule is on."""
    return rule.enabled or not rule.problem


def switches_off(marked: tuple[TriageRule, ...]) -> bool:
    """Return whether the marked ones would be switched off: where one of them is on."""
    return any(rule.enabled for rule in marked)
