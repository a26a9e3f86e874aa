"""Stores what a file holds: a batch of posts, or of direct messages as call notes.

Posts come in by the one way in (`intake`). A file is as old as it is: what the desk knows of
people by now is left as it is, and so is that a post is gone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from console.domain.accounts import Account
from console.domain.ids import AgentId, CaseId, RemoteId, to_ms
from console.domain.imports import Import
from console.domain.messages import Channel, Direction
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.store import calls, contacts, standing, tombstones
from console.store.database import Database
from console.store.intake import Intake

NEW_CASE_AFTER_MS = 30 * 86_400_000
"""Direct messages with a contact so long after the last begin a new case."""


class NewNote(NamedTuple):
    """A direct message that becomes a call note."""

    remote_id: RemoteId
    partner: RemoteUser
    direction: Direction
    at: datetime
    text: str


class Taken(NamedTuple):
    """What a batch brought."""

    touched: frozenset[CaseId]
    begun: int
    """How many cases were begun."""
    new: int
    known: int
    barred: int
    """How many are not to come back: of people who were forgotten, or kept long enough."""


def take_posts(
    db: Database, one: Import, account: Account, posts: Sequence[RemotePost], *, deleted: bool
) -> Taken:
    """Store a batch of posts; inside a `writing` block.

    A file is as old as it is: what the desk knows of people by now is left as it is, and so is
    that a post is gone. `deleted` ones are stored as gone.
    """
    network, before = account.network, _last_case(db)
    posts = _as_known(db, network, _not_gone(db, network, posts))
    own = {account.remote_id}
    touched: set[CaseId] = set()
    new = barred = 0
    for timeline in (Timeline.MENTIONS, Timeline.OWN):
        its = [
            post for post in posts if (post.author.remote_id in own) is (timeline is Timeline.OWN)
        ]
        if its:
            intake = Intake(db, account, timeline)
            touched |= intake.take(its)
            new += intake.new
            barred += intake.barred
    if deleted:
        _mark_gone(db, network, posts)
    begun = _note_begun(db, one, before)
    return Taken(frozenset(touched), begun, new, len(posts) - new - barred, barred)


def take_notes(
    db: Database, one: Import, account: Account, notes: Sequence[NewNote], agent_id: AgentId
) -> Taken:
    """Store direct messages as call notes, each once; inside a `writing` block."""
    before = _last_case(db)
    unknown = _unknown_notes(db, account.network, notes)
    fresh = _not_barred(db, account.network, unknown)
    known, barred = len(notes) - len(unknown), len(unknown) - len(fresh)
    if not fresh:
        return Taken(frozenset(), 0, 0, known, barred)
    partners = _users_as_known(db, account.network, [note.partner for note in fresh])
    ids = contacts.of_users(
        db, account.network, partners.values(), max(to_ms(note.at) for note in fresh)
    )
    touched: set[CaseId] = set()
    for note in sorted(fresh, key=lambda each: each.at):
        contact_id = ids[note.partner.remote_id]
        near = db.value(
            "SELECT c.id FROM cases c WHERE c.contact_id = ? AND c.first_call_at IS NOT NULL"
            " AND c.first_post_at IS NULL AND c.rank BETWEEN ? AND ? ORDER BY c.rank DESC LIMIT 1",
            (
                contact_id,
                to_ms(note.at) - NEW_CASE_AFTER_MS,
                to_ms(note.at) + NEW_CASE_AFTER_MS,
            ),
        )
        state = calls.first_state(note.direction)
        case_id = (
            CaseId(near) if near is not None else calls.open_case(db, contact_id, state, note.at)
        )
        message_id = calls.add(
            db,
            case_id,
            at=note.at,
            direction=note.direction,
            text=note.text,
            channel=Channel.CHAT,
            number="",
            duration_s=None,
            agent_id=agent_id,
        )
        db.execute(
            "INSERT INTO imported_notes VALUES (?, ?, ?)",
            (account.network, note.remote_id, message_id),
        )
        touched.add(case_id)
    begun = _note_begun(db, one, before)
    # The last message says whether an answer is awaited, as where notes are typed by hand.
    _follow_notes(db, one, touched)
    standing.refresh(db, touched)
    return Taken(frozenset(touched), begun, len(fresh), known, barred)


def _last_case(db: Database) -> int:
    return int(
        db.value("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'cases'") or 0
    )


def _note_begun(db: Database, one: Import, before: int) -> int:
    return db.execute(
        "INSERT OR IGNORE INTO import_cases SELECT ?, id FROM cases WHERE id > ?", (one.id, before)
    )


def _not_gone(db: Database, network: str, posts: Sequence[RemotePost]) -> list[RemotePost]:
    """Return the posts but those that were found to be gone: a file does not bring them back."""
    gone = {
        row["remote_id"]
        for row in db.rows(
            "SELECT remote_id FROM posts WHERE network = ? AND gone_at IS NOT NULL"
            " AND remote_id IN (SELECT value FROM json_each(?))",
            (network, json.dumps([post.remote_id for post in posts])),
        )
    }
    return [post for post in posts if post.remote_id not in gone]


def _as_known(db: Database, network: str, posts: Iterable[RemotePost]) -> list[RemotePost]:
    """Return the posts with nothing new about people whom the desk knows."""
    posts = list(posts)
    people = [user for post in posts for user in (post.author, *post.mentions) if user.remote_id]
    named = _users_as_known(db, network, people)
    return [_renamed(post, named) for post in posts]


def _renamed(post: RemotePost, named: Mapping[RemoteId, RemoteUser]) -> RemotePost:
    author = named.get(post.author.remote_id, post.author)
    mentions = tuple([named.get(user.remote_id, user) for user in post.mentions])
    if author is post.author and mentions == post.mentions:
        return post  # to make it anew costs more than to look
    return replace(post, author=author, mentions=mentions)


def _users_as_known(
    db: Database, network: str, users: Iterable[RemoteUser]
) -> dict[RemoteId, RemoteUser]:
    by_id: dict[RemoteId, RemoteUser] = {}
    for user in users:
        if user.remote_id not in by_id or (user.handle and not by_id[user.remote_id].handle):
            by_id[user.remote_id] = user
    for row in db.rows(
        "SELECT remote_id, handle, name, followers FROM handles WHERE network = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (network, json.dumps(list(by_id))),
    ):
        user = by_id[RemoteId(row["remote_id"])]
        by_id[user.remote_id] = RemoteUser(
            user.remote_id,
            row["handle"] or user.handle,
            row["name"] or user.name,
            user.followers if row["followers"] is None else row["followers"],
        )
    return by_id


def _mark_gone(db: Database, network: str, posts: Iterable[RemotePost]) -> None:
    db.execute_many(
        "UPDATE posts SET gone_at = message_id >> 20 WHERE network = ? AND remote_id = ?"
        " AND gone_at IS NULL",
        [(network, post.remote_id) for post in posts],
    )


def _unknown_notes(db: Database, network: str, notes: Iterable[NewNote]) -> list[NewNote]:
    by_id = {note.remote_id: note for note in notes}
    for row in db.rows(
        "SELECT remote_id FROM imported_notes WHERE network = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (network, json.dumps(list(by_id))),
    ):
        by_id.pop(RemoteId(row["remote_id"]), None)
    return list(by_id.values())


def _not_barred(db: Database, network: str, notes: list[NewNote]) -> list[NewNote]:
    """Return the notes but those of people who were forgotten since."""
    if not tombstones.are_there(db):
        return notes
    people = {tombstones.author(network, note.partner.remote_id) for note in notes}
    until = tombstones.known(db, {tombstones.Kind.AUTHOR: people})
    return [
        note
        for note in notes
        if to_ms(note.at)
        > until.get(
            (tombstones.Kind.AUTHOR, tombstones.author(network, note.partner.remote_id)), -1
        )
    ]


def _follow_notes(db: Database, one: Import, case_ids: Collection[CaseId]) -> None:
    """Let the last of its notes say where a case stands that this import began."""
    db.execute(
        "UPDATE cases SET state = iif((SELECT m.direction FROM messages m"
        " WHERE m.case_id = cases.id ORDER BY m.id DESC LIMIT 1) = 'in',"
        " 'needs_reply', 'waiting'), state_at = rank WHERE first_post_at IS NULL"
        " AND id IN (SELECT value FROM json_each(?))"
        " AND id IN (SELECT case_id FROM import_cases WHERE import_id = ?)",
        (json.dumps(list(case_ids)), one.id),
    )
