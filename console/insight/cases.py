"""What several questions ask of cases alike: which are resolved, who called, how shares stand.

No figure and no sentence is made here; one question's own belongs to its module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from typing import NamedTuple

from console.domain.cases import CaseState
from console.domain.ids import CaseId, ContactId
from console.domain.insight import Cell, Column, Unit
from console.insight.rows import MessageFact
from console.insight.statistics import wilson
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import plural, tr

AS_OLD = tr("The period before is judged as it stood when it was as old as this one is now.")
"""Belongs to the formula of what there is more of the longer one waits; see `as_of`."""
ASIDE = frozenset({CaseState.SPAM.value, CaseState.MUTED.value})
"""States of cases that are nobody's problem: spam, and what is muted."""


class Solved(NamedTuple):
    """The cases of a period, told apart by whether they are resolved."""

    all: list[Story]
    """Without those that are `ASIDE`."""
    resolved: list[Story]
    times: list[int]
    """How long each of these took, from its first message on, in milliseconds."""
    open: list[Story]


def as_of(window: Window, before: Window | None) -> int:
    """Return when the period before was as old as the other one is now; UTC milliseconds.

    What is older had longer to be resolved: judged as they stand now, things would always
    seem to get worse.
    """
    return window.now_ms - (0 if before is None else window.start_ms - before.start_ms)


def solved(window: Window, until_ms: int) -> Solved:
    """Return which cases of a period are resolved, by a moment; later ones count as open."""
    every = [story for story in window.stories if story.case.state not in ASIDE]
    done: list[Story] = []
    left: list[Story] = []
    for story in every:
        at = story.case.resolved_ms
        (left if at is None or at > until_ms else done).append(story)
    took = [(each.case.resolved_ms or 0) - (each.case.begun_ms or 0) for each in done]
    return Solved(every, done, took, left)


def calls_of_contacts(stories: Iterable[Story]) -> dict[ContactId, list[MessageFact]]:
    """Return the call notes with each contact, whichever case they are in; in no order."""
    found: dict[ContactId, list[MessageFact]] = {}
    for story in stories:
        if story.first_call is not None:
            noted = [each for each in story.messages if not each.is_post]
            found.setdefault(story.case.contact_id, []).extend(noted)
    return found


def most_first(held: Mapping[str, Sized]) -> list[str]:
    """Return names by how much they hold, the most first; the empty one, of nobody's word, last."""
    return sorted(held, key=lambda name: (not name, -len(held[name]), name))


def ids(stories: Iterable[Story]) -> list[CaseId]:
    """Return the numbers of some cases."""
    return [story.case.id for story in stories]


def counted(number: int) -> str:
    """Return so many cases: `1 case`, `2,310 cases`."""
    return plural(number, "{count} case", "{count} cases")


def of_so_many(number: int) -> str:
    """Return of how many cases something is said: `of 1 case`, `of 2,310 cases`."""
    return plural(number, "of {count} case", "of {count} cases")


SHARE_COLUMNS = (
    Column("share", tr("Share"), Unit.SHARE),
    Column("share_low", tr("at least"), Unit.SHARE),
    Column("share_high", tr("at most"), Unit.SHARE),
)
"""The columns of `share_cells`."""


def share_cells(part: int, whole: int) -> tuple[Cell, Cell, Cell]:
    """Return a share with the ends of Wilson's interval of 95 %; nothing of nothing."""
    near = wilson(part, whole)
    return (None, None, None) if near is None else (part / whole, near.low, near.high)
