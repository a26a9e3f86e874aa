"""What the cases beside a section are those of: found again when it is renewed; pure."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.insight import NO_EVIDENCE, Cell, Evidence, Section
from console.text import figures


@dataclass(frozen=True, slots=True)
class Source:
    """A figure, or a row of a table."""

    key: str
    """Of the figure, or of the table."""
    place: int | None = None
    """Of the row; None for a figure."""
    name: Cell = None
    """The first cell of the row, which says where it stands when places are others."""


def behind(section: Section, source: Source, zone: str = "") -> tuple[str, Evidence]:
    """Return what a source is called and its cases; none where it is there no more."""
    if source.place is None:
        for figure in section.figures:
            if figure.key == source.key:
                return figure.title, figure.evidence
        return "", NO_EVIDENCE
    for table in section.tables:
        if table.key == source.key:
            unit = table.columns[0].unit
            named = [place for place, row in enumerate(table.rows) if row[0] == source.name]
            place = source.place if source.place in named else next(iter(named), None)
            found = place is not None and place < len(table.evidence)
            evidence = table.evidence[place] if found and place is not None else NO_EVIDENCE
            return figures.said(source.name, unit, zone), evidence
    return "", NO_EVIDENCE
