"""Saved replies as a file of two columns, name and text, for a spreadsheet or another desk.

A spreadsheet takes a cell for a formula by its first sign: on the way out such a cell gets
an apostrophe in front of it, on the way in it loses it again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable

from console.domain.saved_replies import LONGEST_NAME, BadRow, NewReply, SavedFile, SavedReply
from console.errors import InputError
from console.exchange.csv_cells import bare, neutral
from console.language import tr
from console.text import templates

HEADER = ("name", "text")
LARGEST = 20_000_000
"""Bytes."""
_DELIMITERS = (",", ";", "\t")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def write(replies: Iterable[SavedReply]) -> str:
    """Return the file of some saved replies, with its header; each line ends as CSV's do."""
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER)
    writer.writerows((neutral(each.name), neutral(each.text)) for each in replies)
    return made.getvalue()


def read(content: bytes) -> SavedFile:
    """Return what a file holds: what can be saved, and the rows with trouble.

    Raises:
        InputError: it is no file of rows, or too large.
    """
    text = _decoded(content)
    replies, bad = dict[str, NewReply](), list[BadRow]()
    for line, cells in _rows(text):
        name = cells[0] if cells else ""
        try:
            new = _reply(cells)
        except InputError as error:
            bad.append(BadRow(line, " ".join(name.split())[:LONGEST_NAME], str(error)))
            continue
        before = replies.setdefault(new.name.casefold(), new)
        if before.text != new.text:
            bad.append(BadRow(line, new.name, tr("The name stands in the file twice.")))
    if not replies and not bad:
        raise InputError(
            tr("The file holds no saved reply."), advice=tr("It needs a name and a text.")
        )
    return SavedFile(tuple(replies.values()), tuple(bad))


def _reply(cells: list[str] | None) -> NewReply:
    if cells is None:
        raise InputError(tr("A quotation mark does not end, or a cell is too long."))
    if len(cells) < len(HEADER):
        raise InputError(tr("It has a name only, and no text."))
    name, text = (bare(cell) for cell in cells[:2])
    return templates.checked(name, text)


def _rows(text: str) -> Iterable[tuple[int, list[str] | None]]:
    """Yield the rows below the header with the line on which each begins."""
    every = {delimiter: list(_split(text, delimiter)) for delimiter in _DELIMITERS}
    for rows in every.values():
        places = _places(rows[0][1]) if rows else None
        if places is not None:
            return [(line, _chosen(cells, places)) for line, cells in rows[1:]]
    fitting = {
        delimiter: sum(cells is not None and len(cells) == len(HEADER) for _, cells in rows)
        for delimiter, rows in every.items()
    }
    return every[max(_DELIMITERS, key=lambda delimiter: fitting[delimiter])]


def _split(text: str, delimiter: str) -> Iterable[tuple[int, list[str] | None]]:
    """Yield each row that holds something; None for one that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _places(cells: list[str] | None) -> tuple[int, int] | None:
    """Return in which columns a header names name and text; None where it is none."""
    titles = [cell.strip().casefold() for cell in cells or ()]
    if not all(title in titles for title in HEADER):
        return None
    return titles.index(HEADER[0]), titles.index(HEADER[1])


def _chosen(cells: list[str] | None, places: tuple[int, int]) -> list[str] | None:
    if cells is None:
        return None
    return [cells[place] for place in places if place < len(cells)]


def _decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, else as Windows writes it."""
    if len(content) > LARGEST:
        raise InputError(tr("The file is larger than {value} MB.").format(value=LARGEST // 1000000))
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if _NOT_TEXT.search(text):
        raise InputError(
            tr("The file holds no text, so it is no CSV file."), advice=tr("Choose another.")
        )
    return text
