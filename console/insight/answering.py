"""Whether anybody answers: complaints without a word of ours, now and over time.

Counts complaint posts, not cases. How long an answer took is `answer_times`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

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
from console.insight.cases import AS_OLD, SHARE_COLUMNS, as_of, share_cells
from console.insight.complaints import DAY_MS, Complaints, Last, complaints, is_open, waiting
from console.insight.rows import MessageFact
from console.insight.statistics import FEWEST
from console.insight.windows import Window
from console.language import numeral, plural, tr
from console.text.figures import duration, percent, said

HOUR_MS = 3_600_000
AGES = (
    (tr("under 1 h"), HOUR_MS),
    (tr("1 to 4 h"), 4 * HOUR_MS),
    (tr("4 to 24 h"), DAY_MS),
    (tr("1 to 3 d"), 3 * DAY_MS),
    (tr("3 to 7 d"), 7 * DAY_MS),
    (tr("7 d or more"), None),
)
"""How long a complaint waits, each up to, but not with, so many milliseconds."""
OLDER = tr("complaints older than 24 h")
NOT_YET = tr("Those of the last 24 hours may still be answered and are left out.")


def section(window: Window, before: Window | None) -> Section:
    """Return how many complaints nobody answered, and how long they wait."""
    messages, until = window.rows.messages, as_of(window, before)
    cut = bisect_right(messages, until, key=lambda each: each.ms)
    last = Last({}, {})
    last.add(messages[:cut], window.rows.calls)
    was = None if before is None else complaints(before, last, until)
    last.add(messages[cut:], window.rows.calls)
    found = complaints(window, last, window.now_ms)
    since = (before or window).start_ms
    wait = waiting(window, since, last)
    return Section(
        Question.ANSWERING,
        _sentence(window, found, was, wait),
        (
            _without(window, found, was, wait),
            _waiting(window, since, wait),
            _off_network(found, was),
        ),
        (_ages(window, since, wait), _over_time(window, found)),
    )


def _ids(posts: Sequence[MessageFact]) -> list[CaseId]:
    return [each.case_id for each in posts if each.case_id is not None]


def _posted(posts: Sequence[MessageFact]) -> Evidence:
    return figures.of_cases(_ids(posts), [each.ms for each in posts], Unit.MOMENT, tr("Posted"))


def _wait(window: Window, posts: Sequence[MessageFact]) -> Evidence:
    waits = [_age(window, each) for each in posts]
    return figures.of_cases(_ids(posts), waits, Unit.DURATION, tr("Waits for"))


def _age(window: Window, post: MessageFact) -> int:
    return max(window.now_ms - post.ms, 0)


def _young(window: Window, posts: Sequence[MessageFact]) -> int:
    """Return how many posts are younger than a day."""
    return sum(_age(window, each) < DAY_MS for each in posts)


def _without(
    window: Window, found: Complaints, was: Complaints | None, wait: list[MessageFact]
) -> Figure:
    notes = []
    if young := len(found.posts) - len(found.judged):
        still = _young(window, [each for each in wait if each.ms >= window.start_ms])
        left = (
            plural(still, "; {count} of them still waits", "; {count} of them still wait")
            if still
            else ""
        )
        notes.append(
            tr("{young} of the last 24 hours left out{left}.").format(
                young=numeral(young), left=left
            )
        )
    unsettled = [each for each in found.without if is_open(window, each)]
    if settled := len(found.without) - len(unsettled):
        notes.append(
            plural(
                settled,
                "{count} of them is in cases that are resolved or spam: they do not wait, but "
                "nobody answered them.",
                "{count} of them are in cases that are resolved or spam: they do not wait, but "
                "nobody answered them.",
            )
        )
    if gone := sum(each.gone for each in unsettled):
        notes.append(
            plural(
                gone,
                "{count} of them is no longer public and not waiting.",
                "{count} of them are no longer public and not waiting.",
            )
        )
    return figures.share(
        "without_answer",
        tr("Complaints without an answer"),
        (len(found.without), len(found.judged)),
        None if was is None else (len(was.without), len(was.judged)),
        of=OLDER,
        formula=tr(
            "Customers' complaint posts, without reposts, after which their case "
            "holds neither a post of ours nor a contact off the network, divided by "
            "all complaint posts. {not_yet} One answer counts for all complaints "
            "before it, whenever it came; a call that reached nobody is none, nor is "
            "a post of ours that is gone. {as_old}"
        ).format(not_yet=NOT_YET, as_old=AS_OLD),
        wish=Wish.LESS,
        evidence=_posted(found.without),
        note=" ".join(notes),
    )


def _whichever(window: Window, since_ms: int) -> str:
    """Return of which complaints it is known whether they wait."""
    first, last = (said(ms, Unit.DAY, window.hours.zone) for ms in (since_ms, window.end_ms - 1))
    if window.end_ms > window.now_ms:
        return tr("Of all complaints since {first}, not only of this period.").format(first=first)
    return tr(
        "Of the complaints from {first} to {last}; later ones are not looked at here."
    ).format(first=first, last=last)


def _waiting(window: Window, since_ms: int, wait: list[MessageFact]) -> Figure:
    return figures.count(
        "waiting_now",
        tr("Waiting now"),
        len(wait),
        None,
        of=tr("complaints that wait for an answer now"),
        formula=tr(
            "Complaints without an answer, of this period and the one before, whose "
            "case is not resolved, spam or muted and which are still public."
        ),
        wish=Wish.LESS,
        evidence=_wait(window, wait),
        note=_whichever(window, since_ms),
    )


def _off_network(found: Complaints, was: Complaints | None) -> Figure:
    return figures.share(
        "off_network_only",
        tr("Answered off the network only"),
        (len(found.off_network), len(found.judged)),
        None if was is None else (len(was.off_network), len(was.judged)),
        of=OLDER,
        formula=tr(
            "Complaints after which their case holds a call note or another contact "
            "off the network, but no post of ours, divided by all complaint posts. "
            "{not_yet} {as_old}"
        ).format(not_yet=NOT_YET, as_old=AS_OLD),
        evidence=_posted(found.off_network),
        note=tr("Who reads along sees no answer to these.") if found.off_network else "",
    )


def _ages(window: Window, since_ms: int, wait: list[MessageFact]) -> Table:
    """Return how long those wait that wait now."""
    edges = [edge for _, edge in AGES if edge is not None]
    held: list[list[MessageFact]] = [[] for _ in AGES]
    for each in wait:
        held[bisect_right(edges, _age(window, each))].append(each)
    shown = list(zip((name for name, _ in AGES), held, strict=True)) if wait else []
    return Table(
        "ages",
        tr("How long they wait now"),
        (
            Column("age", tr("Waits for"), Unit.WORD),
            Column("complaints", tr("Complaints"), Unit.COUNT),
        ),
        tuple((name, len(posts)) for name, posts in shown),
        tuple(_wait(window, posts) for _, posts in shown),
        Chart(ChartKind.HISTOGRAM, "age", ("complaints",)),
        note=_whichever(window, since_ms),
        empty=tr("No complaint waits for an answer."),
    )


def _over_time(window: Window, found: Complaints) -> Table:
    buckets, until = window.buckets, window.now_ms - DAY_MS
    judged, without = _cut(window, found.judged), _cut(window, found.without)
    off_network = _cut(window, found.off_network)
    rows: list[tuple[Cell, ...]] = []
    for place, begins in enumerate(buckets.starts):
        whole, part, off = (len(each[place]) for each in (judged, without, off_network))
        counts = (whole, whole - part - off, off, part) if begins <= until else (None,) * 4
        rows.append((begins, *counts, *share_cells(part, whole)))
    young = len(found.posts) > len(found.judged)
    return Table(
        "over_time",
        tr("Complaints without an answer, by {name}").format(name=buckets.word),
        (
            Column("begins", buckets.title, Unit.DAY),
            Column("complaints", tr("Complaints"), Unit.COUNT),
            Column("posted", tr("Answered by post"), Unit.COUNT),
            Column("off_network", tr("Off the network only"), Unit.COUNT),
            Column("without", tr("Without an answer"), Unit.COUNT),
            *SHARE_COLUMNS,
        ),
        tuple(rows) if found.judged else (),
        tuple(_posted(posts) for posts in without) if found.judged else (),
        Chart(ChartKind.LINES, "begins", ("share",), "share_low", "share_high"),
        note=" ".join(filter(None, (buckets.note, NOT_YET if young else ""))),
        empty=tr("No complaint of this period is a day old.")
        if young
        else tr("No complaint came in this period."),
    )


def _cut(window: Window, posts: Sequence[MessageFact]) -> list[Sequence[MessageFact]]:
    """Return the posts, oldest first, of each bucket of the window."""
    starts = window.buckets.starts
    cuts = [bisect_left(posts, start, key=lambda each: each.ms) for start in starts]
    return [posts[low:high] for low, high in zip(cuts, [*cuts[1:], len(posts)], strict=True)]


def _sentence(
    window: Window, found: Complaints, was: Complaints | None, wait: list[MessageFact]
) -> str:
    whole, part = len(found.judged), len(found.without)
    young = len(found.posts) - whole
    # Only where some are younger need it be said that the others are older.
    old = tr(" older than 24 hours") if young else ""
    if not found.posts:
        told = tr("No complaint came in this period.")
    elif not whole:
        told = plural(
            young,
            "The {count} complaint of this period is not a day old yet: too early for a share.",
            "The {count} complaints of this period are not a day old yet: too early for a share.",
        )
    elif not part:
        told = (
            # Translators: {old} is empty or ` older than 24 hours`, with its space.
            tr("The one complaint{old} was answered.").format(old=old)
            if whole == 1
            else tr("All {whole} complaints{old} were answered.").format(
                whole=numeral(whole), old=old
            )
        )
    else:
        said = (
            tr("{part} of {whole} complaint{old} got no answer{share}")
            if whole == 1
            else tr("{part} of {whole} complaints{old} got no answer{share}")
        )
        told = said.format(
            part=numeral(part), whole=numeral(whole), old=old, share=_share(part, whole, was)
        )
    return f"{told}{_still(window, wait, part)}"


def _share(part: int, whole: int, was: Complaints | None) -> str:
    if whole < FEWEST:
        return tr("; that is too few for a share.")
    before = ""
    if was is not None and len(was.judged) >= FEWEST:
        share = percent(len(was.without) / len(was.judged))
        before = tr("; in the period before it was {share}").format(share=share)
    return f", {percent(part / whole)}{before}."


def _still(window: Window, wait: list[MessageFact], unanswered: int) -> str:
    """Return how many wait now, whichever period they are of."""
    if not wait:
        return tr(" None waits any more.") if unanswered else ""
    longest, young = duration(_age(window, wait[0])), _young(window, wait)
    if len(wait) == 1:
        return tr(" One waits now, for {longest}.").format(longest=longest)
    fresh = (
        tr(", {young} of them of the last 24 hours").format(young=numeral(young)) if young else ""
    )
    return tr(" {count} wait now{fresh}, the oldest for {longest}.").format(
        count=numeral(len(wait)), fresh=fresh, longest=longest
    )
