"""How many messages an exchange takes, and which replies are easily missed.

What an answer is, and who follows it with what, is found by `answer_parts`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt

from console.domain.ids import CaseId
from console.domain.insight import (
    Chart,
    ChartKind,
    Column,
    Figure,
    Interval,
    Question,
    Section,
    Table,
    Unit,
    Wish,
)
from console.insight import figures
from console.insight.answer_parts import MANY, Answers, answers, every, followed
from console.insight.cases import AS_OLD, as_of
from console.insight.statistics import FEWEST, Z
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import numeral, plural, tr
from console.text.figures import percent

CLASSES = ("1", "2", "3", "4", tr("5 or more"))
"""How many parts an answer has."""
ENOUGH = 30
"""Of fewer values the mean has no interval: it would not hold what it promises."""
ANSWERS = tr("answers of ours")
PARTS = tr(
    "An answer is a post of ours of the period under one that is not ours, "
    "with the posts of ours that continue it"
)


def section(window: Window, before: Window | None) -> Section:
    """Return how long our answers are, and how often customers write anew after them."""
    held = every(window.told.values())
    soon = followed(window, held)
    until = as_of(window, before)
    found = answers(window, held, soon, window.now_ms)
    was = None if before is None else answers(before, held, soon, until)
    return Section(
        Question.EXCHANGES,
        _sentence(found),
        (
            _mean(found, was),
            _long(found, was),
            _anew(found, was),
            _messages(window, before, until),
        ),
        (_histogram(found),),
    )


def _mean(found: Answers, was: Answers | None) -> Figure:
    mean, interval = _mean_of(found.parts)
    before, before_interval = (None, None) if was is None else _mean_of(was.parts)
    return Figure(
        "parts",
        tr("Posts per answer"),
        Unit.NUMBER,
        mean,
        len(found.parts),
        ANSWERS,
        tr("{parts}: all of these posts, divided by the answers.").format(parts=PARTS),
        Wish.LESS,
        interval,
        before,
        0 if was is None else len(was.parts),
        "" if found.parts else tr("There are no {answers}.").format(answers=ANSWERS),
        figures.of_cases(found.cases, found.parts, Unit.COUNT, tr("Posts")),
        before_interval,
    )


def _mean_of(values: Sequence[int]) -> tuple[float | None, Interval | None]:
    """Return a mean and, of enough values, its interval by the normal approximation."""
    count = len(values)
    if not count:
        return None, None
    mean = sum(values) / count
    if count < ENOUGH:
        return mean, None
    squares = sum(value * value * held for value, held in Counter(values).items())
    spread = squares - count * mean * mean
    half = Z * sqrt(max(spread, 0) / (count - 1) / count)
    return mean, Interval(max(mean - half, 1), mean + half, tr("normal approximation"))


def _long(found: Answers, was: Answers | None) -> Figure:
    rows = zip(found.cases, found.parts, strict=True)
    long = [(case, count) for case, count in rows if count >= MANY]
    return figures.share(
        "long_answers",
        tr("Answers in {many} or more posts").format(many=MANY),
        found.long,
        None if was is None else was.long,
        of=ANSWERS,
        formula=tr("{parts}: answers that have {many} or more, divided by all.").format(
            parts=PARTS, many=MANY
        ),
        wish=Wish.LESS,
        evidence=figures.of_cases(
            [case for case, _ in long], [count for _, count in long], Unit.COUNT, tr("Posts")
        ),
    )


def _anew(found: Answers, was: Answers | None) -> Figure:
    left = len(found.cases) - found.over
    return figures.share(
        "written_anew",
        tr("Answers followed by a new post"),
        (len(found.anew), found.over),
        None if was is None else (len(was.anew), was.over),
        of=tr("answers of which 24 h are over"),
        formula=tr(
            "Answers after which the same customer wrote a post within 24 h that "
            "answers nothing, in whichever case, divided by all answers of the "
            "period that were given at least 24 h before its end and now. A new post "
            "counts for the last answer before it."
        ),
        wish=Wish.LESS,
        evidence=figures.of_cases(
            [case for case, _ in found.anew],
            [after for _, after in found.anew],
            Unit.DURATION,
            tr("New post after"),
        ),
        note=tr("{left} of the last 24 h are left out.").format(left=numeral(left)) if left else "",
    )


def _messages(window: Window, before: Window | None, until_ms: int) -> Figure:
    rows = _until_resolved(window.stories, window.now_ms)
    was = None
    if before is not None:
        was = [count for count, _ in _until_resolved(before.stories, until_ms)]
    return figures.middle(
        "messages",
        tr("Messages until resolved, median"),
        [count for count, _ in rows],
        was,
        of=tr("resolved cases"),
        formula=tr(
            "Posts and call notes of both sides, each part counted, till a case that "
            "began in the period was resolved last; half of the cases took less, "
            "half more. {as_old}"
        ).format(as_old=AS_OLD),
        unit=Unit.NUMBER,
        evidence=figures.of_cases(
            [case for _, case in rows], [count for count, _ in rows], Unit.COUNT, tr("Messages")
        ),
    )


def _until_resolved(stories: Iterable[Story], until_ms: int) -> list[tuple[int, CaseId]]:
    """Return how many messages each case took that was resolved by a moment."""
    found: list[tuple[int, CaseId]] = []
    for story in stories:
        at, messages = story.case.resolved_ms, story.messages
        if at is not None and at <= until_ms:
            found.append((bisect_right(messages, at, key=lambda each: each.ms), story.case.id))
    return found


def _histogram(found: Answers) -> Table:
    cases, parts = found.cases, found.parts
    held = [
        [case for case, count in zip(cases, parts, strict=True) if count == wanted]
        for wanted in range(1, len(CLASSES))
    ]
    held.append([case for case, count in zip(cases, parts, strict=True) if count >= len(CLASSES)])
    whole = len(found.cases)
    return Table(
        "parts",
        tr("Answers by number of posts"),
        (
            Column("parts", tr("Posts"), Unit.WORD),
            Column("answers", tr("Answers"), Unit.COUNT),
            Column("share", tr("Share"), Unit.SHARE),
        ),
        tuple((name, len(ids), len(ids) / whole) for name, ids in zip(CLASSES, held, strict=True))
        if whole
        else (),
        tuple(figures.of_cases(ids) for ids in held) if whole else (),
        Chart(ChartKind.HISTOGRAM, "parts", ("answers",)),
        empty=tr("No answer of ours in this period."),
    )


def _sentence(found: Answers) -> str:
    count = len(found.parts)
    if not count:
        return tr("We answered nobody in this period.")
    if count < FEWEST:
        return plural(
            count,
            "Only {count} answer of ours: too few to say much.",
            "Only {count} answers of ours: too few to say much.",
        )
    share = found.long[0] / count
    said = tr("An answer takes {posts} posts on average").format(
        posts=numeral(sum(found.parts) / count, 1)
    )
    said += (
        tr(", and {percent} take {many} or more.").format(percent=percent(share), many=MANY)
        if share
        else tr(", none {many} or more.").format(many=MANY)
    )
    if found.over < FEWEST:
        return said
    if not found.anew:
        return tr(
            "{said} No answer was followed by a new post of the customer within a day."
        ).format(said=said)
    return tr(
        "{said} After {percent} the customer wrote a new post within a day, "
        "instead of one under our answer: such posts are easily missed."
    ).format(said=said, percent=percent(len(found.anew) / found.over))
