"""Every action of the window with its words and its keys, in the menus.

Framework knowledge: a text field takes printable keys and its own editing keys before
any shortcut does, so single letters and Ctrl+Z act on cases only outside of texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow


@dataclass(frozen=True, slots=True)
class Act:
    """One action: `name` finds it, `keys` start it; the first key is shown."""

    name: str
    text: str
    keys: tuple[str, ...]
    run: Callable[[], None]


SEPARATOR = None
Menu = tuple[str, tuple[Act | None, ...]]


def install(window: QMainWindow, menus: tuple[Menu, ...]) -> dict[str, QAction]:
    """Build the menu bar and return the actions by name."""
    actions: dict[str, QAction] = {}
    for title, acts in menus:
        menu = window.menuBar().addMenu(title)
        for act in acts:
            if act is SEPARATOR:
                menu.addSeparator()
                continue
            action = QAction(act.text, window)
            action.setShortcuts([QKeySequence(key) for key in act.keys])
            action.triggered.connect(_plain(act.run))
            menu.addAction(action)
            actions[act.name] = action
    return actions


def _plain(run: Callable[[], None]) -> Callable[[bool], None]:
    """Drop the `checked` that Qt passes along."""

    def triggered(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it so
        run()

    return triggered
