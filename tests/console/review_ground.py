"""A backup of a small desk, for tests of reviews."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.review_desk import ClosedNetwork, ReviewDesk
from console.desk.review_session import ReviewSession
from console.desk.reviews import open_review
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser
from console.exchange.review_source import Source
from console.store.database import Database
from ui.app import MemoryNetwork

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OWN = RemoteUser(RemoteId("900"), "Shop", "The Shop")
CUSTOMERS = ("ada", "ben", "cleo", "dora", "emil")


def filled(folder: Path) -> Path:
    """Return a data file with a case of each customer; the first of them wrote last."""
    world = MemoryWorld(OWN)
    for place, handle in enumerate(CUSTOMERS):
        author = world.add_user(handle, handle.title())
        world.add_post(author, f"@Shop help {handle}", at=NOW - timedelta(minutes=10 * place + 5))
    network = MemoryNetwork(MemoryConnector(world))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "canary-desk.db"
    context = Context(
        db=Database.open(path),
        networks={"memory": network},
        credentials=Credentials(),
        agent_name="Mara",
        now=lambda: NOW,
    )
    desk = Desk(context)
    desk.accounts.sync(desk.sign_ins.with_keys({}, network="memory", this_run_only=True).account)
    desk.close()
    return path


def backup(folder: Path, name: str = "shop.db") -> Path:
    """Return a backup of such a file, alone in a folder of its own."""
    data = filled(folder / "data")
    folder = folder / "mail"
    folder.mkdir(exist_ok=True)
    path = folder / name
    with closing(sqlite3.connect(data)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    return path


def opened(path: Path, by: str = "Mara", *, aside: Path | None = None) -> tuple[Source, ReviewDesk]:
    """Return an open review, and its desk."""
    source, session = open_review(path, by, aside or path.parent / "aside")
    return source, desk_of(source, session)


def desk_of(source: Source, session: ReviewSession) -> ReviewDesk:
    """Return the desk of one lane."""
    context = Context(
        db=Database.open_read_only(source.db),
        networks={"memory": ClosedNetwork()},
        credentials=Credentials(),
        agent_name=session.by,
        now=lambda: NOW,
    )
    return ReviewDesk(context, session)
