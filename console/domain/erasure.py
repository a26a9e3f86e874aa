"""Forgetting a contact: what would go, what went, and what is left of it to tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from console.domain.changes import Changes
from console.domain.ids import ContactId
from console.language import tr


class ErasureState(StrEnum):
    """How far forgetting is; each step is begun again after an interruption."""

    ERASED = "erased"
    """The rows are gone, for everybody who reads the file by its own means."""
    CLEANED = "cleaned"
    """So are their bytes in the data file, its index and its log."""
    FINISHED = "finished"
    """Copies were rewritten, as far as they can be."""


class CopyState(StrEnum):
    """What became of a copy of the data file."""

    REWRITTEN = "rewritten"
    FAILED = "failed"
    """It is damaged, and holds what it held: a person has to delete it."""
    WAITING = "waiting"
    """It could not be rewritten for a reason that passes: it is tried again."""
    LOOKED_THROUGH = "looked through"
    """Notes of a review: those on what went were taken out."""
    OUT_OF_REACH = "out of reach"
    """A folder in which backups were made, and which is not there now."""
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class CopyOutcome:
    """A copy in the data folder, and what became of it."""

    name: str
    """Of the file, below the data folder."""
    state: CopyState
    problem: str = ""
    """In words for a person; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What forgetting a contact would take away; nothing is changed by looking."""

    contact_id: ContactId
    name: str
    handles: tuple[str, ...]
    """With network: `@ada (x)`."""
    numbers: tuple[str, ...]
    """Phone numbers that go; in canonical form."""
    shared_numbers: tuple[str, ...]
    """Numbers that another contact has as well: they stay with that one."""
    counts: dict[str, int]
    """What goes, by what it is called: `posts`, `our answers`, `call notes`, `cases`..."""
    acts: int
    """Entries of the undo journal that go along."""
    copies: tuple[str, ...]
    """Copies of the data file in its folder, which are rewritten."""
    bars: tuple[str, ...]
    """Why it cannot be done now, in words; empty where it can."""
    stops: int = 0
    """Parts of answers that wait to be sent, and never will be."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done; holds nothing of the contact."""

    code: str
    """Names it, such as `F-3K7Q2M9A`."""
    state: ErasureState
    agent_name: str
    begun_at: datetime
    finished_at: datetime | None
    counts: dict[str, int]
    copies: tuple[CopyOutcome, ...]
    problem: str = ""
    """What could not be done yet, in words; it is tried again at the next start."""
    changes: Changes = field(default_factory=Changes)
    """What has to be read again; empty in a receipt that is read from the file."""

    @property
    def is_done(self) -> bool:
        """Return whether nothing is left to be done or to be decided by a person."""
        failed = any(each.state is CopyState.FAILED for each in self.copies)
        return self.state is ErasureState.FINISHED and not failed


UNREACHED = (
    tr("exports, files and screenshots that were saved elsewhere"),
    tr("backups outside the data folder and the chosen one, and notes of reviews saved elsewhere"),
    tr("the network itself: posts stay on X until they are deleted there"),
)
"""What no desk can take back; a receipt says so."""


def told(receipt: Receipt) -> str:
    """Return a receipt as text, for a file or a letter."""
    lines = [
        tr("Erasure {code}").format(code=receipt.code),
        tr("Begun: {begun_at:%Y-%m-%d %H:%M} UTC by {agent_name}").format(
            begun_at=receipt.begun_at, agent_name=receipt.agent_name
        ),
        tr("Finished: {finished_at:%Y-%m-%d %H:%M} UTC").format(finished_at=receipt.finished_at)
        if receipt.finished_at
        else tr("Not finished yet: it goes on at the next start of Canary Desk."),
        "",
        tr("Erased:"),
        *(f"  {what}: {number:,}" for what, number in receipt.counts.items()),
    ]
    if receipt.copies:
        lines += ["", tr("Copies of the data file:")]
        lines += [
            f"  {each.name}: {each.state}" + (f" ({each.problem})" if each.problem else "")
            for each in receipt.copies
        ]
    if receipt.problem:
        lines += ["", tr("Not done: {problem}").format(problem=receipt.problem)]
    lines += ["", tr("Beyond reach of the desk:"), *(f"  {what}" for what in UNREACHED)]
    return "\n".join(lines) + "\n"


def shape(receipt: Receipt) -> dict[str, object]:
    """Return a receipt as JSON holds it; times are ISO 8601 in UTC."""
    return {
        "code": receipt.code,
        "state": receipt.state,
        "agent": receipt.agent_name,
        "begun_at": receipt.begun_at.isoformat(),
        "finished_at": receipt.finished_at.isoformat() if receipt.finished_at else None,
        "erased": dict(receipt.counts),
        "copies": [
            {"name": each.name, "state": each.state, "problem": each.problem or None}
            for each in receipt.copies
        ],
        "problem": receipt.problem or None,
        "not_reached": list(UNREACHED),
    }
