"""Shows a page of the help: our own Markdown, drawn in the theme's colours.

Loads nothing: no picture, no style, no address. What a link asks for is told by a signal,
never followed here. What is copied is plain text.

Framework knowledge: Qt reads Markdown as GitHub's dialect, leaves HTML in it as text where
it is told so, gives headings a size relative to the font of the document and tables no
room around their words. A document asks `loadResource` for whatever it refers to.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from console.text.hidden_signs import copied
from ui import help_links
from ui.override import override
from ui.theme import HALF, UNIT, Theme

COLUMN = 88 * UNIT
"""Width of a line at most: longer ones are hard to follow."""
MARGIN = 3 * UNIT
LINE_HEIGHT = 130.0
"""Per cent of the font's own."""
SMALLEST, LARGEST, STEP = 70, 250, 10
"""Sizes of the text, in per cent of the window's."""


class HelpBrowser(QTextBrowser):
    """One page at a time.

    Signals:
        link_wanted(str): a link was clicked, or chosen by key.
        link_reached(Link): Tab came to a link.
    """

    link_wanted = Signal(str)
    link_reached = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._markdown = ""
        self.percent = 100
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setObjectName("page")
        self.anchorClicked.connect(self._ask)

    @override
    def loadResource(self, type: int, name: QUrl | str) -> None:
        """Load nothing, whatever is asked for."""

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(copied(self.textCursor().selection().toPlainText()))
        return data

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Go to the next link, or the one before; else on from the page."""
        went = super().focusNextPrevChild(next)
        if went and self.hasFocus() and (link := help_links.chosen(self.textCursor())):
            self.link_reached.emit(link)
        return went

    def show_markdown(self, markdown: str) -> None:
        """Show a page from its beginning."""
        self._markdown = markdown
        self._draw()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_again(self) -> None:
        """Draw the page in the theme that holds now; it stays where it was."""
        place = self.verticalScrollBar().value()
        self._draw()
        self.verticalScrollBar().setValue(place)

    def step_size(self, by: int) -> None:
        """Make the text larger (1), smaller (-1), or of the window's size (0)."""
        wanted = self.percent + by * STEP if by else 100
        self.percent = min(max(wanted, SMALLEST), LARGEST)
        self.show_again()

    def go_to_section(self, place: int) -> None:
        """Show the heading of this place, 0 being the title."""
        block, seen = self.document().begin(), -1
        while block.isValid():
            seen += 1 if block.blockFormat().headingLevel() else 0
            if seen == place:
                break
            block = block.next()
        if block.isValid():
            layout = self.document().documentLayout()
            top = layout.blockBoundingRect(block).top() if place else 0.0
            self.verticalScrollBar().setValue(max(0, int(top) - UNIT))
            self.setTextCursor(QTextCursor(block))

    def mark(self, words: tuple[str, ...]) -> int:
        """Mark these words wherever they stand; return how often they do."""
        found = []
        for word in words:
            cursor = self.document().find(word)
            while not cursor.isNull():
                one = QTextEdit.ExtraSelection()
                one.cursor = cursor
                one.format = self._marked()
                found.append(one)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(found)
        return len(found)

    def go_to_word(self, word: str, *, back: bool = False) -> bool:
        """Choose the next place of a word, or the one before; begin anew at the end."""
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if self.find(word, flags):
            return True
        before = self.textCursor()
        end = QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start
        self.moveCursor(end)
        if self.find(word, flags):
            return True
        self.setTextCursor(before)
        return False

    @Slot(QUrl)
    def _ask(self, url: QUrl) -> None:
        self.link_wanted.emit(url.toString())

    def _marked(self) -> QTextCharFormat:
        marked = QTextCharFormat()
        marked.setBackground(self._theme.colour("accent"))
        marked.setForeground(self._theme.colour("on_accent"))
        return marked

    def _draw(self) -> None:
        features = QTextDocument.MarkdownFeature
        font = QFont(self._theme.text_font())
        font.setPointSizeF(font.pointSizeF() * self.percent / 100)
        document = self.document()
        document.setDefaultFont(font)
        document.setIndentWidth(3 * UNIT)
        self.setFont(font)
        document.setMarkdown(
            self._markdown, features.MarkdownDialectGitHub | features.MarkdownNoHTML
        )
        self.setAccessibleDescription(help_links.counted(document))
        self._fit()
        _Dress(document, self._theme, font).put_on()

    def _fit(self) -> None:
        """Keep lines as short as they can be followed: what is left over stays at the end."""
        spare = self.viewport().width() - COLUMN
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        form.setLeftMargin(MARGIN)
        form.setRightMargin(max(MARGIN, spare))
        form.setTopMargin(MARGIN)
        form.setBottomMargin(MARGIN)
        frame.setFrameFormat(form)


class _Dress:
    """Gives a document that was read from Markdown its room and its colours."""

    def __init__(self, document: QTextDocument, theme: Theme, font: QFont) -> None:
        self._document, self._theme, self._font = document, theme, font
        self._fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()

    def put_on(self) -> None:
        """Go through all blocks and tables, as one change: each would be laid out by itself."""
        whole = QTextCursor(self._document)
        whole.beginEditBlock()
        self._dress_blocks()
        for frame in self._document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)
        whole.endEditBlock()

    def _dress_blocks(self) -> None:
        block = self._document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            cursor.mergeBlockFormat(self._form(block.blockFormat(), cursor))
            fragments = block.begin()
            spans = []
            while not fragments.atEnd():
                one = fragments.fragment()
                if one.charFormat().fontFixedPitch():
                    spans.append((one.position(), one.length()))
                fragments += 1
            for begin, length in spans:
                self._dress_code(begin, length)
            block = block.next()

    def _form(self, old: QTextBlockFormat, cursor: QTextCursor) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if old.hasProperty(QTextFormat.Property.BlockCodeFence):
            form.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        level = old.headingLevel()
        if level:
            form.setTopMargin(0 if level == 1 else 3 * UNIT)
            form.setBottomMargin(UNIT if level > 1 else 2 * UNIT)
        elif cursor.currentTable() is not None:
            form.setTopMargin(0)
            form.setBottomMargin(0)
        elif cursor.currentList() is not None:
            form.setTopMargin(0)
            form.setBottomMargin(HALF)
        else:
            is_code = old.hasProperty(QTextFormat.Property.BlockCodeFence)
            form.setTopMargin(0 if is_code else UNIT)
            form.setBottomMargin(0 if is_code else UNIT + HALF)
            if is_code:
                form.setBackground(self._theme.colour("hover"))
        return form

    def _dress_code(self, begin: int, length: int) -> None:
        cursor = QTextCursor(self._document)
        cursor.setPosition(begin)
        cursor.setPosition(begin + length, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setFontFamilies(self._fixed)
        form.setBackground(QColor(self._theme.colour("hover")))
        form.setFontPointSize(self._font.pointSizeF() * 0.95)
        cursor.mergeCharFormat(form)

    def _dress_table(self, table: QTextTable) -> None:
        form = table.format()
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(self._theme.colour("hairline"))
        form.setBorderCollapse(True)
        form.setCellPadding(UNIT)
        form.setCellSpacing(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setTopMargin(UNIT)
        form.setBottomMargin(2 * UNIT)
        table.setFormat(form)
        for column in range(table.columns()):
            head = table.cellAt(0, column).firstCursorPosition()
            head.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            strong = QTextCharFormat()
            strong.setFontWeight(QFont.Weight.DemiBold)
            strong.setForeground(self._theme.colour("quiet"))
            head.mergeCharFormat(strong)
