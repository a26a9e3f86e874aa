"""What the checks find in the care posts' replies, how right they are, and how long they take."""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.checks import Facts, Ground, OurPost, run
from console.domain.business_hours import BusinessHours
from console.domain.checks import Check, CheckRules, PhraseEdit
from console.domain.contacts import Contact, Handle, Phone
from console.domain.ids import (
    CaseId,
    ContactId,
    MessageId,
    PromiseId,
    RemoteId,
    first_message_id,
    to_ms,
)
from console.domain.kinds import MessageKind
from console.domain.limits import LIMITS_140
from console.domain.messages import Direction, Post
from console.domain.opening_week import read_week
from console.domain.resolutions import Promise
from console.text import kinds
from console.text.split import split
from tests import labels
from tests.bench.report import Row
from tests.care import posts_file
from tests.labels import Half, measures
from tests.replayed import Reply, count_sent, replies

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LENGTH, TIMELINE, ANSWERS, MOST_MS = 1_000, 50, 200, 5
LEAST_PRECISION, LEAST_RECALL = 0.9, 0.7
WEEK = read_week("Mon-Fri 09:00-18:00; Sat 10:00-14:00")
_SENTENCES = (
    "Hi Ada, thank you for your patience, we are so sorry about parcel {}.",
    "We looked at it: van {} went to the wrong depot on Monday.",
    "Could you tell us which colour of lamp {} you ordered?",
    "Please restart box {} and tell us which light is on.",
    "It will be with you by Tuesday, and shelf {} is free of charge.",
    "You can reach us at help{}@shop.example or +44 20 7946 0{} if not.",
)
_PROMISES = (
    "We will call you by 12 December at 10:30 about order AB-{:06}.",
    "We'll send lamp {} between 3 and 5pm on Monday.",
    "You will have an answer about parcel {} by tomorrow noon.",
    "We'll be in touch within 2 working days about refund {}.",
)
_READERS = (
    "by two runs of one language model, each by itself, from the written definition:"
    " they read alike, as two persons would not"
)
_LEFT_OUT = "left out: it answers a post that does not mention the company, so it is in no case"


def measure(data: Path | None, folder: Path, *, runs: int) -> list[Row]:
    """Return the figures; those of the care posts only where the data is."""
    rows = [
        _time_row(f"all checks, {LENGTH:,} characters", _SENTENCES, runs),
        _time_row(f"all checks, {LENGTH:,} characters of promises", _PROMISES, runs),
    ]
    if data is None:
        return rows
    made = folder / "replies"
    made.mkdir()
    drafts = list(replies(data, made))
    found = {draft.id: _flagged(draft) for draft in drafts}
    rows += _flag_rows(data, drafts, found)
    rows += _deflection_rows({one: Check.DEFLECTION in checks for one, checks in found.items()})
    return rows + _kind_rows(data)


def _flagged(draft: Reply) -> set[Check]:
    checked = run(draft.text, Ground(draft.facts), NOW, draft.parts)
    return {finding.check for finding in checked.findings}


def _flag_rows(data: Path, drafts: list[Reply], found: dict[RemoteId, set[Check]]) -> list[Row]:
    counts = Counter(check for checks in found.values() for check in checks)
    left_out = _left_out(count_sent(data) - len(drafts))
    rows = [
        Row(
            f"replies flagged: {check}",
            counts[check],
            "replies",
            f"of {len(drafts)} that companies sent, {100 * counts[check] / len(drafts):.1f} %"
            f"{left_out}",
        )
        for check in Check
    ]
    none = sum(not checks for checks in found.values())
    return [*rows, Row("replies flagged by no check", none, "replies", f"of {len(drafts)}")]


def _deflection_rows(found: dict[RemoteId, bool]) -> list[Row]:
    first, second = labels.both("replies")
    peer = f"{len(first)} replies read {_READERS}"
    rows = [Row("deflection: readers agree", measures.kappa(first, second), "kappa", peer)]
    for half in Half:
        decided = labels.decided("replies", half)
        truth = {one: label for one, label in decided.items() if one in found}
        said = {one: "yes" if found[RemoteId(one)] else "no" for one in truth}
        for name, share, aim in (
            ("precision", measures.precision(said, "yes", truth), LEAST_PRECISION),
            ("recall", measures.recall(said, "yes", truth), LEAST_RECALL),
        ):
            texts = f"{len(truth)} texts{_left_out(len(decided) - len(truth))}"
            rows.append(_share_row(f"deflection: {name}", share, half, aim, texts))
    return rows


def _left_out(count: int) -> str:
    """Return how many texts of the data cannot be measured, and why; nothing for none."""
    return f", {count} {_LEFT_OUT}" if count else ""


def _kind_rows(data: Path) -> list[Row]:
    raw = json.loads(posts_file(data).read_text("utf-8"))
    first, second = labels.both("posts")
    peer = f"{len(first)} posts read {_READERS}"
    rows = [Row("kind: readers agree", measures.kappa(first, second), "kappa", peer)]
    said = {
        post["id"]: str(kinds.kind_of(post["text"], post["lang"]))
        for post in raw["posts"]
        if post["id"] in first
    }
    for half in Half:
        truth = labels.decided("posts", half)
        share = measures.accuracy(said, truth)
        texts = f"{len(truth)} texts"
        rows.append(_share_row("kind: accuracy", share, half, LEAST_PRECISION, texts))
    return rows


def _share_row(name: str, share: measures.Share, half: Half, aim: float, texts: str) -> Row:
    if half is Half.TUNING:
        return Row(f"{name}, half it was tuned on", share.value, "", f"{share}; {texts}")
    said = f"95 % by Wilson: {share}; {texts}"
    return Row(f"{name}, half held back", share.value, "", said, f">= {aim}", share.value >= aim)


def _time_row(name: str, sentences: tuple[str, ...], runs: int) -> Row:
    """Return how long all checks take over a long draft in a long case, texts never seen.

    Everything is known of the case that a desk can know, and every rule is set.
    """
    ground = Ground(_facts())
    texts = [_draft(number, sentences) for number in range(runs + 1)]
    began = time.perf_counter()
    run(texts[0], ground, NOW, _parts(texts[0]))  # makes ready what is known of the case
    first = (time.perf_counter() - began) * 1000
    times: list[float] = []
    for text in texts[1:]:
        parts = _parts(text)  # the composer has split it before
        began = time.perf_counter()
        run(text, ground, NOW, parts)
        times.append((time.perf_counter() - began) * 1000)
    took = statistics.median(times)
    said = (
        f"{TIMELINE} messages, {ANSWERS} earlier answers, a contact, rules, open promises;"
        f" worst of {runs} {max(times):.1f} ms, the first {first:.0f} ms"
    )
    return Row(name, took, "ms", said, f"< {MOST_MS}", took < MOST_MS)


def _parts(text: str) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in split(text, LIMITS_140)]


def _draft(number: int, sentences: tuple[str, ...] = _SENTENCES) -> str:
    text = ""
    while len(text) < LENGTH:
        place = number + len(text)
        text += sentences[place % len(sentences)].format(place, place) + " "
    return text[:LENGTH].rstrip()


def _facts() -> Facts:
    ours = tuple(
        OurPost(_id(number), None, NOW, _draft(number)[:280], None, MessageKind.COMPLAINT)
        for number in range(ANSWERS)
    )
    timeline = tuple(_message(number) for number in range(TIMELINE))
    return Facts(
        messages=timeline,
        reply_to=timeline[-1],
        contact=_contact(),
        promises=tuple(_promise(number) for number in range(3)),
        our_posts=ours,
        our_handle="shop",
        rules=CheckRules(
            own_points=("+49 30 901820", "0800 123 456", "help@shop.example", "shop.example/help"),
            order_shapes=("??-######", "1Z ### ### ##"),
            other_names=("WhatsApp", "Telegram", "Trust Pilot"),
            dismissive=(
                PhraseEdit("en", "you people"),
                PhraseEdit("en", "calm down", removed=True),
            ),
        ),
        hours=BusinessHours(week=WEEK, zone="Europe/Berlin", country="DE", region="BE"),
        region="GB",
    )


def _contact() -> Contact:
    handles = tuple(
        Handle(network, RemoteId("2"), "ada_fern", "Ada Fern", 10) for network in ("x", "memory")
    )
    phones = (Phone("+442079460958", "told us", NOW), Phone("+44 1632 960118", "told us", NOW))
    return Contact(ContactId(1), "Ada Lovelace Fern", handles, phones, "Likes a call.", ("vip",))


def _promise(number: int) -> Promise:
    return Promise(
        id=PromiseId(number),
        case_id=CaseId(1),
        message_id=None,
        what=f"call about order {number}",
        due_at=NOW + timedelta(days=number),
        made_at=NOW - timedelta(days=1),
        agent_name="Mia",
        kept_at=None,
    )


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
