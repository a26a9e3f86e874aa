"""What could the phone not do: what an agent was not empowered to, and was granted in public.

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
from console.insight.cases import SHARE_COLUMNS, counted, most_first, share_cells
from console.insight.rows import CallFact, MessageFact
from console.insight.statistics import FEWEST
from console.insight.stories import Story
from console.insight.windows import Window
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
    """Whether a public answer solved it later."""


def section(window: Window, before: Window | None) -> Section:
    """Return what calls could not do that an answer in public then did."""
    now = _refusals(window)
    was = None if before is None else _refusals(before)
    missing = _named(now)
    return Section(
        Question.PHONE_LIMITS,
        _sentence(now, missing),
        (_rate(now, was), _count(now, was), _wait(now, was)),
        (_by_missing(missing), _by_touchpoint(now)),
    )


def _refusals(window: Window) -> list[Refusal]:
    """Return the calls of the period that ended so, oldest first, whenever their case began."""
    ended = {
        number: call for number, call in window.rows.calls.items() if call.outcome == NOT_EMPOWERED
    }
    if not ended:
        return []
    found = [
        _refusal(story, each, ended[each.id])
        for story in window.told.values()
        if story.first_call is not None and window.holds(story)
        for each in story.messages
        if each.id in ended and window.start_ms <= each.ms < window.end_ms
    ]
    found.sort(key=lambda each: each.call.id)
    return found


def _refusal(story: Story, call: MessageFact, fact: CallFact) -> Refusal:
    case = story.case
    granted = case.fixed_by == POST and (
        (case.resolved_ms or 0) > call.ms
        or any(
            each.is_post and each.out and not each.repost and each.id > call.id
            for each in story.messages
        )
    )
    return Refusal(story, call, " ".join(fact.missing.split()), granted)


def _evidence(found: Sequence[Refusal]) -> Evidence:
    return figures.of_cases(
        [each.story.case.id for each in found],
        [each.missing or NOT_SAID for each in found],
        title="What was missing",
    )


def _granted(found: Sequence[Refusal]) -> list[Refusal]:
    return [each for each in found if each.granted]


def _rate(now: Sequence[Refusal], was: Sequence[Refusal] | None) -> Figure:
    granted = _granted(now)
    return figures.share(
        "granted_in_public",
        "Granted in public",
        (len(granted), len(now)),
        None if was is None else (len(_granted(was)), len(was)),
        of="calls in which the agent was not empowered",
        formula=f"Call notes of the period with the outcome “{NOT_EMPOWERED}” whose case a post"
        " fixed: it was resolved after the call, or an answer of ours in public came after it;"
        " divided by all call notes of the period with this outcome.",
        wish=Wish.LESS,
        evidence=_evidence(granted),
        note="Calls whose outcome nobody noted are not in it." if now else "",
    )


def _count(now: Sequence[Refusal], was: Sequence[Refusal] | None) -> Figure:
    return figures.count(
        "not_empowered",
        "Calls without the power to help",
        len(now),
        None if was is None else len(was),
        of="calls in which the agent was not empowered",
        formula=f"Call notes of the period with the outcome “{NOT_EMPOWERED}”, whichever way the"
        " contact took.",
        wish=Wish.LESS,
        evidence=_evidence(now),
    )


def _wait(now: Sequence[Refusal], was: Sequence[Refusal] | None) -> Figure:
    def measure(found: Sequence[Refusal]) -> list[tuple[Refusal, int]]:
        """Return how long after the call it was solved, where it was not solved before it."""
        after = [(each, (each.story.case.resolved_ms or 0) - each.call.ms) for each in found]
        return [(each, took) for each, took in after if each.granted and took > 0]

    taken = measure(now)
    waits = [took for _, took in taken]
    return figures.middle(
        "wait",
        "From that call to the public solution, median",
        waits,
        None if was is None else [took for _, took in measure(was)],
        of="calls granted in public",
        formula="When the case was resolved minus when the call was, by the clock: half waited"
        " less, half waited more.",
        evidence=figures.of_cases(
            [each.story.case.id for each, _ in taken], waits, Unit.DURATION, "Call to solution"
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
    return _table("by_missing", "What was missing", "Missing", rows)


def _by_touchpoint(found: Sequence[Refusal]) -> Table:
    held: dict[str, list[Refusal]] = {}
    for each in found:
        held.setdefault(each.story.case.touchpoint, []).append(each)
    rows = [(name or NOT_SAID, held[name]) for name in most_first(held)]
    return _table("by_touchpoint", "By touchpoint", "Touchpoint", rows)


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
            Column("calls", "Calls", Unit.COUNT),
            Column("granted", "Granted in public", Unit.COUNT),
            *SHARE_COLUMNS,
        ),
        tuple(cells),
        tuple(_evidence(calls) for _, calls in held),
        Chart(ChartKind.BARS, "name", ("calls",)),
        note="The interval of the share is of 95 %.",
        empty=f"No call of this period ended with “{NOT_EMPOWERED}”.",
    )


def _sentence(now: Sequence[Refusal], missing: Mapping[str, Sequence[Refusal]]) -> str:
    whole, part = len(now), len(_granted(now))
    if not whole:
        return f"No call of this period ended with “{NOT_EMPOWERED}”."
    if whole < FEWEST:
        return (
            f"Ended without the power to help: {counted(whole, 'call')}; granted in public later:"
            f" {part:,}. Too few to say more."
        )
    name, held = next(((name, held) for name, held in missing.items() if name), ("", ()))
    often = f" Most often missing: {name} ({len(held):,})." if name and len(held) > 1 else ""
    was = "was" if part == 1 else "were"
    return (
        f"Of {whole:,} calls that ended without the power to help, {part:,} {was} granted in"
        f" public later, {percent(part / whole)}.{often}"
    )
