"""Garbage is looked for in the window's thread, seldom, and never in a lane's."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from ui import collector
from ui.collector import Collector


class Knot:
    """An object that only itself refers to."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def parent() -> Iterator[QObject]:
    owner = QObject()
    yield owner
    gc.disable()  # as the tests have it
    owner.deleteLater()


def test_a_lane_that_makes_much_collects_nothing(parent: QObject) -> None:
    made = Collector(parent)
    made.timer.stop()
    knot = weakref.ref(Knot())

    def work() -> None:
        for _ in range(2 * collector.MOST_NEW):
            Knot()

    lane = threading.Thread(target=work)
    lane.start()
    lane.join()
    assert knot() is not None
    made.look()
    assert knot() is None


def test_little_that_is_new_is_left_alone(parent: QObject) -> None:
    made = Collector(parent)
    made.timer.stop()
    gc.collect()
    knot = weakref.ref(Knot())
    made.look()
    assert knot() is not None
