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
from console.text.figures import duration, percent

FORMULA = (
    "From the customer's first post of a case that began in the period to our first post after"
    " it, whenever that came"
)
ANSWERED = "cases with an answer"
BUSINESS_TITLE = "Business hours to our first answer"
NOT_SET = "Business hours are not set: Preferences, Hours."
STAFFED = " of business hours"
NEVER_OPEN = "By the business hours nobody is ever there."


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
        "First response time, median",
        found.waits,
        None if was is None else was.waits,
        of=ANSWERED,
        formula=f"{FORMULA}, by the clock; half of the cases took less, half more. {AS_OLD}",
        evidence=_waited(found),
        note=" ".join(filter(None, (_left_out(found), unset))),
    )


def _business(found: Waits, was: Waits | None) -> Figure:
    return figures.middle(
        "median_business",
        "First response time in business hours, median",
        found.worked,
        None if was is None else was.worked,
        of=ANSWERED,
        formula=f"{FORMULA}, counting business hours only; half of the cases took less, half more."
        f" {AS_OLD}",
        evidence=figures.of_cases(
            found.ids if found.worked else (), found.worked, Unit.DURATION, BUSINESS_TITLE
        ),
        note="" if found.clock.is_staffed else NEVER_OPEN,
    )


def _slow(found: Waits, was: Waits | None) -> Figure:
    few = 0 < len(found.waits) < FEWEST
    return figures.high(
        "high",
        "First response time, 90th percentile",
        found.waits,
        None if was is None else was.waits,
        of=ANSWERED,
        formula=f"{FORMULA}, by the clock; nine of ten cases took less. {AS_OLD}",
        evidence=_waited(found),
        note="Of so few it says little more than the slowest." if few else "",
    )


def _within(window: Window, found: Waits, was: Waits | None) -> Figure:
    notes = [] if found.clock.is_staffed else [NEVER_OPEN]
    if found.late and found.clock.is_staffed:
        notes.append(f"{len(found.late):,} without an answer count as missed.")
    if found.open:
        notes.append(f"{len(found.open):,} without an answer still have time and are left out.")
    target = duration(target_ms(window))
    limit = target_ms(window)
    slow = [
        row for row in zip(found.worked, found.ids, strict=bool(found.worked)) if row[0] > limit
    ]
    return figures.share(
        "within_target",
        f"Answered within {target}",
        _kept(window, found),
        None if was is None else _kept(window, was),
        of="cases that are answered or late",
        formula=f"Cases with our first post within the target of {target} of business hours after"
        " the customer's first, divided by all that are answered or for which the target is"
        " over. A call is no answer here, and spam or a muted case without an answer is left out."
        f" {AS_OLD}",
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
        "Posts outside staffed hours",
        (len(closed), len(found.posts)),
        None if was is None else (len(_closed(was)), len(was.posts)),
        of="posts of customers",
        formula="Customers' posts of the period that came while nobody is there by the business"
        " hours, divided by all their posts, without reposts.",
        evidence=figures.of_cases(
            [each.case_id for each in closed if each.case_id is not None],
            [each.ms for each in closed if each.case_id is not None],
            Unit.MOMENT,
            "Posted",
        ),
    )


def _left_out(found: Waits) -> str:
    count = len(found.unanswered)
    if not found.waits:
        return f"There are no {ANSWERED}; {count:,} have none." if count else ""
    return f"{count:,} without an answer of ours are not in it." if count else ""


def _closed(found: Waits) -> list[MessageFact]:
    """Return the posts that came while nobody was there."""
    return [each for part in found.clock.closed(found.posted) for each in found.posts[part]]


def _waited(found: Waits) -> Evidence:
    return figures.of_cases(found.ids, found.waits, Unit.DURATION, TITLE)


def _sentence(window: Window, found: Waits) -> str:
    count, left = len(found.waits), len(found.unanswered)
    if not count and not left:
        return "No customer wrote first in this period."
    if not count:
        return (
            "The one customer who wrote has no answer yet."
            if left == 1
            else f"None of the {left:,} cases in which a customer wrote has an answer yet."
        )
    ordered = sorted(found.waits)
    middle, high = median(ordered), quantile(ordered, 0.9)
    if middle is None or high is None or count < FEWEST:
        cases = "case was" if count == 1 else "cases were"
        return f"Only {count} {cases} answered: too few to say how quickly."
    told = f"Half of the {count:,} answered cases had their answer within {duration(middle)}"
    # Where more than one in ten wait, nine of ten of all are not answered at all.
    if count >= 9 * left:
        told += f", nine of ten within {duration(high)}"
    told += ", by the clock"
    if left:
        told += f"; {left:,} more {'has' if left == 1 else 'have'} none"
    kept, whole = _kept(window, found)
    if whole:
        target = duration(target_ms(window)) + ("" if window.hours.round_the_clock else STAFFED)
        told += f". {percent(kept / whole)} kept the target of {target}"
    return f"{told}."
