"""What could the phone not do: what an agent was not allowed to do, and a post did later.

What was missing is told in an agent's own words; words that differ only in case and accents
are one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from console.domain.calls import NOT_EMPOWERED
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
from console.domain.resolutions import POST
from console.insight import figures
from console.insight.canary_board import NOT_SAID, REST
from console.insight.cases import (
    AS_OLD,
    SHARE_COLUMNS,
    as_of,
    most_first,
    share_cells,
)
from console.insight.rows import CallFact, MessageFact
from console.insight.statistics import FEWEST
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import numeral, plural, tr
from console.text.figures import percent
from console.text.folding import fold

MOST_ROWS = 15
"""So many things that were missing are told apart; the rest is one row."""


class Refusal(NamedTuple):
    """A call in which the agent could not give what was wanted."""

    story: Story
    call: MessageFact
    missing: str
    """As the agent wrote it; empty where they did not."""
    granted: bool
    """Whether a post solved it after the call."""


def section(window: Window, before: Window | None) -> Section:
    """Return what calls could not do that an answer in public then did."""
    now = _refusals(window, window.now_ms)
    was = None if before is None else _refusals(before, as_of(window, before))
    missing = _named(now)
    return Section(
        Question.PHONE_LIMITS,
        _sentence(now, missing),
        (_rate(now, was), _count(now, was), _wait(now, was)),
        (_by_missing(missing), _by_touchpoint(now)),
    )


def _refusals(window: Window, until_ms: int) -> list[Refusal]:
    """Return the calls of the period that ended so, oldest first, whenever their case began.

    What was solved after `until_ms` counts as open.
    """
    ended = {
        number: call for number, call in window.rows.calls.items() if call.outcome == NOT_EMPOWERED
    }
    if not ended:
        return []
    found = [
        _refusal(story, each, ended[each.id], until_ms)
        for story in window.told.values()
        if story.first_call is not None and window.holds(story)
        for each in story.messages
        if each.id in ended and window.start_ms <= each.ms < window.end_ms
    ]
    found.sort(key=lambda each: each.call.id)
    return found


def _refusal(story: Story, call: MessageFact, fact: CallFact, until_ms: int) -> Refusal:
    case = story.case
    granted = case.fixed_by == POST and call.ms < (case.resolved_ms or 0) <= until_ms
    return Refusal(story, call, " ".join(fact.missing.split()), granted)


def _evidence(found: Sequence[Refusal]) -> Evidence:
    return figures.of_cases(
        [each.story.case.id for each in found],
        [each.missing or NOT_SAID for each in found],
        title=tr("What was missing"),
    )


def _granted(found: Sequence[Refusal]) -> list[Refusal]:
    return [each for each in found if each.granted]


def _rate(now: Sequence[Refusal], was: Sequence[Refusal] | None) -> Figure:
    granted = _granted(now)
    return figures.share(
        "granted_in_public",
        tr("Solved by a post later"),
        (len(granted), len(now)),
        None if was is None else (len(_granted(was)), len(was)),
        of=tr("calls in which the agent was not empowered"),
        formula=tr(
            "Call notes of the period with the outcome “{not_empowered}” whose case "
            "a post fixed after the call; divided by all call notes of the period "
            "with this outcome. {as_old}"
        ).format(not_empowered=NOT_EMPOWERED, as_old=AS_OLD),
        wish=Wish.LESS,
        evidence=_evidence(granted),
        note=tr("Calls whose outcome nobody noted are not in it.") if now else "",
    )


def _count(now: Sequence[Refusal], was: Sequence[Refusal] | None) -> Figure:
    return figures.count(
        "not_empowered",
        tr("Calls in which the agent was not allowed to help"),
        len(now),
        None if was is None else len(was),
        of=tr("calls in which the agent was not empowered"),
        formula=tr(
            "Call notes of the period with the outcome “{not_empowered}”, whichever "
            "way the contact took."
        ).format(not_empowered=NOT_EMPOWERED),
        wish=Wish.LESS,
        evidence=_evidence(now),
    )


def _wait(now: Sequence[Refusal], was: Sequence[Refusal] | None) -> Figure:
    def measure(found: Sequence[Refusal]) -> list[tuple[Refusal, int]]:
        """Return how long after the call each was solved that a post solved."""
        granted = _granted(found)
        return [(each, (each.story.case.resolved_ms or 0) - each.call.ms) for each in granted]

    taken = measure(now)
    waits = [took for _, took in taken]
    return figures.middle(
        "wait",
        tr("From that call to the solution by a post, median"),
        waits,
        None if was is None else [took for _, took in measure(was)],
        of=tr("such calls whose case a post solved later"),
        formula=tr(
            "When the case was resolved minus when the call was, by the clock: half "
            "waited less, half waited more."
        ),
        evidence=figures.of_cases(
            [each.story.case.id for each, _ in taken], waits, Unit.DURATION, tr("Call to solution")
        ),
    )


def _named(found: Sequence[Refusal]) -> dict[str, list[Refusal]]:
    """Return the calls by what was missing, the most first; said as it was written last."""
    held: dict[str, list[Refusal]] = {}
    for each in found:
        held.setdefault(fold(each.missing), []).append(each)
    return {held[name][-1].missing: held[name] for name in most_first(held)}


def _by_missing(missing: Mapping[str, Sequence[Refusal]]) -> Table:
    named = [name for name in missing if name]
    shown: dict[str, list[Refusal]] = {name: [*missing[name]] for name in named[:MOST_ROWS]}
    rest = [each for name in named[MOST_ROWS:] for each in missing[name]]
    rows = [*shown.items(), (REST, rest), (NOT_SAID, [*missing.get("", ())])]
    return _table("by_missing", tr("What was missing"), tr("Missing"), rows)


def _by_touchpoint(found: Sequence[Refusal]) -> Table:
    held: dict[str, list[Refusal]] = {}
    for each in found:
        held.setdefault(each.story.case.touchpoint, []).append(each)
    rows = [(name or NOT_SAID, held[name]) for name in most_first(held)]
    return _table("by_touchpoint", tr("By touchpoint"), tr("Touchpoint"), rows)


def _table(key: str, title: str, name: str, rows: Sequence[tuple[str, list[Refusal]]]) -> Table:
    held = [row for row in rows if row[1]]
    cells: list[tuple[Cell, ...]] = []
    for word, calls in held:
        part = len(_granted(calls))
        cells.append((word, len(calls), part, *share_cells(part, len(calls))))
    return Table(
        key,
        title,
        (
            Column("name", name, Unit.WORD),
            Column("calls", tr("Calls"), Unit.COUNT),
            Column("granted", tr("Solved by a post later"), Unit.COUNT),
            *SHARE_COLUMNS,
        ),
        tuple(cells),
        tuple(_evidence(calls) for _, calls in held),
        Chart(ChartKind.BARS, "name", ("calls",)),
        note=tr("The interval of the share is of 95 %."),
        empty=tr("No call of this period ended with “{not_empowered}”.").format(
            not_empowered=NOT_EMPOWERED
        ),
    )


def _sentence(now: Sequence[Refusal], missing: Mapping[str, Sequence[Refusal]]) -> str:
    whole, part = len(now), len(_granted(now))
    if not whole:
        return tr("No call of this period ended with “{not_empowered}”.").format(
            not_empowered=NOT_EMPOWERED
        )
    if whole < FEWEST:
        return tr(
            "The agent was not allowed to help in {calls}; solved by a post later: "
            "{part}. Too few to say more."
        ).format(calls=plural(whole, "{count} call", "{count} calls"), part=numeral(part))
    name, held = next(((name, held) for name, held in missing.items() if name), ("", ()))
    often = (
        tr(" Most often missing: {name} ({count}).").format(name=name, count=numeral(len(held)))
        if name and len(held) > 1
        else ""
    )
    said = (
        tr(
            "Of {whole} calls in which the agent was not allowed to help, "
            "{part} was solved by a post later, {percent}.{often}"
        )
        if part == 1
        else tr(
            "Of {whole} calls in which the agent was not allowed to help, "
            "{part} were solved by a post later, {percent}.{often}"
        )
    )
    return said.format(
        whole=numeral(whole),
        part=numeral(part),
        percent=percent(part / whole),
        often=often,
    )
