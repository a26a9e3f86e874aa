"""How far complaints carry: an estimate of how many people may have seen each, and how fast.

What is estimated, and from what, stands in `domain.reach`; nothing else is assumed here.
"""

from __future__ import annotations

from console.domain import reach
from console.domain.insight import Figure, Question, Section, Unit, Wish
from console.insight import figures
from console.insight.carried import (
    COUNTED,
    Answered,
    Found,
    answered,
    found_in,
    spreads_of,
)
from console.insight.cases import as_of
from console.insight.matching import alike
from console.insight.reach_tables import answers, by_touchpoint, classes, furthest, widest
from console.insight.statistics import FEWEST, median, median_interval
from console.insight.windows import Window
from console.language import numeral, tr
from console.text.figures import duration, percent

ESTIMATE = tr(
    "Reach of a complaint: v × F0 + the sum of v × Fi, with v = {seen_by}, "
    "F0 the followers of its author and Fi those of each who reposted it, as "
    "the network last told; {unknown_followers} stands for whoever's are "
    "unknown."
).format(seen_by=reach.SEEN_BY, unknown_followers=reach.UNKNOWN_FOLLOWERS)
ASSUMED = (
    tr(
        "All reach here is an estimate: it is assumed that {seen_by} of all "
        "followers see a post, and that somebody of whom it is not known has "
        "{unknown_followers} followers. It tells wide from narrow, and is no "
        "count of readers."
    ).format(seen_by=f"{reach.SEEN_BY:.0%}", unknown_followers=reach.UNKNOWN_FOLLOWERS)
).replace("%", " %")
"""Said once, at the first figure."""


def section(window: Window, before: Window | None) -> Section:
    """Return how far complaints carried, which the furthest, and whether these were answered."""
    spreads = spreads_of(window.rows)
    found = found_in(window, spreads)
    was = None if before is None else found_in(before, spreads)
    wide, narrow = answered(window, found, window.now_ms)
    old = None if before is None or was is None else answered(before, was, as_of(window, before))
    return Section(
        Question.REACH,
        _sentence(found, wide, narrow),
        (
            _median(found, was),
            _largest(found, was),
            _sum(found, was),
            _reposted(found, was),
            _uncounted(found, was),
            _first_answer("wide", wide, old[0] if old else None),
            _first_answer("narrow", narrow, old[1] if old else None),
        ),
        (
            widest(window, found, spreads),
            by_touchpoint(window, found),
            classes(found),
            answers(wide, narrow),
        ),
    )


def _median(found: Found, was: Found | None) -> Figure:
    age = median(sorted(found.ages_ms))
    late = (
        tr(
            " Half of them were counted within {duration} of the post; what came "
            "later is not in it."
        ).format(duration=duration(age))
        if age is not None
        else ""
    )
    return figures.middle(
        "median_reach",
        tr("Reach of a complaint, median"),
        found.ordered,
        None if was is None else was.ordered,
        of=COUNTED,
        formula=tr(
            "{estimate} The median of all complaints of the period that have a count."
        ).format(estimate=ESTIMATE),
        unit=Unit.PEOPLE,
        evidence=found.behind(),
        note=ASSUMED + late if found.ids else "",
    )


def _largest(found: Found, was: Found | None) -> Figure:
    made = Figure(
        "largest_reach",
        tr("Largest reach"),
        Unit.PEOPLE,
        float(found.ordered[-1]) if found.ids else None,
        len(found.ids),
        COUNTED,
        tr("{estimate} The largest of the period.").format(estimate=ESTIMATE),
        Wish.NEITHER,
        before=float(was.ordered[-1]) if was is not None and was.reaches else None,
        before_n=0 if was is None else len(was.ids),
        note="" if found.ids else tr("There are no {counted}.").format(counted=COUNTED),
        evidence=found.behind(furthest(found, 1)),
    )
    return figures.judged(made)


def _sum(found: Found, was: Found | None) -> Figure:
    made = Figure(
        "total_reach",
        tr("Reach of all complaints"),
        Unit.PEOPLE,
        float(sum(found.reaches)) if found.ids else None,
        len(found.ids),
        COUNTED,
        tr("{estimate} The sum over all complaints of the period that have a count.").format(
            estimate=ESTIMATE
        ),
        Wish.NEITHER,
        before=float(sum(was.reaches)) if was is not None and was.reaches else None,
        before_n=0 if was is None else len(was.ids),
        note=tr("Who saw several of them is counted as often. More complaints make it larger.")
        if found.ids
        else tr("There are no {counted}.").format(counted=COUNTED),
        evidence=found.behind(),
    )
    return figures.judged(made)


def _reposted(found: Found, was: Found | None) -> Figure:
    again = [
        (case, number) for case, number in zip(found.cases, found.reposts, strict=True) if number
    ]
    return figures.share(
        "reposted",
        tr("Reposted at all"),
        (len(again), len(found.ids)),
        None if was is None else (sum(map(bool, was.reposts)), len(was.ids)),
        of=COUNTED,
        formula=tr(
            "Complaints that somebody reposted, as the network counted or a timeline "
            "showed, divided by all complaints with a count."
        ),
        wish=Wish.LESS,
        evidence=figures.of_cases(
            [case for case, _ in again],
            [number for _, number in again],
            Unit.COUNT,
            tr("Reposts"),
        ),
    )


def _uncounted(found: Found, was: Found | None) -> Figure:
    return figures.count(
        "without_count",
        tr("Without a count"),
        len(found.uncounted),
        None if was is None else len(was.uncounted),
        of=tr("complaints without a count of reposts"),
        formula=tr(
            "Complaints of the period of which the network never said how often they "
            "were reposted, and no timeline showed a repost."
        ),
        evidence=figures.of_cases(found.uncounted),
        note=tr(
            "Reposts are noted when a post is fetched, where the network tells how "
            "many: what was fetched before the desk noted them, or was taken in by "
            "hand, has no count. These are in no other figure of this section."
        )
        if found.uncounted
        else "",
    )


_FIRST_ANSWER = {
    "wide": tr("First response time, reach above the median"),
    "narrow": tr("First response time, reach at or below the median"),
}
_ANSWERED_OF = {
    "wide": tr("answered cases with a reach above the median"),
    "narrow": tr("answered cases with a reach at or below the median"),
}
_SIDES = {"wide": tr("above the median"), "narrow": tr("at or below the median")}


def _first_answer(key: str, found: Answered, was: Answered | None) -> Figure:
    return figures.middle(
        f"first_answer_{key}",
        _FIRST_ANSWER[key],
        found.times,
        None if was is None else was.times,
        of=_ANSWERED_OF[key],
        formula=tr(
            "Cases that began in the period with a complaint that has a count, told "
            "apart by the reach of their widest one: here {side} of all. "
            "From the customer's first post to our first post after it, by the "
            "clock; the median."
        ).format(side=_SIDES[key]),
        evidence=figures.of_cases(
            found.cases, found.times, Unit.DURATION, tr("First response time")
        ),
        note=tr("Without an answer so far, and so not in it: {without}.").format(
            without=numeral(found.without)
        )
        if found.without
        else "",
    )


def _sentence(found: Found, wide: Answered, narrow: Answered) -> str:
    count = len(found.ids)
    if not count:
        return (
            tr("The network told of no complaint in this period how often it was reposted.")
            if found.uncounted
            else tr("No complaint came in this period.")
        )
    largest = numeral(found.ordered[-1])
    if count < FEWEST:
        said = (
            tr(
                "Only {count} complaint has a count of reposts, too few to say what is usual; "
                "the widest may have been seen by {largest} people."
            )
            if count == 1
            else tr(
                "Only {count} complaints have a count of reposts, too few to say what is usual; "
                "the widest may have been seen by {largest} people."
            )
        )
        return said.format(count=count, largest=largest)
    usual = median(found.ordered) or 0
    reposted = sum(map(bool, found.reposts))
    return tr(
        "Half of the complaints may have been seen by {usual} people or fewer, "
        "the widest by {largest}; {percent} were reposted at all.{compared}"
    ).format(
        usual=numeral(usual),
        largest=largest,
        percent=percent(reposted / count),
        compared=_compared(wide, narrow),
    )


def _compared(wide: Answered, narrow: Answered) -> str:
    """Return whether those that carried further were answered sooner; empty where too few.

    Where more of one kind have no answer at all, the times of the others say nothing of it.
    """
    shares = [(len(each.cases), len(each.cases) + each.without) for each in (wide, narrow)]
    if min(whole for _, whole in shares) < FEWEST:
        return ""
    if not alike(*shares):
        (one, of), (other, of_others) = shares
        return tr(
            " Of the cases that carried further {one} of {of} have an answer, of the "
            "others {other} of {of_others}: too unlike to compare how soon."
        ).format(
            one=numeral(one), of=numeral(of), other=numeral(other), of_others=numeral(of_others)
        )
    if min(len(wide.cases), len(narrow.cases)) < FEWEST:
        return ""
    (first, low, high), (second, below, above) = _ends(wide), _ends(narrow)
    times = tr("{first} against {second}").format(first=duration(first), second=duration(second))
    if high < below:
        return tr(" Those that carried further were answered sooner: {times}.").format(times=times)
    if low > above:
        return tr(" Those that carried further were answered later: {times}.").format(times=times)
    return tr(" How far they carried made no clear difference to how soon we answered.")


def _ends(found: Answered) -> tuple[float, float, float]:
    ordered = sorted(found.times)
    middle, interval = median(ordered) or 0, median_interval(ordered)
    return (middle, middle, middle) if interval is None else (middle, interval.low, interval.high)
