"""Do the same people cause and answer: who noted a call, and who then answered in public.

Nobody is blamed by this: who could not help on the phone may be helped by a colleague's fresh
eye, and that is all that it suggests.
"""

from __future__ import annotations

from typing import NamedTuple

from console.domain.cases import OPEN_STATES
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
from console.insight import figures
from console.insight.cases import SHARE_COLUMNS, as_of, counted, ids, of_so_many, share_cells
from console.insight.statistics import FEWEST
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import numeral, tr
from console.text.figures import percent

_OPEN = frozenset(state.value for state in OPEN_STATES)
_NO_NAME = tr("unknown")


class Pair(NamedTuple):
    """A case with a call, and who had to do with it."""

    story: Story
    noted: int
    """The agent who noted its first call."""
    answered: int | None
    """The agent who sent our first post after it; None where that came from elsewhere."""


class Pairs(NamedTuple):
    """The cases of a period with a call."""

    known: list[Pair]
    """Those with an answer after it that was sent from this desk."""
    elsewhere: list[Pair]
    """Those whose first answer after it was not."""
    unanswered: list[tuple[Story, int]]
    """Those with no answer in public after it, and the agent who noted the call."""

    @property
    def same(self) -> list[Pair]:
        """Return the cases in which both are the same agent."""
        return [each for each in self.known if each.noted == each.answered]


def section(window: Window, before: Window | None) -> Section:
    """Return how often who noted a call also answers in public."""
    now = _pairs(window, window.now_ms)
    was = None if before is None else _pairs(before, as_of(window, before))
    return Section(
        Question.SAME_AGENT,
        _sentence(now),
        (_share(window, now, was), _count(now, was), _hand_over(window, now)),
        (_by_agent(window, now),),
    )


def _pairs(window: Window, until_ms: int) -> Pairs:
    """Return the cases with a call; what was answered after `until_ms` has no answer."""
    calls, senders = window.rows.calls, window.rows.senders
    found = Pairs([], [], [])
    for story in window.stories:
        if story.first_call is None:
            continue
        call = calls.get(story.first_call.id)
        if call is None:
            continue
        answer = next((each for each in story.answers if each.id > story.first_call.id), None)
        if answer is None or answer.ms > until_ms:
            found.unanswered.append((story, call.agent_id))
            continue
        sender = senders.get(answer.remote_id or "")
        pair = Pair(story, call.agent_id, sender)
        (found.elsewhere if sender is None else found.known).append(pair)
    return found


def _name(window: Window, agent: int | None) -> str:
    return window.rows.agents.get(agent or 0) or _NO_NAME


def _share(window: Window, now: Pairs, was: Pairs | None) -> Figure:
    same = now.same
    return figures.share(
        "same_agent",
        tr("Call and answer by the same agent"),
        (len(same), len(now.known)),
        None if was is None else (len(was.same), len(was.known)),
        of=tr("cases with a call and an answer after it from this desk"),
        formula=tr(
            "Cases in which the agent who noted the first call also sent our first "
            "post after it; divided by all cases that began in the period with a "
            "call note and such a post that was sent from this desk."
        ),
        evidence=figures.of_cases(
            ids(each.story for each in same),
            [_name(window, each.noted) for each in same],
            title=tr("Agent"),
        ),
        note=" ".join(
            part
            for part in (
                tr(
                    "Not in it: {cases} answered from elsewhere, so that nobody knows by whom."
                ).format(cases=counted(len(now.elsewhere)))
                if now.elsewhere
                else "",
                tr("No answer in public after the call: {cases}.").format(
                    cases=counted(len(now.unanswered))
                )
                if now.unanswered
                else "",
            )
            if part
        ),
    )


def _count(now: Pairs, was: Pairs | None) -> Figure:
    return figures.count(
        "both",
        tr("Cases with a call and an answer"),
        len(now.known),
        None if was is None else len(was.known),
        of=tr("cases with a call and an answer after it from this desk"),
        formula=tr(
            "Cases that began in the period with a call note and a post of ours "
            "after it, the first of which was sent from this desk."
        ),
        evidence=figures.of_cases(ids(each.story for each in now.known)),
    )


def _hand_over(window: Window, now: Pairs) -> Figure:
    found = [each for each in now.same if each.story.case.state in _OPEN]
    return figures.count(
        "hand_over",
        tr("Open ones by one agent alone"),
        len(found),
        None,
        of=tr("open cases with a call and an answer by the same agent"),
        formula=tr("Of the cases with call and answer by the same agent, those that are open now."),
        wish=Wish.LESS,
        evidence=figures.of_cases(
            ids(each.story for each in found),
            [_name(window, each.noted) for each in found],
            title=tr("Agent"),
        ),
        note=tr("A colleague may look at them with a fresh eye.") if found else "",
    )


def _by_agent(window: Window, now: Pairs) -> Table:
    held: dict[int, list[Pair]] = {}
    for each in (*now.known, *now.elsewhere, *(Pair(*each, None) for each in now.unanswered)):
        held.setdefault(each.noted, []).append(each)
    agents = sorted(held, key=lambda agent: (-len(held[agent]), _name(window, agent), agent))
    rows: list[tuple[Cell, ...]] = []
    for agent in agents:
        known = [each for each in held[agent] if each.answered is not None]
        same = sum(each.answered == agent for each in known)
        rows.append((
            _name(window, agent), len(held[agent]), same, len(known) - same,
            len(held[agent]) - len(known), *share_cells(same, len(known)),
        ))  # fmt: skip
    return Table(
        "by_agent",
        tr("Who noted the first call"),
        (
            Column("agent", tr("Agent"), Unit.WORD),
            Column("calls", tr("Cases"), Unit.COUNT),
            Column("same", tr("Answered by themselves"), Unit.COUNT),
            Column("others", tr("By others"), Unit.COUNT),
            Column("unknown", tr("Not from this desk"), Unit.COUNT),
            *SHARE_COLUMNS,
        ),
        tuple(rows),
        tuple(figures.of_cases(ids(each.story for each in held[agent])) for agent in agents),
        Chart(ChartKind.DOTS, "agent", ("share",), "share_low", "share_high"),
        note=tr(
            "The share is that of answers by themselves among those from this desk, "
            "with an interval of 95 %. Not from this desk: answered from elsewhere, "
            "or not in public."
        ),
        empty=tr("No case of this period has a call note."),
    )


def _sentence(now: Pairs) -> str:
    part, whole = len(now.same), len(now.known)
    if not whole:
        return tr("No case of this period has both a call and an answer from this desk after it.")
    if whole < FEWEST:
        return tr(
            "In {part} {of_cases} who noted the call also answered in public: too few to say more."
        ).format(part=numeral(part), of_cases=of_so_many(whole))
    open_ones = sum(each.story.case.state in _OPEN for each in now.same)
    more = (
        tr(" Open now, and fit to be handed over: {open_ones}.").format(
            open_ones=numeral(open_ones)
        )
        if open_ones
        else ""
    )
    return tr(
        "In {part} of {whole} cases, {percent}, who noted the call also answered in public.{more}"
    ).format(part=numeral(part), whole=numeral(whole), percent=percent(part / whole), more=more)
