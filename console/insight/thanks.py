"""Whether customers say thanks for an answer: the only word on it that they give unasked.

Knows thanks in posts only; what was said on the phone is in no figure here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

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
from console.domain.kinds import MessageKind
from console.insight import figures
from console.insight.canary_board import NOT_SAID
from console.insight.cases import AS_OLD, SHARE_COLUMNS, as_of, of_so_many, share_cells
from console.insight.statistics import FEWEST, median
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import numeral, plural, tr
from console.text.figures import duration, percent

WITHIN_MS = 7 * 86_400_000
"""How long after a post of ours thanks count as an answer to it."""
NONE_OLD = tr("No case of this period has an answer that is 7 days old.")


class Answered(NamedTuple):
    """The cases of a period whose first answer was seven days old at a moment.

    Of younger ones it is not known whether they thank; that they did would not be all.
    """

    stories: list[Story]
    thanked: dict[CaseId, int]
    """After how many milliseconds the customer thanked, of those in which that was in time."""
    young: int
    """How many cases have an answer that is younger."""

    @property
    def part(self) -> figures.Part:
        """Return how many of how many thanked."""
        return len(self.thanked), len(self.stories)


def section(window: Window, before: Window | None) -> Section:
    """Return how many customers thanked for our answers, how soon, and where."""
    until = as_of(window, before)
    found = _answered(window, window.now_ms)
    was = None if before is None else _answered(before, until)
    return Section(
        Question.THANKS,
        _sentence(found, was),
        (_thanked(window, found, was), _confirmed(window, before, until), _soon(found, was)),
        (_by_touchpoint(found), _over_time(window, found)),
    )


def _answered(window: Window, until_ms: int) -> Answered:
    since = until_ms - WITHIN_MS
    known = [
        story
        for story in window.stories
        if (answer := story.answer) is not None and answer.ms <= until_ms
    ]
    stories = [story for story in known if story.answer is not None and story.answer.ms <= since]
    kind = MessageKind.THANKS.value
    said = {each.case_id for each in window.rows.messages if each.kind == kind}
    thanked: dict[CaseId, int] = {}
    for story in stories:
        if story.case.id in said and (after := _after(story, until_ms)) is not None:
            thanked[story.case.id] = after
    return Answered(stories, thanked, len(known) - len(stories))


def _after(story: Story, until_ms: int) -> int | None:
    """Return how long after our last post before it the customer first thanked in time."""
    last_ms = None
    for message in story.messages:
        if message.ms > until_ms:
            break
        if story.answer is None or message.id < story.answer.id:
            continue
        if not message.is_post or message.repost:
            continue
        if message.out:
            last_ms = last_ms if message.gone else message.ms
        elif (
            message.kind == MessageKind.THANKS
            and last_ms is not None
            and message.ms - last_ms <= WITHIN_MS
        ):
            return message.ms - last_ms
    return None


def _may_still(window: Window, found: Answered) -> int:
    """Return in how many cases without thanks our last post is not older than that."""
    since = window.now_ms - WITHIN_MS
    return sum(
        any(
            each.out and each.is_post and not (each.repost or each.gone) and each.ms >= since
            for each in story.messages
        )
        for story in found.stories
        if story.messages[-1].ms >= since and story.case.id not in found.thanked
    )


def _evidence(cases: Iterable[CaseId], thanked: Mapping[CaseId, int]) -> Evidence:
    ids = list(cases)
    return figures.of_cases(ids, [thanked[each] for each in ids], Unit.DURATION, tr("Thanks after"))


def _thanked(window: Window, found: Answered, was: Answered | None) -> Figure:
    notes = [_left_out(found)]
    if still := _may_still(window, found):
        notes.append(
            tr("{still} more may still thank: our last post there is younger than 7 days.").format(
                still=numeral(still)
            )
        )
    return figures.share(
        "thanked",
        tr("Thanked"),
        found.part,
        None if was is None else was.part,
        of=tr("cases answered at least 7 days ago"),
        formula=tr(
            "Cases that began in the period and in which the customer thanked within "
            "7 days after a post of ours, divided by all whose first answer of ours "
            "is at least 7 days old. {as_old}"
        ).format(as_old=AS_OLD),
        wish=Wish.MORE,
        evidence=_evidence(found.thanked, found.thanked),
        note=" ".join(filter(None, notes)),
    )


def _left_out(found: Answered) -> str:
    """Return what a reader has to know of the cases that are in no share; empty where none is."""
    if not found.young:
        return ""
    return plural(
        found.young,
        "{count} case answered in the last 7 days is left out.",
        "{count} cases answered in the last 7 days are left out.",
    )


def _confirmed(window: Window, before: Window | None, until_ms: int) -> Figure:
    done = [story.case for story in window.stories if story.case.resolved_ms is not None]
    said = [case for case in done if case.confirmed_ms is not None]
    was = None
    if before is not None:
        old = [story.case for story in before.stories if _by(story.case.resolved_ms, until_ms)]
        was = (sum(_by(case.confirmed_ms, until_ms) for case in old), len(old))
    return figures.share(
        "confirmed",
        tr("Solutions confirmed by thanks"),
        (len(said), len(done)),
        was,
        of=tr("resolved cases"),
        formula=tr(
            "Cases that began in the period and for whose solution the customer "
            "thanked, divided by all that are resolved. {as_old}"
        ).format(as_old=AS_OLD),
        wish=Wish.MORE,
        evidence=figures.of_cases(
            [case.id for case in said],
            [case.confirmed_ms for case in said],
            Unit.MOMENT,
            tr("Thanked"),
        ),
    )


def _by(ms: int | None, until_ms: int) -> bool:
    """Return whether something was by then."""
    return ms is not None and ms <= until_ms


def _soon(found: Answered, was: Answered | None) -> Figure:
    return figures.middle(
        "time_to_thanks",
        tr("Time to thanks, median"),
        list(found.thanked.values()),
        None if was is None else list(was.thanked.values()),
        of=tr("cases with thanks"),
        formula=tr(
            "From our last post before them to the customer's first thanks within 7 "
            "days, in cases whose first answer is at least 7 days old; half took "
            "less, half more."
        ),
        wish=Wish.NEITHER,
        evidence=_evidence(found.thanked, found.thanked),
    )


def _by_touchpoint(found: Answered) -> Table:
    counts = Counter([story.case.touchpoint for story in found.stories])
    said: dict[str, list[CaseId]] = {name: [] for name in counts}
    for story in found.stories:
        if story.case.id in found.thanked:
            said[story.case.touchpoint].append(story.case.id)
    names = sorted(counts, key=lambda name: (not name, -counts[name], name))
    return Table(
        "touchpoints",
        tr("Thanks by touchpoint"),
        (Column("touchpoint", tr("Touchpoint"), Unit.WORD), *_COLUMNS),
        tuple((name or NOT_SAID, *_row(len(said[name]), counts[name])) for name in names),
        tuple(_evidence(said[name], found.thanked) for name in names),
        Chart(ChartKind.DOTS, "touchpoint", ("share",), "share_low", "share_high"),
        note=" ".join(
            filter(None, (tr("The most cases first; the interval is of 95 %."), _left_out(found)))
        ),
        empty=NONE_OLD,
    )


def _over_time(window: Window, found: Answered) -> Table:
    buckets = window.buckets
    begun = sorted(story.case.begun_ms or 0 for story in found.stories)
    cuts = [bisect_left(begun, start) for start in buckets.starts]
    said: list[list[CaseId]] = [[] for _ in cuts]
    for story in found.stories:
        if story.case.id in found.thanked:
            said[buckets.place(story.case.begun_ms or 0)].append(story.case.id)
    latest = window.now_ms - WITHIN_MS  # what begins later is in no share, which is not nought
    rows = tuple(
        (start, *(_row(len(cases), last - first) if start <= latest else (None,) * len(_COLUMNS)))
        for start, cases, first, last in zip(
            buckets.starts, said, cuts, [*cuts[1:], len(begun)], strict=True
        )
    )
    return Table(
        "over_time",
        tr("Thanks by {name}").format(name=buckets.word),
        (Column("begins", buckets.title, Unit.DAY), *_COLUMNS),
        rows if begun else (),
        tuple(_evidence(cases, found.thanked) for cases in said) if begun else (),
        Chart(ChartKind.LINES, "begins", ("share",), "share_low", "share_high"),
        note=" ".join(
            filter(None, (tr("By when the case began."), _left_out(found), buckets.note))
        ),
        empty=NONE_OLD,
    )


_COLUMNS = (
    Column("answered", tr("Cases answered"), Unit.COUNT),
    Column("thanked", tr("Thanked"), Unit.COUNT),
    *SHARE_COLUMNS,
)


def _row(part: int, whole: int) -> tuple[Cell, ...]:
    return whole, part, *share_cells(part, whole)


def _sentence(found: Answered, was: Answered | None) -> str:
    part, whole = found.part
    if not whole and found.young:
        return plural(
            found.young,
            "{count} case was answered in the last 7 days: too early to say who thanks.",
            "{count} cases were answered in the last 7 days: too early to say who thanks.",
        )
    if not whole:
        return tr("No case that began in this period has an answer that could be thanked for.")
    old = tr(" more than 7 days ago") if found.young else ""
    if whole < FEWEST:
        return tr(
            "In {part} {of_cases} that we answered{old}, the customer said "
            "thanks: too few to say more."
        ).format(part=part, of_cases=of_so_many(whole), old=old)
    told = tr(
        "In {part} of {whole} cases that we answered{old}, the customer said thanks, {percent}"
    ).format(part=numeral(part), whole=numeral(whole), old=old, percent=percent(part / whole))
    middle = median(sorted(found.thanked.values()))
    if part >= FEWEST and middle is not None:
        told += tr(", half of them within {duration}").format(duration=duration(middle))
    if was is not None and len(was.stories) >= FEWEST:
        before, of = was.part
        told += tr("; in the period before it was {percent}").format(percent=percent(before / of))
    return f"{told}."
