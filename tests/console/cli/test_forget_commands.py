"""`canary-desk forget` and `retention`: said before it is done, and done for good."""

from __future__ import annotations

import pytest

from tests.console.cli.conftest import Line


@pytest.mark.usefixtures("office")
def test_forgetting_is_previewed_done_on_a_word_and_listed(line: Line) -> None:
    contact = line.json("contact", "find", "ada")[0]["id"]
    preview = line.json("forget", str(contact))
    assert preview["would_erase"]["posts"] == 1
    assert f"canary-desk forget {contact} --yes" in line.run("forget", str(contact))
    assert line.json("contact", "find", "ada")[0]["id"] == contact
    receipt = line.json("forget", str(contact), "--yes")
    assert (receipt["state"], receipt["problem"]) == ("finished", None)
    assert line.json("contact", "find", "ada") == []
    assert [each["code"] for each in line.json("forget", "--list")] == [receipt["code"]]
    assert line.json("forget", "--go-on") == []
    line.run("forget", str(contact), "--yes", code=2)


@pytest.mark.usefixtures("office")
def test_rules_are_set_previewed_and_run(line: Line) -> None:
    assert {rule["days"] for rule in line.json("retention", "show")["rules"]} == {None}
    shown = line.json("retention", "set", "spam", "30")
    assert {"kind": "spam", "days": 30} in shown["rules"]
    assert line.json("retention", "set", "daily", "on")["daily"] is True
    assert [each["count"] for each in line.json("retention", "preview")] == [0]
    assert line.json("retention", "run")["taken"] == {}
    line.run("retention", "set", "spam", "0", code=2)
    line.run("retention", "set", "spam", "soon", code=2)
    assert line.run("retention", "set", "spam", "off").startswith("resolved    kept for ever")


def test_a_name_in_the_place_of_a_number_leads_to_who_knows_it(line: Line) -> None:
    with pytest.raises(SystemExit):
        line.run("forget", "zzz")
    assert "`contact find NAME` lists them" in line.capsys.readouterr().err
