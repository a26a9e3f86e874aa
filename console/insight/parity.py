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
from console.insight.cases import as_of, solved
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
from console.language import numeral, plural, tr
from console.text.figures import duration

_FORMULA = tr(
    "For each touchpoint with at least {fewest_of_both} resolved cases of "
    "both kinds: the median time from the first message to the resolution of "
    "those that began by phone, minus that of those that began with a post; "
    "of these differences the mean, weighted by n1 * n2 / (n1 + n2) of both "
    "counts. With a minus, who calls first has it sooner. A case that began "
    "by phone and went public later is phone first; one that we began is of "
    "neither kind. The interval is a bootstrap of {draws} draws. Nothing is "
    "told from fewer than {fewest} of a kind, nor where less than half of a "
    "kind are solved or the shares solved clearly differ: what is not solved "
    "has no time."
).format(fewest_of_both=FEWEST_OF_BOTH, draws=numeral(DRAWS), fewest=FEWEST)


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
        tr("Time to resolution"),
    )


def _few(found: Parity) -> bool:
    return min(found.counts) < FEWEST


def _fit(found: Parity) -> bool:
    """Return whether both kinds may be set beside each other."""
    return not _few(found) and alike(*found.solved)


def _withheld(now: Parity) -> str:
    """Return why nothing is said of who has it sooner; empty where it is said."""
    if not now.matches:
        return tr("No touchpoint has {fewest_of_both} solved cases of both kinds.").format(
            fewest_of_both=FEWEST_OF_BOTH
        )
    if _few(now):
        return tr("From fewer than {fewest} of a kind no difference is said.").format(fewest=FEWEST)
    return "" if _fit(now) else tr("Too many are not solved to say who has it sooner.")


def _difference(now: Parity, was: Parity | None, whole: Draws, old: Draws) -> Figure:
    phone, post = now.unsolved
    fit, was_fit = _fit(now), was is not None and _fit(was)
    said = [
        _withheld(now),
        tr("Not solved yet and not in it: {phone} by phone first, {post} by post first.").format(
            phone=numeral(phone), post=numeral(post)
        ),
        tr(
            "Solved, but with nothing to be compared with: {unmatched}; their "
            "touchpoint was not said, or has fewer than {fewest_of_both} of one kind."
        ).format(unmatched=numeral(now.unmatched), fewest_of_both=FEWEST_OF_BOTH)
        if now.unmatched
        else "",
        tr("Begun in another way, or by us: {others}.").format(others=numeral(now.others))
        if now.others
        else "",
    ]
    made = Figure(
        "difference",
        tr("Calling first takes longer by"),
        Unit.DURATION,
        now.apart if fit else None,
        sum(now.counts),
        tr("resolved cases, matched by touchpoint"),
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
            (tr("Time to resolution, phone first"), tr("Time to resolution, post first"))[place],
            Unit.DURATION,
            measure(now, place),
            now.counts[place],
            _MATCHED[place],
            tr(
                "The median of each touchpoint, and of these the mean with the weights "
                "of the difference."
            ),
            Wish.LESS,
            (whole.phone, whole.post)[place],
            None if was is None else measure(was, place),
            0 if was is None else was.counts[place],
            "" if now.matches else tr("There is nothing to be compared."),
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
            (tr("Compared cases, phone first"), tr("Compared cases, post first"))[place],
            now.counts[place],
            None if was is None else was.counts[place],
            of=_MATCHED[place],
            formula=_COMPARED[place],
            evidence=_evidence(*(each.kinds[place] for each in now.matches)),
            note=tr("Not solved yet: {unsolved} more.").format(
                unsolved=numeral(now.unsolved[place])
            )
            if now.unsolved[place]
            else "",
        )
        for place, word in enumerate(("phone", "post"))
    )


_MATCHED = (
    tr("resolved cases by phone first, matched by touchpoint"),
    tr("resolved cases by post first, matched by touchpoint"),
)
_COMPARED = (
    tr(
        "Resolved cases whose first message is a call note by phone, of the "
        "touchpoints that are compared."
    ),
    tr("Resolved cases whose first message is a post, of the touchpoints that are compared."),
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
        tr("How much longer calling first takes, by touchpoint"),
        (
            Column("touchpoint", tr("Touchpoint"), Unit.WORD),
            Column("phone_cases", tr("Phone first"), Unit.COUNT),
            Column("phone", tr("Median"), Unit.DURATION),
            Column("post_cases", tr("Post first"), Unit.COUNT),
            Column("post", tr("Median"), Unit.DURATION),
            Column("difference", tr("Longer by"), Unit.DURATION),
            Column("difference_low", tr("at least"), Unit.DURATION),
            Column("difference_high", tr("at most"), Unit.DURATION),
        ),
        tuple(row(*each) for each in zip(now.matches, whole.each, strict=True)),
        tuple(_evidence(*each.kinds) for each in now.matches),
        Chart(ChartKind.DOTS, "touchpoint", ("difference",), "difference_low", "difference_high"),
        note=tr(
            "With a minus: who calls first has it sooner. From fewer than {fewest} "
            "cases of a kind the interval of 95 % is rough."
        ).format(fewest=FEWEST),
        empty=tr("No touchpoint has {fewest_of_both} resolved cases of both kinds.").format(
            fewest_of_both=FEWEST_OF_BOTH
        ),
    )


def _sentence(now: Parity, difference: Figure) -> str:
    phone, post = now.counts
    if not now.matches:
        return tr(
            "Too few to say: no touchpoint has enough solved cases of both kinds, of "
            "those who called first and of those who posted first."
        )
    if _few(now):
        return tr(
            "Too few to say: {cases} of customers who called first, beside {post} "
            "of customers who posted first."
        ).format(
            cases=plural(phone, "{count} solved case", "{count} solved cases"), post=numeral(post)
        )
    if difference.value is None or difference.interval is None:
        (called, calls), (posted, posts) = now.solved
        return tr(
            "Too few are solved to say who has it sooner: {called} of {calls} of "
            "those who called first, {posted} of {posts} of those who posted first."
        ).format(
            called=numeral(called),
            calls=numeral(calls),
            posted=numeral(posted),
            posts=numeral(posts),
        )
    near = difference.interval
    if near.low <= 0 <= near.high:
        return tr(
            "No clear difference between who calls first and who posts first: by "
            "these {phone} and {post} solved cases either may have it sooner."
        ).format(phone=numeral(phone), post=numeral(post))
    said = (
        tr(
            "Who posts first has a solution sooner than who calls first at the same touchpoint: "
            "by about {difference}, between {least} and {most}."
        )
        if near.low > 0
        else tr(
            "Who calls first has a solution sooner than who posts first at the same touchpoint: "
            "by about {difference}, between {least} and {most}."
        )
    )
    low, high = sorted((abs(near.low), abs(near.high)))
    return said.format(
        difference=duration(abs(difference.value)),
        least=duration(low),
        most=duration(high),
    )
