"""Saved replies as a file: written, read, and what is wrong with its rows."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.ids import SavedReplyId
from console.domain.saved_replies import NewReply, SavedReply
from console.errors import InputError
from console.exchange.saved_replies_csv import read, write


def saved(*replies: tuple[str, str]) -> list[SavedReply]:
    return [SavedReply(SavedReplyId(1), name, text, 0, None) for name, text in replies]


def test_what_is_written_is_read_again() -> None:
    texts = (
        ("Thanks", 'He said "thanks"; twice,\nreally'),
        ("=Sum", "=1+1"),
        ("'@x", "'=cmd|' /C calc'!A0"),
        ("-", "- one\n- two"),
        ("Umläut 🔥", "@ada\tdear"),
    )
    found = read(write(saved(*texts)).encode())
    assert [(each.name, each.text) for each in found.replies] == list(texts)
    assert not found.bad


@given(st.text(alphabet="'=+-@|%,;\"\n ab\t＝\u200b\x0b", min_size=1).filter(str.strip))
def test_any_text_is_read_again(text: str) -> None:
    found = read(write(saved(("n", text.strip()))).encode())
    assert found.replies == (NewReply("n", text.strip()),)


def test_no_cell_is_a_formula() -> None:
    out = write(saved(("=a", "+b"), ("-c", "@d"), ("e", "'=f"), ("g", "|h"), ("i", "%j")))
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert not [cell for cell in cells if cell[0] in "=+-@|%\t\r"]


@pytest.mark.parametrize(
    "content",
    [
        b"name,text\r\nThanks,Danke sch\xc3\xb6n\r\n",
        "name,text\nThanks,Danke schön\n".encode("utf-8-sig"),
        "name\ttext\nThanks\tDanke schön\n".encode("utf-16"),
        "name;text\nThanks;Danke schön\n".encode("cp1252"),
        "Thanks,Danke schön".encode(),
        "id,Text,NAME\n1,Danke schön,Thanks\n".encode(),
    ],
)
def test_files_of_spreadsheets_are_understood(content: bytes) -> None:
    assert read(content).replies == (NewReply("Thanks", "Danke schön"),)


def test_rows_with_trouble_are_listed_and_the_others_taken() -> None:
    found = read(b'name,text\nGood,yes\nalone\n,nothing\nEmpty,\n\nGood,no\nGood,yes\n"open,x\n')
    assert found.replies == (NewReply("Good", "yes"),)
    assert [(one.line, one.name) for one in found.bad] == [
        (3, "alone"),
        (4, ""),
        (5, "Empty"),
        (7, "Good"),
        (9, ""),
    ]
    assert all(one.problem.endswith(".") for one in found.bad)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"name,text\n", b"PK\x03\x04\0\0"])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        read(content)
