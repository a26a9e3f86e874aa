"""Lives of desks with a fault each, by which the trial is tried itself.

Each is run in a process of its own, so what is put in another's place there stays there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from console import watching
from console.connectors.x import XConnector
from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.domain.remote import NewPost, Page, Published, Timeline
from console.store import cursors, posts, watch_walks
from console.store.database import Database
from tests.crash_trial import life
from tests.crash_trial.orders import Order
from tests.crash_trial.watched import Reach, WatchedDatabase


def hasty(order: Order, parent: Connection) -> None:
    """Take whatever was on its way when the desk ended for not sent."""
    _at_start("UPDATE reply_parts SET state = 'queued' WHERE state IN ('sending', 'unsure')")
    life.send(order, parent)


def forgetful(order: Order, parent: Connection) -> None:
    """Forget at each start what was queued behind the first part."""
    _at_start("UPDATE reply_parts SET state = 'cancelled' WHERE state = 'queued' AND position > 1")
    life.send(order, parent)


def careless(order: Order, parent: Connection) -> None:
    """Change the words."""
    _publishing(lambda post: replace(post, text=post.text.swapcase()))
    life.send(order, parent)


def impatient(order: Order, parent: Connection) -> None:
    """Answer the customer's post with each part, not the part before."""
    question = {text: one.mention_id for one in order.answers for text, _ in one.parts}
    _publishing(lambda post: replace(post, reply_to=RemoteId(question[post.text])))
    life.send(order, parent)


def premature(order: Order, parent: Connection) -> None:
    """Note that a page was taken in before it is."""
    take_in = posts.save_page

    def save_page(
        db: Database, account: Account, timeline: Timeline, page: Page, now: datetime
    ) -> posts.Saved:
        with db.writing():
            cursors.put(
                db, account.id, timeline, value=page.cursor, done=page.done,
                gap_before_ms=None, now_ms=0,
            )  # fmt: skip
        return take_in(db, account, timeline, page, now)

    posts.save_page = save_page
    life.pull(order, parent)


def rash(order: Order, parent: Connection) -> None:
    """Note that a page of a search was taken in before it is."""
    take_in = watching._Look._store

    def store(self: watching._Look, page: Page) -> bool:
        with self.by.db.writing():
            watch_walks.note_page(self.by.db, self.watch, page.cursor, None, self.by.now())
        return take_in(self, page)

    watching._Look._store = store  # type: ignore[method-assign]  # in this process only
    life.look(order, parent)


def lavish(order: Order, parent: Connection) -> None:
    """Charge what is read again."""
    _at_start("DELETE FROM billed_reads")
    life.look(order, parent)


def _at_start(sql: str) -> None:
    really_open = WatchedDatabase.opened

    def opened(path: Path, reach: Reach, *, durable: bool = True) -> WatchedDatabase:
        db = really_open(path, reach, durable=durable)
        with db.writing():
            db.execute(sql)
        return db

    WatchedDatabase.opened = opened  # type: ignore[method-assign]  # in this process only


def _publishing(changed: Callable[[NewPost], NewPost]) -> None:
    really_publish = XConnector.publish

    def publish(self: XConnector, post: NewPost) -> Published:
        return really_publish(self, changed(post))

    XConnector.publish = publish  # type: ignore[method-assign]  # in this process only
