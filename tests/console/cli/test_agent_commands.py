"""`canary-desk agent ...`, `account set` and `cases --account`."""

from __future__ import annotations

import pytest

from tests.console.cli.conftest import Line, Office


@pytest.mark.usefixtures("office")
def test_adding_using_changing_and_retiring(line: Line) -> None:
    (first,) = line.json("agent", "list")
    assert (first["here"], first["retired"]) == (True, False)
    ben = line.json("agent", "add", "Ben", "--signature", "^B")
    assert (ben["name"], ben["signature"], ben["here"]) == ("Ben", "^B", False)
    assert "already" in line.run("agent", "add", "BEN", code=2) + line.err
    assert line.json("agent", "use", "ben")["here"]
    assert [one["name"] for one in line.json("agent", "list") if one["here"]] == ["Ben"]
    changed = line.json("agent", "change", "Ben", "--name", "Benjamin", "--signature", "")
    assert (changed["id"], changed["name"], changed["here"]) == (ben["id"], "Benjamin", True)
    assert [one["name"] for one in line.json("agent", "list") if one["here"]] == ["Benjamin"]
    line.run("agent", "retire", "Benjamin", code=2)
    gone = line.json("agent", "retire", first["name"])
    assert gone["retired"]
    assert [one["name"] for one in line.json("agent", "list")] == ["Benjamin"]
    assert len(line.json("agent", "list", "--all")) == 2
    line.run("agent", "change", "Benjamin", code=2)
    line.run("agent", "use", "nobody", code=2)


@pytest.mark.usefixtures("office")
def test_the_next_command_names_who_was_added_as_a_shell_reads_it(line: Line) -> None:
    assert line.run("agent", "add", "Anna Berg").endswith(
        "Next: canary-desk agent use 'Anna Berg'\n"
    )
    refused = line.json("agent", "add", "Ben", "--signature", "^" + "B" * 20, code=2)["error"]
    assert refused["message"] == "The signature is too long: it has 21 characters."


def test_an_accounts_colour_limit_and_name(line: Line, office: Office) -> None:
    account = office.shop
    done = line.json(
        "account", "set", account.handle, "--colour", "rust", "--limit", "280", "--name", "Us"
    )
    assert (done["colour"], done["limit"], done["own_name"]) == ("rust", "280", "Us")
    assert line.json("account", "set", account.handle, "--limit", "default")["limit"] is None
    assert line.json("account", "set", account.handle, "--hide")["hidden"]
    assert not line.json("account", "set", account.handle, "--show")["hidden"]
    line.run("account", "set", account.handle, code=2)
    assert line.json("undo")["act"] == f"Change account @{account.handle}"


def test_the_cases_of_an_account(line: Line, office: Office) -> None:
    account = office.shop
    office.desk.accounts.add_handoff("other_shop")
    assert [one["id"] for one in line.json("cases", "--account", account.handle)] == [1]
    assert len(line.json("cases")) == 2
    assert line.json("cases", "--account", "@Other_Shop") == []
    line.run("cases", "--account", "nobody", code=2)
