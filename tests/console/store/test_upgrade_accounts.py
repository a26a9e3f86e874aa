"""Accounts and agents of a file of schema 13 are what they were after steps 14 and 15."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from console.domain.accounts import Access
from console.domain.ids import AccountId
from console.domain.sign_in import Ended, Granted, Way
from console.store import accounts, agents, migrations, sign_ins, upgrade
from console.store.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LAST = "m013"
HANDLES = [f"shop_{number}" for number in range(1, 8)]


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file that the first thirteen steps made, with seven accounts and two agents."""
    steps = Migrations("canary-desk")
    for step in migrations.migrations._migrations:
        if step.name[:4] <= LAST:
            steps(name=step.name)(step.fn)
    path = tmp_path / "canary-desk.db"
    raw = sqlite3.connect(path)
    steps.apply(sqlite_utils.Database(raw, execute_plugins=False))
    assert raw.execute("PRAGMA user_version").fetchone() == (13,)
    for number, handle in enumerate(HANDLES, 1):
        raw.execute(
            "INSERT INTO accounts (id, network, remote_id, handle, name, self_reply, created_at,"
            " access, sync_error) VALUES (?, 'x', ?, ?, ?, 'unknown', 5, ?, ?)",
            (number, str(number), handle, handle.title(),
             "handoff" if number == 7 else "api", "Offline: no network" if number == 2 else None),
        )  # fmt: skip
    raw.execute(
        "INSERT OR REPLACE INTO agents (id, name, signature, created_at)"
        " VALUES (1, 'Anna', '^A', 5), (2, 'Ben', '', 6)"
    )
    raw.commit()
    raw.close()
    return path


def test_accounts_keep_what_they_were_and_count_as_connected_by_keys(older: Path) -> None:
    db = Database.open(older)
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    found = accounts.every(db)
    assert [each.handle for each in found] == HANDLES
    assert [each.access for each in found] == [Access.API] * 6 + [Access.HAND_OFF]
    assert found[1].sync_error == "Offline: no network"
    assert [sign_ins.granted(db, each.id) for each in found] == [Granted(Way.KEYS)] * 7
    colours = [each.colour for each in found]
    assert len(set(colours[:6])) == 6
    assert colours[6] == colours[0]
    assert {(each.limit, each.own_name, each.hidden) for each in found} == {("", "", False)}
    assert db.value("PRAGMA integrity_check") == "ok"
    db.close()


def test_agents_stay_who_they_are_and_none_is_retired(older: Path) -> None:
    db = Database.open(older)
    found = [(each.name, each.signature, each.retired) for each in agents.every(db)]
    assert found == [("Anna", "^A", False), ("Ben", "", False)]
    db.close()


def test_of_such_an_account_a_sign_in_and_a_sign_out_are_noted(older: Path) -> None:
    db = Database.open(older)
    one = AccountId(1)
    granted = Granted(Way.BROWSER, ("tweet.read", "tweet.write"))
    with db.writing():
        sign_ins.note_signed_in(db, one, granted, NOW)
    assert sign_ins.granted(db, one) == Granted(Way.BROWSER, granted.scopes, None, NOW)
    sign_ins.note_ended(db, one, Ended.HERE, NOW)
    assert sign_ins.granted(db, one).ended is Ended.HERE
    assert sign_ins.granted(db, AccountId(2)) == Granted(Way.KEYS)
    db.close()


def test_the_file_before_stands_beside_it(older: Path) -> None:
    Database.open(older).close()
    (copy,) = (each for each in older.parent.rglob("*") if each != older and ".db" in each.name)
    raw = sqlite3.connect(copy)
    assert raw.execute("PRAGMA user_version").fetchone() == (13,)
    assert raw.execute("SELECT count(*) FROM accounts").fetchone() == (7,)
    raw.close()
