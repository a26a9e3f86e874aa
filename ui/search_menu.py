"""What can be done about searching, as the menu of the view lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.language import tr
from ui.actions import Act

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.search_side import SearchSide


def acts(window: MainWindow) -> tuple[Act, ...]:
    """Return the acts, in the menu's order."""

    # Built after the first paint: it is looked up late.
    def side() -> SearchSide:
        return window.searches

    return (
        Act(
            "search_help", tr("What can be searched for"), ("Alt+O",), window.navigation.search_help
        ),
        Act(
            "search_order",
            tr("Newest or best hits first"),
            ("Ctrl+Shift+O",),
            lambda: side().turn_order(),
        ),
        Act(
            "next_hit",
            tr("Next hit"),
            ("F3",),
            lambda: side().steps.go(1),
            repeats=True,
        ),
        Act(
            "last_hit",
            tr("Previous hit"),
            ("Shift+F3",),
            lambda: side().steps.go(-1),
            repeats=True,
        ),
        Act(
            "keep_search",
            tr("Keep this search…"),
            ("Ctrl+Shift+K",),
            lambda: side().keep(),
        ),
        Act(
            "saved_searches",
            tr("Kept searches…"),
            ("Ctrl+Shift+F",),
            lambda: side().choose(),
        ),
    )
