"""The trial: one desk lives through everything, then its files are searched."""

from __future__ import annotations

import inspect
import json
import secrets
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import secret_service
from tests.console import traces
from tests.secret_trial import planting
from tests.secret_trial.house import Broken, House
from tests.secret_trial.life import PHRASE
from tests.secret_trial.signing import HELP
from tests.x_server import Fault, World, XServer, auth, oauth_forms

ROUTES = {
    "read": (("GET", "/2/users/:id/mentions"), ("GET", "/2/users/:id/tweets")),
    "send": (("GET", "/2/tweets"), ("POST", "/2/tweets")),
    "count": (("POST", "/oauth2/token"), ("GET", "/2/tweets/counts/recent")),
}
"""What is asked of X in each life; each of these meets each fault once."""
SLOW_S = 0.3
CUSTOMERS = 40
WINDOW_S = 40.0
LONGEST_END_S = 20.0


@dataclass(frozen=True, slots=True)
class Found:
    """What the search of a trial found."""

    secrets: int
    files: int
    megabytes: float
    finds: tuple[str, ...]
    """Form-less: which secret, by its name, in which file."""
    planted: int
    planted_found: int
    missed: tuple[str, ...]


def main(runs: int, seed: int) -> int:
    """Run the trial and print what was found; the last line is the result."""
    del seed  # the secrets are random on purpose; what is done with them is always the same
    whole = True
    for number in range(runs):
        began_s = time.monotonic()
        with TemporaryDirectory(prefix="secret-trial-", ignore_cleanup_errors=True) as folder:
            try:
                found = run(Path(folder))
            except Broken as broken:
                print(f"run {number + 1}: {broken}")
                return 1
        print("".join(f"FOUND {each}\n" for each in found.finds), end="")
        print("".join(f"NOT FOUND although planted: {each}\n" for each in found.missed), end="")
        print(
            f"run {number + 1}: {found.secrets} secrets, {found.files} files,"
            f" {found.megabytes:.1f} MB, {time.monotonic() - began_s:.0f} s:"
            f" {len(found.finds)} finds; planted {found.planted},"
            f" found {found.planted_found}"
        )
        whole = whole and not found.finds and not found.missed
    return 0 if whole else 1


def run(folder: Path) -> Found:
    """Live in `folder`, then search it.

    Raises:
        Broken: a program did not do what it has to; nothing is known then.
    """
    world = World("shop")
    world.add_user(HELP)
    with (
        salted(),
        XServer(
            world,
            self_reply="allowed",
            rate_limits=None,
            app_token=f"app-{secrets.token_urlsafe(48)}",
        ) as x,
        secret_service.running(_needs, folder / "keyring") as bus,
    ):
        house = House(folder, x.url, bus)
        live(house, x)
        known = dict(secrets_of(x))
    dump(house)
    files = [path for path in folder.rglob("*") if path.is_file()]
    _look_whole(house)
    finds = searched(folder, known)
    planted = planting.plant(folder, known)
    missed = planting.missed(folder, planted)
    return Found(
        len(known),
        len(files),
        sum(path.stat().st_size for path in files) / 1e6,
        tuple(sorted(finds)),
        len(planted),
        len(planted) - len(missed),
        tuple(sorted(missed)),
    )


def live(house: House, x: XServer) -> None:
    """Connect, sync and send through all faults, break, crash; write all that can be written."""
    house.desk("account", "add", "x", stdin=json.dumps(x.credentials))
    for how, routes in ROUTES.items():
        for number in range(CUSTOMERS):  # anew: a spoilt page may have lost those before
            x.world.add_post(f"customer_{number}", f"@shop where is my parcel number {number}?")
        for method, path in routes:
            for fault in every_fault():
                x.faults.add(fault, method=method, path=path)
        house.run("tests.secret_trial.life", how, str(house.data), x.url)
        if left := x.faults.pending:
            raise Broken(f"{how}: {len(left)} faults were never met: {left}")
    x.faults.clear()
    house.run(
        "tests.secret_trial.signing", str(house.data), x.url, *fault_names(),
        stdin=json.dumps(apps_of(x)),
    )  # fmt: skip
    x.faults.clear()
    house.run(
        "tests.secret_trial.life", "break", str(house.data), x.url, codes=(1,), says_all=False
    )
    house.run("tests.secret_trial.life", "fall", str(house.data), x.url, codes=(-signal.SIGSEGV,))
    _put_aside(house, "after the fall")
    _windows(house, x)
    for name, words in outputs(house).items():
        house.desk(*words, codes=(0, 1) if name.startswith("doctor") else (0,))


def outputs(house: House) -> dict[str, tuple[str, ...]]:
    """Return the commands whose answers and files are looked through."""
    files = house.files
    return {
        "export": ("export", str(files / "all.jsonl")),
        "export csv": ("export", str(files / "posts.csv")),
        "export page": ("export", str(files / "case.html"), "--case", "1"),
        "backup": ("backup",),
        "accounts": ("account", "list", "--json"),
        "sync": ("sync", "--account", "shop", "--json"),
        "doctor": ("doctor",),
        "doctor json": ("doctor", "--json"),
    }


def _windows(house: House, x: XServer) -> None:
    """Open the window twice: one is killed while it syncs, one is let go on and ended."""
    for ending in (signal.SIGKILL, signal.SIGTERM):
        before = len(x.requests)
        x.faults.add(Fault.slow(SLOW_S), method="GET", times=3)
        window = house.start("ui.start", "--data-dir", str(house.data))
        try:
            _until(lambda: len(x.requests) > before, "the window never asked X")  # noqa: B023
        finally:
            window.send_signal(ending)
            try:
                window.wait(LONGEST_END_S)
            finally:
                window.kill()
                window.wait()
        _put_aside(house, f"after {ending.name}")
        x.faults.clear()


def _put_aside(house: House, when: str) -> None:
    """Copy the data folder as it is now: the next program writes the log of the file into it."""
    shutil.copytree(house.data, house.folder / when)


def _until(true: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + WINDOW_S
    while not true():
        if time.monotonic() > deadline:
            raise Broken(complaint)
        time.sleep(0.02)


def fault_names() -> Iterator[str]:
    """Yield the name of each fault that the loopback X knows, the newest ones too."""
    for name, _ in inspect.getmembers(Fault, inspect.ismethod):
        yield name


def every_fault() -> Iterator[Fault]:
    """Yield each of these faults."""
    for name in fault_names():
        made = getattr(Fault, name)
        if name in ("slow", "late"):
            yield made(SLOW_S)
        elif name == "replica_lag":
            yield made(requests=1)
        else:
            yield made()


def secrets_of(x: XServer) -> Iterator[tuple[str, str]]:
    """Yield every secret of the trial by a name: what X gave, and what the account signs with."""
    for handle in (x.world.own.username, HELP):
        for name, value in x.credentials_for(handle).as_stdin().items():
            if name != "kind":
                yield f"{name} of {handle}", value
    yield "client secret", oauth_forms.CLIENT_SECRET
    yield "app's own token", x.settings.app_token
    yield "phrase of the lock", PHRASE
    for number, value in enumerate(sorted(x.oauth.handed_out)):
        yield f"{value.partition('-')[0]} {number}", value


def apps_of(x: XServer) -> dict[str, dict[str, str]]:
    """Return the app's own keys, as a person has them from X's console."""
    keys = x.credentials
    return {
        "app": {name: keys[name] for name in ("api_key", "api_key_secret")},
        "client": {
            "client_id": oauth_forms.CLIENT_ID,
            "client_secret": oauth_forms.CLIENT_SECRET,
        },
    }


@contextmanager
def salted() -> Iterator[None]:
    """Let the loopback X have keys that nobody knew before, with signs that URLs escape."""
    before = auth.SALT, oauth_forms.CLIENT_SECRET
    auth.SALT = oauth_forms.CLIENT_SECRET = f"+/={secrets.token_urlsafe(24)}%~"
    try:
        yield
    finally:
        auth.SALT, oauth_forms.CLIENT_SECRET = before


def dump(house: House) -> None:
    """Write each value of each table as text: a value may lie on two pages of the file."""
    for path in house.folder.rglob("*.db"):
        copy = house.folder / "dumps" / f"{path.stem}.txt"
        copy.parent.mkdir(exist_ok=True)
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        with copy.open("a", encoding="utf-8", errors="surrogateescape") as out:
            tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                for row in db.execute(f'SELECT * FROM "{table}"'):
                    out.writelines(
                        f"{each.decode('latin-1') if isinstance(each, bytes) else each}\n"
                        for each in row
                    )
        db.close()


def searched(folder: Path, known: dict[str, str]) -> set[str]:
    """Return which secrets stand in which files, by the secrets' names."""
    names = {value: name for name, value in known.items()}
    return {f"{names[value]} in {file}" for value, file in traces.found_in(folder, names)}


def _look_whole(house: House) -> None:
    """Complain where something that should be searched was never written."""
    wanted = {
        "data/canary-desk.db": b"SQLite",
        "after the fall/*-wal": b"draft of this",
        "data/settings.json": b"lock_phrase",
        "data/backups/*.db": b"SQLite",
        "data/canary-desk.log": b"RuntimeError",
        "data/canary-desk.crash.last": b"Segmentation fault",
        "files/all.jsonl": b"parcel",
        "files/posts.csv": b"parcel",
        "files/*.html": b"parcel",
        "logs/*": b"Loading",
        "printed/*break*": b"the fault comes now",
        "printed/*doctor*": b"Python",
    }
    for pattern, word in wanted.items():
        if not any(word in path.read_bytes() for path in house.folder.glob(pattern)):
            raise Broken(f"no {pattern} has {word!r}: the trial did not do what it says")


def _needs(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise Broken(f"the program {program} is not installed")
    return found
