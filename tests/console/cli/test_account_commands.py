"""`canary-desk account` and `spend`: accounts with and without access, budgets, what it cost."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console.domain.ids import RemoteId
from console.domain.spending import BilledRead, Item, day_of, first_of_month
from console.store import spending
from tests.console.cli.conftest import NOW, Line, Office
from tests.x_server import XServer

LINK = "https://x.com/ada_fern/status/1460323737035677698"
TODAY = day_of(NOW)
LAST_MONTH = first_of_month(TODAY) - timedelta(days=1)


def charge(office: Office) -> None:
    """Two own reads and a post with a link this month, one other read the month before."""
    db = office.context.db
    with db.writing():
        old = BilledRead(Item.POST_READ, RemoteId("7"))
        spending.add_reads(db, office.shop.id, [(LAST_MONTH, old)])
        new = [BilledRead(Item.OWN_READ, RemoteId(number)) for number in ("1", "2", "2")]
        spending.add_reads(db, office.shop.id, [(TODAY, each) for each in new])
        spending.add_post(db, office.shop, "See https://example.com", summoned=True, now=NOW)


def test_an_account_without_access_is_added_once_and_named_so(line: Line) -> None:
    printed = line.run("account", "add", "handoff", "@Corner_Shop", "--name", "The Corner")
    assert printed.startswith("Added @Corner_Shop, without access to X's API.")
    assert "canary-desk outbox open ID" in printed
    again = line.json("account", "add", "handoff", "corner_shop", code=2)
    assert "an account of this desk already" in again["error"]["message"]
    (account,) = line.json("account", "list")
    assert set(account) == {
        "id", "network", "remote_id", "handle", "name", "access", "self_reply", "synced_at",
        "sync_error", "colour", "limit", "own_name", "hidden", "monthly_budget",
    }  # fmt: skip
    assert (account["network"], account["handle"], account["name"], account["access"]) == (
        "x", "Corner_Shop", "The Corner", "handoff",
    )  # fmt: skip
    assert "no access to the API" in line.run("account", "list")
    refused = line.json("account", "sign-out", "corner_shop", code=2)["error"]
    assert "no sign-in to end" in refused["message"]
    assert "Correct it" not in refused["advice"], "there is nothing to be corrected"


def test_a_mistyped_account_is_removed_and_one_with_posts_is_not(
    line: Line, office: Office
) -> None:
    before = line.json("account", "list")
    line.run("account", "add", "handoff", "cornershpo")
    assert "Removed @cornershpo" in line.run("account", "remove", "@cornershpo")
    assert line.json("account", "list") == before
    assert line.json("undo")["act"] == "Remove account @cornershpo"
    assert len(line.json("account", "list")) == len(before) + 1
    line.run("account", "remove", "cornershpo")

    corner = line.json("account", "add", "handoff", "corner")
    for account_id in (corner["id"], office.shop.id):
        with office.context.db.writing():
            office.context.db.execute("UPDATE cases SET account_id = ? WHERE id = 1", (account_id,))
        refused = line.json("account", "remove", str(account_id), code=2)["error"]
        assert "stays" in refused["message"] + refused["advice"]
    assert len(line.json("account", "list")) == len(before) + 1


@pytest.mark.parametrize("handle", ["a b", "", "@", "x" * 51, "käse", "\x1b[31m"])
def test_what_is_no_handle_is_refused(line: Line, handle: str) -> None:
    assert line.run("account", "add", "handoff", handle, code=2) == ""
    assert "no handle of X" in line.err
    assert line.json("account", "list") == []


@pytest.mark.parametrize(
    "words",
    [["add"], ["add", "mastodon"], ["add", "handoff"], ["add", "x", "shop"], ["budget"],
     ["add", "handoff", "a", "b"]],
)  # fmt: skip
def test_unusable_words_end_as_argparse_does(line: Line, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        line.run("account", *words)
    assert ended.value.code == 2


def test_an_answer_from_an_account_without_access_goes_by_the_browser(
    line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("We are sorry.\fThank you.", "utf-8")
    line.run("account", "add", "handoff", "shop")
    line.run("capture", "--link", LINK, "--text", "@shop where is it?")
    queued = line.run("reply", "1", "--text-file", str(file))
    assert queued.startswith("Queued 2 parts as reply thread 1. @shop has no access to X's API")
    assert "canary-desk outbox open 1\n" in queued
    # Nobody is asked for keys, and nothing goes out.
    assert line.run("sync") == "@shop: without access to X's API, so nothing is read.\n"
    sent = line.run("send", code=6)
    assert sent.startswith("Published 0 parts.\nAsks you\n")
    assert "canary-desk outbox open 1" in sent
    assert line.json("send", "--account", "shop", code=6)["left"][0]["parts"][0]["by_hand"]
    for number in ("1", "2"):
        url = line.json("outbox", "open", "1")["url"]
        assert ("in_reply_to=1460323737035677698" in url) == (number == "1")
        assert "no access" in line.json(
            "outbox", "resolve", "1", "--sent-somewhere", code=2
        )["error"]["message"]  # fmt: skip
        posted = f"https://x.com/shop/status/146032373703567800{number}"
        line.run("outbox", "resolve", "1", "--sent", posted)
    assert "done with already" in line.json("outbox", "open", "1", code=2)["error"]["message"]
    assert line.run("outbox") == "Nothing is on its way.\n"
    assert line.run("send") == "Published 0 parts.\n"
    shown = line.json("show", "1")
    assert shown["state"] == "waiting"
    assert [each["text"] for each in shown["messages"]][1:] == ["We are sorry.", "Thank you."]
    assert "no access" in line.json("outbox", "delete", "1", code=2)["error"]["message"]


def test_keys_are_for_one_account_that_takes_them(line: Line, office: Office) -> None:
    office.context.close()
    assert "several" in line.json("send", "--credentials-stdin", code=2)["error"]["message"]
    line.run("account", "add", "handoff", "corner")
    words = ("sync", "--account", "corner", "--credentials-stdin")
    assert "takes none" in line.json(*words, stdin="{}", code=2)["error"]["message"]


def test_a_budget_is_set_shown_and_taken_away(line: Line, office: Office) -> None:
    assert line.run("account", "budget", "shop") == (
        "@shop has cost $0.00 this month; there is no budget.\n"
    )
    assert line.run("account", "budget", "@Shop", "7.50") == (
        "@shop has cost $0.00 this month; from $7.50 on nothing is read.\n"
    )
    charge(office)
    budget = line.json("account", "budget", "shop", "$0.2")
    assert (budget["monthly_budget"], budget["spent"]) == ("0.2", "0.202")
    assert "its budget of $0.20 is spent" in line.run("account", "budget", "shop")
    assert "there is no budget" in line.run("account", "budget", "shop", "none")
    assert [each["monthly_budget"] for each in line.json("account", "list")] == [None, None]


@pytest.mark.parametrize("dollars", ["", "ten", "-1", "1.234", "1e3", "nan", "٣", "1_0", "2000000"])
def test_what_is_no_budget_is_refused(line: Line, office: Office, dollars: str) -> None:
    line.run("account", "budget", "shop", "5")
    assert (
        "no budget" in line.json("account", "budget", "shop", dollars, code=2)["error"]["message"]
    )
    assert line.json("account", "list")[0]["monthly_budget"] == "5"
    assert "no account" in line.json("account", "budget", "nobody", code=2)["error"]["message"]


def test_what_an_account_cost_is_told_by_kind_and_month(line: Line, office: Office) -> None:
    charge(office)
    line.run("account", "budget", "shop", "10")
    printed = line.run("spend").splitlines()
    assert printed == [
        f"@shop  {TODAY:%B %Y}: $0.202 of $10",
        "    2  own posts and mentions read  at $0.001  $0.002",
        "    1  posts with a link published  at $0.20   $0.20",
        f"    {LAST_MONTH:%B %Y}: $0.005",
        f"@help  {TODAY:%B %Y}: $0.00",
    ]
    expected: dict[str, Any] = {
        "account": 1,
        "handle": "shop",
        "budget": "10",
        "month": f"{TODAY:%Y-%m}",
        "total": "0.202",
        "charges": [
            {"item": "own_read", "count": 2, "price": "0.001", "total": "0.002"},
            {"item": "post_with_url", "count": 1, "price": "0.2", "total": "0.2"},
        ],
        "earlier": [{"month": f"{LAST_MONTH:%Y-%m}", "total": "0.005"}],
    }
    shop, second = line.json("spend")
    assert shop == expected
    assert (second["total"], second["charges"], second["earlier"]) == ("0", [], [])
    assert line.json("spend", "--account", "@help") == [second]
    assert "no account" in line.json("spend", "--account", "nobody", code=2)["error"]["message"]


def test_without_an_account_nothing_was_spent(line: Line) -> None:
    assert line.run("spend") == "No account yet, so nothing was spent.\n"
    assert line.json("spend") == []


@pytest.mark.parametrize(
    "words",
    [["sync"], ["send"], ["watch", "run"], ["recheck", "run"],
     ["account", "add", "x", "--this-run-only"]],
)  # fmt: skip
def test_a_sign_in_that_x_rotates_is_not_taken_for_one_command(
    line: Line, office: Office, words: list[str]
) -> None:
    keys = {"kind": "oauth2", "version": "1", "access_token": "t0p", "refresh_token": "s3cr3t"}
    if words[0] != "account":
        words = [*words, "--account", "shop", "--credentials-stdin"]
    refused = line.json(*words, stdin=json.dumps(keys), code=2)["error"]
    assert "would be lost at the end of this command" in refused["message"]
    assert "account connect --browser" in refused["advice"]
    assert "s3cr3t" not in line.err + str(refused)


def test_without_a_keyring_the_terminal_names_the_way_without_one(
    line: Line, monkeypatch: pytest.MonkeyPatch, fresh_keyring: None
) -> None:
    with XServer() as x:
        monkeypatch.setenv("CANARY_DESK_X_API", x.url)
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        line.run("account", "add", "x", stdin=json.dumps(x.credentials), code=4)
        assert "--this-run-only" in line.err
