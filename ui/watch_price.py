"""What a watch would cost, asked of the network before it is saved.

Owns how the answer is said. Who asks, and to which query an answer belongs, is told.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.domain.spending import Item, dollars
from console.domain.watches import Estimate
from console.errors import DeskError, InvalidQuery, Refused
from console.language import tr
from console.pacing import FEWEST_HITS, x_prices
from ui import plain, watch_words
from ui.fact_row import quiet_button
from ui.preferences_form import say
from ui.theme import HALF, UNIT, Theme
from ui.tokens import CONTROL
from ui.watch_bars import DayBars

NOT_YET = tr("Price not known yet")
HOW = tr("X counts the posts of the last 7 days without showing them.")
ASKING = tr("Asking X…")
NO_ANSWER = tr("No price yet")
STALE = tr("This is the count of an earlier search.")


class WatchPrice(QWidget):
    """A title with a button beside it, and below it the answer.

    Signals:
        count_wanted: the network is to be asked.
        sample_wanted: some posts are to be read instead.
        stop_wanted: no answer is wanted any more.
    """

    count_wanted = Signal()
    sample_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._count_price = x_prices().prices[Item.COUNT]
        sample = FEWEST_HITS * x_prices().hit
        self.bars = DayBars(theme)
        self.title = plain.label("", "", theme.strong_font())
        self.month = plain.label()
        self.note = plain.label("", "quiet", theme.small_font())
        self.trouble = plain.label("", "danger", theme.small_font())
        self.stale = plain.label(STALE, "warn", theme.small_font())
        for label in (self.title, self.month, self.note, self.trouble, self.stale):
            label.setWordWrap(True)
        self.count_button = QPushButton(tr("Count"))
        self.stop_button = quiet_button(tr("Stop"), theme)
        self.sample_button = QPushButton(
            tr("Read a sample of {count} posts ({price})").format(
                count=FEWEST_HITS, price=dollars(sample)
            )
        )
        for button in (self.count_button, self.stop_button, self.sample_button):
            button.setAutoDefault(False)
        plain.set_tip(
            self.count_button,
            tr("Asks X; that costs {price}").format(price=dollars(self._count_price)),
        )
        self._lay_out()
        self.count_button.clicked.connect(self.count_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.stop_button.clicked.connect(self.stop_wanted)
        self.show_nothing()

    def show_nothing(self, before: str = "") -> None:
        """Show that nothing is known yet, or only what was known `before`."""
        how = tr("{how} That costs {price}.").format(how=HOW, price=dollars(self._count_price))
        self._show(before or NOT_YET, note=how)

    def show_asking(self) -> None:
        """Show that an answer is awaited."""
        self._show(ASKING, asking=True)

    def show_estimate(self, estimate: Estimate, *, stale: bool) -> None:
        """Show the answer; `stale` where it is that of an earlier search."""
        self.bars.show_days(estimate.days)
        self.month.setText(watch_words.month(estimate))
        note = watch_words.grounds(estimate)
        self._show(watch_words.hits(estimate), note=note, known=True, stale=stale)
        self.bars.setVisible(bool(estimate.week))

    def show_error(self, error: DeskError) -> None:
        """Say why there is no answer; where counting is refused, offer to read some posts."""
        refused = isinstance(error, Refused) and not isinstance(error, InvalidQuery)
        advice = tr("Some posts can be read instead, to draw the price from.") if refused else ""
        trouble = f"{error.message} {advice or error.advice}".strip()
        self._show(NO_ANSWER, trouble=trouble, sample=refused)

    def set_can_count(self, can: bool) -> None:  # noqa: FBT001 - like Qt's own setters
        """Say whether there is anything that can be counted."""
        self.count_button.setEnabled(can)
        self.sample_button.setEnabled(can)

    def _show(
        self,
        title: str,
        *,
        note: str = "",
        trouble: str = "",
        asking: bool = False,
        known: bool = False,
        stale: bool = False,
        sample: bool = False,
    ) -> None:
        had_focus = self.window().focusWidget() in (self.count_button, self.stop_button)
        self.title.setText(title)
        self.bars.setVisible(known)
        self.month.setVisible(known)
        say(self.note, note)
        say(self.trouble, trouble)
        self.stale.setVisible(stale)
        self.sample_button.setVisible(sample)
        self.stop_button.setVisible(asking)
        self.count_button.setVisible(not asking)
        self.count_button.setText(tr("Count again") if known or trouble else tr("Count"))
        if had_focus:  # the button of the two that is there has the keys
            (self.stop_button if asking else self.count_button).setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.title, 1)
        row.addWidget(self.count_button)
        row.addWidget(self.stop_button)
        row.addStrut(CONTROL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(row)
        for widget in (self.bars, self.month, self.stale, self.trouble, self.note):
            column.addWidget(widget)
        column.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignLeft)
