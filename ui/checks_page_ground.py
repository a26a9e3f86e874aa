"""What the page for checks has to know, and how a change gets into the data file; in a lane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from shiboken6 import isValid

from console.domain.checks import Check, CheckRules, IgnoredCount
from console.errors import DeskError
from console.text.lexicon import LANGUAGES
from ui.lanes import Lanes

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.checks_page import ChecksPage
    from ui.checks_page_entries import EntryList

Change = Callable[[CheckRules], CheckRules]
"""What becomes of the rules that hold; so that no change takes back another on its way."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a change was wanted."""

    source: EntryList | Check
    """A list, or a switch."""
    entry: str = ""
    """What was to be added to the list; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class RulesShown:
    """The rules as the page shows them."""

    rules: CheckRules
    phrases: dict[str, tuple[str, ...]]
    """The dismissive wording that holds, by language, in the alphabet's order."""


def read_rules(desk: Desk) -> RulesShown:
    """Return the rules that hold."""
    phrases = {language: desk.checks.phrases(language) for language in LANGUAGES}
    return RulesShown(desk.checks.rules(), phrases)


def read_ignored(desk: Desk) -> tuple[IgnoredCount, ...]:
    """Return how often findings were ignored."""
    return desk.checks.ignored()


def change_rules(change: Change, desk: Desk) -> RulesShown:
    """Change the rules that hold, and return them; raise InputError where they are refused."""
    desk.checks.put_rules(change(desk.checks.rules()))
    return read_rules(desk)


def follow(page: ChecksPage, lanes: Lanes, told: Callable[[], None]) -> None:
    """Let a page show the rules that hold, and store what a person wants; `told` hears of it.

    Where that fails, the rules are read anew: a switch must not say what does not hold.
    """

    def change(wanted: Change, asked: Asked) -> None:
        def stored(shown: RulesShown) -> None:
            if isValid(page):
                page.show_rules(shown, asked)
                told()

        def refused(error: DeskError) -> None:
            if isValid(page):
                page.refuse(asked, f"{error.message} {error.advice}".strip())
                lanes.writer.submit(read_rules, page.show_rules)

        lanes.writer.submit(partial(change_rules, wanted), stored, refused)

    page.change_wanted.connect(change)
    lanes.reader.submit(read_rules, page.show_rules)
    lanes.reader.submit(read_ignored, page.show_ignored)
