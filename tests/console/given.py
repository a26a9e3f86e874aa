"""What the tests of the core begin with: a data file, an account, posts, a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.connectors.base import Connector
from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.cases import CaseFilter, CaseState
from console.domain.ids import RemoteId
from console.domain.remote import Page, RemotePost, RemoteUser, Timeline
from console.errors import PictureRefused
from console.store import accounts, cases, posts, settling
from console.store.database import Database

START = datetime(2026, 10, 1, 9, tzinfo=UTC)
OWN = RemoteUser(RemoteId("1"), "shop", "The Shop")
ADA = RemoteUser(RemoteId("2"), "ada_fern", "Ada Fern", 10)
BEN = RemoteUser(RemoteId("3"), "ben", "Ben Moss")


def database(path: Path) -> Database:
    return Database.open(path / "canary-desk.db", busy_timeout_s=0.2)


def counts(db: Database) -> dict[CaseState, int]:
    return {state: cases.count(db, CaseFilter((state,))) for state in CaseState}


def account(db: Database, own: RemoteUser = OWN) -> Account:
    return accounts.add(
        db,
        network="memory",
        remote_id=own.remote_id,
        handle=own.handle,
        name=own.name,
        now=START,
    )


def post(
    remote_id: int,
    author: RemoteUser,
    minutes: float,
    text: str = "",
    *,
    reply_to: RemotePost | None = None,
    conversation: str | None = None,
    parent: str | None = None,
    parent_author: RemoteId | None = None,
    mentions: tuple[RemoteUser, ...] = (OWN,),
    repost: bool = False,
) -> RemotePost:
    if reply_to is not None:
        conversation = conversation or reply_to.conversation_id
        parent, parent_author = reply_to.remote_id, reply_to.author.remote_id
    return RemotePost(
        remote_id=RemoteId(str(remote_id)),
        author=author,
        at=START + timedelta(minutes=minutes),
        text=text or f"post number{remote_id}",
        conversation_id=RemoteId(conversation or str(remote_id)),
        parent_id=None if parent is None else RemoteId(parent),
        parent_author_id=parent_author,
        quoted_id=None,
        mentions=mentions,
        lang="en",
        media=(),
        repost=repost,
    )


def save(
    db: Database,
    account: Account,
    *given: RemotePost,
    timeline: Timeline = Timeline.MENTIONS,
    settled: bool = True,
) -> posts.Saved:
    saved = posts.save_page(db, account, timeline, Page(given, "{}", done=True), START)
    if settled:
        settling.settle(db, account.id)
    return saved


def case_of(db: Database, remote_id: int) -> int | None:
    found = db.row(
        "SELECT m.case_id FROM posts p JOIN messages m ON m.id = p.message_id"
        " WHERE p.remote_id = ?",
        (str(remote_id),),
    )
    assert found is not None, f"post {remote_id} is not stored"
    case_id: int | None = found[0]
    return case_id


def everything(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, the journal's and FTS's own ones aside."""
    tables = db.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT GLOB '*_fts_*' AND name NOT GLOB 'contact_digits_*'"
        " AND name NOT IN ('journal', 'sqlite_sequence', 'case_counts')"
    )
    return {
        row["name"]: sorted(
            (tuple(one) for one in db.rows(f"SELECT * FROM {row['name']}")), key=str
        )
        for row in tables
    }


def index_is_whole(db: Database) -> None:
    """Let FTS5 compare its indexes with what they hold; raises StoreCorrupt where they differ."""
    with db.writing():
        for index in ("messages_fts", "contacts_fts", "contact_digits"):
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


@dataclass
class Clock:
    at: datetime = START + timedelta(days=1)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class TinyNetwork:
    """Hands out one connector; remembers with which secrets."""

    connector: Connector
    needs_credentials: bool = False
    secrets: list[Mapping[str, str]] = field(default_factory=list)

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        raise PictureRefused("This network has no pictures.")

    def connect(self, secret: Mapping[str, str]) -> Connector:
        self.secrets.append(secret)
        return self.connector


@dataclass
class Bench:
    """A desk on a memory network, with all that a test looks at."""

    world: MemoryWorld
    connector: MemoryConnector
    clock: Clock
    context: Context
    desk: Desk
    account: Account

    @property
    def db(self) -> Database:
        return self.context.db

    def user(self, handle: str) -> RemoteUser:
        """Return the customer of a handle, who is new where nobody wrote under it."""
        posts = (one for one in self.world.posts() if one.author.handle == handle)
        found = next(posts, None)
        return self.world.add_user(handle) if found is None else found.author

    def texts(self) -> list[str]:
        """What our account has published, oldest first."""
        own = self.world.own.remote_id
        return [one.text for one in reversed(self.world.posts()) if one.author.remote_id == own]


def bench(path: Path, *, posts: Iterable[tuple[str, str]] = (("ada", "@shop help"),)) -> Bench:
    clock = Clock()
    world = MemoryWorld(OWN, clock=clock)
    authors: dict[str, RemoteUser] = {}
    for number, (handle, text) in enumerate(posts):
        if handle not in authors:
            authors[handle] = world.add_user(handle)
        world.add_post(authors[handle], text, at=START + timedelta(minutes=number))
    connector = MemoryConnector(world)
    context = Context(
        database(path),
        {"memory": TinyNetwork(connector)},
        Credentials(),
        agent_name="Anna",
        process="one",
        now=clock,
    )
    desk = Desk(context)
    own = desk.sign_ins.with_keys({}, network="memory", this_run_only=True).account
    desk.accounts.sync(own)
    return Bench(world, connector, clock, context, desk, own)
