"""What --json prints of the figures; as `shapes` does of all else.

Numbers are raw, by their `unit`: shares from 0 to 1, durations in milliseconds, moments and
days in UTC milliseconds since 1970. What has no end, or no value, is null.
"""

from __future__ import annotations

import math

from console.cli.shapes import Shape, time
from console.domain.insight import (
    Cell,
    Evidence,
    Figure,
    Insight,
    Interval,
    RootCauseFix,
    Section,
    Table,
)

MOST_CASES = 100
"""Of the cases behind a figure, so many are printed."""


def insight(value: Insight, account: str | None = None) -> Shape:
    """Return all figures of a scope; `account` is the handle where one alone is looked at.

    Keys: `from` and `to` (the moments between which the period lies), `zone, account` (its
    handle, null for all), `touchpoint, compared, cases, messages, unread, made_at, questions`
    (see `section`).
    """
    scope = value.scope
    return {
        "from": time(scope.period.start),
        "to": time(scope.period.end),
        "zone": value.zone or None,
        "account": account,
        "touchpoint": scope.touchpoint,
        "compared": scope.compare,
        "cases": value.cases,
        "messages": value.messages,
        "unread": value.unread,
        "made_at": time(value.made_at),
        "questions": [section(each) for each in value.sections],
    }


def section(value: Section) -> Shape:
    """Return what is known about a question; keys: `key, question, sentence, figures, tables`."""
    return {
        "key": value.question,
        "question": value.question.words,
        "sentence": value.sentence,
        "figures": [figure(each) for each in value.figures],
        "tables": [table(each) for each in value.tables],
    }


def figure(value: Figure) -> Shape:
    """Return a figure.

    Keys: `key, title, value, unit, n, of, formula, wish` (`less`, `more`, `neither`),
    `interval` (null, or `low, high, method, level`), `before, before_n, before_interval,
    verdict` (of both: `better`, `worse`; `more`, `less` where neither is wished for;
    `no_clear_change`, `too_few`, `none`), `note, cases` (the first of those behind it, each as
    often as it counts), `cases_in_all` (how many different ones).
    """
    return {
        "key": value.key,
        "title": value.title,
        "value": cell(value.value),
        "unit": value.unit,
        "n": value.n,
        "of": value.of,
        "formula": value.formula,
        "wish": value.wish,
        "interval": None if value.interval is None else interval(value.interval),
        "before": cell(value.before),
        "before_n": value.before_n,
        "before_interval": (
            None if value.before_interval is None else interval(value.before_interval)
        ),
        "verdict": value.verdict,
        "note": value.note,
        "cases": cases(value.evidence),
        "cases_in_all": value.evidence.distinct,
    }


def interval(value: Interval) -> Shape:
    """Return between what a figure lies: `low, high, method, level`."""
    return {
        "low": cell(value.low),
        "high": cell(value.high),
        "method": value.method,
        "level": value.level,
    }


def cases(value: Evidence) -> list[Shape]:
    """Return the first cases behind a figure, each `case`, and `value` where it brings one in."""
    ids, values = value.cases[:MOST_CASES], value.values[:MOST_CASES]
    if not values:
        return [{"case": case_id} for case_id in ids]
    return [
        {"case": case_id, "value": cell(each)} for case_id, each in zip(ids, values, strict=True)
    ]


def table(value: Table) -> Shape:
    """Return a table.

    Keys: `key, title, columns` (each `key, title, unit`), `rows` (lists of cells), `note`.
    """
    return {
        "key": value.key,
        "title": value.title,
        "columns": [
            {"key": each.key, "title": each.title, "unit": each.unit} for each in value.columns
        ],
        "rows": [[cell(each) for each in row] for row in value.rows],
        "note": value.note,
    }


def cell(value: Cell) -> Cell:
    """Return a cell as JSON can hold it."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def fix(value: RootCauseFix) -> Shape:
    """Return a root-cause fix; keys: `id, touchpoint, owner, action, from, agent`."""
    return {
        "id": value.id,
        "touchpoint": value.touchpoint,
        "owner": value.owner,
        "action": value.action,
        "from": time(value.at),
        "agent": value.agent_name,
    }
