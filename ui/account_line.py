"""The line above the list while the cases of one account are listed alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.domain.accounts import Account
from console.language import tr
from ui import account_marks, plain
from ui.elided_label import ElidedLabel
from ui.icons import SIZE
from ui.margins import set_margins
from ui.mirror import Mirror
from ui.override import override
from ui.theme import HALF, UNIT, Theme

SEARCHING = tr("All accounts are searched")
OUTBOX = tr("The outbox shows all accounts")


class AccountLine(QWidget):
    """Disc, words and ×.

    Signals:
        all_wanted: the cases of all accounts are to be listed.
    """

    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._account: Account | None = None
        self.said = ElidedLabel("", "quiet")
        self.end = QPushButton("×")
        self.end.setObjectName("quietButton")
        self.end.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.end.setAccessibleName(tr("Show all accounts"))
        plain.set_tip(self.end, tr("Show all accounts (Alt+0)"))
        self.end.clicked.connect(self.all_wanted)
        row = QHBoxLayout(self)
        set_margins(row, 2 * UNIT + SIZE + HALF, 0, 2 * UNIT - HALF, HALF)
        row.setSpacing(UNIT)
        row.addWidget(self.said, 1)
        row.addWidget(self.end)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.hide()

    def tell(self, account: Account | None, *, searching: bool, outbox: bool) -> None:
        """Say whose cases are listed; None for all, of which nothing is said."""
        self._account = account
        self.setVisible(account is not None)
        if account is not None:
            said = tr("Only @{handle}").format(handle=plain.isolated(account.handle))
            if searching or outbox:
                said = SEARCHING if searching else OUTBOX
            self.said.show_text(said, f"{said}: {account.title}")
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._account is not None:
            painter = QPainter(self)
            middle = self.said.geometry().center().y()
            place = QRect(2 * UNIT - HALF, middle - SIZE // 2 + 1, SIZE, SIZE)
            account_marks.draw(painter, Mirror.of(self).rect(place), self._account, self._theme)
            painter.end()

    def _take_theme(self) -> None:
        self.said.setFont(self._theme.small_font())
        self.end.setFont(self._theme.text_font())
        self.update()
