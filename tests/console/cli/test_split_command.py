"""`canary-desk split`: a text becomes parts without a desk, whatever it holds."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

from console import cli
from console.cli.input import MAX_INPUT
from console.domain.limits import LIMITS_280, LIMITS_BY_NAME
from console.text.weight import normalise, weigh
from tests.console.given import Bench

SENTENCE = "Your parcel was booked onto the wrong van on Thursday and stood there since then. "
PARTS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["parts"],
    "properties": {
        "parts": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "weight"],
                "properties": {
                    "text": {"type": "string", "minLength": 1},
                    "weight": {"type": "integer", "minimum": 1},
                },
            },
        }
    },
}
Split = Callable[..., "Printed"]


class Printed(SimpleNamespace):
    """What one run printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def parts(self) -> list[dict[str, Any]]:
        value = json.loads(self.out)
        jsonschema.validate(value, PARTS)
        return list(value["parts"])

    @property
    def texts(self) -> list[str]:
        return [part["text"] for part in self.parts]


@pytest.fixture
def split(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Split:
    def run(text: str | bytes, *words: str) -> Printed:
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        code = cli.main(["split", *words, "--data-dir", str(tmp_path / "desk")])
        assert not (tmp_path / "desk").exists()
        return Printed(code=code, **capsys.readouterr()._asdict())

    return run


def as_a_process(folder: Path, words: Sequence[str], raw: bytes) -> Printed:
    """Run the command where there is nothing: no home, no bus, no settings."""
    ended = subprocess.run(
        [sys.executable, "-m", "ui.start", "split", *words],
        input=raw,
        capture_output=True,
        timeout=100,
        check=False,
        env={"HOME": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return Printed(code=ended.returncode, out=ended.stdout.decode(), err=ended.stderr.decode())


def test_a_text_is_split_where_there_is_nothing_but_the_program(tmp_path: Path) -> None:
    raw = (SENTENCE * 4 + "Grüße").encode()
    printed = as_a_process(tmp_path, ["--limit", "140", "--json"], raw)
    assert (printed.code, printed.err) == (0, "")
    assert " ".join(printed.texts) == raw.decode()
    assert [part["weight"] for part in printed.parts] == [len(text) for text in printed.texts]
    assert max(part["weight"] for part in printed.parts) <= 140
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_no_text_end_with_a_clear_error(tmp_path: Path) -> None:
    printed = as_a_process(tmp_path, [], b"caf\xe9 au lait")
    assert (printed.code, printed.out) == (2, "")
    assert "Standard input is not UTF-8 text: byte 4" in printed.err
    assert "Traceback" not in printed.err


def test_nothing_that_a_desk_needs_is_loaded() -> None:
    program = (
        "import sys; from console import cli; cli.main(['split']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], input=b"Hello", capture_output=True, timeout=60, check=True
    )
    assert ended.stdout == b"  1. (  5/140) Hello\n"
    heavy = {b"sqlite_utils", b"keyring", b"tweepy", b"requests", b"PySide6"}
    assert not heavy & set(ended.stderr.split())


@pytest.mark.parametrize("name", ["140", "280"])
def test_the_limit_is_that_which_was_said(split: Split, name: str) -> None:
    text = SENTENCE * 6 + "日本語のお客様。 https://example.com/" + "x" * 200
    limits = LIMITS_BY_NAME[name]
    parts = split(text, "--limit", name, "--json").parts
    assert [part["weight"] for part in parts] == [weigh(part["text"], limits) for part in parts]
    assert limits.max_weight / 2 < max(part["weight"] for part in parts) <= limits.max_weight


def test_a_person_reads_a_numbered_list_with_weights(split: Split) -> None:
    printed = split("First line.\nSecond line.\f" + "Behind a break of one's own.\n")
    assert printed.out == (
        "  1. ( 24/140) First line.\n               Second line.\n"
        "  2. ( 28/140) Behind a break of one's own.\n"
    )
    assert printed.err == ""


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        (["--number", "1/3"], "1/3 One", "3/3 three."),
        (["--number", "(1/3)", "--number-at", "end"], "One (1/3)", "three. (3/3)"),
        (["--number", "1.", "--number-at", "front"], "1. One", "3. three."),
        (["--number", "none"], "One", "three."),
        ([], "One", "three."),
    ],
)
def test_parts_are_numbered_and_the_number_counts(
    split: Split, words: list[str], first: str, last: str
) -> None:
    parts = split("One\ftwo\fthree.", *words, "--json").parts
    assert (parts[0]["text"], parts[2]["text"]) == (first, last)
    assert [part["weight"] for part in parts] == [len(part["text"]) for part in parts]


def test_one_part_is_not_numbered(split: Split) -> None:
    assert split("Hello", "--number", "1/3", "--json").texts == ["Hello"]


def test_a_word_longer_than_a_part_is_cut_and_that_is_said(split: Split) -> None:
    printed = split("See: " + "x" * 300 + " and " + "y" * 150, "--json")
    assert "".join(printed.texts).count("x") == 300
    holding = [n for n, text in enumerate(printed.texts, 1) if "xx" in text]
    assert printed.err.splitlines() == [
        f"A word longer than one part is cut: it goes from part {first} to part {last}."
        for first, last in ((holding[0], holding[-1]), (holding[-1], len(printed.texts)))
    ]
    many = split(("x" * 150 + " ") * 20).err.splitlines()
    assert many[10:] == ["Other words that are cut: 10."]
    assert split("日" * 150).err == ""  # Chinese and Japanese set no spaces


@pytest.mark.parametrize(
    "text", ["", "\n", " \t\u3000", "\f", "\f \f", "\0\0", "\ufeff", "\u200b\u200d\u2060"]
)
def test_nothing_to_split_is_said_and_is_no_error(split: Split, text: str) -> None:
    printed = split(text)
    assert (printed.code, printed.out) == (0, "")
    assert printed.err == "There is nothing to split: the text holds nothing to be seen.\n"
    assert split(text, "--json").parts == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xef\xbb\xbfHello", "Hello"),  # with a mark of byte order
        (b"one\0two", "onetwo"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (b"\\ud800 as an escape", "\\ud800 as an escape"),
        ("e\u0301".encode(), "é"),
        ("turned \u202e around".encode(), "turned \u202e around"),
    ],
)
def test_json_holds_what_will_be_published(split: Split, raw: bytes, expected: str) -> None:
    printed = split(raw, "--json")
    assert printed.out.isascii()
    assert printed.texts == [expected]


def test_a_text_cannot_steer_the_terminal(split: Split) -> None:
    printed = split("red \x1b[31m bell \x07 turned \u202e family 👩\u200d👧").out
    assert not {"\x1b", "\x07", "\u202e"} & set(printed)
    assert "👩\u200d👧" in printed


@pytest.mark.parametrize("raw", [b"\xed\xa0\x80", b"\xff\xfe\0a", b"a\xf8", "ä".encode("latin-1")])
def test_what_is_not_utf_8_is_refused(split: Split, raw: bytes) -> None:
    printed = split(raw, "--json")
    assert printed.code == 2
    assert json.loads(printed.out)["error"]["message"].startswith("Standard input is not UTF-8")


def test_more_than_can_be_read_is_refused(split: Split) -> None:
    printed = split("x" * (MAX_INPUT + 1), "--json")
    assert printed.code == 2
    assert "longer than 2000000 characters" in printed.err


@pytest.mark.parametrize(
    "unit",
    [
        "a.a.a.",
        SENTENCE,
        "x",
        "日本語。",
        "👩\u200d👩\u200d👧",
        "e\u0301\u0302",
        "@a #b ",
        "ab cd ef gh\f",
    ],
)
def test_a_megabyte_is_split(split: Split, unit: str) -> None:
    text = unit * (1_000_000 // len(unit.encode()))
    # Not by the schema: it takes longer than the splitting.
    parts = json.loads(split(text, "--limit", "280", "--json").out)["parts"]
    assert all(0 < part["weight"] <= LIMITS_280.max_weight for part in parts)
    joined = "".join(part["text"] for part in parts)
    assert "".join(joined.split()) == "".join(normalise(text).split())


@pytest.mark.parametrize(
    "words",
    [["--limit", "141"], ["--limit"], ["--number", "I."], ["--number-at", "middle"], ["file.txt"]],
)
def test_unusable_words_end_as_argparse_does(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["split", *words])
    assert ended.value.code == 2


def test_an_answer_is_queued_with_numbers(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.desk.close()
    file = tmp_path / "answer.txt"
    file.write_text(SENTENCE * 3 + "\fThank you.", "utf-8")
    words = ["--text-file", str(file), "--number", "(1/3)", "--number-at", "end", "--json"]
    assert cli.main(["reply", "1", *words, "--data-dir", str(tmp_path)]) == 0
    queued = json.loads(capsys.readouterr().out)
    assert queued["parts"][-1] == {"text": "Thank you. (3/3)", "weight": 16}
    assert cli.main(["show", "1", "--json", "--data-dir", str(tmp_path)]) == 0
    (thread,) = json.loads(capsys.readouterr().out)["threads"]
    assert [{"text": p["text"], "weight": p["weight"]} for p in thread["parts"]] == queued["parts"]
