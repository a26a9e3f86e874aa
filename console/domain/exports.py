"""What a person wants to have written for others, and in which form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain import file_names
from console.domain.ids import CaseId

_LONGEST_NAME = 40
"""In bytes."""


class ExportForm(StrEnum):
    """How a file is written."""

    JSONL = "jsonl"
    """Everything that is known, a row a line: what `import` takes in again."""
    CSV = "csv"
    """Messages alone, for a spreadsheet."""
    HTML = "html"
    """A timeline each case, to be read and printed."""


@dataclass(frozen=True, slots=True)
class ExportScope:
    """Which cases are written: those for which all that is said holds."""

    cases: tuple[CaseId, ...] | None = None
    """In this order; None for all."""
    query: str | None = None
    """What a search for this finds."""
    first: datetime | None = None
    end: datetime | None = None
    """Those with a message in between, the end without."""


EVERYTHING = ExportScope()


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is told of the cases."""

    pictures: bool = True
    """Those that were loaded; only in JSON Lines."""
    numbers: bool = True
    """Phone numbers; JSON Lines holds them always."""
    notes: bool = True
    """What was noted inside the business; only a page can do without."""


@dataclass(frozen=True, slots=True)
class ExportSize:
    """How much there is to be written."""

    cases: int
    messages: int
    size: int
    """Bytes, roughly; compressed where the name says so, it is a seventh."""


def form_of(name: str) -> ExportForm | None:
    """Return the form that a file's name stands for; None where it says none."""
    bare = name.lower().removesuffix(".gz")
    ending = bare.rpartition(".")[2]
    return {"jsonl": ExportForm.JSONL, "csv": ExportForm.CSV,
            "html": ExportForm.HTML, "htm": ExportForm.HTML}.get(ending)  # fmt: skip


def file_name(what: str, now: datetime, form: ExportForm) -> str:
    """Return a name that every system takes: `canary-desk-ada_fern-2026-11-23.html`."""
    middle = f"-{file_names.safe(what, _LONGEST_NAME)}" if what.strip() else ""
    return f"canary-desk{middle}-{now:%Y-%m-%d}.{form}"
