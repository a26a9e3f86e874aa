"""Rows of posts: taking in a page of a walk, all of it or nothing.

Within one transaction: contacts, cases, messages, posts, the full-text index, and the
cursor that says the page was taken in. A page taken in twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import CaseId, RemoteId, WatchId, to_ms
from console.domain.remote import Page, RemotePost, Timeline
from console.store import cursors, known_posts, reposts, standing
from console.store.database import Database
from console.store.intake import Intake


@dataclass(frozen=True, slots=True)
class Saved:
    """What taking in a page did."""

    changes: Changes
    new: int
    """How many posts were not stored before."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What taking in the posts that a watch found did."""

    changes: Changes
    new: int
    """How many posts were not stored before."""
    hits: int
    """How many the watch had not found before."""


def save_page(
    db: Database, account: Account, timeline: Timeline, page: Page, now: datetime
) -> Saved:
    """Store a page's posts and its cursor in one transaction."""
    with db.writing():
        intake = Intake(db, account, timeline, now)
        touched = intake.take(page.posts)
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
    return Saved(Changes.of(cases=touched), intake.new)


def save_hits(
    db: Database, account: Account, watch_id: WatchId, posts: Iterable[RemotePost], now: datetime
) -> Hits:
    """Store what a watch found; inside the `writing` block that moves its walk on."""
    intake = Intake(db, account, None, now, watch_id)
    touched = intake.take(posts)
    return Hits(Changes.of(cases=touched), intake.new, intake.hits)


def save_seen(db: Database, account: Account, timeline: Timeline, page: Page) -> Saved:
    """Store the posts of a page that is no step of a walk; how often they were repeated is not."""
    with db.writing():
        intake = Intake(db, account, timeline)
        touched = intake.take(page.posts)
    return Saved(Changes.of(cases=touched), intake.new)


def save_own(db: Database, account: Account, post: RemotePost) -> frozenset[CaseId]:
    """Store a post that was published from here; inside a `writing` block."""
    return Intake(db, account, Timeline.OWN).take((post,))


def save_counts(db: Database, network: str, posts: Iterable[RemotePost], now: datetime) -> Changes:
    """Note how often posts were repeated by now, as far as they are stored."""
    with db.writing():
        touched = reposts.count(db, network, posts, now)
        standing.refresh(db, touched)
    return Changes.of(cases=touched)


def summoning_post(db: Database, case_id: CaseId) -> RemoteId | None:
    """Return the post of a case that an answer goes to; None where it holds no customer's post.

    The newest that X accepts an API reply to by the case's account; where none is, the newest.
    What is muted only where nothing else is there: as `CaseView.reply_to`.
    """
    found = db.value(
        "SELECT p.remote_id FROM messages m JOIN posts p ON p.message_id = m.id"
        " JOIN cases c ON c.id = m.case_id WHERE m.case_id = ? AND m.direction = 'in'"
        " AND p.remote_id NOT LIKE 'captured:%' AND p.gone_at IS NULL"
        f" ORDER BY {known_posts.summons('p', 'c.account_id')} DESC,"
        " m.muted_by IS NULL DESC, m.id DESC LIMIT 1",
        (case_id,),
    )
    return None if found is None else RemoteId(found)


def is_in(db: Database, case_id: CaseId, remote_id: RemoteId) -> bool:
    """Return whether a post lies in a case, of the network of the case's account."""
    found = db.value(
        "SELECT 1 FROM cases c JOIN accounts a ON a.id = c.account_id"
        " JOIN posts p ON p.network = a.network AND p.remote_id = ?"
        " JOIN messages m ON m.id = p.message_id AND m.case_id = c.id WHERE c.id = ?",
        (remote_id, case_id),
    )
    return found is not None
