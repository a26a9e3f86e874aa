"""Time that passes between two presses, and lanes that take theirs, without waiting for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from ui import same_word
from ui.lanes import Lane


def hold_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time pass between two presses, however busy the machine, but a moment taken."""
    now = same_word.now_s()
    monkeypatch.setattr(same_word, "now_s", lambda: now)


def take_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next press be no part of the last one: a second goes by."""
    before = same_word.now_s
    monkeypatch.setattr(same_word, "now_s", lambda: before() + 1.0)


def stop(lane: Lane) -> Callable[[], None]:
    """Stop a lane; return what lets it go on."""
    gate = threading.Event()
    lane.submit(lambda _: gate.wait(20))
    return gate.set
