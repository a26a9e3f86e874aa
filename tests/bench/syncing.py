"""Synced posts per second, against the same rows written in bulk.

Ours: pages of 100 through `sync`, each committed with its cases, cursor and full-text
index; the pages are made before, so that no network is measured. The peer:
`executemany` of the very same rows into the same tables with their indexes, bare of triggers
and foreign keys, in one transaction, and one rebuild of the full-text index at the end.
"""

from __future__ import annotations

import random
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console import sync
from console.domain.ids import RemoteId
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
from console.store import accounts, location
from console.store.database import Database
from tests.bench.report import Row
from tests.no_search import NoSearch

WORDS = (
    *("parcel", "delivery", "still", "late", "again", "invoice", "charged", "twice"),
    *("refund", "please", "help", "order", "number", "app", "crashes", "login", "password"),
    *("store", "closed", "phone", "line", "waited", "forty", "minutes", "nobody", "answers"),
    *("thanks", "solved", "broken", "screen", "warranty", "tracking", "says", "delivered"),
)
AIM = 0.3
FULL_TEXT = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OWN = RemoteUser(RemoteId("1"), "shop", "The Shop")


def measure(folder: Path, posts: int) -> list[Row]:
    """Return both rates' ratio; each is the best of three, in turn."""
    ours, peer = [], []
    for turn in range(3):
        data = folder / f"sync-{turn}"
        ours.append(posts / _sync(data, posts))
        peer.append(posts / _bulk(data / location.FILE_NAME, folder / f"bulk-{turn}"))
    ratio = max(ours) / max(peer)
    return [
        Row(
            f"sync of {posts} posts in pages of 100",
            round(max(ours)),
            "posts/s",
            f"bulk insert of the same rows {max(peer):.0f} posts/s",
        ),
        Row("sync beside bulk insert", round(ratio, 2), "x bulk", "higher is better",
            f">= {AIM}", ratio >= AIM),
    ]  # fmt: skip


def filled_desk(folder: Path, posts: int) -> Path:
    """Make a data folder with `posts` posts synced into it; return it."""
    _sync(folder, posts)
    return folder


def _sync(folder: Path, posts: int) -> float:
    db = Database.open(location.prepare(folder))
    try:
        feed = Feed(posts)
        account = accounts.add(
            db, network="x", remote_id=OWN.remote_id, handle=OWN.handle, name=OWN.name, now=NOW
        )
        began = time.perf_counter()
        pulled = sync.pull_account(db, feed, account, now=lambda: NOW)
        took = time.perf_counter() - began
    finally:
        db.close()
    if pulled.new != posts:
        raise RuntimeError(f"{pulled.new} of {posts} posts came in")
    return took


class Feed(NoSearch):
    """A network that only shows what was made before: half mentions, half own answers."""

    network = "x"
    limits: tuple[Limits, ...] = ()

    def __init__(self, posts: int, newest: datetime = NOW) -> None:
        dice = random.Random(7)
        users = [
            RemoteUser(RemoteId(str(100 + n)), f"customer_{n}", f"Customer {n}", n)
            for n in range(max(1, posts // 4))
        ]
        shown: dict[Timeline, list[RemotePost]] = {Timeline.MENTIONS: [], Timeline.OWN: []}
        for number in range(posts // 2):
            at = newest - timedelta(minutes=2 * number)
            customer = dice.choice(users)
            asked, answered = (
                RemoteId(str(10**9 - 2 * number)),
                RemoteId(str(10**9 - 2 * number + 1)),
            )
            shown[Timeline.MENTIONS].append(
                _post(asked, customer, at, _text(dice), conversation=asked, mentions=(OWN,))
            )
            shown[Timeline.OWN].append(
                _post(answered, OWN, at + timedelta(minutes=1), _text(dice), conversation=asked,
                      parent=asked, parent_author=customer.remote_id, mentions=(customer,))
            )  # fmt: skip
        self._pages = {
            timeline: [
                Page(
                    tuple(found[first : first + 100]),
                    str(first + 100),
                    done=first + 100 >= len(found),
                )
                for first in range(0, len(found), 100)
            ]
            for timeline, found in shown.items()
        }

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        return self._pages[timeline][0 if cursor is None else int(cursor) // 100]

    def whoami(self) -> RemoteUser:
        return OWN

    def publish(self, post: NewPost) -> Published:
        raise AssertionError("a bench publishes nothing")

    def lookup(self, ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        return Lookup((), ids)

    def delete(self, remote_id: RemoteId) -> bool:
        raise AssertionError("a bench deletes nothing")

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        return ()

    def close(self) -> None:
        """There is nothing to close."""


def _post(
    remote_id: RemoteId,
    author: RemoteUser,
    at: datetime,
    text: str,
    *,
    conversation: RemoteId,
    parent: RemoteId | None = None,
    parent_author: RemoteId | None = None,
    mentions: tuple[RemoteUser, ...] = (),
) -> RemotePost:
    return RemotePost(
        remote_id=remote_id,
        author=author,
        at=at,
        text=text,
        conversation_id=conversation,
        parent_id=parent,
        parent_author_id=parent_author,
        quoted_id=None,
        mentions=mentions,
        lang="en",
        media=(),
    )


def _bulk(source: Path, folder: Path) -> float:
    """Write the rows of a synced file into a fresh one of the same schema."""
    skipped = ("_sqlite_migrations", "sqlite_sequence")
    with sqlite3.connect(source) as synced:
        indexed = [name for (name,) in synced.execute(FULL_TEXT)]
        tables = [
            name
            for (name,) in synced.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rootpage"
            )
            if name not in skipped and not name.startswith(tuple(indexed))
        ]
        rows = {name: synced.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    synced.close()
    path = location.prepare(folder)
    Database.open(path).close()
    target = sqlite3.connect(path, isolation_level=None)
    target.execute("PRAGMA synchronous = NORMAL")
    for (name,) in target.execute(TRIGGERS).fetchall():
        target.execute(f"DROP TRIGGER {name}")
    began = time.perf_counter()
    target.execute("BEGIN")
    for name in tables:
        if rows[name]:
            marks = ", ".join("?" * len(rows[name][0]))
            target.executemany(f"INSERT INTO {name} VALUES ({marks})", rows[name])
    for name in indexed:
        target.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    target.execute("COMMIT")
    took = time.perf_counter() - began
    target.close()
    return took


def _text(dice: random.Random) -> str:
    return "@shop " + " ".join(dice.choices(WORDS, k=dice.randint(6, 30))).capitalize() + "."
