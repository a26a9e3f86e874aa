"""The loopback X with a post that tags nobody, found by a watch, and one that mentions us.

And with one that mentions another account of ours only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.ids import CaseId, RemoteId, WatchId
from console.domain.remote import Page, Timeline
from console.store import accounts, posts, settling
from console.store.database import Database
from tests.x_server import World, XServer

WATCH = "Late parcels"
UK = "shop_uk"


@dataclass
class Found:
    """X, and what its two customers wrote to our accounts, @shop and @shop_uk."""

    x: XServer
    ada: int = field(init=False)
    """Her post, which mentions and quotes nobody."""
    ben: int = field(init=False)
    """His, which mentions us."""
    elsewhere: int = field(init=False)
    """Another of his, which mentions @shop_uk only."""

    def __post_init__(self) -> None:
        for ours in ("shop", UK):
            self.x.world.add_user(ours)  # there before anybody can mention it
        self.ada = self.x.world.add_post("ada", "My parcel never came, what a company").id
        self.ben = self.x.world.add_post("ben", "@shop I was charged twice").id
        self.elsewhere = self.x.world.add_post("ben", "@shop_uk and my voucher is gone").id

    @property
    def approached(self) -> list[object]:
        """Every request to post an answer to who did not call for @shop, whatever came of it."""
        world, found = self.x.world, []
        for each in self.x.requests:
            if each.method == "POST" and each.path == "/2/tweets":
                parent = world.post(int(each.body["reply"]["in_reply_to_tweet_id"]))
                assert parent is not None
                if parent.conversation_id in {self.ada, self.elsewhere}:
                    found.append(each.body)
        return found

    @property
    def posted(self) -> list[str]:
        """What the desk posted by the API."""
        return [post.typed_text for post in self.x.world.posts if post.via_api]

    def post_by_hand(self, text: str, reply_to: int | None = None) -> str:
        """Post an answer in the browser; return its address."""
        world = self.x.world
        post = world.add_post(world.own, text, reply_to=reply_to or self.ada)
        return f"https://x.com/shop/status/{post.id}"


def serving() -> XServer:
    """Return an X that lets us answer ourselves; nobody wrote there yet."""
    return XServer(World("shop"), self_reply="allowed")


def now() -> datetime:
    return datetime.now(UTC)


def take_in(context: Context, account: Account, found: Found) -> CaseId:
    """Store Ada's post as a watch brings it; return her case."""
    db, agent_id = context.db, context.agent().id
    (post,) = context.connector(account).lookup((RemoteId(str(found.ada)),)).found
    with db.writing():
        watch_id = db.insert(
            "watches",
            {
                "account_id": account.id, "name": WATCH, "query": "parcel", "pace_s": 3600,
                "monthly_budget": 5_000_000, "begin_at": 0, "agent_id": agent_id,
                "made_at": 0,
            },
        )  # fmt: skip
        posts.save_hits(db, account, WatchId(watch_id), (post,), now())
    return CaseId(db.value("SELECT id FROM cases WHERE unsummoned"))


def second_account(context: Context, found: Found) -> Account:
    """Connect @shop_uk, without its keys: it reads and posts nothing by itself."""
    known = found.x.world.user_named(UK)
    assert known is not None
    return accounts.add(
        context.db,
        network="x",
        remote_id=RemoteId(str(known.id)),
        handle=UK,
        name="The Shop UK",
        now=now(),
    )


def bring(context: Context, account: Account, reader: Account, post_id: int) -> None:
    """Let an account's timeline of mentions show a post; `reader` has the keys to read it."""
    (post,) = context.connector(reader).lookup((RemoteId(str(post_id)),)).found
    page = Page((post,), "{}", done=True)
    posts.save_page(context.db, account, Timeline.MENTIONS, page, now())
    settling.settle(context.db, account.id)


def opened(folder: Path, found: Found) -> Context:
    """Return the means of a desk on a file in `folder`, on that X."""
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    return Context(
        Database.open(folder / "canary-desk.db"),
        {"x": XNetwork(found.x.url)},
        Credentials(),
        agent_name="Anna",
        process="one",
    )


def furnish(folder: Path, found: Found) -> CaseId:
    """Make a data file with our account, its keys in the keyring, and both cases; return Ada's."""
    context = opened(folder, found)
    desk = Desk(context)
    try:
        account = desk.sign_ins.with_keys(found.x.credentials).account
        desk.accounts.sync(account)
        return take_in(context, account, found)
    finally:
        desk.close()
