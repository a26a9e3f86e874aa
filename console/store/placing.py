"""Which case a post belongs to, and what the post does to that case.

The rule (DESIGN, Terms): the case of (account, conversation, customer); an own post
goes where the post it answers is. Case rows touched in one transaction are kept in
memory and written once at its end, so that a page of 100 posts costs few statements.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.domain.cases import CaseState
from console.domain.ids import AccountId, CaseId, ContactId, MessageId, RemoteId
from console.domain.messages import Direction
from console.store.database import Database, Row

_MOVED_BY_SPEAKERS = (CaseState.NEEDS_REPLY, CaseState.WAITING)


@dataclass(slots=True)
class _OpenCase:
    """A case row being changed within one transaction."""

    id: CaseId
    state: CaseState
    state_at: int
    first_post_at: int | None
    last_in_at: int | None
    last_out_at: int | None
    last_message_id: int | None

    @classmethod
    def of(cls, row: Row) -> _OpenCase:
        return cls(
            CaseId(row["id"]),
            CaseState(row["state"]),
            row["state_at"],
            row["first_post_at"],
            row["last_in_at"],
            row["last_out_at"],
            row["last_message_id"],
        )

    def take(self, message_id: MessageId, at_ms: int, direction: Direction) -> None:
        """Add a post: move first and last times, and the state as its speaker moves it."""
        self.first_post_at = min(at_ms, self.first_post_at or at_ms)
        self.last_message_id = max(message_id, self.last_message_id or 0)
        if direction is Direction.IN:
            self.last_in_at = max(at_ms, self.last_in_at or 0)
            woken = self.state in (CaseState.SNOOZED, CaseState.RESOLVED)
            if woken and at_ms > self.state_at:
                self.state, self.state_at = CaseState.NEEDS_REPLY, at_ms
        else:
            self.last_out_at = max(at_ms, self.last_out_at or 0)
        if self.state in _MOVED_BY_SPEAKERS:
            ours_is_last = (self.last_out_at or 0) >= (self.last_in_at or 0)
            state = CaseState.WAITING if ours_is_last else CaseState.NEEDS_REPLY
            if state is not self.state:
                self.state, self.state_at = state, at_ms


@dataclass(slots=True)
class Placing:
    """The cases of one account that one transaction works on."""

    db: Database
    account_id: AccountId
    _open: dict[CaseId, _OpenCase] = field(default_factory=dict)
    _keys: dict[tuple[RemoteId, RemoteId], CaseId] = field(default_factory=dict)

    def case_of(
        self, conversation_id: RemoteId, customer_id: RemoteId, contact_id: ContactId, at_ms: int
    ) -> CaseId:
        """Return the case of a customer in a conversation, opened now if there is none.

        A new one is not settled yet: when the walk is complete, `settling` looks
        whether it goes on with an older case of the same contact.
        """
        key = (conversation_id, customer_id)
        if key in self._keys:
            return self._keys[key]
        found = self.db.value(
            "SELECT case_id FROM case_conversations"
            " WHERE account_id = ? AND conversation_id = ? AND customer_id = ?",
            (self.account_id, *key),
        )
        if found is None:
            found = self.db.insert(
                "cases",
                {
                    "account_id": self.account_id,
                    "contact_id": contact_id,
                    "state": CaseState.NEEDS_REPLY,
                    "state_at": at_ms,
                    "rank": at_ms,
                    "settled": 0,
                },
            )
            self.db.execute(
                "INSERT INTO case_conversations VALUES (?, ?, ?, ?)",
                (self.account_id, *key, found),
            )
        self._keys[key] = CaseId(found)
        return CaseId(found)

    def take(
        self, case_id: CaseId, message_id: MessageId, at_ms: int, direction: Direction
    ) -> None:
        """Let a case that a post was stored in know of it."""
        case = self._open.get(case_id)
        if case is None:
            row = self.db.row("SELECT * FROM cases WHERE id = ?", (case_id,))
            assert row is not None, "a case that a message points to exists (foreign key)"
            case = self._open[case_id] = _OpenCase.of(row)
        case.take(message_id, at_ms, direction)

    def write(self) -> frozenset[CaseId]:
        """Write all cases back and return their ids."""
        self.db.execute_many(
            "UPDATE cases SET state = ?, state_at = ?, first_post_at = ?, last_in_at = ?,"
            " last_out_at = ?, last_message_id = ?, rank = ? WHERE id = ?",
            [
                (
                    case.state,
                    case.state_at,
                    case.first_post_at,
                    case.last_in_at,
                    case.last_out_at,
                    case.last_message_id,
                    max(case.last_in_at or 0, case.last_out_at or 0),
                    case.id,
                )
                for case in self._open.values()
            ],
        )
        return frozenset(self._open)
