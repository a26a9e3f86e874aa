"""The bar over the desk: what went wrong and needs a person, with a way on.

Shows one notice at a time, the newest act that failed before what lasts. What passes by
itself (offline, rate limited) stands in the status line instead.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from console.errors import DeskError
from ui import plain
from ui.icons import Icons
from ui.notice import Notice
from ui.theme import UNIT, Theme

ICON = 16


class NoticeBar(QFrame):
    """One notice with its buttons; takes no room where there is none.

    Signals:
        shown(str): a notice appeared, in words (for those who do not see it).
    """

    shown = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._icons = theme, Icons(theme)
        self._troubles: list[Notice] = []
        self._lasting: tuple[Notice, ...] = ()
        self._now: Notice | None = None
        self.setAccessibleName("Notice")
        self._sign = plain.label()
        self._sign.setFixedSize(ICON, ICON)
        self.title = plain.label("", "", theme.strong_font())
        self.text = plain.label("", "", theme.text_font())
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.act = QPushButton()
        self.act.clicked.connect(self._run)
        self.dismiss = QToolButton()
        self.dismiss.setObjectName("flat")
        self.dismiss.setIconSize(QSize(ICON, ICON))
        self.dismiss.setToolTip("Dismiss")
        self.dismiss.setAccessibleName("Dismiss")
        self.dismiss.clicked.connect(self._dismiss)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        row.setSpacing(UNIT + UNIT // 2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._paint_signs)
        self.hide()

    @Slot(object)
    def trouble(self, error: DeskError) -> None:
        """Show what a person's act met, until it is dismissed; the same twice is shown once."""
        notice = Notice(error.title, f"{error.message} {error.advice}".strip(), lasting=False)
        if notice in self._troubles:
            self._troubles.remove(notice)
        self._troubles.append(notice)
        self._tell()

    def show_lasting(self, notices: tuple[Notice, ...]) -> None:
        """Show what lasts: these, and no longer those shown before."""
        self._lasting = notices
        self._tell()

    @Slot()
    def _dismiss(self) -> None:
        if self._troubles:
            self._troubles.pop()
        self._tell()

    @Slot()
    def _run(self) -> None:
        if self._now is not None and self._now.run is not None:
            self._now.run()

    def _tell(self) -> None:
        every = (*self._lasting, *self._troubles)
        before, self._now = self._now, every[-1] if every else None
        self.setVisible(bool(every))
        if self._now is None or self._now == before:
            return
        notice = self._now
        self.setObjectName("noticeWarn" if notice.lasting else "noticeDanger")
        self.title.setText(notice.title)
        self.text.setText(notice.text)
        self.act.setText(notice.act)
        self.act.setVisible(bool(notice.act))
        self.dismiss.setVisible(not notice.lasting)
        self._paint_signs()
        for widget in (self, self.title, self.text):
            widget.style().polish(widget)
        self.shown.emit(f"{notice.title}. {notice.text}")

    @Slot()
    def _paint_signs(self) -> None:
        token = "warn" if self._now is not None and self._now.lasting else "danger"
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(self._icons.pixmap("warning", token, ICON, ratio))
        self.dismiss.setIcon(self._icons.icon("close"))
