"""Begins and ends the log of a process: which handlers, from which level on, what is hooked.

Why the standard library's `logging` and no other: the libraries beneath us log by it, so
what is scrubbed must stand there in any case; structlog would come on top of it.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from console.diagnostics.faults import fault_of, source_name
from console.diagnostics.log_file import LogFile, Screen
from console.diagnostics.words import Word

LEVEL_VARIABLE = "CANARY_DESK_LOG"
LOG = logging.getLogger(__name__)
FaultSeen = Callable[[BaseException], None]


class Log:
    """The log of this process; `close` takes back all that `begin` hooked."""

    def __init__(self, handlers: tuple[logging.Handler, ...], level: int) -> None:
        root = logging.getLogger()
        self._handlers, self._level = handlers, root.level
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        self._showwarning = warnings.showwarning
        self.fault_seen: FaultSeen = _nobody
        """Called with each exception that nobody caught, in the thread where it came up."""
        for handler in handlers:
            root.addHandler(handler)
        root.setLevel(level)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        warnings.showwarning = _note_warning

    def close(self) -> None:
        """End it."""
        root = logging.getLogger()
        for handler in self._handlers:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(self._level)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        warnings.showwarning = self._showwarning

    def note(self, error: BaseException, where: Word) -> None:
        """Log an exception that nobody caught, and tell who wants to hear of it."""
        LOG.critical("Nobody caught a fault of the %s", where, exc_info=error)
        try:
            self.fault_seen(error)
        except Exception:  # noqa: BLE001 - the last place there is
            LOG.critical("The fault could not be told")

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        del trace
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            self._hooks[0](kind, error, None)
        else:
            self.note(error, Word("program"))

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self.note(args.exc_value, Word("thread"))

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.note(args.exc_value, Word("end of an object"))


def begin(folder: Path | None, *, screen_level: int, debug: bool = False) -> Log:
    """Begin the log in a data folder (None: in none), on standard error from `screen_level` on."""
    level = logging.DEBUG if debug or _wants_debug() else logging.INFO
    screen = Screen()
    screen.setLevel(logging.DEBUG if level == logging.DEBUG else screen_level)
    return Log((screen,) if folder is None else (LogFile(folder), screen), level)


def _wants_debug() -> bool:
    return os.environ.get(LEVEL_VARIABLE, "").strip().lower() == "debug"


def _note_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: str | None = None,
) -> None:
    """Log a warning of Python's without its words."""
    del message, file, line
    LOG.warning("A %s at %s:%d", category, Word(source_name(filename)), lineno)


def _nobody(error: BaseException) -> None:
    """Let a fault be that nobody asked for; it is in the log."""
    fault_of(error)
