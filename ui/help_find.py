"""The line with which a word is looked for within the open page of the help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.language import plural, tr
from ui import announcing, plain
from ui.find_field import find_field
from ui.help_browser import HelpBrowser
from ui.list_finder import ENTER
from ui.override import override
from ui.theme import UNIT, Theme

WIDTH = 30 * UNIT


class HelpFind(QWidget):
    """Hidden till it is wanted; Enter goes on, Shift+Enter back.

    Signals:
        closed: the page may have the keys again.
    """

    closed = Signal()

    def __init__(self, browser: HelpBrowser, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._browser = browser
        self.field = find_field(tr("Find in this page"))
        self.field.setFixedWidth(WIDTH)
        self.field.textChanged.connect(self._mark)
        self.field.installEventFilter(self)
        self.count = plain.label("", "quiet", theme.small_font())
        self._later = announcing.AfterPause(self.count)
        self.back_button = QPushButton(tr("Previous"))
        self.next_button = QPushButton(tr("Next"))
        self.close_button = QPushButton(tr("Close"))
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.close_button.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.setSpacing(UNIT)
        for part in (self.field, self.back_button, self.next_button, self.count):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.close_button)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in ENTER:
            self._go(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def begin(self) -> None:
        """Show the line, and let a word be typed."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self._mark()

    @Slot()
    def leave(self) -> None:
        """Hide the line and its marks."""
        self.hide()
        self._browser.mark(())
        self.closed.emit()

    @Slot()
    def go_on(self) -> None:
        """Go to the next place."""
        self._go(back=False)

    @Slot()
    def go_back(self) -> None:
        """Go to the place before."""
        self._go(back=True)

    def mark_again(self) -> None:
        """Mark the word in the page that is shown now."""
        if self.isVisible():
            self._mark()

    @Slot()
    def _mark(self) -> None:
        word = self.field.text().strip()
        found = self._browser.mark((word,) if word else ())
        self.count.setText(plural(found, "{count} place", "{count} places") if word else "")
        self._later.say(self.count.text())
        for button in (self.back_button, self.next_button):
            button.setEnabled(found > 0)

    def _go(self, *, back: bool) -> None:
        word = self.field.text().strip()
        if word and self._browser.go_to_word(word, back=back):
            announcing.say(self.field, self._browser.textCursor().block().text())
