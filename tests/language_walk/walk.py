"""What a window says at one moment, and which of its words have no room."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from tests.render_trial import looks
from ui.steady_label import SteadyLabel

SLACK_PX = 1
"""Rounding of advances to pixels."""


def windows() -> list[QWidget]:
    """Return the windows that are shown."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def said(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that the window says to eye and ear."""
    for widget in [window, *window.findChildren(QWidget)]:
        menu = isinstance(widget, QMenu)
        if not widget.isVisible() and not menu:
            continue
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        for what, text in looks.words(widget):
            yield f"{where}, {what}", text
        for what, text in _more(widget):
            yield f"{where}, {what}", text


def _more(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QComboBox):
        for place in range(widget.count()):
            yield "choice", widget.itemText(place)
    if isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield "tab", widget.tabText(place)
    if isinstance(widget, QHeaderView) and widget.model() is not None:
        model = widget.model()
        for place in range(widget.count()):
            head = model.headerData(place, widget.orientation())
            if isinstance(head, str):
                yield "head", head
    if isinstance(widget, QMenu):
        yield "title", widget.title()
        for action in widget.actions():
            yield "act", action.text()
            yield "act's tip", action.statusTip()


def cut(window: QWidget) -> Iterator[str]:
    """Yield what has not the room for its words."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        if isinstance(widget, QLabel):
            yield from (f"{where}: {one}" for one in _cut_label(widget))
        elif isinstance(widget, QAbstractButton) and widget.text():
            wanted = _wanted(widget)
            if widget.width() + SLACK_PX < wanted:
                yield f"{where}: {widget.text()!r} needs {wanted}, has {widget.width()}"
        elif isinstance(widget, QLineEdit) and not widget.text():
            room = widget.contentsRect().width()
            advance = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            if advance > room + SLACK_PX and not _is_elided(widget):
                yield f"{where}: placeholder {widget.placeholderText()!r}: {advance} in {room}"
        elif isinstance(widget, QComboBox) and widget.currentText():
            if widget.width() + SLACK_PX < widget.minimumSizeHint().width():
                yield f"{where}: choice {widget.currentText()!r}"
        elif isinstance(widget, QMenuBar):
            last = [one for one in widget.actions() if one.isVisible()][-1]
            if widget.actionGeometry(last).right() > widget.width():
                yield f"{where}: the menu bar is too long"


def has_pages(window: QWidget) -> bool:
    """Return whether a window has pages, of which one is shown."""
    return isinstance(getattr(window, "sections", None), QListWidget)


def pages(window: QWidget) -> Iterator[None]:
    """Turn to each page of a window that has some."""
    sections = getattr(window, "sections", None)
    if isinstance(sections, QListWidget):
        for row in range(sections.count()):
            sections.setCurrentRow(row)
            yield


def beyond(window: QWidget) -> Iterator[str]:
    """Yield what is larger than the screen that a window is on."""
    room = window.screen().availableSize()
    if window.width() > room.width() or window.height() > room.height():
        size = f"{window.width()} x {window.height()}"
        yield f"{type(window).__name__}: {size} of {room.width()} x {room.height()}"


def _wanted(button: QAbstractButton) -> int:
    """Return the width that a button needs; one of a fixed width needs that of its words."""
    most = button.sizeHint().boundedTo(button.maximumSize()).width()
    if isinstance(button, QToolButton) and (
        button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        and not button.icon().isNull()
    ):
        return most
    font = QFont(button.font())
    if button.objectName().startswith("segment") and button.isChecked():
        font.setBold(True)  # as the style sheet draws it
    words = QFontMetrics(font).size(Qt.TextFlag.TextShowMnemonic, button.text())
    return max(most, words.width())


def _is_elided(widget: QWidget) -> bool:
    """Return whether a widget is meant to shorten what it shows, and tells the rest in a tip."""
    return bool(widget.toolTip())


def _cut_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or type(label).__name__ == "ElidedLabel" or not label.pixmap().isNull():
        return
    room = label.contentsRect()
    if label.wordWrap():
        height = label.heightForWidth(label.width())
        if height > label.height() + SLACK_PX:
            yield f"{text!r} needs {height} of height, has {label.height()}"
        return
    wanted = label.sizeHint().width()
    if isinstance(label, SteadyLabel):  # it asks for more than its words are wide
        wanted = label.fontMetrics().horizontalAdvance(text)
    if wanted > label.width() + SLACK_PX and not _is_elided(label):
        yield f"{text!r} needs {wanted}, has {room.width()}"


def shortened_lists(window: QWidget) -> Iterator[str]:
    """Yield the entries of fixed lists (sections, choices) that are wider than their list."""
    for listed in window.findChildren(QListWidget):
        if listed.isVisible() and listed.sizeHintForColumn(0) > listed.viewport().width():
            yield f"{listed.accessibleName()}: {listed.sizeHintForColumn(0)} px"


def clashes(window: QWidget) -> Iterator[str]:
    """Yield the keys of a window (`&Desk`: Alt+D) that two of its words or acts share."""
    owners: dict[str, list[str]] = {}
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget, QMenu):
            yield from _shared(
                _letters([one.text() for one in widget.actions()]), f"menu {widget.title()!r}"
            )
            continue
        if widget.window() is not window:
            continue  # a dialog has keys of its own
        texts = []
        if isinstance(widget, QMenuBar):
            texts = [one.text() for one in widget.actions() if one.isVisible()]
        elif widget.isVisible() and isinstance(widget, QAbstractButton | QLabel):
            plain = isinstance(widget, QLabel) and widget.buddy() is None
            texts = [] if plain else [widget.text()]
        for letter, names in _letters(texts).items():
            owners.setdefault(letter, []).extend(names)
        for act in widget.actions():
            for key in act.shortcuts():
                letter = key.toString().removeprefix("Alt+")
                if len(letter) == 1 and key.toString() != letter and act.text():
                    known = owners.setdefault(letter, [])
                    known += [act.text()] if act.text() not in known else []
    yield from _shared(owners, "window")


def _letters(texts: list[str]) -> dict[str, list[str]]:
    """Return the texts that have a key, by its letter."""
    owners: dict[str, list[str]] = {}
    for text in texts:
        at = text.replace("&&", "__").find("&")
        if 0 <= at < len(text) - 1:
            owners.setdefault(text[at + 1].upper(), []).append(text)
    return owners


def _shared(owners: dict[str, list[str]], where: str) -> Iterator[str]:
    for letter, names in owners.items():
        if len(names) > 1:
            yield f"{where}: Alt+{letter} is of {', '.join(map(repr, names))}"
