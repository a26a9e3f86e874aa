"""The command palette: every action, found by a few letters, with its key beside it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import plain
from ui.actions import Listed
from ui.override import override
from ui.theme import BAR, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
LISTED = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()
WIDTH, ROWS, ROW_HEIGHT = 520, 9, 4 * UNIT


class PaletteModel(QAbstractListModel):
    """The actions that hold every word of a query, those that begin with it first."""

    def __init__(self, listed: Iterable[Listed], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every = tuple(listed)
        self._found = self._every

    def find(self, query: str) -> None:
        """Show what `query` finds; everything where it is empty."""
        wanted = query.casefold().split()

        def place(one: Listed) -> tuple[bool, bool]:
            text = one.text.casefold()
            return (not text.startswith(wanted[0]) if wanted else False, not one.action.isEnabled())

        self.beginResetModel()
        self._found = tuple(
            sorted(
                (
                    one
                    for one in self._every
                    if all(word in f"{one.menu} {one.text}".casefold() for word in wanted)
                ),
                key=place,
            )
        )
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._found)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._found):
            return None
        one = self._found[index.row()]
        if role == LISTED:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "" if one.action.isEnabled() else ", not possible now"
            return f"{one.text}, {one.menu}, {one.keys}{state}"
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        one = index.data(LISTED) if index.isValid() else None
        if isinstance(one, Listed) and one.action.isEnabled():
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _Delegate(QStyledItemDelegate):
    """Draws an action: its words, the menu that holds it, its key at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.data(LISTED)
        if not isinstance(one, Listed):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(bar, theme.colour("accent_text"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        inner = area.adjusted(2 * UNIT, 0, -2 * UNIT, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.text_font())
        enabled = one.action.isEnabled()
        painter.setPen(theme.colour("text" if enabled else "quiet"))
        painter.drawText(inner, centre, one.text)
        taken = painter.fontMetrics().horizontalAdvance(one.text) + UNIT
        painter.setFont(theme.small_font())
        painter.setPen(theme.colour("quiet"))
        note = one.menu if enabled else f"{one.menu}  ·  not possible now"
        painter.drawText(inner.adjusted(taken, 0, 0, 0), centre, note)
        painter.drawText(inner, centre | Qt.AlignmentFlag.AlignRight, one.keys)
        painter.restore()


class Palette(QDialog):
    """Field and list; Enter runs the chosen action once the palette is closed."""

    def __init__(self, listed: Iterable[Listed], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("palette")
        self.setWindowTitle("Commands")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.model = PaletteModel(listed, self)
        self.field = QLineEdit()
        self.field.setPlaceholderText("What do you want to do?")
        self.field.setAccessibleName("Find a command")
        self.field.textChanged.connect(self._find)
        self.list = QListView()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName("Commands")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(theme, self))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(ROWS * ROW_HEIGHT)
        self.list.clicked.connect(self._run)
        self.nothing = plain.label("Nothing is called that.", "quiet", theme.text_font())
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        self._below = QStackedWidget()
        self._below.setObjectName("page")
        self._below.addWidget(self.list)
        self._below.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, UNIT)
        column.setSpacing(UNIT)
        top = QVBoxLayout()
        top.setContentsMargins(UNIT, UNIT, UNIT, 0)
        top.addWidget(self.field)
        column.addLayout(top)
        column.addWidget(self._below)
        self.setFixedWidth(WIDTH)
        self._find("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.list.currentIndex().row()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS,
                 Qt.Key.Key_PageUp: -ROWS}  # fmt: skip
        if key in steps:
            self._choose(row + steps[Qt.Key(key)], 1 if steps[Qt.Key(key)] > 0 else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _find(self, query: str) -> None:
        self.model.find(query)
        self._below.setCurrentWidget(self.list if self.model.rowCount() else self.nothing)
        self._choose(0, 1)

    def _choose(self, row: int, step: int) -> None:
        """Choose a row, or where that is not possible now the next one in this direction."""
        row = min(max(row, 0), self.model.rowCount() - 1)
        while 0 <= row < self.model.rowCount():
            index = self.model.index(row)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentIndex(index)
                return
            row += step

    def _run(self, index: QModelIndex) -> None:
        one = index.data(LISTED)
        if isinstance(one, Listed) and one.action.isEnabled():
            self.accept()
            # Once the palette is gone: the action may open a dialog or move the focus.
            QTimer.singleShot(0, self._window, one.action.trigger)
