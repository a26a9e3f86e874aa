"""The pill beside the search field: how many new cases are above what is in sight."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from console.domain.ids import CaseId
from console.language import tr
from ui import announcing, plain
from ui.case_list import CaseList
from ui.override import override
from ui.theme import HALF, UNIT, Theme

MOST = 99
"""More than that are told as so many and more."""


class NewsPill(QAbstractButton):
    """Stands there while there is news above; a click goes to the top of the list."""

    def __init__(self, cases: CaseList, theme: Theme) -> None:
        super().__init__()
        self._list, self._theme = cases, theme
        self._news: dict[CaseId, None] = {}
        self._is_short, self._count, self._told = False, "", 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the focus stays where the person works
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        self.clicked.connect(self._go)
        cases.verticalScrollBar().valueChanged.connect(self.look)

    def tell(self, ids: Iterable[CaseId]) -> None:
        """Tell of those of `ids` that are above what is in sight."""
        for case_id in ids:
            if len(self._news) > MOST:
                break
            self._news[case_id] = None
        self.look()

    def shorten(self, *, short: bool) -> None:
        """Say the number alone, where what stands beside needs the room."""
        if short != self._is_short:
            self._is_short = short
            self.updateGeometry()
            self.update()

    def forget(self) -> None:
        """Tell of nothing: another view is shown."""
        self._news.clear()
        self.look()

    @Slot()
    def look(self) -> None:
        """Forget what came into sight, and say how many are left."""
        before = self._told
        if self._news:
            model, top = self._list.cases, self._list.verticalOffset()
            first = -(-top // max(1, self._list.row_height))
            places = {case_id: model.position(case_id) for case_id in self._news}
            self._news = {
                case_id: None
                for case_id, place in places.items()
                if place is not None and place < first
            }
        self._told = count = len(self._news)
        self._count = f"{MOST}+" if count > MOST else str(count)
        self.setText(tr("{count} new").format(count=self._count))
        # Translators: {news} is such as `3 new`.
        self.setAccessibleName(tr("{news}, go to the top").format(news=self.text()))
        plain.set_tip(self, self.accessibleName())
        self.setVisible(count > 0)
        self.updateGeometry()
        if count > before:
            announcing.say(self, self.text())

    @Slot()
    def _go(self) -> None:
        self._list.scrollToTop()

    def _drawn(self) -> str:
        return f"↑  {self._count if self._is_short else self.text()}"

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.small_font())
        return QSize(metrics.horizontalAdvance(self._drawn()) + 3 * UNIT, metrics.height() + UNIT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(theme.colour("accent"))
        painter.setPen(theme.colour("on_accent") if self.underMouse() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(theme.colour("on_accent"))
        painter.setFont(theme.small_font())
        painter.drawText(
            self.rect().adjusted(HALF, 0, -HALF, 0),
            Qt.AlignmentFlag.AlignCenter,
            self._drawn(),
        )
        painter.end()
