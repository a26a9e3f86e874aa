"""How quickly the first answer comes, by the clock and by business hours.

Counts cases that began in the period. What is drawn of them is in `answer_tables`.
"""

from __future__ import annotations

from bisect import bisect_right

from console.domain.insight import Evidence, Figure, Question, Section, Unit, Wish
from console.insight import answer_tables, figures
from console.insight.answer_waits import TITLE, Waits, clock, target_ms, waits
from console.insight.cases import AS_OLD, as_of
from console.insight.rows import MessageFact
from console.insight.statistics import FEWEST, median, quantile
from console.insight.windows import Window
from console.language import numeral, plural, tr
from console.text.figures import duration, percent

FORMULA = tr(
    "From the customer's first post of a case that began in the period to "
    "our first post after it, whenever that came"
)
ANSWERED = tr("cases with an answer")
BUSINESS_TITLE = tr("Business hours to our first answer")
NOT_SET = tr("Business hours are not set: Preferences, Hours.")
STAFFED = tr(" of business hours")
NEVER_OPEN = tr("By the business hours nobody is ever there.")


def section(window: Window, before: Window | None) -> Section:
    """Return how quickly customers are answered, and when they write."""
    ticking = clock(window, before)
    found = waits(window, ticking, window.now_ms)
    was = None if before is None else waits(before, ticking, as_of(window, before))
    return Section(
        Question.ANSWER_TIMES,
        _sentence(window, found),
        _figures(window, found, was),
        (
            answer_tables.over_time(window, found),
            answer_tables.classes(found),
            answer_tables.by_hour(found),
            answer_tables.by_hour_cases(window, found),
            answer_tables.posts_by_hour(window, found),
        ),
    )


def _figures(window: Window, found: Waits, was: Waits | None) -> tuple[Figure, ...]:
    """Return all figures; those of business hours only where the desk is ever closed."""
    if window.hours.round_the_clock:
        return _median(window, found, was), _slow(found, was), _within(window, found, was)
    return (
        _median(window, found, was),
        _business(found, was),
        _slow(found, was),
        _within(window, found, was),
        _outside(found, was),
    )


def _median(window: Window, found: Waits, was: Waits | None) -> Figure:
    unset = NOT_SET if window.hours.round_the_clock else ""
    return figures.middle(
        "median",
        tr("First response time, median"),
        found.waits,
        None if was is None else was.waits,
        of=ANSWERED,
        formula=tr(
            "{formula}, by the clock; half of the cases took less, half more. {as_old}"
        ).format(formula=FORMULA, as_old=AS_OLD),
        evidence=_waited(found),
        note=" ".join(filter(None, (_left_out(found), unset))),
    )


def _business(found: Waits, was: Waits | None) -> Figure:
    return figures.middle(
        "median_business",
        tr("First response time in business hours, median"),
        found.worked,
        None if was is None else was.worked,
        of=ANSWERED,
        formula=tr(
            "{formula}, counting business hours only; half of the cases took less, "
            "half more. {as_old}"
        ).format(formula=FORMULA, as_old=AS_OLD),
        evidence=figures.of_cases(
            found.ids if found.worked else (), found.worked, Unit.DURATION, BUSINESS_TITLE
        ),
        note="" if found.clock.is_staffed else NEVER_OPEN,
    )


def _slow(found: Waits, was: Waits | None) -> Figure:
    few = 0 < len(found.waits) < FEWEST
    return figures.high(
        "high",
        tr("First response time, 90th percentile"),
        found.waits,
        None if was is None else was.waits,
        of=ANSWERED,
        formula=tr("{formula}, by the clock; nine of ten cases took less. {as_old}").format(
            formula=FORMULA, as_old=AS_OLD
        ),
        evidence=_waited(found),
        note=tr("Of so few it says little more than the slowest.") if few else "",
    )


def _within(window: Window, found: Waits, was: Waits | None) -> Figure:
    notes = [] if found.clock.is_staffed else [NEVER_OPEN]
    if found.late and found.clock.is_staffed:
        notes.append(
            tr("{count} without an answer count as missed.").format(count=numeral(len(found.late)))
        )
    if found.open:
        notes.append(
            tr("{count} without an answer still have time and are left out.").format(
                count=numeral(len(found.open))
            )
        )
    target = duration(target_ms(window))
    limit = target_ms(window)
    slow = [
        row for row in zip(found.worked, found.ids, strict=bool(found.worked)) if row[0] > limit
    ]
    return figures.share(
        "within_target",
        tr("Answered within {target}").format(target=target),
        _kept(window, found),
        None if was is None else _kept(window, was),
        of=tr("cases that are answered or late"),
        formula=tr(
            "Cases with our first post within the target of {target} of business "
            "hours after the customer's first, divided by all that are answered or "
            "for which the target is over. A call is no answer here, and spam or a "
            "muted case without an answer is left out. {as_old}"
        ).format(target=target, as_old=AS_OLD),
        wish=Wish.MORE,
        evidence=figures.of_cases(
            [case for _, case in (*found.late, *slow)],
            [*(None for _ in found.late), *(worked for worked, _ in slow)],
            Unit.DURATION,
            BUSINESS_TITLE,
        ),
        note=" ".join(notes),
    )


def _kept(window: Window, found: Waits) -> figures.Part:
    if not found.clock.is_staffed:
        return 0, 0
    kept = bisect_right(sorted(found.worked), target_ms(window))
    return kept, len(found.worked) + len(found.late)


def _outside(found: Waits, was: Waits | None) -> Figure:
    closed = _closed(found)
    return figures.share(
        "outside_hours",
        tr("Posts outside staffed hours"),
        (len(closed), len(found.posts)),
        None if was is None else (len(_closed(was)), len(was.posts)),
        of=tr("posts of customers"),
        formula=tr(
            "Customers' posts of the period that came while nobody is there by the "
            "business hours, divided by all their posts, without reposts."
        ),
        evidence=figures.of_cases(
            [each.case_id for each in closed if each.case_id is not None],
            [each.ms for each in closed if each.case_id is not None],
            Unit.MOMENT,
            tr("Posted"),
        ),
    )


def _left_out(found: Waits) -> str:
    count = len(found.unanswered)
    if not found.waits:
        return (
            tr("There are no {answered}; {count} have none.").format(
                answered=ANSWERED, count=numeral(count)
            )
            if count
            else ""
        )
    return (
        tr("{count} without an answer of ours are not in it.").format(count=numeral(count))
        if count
        else ""
    )


def _closed(found: Waits) -> list[MessageFact]:
    """Return the posts that came while nobody was there."""
    return [each for part in found.clock.closed(found.posted) for each in found.posts[part]]


def _waited(found: Waits) -> Evidence:
    return figures.of_cases(found.ids, found.waits, Unit.DURATION, TITLE)


def _sentence(window: Window, found: Waits) -> str:
    count, left = len(found.waits), len(found.unanswered)
    if not count and not left:
        return tr("No customer wrote first in this period.")
    if not count:
        return (
            tr("The one customer who wrote has no answer yet.")
            if left == 1
            else tr("None of the {left} cases in which a customer wrote has an answer yet.").format(
                left=numeral(left)
            )
        )
    ordered = sorted(found.waits)
    middle, high = median(ordered), quantile(ordered, 0.9)
    if middle is None or high is None or count < FEWEST:
        return plural(
            count,
            "Only {count} case was answered: too few to say how quickly.",
            "Only {count} cases were answered: too few to say how quickly.",
        )
    told = tr("Half of the {count} answered cases had their answer within {duration}").format(
        count=numeral(count), duration=duration(middle)
    )
    # Where more than one in ten wait, nine of ten of all are not answered at all.
    if count >= 9 * left:
        told += tr(", nine of ten within {duration}").format(duration=duration(high))
    told += tr(", by the clock")
    if left:
        told += plural(left, "; {count} more has none", "; {count} more have none")
    kept, whole = _kept(window, found)
    if whole:
        target = duration(target_ms(window)) + ("" if window.hours.round_the_clock else STAFFED)
        told += tr(". {percent} kept the target of {target}").format(
            percent=percent(kept / whole), target=target
        )
    return f"{told}."
