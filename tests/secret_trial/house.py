"""Where a trial lives: a home of its own, a bus with a keyring, programs that say all."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_S = 120.0
SAY_ALL = """
    import logging, os

    if folder := os.environ["SECRET_TRIAL_LOGS"]:
        handler = logging.FileHandler(os.path.join(folder, f"{os.getpid()}.log"))
        logging.getLogger().addHandler(handler)
        logging.getLogger().setLevel(logging.DEBUG)
"""
"""Loaded by each Python at its start: what any library logs goes into a file, not scrubbed."""


class Broken(Exception):
    """A program of the trial did not end as it has to."""


@dataclass
class House:
    """Folders of one trial, and what its programs find around them."""

    folder: Path
    api: str
    bus: str
    printed: int = field(default=0, init=False)
    """How many programs have printed something so far."""

    def __post_init__(self) -> None:
        for name in ("home", "data", "logs", "printed", "files", "site", "runtime"):
            (self.folder / name).mkdir(mode=0o700)
        code = textwrap.dedent(SAY_ALL)
        (self.folder / "site" / "sitecustomize.py").write_text(code, "utf-8")

    @property
    def data(self) -> Path:
        """The data folder of the desk."""
        return self.folder / "data"

    @property
    def files(self) -> Path:
        """Where exports and reports go."""
        return self.folder / "files"

    def environment(self, *, says_all: bool = True) -> dict[str, str]:
        """Return what the programs find around them; nothing of the person who runs the trial.

        `says_all`: whether all is logged into a file of ours too, past the desk's own log.
        """
        home = self.folder / "home"
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join((str(self.folder / "site"), str(ROOT))),
            "PYTHONDEVMODE": "1",
            "SECRET_TRIAL_LOGS": str(self.folder / "logs") if says_all else "",
            "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
            "DBUS_SESSION_BUS_ADDRESS": self.bus,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_LOGGING_RULES": "*.debug=true;qt.*=false",
            "CANARY_DESK_X_API": self.api,
            "CANARY_DESK_LOG": "debug",
        } | {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}

    def start(self, *words: str, says_all: bool = True) -> subprocess.Popen[str]:
        """Start a program of ours, `python -m` with these words; what it prints is kept."""
        self.printed += 1
        name = f"{self.printed:03} {' '.join(words[:3])}".replace("/", "_")[:80]
        with (self.folder / "printed" / name).open("w") as printed:
            return subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=self.folder,
                env=self.environment(says_all=says_all),
                stdin=subprocess.PIPE,
                stdout=printed,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def run(
        self,
        *words: str,
        stdin: str = "",
        codes: tuple[int, ...] = (0,),
        says_all: bool = True,
    ) -> None:
        """Run a program of ours to its end.

        Raises:
            Broken: it ended with another code than one of these, or not at all.
        """
        program = self.start(*words, says_all=says_all)
        try:
            program.communicate(stdin, LONGEST_S)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
            raise Broken(f"{' '.join(words)} did not end") from None
        if program.returncode not in codes:
            last = max((self.folder / "printed").iterdir()).read_text("utf-8", "replace")
            raise Broken(f"{' '.join(words)} ended with {program.returncode}:\n{last[-2000:]}")

    def desk(self, *words: str, stdin: str = "", codes: tuple[int, ...] = (0,)) -> None:
        """Run a command of the desk on the trial's data."""
        self.run("ui.start", *words, "--data-dir", str(self.data), stdin=stdin, codes=codes)
