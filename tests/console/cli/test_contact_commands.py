"""`canary-desk contact`: find, show, link, unlink, merge and take apart."""

from __future__ import annotations

import pytest

from tests.console.cli.conftest import Line, Office

NUMBER = "+442079460018"
TOLD = ("--basis", "told us on the call")


@pytest.fixture
def caller(line: Line, office: Office) -> int:
    """The contact of somebody who only called."""
    line.run("call", "add", "--number", "+44 20 7946 0018", "--name", "Olga", "--text", "hello")
    (found,) = line.json("contact", "find", "olga")
    return int(found["id"])


def one(line: Line, *words: str) -> int:
    (found,) = line.json("contact", "find", *words)
    return int(found["id"])


def test_found_by_name_handle_or_number_with_the_open_case(line: Line, caller: int) -> None:
    for words in (("fern",), ("ada", "f"), ("@ada_fern",)):
        (found,) = line.json("contact", "find", *words)
        assert (found["name"], found["open_case"]) == ("Ada Fern", 1)
    assert one(line, "+44 20 7946") == one(line, "7946", "0018") == caller
    assert "Ada Fern  @ada_fern  case 1" in line.run("contact", "find", "ada")
    assert line.run("contact", "find", "nobody") == "Nobody is found.\n"


def test_a_linked_number_makes_a_caller_part_of_who_posted(line: Line, caller: int) -> None:
    ada = str(one(line, "ada"))
    said = line.run("contact", "link", ada, "--number", NUMBER, *TOLD)
    assert "Olga, who only called, is part of them now." in said
    shown = line.json("contact", "show", ada)
    assert [(each["number"], each["basis"]) for each in shown["phones"]] == [
        (NUMBER, "told us on the call")
    ]
    assert len(shown["cases"]) == 2
    (merge,) = shown["merges"]
    assert (merge["contact"], merge["name"]) == (caller, "Olga")
    assert f"Merge {merge['id']}: Olga, told us on the call" in line.run("contact", "show", ada)
    both = line.json("contact", "unmerge", str(merge["id"]))["contacts"]
    assert both == sorted((int(ada), caller))
    assert line.json("contact", "show", ada)["phones"] == []


def test_a_handle_is_linked_and_taken_away(line: Line, office: Office) -> None:
    ada = str(one(line, "ada"))
    line.run("contact", "link", ada, "--handle", "@ada_work", *TOLD)
    handles = line.json("contact", "show", ada)["handles"]
    assert [(each["handle"], each["basis"]) for each in handles][-1] == (
        "ada_work", TOLD[1]
    )  # fmt: skip
    line.run("contact", "unlink", ada, "--handle", "ada_work")
    assert len(line.json("contact", "show", ada)["handles"]) == 1


def test_two_are_merged_and_undone(line: Line, office: Office) -> None:
    ada, ben = one(line, "ada"), one(line, "ben")
    assert "Ben Moss is part of Ada Fern now." in line.run(
        "contact", "merge", str(ben), str(ada), "--basis", "same order"
    )
    assert len(line.json("contact", "show", str(ada))["cases"]) == 2
    assert "Merge" in line.run("undo")
    assert one(line, "ben") == ben


def test_a_suggestion_is_named_with_its_reason(line: Line, office: Office) -> None:
    line.run("call", "add", "--name", "Olga", "--text", "she is @ada_fern on X")
    said = line.run("contact", "show", str(one(line, "ada")))
    assert "Maybe the same" in said
    assert "Olga: a handle is named in a call note ada_fern" in said


@pytest.mark.parametrize(
    "words",
    [
        ("show", "99"),
        ("link", "1", "--number", "12", *TOLD),
        ("link", "1", "--number", NUMBER, "--basis", " "),
        ("link", "1", "--handle", "ben", *TOLD),
        ("link", "1", "--handle", "shop", *TOLD),
        ("unlink", "1", "--number", NUMBER),
        ("merge", "1", "1", *TOLD),
        ("merge", "1", "99", *TOLD),
        ("unmerge", "7"),
    ],
)
def test_what_cannot_be_done_is_said(line: Line, office: Office, words: tuple[str, ...]) -> None:
    line.run("contact", *words, code=2)
    assert line.err.strip()


@pytest.mark.parametrize(
    "words", [("link", "1", *TOLD), ("link", "1", "--number", NUMBER), ("find",), ("merge", "1")]
)
def test_words_that_are_lacking_are_asked_for(
    line: Line, office: Office, words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit):
        line.run("contact", *words)
