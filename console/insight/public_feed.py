"""What a stranger sees of us: what our posts say, answers that do nothing, checks let stand.

Counts what was found in each text before (`checks.answer_readings`), and reads none itself. An
answer is a post of ours that answers somebody else's, with those that continue it; as a whole
it says one thing, and so each of its posts does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from console.domain.insight import (
    Figure,
    Question,
    Section,
    Wish,
)
from console.insight import figures
from console.insight.our_posts import NOT_READ, Answers, OurPosts
from console.insight.public_feed_tables import (
    balance,
    by_check,
    of_answers,
    of_findings,
    over_time,
)
from console.insight.rows import IgnoredFact
from console.insight.statistics import FEWEST
from console.insight.windows import Window
from console.language import numeral, plural, tr
from console.text.figures import percent

_FIGURES = (
    (
        "solved",
        tr("Answers that say solved"),
        Wish.MORE,
        (
            tr(
                "Answers that say that something was solved, divided by all answers that "
                "were read. An answer is read as one, with all its posts."
            )
        ),
    ),
    (
        "deflects",
        tr("Answers that only send elsewhere"),
        Wish.LESS,
        (
            tr(
                "Answers that send the customer elsewhere and hold neither a step taken, "
                "nor an answer, nor a question to be answered here, divided by all that "
                "were read. Whoever asked how to reach us is answered by that."
            )
        ),
    ),
    (
        "repeats",
        tr("Answers that repeat an earlier one"),
        Wish.LESS,
        (
            tr(
                "Answers of twelve words or more that have four in five of their pairs "
                "of neighbouring words in common with one of the 200 answers before "
                "them, names left aside, divided by all that were read."
            )
        ),
    ),
)


def section(window: Window, before: Window | None) -> Section:
    """Return what a stranger sees: the balance of our posts, and answers that do nothing."""
    ours = OurPosts(window)
    was = None if before is None else OurPosts(before)
    found = ours.answers()
    then = None if was is None else was.answers()
    return Section(
        Question.PUBLIC_FEED,
        _sentence(ours, found),
        (
            *_shares(found, then),
            _ignored(ours.ignored, None if was is None else was.ignored),
            _not_read(found, then),
        ),
        (balance(window, ours), over_time(window, found, ours.ignored), by_check(ours.ignored)),
    )


def _shares(found: Answers, then: Answers | None) -> Iterator[Figure]:
    """Yield what of our answers says solved, sends elsewhere, and repeats, in that order."""
    whole, was_whole = len(found.read), 0 if then is None else len(then.read)
    for those, was, (key, title, wish, formula) in zip(
        (found.solved, found.deflects, found.repeats),
        (None,) * 3 if then is None else (then.solved, then.deflects, then.repeats),
        _FIGURES,
        strict=True,
    ):
        yield figures.share(
            key,
            title,
            (len(those), whole),
            None if was is None else (len(was), was_whole),
            of=tr("answers that were read"),
            formula=formula,
            wish=wish,
            evidence=of_answers(those),
            note=found.left_out,
        )


def _ignored(found: Sequence[IgnoredFact], then: Sequence[IgnoredFact] | None) -> Figure:
    return figures.count(
        "ignored",
        tr("Warnings not followed"),
        len(found),
        None if then is None else len(then),
        of=tr("warnings that a person let stand"),
        formula=tr(
            "What the checks said of an answer before it was sent, and a person let "
            "stand, in the period; the same in one case counts once, at the last "
            "time."
        ),
        evidence=of_findings(found),
        note=tr(
            "Not each of them is a fault: a check may be mistaken, or what it warns of may fit."
        ),
    )


def _not_read(found: Answers, then: Answers | None) -> Figure:
    those = [*found.unread, *found.foreign]
    return figures.count(
        NOT_READ,
        tr("Answers not read"),
        len(those),
        None if then is None else len(then.unread) + len(then.foreign),
        of=tr("answers that are in no share"),
        formula=tr(
            "Answers that the desk did not look at yet, and those in a language that "
            "it does not read."
        ),
        wish=Wish.LESS,
        evidence=of_answers(those),
        note=found.left_out,
    )


def _sentence(ours: OurPosts, found: Answers) -> str:
    count, unread = len(found.read), len(found.unread)
    if not ours.posts:
        return tr("No post of ours in this period.")
    if not count + unread + len(found.foreign):
        return tr("No answer of ours in this period.")
    if not count and unread:
        return tr("Our answers of this period are not looked at yet.")
    if not count:
        return tr("Our answers of this period are in languages that are not read.")
    if count < FEWEST:
        return plural(
            count,
            "Only {count} answer was read: too few to say.",
            "Only {count} answers were read: too few to say.",
        )
    solved, deflects, repeats = (
        percent(len(those) / count) for those in (found.solved, found.deflects, found.repeats)
    )
    more = (
        tr(" {unread} more are not looked at yet.").format(unread=numeral(unread)) if unread else ""
    )
    return tr(
        "Of {count} answers {solved} say that something was solved, {deflects} "
        "only send the customer elsewhere, and {repeats} repeat an earlier "
        "one.{more}"
    ).format(count=numeral(count), solved=solved, deflects=deflects, repeats=repeats, more=more)
