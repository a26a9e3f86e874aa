"""A file of rows as other programs write them: its encoding, its delimiter, its rows.

Knows nothing of what the columns mean. A file is read in a stream, however large it is;
what a cell holds is only text, also where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from console.errors import InputError
from console.language import numeral, tr

DELIMITERS = (",", ";", "\t", "|")
LARGEST = 1 << 30
"""Bytes; a larger file is no call log."""
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_SAMPLE_ROWS = 100
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TORN = tr("A quotation mark in it does not end.")
TOO_LONG = tr("A cell of it is longer than {field_size_limit} characters.").format(
    field_size_limit=numeral(csv.field_size_limit())
)
_SHOWN = 10_000
"""Characters of a broken row that are kept."""
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SEPARATOR = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
"""The line by which some programs tell a spreadsheet the delimiter."""
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How some programs keep a spreadsheet from reading a cell as a number."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file that was found to hold rows."""

    path: Path
    encoding: str
    delimiter: str
    size: int
    """Bytes."""

    def rows(self) -> Iterator[Line]:
        """Read the rows that hold something, from the top; the file is open meanwhile.

        Raises:
            InputError: it cannot be read any more.
        """
        try:
            with (
                self.path.open("rb") as raw,
                io.TextIOWrapper(raw, self.encoding, errors="replace", newline="") as text,
            ):
                yield from self._lines(raw, text)
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def _lines(self, raw: io.BufferedReader, text: io.TextIOWrapper) -> Iterator[Line]:
        source = _Source(text)
        reader = csv.reader(source, delimiter=self.delimiter)
        widths = set[int]()
        while True:
            number, problem = source.begin(), ""
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:  # its only one here is a cell that is too long
                cells, problem = self._split(source.taken[0][:_SHOWN]), TOO_LONG
            if self._is_torn(source.taken, widths):
                cells, problem = self._split(source.taken[0][:_SHOWN]), TORN
                source.give_back()
            else:
                widths.add(len(cells))
            cells = [_clean(cell) for cell in cells]
            names_delimiter = _SEPARATOR.fullmatch(self.delimiter.join(cells)) and number == 1
            if any(cells) and not names_delimiter:
                yield Line(number, cells, raw.tell(), problem)

    def _is_torn(self, taken: list[str], widths: set[int]) -> bool:
        """Return whether a row of several lines holds other rows, for its quotation does not end.

        A cell may have lines with as many delimiters as a row, where it is quoted rightly.
        """
        if not any(len(self._split(line)) in widths - {1} for line in taken[1:]):
            return False
        try:
            for _ in csv.reader(taken, delimiter=self.delimiter, strict=True):
                pass
        except csv.Error:
            return True
        return False

    def _split(self, line: str) -> list[str]:
        """Return the cells of a line by itself; none where one of them is too long."""
        try:
            return next(csv.reader([line], delimiter=self.delimiter), [])
        except csv.Error:
            return []


class _Source:
    """The lines of a file, of which those behind the first of a row can be read once more."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ahead = deque[str]()
        self._read = 0
        self.taken: list[str] = []
        """The lines of the row that is being read."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._text.readline()
        if not line:
            raise StopIteration
        self._read += 1
        self.taken.append(line)
        return line

    def begin(self) -> int:
        """Begin a row, and return the number of its first line, from 1."""
        self.taken.clear()
        return self._read + 1

    def give_back(self) -> None:
        """Read all lines but the first of this row once more."""
        self._ahead.extendleft(reversed(self.taken[1:]))
        self._read -= len(self.taken) - 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row."""

    number: int
    """Of the line on which it begins, from 1."""
    cells: list[str]
    """Of a row that is broken, those of its first line."""
    read: int
    """How many bytes of the file were read when it was, some of what follows included."""
    problem: str = ""
    """Why it is broken, in words; empty where it is not."""


def look(path: Path) -> CsvFile:
    """Return how a file is to be read.

    Raises:
        InputError: it cannot be read, is empty, too large, or holds no rows.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise InputError(
                tr("{name} is no file.").format(name=path.name), advice=tr("Choose a CSV file.")
            )
        with path.open("rb") as opened:
            head = opened.read(_SAMPLE)
    except OSError as error:
        raise _unreadable(path, error) from error
    if not head.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise InputError(
            tr("{name} is empty.").format(name=path.name), advice=tr("Export the call log again.")
        )
    if size > LARGEST:
        raise InputError(
            tr("{name} is larger than 1 GB.").format(name=path.name),
            advice=tr("Export the calls of a shorter time."),
        )
    encoding = _encoding(path, head)
    sample = head.decode(encoding, "replace") if encoding != "utf-16" else _sixteen(head)
    if _NOT_TEXT.search(sample):
        raise _no_text(path)
    return CsvFile(path, encoding, _delimiter(sample), size)


def _encoding(path: Path, head: bytes) -> str:
    """Return the encoding of a file: what it says itself, UTF-8 where it all is, else Windows'."""
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError(
            tr("{name} is a workbook, no CSV file.").format(name=path.name),
            advice=tr("Open it in the spreadsheet program and save it as CSV."),
        )
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if b"\0" in head:
        # Latin letters in UTF-16 without its mark have a zero in every second byte.
        for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if head[start::2].count(0) > len(head) // 4 and not head[1 - start :: 2].count(0):
                return encoding
        raise _no_text(path)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    except OSError as error:
        raise _unreadable(path, error) from error
    return "utf-8"


def _sixteen(head: bytes) -> str:
    return head[: len(head) // 2 * 2].decode("utf-16", "replace")


def _delimiter(sample: str) -> str:
    """Return the delimiter with which most rows have the same number of cells, the most of them."""
    if told := _SEPARATOR.fullmatch(sample.partition("\n")[0]):
        return told[1]
    cut = sample if len(sample) < _SAMPLE // 2 else sample[: sample.rfind("\n")]

    def fit(delimiter: str) -> tuple[float, int]:
        widths = Counter[int]()
        try:
            for row in csv.reader(io.StringIO(cut, newline=""), delimiter=delimiter):
                if row:
                    widths[len(row)] += 1
                if widths.total() == _SAMPLE_ROWS:
                    break
        except csv.Error:
            return 0, 0
        several = {width: count for width, count in widths.items() if width > 1}
        if not several:
            return 0, 0
        width = max(several, key=lambda one: (several[one], one))
        return round(several[width] / widths.total(), 1), width

    return max(DELIMITERS, key=fit)


def _clean(cell: str) -> str:
    cell = cell.strip()
    kept = _AS_TEXT.fullmatch(cell)
    return kept[1].strip() if kept else cell


def _no_text(path: Path) -> InputError:
    return InputError(
        tr("{name} holds no text, so it is no CSV file, whatever its name says.").format(
            name=path.name
        ),
        advice=tr("Choose the file that the phone system exported."),
    )


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        tr("{name} cannot be read: {value}.").format(name=path.name, value=error.strerror or error),
        advice=tr("Look whether it is still there, and whether you may read it."),
    )
