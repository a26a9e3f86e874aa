"""The same fault again: cases of a contact at a touchpoint where they had trouble before.

A case counts by when it began. Who the contact is, the rows do not say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from console.domain.ids import CaseId, ContactId
from console.domain.insight import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Question,
    Section,
    Table,
    Unit,
    Wish,
)
from console.insight import figures
from console.insight.cases import SHARE_COLUMNS, counted, ids, most_first, of_so_many, share_cells
from console.insight.statistics import FEWEST
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import numeral, tr
from console.text.figures import percent

WITHIN_MS = 90 * 86_400_000
"""So long before a case an earlier one makes it a repeat, to the millisecond."""
_PLACES = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th")

Whose = tuple[ContactId, str]
"""A contact and a touchpoint."""
Begun = tuple[int, CaseId]
"""When a case began, in milliseconds, and which it is."""


class Repeat(NamedTuple):
    """A case whose contact had one of the same touchpoint before."""

    story: Story
    since_ms: int
    """How long before it the last one of these began."""
    run: tuple[CaseId, ...]
    """These cases, oldest first, and itself."""


class Repeats(NamedTuple):
    """The cases of a period, as far as somebody said their touchpoint."""

    whole: Counter[str]
    """How many cases each touchpoint has."""
    repeats: list[Repeat]
    """In the order of the cases' numbers."""
    left: int
    """Cases without a touchpoint."""

    @property
    def named(self) -> int:
        """Return how many cases have a touchpoint."""
        return self.whole.total()


def section(window: Window, before: Window | None) -> Section:
    """Return which faults come back to the same people."""
    begun = _begun(window)
    now = _repeats(window, begun)
    was = None if before is None else _repeats(before, begun)
    longest = _longest(now)
    return Section(
        Question.REPEATS,
        _sentence(now, longest),
        (_share(now, was), _contacts(now), _most(longest)),
        (_by_touchpoint(now), _most_often(longest)),
    )


def _begun(window: Window) -> list[list[Begun]]:
    """Return the cases of each contact and touchpoint with more than one, oldest first.

    Of all accounts, and those of calls alone: the fault is the same wherever it was told.
    """
    cases = [story.case for story in window.told.values() if story.case.touchpoint]
    whose = [(case.contact_id, case.touchpoint) for case in cases]
    times = Counter(whose)
    held: dict[Whose, list[Begun]] = {}
    for each, case in zip(whose, cases, strict=True):
        if times[each] > 1 and case.begun_ms is not None:
            held.setdefault(each, []).append((case.begun_ms, case.id))
    return [sorted(begun) for begun in held.values()]


def _repeats(window: Window, begun: Sequence[list[Begun]]) -> Repeats:
    """Return the cases of a period, and which of them repeat an earlier one."""
    start = window.start_ms
    whole = Counter([story.case.touchpoint for story in window.stories])
    left = whole.pop("", 0)
    found = []
    for cases in begun:
        for place in range(bisect_left(cases, (start, CaseId(0))), len(cases)):
            ms, case_id = cases[place]
            story = window.told[case_id]
            first = bisect_left(cases, (ms - WITHIN_MS, CaseId(0)))
            if first < place and ms < window.end_ms and window.holds(story):
                run = tuple(number for _, number in cases[first : place + 1])
                found.append(Repeat(story, ms - cases[place - 1][0], run))
    found.sort(key=lambda each: each.run[-1])
    return Repeats(whole, found, left)


def _longest(now: Repeats) -> list[Repeat]:
    """Return the longest run of each contact and touchpoint, the longest first."""
    held: dict[Whose, Repeat] = {}
    for each in now.repeats:
        whose = (each.story.case.contact_id, each.story.case.touchpoint)
        if whose not in held or len(each.run) > len(held[whose].run):
            held[whose] = each
    return sorted(
        held.values(), key=lambda each: (-len(each.run), -(each.story.case.begun_ms or 0))
    )


def _share(now: Repeats, was: Repeats | None) -> Figure:
    return figures.share(
        "repeats",
        tr("Repeats"),
        (len(now.repeats), now.named),
        None if was is None else (len(was.repeats), was.named),
        of=tr("cases with a touchpoint"),
        formula=tr(
            "Cases whose contact had another case of the same touchpoint that began "
            "at most 90 days before, in whichever account; divided by all cases with "
            "a touchpoint that began in the period."
        ),
        wish=Wish.LESS,
        evidence=figures.of_cases(
            ids(each.story for each in now.repeats),
            [each.since_ms for each in now.repeats],
            Unit.DURATION,
            tr("After the one before"),
        ),
        note=tr("Not in it: {cases} without a touchpoint.").format(cases=counted(now.left))
        if now.left
        else "",
    )


def _contacts(now: Repeats) -> Figure:
    held: dict[ContactId, Repeat] = {}
    for each in now.repeats:
        held[each.story.case.contact_id] = each
    return figures.count(
        "contacts",
        tr("Contacts with a repeat"),
        len(held),
        None,
        of=tr("contacts with a case that repeats an earlier one"),
        formula=tr("Contacts with at least one case of the period that is a repeat."),
        wish=Wish.LESS,
        evidence=figures.of_cases(ids(each.story for each in held.values())),
    )


def _most(longest: Sequence[Repeat]) -> Figure:
    first = longest[0] if longest else None
    return Figure(
        "most_by_one",
        tr("Most by one contact"),
        Unit.COUNT,
        None if first is None else float(len(first.run)),
        len(longest),
        tr("contacts with a repeat at a touchpoint"),
        tr(
            "The most cases of one contact at one touchpoint that began within 90 "
            "days, the last of them in the period."
        ),
        Wish.LESS,
        note=_whose(longest),
        evidence=figures.of_cases(() if first is None else first.run),
    )


def _whose(longest: Sequence[Repeat]) -> str:
    """Return where the longest run is, or that there are several."""
    if not longest:
        return tr("There are no repeats.")
    alike = [each for each in longest if len(each.run) == len(longest[0].run)]
    where = {each.story.case.touchpoint for each in alike}
    name = (
        tr("At {touchpoint}").format(touchpoint=next(iter(where)))
        if len(where) == 1
        else tr("At {count} touchpoints").format(count=numeral(len(where)))
    )
    if len(alike) == 1:
        return f"{name}."
    return tr("{where}; of {count} contacts as many. Behind it is the newest.").format(
        where=name, count=numeral(len(alike))
    )


def _by_touchpoint(now: Repeats) -> Table:
    held: dict[str, list[Repeat]] = {name: [] for name in now.whole}
    for each in now.repeats:
        held[each.story.case.touchpoint].append(each)
    names = most_first(held)
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        part = len(held[name])
        rows.append((name, now.whole[name], part, *share_cells(part, now.whole[name])))
    return Table(
        "by_touchpoint",
        tr("Repeats by touchpoint"),
        (
            Column("touchpoint", tr("Touchpoint"), Unit.WORD),
            Column("cases", tr("Cases"), Unit.COUNT),
            Column("repeats", tr("Repeats"), Unit.COUNT),
            *SHARE_COLUMNS,
        ),
        tuple(rows),
        tuple(figures.of_cases(ids(each.story for each in held[name])) for name in names),
        Chart(ChartKind.BARS, "touchpoint", ("repeats",)),
        note=tr("The interval of the share is of 95 %."),
        empty=tr("No case of this period has a touchpoint."),
    )


def _most_often(longest: Sequence[Repeat]) -> Table:
    shown = longest[: len(_PLACES)]
    return Table(
        "most_often",
        tr("Who had the same fault most often"),
        (
            Column("place", tr("Contact"), Unit.WORD),
            Column("touchpoint", tr("Touchpoint"), Unit.WORD),
            Column("cases", tr("Cases"), Unit.COUNT),
            Column("last", tr("Last one began"), Unit.MOMENT),
        ),
        tuple(
            (place, each.story.case.touchpoint, len(each.run), each.story.case.begun_ms)
            for place, each in zip(_PLACES, shown, strict=False)
        ),
        tuple(figures.of_cases(each.run) for each in shown),
        note=tr("Cases within 90 days. The cases behind a row say who it is."),
        empty=tr("Nobody had the same fault twice."),
    )


def _sentence(now: Repeats, longest: Sequence[Repeat]) -> str:
    part, whole = len(now.repeats), now.named
    if not whole:
        return tr("No case of this period has a touchpoint, so nothing can be said of repeats.")
    if whole < FEWEST:
        return tr("Repeats: {part} {of_cases} with a touchpoint; too few to say more.").format(
            part=numeral(part), of_cases=of_so_many(whole)
        )
    if not longest:
        return tr(
            "None of {whole} cases with a touchpoint repeats a fault of the same contact."
        ).format(whole=numeral(whole))
    return tr(
        "In {part} of {whole} cases, {percent}, the same contact had the same "
        "fault within 90 days before.{where}"
    ).format(
        part=numeral(part), whole=numeral(whole), percent=percent(part / whole), where=_where(now)
    )


def _where(now: Repeats) -> str:
    """Return where there are the most repeats; nothing where two touchpoints have as many."""
    held = Counter(each.story.case.touchpoint for each in now.repeats)
    (name, most), *others = held.most_common(2)
    if others and others[0][1] == most:
        return ""
    if most == len(now.repeats):
        said = tr(" It was at {touchpoint}.") if most == 1 else tr(" All were at {touchpoint}.")
        return said.format(touchpoint=name)
    return tr(" Most were at {touchpoint}: {most} of {count}.").format(
        touchpoint=name, most=numeral(most), count=numeral(len(now.repeats))
    )
