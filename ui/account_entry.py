"""One account at the side: its handle, how its sync stands, and what the month cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.domain.accounts import Access, Account
from console.domain.spending import MonthSpend
from console.errors import (
    CredentialsError,
    DeskError,
    EntryChanged,
    EntryTooNew,
    KeyringLocked,
    KeyringSlow,
    NoCredentials,
    NoKeyring,
    NotStored,
    Offline,
    OutOfCredits,
    OverBudget,
    RateLimited,
    SignedOut,
    SignedOutHere,
    SignedOutOutside,
)
from console.language import mid_sentence, numeral, plural, tr
from ui import account_marks, plain, spending_words, words
from ui.elided_label import ElidedLabel
from ui.icons import SIZE, Icons
from ui.margins import set_margins
from ui.mirror import Mirror
from ui.override import override
from ui.spend_bar import SpendButton
from ui.standing import SIGN_IN
from ui.theme import BAR, HALF, UNIT, Theme
from ui.views_delegate import icon_size

LOCKS = {
    KeyringLocked: tr("keyring locked"),
    KeyringSlow: tr("no answer of the keyring"),
    NoKeyring: tr("no keyring"),
    SignedOutHere: tr("signed out at this desk"),
    SignedOutOutside: tr("signed out elsewhere"),
    EntryTooNew: tr("signed in by a newer version"),
    EntryChanged: tr("keyring's entry changed"),
    NoCredentials: tr("signed out"),
}
CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
"""Why an account is read-only, a kind of trouble before the kind that it is one of."""
ASKING = tr(
    "The keyring asks for its password; its window may stand behind others. "
    "Meanwhile cases can be read, and answers written and queued."
)
BY_HAND = tr("This desk has no access to the account: posts are captured, answers posted by hand.")


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
    asking: bool = False,
) -> Standing:
    """Return how an account stands; what a person must do about comes first.

    `asking`: the keyring waits for its password.
    """
    if account.access is Access.HAND_OFF:
        return Standing(tr("by hand, in the browser"), "quiet", "external", BY_HAND)
    if syncing and asking:
        return Standing(tr("waiting for the keyring's password…"), "warn", "lock", ASKING)
    if blocked:
        why = next((why for kind, why in LOCKS.items() if isinstance(problem, kind)), "")
        return Standing(
            tr("read-only: {why}").format(why=why) if why else tr("read-only"),
            "danger",
            "lock",
            blocked,
        )
    if syncing:
        return Standing(tr("syncing…"), "quiet", "sync")
    story = words.sync_state(account, now)
    if problem is not None:
        story = f"{problem.title}. {problem.message} {problem.advice}"
    if isinstance(problem, NotStored):
        return Standing(tr("signed in till the program ends"), "warn", "lock", story)
    if isinstance(problem, RateLimited):
        said = tr("rate limited")
        if problem.reset_at is not None:
            said = tr("rate limited till {clock}").format(clock=words.clock(problem.reset_at))
        return Standing(said, "warn", "waiting", story)
    if isinstance(problem, Offline):
        return Standing(tr("offline"), "warn", "offline", story)
    if problem is not None and not isinstance(problem, CredentialsError):
        pressing = isinstance(problem, SignedOut | OutOfCredits | OverBudget)
        token = "danger" if pressing else "warn"
        return Standing(mid_sentence(problem.title), token, "warning", story)
    if account.sync_error:
        return Standing(
            mid_sentence(account.sync_error.partition(":")[0]), "warn", "warning", story
        )
    return Standing(story, "quiet")


class AccountEntry(QWidget):
    """Mark, handle, standing and cost of one account; kept, and changed in place.

    Signals:
        chosen: the cases of this account are to be listed alone, or those of all again.
        cost_wanted: the whole story of what it costs.
        sign_in_wanted: it was signed out, and is to be signed in again.
    """

    cost_wanted = Signal()
    sign_in_wanted = Signal()
    chosen = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._standing = Standing("", "quiet")
        self._account: Account | None = None
        self._several = self._alone = self._folded = False
        self._called = ""
        self.handle = ElidedLabel()
        self.needs = plain.label("", "quiet", theme.small_font())
        self.needs.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.needs.hide()
        self.state = plain.label()
        self.gap = plain.label(tr("some posts are missing"), "quiet")
        for label in (self.state, self.gap):
            label.setWordWrap(True)
        self.gap.hide()
        self.sign_in = QPushButton(SIGN_IN)
        self.sign_in.setObjectName("quietButton")
        self.sign_in.hide()
        self.sign_in.clicked.connect(self.sign_in_wanted)
        self.cost = SpendButton(theme)
        self.cost.hide()
        self.cost.clicked.connect(self.cost_wanted)
        self._words = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._words)
        column = QVBoxLayout(self._words)
        # The button's ring stands around its text, which is in line with the others.
        set_margins(column, 3 * UNIT + SIZE - HALF, HALF, UNIT, HALF)
        column.setSpacing(HALF // 2)
        head = QHBoxLayout()
        head.setSpacing(HALF)
        set_margins(head, 0, 0, UNIT, 0)  # so that its end is that of the views' counts
        head.addWidget(self.handle, 1)
        head.addWidget(self.needs)
        column.addLayout(head)
        for label in (self.handle, self.state, self.gap):
            set_margins(label, HALF, 0, 0, 0)
        for label in (self.state, self.gap):
            column.addWidget(label)
        column.addWidget(self.sign_in, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.cost)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def tell(self, account: Account, stands: Standing, missing: str) -> None:
        """Show how an account stands; `missing` says what its syncs could not bring."""
        if account != self._account:
            self._account = account
            self.update()
        handle = plain.at(account.handle)
        self._called = f"{handle} ({account.title})"
        self.handle.show_text(handle, self._called)
        if stands != self._standing:
            self._standing = stands
            self.state.setText(stands.said)
            plain.set_tip(self.state, stands.tip or stands.said)
            self._take_theme()
        self.gap.setVisible(bool(missing))
        plain.set_tip(self.gap, missing)
        self._tell_folded()

    def fold(self, *, folded: bool) -> None:
        """Show the disc and what is wrong alone, the words in the tip; or all of it again."""
        self._folded = folded
        self._words.setVisible(not folded)
        self._tell_folded()
        self.updateGeometry()
        self.update()

    def tell_sign_in(self, account: Account, *, wanted: bool) -> None:
        """Offer to sign the account in again, or do not."""
        self.sign_in.setVisible(wanted)
        self.sign_in.setAccessibleName(tr("Sign @{handle} in again").format(handle=account.handle))

    def tell_choice(self, *, several: bool, alone: bool, needs: int) -> None:
        """Show whether its cases are listed alone, and how many need a reply.

        Neither is to be seen or chosen where there is no other account.
        """
        if several != self._several:
            self._several = several
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus if several else Qt.FocusPolicy.NoFocus)
            shape = Qt.CursorShape.PointingHandCursor if several else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
        self.needs.setVisible(several and needs > 0)
        self.needs.setText(numeral(needs))
        asks = tr("{cases} to be answered").format(
            cases=plural(needs, "{count} case", "{count} cases")
        )
        self.needs.setAccessibleName(asks)
        plain.set_tip(self.needs, asks)
        if alone != self._alone:
            self._alone = alone
            self._take_theme()
        if several and self._account is not None:
            said = tr("@{handle}, {cases} to be answered").format(
                handle=self._account.handle, cases=plural(needs, "{count} case", "{count} cases")
            )
            self.setAccessibleName(tr("{said}, listed alone").format(said=said) if alone else said)

    def tell_cost(self, account: Account, spend: MonthSpend | None) -> None:
        """Show what the month cost; None: that is not known, or nothing is ever billed."""
        self.cost.setVisible(spend is not None)
        if spend is None:
            return
        budget = account.monthly_budget
        said = spending_words.spent(spend, budget)
        self.cost.tell(said, spending_words.fill(spend, budget))
        self.cost.setAccessibleName(
            tr("Cost of @{handle}: {cost}").format(handle=account.handle, cost=said)
        )
        warning = spending_words.warning(spend, budget)
        self.cost.setAccessibleDescription(warning or spending_words.tip(spend, budget))
        plain.set_tip(self.cost, spending_words.tip(spend, budget))
        self._tell_folded()

    def _tell_folded(self) -> None:
        """Say in the tip what has no room."""
        cost = "" if self.cost.isHidden() else self.cost.accessibleName()
        said = (self._called, self.state.text(), cost)
        plain.set_tip(self, "\n".join(each for each in said if each) if self._folded else "")

    @Slot()
    def _take_theme(self) -> None:
        theme = self._theme
        self.handle.setFont(theme.strong_font() if self._alone else theme.text_font())
        self.needs.setFont(theme.small_font())
        self.gap.setFont(theme.small_font())
        self.state.setFont(theme.small_font())
        palette = self.state.palette()
        palette.setColor(self.state.foregroundRole(), theme.colour(self._standing.token))
        self.state.setPalette(palette)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, mirror = QPainter(self), self._theme, Mirror.of(self)
        if self._alone:
            painter.fillRect(self.rect(), theme.colour("chosen"))
            bar = mirror.rect(QRect(0, 0, BAR, self.height()))
            painter.fillRect(bar, theme.colour("accent"))
        if self.hasFocus():
            painter.setPen(theme.colour("accent_text"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        left, size = 2 * UNIT, icon_size(theme) if self._folded else SIZE
        middle = size // 2 + HALF if self._folded else self.handle.geometry().center().y() + 1
        disc = QRect(left, middle - size // 2, size, size)
        if self._account is not None:
            account_marks.draw(painter, mirror.rect(disc), self._account, theme)
        if self._standing.icon:
            if self._folded:
                left += size + HALF
            else:
                first_line = self.state.fontMetrics().height()
                middle = self.state.geometry().top() + first_line // 2
            place = QRect(left + 1, middle - 7, SIZE - 2, SIZE - 2)
            self._icons.draw(painter, mirror.rect(place), self._standing.icon, self._standing.token)
        painter.end()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._several and inside and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._several and event.key() in CHOOSING:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._folded_size if self._folded else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        if self._folded:
            return self._folded_size
        return QSize(20 * UNIT, super().minimumSizeHint().height())

    @property
    def _folded_size(self) -> QSize:
        size = icon_size(self._theme)
        return QSize(2 * size + 3 * UNIT, size + UNIT)
