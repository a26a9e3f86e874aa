"""Fields and labels of which a person copies: the clipboard gets plain, harmless text alone.

Framework knowledge: what Qt copies of a text field, or of a label that can be marked, is HTML,
Markdown and ODT beside the text, with every sign that turns or hides something in it. A field
asks `createMimeDataFromSelection`; a label asks nobody, so its key and its menu are caught.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit

from console.language import tr
from console.text.hidden_signs import copied
from ui.override import override

_ISOLATES = re.compile("[\u2066-\u2069]")


class PlainEdit(QPlainTextEdit):
    """A field of plain text; use it in place of Qt's own."""

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(_harmless(self.textCursor().selectedText()))
        return data


def let_select(label: QLabel) -> None:
    """Let a person mark the text of a label with the mouse, and copy it by key or menu."""
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.installEventFilter(_Copying(label))


class _Copying(QObject):
    """Copies what is marked in one label, in place of Qt."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label)
        self._label = label

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if not event.matches(QKeySequence.StandardKey.Copy):
                return False
            self._copy()
            event.accept()
            return True
        if isinstance(event, QContextMenuEvent):
            self._open_menu(event)
            return True
        return False

    def _open_menu(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self._label)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(tr("Copy"), self._copy)
        copy.setEnabled(self._label.hasSelectedText())
        menu.addAction(tr("Select all"), self._select)
        menu.popup(event.globalPos())
        event.accept()

    @Slot()
    def _copy(self) -> None:
        if self._label.hasSelectedText():
            said = self._label.selectedText()
            QGuiApplication.clipboard().setText(without_isolates(_harmless(said)))

    @Slot()
    def _select(self) -> None:
        self._label.setSelection(0, len(self._label.text().encode("utf-16-le")) // 2)


def without_isolates(text: str) -> str:
    """Return what the window says for the clipboard: without the signs that hold its lines.

    They were put around names and numbers by `ui.plain` and `console.language`.
    """
    return copied(_ISOLATES.sub("", text))


def _harmless(selected: str) -> str:
    return copied(selected.replace("\u2029", "\n").replace("\u2028", "\n"))
