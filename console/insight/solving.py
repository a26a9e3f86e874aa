"""Is it solved: how much, how soon, by which way, and who was sent elsewhere and not heard of.

A solution is what a person recorded as one; nothing is guessed from the words of a case.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from console.domain.ids import CaseId
from console.domain.insight import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Question,
    Section,
    Table,
    Unit,
    Wish,
)
from console.domain.messages import Channel
from console.domain.resolutions import POST, SOLUTION_CHANNELS
from console.insight import figures
from console.insight.canary_board import NOT_SAID
from console.insight.cases import (
    AS_OLD,
    SHARE_COLUMNS,
    Solved,
    as_of,
    counted,
    ids,
    most_first,
    of_so_many,
    share_cells,
    solved,
)
from console.insight.elsewhere import Sent, sent_elsewhere
from console.insight.statistics import FEWEST, median
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import numeral, tr, tr_in
from console.text.figures import duration, percent

_CASES = tr("cases that began in the period, without spam and muted ones")


def section(window: Window, before: Window | None) -> Section:
    """Return how much of what came in is solved, and by which way."""
    now, until = solved(window, window.now_ms), as_of(window, before)
    was = None if before is None else solved(before, until)
    sent = sent_elsewhere(window, now.all, window.now_ms)
    sent_was = None if before is None or was is None else sent_elsewhere(before, was.all, until)
    found = (
        _resolved(now, was),
        _undeflected(now, sent, was, sent_was),
        _dangling(sent, sent_was),
        _time(now, was),
    )
    tables = (_by_channel(now), _by_fix(now.resolved), _over_time(window, now))
    return Section(Question.SOLVING, _sentence(now, sent, found[3].value), found, tables)


def _resolved(now: Solved, was: Solved | None) -> Figure:
    return figures.share(
        "resolved",
        tr("Resolved"),
        (len(now.resolved), len(now.all)),
        None if was is None else (len(was.resolved), len(was.all)),
        of=_CASES,
        formula=tr(
            "Cases that are resolved, divided by all that began in the period, "
            "without spam and muted ones. {as_old}"
        ).format(as_old=AS_OLD),
        wish=Wish.MORE,
        evidence=figures.of_cases(
            ids(now.open) + ids(now.resolved),
            ["open"] * len(now.open) + [tr("resolved")] * len(now.resolved),
            title=tr("How it stands"),
        ),
        note=tr("Not resolved: {count}.").format(count=numeral(len(now.open))) if now.open else "",
    )


def _undeflected(now: Solved, sent: Sent, was: Solved | None, sent_was: Sent | None) -> Figure:
    def measure(found: Solved, sent: Sent) -> list[CaseId]:
        done = set(ids(found.resolved)) - sent.deflected.keys()
        return [case_id for case_id in sent.read if case_id in done]

    good = measure(now, sent)
    rest = [case_id for case_id in sent.read if case_id in sent.deflected]
    left = len(now.all) - len(sent.read)
    return figures.share(
        "resolved_without_deflection",
        tr("Resolved without deflection"),
        (len(good), len(sent.read)),
        None
        if was is None or sent_was is None
        else (len(measure(was, sent_was)), len(sent_was.read)),
        of=tr("cases whose answers were all read"),
        formula=tr(
            "Resolved cases in which no answer of ours only sends the customer "
            "elsewhere, divided by all cases whose answers were read for that, "
            "resolved or not; cases without an answer count too, spam and muted "
            "cases do not."
        )
        + f" {AS_OLD}",
        wish=Wish.MORE,
        evidence=figures.of_cases(
            rest + good,
            [tr("sent elsewhere")] * len(rest) + [tr("resolved")] * len(good),
            title=tr("How it went"),
        ),
        note=tr(
            "Not in it: {cases} with an answer that was not read yet, or is in a "
            "language that is not read."
        ).format(cases=counted(left))
        if left
        else "",
    )


def _dangling(sent: Sent, was: Sent | None) -> Figure:
    waiting = len(sent.deflected) - sent.over
    return figures.share(
        "dangling",
        tr("Sent elsewhere, not heard from"),
        (len(sent.dangling), sent.over),
        None if was is None else (len(was.dangling), was.over),
        of=tr("cases whose customer was sent elsewhere at least 48 h ago"),
        formula=tr(
            "Cases in which an answer of ours only sends the customer elsewhere, "
            "that are not resolved, with no call note of the same contact, in this "
            "case or another, within 48 h after the first such answer; divided by "
            "all with such an answer at least 48 h ago. A call that reached nobody "
            "does not count."
        ),
        wish=Wish.LESS,
        evidence=figures.of_cases(
            ids(story for story, _ in sent.dangling),
            [answer.ms for _, answer in sent.dangling],
            Unit.MOMENT,
            tr("Sent elsewhere"),
        ),
        note=tr("Not in it: {cases} whose 48 h are not over.").format(cases=counted(waiting))
        if waiting
        else "",
    )


def _time(now: Solved, was: Solved | None) -> Figure:
    return figures.middle(
        "time_to_resolution",
        tr("Time to resolution, median"),
        now.times,
        None if was is None else was.times,
        of=tr("resolved cases"),
        formula=tr(
            "From the first message of a resolved case, a post or a call note, till "
            "it was last resolved, by the clock: half took less, half took more."
        )
        + f" {AS_OLD}",
        evidence=figures.of_cases(
            ids(now.resolved), now.times, Unit.DURATION, tr("Time to resolution")
        ),
        note=tr("Not in it: {cases} not resolved yet.").format(cases=counted(len(now.open)))
        if now.open
        else "",
    )


def _by_channel(now: Solved) -> Table:
    held: dict[str, list[CaseId]] = {}
    for story in now.all:
        held.setdefault(story.first_channel, []).append(story.case.id)
    took: dict[str, list[int]] = {channel: [] for channel in held}
    for story, time in zip(now.resolved, now.times, strict=True):
        took[story.first_channel].append(time)
    rows: list[tuple[Cell, ...]] = []
    channels = [each for each in SOLUTION_CHANNELS if each in held]
    for each in channels:
        part, whole, half = len(took[each]), len(held[each]), median(sorted(took[each]))
        rows.append((_name(each), whole, part, *share_cells(part, whole), half))
    return Table(
        "by_first_channel",
        tr("Resolved, by how the customer came to us first"),
        (
            Column("channel", tr("First contact"), Unit.WORD),
            Column("cases", tr("Cases"), Unit.COUNT),
            Column("resolved", tr("Resolved"), Unit.COUNT),
            *SHARE_COLUMNS,
            Column("time", tr("Time, median"), Unit.DURATION),
        ),
        tuple(rows),
        tuple(figures.of_cases(held[channel]) for channel in channels),
        Chart(ChartKind.DOTS, "channel", ("share",), "share_low", "share_high"),
        note=tr("The interval is of 95 %; the time is that of the resolved ones."),
    )


def _by_fix(resolved: Sequence[Story]) -> Table:
    held: dict[str, list[CaseId]] = {}
    for story in resolved:
        held.setdefault(story.case.fixed_by, []).append(story.case.id)
    channels = most_first(held)
    return Table(
        "by_solution",
        tr("What fixed it"),
        (
            Column("channel", tr("Fixed by"), Unit.WORD),
            Column("cases", tr("Cases"), Unit.COUNT),
            Column("share", tr("Share"), Unit.SHARE),
        ),
        tuple((_name(each), len(held[each]), len(held[each]) / len(resolved)) for each in channels),
        tuple(figures.of_cases(held[each]) for each in channels),
        Chart(ChartKind.BARS, "channel", ("cases",)),
        empty=tr("No case of this period is resolved."),
    )


def _over_time(window: Window, now: Solved) -> Table:
    buckets, starts = window.buckets, window.buckets.starts
    held: list[list[CaseId]] = [[] for _ in starts]
    for story in now.all:
        held[bisect_right(starts, story.case.begun_ms or 0) - 1].append(story.case.id)
    done = Counter([bisect_right(starts, each.case.begun_ms or 0) - 1 for each in now.resolved])
    rows = (
        (at, len(mine), done[place], done[place] / len(mine) if mine else None)
        for place, (at, mine) in enumerate(zip(starts, held, strict=True))
    )
    late = tr("Younger cases had less time to be resolved.")
    return Table(
        "over_time",
        tr("Resolved, by {name} in which the case began").format(name=buckets.word),
        (
            Column("begins", buckets.title, Unit.DAY),
            Column("cases", tr("Cases"), Unit.COUNT),
            Column("resolved", tr("Resolved"), Unit.COUNT),
            Column("share", tr("Share resolved"), Unit.SHARE),
        ),
        tuple(rows) if now.all else (),
        tuple(figures.of_cases(mine) for mine in held) if now.all else (),
        Chart(ChartKind.LINES, "begins", ("share",)),
        note=f"{late} {buckets.note}".strip(),
    )


_CHANNELS = {
    POST: tr_in("channel", "post"),
    Channel.PHONE: tr_in("channel", "phone"),
    Channel.IN_PERSON: tr_in("channel", "in person"),
    Channel.EMAIL: tr_in("channel", "e-mail"),
    Channel.LETTER: tr_in("channel", "letter"),
    Channel.CHAT: tr_in("channel", "chat"),
}


def _name(channel: str) -> str:
    return _CHANNELS.get(channel, channel) or NOT_SAID


def _sentence(now: Solved, sent: Sent, half: float | None) -> str:
    whole, part = len(now.all), len(now.resolved)
    if not whole:
        return tr("No case began in this period.")
    if whole < FEWEST:
        return tr("Resolved: {part} {of_cases}; too few to say more.").format(
            part=numeral(part), of_cases=of_so_many(whole)
        )
    said = (
        tr("{part} of {whole} cases is resolved, {percent}")
        if part == 1
        else tr("{part} of {whole} cases are resolved, {percent}")
    )
    found = said.format(part=numeral(part), whole=numeral(whole), percent=percent(part / whole))
    if half is not None and part >= FEWEST:
        found += tr(", half of them within {duration}").format(duration=duration(half))
    if sent.over >= FEWEST and sent.dangling:
        found += tr(
            ". Sent elsewhere and not heard from within two days: {count} of {over}"
        ).format(count=numeral(len(sent.dangling)), over=numeral(sent.over))
    return f"{found}."
