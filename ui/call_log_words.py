"""The words of the import of call logs; pure."""

from __future__ import annotations

from datetime import datetime

from console.desk.call_logs import Tally
from console.domain.call_logs import BadRow, DateOrder, Field, Lengths, LoggedCall
from console.domain.messages import Direction
from console.exchange.call_log import CallLog
from console.language import numeral, plural, tr
from ui.words import clock, date

FIELDS = {
    Field.NUMBER: tr("Number"),
    Field.BEGAN: tr("Date and time"),
    Field.TIME: tr("Time of day"),
    Field.DIRECTION: tr("Direction"),
    Field.DURATION: tr("Duration"),
    Field.NAME: tr("Name"),
    Field.AGENT: tr("Agent"),
    Field.NOTE: tr("Note"),
    Field.OUTCOME: tr("Outcome"),
}
ORDERS = {DateOrder.DAY_FIRST: tr("Day first"), DateOrder.MONTH_FIRST: tr("Month first")}
LENGTHS = {Lengths.MINUTES: tr("Minutes and seconds"), Lengths.HOURS: tr("Hours and minutes")}
DELIMITERS = {",": tr("commas"), ";": tr("semicolons"), "\t": tr("tabs"), "|": tr("bars")}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}

COLUMNS = (
    tr("Began"),
    tr("Direction"),
    tr("Number"),
    tr("Name"),
    tr("Duration"),
    tr("Text"),
    tr("Outcome"),
)


def file_facts(log: CallLog) -> str:
    """Return how a file was read: `calls.csv  ·  14 KB  ·  UTF-8, semicolons`."""
    file = log.file
    encoding = ENCODINGS.get(file.encoding, "UTF-16")
    divided = DELIMITERS.get(file.delimiter, tr("“{word}”").format(word=file.delimiter))
    return f"{file.path.name}  ·  {_size(file.size)}  ·  {encoding}, {divided}"


def cells(row: LoggedCall | BadRow) -> tuple[str, ...]:
    """Return what the preview shows of a row, column by column."""
    if isinstance(row, BadRow):
        held = dict(row.fields)
        began = f"{held.get(Field.BEGAN, '')} {held.get(Field.TIME, '')}".strip()
        told = (held.get(field, "") for field in (Field.DIRECTION, Field.NUMBER, Field.NAME))
        return (
            began,
            *told,
            held.get(Field.DURATION, ""),
            tr("Kept aside: {problem}").format(problem=row.problem),
            "",
        )
    direction = tr("from customer") if row.direction is Direction.IN else tr("by us")
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
    parts = [plural(counted.calls, "{count} new call", "{count} new calls")]
    if counted.of_known:
        parts.append(tr("{count} of known customers").format(count=numeral(counted.of_known)))
    if counted.completed:
        parts.append(
            tr("{count} noted by hand and completed").format(count=numeral(counted.completed))
        )
    if counted.known:
        parts.append(tr("{count} known already").format(count=numeral(counted.known)))
    if counted.aside:
        parts.append(plural(counted.aside, "{count} row kept aside", "{count} rows kept aside"))
    return ", ".join(parts)


def _size(size: int) -> str:
    if size < 1_000:
        return plural(size, "{count} byte", "{count} bytes")
    return (
        tr("{value} KB").format(value=numeral(size / 1000))
        if size < 1_000_000
        else tr("{value} MB").format(value=numeral(size / 1000000, 1))
    )
