"""Does shouting in public pay: how soon it is solved for who calls first and who posts first.

Only like is set beside like: the same touchpoint. Why one is sooner is not said by this, for
who calls may have another kind of trouble than who posts.
"""

from __future__ import annotations

from console.domain.insight import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Evidence,
    Figure,
    Interval,
    Question,
    Section,
    Table,
    Unit,
    Wish,
)
from console.insight import figures
from console.insight.cases import as_of, counted, solved
from console.insight.matching import (
    DRAWS,
    FEWEST_OF_BOTH,
    Draws,
    Kind,
    Match,
    Parity,
    draw,
    matched,
)
from console.insight.statistics import FEWEST
from console.insight.windows import Window
from console.text.figures import duration


def section(window: Window, before: Window | None) -> Section:
    """Return who gets a solution sooner: who calls first, or who posts first."""
    now = matched(solved(window, window.now_ms))
    was = None if before is None else matched(solved(before, as_of(window, before)))
    whole = draw(now.matches)
    difference = _difference(now, was, whole)
    return Section(
        Question.PARITY,
        _sentence(now, difference),
        (difference, *_medians(now, was, whole), *_counts(now, was)),
        (_by_touchpoint(now, whole),),
    )


def _evidence(*kinds: Kind) -> Evidence:
    return figures.of_cases(
        [case_id for kind in kinds for case_id in kind.cases],
        [took for kind in kinds for took in kind.times],
        Unit.DURATION,
        "Time to resolution",
    )


def _difference(now: Parity, was: Parity | None, whole: Draws) -> Figure:
    phone, post = now.unsolved
    said = [
        "" if now.matches else f"No touchpoint has {FEWEST_OF_BOTH} solved cases of both kinds.",
        f"Not solved yet and not in it: {phone:,} by phone first, {post:,} by post first.",
        f"Solved, with no like to be set beside: {now.unmatched:,}; their touchpoint was not said,"
        f" or has fewer than {FEWEST_OF_BOTH} of one kind."
        if now.unmatched
        else "",
        f"Begun in another way: {now.others:,}." if now.others else "",
    ]
    return Figure(
        "difference",
        "Phone first minus post first",
        Unit.DURATION,
        now.apart,
        sum(now.counts),
        "resolved cases, matched by touchpoint",
        "For each touchpoint with at least"
        f" {FEWEST_OF_BOTH} resolved cases of both kinds: the median time from the first message"
        " to the resolution of those that began by phone, minus that of those that began with a"
        " post; of these differences the mean, weighted by n1 * n2 / (n1 + n2) of both counts."
        " The interval is a bootstrap of"
        f" {DRAWS:,} draws. A case that began by phone and went public later is phone first.",
        Wish.NEITHER,
        whole.difference,
        None if was is None else was.apart,
        0 if was is None else sum(was.counts),
        " ".join(part for part in said if part),
        _evidence(*(kind for each in now.matches for kind in each.kinds)),
    )


def _medians(now: Parity, was: Parity | None, whole: Draws) -> tuple[Figure, ...]:
    def measure(found: Parity, place: int) -> float | None:
        return found.mean(lambda each: each.kinds[place].median)

    return tuple(
        Figure(
            f"{word}_median",
            f"Time to resolution, {word} first",
            Unit.DURATION,
            measure(now, place),
            now.counts[place],
            f"resolved cases by {word} first, matched by touchpoint",
            "The median of each touchpoint, and of these the mean with the weights of the"
            " difference.",
            Wish.LESS,
            (whole.phone, whole.post)[place],
            None if was is None else measure(was, place),
            0 if was is None else was.counts[place],
            "" if now.matches else "There is nothing to be compared.",
            _evidence(*(each.kinds[place] for each in now.matches)),
        )
        for place, word in enumerate(("phone", "post"))
    )


def _counts(now: Parity, was: Parity | None) -> tuple[Figure, ...]:
    return tuple(
        figures.count(
            f"{word}_cases",
            f"Compared cases, {word} first",
            now.counts[place],
            None if was is None else was.counts[place],
            of=f"resolved cases by {word} first, matched by touchpoint",
            formula=f"Resolved cases whose first message is a {first}, of the touchpoints that are"
            " compared.",
            evidence=_evidence(*(each.kinds[place] for each in now.matches)),
            note=f"Not solved yet: {now.unsolved[place]:,} more." if now.unsolved[place] else "",
        )
        for place, (word, first) in enumerate((("phone", "call note by phone"), ("post", "post")))
    )


def _by_touchpoint(now: Parity, whole: Draws) -> Table:
    def row(match: Match, near: Interval | None) -> tuple[Cell, ...]:
        low, high = (None, None) if near is None else (near.low, near.high)
        phone, post = match.kinds
        counts = match.counts
        return (
            match.touchpoint, counts[0], phone.median, counts[1], post.median,
            match.apart, low, high,
        )  # fmt: skip

    return Table(
        "by_touchpoint",
        "Time to resolution, phone first minus post first, by touchpoint",
        (
            Column("touchpoint", "Touchpoint", Unit.WORD),
            Column("phone_cases", "Phone first", Unit.COUNT),
            Column("phone", "Median", Unit.DURATION),
            Column("post_cases", "Post first", Unit.COUNT),
            Column("post", "Median", Unit.DURATION),
            Column("difference", "Phone minus post", Unit.DURATION),
            Column("difference_low", "at least", Unit.DURATION),
            Column("difference_high", "at most", Unit.DURATION),
        ),
        tuple(row(*each) for each in zip(now.matches, whole.each, strict=True)),
        tuple(_evidence(*each.kinds) for each in now.matches),
        Chart(ChartKind.DOTS, "touchpoint", ("difference",), "difference_low", "difference_high"),
        note=f"Less than nought: who calls first has it sooner. From fewer than {FEWEST} cases of"
        " a kind the interval of 95 % is rough.",
        empty=f"No touchpoint has {FEWEST_OF_BOTH} resolved cases of both kinds.",
    )


def _sentence(now: Parity, difference: Figure) -> str:
    phone, post = now.counts
    if not now.matches:
        return (
            "Too few to say: no touchpoint has enough solved cases of both kinds, of those who"
            " called first and of those who posted first."
        )
    if min(phone, post) < FEWEST or difference.value is None or difference.interval is None:
        return (
            f"Too few to say: {counted(phone, 'solved case')} of customers who called first, beside"
            f" {post:,} of customers who posted first."
        )
    near = difference.interval
    if near.low <= 0 <= near.high:
        return (
            "No clear difference between who calls first and who posts first: by these"
            f" {phone:,} and {post:,} solved cases either may have it sooner."
        )
    who, other = ("posts", "calls") if near.low > 0 else ("calls", "posts")
    low, high = sorted((abs(near.low), abs(near.high)))
    return (
        f"Who {who} first has a solution sooner than who {other} first with the same trouble:"
        f" by about {duration(abs(difference.value))}, between {duration(low)} and"
        f" {duration(high)}."
    )
