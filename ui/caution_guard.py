"""What changed in the open case since its answer was begun, and what of it the person knows.

Pure. What came in is told by the store once the draft is there, and before that by the
messages that were on the screen at the first key. That the post to be answered went or was
edited shows between two reads of it. Whoever is asked once is not asked the same again.
"""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.cases import CaseView
from console.domain.cautions import Caution, CautionKind
from console.domain.ids import MessageId
from console.domain.messages import Direction, Post

_Key = tuple[CautionKind, MessageId | None, str]


class CautionGuard:
    """The cautions of one answer after the other."""

    def __init__(self) -> None:
        self._case: CaseView | None = None
        self._answered: Post | None = None
        """The post to be answered as it was when the answer was begun."""
        self._screen: frozenset[MessageId] | None = None
        """The messages that are on the screen; None where the case was not read yet."""
        self._begun: frozenset[MessageId] | None = None
        """Those that were at the first key of the answer; None where nothing is written."""
        self._seen: frozenset[_Key] = frozenset()
        self._asked: frozenset[_Key] = frozenset()

    @property
    def unseen(self) -> tuple[Caution, ...]:
        """Return what the person has not marked as seen."""
        case = self._case
        if case is None:
            return ()
        every = (*self._of_post(case), *case.cautions, *self._came_in(case))
        return tuple(caution for caution in every if _key(caution) not in self._seen)

    @property
    def known(self) -> frozenset[MessageId] | None:
        """Return the messages known since the first key, or marked as seen; None before it."""
        if self._begun is None:
            return None
        return self._begun | {id_ for _, id_, _ in self._seen if id_ is not None}

    @property
    def told(self) -> frozenset[MessageId]:
        """Return the messages of which the person knows, or was told that they came in."""
        before = self._screen if self._begun is None else self.known
        new = {each.message_id for each in self.unseen if each.message_id is not None}
        return (before or frozenset()) | new

    def begin(self, case: CaseView | None = None) -> None:
        """Begin with another answer; to this case, if it is on the screen."""
        self._case = self._answered = self._begun = None
        self._screen = None if case is None else _ids(case)
        self._seen = self._asked = frozenset()

    def look(self, case: CaseView, *, writing: bool) -> None:
        """Take the case as it was read; what it says now is known while nobody is `writing`."""
        before, self._case, self._screen = self._case, case, _ids(case)
        if self._answered is None or not writing:
            self._answered = case.reply_to
        if before is not None and before.row.id != case.row.id:
            self._begun = None  # joined: its own draft knows what came into that one
        self.write(writing=writing)

    def write(self, *, writing: bool) -> None:
        """Take note whether something is written; with the first key an answer is begun."""
        if not writing:
            self._begun = None
        elif self._begun is None:
            self._begun = self._screen

    def mark_seen(self, cautions: Iterable[Caution]) -> None:
        """Take these as seen; `forget_seen` takes that back."""
        self._seen |= {_key(caution) for caution in cautions}

    def forget_seen(self, cautions: Iterable[Caution]) -> None:
        """Take these as not seen after all."""
        self._seen -= {_key(caution) for caution in cautions}

    def asks(self) -> bool:
        """Return whether to ask before sending; for the same cautions it is asked once."""
        unseen = frozenset(_key(caution) for caution in self.unseen)
        known, self._asked = unseen <= self._asked, self._asked | unseen
        return not known

    def _came_in(self, case: CaseView) -> tuple[Caution, ...]:
        """Return what the customer posted since the first key and the store tells not yet."""
        if self._begun is None:
            return ()
        known = self._begun | {caution.message_id for caution in case.cautions}
        return tuple(
            Caution(
                CautionKind.CUSTOMER_WROTE,
                " ".join(each.text.split()),
                each.author_handle,
                each.at,
                each.id,
            )
            for each in case.messages
            if isinstance(each, Post) and each.direction is Direction.IN and each.id not in known
        )

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


def _key(caution: Caution) -> _Key:
    """Return by what a caution is known; one who saw an edit has not seen the next."""
    edited = caution.kind is CautionKind.PARENT_EDITED
    return caution.kind, caution.message_id, caution.text if edited else ""


def _ids(case: CaseView) -> frozenset[MessageId]:
    return frozenset(message.id for message in case.messages)
