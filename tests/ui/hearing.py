"""What a screen reader would be told; PySide lets nobody else listen in the process."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from ui import announcing

POLITENESS = QAccessible.AnnouncementPoliteness
Heard = list[tuple[str, QAccessible.AnnouncementPoliteness]]


def listen(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Returns a list that grows by what is announced, and how politely, till the test ends."""
    told: Heard = []

    class Accessible:
        AnnouncementPoliteness = POLITENESS

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            told.append((event.message(), event.politeness()))

    monkeypatch.setattr(announcing, "QAccessible", Accessible)
    return told


def texts(heard: Heard) -> list[str]:
    """Returns what was announced, without how."""
    return [text for text, _ in heard]
