"""The questions with their headline: what each is about, and whether it changed.

Owns which question is chosen. The words for a figure are `ui.insight_words`'s. Where the page
is narrow a box holds the same rows in place of the list.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
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
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from console.domain.insight import Figure, Question, Section
from console.language import tr
from console.text.figures import NOTHING
from ui import announcing, insight_words, plain
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
FIGURE = Qt.ItemDataRole.UserRole
"""The headline: the section's first figure; None while it is not known."""
NO_INDEX = QModelIndex()
FLAG = QStyle.StateFlag
WIDTH = 32 * UNIT
GAP, PAD = 2, 6
"""Between the two lines of a row, and around both: all rows have room in a usual window."""


class QuestionsModel(QAbstractListModel):
    """All questions in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._questions = tuple(Question)
        self._figures: dict[Question, Figure] = {}
        self.zone = ""

    def show_section(self, section: Section, zone: str) -> None:
        """Show the headline of a question."""
        self.zone = zone
        figure = next(iter(section.figures), None)
        if figure is not None and figure != self._figures.get(section.question):
            self._figures[section.question] = figure
            index = self.index(self._questions.index(section.question))
            self.dataChanged.emit(index, index)

    def clear(self) -> None:
        """Know no headline any more."""
        if self._figures:
            self._figures = {}
            self.dataChanged.emit(self.index(0), self.index(len(self._questions) - 1))

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._questions)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._questions):
            return None
        question = self._questions[index.row()]
        figure = self._figures.get(question)
        if role == FIGURE:
            return figure
        if role == Qt.ItemDataRole.DisplayRole:
            return question.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{question.words} {_heard(figure, self.zone)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(f"{question.words} {_heard(figure, self.zone)}")
        return None


class QuestionDelegate(QStyledItemDelegate):
    """Draws a question, and below it what is known of it."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mirror = Mirror(QRect(), Qt.LayoutDirection.LeftToRight)
        """Of the row that is being drawn."""

    @property
    def height(self) -> int:
        """Return how high a row is, in whole units."""
        fonts = (self._theme.strong_font(), self._theme.small_font())
        lines = sum(QFontMetrics(font).height() for font in fonts)
        return -(-(lines + GAP + 2 * PAD) // HALF) * HALF

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.room_for(WIDTH), self.height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        words, figure = str(index.data()), index.data(FIGURE)
        theme, area, state = self._theme, option.rect, option.state
        painter.save()
        chosen = bool(state & FLAG.State_Selected)
        self._mirror = Mirror(area, option.direction)
        self._ground(painter, area, state)
        inner = area.adjusted(2 * UNIT, PAD, -UNIT, -PAD)
        font = theme.strong_font() if chosen else theme.text_font()
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        place = inner.topLeft()
        self._write(painter, place, inner.right(), words)
        place += QPoint(0, QFontMetrics(theme.strong_font()).height() + GAP)
        painter.setFont(theme.small_font())
        self._headline(painter, place, inner.right(), figure, index)
        painter.restore()

    def _headline(
        self, painter: QPainter, place: QPoint, right: int, figure: object, index: Index
    ) -> None:
        """Write value and change side by side; a quiet dash where nothing is known.

        Where there is no change to tell, what the value is of stands in its place. A value from
        too few stays quiet: it is no answer to the question.
        """
        theme = self._theme
        if not isinstance(figure, Figure):
            painter.setPen(theme.colour("quiet"))
            self._write(painter, place, right, NOTHING)
            return
        zone = _zone(index)
        is_known = figure.value is not None and not insight_words.is_too_few(figure)
        painter.setPen(theme.colour("text" if is_known else "quiet"))
        used = self._write(painter, place, right, insight_words.value(figure, zone))
        said, token = headline(figure, zone)
        painter.setPen(theme.colour(token))
        self._write(painter, place + QPoint(used + UNIT, 0), right, said)

    def _write(self, painter: QPainter, place: QPoint, right: int, text: str) -> int:
        """Write a line from `place` on, as far as there is room; return how wide it is."""
        metrics = painter.fontMetrics()
        said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - place.x())
        area = QRect(place, QSize(right - place.x(), metrics.height()))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._mirror.boxed(painter, area, side, said)
        return metrics.horizontalAdvance(said)

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & FLAG.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(self._mirror.rect(bar), theme.colour("accent"))
        elif state & FLAG.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        if state & FLAG.State_Selected and state & FLAG.State_HasFocus:
            painter.setPen(theme.colour("accent_text"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))


class InsightQuestions(QObject):
    """The list and the box, of which one is shown.

    Signals:
        chosen(Question): a person wants to see this one.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = QuestionsModel(self)
        self._delegate = QuestionDelegate(theme, self)
        self.list = QListView()
        self.list.setObjectName("questions")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self._theme = theme
        self.list.setFixedWidth(theme.room_for(WIDTH))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.box = QComboBox()
        self._told = ""
        """The answer that was told last."""
        self.box.hide()
        for widget in (self.list, self.box):
            widget.setModel(self.model)
            widget.setItemDelegate(self._delegate)
            widget.setAccessibleName(tr("Questions"))
        self.list.setCurrentIndex(self.model.index(0))
        self.list.selectionModel().currentChanged.connect(self._take_list)
        self.box.currentIndexChanged.connect(self._go)
        theme.changed.connect(self._take_theme)

    @property
    def current(self) -> Question:
        """Return the question that is shown."""
        return tuple(Question)[self.list.currentIndex().row()]

    @property
    def front(self) -> QWidget:
        """Return which of both is shown."""
        return self.list if self.box.isHidden() else self.box

    def fold(self, *, folded: bool) -> None:
        """Show the box, or the list; the focus goes along."""
        held = self.front.hasFocus()
        self.box.setVisible(folded)
        self.list.setVisible(not folded)
        if held:
            self.front.setFocus()

    def tell_answer(self) -> None:
        """Tell those who listen the answer to the question that is shown, once it is another."""
        answer = str(self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
        if answer != self._told:
            self._told = answer
            announcing.say(self.front, answer)

    def step(self, by: int) -> None:
        """Choose the next question, or with -1 the one before."""
        self._go(self.list.currentIndex().row() + by)

    @Slot(int)
    def _go(self, row: int) -> None:
        index = self.model.index(row)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, flag)
            self.list.scrollTo(index)

    @Slot(QModelIndex)
    def _take_list(self, index: QModelIndex) -> None:
        self.box.setCurrentIndex(index.row())
        self.chosen.emit(self.current)

    @Slot()
    def _take_theme(self) -> None:
        self.list.setFixedWidth(self._theme.room_for(WIDTH))
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()


def headline(figure: Figure, zone: str) -> tuple[str, str]:
    """Return what stands beside the value of a headline, and the token of its colour."""
    if insight_words.is_too_few(figure):
        return figure.verdict.words, "quiet"
    change = insight_words.compared(figure, zone)
    if change is None:
        return plain.isolated(figure.title), "quiet"
    return change.text, change.token


def _zone(index: Index) -> str:
    model = index.model()
    return model.zone if isinstance(model, QuestionsModel) else ""


def _heard(figure: Figure | None, zone: str) -> str:
    """Return a headline as it is read out."""
    if figure is None:
        return tr("Not known yet.")
    if figure.value is None and insight_words.is_too_few(figure):
        # Translators: {verdict} is `too few to say`.
        return tr("{title}: {verdict}. {note}").format(
            title=figure.title, verdict=figure.verdict.words, note=figure.note
        )
    if figure.value is None:
        return tr("{title}: no value. {note}").format(title=figure.title, note=figure.note).strip()
    said = f"{figure.title}: {insight_words.value(figure, zone)}"
    if insight_words.is_too_few(figure):
        return f"{said}, {figure.verdict.words}"
    change = insight_words.compared(figure, zone)
    if change is None:
        return said
    return f"{said}, {', '.join(filter(None, (change.words, change.verdict)))}"
