"""Business hours and targets in the preferences: what is written holds, what is wrong says so."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.domain.business_hours import BusinessHours
from console.domain.opening_week import ALL_WEEK, read_week, week_text
from console.domain.targets import Targets
from console.settings import Settings
from tests.ui.conftest import OpenDesk
from ui.application import Application
from ui.preferences_dialog import PreferencesDialog
from ui.preferences_ground import Holidays, Lists
from ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LISTS = Lists(("America/New_York", "Europe/Berlin", "Europe/Paris"), {"DE": ("BE", "BY"), "FR": ()})
USUAL = Targets(BusinessHours(read_week("Mon-Fri 09:00-17:00"), "Europe/Berlin"))
Heard = list[Targets]


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> PreferencesDialog:
    theme = Theme(qapp)
    theme.apply()
    made = PreferencesDialog(Settings(), "mika", theme, now=NOW)
    qtbot.addWidget(made)
    made.hours.show_lists(LISTS)
    made.show_targets(USUAL)
    made.show()
    return made


@pytest.fixture
def heard(dialog: PreferencesDialog) -> Heard:
    told: Heard = []
    dialog.targets_changed.connect(told.append)
    return told


def go_to(qtbot: QtBot, dialog: PreferencesDialog, section: str) -> None:
    """Go to a section by the arrow keys."""
    dialog.sections.setFocus()
    for _ in range(dialog.sections.count()):
        if dialog.sections.currentItem().text() != section:
            qtbot.keyClick(dialog.sections, Qt.Key.Key_Down)
    assert dialog.sections.currentItem().text() == section


def enter(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Write over what stands in a field, and leave it."""
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    if (offer := QApplication.activePopupWidget()) is not None:
        qtbot.keyClick(offer, Qt.Key.Key_Tab)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def weeks(heard: Heard) -> list[str]:
    return [week_text(each.hours.week) for each in heard]


def test_it_shows_the_hours_that_hold(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    go_to(qtbot, dialog, "Business hours")
    week = dialog.hours.week
    assert dialog.hours.isVisible()
    assert [field.text() for field in week.fields] == ["09:00-17:00"] * 5 + [""] * 2
    assert week.fields[6].placeholderText() == "closed"
    assert dialog.hours.zone.currentText() == "Europe/Berlin"
    assert dialog.hours.zone_help.text() == "It is 10:30 there now."
    assert dialog.hours.country.currentText() == "None"
    assert not dialog.hours.region.isEnabled()


def test_a_day_is_written_in_ones_own_way(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Business hours")
    enter(qtbot, dialog.hours.week.fields[5], "10am - 2pm")
    assert dialog.hours.week.fields[5].text() == "10:00-14:00"
    assert weeks(heard) == ["Mon-Fri 09:00-17:00; Sat 10:00-14:00"]


def test_what_cannot_be_read_says_why_beside_it_and_changes_nothing(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Business hours")
    week = dialog.hours.week
    enter(qtbot, week.fields[1], "9-12, 11-17")
    assert week.troubles[1].isVisible()
    assert week.troubles[1].text() == "09:00-12:00 and 11:00-17:00 overlap."
    assert week.fields[1].text() == "9-12, 11-17"
    assert heard == []
    enter(qtbot, week.fields[1], "9-12, 13-17")
    assert not week.troubles[1].isVisible()
    assert weeks(heard) == ["Mon 09:00-17:00; Tue 09:00-12:00, 13:00-17:00; Wed-Fri 09:00-17:00"]


def test_nothing_moves_where_something_cannot_be_read(
    qtbot: QtBot, dialog: PreferencesDialog
) -> None:
    go_to(qtbot, dialog, "Business hours")
    hours = dialog.hours
    places = (*hours.week.fields, hours.zone, hours.days_off)

    def where() -> list[QPoint]:
        return [place.mapTo(dialog, place.rect().topRight()) for place in places]

    before = where()
    enter(qtbot, hours.week.fields[1], "9-12, 11-17")
    enter(qtbot, hours.zone_edit, "Mars/Olympus")
    enter(qtbot, hours.days_off, "31.2.")
    assert hours.days_trouble.isVisible()
    qtbot.waitUntil(lambda: where() == before)  # once it is laid out anew


def test_one_day_is_written_for_all_workdays(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Business hours")
    enter(qtbot, dialog.hours.week.fields[0], "8-12, 13-16")
    qtbot.mouseClick(dialog.hours.week.same, Qt.MouseButton.LeftButton)
    assert weeks(heard)[-1] == "Mon-Fri 08:00-12:00, 13:00-16:00"


def test_day_and_night_is_one_click_and_keeps_what_was_written(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Business hours")
    always, these = (dialog.hours.kind.button(n) for n in (0, 1))
    qtbot.mouseClick(always, Qt.MouseButton.LeftButton)
    assert heard[-1].hours.week == ALL_WEEK
    assert not dialog.hours.week.isEnabled()
    assert dialog.hours.open_help.text() == "Targets count every hour of the day."
    qtbot.mouseClick(these, Qt.MouseButton.LeftButton)
    assert weeks(heard)[-1] == "Mon-Fri 09:00-17:00"


def test_a_time_zone_is_found_by_any_part_of_its_name(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Business hours")
    dialog.hours.zone_edit.setFocus()
    dialog.hours.zone_edit.selectAll()
    qtbot.keyClicks(dialog.hours.zone_edit, "new y")
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.hours.zone.currentText() == "America/New York"
    assert heard[-1].hours.zone == "America/New_York"
    assert dialog.hours.zone_help.text() == "It is 04:30 there now."
    enter(qtbot, dialog.hours.zone_edit, "Mars/Olympus")
    assert dialog.hours.zone_trouble.isVisible()
    assert "Mars/Olympus" in dialog.hours.zone_trouble.text()
    assert heard[-1].hours.zone == "America/New_York"
    enter(qtbot, dialog.hours.zone_edit, "as the system")
    assert not dialog.hours.zone_trouble.isVisible()
    assert heard[-1].hours.zone == ""


def test_holidays_are_chosen_by_country_and_region(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Business hours")
    hours = dialog.hours
    hours.country.setFocus()
    with qtbot.waitSignal(hours.asked) as asked:
        qtbot.keyClicks(hours.country, "Ger")
    assert asked.args == ["DE", ""]
    assert heard[-1].hours.country == "DE"
    hours.show_holidays(Holidays("DE", "", {"BE": "Berlin", "BY": "Bayern"}, (date(2026, 12, 25),)))
    assert hours.holiday_help.text() == "Off next: Fri 25 Dec."
    assert hours.region.isEnabled()
    hours.region.setFocus()
    qtbot.keyClicks(hours.region, "Bay")
    assert heard[-1].hours.region == "BY"
    hours.show_holidays(Holidays("FR", "", {}, ()))  # came late, for another country
    assert hours.region.currentText() == "Bayern"
    hours.country.setFocus()
    qtbot.keyClick(hours.country, Qt.Key.Key_Up)
    assert (heard[-1].hours.country, heard[-1].hours.region) == ("FR", "")


def test_own_days_off_are_read_and_wrong_ones_say_so(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Business hours")
    hours = dialog.hours
    enter(qtbot, hours.days_off, "24.12., 31.2.")
    assert hours.days_trouble.isVisible()
    assert hours.days_trouble.text().startswith("“31.2.” stands in no calendar.")
    assert heard == []
    enter(qtbot, hours.days_off, "24.12.")
    assert not hours.days_trouble.isVisible()
    assert hours.days_off.text() == "24.12.2026"
    assert heard[-1].hours.days_off == {date(2026, 12, 24)}
    enter(qtbot, hours.days_off, "")
    assert heard[-1].hours.days_off == frozenset()


def test_targets_say_what_they_mean_now(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Targets")
    page = dialog.targets
    assert page.answer.text() == "4 h"
    assert page.answer_help.text().endswith("Now: till Fri 20 Nov, 14:30.")
    enter(qtbot, page.answer, "1.5")
    assert page.answer.text() == "1.5 h"
    assert page.answer_help.text().endswith("Now: till Fri 20 Nov, 12:00.")
    enter(qtbot, page.called_first, "48")
    assert heard[-1].answer == timedelta(minutes=90)
    assert heard[-1].called_first == timedelta(hours=48)
    assert heard[-1].hours == USUAL.hours


def test_hours_and_targets_are_kept_together(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Targets")
    enter(qtbot, dialog.targets.solution, "8")
    dialog.sections.setCurrentRow(1)
    enter(qtbot, dialog.hours.week.fields[5], "10-14")
    assert heard[-1].solution == timedelta(hours=8)
    assert week_text(heard[-1].hours.week).endswith("Sat 10:00-14:00")
    dialog.sections.setCurrentRow(2)
    enter(qtbot, dialog.targets.answer, "2")
    assert week_text(heard[-1].hours.week).endswith("Sat 10:00-14:00")


def test_esc_loses_nothing_that_was_typed(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    go_to(qtbot, dialog, "Business hours")
    field: QLineEdit = dialog.hours.week.fields[6]
    field.setFocus()
    qtbot.keyClicks(field, "10-12")
    assert heard == []
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert weeks(heard) == ["Mon-Fri 09:00-17:00; Sun 10:00-12:00"]


def test_nothing_can_be_set_before_it_is_known_what_holds(qtbot: QtBot, qapp: QApplication) -> None:
    made = PreferencesDialog(Settings(), "mika", Theme(qapp))
    qtbot.addWidget(made)
    told: list[object] = []
    made.targets_changed.connect(told.append)
    assert not made.hours.isEnabled()
    assert not made.targets.isEnabled()
    made.show()
    made.reject()
    assert told == []


def test_the_country_of_numbers_is_kept(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    told: list[Settings] = []
    dialog.changed.connect(told.append)
    assert dialog.general.country.currentText().startswith("As the system")
    dialog.general.country.setFocus()
    qtbot.keyClicks(dialog.general.country, "Austri")
    assert told[-1].country == "AT"
    assert told[-1] == told[-1].checked()


def test_what_is_set_holds_in_the_data_file(qtbot: QtBot, desk: Application) -> None:
    dialog = PreferencesDialog(Settings(), "mika", desk.theme, desk.window, NOW)
    taken: list[object] = []
    dialog.follow(desk.lanes, taken.append)
    dialog.show()
    qtbot.waitUntil(dialog.hours.isEnabled)
    qtbot.waitUntil(lambda: dialog.hours.country.findData("DE") > 0)
    assert dialog.hours.kind.checkedId() == 0
    go_to(qtbot, dialog, "Business hours")
    hours = dialog.hours
    qtbot.mouseClick(hours.kind.button(1), Qt.MouseButton.LeftButton)
    enter(qtbot, hours.zone_edit, "Europe/Berlin")
    hours.country.setFocus()
    qtbot.keyClicks(hours.country, "Germ")
    qtbot.waitUntil(lambda: hours.region.findText("Bayern") > 0)
    assert hours.holiday_help.text().startswith("Off next: ")
    dialog.accept()
    found: list[Targets] = []

    def read() -> bool:
        desk.lanes.reader.submit(lambda desk: desk.targets.get(), found.append)
        return bool(found) and found[-1].hours.country == "DE"

    qtbot.waitUntil(read)
    wanted = BusinessHours(read_week("Mon-Fri 09:00-17:00"), "Europe/Berlin", "DE")
    assert found[-1] == Targets(wanted)
    qtbot.waitUntil(lambda: bool(taken))
    dialog.deleteLater()


def test_numbers_are_read_by_the_country_that_is_set(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk()
    writer = desk.preferred.contexts["writer"]
    assert writer.region == ""
    desk.preferred.take(Settings(country="AT"))
    qtbot.waitUntil(lambda: writer.region == "AT")
