"""`canary-desk case ...` and `undo`: what a person decides, by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli import open_context
from console.desk import Desk
from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.ids import CaseId
from tests.console.cli.conftest import NOW, Line


@pytest.fixture
def cases(line: Line, tmp_path: Path) -> list[CaseId]:
    """Two posts of ada and one of ben, each a case."""
    desk = Desk(open_context(line.folder, None))
    made = [
        desk.posts.capture(NewCapture(text=text, handle=handle, at=NOW))[0]
        for handle, text in (("ada", "@shop help"), ("ada", "@shop again"), ("ben", "@shop why"))
    ]
    desk.close()
    return made


def state(line: Line, case_id: CaseId) -> str:
    found: str = line.json("show", str(case_id))["state"]
    return found


def test_resolving_asks_what_fixed_it_or_records_that_nobody_said(
    line: Line, cases: list[CaseId]
) -> None:
    one, two, _ = map(str, cases)
    assert "--fix" in line.run("case", "resolve", one, code=2) + line.err
    line.run("case", "resolve", one, "--fix", "sent anew", "--channel", "phone")
    fixed = line.json("show", one)["resolution"]
    assert (fixed["fix"], fixed["channel"], fixed["skipped"]) == ("sent anew", "phone", False)
    line.run("case", "resolve", two, "--skip")
    assert line.json("show", two)["resolution"]["skipped"]
    assert "so already" in line.run("case", "resolve", two, "--skip")


def test_many_at_once_are_one_act(line: Line, cases: list[CaseId]) -> None:
    ids = [str(case_id) for case_id in cases]
    changed = line.json("case", "resolve", *ids, "--skip")["changed"]
    assert changed == sorted(cases)
    assert next(entry["act"] for entry in line.json("undo", "--list")) == "Resolve 3 cases"
    assert line.json("undo")["cases"] == sorted(cases)
    assert {state(line, case_id) for case_id in cases} == {"needs_reply"}
    assert line.json("redo")["act"] == "Resolve 3 cases"
    assert {state(line, case_id) for case_id in cases} == {"resolved"}
    assert line.json("redo") is None


def test_snooze_reads_a_moment_as_it_is_spoken(line: Line, cases: list[CaseId]) -> None:
    one = str(cases[0])
    line.run("case", "snooze", one, "--until", "in 2 hours")
    assert state(line, cases[0]) == "snoozed"
    assert line.json("show", one)["snoozed_until"] > NOW.isoformat()
    for wrong in ("yesterday", "2001-01-01T10:00", "whenever"):
        line.run("case", "snooze", one, "--until", wrong, code=2)
        assert "no moment to come" in line.err
    line.run("case", "reopen", one)
    assert line.json("show", one)["snoozed_until"] is None


def test_tags_touchpoint_priority_and_kind(line: Line, cases: list[CaseId]) -> None:
    one, two, _ = map(str, cases)
    line.run("case", "tag", one, two, "--add", "#VIP", "--add", "parcel")
    line.run("case", "tag", two, "--remove", "vip")
    assert line.json("case", "tags") == ["parcel", "vip"]
    line.run("case", "touchpoint", one, "--word", "delivery")
    line.run("case", "priority", one, "--level", "urgent")
    view = line.json("show", one)
    assert view["tags"] == ["parcel", "vip"]
    assert (view["touchpoint"], view["priority"]) == ("delivery", "urgent")
    (post,) = view["messages"]
    line.run("case", "kind", str(post["id"]), "complaint")
    (post,) = line.json("show", one)["messages"]
    assert (post["message_kind"], post["kind_basis"]) == ("complaint", "person")
    line.run("case", "kind", str(post["id"]), "rule")
    line.run("case", "priority", one, "--level", "rule")
    line.run("case", "touchpoint", one, "--word", "")
    view = line.json("show", one)
    assert (view["touchpoint"], view["priority"]) == (None, None)
    assert view["messages"][0]["kind_basis"] == "rule"
    line.run("case", "tag", one, code=2)


def test_merge_and_split_and_their_undo(line: Line, cases: list[CaseId]) -> None:
    one, two, ben = map(str, cases)
    line.run("case", "merge", one, "--into", ben, code=2)
    assert "different contacts" in line.err
    line.run("case", "merge", two, "--into", one)
    view = line.json("show", two)  # its number is followed
    assert view["id"] == cases[0]
    assert [m["text"] for m in view["messages"]] == ["@shop help", "@shop again"]
    line.run("undo")
    assert line.json("show", two)["id"] == cases[1]
    line.run("redo")
    last = str(view["messages"][1]["id"])
    new = line.json("case", "split", one, last)["case"]
    assert [m["text"] for m in line.json("show", str(new))["messages"]] == ["@shop again"]
    line.run("case", "split", str(new), last, code=2)
    assert "all its messages" in line.err
    line.run("undo")
    assert len(line.json("show", one)["messages"]) == 2


def test_a_promise_and_whether_it_was_kept(line: Line, cases: list[CaseId]) -> None:
    one = str(cases[0])
    made = line.json("case", "promise", one, "call back", "--due", "in 3 hours")["promise"]
    (promise,) = line.json("show", one)["promises"]
    assert (promise["id"], promise["what"], promise["kept_at"]) == (made, "call back", None)
    assert line.json("show", one)["promise_due_at"] == promise["due_at"]
    line.run("case", "kept", str(made))
    view = line.json("show", one)
    assert view["promises"][0]["kept_at"]
    assert view["promise_due_at"] is None
    line.run("case", "kept", str(made), "--not")
    assert line.json("show", one)["promise_due_at"] == promise["due_at"]


def test_spam_is_put_aside(line: Line, cases: list[CaseId]) -> None:
    line.run("case", "spam", str(cases[2]))
    assert state(line, cases[2]) == "spam"


def test_undo_without_acts_says_so(line: Line) -> None:
    assert "nothing to undo" in line.run("undo")
    assert "Nothing was done yet" in line.run("undo", "--list")


def test_a_call_in_another_case_of_the_contact_counts_as_before(
    line: Line, cases: list[CaseId]
) -> None:
    desk = Desk(open_context(line.folder, None))
    desk.calls.add(NewCall(text="called", at=NOW.replace(microsecond=0)), cases[1])
    desk.close()
    view = line.json("show", str(cases[1]))
    assert view["calls"] == 1
