"""A `qtbot` that waits longer than pytest-qt's five seconds, which a busy machine passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import CallbackBlocker, MultiSignalBlocker, SignalBlocker

LONG_MS = 40_000
"""Less than the time-out of a test, so that what was waited for is told."""


class PatientBot(QtBot):
    """Waits `LONG_MS` unless told otherwise; what comes sooner is not waited for."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LONG_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = LONG_MS, **how: Any) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(
        self, signals: list[Any], *, timeout: int = LONG_MS, **how: Any
    ) -> MultiSignalBlocker:
        return super().waitSignals(signals, timeout=timeout, **how)

    def waitCallback(self, *, timeout: int = LONG_MS, **how: Any) -> CallbackBlocker:
        return super().waitCallback(timeout=timeout, **how)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)
