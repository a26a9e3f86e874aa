"""What of a log record may be written: chosen by what is known to be harmless.

- The message stays where it stands literally in the function that logs it; what is put
  into it stays where it is a small number, a `Word`, a type, an enum or an error (of
  which `faults` tells). Any other text is left out.
- Of `extra` only `fields` is written, and of those the ones that are named here.
- Of an exception, types and places.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from enum import Enum
from typing import Any

from console.diagnostics.faults import Fault, caller, fault_of, frame_words, kind_of, literals
from console.diagnostics.words import LEFT_OUT, Word

FIELDS = frozenset(
    {
        "account", "ahead_ms", "bytes", "case", "cases", "code", "count", "desk", "failed",
        "from_version", "lane", "method", "moved", "ms", "outcome", "pages", "part", "platform",
        "posts", "python", "qt", "remaining", "route", "schema", "sqlite", "state", "status",
        "system", "thread", "times", "trouble", "version", "what", "where",
    }
)  # fmt: skip
"""Names of fields that may be written, their values as those of a message; sizes are in bytes."""
LARGE = frozenset({"bytes", "ms"})
"""Fields whose numbers may be any."""
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0 +-]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[a-zA-Z%]")
_THREADS = re.compile(r"lane-[a-z_]{2,20}|MainThread|canary-[a-z-]{2,30}|Thread-\d+")
_MOST_SMALL = 10**6
"""Numbers up to this say nothing of a person; from an id's length on they are ids."""
_LEAST_ID = 10**15


def told(record: logging.LogRecord) -> dict[str, Any]:
    """Return what may be written of a record, as JSON holds it; called while it is logged."""
    found: dict[str, Any] = {
        "at_ms": int(record.created * 1000),
        "level": _level(record.levelno),
        "logger": logger_name(record.name),
        "thread": record.threadName if _THREADS.fullmatch(record.threadName or "") else "other",
        "event": event(record),
    }
    fields = getattr(record, "fields", None)
    if isinstance(fields, Mapping):
        kept = {
            name: value(each, large=name in LARGE)
            for name, each in fields.items()
            if type(name) is str and name in FIELDS
        }
        found |= {"fields": kept} if kept else {}
    fault = fault_in(record)
    if fault is not None:
        found["fault"] = [{"kind": link.words, "at": list(link.frames)} for link in fault.links]
    return found


def event(record: logging.LogRecord) -> str:
    """Return the message of a record with what may stand in it."""
    message = record.msg
    if isinstance(message, Word):
        return str(message)
    if type(message) is not str or not _is_literal(message, record):
        return _place(record)
    if not record.args:
        return message
    return _filled(message, record.args)


def fault_in(record: logging.LogRecord) -> Fault | None:
    """Return what can be told of a record's exception, None where it has none."""
    error = record.exc_info[1] if record.exc_info else None
    return None if error is None else fault_of(error)


def value(given: object, *, large: bool = False) -> Any:
    """Return a value that may be written in the place of one that is given."""
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, Enum):
        return given.name
    if isinstance(given, int):
        number = int(given)
        small = -_MOST_SMALL <= number <= _MOST_SMALL
        return number if small or large or _LEAST_ID <= number < 2**63 else LEFT_OUT
    if isinstance(given, float):
        return round(given, 3) if large or abs(given) <= _MOST_SMALL else LEFT_OUT
    if isinstance(given, Word):
        return str.__str__(given)
    if isinstance(given, type):
        return kind_of(given)
    if isinstance(given, BaseException):
        return fault_of(given).links[0].words
    return LEFT_OUT


def logger_name(name: str) -> str:
    """Return a logger's name as far as it is a module's."""
    while name and name not in sys.modules:
        name = name.rpartition(".")[0]
    return name or "other"


def _level(number: int) -> str:
    name = logging.getLevelName(number)
    return name if name in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL") else "OTHER"


def _is_literal(message: str, record: logging.LogRecord) -> bool:
    frame = caller(sys._getframe(1), record.pathname, record.funcName or "")  # noqa: SLF001 - there is no public way to the frame that logs
    return frame is not None and message in literals(frame.f_code)


def _place(record: logging.LogRecord) -> str:
    """Say where something was logged of which nothing may be said."""
    frame = caller(sys._getframe(1), record.pathname, record.funcName or "")  # noqa: SLF001 - as above
    if frame is None:
        return LEFT_OUT
    return f"{LEFT_OUT} ({frame_words(frame.f_code, record.lineno)})"


def _filled(message: str, args: object) -> str:
    """Put into a message what may stand there, whatever form it asks for."""
    waiting = list(args) if isinstance(args, tuple) else []

    def put(found: re.Match[str]) -> str:
        if found.group().endswith("%"):
            return "%"
        if found[1] is not None:
            named = args.get(found[1]) if isinstance(args, Mapping) else LEFT_OUT
            return str(value(named))
        return str(value(waiting.pop(0))) if waiting else LEFT_OUT

    return _PLACEHOLDER.sub(put, message)
