"""A process that is killed while it writes or restores leaves nothing that looks whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from console.exchange import own_import
from tests.console import given
from tests.console.exchange import given_export
from tests.console.exchange.given_export import everything, export, outbox_aside

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows knows no SIGKILL")
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from console.domain.progress import Follower
from console.exchange import own_export, own_import
from console.store.database import Database
folder, file, verb, left = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
def tell(progress):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
db = Database.open(folder / "canary-desk.db")
now, follower = datetime.now(UTC), Follower(tell)
if verb == "export":
    own_export.write(db, file, now, "0", follower=follower)
else:
    own_import.take_in(db, file, now, follower=follower)
"""


def killed(folder: Path, file: Path, verb: str, after: int) -> None:
    words = [sys.executable, "-c", KILLED, str(folder), str(file), verb, str(after)]
    ended = subprocess.run(words, check=False, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


@pytest.mark.parametrize("after", [2, 20])
def test_a_killed_export_is_not_there_and_the_next_is_whole(tmp_path: Path, after: int) -> None:
    bench = given_export.played(tmp_path / "one", acts=30)
    killed(tmp_path / "one", tmp_path / "all.jsonl", "export", after)
    assert not (tmp_path / "all.jsonl").exists()
    export(bench, tmp_path / "all.jsonl")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all.jsonl", "one"]
    bench.desk.close()


@pytest.mark.parametrize("after", [3, 12, 25])
def test_a_killed_restore_leaves_an_empty_desk_and_the_next_is_whole(
    tmp_path: Path, after: int
) -> None:
    bench = given_export.played(tmp_path / "one", acts=30)
    export(bench, tmp_path / "all.jsonl")
    (tmp_path / "two").mkdir()
    killed(tmp_path / "two", tmp_path / "all.jsonl", "import", after)
    db = given.database(tmp_path / "two")
    assert db.value("SELECT count(*) FROM agents") == 0
    assert own_import.take_in(db, tmp_path / "all.jsonl", bench.clock()).restored
    assert outbox_aside(everything(db)) == outbox_aside(everything(bench.db))
    db.close()
    bench.desk.close()
