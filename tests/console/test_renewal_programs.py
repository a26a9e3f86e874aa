"""Renewal by real programs: one that is killed over it, and two that renew at once."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.limits import LIMITS_280
from console.domain.outbox import PartState
from console.domain.sign_in import ClientKeys, Ended
from console.errors import SignedOut
from console.text.split import Part
from tests.console import given
from tests.x_server import Clock, Fault, World, XServer
from tests.x_server.browser import Browser
from tests.x_server.oauth_forms import CLIENT_ID, CLIENT_SECRET

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("secret_service")]

TOKEN = "/2/oauth2/token"
PROGRAM = """
import os, signal, sys
from pathlib import Path
from console.cli import open_context
from console.connectors.x_network import XNetwork
from console.desk import Desk

folder, api, dies = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "dies"
renewed = XNetwork.renewed

def renewed_and_killed(network, secret):
    renewed(network, secret)
    os.kill(os.getpid(), signal.SIGKILL)

if dies:
    XNetwork.renewed = renewed_and_killed
context = open_context(folder, api)
desk = Desk(context)
(account,) = desk.accounts.every()
desk.accounts.unlock(account)
print("ready", flush=True)
sys.stdin.readline()
desk.accounts.sync(account)
context.close()
"""


@pytest.fixture
def x() -> Iterator[XServer]:
    with XServer(World("shop", now=Clock(datetime.now(UTC))), self_reply="allowed") as server:
        server.world.add_user("shop")
        server.world.add_post("ada", "@shop where is it?")
        yield server


def desk_of(folder: Path, x: XServer) -> Desk:
    """A desk as a start makes it: it knows no secret but by the keyring."""

    def now() -> datetime:
        return datetime.now(UTC)

    network = XNetwork(x.url, now=now)
    return Desk(Context(given.database(folder), {"x": network}, Credentials(), "Anna", now=now))


def by_browser(desk: Desk, expected: Account | None = None) -> Account:
    def agree(page: str) -> None:
        browser = Browser()
        browser.open(browser.way_back(page))

    def open_page(page: str) -> None:
        agreeing.append(threading.Thread(target=agree, args=(page,)))
        agreeing[0].start()

    agreeing: list[threading.Thread] = []
    client = ClientKeys(CLIENT_ID, CLIENT_SECRET)
    done = desk.sign_ins.by_browser(client, open_page, lambda: False, expected=expected)
    agreeing[0].join()
    return done.account


def program(folder: Path, x: XServer, what: str) -> subprocess.Popen[str]:
    """Start one that has the secret in memory, and renews it once it is told to."""
    words = [sys.executable, "-c", PROGRAM, str(folder), x.url, what]
    made = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert made.stdout is not None
    assert made.stdout.readline() == "ready\n"
    return made


def asked(x: XServer) -> int:
    return sum(one.path == TOKEN for one in x.requests)


def states(desk: Desk) -> list[PartState]:
    return [part.state for thread in desk.outbox.threads() for part in thread.parts]


def test_killed_between_the_rotated_answer_and_the_keyring_it_is_signed_out_and_loses_nothing(
    tmp_path: Path, x: XServer
) -> None:
    desk = desk_of(tmp_path, x)
    account = by_browser(desk)
    desk.accounts.sync(account)
    (row,) = desk.cases.rows()
    text = "On its way."
    desk.replies.queue(row.id, text, (Part(text, len(text)),), LIMITS_280)
    desk.close()
    x.oauth.access.clear()
    killed = program(tmp_path, x, "dies")
    killed.communicate("go\n", timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert asked(x) == 2  # X rotated, and nobody knows to what

    again = desk_of(tmp_path, x)
    problem = again.replies.publish(account).problem
    assert isinstance(problem, SignedOut)
    assert "queued replies wait" in problem.advice
    assert again.sign_ins.granted(account).ended is Ended.REFUSED
    assert states(again) == [PartState.QUEUED]
    by_browser(again, account)
    assert again.replies.publish(account).problem is None
    assert [post.typed_text for post in x.world.posts if post.via_api] == [text]
    again.close()


def test_two_programs_at_once_renew_once_at_x(tmp_path: Path, x: XServer) -> None:
    desk = desk_of(tmp_path, x)
    account = by_browser(desk)
    desk.accounts.sync(account)
    desk.close()
    x.oauth.access.clear()
    x.faults.add(Fault.slow(0.5), method="POST", path=TOKEN)
    both = [program(tmp_path, x, "lives") for _ in range(2)]
    for one in both:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in both:
        one.communicate(timeout=60)
        assert one.returncode == 0
    assert asked(x) == 2  # signing in, and one renewal
    assert Credentials().load(f"x:{account.remote_id}")["access_token"] in x.oauth.access
