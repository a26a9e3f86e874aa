"""The chooser of a moment till which cases sleep: one of those on offer, or one as it is said.

What is typed is told back as it was understood, above what of the offer still fits.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QWidget

from console.domain.business_hours import BusinessHours
from console.language import plural, tr
from console.text import spoken_times
from ui import plain, words
from ui.override import override
from ui.quick_choices import Choice
from ui.quick_chooser import QuickChooser
from ui.snooze_presets import presets
from ui.theme import UNIT

if TYPE_CHECKING:
    from ui.main_window import MainWindow

HINT = tr("fri 9am, tomorrow, in 2 hours, 1.12. 9:00…")
NOTHING = tr("That is no moment to come. Try “fri 9am” or “in 2 h”.")


class SnoozeDialog(QuickChooser):
    """Field and list over the window; `chosen` tells the moment, aware UTC."""

    def __init__(
        self,
        now: datetime,
        hours: BusinessHours,
        about: str,
        parent: QWidget,
        *,
        promise_due_at: datetime | None = None,
    ) -> None:
        """Take whose case sleeps, and a widget of the window over which it is asked.

        `promise_due_at` is offered as well, if it is to come.
        """
        self._now, self._hours = now, hours.at_hand(now)
        self._offer = tuple(
            Choice(one.name, self._said(one.at), one.at)
            for one in presets(now, hours, promise_due_at)
        )
        super().__init__(
            tr("Snooze {about} till").format(about=plain.isolated(about)),
            self._offer,
            cast("MainWindow", parent.window()).theme,
            parent,
            hint=HINT,
            nothing=NOTHING,
        )
        self.typed.connect(self._answer)

    @override
    def open(self) -> None:
        """Open it over the upper middle of its window."""
        super().open()
        left = (self._window.width() - self.width()) // 2
        self.move(self._window.mapToGlobal(QPoint(left, 7 * UNIT)))
        self.field.setFocus()

    @Slot(str)
    def _answer(self, query: str) -> None:
        """Offer what was typed as it was understood, then what of the offer holds its words."""
        wanted = query.casefold().split()
        fitting = [
            one for one in self._offer if all(word in one.text.casefold() for word in wanted)
        ]
        at = spoken_times.read(query, self._now, self._hours)
        if at is not None:
            fitting = [one for one in fitting if one.value != at]
            fitting.insert(0, Choice(self._said(at), self._distance(at), at))
        # Not `show_choices`: the list keeps its height under the eyes of who types.
        self.model.show(fitting, filtered=False)
        self._choose_first()

    def _distance(self, at: datetime) -> str:
        """Return how far away a moment is, by the days of a calendar."""
        days = (self._hours.local(at).date() - self._hours.local(self._now).date()).days
        if days < 2:
            return (
                tr("tomorrow") if days else tr("in {span}").format(span=words.span(at - self._now))
            )
        return plural(days, "in {count} day", "in {count} days")

    def _said(self, at: datetime) -> str:
        return words.by_hours(at, self._now, self._hours)
