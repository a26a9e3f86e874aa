"""Which case a post belongs to, and what the post does to that case.

The rule (ARCHITECTURE, Terms): the case of (account, conversation, customer); an own
post goes where the post it answers is. The cases that one transaction touches are kept
in memory and written once at its end, so that a page of 100 posts costs few statements.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from console.domain.cases import CaseState
from console.domain.ids import AccountId, CaseId, ContactId, MessageId, RemoteId
from console.domain.messages import Direction
from console.store.database import Database, Row

MOVED_BY_SPEAKERS = (CaseState.NEEDS_REPLY, CaseState.WAITING)
"""States that the last speaker decides; a person put the case into any other."""


@dataclass(slots=True)
class _OpenCase:
    """A case row being changed within one transaction."""

    id: CaseId
    contact_id: ContactId
    state: CaseState
    state_at: int
    rank: int
    account_id: AccountId | None = None
    first_post_at: int | None = None
    last_in_at: int | None = None
    last_out_at: int | None = None
    last_message_id: int | None = None
    thanked_at: int | None = None
    snoozed_until: int | None = None
    asked: bool | None = None
    """Whether the customer posted in it; None where that was not looked up."""

    @classmethod
    def of(cls, row: Row) -> _OpenCase:
        return cls(
            CaseId(row["id"]),
            ContactId(row["contact_id"]),
            CaseState(row["state"]),
            row["state_at"],
            row["rank"],
            None if row["account_id"] is None else AccountId(row["account_id"]),
            row["first_post_at"],
            row["last_in_at"],
            row["last_out_at"],
            row["last_message_id"],
            row["thanked_at"],
            row["snoozed_until"],
        )

    def take(
        self,
        message_id: MessageId,
        at_ms: int,
        direction: Direction,
        says_thanks: Callable[[], bool],
        *,
        muted: bool,
    ) -> None:
        """Add a post: move first and last times, and the state as its speaker moves it.

        Thanks do not bring a resolved case back; they are noted. A muted post moves no state.
        """
        spoken_at = max(self.last_in_at or 0, self.last_out_at or 0)
        self.first_post_at = min(at_ms, self.first_post_at or at_ms)
        self.last_message_id = max(message_id, self.last_message_id or 0)
        self.rank = max(at_ms, self.rank)
        if muted:
            return
        if direction is Direction.IN:
            self.last_in_at = max(at_ms, self.last_in_at or 0)
            if self.state is CaseState.MUTED:
                self.state, self.state_at = CaseState.NEEDS_REPLY, at_ms
            asleep = self.state in (CaseState.SNOOZED, CaseState.RESOLVED)
            # What was written before the person's act and arrives after it was not seen.
            if asleep and (at_ms > self.state_at or 0 < spoken_at < at_ms):
                if self.state is CaseState.RESOLVED and says_thanks():
                    self.thanked_at = max(at_ms, self.thanked_at or 0)
                else:
                    self.state, self.state_at = CaseState.NEEDS_REPLY, at_ms
                    self.snoozed_until = self.thanked_at = None
        else:
            self.last_out_at = max(at_ms, self.last_out_at or 0)
        if self.state in MOVED_BY_SPEAKERS:
            ours_is_last = (self.last_out_at or 0) >= (self.last_in_at or 0)
            state = CaseState.WAITING if ours_is_last else CaseState.NEEDS_REPLY
            if state is not self.state:
                self.state, self.state_at, self.snoozed_until = state, at_ms, None


class Placing:
    """The cases of one account that one transaction works on.

    Without an account only a post that a person captured is placed. A case that has none
    gets the account with the first post that is put into it.
    """

    def __init__(self, db: Database, account_id: AccountId | None) -> None:
        self._db = db
        self._account_id = account_id
        self._open: dict[CaseId, _OpenCase] = {}
        self._new: dict[CaseId, bool] = {}
        """Cases to be inserted, and whether they are settled."""
        self._without_account: set[CaseId] = set()
        """Stored cases that get the account."""
        self._keys: dict[tuple[RemoteId, RemoteId], CaseId] = {}
        self._new_keys: list[tuple[RemoteId, RemoteId]] = []
        # Not max(id): the number of a joined case must not come to mean another one.
        self._last_id = int(
            db.value("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'cases'")
        )

    def load(self, keys: Iterable[tuple[RemoteId, RemoteId]]) -> None:
        """Read the cases of some (conversation, customer), in three statements for all."""
        wanted = set(keys)
        rows = self._db.rows(
            "SELECT conversation_id, customer_id, case_id FROM case_conversations"
            " WHERE account_id = ? AND conversation_id IN (SELECT value FROM json_each(?))",
            (self._account_id, json.dumps(sorted({conversation for conversation, _ in wanted}))),
        )
        for row in rows:
            key = (RemoteId(row["conversation_id"]), RemoteId(row["customer_id"]))
            self._keys[key] = CaseId(row["case_id"])
        # A conversation's first post may have been captured before there was an account.
        missing = sorted({key[0] for key in wanted if key not in self._keys})
        for row in self._db.rows(
            "SELECT p.remote_id, p.author_id, m.case_id FROM posts p"
            " JOIN messages m ON m.id = p.message_id"
            " JOIN cases c ON c.id = m.case_id AND c.account_id IS NULL"
            " WHERE p.network = (SELECT network FROM accounts WHERE id = ?)"
            " AND p.remote_id IN (SELECT value FROM json_each(?))",
            (self._account_id, json.dumps(missing)),
        ):
            key = (RemoteId(row["remote_id"]), RemoteId(row["author_id"]))
            self._keys[key] = CaseId(row["case_id"])
        self.open(self._keys.values())

    def open(self, case_ids: Iterable[CaseId]) -> None:
        """Read some cases into memory, in one statement for all of them."""
        missing = sorted(set(case_ids) - self._open.keys())
        for row in self._db.rows(
            "SELECT * FROM cases WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(missing),),
        ):
            self._open[CaseId(row["id"])] = _OpenCase.of(row)

    def case_of(
        self, conversation_id: RemoteId, customer_id: RemoteId, contact_id: ContactId, at_ms: int
    ) -> CaseId:
        """Return the case of a customer in a loaded conversation, opened now if there is none.

        A new one is not settled yet: when the walk is complete, `settling` looks
        whether it goes on with an older case of the same contact.
        """
        key = (conversation_id, customer_id)
        if key not in self._keys:
            self._keys[key] = self.begin(contact_id, at_ms, settled=False)
            self._new_keys.append(key)
        return self._keys[key]

    def begin(self, contact_id: ContactId, at_ms: int, *, settled: bool) -> CaseId:
        """Return a new case; a settled one is never joined to an older by itself."""
        self._last_id += 1
        case_id = CaseId(self._last_id)
        self._open[case_id] = _OpenCase(
            case_id, contact_id, CaseState.NEEDS_REPLY, at_ms, at_ms, self._account_id
        )
        self._new[case_id] = settled
        return case_id

    def take(
        self,
        case_id: CaseId,
        message_id: MessageId,
        at_ms: int,
        direction: Direction,
        *,
        says_thanks: Callable[[], bool] = lambda: False,
        muted: bool = False,
    ) -> None:
        """Let a case know of a post that is stored in it.

        Whether it says thanks is asked only where that counts. A case is muted in which the
        customer's first post is, even where our answer came in before that.
        """
        if case_id not in self._open:
            self.open((case_id,))
        case = self._open[case_id]
        if muted and case.state in MOVED_BY_SPEAKERS and self._asks_first(case):
            case.state, case.state_at = CaseState.MUTED, at_ms
        if direction is Direction.IN:
            case.asked = True
        case.take(message_id, at_ms, direction, says_thanks, muted=muted)
        if case.account_id is None and self._account_id is not None:
            case.account_id = self._account_id
            self._without_account.add(case_id)

    def _asks_first(self, case: _OpenCase) -> bool:
        """Return whether the customer's first post comes to a case, and nobody works there."""
        if case.asked is None:
            case.asked = case.id not in self._new and bool(
                self._db.value(
                    "SELECT 1 WHERE EXISTS (SELECT 1 FROM messages WHERE case_id = :id"
                    " AND (direction = 'in' OR kind = 'call_note'))"
                    " OR EXISTS (SELECT 1 FROM promises WHERE case_id = :id AND kept_at IS NULL)",
                    {"id": case.id},
                )
            )
        return not case.asked

    def write(self) -> None:
        """Write all cases, new ones first; to be called before the messages in them."""
        self._db.execute_many(
            "INSERT INTO cases (state, state_at, rank, first_post_at, last_in_at, last_out_at,"
            " last_message_id, thanked_at, snoozed_until, id, account_id, contact_id, settled)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (*_values(case), self._account_id, case.contact_id, self._new[case.id])
                for case in self._open.values()
                if case.id in self._new
            ],
        )
        self._db.execute_many(
            "INSERT INTO case_conversations VALUES (?, ?, ?, ?)",
            [(self._account_id, *key, self._keys[key]) for key in self._new_keys],
        )
        self._db.execute_many(
            "UPDATE cases SET state = ?, state_at = ?, rank = ?, first_post_at = ?,"
            " last_in_at = ?, last_out_at = ?, last_message_id = ?, thanked_at = ?,"
            " snoozed_until = ? WHERE id = ?",
            [_values(case) for case in self._open.values() if case.id not in self._new],
        )
        # Thanks confirm what fixed it last.
        self._db.execute_many(
            "UPDATE resolutions SET confirmed_at = ? WHERE confirmed_at IS NULL"
            " AND id = (SELECT max(id) FROM resolutions WHERE case_id = ?)",
            [(case.thanked_at, case.id) for case in self._open.values() if case.thanked_at],
        )
        for case_id in self._without_account:
            if self._account_id is not None:
                give_account(self._db, case_id, self._account_id)


def give_account(db: Database, case_id: CaseId, account_id: AccountId) -> None:
    """Make a case one of an account's, with its conversations; inside a `writing` block."""
    db.execute("UPDATE cases SET account_id = ? WHERE id = ?", (account_id, case_id))
    db.execute("DELETE FROM case_conversations WHERE case_id = ?", (case_id,))
    note_conversations(db, case_id, account_id)


def note_conversations(db: Database, case_id: CaseId, account_id: AccountId) -> None:
    """Let what the customer writes on in the case's conversations come into it as well.

    A conversation that has a case already keeps that one. Inside a `writing` block.
    """
    db.execute(
        "INSERT INTO case_conversations"
        " SELECT a.id, p.conversation_id, p.author_id, m.case_id FROM messages m"
        " JOIN posts p ON p.message_id = m.id JOIN accounts a ON a.network = p.network"
        " WHERE m.case_id = ? AND m.direction = 'in' AND a.id = ? ON CONFLICT DO NOTHING",
        (case_id, account_id),
    )


def _values(case: _OpenCase) -> tuple[object, ...]:
    return (
        case.state,
        case.state_at,
        case.rank,
        case.first_post_at,
        case.last_in_at,
        case.last_out_at,
        case.last_message_id,
        case.thanked_at,
        case.snoozed_until,
        case.id,
    )
