"""What a saved reply becomes in an answer, and how long that is; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from console.domain.cases import CaseRow
from console.domain.limits import LIMITS_140, Limits
from console.domain.numbering import NO_NUMBERS, Numbering
from console.domain.saved_replies import SavedReply, Sender
from console.language import numeral, plural, tr
from console.text import templates
from console.text.split import Layout, split
from console.text.templates import Filled
from ui import words

SAMPLE = {"first_name": "Ada", "name": "Ada Fern", "handle": "@ada_fern"}
"""Stand for a customer where no case is open."""


@dataclass(frozen=True, slots=True)
class Measure:
    """By what texts are filled in, signed and split."""

    values: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = LIMITS_140
    numbering: Numbering = NO_NUMBERS
    signature: str = ""

    def filled(self, template: str) -> Filled:
        """Return a text with what is known filled in."""
        return templates.fill(template, self.values)

    def size(self, template: str) -> str:
        """Return how long an answer with this text alone is: `118 · 1 part`."""
        parts = laid_out(self.filled(template).text, self.limits, self.numbering, self.signature)
        weight = sum(part.weight for part in parts)
        said = plural(len(parts), "{count} part", "{count} parts")
        return f"{numeral(weight)} · {said}"


@lru_cache(maxsize=512)
def laid_out(text: str, limits: Limits, numbering: Numbering, signature: str) -> Layout:
    """Return the parts of a text, exactly as the composer would show them."""
    return split(templates.signed(text, signature), limits, numbering=numbering)


def values(row: CaseRow | None, sender: Sender) -> dict[str, str]:
    """Return what is known for the variables of a text, with the customer of this case."""
    known = {"agent": sender.agent, "hours": sender.hours}
    if row is not None:
        known["name"] = row.name
        known["first_name"] = templates.first_name(row.name)
        known["handle"] = f"@{row.handle}" if row.handle else ""
    return {name: value for name, value in known.items() if value}


def used(uses: int) -> str:
    """Return how often a text was used."""
    return tr("used {uses}×").format(uses=numeral(uses)) if uses else tr("not used yet")


def told_use(reply: SavedReply) -> str:
    """Return how often and when a text was used last."""
    if not reply.uses or reply.used_at is None:
        return tr("Not used yet")
    said = (
        tr("Used once, last on {date}, {time}")
        if reply.uses == 1
        else tr("Used {count} times, last on {date}, {time}")
    )
    return said.format(
        count=numeral(reply.uses),
        date=words.date(reply.used_at),
        time=words.clock(reply.used_at),
    )
