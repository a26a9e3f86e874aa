"""Which touchpoint fails: cases by root cause, whether they get more, and what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

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
from console.insight import figures
from console.insight.rows import FixFact
from console.insight.statistics import FEWEST, rate_ratio
from console.insight.stories import Story
from console.insight.windows import Window
from console.text.figures import percent

WEEK_MS = 7 * 86_400_000
MOST_LINES = 5
"""So many touchpoints are told apart over time; the rest is one line."""
NOT_SAID = "not said"
"""The name of cases of which nobody said where the business failed."""
REST = "all others"


class Trend(NamedTuple):
    """How a touchpoint went in the last week, beside the week before it."""

    now: int
    before: int
    ratio: float | None
    low: float | None
    high: float | None

    @property
    def verdict(self) -> str:
        """Return what can be said of it."""
        if self.now + self.before < FEWEST:
            return "too few to say"
        if not self.before:
            return "new"
        if self.low is None or self.high is None or self.low <= 1 <= self.high:
            return "no clear change"
        return "more" if self.low > 1 else "fewer"


def section(window: Window, before: Window | None) -> Section:
    """Return the canary board: where it breaks, whether it gets better, what was done."""
    by_touchpoint = _by_touchpoint(window.stories)
    trends = {name: _trend(window, held) for name, held in by_touchpoint.items()}
    return Section(
        Question.CANARY_BOARD,
        _sentence(by_touchpoint, trends),
        (
            _cases(window, before),
            _said_of(window, before),
            _largest(by_touchpoint, before),
            _promises(window),
        ),
        (_board(window, by_touchpoint, trends), _over_time(window, by_touchpoint), _fixes(window)),
    )


def _by_touchpoint(stories: Iterable[Story]) -> dict[str, list[Story]]:
    """Return the cases of each touchpoint, the most first; those of which nobody said last."""
    held: dict[str, list[Story]] = {}
    for story in stories:
        held.setdefault(story.case.touchpoint, []).append(story)
    names = sorted(held, key=lambda name: (not name, -len(held[name]), name))
    return {name: held[name] for name in names}


def _ids(stories: Iterable[Story]) -> list[CaseId]:
    return [story.case.id for story in stories]


def _cases(window: Window, before: Window | None) -> Figure:
    return figures.count(
        "cases",
        "Cases",
        len(window.stories),
        None if before is None else len(before.stories),
        of="cases that began in the period",
        formula="Cases whose first message, a post or a call note, came in the period.",
        wish=Wish.LESS,
        evidence=figures.of_cases(_ids(window.stories)),
    )


def _said_of(window: Window, before: Window | None) -> Figure:
    def measure(window: Window) -> tuple[int, int]:
        said = sum(bool(story.case.touchpoint) for story in window.stories)
        return said, len(window.stories)

    return figures.share(
        "touchpoint_said",
        "Touchpoint said",
        measure(window),
        None if before is None else measure(before),
        of="cases that began in the period",
        formula="Cases with a touchpoint, divided by all cases. The others are in no bar.",
        wish=Wish.MORE,
        evidence=figures.of_cases(_ids(s for s in window.stories if not s.case.touchpoint)),
        note="Shown are those of which nobody said yet.",
    )


def _largest(by_touchpoint: dict[str, list[Story]], before: Window | None) -> Figure:
    """Return the share of the touchpoint that fails most, among those of which somebody said."""
    name = next((name for name in by_touchpoint if name), "")
    whole = sum(len(held) for each, held in by_touchpoint.items() if each)
    was = None
    if before is not None and name:
        said = Counter(story.case.touchpoint for story in before.stories)
        was = (said[name], said.total() - said[""])
    return figures.share(
        "largest_share",
        f"Share of {name}" if name else "Share of the largest",
        (len(by_touchpoint.get(name, ())) if name else 0, whole),
        was,
        of="cases with a touchpoint",
        formula="Cases of the touchpoint that fails most, divided by all with a touchpoint.",
        wish=Wish.LESS,
        evidence=figures.of_cases(_ids(by_touchpoint[name])) if name else NO_EVIDENCE,
    )


def _promises(window: Window) -> Figure:
    held = {story.case.id for story in window.told.values() if window.holds(story)}
    left = [each for each in window.rows.promises if each.kept_ms is None and each.case_id in held]
    broken = sum(each.due_ms < window.now_ms for each in left)
    return figures.count(
        "open_promises",
        "Open promises",
        len(left),
        None,
        of="promises that nobody kept yet",
        formula="Promises noted in cases of the scope, now, of which nobody said that they are"
        " kept.",
        wish=Wish.LESS,
        evidence=figures.of_cases(
            [each.case_id for each in left], [each.due_ms for each in left], Unit.MOMENT, "Due"
        ),
        note=f"{broken:,} of them {'is' if broken == 1 else 'are'} overdue." if broken else "",
    )


def _trend(window: Window, stories: Sequence[Story]) -> Trend:
    """Compare the last seven days of the period, at most till now, with the seven before."""
    end = min(window.end_ms, window.now_ms)
    begun = [story.case.begun_ms or 0 for story in stories]
    now = sum(end - WEEK_MS <= ms < end for ms in begun)
    before = sum(end - 2 * WEEK_MS <= ms < end - WEEK_MS for ms in begun)
    found = rate_ratio(now, 1, before, 1)
    if found is None or now + before < FEWEST:
        return Trend(now, before, None, None, None)
    ratio, interval = found
    return Trend(now, before, ratio, interval.low, interval.high)


def _board(
    window: Window, by_touchpoint: dict[str, list[Story]], trends: dict[str, Trend]
) -> Table:
    whole = sum(len(held) for name, held in by_touchpoint.items() if name)
    promised = Counter(each.case_id for each in window.rows.promises if each.kept_ms is None)
    rows: list[tuple[Cell, ...]] = []
    reached = 0
    for name, held in by_touchpoint.items():
        reached += len(held) if name else 0
        trend = trends[name]
        rows.append((
            name or NOT_SAID,
            len(held),
            len(held) / whole if name else None,
            reached / whole if name else None,
            trend.now,
            trend.before,
            trend.ratio,
            trend.low,
            trend.high,
            trend.verdict,
            sum(promised[story.case.id] for story in held),
        ))  # fmt: skip
    return Table(
        "touchpoints",
        "Cases by touchpoint",
        (
            Column("touchpoint", "Touchpoint", Unit.WORD),
            Column("cases", "Cases", Unit.COUNT),
            Column("share", "Share", Unit.SHARE),
            Column("reached", "With those above", Unit.SHARE),
            Column("last_week", "Last 7 days", Unit.COUNT),
            Column("week_before", "7 days before", Unit.COUNT),
            Column("change", "Change", Unit.CHANGE),
            Column("change_low", "at least", Unit.CHANGE),
            Column("change_high", "at most", Unit.CHANGE),
            Column("verdict", "Week on week", Unit.WORD),
            Column("promises", "Open promises", Unit.COUNT),
        ),
        tuple(rows),
        tuple(figures.of_cases(_ids(held)) for held in by_touchpoint.values()),
        Chart(ChartKind.PARETO, "touchpoint", ("cases", "reached")),
        note=f"Two weeks are compared from {FEWEST} cases on; the interval is of 95 %.",
    )


def _over_time(window: Window, by_touchpoint: dict[str, list[Story]]) -> Table:
    buckets = window.buckets
    named = [name for name in by_touchpoint if name]
    shown = named[:MOST_LINES]
    lines = {name: [0] * len(buckets.starts) for name in (*shown, REST)}
    behind: list[list[CaseId]] = [[] for _ in buckets.starts]
    for name, held in by_touchpoint.items():
        if not name:
            continue
        line = lines[name if name in shown else REST]
        for story in held:
            place = buckets.place(story.case.begun_ms or 0)
            line[place] += 1
            behind[place].append(story.case.id)
    if len(named) <= MOST_LINES:
        del lines[REST]
    keys = [f"line_{number}" for number in range(len(lines))]
    return Table(
        "over_time",
        f"Cases by {buckets.name}",
        (
            Column("begins", buckets.name.capitalize(), Unit.DAY),
            *(Column(key, name, Unit.COUNT) for key, name in zip(keys, lines, strict=True)),
        ),
        tuple(zip(buckets.starts, *lines.values(), strict=True)) if named else (),
        tuple(figures.of_cases(ids) for ids in behind) if named else (),
        Chart(ChartKind.LINES, "begins", tuple(keys)),
        note=buckets.note,
        empty="No case of this period has a touchpoint.",
    )


def _fixes(window: Window) -> Table:
    wanted = window.scope.touchpoint
    held = [each for each in window.rows.fixes if wanted in (None, each.fix.touchpoint)]
    return Table(
        "fixes",
        "Root-cause fixes",
        (
            Column("touchpoint", "Touchpoint", Unit.WORD),
            Column("action", "What was done", Unit.WORD),
            Column("owner", "Who sees to it", Unit.WORD),
            Column("at", "From", Unit.DAY),
            Column("before", "Before", Unit.PER_WEEK),
            Column("after", "Since", Unit.PER_WEEK),
            Column("change", "Change", Unit.CHANGE),
            Column("change_low", "at least", Unit.CHANGE),
            Column("change_high", "at most", Unit.CHANGE),
        ),
        tuple(_fix(each) for each in held),
        note="Cases a week in up to eight weeks before the day and since; whatever else changed"
        " meanwhile is in it too.",
        empty="No fix is recorded yet.",
    )


def _fix(fact: FixFact) -> tuple[Cell, ...]:
    fix = fact.fix
    found = rate_ratio(fact.after, fact.after_ms, fact.before, fact.before_ms)
    ratio, low, high = (None, None, None)
    if found is not None and fact.before + fact.after >= FEWEST:
        ratio, low, high = found[0], found[1].low, found[1].high
    return (
        fix.touchpoint,
        fix.action,
        fix.owner,
        round(fix.at.timestamp() * 1000),
        fact.before / fact.before_ms * WEEK_MS if fact.before_ms else None,
        fact.after / fact.after_ms * WEEK_MS if fact.after_ms else None,
        ratio,
        low,
        high,
    )


def _sentence(by_touchpoint: dict[str, list[Story]], trends: dict[str, Trend]) -> str:
    whole = sum(len(held) for name, held in by_touchpoint.items() if name)
    if not by_touchpoint:
        return "No case began in this period."
    if not whole:
        return "Nobody said yet where the business failed: T gives the open case its touchpoint."
    name = next(iter(by_touchpoint))
    count = len(by_touchpoint[name])
    found = f"Most often it is {name}: {count:,} of {whole:,} cases, {percent(count / whole)}."
    more = [each for each, trend in trends.items() if each and trend.verdict in ("more", "new")]
    fewer = [each for each, trend in trends.items() if each and trend.verdict == "fewer"]
    if more:
        found += f" More than the week before: {', '.join(more)}."
    if fewer:
        found += f" Fewer: {', '.join(fewer)}."
    return found
