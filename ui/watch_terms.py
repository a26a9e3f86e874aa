"""On which terms a watch looks: its budget, how often, and from where it begins.

Owns the budget that is suggested while a person gave none. What is to be known of it is said
below it; whether it can be stored is the desk's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.domain.accounts import Account
from console.domain.watches import MOST_BACK, PACES, Estimate, NewWatch, Watch
from console.language import tr
from ui import plain, spending_words, watch_words
from ui.preferences_form import say
from ui.theme import HALF, UNIT, Theme

USUAL_PACE = PACES[1]
FROM_NOW = tr("From now on")
GO_ON = tr("Goes on where it is")
DAYS = (0, 1, MOST_BACK.days)
"""How many days back a watch can begin."""
NO_BUDGET = tr("Say how much it may cost a month, like 5 or 7.50.")
PACE_TIP = tr("Posts are paid for, not looks: the price does not depend on it.")
SUM_TIP = tr("Once it is used up, the watch waits for the next month (UTC).")


class WatchTerms(QWidget):
    """Three fields."""

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._account: Account | None = None
        self._others: Sequence[Watch] = ()
        self._estimate: Estimate | None = None
        self._kept: NewWatch | None = None
        """The watch as it is stored, where its query is still that."""
        self._given = False
        """Whether the budget is one that the person gave."""
        self.budget_field = QLineEdit()
        self.budget_field.setFixedWidth(11 * UNIT)
        plain.set_tip(self.budget_field, SUM_TIP)
        self.lines = {voice: _line(voice, theme) for voice in ("danger", "warn", "quiet")}
        self.pace_box, self.begin_box = QComboBox(), QComboBox()
        plain.set_tip(self.pace_box, PACE_TIP)
        for box in (self.pace_box, self.begin_box):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for every in PACES:
            self.pace_box.addItem(watch_words.pace(every), every.total_seconds())
        self._show_pace(USUAL_PACE)
        self._lay_out()
        self._fill_begin()
        self.budget_field.textEdited.connect(self._take_budget)

    @property
    def budget(self) -> Decimal:
        """Return what it may cost a month; raise ValueError with what to do."""
        try:
            wanted = spending_words.budget(self.budget_field.text())
        except ValueError:
            raise ValueError(NO_BUDGET) from None
        if not wanted:
            raise ValueError(NO_BUDGET)
        return wanted

    @property
    def pace(self) -> timedelta:
        """Return how often it looks."""
        return timedelta(seconds=float(self.pace_box.currentData()))

    @property
    def begin_at(self) -> datetime:
        """Return before which time no post is read."""
        if self._kept is not None:
            return self._kept.begin_at
        return self._now() - timedelta(days=int(self.begin_box.currentData()))

    @property
    def entered(self) -> tuple[object, ...]:
        """Return what the person gave, to be compared with what they gave before."""
        budget = self.budget_field.text() if self._given else ""
        return budget, self.pace, self.begin_box.currentData()

    def show_watch(self, new: NewWatch) -> None:
        """Show the terms of a watch that is stored."""
        self._given = True
        self.budget_field.setText(spending_words.field(new.monthly_budget))
        self._show_pace(new.pace)

    def set_account(self, account: Account | None) -> None:
        """Take who pays."""
        self._account = account
        self._judge()

    def set_others(self, others: Sequence[Watch]) -> None:
        """Take the other watches, which may have the same budget to share."""
        self._others = others
        self._judge()

    def keep_place(self, kept: NewWatch | None) -> None:
        """Go on where a stored watch is; None: it begins anew."""
        if kept is not self._kept:
            self._kept = kept
            self._fill_begin()

    def show_estimate(self, estimate: Estimate | None) -> None:
        """Show what follows from the price; None: it is not known."""
        self._estimate = estimate
        self._fill_begin()
        self._judge()

    def refuse_budget(self, text: str) -> None:
        """Say why the budget cannot be stored, and let it be given anew."""
        say(self.lines["danger"], text)
        self.budget_field.selectAll()
        self.budget_field.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(plain.label(tr("US $"), "quiet"))
        row.addWidget(self.budget_field)
        row.addWidget(plain.label(tr("a month"), "quiet"))
        row.addStretch()
        budget = QVBoxLayout()
        budget.setSpacing(HALF)
        budget.addLayout(row)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        said = QVBoxLayout()
        said.setSpacing(HALF)
        for line in self.lines.values():
            said.addWidget(line)
        for text, field, held in (
            (tr("Budget"), self.budget_field, budget),
            (tr("Looks"), self.pace_box, self.pace_box),
            (tr("Begins"), self.begin_box, self.begin_box),
        ):
            label = plain.label(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
            form.addRow(label, held)
            if field is self.budget_field:
                form.addRow(said)
        self.budget_field.setAccessibleName(tr("Budget a month, in US dollars"))

    def _show_pace(self, pace: timedelta) -> None:
        place = self.pace_box.findData(pace.total_seconds())
        self.pace_box.setCurrentIndex(max(place, 0))

    def _fill_begin(self) -> None:
        """Offer from where to begin, with what that costs."""
        box, chosen = self.begin_box, self.begin_box.currentData() or 0
        offered = [(GO_ON, 0)] if self._kept is not None else [self._begin(days) for days in DAYS]
        if offered != [(box.itemText(row), box.itemData(row)) for row in range(box.count())]:
            box.clear()
            for said, days in offered:
                box.addItem(said, days)
            box.setCurrentIndex(max(box.findData(chosen), 0))
        box.setEnabled(self._kept is None)

    def _begin(self, days: int) -> tuple[str, int]:
        if not days:
            return FROM_NOW, days
        begin_at = self._now() - timedelta(days=days)
        return watch_words.begin(days, self._estimate, begin_at), days

    @Slot()
    def _take_budget(self) -> None:
        self._given = bool(self.budget_field.text().strip())
        self._judge()

    def _judge(self) -> None:
        """Suggest a budget where none was given, and say what is to be known of it."""
        account = self._account
        if account is None:
            return
        left = watch_words.left(account, self._others)
        suggested = watch_words.suggested(self._estimate, left)
        shown = spending_words.field(suggested)
        self.budget_field.setPlaceholderText(shown)
        if not self._given and not self.budget_field.hasFocus():
            self.budget_field.setText(shown)
        try:
            said = watch_words.budget(self.budget, account, self._others, self._estimate)
        except ValueError as error:
            none_left = watch_words.none_left(account, self._others)
            said = (
                watch_words.Said(str(error), "danger"),
                watch_words.Said(none_left, "warn"),
            )
        told = []
        for voice, line in self.lines.items():
            text = "\n".join(one.text for one in said if one.text and one.voice == voice)
            say(line, text)
            told.append(text)
        self.budget_field.setAccessibleDescription(" ".join(one for one in told if one))


def _line(voice: str, theme: Theme) -> QLabel:
    line = plain.label("", voice, theme.small_font())
    line.setWordWrap(True)
    return line
