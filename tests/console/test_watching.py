"""A desk that is killed within a walk of a watch loses no hit, has none twice, and pays once."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.watches import PACES, NewWatch
from tests.console import given
from tests.x_server import World, XServer

POSTS = 450
KILLS = 10
LIFE = """
import json, os, signal, sys
from pathlib import Path
from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from tests.crash_trial.watched import WatchedDatabase
told = json.loads(sys.stdin.read())
left = told["dies_in"]
def reach(step):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
db = WatchedDatabase.opened(Path(told["file"]), reach)
desk = Desk(Context(db, {"x": XNetwork(told["url"])}, Credentials(), "Anna"))
(account,) = desk.accounts.every()
desk.accounts.use_for_this_run(account, told["secret"])
(run,) = desk.watches.run(account, only=told["watch"])
assert not run.problem, run.problem
desk.close()
"""


def test_a_walk_that_is_killed_again_and_again_finds_all_once_and_pays_once(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with XServer(World("shop")) as server:
        for number in range(POSTS):
            at = now - timedelta(hours=5) + timedelta(seconds=number * 30)
            server.world.add_post(f"person_{number % 300}", f"acme {number}", created_at=at)
        db = given.database(tmp_path)
        desk = Desk(Context(db, {"x": XNetwork(server.url)}, Credentials(), "Anna"))
        account = desk.sign_ins.with_keys(server.credentials, this_run_only=True).account
        new = NewWatch(account.id, "Brand", "acme", PACES[0], Decimal(100), now - timedelta(days=1))
        watch_id, _ = desk.watches.add(new)
        rng, killed, asked = random.Random(1), 0, len(server.requests)
        for _ in range(KILLS):
            code = live(tmp_path, server, watch_id, rng.randint(1, 60))
            assert code in (0, -signal.SIGKILL)
            killed += code != 0
        assert live(tmp_path, server, watch_id, dies_in=0) == 0
        assert killed >= KILLS // 2
        hits = [row["remote_id"] for row in db.rows(
            "SELECT p.remote_id FROM watch_hits h JOIN posts p ON p.message_id = h.message_id"
            " WHERE h.watch_id = ?", (watch_id,),
        )]  # fmt: skip
        wanted = {str(post.id) for post in server.world.posts if post.text.startswith("acme")}
        assert len(hits) == len(set(hits)) == POSTS
        assert set(hits) == wanted
        assert db.value("SELECT count(*) FROM messages") == POSTS
        given.index_is_whole(db)
        watch = desk.watches.get(watch_id)
        assert (watch.ever.hits, watch.ever.known) == (POSTS, 0)
        days = (datetime.now(UTC).date() - now.date()).days + 1
        posts = POSTS * Decimal("0.005") + 300 * Decimal("0.010")
        assert posts <= watch.spent <= posts * days
        # No more is asked for again than the page that was on its way.
        assert len(server.requests) - asked <= POSTS // 100 + 1 + KILLS + 1
        desk.close()


def live(folder: Path, server: XServer, watch_id: int, dies_in: int) -> int:
    """Let a desk of its own process look, till it dies at its so manieth step; 0: never."""
    told = {
        "file": str(folder / "canary-desk.db"), "url": server.url, "watch": watch_id,
        "secret": dict(server.credentials), "dies_in": dies_in,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", LIFE], input=json.dumps(told), text=True, check=False
    )
    return done.returncode
