"""Stub."""

from __future__ import annotations

from console.domain.insight import Question, Section
from console.insight.windows import Window


def section(window: Window, before: Window | None) -> Section:  # noqa: ARG001 - a stub
    """Return the section."""
    return Section(Question.ANSWERING, "", ())
