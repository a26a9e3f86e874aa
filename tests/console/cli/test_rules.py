"""`canary-desk rule`: what is done by itself with posts that come in."""

from __future__ import annotations

import pytest

from console.desk.rules import Applied, Rules
from console.domain.ids import CaseId
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effects, NewRule
from tests.console import given
from tests.console.cli.conftest import Line, Office

PARCEL = ("rule", "add", "Parcels", "--word", "parcel", "--tag", "lost")


def test_a_rule_is_added_with_all_that_it_can_say_and_told(line: Line, office: Office) -> None:
    told = line.json(
        "rule", "add", "Parcels", "--word", "parcel", "not delivered", "--without", "thanks",
        "--from", "@ada_fern", "--kind", "complaint", "--lang", "EN", "--not-summoned",
        "--account", "shop", "--tag", "lost", "#late", "--touchpoint", "delivery",
        "--priority", "high", "--resolve",
    )  # fmt: skip
    assert told["when"] == {
        "words": ["parcel", "not delivered"], "without": ["thanks"], "from": "ada_fern",
        "kind": "complaint", "lang": "en", "summoned": False, "watch": None,
        "account": office.shop.id,
    }  # fmt: skip
    assert told["then"] == {
        "tags": ["lost", "late"], "touchpoint": "delivery", "priority": "high", "resolve": True,
    }  # fmt: skip
    assert (told["enabled"], told["effects"], told["last_at"], told["problem"]) == (
        True, 0, None, None,
    )  # fmt: skip
    assert told["changed"] == []
    assert line.json("rule", "list") == [
        {key: value for key, value in told.items() if key != "changed"}
    ]
    printed = line.run("rule", "list")
    assert printed == (
        "1  on  Parcels: when it says “parcel” or “not delivered” and it does not say “thanks”"
        " and @ada_fern wrote it and it is of the kind complaint and its language is en"
        " and it does not summon us and it is @shop's, then tag lost, tag late,"
        " touchpoint delivery, priority high, resolve  (changed nothing yet)\n"
    )


def test_a_rule_can_be_applied_as_it_is_added_and_taken_back(line: Line, office: Office) -> None:
    told = line.json(*PARCEL, "--apply")
    assert (told["changed"], told["effects"]) == ([1], 1)
    assert line.json("show", "1")["tags"] == ["lost"]
    assert "made 1 change, last " in line.run("rule", "list")
    assert line.json("rule", "take-back", "1") == {"changed": [1]}
    assert line.json("show", "1")["tags"] == []
    line.run("rule", "take-back", "1", code=2)
    assert "Nothing is left of what this rule did." in line.err
    line.run("undo")
    assert line.json("show", "1")["tags"] == ["lost"]


def test_without_apply_only_what_comes_in_later_is_touched(line: Line, office: Office) -> None:
    line.run(*PARCEL)
    assert line.json("show", "1")["tags"] == []
    late = given.post(1003, given.BEN, 3, "@shop no parcel")
    given.save(office.context.db, office.shop, late)
    assert line.json("show", "3")["tags"] == ["lost"]


def test_a_preview_prints_what_would_be_done_and_does_nothing(line: Line, office: Office) -> None:
    line.run(*PARCEL, "--priority", "urgent")
    before = given.everything(office.context.db)
    told = line.json("rule", "preview", "1")
    assert (told["looked_at"], told["fit"], told["cases"]) == (2, 1, [1])
    (post,) = told["posts"]
    assert (post["case"], post["author"], post["text"]) == (
        1, "ada_fern", "@shop where is my parcel?",
    )  # fmt: skip
    assert post["effects"] == [
        {"kind": "tag", "value": "lost"},
        {"kind": "priority", "value": "urgent"},
    ]
    first, second = line.run("rule", "preview", "1").splitlines()
    assert first == "Of the newest 2 posts 1 fit; 1 case would change."
    assert second.endswith("ada_fern: @shop where is my parcel?  -> tag lost, priority urgent")
    assert given.everything(office.context.db) == before


def test_applying_a_stored_rule_says_how_many_cases_changed(line: Line, office: Office) -> None:
    line.run(*PARCEL, "--resolve")
    assert line.run("rule", "apply", "1") == "Changed 1 case. `undo` takes it back.\n"
    assert line.json("show", "1")["state"] == "resolved"
    assert line.run("rule", "apply", "1") == "There is nothing to change.\n"
    assert line.run("undo") == "Undone: Apply rule Parcels\n"
    assert line.json("show", "1")["state"] == "needs_reply"


def test_what_is_not_given_stays_and_no_takes_away(line: Line, office: Office) -> None:
    line.run(*PARCEL, "--lang", "en", "--kind", "question", "--summoned", "--resolve",
             "--priority", "low", "--touchpoint", "app", "--account", "help")  # fmt: skip
    told = line.json("rule", "change", "1", "--name", "Lost parcels")
    assert told["name"] == "Lost parcels"
    assert told["when"]["words"] == ["parcel"]
    assert (told["when"]["lang"], told["when"]["kind"], told["when"]["summoned"]) == (
        "en", "question", True,
    )  # fmt: skip
    told = line.json(
        "rule", "change", "1", "--no-lang", "--no-kind", "--summoned-or-not", "--no-account",
        "--no-resolve", "--no-priority", "--no-touchpoint",
    )  # fmt: skip
    assert told["when"] == {
        "words": ["parcel"], "without": [], "from": None, "kind": None, "lang": None,
        "summoned": None, "watch": None, "account": None,
    }  # fmt: skip
    assert told["then"] == {"tags": ["lost"], "touchpoint": None, "priority": None,
                            "resolve": False}  # fmt: skip
    assert line.run("rule", "change", "1", "--word", "parcel").startswith("It was so already. 1 ")
    line.run("rule", "change", "1", "--no-word", code=2)
    assert "asks for nothing" in line.err
    line.run("rule", "change", "1", "--word", "", code=2)
    assert "A word is empty." in line.err


def test_rules_are_switched_and_removed_by_their_numbers(line: Line, office: Office) -> None:
    line.run(*PARCEL)
    line.run("rule", "add", "Twice", "--word", "twice", "--touchpoint", "billing")
    assert [each["enabled"] for each in line.json("rule", "off", "1", "2")] == [False, False]
    assert line.run("rule", "off", "2").startswith("Nothing to change: it was so already.\n2  off")
    assert [each["enabled"] for each in line.json("rule", "on", "2")] == [True]
    assert [each["id"] for each in line.json("rule", "remove", "1", "2")] == [1, 2]
    assert line.run("rule", "list") == "There is no rule yet.\n"
    line.run("undo")
    assert [each["enabled"] for each in line.json("rule", "list")] == [False, True]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("rule", "add", "x", "--tag", "y"), 2, "asks for nothing"),
        (("rule", "add", "x", "--word", "y"), 2, "does nothing"),
        (("rule", "add", "x", "--watch", "none", "--tag", "y"), 2, "no watch “none”"),
        (("rule", "add", "x", "--account", "none", "--tag", "y"), 2, "no account “none”"),
        (("rule", "apply", "7"), 2, "no rule 7"),
        (("rule", "preview", "7"), 2, "no rule 7"),
        (("rule", "change", "7", "--name", "x"), 2, "no rule 7"),
        (("rule", "on", "7"), 2, "no rule 7"),
        (("rule", "remove", "7"), 2, "no rule 7"),
        (("rule", "take-back", "7"), 2, "no rule 7"),
    ],
)
def test_what_cannot_be_done_ends_with_a_word_and_a_code(
    line: Line, office: Office, words: tuple[str, ...], code: int, said: str
) -> None:
    line.run(*words, code=code)
    assert said in line.err
    assert office.desk.rules.every() == ()
    assert office.desk.acts.newest() == ()


def test_a_rule_that_fits_nothing_any_more_says_why(line: Line, office: Office) -> None:
    office.desk.rules.add(NewRule("Odd", Conditions(lang="en"), Effects(priority=Priority.LOW)))
    db = office.context.db
    with db.writing():
        db.execute("UPDATE triage_rules SET conditions = 'broken'")
    printed = line.run("rule", "list")
    assert printed.startswith(
        "1  off  Odd: when ?, then priority low  (changed nothing yet)\n   What"
    )
    assert line.json("rule", "list")[0]["problem"]
    line.run("rule", "preview", "1", code=2)


def test_signs_that_steer_a_terminal_are_not_printed(line: Line, office: Office) -> None:
    line.run("rule", "add", "x\x1b[2Jy", "--word", "parcel\x1b[31m", "--tag", "lost")
    assert "\x1b" not in line.run("rule", "list")


def test_a_word_for_nothing_is_a_word_and_each_option_has_one_that_takes_it_away(
    line: Line, office: Office
) -> None:
    line.run(*PARCEL, "--without", "thanks", "--from", "ada_fern")
    told = line.json("rule", "change", "1", "--word", "any", "--no-without", "--no-from")
    assert (told["when"]["words"], told["when"]["without"], told["when"]["from"]) == (
        ["any"], [], None,
    )  # fmt: skip
    told = line.json("rule", "change", "1", "--priority", "low", "--no-tag")
    assert (told["then"]["tags"], told["then"]["priority"]) == ([], "low")
    with pytest.raises(SystemExit):
        line.run("rule", "change", "1", "--priority", "any")
    with pytest.raises(SystemExit):
        line.run("rule", "change", "1", "--word", "x", "--no-word")


@pytest.mark.parametrize(("verb", "first"), [("add", "NAME"), ("change", "ID")])
def test_the_usage_shows_what_is_needed_before_options_that_take_many_words(
    line: Line, capsys: pytest.CaptureFixture[str], verb: str, first: str
) -> None:
    with pytest.raises(SystemExit):
        line.run("rule", verb, "--help")
    printed = capsys.readouterr().out
    assert printed.startswith(f"usage: canary-desk rule {verb} {first} [")
    taken_away = [each for each in printed.split() if each.startswith("--no-")]
    assert bool(taken_away) == (verb == "change")


def test_only_the_cases_are_counted_in_which_something_was_done(
    line: Line, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.run(*PARCEL)
    told = Applied(cases=frozenset({CaseId(1), CaseId(2)}), done=frozenset({CaseId(1)}))
    nothing = Applied(cases=told.cases)
    for verb, words in (("apply", "Changed"), ("take_back", "Taken back in")):
        name = verb.replace("_", "-")
        monkeypatch.setattr(Rules, verb, lambda *_: told)
        assert line.json("rule", name, "1") == {"changed": [1]}
        assert line.run("rule", name, "1") == f"{words} 1 case. `undo` takes it back.\n"
        monkeypatch.setattr(Rules, verb, lambda *_: nothing)
        assert line.run("rule", name, "1").endswith(("nothing to change.\n", "any more.\n"))
    monkeypatch.setattr(Rules, "apply", lambda *_: told)
    added = line.json("rule", "add", "Late", "--word", "late", "--tag", "late", "--apply")
    assert added["changed"] == [1]
