"""What the window says where there is no account and no case yet: six ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.language import tr
from ui import plain
from ui.icons import Icons
from ui.override import override
from ui.scrolled import Scrolled
from ui.theme import UNIT, Theme
from ui.two_line_button import TwoLineButton

WIDTH = 520
"""At the usual size of texts; larger ones take more, as far as the window has it."""
MARK = 56
LINE = tr("Calls and mentions of a customer as one case. No server in between.")

CONNECT = (
    tr("Connect an account on X"),
    tr("With an app's keys, or without: then you post by hand."),
)
DEMO = (
    tr("Look around in the demo"),
    tr("A small shop that does not exist; nothing leaves this machine."),
)
CALL = (tr("Note a call"), tr("A case can begin on the phone, without any account."))
CAPTURE = (tr("Capture a post by hand"), tr("Paste its link and its text. It needs no keys."))
BRING = (
    tr("Bring an archive or an export"),
    tr("X's archive of your account, or what this desk wrote."),
)
HELP = (
    tr("Read the first steps"),
    tr("What to set up, and how the window is made. It is here offline."),
)


class WelcomeView(QWidget):
    """The first start.

    Signals:
        connect_wanted, demo_wanted, call_wanted, capture_wanted, import_wanted, help_wanted:
            a way that was chosen.
        painted: it was just painted.
    """

    connect_wanted = Signal()
    demo_wanted = Signal()
    call_wanted = Signal()
    capture_wanted = Signal()
    import_wanted = Signal()
    help_wanted = Signal()
    painted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        mark = plain.label()
        ratio = self.devicePixelRatioF()
        mark.setPixmap(Icons(theme).pixmap("canary-desk", "text", MARK, ratio))
        title = plain.label(tr("Welcome to Canary Desk"), "title")
        line = plain.label(LINE, "quiet")
        for label in (title, line):
            label.setWordWrap(True)
        inner = QVBoxLayout()
        inner.setSpacing(UNIT)
        inner.addWidget(mark)
        inner.addSpacing(UNIT)
        inner.addWidget(title)
        inner.addWidget(line)
        inner.addSpacing(UNIT)
        self.ways = tuple(
            self._way(theme, inner, *way)
            for way in (
                ("link", CONNECT, self.connect_wanted),
                ("all", DEMO, self.demo_wanted),
                ("phone", CALL, self.call_wanted),
                ("pencil", CAPTURE, self.capture_wanted),
                ("inbox", BRING, self.import_wanted),
                ("letter", HELP, self.help_wanted),
            )
        )
        self._theme, self._frame = theme, QWidget()
        self._frame.setLayout(inner)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._frame, 100)
        row.addStretch(1)
        page = QWidget()
        middle = QVBoxLayout(page)
        middle.addStretch(2)
        middle.addLayout(row)
        middle.addStretch(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scrolled(page))
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    @Slot()
    def _take_theme(self) -> None:
        self._frame.setMaximumWidth(self._theme.room_for(WIDTH))

    def _way(
        self,
        theme: Theme,
        inner: QVBoxLayout,
        icon: str,
        words: tuple[str, str],
        chosen: SignalInstance,
    ) -> TwoLineButton:
        button = TwoLineButton(theme, *words, icon=icon, strong=True)
        button.clicked.connect(chosen)
        inner.addWidget(button)
        return button
