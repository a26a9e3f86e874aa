"""`canary-desk review notes FILE`: what was said of a reviewed file; opens no data file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console.cli import shapes
from console.cli.plain import show
from console.errors import InputError, of_os_error

if TYPE_CHECKING:
    import argparse

    from console.domain.reviews import CaseReview, Note


def run(given: argparse.Namespace) -> int:
    """Print or write the notes on a file.

    Raises:
        InputError: there is no such file, or its notes cannot be read.
    """
    from console.desk import reviews
    from console.exchange import review_report

    path = Path(given.what[-1])
    if given.what[0] != "notes" or len(given.what) != 2:
        raise InputError("A window shows the file; `review notes FILE` prints what was said of it.")
    folders = tuple(Path(each) for each in (given.notes_in,) if each)
    read = reviews.notes_on(path, folders)
    report = review_report.Report(path.name, read.cases, datetime.now(UTC))
    written = []
    for form, out in (("csv", given.csv), ("html", given.html)):
        if out:
            make = review_report.csv_text if form == "csv" else review_report.html_text
            _write(Path(out), make(report), form)
            written.append(out)
    if "-" in written:
        return 0
    value = {
        "file": str(path),
        "cases": [shape(review) for review in read.cases],
        "unread_lines": read.unread,
        "written": written,
    }
    show(value, _told(path, read.cases, read.unread, written), as_json=given.json)
    return 0


def shape(review: CaseReview) -> dict[str, object]:
    """Return what was said of a case as JSON.

    Keys: `case, reviewed: [{by, at}], notes: [{id, by, at, text, verdict, tags, message}]`.
    """
    return {
        "case": review.case_id,
        "reviewed": [{"by": mark.by, "at": shapes.time(mark.at)} for mark in review.marks],
        "notes": [_note(note) for note in review.notes],
    }


def _note(note: Note) -> dict[str, object]:
    return {
        "id": note.id,
        "by": note.by,
        "at": shapes.time(note.at),
        "text": note.text,
        "verdict": note.verdict,
        "tags": list(note.tags),
        "message": note.message_id,
    }


def _told(path: Path, cases: tuple[CaseReview, ...], unread: int, written: list[str]) -> str:
    lines = [f"Written to {out}." for out in written]
    if not written:
        for review in cases:
            by = ", ".join(mark.by for mark in review.marks)
            lines.append(f"Case {review.case_id}{f'  (reviewed by {by})' if by else ''}")
            for note in review.notes:
                facts = [note.by, f"{note.at:%Y-%m-%d %H:%M} UTC", note.verdict or ""]
                facts += [f"#{tag}" for tag in note.tags]
                lines.append(f"  {'  '.join(fact for fact in facts if fact)}")
                lines += [f"    {line}" for line in note.text.splitlines()]
    if not cases:
        lines.append(f"Nothing was said of {path.name} yet.")
    if unread:
        lines.append(f"Lines that make no sense and were passed over: {unread}.")
    return "\n".join(lines)


def _write(out: Path, text: str, form: str) -> None:
    """Write a new file; none that is there is overwritten."""
    data = text.encode("utf-8-sig" if form == "csv" else "utf-8")
    if str(out) == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        with out.open("xb") as made:
            made.write(data)
    except FileExistsError:
        raise InputError(f"{out} is there already.", advice="Choose another name.") from None
    except OSError as error:
        raise of_os_error(error, str(out)) from error
