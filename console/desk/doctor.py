"""Looks at the desk and its surroundings, one thing after the other; changes nothing.

Needs no open data file: it is wanted most where that cannot be opened. Each look has its
time, and what one of them meets is no trouble of the next.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from console import settings
from console.credentials import Credentials
from console.diagnostics import log_file, network
from console.diagnostics.bounded import TooSlow, within
from console.diagnostics.faults import fault_of
from console.diagnostics.report import Check, Health, Report
from console.diagnostics.scrubbing import shown_path
from console.domain.progress import NOBODY, Follower, Progress
from console.store import backup_files, doctor_facts, location

LOOK_S, NETWORK_S, SOUND_S = 10.0, 25.0, 60.0
MOST_AHEAD_S = 60
"""From here on a wrong clock has X refuse OAuth 1.0a, and tokens end too late."""
LEAST_FREE_BYTES = 200_000_000
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
        follower.tell(Progress(number, len(looks), f"Looking at {name}…"))
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


def _looks() -> tuple[tuple[str, float, Look], ...]:
    return (
        ("versions", LOOK_S, _versions),
        ("keyring", LOOK_S, _keyring),
        ("data folder", LOOK_S, _folder),
        ("data file", LOOK_S, _facts),
        ("soundness of the data file", SOUND_S, _sound),
        ("backups", LOOK_S, _backups),
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
        return [Check(name, Health.WARN, said, "Look again later.")]
    except Exception as error:  # noqa: BLE001 - one look that fails must not hide the others
        link = fault_of(error).links[0]
        at = f" at {link.frames[-1]}" if link.frames else ""
        return [Check(name, Health.FAIL, f"could not be looked at: {link.words}{at}", _TELL)]


_TELL = "This is a fault of Canary Desk itself; report it."


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
        yield Check("keyring", Health.WARN, f"{found.keyring}, locked", "Unlock it.")
    else:
        yield Check("keyring", Health.OK, f"{found.keyring}, can be used")


def _folder(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    del credentials, stopped
    folder, where = wanted.folder, shown_path(wanted.folder)
    if not folder.is_dir():
        yield Check("data folder", Health.WARN, f"{where}: not there", "It is made at a start.")
        return
    kind = location.filesystem_type(folder)
    if location.is_network_type(kind):
        yield Check("data folder", Health.FAIL, f"{where}: on a network share ({kind})",
                    "Keep the data on a disk of this machine.")  # fmt: skip
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield Check("data folder", Health.FAIL, f"{where}: cannot be written", "Look at its mode.")
    else:
        mode = stat.S_IMODE(folder.stat().st_mode)
        words = f", mode {mode:04o}" if os.name == "posix" else ""
        yield Check("data folder", Health.OK, f"{where}{words}")
    for each in location.modes(folder)[:5]:
        name = each.path.name if each.path.name.startswith("canary-desk") else "a file or folder"
        yield Check("file modes", Health.WARN, f"{name}: {each.trouble.value}", _MODES)
    file = folder / location.FILE_NAME
    size = file.stat().st_size if file.exists() else 0
    free = shutil.disk_usage(folder).free
    enough = free > max(LEAST_FREE_BYTES, 2 * size)
    yield Check("disk", Health.OK if enough else Health.WARN, f"{_size(free)} free",
                "An update and a backup need twice the data file's size: make room.")  # fmt: skip


_MODES = "Start the desk once, which mends what it can; see SECURITY.md."


def _facts(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    del credentials
    path = wanted.folder / location.FILE_NAME
    if not path.exists():
        yield Check("data file", Health.OK, "none yet")
        return
    size = f"{_size(path.stat().st_size)}, log {_size(_size_of(Path(f'{path}-wal')))}"
    try:
        facts = doctor_facts.read(path, stopped)
    except sqlite3.Error as error:
        said = f"{size}; cannot be read: {fault_of(error).links[0].words}"
        yield Check("data file", Health.FAIL, said, "Start the desk: it offers the newest backup.")
        return
    newer = facts.version > facts.newest_version
    counts = ", ".join(f"{number} {name}" for name, number in facts.counts.items())
    said = f"{size}; form {facts.version} of {facts.newest_version}\n{counts}"
    yield Check("data file", Health.FAIL if newer else Health.OK, said,
                "A newer Canary Desk wrote it: update this one.")  # fmt: skip
    for number, one in enumerate(facts.accounts, 1):
        yield _account(number, one)
    waiting = ", ".join(f"{count} {state}" for state, count in facts.parts.items())
    stuck = any(state in facts.parts for state in ("unsure", "refused", "held"))
    yield Check("outbox", Health.WARN if stuck else Health.OK, waiting or "nothing waits",
                "Some answers wait for a person: open the outbox.")  # fmt: skip


def _account(number: int, one: doctor_facts.AccountFacts) -> Check:
    synced = "never synced"
    if one.synced_at_ms is not None:
        at = datetime.fromtimestamp(one.synced_at_ms / 1000, UTC)
        synced = f"synced {at:%Y-%m-%d %H:%M}Z"
    said = f"{one.network}, signed in by {one.signed_in_by}, {synced}"
    if one.signed_in_by == "handoff":
        said = f"{one.network}, without access"
    if one.signed_out:
        return Check(f"account {number}", Health.FAIL, f"{said}; signed out", "Sign in again.")
    if one.sync_failed:
        said = f"{said}; last sync failed, {one.failures} in a row"
        return Check(f"account {number}", Health.WARN, said, "The window says why, at its name.")
    return Check(f"account {number}", Health.OK, said)


def _sound(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    del credentials
    path, began = wanted.folder / location.FILE_NAME, time.monotonic()
    if not path.exists():
        return
    try:
        sound = doctor_facts.is_sound(path, stopped)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            yield Check("soundness", Health.WARN, "not finished: the file is large", "Back up.")
            return
        sound = False
    took = f"in {time.monotonic() - began:.1f} s"
    if sound:
        yield Check("soundness", Health.OK, f"SQLite finds nothing wrong, {took}")
    else:
        yield Check("soundness", Health.FAIL, f"the data file is damaged, seen {took}",
                    "Restore a backup: Archive > Backups.")  # fmt: skip


def _backups(
    wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]
) -> Iterator[Check]:
    del credentials, stopped
    chosen = settings.load(wanted.folder).backup_folder
    every = backup_files.every(wanted.folder, chosen)
    if not (wanted.folder / location.FILE_NAME).exists():
        return
    advice = "Make one: Archive > Backups."
    if not every:
        yield Check("backups", Health.WARN, "none", advice)
        return
    newest = max(each.made_at for each in every)
    old = (datetime.now(UTC) - newest).days >= 7
    said = f"{len(every)}, the newest of {newest:%Y-%m-%d %H:%M}Z"
    yield Check("backups", Health.WARN if old else Health.OK, said, advice)


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
    yield Check("settings", Health.OK, ", ".join(words) or "all as they came")


def _log(wanted: Wanted, credentials: Credentials, stopped: Callable[[], bool]) -> Iterator[Check]:
    del credentials, stopped
    path = wanted.folder / log_file.FILE_NAME
    if path.exists() and not os.access(path, os.W_OK):
        yield Check("log", Health.WARN, "cannot be written", "Take the file away.")
    else:
        yield Check("log", Health.OK, f"{_size(_size_of(path))}, in the data folder")


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
    yield Check("network", Health.OK if answered else Health.WARN, said, "X has trouble; wait.")
    if found.ahead_s is None:
        yield Check("clock", Health.WARN, "the server told no time", "Look at the clock yourself.")
        return
    wrong = abs(found.ahead_s) >= MOST_AHEAD_S
    side = "behind" if found.ahead_s > 0 else "ahead of"
    yield Check("clock", Health.FAIL if wrong else Health.OK,
                f"{abs(found.ahead_s):.0f} s {side} the server's, within a second",
                "Set this machine's clock by the network: X refuses who is wrong.")  # fmt: skip


_NETWORK_ADVICE = {
    "name": "The host's name is not found: look at the network, name server or proxy.",
    "connection": "The host does not take a connection: look at the network or firewall.",
    "tls": "The connection cannot be trusted: look at the clock and at who is in between.",
    "answer": "It was reached and did not answer: try again later.",
}


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 10**9 else f"{count / 1e6:.1f} MB"


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
