"""Snooze: what is offered follows the hours; what is typed is told back and chosen by Enter."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.opening_week import NEVER, read_week
from console.text import spoken_times
from tests.ui.conftest import open_case
from ui.application import Application
from ui.snooze_dialog import NOTHING, SnoozeDialog
from ui.snooze_presets import presets
from ui.theme import Theme

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = BusinessHours(read_week("Mon-Fri 9-17; Sat 10-14"), "Europe/Berlin")
WEEKDAYS = BusinessHours(read_week("Mon-Fri 9-17"), "Europe/Berlin")
NOW = datetime(2026, 11, 20, 10, 30, tzinfo=BERLIN).astimezone(UTC)
"""A Friday."""


def offered(now: datetime, hours: BusinessHours, promise: datetime | None = None) -> list[str]:
    return [
        f"{one.name}: {spoken_times.words(one.at, now, hours)}"
        for one in presets(now, hours, promise)
    ]


def test_what_is_offered_follows_the_hours() -> None:
    assert offered(NOW, HOURS) == [
        "Later today: Fri 20 Nov, 14:00",
        "Tomorrow: Sat 21 Nov, 10:00",
        "Next Monday: Mon 23 Nov, 09:00",
        "In a week: Fri 27 Nov, 09:00",
        "In two weeks: Fri 4 Dec, 09:00",
    ]


def test_a_closed_tomorrow_is_not_offered() -> None:
    assert offered(NOW, WEEKDAYS)[:3] == [
        "Later today: Fri 20 Nov, 14:00",
        "Monday: Mon 23 Nov, 09:00",
        "In a week: Fri 27 Nov, 09:00",
    ]


def test_a_day_off_gives_way_to_the_next() -> None:
    hours = BusinessHours(
        WEEKDAYS.week,
        "Europe/Berlin",
        days_off=frozenset({date(2026, 11, 23), date(2026, 11, 27)}),
    )
    assert offered(NOW, hours)[1:3] == [
        "Tuesday: Tue 24 Nov, 09:00",
        "In a week: Mon 30 Nov, 09:00",
    ]


@pytest.mark.parametrize(
    ("hour", "minute", "first"),
    [
        (13, 0, "Later today: Fri 20 Nov, 16:00"),
        (13, 30, "Later today: Fri 20 Nov, 15:00"),
        (15, 30, "Tomorrow: Sat 21 Nov, 10:00"),
        (7, 0, "Later today: Fri 20 Nov, 10:00"),
    ],
)
def test_later_today_is_within_the_hours_that_are_left(hour: int, minute: int, first: str) -> None:
    now = datetime(2026, 11, 20, hour, minute, tzinfo=BERLIN).astimezone(UTC)
    assert offered(now, HOURS)[0] == first


def test_a_promise_is_offered_where_it_is_to_come() -> None:
    due = NOW + timedelta(days=1, hours=5)
    assert "When the promise is due: Sat 21 Nov, 15:30" in offered(NOW, HOURS, due)
    assert not any("promise" in one for one in offered(NOW, HOURS, NOW - timedelta(hours=1)))


def test_there_is_always_something_to_come_and_nothing_twice() -> None:
    never = BusinessHours(NEVER, "Europe/Berlin")
    for hours in (HOURS, WEEKDAYS, ALWAYS, never, BusinessHours(read_week("Sun 23-2"))):
        for step in range(0, 24 * 8, 5):
            now = NOW + timedelta(hours=step, minutes=7)
            times = [one.at for one in presets(now, hours)]
            assert all(at > now for at in times)
            assert times == sorted(set(times))
            assert times or hours is never


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QMainWindow:
    class Window(QMainWindow):
        theme = Theme(qapp)

    made = Window()
    made.theme.apply()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(window: QMainWindow) -> SnoozeDialog:
    made = SnoozeDialog(NOW, HOURS, "Ada <b>Fern</b>", window)
    made.open()
    return made


def rows(dialog: SnoozeDialog) -> list[str]:
    found = (dialog.model.at(n) for n in range(dialog.model.rowCount()))
    return [f"{one.text} | {one.note}" for one in found if one is not None]


def test_enter_takes_the_first_and_the_arrows_choose(qtbot: QtBot, dialog: SnoozeDialog) -> None:
    assert dialog.title.text() == "Snooze Ada <b>Fern</b> till"
    assert rows(dialog)[:2] == [
        "Later today | Fri 20 Nov, 14:00",
        "Tomorrow | Sat 21 Nov, 10:00",
    ]
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert chosen.args == [HOURS.opening(date(2026, 11, 21))]


def test_what_is_typed_is_told_back_and_taken(qtbot: QtBot, dialog: SnoozeDialog) -> None:
    height = dialog.height()
    qtbot.keyClicks(dialog.field, "fri 9am")
    assert rows(dialog) == ["Fri 27 Nov, 09:00 | in 7 days"]
    assert dialog.height() == height
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert chosen.args == [HOURS.moment(date(2026, 11, 27), 9 * 60)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("in 20 min", ["Fri 20 Nov, 10:50 | in 20 min"]),
        ("sat 13:00", ["Sat 21 Nov, 13:00 | tomorrow"]),
        ("to", ["Later today | Fri 20 Nov, 14:00", "Tomorrow | Sat 21 Nov, 10:00"]),
        ("tomorrow", ["Sat 21 Nov, 10:00 | tomorrow"]),
        ("week", ["In a week | Fri 27 Nov, 09:00", "In two weeks | Fri 4 Dec, 09:00"]),
    ],
)
def test_the_offer_is_narrowed_as_one_types(
    qtbot: QtBot, dialog: SnoozeDialog, typed: str, wanted: list[str]
) -> None:
    qtbot.keyClicks(dialog.field, typed)
    assert rows(dialog) == wanted


def test_what_says_no_moment_says_so_and_enter_does_nothing(
    qtbot: QtBot, dialog: SnoozeDialog
) -> None:
    qtbot.keyClicks(dialog.field, "blah")
    assert dialog.nothing.isVisible()
    assert dialog.nothing.text() == NOTHING
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.field.clear()
    assert len(rows(dialog)) == 5


def test_esc_closes_and_chooses_nothing(qtbot: QtBot, dialog: SnoozeDialog) -> None:
    told: list[object] = []
    dialog.chosen.connect(told.append)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert told == []


def test_a_case_sleeps_till_then(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    row = desk.window.case.row
    assert row is not None
    dialog = SnoozeDialog(desk.window.now(), ALWAYS, "Ada Fern", desk.window)
    snoozed: list[object] = []

    def sleep(until: datetime) -> None:
        desk.lanes.writer.submit(
            lambda desk: desk.triage.snooze((row.id,), until), desk.window.take
        )
        desk.lanes.writer.submit(lambda desk: desk.cases.view(row.id), snoozed.append)

    dialog.chosen.connect(sleep)
    dialog.open()
    qtbot.keyClicks(dialog.field, "in 3 h")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(snoozed))
    assert desk.wakener is not None
    wakener = desk.wakener
    qtbot.waitUntil(lambda: wakener.next_at is not None)
