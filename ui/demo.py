"""The sample cases of the demo: read from `resources/demo`, told to a network in memory.

Owns what becomes of the files, whose form `resources/demo/README.md` describes. Knows no
connector: `ui.app` hands in the world to fill and the desk on which the calls are noted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any, Protocol

from console.desk import Desk
from console.domain.calls import NewCall, NewPromise
from console.domain.cases import Reading
from console.domain.ids import CaseId, RemoteId
from console.domain.messages import Channel, Direction, Media
from console.domain.priority import Priority
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
    account = desk.sign_ins.with_keys({}, network="memory", this_run_only=True).account
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
    ids, triage = (case_id,), desk.triage
    if "touchpoint" in sample:
        triage.set_touchpoint(ids, sample["touchpoint"])
    if "tags" in sample:
        triage.tag(ids, add=sample["tags"])
    if "priority" in sample:
        triage.set_priority(ids, Priority[sample["priority"].upper()])
    if "snooze" in sample:
        triage.snooze(ids, now + timedelta(minutes=sample["snooze"]))
        _read(desk, case_id)
    if sample.get("resolved"):
        _resolve(desk, case_id, sample.get("fixed"))


def _resolve(desk: Desk, case_id: CaseId, fixed: Entry | None = None) -> None:
    if fixed is None:
        desk.triage.resolve((case_id,), skipped=True)
    else:
        desk.triage.resolve((case_id,), fix=fixed["fix"], channel=fixed["channel"])
    _read(desk, case_id)


def _read(desk: Desk, case_id: CaseId) -> None:
    desk.cases.keep_reading(case_id, Reading(desk.cases.view(case_id).messages[-1].id))


def _call(sample: Entry, line: Entry, now: datetime) -> NewCall:
    at = now - timedelta(minutes=line["ago"])
    promise = line.get("promise")
    return NewCall(
        text=line["note"],
        at=at,
        direction=Direction(line["call"]),
        channel=Channel(line.get("channel", Channel.PHONE)),
        number=sample.get("number", ""),
        name=sample["name"],
        duration_s=line.get("minutes", 0) * 60 or None,
        outcome=line.get("outcome", ""),
        missing=line.get("missing", ""),
        tried=line.get("tried", ""),
        promise=None
        if promise is None
        else NewPromise(promise["what"], at + timedelta(minutes=promise["within"])),
    )
