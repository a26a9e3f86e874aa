"""Does shouting in public pay: how soon it is solved for who calls first and who posts first.

Only cases of the same touchpoint are set side by side. Why one is sooner is not said by this, for
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
from console.domain.verdicts import Verdict
from console.insight import figures
from console.insight.cases import as_of, counted, solved
from console.insight.matching import (
    DRAWS,
    FEWEST_OF_BOTH,
    Draws,
    Kind,
    Match,
    Parity,
    alike,
    draw,
    matched,
)
from console.insight.statistics import FEWEST
from console.insight.windows import Window
from console.text.figures import duration

_FORMULA = (
    f"For each touchpoint with at least {FEWEST_OF_BOTH} resolved cases of both kinds: the median"
    " time from the first message to the resolution of those that began by phone, minus that of"
    " those that began with a post; of these differences the mean, weighted by"
    " n1 * n2 / (n1 + n2) of both counts. With a minus, who calls first has it sooner. A case that"
    " began by phone and went public later is phone first; one that we began is of neither kind."
    f" The interval is a bootstrap of {DRAWS:,} draws. Nothing is told from fewer than {FEWEST} of"
    " a kind, nor where less than half of a kind are solved or the shares solved clearly differ:"
    " what is not solved has no time."
)


def section(window: Window, before: Window | None) -> Section:
    """Return who gets a solution sooner: who calls first, or who posts first."""
    now = matched(solved(window, window.now_ms))
    was = None if before is None else matched(solved(before, as_of(window, before)))
    whole, old = draw(now.matches), draw(() if was is None else was.matches)
    difference = _difference(now, was, whole, old)
    return Section(
        Question.PARITY,
        _sentence(now, difference),
        (difference, *_medians(now, was, whole, old), *_counts(now, was)),
        (_by_touchpoint(now, whole),),
    )


def _evidence(*kinds: Kind) -> Evidence:
    return figures.of_cases(
        [case_id for kind in kinds for case_id in kind.cases],
        [took for kind in kinds for took in kind.times],
        Unit.DURATION,
        "Time to resolution",
    )


def _few(found: Parity) -> bool:
    return min(found.counts) < FEWEST


def _fit(found: Parity) -> bool:
    """Return whether both kinds may be set beside each other."""
    return not _few(found) and alike(*found.solved)


def _withheld(now: Parity) -> str:
    """Return why nothing is said of who has it sooner; empty where it is said."""
    if not now.matches:
        return f"No touchpoint has {FEWEST_OF_BOTH} solved cases of both kinds."
    if _few(now):
        return f"From fewer than {FEWEST} of a kind no difference is said."
    return "" if _fit(now) else "Too many are not solved to say who has it sooner."


def _difference(now: Parity, was: Parity | None, whole: Draws, old: Draws) -> Figure:
    phone, post = now.unsolved
    fit, was_fit = _fit(now), was is not None and _fit(was)
    said = [
        _withheld(now),
        f"Not solved yet and not in it: {phone:,} by phone first, {post:,} by post first.",
        f"Solved, but with nothing to be compared with: {now.unmatched:,}; their touchpoint was not"
        f" said, or has fewer than {FEWEST_OF_BOTH} of one kind."
        if now.unmatched
        else "",
        f"Begun in another way, or by us: {now.others:,}." if now.others else "",
    ]
    made = Figure(
        "difference",
        "Calling first takes longer by",
        Unit.DURATION,
        now.apart if fit else None,
        sum(now.counts),
        "resolved cases, matched by touchpoint",
        _FORMULA,
        Wish.NEITHER,
        whole.difference if fit else None,
        was.apart if was is not None and was_fit else None,
        0 if was is None else sum(was.counts),
        " ".join(part for part in said if part),
        _evidence(*(kind for each in now.matches for kind in each.kinds)),
        old.difference if was_fit else None,
        Verdict.TOO_FEW if _few(now) else Verdict.NONE,
    )
    return figures.judged(made)


def _medians(now: Parity, was: Parity | None, whole: Draws, old: Draws) -> tuple[Figure, ...]:
    def measure(found: Parity, place: int) -> float | None:
        return found.mean(lambda each: each.kinds[place].median)

    found = (
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
            (old.phone, old.post)[place],
        )
        for place, word in enumerate(("phone", "post"))
    )
    return tuple(map(figures.judged, found))


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
        "How much longer calling first takes, by touchpoint",
        (
            Column("touchpoint", "Touchpoint", Unit.WORD),
            Column("phone_cases", "Phone first", Unit.COUNT),
            Column("phone", "Median", Unit.DURATION),
            Column("post_cases", "Post first", Unit.COUNT),
            Column("post", "Median", Unit.DURATION),
            Column("difference", "Longer by", Unit.DURATION),
            Column("difference_low", "at least", Unit.DURATION),
            Column("difference_high", "at most", Unit.DURATION),
        ),
        tuple(row(*each) for each in zip(now.matches, whole.each, strict=True)),
        tuple(_evidence(*each.kinds) for each in now.matches),
        Chart(ChartKind.DOTS, "touchpoint", ("difference",), "difference_low", "difference_high"),
        note=f"With a minus: who calls first has it sooner. From fewer than {FEWEST} cases of"
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
    if _few(now):
        return (
            f"Too few to say: {counted(phone, 'solved case')} of customers who called first, beside"
            f" {post:,} of customers who posted first."
        )
    if difference.value is None or difference.interval is None:
        (called, calls), (posted, posts) = now.solved
        return (
            f"Too few are solved to say who has it sooner: {called:,} of {calls:,} of those who"
            f" called first, {posted:,} of {posts:,} of those who posted first."
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
        f"Who {who} first has a solution sooner than who {other} first at the same touchpoint:"
        f" by about {duration(abs(difference.value))}, between {duration(low)} and"
        f" {duration(high)}."
    )
