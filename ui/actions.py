"""Every action of the window with its words and its keys, in the menus.

Framework knowledge: a text field takes printable keys and its own editing keys before
any shortcut does, so single letters and Ctrl+Z act on cases only outside of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from console.domain.cases import CaseRow, CaseState
from ui import key_names

if TYPE_CHECKING:
    from ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Act:
    """One action: `name` finds it, `keys` start it; the first key is shown.

    A person may choose other keys; see `ui.key_map`.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    run: Callable[[], None] | None
    """Does it; None where whoever is handed the action connects to it."""
    on_case: bool = False
    """Whether it needs an open case."""
    states: tuple[CaseState, ...] = tuple(CaseState)
    """In which states of the case it makes sense."""
    many: bool = False
    """Whether it may be done to all marked cases at once."""
    on_list: bool = False
    """Whether it is about the list of cases, and is not possible while another page hides that."""
    waits: bool = False
    """Whether it is not possible till somebody says so."""
    repeats: bool = False
    """Whether a key that is held down does it again and again."""
    fixed: bool = False
    """Whether its keys are not for a person to choose."""
    role: QAction.MenuRole = QAction.MenuRole.TextHeuristicRole
    """Where the platform expects it, as macOS does."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A menu within a menu of which one act is the chosen one."""

    text: str
    acts: tuple[Act, ...]
    chosen: Callable[[], str]
    """Returns the name of the act that is in force."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A menu within a menu, of acts that belong together; in lists they stand as in its menu."""

    text: str
    acts: tuple[Act, ...]


SEPARATOR = None
Entry = Act | Choice | Branch | None
Menu = tuple[str, tuple[Entry, ...]]


@dataclass(slots=True)
class Listed:
    """An action as the palette and the sheet of keys list it, with the keys it has now."""

    act: Act
    menu: str
    action: QAction
    keys: tuple[str, ...] = field(default=(), init=False)
    """The keys that start it, in Qt's names on every system."""

    @property
    def name(self) -> str:
        """Return what finds it."""
        return self.act.name

    @property
    def on_case(self) -> bool:
        """Return whether it needs an open case."""
        return self.act.on_case

    @property
    def many(self) -> bool:
        """Return whether it may be done to all marked cases at once."""
        return self.act.many

    @property
    def fixed(self) -> bool:
        """Return whether its keys are not for a person to choose."""
        return self.act.fixed

    @property
    def defaults(self) -> tuple[str, ...]:
        """Return the keys that it came with."""
        return self.act.keys

    @property
    def text(self) -> str:
        """Return its words without the mark of its letter and the dots of a dialog."""
        return self.action.text().replace("&", "").rstrip("…")

    @property
    def shown_keys(self) -> str:
        """Return its keys as they stand on this system's keyboards."""
        return key_names.every_shown(self.keys)

    def possible(self, row: CaseRow) -> bool:
        """Return whether it makes sense on this case."""
        return row.state in self.act.states

    def set_keys(self, keys: tuple[str, ...]) -> None:
        """Let these keys start it, and no others.

        Chords are left to `ui.key_chords`: as Qt's own shortcuts, they would take the
        second key from a text that got the focus in between.
        """
        self.keys = keys
        self.action.setShortcuts([QKeySequence(key) for key in keys if not key_names.is_chord(key)])


def install(window: MainWindow, menus: tuple[Menu, ...]) -> dict[str, Listed]:
    """Fill the menu bar and return the actions by name, in the order of the menus.

    What was in the bar makes room: the titles that stood there for the first paint.
    """
    window.menuBar().clear()
    listed: dict[str, Listed] = {}
    for title, acts in menus:
        menu, plain_title = window.menuBar().addMenu(title), title.replace("&", "")
        for act in acts:
            if act is SEPARATOR:
                menu.addSeparator()
            elif isinstance(act, Choice):
                listed |= _choice(window, menu, act)
            elif isinstance(act, Branch):
                listed |= _acts(window, menu.addMenu(act.text), plain_title, act.acts)
            else:
                listed |= _acts(window, menu, plain_title, (act,))
    window.navigation.keys.take(listed)
    return listed


def enable(
    listed: Iterable[Listed], row: CaseRow | None, *, marked: bool = False, hidden: bool = False
) -> None:
    """Let those acts be done that need an open case, where there is one, or marked ones.

    Where the cases are `hidden` by another page, none is possible that is about them.
    """
    if hidden:
        row, marked = None, False
    for one in listed:
        if one.act.on_list:
            one.action.setEnabled(not hidden)
        if one.on_case:
            on_many = marked and one.many
            one.action.setEnabled(on_many or (row is not None and one.possible(row)))


def _action(window: MainWindow, act: Act) -> QAction:
    action = QAction(act.text, window)
    action.setObjectName(act.name)
    action.setEnabled(not act.waits)
    action.setAutoRepeat(act.repeats)
    action.setMenuRole(act.role)
    if act.run is not None:
        action.triggered.connect(_plain(act.run))
    return action


def _acts(window: MainWindow, menu: QMenu, title: str, acts: Iterable[Act]) -> dict[str, Listed]:
    """Put acts into a menu, and return them; they are listed under `title`."""
    made: dict[str, Listed] = {}
    for act in acts:
        action = _action(window, act)
        menu.addAction(action)
        made[act.name] = Listed(act, title, action)
    return made


def _choice(window: MainWindow, menu: QMenu, choice: Choice) -> dict[str, Listed]:
    inner = menu.addMenu(choice.text)
    group = QActionGroup(inner)
    made: dict[str, Listed] = {}
    for act in choice.acts:
        action = _action(window, act)
        action.setCheckable(True)
        group.addAction(action)
        inner.addAction(action)
        made[act.name] = Listed(act, choice.text.replace("&", ""), action)

    def show_chosen() -> None:
        made[choice.chosen()].action.setChecked(True)

    inner.aboutToShow.connect(show_chosen)
    return made


def _plain(run: Callable[[], None]) -> Callable[[bool], None]:
    """Drop the `checked` that Qt passes along."""

    def triggered(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it so
        run()

    return triggered
