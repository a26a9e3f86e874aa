"""An import that is killed at any time and started again brings what one does that was not."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from console.store.database import Database
from tests.console import given
from tests.console.exchange import archives as made

MOST_LIVES = 40


def _archive(folder: Path) -> Path:
    """Return an archive of two parts in which things are left out, with direct messages."""
    tweets: list[made.Json] = made.answers(2_600)
    for place in range(0, len(tweets), 200):
        tweets.insert(place, {"tweet": {"full_text": "no id"}})
    talks = [
        made.conversation(
            f"1-{user}",
            *(
                made.direct_message(user * 1000 + n, user if n % 2 else 1, 1 if n % 2 else user,
                                    f"said {n}", f"2019-0{1 + n % 9}-01T10:{n % 60:02}:00.000Z")
                for n in range(90)
            ),
        )
        for user in range(100, 112)
    ]  # fmt: skip
    files = {
        "data/tweets.js": made.script("tweets", tweets[:1500]),
        "data/tweets-part1.js": made.script("tweets", tweets[1500:], 1),
        "data/direct-messages.js": made.script("direct_messages", talks),
    }
    return made.archive(folder / "archive.zip", files)


def _live(folder: Path, archive: Path, batches: int | None) -> bool:
    """Let one process work, and kill it after some batches; return whether it came to its end."""
    command = [
        sys.executable,
        "-m",
        "tests.console.exchange.import_life",
        *map(str, (folder, archive)),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as life:
        assert life.stdout is not None
        for seen, line in enumerate(life.stdout, 1):
            if line == "done\n":
                return True
            if batches is not None and seen >= batches:
                life.kill()
                break
    return False


@pytest.mark.parametrize("seed", range(2))
def test_killed_and_started_again_it_brings_the_same(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    archive = _archive(tmp_path)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    assert _live(whole, archive, None)
    lives = 1
    while not _live(killed, archive, dice.choice((1, 1, 2, 3))):
        lives += 1
        assert lives < MOST_LIVES
    assert lives > 3
    found = []
    for folder in (whole, killed):
        db = Database.open(folder / "canary-desk.db")
        given.index_is_whole(db)
        found.append(given.everything(db))
        db.close()
    assert found[1].keys() == found[0].keys()
    for table, rows in found[0].items():
        if table != "_sqlite_migrations":  # which says by what clock the file was made
            assert found[1][table] == rows, table
    assert len(found[0]["posts"]) == 2_600
    assert len(found[0]["call_notes"]) == 12 * 90
