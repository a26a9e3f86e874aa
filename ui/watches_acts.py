"""What can be done with watches: the buttons over the list, their keys, their menu.

Owns which of them make sense with what is marked; what they do is the tab's.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton

from console.domain.watches import Watch, WatchState
from console.language import tr, tr_in
from ui import key_names, plain
from ui.wrapping_row import WrappingRow


class WatchAct(Enum):
    """An act with its title, and its key in the list."""

    NEW = (tr("New watch…"), "N")
    EDIT = (tr("Edit…"), "E")
    LOOK = (tr("Look now"), "L")
    PAUSE = (tr_in("act of a watch", "Pause"), "P")
    REMOVE = (tr("Remove"), "Del")

    @property
    def title(self) -> str:
        """Return its words on a button."""
        return self.value[0]

    @property
    def key(self) -> str:
        """Return what starts it in the list."""
        return self.value[1]


GO_ON = tr_in("act of a watch", "Go on")
TIPS = {
    WatchAct.NEW: tr("Search for something else"),
    WatchAct.EDIT: tr("Change what it searches, how often, and what it may cost"),
    WatchAct.LOOK: tr("Search at once, due or not"),
    WatchAct.PAUSE: tr("Stop the marked watches, or let them go on"),
    WatchAct.REMOVE: tr("Remove the marked watches; their cases stay. Ctrl+Z brings them back"),
}


class WatchActs(WrappingRow):
    """The buttons, beside each other.

    Signals:
        wanted(WatchAct): a person wants this done.
        let_go: the button that had the keys went out. Qt hands them to the next one, whose act
            would be done by who presses again.
    """

    wanted = Signal(object)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[WatchAct, QPushButton] = {}
        for act in WatchAct:
            button = self.buttons[act] = QPushButton(act.title)
            button.clicked.connect(self._click)
            said = (
                tr("{tip} ({key} or Enter in the list)")
                if act is WatchAct.EDIT
                else tr("{tip} ({key} in the list)")
            )
            plain.set_tip(button, said.format(tip=TIPS[act], key=key_names.shown(act.key)))
            self.add(button)
        self.buttons[WatchAct.NEW].setObjectName("primary")

    def enable(
        self, current: Watch | None, marked: tuple[Watch, ...], *, looking: bool, busy: bool
    ) -> None:
        """Let those acts be done that make sense.

        `looking`: a look on a person's word is under way; `busy`: a write is.
        """
        pressed = next((each for each in self.buttons.values() if each.hasFocus()), None)
        one = len(marked) == 1 and current is not None
        can_look = one and not looking and may_look(marked[0])
        for act, possible in (
            (WatchAct.EDIT, one),
            (WatchAct.LOOK, can_look),
            (WatchAct.PAUSE, bool(marked)),
            (WatchAct.REMOVE, bool(marked)),
        ):
            self.buttons[act].setEnabled(possible and not busy)
        title = WatchAct.PAUSE.title if pauses(marked) or not marked else GO_ON
        self.buttons[WatchAct.PAUSE].setText(title)
        if pressed is not None and not pressed.isEnabled():
            self.let_go.emit()

    def press(self, key: str) -> bool:
        """Do what a key of the list is for; return whether it is for anything."""
        for act in WatchAct:
            if act.key == key:
                self.buttons[act].click()
                return True
        return False

    def open_menu(self, place: QPoint) -> None:
        """Offer what can be done, at a global place."""
        menu = QMenu(self)
        for act, button in self.buttons.items():
            action = menu.addAction(f"{button.text()}\t{key_names.shown(act.key)}")
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


def pauses(marked: tuple[Watch, ...]) -> bool:
    """Return whether the marked ones would be paused: where one of them looks."""
    return any(not watch.paused for watch in marked)


def may_look(watch: Watch) -> bool:
    """Return whether a look could bring anything."""
    return not watch.paused and watch.state is not WatchState.NO_ACCESS
