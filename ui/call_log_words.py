"""The words of the import of call logs; pure."""

from __future__ import annotations

from datetime import datetime

from console.desk.call_logs import Tally
from console.domain.call_logs import BadRow, DateOrder, Field, Lengths, LoggedCall
from console.domain.messages import Direction
from console.exchange.call_log import CallLog
from ui.words import clock, date, several

FIELDS = {
    Field.NUMBER: "Number",
    Field.BEGAN: "Date and time",
    Field.TIME: "Time of day",
    Field.DIRECTION: "Direction",
    Field.DURATION: "Duration",
    Field.NAME: "Name",
    Field.AGENT: "Agent",
    Field.NOTE: "Note",
    Field.OUTCOME: "Outcome",
}
ORDERS = {DateOrder.DAY_FIRST: "Day first", DateOrder.MONTH_FIRST: "Month first"}
LENGTHS = {Lengths.MINUTES: "Minutes and seconds", Lengths.HOURS: "Hours and minutes"}
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}

COLUMNS = ("Began", "Direction", "Number", "Name", "Duration", "Text", "Outcome")


def file_facts(log: CallLog) -> str:
    """Return how a file was read: `calls.csv  ·  14 KB  ·  UTF-8, semicolons`."""
    file = log.file
    encoding = ENCODINGS.get(file.encoding, "UTF-16")
    divided = DELIMITERS.get(file.delimiter, f"“{file.delimiter}”")
    return f"{file.path.name}  ·  {_size(file.size)}  ·  {encoding}, {divided}"


def cells(row: LoggedCall | BadRow) -> tuple[str, ...]:
    """Return what the preview shows of a row, column by column."""
    if isinstance(row, BadRow):
        held = dict(row.fields)
        began = f"{held.get(Field.BEGAN, '')} {held.get(Field.TIME, '')}".strip()
        told = (held.get(field, "") for field in (Field.DIRECTION, Field.NUMBER, Field.NAME))
        return (began, *told, held.get(Field.DURATION, ""), f"Kept aside: {row.problem}", "")
    direction = "from customer" if row.direction is Direction.IN else "by us"
    text = "  ·  ".join(" ".join(line.split()) for line in row.text.splitlines())
    return (
        moment(row.at),
        direction,
        row.number,
        row.name,
        length(row.duration_s),
        text,
        row.outcome,
    )


def moment(at: datetime) -> str:
    """Return date and time, always both."""
    return f"{date(at)}, {clock(at)}"


def length(seconds: int | None) -> str:
    """Return a duration: `6:05`, `1:02:03`; empty where it is not known."""
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def tally(counted: Tally) -> str:
    """Return what a log brings: `212 calls, 14 of known customers, 3 rows kept aside`."""
    parts = [several(counted.calls, "new call")]
    if counted.of_known:
        parts.append(f"{counted.of_known:,} of known customers")
    if counted.completed:
        parts.append(f"{counted.completed:,} noted by hand and completed")
    if counted.known:
        parts.append(f"{counted.known:,} known already")
    if counted.aside:
        parts.append(f"{several(counted.aside, 'row')} kept aside")
    return ", ".join(parts)


def _size(size: int) -> str:
    if size < 1_000:
        return several(size, "byte")
    return f"{size / 1_000:,.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
