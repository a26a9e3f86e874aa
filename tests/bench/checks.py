"""What the checks find in the care posts' replies, how right they are, and how long they take."""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.checks import Facts, Ground, OurPost, run
from console.domain.checks import Check
from console.domain.ids import MessageId, RemoteId, first_message_id, to_ms
from console.domain.kinds import MessageKind
from console.domain.limits import LIMITS_140
from console.domain.messages import Direction, Post
from console.text import kinds
from console.text.split import split
from tests import labels
from tests.bench.report import Row
from tests.care import posts_file
from tests.labels import Half, measures
from tests.replayed import Reply, replies

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LENGTH, TIMELINE, ANSWERS, MOST_MS = 1_000, 50, 200, 5
LEAST_PRECISION, LEAST_RECALL = 0.9, 0.7
_SENTENCES = (
    "Hi Ada, thank you for your patience, we are so sorry about parcel {}.",
    "We looked at it: van {} went to the wrong depot on Monday.",
    "Could you tell us which colour of lamp {} you ordered?",
    "Please restart box {} and tell us which light is on.",
    "It will be with you by Tuesday, and shelf {} is free of charge.",
    "You can reach us at help{}@shop.example or +44 20 7946 0{} if not.",
)


def measure(data: Path | None, folder: Path, *, runs: int) -> list[Row]:
    """Return the figures; those of the care posts only where the data is."""
    rows = [_time_row(runs)]
    if data is None:
        return rows
    made = folder / "replies"
    made.mkdir()
    drafts = list(replies(data, made))
    found = {draft.id: _flagged(draft) for draft in drafts}
    rows += _flag_rows(drafts, found)
    rows += _deflection_rows({one: Check.DEFLECTION in checks for one, checks in found.items()})
    return rows + _kind_rows(data)


def _flagged(draft: Reply) -> set[Check]:
    checked = run(draft.text, Ground(draft.facts), NOW, draft.parts)
    return {finding.check for finding in checked.findings}


def _flag_rows(drafts: list[Reply], found: dict[RemoteId, set[Check]]) -> list[Row]:
    counts = Counter(check for checks in found.values() for check in checks)
    rows = [
        Row(
            f"replies flagged: {check}",
            counts[check],
            "replies",
            f"of {len(drafts)} that companies sent, {100 * counts[check] / len(drafts):.1f} %",
        )
        for check in Check
    ]
    none = sum(not checks for checks in found.values())
    return [*rows, Row("replies flagged by no check", none, "replies", f"of {len(drafts)}")]


def _deflection_rows(found: dict[RemoteId, bool]) -> list[Row]:
    first, second = labels.both("replies")
    peer = f"two readers of {len(first)} replies, independent of each other"
    rows = [Row("deflection: readers agree", measures.kappa(first, second), "kappa", peer)]
    for half in Half:
        decided = labels.decided("replies", half)
        truth = {one: label for one, label in decided.items() if one in found}
        said = {one: "yes" if found[RemoteId(one)] else "no" for one in truth}
        for name, share, aim in (
            ("precision", measures.precision(said, "yes", truth), LEAST_PRECISION),
            ("recall", measures.recall(said, "yes", truth), LEAST_RECALL),
        ):
            rows.append(_share_row(f"deflection: {name}", share, half, len(truth), aim))
    return rows


def _kind_rows(data: Path) -> list[Row]:
    raw = json.loads(posts_file(data).read_text("utf-8"))
    first, second = labels.both("posts")
    peer = f"two readers of {len(first)} posts, independent of each other"
    rows = [Row("kind: readers agree", measures.kappa(first, second), "kappa", peer)]
    said = {
        post["id"]: str(kinds.kind_of(post["text"], post["lang"]))
        for post in raw["posts"]
        if post["id"] in first
    }
    for half in Half:
        truth = labels.decided("posts", half)
        share = measures.accuracy(said, truth)
        rows.append(_share_row("kind: accuracy", share, half, len(truth), LEAST_PRECISION))
    return rows


def _share_row(name: str, share: measures.Share, half: Half, count: int, aim: float) -> Row:
    if half is Half.TUNING:
        return Row(f"{name}, half it was tuned on", share.value, "", f"{share}; {count} texts")
    said = f"95 % by Wilson: {share}; {count} texts"
    return Row(f"{name}, half held back", share.value, "", said, f">= {aim}", share.value >= aim)


def _time_row(runs: int) -> Row:
    """Return how long all checks take over a long draft in a long case, texts never seen."""
    ground = Ground(_facts())
    texts = [_draft(number) for number in range(runs + 1)]
    began = time.perf_counter()
    _run(texts[0], ground)  # makes ready what is known of the case
    first = (time.perf_counter() - began) * 1000
    times: list[float] = []
    for text in texts[1:]:
        began = time.perf_counter()
        _run(text, ground)
        times.append((time.perf_counter() - began) * 1000)
    took = statistics.median(times)
    said = (
        f"{TIMELINE} messages, {ANSWERS} earlier answers; worst of {runs} {max(times):.1f} ms,"
        f" the first {first:.0f} ms"
    )
    return Row(
        f"all checks, {LENGTH:,} characters", took, "ms", said, f"< {MOST_MS}", took < MOST_MS
    )


def _run(text: str, ground: Ground) -> None:
    parts = [(part.start, part.end) for part in split(text, LIMITS_140)]
    run(text, ground, NOW, parts)


def _draft(number: int) -> str:
    text = ""
    while len(text) < LENGTH:
        place = number + len(text)
        text += _SENTENCES[place % len(_SENTENCES)].format(place, place) + " "
    return text[:LENGTH].rstrip()


def _facts() -> Facts:
    ours = tuple(
        OurPost(_id(number), None, NOW, _draft(number)[:280], None, MessageKind.COMPLAINT)
        for number in range(ANSWERS)
    )
    timeline = tuple(_message(number) for number in range(TIMELINE))
    return Facts(messages=timeline, reply_to=timeline[-1], our_posts=ours, our_handle="shop")


def _message(number: int) -> Post:
    return Post(
        id=_id(1_000 + number),
        case_id=None,
        at=NOW,
        direction=Direction.OUT if number % 3 == 0 else Direction.IN,
        text=f"I restarted it already, my order is AB-{number:06}. {_draft(number)}"[:280],
        network="x",
        remote_id=RemoteId(str(number)),
        conversation_id=RemoteId("1"),
        parent_id=None,
        author_id=RemoteId("2"),
        author_handle="ada_fern",
        author_name="Ada Fern",
        summons=True,
        media=(),
    )


def _id(number: int) -> MessageId:
    return MessageId(first_message_id(to_ms(NOW + timedelta(seconds=number))))
