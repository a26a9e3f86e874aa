"""Which sources a package is made of, and of when they are.

The same sources give the same package: what is written into it is no younger than their
newest commit. A folder carries the mark of what it was built from, so that an old one is
not packed as new.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import bundle
from package_tools import PackageError

MARK = "sources.txt"
FOLDERS = ("console", "ui", "resources", "packaging")
FILES = ("LICENSE", "pyproject.toml", "uv.lock")
SUFFIXES = bundle.DATA_SUFFIXES | {".py", ".spec"}


def built_at() -> datetime:
    """Return when the newest commit was made; without git, when the changelog was written."""
    told = _git("log", "-1", "--format=%ct")
    if not told:
        return datetime.fromtimestamp((bundle.ROOT / "CHANGELOG.md").stat().st_mtime, UTC)
    return datetime.fromtimestamp(int(told), UTC)


def clock() -> dict[str, str]:
    """Return the variable by which tools take that time for theirs.

    https://reproducible-builds.org/specs/source-date-epoch/ (1.1, 2026-11)
    """
    return {"SOURCE_DATE_EPOCH": str(int(built_at().timestamp()))}


def mark(root: Path = bundle.ROOT) -> str:
    """Return what names the sources: the newest commit, and a sum over the files as they are."""
    total = sha256()
    for path in sources(root):
        total.update(f"{path.relative_to(root).as_posix()}\n".encode())
        total.update(sha256(path.read_bytes()).digest())
    commit = _git("rev-parse", "HEAD") or "none"
    return f"commit {commit}\nsources sha256 {total.hexdigest()}\n"


def sources(root: Path) -> Iterator[Path]:
    """Yield the files that decide what is in the folder, in an order that is always the same."""
    for name in FOLDERS:
        for path in sorted((root / name).rglob("*")):
            if path.suffix in SUFFIXES and not {"screenshots", "__pycache__"} & set(path.parts):
                yield path
    for name in FILES:
        if (root / name).is_file():
            yield root / name


def check(contents: Path, root: Path = bundle.ROOT) -> None:
    """Raise PackageError where a folder was built from other files than there are now."""
    try:
        kept = (contents / MARK).read_text("utf-8")
    except FileNotFoundError:
        kept = ""
    if kept.splitlines()[1:] != mark(root).splitlines()[1:]:
        raise PackageError("the folder was built from other sources; `make package` builds it anew")


def _git(*words: str) -> str:
    """Return what git says about the checkout; nothing where there is none."""
    whole = ["git", "-C", str(bundle.ROOT), *words]
    try:
        done = subprocess.run(whole, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return "" if done.returncode else done.stdout.strip()
