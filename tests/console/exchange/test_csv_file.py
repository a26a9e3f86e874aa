"""Files as other programs write them: encodings, delimiters, quotes, and what is no such file."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.errors import InputError
from console.exchange import csv_file

TEXT = "Nummer;Name\n0301;Jürgen\n0302;Zoë\n"


def rows(path: Path) -> list[list[str]]:
    return [line.cells for line in csv_file.look(path).rows()]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_usual_encoding_is_found(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(TEXT.replace("\n", line_end).encode(encoding))
    assert rows(path) == [["Nummer", "Name"], ["0301", "Jürgen"], ["0302", "Zoë"]]


def test_a_letter_of_windows_far_behind_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b"a;b\n" + b"1;2\n" * 50_000 + "3;ü\n".encode("cp1252"))
    assert rows(path)[-1] == ["3", "ü"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "log.csv"
    lines = [["Caller", "Start", "Note"], ["1", "22.11.2026 14:02", "a, b; c | d"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    path.write_text(quoted, "utf-8")
    assert rows(path) == lines


def test_a_line_that_names_the_delimiter_is_followed_and_no_row(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("sep=;\na,b;c\nd;e\n", "utf-8")
    assert rows(path) == [["a,b", "c"], ["d", "e"]]


def test_line_breaks_within_quotes_and_empty_lines_keep_the_numbers_right(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('a,b\n"x\ny",2\n\n,\n3,4\n', "utf-8")
    found = [(line.number, line.cells) for line in csv_file.look(path).rows()]
    assert found == [(1, ["a", "b"]), (2, ["x\ny", "2"]), (6, ["3", "4"])]


def test_a_quotation_mark_that_does_not_end_breaks_one_row_only(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('a,b\n1,"' + "x" * 140_000 + "\n2,3\n" * 3, "utf-8")
    found = list(csv_file.look(path).rows())
    assert [bool(line.problem) for line in found][:2] == [False, True]
    assert found[-1].cells == ["2", "3"]


def test_what_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('number,note\n="0171",=1+1\n+44,@SUM(A1)\n', "utf-8")
    assert rows(path)[1:] == [["0171", "=1+1"], ["+44", "@SUM(A1)"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "holds no text"),
        (b"GIF89a\x01\x02\x03", "holds no text"),
        (b"PK\x03\x04abc", "is a workbook"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        csv_file.look(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "is no file"), (tmp_path / "none.csv", "cannot be read")):
        with pytest.raises(InputError, match=said):
            csv_file.look(path)


ROWS = "".join(f"0891{n:04};2026-09-01 08:00;note {n}\n" for n in range(6_000))


@pytest.mark.parametrize(
    "following",
    [ROWS, '1;2;x\n1;2;"quoted"\n1;2;y\n', "1;2;x\n1;2;y\n", '"1";"2";"x"\n1;2;y\n'],
    ids=["many", "closed by another", "till the end", "all quoted"],
)
def test_a_quotation_mark_that_does_not_end_takes_no_row_along(
    tmp_path: Path, following: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f'number;start;note\n1;2;ok\n0;1;"open; and\n{following}', "utf-8")
    header, good, torn, *rest = csv_file.look(path).rows()
    assert not header.problem + good.problem
    assert (torn.number, torn.cells, torn.problem) == (3, ["0", "1", "open; and"], csv_file.TORN)
    assert len(rest) == following.count("\n")
    assert [line.number for line in rest] == list(range(4, 4 + len(rest)))
    assert not [line.problem for line in rest if line.problem]


def test_a_cell_may_hold_lines_that_look_like_rows(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('a,b,c\n1,2,"Hello, yes, thanks\nBest, regards, Ada\n"\n3,4,5\n', "utf-8")
    assert rows(path)[1:] == [
        ["1", "2", "Hello, yes, thanks\nBest, regards, Ada"], ["3", "4", "5"],
    ]  # fmt: skip


def test_a_cell_that_is_too_long_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"a,b\n1,{'x' * 140_000}\n2,3\n", "utf-8")
    _, long, last = csv_file.look(path).rows()
    assert long.problem == "A cell of it is longer than 131,072 characters."
    assert long.cells[0] == "1"
    assert last.cells == ["2", "3"]
