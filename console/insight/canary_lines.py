"""Cases by touchpoint over time: the few that have the most, and all the rest as one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.domain.ids import CaseId
from console.domain.insight import Cell, Chart, ChartKind, Column, Table, Unit
from console.insight import figures
from console.insight.cases import counted
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import tr

MOST_LINES = 5
"""So many touchpoints are told apart over time; the rest is one line."""
REST = tr("all others")


def table(window: Window, by_touchpoint: Mapping[str, Sequence[Story]]) -> Table:
    """Return the cases of each bucket; of one that has not begun nothing is said."""
    buckets = window.buckets
    named = [name for name, held in by_touchpoint.items() if name and held]
    place_of = {name: min(place, MOST_LINES) for place, name in enumerate(named)}
    titles = [*named[:MOST_LINES], *([REST] if len(named) > MOST_LINES else ())]
    lines = [[0] * len(buckets.starts) for _ in titles]
    every = [0] * len(buckets.starts)
    behind: list[list[CaseId]] = [[] for _ in buckets.starts]
    for name, held in by_touchpoint.items():
        for story in held:
            place = buckets.place(story.case.begun_ms or 0)
            every[place] += 1
            if name:
                lines[place_of[name]][place] += 1
                behind[place].append(story.case.id)
    keys = [f"line_{number}" for number in range(len(titles))]
    left = len(by_touchpoint.get("", ()))
    notes = (
        tr("In no line: {cases} without a touchpoint.").format(cases=counted(left)) if left else "",
    )
    return Table(
        "over_time",
        tr("Cases by {name}").format(name=buckets.word),
        (
            Column("begins", buckets.title, Unit.DAY),
            *(Column(key, name, Unit.COUNT) for key, name in zip(keys, titles, strict=True)),
            Column("all", tr("All cases"), Unit.COUNT),
        ),
        tuple(_row(*row) for row in zip(buckets.begun, buckets.starts, *lines, every, strict=True))
        if named
        else (),
        tuple(figures.of_cases(ids) for ids in behind) if named else (),
        Chart(ChartKind.LINES, "begins", tuple(keys)),
        note=" ".join(filter(None, (buckets.note, *notes))),
        empty=tr("No case of this period has a touchpoint."),
    )


def _row(begun: bool, start: int, *counts: int) -> tuple[Cell, ...]:  # noqa: FBT001 - a column's
    return (start, *(counts if begun else (None,) * len(counts)))
