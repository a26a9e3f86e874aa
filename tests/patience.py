"""A `qtbot` that waits longer than pytest-qt's five seconds, which a busy machine passes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

LONG_MS = 40_000
"""Less than the time-out of a test, so that what was waited for is told."""


class PatientBot(QtBot):
    """Waits `LONG_MS` unless told otherwise; what comes sooner is not waited for."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LONG_MS) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)
