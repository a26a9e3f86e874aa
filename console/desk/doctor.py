"""Looks at the desk and its surroundings, one thing after the other; changes nothing.

Needs no open data file: it is wanted most where that cannot be opened. Each look has its
time, and what one of them meets is no trouble of the next.
"""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from console import settings
from console.credentials import Credentials
from console.desk import doctor_data
from console.diagnostics import log_file, network
from console.diagnostics.bounded import TooSlow, within
from console.diagnostics.faults import fault_of
from console.diagnostics.report import Check, Health, Report
from console.domain.progress import NOBODY, Follower, Progress
from console.language import tr, tr_in, tr_noop
from console.store import doctor_facts

LOOK_S, NETWORK_S, SOUND_S = 10.0, 25.0, 60.0
MOST_AHEAD_S = 60
"""From here on a wrong clock has X refuse OAuth 1.0a, and tokens end too late."""
X_API = "https://api.x.com"
LIBRARIES = (
    "PySide6-Essentials", "keyring", "SecretStorage", "tweepy", "requests", "sqlite-utils",
    "regex", "phonenumbers",
)  # fmt: skip
LOG_LINES = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be looked at."""

    folder: Path
    api_url: str | None = None
    """None for X's own."""
    offline: bool = False
    """Whether the network is left alone."""
    screen: tuple[Check, ...] = ()
    """What only a window can tell."""


Look = Callable[[Wanted, Credentials, Callable[[], bool]], Iterator[Check]]


def examine(
    wanted: Wanted,
    credentials: Credentials,
    now: datetime,
    follower: Follower = NOBODY,
    told: Callable[[Check], None] = lambda _check: None,
) -> Report:
    """Return how all of it is; `told` hears of each check as it is done.

    Once the follower is stopped, what was not looked at yet is left out.
    """
    found: list[Check] = []
    looks = _looks()
    for number, (name, most_s, look) in enumerate(looks):
        if follower.stopping():
            break
        step = tr("Looking at {what}…").format(what=_CALLED.get(name, name))
        follower.tell(Progress(number, len(looks), step))
        for check in _bounded(name, most_s, look, wanted, credentials, follower.stopping):
            found.append(check)
            told(check)
        if not number:
            found += wanted.screen
            for check in wanted.screen:
                told(check)
    lines = log_file.last_lines(wanted.folder, LOG_LINES, level=30)
    made_at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Report(tuple(found), made_at, tuple(log_file.as_text(each) for each in lines))


_CALLED = {
    "versions": tr_in("looked at", "versions"),
    "keyring": tr_in("looked at", "keyring"),
    "data folder": tr_in("looked at", "data folder"),
    "data file": tr_in("looked at", "data file"),
    "soundness of the data file": tr_in("looked at", "soundness of the data file"),
    "backups": tr_in("looked at", "backups"),
    "settings": tr_in("looked at", "settings"),
    "log": tr_in("looked at", "log"),
    "network": tr_in("looked at", "network"),
}
"""The looks in the window's language. What they find is English, and only advice is translated."""


def _looks() -> tuple[tuple[str, float, Look], ...]:
    return (
        ("versions", LOOK_S, _versions),
        ("keyring", LOOK_S, _keyring),
        ("data folder", LOOK_S, doctor_data.folder),
        ("data file", LOOK_S, doctor_data.facts),
        ("soundness of the data file", SOUND_S, doctor_data.sound),
        ("backups", LOOK_S, doctor_data.backups),
        ("settings", LOOK_S, _settings),
        ("log", LOOK_S, _log),
        ("network", NETWORK_S, _network),
    )


def _bounded(
    name: str,
    most_s: float,
    look: Look,
    wanted: Wanted,
    credentials: Credentials,
    stopped: Callable[[], bool],
) -> list[Check]:
    try:
        end = doctor_facts.until(most_s, stopped)
        return within(most_s + 1, lambda: list(look(wanted, credentials, end)), stopped)
    except TooSlow:
        said = "stopped" if stopped() else f"no answer within {most_s:.0f} s"
        return [Check(name, Health.WARN, said, tr_noop("Look again later."))]
    except Exception as error:  # noqa: BLE001 - one look that fails must not hide the others
        link = fault_of(error).links[0]
        at = f" at {link.frames[-1]}" if link.frames else ""
        return [Check(name, Health.FAIL, f"could not be looked at: {link.words}{at}", _TELL)]


_TELL = tr_noop("This is a fault of Canary Desk itself; report it.")


def _versions(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    del wanted, credentials, stopped
    own, python = _version("canary-desk"), platform.python_version()
    said = [f"Canary Desk {own}, Python {python}, SQLite {sqlite3.sqlite_version}"]
    said.append(f"{platform.system()} {platform.release()}, {platform.machine()}")
    said.append(", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    yield Check("versions", Health.OK, "\n".join(said))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def _keyring(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    del wanted, stopped
    found = credentials.usable()
    if found.trouble is not None:
        kind = type(found.trouble).__name__
        yield Check("keyring", Health.FAIL, f"cannot be used ({kind})", found.trouble.advice)
    elif found.locked:
        yield Check("keyring", Health.WARN, f"{found.keyring}, locked", tr_noop("Unlock it."))
    else:
        yield Check("keyring", Health.OK, f"{found.keyring}, can be used")


def _settings(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    """Tell what differs from how it came: of numbers and choices the value, of texts the name."""
    del credentials, stopped
    now, default = asdict(settings.load(wanted.folder)), asdict(settings.Settings())
    shown = ("limit", "appearance")
    words = [
        f"{name}={value}" if isinstance(value, int) or name in shown else name
        for name, value in now.items()
        if value != default[name]
    ]
    yield Check("settings", Health.OK, ", ".join(words) or "none changed from how it was at first")


def _log(wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]) -> Iterator[Check]:
    del credentials, stopped
    path = wanted.folder / log_file.FILE_NAME
    if path.exists() and not os.access(path, os.W_OK):
        yield Check("log", Health.WARN, "cannot be written", tr_noop("Take the file away."))
    else:
        yield Check(
            "log", Health.OK, f"{doctor_data.size(doctor_data.size_of(path))}, in the data folder"
        )


def _network(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    del credentials, stopped
    if wanted.offline:
        yield Check("network", Health.OK, "not looked at (offline)")
        return
    url = wanted.api_url or X_API
    whose = "X's API" if wanted.api_url is None else "another API address"
    by, found = network.proxy_words(url), network.ask(url)
    if found.step:
        said = f"{whose}, {by}: failed at the {found.step} ({found.trouble})"
        yield Check("network", Health.FAIL, said, _NETWORK_ADVICE[found.step])
        return
    answered = found.status < 500
    said = f"{whose}, {by}: answered {found.status} after {found.ms} ms"
    yield Check(
        "network", Health.OK if answered else Health.WARN, said, tr_noop("X has trouble; wait.")
    )
    if found.ahead_s is None:
        yield Check(
            "clock",
            Health.WARN,
            "the server told no time",
            tr_noop("Look at the clock yourself."),
        )
        return
    wrong = abs(found.ahead_s) >= MOST_AHEAD_S
    side = "behind" if found.ahead_s > 0 else "ahead of"
    yield Check("clock", Health.FAIL if wrong else Health.OK,
                f"{abs(found.ahead_s):.0f} s {side} the server's, within a second",
                tr_noop(
                    "Set this machine's clock by the network: X refuses who is wrong."
                ))  # fmt: skip


_NETWORK_ADVICE = {
    "name": tr_noop("The host's name is not found: look at the network, name server or proxy."),
    "connection": tr_noop("The host does not take a connection: look at the network or firewall."),
    "tls": tr_noop("The connection cannot be trusted: look at the clock and at who is in between."),
    "answer": tr_noop("It was reached and did not answer: try again later."),
}
