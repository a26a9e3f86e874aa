"""The page of the preferences for sending, for the desk, and for its window and language."""

from __future__ import annotations

import os
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QVBoxLayout, QWidget

from console import language
from console.language import plural, tr
from console.settings import HOLD_AFTER_H, SYNC_INTERVAL_S, UNDO_S, Settings
from ui import help_places, plain, preferences_signature
from ui.country_combo import country_combo
from ui.preferences_fields import LIMITS, every, limit_row, show_number, stepper
from ui.preferences_form import PreferencesForm
from ui.theme import UNIT, Appearance, Theme
from ui.view_menu import LOOKS

COUNTRY = 28 * UNIT
"""Names of countries are long."""
LANGUAGE_MEANS = tr("Of the window; what customers wrote and what you answer stays as it is.")
IN_DEMO = tr(
    "The demo keeps nothing: started anew, it begins from its beginning, in this language."
)
FIXED = tr("{variable} is set where the desk was started, and goes before this.")


class GeneralPage(PreferencesForm):
    """Shows what is set.

    Signals:
        changed: a person set something else.
        agents_wanted: they want to choose who is at the desk.
        restart_wanted: they want the window in the other language now.
    """

    changed = Signal()
    agents_wanted = Signal()
    restart_wanted = Signal()

    def __init__(self, theme: Theme, settings: Settings, user_name: str) -> None:
        """Take what is set, and the name that stands for an empty one."""
        super().__init__(theme)
        self._user_name, self._settings = user_name, settings
        self._can_restart = self._is_demo = False
        self.undo = stepper(UNDO_S, settings.undo_s, 5, tr(" s"))
        self.undo.setSpecialValueText(tr("At once"))
        self.hold = stepper(HOLD_AFTER_H, settings.hold_after_h, 1, tr(" h"))
        self.interval = stepper(SYNC_INTERVAL_S, settings.sync_interval_s, 30, tr(" s"))
        self.look, self.language = QComboBox(), QComboBox()
        for look, title in LOOKS.items():
            self.look.addItem(title, look)
        for field in (self.look, self.language):
            field.setProperty(help_places.OWN, "look")
        self.language.addItem(tr("As the system"), "")
        for code, name in language.own_names().items():
            self.language.addItem(name, code)
        self.country = country_combo(settings.country)
        self.limit = QButtonGroup(self)
        self.agent, self.restart = QPushButton(tr("Agents…")), QPushButton(tr("Start anew now"))
        for button in (self.agent, self.restart):
            button.setAutoDefault(False)
        helps = tuple(self.help() for _ in range(6))
        (
            self.undo_help, self.hold_help, self.interval_help, self.agent_help,
            self.signature_help, self.language_help,
        ) = helps  # fmt: skip
        self._lay_out()
        self.show_settings(settings)
        self._connect()

    def show_settings(self, settings: Settings) -> None:
        """Show what is set, without telling it."""
        self._settings = settings
        for numbers, value in (
            (self.undo, settings.undo_s),
            (self.hold, settings.hold_after_h),
            (self.interval, settings.sync_interval_s),
        ):
            show_number(numbers, value)
        for combo, chosen in (
            (self.look, Appearance(settings.appearance)),
            (self.language, settings.language),
            (self.country, settings.country),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(chosen)))
        for number, limits in enumerate(LIMITS):
            if limits.name == settings.limit:
                self.limit.button(number).setChecked(True)
        self._explain()

    def entered(self, settings: Settings) -> Settings:
        """Return settings with what is set here."""
        return replace(
            settings,
            undo_s=self.undo.value(),
            hold_after_h=self.hold.value(),
            limit=LIMITS[self.limit.checkedId()].name,
            sync_interval_s=self.interval.value(),
            appearance=Appearance(self.look.currentData()).value,
            language=self.language.currentData(),
            country=self.country.currentData(),
        )

    def finish(self) -> None:
        """Take what is still being typed."""
        for field in (self.undo, self.hold, self.interval):
            field.interpretText()

    def offer_restart(self, *, demo: bool = False) -> None:
        """Offer to start anew where another language is chosen; else it holds the next time.

        `demo`: nothing is kept there, so it holds from a new start of this kind only.
        """
        self._can_restart, self._is_demo = True, demo
        self._explain_language()

    def _connect(self) -> None:
        for numbers in (self.undo, self.hold, self.interval):
            numbers.valueChanged.connect(self._take)
        for combo in (self.look, self.language):
            combo.currentIndexChanged.connect(self._take)
        self.country.activated.connect(self._take)
        self.limit.idClicked.connect(self._take)
        self.agent.clicked.connect(self.agents_wanted)
        self.restart.clicked.connect(self.restart_wanted)

    def _lay_out(self) -> None:
        self.head(tr("Sending"))
        self.add(
            tr("Time to undo"), self.undo, self.undo_help, holds=("undo_s",),
            also=tr("pause, delay, take back, unsend, wait"),
        )  # fmt: skip
        self.add(
            tr("Hold after"), self.hold, self.hold_help, holds=("hold_after_h",),
            also=tr("late, old answers, offline"),
        )  # fmt: skip
        limits = self.help(tr("What a new answer starts with; the composer can switch it."))
        row = limit_row(self.limit, self._settings.limit, self._theme)
        self.add(
            tr("Characters a part"), row, limits, holds=("limit",),
            also=tr("length, limit, split, thread"),
        )  # fmt: skip
        self.head(tr("Desk"))
        self.add(
            tr("You at this desk"), self.agent, self.agent_help, self.signature_help,
            also=tr("name, signature, initials, agent, who am I"),
        )  # fmt: skip
        self.add(
            tr("Time between syncs"), self.interval, self.interval_help,
            holds=("sync_interval_s",), also=tr("fetch, poll, refresh, new posts"),
        )  # fmt: skip
        numbers = self.help(tr("Where a phone number belongs that is written without its country."))
        self.add(
            tr("Country of numbers"), self.country, numbers, width=COUNTRY, holds=("country",),
            also=tr("phone, region, area code"),
        )  # fmt: skip
        self.head(tr("Window"))
        looks = self.help(tr("Light or dark as the system has it, or always the same."))
        self.add(
            tr("Appearance"), self.look, looks, holds=("appearance",),
            also=tr("dark mode, night, theme, colours, contrast"),
        )  # fmt: skip
        self.add(
            tr("Language"), self._languages(), self.language_help, holds=("language",),
            also="English, Deutsch, German, Sprache, language",
        )  # fmt: skip
        self.end()

    def _languages(self) -> QWidget:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.language)
        column.addWidget(self.restart)
        return fields

    @Slot()
    def _take(self) -> None:
        self._settings = self.entered(self._settings)
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        """Say what the numbers mean as they are."""
        settings = self._settings
        seconds = plural(settings.undo_s, "{count} second", "{count} seconds")
        self.undo_help.setText(
            tr(
                "An answer goes out {seconds} after Send. Till then U takes it back, or "
                "Ctrl+Z in the empty composer."
            ).format(seconds=seconds)
            if settings.undo_s
            else tr("Answers go out at once. One that is public can only be deleted.")
        )
        hours = plural(settings.hold_after_h, "{count} hour", "{count} hours")
        self.hold_help.setText(
            tr("An answer that could not go out for {hours} asks you first.").format(hours=hours)
        )
        self.interval_help.setText(
            # Translators: {every} is such as `every 2 minutes`.
            tr("The desk looks for new posts {every}; F5 looks now.").format(
                every=every(settings.sync_interval_s)
            )
        )
        name = plain.isolated(settings.agent_name or self._user_name)
        signature = plain.isolated(settings.signature)
        self.agent_help.setText(
            tr("{name}, {signature}.").format(name=name, signature=signature)
            if signature
            else tr("{name}, without a signature.").format(name=name)
        )
        preferences_signature.explain(self.signature_help, settings.signature, settings.limit)
        self._explain_language()

    def _explain_language(self) -> None:
        """Say what another language takes: words stand in constants from the start."""
        chosen = self._settings.language
        other = language.would_be(chosen) != language.code()
        self.restart.setVisible(other and self._can_restart)
        if os.environ.get(language.VARIABLE):
            self.language_help.setText(FIXED.format(variable=language.VARIABLE))
        elif other and self._is_demo:
            self.language_help.setText(IN_DEMO)
        elif other:
            self.language_help.setText(
                tr("Holds from the next start on. Drafts and what waits to be sent stay.")
            )
        else:
            self.language_help.setText(LANGUAGE_MEANS)
