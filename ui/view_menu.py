"""The menus of the view and of help: where one can go, what is listed, how it looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from console.language import tr
from ui import account_filter, key_names, search_menu
from ui.actions import Act, Branch, Choice, Menu
from ui.theme import Appearance
from ui.views import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.main_window import MainWindow

LOOKS = {
    Appearance.SYSTEM: tr("As the system"),
    Appearance.LIGHT: tr("Light"),
    Appearance.DARK: tr("Dark"),
    Appearance.HIGH_CONTRAST: tr("High contrast"),
}
STEPS = ("next", "previous", "mark_down", "mark_up")
"""Acts that a key which is held down does again and again."""
EVERYWHERE = ("search", "list", "next", "previous")
"""Acts that mean something for a page in the place of the cases as well."""


def menu(window: MainWindow) -> Menu:
    """Return the menu of the view."""
    panes = window.navigation.panes
    looks = tuple(
        Act(f"look_{look.name.lower()}", text, (), partial(window.look_chosen.emit, look))
        for look, text in LOOKS.items()
    )
    return (
        tr("&View"),
        (
            *_views(window),
            Act(
                "go",
                tr("Go to…"),
                (key_names.FIRST,),
                window.navigation.chords.begin,
                fixed=True,
            ),
            None,
            *_list_acts(window),
            Branch(tr("Searching"), search_menu.acts(window)),
            None,
            Branch(
                tr("Panes"),
                (
                    Act("pane", tr("Next pane"), ("F6",), lambda: panes.step(1)),
                    Act("pane_back", tr("Previous pane"), ("Shift+F6",), lambda: panes.step(-1)),
                    Act(
                        "contact",
                        tr("Contact"),
                        ("I",),
                        lambda: window.right.contact.toggle(),
                        on_case=True,
                    ),
                    Act(
                        "usual_sizes",
                        tr("Back to the usual sizes"),
                        (),
                        lambda: window.screens.use_usual(),  # built with the rest of the window
                    ),
                ),
            ),
            Choice(tr("Account"), _accounts(window), lambda: window.account_filter.act),
            Branch(
                tr("Text size"),
                (
                    Act(
                        "text_larger",
                        tr("Larger text"),
                        ("Ctrl++", "Ctrl+="),
                        partial(window.text_stepped.emit, 1),
                    ),
                    Act(
                        "text_smaller",
                        tr("Smaller text"),
                        ("Ctrl+-",),
                        partial(window.text_stepped.emit, -1),
                    ),
                    Act(
                        "text_usual",
                        tr("Usual size of text"),
                        ("Ctrl+0",),
                        partial(window.text_stepped.emit, 0),
                    ),
                ),
            ),
            Choice(tr("Appearance"), looks, lambda: f"look_{window.theme.appearance.name.lower()}"),
        ),
    )


def _views(window: MainWindow) -> tuple[Act, ...]:
    return tuple(
        Act(
            f"view_{view.name.lower()}",
            view.title,
            (f"Ctrl+{number}", f"{key_names.FIRST}, {view.letter}"),
            partial(window.side.choose, view),
        )
        for number, view in enumerate(View, 1)
    )


def _accounts(window: MainWindow) -> tuple[Act, ...]:
    """Return what lists one account alone; how each is called, is known with the accounts."""
    listed = window.account_filter
    return (
        Act(account_filter.ALL, tr("All accounts"), ("Alt+0",), listed.show_all),
        *(
            Act(
                account_filter.act_name(place),
                tr("Account {place}").format(place=place),
                (f"Alt+{place}",),
                partial(listed.choose_place, place),
            )
            for place in range(1, account_filter.MOST + 1)
        ),
    )


def _list_acts(window: MainWindow) -> tuple[Act | Branch, ...]:
    """Return what is done in the list of cases: search, move, mark, order."""
    inbox, navigation = window.inbox, window.navigation
    first = f"{key_names.FIRST}, {key_names.FIRST}"

    def act(name: str, text: str, keys: tuple[str, ...], run: Callable[[], None]) -> Act:
        return Act(name, text, keys, run, on_list=name not in EVERYWHERE, repeats=name in STEPS)

    return (
        act("search", tr("Search cases"), ("/", "Ctrl+F"), navigation.search),
        act("list", tr("Go to the list"), ("Esc",), navigation.go_to_list),
        act("next", tr("Next case"), ("J", "Alt+Down"), lambda: navigation.step(1)),
        act("previous", tr("Previous case"), ("K", "Alt+Up"), lambda: navigation.step(-1)),
        act("first", tr("First case"), (first,), navigation.go_to_first),
        Branch(
            tr("Marking"),
            (
                act("mark", tr("Mark case"), ("X",), inbox.toggle_mark),
                act("mark_down", tr("Mark downwards"), ("Shift+J",), lambda: inbox.extend_marks(1)),
                act("mark_up", tr("Mark upwards"), ("Shift+K",), lambda: inbox.extend_marks(-1)),
                act("mark_all", tr("Mark all of the list"), ("Ctrl+A",), inbox.mark_all),
                act("unmark", tr("Unmark all"), ("Shift+X",), inbox.unmark),
            ),
        ),
        act("order", tr("Newest or most urgent first"), ("Shift+P",), inbox.toggle_order),
    )


def help_menu(window: MainWindow) -> Menu:
    """Return the menu of help."""
    return (
        tr("&Help"),
        (
            Act("palette", tr("Find a command…"), ("Ctrl+K",), window.palette_wanted.emit),
            Act("help", tr("Help…"), ("F1",), lambda: window.help.show_here()),
            Act("keys", tr("Keyboard shortcuts"), ("?",), window.keys_wanted.emit),
            None,
            Act("doctor", tr("Diagnostics…"), (), lambda: window.account_side.doctor()),
            Act("about", tr("About Canary Desk"), (), window.about_wanted.emit),
        ),
    )
