from __future__ import annotations

from console.store import contacts
from tests.console.cli.conftest import NOW, Line, Office


def test_call_is_added_with_all_that_comes_with_it(line: Line, office: Office) -> None:
    added = line.json(
        "call", "add", "--case", "1", "--text", "Where is it?", "--number", "+44 20 7946 0018",
        "--minutes", "6", "--outcome", "not empowered", "--missing", "a refund", "--tried", "all",
        "--touchpoint", "delivery", "--promise", "call back", "--due", "in 2 days",
    )  # fmt: skip
    (listed,) = line.json("call", "list")
    wanted = {
        "case": 1, "name": "Ada Fern", "number": "+442079460018", "duration_s": 360,
        "outcome": "not empowered", "missing": "a refund", "tried": "all", "touchpoint": "delivery",
    }  # fmt: skip
    assert {key: listed[key] for key in wanted} == wanted
    assert added == {"case": 1, "message": listed["id"], "promise": listed["promise"]["id"]}
    assert listed["promise"]["what"] == "call back"
    assert listed["promise"]["kept_at"] is None
    told = line.run("call", "list")
    assert "+44 20 7946 0018" in told
    assert "promised call back by" in told
    keeps = str(listed["promise"]["id"])
    line.run("call", "add", "--case", "1", "--out", "--text", "Rang back", "--keeps", keeps)
    assert "(kept)" in line.run("call", "list")


def test_a_call_is_told_by_its_own_number_also_among_others_of_its_moment(
    line: Line, office: Office
) -> None:
    first, second = (
        line.json("call", "add", "--case", "1", "--text", text, "--at", "2026-01-05T10:00")
        for text in ("one", "two")
    )
    texts = {each["id"]: each["text"] for each in line.json("call", "list")}
    assert (texts[first["message"]], texts[second["message"]]) == ("one", "two")
    assert first["promise"] is None


def test_show_prints_what_a_call_brought(line: Line, office: Office) -> None:
    line.run(
        "call", "add", "--case", "1", "--text", "Where is it?", "--outcome", "not empowered",
        "--missing", "a refund", "--tried", "reordered", "--touchpoint", "delivery",
        "--promise", "call back", "--due", "in 2 days",
    )  # fmt: skip
    line.run("case", "tag", "1", "--add", "parcel")
    told = line.run("show", "1")
    for said in (
        "Outcome: not empowered", "Missing: a refund", "Tried: reordered", "Touchpoint: delivery",
        "Tags: parcel", "Promise 1: promised call back by", "(open)",
    ):  # fmt: skip
        assert said in told
    line.run("case", "kept", "1")
    line.run("case", "resolve", "1", "--fix", "sent a new one", "--channel", "phone")
    told = line.run("show", "1")
    assert "(kept)" in told
    assert ": sent a new one, by phone" in told
    line.run("case", "reopen", "1")
    line.run("case", "resolve", "1", "--skip")
    assert ": nobody said by what" in line.run("show", "1")


def test_call_that_solved_it_resolves_the_case_and_undo_takes_both_back(
    line: Line, office: Office
) -> None:
    line.run(
        "call", "add", "--case", "1", "--outcome", "solved", "--resolve", "--fix", "sent a new one"
    )
    assert line.json("show", "1")["state"] == "resolved"
    line.run("undo")
    assert line.json("show", "1")["state"] == "needs_reply"
    assert line.run("call", "list") == "No calls.\n"


def test_calls_are_listed_of_one_contact_and_since_a_time(line: Line, office: Office) -> None:
    line.run("call", "add", "--case", "1", "--text", "old", "--at", "2026-01-05T10:00")
    line.run("call", "add", "--name", "Zed", "--text", "new")
    assert [one["text"] for one in line.json("call", "list")] == ["new", "old"]
    assert [one["text"] for one in line.json("call", "list", "--limit", "1")] == ["new"]
    (old,) = line.json("call", "list", "--contact", str(line.json("call", "list")[1]["contact"]))
    assert old["text"] == "old"
    assert line.json("call", "list", "--since", "2099-01-01") == []


def test_call_that_is_not_said_whole_is_refused(line: Line, office: Office) -> None:
    for words, said in (
        (("--case", "1"), "needs its text"),
        (("--case", "1", "--text", "a", "--text-file", "-"), "one text"),
        (("--case", "1", "--text", "a", "--promise", "ring"), "both --promise and --due"),
        (("--case", "1", "--text", "a", "--fix", "x"), "--resolve"),
        (("--case", "1", "--text", "a", "--promise", "x", "--due", "never ever"), "never ever"),
        (("--text", "a"), "whose call"),
    ):
        line.run("call", "add", *words, code=2)
        assert said in line.err, words


def test_number_that_an_older_desk_stored_as_typed_finds_its_contact(
    line: Line, office: Office
) -> None:
    contact_id = line.json("show", "1")["contact"]
    with office.context.db.writing():
        contacts.link_phone(office.context.db, contact_id, "+44 20 / 7946-0018", "told us", NOW)
    added = line.json("call", "add", "--number", "+442079460018", "--text", "hello")
    assert added["case"] == 1
    (phone,) = line.json("show", "1")["phones"]
    assert phone["number"] == "+442079460018"
