"""What an older file held is found once it is brought up to date; undo keeps it so."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

from console.store import migrations, upgrade
from console.store.contact_search import words_of
from console.store.database import Database
from console.text.folding import fold
from tests.console import given
from tests.console.given import Bench
from tests.console.store.given_search import cases_with


def file_of_step_eight(folder: Path) -> Path:
    path = folder / "canary-desk.db"
    raw = sqlite3.connect(path)
    steps = Migrations("canary-desk")
    for step in migrations.migrations._migrations[:8]:
        steps(name=step.name)(step.fn)
    steps.apply(sqlite_utils.Database(raw, execute_plugins=False))
    text, outcome = fold("rang about a lamp"), "Päckchen 包裹 refunded"
    raw.executescript(f"""
        INSERT INTO agents (id, name, signature, created_at) VALUES (1, 'Kim', '', 0);
        INSERT INTO contacts (id, name, created_at, search_text)
            VALUES (1, 'Ínés Quiroga', 0, '{words_of("Ínés Quiroga")}');
        INSERT INTO handles (network, remote_id, contact_id, handle, name, seen_at, search_text)
            VALUES ('x', '5', 1, 'ines_q', 'Ines', 0, '{words_of("ines_q Ines")}');
        INSERT INTO phones (contact_id, number, basis, linked_at)
            VALUES (1, '+441632960118', '', 0);
        INSERT INTO cases (id, contact_id, state, state_at, rank, last_message_id)
            VALUES (1, 1, 'waiting', 0, 9, 9 << 20);
        INSERT INTO messages (id, case_id, kind, direction, text, search_text)
            VALUES (9 << 20, 1, 'call_note', 'in', '{text}', '{text}');
        INSERT INTO call_notes (message_id, channel, number, agent_id, outcome)
            VALUES (9 << 20, 'phone', '', 1, '{outcome}');
        INSERT INTO messages_fts (rowid, search_text) VALUES (9 << 20, '{text}');
    """)
    raw.commit()
    raw.close()
    return path


def test_step_nine_finds_contacts_and_all_that_was_noted(tmp_path: Path) -> None:
    path = file_of_step_eight(tmp_path)
    db = Database.open(path)
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    for query in ("lamp", "packchen", "包裹", "ines quiroga", "@ines_q", "1632 960118", "refunded"):
        assert cases_with(db, query) == (1,), query
    given.index_is_whole(db)
    db.close()


def test_who_was_undone_is_found_as_before(bench: Bench) -> None:
    (row,) = bench.desk.cases.rows()
    db, contact_id = bench.db, row.contact_id

    def found() -> list[tuple[object, ...]]:
        return db.tuples("SELECT * FROM contact_words ORDER BY contact_id")

    before = found()
    bench.desk.contacts.rename(contact_id, "Zoë Quiroga")
    bench.desk.contacts.link_number(contact_id, "+441632960118", "told us")
    assert cases_with(db, "zoe") == cases_with(db, "phone:960118") == (row.id,)
    bench.desk.acts.undo()
    bench.desk.acts.undo()
    assert found() == before
    assert cases_with(db, "zoe") == cases_with(db, "phone:960118") == ()
    given.index_is_whole(db)
