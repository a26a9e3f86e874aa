"""What is asked of a notification server, what it tells, and what of a text it may see; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NORMAL = 1
"""Urgency: a desktop that is not to be disturbed shows none of ours (2 would break that)."""


@dataclass(frozen=True, slots=True)
class Show:
    """Ask for a notification in the place of the one of the same slot."""

    slot: str
    title: str
    body: str
    act: str
    """What opening is called."""
    plain: str = ""
    """The body without a customer's word: for what cannot be taken away again, as the tray's."""
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the notification of a slot away."""

    slot: str


@dataclass(frozen=True, slots=True)
class Server:
    """Tell who shows notifications, and what they can do."""

    name: str
    abilities: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoServer:
    """Tell that nobody shows notifications; `silent`: somebody is there, and does not answer."""

    silent: bool = False


@dataclass(frozen=True, slots=True)
class NotShown:
    """Tell that what was asked for cannot be shown here."""

    asked: Show


@dataclass(frozen=True, slots=True)
class Opened:
    """Tell that a person opened the notification of a slot."""

    slot: str
    token: str
    """Lets the window come to the front on Wayland; may be empty."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Tell that the notification of a slot stands no more."""

    slot: str


Event = Server | NoServer | NotShown | Opened | Closed


def notify_arguments(
    asked: Show, number: int, abilities: frozenset[str], icon: str, entry: str
) -> tuple[Any, ...]:
    """Return the arguments of `Notify`; `number` is what the notification was called, or 0."""
    actions = ["default", asked.act] if "actions" in abilities else []
    sound = ("sound-name", ("s", "message-new-instant"))
    hints = {
        "urgency": ("y", NORMAL),
        "desktop-entry": ("s", entry),
        **(dict([sound]) if asked.sound else {"suppress-sound": ("b", True)}),
    }
    body = harmless(asked.body, abilities) if "body" in abilities else ""
    return ("Canary Desk", number, icon, asked.title, body, actions, hints, -1)


def harmless(text: str, abilities: frozenset[str]) -> str:
    """Return a body in which nothing is markup.

    Where the server draws none, it may still take out what looks like it, or show what stands
    for it: there other signs stand in the place of the brackets.
    """
    if "body-markup" in abilities:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("<", "‹").replace(">", "›")
