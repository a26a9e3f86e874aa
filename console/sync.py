"""Pull one account: walk its timelines, newest first, a transaction a page.

Owns the walk; knows neither the network's words (the cursor is the connector's) nor
what a page does to cases (the store's). A crash between two pages loses nothing: the
walk goes on from the stored cursor.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from console.connectors.base import Connector
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.remote import Timeline
from console.errors import BadAnswer
from console.language import tr
from console.store import cursors, posts, settling
from console.store.database import Database

LOG = logging.getLogger(__name__)
MAX_PAGES = 1000
"""Where a walk that never ends is taken for a fault of the network."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull brought."""

    read: int = 0
    """How many posts the network gave; each may cost."""
    new: int = 0
    """How many of them were not stored before."""
    malformed: int = 0
    """How many items could not be understood and were left out."""
    gap: bool = False
    """Whether older posts could no longer be had."""
    changes: Changes = field(default_factory=Changes)

    def __add__(self, other: Pulled) -> Pulled:
        return Pulled(
            self.read + other.read,
            self.new + other.new,
            self.malformed + other.malformed,
            gap=self.gap or other.gap,
            changes=self.changes | other.changes,
        )


def pull_account(
    db: Database,
    connector: Connector,
    account: Account,
    *,
    now: Callable[[], datetime],
    on_page: Callable[[Changes], None] = lambda _: None,
    stopping: Callable[[], bool] = lambda: False,
) -> Pulled:
    """Walk both timelines of an account and settle what is new.

    `on_page` hears of each committed page; `stopping` is asked between pages, and a
    walk that it stops goes on next time.

    Raises:
        ConnectorError: a page could not be had; those before it are stored.
        StoreError: a page could not be stored.
    """
    pulled = Pulled()
    for timeline in (Timeline.MENTIONS, Timeline.OWN):
        stored = cursors.get(db, account.id, timeline)
        # A walk that was broken off is brought to its end, and then what came since it began:
        # what is settled below has to know our newest answers.
        for _ in range(1 if stored is None or stored.done else 2):
            pulled += pull_timeline(
                db, connector, account, timeline, now=now, on_page=on_page, stopping=stopping
            )
    if stopping():
        return pulled
    settled = Changes.of(cases=settling.settle(db, account.id))
    if settled:
        on_page(settled)
    return pulled + Pulled(changes=settled)


def pull_timeline(
    db: Database,
    connector: Connector,
    account: Account,
    timeline: Timeline,
    *,
    now: Callable[[], datetime],
    on_page: Callable[[Changes], None] = lambda _: None,
    stopping: Callable[[], bool] = lambda: False,
) -> Pulled:
    """Walk one timeline to its end, from where the last walk stopped."""
    stored = cursors.get(db, account.id, timeline)
    cursor = None if stored is None else stored.value
    pulled = Pulled()
    for _ in range(MAX_PAGES):
        if stopping():
            return pulled
        page = connector.read_page(timeline, account.remote_id, cursor)
        saved = posts.save_page(db, account, timeline, page, now())
        pulled += Pulled(
            len(page.posts), saved.new, page.malformed, gap=page.gap, changes=saved.changes
        )
        if saved.changes:
            on_page(saved.changes)
        if page.done:
            LOG.info(
                "A walk came to its end",
                extra={
                    "fields": {
                        "account": account.id,
                        "what": timeline,
                        "posts": pulled.read,
                        "count": pulled.new,
                        "failed": pulled.malformed,
                    }
                },
            )
            return pulled
        cursor = page.cursor
    raise BadAnswer(
        tr("The {timeline} of @{handle} never came to an end.").format(
            timeline=timeline, handle=account.handle
        )
    )


def peek(db: Database, connector: Connector, account: Account, timeline: Timeline) -> Pulled:
    """Take in the newest page of a timeline, whatever was read of it; the walk stays as it is.

    A post that the network shows late may be older than what was read since: a walk goes
    on behind that and never meets it.

    Raises:
        ConnectorError: it could not be had.
    """
    page = connector.read_page(timeline, account.remote_id, None)
    saved = posts.save_seen(db, account, timeline, page)
    return Pulled(len(page.posts), saved.new, page.malformed, changes=saved.changes)
