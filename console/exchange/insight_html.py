"""Figures about the work as one page of HTML, to be read, sent and printed.

Owns how the page looks. It holds no script, loads nothing, and forbids both by its own policy
of contents: whatever stands in a word of a customer is text. Drawings are held as pictures
of their own, for within one page the names in several of them would clash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import timedelta
from html import escape
from types import MappingProxyType

from console import language
from console.domain.business_hours import BusinessHours
from console.domain.ids import to_ms
from console.domain.insight import (
    Cell,
    Column,
    Figure,
    Insight,
    Period,
    Question,
    Section,
    Table,
    Unit,
)
from console.insight.windows import before_of
from console.language import numeral, plural, tr
from console.text import figures

MOST_ROWS = 40
"""So many rows of a table are shown; a file of CSV holds all."""
NO_CHARTS: Mapping[str, str] = MappingProxyType({})
_UNSEEN = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " "),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], None),
}
"""Control signs, and those that turn the direction of a line (Unicode UAX #9)."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 32px 24px 48px; max-width: 960px; background: #fff;
  color: #1b2027; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 24px; line-height: 32px; }
h2 { margin: 0 0 4px; font-size: 18px; line-height: 24px; }
h3 { margin: 24px 0 8px; font-size: 15px; line-height: 20px; }
p { margin: 0; }
nav ol { margin: 16px 0 0; padding-left: 24px; }
nav li { margin-bottom: 8px; max-width: 80ch; }
a { color: #17545b; }
section { margin-top: 32px; padding-top: 24px; border-top: 1px solid #d5dae1; }
.finding { font-size: 17px; margin-bottom: 16px; max-width: 72ch; }
.quiet { color: #59616d; font-size: 13px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 18px; }
th, td { padding: 4px 16px 4px 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #e6e9ee; overflow-wrap: anywhere; }
th { color: #59616d; font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.value { font-weight: 600; }
img { display: block; max-width: 100%; height: auto; margin: 8px 0; }
@page { margin: 16mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  .wide { overflow: visible; }
  tr, img { break-inside: avoid; }
  h2, h3, .finding { break-after: avoid; }
}
"""


def table_key(question: Question, table: Table) -> str:
    """Return what finds the drawing of a table."""
    return f"{question}.{table.key}"


def html_text(insight: Insight, charts: Mapping[str, str] = NO_CHARTS, account: str = "") -> str:
    """Return the page; `charts` are SVG documents by `table_key`.

    `account` is the handle of the account where only one is looked at.
    """
    title = tr("Insight, {period}").format(period=_period(insight))
    return "".join((
        f'<!DOCTYPE html>\n<html lang="{language.code()}"><head><meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
        '<meta name="viewport" content="width=device-width">\n',
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n<body>\n",
        _head(insight, account),
        *(_section(section, charts, insight.zone) for section in insight.sections),
        _formulas(insight.sections),
        "</body></html>\n",
    ))  # fmt: skip


def _period(insight: Insight) -> str:
    """Return the days of the period, both ends within."""
    return _days(insight.scope.period, insight.zone)


def _days(period: Period, zone: str) -> str:
    """Return the days of a period, both ends within."""
    end = max(period.start, period.end - timedelta(milliseconds=1))
    first = figures.said(to_ms(period.start), Unit.DAY, zone)
    last = figures.said(to_ms(end), Unit.DAY, zone)
    return first if first == last else tr("{first} to {last}").format(first=first, last=last)


def _head(insight: Insight, account: str) -> str:
    scope, at = insight.scope, figures.said(to_ms(insight.made_at), Unit.MOMENT, insight.zone)
    facts = [
        plural(insight.cases, "{count} case", "{count} cases")
        + ", "
        + plural(insight.messages, "{count} message", "{count} messages")
    ]
    if scope.account_id is not None:
        facts.append(
            tr("only of the account @{account}").format(account=account)
            if account
            else tr("only of one account")
        )
    if scope.touchpoint is not None:
        said = scope.touchpoint
        facts.append(
            tr("only {touchpoint}").format(touchpoint=said)
            if said
            else tr("only cases without a touchpoint")
        )
    if scope.compare:
        before = before_of(scope.period, insight.made_at)
        facts.append(tr("compared with {days}").format(days=_days(before, insight.zone)))
    zone = BusinessHours(zone=insight.zone).local(insight.made_at).tzname() or insight.zone
    unread = (
        tr("{unread} of our answers were not looked at yet for what they say.").format(
            unread=numeral(insight.unread)
        )
        if insight.unread
        else ""
    )
    made = tr("Made by Canary Desk, {when} ({zone}).").format(when=at, zone=zone)
    listed = "".join(
        f'<li><a href="#{section.question}">{escape(section.question.words)}</a>'
        f"{_line(section.sentence)}</li>"
        for section in insight.sections
    )
    return (
        f"<header><h1>{_text(tr('Insight'))}</h1>{_line(_period(insight))}"
        f"{_line('; '.join(facts) + '.')}"
        f"{_line(unread)}{_line(made, 'quiet')}</header>\n"
        f"<nav><ol>{listed}</ol></nav>\n"
    )


def _section(section: Section, charts: Mapping[str, str], zone: str) -> str:
    question = section.question
    tables = (
        _table(table, charts.get(table_key(question, table), ""), zone) for table in section.tables
    )
    return (
        f'<section id="{question}"><h2>{escape(question.words)}</h2>'
        f"{_line(section.sentence, 'finding')}{_figures(section.figures, zone)}"
        f"{''.join(tables)}</section>\n"
    )


def _figures(found: Iterable[Figure], zone: str) -> str:
    rows = "".join(_figure(figure, zone) for figure in found)
    if not rows:
        return ""
    heads = (tr("Figure"), tr("Value"), tr("Between"), tr("From"), tr("Before"), tr("To note"))
    return _grid(_row(heads, "th", {1, 2, 4}), rows)


def _figure(figure: Figure, zone: str) -> str:
    def said(value: float | None) -> str:
        return figures.said(value, figure.unit, zone)

    between = ""
    if figure.interval is not None and figure.value is not None:
        between = figures.between(figure.interval, figure.unit, zone)
    before = "" if figure.before is None else said(figure.before)
    if before and figure.verdict.words:
        before = f"{before}: {figure.verdict.words}"
    return (
        f"<tr><td>{_text(figure.title)}</td>"
        f'<td class="number value">{_text(said(figure.value))}</td>'
        f'<td class="number">{_text(between)}</td>'
        f"<td>{numeral(figure.n)} {_text(figure.of)}</td>"
        f'<td class="number">{_text(before)}</td>'
        f'<td class="quiet">{_text(figure.note)}</td></tr>\n'
    )


def _formulas(sections: Iterable[Section]) -> str:
    """Return how all figures are found, at the end, for whoever wants to check them."""
    rows = "".join(
        f"<tr><td>{_text(figure.title)}</td><td>{_text(_formula(figure))}</td></tr>\n"
        for section in sections
        for figure in section.figures
    )
    if not rows:
        return ""
    grid = _grid(_row((tr("Figure"), tr("How it is found")), "th", set()), rows)
    title = tr("How the figures are found")
    return f"<section><h2>{_text(title)}</h2>{grid}</section>\n"


def _formula(figure: Figure) -> str:
    """Return how a figure is found, and by which method between what it lies."""
    if figure.interval is None or figure.value is None:
        return figure.formula
    level = figures.percent(figure.interval.level)
    return tr("{formula} Between: {level} interval by {method}.").format(
        formula=figure.formula, level=level, method=figure.interval.method
    )


def _table(table: Table, chart: str, zone: str) -> str:
    drawing = ""
    if chart:
        held = b64encode(chart.encode()).decode()
        drawing = f'<img alt="{_text(table.title)}" src="data:image/svg+xml;base64,{held}">'
    if not table.rows:
        return f"<h3>{_text(table.title)}</h3>{_line(table.empty, 'quiet')}"
    numbers = {n for n, column in enumerate(table.columns) if column.unit is not Unit.WORD}
    head = _row([column.title for column in table.columns], "th", numbers)
    rows = (_row(_said(row, table.columns, zone), "td", numbers) for row in table.rows[:MOST_ROWS])
    left = len(table.rows) - MOST_ROWS
    more = (
        plural(
            left, "{count} more row is in the CSV file.", "{count} more rows are in the CSV file."
        )
        if left > 0
        else ""
    )
    return (
        f"<h3>{_text(table.title)}</h3>{drawing}{_grid(head, ''.join(rows))}"
        f"{_line(more, 'quiet')}{_line(table.note, 'quiet')}"
    )


def _said(row: Iterable[Cell], columns: Iterable[Column], zone: str) -> list[str]:
    pairs = zip(row, columns, strict=True)
    return [figures.said(cell, column.unit, zone) for cell, column in pairs]


def _grid(head: str, rows: str) -> str:
    return f'<div class="wide"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def _row(cells: Iterable[str], tag: str, numbers: set[int]) -> str:
    """Return a row; `numbers` are the places of what stands at the right."""
    kinds = ("", ' class="number"')
    made = (
        f"<{tag}{kinds[place in numbers]}>{_text(cell)}</{tag}>" for place, cell in enumerate(cells)
    )
    return f"<tr>{''.join(made)}</tr>\n"


def _line(text: str, kind: str = "") -> str:
    """Return a paragraph; nothing for no text."""
    if not text:
        return ""
    return f'<p class="{kind}">{_text(text)}</p>' if kind else f"<p>{_text(text)}</p>"


def _text(text: str) -> str:
    """Return a text as it is shown: no markup, no control signs, no turned line around it."""
    return escape(text.translate(_UNSEEN))
