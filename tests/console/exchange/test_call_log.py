"""What the columns and rows of a call log mean."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.domain.call_logs import BadRow, DateOrder, Field, LoggedCall
from console.domain.messages import Direction
from console.errors import InputError
from console.exchange import call_log
from console.exchange.call_rows import Columns, read

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
COLUMNS = Columns((), DateOrder.DAY_FIRST)


def log_of(tmp_path: Path, text: str) -> call_log.CallLog:
    path = tmp_path / "log.csv"
    path.write_text(text, "utf-8")
    return call_log.look(path)


def mapped(log: call_log.CallLog) -> dict[str, str]:
    return {str(field): log.header[place] for field, place in call_log.guess(log).places}


def one(**cells: str) -> LoggedCall:
    fields = {"number": "+442079460000", "began": "02.11.2026 14:05"} | cells
    return read({Field(name): text for name, text in fields.items()}, COLUMNS, NOW, "GB")


def test_columns_are_guessed_by_the_words_of_the_header(tmp_path: Path) -> None:
    english = log_of(
        tmp_path,
        "Call Date,Time,Caller ID,Name,Type,Duration,Answered by,Status,Comments\n"
        "2026-11-02,14:05,0171,Ada,in,60,Ben,ok,x\n",
    )
    assert mapped(english) == {
        "number": "Caller ID", "began": "Call Date", "time": "Time", "direction": "Type",
        "duration": "Duration", "name": "Name", "agent": "Answered by", "note": "Comments",
        "outcome": "Status",
    }  # fmt: skip
    german = log_of(tmp_path, "Typ;Datum;Name;Rufnummer;Nebenstelle;Dauer\neingehend;x;;0;1;2\n")
    assert mapped(german) == {
        "number": "Rufnummer", "began": "Datum", "direction": "Typ", "duration": "Dauer",
        "name": "Name", "agent": "Nebenstelle",
    }  # fmt: skip


def test_without_a_header_columns_are_guessed_by_what_they_hold(tmp_path: Path) -> None:
    log = log_of(tmp_path, "x,02.11.2026 14:05,+44 20 7946 0000\ny,03.11.2026 9:05,030 123456\n")
    assert not log.has_header
    assert mapped(log) == {"began": "Column 2", "number": "Column 3"}
    assert len(list(log.lines())) == 2, "its first row is a call"


def test_a_file_without_columns_or_calls_is_refused(tmp_path: Path) -> None:
    for text, said in (("just words\nand more\n", "no columns"), ("Caller,Start\n", "no calls")):
        with pytest.raises(InputError, match=said):
            log_of(tmp_path, text)


def test_columns_come_back_as_they_were_kept() -> None:
    columns = Columns(((Field.NUMBER, 2), (Field.BEGAN, 0)), None)
    assert Columns.from_text(columns.text()) == columns
    assert columns.with_place(Field.NOTE, 2).places == ((Field.BEGAN, 0), (Field.NOTE, 2))


@pytest.mark.parametrize(
    ("word", "direction", "missed"),
    [
        ("", Direction.IN, False),
        ("Inbound", Direction.IN, False),
        ("ausgehend", Direction.OUT, False),
        ("OUT", Direction.OUT, False),
        ("Missed", Direction.IN, True),
        ("verpasst", Direction.IN, True),
        ("outbound - no answer", Direction.OUT, True),
    ],
)
def test_the_direction_is_read(word: str, direction: Direction, *, missed: bool) -> None:
    call = one(direction=word)
    assert (call.direction, call.missed) == (direction, missed)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({}, "Incoming call"),
        ({"duration": "185"}, "Incoming call, 3 min"),
        ({"duration": "185", "direction": "out", "agent": "Ben"},
         "Outgoing call, 3 min\nTaken by Ben"),
        ({"direction": "missed", "agent": "Ben"}, "Missed call"),
        ({"outcome": "NO ANSWER", "direction": "out"}, "Outgoing call, no answer"),
        ({"note": "lost\nparcel"}, "lost\nparcel"),
    ],
)  # fmt: skip
def test_every_call_has_words(cells: dict[str, str], text: str) -> None:
    assert one(**cells).text == text


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"number": ""}, "neither a number nor a name"),
        ({"number": "Anonymous"}, "neither a number nor a name"),
        ({"number": "", "name": "Anonymous"}, "neither a number nor a name"),
        ({"number": "4,91711E+11"}, "spreadsheet"),
        ({"began": ""}, "not said when"),
        ({"began": "22.11.2026 23:59 +0000"}, "still to come"),
        ({"began": "02.11.1926 10:00"}, "before 1990"),
        ({"duration": "soon"}, "no duration"),
        ({"direction": "sideways"}, "neither that it came in"),
    ],
)
def test_a_row_that_cannot_be_taken_in_says_why(cells: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        one(**cells)


def test_a_withheld_number_with_a_name_is_a_call() -> None:
    call = one(number="unknown", name="Ada Fern")
    assert (call.number, call.name) == ("", "Ada Fern")


def test_bad_rows_come_with_line_and_cells(tmp_path: Path) -> None:
    log = log_of(
        tmp_path, 'Caller,Start,Note\n"0171",02.11.2026 14:05,"a\nb"\n,03.11.2026 9:05,c\n'
    )
    columns = call_log.guess(log)
    rows = [row for _, row in call_log.calls(log, columns, NOW, "GB")]
    assert isinstance(rows[0], LoggedCall)
    assert isinstance(rows[1], BadRow)
    assert rows[1].line == 4
    assert dict(rows[1].fields)[Field.NOTE] == "c"
