"""How far complaints carried as tables: the widest, by touchpoint, by class, and answered when."""

from __future__ import annotations

from bisect import bisect_right
from heapq import nlargest

from console.domain import reach
from console.domain.ids import CaseId, MessageId, message_ms
from console.domain.insight import Cell, Chart, ChartKind, Column, Table, Unit
from console.insight import figures
from console.insight.canary_board import NOT_SAID
from console.insight.carried import TITLE, Answered, Found, Spread, usual_speed
from console.insight.statistics import median, median_interval
from console.insight.windows import Window
from console.language import numeral, tr

WIDEST = 20
"""So many complaints are listed."""
CLASSES = (100, 1_000, 10_000)
"""At so many people the next class begins."""
CLASS_NAMES = (tr("under 100"), tr("100 to 999"), tr("1,000 to 9,999"), tr("10,000 or more"))
NONE_COUNTED = tr("Of no complaint of this period it is known how often it was reposted.")


def furthest(found: Found, number: int) -> list[int]:
    """Return the places of the complaints that carried furthest, in that order."""
    return nlargest(number, range(len(found.ids)), key=found.reaches.__getitem__)


def widest(window: Window, found: Found, spreads: dict[MessageId, Spread]) -> Table:
    """Return the complaints that carried furthest, with how fast they went."""
    usual = usual_speed(window, spreads)
    places = furthest(found, WIDEST)
    if usual is None:
        note = tr("How fast complaints usually go is not told from fewer than {fewest}.").format(
            fewest=reach.FEWEST
        )
    else:
        note = tr(
            "Usual is about {people} an hour: the median of the last {last} "
            "complaints with a count up to the end of the period, from the post to "
            "when its reposts were counted, at least an hour. The list of cases "
            "speaks of spreading fast from {fast} times that on, and from "
            "{fewest_reposts} reposts on."
        ).format(
            people=_people(usual),
            last=reach.LAST,
            fast=numeral(reach.FAST),
            fewest_reposts=reach.FEWEST_REPOSTS,
        )
    return Table(
        "widest",
        tr("The complaints that carried furthest"),
        (
            Column("at", tr("Posted"), Unit.MOMENT),
            Column("touchpoint", tr("Touchpoint"), Unit.WORD),
            Column("reach", TITLE, Unit.PEOPLE),
            Column("reposts", tr("Reposts"), Unit.COUNT),
            Column("speed", tr("So many times as fast as usual"), Unit.NUMBER),
        ),
        tuple(_line(window, found, place, usual) for place in places),
        tuple(found.behind([place]) for place in places),
        note=note if places else "",
        empty=NONE_COUNTED,
    )


def _people(number: float) -> str:
    said = numeral(number) if number >= 1 else numeral(number, 2).rstrip("0")
    # Translators: {number} may have a decimal place: `1.5 people`.
    return (tr("{number} person") if said == numeral(1) else tr("{number} people")).format(
        number=said
    )


def _line(window: Window, found: Found, place: int, usual: float | None) -> tuple[Cell, ...]:
    people = found.reaches[place]
    return (
        message_ms(found.ids[place]),
        window.told[found.cases[place]].case.touchpoint or NOT_SAID,
        people,
        found.reposts[place],
        reach.speed(people, found.ages_ms[place]) / usual if usual else None,
    )


def by_touchpoint(window: Window, found: Found) -> Table:
    """Return how far the complaints of each touchpoint carried together, the furthest first."""
    told = window.told
    held: dict[str, tuple[list[CaseId], list[int]]] = {}
    for case_id, people in zip(found.cases, found.reaches, strict=True):
        cases, reaches = held.setdefault(told[case_id].case.touchpoint, ([], []))
        cases.append(case_id)
        reaches.append(people)
    sums = {name: sum(reaches) for name, (_, reaches) in held.items()}
    names = sorted(held, key=lambda name: (not name, -sums[name], name))
    return Table(
        "by_touchpoint",
        tr("Reach by touchpoint"),
        (
            Column("touchpoint", tr("Touchpoint"), Unit.WORD),
            Column("reach", tr("Reach of all"), Unit.PEOPLE),
            Column("complaints", tr("Complaints"), Unit.COUNT),
            Column("median", tr("Median"), Unit.PEOPLE),
        ),
        tuple(
            (
                name or NOT_SAID,
                sums[name],
                len(held[name][1]),
                median(sorted(held[name][1])),
            )
            for name in names
        ),
        tuple(figures.of_cases(*held[name], Unit.PEOPLE, TITLE) for name in names),
        Chart(ChartKind.BARS, "touchpoint", ("reach",)),
        note=tr("Estimates; one complaint that carried far can make a bar.") if names else "",
        empty=NONE_COUNTED,
    )


def classes(found: Found) -> Table:
    """Return how many complaints carried how far."""
    held: list[list[int]] = [[] for _ in CLASS_NAMES]
    for place, people in enumerate(found.reaches):
        held[bisect_right(CLASSES, people)].append(place)
    shown = list(zip(CLASS_NAMES, held, strict=True)) if found.ids else []
    return Table(
        "classes",
        tr("How far complaints carried"),
        (Column("reach", TITLE, Unit.WORD), Column("complaints", tr("Complaints"), Unit.COUNT)),
        tuple((name, len(places)) for name, places in shown),
        tuple(found.behind(places) for _, places in shown),
        Chart(ChartKind.HISTOGRAM, "reach", ("complaints",)),
        empty=NONE_COUNTED,
    )


def answers(wide: Answered, narrow: Answered) -> Table:
    """Return when cases were answered, told apart by how far their complaints carried."""
    shown = [
        (name, found)
        for name, found in ((tr("above the median"), wide), (tr("at or below it"), narrow))
        if found.cases or found.without
    ]
    return Table(
        "answers",
        tr("First response time by reach"),
        (
            Column("reach", TITLE, Unit.WORD),
            Column("cases", tr("Cases with an answer"), Unit.COUNT),
            Column("without", tr("Without"), Unit.COUNT),
            Column("median", tr("First response time, median"), Unit.DURATION),
            Column("low", tr("at least"), Unit.DURATION),
            Column("high", tr("at most"), Unit.DURATION),
        ),
        tuple((name, len(found.cases), found.without, *_middle(found)) for name, found in shown),
        tuple(
            figures.of_cases(found.cases, found.times, Unit.DURATION, tr("First response time"))
            for _, found in shown
        ),
        Chart(ChartKind.DOTS, "reach", ("median",), "low", "high"),
        note=tr("By the clock; the interval is of 95 %.") if shown else "",
        empty=tr("No case with a counted complaint began in this period."),
    )


def _middle(found: Answered) -> tuple[Cell, Cell, Cell]:
    ordered = sorted(found.times)
    interval = median_interval(ordered)
    low, high = (None, None) if interval is None else (interval.low, interval.high)
    return median(ordered), low, high
