"""The menus of the window: which actions there are, their words and their keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.actions import Act, Menu
from ui.side_view import View

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def menus(window: MainWindow) -> tuple[Menu, ...]:
    """Return all menus of the window."""
    return (_desk_menu(window), _case_menu(window), _view_menu(window))


def _desk_menu(window: MainWindow) -> Menu:
    return (
        "&Desk",
        (
            Act("sync", "Sync now", ("F5",), window.courier.sync_now),
            Act("connect", "Connect account…", ("Ctrl+Shift+A",), window.connect_wanted.emit),
            None,
            Act("quit", "Quit", ("Ctrl+Q",), window.quit),
        ),
    )


# The case's side of the window is built after the first paint: lambdas look it up late.
def _case_menu(window: MainWindow) -> Menu:
    return (
        "&Case",
        (
            Act("reply", "Write an answer", ("R",), lambda: window.case.composer.editor.setFocus()),
            Act("send", "Send", ("Ctrl+Return", "Ctrl+Enter"), lambda: window.case.answer.send()),
            None,
            Act("note", "Call note…", ("Ctrl+Shift+N", "N"), window.note_call),
            Act("call", "New call…", ("Ctrl+N",), lambda: window.call_wanted.emit(None)),
            None,
            Act("resolve", "Resolve", ("E",), lambda: window.acts.resolve()),
            Act("reopen", "Reopen", ("Shift+E",), lambda: window.acts.reopen()),
            Act("undo", "Undo", ("Ctrl+Z",), lambda: window.acts.undo()),
        ),
    )


def _view_menu(window: MainWindow) -> Menu:
    inbox = window.inbox
    views = tuple(
        Act(
            f"view_{view.name.lower()}",
            view.title,
            (f"Ctrl+{number}",),
            partial(window.side.choose, view),
        )
        for number, view in enumerate(View, 1)
    )
    return (
        "&View",
        (
            *views,
            None,
            Act("search", "Search cases", ("/", "Ctrl+F"), window.search),
            Act("list", "Go to the list", ("Esc",), inbox.list.setFocus),
            Act("next", "Next case", ("J", "Alt+Down"), lambda: inbox.step(1)),
            Act("previous", "Previous case", ("K", "Alt+Up"), lambda: inbox.step(-1)),
        ),
    )
