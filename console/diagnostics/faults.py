"""An exception without what it was about: its types, and where it went through.

Messages of exceptions are others' words: a key that was missing, a file's name, a post. So
a message stays only where it stands literally in the code that raised it; of system and
database errors the code's name stays.
"""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FrameType, TracebackType

from console.diagnostics.words import LEFT_OUT

MOST_FRAMES = 30
"""The innermost ones of each exception."""
MOST_LINKS = 6
"""How many exceptions of a chain are told."""
_NAME = re.compile(r"[A-Za-z_<][A-Za-z0-9_.<>]{0,79}")


@dataclass(frozen=True, slots=True)
class Link:
    """One exception of a chain."""

    kind: str
    said: str
    """Its message where that stands in our source, a code's name; mostly `…`."""
    frames: tuple[str, ...]
    """`file:line function`, outermost first."""

    @property
    def words(self) -> str:
        """Return type and message in one line."""
        return self.kind if self.said == LEFT_OUT else f"{self.kind}: {self.said}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What can be told of an exception: the one that came last, then what led to it."""

    links: tuple[Link, ...]

    @property
    def mark(self) -> str:
        """Return what two of the same fault have in common: type and innermost place."""
        link = self.links[0]
        return f"{link.kind} {link.frames[-1] if link.frames else ''}"

    @property
    def text(self) -> str:
        """Return all of it in lines."""
        lines = []
        for number, link in enumerate(self.links):
            lines.append(link.words if not number else f"after {link.words}")
            lines += [f"  {frame}" for frame in link.frames]
        return "\n".join(lines)


def fault_of(error: BaseException) -> Fault:
    """Return what can be told of an exception and of those that led to it; never raises."""
    return Fault(tuple(_link(each) for each in _chain(error)))


def literals(code: CodeType) -> frozenset[object]:
    """Return the texts that stand in a function's source."""
    found: set[object] = set()
    for constant in code.co_consts:
        if isinstance(constant, str):
            found.add(constant)
        elif isinstance(constant, tuple | frozenset):
            found |= {each for each in constant if isinstance(each, str)}
    return frozenset(found)


def frame_words(code: CodeType, line: int) -> str:
    """Return `file:line function` without where the files lie."""
    return f"{source_name(code.co_filename)}:{line} {_identifier(code.co_name)}"


def source_name(path: str) -> str:
    """Return a source file's name below the folder that it was loaded from."""
    path = path.replace("\\", "/")
    for root in ("site-packages/", "dist-packages/"):
        if root in path:
            return path.rpartition(root)[2]
    folders = sorted((each.replace("\\", "/").rstrip("/") for each in sys.path), key=len)
    for folder in reversed(folders):
        if folder and path.startswith(f"{folder}/"):
            return path[len(folder) + 1 :]
    return path.rpartition("/")[2]


def kind_of(kind: type) -> str:
    """Return a type's name, with its module where that is not Python's own."""
    module = getattr(kind, "__module__", "")
    name = _identifier(kind.__qualname__)
    if module not in sys.modules or module == "builtins":
        return name
    return f"{module}.{name}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting and len(seen) < MOST_LINKS:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
        waiting.append(one.__cause__ or (None if one.__suppress_context__ else one.__context__))


def _link(error: BaseException) -> Link:
    steps = list(_steps(error.__traceback__))[-MOST_FRAMES:]
    frames = tuple(frame_words(frame.f_code, line) for frame, line in steps)
    return Link(kind_of(type(error)), _said(error, steps), frames)


def _steps(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _said(error: BaseException, steps: list[tuple[FrameType, int]]) -> str:
    if isinstance(error, OSError) and isinstance(error.errno, int):
        return errno.errorcode.get(error.errno, LEFT_OUT)
    code = getattr(error, "sqlite_errorname", None)
    if isinstance(code, str) and re.fullmatch(r"SQLITE_[A-Z_]{2,40}", code):
        return code
    if not steps:
        return LEFT_OUT
    raised = steps[-1][0].f_code
    if isinstance(error, AttributeError | NameError):
        name = error.name
        return f"“{name}”" if isinstance(name, str) and name in raised.co_names else LEFT_OUT
    args = error.args
    if len(args) == 1 and isinstance(args[0], str) and args[0] in literals(raised):
        return args[0]
    return LEFT_OUT


def _identifier(name: str) -> str:
    return name if _NAME.fullmatch(name) else LEFT_OUT


def caller(frame: FrameType | None, path: str, function: str) -> FrameType | None:
    """Return the nearest calling frame of a function of a file, None where there is none."""
    while frame is not None:
        if frame.f_code.co_name == function and frame.f_code.co_filename == path:
            return frame
        frame = frame.f_back
    return None
