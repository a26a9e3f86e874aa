"""What must be true of everything that is on the screen, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFileDialog,
    QGroupBox,
    QLabel,
    QListView,
    QMessageBox,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

MARKED = ("<img", "<a href", "<table", "<style", "<link", "<body", "<iframe", "<svg", "<object")
"""What is never ours in a text that is drawn as markup, unless escaped."""
RICH = re.compile(r"[^<\n]*<[!/?]?[A-Za-z][^>]*>")
"""What Qt draws as markup where nobody says that it is none; `Qt.mightBeRichText` is not bound."""
STEERS = re.compile("[\\0-\\x08\\x0e-\\x1b\\x1f\\x7f\\u202d\\u202e]")
"""What steers or overrides wherever it stands (C0 but for what ends a line; Unicode UAX #9)."""
TURNS = re.compile("[\\u202a-\\u202c]")
"""What turns a line around it: only a message, which is a paragraph of its own, may hold it."""
ISOLATES, POP = "\u2066\u2067\u2068", "\u2069"
WHOLE_TEXTS = ("TimelineView", "PartsView")
MOST_ROWS = 200
"""Of so many rows of a list the words are looked at."""
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
    whole = type(widget).__name__ in WHOLE_TEXTS
    for what, text in words(widget):
        yield from (f"its {what}: {fault}" for fault in turns(text, whole=whole))
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


def turns(text: str, *, whole: bool = False) -> Iterator[str]:
    """Yield what of a text turns or steers the line around it: signs, an isolate left open.

    `whole`: it is the text of a message, of which honest signs of direction stay.
    """
    if signs := sorted({*STEERS.findall(text), *([] if whole else TURNS.findall(text))}):
        yield f"{', '.join(f'U+{ord(sign):04X}' for sign in signs)} in {text[:80]!r}"
    if whole:
        return
    for line in re.split("[\n\u2029]", text):  # an isolate ends with its paragraph
        depth = 0
        for sign in line:
            depth += (sign in ISOLATES) - (sign == POP)
            if depth < 0:
                break
        if depth:
            yield f"an isolate without its other end in {line[:80]!r}"
            return


def words(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield what a widget says of one line or few, and where."""
    yield "tip", widget.toolTip()
    yield "spoken name", widget.accessibleName()
    yield "spoken words", widget.accessibleDescription()
    if widget.isWindow():
        yield "title", widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "words", widget.text()
    if isinstance(widget, QGroupBox):
        yield "title", widget.title()
    if isinstance(widget, QMessageBox):
        yield "question", widget.text()
        yield "question", widget.informativeText()
    for action in widget.actions():
        yield "action", action.text()
        yield "action's tip", action.toolTip()
    if isinstance(widget, QAbstractItemView) and not isinstance(widget.window(), QFileDialog):
        yield from _words_of_rows(widget)


def _words_of_rows(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    # A list's own count of columns cannot be asked for.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column)
            for what, role in SPOKEN_ROLES:
                said = model.data(index, role)
                if isinstance(said, str):
                    yield f"row {what}", said


SPOKEN_ROLES = (
    ("words", Qt.ItemDataRole.DisplayRole),
    ("tip", Qt.ItemDataRole.ToolTipRole),
    ("spoken words", Qt.ItemDataRole.AccessibleTextRole),
    ("spoken description", Qt.ItemDataRole.AccessibleDescriptionRole),
)


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
