"""The page of the preferences for business hours: week, time zone, days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from console.domain.business_hours import ALWAYS, BusinessHours, zone_is_known
from console.domain.opening_week import ALL_WEEK
from console.errors import InputError
from console.language import tr, tr_in
from console.text import days_off
from ui import country_names, words
from ui.country_combo import SYSTEM
from ui.hours_week import HoursWeek
from ui.preferences_form import PreferencesForm, say
from ui.preferences_ground import Holidays, Lists
from ui.segment_button import SegmentButton
from ui.theme import UNIT, Theme

WIDE = 30 * UNIT
NO_COUNTRY, WHOLE_COUNTRY = tr("None"), tr("The whole country")
KINDS = (tr("Day and night"), tr("These hours"))
TROUBLE_LINES = 3
"""So many lines takes what is said of days that cannot be read."""


class HoursPage(PreferencesForm):
    """Shows business hours, and tells each change.

    Signals:
        changed(BusinessHours): the person wants these from now on.
        asked(str, str): the holidays of this country and region are to be looked up.
    """

    changed = Signal(object)
    asked = Signal(str, str)

    def __init__(self, theme: Theme, now: datetime) -> None:
        super().__init__(theme)
        self.setEnabled(False)  # till it is known what holds
        self._hours, self._now = ALWAYS, now
        self.kind = QButtonGroup(self)
        self.week = HoursWeek(theme)
        self.zone, self.zone_edit = QComboBox(), QLineEdit()
        self.country, self.region = QComboBox(), QComboBox()
        self.days_off = QLineEdit()
        self.zone_trouble, self.days_trouble = self.trouble(), self.trouble()
        self.open_help, self.zone_help, self.holiday_help = (self.help() for _ in range(3))
        self.days_help = self.help(tr("Of the business, with a comma between them."))
        self._make_fields()
        self._lay_out()
        self.kind.idClicked.connect(self._take)
        self.week.changed.connect(self._take)
        self.zone.activated.connect(self._take)
        self.zone_edit.editingFinished.connect(self._take)
        self.country.activated.connect(self._take_country)
        self.region.activated.connect(self._take)
        self.days_off.editingFinished.connect(self._take)

    def show_hours(self, hours: BusinessHours) -> None:
        """Show the hours that hold."""
        self._hours = hours
        self.kind.button(0 if hours.week == ALL_WEEK else 1).setChecked(True)
        self.week.show_week(hours.week)
        _choose(self.zone, hours.zone)
        _choose(self.country, hours.country)
        _choose(self.region, hours.region)
        self.days_off.setText(days_off.text(hours.days_off))
        self.setEnabled(True)
        self._explain()
        self.asked.emit(hours.country, hours.region)

    @property
    def shown(self) -> BusinessHours:
        """Return the hours as they are shown."""
        return self._hours

    def show_lists(self, lists: Lists) -> None:
        """Offer all time zones and countries that there are."""
        for zone in lists.zones:
            if self.zone.findData(zone) < 0:
                self.zone.addItem(zone.replace("_", " "), zone)
        for name, code in country_names.by_name(lists.countries):
            if self.country.findData(code) < 0:
                self.country.addItem(name, code)
            else:
                self.country.setItemText(self.country.findData(code), name)

    def show_holidays(self, found: Holidays) -> None:
        """Offer a country's regions, and say which day is off next."""
        if found.country != self._hours.country:
            return
        self.region.clear()
        self.region.addItem(WHOLE_COUNTRY, "")
        for code, name in sorted(found.region_names.items(), key=lambda one: one[1]):
            self.region.addItem(name, code)
        _choose(self.region, self._hours.region)
        self.region.setEnabled(self.region.count() > 1)
        days = [words.dated(day, tr_in("date pattern", "ddd d MMM")) for day in found.coming]
        self.holiday_help.setText(
            tr("Off next: {days}.").format(days=", ".join(days[:3]))
            if days
            else tr("No day is off because of them.")
        )

    def finish(self) -> None:
        """Take what is still being typed."""
        if self.isEnabled():
            self.week.finish()
            self._take()

    @Slot()
    def _take_country(self) -> None:
        self.region.clear()
        self.region.addItem(WHOLE_COUNTRY, "")
        self._take()

    @Slot()
    def _take(self) -> None:
        """Tell what is set now, where it is something else and can be read."""
        before = self._hours
        these = self.kind.checkedId() == 1
        self.week.setEnabled(these)
        hours = replace(
            before,
            week=self.week.week if these else ALL_WEEK,
            zone=self._zone(),
            country=self.country.currentData() or "",
            region=self.region.currentData() or "",
            days_off=self._days(),
        )
        if hours == before:
            return
        self._hours = hours
        self._explain()
        self.changed.emit(hours)
        if (hours.country, hours.region) != (before.country, before.region):
            self.asked.emit(hours.country, hours.region)

    def _zone(self) -> str:
        """Return the time zone that is set; the one before where there is none of this name."""
        said = " ".join(self.zone.currentText().split())
        place = self.zone.findText(said, Qt.MatchFlag.MatchFixedString)
        zone = self.zone.itemData(place) if place >= 0 else said.replace(" ", "_")
        if zone and not zone_is_known(zone):
            # One line, as what it stands in place of: nothing moves with it.
            trouble = tr("No time zone is called “{zone}”.").format(zone=said)
            say(self.zone_trouble, trouble, instead=self.zone_help)
            return self._hours.zone
        say(self.zone_trouble, "", instead=self.zone_help)
        return str(zone)

    def _days(self) -> frozenset[date]:
        try:
            days = days_off.read(self.days_off.text(), self._hours.local(self._now).date())
        except InputError as error:
            say(self.days_trouble, f"{error.message} {error.advice}", instead=self.days_help)
            return self._hours.days_off
        say(self.days_trouble, "", instead=self.days_help)
        if self.days_off.text().strip():
            self.days_off.setText(days_off.text(days))
        return days

    def _explain(self) -> None:
        hours = self._hours
        self.week.setEnabled(hours.week != ALL_WEEK)
        self.region.setEnabled(bool(hours.country) and self.region.count() > 1)
        if not hours.country:
            self.holiday_help.setText(tr("Choose a country, and its public holidays are off."))
        local = hours.local(self._now)
        self.zone_help.setText(
            tr("It is {clock} there now.").format(clock=f"{local.hour:02}:{local.minute:02}")
        )
        self.open_help.setText(
            tr("Targets count every hour of the day.")
            if hours.round_the_clock
            else tr("Targets count only these; Snooze offers them.")
        )

    def _make_fields(self) -> None:
        for combo, none in ((self.zone, SYSTEM), (self.country, NO_COUNTRY),
                            (self.region, WHOLE_COUNTRY)):  # fmt: skip
            combo.addItem(none, "")
            combo.setMaxVisibleItems(16)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.zone.setEditable(True)  # hundreds of names: found by any part of them
        self.zone.setLineEdit(self.zone_edit)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.zone.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.setCompleter(completer)
        self.days_off.setPlaceholderText("24.12., 27.12.-31.12.")

    def _lay_out(self) -> None:
        self.head(tr("Opening hours"))
        self.add(
            tr("Somebody answers"), self._kinds(), self.open_help, width=WIDE, holds=("week",),
            also=tr("open, closed, working time, week, weekend, office"),
        )  # fmt: skip
        self.add_wide(self.week)
        self.add(
            tr("Time zone"), self.zone, self.zone_help, self.zone_trouble, width=WIDE,
            holds=("zone",), also=tr("clock, place, summer time"),
        )  # fmt: skip
        self.head(tr("Days off"))
        self.add(
            tr("Public holidays"), self.country, self.holiday_help, width=WIDE,
            holds=("country", "region"), also=tr("bank holidays, closed"),
        )  # fmt: skip
        self.add(
            tr("Region"),
            self.region,
            self.help(tr("Some regions have days of their own.")),
            width=WIDE,
            holds=("region",),
        )
        # As high as what is said in its place of days that cannot be read: nothing moves then.
        self.days_help.setMinimumHeight(TROUBLE_LINES * self.days_help.fontMetrics().lineSpacing())
        self.days_help.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(
            tr("Own days off"), self.days_off, self.days_help, self.days_trouble, width=WIDE,
            holds=("days_off",), also=tr("closed, vacation, inventory"),
        )  # fmt: skip
        self.end()

    def _kinds(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, said in enumerate(KINDS):
            button = SegmentButton(said, first=number == 0)
            button.setAutoDefault(False)
            self.kind.addButton(button, number)
            row.addWidget(button, 1)
        return whole


def _choose(combo: QComboBox, value: str) -> None:
    """Choose what stands for a value; it is added where it is not among the choices yet."""
    if combo.findData(value) < 0:
        combo.addItem(value.replace("_", " "), value)
    combo.setCurrentIndex(combo.findData(value))
