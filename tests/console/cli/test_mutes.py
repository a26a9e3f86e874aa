"""`canary-desk mute ...`: the same acts by the command line."""

from __future__ import annotations

import pytest

from tests.console.cli.conftest import Line, Office


@pytest.mark.usefixtures("office")
def test_muting_listing_and_unmuting(line: Line) -> None:
    done = line.json("mute", "author", "1")
    assert (done["muted"], done["cases_muted"], done["left_open"]) == (["@ada_fern"], [1], 0)
    assert [one["id"] for one in line.json("cases", "--state", "muted")] == [1]
    assert line.json("mute", "word", "charged", "--count") == {"would_mute": 1}
    assert "1 open case put aside" in line.run("mute", "word", "Charged  Twice")
    held = line.json("mute", "list")
    assert [(one["kind"], one["shown"], one["posts"]) for one in held] == [
        ("word", "Charged Twice", 1),
        ("author", "@ada_fern", 1),
    ]
    assert "@ada_fern  (keeps 1 post quiet)" in line.run("mute", "list")
    changed = line.json("mute", "remove", *(str(one["id"]) for one in held))["changed"]
    assert changed == [1, 2]
    assert line.run("mute", "list") == "Nothing is muted.\n"
    assert line.json("undo")["act"] == "Unmute 2 mutes"
    assert len(line.json("mute", "list")) == 2


def test_a_conversation_and_what_is_refused(line: Line, office: Office) -> None:
    line.run("mute", "conversation", "2")
    assert "already" in line.run("mute", "conversation", "2", code=2) + line.err
    line.run("mute", "author", "99", code=2)
    line.run("mute", "word", "ab", code=2)
    line.run("mute", "remove", "77", code=2)
    (mute,) = office.desk.mutes.every()
    assert mute.new.shown == "@help charged twice"
