"""Whether anybody answers: complaints without a word of ours, now and over time.

Counts complaint posts, not cases. How long an answer took is `answer_times`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from console.domain.calls import NOT_REACHED
from console.domain.cases import OPEN_STATES
from console.domain.ids import CaseId, MessageId
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
from console.insight.cases import AS_OLD, SHARE_COLUMNS, as_of, share_cells
from console.insight.rows import CallFact, MessageFact
from console.insight.statistics import FEWEST
from console.insight.windows import Window
from console.text.figures import duration, percent

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
AGES = (
    ("under 1 h", HOUR_MS),
    ("1 to 4 h", 4 * HOUR_MS),
    ("4 to 24 h", DAY_MS),
    ("1 to 3 d", 3 * DAY_MS),
    ("3 to 7 d", 7 * DAY_MS),
    ("7 d or more", None),
)
"""How long a complaint waits, each up to, but not with, so many milliseconds."""


class Complaints(NamedTuple):
    """The complaint posts of a period, each oldest first."""

    posts: list[MessageFact]
    without: list[MessageFact]
    """Those after which nothing of ours came in their case."""
    off_network: list[MessageFact]
    """Those after which we spoke with the customer, but posted nothing."""
    waiting: list[MessageFact]
    """Those `without` an answer whose case is open now."""


class Last(NamedTuple):
    """The number of our last message in each case that has one."""

    posts: dict[CaseId | None, int]
    talks: dict[CaseId | None, int]
    """Of call notes, whoever called whom, where both spoke."""


def section(window: Window, before: Window | None) -> Section:
    """Return how many complaints nobody answered, and how long they wait."""
    messages = window.rows.messages
    cut = bisect_right(messages, as_of(window, before), key=lambda each: each.ms)
    last = Last({}, {})
    _add(last, messages[:cut], window.rows.calls)
    was = None if before is None else _complaints(before, last)
    _add(last, messages[cut:], window.rows.calls)
    found = _complaints(window, last)
    older = 0 if before is None or was is None else _still_wait(before, was, last)
    return Section(
        Question.ANSWERING,
        _sentence(window, found, was),
        (
            _without(window, found, was),
            _waiting(window, found, older),
            _off_network(found, was),
        ),
        (_ages(window, found), _over_time(window, found)),
    )


def _add(last: Last, messages: Sequence[MessageFact], calls: Mapping[MessageId, CallFact]) -> None:
    """Take in more messages, oldest first, so that the last one of a case stands."""
    last.posts.update({
        each.case_id: each.id
        for each in messages
        if each.out and each.is_post and not each.repost
    })  # fmt: skip
    last.talks.update({
        each.case_id: each.id
        for each in messages
        if not each.is_post
        and ((call := calls.get(each.id)) is None or call.outcome not in NOT_REACHED)
    })  # fmt: skip


def _complaints(window: Window, last: Last) -> Complaints:
    """Tell apart the complaints of a period; the answer may have come after it."""
    complaint = MessageKind.COMPLAINT.value
    found = [
        each
        for each in window.messages
        if each.kind == complaint and not each.repost and each.case_id is not None
    ]
    posts, talks = last.posts.get, last.talks.get
    not_posted = [each for each in found if posts(each.case_id, 0) < each.id]
    without = [each for each in not_posted if talks(each.case_id, 0) < each.id]
    off_network = [each for each in not_posted if talks(each.case_id, 0) > each.id]
    return Complaints(found, without, off_network, _open(window, without))


def _open(window: Window, posts: Iterable[MessageFact]) -> list[MessageFact]:
    told = window.told
    return [each for each in posts if told[each.case_id or 0].case.state in OPEN_STATES]


def _still_wait(before: Window, was: Complaints, last: Last) -> int:
    """Return how many complaints of the period before nobody answered to this day."""
    posts, talks = last.posts.get, last.talks.get
    return sum(
        posts(each.case_id, 0) < each.id and talks(each.case_id, 0) < each.id
        for each in _open(before, was.without)
    )


def _ids(posts: Sequence[MessageFact]) -> list[CaseId]:
    return [each.case_id for each in posts if each.case_id is not None]


def _posted(posts: Sequence[MessageFact]) -> Evidence:
    return figures.of_cases(_ids(posts), [each.ms for each in posts], Unit.MOMENT, "Posted")


def _wait(window: Window, posts: Sequence[MessageFact]) -> Evidence:
    waits = [_age(window, each) for each in posts]
    return figures.of_cases(_ids(posts), waits, Unit.DURATION, "Waits for")


def _age(window: Window, post: MessageFact) -> int:
    return max(window.now_ms - post.ms, 0)


def _without(window: Window, found: Complaints, was: Complaints | None) -> Figure:
    notes = []
    if settled := len(found.without) - len(found.waiting):
        notes.append(
            f"{settled:,} of them are in cases that are resolved or spam: they do not wait, but"
            " nobody answered them."
        )
    if young := sum(_age(window, each) < DAY_MS for each in found.waiting):
        notes.append(f"{young:,} came in the last 24 hours and may still be answered.")
    return figures.share(
        "without_answer",
        "Complaints without an answer",
        (len(found.without), len(found.posts)),
        None if was is None else (len(was.without), len(was.posts)),
        of="complaints",
        formula="Customers' complaint posts, without reposts, after which their case holds neither"
        " a post of ours nor a contact off the network, divided by all complaint posts. One"
        " answer counts for all complaints before it, whenever it came; a call that reached"
        f" nobody is none. {AS_OLD}",
        wish=Wish.LESS,
        evidence=_posted(found.without),
        note=" ".join(notes),
    )


def _waiting(window: Window, found: Complaints, older: int) -> Figure:
    return figures.count(
        "waiting_now",
        "Waiting now",
        len(found.waiting),
        None,
        of="complaints that wait for an answer now",
        formula="Complaints of the period without an answer whose case is neither resolved nor"
        " spam.",
        wish=Wish.LESS,
        evidence=_wait(window, found.waiting),
        note=f"{older:,} more of the period before still {'waits' if older == 1 else 'wait'}."
        if older
        else "",
    )


def _off_network(found: Complaints, was: Complaints | None) -> Figure:
    return figures.share(
        "off_network_only",
        "Answered off the network only",
        (len(found.off_network), len(found.posts)),
        None if was is None else (len(was.off_network), len(was.posts)),
        of="complaints",
        formula="Complaints after which their case holds a call note or another contact off the"
        f" network, but no post of ours, divided by all complaint posts. {AS_OLD}",
        evidence=_posted(found.off_network),
        note="Who reads along sees no answer to these." if found.off_network else "",
    )


def _ages(window: Window, found: Complaints) -> Table:
    """Return how long those wait that wait now."""
    edges = [edge for _, edge in AGES if edge is not None]
    held: list[list[MessageFact]] = [[] for _ in AGES]
    for each in found.waiting:
        held[bisect_right(edges, _age(window, each))].append(each)
    shown = list(zip((name for name, _ in AGES), held, strict=True)) if found.waiting else []
    return Table(
        "ages",
        "How long they wait now",
        (Column("age", "Waits for", Unit.WORD), Column("complaints", "Complaints", Unit.COUNT)),
        tuple((name, len(posts)) for name, posts in shown),
        tuple(_wait(window, posts) for _, posts in shown),
        Chart(ChartKind.HISTOGRAM, "age", ("complaints",)),
        note="Complaints of the period without an answer whose case is open.",
        empty="No complaint of this period waits for an answer.",
    )


def _over_time(window: Window, found: Complaints) -> Table:
    buckets = window.buckets
    everything, without = _cut(window, found.posts), _cut(window, found.without)
    off_network = _cut(window, found.off_network)
    rows: list[tuple[Cell, ...]] = []
    for place, begins in enumerate(buckets.starts):
        whole, part, off = (len(each[place]) for each in (everything, without, off_network))
        rows.append((begins, whole, whole - part - off, off, part, *share_cells(part, whole)))
    return Table(
        "over_time",
        f"Complaints without an answer, by {buckets.name}",
        (
            Column("begins", buckets.name.capitalize(), Unit.DAY),
            Column("complaints", "Complaints", Unit.COUNT),
            Column("posted", "Answered by post", Unit.COUNT),
            Column("off_network", "Off the network only", Unit.COUNT),
            Column("without", "Without an answer", Unit.COUNT),
            *SHARE_COLUMNS,
        ),
        tuple(rows) if found.posts else (),
        tuple(_posted(posts) for posts in without) if found.posts else (),
        Chart(ChartKind.LINES, "begins", ("share",), "share_low", "share_high"),
        note=buckets.note,
        empty="No complaint came in this period.",
    )


def _cut(window: Window, posts: Sequence[MessageFact]) -> list[Sequence[MessageFact]]:
    """Return the posts, oldest first, of each bucket of the window."""
    starts = window.buckets.starts
    cuts = [bisect_left(posts, start, key=lambda each: each.ms) for start in starts]
    return [posts[low:high] for low, high in zip(cuts, [*cuts[1:], len(posts)], strict=True)]


def _sentence(window: Window, found: Complaints, was: Complaints | None) -> str:
    whole, part, waiting = len(found.posts), len(found.without), len(found.waiting)
    if not whole:
        return "No complaint came in this period."
    if not part:
        return (
            "The one complaint was answered."
            if whole == 1
            else f"All {whole:,} complaints were answered."
        )
    noun = "complaint" if whole == 1 else "complaints"
    said = f"{part:,} of {whole:,} {noun} got no answer"
    if whole < FEWEST:
        said += "; that is too few for a share."
    else:
        said += f", {percent(part / whole)}"
        if was is not None and len(was.posts) >= FEWEST:
            said += f"; in the period before it was {percent(len(was.without) / len(was.posts))}"
        said += "."
    if waiting:
        longest = duration(_age(window, found.waiting[0]))
        said += (
            f" It still waits, since {longest}."
            if waiting == part == 1
            else f" {waiting:,} of them {'waits' if waiting == 1 else 'wait'} now,"
            f" the oldest for {longest}."
        )
    else:
        said += " None waits any more: their cases are resolved or spam."
    return said
