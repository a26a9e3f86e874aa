"""The menus of a review: what reads, as at a desk at work, and what a reviewer does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from console.domain.reviews import Verdict
from console.language import tr
from ui.actions import Act, Branch, Choice, Entry, Menu
from ui.menus import menus as every_menu

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.review_side import ReviewSide

READING = (
    "quit", "view_needs_reply", "view_waiting", "view_snoozed", "view_calls", "view_resolved",
    "view_all", "go", "search", "list", "next", "previous", "first", "order", "pane",
    "pane_back", "contact", "look_system", "look_light", "look_dark", "look_high_contrast",
    "palette", "help", "keys", "about", "lock",
)  # fmt: skip
"""The acts of a desk at work that write nothing; all others are gone."""


def menus(window: MainWindow, side: ReviewSide) -> tuple[Menu, ...]:
    """Return the menus: those of a desk at work as far as they only read, and the review's."""
    kept = [
        (title, acts) for title, every in every_menu(window) if (acts := _reading(every))
    ]  # the order of the bar stays
    return (kept[0], _review(side), *kept[1:])


def _reading(acts: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return what of a menu only reads, with no line at either end of it or twice."""
    kept: list[Entry] = []
    for act in acts:
        if act is None:
            if kept and kept[-1] is not None:
                kept.append(None)
        elif isinstance(act, Choice | Branch):
            inner = tuple(one for one in act.acts if one.name in READING)
            if inner:
                kept.append(replace(act, acts=inner))
        elif act.name in READING:
            kept.append(act)
    while kept and kept[-1] is None:
        kept.pop()
    return tuple(kept)


def _review(side: ReviewSide) -> Menu:
    return (
        tr("&Review"),
        (
            Act("review_note", tr("Write a note"), ("N",), side.write_note, on_case=True),
            Act(
                "review_keep_note",
                tr("Keep the note"),
                ("Ctrl+Return", "Ctrl+Enter"),
                side.keep_note,
                on_case=True,
            ),
            Act("review_done", tr("Reviewed, on to the next"), ("E",), side.done, on_case=True),
            Act("review_not_done", tr("Not reviewed"), ("Shift+E",), side.not_done, on_case=True),
            None,
            Act("review_good", tr("Verdict: good"), ("1",), partial(side.verdict, Verdict.GOOD)),
            Act(
                "review_better",
                tr("Verdict: could be better"),
                ("2",),
                partial(side.verdict, Verdict.COULD_BE_BETTER),
            ),
            Act("review_wrong", tr("Verdict: wrong"), ("3",), partial(side.verdict, Verdict.WRONG)),
            None,
            Act("review_next", tr("Next not yet reviewed"), ("Space",), side.next),
            Act("review_back", tr("Back to the case before"), ("Shift+Space",), side.back),
            Act("undo", tr("Take back"), ("Ctrl+Z",), side.undo),
            None,
            Act("review_filter", tr("Not yet reviewed, or all"), ("F",), side.toggle_filter),
            Act("review_sample", tr("Sample…"), ("Shift+S",), side.ask_sample),
            Act("review_everything", tr("Every case"), (), side.show_everything),
            None,
            Act("review_csv", tr("Export notes as CSV…"), ("Ctrl+Shift+X",), side.export_csv),
            Act("review_summary", tr("Export summary…"), (), side.export_summary),
        ),
    )
