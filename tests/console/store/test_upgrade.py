"""An older file is brought up to date, with a copy beside it, wholly or not at all."""

from __future__ import annotations

import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from console.domain.accounts import COLOURS
from console.domain.cases import CaseFilter
from console.domain.checks import Check, Ignored
from console.domain.ids import AgentId, CaseId, from_ms
from console.domain.insight import Period, RootCauseFix, Scope
from console.store import (
    accounts,
    agents,
    cases,
    checks,
    deciding,
    drafts,
    fixes,
    insight,
    migrations,
    outbox,
    rechecks,
    standing,
    upgrade,
)
from console.store.database import Database
from console.store.migrations import m001_first_desk, m002_reading, m015_accounts
from tests.console import given

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True, scope="module")
def copied_files() -> None:
    """How a file is made is what is tested here."""


def next_steps() -> Migrations:
    """The released steps and one more that they do not have yet."""
    steps = Migrations("canary-desk")
    for step in migrations.migrations._migrations:
        steps(name=step.name)(step.fn)

    def m999_more(db: sqlite_utils.Database) -> None:
        db.execute("ALTER TABLE contacts ADD COLUMN note TEXT")
        db.execute(f"PRAGMA user_version = {upgrade.VERSION}")

    steps()(m999_more)
    return steps


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows one step more."""
    monkeypatch.setattr(upgrade, "VERSION", upgrade.VERSION + 1)
    monkeypatch.setattr(migrations, "migrations", next_steps())


def older_file(folder: Path) -> Path:
    db = given.database(folder)
    given.save(db, given.account(db), *(given.post(n, given.ADA, n) for n in range(10, 30)))
    db.close()
    return folder / "canary-desk.db"


def file_of_step_one(folder: Path) -> sqlite3.Connection:
    """A file that the first released schema made, with two cases and a call on one."""
    folder.mkdir(exist_ok=True)
    raw = sqlite3.connect(folder / "canary-desk.db")
    first = Migrations("canary-desk")
    first(name="m001_first_desk")(m001_first_desk.apply)
    first.apply(sqlite_utils.Database(raw, execute_plugins=False))
    raw.executescript(
        "INSERT INTO contacts VALUES (1, 'Ada', 0);"
        "INSERT INTO cases (id, contact_id, state, state_at, rank, calls, last_message_id)"
        " VALUES (1, 1, 'needs_reply', 5, 5, 2, 11), (2, 1, 'resolved', 6, 6, 0, 12),"
        " (3, 1, 'needs_reply', 7, 7, 0, NULL);"
        "INSERT INTO messages VALUES (11, 1, 'post', 'in', 'a', 'a'),"
        " (12, 2, 'call_note', 'in', 'b', 'b');"
        "INSERT INTO messages_fts (rowid, search_text) VALUES (11, 'a'), (12, 'b');"
    )
    raw.commit()
    return raw


def test_step_two_counts_calls_and_takes_what_is_there_as_read(tmp_path: Path) -> None:
    file_of_step_one(tmp_path).close()
    db = Database.open(tmp_path / "canary-desk.db")
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    assert cases.count(db) == 3
    assert cases.count(db, CaseFilter(with_calls=True)) == 1
    assert [row.unread for row in cases.rows(db)] == [False, False, False]
    with db.writing():
        db.execute("UPDATE cases SET calls = 1 WHERE id = 2")
        db.execute("DELETE FROM readings WHERE case_id = 1")
    assert cases.count(db, CaseFilter(with_calls=True)) == 2
    assert [row.id for row in cases.rows(db) if row.unread] == [1]
    with db.writing():
        db.execute("INSERT INTO pictures VALUES (12, 0, x'00', 0)")
        db.execute("DELETE FROM messages_fts WHERE rowid = 12")
        db.execute("UPDATE cases SET last_message_id = NULL WHERE id = 2")
        db.execute("DELETE FROM messages WHERE id = 12")
        db.execute("DELETE FROM cases WHERE id = 2")
    assert db.value("SELECT count(*) FROM pictures") == 0, "a picture goes with its post"
    assert db.value("SELECT count(*) FROM readings WHERE case_id = 2") == 0
    assert cases.count(db, CaseFilter(with_calls=True)) == 1
    db.close()
    assert len(backups(tmp_path)) == 1


def file_of_step_two(folder: Path) -> sqlite3.Connection:
    """A file that the second released schema made, with a draft and an answer on its way."""
    raw = file_of_step_one(folder)
    second = Migrations("canary-desk")
    second(name="m001_first_desk")(m001_first_desk.apply)
    second(name="m002_reading")(m002_reading.apply)
    second.apply(sqlite_utils.Database(raw, execute_plugins=False))
    raw.executescript(DRAFT_AND_THREAD)
    raw.commit()
    return raw


DRAFT_AND_THREAD = """
INSERT INTO agents VALUES (1, 'Anna', '', 0);
INSERT INTO accounts (id, network, remote_id, handle, name, self_reply, created_at)
 VALUES (1, 'x', '9', 'shop', 'Shop', 'unknown', 0);
INSERT INTO drafts VALUES (1, 1, 'Dear Ada', '280', 77);
INSERT INTO reply_threads VALUES (1, 1, 2, 1, '10', 'On it.', '140', 5);
INSERT INTO reply_parts (thread_id, position, text, weight, state)
 VALUES (1, 1, 'On it.', 6, 'queued');
"""


@pytest.mark.parametrize("step", [1, 2])
def test_step_three_keeps_what_is_being_written_as_its_first_version(
    tmp_path: Path, step: int
) -> None:
    raw = file_of_step_one(tmp_path) if step == 1 else file_of_step_two(tmp_path)
    if step == 1:
        raw.executescript(DRAFT_AND_THREAD)
        raw.commit()
    assert raw.execute("PRAGMA user_version").fetchone()[0] == step
    raw.close()
    db = Database.open(tmp_path / "canary-desk.db")
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    draft = drafts.get(db, CaseId(1))
    (version,) = drafts.versions(db, CaseId(1))
    assert draft is not None
    assert (draft.text, draft.limit, draft.numbering) == ("Dear Ada", "280", "none")
    assert (version.text, version.limit, version.at) == ("Dear Ada", "280", from_ms(77))
    assert drafts.versions(db, CaseId(2)) == ()
    (thread,) = outbox.unfinished(db)
    assert thread.numbering == "none"
    assert deciding.cancel(db, thread.id, from_ms(80))
    assert [each.text for each in drafts.versions(db, CaseId(2))] == ["On it."]
    assert db.rows("PRAGMA foreign_key_check") == []
    db.close()
    assert len(backups(tmp_path)) == 1


def test_step_four_knows_what_was_sent_and_lets_what_waits_go_on(tmp_path: Path) -> None:
    raw = file_of_step_two(tmp_path)
    raw.executescript(
        "INSERT INTO reply_parts (thread_id, position, text, weight, state, remote_id,"
        " attempted_at) VALUES (1, 2, 'out', 3, 'sent', '77', 9);"
        "UPDATE reply_parts SET state = 'unsure', attempted_at = 8 WHERE position = 1;"
    )
    raw.commit()
    raw.close()
    db = Database.open(tmp_path / "canary-desk.db")
    (thread,) = outbox.unfinished(db)
    unsure, sent = thread.parts
    assert (unsure.first_attempted_at, unsure.cautions, unsure.looked) == (from_ms(8), (), False)
    assert sent.remote_id == "77"
    assert (thread.send_after, thread.known, thread.confirmed_at) == (None, None, None)
    draft = drafts.get(db, CaseId(1))
    assert draft is not None
    assert draft.known is None
    (one,) = outbox.entries(db, from_ms(0))
    assert one.finished_at is None
    db.close()


def file_of_step_five(folder: Path) -> sqlite3.Connection:
    """A file of the fifth released schema: an answered post, one answered from elsewhere."""
    raw = file_of_step_two(folder)
    later = Migrations("canary-desk")
    for step in migrations.migrations._migrations[:5]:
        later(name=step.name)(step.fn)
    later.apply(sqlite_utils.Database(raw, execute_plugins=False))
    raw.executescript(
        "INSERT INTO posts (message_id, network, remote_id, conversation_id, author_id, lang,"
        " summons, repost) VALUES (11, 'x', '10', '10', '2', 'en', 1, 0);"
        "INSERT INTO messages (id, case_id, kind, direction, text, search_text)"
        " VALUES (21, 1, 'post', 'out', 'On it.', 'on it.');"
        "INSERT INTO messages_fts (rowid, search_text) VALUES (21, 'on it.');"
        "INSERT INTO posts (message_id, network, remote_id, conversation_id, parent_id, author_id,"
        " lang, summons, repost) VALUES (21, 'x', '20', '10', '10', '9', 'en', 0, 0);"
        "INSERT INTO account_posts VALUES (1, 11, 'mentions'), (1, 21, 'own');"
        "UPDATE cases SET account_id = 1 WHERE id = 1;"
        "INSERT INTO journal (agent_id, at, act, rows) VALUES (1, 5, 'Tag case', '[]');"
        "INSERT INTO joined_cases VALUES (9, 1);"
    )
    raw.commit()
    assert raw.execute("PRAGMA user_version").fetchone()[0] == 5
    return raw


def test_step_six_lets_findings_stand_and_finds_our_own_posts(tmp_path: Path) -> None:
    file_of_step_five(tmp_path).close()
    db = Database.open(tmp_path / "canary-desk.db")
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    assert [post.text for post in checks.our_posts(db, CaseId(1))] == ["On it."]
    with db.writing():
        for case, key in ((1, "both"), (3, "both"), (3, "third")):
            checks.ignore(
                db, CaseId(case), AgentId(1), Check.PRIVACY, key, Ignored.FITS, from_ms(case)
            )
        db.execute("INSERT INTO joined_cases VALUES (3, 1)")
        db.execute("DELETE FROM cases WHERE id = 3")
    stands = db.rows("SELECT case_id, finding_key, at FROM ignored_findings ORDER BY finding_key")
    assert [tuple(row) for row in stands] == [(1, "both", 1), (1, "third", 3)]
    assert db.rows("PRAGMA foreign_key_check") == []
    with db.writing():
        db.execute("DELETE FROM reply_parts")
        db.execute("DELETE FROM reply_threads")
        db.execute("DELETE FROM joined_cases")
        db.execute("UPDATE messages SET case_id = NULL")
        db.execute("DELETE FROM drafts")
        db.execute("DELETE FROM cases WHERE id = 1")
    assert db.value("SELECT count(*) FROM ignored_findings") == 0, "they go with their case"
    db.close()
    assert len(backups(tmp_path)) == 1


def raised_to(raw: sqlite3.Connection, version: int) -> None:
    """Bring a file of an older step to a later one."""
    later = Migrations("canary-desk")
    for step in migrations.migrations._migrations[:version]:
        later(name=step.name)(step.fn)
    later.apply(sqlite_utils.Database(raw, execute_plugins=False))
    assert raw.execute("PRAGMA user_version").fetchone()[0] == version


def test_step_seven_reads_figures_from_an_older_file(tmp_path: Path) -> None:
    raw = file_of_step_five(tmp_path)
    raised_to(raw, 6)
    raw.close()
    db = Database.open(tmp_path / "canary-desk.db")
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    period = Period(from_ms(0), from_ms(1_000))
    found = insight.rows(db, Scope(period, compare=False), from_ms(2_000))
    assert [(each.id, each.out, each.remote_id) for each in found.messages] == [
        (11, 0, "10"),
        (12, 0, None),
        (21, 1, "20"),
    ]
    assert [case.id for case in found.cases] == [1, 2]
    fix = RootCauseFix(0, "delivery", "Noor", "Second carrier", from_ms(5), "")
    with db.writing():
        fixes.add(db, fix, AgentId(1), from_ms(9))
        db.execute("INSERT INTO answer_readings VALUES (21, '1', 'other', 0, 0)")
    assert fixes.every(db)[0].action == "Second carrier"
    assert db.rows("PRAGMA foreign_key_check") == []
    with db.writing():
        db.execute("DELETE FROM account_posts")
        db.execute("DELETE FROM posts WHERE message_id = 21")
        db.execute("DELETE FROM messages WHERE id = 21")
    assert db.value("SELECT count(*) FROM answer_readings") == 0, "they go with their post"
    db.close()
    assert len(backups(tmp_path)) == 1


def test_step_eight_hears_all_posts_and_finds_the_cases_that_nobody_called_us_to(
    tmp_path: Path,
) -> None:
    raw = file_of_step_five(tmp_path)
    raised_to(raw, 7)
    raw.execute("UPDATE posts SET summons = 0 WHERE message_id = 11")
    raw.commit()
    raw.close()
    db = Database.open(tmp_path / "canary-desk.db")
    assert {row.id: row.unsummoned for row in cases.rows(db)} == {1: True, 2: False, 3: False}
    assert db.value("SELECT count(*) FROM messages WHERE muted_by IS NOT NULL") == 0
    for table in ("watches", "watch_hits", "mutes", "triage_rules", "rule_effects"):
        assert db.value(f"SELECT count(*) FROM {table}") == 0
    with db.writing():
        standing.refresh(db, [CaseId(1), CaseId(2)])
    assert {row.id: row.unsummoned for row in cases.rows(db)} == {1: True, 2: False, 3: False}
    assert db.rows("PRAGMA foreign_key_check") == []
    db.close()
    assert len(backups(tmp_path)) == 1


@pytest.mark.parametrize(
    ("more", "summons", "unsummoned"),
    [
        ("SELECT 1", [(1, 11, 1), (1, 21, 0)], False),
        ("UPDATE cases SET account_id = 2 WHERE id = 1", [(1, 11, 1), (1, 21, 0)], True),
        ("DELETE FROM account_posts WHERE message_id = 11", [(1, 21, 0)], True),
        (
            """DELETE FROM account_posts WHERE message_id = 11;
            UPDATE messages SET text = 'Again, @Shop!' WHERE id = 11""",
            [(1, 21, 0)],
            False,
        ),
    ],
)
def test_step_eight_knows_which_account_each_post_calls_for(
    tmp_path: Path, more: str, summons: list[tuple[int, ...]], *, unsummoned: bool
) -> None:
    """Also of one that was captured, which no timeline has shown: its words say it."""
    raw = file_of_step_five(tmp_path)
    raised_to(raw, 7)
    raw.execute(
        "INSERT INTO accounts (id, network, remote_id, handle, name, self_reply, created_at)"
        " VALUES (2, 'x', '90', 'shop_uk', 'Shop UK', 'unknown', 0)"
    )
    raw.executescript(more)
    raw.commit()
    raw.close()
    db = Database.open(tmp_path / "canary-desk.db")
    found = db.rows("SELECT account_id, message_id, summons FROM account_posts ORDER BY message_id")
    assert [tuple(row) for row in found] == summons
    assert cases.row(db, CaseId(1)).unsummoned is unsummoned
    with db.writing():
        standing.refresh(db, [CaseId(1)])
    assert cases.row(db, CaseId(1)).unsummoned is unsummoned
    db.close()


def test_step_twelve_takes_posts_for_seen_when_they_were_written(tmp_path: Path) -> None:
    raw = file_of_step_five(tmp_path)
    raised_to(raw, 11)
    raw.close()
    db = Database.open(tmp_path / "canary-desk.db")
    told = rechecks.standing_of(db, from_ms(5_000), Decimal("0.001"))
    assert (told.posts, told.never, told.oldest) == (2, True, from_ms(0))
    assert told.overdue == 0
    later = rechecks.standing_of(db, from_ms(5_000) + timedelta(days=2), Decimal("0.001"))
    assert later.overdue == later.daily == 2
    assert db.rows("PRAGMA foreign_key_check") == []
    db.close()
    assert len(backups(tmp_path)) == 1


def backups(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if "before-upgrade" in path.name]


def test_both_sides_agree_on_version_and_mark(db: Database) -> None:
    assert migrations.LATEST_VERSION == upgrade.VERSION
    assert migrations.APPLICATION_ID == upgrade.APPLICATION_ID
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    assert db.value("PRAGMA application_id") == upgrade.APPLICATION_ID


def test_the_schema_holds_together(db: Database) -> None:
    assert db.rows("PRAGMA foreign_key_check") == []
    assert db.value("PRAGMA integrity_check") == "ok"
    # Every foreign key points to a table and columns that exist.
    for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for key in db.rows(f"PRAGMA foreign_key_list({row['name']})"):
            columns = [c["name"] for c in db.rows(f"PRAGMA table_info({key['table']})")]
            assert key["to"] in columns, (row["name"], key["from"])


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    given.database(tmp_path).close()
    assert backups(tmp_path) == []


def test_an_older_file_is_upgraded_with_a_complete_private_copy_beside_it(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = older_file(tmp_path)
    with_messages = Database.open(path)
    before = given.everything(with_messages)
    with_messages.close()
    old_version = upgrade.VERSION
    request.getfixturevalue("newer")

    db = Database.open(path)
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    assert db.rows("SELECT note FROM contacts")
    assert db.value("SELECT count(*) FROM messages") == 20
    db.close()

    (copy,) = backups(tmp_path)
    assert copy.suffix == ".db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    raw = sqlite3.connect(copy)
    raw.row_factory = sqlite3.Row
    assert raw.execute("PRAGMA user_version").fetchone()[0] == old_version
    assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert given.everything(Database(raw)) == before
    raw.close()


def test_the_copy_holds_what_is_only_in_the_write_ahead_log(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    older_file(tmp_path)
    still_open = given.database(tmp_path)  # keeps the log from being taken into the file
    own = given.account(still_open)
    given.save(still_open, own, given.post(99, given.BEN, 99))
    request.getfixturevalue("newer")
    given.database(tmp_path).close()
    still_open.close()
    (copy,) = backups(tmp_path)
    raw = sqlite3.connect(copy)
    assert raw.execute("SELECT count(*) FROM posts").fetchone()[0] == 21
    raw.close()


def test_a_step_that_fails_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older_file(tmp_path)
    steps = next_steps()

    def m_breaks(db: sqlite_utils.Database) -> None:
        db.execute("DELETE FROM messages_fts")
        db.execute("DROP TABLE phones")
        raise ZeroDivisionError

    steps()(m_breaks)
    with monkeypatch.context() as patch:
        patch.setattr(upgrade, "VERSION", upgrade.VERSION + 1)
        patch.setattr(migrations, "migrations", steps)
        with pytest.raises(ZeroDivisionError):
            Database.open(path)
    db = Database.open(path)
    assert db.value("SELECT count(*) FROM phones") == 0
    assert "note" not in [row["name"] for row in db.rows("PRAGMA table_info(contacts)")]
    given.index_is_whole(db)
    db.close()


KILLED = """
import os, signal, sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from console.store import migrations, upgrade
from console.store.database import Database
upgrade.VERSION += 1
@migrations.migrations()
def m999_dies(db):
    db.execute("ALTER TABLE contacts ADD COLUMN note TEXT")
    db.execute("UPDATE messages SET text = 'gone'")
    os.kill(os.getpid(), signal.SIGKILL)
Database.open(Path(sys.argv[1]))
"""


def test_an_upgrade_killed_in_the_middle_leaves_the_older_file(tmp_path: Path) -> None:
    path = older_file(tmp_path)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    db = Database.open(path)
    assert db.value("SELECT count(*) FROM messages WHERE text LIKE 'post%'") == 20
    assert "note" not in [row["name"] for row in db.rows("PRAGMA table_info(contacts)")]
    assert db.value("PRAGMA integrity_check") == "ok"
    db.close()
    assert len(backups(tmp_path)) == 1


def test_accounts_of_an_older_file_have_colours_of_their_own(tmp_path: Path) -> None:
    raw = file_of_step_two(tmp_path)
    raw.execute(
        "INSERT INTO accounts (network, remote_id, handle, name, self_reply, created_at)"
        " VALUES ('x', '10', 'care', 'Care', 'unknown', 0)"
    )
    raw.commit()
    raw.close()
    db = Database.open(tmp_path / "canary-desk.db")
    found = accounts.every(db)
    assert [(each.handle, each.colour) for each in found] == [("shop", "amber"), ("care", "blue")]
    assert {(each.limit, each.own_name, each.hidden) for each in found} == {("", "", False)}
    assert [(each.name, each.retired) for each in agents.every(db)] == [("Anna", False)]
    assert tuple(m015_accounts.COLOURS) == COLOURS
    db.close()
