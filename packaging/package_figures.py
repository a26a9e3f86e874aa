"""How large the packed program is, and how quickly it starts beside the checkout's."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bundle
from package_tools import PackageError, run

RUNS = 3 if os.environ.get("CI") else 5
LARGEST = 10
FOLDER_MB, DEB_MB = 180, 60
"""What we aim at, at most; in millions of bytes."""


def tell(folder: Path, deb: Path | None, *, start: bool = True) -> None:
    """Print the sizes and, with `start`, the ratio of the start times."""
    whole = size(folder)
    print(f"folder: {megabytes(whole)} (aim: < {FOLDER_MB} MB), {count(folder)} files")
    if deb is not None:
        fields = run(["dpkg-deb", "--field", str(deb), "Installed-Size"])
        installed = megabytes(int(re.sub(r"\D", "", fields)) * 1024)
        told = f"{megabytes(deb.stat().st_size)} packed (aim: < {DEB_MB} MB)"
        print(f"{deb.name}: {told}, {installed} installed")
    print(f"the {LARGEST} largest parts of the folder:")
    for path, length in largest(folder):
        print(f"  {megabytes(length):>9}  {path}")
    if start:
        packed, checkout, ratio = starts(folder)
        print(
            f"start until the inbox is painted (median of {RUNS}, in turn): "
            f"{ratio:.2f} x the checkout ({packed * 1000:.0f} ms and {checkout * 1000:.0f} ms)"
        )


def size(path: Path) -> int:
    """Return the bytes of all files below; a link counts nothing."""
    if path.is_file():
        return path.stat().st_size
    return sum(
        each.stat().st_size for each in path.rglob("*") if each.is_file() and not each.is_symlink()
    )


def count(path: Path) -> int:
    """Return how many files there are below."""
    return sum(each.is_file() and not each.is_symlink() for each in path.rglob("*"))


def megabytes(length: int) -> str:
    """Return a length in millions of bytes."""
    return f"{length / 1e6:.1f} MB"


def largest(folder: Path) -> list[tuple[str, int]]:
    """Return the largest parts: files by themselves, Python's packages as a whole."""
    parts: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inside = path.relative_to(folder)
            whole = inside.parts[0] == bundle.CONTENTS and "PySide6" not in inside.parts
            name = "/".join(inside.parts[:2]) if whole else inside.as_posix()
            parts[name] = parts.get(name, 0) + path.stat().st_size
    return sorted(parts.items(), key=lambda each: -each[1])[:LARGEST]


def starts(folder: Path) -> tuple[float, float, float]:
    """Return the medians in seconds, packed and checkout, and that of their ratios.

    Both run the same first lines (`frozen_start`) on a data file with 4,000 posts.
    """
    sys.path.insert(0, str(bundle.ROOT))
    from tests.bench.syncing import filled_desk

    with tempfile.TemporaryDirectory(prefix="canary-desk-start-") as at:
        data = filled_desk(Path(at, "data"), posts=4_000)
        beside = [sys.executable, str(bundle.ROOT / "packaging" / "frozen_start.py")]
        packed, checkout = [], []
        for _ in range(RUNS + 1):  # the first of each only warms the disk's cache
            checkout.append(until_painted([*beside, "--data-dir", str(data)], Path(at)))
            program = str(folder / bundle.NAME)
            packed.append(until_painted([program, "--data-dir", str(data)], Path(at)))
    ratio = statistics.median(a / b for a, b in zip(packed[1:], checkout[1:], strict=True))
    return statistics.median(packed[1:]), statistics.median(checkout[1:]), ratio


def until_painted(words: list[str], home: Path) -> float:
    """Start a desk without a display; return the seconds till its inbox is painted."""
    environment = os.environ | {
        "CANARY_DESK_TELL_PAINTED": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "CANARY_DESK_LANGUAGE": "en",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    began = time.perf_counter()
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
        process.kill()
    if line != "painted\n":
        raise PackageError(f"{words[0]} painted no inbox: {line!r}")
    return took
