"""What was said in a review, for others: a table for a spreadsheet, a page to be read.

The page holds no script and loads nothing; whatever stands in a note is text. A cell that a
spreadsheet would take for a formula is made harmless.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from console import language
from console.domain.ids import CaseId
from console.domain.reviews import CaseReview, Note, Verdict
from console.errors import InputError
from console.exchange.csv_cells import neutral
from console.exchange.insight_html import POLICY, STYLE
from console.language import numeral, tr

COLUMNS = (
    "case", "customer", "reviewer", "time (UTC)", "what", "verdict", "note", "tags", "message",
)  # fmt: skip
_UNSEEN = {
    **dict.fromkeys([*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)], " "),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], None),
}
"""Control signs but the end of a line, and those that turn the direction of one (UAX #9)."""
VERDICTS = {
    Verdict.GOOD: tr("Good"),
    Verdict.COULD_BE_BETTER: tr("Could be better"),
    Verdict.WRONG: tr("Wrong"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """All of one review."""

    name: str
    """Of the reviewed file, without its folder."""
    cases: tuple[CaseReview, ...]
    made_at: datetime
    customers: Mapping[CaseId, str] = field(default_factory=dict)
    """Whom a case is about, where the file was at hand."""
    fingerprint: str = ""


def not_over_the_file(path: Path) -> InputError:
    """Return the error that says why nothing is written there."""
    return InputError(
        tr("{path} is the file that is reviewed.").format(path=path),
        advice=tr("Choose another name."),
    )


def csv_text(report: Report) -> str:
    """Return a row for each note and each mark, by case, oldest first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for review in report.cases:
        customer = report.customers.get(review.case_id, "")
        rows: list[tuple[datetime, tuple[str, ...]]]
        rows = [(note.at, _note_cells(note)) for note in review.notes]
        rows += [(mark.at, (mark.by, _utc(mark.at), "reviewed")) for mark in review.marks]
        for _, cells in sorted(rows):
            row = (str(review.case_id), customer, *cells, *("",) * (len(COLUMNS) - 2 - len(cells)))
            writer.writerow([neutral(cell) for cell in row])
    return out.getvalue()


def _note_cells(note: Note) -> tuple[str, ...]:
    """Return the cells of a note, from its reviewer on."""
    about = "" if note.message_id is None else str(note.message_id)
    tags = ", ".join(note.tags)
    return (note.by, _utc(note.at), "note", note.verdict or "", note.text, tags, about)


def html_text(report: Report) -> str:
    """Return the page: what was found how often, then every note."""
    title = tr("Review of {name}").format(name=report.name)
    made = tr("Made {when} UTC.").format(when=_utc(report.made_at))
    return "".join((
        f'<!DOCTYPE html>\n<html lang="{language.code()}"><head><meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
        '<meta name="viewport" content="width=device-width">\n',
        f"<title>{_said(title)}</title>\n<style>{STYLE}</style></head>\n<body>\n",
        f"<h1>{_said(title)}</h1>\n",
        f'<p class="quiet">{_said(made)} {_said(_counts(report.cases))}</p>\n',
        _verdicts(report.cases),
        *(_case(review, report.customers) for review in report.cases if review.notes),
        "</body></html>\n",
    ))  # fmt: skip


def _counts(cases: Iterable[CaseReview]) -> str:
    cases = tuple(cases)
    marks = Counter(mark.by for review in cases for mark in review.marks)
    notes = sum(len(review.notes) for review in cases)
    done = ", ".join(
        tr("{count} by {reviewer}").format(count=numeral(count), reviewer=by)
        for by, count in sorted(marks.items())
    )
    reviewed = sum(bool(review.marks) for review in cases)
    return tr("Cases reviewed: {reviewed}{by_whom}. Notes: {notes}.").format(
        reviewed=numeral(reviewed), by_whom=f" ({done})" if done else "", notes=numeral(notes)
    )


def _verdicts(cases: Iterable[CaseReview]) -> str:
    found = Counter(note.verdict for review in cases for note in review.notes if note.verdict)
    tags = Counter(tag for review in cases for note in review.notes for tag in note.tags)
    rows = [(VERDICTS[verdict], found[verdict]) for verdict in Verdict if found[verdict]]
    rows += [(f"#{tag}", count) for tag, count in tags.most_common(20)]
    if not rows:
        return ""
    lines = "".join(
        f'<tr><td>{_said(k)}</td><td class="number">{numeral(n)}</td></tr>' for k, n in rows
    )
    heads = _said(tr("Verdict or tag")), _said(tr("Notes"))
    head = f'<tr><th>{heads[0]}</th><th class="number">{heads[1]}</th></tr>'
    return (
        f"<section><h2>{_said(tr('What was found'))}</h2><table>{head}{lines}</table></section>\n"
    )


def _case(review: CaseReview, customers: Mapping[CaseId, str]) -> str:
    who = customers.get(review.case_id, "")
    title = (tr("Case {case}, {customer}") if who else tr("Case {case}")).format(
        case=review.case_id, customer=who
    )
    marks = ", ".join(mark.by for mark in review.marks)
    reviewed = tr("Reviewed by {reviewers}").format(reviewers=marks)
    by = f'<p class="quiet">{_said(reviewed)}</p>' if marks else ""
    notes = "".join(map(_note, review.notes))
    return f"<section><h2>{_said(title)}</h2>{by}{notes}</section>\n"


def _note(note: Note) -> str:
    facts = [note.by, f"{_utc(note.at)} UTC"]
    facts += [VERDICTS[note.verdict]] if note.verdict else []
    facts += (
        [tr("about message {number}").format(number=note.message_id)] if note.message_id else []
    )
    facts += [f"#{tag}" for tag in note.tags]
    text = _said(note.text).replace("\n", "<br>")
    return f'<h3 dir="auto">{text}</h3><p class="quiet">{_said("  ·  ".join(facts))}</p>'


def _said(text: str) -> str:
    return escape(text.translate(_UNSEEN))


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"
