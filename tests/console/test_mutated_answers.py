"""20,000 spoilt answers of X, through connector and sync into a data file. Seeded.

Nothing but a `ConnectorError` may come of one, nothing of it may be stored without its author
or for another account, and what an answer left whole is there.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from console.connectors.x import XConnector
from console.connectors.x_mapping import AHEAD, as_list, as_object, read_id
from console.domain.accounts import Account
from console.domain.ids import MessageId, RemoteId, message_ms, to_ms
from console.domain.remote import NewPost, Page, RemoteUser, Timeline
from console.errors import ConnectorError
from console.store import accounts, cursors
from console.store.database import Database
from console.sync import pull_timeline
from tests.console import answers, given
from tests.console.answers import NOW, Recorded, Reply, answered
from tests.console.mutants import Mutant, mutant

SLICE = 500
END: Reply = (200, json.dumps({"meta": {"result_count": 0}}).encode())
VOCABULARIES = ("old", "new")
WHOLE_DESPITE = frozenset(
    {"drop", "retype", "exchange", "as number", "digit", "wrap", "lengthen", "repeat"}
)
"""Kinds of mutants that leave every other part of the answer as it was."""


@pytest.fixture(scope="module", params=VOCABULARIES)
def recorded(request: pytest.FixtureRequest) -> Recorded:
    return answers.record(request.param)


@dataclass
class Ground:
    """A data file of two accounts, of which only the first is ever asked for."""

    db: Database
    account: Account
    other: Account
    recorded: Recorded
    came_of_it: Counter[str] = field(default_factory=Counter)


@pytest.fixture
def ground(tmp_path: Path, recorded: Recorded) -> Iterator[Ground]:
    db = given.database(tmp_path)
    own, other = (
        accounts.add(
            db, network="x", remote_id=RemoteId(one), handle=handle, name=handle, now=given.START
        )
        for one, handle in ((recorded.own_id, "shop"), ("77", "second"))
    )
    yield Ground(db, own, other, recorded)
    db.close()


def whole_items(spoilt: Mutant) -> set[RemoteId]:
    """The ids of those items of an answer that the mutation left alone."""
    at = spoilt.where
    if spoilt.status != 200 or spoilt.kind not in WHOLE_DESPITE or at is None:
        return set()
    if at[0] == "meta" or at == ("data",):
        return set()
    items = as_list(json.loads(spoilt.body).get("data"))
    touched = at[1] if at[0] == "data" else None
    if spoilt.kind in ("drop", "repeat") and at[0] == "data" and len(at) == 2:
        touched = None  # a whole item is away, or there once more
    return {
        remote_id
        for place, item in enumerate(items)
        if place != touched and (remote_id := read_id(as_object(item).get("id")))
    }


def authors_said(spoilt: Mutant) -> dict[str, set[str]]:
    """Who is said to have written each post of a spoilt answer; nobody is not in it."""
    said: dict[str, set[str]] = {}
    try:
        answer = json.loads(spoilt.body)
    except UnicodeDecodeError:
        answer = json.loads(spoilt.body.decode(errors="replace"))
    data = as_object(answer).get("data")
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict) and item.get("author_id") is not None:
            said.setdefault(str(item.get("id")), set()).add(str(item["author_id"]))
    return said


def authors_stored(db: Database) -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in db.rows("SELECT remote_id, author_id FROM posts")}


def pull(ground: Ground, timeline: Timeline, spoilt: Mutant) -> None:
    """Sync a timeline whose first answer is spoilt; look whether the cursor tells the truth.

    What it stored is by whom the answer itself names, read without the desk's own reader.
    """
    stored = authors_stored(ground.db)
    replies = iter([(spoilt.status, spoilt.body)])
    connector = answered(lambda *_: next(replies, END))
    before = cursors.get(ground.db, ground.account.id, timeline)
    try:
        pulled = pull_timeline(ground.db, connector, ground.account, timeline, now=lambda: NOW)
        ground.came_of_it["read" if pulled.read else "nothing"] += 1
    except ConnectorError as error:
        ground.came_of_it[type(error).__name__] += 1
    if new := authors_stored(ground.db) - stored:
        said = authors_said(spoilt)
        assert all(author in said.get(remote_id, ()) for remote_id, author in new), spoilt
    after = cursors.get(ground.db, ground.account.id, timeline)
    if after is not None:
        was = None if before is None else json.loads(before.value)["since_id"]
        since = json.loads(after.value)["since_id"]
        assert since in (None, was) or is_stored(ground.db, since), spoilt


def is_stored(db: Database, remote_id: str) -> bool:
    return db.value("SELECT 1 FROM posts WHERE remote_id = ?", (remote_id,)) is not None


def hold_true(ground: Ground) -> None:
    """Assert what must be true of a data file, whatever was taken in."""
    db, account, other = ground.db, ground.account, ground.other

    def none(sql: str, *values: object) -> None:
        assert db.rows(sql, values) == [], sql

    none("PRAGMA foreign_key_check")
    none("SELECT * FROM posts WHERE author_id = '' OR author_id GLOB '*[^0-9]*'")
    none(
        "SELECT p.* FROM posts p WHERE p.author_id != ? AND NOT EXISTS (SELECT 1 FROM handles h"
        " WHERE h.network = p.network AND h.remote_id = p.author_id) AND NOT p.repost",
        account.remote_id,
    )
    none("SELECT * FROM messages WHERE direction = 'out' AND id NOT IN"
         " (SELECT message_id FROM posts WHERE author_id = ?)", account.remote_id)  # fmt: skip
    none("SELECT * FROM messages WHERE direction = 'in' AND id IN"
         " (SELECT message_id FROM posts WHERE author_id = ?)", account.remote_id)  # fmt: skip
    none("SELECT * FROM messages m JOIN posts p ON p.message_id = m.id"
         " WHERE m.direction = 'in' AND m.case_id IS NULL AND NOT p.repost")  # fmt: skip
    none("SELECT * FROM messages WHERE id NOT IN (SELECT message_id FROM posts)")
    none("SELECT * FROM posts WHERE message_id NOT IN (SELECT message_id FROM account_posts)")
    none("SELECT * FROM account_posts WHERE account_id = ?", other.id)
    none("SELECT * FROM cases WHERE account_id IS NOT ?", account.id)
    none("SELECT * FROM cursors WHERE account_id = ?", other.id)
    none("SELECT * FROM account_posts s JOIN posts p USING (message_id)"
         " WHERE s.timeline = 'own' AND p.author_id != ?", account.remote_id)  # fmt: skip
    newest = db.value("SELECT max(id) FROM messages")
    assert newest is None or message_ms(MessageId(newest)) < to_ms(NOW + AHEAD)
    counted = "SELECT account_id, state, count(*) AS cases FROM cases GROUP BY 1, 2"
    kept = "SELECT account_id, state, cases FROM case_counts WHERE cases != 0"
    none(f"{counted} EXCEPT {kept}")
    none(f"{kept} EXCEPT {counted}")
    given.index_is_whole(db)


@pytest.mark.parametrize("start", range(0, 4000, 2000))
def test_spoilt_timelines_store_only_what_they_say(ground: Ground, start: int) -> None:
    body = {one: json.dumps(ground.recorded.answers[one]) for one in ("mentions", "own")}
    for seed in range(start, start + 2000):
        timeline = Timeline.OWN if seed % 3 == 0 else Timeline.MENTIONS
        if seed % 4:
            with ground.db.writing():
                ground.db.execute("DELETE FROM cursors")
        pull(ground, timeline, mutant(body[timeline], seed))
        if seed % SLICE == SLICE - 1:
            hold_true(ground)
    assert ground.came_of_it["read"] > 1200
    assert ground.came_of_it["BadAnswer"] > 100


@pytest.mark.parametrize("kind", ["mentions", "own", "search"])
def test_what_a_spoilt_answer_left_whole_is_read(recorded: Recorded, kind: str) -> None:
    body, judged = json.dumps(recorded.answers[kind]), 0
    for seed in range(800):
        spoilt = mutant(body, seed)
        whole = whole_items(spoilt)
        if whole:
            judged += 1
            read = {post.remote_id for post in page_of(spoilt, recorded, kind).posts}
            assert whole <= read, spoilt
    assert judged > 300


@pytest.mark.parametrize("kind", ["mentions", "own", "search"])
def test_no_post_is_read_without_the_author_that_its_item_names(
    recorded: Recorded, kind: str
) -> None:
    body, outcomes = json.dumps(recorded.answers[kind]), Counter[str]()
    for seed in range(2000):
        spoilt = mutant(body, seed)
        try:
            page = page_of(spoilt, recorded, kind)
        except ConnectorError:
            outcomes["refused"] += 1
            continue
        said = authors_said(spoilt) if page.posts else {}
        for post in page.posts:
            assert post.author.remote_id in said.get(post.remote_id, ()), spoilt
            assert kind != "own" or post.author.remote_id == recorded.own_id, spoilt
        outcomes["read"] += 1
    assert outcomes["read"] > 800, outcomes


@pytest.mark.parametrize("at", [0, 1])
def test_a_post_of_another_in_an_own_timeline_is_left_out(ground: Ground, at: int) -> None:
    """Its author wins over where it was found, and the cursor does not pass over it."""
    answer = copy.deepcopy(ground.recorded.answers["own"])
    answer["data"][at:] = [answer["data"][at]]
    answer["data"][at]["author_id"] = "5"
    body = json.dumps(answer).encode()
    pulled = pull_timeline(
        ground.db, answered(lambda *_: (200, body)), ground.account, Timeline.OWN, now=lambda: NOW
    )
    assert (pulled.new, pulled.malformed) == (at, 1)
    foreign = answer["data"][at]["id"]
    assert not is_stored(ground.db, foreign)
    cursor = cursors.get(ground.db, ground.account.id, Timeline.OWN)
    assert cursor is not None
    newest = answer["data"][0]["id"] if at else None
    assert json.loads(cursor.value)["since_id"] == newest != foreign


def page_of(spoilt: Mutant, recorded: Recorded, kind: str) -> Page:
    connector = answered(lambda *_: (spoilt.status, spoilt.body))
    if kind == "search":
        return connector.search("parcel", NOW - timedelta(days=1), None)
    return connector.read_page(Timeline(kind), recorded.own_id, None)


def test_spoilt_look_ups_never_name_what_was_not_asked(recorded: Recorded) -> None:
    body, outcomes = json.dumps(recorded.answers["lookup"]), Counter[str]()
    for seed in range(1000):
        spoilt = mutant(body, seed)
        try:
            found = connector_of(spoilt).lookup(recorded.asked)
        except ConnectorError as error:
            outcomes[type(error).__name__] += 1
            continue
        outcomes["read"] += 1
        assert sorted([*(post.remote_id for post in found.found), *found.missing]) == sorted(
            recorded.asked
        )
        # Only what X itself calls gone is.
        assert all(one in spoilt.body.decode(errors="ignore") for one in found.missing)
    assert outcomes["read"] > 300, outcomes


def connector_of(spoilt: Mutant) -> XConnector:
    return answered(lambda *_: (spoilt.status, spoilt.body))


def always(reply: Reply, *_: str) -> Reply:
    return reply


def as_app(spoilt: Mutant, method: str, _: str) -> Reply:
    """Give the app its token, and then the spoilt answer."""
    if method == "POST":
        return 200, b'{"access_token": "t"}'
    return spoilt.status, spoilt.body


def test_spoilt_counts_and_users_are_read_or_refused(recorded: Recorded) -> None:
    outcomes = Counter[str]()
    count, me = (json.dumps(recorded.answers[kind]) for kind in ("count", "me"))
    for seed in range(400):
        spoilt = mutant(count, seed)
        connector = answered(partial(as_app, spoilt))
        try:
            assert connector.count("parcel").total >= 0
            outcomes["counted"] += 1
        except ConnectorError as error:
            outcomes[type(error).__name__] += 1
    for seed in range(400):
        try:
            user = connector_of(mutant(me, seed)).whoami()
            assert isinstance(user, RemoteUser)
            assert user.handle
            assert user.remote_id.isdecimal()
            outcomes["known"] += 1
        except ConnectorError as error:
            outcomes[type(error).__name__] += 1
    assert outcomes["counted"] > 100, outcomes
    assert outcomes["known"] > 100, outcomes


def test_spoilt_answers_to_a_post_leave_it_open_or_name_a_new_one(recorded: Recorded) -> None:
    body, outcomes = json.dumps(recorded.answers["post"]), Counter[str]()
    asked = NewPost("we are looking into it", recorded.parent_id)
    for seed in range(1000):
        spoilt = mutant(body, seed)
        try:
            made = connector_of(spoilt).publish(asked)
        except ConnectorError as error:
            certain = not error.maybe_done
            outcomes["refused" if certain else "unsure"] += 1
            # Whatever says that it was done, in whichever words, is looked for before a retry.
            assert not certain or spoilt.status >= 400, spoilt
            continue
        outcomes["made"] += 1
        assert int(made.remote_id) > int(recorded.parent_id), spoilt
    assert outcomes["made"] > 300, outcomes


def test_spoilt_errors_are_our_errors(recorded: Recorded) -> None:
    body = json.dumps(recorded.answers["error"])
    for seed in range(800):
        spoilt = mutant(body, seed)
        status = (200, 400, 403, 429)[seed % 4]
        reply: Reply = (status, spoilt.body)
        connector = answered(partial(always, reply))
        with pytest.raises(ConnectorError) as caught:
            connector.read_page(Timeline.MENTIONS, recorded.own_id, None)
        assert caught.value.message.isprintable()
        assert len(caught.value.message) < 400
