"""Names of files from words of others."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from console.domain.file_names import INSTEAD, LONGEST_BYTES, safe


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ada Fern", "Ada-Fern"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\x", "C-x"),
        ("-rf", "rf"),
        (".bashrc", "bashrc"),
        ("a\u202egnp.exe", "a-gnp.exe"),
        ("a\0b\nc\x1bd", "a-b-c-d"),
        ("report.html.", "report.html"),
        ("a...b", "a.b"),
        ("$(id)`id`;|&<>\"'*?", "id-id"),
        ("Zo\u0065\u0308", "Zoë"),
        ("", INSTEAD),
        ("..", INSTEAD),
        ("\u202e\u200b", INSTEAD),
    ],
)
def test_name_is_no_path_and_no_command(words: str, name: str) -> None:
    assert safe(words) == name


@pytest.mark.parametrize("words", ["CON", "nul", "Aux.txt", "com1", "LPT9.html", "COM¹", "prn"])
def test_name_is_no_device(words: str) -> None:
    assert safe(words) == f"_{words}"


@pytest.mark.parametrize("words", ["x" * 10_000, "語" * 10_000, "é\u0301" * 1_000, "📦a" * 900])
def test_name_is_short_in_bytes_and_whole_in_letters(words: str) -> None:
    name = safe(words)
    assert 0 < len(name.encode()) <= LONGEST_BYTES
    assert "\ufffd" not in name


@pytest.mark.parametrize("words", ["Ädä Fern", "語" * 300, "\ud800x", "COM1", "../x"])
def test_file_can_be_made_under_it(words: str, tmp_path: Path) -> None:
    path = tmp_path / safe(words)
    path.write_text("", encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert unicodedata.is_normalized("NFC", path.name)
