"""A desk with a post that shows pictures, on a network that nobody is signed in to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import Network
from console.domain.cases import CaseView
from console.domain.ids import MessageId
from console.domain.messages import Media, Post
from console.domain.remote import RemotePost, RemoteUser
from console.store.database import Database
from tests.console import given
from tests.console.given import ADA, OWN, Clock, database

URL = "https://pictures.example/{}.png"


@dataclass
class SignedOutNetwork:
    """A network whose accounts nobody can be signed in to."""

    pictures: MemoryConnector
    needs_credentials: bool = True
    asked: list[str] = field(default_factory=list)
    during: Callable[[], None] = lambda: None

    def connect(self, secret: object) -> MemoryConnector:
        raise AssertionError("a picture needs no account")

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        self.asked.append(url)
        self.during()
        return self.pictures.read_picture(url, stopping)


class NoKeys(Credentials):
    def load(self, key: str) -> dict[str, str]:
        raise AssertionError("a picture needs no keys")


@dataclass
class Shelf:
    """A desk with Ada's post of three pictures, the last without an address."""

    folder: Path
    network: SignedOutNetwork
    world: MemoryWorld
    db: Database
    desk: Desk

    @property
    def post(self) -> Post:
        """Ada's post."""
        post = self.view().messages[0]
        assert isinstance(post, Post)
        return post

    @property
    def key(self) -> MessageId:
        return self.post.id

    def view(self, name: str = "Ada Fern") -> CaseView:
        """The case of a contact."""
        (row,) = [row for row in self.desk.cases.rows() if row.name == name]
        return self.desk.cases.view(row.id)

    def another_desk(self) -> Desk:
        """A desk of another thread, or of the next start."""
        networks: dict[str, Network] = {"memory": self.network}
        return Desk(Context(database(self.folder), networks, NoKeys(), "Anna", now=Clock()))


def media(name: str) -> Media:
    return Media("photo", URL.format(name) if name else "", "", 640, 480)


def remote_post(number: int, *pictures: Media, author: RemoteUser = ADA) -> RemotePost:
    post = given.post(number, author, number, conversation=author.remote_id)
    return replace(post, media=pictures)


def open_shelf(folder: Path, *others: RemotePost) -> Shelf:
    world = MemoryWorld(OWN)
    network = SignedOutNetwork(MemoryConnector(world))
    db = database(folder)
    account = given.account(db)
    ours = remote_post(1, media("lid"), media("box"), media(""))
    given.save(db, account, *others, ours)
    networks: dict[str, Network] = {"memory": network}
    desk = Desk(Context(db, networks, NoKeys(), "Anna", now=Clock()))
    return Shelf(folder, network, world, db, desk)
