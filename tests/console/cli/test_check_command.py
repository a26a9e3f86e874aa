"""`canary-desk check` and `checks`: what a draft would say in public, told to a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from console import cli
from console.domain.checks import Check, Finding, Ignored, Severity
from console.domain.ids import CaseId
from console.store import location
from tests.console.cli.conftest import Line, Office

CARD = "4111 1111 1111 1111"
TEXT = {"type": "string", "minLength": 1}
PLACE = {"type": "integer", "minimum": 0}
FINDING: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["check", "start", "end", "severity", "why", "rule", "advice", "steps"],
    "properties": {
        "check": {"enum": [str(check) for check in Check]},
        "rule": TEXT,
        "start": PLACE,
        "end": PLACE,
        "severity": {"enum": [str(severity) for severity in Severity]},
        "why": TEXT,
        "advice": {"type": "string"},
        "steps": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["kind", "label", "text", "at", "message", "case"],
                "properties": {
                    name: {} for name in ("kind", "label", "text", "at", "message", "case")
                },
            },
        },
    },
}
CHECKED: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["findings", "ignored", "language", "words_checked", "feed"],
    "properties": {
        "findings": {"type": "array", "items": FINDING},
        "ignored": {"type": "array", "items": FINDING},
        "language": {"type": ["string", "null"]},
        "words_checked": {"type": "boolean"},
        "feed": {"type": ["object", "null"]},
    },
}


class Printed(NamedTuple):
    """What one run printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def checked(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.out)
        jsonschema.validate(value, CHECKED)
        return value


def as_a_process(folder: Path, words: Sequence[str], raw: bytes) -> Printed:
    """Run the command where there is nothing: no home, no bus, no settings."""
    ended = subprocess.run(
        [sys.executable, "-m", "ui.start", *words],
        input=raw,
        capture_output=True,
        timeout=100,
        check=False,
        env={"HOME": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return Printed(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def check(line: Line, text: str, *words: str) -> tuple[int, dict[str, Any]]:
    """Run it on a text, and return how it ended and what it says."""
    line.type_in(text)
    line.capsys.readouterr()
    code = cli.main(["check", *words, "--json", "--data-dir", str(line.folder)])
    return code, json.loads(line.capsys.readouterr().out)


def cards(checked: dict[str, Any]) -> list[tuple[int, int]]:
    return [(one["start"], one["end"]) for one in checked["findings"] if one["rule"] == "card"]


def test_a_draft_is_checked_where_there_is_nothing_but_the_program(tmp_path: Path) -> None:
    text = f"Grüße! Your card {CARD} was charged twice."
    printed = as_a_process(tmp_path, ["check", "--json"], text.encode())
    assert (printed.code, printed.err) == (8, "")
    assert printed.out.isascii()
    ((start, end),) = cards(printed.checked)
    assert text[start:end] == CARD
    assert list(tmp_path.iterdir()) == []


def test_a_draft_in_which_nothing_is_found_ends_well(tmp_path: Path) -> None:
    text = "We sent your parcel this morning; it is in Leeds now."
    printed = as_a_process(tmp_path, ["check"], text.encode())
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("Nothing found.")
    assert list(tmp_path.iterdir()) == []


def test_a_person_reads_a_paragraph_a_finding(line: Line) -> None:
    out = line.run("check", stdin=f"Your card {CARD} was charged.", code=8)
    first = out.split("\n\n")[0].splitlines()
    assert first[:2] == ["stop: privacy  10-29", f"  “{CARD}”"]
    assert all(sentence.startswith("  ") and sentence.endswith(".") for sentence in first[2:])
    assert not line.folder.exists()


def test_places_are_those_of_the_text_as_it_would_be_sent(line: Line) -> None:
    text = f"Gr\u00fc\u00dfe\n{CARD}"
    _, checked = check(line, text.replace("\u00fc", "u\u0308").replace("\n", "\r\n"))
    ((start, end),) = cards(checked)
    assert text[start:end] == CARD


@pytest.mark.parametrize("words", [[], ["--limit", "280"], ["--number", "1/3"]])
def test_a_long_draft_is_checked_as_its_parts(line: Line, words: list[str]) -> None:
    code, checked = check(line, "It is on its way. " * 60, *words)
    assert code == (7 if checked["findings"] else 0)
    jsonschema.validate(checked, CHECKED)


@pytest.mark.parametrize(
    "text", ["", "\n", "\0", "\ufeff", "\u202e", "e\u0301" * 500, "日本語" * 99]
)
def test_any_text_is_checked_and_steers_no_terminal(line: Line, text: str) -> None:
    out = line.run("check", stdin=f"{text} {CARD}", code=8)
    assert line.err == ""
    assert not {"\x1b", "\0", "\u202e"} & set(out)
    assert check(line, text)[0] in (0, 7)


UNREAD = {
    "French": "Nous avons envoyé votre colis ce matin, il est maintenant à Lyon.",
    "Dutch": "We hebben je pakket vanmorgen verstuurd, het is nu in Utrecht.",
    "Hebrew": "שלחנו את החבילה שלך הבוקר והיא כבר בדרך אליך",
    "Language not known": "@ada 12 :)",
}
"""Texts in languages that have no lists of words."""


@pytest.mark.parametrize("language", UNREAD)
def test_wording_that_was_not_checked_is_said_with_its_language(line: Line, language: str) -> None:
    out = line.run("check", stdin=UNREAD[language])
    assert out == f"Nothing found.\n\n{language}: wording was not checked.\n"
    checked = line.json("check", stdin=UNREAD[language])
    assert (checked["words_checked"], checked["feed"]) == (False, None)
    assert (checked["language"] is None) == (language == "Language not known")


@pytest.mark.parametrize("text", ["We sent it this morning.", "Wir schicken es heute früh los."])
def test_of_wording_that_was_checked_nothing_is_said(line: Line, office: Office, text: str) -> None:
    assert "not checked" not in line.run("check", stdin=text)
    line.run("checks", "off", *Check)
    assert "not c" not in line.run("check", "--case", "1", stdin=text)


def test_posts_that_are_not_counted_beside_a_draft_are_said(line: Line, office: Office) -> None:
    text = UNREAD["French"]
    said = "French: wording was not checked, and our last posts were not counted.\n"
    assert line.run("check", "--case", "1", stdin=text).endswith(said)
    line.run("checks", "off", "feed")
    said = "French: wording was not checked.\n"
    assert line.run("check", "--case", "1", stdin=text).endswith(said)
    assert line.run("check", stdin=text).endswith(said), "no case, so no posts"
    assert "not checked" not in line.run("check", "--case", "1", stdin=" ")


@pytest.mark.parametrize(
    ("shape", "said"),
    [("40817", "is one number, not a shape"), ("###", "at least 4 digits or letters")],
)
def test_why_a_shape_is_refused_is_said(line: Line, office: Office, shape: str, said: str) -> None:
    line.run("checks", "order", "add", shape, code=2)
    assert f"“{shape}” " in line.err
    assert said in line.err


def test_bytes_that_are_no_text_end_with_a_clear_error(tmp_path: Path) -> None:
    printed = as_a_process(tmp_path, ["check"], b"caf\xe9 au lait")
    assert (printed.code, printed.out) == (2, "")
    assert "Standard input is not UTF-8 text: byte 4" in printed.err


def test_a_case_is_known_beside_the_draft(line: Line, office: Office) -> None:
    name = office.desk.cases.view(CaseId(1)).contact.name
    assert name == "Ada Fern"
    checked = line.json("check", "--case", "1", stdin=f"Your card {CARD}", code=8)
    jsonschema.validate(checked, CHECKED)
    assert len(cards(checked)) == 1
    line.run("check", "--case", "77", stdin="On it.", code=2)
    assert "There is no case 77." in line.err


def test_a_case_needs_a_data_file(line: Line) -> None:
    line.run("check", "--case", "1", stdin="On it.", code=2)
    assert "There is no case 1." in line.err


def test_the_rules_of_the_data_file_count_without_a_case(line: Line, office: Office) -> None:
    text = f"Call {CARD} day and night: we sent your parcel this morning."
    assert cards(check(line, text)[1])
    line.run("checks", "own", "add", CARD)
    assert not cards(check(line, text)[1])
    assert office.desk.checks.rules().own_points == (CARD,), "another desk sees it"


def test_an_answer_with_a_card_number_is_not_queued(
    line: Line, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("Card 4111 1111\f1111 1111 was charged", "utf-8")
    refused = line.json("reply", "1", "--text-file", str(file), "--number", "1/3", code=8)
    assert refused["error"]["title"] == "A card number would be public"
    assert "1111" not in f"{refused}{line.err}"
    assert office.desk.outbox.threads() == ()


@pytest.mark.parametrize("language", ["English", "German"])
def test_what_is_merely_offered_is_no_trouble(line: Line, office: Office, language: str) -> None:
    said = {
        "English": "Your lamp left Leeds this morning. We will call you by Friday.",
        "German": "Deine Lampe ist heute früh los. Wir rufen dich bis Freitag an.",
    }[language]
    code, checked = check(line, said, "--case", "1")
    assert [one["severity"] for one in checked["findings"]] == ["offer"]
    assert code == 0
    assert line.run("check", "--case", "1", stdin=said, code=0).startswith("offer: promise")
    line.run("reply", "1", "--text-file", "-", stdin=said)
    assert line.err == ""


def test_beside_an_offer_what_is_found_counts(line: Line, office: Office) -> None:
    said = "Write to ada.fern@example.com, Ada. We will call you by Friday."
    code, checked = check(line, said, "--case", "1")
    assert {"offer", "warning"} <= {one["severity"] for one in checked["findings"]}
    assert code == 7


def test_an_answer_is_queued_with_a_word_on_what_was_found(line: Line, office: Office) -> None:
    line.run("checks", "off", *(check for check in Check if check is not Check.PRIVACY))
    line.run("reply", "1", "--text-file", "-", stdin="Write to ada.fern@example.com, Ada.")
    assert line.err == "1 finding: see canary-desk check --case 1\n"
    line.run("reply", "1", "--text-file", "-", stdin="We sent it this morning; it is in Leeds.")
    assert line.err == ""
    assert len(office.desk.outbox.threads()) == 2


def test_a_data_file_that_is_none_is_said_so(line: Line) -> None:
    line.folder.mkdir()
    (line.folder / location.FILE_NAME).write_bytes(b"no database" * 100)
    line.run("check", stdin="On it.", code=3)


def test_checks_are_switched_off_and_on(line: Line, office: Office) -> None:
    assert line.run("checks", "off", "feed", "length") == "Changed.\n"
    assert line.run("checks", "off", "feed") == "It was so already.\n"
    assert office.desk.checks.rules().off == {Check.FEED, Check.LENGTH}
    lines = line.run("checks", "list").splitlines()
    assert [one.split()[1] for one in lines if one.startswith(("feed", "length", "privacy"))] == [
        "on",
        "off",
        "off",
    ]
    switched = line.json("checks", "on", "feed")
    assert [one["check"] for one in switched["checks"] if not one["on"]] == ["length"]
    with pytest.raises(SystemExit) as ended:
        cli.main(["checks", "off", "spelling", "--data-dir", str(line.folder)])
    assert ended.value.code == 2


def test_lists_of_the_rules_are_changed(line: Line, office: Office) -> None:
    line.run("checks", "own", "add", "0800 123 456", "help@shop.com")
    line.run("checks", "order", "add", "??-####")
    line.run("checks", "service", "add", "WhatsApp")
    lines = line.run("checks", "list").splitlines()
    assert lines[-3:] == [
        "Our contact points: 0800 123 456, help@shop.com",
        "The shapes of our order numbers: ??-####",
        "The services: WhatsApp",
    ]
    line.run("checks", "own", "remove", "HELP@shop.com")
    line.run("checks", "order", "remove", "??-####")
    line.run("checks", "service", "remove", "whatsapp")
    rules = office.desk.checks.rules()
    assert (rules.own_points, rules.order_shapes, rules.other_names) == (("0800 123 456",), (), ())
    line.run("checks", "own", "remove", "help@shop.com", code=2)
    assert "“help@shop.com” is not among our contact points." in line.err
    line.run("checks", "own", "add", "call us", code=2)
    assert "neither a phone number nor an e-mail address nor a site" in line.err


def test_the_list_of_phrases_is_changed(line: Line, office: Office) -> None:
    line.run("checks", "phrase", "add", "--language", "en", "as I ... told you", "zoink*")
    assert {"as I ... told you", "zoink*"} <= set(
        line.json("checks", "phrase", "list", "--language", "en")
    )
    assert "Dismissive wording (en): also “zoink*”" in line.run("checks", "list")
    line.run("checks", "phrase", "remove", "--language", "en", "ZOINK*")
    assert "zoink*" not in office.desk.checks.phrases("en")
    line.run("checks", "phrase", "remove", "--language", "en", "zoink*", code=2)
    assert "“zoink*” is not in that list." in line.err
    line.run("checks", "phrase", "add", "--language", "en", "...", code=2)
    line.run("checks", "phrase", "remove", "--language", "en", "Calm down")
    assert "Dismissive wording (en): not “calm down”" in line.run("checks", "list")
    line.run("checks", "phrase", "add", "--language", "en", "calm down")
    assert "calm down" not in line.run("checks", "list")
    assert "calm down" in office.desk.checks.phrases("en")


def test_what_was_let_stand_is_counted(line: Line, office: Office) -> None:
    finding = Finding(Check.PRIVACY, "phone", 0, 3, Severity.WARNING, "It says so.", words="123")
    office.desk.checks.ignore(CaseId(1), finding, Ignored.ASKED_FOR)
    assert line.run("checks", "list").splitlines()[0].endswith("(ignored: asked_for 1)")
    first = line.json("checks", "list")["checks"][0]
    assert first == {"check": "privacy", "on": True, "ignored": {"asked_for": 1}}


def test_an_open_window_hears_of_new_rules(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr("console.store.doorbell.ring", lambda _, word: rung.append(word))
    line.run("checks", "list")
    assert rung == []
    line.run("checks", "off", "feed")
    assert rung == ["look"]
