"""What changed in the open case since its answer was begun, and what of it the person knows.

Pure. The store tells what came into the case; that the post to be answered went or was
edited shows between two reads of it. Whoever is asked once is not asked the same again.
"""

from __future__ import annotations

from console.domain.cases import CaseView
from console.domain.cautions import Caution, CautionKind
from console.domain.messages import Post


class CautionGuard:
    """The cautions of one answer after the other."""

    def __init__(self) -> None:
        self._case: CaseView | None = None
        self._answered: Post | None = None
        """The post to be answered as it was when the answer was begun."""
        self._seen: frozenset[Caution] = frozenset()
        self._asked: frozenset[Caution] = frozenset()

    @property
    def unseen(self) -> tuple[Caution, ...]:
        """Return what the person has not marked as seen."""
        case = self._case
        every = () if case is None else (*self._of_post(case), *case.cautions)
        return tuple(caution for caution in every if caution not in self._seen)

    def begin(self) -> None:
        """Begin with an answer to another case."""
        self._case = self._answered = None
        self._seen = self._asked = frozenset()

    def look(self, case: CaseView | None, *, writing: bool) -> None:
        """Take the case as it was read; what it says now is known while nobody is `writing`."""
        self._case = case
        if case is not None and (self._answered is None or not writing):
            self._answered = case.reply_to

    def mark_seen(self) -> tuple[Caution, ...]:
        """Take all as seen, and return what was not; `forget_seen` takes that back."""
        unseen = self.unseen
        self._seen |= frozenset(unseen)
        return unseen

    def forget_seen(self, cautions: tuple[Caution, ...]) -> None:
        """Take these as not seen after all."""
        self._seen -= frozenset(cautions)

    def asks(self) -> bool:
        """Return whether to ask before sending; for the same cautions it is asked once."""
        unseen = frozenset(self.unseen)
        known, self._asked = unseen <= self._asked, self._asked | unseen
        return not known

    def _of_post(self, case: CaseView) -> tuple[Caution, ...]:
        before = self._answered
        if before is None:
            return ()
        now = next((each for each in case.messages if each.id == before.id), None)
        if not isinstance(now, Post):
            return ()  # it went into another case, which has cautions of its own
        if now.gone:
            return (Caution(CautionKind.PARENT_GONE, message_id=now.id),)
        if now.text != before.text:
            text = " ".join(now.text.split())
            return (Caution(CautionKind.PARENT_EDITED, text, now.author_handle, None, now.id),)
        return ()
