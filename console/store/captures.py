"""Rows of posts that a person captured by hand: where one goes, and storing it.

Of a captured post little is certain: not its author's id, nor its conversation. What a
sync tells of it later is `recognising`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.accounts import Account
from console.domain.cases import CaseRow
from console.domain.ids import (
    CaseId,
    ContactId,
    MessageId,
    RemoteId,
    first_message_id,
    message_ms,
    to_ms,
)
from console.domain.kinds import MessageKind
from console.domain.messages import MADE_UP, Direction
from console.domain.remote import RemoteUser
from console.domain.triage_rules import MuteKind
from console.errors import InputError
from console.language import tr
from console.store import accounts, cases, contacts, messages, mute_ground, muting, triage_rules
from console.store.database import Database
from console.store.messages import NewMessage
from console.store.placing import Placing, note_conversations
from console.text.kinds import kind_of
from console.text.post_links import mentions
from console.text.weight import normalise

SAME_WITHIN = timedelta(hours=24)
"""Without a link, the same words of the same author within this time are the same post."""

_AFTER_MADE_UP = "captured;"
"""Sorts behind every made-up id."""

_OWN_CONVERSATION = (
    "(case_id, conversation_id) ="
    " (SELECT m.case_id, p.remote_id FROM posts p JOIN messages m ON m.id = p.message_id"
    " WHERE p.message_id = ?)"
)
"""The guess that a captured post began its conversation, as a key of its case."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A post as a person captured it."""

    network: str
    remote_id: RemoteId | None
    """None where its link is not known."""
    handle: str
    name: str
    """Empty where not known."""
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a captured post goes; what is None has to be made."""

    account: Account | None
    """None where no account of the network is connected yet."""
    contact_id: ContactId | None
    author_id: RemoteId | None
    """None for an author without a row among the handles."""
    case_id: CaseId | None
    conversation_id: RemoteId | None
    """None where the network has not told of any post of it."""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A stored post that was captured without its link."""

    message_id: MessageId
    author_id: RemoteId
    text: str

    def gap_ms(self, author_ids: Collection[RemoteId], text: str, at: datetime) -> int | None:
        """Return how far in time it lies from another post; None where it is not that one."""
        gap_ms = abs(message_ms(self.message_id) - to_ms(at))
        same = self.author_id in author_ids and self.text == text
        return gap_ms if same and gap_ms <= SAME_WITHIN // timedelta(milliseconds=1) else None


def cleaned(text: str) -> str:
    """Return a post's text as a captured one is stored, and may be compared with."""
    return normalise(text).strip()


def find(db: Database, post: Captured) -> MessageId | None:
    """Return the stored post that this one is, None where it is new."""
    if post.remote_id is not None:
        found = db.value(
            "SELECT message_id FROM posts WHERE network = ? AND remote_id = ?",
            (post.network, post.remote_id),
        )
        return None if found is None else MessageId(found)
    author = contacts.of_handle(db, post.network, post.handle)
    if author is None:
        return None
    around = [to_ms(post.at + by) for by in (-SAME_WITHIN, SAME_WITHIN)]
    found = db.value(
        "SELECT m.id FROM messages m JOIN posts p ON p.message_id = m.id"
        " JOIN cases c ON c.id = m.case_id WHERE c.contact_id = ? AND p.author_id = ?"
        " AND m.text = ? AND m.id BETWEEN ? AND ? ORDER BY m.id DESC LIMIT 1",
        (*author, post.text, *map(first_message_id, around)),
    )
    return None if found is None else MessageId(found)


def find_unlinked(db: Database, post: Captured) -> MessageId | None:
    """Return the post, captured before without its link, that one with a link is."""
    known = contacts.of_handle(db, post.network, post.handle)
    if post.remote_id is None or known is None:
        return None
    authors = {known[1], contacts.placeholder(post.handle)}
    near = [
        (gap_ms, each.message_id)
        for each in unlinked(db, post.network, post.at, post.at)
        if (gap_ms := each.gap_ms(authors, post.text, post.at)) is not None
    ]
    return min(near)[1] if near else None


def unlinked(db: Database, network: str, first: datetime, last: datetime) -> list[Unlinked]:
    """Return the posts captured without their link that may be some of a span of time."""
    rows = db.rows(
        # The plus keeps to the index's narrow range, which is empty on nearly every desk.
        "SELECT p.message_id, p.author_id, m.text FROM posts p"
        " CROSS JOIN messages m ON m.id = p.message_id"
        " WHERE p.network = ? AND p.remote_id >= ? AND p.remote_id < ?"
        " AND +p.message_id BETWEEN ? AND ?",
        (
            network,
            MADE_UP,
            _AFTER_MADE_UP,
            first_message_id(to_ms(first - SAME_WITHIN)),
            first_message_id(to_ms(last + SAME_WITHIN) + 1),
        ),
    )
    return [Unlinked(MessageId(row[0]), RemoteId(row[1]), row[2]) for row in rows]


def give_id(db: Database, message_id: MessageId, remote_id: RemoteId) -> None:
    """Give a post captured without its link its id; inside a `writing` block.

    A conversation that had a case under that id before keeps that one.
    """
    db.execute(
        f"UPDATE OR IGNORE case_conversations SET conversation_id = ? WHERE {_OWN_CONVERSATION}",
        (remote_id, message_id),
    )
    was = db.row("SELECT network, remote_id FROM posts WHERE message_id = ?", (message_id,))
    if was is not None:
        muting.rename(db, was["network"], MuteKind.CONVERSATION, was["remote_id"], remote_id)
    db.execute(
        "UPDATE posts SET remote_id = :id, conversation_id ="
        " CASE conversation_id WHEN remote_id THEN :id ELSE conversation_id END"
        " WHERE message_id = :message",
        {"id": remote_id, "message": message_id},
    )


def case_of(db: Database, message_id: MessageId) -> CaseId | None:
    """Return the case of a stored post, None where it belongs to none."""
    found = db.value("SELECT case_id FROM messages WHERE id = ?", (message_id,))
    return None if found is None else CaseId(found)


def place(db: Database, post: Captured, chosen: CaseId | None) -> Place:
    """Return where a new post goes: the case that a person chose, else by the rule.

    Raises:
        InputError: the chosen case is another customer's.
        NotFound: there is no such case.
    """
    author = contacts.of_handle(db, post.network, post.handle)
    case_id, conversation_id = (None, None) if author is None else _near(db, post, author[0])
    case_id = chosen or case_id
    contact_id = None if author is None else author[0]
    account = _account(db, post)
    if case_id is not None:
        row = cases.row(db, case_id)
        if row.contact_id != contact_id:
            _check_free(db, post, row, known=contact_id is not None)
        contact_id = row.contact_id
        if row.account_id is not None:
            account = accounts.get(db, row.account_id)
    author_id = None if author is None else author[1]
    return Place(account, contact_id, author_id, case_id, conversation_id)


def add(db: Database, post: Captured, to: Place, now: datetime) -> CaseId:
    """Store a new post; return its case; inside a `writing` block."""
    contact_id, author_id = to.contact_id, to.author_id
    if contact_id is None:
        contact_id = contacts.add(db, post.name or post.handle, to_ms(now))
    if author_id is None:
        author_id = contacts.placeholder(post.handle)
        user = RemoteUser(author_id, post.handle, post.name)
        contacts.add_handle(db, post.network, user, contact_id, to_ms(now))
    placing = Placing(db, None if to.account is None else to.account.id)
    case_id = to.case_id
    if case_id is None:
        case_id = placing.begin(contact_id, to_ms(post.at), settled=True)
    (message_id,) = messages.next_ids(db, [to_ms(post.at)])
    conversation_id = to.conversation_id or post.remote_id or _made_up(post)
    # A case that is new is not stored yet, and nobody is at work in it.
    work = mute_ground.Grounds(db).take(to.case_id, message_id, Direction.IN)
    mutes = muting.load(db, post.network).mutes
    muted_by = mutes.by(author_id, conversation_id, post.text, work)
    placing.take(
        case_id,
        message_id,
        to_ms(post.at),
        Direction.IN,
        says_thanks=lambda: kind_of(post.text) is MessageKind.THANKS,
        muted=muted_by is not None,
    )
    placing.write()
    new = NewMessage(message_id, case_id, "post", Direction.IN, post.text, muted_by=muted_by)
    messages.add_all(db, [new])
    _add_post(db, message_id, post, to, author_id)
    if to.account is not None:
        note_conversations(db, case_id, to.account.id)
    triage_rules.follow(db, (message_id,), now)
    return case_id


def _add_post(
    db: Database, message_id: MessageId, post: Captured, to: Place, author_id: RemoteId
) -> None:
    remote_id = post.remote_id or _made_up(post)
    db.insert(
        "posts",
        {
            "message_id": message_id,
            "network": post.network,
            "remote_id": remote_id,
            "conversation_id": to.conversation_id or remote_id,
            "author_id": author_id,
            "lang": "",
            "summons": to.account is not None and mentions(post.text, to.account.handle),
            "repost": 0,
        },
    )


def _near(
    db: Database, post: Captured, contact_id: ContactId
) -> tuple[CaseId | None, RemoteId | None]:
    """Return case and conversation, where the network told of an answer to it or of more."""
    near = db.row(
        # CROSS fixes the order: from the contact, not from all posts of the network.
        "SELECT m.case_id, p.conversation_id FROM cases c CROSS JOIN messages m"
        " ON m.case_id = c.id CROSS JOIN posts p ON p.message_id = m.id"
        " WHERE c.contact_id = ? AND p.network = ? AND (p.parent_id = ? OR p.conversation_id = ?)"
        " ORDER BY m.id LIMIT 1",
        (contact_id, post.network, post.remote_id, post.remote_id),
    )
    return (None, None) if near is None else (CaseId(near[0]), RemoteId(near[1]))


def _account(db: Database, post: Captured) -> Account | None:
    """Return the newest account that the post mentions, else the newest of the network."""
    found = [each for each in reversed(accounts.every(db)) if each.network == post.network]
    named = [each for each in found if mentions(post.text, each.handle)]
    return next(iter(named or found), None)


def _check_free(db: Database, post: Captured, row: CaseRow, *, known: bool) -> None:
    """Make sure that an author may be the contact of a case, who has no handle there yet."""
    has_one = db.value(
        "SELECT 1 FROM handles WHERE contact_id = ? AND network = ?",
        (row.contact_id, post.network),
    )
    if known or has_one:
        raise InputError(
            tr("This case is about {name}, and @{handle} is another customer.").format(
                name=row.name, handle=post.handle
            ),
            advice=tr("Capture the post as a new case."),
        )


def _made_up(post: Captured) -> RemoteId:
    told = "\n".join((post.network, post.handle.casefold(), str(to_ms(post.at)), post.text))
    return RemoteId(MADE_UP + hashlib.sha256(told.encode()).hexdigest()[:32])
