"""The lanes of one open desk, each with a `Desk` of its own on a connection of its own.

Owns what those stand on, and opens nothing in the GUI thread: a lane opens its desk when it
is first asked for something.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import Network
from console.store import location
from console.store.database import Database
from ui.lanes import Lane, Lanes
from ui.preferred import Preferred, agent_name, patience

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


@dataclass(frozen=True, slots=True)
class Ground:
    """What every desk of one window stands on."""

    folder: Path
    networks: dict[str, Network]
    credentials: Credentials
    now: Callable[[], datetime]
    process: str = field(
        default_factory=lambda: f"window {os.getpid()} {secrets.token_hex(4)}", init=False
    )
    """What tells this run from others, where it holds a part that is being sent."""


def open_lanes(ground: Ground, preferred: Preferred, parent: QObject) -> Lanes:
    """Return the lanes; their contexts are noted with what a person prefers."""

    def lane(name: str, *, drains: bool = False) -> Lane:
        return Lane(
            name, partial(_open_desk, ground, preferred, name), drains=drains, parent=parent
        )

    return Lanes(
        writer=lane("writer", drains=True),
        reader=lane("reader"),
        sync=lane("sync"),
        sending=lane("sending"),
        pictures=lane("pictures"),
        downloads=lane("downloads"),
        files=lane("files"),
        signing_in=lane("signing_in"),
    )


def _open_desk(ground: Ground, preferred: Preferred, lane: str) -> Desk:
    path = location.prepare(ground.folder)
    settings = preferred.settings
    context = Context(
        db=Database.open(path, durable=lane == "sending"),
        networks=ground.networks,
        credentials=ground.credentials,
        agent_name=agent_name(settings),
        signature=settings.signature,
        process=ground.process,
        now=ground.now,
        patience=patience(settings),
        region=settings.country,
    )
    preferred.contexts[lane] = context
    return Desk(context)
