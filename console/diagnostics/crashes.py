"""What is left of a run that ended within Python or Qt: places in the source, no values."""

from __future__ import annotations

import faulthandler
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from console.diagnostics.faults import source_name
from console.diagnostics.scrubbing import scrubbed

FILE_NAME = "canary-desk.crash"
LAST_NAME = "canary-desk.crash.last"
SEEN_NAME = "canary-desk.crash.seen"
"""What a person looked at; told till the end of that run."""
MOST_BYTES = 64_000
MOST_LINES = 25
CULPRIT = "Current thread"
_FRAME = re.compile(r'\s*File "([^"]*)", line (\d{1,6}) in ([\w<>.]{1,80})')
_HEAD = re.compile(
    r"(Fatal Python error: [A-Za-z ]{1,60}|Windows fatal exception: [\w ]{1,60}"
    r"|(Current t|T)hread 0x[0-9a-f]{1,16} \(most recent call first\):)"
)


class CrashFile:
    """Takes what is said at a crash of this process; one window of a data folder has it."""

    def __init__(self, folder: Path) -> None:
        """Open it where that can be, and put aside what the last run left."""
        self._path = folder / FILE_NAME
        self._file: TextIO | None = None
        self.last = ""
        """What an earlier run left and nobody looked at since; empty where there is none."""
        with suppress(OSError):
            (folder / SEEN_NAME).unlink(missing_ok=True)
            if self._path.exists() and self._path.stat().st_size:
                self._path.replace(folder / LAST_NAME)
            self.last = read_last(folder)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
            descriptor = os.open(self._path, flags, 0o600)
            self._file = os.fdopen(descriptor, "w", encoding="utf-8")
            faulthandler.enable(self._file)

    def close(self) -> None:
        """Say that this run ended well."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with suppress(OSError):
            self._path.unlink()


def read_last(folder: Path) -> str:
    """Return what the last crash left, as it may be told; empty where there was none.

    What was looked at in this run is told as well.
    """
    raw = _read(folder / LAST_NAME) or _read(folder / SEEN_NAME)
    lines = []
    for line in raw.splitlines():
        if found := _FRAME.match(line):
            lines.append(f"  {source_name(found[1])}:{found[2]} {found[3]}")
        elif found := _HEAD.match(line):
            lines.append(re.sub(r"0x[0-9a-f]+ ", "", found.group()))
    return scrubbed("\n".join(_culprit_first(lines)[:MOST_LINES]))


def _culprit_first(lines: list[str]) -> list[str]:
    """Return the lines with the thread that crashed before all others, which may be many."""
    begin = next((at for at, line in enumerate(lines) if line.startswith(CULPRIT)), 0)
    end = next((at for at in range(begin + 1, len(lines)) if lines[at][:2] != "  "), len(lines))
    return [*lines[:1], *lines[begin:end], *lines[1:begin], *lines[end:]] if begin else lines


def note_looked_at(folder: Path) -> None:
    """Take it that a person looked at the last crash: no later run tells of it."""
    with suppress(OSError):
        (folder / LAST_NAME).replace(folder / SEEN_NAME)


def _read(path: Path) -> str:
    try:
        return path.read_bytes()[:MOST_BYTES].decode("utf-8", "replace")
    except OSError:
        return ""
