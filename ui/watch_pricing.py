"""Which price belongs to what stands in the dialog of a watch, and how it comes there.

Owns the last answer with the account and the query that it is about: once these are others it
is shown as that of an earlier search, and once they are the same again it counts again.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.accounts import Account
from console.domain.ids import AccountId
from console.domain.watches import Estimate
from console.errors import DeskError
from ui.lanes import Lane
from ui.watch_counting import Counting
from ui.watch_price import WatchPrice

Asked = tuple[AccountId, str]
"""By whose access, and for which query."""


class Pricing(QObject):
    """Between the panel of the price and the lane of syncs.

    Signals:
        changed: the price of what stands there is known, or is not known any more.
    """

    changed = Signal()

    def __init__(self, panel: WatchPrice, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._counting = Counting(lane, self)
        self._account: Account | None = None
        self._query = self._before = ""
        self._asked: Asked | None = None
        self._known: tuple[Asked, Estimate] | None = None
        self._failed: tuple[Asked, DeskError] | None = None
        panel.count_wanted.connect(self.count)
        panel.sample_wanted.connect(self._sample)
        panel.stop_wanted.connect(self.give_up)
        self._counting.counted.connect(self._take)
        self._counting.failed.connect(self._fail)

    @property
    def estimate(self) -> Estimate | None:
        """Return the price of what stands there; None while it is not known."""
        known = self._known
        return known[1] if known is not None and known[0] == self._question else None

    def look_at(
        self, account: Account | None, query: str, *, sound: bool, before: str = ""
    ) -> None:
        """Take what stands there now; `sound`: whether it can be counted.

        `before` is what is said of its price while nobody asked.
        """
        self._account, self._query, self._before = account, query, before
        if self._counting.is_asking and self._asked != self._question:
            self._counting.take_back()
        self._panel.set_can_count(sound and account is not None)
        self._show()

    @Slot()
    def count(self) -> None:
        """Ask how many posts there are."""
        self._ask(by_sample=False)

    @Slot()
    def give_up(self) -> None:
        """Want no answer any more."""
        self._counting.take_back()
        self._show()

    @property
    def _question(self) -> Asked | None:
        return None if self._account is None else (self._account.id, self._query)

    @Slot()
    def _sample(self) -> None:
        self._ask(by_sample=True)

    def _ask(self, *, by_sample: bool) -> None:
        if self._account is not None and not self._counting.is_asking:
            self._asked, self._failed = self._question, None
            self._counting.ask(self._account, self._query, by_sample=by_sample)
            self._show()

    @Slot(object)
    def _take(self, estimate: Estimate) -> None:
        if self._asked is not None:
            self._known = (self._asked, estimate)
        self._show()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        if self._asked is not None:
            self._failed = (self._asked, error)
        self._show()

    def _show(self) -> None:
        """Show what is known of what stands there, or how it stands with the question."""
        failed, known = self._failed, self._known
        if self._counting.is_asking:
            self._panel.show_asking()
        elif failed is not None and failed[0] == self._question:
            self._panel.show_error(failed[1])
        elif known is not None:
            self._panel.show_estimate(known[1], stale=self.estimate is None)
        else:
            self._panel.show_nothing(self._before)
        self.changed.emit()
