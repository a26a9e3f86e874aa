"""The secret trial itself: what it searches for it finds, wherever and however it is written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.console import traces
from tests.secret_trial import planting, trial
from tests.secret_trial.house import House

SECRETS = {"access_token": "17-aB3/+x9=Qq_~0Zr&%", "refresh_token": "ZmlzaGVy-c2FsbW9u_bGVtb24"}


def test_each_form_planted_in_each_kind_of_file_is_found(tmp_path: Path) -> None:
    planted = planting.plant(tmp_path, SECRETS)
    assert {Path(file).suffix[1:] for _, file in planted} == set(planting.KINDS)
    assert len(planted) == sum(len(traces.forms(secret)) for secret in SECRETS.values())
    assert planting.missed(tmp_path, planted) == set()


def test_a_find_names_the_secret_and_the_file_and_nothing_else_is_one(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(f"GET /2/users/me Bearer {SECRETS['refresh_token']}\n")
    (tmp_path / "other").write_text("GET /2/users/me 200\n")
    assert trial.searched(tmp_path, SECRETS) == {"refresh_token in log"}


@pytest.mark.parametrize("form", ["utf-8", "URL"])
def test_a_secret_across_pages_of_a_data_file_is_found(tmp_path: Path, form: str) -> None:
    house = House(tmp_path, "http://127.0.0.1:9", "unix:path=none")
    written = traces.forms(SECRETS["access_token"])[form].decode()
    with sqlite3.connect(house.data / "canary-desk.db") as db:
        db.execute("PRAGMA page_size = 512")
        db.execute("CREATE TABLE kept (value TEXT)")
        # So long that it needs further pages, whose bounds cut the secret at each place once.
        for before in range(460, 520):
            db.execute("INSERT INTO kept VALUES (?)", ("x" * before + written + "y" * 600,))
    db.close()
    trial.dump(house)
    assert ("access_token in dumps/canary-desk.txt") in trial.searched(tmp_path, SECRETS)


def test_every_fault_of_the_loopback_is_in_the_trial() -> None:
    names = [fault.name for fault in trial.every_fault()]
    assert len(names) == len(set(names)) >= 18
    assert {"unauthorized", "rate_limited", "accept_then_drop", "truncated"} <= set(names)
