"""Messages as a list for a spreadsheet: one row a message, oldest first.

UTF-8 with its mark in front, quoted as RFC 4180 says; what a spreadsheet would take for a
formula has an apostrophe in front of it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from console.domain.business_hours import BusinessHours
from console.domain.ids import from_ms, message_ms
from console.domain.progress import NOBODY, Follower, Progress
from console.exchange import export_file
from console.exchange.csv_cells import neutral
from console.exchange.own_export import STOPPED, Exported
from console.language import tr
from console.store import export_messages, own_reading
from console.store.database import Database, Row
from console.text.post_links import HANDLE

_DIGITS = re.compile(r"[0-9]{1,20}", re.ASCII)
COLUMNS = (
    "Case", "At", "Channel", "Direction", "Author", "Handle", "Text", "Contact", "State",
    "Touchpoint", "Tags", "Kind", "Link", "Number", "Duration (s)", "Outcome", "Agent", "Muted",
    "Gone",
)  # fmt: skip


def write(
    db: Database,
    path: Path,
    zone: str,
    *,
    cases: Collection[int] | None = None,
    numbers: bool = True,
    replace: bool = False,
    follower: Follower = NOBODY,
) -> Exported:
    """Write the messages of some cases, or all; times are those of `zone`, ISO 8601.

    `numbers`: with the phone numbers of calls.

    Raises:
        Cancelled: it was stopped; nothing is there.
        DeskError: it cannot be read or written.
    """
    hours, chosen, done = BusinessHours(zone=zone), cases is not None, 0
    with export_file.written(path, replace=replace) as file, db.reading():
        if cases is not None:
            own_reading.choose(db, cases)
        case_count, total = export_messages.count(db, chosen=chosen)
        file.write(_text([COLUMNS]).encode("utf-8-sig"))
        for page in export_messages.pages(db, chosen=chosen):
            follower.stop_here(STOPPED)
            file.write(_text(_row(row, hours, numbers=numbers) for row in page).encode())
            done += len(page)
            follower.tell(Progress(done, total, tr("Writing messages…")))
        follower.stop_here(STOPPED)
    return Exported(path, done, case_count, done, path.stat().st_size)


def _text(rows: Iterable[tuple[object, ...]]) -> str:
    made = io.StringIO()
    # A line end within a text stays: that is what the quotes are for.
    csv.writer(made, lineterminator="\r\n").writerows(
        tuple(neutral(cell) if isinstance(cell, str) else cell for cell in row) for row in rows
    )
    return made.getvalue().replace("\x00", "\ufffd")


def _row(row: Row, hours: BusinessHours, *, numbers: bool) -> tuple[object, ...]:
    at = hours.local(from_ms(message_ms(row["id"])))
    is_call = row["kind"] == "call_note"
    return (
        row["case_id"] or "",
        at.isoformat(timespec="seconds"),
        row["channel"] if is_call else row["network"],
        "from customer" if row["direction"] == "in" else "from us",
        row["contact"] or "" if is_call and row["direction"] == "in" else row["author"] or "",
        row["handle"],
        row["text"],
        row["contact"] or "",
        (row["state"] or "").replace("_", " "),
        row["touchpoint"] or "",
        row["tags"] or "",
        row["message_kind"] or "",
        _link(row),
        (row["number"] or "") if numbers else "",
        "" if row["duration_s"] is None else row["duration_s"],
        row["outcome"] or "",
        row["agent"] or "",
        "yes" if row["muted"] else "",
        "" if row["gone_at"] is None else "yes",
    )


def _link(row: Row) -> str:
    """Return the address of a post on X; of other networks nobody knows one."""
    if row["network"] != "x" or not _DIGITS.fullmatch(row["remote_id"]):
        return ""
    # X finds a post by its number under this name, whoever wrote it.
    who = row["handle"] if HANDLE.fullmatch(row["handle"]) else "i/web"
    return f"https://x.com/{who}/status/{row['remote_id']}"
