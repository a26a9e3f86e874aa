"""The self-contained folder: built by PyInstaller, stripped, with the licences of its parts.

Writes `dist/canary-desk` and, for `package_deb`, which of its libraries are the system's.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import bundle
import package_icons
import package_licences
import package_sources
from package_tools import PackageError, run

WORK = bundle.ROOT / "build" / "package"
ICONS = bundle.ROOT / "build" / "icons"
LICENCES = bundle.ROOT / "packaging" / "licences"
"""Whole texts of the licences that systems other than Debian keep no copy of."""
COLLECTED = WORK / "canary-desk" / "COLLECT-00.toc"
"""PyInstaller's list of what it put into the folder, and from where."""

UNCHANGED = ("PySide6", "shiboken6")
"""Packages whose libraries stay as their makers made them, as their licence would have told."""

ELF = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was built."""

    path: Path
    system: tuple[tuple[str, Path], ...] = ()
    """The libraries in it that are Debian's, as (their name, where they were taken from)."""


def build(dist: Path) -> Folder:
    """Build the folder anew and return it."""
    package_icons.write(ICONS)
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(dist), "--workpath", str(WORK)]
    spec = str(bundle.ROOT / "packaging" / "canary-desk.spec")
    # The same order in sets, so that the same sources give the same archive.
    environment = os.environ | package_sources.clock() | {"PYTHONHASHSEED": "1"}
    sources = package_sources.mark()
    run([*words, *places, spec], environment)
    path = dist / bundle.NAME
    (path / bundle.CONTENTS / package_sources.MARK).write_text(sources, "utf-8")
    add_licences(path)
    if sys.platform != "linux":
        return Folder(path)
    strip(path)
    forget_machine(path / bundle.CONTENTS)
    folder = built(dist)
    add_system_licences(folder)
    settle_modes(path)
    check_unchanged(path / bundle.CONTENTS)
    return folder


def built(dist: Path) -> Folder:
    """Return the folder that was built last."""
    path = dist / bundle.NAME
    if not path.is_dir() or not COLLECTED.is_file():
        raise PackageError(f"{path} is not built yet")
    return Folder(path, system_libraries(COLLECTED.read_text("utf-8"), path / bundle.CONTENTS))


def elf_files(folder: Path) -> list[Path]:
    """Return the programs and libraries in a folder, without links, by name."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == ELF:
                    found.append(path)
    return found


def strip(folder: Path) -> None:
    """Take symbols for debuggers out of the libraries, but those of `UNCHANGED`.

    Not out of the program: PyInstaller keeps its archive in there.
    """
    kept = (folder / bundle.NAME, *(folder / bundle.CONTENTS / each for each in UNCHANGED))
    found = elf_files(folder)
    libraries = [str(each) for each in found if not any(map(each.is_relative_to, kept))]
    halves = [libraries[::2], libraries[1::2]]
    tidy = ["strip", "--strip-unneeded", "--remove-section=.comment", "--remove-section=.note"]
    with ThreadPoolExecutor(len(halves)) as pool:
        list(pool.map(lambda some: run([*tidy, *some]), halves))


def forget_machine(contents: Path) -> None:
    """Have Python's own libraries look for others beside themselves.

    A Python that was built on this machine names its folder of libraries in them
    (RUNPATH), where on another machine anybody might put something.
    """
    built_for = f"{sys.base_prefix}/lib\0".encode()
    for path in elf_files(contents):
        depth = len(path.relative_to(contents).parts) - 1
        beside = "/".join(["$ORIGIN", *[".."] * depth]).encode()
        data = path.read_bytes()
        if built_for in data and len(beside) < len(built_for):
            path.write_bytes(data.replace(built_for, beside.ljust(len(built_for), b"\0")))


def settle_modes(folder: Path) -> None:
    """Let everybody read, and only the program run; whatever this machine's umask is."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path == folder / bundle.NAME
            path.chmod(0o755 if runs else 0o644)


def system_libraries(collected: str, contents: Path) -> tuple[tuple[str, Path], ...]:
    """Return the libraries in the folder that were taken from the system's own folders.

    `collected` is PyInstaller's list, a literal of Python. libpython is ours wherever it came
    from: what is loaded into it fits this one build.
    """
    (entries, *_) = (each for each in ast.literal_eval(collected) if isinstance(each, list))
    found = []
    for target, source, _kind in entries:
        path = Path(target)
        if path.parent != Path() or not bundle.is_library(target):
            continue
        taken = source.startswith(("/lib/", "/lib64/", "/usr/lib/"))
        if taken and not (contents / path).is_symlink():
            found.append((path.name, Path(source)))
    return tuple(sorted(found))


def check_unchanged(contents: Path) -> None:
    """Raise PackageError where a library of `UNCHANGED` is not the one of its wheel."""
    for name in UNCHANGED:
        wheel = bundle.installed(name)
        for path in elf_files(contents / name):
            made = wheel / path.relative_to(contents / name)
            if sha256(path.read_bytes()).digest() != sha256(made.read_bytes()).digest():
                raise PackageError(f"{path.relative_to(contents)} is not as its makers made it")


def add_licences(folder: Path) -> None:
    """Put our licence into a folder, with what tells of each part that comes along."""
    shutil.copy(bundle.ROOT / "LICENSE", folder / "LICENSE")
    shutil.copytree(LICENCES, folder / "licences")
    own = (bundle.ROOT / "LICENSE").read_text("utf-8")
    text = package_licences.for_folder(own, bundle.distributions())
    (folder / "licences" / "parts.txt").write_text(text, "utf-8")


def add_system_licences(folder: Folder) -> None:
    """Put the licences of the system's libraries into the folder that holds them."""
    target = folder.path / "licences"
    for package in {owner(source) for _, source in folder.system}:
        told = Path("/usr/share/doc", package, "copyright")
        if not told.is_file():  # minimal systems leave out /usr/share/doc, though not these
            raise PackageError(f"the licence of {package} is missing ({told})")
        shutil.copyfile(told, target / f"{package}.txt")


def owner(path: Path) -> str:
    """Return the Debian package that a file of the system belongs to."""
    names = {path, path.resolve(), Path("/usr", *path.parts[1:])}
    names |= {Path("/", *each.parts[2:]) for each in tuple(names) if each.parts[1] == "usr"}
    for name in sorted(names):
        words = ["dpkg", "-S", str(name)]
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        if not done.returncode:
            return done.stdout.partition(": ")[0].partition(":")[0]
    raise PackageError(f"no package of this system holds {path}")
