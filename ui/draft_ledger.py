"""What this window wrote into the drafts of cases, as the lane knows that writes them.

Jobs of one lane come one after the other, so here it is sure whether what stands in the
file is what this window put there, or what somebody else did. `Ledger` is touched in the
writer lane only; what it finds goes home as values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId
from console.domain.outbox import Draft
from console.errors import InputError
from console.language import tr


class WrittenElsewhere(InputError):
    """Another window changed, sent or cleared the draft that this one was writing."""

    title = tr("Another window wrote here too")


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A text that is not known to be stored."""

    text: str
    limit: str
    numbering: str
    opening: int
    """Counts how often a case was opened: what is typed in one opening is one text."""
    known: str | None
    """The stored draft as it was when this was typed, whose place it takes.

    None where that was not known yet: the text belongs behind it.
    """
    on_screen: frozenset[MessageId] | None = None
    """The messages that the person had before them at the first key, or marked as seen since.

    None where nothing was typed: whatever the case holds is known then.
    """

    def takes_place_of(self, stored: str) -> bool:
        """Return whether this is what a stored draft became or becomes."""
        return self.known is not None and stored in (self.known, self.text)


class Written(NamedTuple):
    """A draft as this window stored it last; an empty text is none."""

    text: str
    before: str
    """What of it stood there before the opening in which the rest was typed."""
    opening: int

    def before_of(self, text: str, opening: int) -> str:
        """Return what of a stored text was not typed in this opening."""
        return self.before if self.opening == opening and self.text == text else text


class Saved(NamedTuple):
    """What came of storing a text."""

    case_id: CaseId
    """The case that it stands in, perhaps one that the other was joined into."""
    changes: Changes
    written: Written
    other: str | None
    """What somebody else had put there and this took the place of; None: nobody had."""


class Ledger:
    """The drafts that this window wrote, by case."""

    def __init__(self) -> None:
        self._written: dict[CaseId, Written] = {}

    def read(
        self, desk: Desk, case_id: CaseId, opening: int
    ) -> tuple[Draft | None, str, Written | None]:
        """Return the stored draft, what of it was not typed in this opening, and the entry."""
        draft = desk.drafts.get(case_id)
        text, last = _text_of(draft), self._written.get(case_id)
        if last is None:
            return draft, text, None
        return draft, last.before_of(text, opening), Written(text, *last[1:])

    def write(self, desk: Desk, case_id: CaseId, kept: Kept) -> Saved:
        """Store a text in the place of the draft that was known, or behind the one there is."""
        draft = desk.drafts.get(case_id)
        there = _text_of(draft)
        last = self._written.get(case_id if draft is None else draft.case_id)
        before, text, other = "", kept.text, None
        if kept.known is None or not desk.cases.rows(ids=(case_id,)):
            # Not known, or another's: of the case that this one was joined into.
            before = there if last is None else last.before_of(there, kept.opening)
            text = join(before, kept.text)
        elif not _accounted_for(there, kept, last):
            other = there
        changes = desk.drafts.save(case_id, text, kept.limit, kept.numbering, known=kept.on_screen)
        (current,) = changes.cases
        stored = _text_of(desk.drafts.get(current))
        written = self.note(current, Written(stored, before, kept.opening))
        return Saved(current, changes, written, other)

    def check(self, desk: Desk, case_id: CaseId, kept: Kept) -> None:
        """Make sure that nobody else changed or sent a draft that is to be sent.

        Raises:
            WrittenElsewhere: somebody did.
        """
        there = _text_of(desk.drafts.get(case_id))
        if not _accounted_for(there, kept, self._written.get(case_id)):
            raise WrittenElsewhere(
                tr("It changed or sent this draft meanwhile, so the answer was not queued."),
                advice=tr("Look at what stands in the case now, then send again."),
            )

    def note(self, case_id: CaseId, written: Written) -> Written:
        """Remember what this window stored, and return it."""
        self._written[case_id] = written
        return written


def join(first: str, second: str) -> str:
    """Return both texts with a blank line between; one alone where the other is empty."""
    if not first.strip():
        return second
    if not second.strip():
        return first
    gap = "" if first.endswith("\n\n") else "\n" if first.endswith("\n") else "\n\n"
    return first + gap + second


def _text_of(draft: Draft | None) -> str:
    return "" if draft is None else draft.text


def _accounted_for(there: str, kept: Kept, last: Written | None) -> bool:
    """Return whether what is stored is what this window put there, or else the person saw."""
    if last is None:
        return kept.takes_place_of(there)
    # What was known is past, once this window wrote in the same opening.
    known = last.text if last.opening == kept.opening else kept.known
    return there in (kept.text, last.text, known)
