"""Nothing moves by itself where the system or the person does not want it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import desktop_portal, secret_service
from tests.surroundings import Needs
from tests.ui.conftest import OpenDesk
from ui import motion
from ui.busy_bar import BusyBar
from ui.override import override

WANDERS_MS = 400
"""Fusion draws such a bar about 25 times in it."""


class Counted(BusyBar):
    """A bar that counts how often it is drawn."""

    drawn = 0

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.drawn += 1
        super().paintEvent(event)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = motion.moves()
    yield
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, before)


@pytest.fixture
def address(needs: Needs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with secret_service.bus(needs, tmp_path / "bus") as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        yield made.address


def drawn(qtbot: QtBot, *, still: bool) -> int:
    """Returns how often a busy bar is drawn in a while, after it was shown."""
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, not still)
    bar = Counted()
    bar.setRange(0, 0)
    qtbot.addWidget(bar)
    bar.show()
    qtbot.waitUntil(lambda: bar.drawn > 0)
    first = bar.drawn
    qtbot.wait(WANDERS_MS)
    return bar.drawn - first


def test_a_busy_bar_wanders_or_holds_still(qtbot: QtBot) -> None:
    assert drawn(qtbot, still=False) > 5
    assert drawn(qtbot, still=True) == 0


def test_a_busy_bar_that_holds_still_is_hatched_and_no_empty_one(qtbot: QtBot) -> None:
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, enable=False)
    busy, empty = BusyBar(), BusyBar()
    busy.setRange(0, 0)
    empty.setRange(0, 1)
    for bar in (busy, empty):
        qtbot.addWidget(bar)
        bar.setTextVisible(False)
        bar.resize(200, 12)
    assert busy.grab().toImage() != empty.grab().toImage()


@pytest.mark.parametrize(
    ("key", "less", "more"),
    [
        (motion.REDUCED, ("u", 1), ("u", 0)),
        (motion.ANIMATED, ("b", False), ("b", True)),
    ],
)
def test_what_the_desktop_says_is_followed_while_it_runs(
    qtbot: QtBot,
    open_desk: OpenDesk,
    address: str,
    key: tuple[str, str],
    less: tuple[str, object],
    more: tuple[str, object],
) -> None:
    with desktop_portal.serving(address, {key: less}) as portal:
        desk = open_desk()
        qtbot.waitUntil(lambda: desk.motion.is_still)
        assert not motion.moves()
        assert set(portal.asked) == {motion.REDUCED, motion.ANIMATED}
        with qtbot.waitSignal(desk.motion.changed):
            portal.set(*key, more)
        assert motion.moves()
        with qtbot.waitSignal(desk.motion.changed):
            portal.set(*key, less)
        assert desk.motion.is_still
        portal.set("org.freedesktop.appearance", "color-scheme", ("u", 1))
        desk.motion.stop()


def test_without_a_bus_things_move_unless_the_person_says_never(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    assert not desk.motion.is_still
    assert motion.moves()
    desk.motion.choose("never")
    assert not motion.moves()
    desk.motion.choose("system")
    assert motion.moves()
