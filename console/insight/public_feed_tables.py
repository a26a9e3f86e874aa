"""What a stranger sees, as tables: posts by what they say, weak answers, checks let stand."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from console.domain.checks import Check, FeedShare
from console.domain.ids import CaseId
from console.domain.insight import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Evidence,
    Table,
    Unit,
)
from console.insight import figures
from console.insight.our_posts import NOT_READ, Answers, OurPosts
from console.insight.rows import IgnoredFact, MessageFact
from console.insight.windows import Window
from console.language import tr

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


def of_answers(answers: Sequence[MessageFact]) -> Evidence:
    """Return the cases of some answers, each with when it was answered."""
    cases, times = [each.case_id for each in answers], [each.ms for each in answers]
    return _of_cases(cases, times, tr("Answered"), Unit.MOMENT)


def of_findings(findings: Sequence[IgnoredFact]) -> Evidence:
    """Return the cases of findings, each with when one was let stand."""
    cases, times = [each.case_id for each in findings], [each.ms for each in findings]
    return _of_cases(cases, times, tr("Not followed"), Unit.MOMENT)


def balance(window: Window, ours: OurPosts) -> Table:
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


def over_time(window: Window, found: Answers, ignored: Sequence[IgnoredFact]) -> Table:
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


def by_check(found: Iterable[IgnoredFact]) -> Table:
    """Return what was let stand by check, the most frequent first."""
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
        tuple(of_findings(those) for _, those in ordered),
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
