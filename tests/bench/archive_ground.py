"""A data file as years at a desk leave it: a million posts, their cases, people and calls.

Made of one seed by statements in bulk, in a fresh file of the present schema, whose triggers
and indexes are taken off meanwhile; everything that follows from the messages is found by the
same code that finds it for a desk. `python -m tests.bench.archive_ground FOLDER` makes one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from console.checks.answer_readings import RULE as READING_RULE
from console.domain.ids import to_ms
from console.store import desk_state, location, numbers, reposts, standing, targets
from console.store.contact_search import words_of
from console.store.database import Database
from console.store.migrations.m009_search import CONTACT_WORDS
from console.text import kinds
from tests.bench.archive_rows import ACCOUNTS, AGENTS, SHARES, Archive, Size
from tests.bench.archive_texts import Texts

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BATCH = 5_000
NOTE = "ground.json"
COLUMNS = {
    "cases": "id, account_id, contact_id, state, state_at, touchpoint, rank, snoozed_until",
    "case_conversations": "account_id, conversation_id, customer_id, case_id",
    "case_tags": "case_id, tag",
    "resolutions": "case_id, agent_id, at, fix, channel, skipped",
    "promises": "case_id, agent_id, what, due_at, made_at, kept_at",
    "drafts": "case_id, agent_id, text, limit_name, updated_at",
    "readings": "case_id, read_id, at",
    "reposters": "network, remote_id, author_id, followers, at",
}
Rows = Iterable[Sequence[Any]]


def made(folder: Path, size: Size, data: Path | None, *, seed: int = 7) -> Path:
    """Return a data folder with such an archive: the one that is there, else a new one."""
    wanted = {**asdict(size), "seed": seed, "schema": _schema(), "care": data is not None}
    note = folder / NOTE
    if note.is_file() and json.loads(note.read_text("utf-8")) == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    fill(folder, size, data, seed=seed)
    note.write_text(json.dumps(wanted), "utf-8")
    return folder


def _schema() -> str:
    """Return what tells the present schema from any other."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database.open(location.prepare(Path(folder)))
        told = db.tuples("SELECT name, sql FROM sqlite_master ORDER BY name")
        db.close()
    return sha256(repr(told).encode()).hexdigest()


def fill(folder: Path, size: Size, data: Path | None, *, seed: int = 7) -> None:
    """Write an archive into a folder that holds none."""
    db = Database.open(location.prepare(folder))
    dice = Random(seed)
    archive = Archive(size, Texts(data, dice), to_ms(NOW), dice)
    try:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -262144")
        with db.writing(), _bare(db):
            _people(db, archive)
            _messages(db, archive)
        with db.writing():
            _follow(db, size)
        # What the desk would do with the first start is done.
        numbers.canonicalise(db, "")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()


@contextmanager
def _bare(db: Database) -> Iterator[None]:
    """Take triggers and indexes off within a block: rows go in sooner, and indexes at once."""
    rows = db.rows(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND type IN ('index', 'trigger') ORDER BY rootpage"
    )
    for row in rows:
        db.execute(f'DROP {row["type"]} "{row["name"]}"')
    yield
    for kind in ("index", "trigger"):
        for row in rows:
            if row["type"] == kind:
                db.execute(row["sql"])


def _people(db: Database, archive: Archive) -> None:
    start = to_ms(NOW) - 1
    _put(db, "agents", "id, name, signature, created_at",
         ((n, name, "", start) for n, name in enumerate(AGENTS, 1)))  # fmt: skip
    _put(db, "accounts", "id, network, remote_id, handle, name, self_reply, created_at",
         ((n, "x", *each, "yes", start) for n, each in enumerate(ACCOUNTS, 1)))  # fmt: skip
    people = list(archive.people())
    _put(db, "contacts", "id, name, created_at, search_text",
         ((n, name, start, words_of(name)) for n, name, *_ in people))  # fmt: skip
    _put(
        db,
        "handles",
        "network, remote_id, contact_id, handle, name, followers, seen_at, search_text",
        (
            ("x", archive.customer(n), n, handle, name, followers, start,
             words_of(f"{handle} {name}"))
            for n, name, handle, followers in people
        ),
    )  # fmt: skip
    _put(db, "phones", "contact_id, number, basis, linked_at",
         ((n, f"+4930{n:08d}", "told by themselves", start) for n, *_ in people[::5]))  # fmt: skip


def _messages(db: Database, archive: Archive) -> None:
    """Write all messages in the order of their ids, and what stands around their cases."""
    texts, dice = archive._texts, Random(11)
    messages, posts, seen, calls, read = (list[tuple[object, ...]]() for _ in range(5))
    cases = archive.size.cases
    first, last = list[str | None]([None] * cases), list[str | None]([None] * cases)
    ends = list[tuple[int, bool]]([(0, False)] * cases)
    followers = [row[0] for row in db.tuples("SELECT followers FROM handles ORDER BY contact_id")]
    every = iter(archive.messages())
    number = 0
    while part := list(islice(every, BATCH)):
        for message_id, case, _place, kind in part:
            number += 1
            ms = message_id >> 20
            case_id, account, contact = archive.case_of(case)
            if kind == 2:
                said = texts.asked(number)
                messages.append((message_id, case_id, "call_note", "in", said.text, said.folded,
                                 None, None, False))  # fmt: skip
                calls.append((message_id, "phone", "", 60 + number % 600, number % 3 + 1,
                              ("promised", "escalated", "no answer", "")[number % 4]))  # fmt: skip
                ends[case] = (ms, ends[case][1])
                continue
            ours, remote = kind == 1, str(10**18 + number)
            said = texts.answered(number) if ours else texts.asked(number)
            messages.append((message_id, case_id, "post", "out" if ours else "in", said.text,
                             said.folded, None if ours else said.kind, None if ours else "rule",
                             said.apology))  # fmt: skip
            first[case] = first[case] or remote
            reposted = not ours and dice.random() < 0.03
            posts.append((message_id, "x", remote, first[case], last[case],
                          ACCOUNTS[account - 1][0] if ours else archive.customer(contact),
                          said.lang, not ours, 0, None if ours else followers[contact - 1],
                          1 + number % 40 if reposted else None,
                          ms + 3_600_000 if reposted else None))  # fmt: skip
            if reposted:
                archive.rest["reposters"].append(("x", remote, str(number), 300, ms + 1000))
            seen.append((account, message_id, "own" if ours else "mentions", not ours))
            if ours:
                read.append((message_id, READING_RULE, SHARES[number % 5], number % 8 == 0,
                             number % 6 == 0))  # fmt: skip
            last[case], ends[case] = remote, (ms, ours)
        _put(db, "messages", "id, case_id, kind, direction, text, search_text, message_kind,"
             " kind_basis, apology", messages)  # fmt: skip
        _put(db, "posts", "message_id, network, remote_id, conversation_id, parent_id, author_id,"
             " lang, summons, repost, followers, reposts, reposts_at", posts)  # fmt: skip
        _put(db, "account_posts", "account_id, message_id, timeline, summons", seen)
        _put(db, "call_notes", "message_id, channel, number, duration_s, agent_id, outcome", calls)
        _put(db, "answer_readings", "message_id, rule, share, deflects, repeats", read)
        for rows in (messages, posts, seen, calls, read):
            rows.clear()
    for case, (ms, ours) in enumerate(ends):
        archive.end(case, ms, ours=ours, first=first[case])
    for table, columns in COLUMNS.items():
        _put(db, table, columns, archive.rest[table])


def _follow(db: Database, size: Size) -> None:
    """Find all that follows from the messages, as a desk does, and index their words."""
    db.execute("DELETE FROM case_counts")
    db.execute(
        "INSERT INTO case_counts (account_id, state, cases, with_calls)"
        " SELECT account_id, state, count(*), 0 FROM cases GROUP BY account_id, state"
    )
    db.execute("INSERT INTO sqlite_sequence VALUES ('contacts', (SELECT max(id) FROM contacts))")
    db.execute(f"INSERT INTO contact_words {CONTACT_WORDS}")
    for row in db.rows(
        "SELECT name FROM sqlite_master WHERE sql LIKE '%VIRTUAL TABLE%fts5%content%'"
    ):
        db.execute(f"INSERT INTO {row[0]} ({row[0]}) VALUES ('rebuild')")
    for first in range(1, size.cases + 1, BATCH):
        standing.recount(db, range(first, min(first + BATCH, size.cases + 1)))  # type: ignore[arg-type]
    usual = reposts.renew_usual_speed(db)
    for first in range(1, size.cases + 1, BATCH):
        standing.refresh(db, range(first, min(first + BATCH, size.cases + 1)))  # type: ignore[arg-type]
    desk_state.put(db, "kinds_judged_by", kinds.RULE)
    desk_state.put(db, "targets_followed", targets.get(db).text())
    desk_state.put(db, "usual_speed_followed", str(usual))


def _put(db: Database, table: str, columns: str, rows: Rows) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    db.execute_many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.archive_ground")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    size = Size(given.posts, given.posts // 10, given.posts * 3 // 10)
    began = time.perf_counter()
    made(given.folder, size, given.data)
    print(f"{given.posts} posts in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
