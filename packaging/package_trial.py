"""Tries the packages as a person does: installed, opened, answered with, updated, removed.

The tried program sees neither this checkout nor its `.venv`: other variables, another home,
another working folder, and for the folder a PATH on which nothing is. Each step that fails
ends the trial with one line.
"""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import bundle
from package_hands import Person, Screen, until
from package_tools import PackageError, run

HANDLE, AUTHOR = "canarycafe", "rosa_m"
POST = "@canarycafe my order never came, and nobody answers the phone"
ANSWER = "Sorry, Rosa. A new box leaves our kitchen today at 4 pm."
FAULT = "^Ein Fehler von Canary Desk"
STAYS = ("~/.local/share/canary-desk", "~/.config/autostart/canary-desk", "keyring")
"""Words that removing has to say, about what it leaves."""


def try_folder(folder: Path, picture: Path | None) -> None:
    """Try the self-contained folder; raise PackageError where something fails."""
    program = folder.absolute() / bundle.NAME
    if not program.is_file():
        raise PackageError(f"{program} is not built yet; `make package` does it")
    with tempfile.TemporaryDirectory(prefix="canary-desk-trial-") as at:
        person = Person(settled(Path(at)), path="/nonexistent")
        copy = Path(at, "program")  # for it is replaced while its window is open
        shutil.copytree(folder, copy, symlinks=True)
        use(copy / bundle.NAME, person, picture)
        told("the folder works without Python, PATH and checkout")


def try_deb(deb: Path, picture: Path | None) -> None:
    """Install, try and remove the .deb; raise PackageError where something fails."""
    if os.geteuid() != 0:
        raise PackageError("only root can install a package: sudo, or --trial folder")
    if installed():
        raise PackageError("the package is installed already, and a trial would remove it")
    with visitor() as person:
        try:
            install(deb)
            files = [Path(each) for each in run(["dpkg", "-L", bundle.NAME]).splitlines()]
            use(Path("/usr/bin", bundle.NAME), person, picture)
        finally:
            removed = remove("remove") if installed() else ""
        for word in STAYS:
            if word not in removed:
                raise PackageError(f"removing the package does not say {word!r}")
        if "What people stored" not in remove("purge"):
            raise PackageError("purging the package does not say what stays")
        left = [each for each in files if not each.is_dir() and os.path.lexists(each)]
        left += [each for each in files if bundle.NAME in each.name and each.exists()]
        if left:
            raise PackageError(f"removing the package left {left[0]} and {len(left) - 1} more")
        told("removed: no file of the package is left, and it said what stays")
        if not data_file(person).is_file():
            raise PackageError("removing the package took the person's data along")
        told("the person's data is still there")


def use(program: Path, person: Person, picture: Path | None) -> None:
    """Go through a person's first minutes with the program."""
    desk = str(program)
    told(person.run([desk, "--version"]).strip())
    shot = person.home / "demo.png"
    person.run([desk, "--demo", "--screenshot", str(shot)])
    if shot.read_bytes()[:4] != b"\x89PNG":
        raise PackageError("--demo --screenshot wrote no picture")
    told("--demo --screenshot drew the window")
    look_through(desk, person)
    person.run([desk, "account", "add", "handoff", HANDLE])
    # Without its link an answer could not go out, not even by hand.
    person.run([desk, "capture", "--link", link(datetime.now(UTC)), "--text", POST])
    with Screen(person) as screen:
        running = person.start([desk], DISPLAY=screen.display, CANARY_DESK_LANGUAGE="de")
        try:
            window = answer(desk, person, screen, running)
            replace(program.resolve())
            told("the program was replaced while its window is open, by one that cannot be read")
            look_at_late_parts(screen, window, running)
            if picture is not None:
                screen.draw(picture)
            screen.press(window, "ctrl+q")
            until(lambda: running.poll() is not None, "the window's end")
        finally:
            if running.poll() is None:
                running.kill()
            _, complained = running.communicate()
            if complained.strip():
                print(complained, file=sys.stderr)
    if running.returncode:
        raise PackageError(f"the window ended with code {running.returncode}")
    told("Ctrl+Q ended the window with code 0")


def link(now: datetime) -> str:
    """Return the address of a post of an hour ago: X's ids begin with the time.

    Milliseconds since 2010-11-04T01:42:54.657Z, from bit 22 on.
    """
    age_ms = int((now - timedelta(hours=1)).timestamp() * 1000) - 1_288_834_974_657
    return f"https://x.com/{AUTHOR}/status/{age_ms << 22}"


def look_through(desk: str, person: Person) -> None:
    """Run commands that need what is easily forgotten in a package."""
    # 1 and 4: there is neither a data file yet nor a keyring; what it finds is looked at.
    report = json.loads(person.run([desk, "doctor", "--offline", "--json"], codes=(0, 1, 4)))
    versions = next(each for each in report["checks"] if each["name"] == "versions")
    if versions["health"] != "ok" or not re.search(r"\btweepy \d", versions["said"]):
        raise PackageError(f"doctor does not know the libraries: {versions['said']}")
    told("doctor: " + " ".join(versions["said"].split()))


def answer(
    desk: str,
    person: Person,
    screen: Screen,
    running: subprocess.Popen[str],
) -> str:
    """Answer the case by keys, see it in the outbox; return the window."""
    window = screen.window("Canary Desk", running)
    told(f"a window stands on {screen.display}: {screen.wm_class(window)}")
    if '"canary-desk"' not in screen.wm_class(window):
        raise PackageError("the window's class is not the one of the desktop entry")

    screen.settle(running)
    screen.press(window, "j", "r")  # to the case, and into its answer
    screen.settle(running)
    screen.type(ANSWER)
    screen.settle(running)
    screen.press(window, "ctrl+Return")

    def queued() -> str:
        if running.poll() is not None:
            raise PackageError(f"the window ended by itself with code {running.returncode}")
        return ANSWER if ANSWER in person.run([desk, "outbox", "--json"]) else ""

    until(queued, "the answer in the outbox")
    told("the answer typed in the window is in the outbox")
    return window


def replace(program: Path) -> None:
    """Put other files in the place of a program's, as an update does: by renaming.

    What is read by its place in the file (the archives of modules) is worse than any update:
    of the same length, and nothing in it that can be read. All else is a copy of itself.
    """
    archives = {program, program.parent / bundle.CONTENTS / "base_library.zip"}
    for path in sorted(program.parent.rglob("*")):
        if path.is_file() and not path.is_symlink():
            new = path.with_name(f"{path.name}.dpkg-new")
            if path in archives:
                new.write_bytes(b"\xa5" * path.stat().st_size)
                shutil.copymode(path, new)
            else:
                shutil.copy2(path, new)
            new.replace(path)


def look_at_late_parts(screen: Screen, window: str, running: subprocess.Popen[str]) -> None:
    """Open by keys what is loaded only when it is wanted; the window is a German one."""
    for keys, title, closes in (
        ("ctrl+comma", "^Einstellungen$", "Escape"),
        ("F1", "^Hilfe zu Canary Desk", "ctrl+w"),
    ):
        screen.settle(running)
        screen.press(window, keys)
        opened = screen.window(title, running)
        screen.settle(running)
        if screen.has(FAULT):
            raise PackageError(f"{keys} opened a dialog of a fault")
        told(f"{keys} opened “{title.strip('^$')}”")
        screen.press(opened, closes)
        until(partial(screen.lacks, opened), f"the end of “{title}”")


def install(deb: Path) -> None:
    """Let apt install a package file and what it depends on."""
    with tempfile.TemporaryDirectory(prefix="canary-desk-deb-") as at:
        place = Path(at)
        place.chmod(0o755)  # apt reads it as a user of its own
        copy = place / deb.name
        copy.write_bytes(deb.read_bytes())
        copy.chmod(0o644)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        words = ["apt-get", "install", "-y", "--no-install-recommends", str(copy)]
        run(words, environment)
    told(f"apt installed {deb.name}")


def remove(how: str) -> str:
    """Remove or purge the package; return what was said."""
    return run(["apt-get", how, "-y", bundle.NAME], os.environ | {"LC_ALL": "C"})


def installed() -> bool:
    """Return whether the package is on this system; one of which only traces are left is not."""
    words = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", bundle.NAME]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    return done.stdout.strip() not in {"", "not-installed", "config-files"}


@contextmanager
def visitor() -> Iterator[Person]:
    """Make a user for the trial and take them away again, with their home."""
    with tempfile.TemporaryDirectory(prefix="canary-desk-trial-") as at:
        place = Path(at)
        place.chmod(0o755)
        name = f"canary-trial-{os.getpid()}"
        words = ["useradd", "--no-create-home", "--user-group", "--home-dir", at, name]
        run(words)
        try:
            uid = pwd.getpwnam(name).pw_uid
            home = settled(place)
            for path in (place, home, home / "runtime"):
                os.chown(path, uid, pwd.getpwnam(name).pw_gid)
            yield Person(home, "/usr/bin:/bin", uid)
        finally:
            run(["userdel", name])


def settled(place: Path) -> Path:
    """Make a home with the folder that a session has."""
    home = place / "home"
    (home / "runtime").mkdir(parents=True)
    (home / "runtime").chmod(0o700)
    return home


def data_file(person: Person) -> Path:
    """Return where the person's data file is."""
    found = sorted((person.home / ".local/share/canary-desk").glob("*.db"))
    return found[0] if found else person.home / "none"


def told(line: str) -> None:
    """Print one step that went well."""
    print(f"- {line}", flush=True)
