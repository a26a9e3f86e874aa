"""What a stranger sees of us: what our posts say, answers that do nothing, checks let stand.

Counts what was found in each text before (`checks.answer_readings`), and reads none itself. An
answer is a post of ours that answers somebody else's, with those that continue it; as a whole
it says one thing, and so each of its posts does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from console.domain.checks import Check, FeedShare
from console.domain.ids import CaseId
from console.domain.insight import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Evidence,
    Figure,
    Question,
    Section,
    Table,
    Unit,
    Wish,
)
from console.insight import figures
from console.insight.our_posts import NOT_READ, Answers, OurPosts
from console.insight.rows import IgnoredFact, MessageFact
from console.insight.statistics import FEWEST
from console.insight.windows import Window
from console.language import numeral, plural, tr
from console.text.figures import percent

_TITLES = {
    FeedShare.SOLVED: tr("Say solved"),
    FeedShare.COMPLAINT: tr("Answer complaints"),
    FeedShare.THANKS: tr("Give thanks"),
    FeedShare.OTHER: tr("Other"),
    NOT_READ: tr("Not read"),
}
_WEAK = {
    "deflects": tr("Only send elsewhere"),
    "repeats": tr("Repeat an earlier one"),
    "ignored": tr("Warnings not followed"),
}
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
        (_balance(window, ours), _over_time(window, found, ours.ignored), _by_check(ours.ignored)),
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
            evidence=_of_answers(those),
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
        evidence=_of_findings(found),
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
        evidence=_of_answers(those),
        note=found.left_out,
    )


def _of_answers(answers: Sequence[MessageFact]) -> Evidence:
    cases, times = [each.case_id for each in answers], [each.ms for each in answers]
    return _of_cases(cases, times, tr("Answered"), Unit.MOMENT)


def _of_findings(findings: Sequence[IgnoredFact]) -> Evidence:
    cases, times = [each.case_id for each in findings], [each.ms for each in findings]
    return _of_cases(cases, times, tr("Not followed"), Unit.MOMENT)


def _balance(window: Window, ours: OurPosts) -> Table:
    """Return what our posts are by bucket, as counts: their sum tells how many there were."""
    buckets, said = window.buckets, ours.shares
    shown = list(_TITLES) if NOT_READ in said else list(FeedShare)
    rows: list[tuple[Cell, ...]] = []
    evidence: list[Evidence] = []
    for start, piece, begun in zip(
        buckets.starts, _cut(window, ours.posts), buckets.begun, strict=True
    ):
        count = Counter(said[piece])
        rows.append((start, *(count[share] if begun else None for share in shown)))
        cases = [post.case_id for post in ours.posts[piece]]
        evidence.append(_of_cases(cases, [_TITLES[share] for share in said[piece]], tr("The post")))
    what = tr(
        "A post is taken for what its whole answer is. Those that answer "
        "complaints do not say that something was solved."
    )
    return Table(
        "balance",
        tr("Our posts by {name}").format(name=buckets.word),
        (
            Column("begins", buckets.title, Unit.DAY),
            *(Column(share, _TITLES[share], Unit.COUNT) for share in shown),
        ),
        tuple(rows) if said else (),
        tuple(evidence) if said else (),
        Chart(ChartKind.STACK, "begins", tuple(shown)),
        note=f"{what} {buckets.note}".strip(),
        empty=tr("No post of ours in this period."),
    )


def _over_time(window: Window, found: Answers, ignored: Sequence[IgnoredFact]) -> Table:
    """Return how many answers do little, and what was let stand, by bucket."""
    buckets = window.buckets
    rows: list[tuple[Cell, ...]] = []
    evidence: list[Evidence] = []
    for start, begun, read, sends, says_again, lets in zip(
        buckets.starts if found.read or ignored else (),
        buckets.begun,
        _cut(window, found.read),
        _cut(window, found.deflects),
        _cut(window, found.repeats),
        _cut(window, ignored),
        strict=False,
    ):
        away, again, stood = found.deflects[sends], found.repeats[says_again], ignored[lets]
        whole = len(found.read[read])
        shares = (len(those) / whole if whole else None for those in (away, again))
        counts = (whole, len(away), len(again), len(stood))
        rows.append((start, *(counts if begun else (None,) * len(counts)), *shares))
        cases = [each.case_id for held in (away, again, stood) for each in held]
        said = [_WEAK["deflects"]] * len(away) + [_WEAK["repeats"]] * len(again)
        said += [tr("Not followed: {name}").format(name=_name(each.check)) for each in stood]
        evidence.append(_of_cases(cases, said, tr("What was found")))
    return Table(
        "weak_answers",
        tr("Answers that do little, and warnings not followed, by {name}").format(
            name=buckets.word
        ),
        (
            Column("begins", buckets.title, Unit.DAY),
            Column("answers", tr("Answers read"), Unit.COUNT),
            *(Column(key, title, Unit.COUNT) for key, title in _WEAK.items()),
            Column("deflects_share", tr("Share that sends elsewhere"), Unit.SHARE),
            Column("repeats_share", tr("Share that repeats"), Unit.SHARE),
        ),
        tuple(rows),
        tuple(evidence),
        Chart(ChartKind.LINES, "begins", tuple(_WEAK)),
        note=buckets.note,
        empty=tr("No answer of this period was read, and each warning was followed."),
    )


def _cut(window: Window, held: Sequence[MessageFact | IgnoredFact]) -> list[slice]:
    """Return which of some rows, oldest first, lie in each bucket."""
    times = [each.ms for each in held]
    edges = [bisect_left(times, start) for start in window.buckets.starts]
    return [slice(*ends) for ends in pairwise([*edges, len(times)])]


def _of_cases(
    cases: Sequence[CaseId | None], said: Sequence[Cell], title: str, unit: Unit = Unit.WORD
) -> Evidence:
    """Return cases, each with what is said of it; some posts are in no case."""
    known = [each for each in cases if each is not None]
    if len(known) < len(cases):
        said = [one for one, each in zip(said, cases, strict=True) if each is not None]
    return figures.of_cases(known, said, unit, title)


def _by_check(found: Iterable[IgnoredFact]) -> Table:
    held: dict[str, list[IgnoredFact]] = {}
    for each in found:
        held.setdefault(each.check, []).append(each)
    ordered = sorted(held.items(), key=lambda item: (-len(item[1]), item[0]))
    return Table(
        "ignored_checks",
        tr("Warnings not followed, by check"),
        (
            Column("check", tr("Check"), Unit.WORD),
            Column("ignored", tr("Not followed"), Unit.COUNT),
        ),
        tuple((_name(check), len(those)) for check, those in ordered),
        tuple(_of_findings(those) for _, those in ordered),
        Chart(ChartKind.BARS, "check", ("ignored",)),
        empty=tr("No warning was let stand in this period."),
    )


_CHECKS = {
    Check.PRIVACY: tr("Privacy"),
    Check.DEFLECTION: tr("Deflection"),
    Check.DISMISSIVE: tr("Dismissive"),
    Check.ASKED_AGAIN: tr("Asked again"),
    Check.APOLOGY_LOOP: tr("Apology loop"),
    Check.ANSWER_FIRST: tr("Answer first"),
    Check.LENGTH: tr("Length"),
    Check.BOILERPLATE: tr("Boilerplate"),
    Check.FEED: tr("Feed"),
    Check.PROMISE: tr("Promise"),
}


def _name(check: str) -> str:
    return _CHECKS[Check(check)] if check in set(Check) else check


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
