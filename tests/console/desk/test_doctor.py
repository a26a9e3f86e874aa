"""Diagnostics tell how things are, in bounded time, and nothing that is anybody's."""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console import cli, settings
from console.credentials import Credentials
from console.desk import doctor
from console.desk.doctor import Wanted, examine
from console.diagnostics.bounded import TooSlow, within
from console.diagnostics.report import Check, Health, Report
from console.domain.progress import Follower
from console.store.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLANTED = (
    "sk-9fJ2kLmQ8xPzRtVw3bNc7yHd", "zoe_winter", "Zoe Winter", "+49 151 23456789",
    "my parcel never came", "/home/zoe/private", "zoe@mail.example",
)  # fmt: skip


def plant(folder: Path) -> None:
    """Puts what must not be told into everything that is looked at."""
    db = Database.open(folder / "canary-desk.db")
    with db.writing():
        for number, word in enumerate(PLANTED):
            values = {"network": word if number else "x", "remote_id": word, "handle": word}
            db.insert(
                "accounts",
                values | {"name": word, "self_reply": word, "created_at": 1, "sync_error": word},
            )
    db.close()
    words = settings.Settings(
        agent_name=PLANTED[2], signature=PLANTED[1], backup_folder=PLANTED[5],
        keys={PLANTED[4]: [PLANTED[4]]}, undo_s=7,
    )  # fmt: skip
    settings.save(folder, words)
    entry = {"at_ms": 1, "level": "ERROR", "logger": "x", "event": "Bearer " + PLANTED[0]}
    (folder / "canary-desk.log").write_text(json.dumps(entry))


def by_name(report: Report) -> dict[str, Check]:
    return {each.name: each for each in report.checks}


def offline(folder: Path) -> Report:
    return examine(Wanted(folder, offline=True), Credentials(), NOW)


def test_nothing_that_is_anybodys_is_in_the_report(tmp_path: Path) -> None:
    plant(tmp_path)
    report = offline(tmp_path)
    told = report.text + json.dumps(report.as_json(), ensure_ascii=False)
    assert [word for word in (*PLANTED, str(tmp_path)) if word in told] == []
    assert by_name(report)["account 1"].health is Health.WARN
    assert "signature" in by_name(report)["settings"].said
    assert "undo_s=7" in by_name(report)["settings"].said


def test_a_sound_file_is_told_as_sound_and_left_as_it_was(tmp_path: Path) -> None:
    Database.open(tmp_path / "canary-desk.db").close()
    before = (tmp_path / "canary-desk.db").read_bytes()
    found = by_name(offline(tmp_path))
    assert found["soundness"].health is Health.OK
    assert "0 cases" in found["data file"].said
    assert "0 call notes, 0 acts in the journal" in found["data file"].said
    assert " of " not in found["data file"].said
    assert found["settings"].said == "none changed from how it was at first"
    assert (tmp_path / "canary-desk.db").read_bytes() == before


@pytest.mark.parametrize(
    ("why", "said"), [("here", "Signed out at this desk"), ("refused", "X no longer accepts")]
)
def test_a_signed_out_account_is_told_with_the_reason_that_the_file_knows(
    tmp_path: Path, why: str, said: str
) -> None:
    db = Database.open(tmp_path / "canary-desk.db")
    with db.writing():
        values = {"network": "x", "remote_id": "1", "handle": "shop", "name": "", "created_at": 1}
        ended = {"signed_in_by": "pin", "signed_out_at": 1, "signed_out_why": why}
        db.insert("accounts", values | {"self_reply": "yes"} | ended)
    db.close()

    found = by_name(offline(tmp_path))["account 1"]

    assert (found.health, found.said.startswith("X, never synced. " + said)) == (Health.FAIL, True)
    assert "Accounts…" in found.advice
    assert "shop" not in offline(tmp_path).text


def test_a_damaged_file_is_told_and_the_rest_looked_at(tmp_path: Path) -> None:
    (tmp_path / "canary-desk.db").write_bytes(b"no database" * 500)
    found = by_name(offline(tmp_path))
    assert "SQLITE_NOTADB" in found["data file"].said
    assert found["soundness"].health is Health.FAIL
    assert found["settings"].health is Health.OK


def test_a_torn_page_is_found(tmp_path: Path) -> None:
    db = Database.open(tmp_path / "canary-desk.db")
    db.close()
    path = tmp_path / "canary-desk.db"
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 3)
    assert by_name(offline(tmp_path))["soundness"].health is Health.FAIL


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    report = offline(tmp_path / "none")
    assert by_name(report)["data folder"].health is Health.WARN
    assert not (tmp_path / "none").exists()


def test_a_newer_file_is_told(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "canary-desk.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert by_name(offline(tmp_path))["data file"].health is Health.FAIL


def test_a_look_that_hangs_is_given_up() -> None:
    began = time.monotonic()
    with pytest.raises(TooSlow):
        within(0.2, lambda: time.sleep(3), lambda: False)
    assert time.monotonic() - began < 2


def test_a_look_that_fails_hides_no_other_and_tells_no_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[Check]:
        raise ValueError(PLANTED[0])

    monkeypatch.setattr(doctor, "_looks", lambda: (("odd", 1.0, fail), *LOOKS))
    report = offline(tmp_path)
    assert by_name(report)["odd"].said.startswith("could not be looked at: ValueError at ")
    assert "settings" in by_name(report)
    assert PLANTED[0] not in report.text


LOOKS = doctor._looks()


def test_each_look_is_called_by_a_word_of_the_window() -> None:
    assert set(doctor._CALLED) == {name for name, _, _ in LOOKS}


def test_what_was_stopped_leaves_the_rest_out(tmp_path: Path) -> None:
    report = examine(Wanted(tmp_path), Credentials(), NOW, Follower(stopping=lambda: True))
    assert report.checks == ()


def test_the_command_works_beside_a_desk_and_ends_by_the_worst(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = Database.open(tmp_path / "canary-desk.db")
    words = ["doctor", "--offline", "--json", "--data-dir", str(tmp_path)]
    code = cli.main(words)
    found = json.loads(capsys.readouterr().out)
    assert code == (1 if found["worst"] == "fail" else 0)
    assert {"versions", "data file", "network"} <= {each["name"] for each in found["checks"]}
    db.close()
    (tmp_path / "canary-desk.db").write_bytes(b"no database" * 500)
    assert cli.main(words) == 1
