"""Runs the tools that packages are made with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


class PackageError(Exception):
    """Say in one line what failed; the tool's own lines stand above it."""


def run(words: list[str], environment: dict[str, str] | None = None) -> str:
    """Run a tool and return what it printed; raise PackageError where it fails."""
    try:
        done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        raise PackageError(f"{words[0]} is not installed") from None
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        raise PackageError(f"{Path(words[0]).name} failed with code {done.returncode}")
    return done.stdout
