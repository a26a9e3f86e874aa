"""Plain joins, which settling writes all at once, beside joins one after another."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.domain.ids import AccountId
from console.store import location, settling
from console.store.database import Database
from tests.bench import syncing

TABLES = ("cases", "case_conversations", "joined_cases", "messages", "posts", "account_posts")


def _settled(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what a desk holds that took in some thousand posts of few customers."""
    file = syncing.filled_desk(folder, 1_200) / location.FILE_NAME
    db = Database.open(file)
    try:
        held = {table: sorted(db.tuples(f"SELECT * FROM {table}"), key=repr) for table in TABLES}
        held["case_counts"] = db.tuples("SELECT * FROM case_counts WHERE cases > 0 ORDER BY 1, 2")
    finally:
        db.close()
    return held


def test_plain_joins_come_to_the_same_as_one_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = _settled(tmp_path / "at-once")
    monkeypatch.setattr(settling, "takes", lambda _: False)
    one_by_one = _settled(tmp_path / "one-by-one")
    assert at_once == one_by_one
    into = [row[1] for row in at_once["joined_cases"]]
    assert len(into) > len(set(into)) > 0  # some went into one that others went into as well


def test_settling_in_many_steps_comes_to_the_same_and_lets_others_write_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_one = _settled(tmp_path / "in-one")
    ends = list[int]()
    until = settling._until

    def heard(db: Database, account_id: AccountId) -> int:
        ends.append(until(db, account_id))
        return ends[-1]

    monkeypatch.setattr(settling, "AT_ONCE", 7)
    monkeypatch.setattr(settling, "_until", heard)
    assert _settled(tmp_path / "in-many") == in_one
    assert len(ends) > 10
