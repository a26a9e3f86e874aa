"""The page of the preferences for targets: how soon answers and solutions are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox

from console.domain.targets import ANSWER, CALLED_FIRST, SOLUTION, Targets
from console.language import tr
from ui import words
from ui.override import override
from ui.preferences_fields import show_number
from ui.preferences_form import PreferencesForm
from ui.theme import Theme

HOUR = timedelta(hours=1)


class HoursStepper(QDoubleSpinBox):
    """A number of hours: `4 h`, `1.5 h`."""

    def __init__(self, bounds: tuple[timedelta, timedelta], step: float) -> None:
        super().__init__()
        self.setDecimals(2)
        self.setRange(max(bounds[0] / HOUR, 0.25), bounds[1] / HOUR)
        self.setSingleStep(step)
        self.setSuffix(tr(" h"))
        self.setKeyboardTracking(False)  # what is typed holds once it is typed to its end

    @override
    def textFromValue(self, value: float) -> str:
        locale = self.locale()
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        return locale.toString(value, "g", 6)

    @property
    def length(self) -> timedelta:
        """Return the hours that are set, to the minute."""
        return timedelta(minutes=round(self.value() * 60))


class TargetsPage(PreferencesForm):
    """Shows the targets, and tells each change.

    Signals:
        changed(Targets): the person wants these from now on.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, now: datetime) -> None:
        super().__init__(theme)
        self.setEnabled(False)  # till it is known what holds
        self._targets, self._now = Targets(), now
        self.answer, self.solution = HoursStepper(ANSWER, 0.5), HoursStepper(SOLUTION, 1)
        self.called_first = HoursStepper(CALLED_FIRST, 12)
        self.answer_help, self.solution_help, self.called_help = (self.help() for _ in range(3))
        self.head(tr("Answers and solutions"))
        self.add(
            tr("First answer within"), self.answer, self.answer_help, holds=("answer",),
            also=tr("due, late, response time, SLA"),
        )  # fmt: skip
        self.add(
            tr("Solution within"), self.solution, self.solution_help, holds=("solution",),
            also=tr("due, late, resolution, SLA"),
        )  # fmt: skip
        self.head(tr("Calls"))
        self.add(
            tr("Called first, up to"), self.called_first, self.called_help,
            holds=("called_first",), also=tr("phone, before the post"),
        )  # fmt: skip
        self.end()
        for stepper in (self.answer, self.solution, self.called_first):
            stepper.valueChanged.connect(self._take)

    @property
    def shown(self) -> Targets:
        """Return the targets as they are shown."""
        return self._targets

    def show_targets(self, targets: Targets) -> None:
        """Show the targets that hold."""
        self._targets = targets
        for stepper, length in (
            (self.answer, targets.answer),
            (self.solution, targets.solution),
            (self.called_first, targets.called_first),
        ):
            show_number(stepper, length / HOUR)
        self.setEnabled(True)
        self._explain()

    def finish(self) -> None:
        """Take what is still being typed."""
        for stepper in (self.answer, self.solution, self.called_first):
            stepper.interpretText()

    @Slot()
    def _take(self) -> None:
        targets = replace(
            self._targets,
            answer=self.answer.length,
            solution=self.solution.length,
            called_first=self.called_first.length,
        )
        if targets != self._targets:
            self._targets = targets
            self._explain()
            self.changed.emit(targets)

    def _explain(self) -> None:
        """Say what the numbers mean for what comes in now."""
        targets, now = self._targets, self._now
        hours = targets.hours.at_hand(now)
        due, solved = hours.add(now, targets.answer), hours.add(now, targets.solution)
        self.answer_help.setText(
            tr(
                "In business hours, from the first word that nobody answered. Now: till {moment}."
            ).format(moment=words.by_hours(due, now, hours))
        )
        self.solution_help.setText(
            tr("In business hours, from the first word of a case. Now: till {moment}.").format(
                moment=words.by_hours(solved, now, hours)
            )
        )
        self.called_help.setText(
            tr(
                "A call counts as one before the post if it was {hours} hours before it at most."
            ).format(hours=self.called_first.textFromValue(targets.called_first / HOUR))
        )
