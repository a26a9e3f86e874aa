"""Rows of posts: taking in a page of a walk, all of it or nothing.

Within one transaction: contacts, cases, messages, posts, the full-text index, and the
cursor that says the page was taken in. A page taken in twice changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, RemoteId, to_ms
from console.domain.messages import Direction
from console.domain.remote import Page, RemotePost, RemoteUser, Timeline
from console.store import contacts, cursors, messages
from console.store.database import Database
from console.store.placing import Placing


@dataclass(frozen=True, slots=True)
class Saved:
    """What taking in a page did."""

    changes: Changes
    new: int
    """How many posts were not stored before."""


def save_page(
    db: Database, account: Account, timeline: Timeline, page: Page, now: datetime
) -> Saved:
    """Store a page's posts and its cursor in one transaction."""
    with db.writing():
        intake = _Intake(db, account, timeline)
        intake.take(page.posts)
        oldest_ms = to_ms(min(post.at for post in page.posts)) if page.posts else to_ms(now)
        cursors.put(
            db,
            account.id,
            timeline,
            value=page.cursor,
            done=page.done,
            gap_before_ms=oldest_ms if page.gap else None,
            now_ms=to_ms(now),
        )
        touched = intake.finish()
    return Saved(Changes.of(cases=touched), intake.new)


def save_own(db: Database, account: Account, post: RemotePost) -> frozenset[CaseId]:
    """Store a post that was published from here; inside a `writing` block."""
    intake = _Intake(db, account, Timeline.OWN)
    intake.take((post,))
    return intake.finish()


def summoning_post(db: Database, case_id: CaseId) -> RemoteId | None:
    """Return the post of a case that an answer goes to; None where it holds no customer's post.

    The newest that X accepts an API reply to; where none is, the newest.
    """
    found = db.value(
        "SELECT p.remote_id FROM messages m JOIN posts p ON p.message_id = m.id"
        " WHERE m.case_id = ? AND m.direction = 'in' ORDER BY p.summons DESC, m.id DESC LIMIT 1",
        (case_id,),
    )
    return None if found is None else RemoteId(found)


class _Intake:
    """One transaction's worth of posts on their way into the store."""

    def __init__(self, db: Database, account: Account, timeline: Timeline) -> None:
        self._db = db
        self._account = account
        self._timeline = timeline
        self._placing = Placing(db, account.id)
        self._orphans = bool(
            db.value("SELECT 1 FROM orphan_posts WHERE network = ?", (account.network,))
        )
        self.new = 0

    def take(self, posts: Iterable[RemotePost]) -> None:
        """Store posts given in any order; parents are looked at before their replies."""
        oldest_first = sorted(posts, key=lambda post: (post.at, post.remote_id))
        known = self._known(oldest_first)
        for post in oldest_first:
            message_id = known.get(post.remote_id)
            if message_id is None:
                known[post.remote_id] = message_id = self._store(post)
                self.new += 1
            self._db.execute(
                "INSERT INTO account_posts VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (self._account.id, message_id, self._timeline),
            )

    def finish(self) -> frozenset[CaseId]:
        """Write the touched cases and return their ids."""
        return self._placing.write()

    def _known(self, posts: list[RemotePost]) -> dict[RemoteId, MessageId]:
        rows = self._db.rows(
            "SELECT remote_id, message_id FROM posts WHERE network = ?"
            " AND remote_id IN (SELECT value FROM json_each(?))",
            (self._account.network, json.dumps([post.remote_id for post in posts])),
        )
        return {RemoteId(row["remote_id"]): MessageId(row["message_id"]) for row in rows}

    def _store(self, post: RemotePost) -> MessageId:
        own = post.author.remote_id == self._account.remote_id
        direction = Direction.OUT if own else Direction.IN
        at_ms = to_ms(post.at)
        case_id, orphan = self._place(post, at_ms, own=own)
        message_id = messages.add(
            self._db,
            at_ms=at_ms,
            case_id=case_id,
            kind="post",
            direction=direction,
            text=post.text,
        )
        self._db.execute(
            "INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                message_id,
                self._account.network,
                post.remote_id,
                post.conversation_id,
                post.parent_id,
                post.quoted_id,
                post.author.remote_id,
                post.lang,
                not own and self._summons(post),
                post.repost,
                messages.media_to_json(post.media),
            ),
        )
        if case_id is not None:
            self._placing.take(case_id, message_id, at_ms, direction)
            if self._orphans:
                self._adopt(post.remote_id, case_id)
        if orphan:
            self._db.execute(
                "INSERT INTO orphan_posts VALUES (?, ?, ?, ?)",
                (message_id, self._account.id, self._account.network, post.parent_id),
            )
            self._orphans = True
        return message_id

    def _place(self, post: RemotePost, at_ms: int, *, own: bool) -> tuple[CaseId | None, bool]:
        """Return the case of a post, and whether it waits for its parent to arrive."""
        if post.repost:
            return None, False
        if not own:
            return self._case(post, post.author, at_ms), False
        if post.parent_id is None:
            return None, False
        row = self._db.row(
            "SELECT m.case_id FROM posts p JOIN messages m ON m.id = p.message_id"
            " WHERE p.network = ? AND p.remote_id = ?",
            (self._account.network, post.parent_id),
        )
        if row is not None and row["case_id"] is not None:
            return CaseId(row["case_id"]), False
        if post.parent_author_id in (None, self._account.remote_id):
            return None, row is None or self._is_orphan(post.parent_id)
        customer = next(
            (user for user in post.mentions if user.remote_id == post.parent_author_id),
            RemoteUser(post.parent_author_id, "", ""),
        )
        return self._case(post, customer, at_ms), False

    def _case(self, post: RemotePost, customer: RemoteUser, at_ms: int) -> CaseId:
        contact_id = contacts.of_users(self._db, self._account.network, (customer,), at_ms)[
            customer.remote_id
        ]
        return self._placing.case_of(post.conversation_id, customer.remote_id, contact_id, at_ms)

    def _is_orphan(self, remote_id: RemoteId) -> bool:
        return bool(
            self._db.value(
                "SELECT 1 FROM orphan_posts o JOIN posts p ON p.message_id = o.message_id"
                " WHERE p.network = ? AND p.remote_id = ?",
                (self._account.network, remote_id),
            )
        )

    def _summons(self, post: RemotePost) -> bool:
        handle = self._account.handle.casefold()
        if any(
            user.remote_id == self._account.remote_id or user.handle.casefold() == handle
            for user in post.mentions
        ):
            return True
        return post.quoted_id is not None and bool(
            self._db.value(
                "SELECT 1 FROM posts WHERE network = ? AND remote_id = ? AND author_id = ?",
                (self._account.network, post.quoted_id, self._account.remote_id),
            )
        )

    def _adopt(self, parent_id: RemoteId, case_id: CaseId) -> None:
        """Put the own posts that waited for this parent, and theirs in turn, into its case."""
        waiting = self._db.rows(
            "SELECT o.message_id, p.remote_id FROM orphan_posts o"
            " JOIN posts p ON p.message_id = o.message_id"
            " WHERE o.network = ? AND o.parent_id = ? AND o.account_id = ?",
            (self._account.network, parent_id, self._account.id),
        )
        for row in waiting:
            message_id = MessageId(row["message_id"])
            self._db.execute("DELETE FROM orphan_posts WHERE message_id = ?", (message_id,))
            self._db.execute("UPDATE messages SET case_id = ? WHERE id = ?", (case_id, message_id))
            self._placing.take(case_id, message_id, messages.at_ms(message_id), Direction.OUT)
            self._adopt(RemoteId(row["remote_id"]), case_id)
