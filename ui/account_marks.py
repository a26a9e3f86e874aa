"""The mark of an account: its initial in a disc of its colour, wherever it is told apart.

Knows the accounts as they were read last. Drawn from memory alone: a row of the list asks
for it at each paint.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter

from console.domain.accounts import Account
from console.domain.ids import AccountId
from ui.theme import Theme


class AccountMarks:
    """Our accounts by id; told apart only where there are several."""

    def __init__(self) -> None:
        self._accounts: dict[AccountId, Account] = {}
        self.stamp = object()
        """Another where a mark is another."""

    def take(self, accounts: tuple[Account, ...]) -> bool:
        """Know these from now on; return whether a mark is another than before."""
        before, self._accounts = self._accounts, {each.id: each for each in accounts}
        changed = _looks(before) != _looks(self._accounts)
        if changed:
            self.stamp = object()
        return changed

    def of(self, account_id: AccountId | None) -> Account | None:
        """Return the account to be marked; None where there is none, or no other."""
        if account_id is None or len(self._accounts) < 2:
            return None
        return self._accounts.get(account_id)


def draw(painter: QPainter, place: QRect, account: Account, theme: Theme) -> None:
    """Draw the disc of an account; its sign does not grow with the text around it."""
    ground, ink = theme.account(account.colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(place)
    font = QFont(theme.strong_font())
    font.setPixelSize(max(8, place.height() * 5 // 8))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, account.initial)
    painter.restore()


def _looks(accounts: dict[AccountId, Account]) -> list[tuple[AccountId, str, str, str]]:
    return [(each.id, each.colour, each.initial, each.handle) for each in accounts.values()]
