"""Where posts end up, however they arrive: against a plain computation of the rule.

The rule (ARCHITECTURE, Terms): a post belongs to the case of (account, conversation,
customer), an own post to the case of the post that it answers; a new conversation joins
the contact's open case within 24 h of our last answer there.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from console.domain.ids import RemoteId, message_ms, to_ms
from console.domain.limits import Limits
from console.domain.remote import (
    Lookup,
    NewPost,
    Page,
    Published,
    RemotePost,
    RemoteUser,
    Timeline,
)
from console.domain.spending import BilledRead
from console.errors import Offline
from console.store import cases
from console.store.database import Database
from console.sync import pull_account
from tests.console.given import OWN, START, account, counts, database, index_is_whole
from tests.console.store.given_search import cases_with
from tests.no_search import NoSearch

CUSTOMERS = tuple(
    RemoteUser(RemoteId(str(n)), f"customer{n}", f"Customer {n}") for n in (11, 12, 13)
)
GAPS_MIN = (1 / 60000, 1, 90, 700, 1439, 1440, 1441, 2000)


@dataclass(frozen=True)
class Step:
    """One post of a history: who, after how long, in answer to what."""

    kind: str
    customer: int
    gap: int
    answers: int


steps = st.builds(
    Step,
    st.sampled_from(
        ("mention", "mention", "answer", "answer", "own", "own", "own", "broadcast",
         "repost", "own repost", "unseen", "lost parent", "lost own parent")
    ),
    st.integers(0, len(CUSTOMERS) - 1),
    st.integers(0, len(GAPS_MIN) - 1),
    st.integers(0, 50),
)  # fmt: skip


@dataclass(frozen=True)
class Delivery:
    """How a history arrives: page ends per timeline, overlaps, and where the walk breaks off."""

    sizes: tuple[int, ...]
    overlap: int
    breaks: frozenset[int]


deliveries = st.builds(
    Delivery,
    st.lists(st.integers(1, 6), min_size=1, max_size=6).map(tuple),
    st.integers(0, 2),
    st.frozensets(st.integers(0, 12), max_size=4),
)


def history(given_steps: list[Step]) -> tuple[list[RemotePost], set[RemoteId]]:
    """The posts of a history, oldest first, and those that no timeline of ours shows."""
    made: list[RemotePost] = []
    unseen: set[RemoteId] = set()
    at = START
    for number, step in enumerate(given_steps):
        at += timedelta(minutes=GAPS_MIN[step.gap])
        customer = CUSTOMERS[step.customer]
        remote_id = RemoteId(str(1000 + number))
        answered = made[step.answers % len(made)] if made else None
        author, parent_id, parent_author = customer, None, None
        conversation = remote_id
        if step.kind.startswith(("own", "broadcast", "lost")):
            author = OWN
        if step.kind in ("answer", "own", "unseen") and answered is not None:
            parent_id, parent_author = answered.remote_id, answered.author.remote_id
            conversation = answered.conversation_id
        if step.kind == "lost parent":
            parent_id, parent_author = RemoteId(f"9{number}"), customer.remote_id
            conversation = RemoteId(f"conversation{step.answers % 3}")
        if step.kind == "lost own parent":
            parent_id, parent_author = RemoteId(f"9{number}"), OWN.remote_id
        if step.kind == "unseen":
            unseen.add(remote_id)
        made.append(
            RemotePost(
                remote_id=remote_id, author=author, at=at, text=f"word{remote_id} and more",
                conversation_id=conversation, parent_id=parent_id,
                parent_author_id=parent_author, quoted_id=None, mentions=(OWN,), lang="",
                media=(), repost=step.kind.endswith("repost"),
            )
        )  # fmt: skip
    return made, unseen


class Paged(NoSearch):
    """Gives pages as a delivery says, and breaks off where it says so, once each."""

    network = "memory"
    limits: tuple[Limits, ...] = ()

    def __init__(self, shown: list[RemotePost], delivery: Delivery) -> None:
        newest_first = list(reversed(shown))
        self._timelines = {
            Timeline.OWN: [one for one in newest_first if one.author == OWN],
            Timeline.MENTIONS: [one for one in newest_first if one.author != OWN],
        }
        self._delivery = delivery
        self._breaks = set(delivery.breaks)
        self._calls = 0

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        self._calls += 1
        if self._calls in self._breaks:
            raise Offline("the line is down")
        at, number, done = json.loads(cursor) if cursor else (0, 0, False)
        if done:
            return Page((), cursor or "", done=True)
        shown = self._timelines[timeline]
        size = self._delivery.sizes[number % len(self._delivery.sizes)]
        page = shown[max(0, at - self._delivery.overlap) : at + size]
        done = at + size >= len(shown)
        return Page(tuple(page), json.dumps([at + size, number + 1, done]), done=done)

    def whoami(self) -> RemoteUser:
        return OWN

    def publish(self, post: NewPost) -> Published:
        raise NotImplementedError

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        return ()

    def lookup(self, ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        raise NotImplementedError

    def delete(self, remote_id: RemoteId) -> bool:
        raise NotImplementedError

    def close(self) -> None:
        pass


Key = tuple[RemoteId, RemoteId]


def expected(shown: list[RemotePost]) -> tuple[set[frozenset[RemoteId]], set[RemoteId]]:
    """The cases as sets of posts, and the posts in none, straight from the rule."""
    by_id = {one.remote_id: one for one in shown}

    def key(one: RemotePost) -> Key | None:
        if one.repost:
            return None
        if one.author != OWN:
            return (one.conversation_id, one.author.remote_id)
        if one.parent_id is None:
            return None
        parent = by_id.get(one.parent_id)
        if parent is not None and (found := key(parent)) is not None:
            return found
        if one.parent_author_id in (None, OWN.remote_id):
            return None
        return (one.conversation_id, one.parent_author_id)

    groups: dict[Key, list[RemotePost]] = defaultdict(list)
    for one in shown:
        found = key(one)
        if found is not None:
            groups[found].append(one)
    joined: list[tuple[RemoteId, list[RemotePost]]] = []
    for (_, customer), group in sorted(groups.items(), key=lambda item: item[1][0].at):
        began = group[0].at
        answers = [
            (one.at, held)
            for owner, held in joined
            if owner == customer
            for one in held
            if one.author == OWN and began - timedelta(hours=24) <= one.at < began
        ]
        if answers:
            max(answers, key=lambda answer: answer[0])[1].extend(group)
        else:
            joined.append((customer, list(group)))
    placed = {frozenset(one.remote_id for one in held) for _, held in joined}
    return placed, set(by_id) - {remote_id for case in placed for remote_id in case}


def waits_for_ever(shown: list[RemotePost]) -> set[RemoteId]:
    """The own posts whose chain of parents ends in one that never arrived."""
    by_id = {one.remote_id: one for one in shown}

    def waits(one: RemotePost) -> bool:
        if one.author != OWN or one.repost or one.parent_id is None:
            return False
        if one.parent_author_id not in (None, OWN.remote_id):
            return False
        parent = by_id.get(one.parent_id)
        return parent is None or waits(parent)

    return {one.remote_id for one in shown if waits(one)}


def deliver(db: Database, shown: list[RemotePost], delivery: Delivery) -> None:
    own = account(db)
    connector = Paged(shown, delivery)
    for _ in range(20):
        try:
            pull_account(db, connector, own, now=lambda: START + timedelta(days=30))
        except Offline:
            continue
        return
    raise AssertionError("the walk never came to its end")


OWN_CHAIN = [Step("mention", 0, 1, 0), *(Step("own", 0, 0, n) for n in range(4))]
BROADCAST_CHAIN = [Step("broadcast", 0, 1, 0), Step("own", 0, 1, 0), Step("own", 0, 1, 1)]

A_DAY_AFTER_OUR_ANSWER = [Step("mention", 0, 1, 0), Step("own", 0, 1, 0), Step("mention", 0, 5, 0)]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=1, max_size=14), deliveries)
@example(OWN_CHAIN, Delivery((1,), 0, frozenset()))
@example(BROADCAST_CHAIN, Delivery((1,), 0, frozenset()))
@example(A_DAY_AFTER_OUR_ANSWER, Delivery((2,), 1, frozenset()))
def test_posts_end_in_the_same_cases_however_they_arrive(
    given_steps: list[Step], delivery: Delivery
) -> None:
    made, unseen = history(given_steps)
    shown = [one for one in made if one.remote_id not in unseen]
    with tempfile.TemporaryDirectory() as folder:
        db = database(Path(folder))
        try:
            deliver(db, shown, delivery)
            check(db, shown)
        finally:
            db.close()


def check(db: Database, shown: list[RemotePost]) -> None:
    rows = db.rows(
        "SELECT p.remote_id, m.case_id, m.id FROM posts p JOIN messages m ON m.id = p.message_id"
        " ORDER BY m.id"
    )
    assert [row["remote_id"] for row in rows] == [one.remote_id for one in shown]
    assert [message_ms(row["id"]) for row in rows] == [to_ms(one.at) for one in shown]
    held: dict[int, set[RemoteId]] = defaultdict(set)
    for row in rows:
        if row["case_id"] is not None:
            held[row["case_id"]].add(row["remote_id"])
    placed, nowhere = expected(shown)
    assert {frozenset(ids) for ids in held.values()} == placed
    assert {row["remote_id"] for row in rows if row["case_id"] is None} == nowhere
    by_id = {one.remote_id: one for one in shown}
    inbox = cases.rows(db)
    assert {row.id for row in inbox} == set(held)
    for case in inbox:
        last = max((by_id[remote_id] for remote_id in held[case.id]), key=lambda one: one.at)
        assert case.state == ("waiting" if last.author == OWN else "needs_reply")
        assert to_ms(case.last_at) == to_ms(last.at)
        assert case.first_post_at is not None
        assert to_ms(case.first_post_at) == min(to_ms(by_id[one].at) for one in held[case.id])
    ranks = [(to_ms(row.last_at), row.id) for row in inbox]
    assert ranks == sorted(ranks, reverse=True)
    assert {state: n for state, n in counts(db).items() if n} == Counter(row.state for row in inbox)
    for one in shown:
        row = next(row for row in rows if row["remote_id"] == one.remote_id)
        found = cases_with(db, f"word{one.remote_id}")
        assert found == (() if row["case_id"] is None else (row["case_id"],))
    index_is_whole(db)
    waiting = db.rows(
        "SELECT p.remote_id FROM orphan_posts o JOIN posts p ON p.message_id = o.message_id"
    )
    assert {row["remote_id"] for row in waiting} == waits_for_ever(shown)
    assert db.value("SELECT count(*) FROM cases WHERE settled = 0") == 0
    assert db.rows("PRAGMA foreign_key_check") == []
