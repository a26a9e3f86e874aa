"""Hears what is painted by hand: the texts that delegates and our own widgets draw.

Qt draws the texts of its own widgets itself; those are asked for instead (`walk`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QTextLayout


class Ear:
    """What was drawn, and what of it was shortened, in order."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.shortened: list[str] = []

    def clear(self) -> None:
        """Forget what was heard."""
        self.drawn.clear()
        self.shortened.clear()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what Python draws, till the block ends."""
        kept: list[tuple[type, str, Any]] = []

        def wrap(kind: type, name: str, hear: Callable[[tuple[Any, ...], object], None]) -> None:
            original = getattr(kind, name)
            kept.append((kind, name, original))

            def heard(*args: Any, **named: Any) -> object:
                result = original(*args, **named)
                hear(args, result)
                return result

            setattr(kind, name, heard)

        wrap(QPainter, "drawText", self._hear_text)
        wrap(QTextLayout, "draw", self._hear_layout)
        for metrics in (QFontMetrics, QFontMetricsF):
            wrap(metrics, "elidedText", self._hear_short)
        try:
            yield
        finally:
            for kind, name, original in kept:
                setattr(kind, name, original)

    def _hear_text(self, args: tuple[Any, ...], _: object) -> None:
        self.drawn.extend(one for one in args if isinstance(one, str))

    def _hear_layout(self, args: tuple[Any, ...], _: object) -> None:
        self.drawn.append(args[0].text())

    def _hear_short(self, args: tuple[Any, ...], result: object) -> None:
        text = next(one for one in args if isinstance(one, str))
        self.drawn.append(text)
        mode = next(one for one in args if isinstance(one, Qt.TextElideMode))
        if result != text and mode is not Qt.TextElideMode.ElideNone:
            self.shortened.append(text)
