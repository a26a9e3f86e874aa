"""The searches that are kept, at the side below the views; each behaves as a view.

Shows and asks, stores nothing. Names are the person's own words, and drawn as plain text.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from console.domain.ids import SavedSearchId
from console.domain.searching import HitOrder, SavedSearch
from console.language import tr
from ui import key_names, plain
from ui.icons import SIZE, Icons
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
SEARCH = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 3 * UNIT + HALF
MOST_ROWS = 6
"""More are scrolled: the accounts below stay in sight."""
FEWEST_ROWS = 2
"""In a low window, so that views and accounts keep their places."""
NO_INDEX = QModelIndex()
FLAG = QStyle.StateFlag
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class SearchesModel(QAbstractListModel):
    """Kept searches, in the order of their making."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.searches: tuple[SavedSearch, ...] = ()

    def show_searches(self, searches: Sequence[SavedSearch]) -> None:
        """List these."""
        self.beginResetModel()
        self.searches = tuple(searches)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.searches)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.searches):
            return None
        search = self.searches[index.row()]
        if role == SEARCH:
            return search
        if role == Qt.ItemDataRole.DisplayRole:
            return plain.isolated(search.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name, query = plain.isolated(search.name), plain.isolated(search.query)
            said = (
                tr("{name}, search for {query}, best first")
                if search.order is HitOrder.RANKED
                else tr("{name}, search for {query}, newest first")
            )
            return said.format(name=name, query=query)
        return None


class SavedSearches(QWidget):
    """A heading and a list below it.

    Signals:
        chosen(SavedSearch): show what it finds.
        edit_wanted(SavedSearch), remove_wanted(SavedSearch): a person's word on one of them.
    """

    chosen = Signal(object)
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, theme: Theme, views: QListView, *, may_write: bool) -> None:
        """Take the list above: its arrow keys lead on into this one.

        `may_write`: searches can be changed and removed here.
        """
        super().__init__()
        self._views, self._may_write = views, may_write
        self.model = SearchesModel(self)
        self.title = plain.label(tr("Searches"), "quiet", theme.small_font())
        self.title.setContentsMargins(2 * UNIT, 0, UNIT, HALF)
        self.list = _List(self.model, theme)
        self.title.setBuddy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, UNIT, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.list)
        theme.changed.connect(lambda: self.title.setFont(theme.small_font()))
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)
        self.list.menu_wanted.connect(self._open_menu)
        self.list.key_wanted.connect(self._press)
        for listed in (self.list, views):
            listed.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_searches(self, searches: Sequence[SavedSearch]) -> None:
        """List these; the one that is shown stays chosen."""
        current = self.current
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.model.show_searches(searches)
        if current is not None:
            self.mark(current.id)
        selection.blockSignals(blocked)
        self.list.setMinimumHeight(min(len(searches), FEWEST_ROWS) * ROW_HEIGHT)
        self.list.setMaximumHeight(min(len(searches), MOST_ROWS) * ROW_HEIGHT)
        self.setVisible(bool(searches))

    @property
    def current(self) -> SavedSearch | None:
        """Return the one that is chosen."""
        found = self.list.currentIndex().data(SEARCH)
        return found if isinstance(found, SavedSearch) else None

    def mark(self, search_id: SavedSearchId | None) -> None:
        """Show this one as the chosen one, and tell nobody; None for none of them."""
        ids = [one.id for one in self.model.searches]
        row = ids.index(search_id) if search_id in ids else -1
        if row == self.list.currentIndex().row():
            return
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(True)  # noqa: FBT003 - Qt's own
        flag = QItemSelectionModel.SelectionFlag
        if row < 0:
            selection.clear()
        else:
            selection.setCurrentIndex(self.model.index(row), flag.ClearAndSelect)
        selection.blockSignals(blocked)
        self.list.viewport().update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys go from the one list to the other."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            down = event.key() == Qt.Key.Key_Down
            if event.key() not in ARROWS or self.isHidden():
                return False
            if watched is self._views and down and self._is_last_view():
                self.list.setFocus()
                self.list.setCurrentIndex(self.model.index(0))
                return True
            if watched is self.list and not down and self.list.currentIndex().row() <= 0:
                self._views.setFocus()
                return True
        return False

    def _is_last_view(self) -> bool:
        model = self._views.model()
        return self._views.currentIndex().row() == model.rowCount() - 1

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        found = index.data(SEARCH)
        if isinstance(found, SavedSearch) and not _is_pressed():
            self.chosen.emit(found)

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        found = index.data(SEARCH)
        if isinstance(found, SavedSearch):
            self.chosen.emit(found)

    @Slot(int)
    def _press(self, key: int) -> None:
        search = self.current
        if search is not None and self._may_write:
            (self.edit_wanted if key == Qt.Key.Key_F2 else self.remove_wanted).emit(search)

    @Slot(QModelIndex, QPoint)
    def _open_menu(self, index: QModelIndex, place: QPoint) -> None:
        search = index.data(SEARCH)
        if not isinstance(search, SavedSearch) or not self._may_write:
            return
        menu = QMenu(self)
        menu.addAction(tr("Show")).triggered.connect(lambda: self.chosen.emit(search))
        edit = menu.addAction(_with_key(tr("Rename or change…"), "F2"))
        remove = menu.addAction(_with_key(tr("Remove"), "Del"))
        edit.triggered.connect(lambda: self.edit_wanted.emit(search))
        remove.triggered.connect(lambda: self.remove_wanted.emit(search))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


class _List(QListView):
    """The list of searches.

    Signals:
        menu_wanted(QModelIndex, QPoint): what can be done with this one, at a global place.
        key_wanted(int): F2 or Del was pressed.
    """

    menu_wanted = Signal(QModelIndex, QPoint)
    key_wanted = Signal(int)

    def __init__(self, model: SearchesModel, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sideList")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(model)
        self.setItemDelegate(_Rows(theme, self))
        self.setAccessibleName(tr("Searches"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.key_wanted.emit(event.key())
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: letters are keys of the menus."""

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        place = self.visualRect(index).center() if by_key else event.pos()
        self.menu_wanted.emit(index, self.viewport().mapToGlobal(place))


def _with_key(text: str, key: str) -> str:
    return f"{text}\t{key_names.shown(key)}"


def _is_pressed() -> bool:
    """Return whether a button of the mouse chooses: its click is told by itself."""
    return QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton


class _Rows(QStyledItemDelegate):
    """Draws a search as the views above are drawn."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, Icons(theme)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10 * UNIT, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area = self._theme, QRect(option.rect)
        mirror = Mirror(area, option.direction)
        chosen = bool(option.state & FLAG.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(mirror.rect(bar), theme.colour("accent"))
        elif option.state & FLAG.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        if chosen and option.state & FLAG.State_HasFocus:
            painter.setPen(theme.colour("accent_text"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        icon = QRect(area.left() + 2 * UNIT, area.center().y() - SIZE // 2 + 1, SIZE, SIZE)
        self._icons.draw(painter, mirror.rect(icon), "search", "text" if chosen else "quiet")
        inner = area.adjusted(3 * UNIT + SIZE, 0, -2 * UNIT, 0)
        painter.setFont(theme.strong_font() if chosen else theme.text_font())
        painter.setPen(theme.colour("text"))
        name = painter.fontMetrics().elidedText(
            " ".join(str(index.data()).split()), Qt.TextElideMode.ElideRight, inner.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        mirror.boxed(painter, inner, flags | Qt.TextFlag.TextSingleLine, name)
        painter.restore()
