"""`canary-desk send` over HTTP: what goes out, what waits for a person, and how it goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from console import settings
from console.cli import open_context
from console.desk import Desk
from console.desk.replies import Replies
from console.domain.accounts import Account
from console.domain.ids import CaseId
from console.domain.limits import LIMITS_140
from console.text.split import split
from tests.console.cli.conftest import Line
from tests.x_server import Fault, Post, World, XServer

if TYPE_CHECKING:
    from console.sending.run import Sent

ANSWER = "We are sorry.\fIt goes out today.\fThank you."
TEXTS = ["We are sorry.", "It goes out today.", "Thank you."]


@pytest.fixture
def x(test_data: Path) -> Iterator[XServer]:
    world = World("shop")
    for handle in (world.own.username, "help"):
        world.add_user(handle)
    world.add_post("ada", "@shop where is my parcel?")
    world.add_post("ben", "@help I was charged twice")
    with XServer(world, self_reply="allowed", validate_with=test_data / "x-openapi") as server:
        yield server


@pytest.fixture
def wire(line: Line, x: XServer, secret_service: str) -> Line:
    """A command line that is connected as @shop, with Ada's post in case 1."""
    wire = replace(line, more=("--x-api", x.url))
    wire.run("account", "add", "x", stdin=json.dumps(x.credentials))
    wire.run("sync")
    return wire


def reply(wire: Line, text: str = ANSWER, case: int = 1) -> str:
    return str(wire.json("reply", str(case), "--text-file", "-", stdin=text)["thread"])


def published(x: XServer) -> list[Post]:
    return [post for post in x.world.posts if post.via_api]


def texts(x: XServer) -> list[str]:
    return [post.typed_text for post in published(x)]


def states(wire: Line, number: str) -> list[str]:
    return [part["state"] for part in wire.json("outbox", "show", number)["parts"]]


def test_an_answer_goes_out_whole_and_is_deleted_again(wire: Line, x: XServer) -> None:
    number = reply(wire)
    assert wire.run("send") == "Published 3 parts.\n"
    assert texts(x) == TEXTS
    assert "3 of 3 parts sent" in wire.run("outbox", "--all")
    wire.run("outbox", "delete", number)
    assert len(published(x)) == 3
    assert wire.run("send") == "Published 0 parts.\nDeleted 3 posts.\n"
    assert published(x) == []
    assert "deleted" in wire.run("outbox", "show", number)
    assert wire.json("send") == {"published": 0, "deleted": 0, "left": [], "unstored": {}}


def test_what_changed_since_is_shown_before_it_goes_out(wire: Line, x: XServer) -> None:
    number = reply(wire)
    ada = next(post for post in x.world.posts if "parcel" in post.text)
    x.world.add_post("ada", "@shop found \x1b[2Jit!", reply_to=ada)
    printed = wire.run("send", code=6)
    assert printed.startswith("Published 0 parts.\nAsks you\n")
    assert "@ada wrote again" in printed
    assert "found" in printed
    assert "\x1b" not in printed
    assert f"canary-desk outbox anyway {number}" in printed
    assert texts(x) == []
    (left,) = wire.json("send", code=6)["left"]
    assert left["parts"][0]["cautions"][0]["kind"] == "customer_wrote"
    wire.run("outbox", "anyway", number)
    assert wire.json("send")["published"] == 3
    assert texts(x) == TEXTS


def test_a_part_whose_answer_was_lost_is_looked_for_and_not_posted_again(
    wire: Line, x: XServer
) -> None:
    x.faults.add(Fault.accept_then_drop(), path="/2/tweets", method="POST", after=1)
    number = reply(wire)
    printed = wire.run("send", "--wait", "1", code=6)
    assert printed.startswith("Published 1 part.\nOn its way\n")
    assert "Part 2, may be out, is being looked for: It goes out today.\n" in printed
    assert "It is looked for in " in printed
    assert wire.json("outbox", "show", number)["next_at"] is not None
    wire.run("outbox", "send", number)
    assert wire.json("send")["published"] == 2
    assert texts(x) == TEXTS


def test_send_waits_for_the_look_by_itself(wire: Line, x: XServer) -> None:
    x.faults.add(Fault.accept_then_drop(), path="/2/tweets", method="POST")
    reply(wire)
    assert wire.json("send")["published"] == 3
    assert texts(x) == TEXTS


def test_send_waits_for_the_pause_of_an_answer(wire: Line, x: XServer) -> None:
    context = open_context(wire.folder, None)
    text = "With a pause."
    Desk(context).replies.queue(
        CaseId(1), text, split(text, LIMITS_140), LIMITS_140, pause=timedelta(seconds=2)
    )
    context.close()
    assert "It goes on in " in wire.run("send", "--wait", "1", code=6)
    assert texts(x) == []
    assert wire.json("send")["published"] == 1


def test_what_another_desk_sends_meanwhile_is_counted(
    wire: Line, x: XServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply(wire)
    real = Replies.publish

    def beside(self: Replies, account: Account, **more: Any) -> Sent:
        context = open_context(wire.folder, x.url)
        sent = real(Desk(context).replies, account)
        context.close()
        assert sent.published == len(TEXTS)
        return real(self, account, **more)

    monkeypatch.setattr(Replies, "publish", beside)
    assert wire.run("send") == "Published 3 parts.\n"
    assert texts(x) == TEXTS


def test_how_long_an_answer_may_wait_is_the_settings_word(wire: Line, x: XServer) -> None:
    settings.save(wire.folder, settings.Settings(hold_after_h=1))
    context = open_context(wire.folder, None)
    context.now = lambda: datetime.now(UTC) - timedelta(minutes=90)
    text = "Written a while ago."
    Desk(context).replies.queue(CaseId(1), text, split(text, LIMITS_140), LIMITS_140)
    context.close()
    assert "      - It waited for 1 h.\n" in wire.run("send", code=6)
    assert texts(x) == []
    settings.save(wire.folder, settings.Settings(hold_after_h=2))
    wire.run("outbox", "anyway", "1")
    assert wire.json("send")["published"] == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [(Fault.rate_limited(), "Rate limited"), (Fault.unauthorized(), "Signed out")],
)
def test_one_accounts_trouble_does_not_stop_the_other(
    wire: Line, x: XServer, fault: Fault, said: str
) -> None:
    secret = x.credentials_for("help").as_stdin()
    wire.run("account", "add", "x", stdin=json.dumps(secret))
    wire.run("sync")
    (ben,) = [case["id"] for case in wire.json("cases") if case["handle"] == "ben"]
    reply(wire, "To Ada.")
    reply(wire, "To Ben.", ben)
    x.faults.add(fault, path="/2/tweets", method="POST")
    printed = wire.run("send", code=5)
    assert printed.startswith("Published 1 part.\nOn its way\n")
    assert wire.err.startswith(f"@shop: {said}:")
    assert texts(x) == ["To Ben."]
    listed = wire.json("outbox")
    assert [each["account_handle"] for each in listed] == ["shop"]
    assert listed[0]["next_at"] is not None
    printed = wire.run("send", "--account", "shop", "--wait", "1", code=6)
    assert printed.startswith("Published 0 parts.\n")
    assert "@shop goes on " in printed
    assert texts(x) == ["To Ben."], "what X asked to wait for is waited for"
    # A person's word ends the wait.
    assert wire.json("send", "--account", "shop", "--now")["published"] == 1
    assert texts(x) == ["To Ben.", "To Ada."]


def test_a_part_that_x_refuses_is_posted_by_hand_and_the_next_is_not_tried(
    wire: Line, x: XServer
) -> None:
    x.change(self_reply="refused")
    number = reply(wire)
    assert "Part 2, refused: " in wire.run("send", code=6)
    for place, text in ((1, TEXTS[1]), (2, TEXTS[2])):
        handed = wire.json("outbox", "open", number)
        assert handed["text"] == text
        post = x.world.add_post("shop", text, reply_to=max(p.id for p in x.world.posts))
        link = f"https://x.com/shop/status/{post.id}"
        said = wire.run("outbox", "resolve", number, "--sent", link)
        assert f"Part {place + 1} is at that link" in said
        printed = wire.run("send", code=6 if place == 1 else 0)
        assert printed.startswith("Published 1 part.\n")
        if place == 1:
            assert "X does not let the app answer its own posts" in printed
    assert wire.run("send") == "Published 0 parts.\n"
    assert texts(x) == [TEXTS[0]]
    wire.run("sync")
    shown = wire.json("show", "1")["messages"]
    assert [each["text"] for each in shown][1:] == TEXTS


def test_what_was_posted_somewhere_is_found(wire: Line, x: XServer) -> None:
    number = reply(wire, "By hand.")
    wire.run("outbox", "open", number)
    ada = next(post for post in x.world.posts if "parcel" in post.text)
    x.world.add_post("shop", "By hand.", reply_to=ada)
    wire.run("outbox", "resolve", number, "--sent-somewhere")
    wire.run("outbox", "send", number)
    assert wire.json("send")["published"] == 1
    assert states(wire, number) == ["sent"]
    assert texts(x) == []


def test_the_spend_is_the_servers_own_and_a_budget_stops_reading_alone(
    wire: Line, x: XServer
) -> None:
    reply(wire, "See https://example.com\fThank you.")
    assert wire.json("send")["published"] == 2
    (spent,) = wire.json("spend")
    billed = {item: count for item, count in x.billing.counts.items() if count}
    assert {each["item"]: each["count"] for each in spent["charges"]} == billed
    assert spent["total"] == f"{x.billing.dollars.normalize():f}"
    wire.run("account", "budget", "shop", "0.1")
    assert "Over budget" in wire.json("sync", code=5)["error"]["title"]
    reply(wire, "One more.")
    assert wire.json("send")["published"] == 1
