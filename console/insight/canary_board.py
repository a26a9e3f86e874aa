"""Which touchpoint fails: cases by root cause, whether they get more, and what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from console.domain.ids import CaseId
from console.domain.insight import (
    NO_EVIDENCE,
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
from console.insight import canary_fixes, canary_lines, canary_weeks, figures
from console.insight.canary_weeks import FEWER, MORE, NEW, Trend, Weeks
from console.insight.cases import counted
from console.insight.statistics import FEWEST
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import numeral, plural, tr
from console.text.figures import percent

NOT_SAID = tr("not said")
"""The name of cases of which nobody said where the business failed."""
REST = canary_lines.REST


def section(window: Window, before: Window | None) -> Section:
    """Return the canary board: where it breaks, whether it gets better, what was done.

    Of one touchpoint no shares are told, and no bars are drawn: it would be all of them.
    """
    alone = window.scope.touchpoint is not None
    weeks = canary_weeks.weeks(window, before)
    by_touchpoint = _by_touchpoint(window.stories, weeks)
    shares = (_said_of(window, before), _largest(by_touchpoint, before))
    board = _board(window, by_touchpoint, weeks)
    return Section(
        Question.CANARY_BOARD,
        _sentence(window, before, by_touchpoint, weeks),
        (_cases(window, before), *(() if alone else shares), _promises(window)),
        (
            replace(board, chart=None) if alone else board,
            *(() if alone or weeks is None else (_whole(window, weeks),)),
            canary_lines.table(window, by_touchpoint),
            canary_fixes.table(window),
        ),
    )


def _by_touchpoint(stories: Iterable[Story], weeks: Weeks | None) -> dict[str, list[Story]]:
    """Return the cases of each touchpoint, the most first; those of which nobody said last.

    One that had cases in the two weeks alone stands there too, for it may have ended.
    """
    held: dict[str, list[Story]] = {} if weeks is None else {name: [] for name in weeks.of}
    for story in stories:
        held.setdefault(story.case.touchpoint, []).append(story)
    names = sorted(held, key=lambda name: (not name, -len(held[name]), name))
    return {name: held[name] for name in names}


def _ids(stories: Iterable[Story]) -> list[CaseId]:
    return [story.case.id for story in stories]


def _cases(window: Window, before: Window | None) -> Figure:
    return figures.count(
        "cases",
        tr("Cases"),
        len(window.stories),
        None if before is None else len(before.stories),
        of=tr("cases that began in the period"),
        formula=tr("Cases whose first message, a post or a call note, came in the period."),
        wish=Wish.LESS,
        evidence=figures.of_cases(_ids(window.stories)),
    )


def _said_of(window: Window, before: Window | None) -> Figure:
    def measure(window: Window) -> tuple[int, int]:
        said = sum(bool(story.case.touchpoint) for story in window.stories)
        return said, len(window.stories)

    return figures.share(
        "touchpoint_said",
        tr("Touchpoint said"),
        measure(window),
        None if before is None else measure(before),
        of=tr("cases that began in the period"),
        formula=tr("Cases with a touchpoint, divided by all cases. The others are in no bar."),
        wish=Wish.MORE,
        evidence=figures.of_cases(_ids(s for s in window.stories if not s.case.touchpoint)),
        note=tr("Shown are those of which nobody said yet."),
    )


def _largest(by_touchpoint: dict[str, list[Story]], before: Window | None) -> Figure:
    """Return the share of the touchpoint that fails most, among those of which somebody said."""
    name = next((name for name, held in by_touchpoint.items() if name and held), "")
    whole = sum(len(held) for each, held in by_touchpoint.items() if each)
    was = None
    if before is not None and name:
        said = Counter(story.case.touchpoint for story in before.stories)
        was = (said[name], said.total() - said[""])
    return figures.share(
        "largest_share",
        tr("Share of {name}").format(name=name) if name else tr("Share of the largest"),
        (len(by_touchpoint.get(name, ())) if name else 0, whole),
        was,
        of=tr("cases with a touchpoint"),
        formula=tr("Cases of the touchpoint that fails most, divided by all with a touchpoint."),
        wish=Wish.LESS,
        evidence=figures.of_cases(_ids(by_touchpoint[name])) if name else NO_EVIDENCE,
    )


def _promises(window: Window) -> Figure:
    held = {story.case.id for story in window.told.values() if window.holds(story)}
    left = [each for each in window.rows.promises if each.kept_ms is None and each.case_id in held]
    broken = sum(each.due_ms < window.now_ms for each in left)
    return figures.count(
        "open_promises",
        tr("Open promises"),
        len(left),
        None,
        of=tr("promises that nobody kept yet"),
        formula=tr(
            "Promises noted in cases of the scope, now, of which nobody said that they are kept."
        ),
        wish=Wish.LESS,
        evidence=figures.of_cases(
            [each.case_id for each in left], [each.due_ms for each in left], Unit.MOMENT, tr("Due")
        ),
        note=plural(broken, "{count} of them is overdue.", "{count} of them are overdue.")
        if broken
        else "",
    )


_WEEKS = (
    Column("last_week", tr("Last 7 days"), Unit.COUNT),
    Column("week_before", tr("7 days before"), Unit.COUNT),
    Column("change", tr("Change"), Unit.CHANGE),
    Column("change_low", tr("at least"), Unit.CHANGE),
    Column("change_high", tr("at most"), Unit.CHANGE),
    Column("verdict", tr("Week on week"), Unit.WORD),
)


def _week_cells(trend: Trend | None) -> tuple[Cell, ...]:
    """Return a trend in `_WEEKS`; nothing where the weeks are not known."""
    return (None,) * len(_WEEKS) if trend is None else trend[: len(_WEEKS)]


def _board(window: Window, by_touchpoint: dict[str, list[Story]], weeks: Weeks | None) -> Table:
    whole = sum(len(held) for name, held in by_touchpoint.items() if name)
    promised = Counter(each.case_id for each in window.rows.promises if each.kept_ms is None)
    nameless = (
        tr("{not_said} (by nobody)").format(not_said=NOT_SAID)
        if NOT_SAID in by_touchpoint
        else NOT_SAID
    )
    rows: list[tuple[Cell, ...]] = []
    reached = 0
    for name, held in by_touchpoint.items():
        reached += len(held) if name else 0
        rows.append((
            name or nameless,
            len(held),
            len(held) / whole if name and whole else None,
            reached / whole if name and whole else None,
            *_week_cells(None if weeks is None else weeks.of.get(name, canary_weeks.NONE)),
            sum(promised[story.case.id] for story in held),
        ))  # fmt: skip
    return Table(
        "touchpoints",
        tr("Cases by touchpoint"),
        (
            Column("touchpoint", tr("Touchpoint"), Unit.WORD),
            Column("cases", tr("Cases"), Unit.COUNT),
            Column("share", tr("Share"), Unit.SHARE),
            Column("reached", tr("With those above"), Unit.SHARE),
            *_WEEKS,
            Column("promises", tr("Open promises"), Unit.COUNT),
        ),
        tuple(rows),
        tuple(figures.of_cases(_ids(held)) for held in by_touchpoint.values()),
        Chart(ChartKind.PARETO, "touchpoint", ("cases", "reached")),
        note=_weeks_note(weeks),
    )


def _weeks_note(weeks: Weeks | None) -> str:
    if weeks is None:
        return tr("What is looked at is too short to compare the last 7 days with those before.")
    found = tr(
        "Two weeks are compared from {fewest} cases on, the 7 days before as far "
        "as the last 7 have gone; the interval is of 95 %."
    ).format(fewest=FEWEST)
    if any(weeks.unsaid):
        found += tr(
            " Nobody said a touchpoint of {unsaid} cases of the last 7 days and "
            "{unsaid_2} of those before."
        ).format(unsaid=numeral(weeks.unsaid[0]), unsaid_2=numeral(weeks.unsaid[1]))
    return found


def _whole(window: Window, weeks: Weeks) -> Table:
    """Return the two weeks of all cases; apart, for in the chart it would hide the others."""
    return Table(
        "weeks",
        tr("All cases, week on week"),
        (Column("what", tr("What"), Unit.WORD), *_WEEKS),
        ((tr("all cases"), *_week_cells(weeks.whole)),),
        note=""
        if window.end_ms >= window.now_ms
        else tr("The last 7 days are those of the period."),
    )


def _sentence(
    window: Window,
    before: Window | None,
    by_touchpoint: dict[str, list[Story]],
    weeks: Weeks | None,
) -> str:
    if not window.stories:
        found = tr("No case began in this period.")
    elif window.scope.touchpoint is not None:
        found = _one(window, before)
    else:
        found = _most(by_touchpoint)
    return " ".join((found, *_week_on_week(window, weeks)))


def _one(window: Window, before: Window | None) -> str:
    """Return how many cases the one touchpoint has that is looked at."""
    name, count = window.scope.touchpoint, len(window.stories)
    found = (tr("{cases} of {touchpoint}") if name else tr("{cases} without a touchpoint")).format(
        cases=counted(count), touchpoint=name
    )
    if before is None:
        return f"{found}."
    return tr("{found}, {count} in the period before.").format(
        found=found, count=numeral(len(before.stories))
    )


def _most(by_touchpoint: dict[str, list[Story]]) -> str:
    whole = sum(len(held) for name, held in by_touchpoint.items() if name)
    if not whole:
        return tr(
            "Nobody said yet where the business failed: T gives the open case its touchpoint."
        )
    name, held = next(iter(by_touchpoint.items()))
    share = percent(len(held) / whole)
    return tr("Most often it is {name}: {count} of {whole} cases, {share}.").format(
        name=name, count=numeral(len(held)), whole=numeral(whole), share=share
    )


def _week_on_week(window: Window, weeks: Weeks | None) -> Iterator[str]:
    """Yield how the last week went, of all cases and where that is clear."""
    if weeks is None or not weeks.whole.before:
        return
    whole = weeks.whole
    which = "" if window.end_ms >= window.now_ms else tr(" of the period")
    yield (
        tr("{cases} in the last 7 days{which}, {before} in the 7 before: {verdict}.").format(
            cases=counted(whole.now),
            which=which,
            before=numeral(whole.before),
            verdict=whole.verdict,
        )
    )
    if window.scope.touchpoint is not None:
        return
    more, fewer = weeks.clear((MORE, NEW)), weeks.clear((FEWER,))
    if more:
        yield tr("More than the week before: {more}.").format(more=", ".join(more))
    if fewer:
        yield tr("Fewer: {fewer}.").format(fewer=", ".join(fewer))
