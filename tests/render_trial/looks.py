"""What must be true of everything that is on the screen, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFileDialog,
    QGroupBox,
    QLabel,
    QListView,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

MARKED = ("<img", "<a href", "<table", "<style", "<link", "<body", "<iframe", "<svg", "<object")
"""What is never ours in a text that is drawn as markup, unless escaped."""
RICH = re.compile(r"[^<\n]*<[!/?]?[A-Za-z][^>]*>")
"""What Qt draws as markup where nobody says that it is none; `Qt.mightBeRichText` is not bound."""
TALLEST_ROW_PX = 200
TALLEST_MESSAGE_PX = 20_000
"""A row of the timeline shows its whole text, but for what is folded."""


def faults(window: QWidget) -> Iterator[str]:
    """Yield what is wrong with a window as it stands."""
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        where = f"{type(widget).__name__} {widget.objectName()}"
        yield from (f"{where}: {fault}" for fault in _of(widget))


def _of(widget: QWidget) -> Iterator[str]:
    for what, text in (("tip", widget.toolTip()), ("help", widget.whatsThis())):
        if RICH.match(text) and _is_foreign(text):
            yield f"its {what} is markup: {text[:80]!r}"
    if isinstance(widget, QLabel):
        plain = widget.textFormat() is Qt.TextFormat.PlainText
        if not plain and RICH.match(widget.text()) and _is_foreign(widget.text()):
            yield f"markup: {widget.text()[:80]!r}"
    if isinstance(widget, QTextEdit | QTextBrowser) and _has_pictures(widget):
        yield "a picture stands in a text"
    if isinstance(widget, QListView):
        yield from _of_rows(widget)
    parent = widget.parent()
    if widget.isWindow() and isinstance(parent, QWidget):
        room = parent.window().size()
        if widget.width() > max(room.width(), 900) or widget.height() > max(room.height(), 600):
            yield f"wider than its window: {widget.width()} x {widget.height()}"
    if isinstance(widget, QGroupBox) and len(widget.title()) > 1000:
        yield "endless title"


def _of_rows(listed: QListView) -> Iterator[str]:
    model = listed.model()
    if not listed.isVisible() or isinstance(listed.window(), QFileDialog):
        return  # the latter is Qt's own, of folders as they are called
    if _sideways(listed) and listed.flow() is QListView.Flow.TopToBottom:
        yield f"scrolls sideways by {listed.horizontalScrollBar().maximum()} px"
    is_timeline = listed.objectName() == "timeline" or "Timeline" in type(listed).__name__
    most = TALLEST_MESSAGE_PX if is_timeline else TALLEST_ROW_PX
    for row in range(min(model.rowCount(), 2000)):
        height = listed.visualRect(model.index(row, 0)).height()
        if height > most:
            yield f"row {row} is {height} px high"


def _sideways(area: QAbstractScrollArea) -> bool:
    return area.horizontalScrollBar().maximum() > 0


def _is_foreign(text: str) -> bool:
    return any(mark in text.lower() for mark in MARKED)


def _has_pictures(editor: QTextEdit) -> bool:
    return "\ufffc" in editor.document().toRawText()  # what Qt puts in place of one


def dialogs() -> list[QWidget]:
    """Return the other windows that are open, the last opened last."""
    return [
        each
        for each in QApplication.topLevelWidgets()
        if each.isVisible() and each.windowType() is not Qt.WindowType.ToolTip
    ]
