"""The left side: the views of the inbox with their counts, our accounts with their sync."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from console.domain.accounts import Account
from console.domain.cases import EVERY_CASE, CaseFilter, CaseState
from ui import plain, words
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
VIEW = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
NO_INDEX = QModelIndex()
ROW_HEIGHT = 4 * UNIT


class View(Enum):
    """A view of the inbox."""

    NEEDS_REPLY = "Needs reply"
    WAITING = "Waiting"
    RESOLVED = "Resolved"
    ALL = "All"

    @property
    def title(self) -> str:
        """Return its name on the screen."""
        return self.value

    @property
    def within(self) -> CaseFilter:
        """Return which cases it holds."""
        return FILTERS[self]

    @property
    def empty_words(self) -> str:
        """Return what is said where it holds no case."""
        return EMPTY_WORDS[self]


FILTERS = {
    View.NEEDS_REPLY: CaseFilter((CaseState.NEEDS_REPLY,)),
    View.WAITING: CaseFilter((CaseState.WAITING,)),
    View.RESOLVED: CaseFilter((CaseState.RESOLVED,)),
    View.ALL: EVERY_CASE,
}
EMPTY_WORDS = {
    View.NEEDS_REPLY: "Nobody is waiting for an answer.",
    View.WAITING: "No customer owes you an answer.",
    View.RESOLVED: "Cases that you resolve are kept here.",
    View.ALL: "Posts and calls appear here as cases.",
}


class ViewsModel(QAbstractListModel):
    """The views, each with how many cases it holds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views = tuple(View)
        self._counts: Mapping[View, int] = {}

    def show_counts(self, counts: Mapping[View, int]) -> None:
        """Show how many cases each view holds."""
        if counts != self._counts:
            self._counts = counts
            self.dataChanged.emit(self.index(0), self.index(len(self._views) - 1))

    def count(self, view: View) -> int:
        """Return how many cases a view holds."""
        return self._counts.get(view, 0)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._views)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._views):
            return None
        view = self._views[index.row()]
        if role == VIEW:
            return view
        if role == COUNT:
            return self.count(view)
        if role == Qt.ItemDataRole.DisplayRole:
            return view.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{view.title}, {words.several(self.count(view), 'case')}"
        return None


class ViewDelegate(QStyledItemDelegate):
    """Draws a view: its title, its count at the right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, theme.colour("chosen"))
            painter.fillRect(
                QRect(area.left(), area.top(), BAR, area.height()), theme.colour("accent")
            )
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(theme.colour("accent_text"))
                painter.drawRect(area.adjusted(0, 0, -1, -1))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        inner = area.adjusted(2 * UNIT, 0, -2 * UNIT, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.strong_font() if chosen else theme.text_font())
        painter.setPen(theme.colour("text"))
        painter.drawText(inner, centre | Qt.AlignmentFlag.AlignLeft, index.data())
        count = index.data(COUNT)
        if count:
            painter.setFont(theme.small_font())
            painter.setPen(theme.colour("accent_text" if chosen else "quiet"))
            painter.drawText(inner, centre | Qt.AlignmentFlag.AlignRight, f"{count:,}")
        painter.restore()


class SideView(QWidget):
    """Views and accounts.

    Signals:
        view_chosen(View): show this view.
    """

    view_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.model = ViewsModel(self)
        self._delegate = ViewDelegate(theme, self)
        self.views = QListView()
        self.views.setObjectName("sideList")
        self.views.setFrameShape(QFrame.Shape.NoFrame)
        self.views.setItemDelegate(self._delegate)
        self.views.setModel(self.model)
        self.views.setAccessibleName("Views")
        self.views.setMouseTracking(True)
        self.views.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.views.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.views.setFixedHeight(ROW_HEIGHT * len(View))
        self.views.setCurrentIndex(self.model.index(0))
        self.views.selectionModel().currentChanged.connect(self._choose)
        self._accounts = QVBoxLayout()
        self._accounts.setSpacing(HALF)
        self._accounts.setContentsMargins(2 * UNIT, 0, UNIT, 0)
        self._title = plain.label("Accounts", "quiet", theme.small_font())
        self._title.setContentsMargins(2 * UNIT, 0, UNIT, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, UNIT, 0, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.views)
        column.addSpacing(UNIT)
        column.addWidget(self._title)
        column.addLayout(self._accounts)
        column.addStretch()
        self._title.hide()

    def choose(self, view: View) -> None:
        """Choose a view as a person does."""
        index = self.model.index(tuple(View).index(view))
        self.views.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def show_accounts(
        self,
        accounts: tuple[Account, ...],
        blocked: Mapping[int, str],
        notes: Mapping[int, str],
        now: datetime,
    ) -> None:
        """Show our accounts; by id `blocked` says why one is read-only, `notes` what is missing."""
        while (item := self._accounts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._title.setVisible(bool(accounts))
        for account in accounts:
            self._accounts.addWidget(plain.label(f"@{account.handle}", "", self._theme.text_font()))
            said = words.sync_state(account, now)
            self._add_line(said, said, "danger" if account.sync_error else "quiet")
            if notes.get(account.id):
                self._add_line("some posts are missing", notes[account.id], "quiet")
            if blocked.get(account.id):
                self._add_line("read-only", blocked[account.id], "danger")

    def _add_line(self, text: str, tip: str, name: str) -> None:
        line = plain.label(text, name, self._theme.small_font())
        line.setWordWrap(True)
        plain.set_tip(line, tip)
        self._accounts.addWidget(line)

    def _choose(self, index: QModelIndex) -> None:
        view = index.data(VIEW)
        if isinstance(view, View):
            self.view_chosen.emit(view)


def width_for(theme: Theme) -> int:
    """Return a width of the side in which every view's title and count has room."""
    longest = max(QFontMetrics(theme.strong_font()).horizontalAdvance(v.title) for v in View)
    return max(longest + 10 * UNIT, 20 * UNIT)
