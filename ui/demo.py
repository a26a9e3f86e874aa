"""The sample cases of the demo: read from `resources/demo`, told to a network in memory.

Owns what becomes of the files, whose form `resources/demo/README.md` describes, and the
posts that come in while one watches. Knows no connector: `ui.app` hands in the world to
fill and the desk on which the calls are noted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.desk import Desk
from console.desk.calls import NewCall
from console.desk.context import utc_now
from console.domain.cases import Reading
from console.domain.ids import CaseId, RemoteId
from console.domain.messages import Channel, Direction, Media
from console.domain.remote import RemotePost, RemoteUser

OWN = RemoteUser(RemoteId("900"), "FernAndKettle", "Fern & Kettle")
"""The fictional shop whose desk the demo shows."""
AGENT = "Mika Kerr"
"""Who sits at that desk."""
BUDGET = Decimal(10)
"""US dollars a month that reading may cost the shop."""

FOLDER = resources.files("resources").joinpath("demo")
PICTURE_SIZE = (640, 480)
PART_GAP = timedelta(seconds=3)
"""How long after a part of ours the next one follows."""


Entry = dict[str, Any]
"""A piece of a file, in the form that the README beside it describes and a test checks."""


class World(Protocol):
    """The network in memory, as far as the samples need it."""

    def add_user(self, handle: str, name: str = "", *, followers: int | None = None) -> RemoteUser:
        """Return a new user."""
        ...

    def add_post(
        self,
        author: RemoteUser,
        text: str,
        *,
        at: datetime,
        reply_to: RemoteId | None = None,
        media: tuple[Media, ...] = (),
        lang: str = "",
    ) -> RemotePost:
        """Return a new post."""
        ...

    def posts(self) -> tuple[RemotePost, ...]:
        """Return every post, newest first."""
        ...

    def add_picture(self, url: str, data: bytes) -> None:
        """Keep what an address leads to."""
        ...


def read_samples() -> list[Entry]:
    """Return the sample cases."""
    files = sorted(FOLDER.joinpath("cases").iterdir(), key=lambda file: file.name)
    return [sample for file in files for sample in json.loads(file.read_text("utf-8"))["cases"]]


def read_script() -> Entry:
    """Return what comes in while one watches."""
    script: Entry = json.loads(FOLDER.joinpath("live.json").read_text("utf-8"))
    return script


def fill(world: World, samples: Sequence[Entry], now: datetime) -> None:
    """Tell the world who the samples' customers are and what was posted till now."""
    for sample in samples:
        if not sample["handle"]:
            continue
        author = world.add_user(sample["handle"], sample["name"], followers=sample.get("followers"))
        for conversation in (sample.get("earlier", []), sample["messages"]):
            _tell(world, author, conversation, sample.get("lang", "en"), now)


def _tell(
    world: World, author: RemoteUser, conversation: list[Entry], lang: str, now: datetime
) -> None:
    last: RemoteId | None = None
    for line in conversation:
        at = now - timedelta(minutes=line["ago"])
        texts = [line["post"]] if "post" in line else line.get("ours", [])
        for position, text in enumerate(texts):
            last = world.add_post(
                OWN if "ours" in line else author,
                text,
                at=at + position * PART_GAP,
                reply_to=last,
                media=tuple(_media(picture) for picture in line.get("pictures", ())),
                lang=lang,
            ).remote_id


def _media(picture: Entry) -> Media:
    width, height = PICTURE_SIZE
    return Media("photo", picture_url(picture["file"]), picture["alt"], width, height)


def picture_url(name: str) -> str:
    """Return where the network has the picture that is drawn in the file `name`."""
    return f"https://pictures.example/{name.removesuffix('.svg')}.png"


def picture_bytes(name: str) -> bytes:
    """Return a picture as PNG; may be called in any thread, and takes some milliseconds."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawing = FOLDER.joinpath("pictures", name).read_bytes()
    image = QImage(*PICTURE_SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def hang_pictures(world: World, samples: Iterable[Entry]) -> None:
    """Draw the samples' pictures and put them where the posts say that they are.

    Not part of `fill`, which the first paint waits for: the list shows no pictures.
    """
    for line in (line for sample in samples for line in sample["messages"]):
        for picture in line.get("pictures", ()):
            world.add_picture(picture_url(picture["file"]), picture_bytes(picture["file"]))


def set_up(desk: Desk, samples: Sequence[Entry], now: datetime) -> None:
    """Connect the shop's account, pull the posts and do what an agent did with them."""
    account = desk.accounts.connect("memory", {}, this_run_only=True)
    desk.accounts.sync(account)
    desk.spending.set_budget(account, BUDGET)
    cases: dict[str, list[CaseId]] = {}
    for row in desk.cases.rows(limit=1000):
        cases.setdefault(row.handle, []).append(row.id)
    for sample in samples:
        newest, *older = cases.get(sample["handle"], (None,))
        _treat(desk, sample, newest, now)
        for case_id in older:
            if case_id is not None:
                _resolve(desk, case_id)


def _treat(desk: Desk, sample: Entry, case_id: CaseId | None, now: datetime) -> None:
    for line in sample["messages"]:
        if "call" in line:
            case_id, _ = desk.calls.add(_call(sample, line, now), case_id)
    if case_id is None:
        return
    if "draft" in sample:
        desk.drafts.save(case_id, sample["draft"], "140")
    if sample.get("resolved"):
        _resolve(desk, case_id)


def _resolve(desk: Desk, case_id: CaseId) -> None:
    desk.triage.resolve((case_id,), skipped=True)
    desk.cases.keep_reading(case_id, Reading(desk.cases.view(case_id).messages[-1].id))


def _call(sample: Entry, line: Entry, now: datetime) -> NewCall:
    return NewCall(
        text=line["note"],
        at=now - timedelta(minutes=line["ago"]),
        direction=Direction(line["call"]),
        channel=Channel(line.get("channel", Channel.PHONE)),
        number=sample.get("number", ""),
        name=sample["name"],
        duration_s=line.get("minutes", 0) * 60 or None,
    )


class Live(QObject):
    """Lets posts come in while one watches, and customers answer what was sent to them.

    Signals:
        posted(str): a post of this handle has just come in.
    """

    posted = Signal(str)

    def __init__(
        self,
        world: World,
        script: Entry,
        pulled: Callable[[], None],
        *,
        now: Callable[[], datetime] = utc_now,
        speed: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        """Take the world to tell, and `pulled`, which is called after each post.

        `speed` is how many seconds of the script pass in one.
        """
        super().__init__(parent)
        self._world, self._pulled, self._now = world, pulled, now
        self._coming = list(script["posts"])
        self._after_reply = dict(script["after_reply"])
        self._seen: dict[str, tuple[RemoteId, int]] = {}
        """By handle: our newest answer since the start, and when it was first seen."""
        self._known = frozenset(post.remote_id for post in world.posts())
        self._elapsed_s = self._last_s = 0
        self._timer = QTimer(self)
        self._timer.setInterval(max(1, round(1000 / speed)))
        self._timer.timeout.connect(self._tick)

    @Slot()
    def start(self) -> None:
        """Begin, or go on where it was stopped."""
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Let nothing come in any more."""
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        self._elapsed_s += 1
        replies = self._replies()
        self._answer(replies)
        for arrival in list(self._coming):
            handle, answers = arrival["handle"], arrival.get("answers", "")
            parent = self._last_between(answers)
            if arrival.get("unless_answered") and handle in replies:
                self._coming.remove(arrival)
            elif parent is not None or not answers:
                if self._elapsed_s - self._last_s >= arrival["wait"]:
                    self._coming.remove(arrival)
                    self._last_s = self._elapsed_s
                    self._post(handle, arrival, parent)
                break
        if not self._coming and not self._after_reply:
            self.stop()

    def _answer(self, replies: dict[str, RemotePost]) -> None:
        """Post what customers say to the last part of an answer, some time after it."""
        for handle, reply in replies.items():
            seen_id, seen_s = self._seen.get(handle, (None, 0))
            if seen_id != reply.remote_id:
                self._seen[handle] = (reply.remote_id, self._elapsed_s)
                continue
            arrival = self._after_reply.get(handle)
            if arrival is not None and self._elapsed_s - seen_s >= arrival["wait"]:
                del self._after_reply[handle]
                self._post(handle, arrival, reply)

    def _replies(self) -> dict[str, RemotePost]:
        """Return our newest answer since the start, by the handle of whom it answers."""
        posts = {post.remote_id: post for post in reversed(self._world.posts())}
        replies = {}
        for post in posts.values():
            asked: RemotePost | None = post if post.remote_id not in self._known else None
            while asked is not None and asked.author == OWN:  # up the parts of a thread
                asked = posts.get(asked.parent_id) if asked.parent_id is not None else None
            if asked is not None and post.author == OWN:
                replies[asked.author.handle] = post
        return replies

    def _last_between(self, handle: str) -> RemotePost | None:
        """Return what a customer's newest conversation with us ends with."""
        posts = [post for post in self._world.posts() if post.author.handle in (handle, OWN.handle)]
        newest = next((post for post in posts if post.author.handle == handle), None)
        return next(
            (post for post in posts if newest and post.conversation_id == newest.conversation_id),
            None,
        )

    def _post(self, handle: str, arrival: Entry, parent: RemotePost | None) -> None:
        known = (post.author for post in self._world.posts() if post.author.handle == handle)
        author = next(known, None) or self._world.add_user(
            handle, arrival.get("name", ""), followers=arrival.get("followers")
        )
        self._world.add_post(
            author,
            arrival["post"],
            at=self._now(),
            reply_to=None if parent is None else parent.remote_id,
            lang=arrival.get("lang", "en"),
        )
        self.posted.emit(handle)
        self._pulled()
