"""What the dialog of exports says: forms, sizes, what a file holds."""

from __future__ import annotations

from console.domain.exports import ExportForm, ExportSize
from console.exchange.own_export import Exported
from console.language import numeral, plural, tr
from ui import plain
from ui.backups_words import size

FORMS = {
    ExportForm.JSONL: (
        tr("Complete, to be imported again"),
        tr("JSON Lines: all that is stored, also what undo needs. Import takes it in again."),
    ),
    ExportForm.CSV: (
        tr("List of messages for a spreadsheet"),
        tr("CSV: one row a message, with its case, author, text, tags and link."),
    ),
    ExportForm.HTML: (
        tr("Timelines to read and print"),
        tr("HTML: the timeline of each case on one page, for any browser."),
    ),
}
"""How a form is called, and what it holds."""
SOME_CASES = tr("JSON Lines: these cases and all that belongs to them. Import takes them in again.")
PERSONAL = tr(
    "The file holds personal data. Forget does not reach it: delete it when it has served."
)
PACKED = 7
"""So many times smaller compressed rows are, roughly."""
FILTERS = {
    ExportForm.JSONL: tr("JSON Lines (*.jsonl *.jsonl.gz)"),
    ExportForm.CSV: tr("CSV files (*.csv *.csv.gz)"),
    ExportForm.HTML: tr("HTML pages (*.html)"),
}


def outlook(found: ExportSize, *, packed: bool) -> str:
    """Return how much would be written: `12 cases, 340 messages, about 2 MB.`."""
    count = found.size // PACKED if packed else found.size
    about = (
        tr("about {size}").format(size=size(count)) if count >= 100_000 else tr("less than 0.1 MB")
    )
    return f"{_counted(found.cases, found.messages)}, {about}"


def written(done: Exported) -> str:
    """Return what was written: `Written to all.jsonl.gz: 12 cases, 340 messages, 2.0 MB.`."""
    told = (
        tr("{number} KB").format(number=numeral(done.size / 1000))
        if done.size < 1_000_000
        else size(done.size)
    )
    name = plain.isolated(done.path.name)
    held = _counted(done.cases, done.messages)
    return tr("Written to {name}: {counts}, {size}.").format(name=name, counts=held, size=told)


def _counted(cases: int, messages: int) -> str:
    """Return such as `3 cases, 12 messages`."""
    told_cases = plural(cases, "{count} case", "{count} cases")
    return f"{told_cases}, {plural(messages, '{count} message', '{count} messages')}"
