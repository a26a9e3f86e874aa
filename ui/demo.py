"""The sample cases of the demo: read from `resources/demo`, told to a network in memory.

Owns the form of the files. Knows no connector: `ui.app` hands in the world to fill and
the desk on which the calls are noted.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from importlib import resources
from typing import Any, Protocol

from console.desk import Desk
from console.desk.calls import NewCall
from console.domain.cases import CaseRow
from console.domain.ids import RemoteId
from console.domain.messages import Channel, Direction
from console.domain.remote import RemotePost, RemoteUser

OWN = RemoteUser(RemoteId("900"), "FernAndKettle", "Fern & Kettle")
"""The fictional shop whose desk the demo shows."""
AGENT = "Mika Kerr"
"""Who sits at that desk."""


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
        lang: str = "",
    ) -> RemotePost:
        """Return a new post."""
        ...


def read_samples() -> list[dict[str, Any]]:
    """Return the sample cases: see `resources/demo/cases.json` for their form."""
    text = resources.files("resources").joinpath("demo/cases.json").read_text("utf-8")
    samples: list[dict[str, Any]] = json.loads(text)["cases"]
    return samples


def fill(world: World, samples: list[dict[str, Any]], now: datetime) -> None:
    """Tell the world who the samples' customers are and what was posted till now."""
    for sample in samples:
        author = world.add_user(
            sample["handle"], sample["name"], followers=sample.get("followers", 40)
        )
        last: RemoteId | None = None
        for post in sample["posts"]:
            made = world.add_post(
                OWN if post.get("own") else author,
                post["text"],
                at=now - timedelta(minutes=post["ago"]),
                reply_to=last,
                lang=sample.get("lang", "en"),
            )
            last = made.remote_id


def set_up(desk: Desk, samples: list[dict[str, Any]], now: datetime) -> None:
    """Connect the shop's account, pull the posts and do what an agent did with them."""
    account = desk.accounts.connect("memory", {}, this_run_only=True)
    desk.accounts.sync(account)
    by_handle = {row.handle: row for row in desk.cases.rows(limit=1000)}
    for sample in samples:
        row = by_handle.get(sample["handle"])
        for call in sample.get("calls", ()):
            desk.calls.add(_call(sample, call, now), None if row is None else row.id)
        if row is not None:
            _treat(desk, sample, row)


def _treat(desk: Desk, sample: dict[str, Any], row: CaseRow) -> None:
    if sample.get("draft"):
        desk.drafts.save(row.id, sample["draft"], "140")
    if sample.get("resolved"):
        desk.cases.resolve(row.id)


def _call(sample: dict[str, Any], call: dict[str, Any], now: datetime) -> NewCall:
    return NewCall(
        text=call["text"],
        at=now - timedelta(minutes=call["ago"]),
        direction=Direction.OUT if call.get("own") else Direction.IN,
        channel=Channel(call.get("channel", Channel.PHONE)),
        number=call.get("number", ""),
        name=sample["name"],
        duration_s=call.get("minutes", 0) * 60 or None,
    )
