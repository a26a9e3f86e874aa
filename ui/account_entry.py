"""One account at the side: its handle, how its sync stands, and what the month cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.accounts import Access, Account
from console.domain.spending import MonthSpend
from console.errors import (
    CredentialsError,
    DeskError,
    KeyringLocked,
    NoCredentials,
    NoKeyring,
    Offline,
    OutOfCredits,
    OverBudget,
    RateLimited,
    SignedOut,
)
from ui import plain, spending_words, words
from ui.elided_label import ElidedLabel
from ui.icons import SIZE, Icons
from ui.override import override
from ui.spend_bar import SpendButton
from ui.theme import HALF, UNIT, Theme

LOCKS = {
    KeyringLocked: "keyring locked",
    NoKeyring: "no keyring",
    NoCredentials: "no credentials",
}
BY_HAND = "This desk has no access to the account: posts are captured, answers posted by hand."


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands, for the eye."""

    said: str
    """Some words."""
    token: str
    """Style of the words and colour of the icon."""
    icon: str = ""
    tip: str = ""
    """The whole story."""


def standing(
    account: Account,
    now: datetime,
    *,
    syncing: bool = False,
    problem: DeskError | None = None,
    blocked: str = "",
) -> Standing:
    """Return how an account stands; what a person must do about comes first."""
    if account.access is Access.HAND_OFF:
        return Standing("by hand, in the browser", "quiet", "external", BY_HAND)
    if blocked:
        why = next((why for kind, why in LOCKS.items() if isinstance(problem, kind)), "")
        return Standing(f"read-only: {why}" if why else "read-only", "danger", "lock", blocked)
    if syncing:
        return Standing("syncing…", "quiet", "sync")
    story = words.sync_state(account, now)
    if problem is not None:
        story = f"{problem.title}. {problem.message} {problem.advice}"
    if isinstance(problem, RateLimited):
        till = "" if problem.reset_at is None else f" till {words.clock(problem.reset_at)}"
        return Standing(f"rate limited{till}", "warn", "waiting", story)
    if isinstance(problem, Offline):
        return Standing("offline", "warn", "offline", story)
    if problem is not None and not isinstance(problem, CredentialsError):
        pressing = isinstance(problem, SignedOut | OutOfCredits | OverBudget)
        token = "danger" if pressing else "warn"
        return Standing(problem.title.lower(), token, "warning", story)
    if account.sync_error:
        return Standing(account.sync_error.partition(":")[0].lower(), "warn", "warning", story)
    return Standing(story, "quiet")


class AccountEntry(QWidget):
    """Mark, handle, standing and cost of one account; kept, and changed in place.

    Signals:
        cost_wanted: the whole story of what it costs.
    """

    cost_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._standing = Standing("", "quiet")
        self._mark = "?"
        self.handle = ElidedLabel()
        self.state = plain.label()
        self.gap = plain.label("some posts are missing", "quiet")
        for label in (self.state, self.gap):
            label.setWordWrap(True)
        self.gap.hide()
        self.cost = SpendButton(theme)
        self.cost.hide()
        self.cost.clicked.connect(self.cost_wanted)
        column = QVBoxLayout(self)
        # The button's ring stands around its text, which is in line with the others.
        column.setContentsMargins(3 * UNIT + SIZE - HALF, 0, UNIT, UNIT)
        column.setSpacing(HALF // 2)
        for label in (self.handle, self.state, self.gap):
            label.setContentsMargins(HALF, 0, 0, 0)
            column.addWidget(label)
        column.addWidget(self.cost)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def tell(self, account: Account, stands: Standing, missing: str) -> None:
        """Show how an account stands; `missing` says what its syncs could not bring."""
        self._mark = account.handle[:1].upper()
        self.handle.show_text(f"@{account.handle}", f"@{account.handle} ({account.name})")
        if stands != self._standing:
            self._standing = stands
            self.state.setText(stands.said)
            plain.set_tip(self.state, stands.tip or stands.said)
            self._take_theme()
        self.gap.setVisible(bool(missing))
        plain.set_tip(self.gap, missing)

    def tell_cost(self, account: Account, spend: MonthSpend | None) -> None:
        """Show what the month cost; None: that is not known, or nothing is ever billed."""
        self.cost.setVisible(spend is not None)
        if spend is None:
            return
        budget = account.monthly_budget
        said = spending_words.spent(spend, budget)
        self.cost.tell(said, spending_words.fill(spend, budget))
        self.cost.setAccessibleName(f"Cost of @{account.handle}: {said}")
        self.cost.setAccessibleDescription(spending_words.warning(spend, budget))
        plain.set_tip(self.cost, spending_words.tip(spend, budget))

    @Slot()
    def _take_theme(self) -> None:
        theme = self._theme
        self.handle.setFont(theme.text_font())
        self.gap.setFont(theme.small_font())
        self.state.setFont(theme.small_font())
        palette = self.state.palette()
        palette.setColor(self.state.foregroundRole(), theme.colour(self._standing.token))
        self.state.setPalette(palette)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        left = 2 * UNIT
        disc = QRect(left, self.handle.geometry().center().y() - SIZE // 2 + 1, SIZE, SIZE)
        ground, text = theme.initials(self.handle.text())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(disc)
        painter.setPen(text)
        painter.setFont(theme.chip_font())
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._mark)
        if self._standing.icon:
            first_line = self.state.fontMetrics().height()
            middle = self.state.geometry().top() + first_line // 2
            place = QRect(left + 1, middle - 7, SIZE - 2, SIZE - 2)
            self._icons.draw(painter, place, self._standing.icon, self._standing.token)
        painter.end()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(20 * UNIT, super().minimumSizeHint().height())
