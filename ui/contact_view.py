"""The contact beside the case: who writes, by what we know them, and their other cases.

Shows what the case view holds; reads nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.cases import CaseRow, CaseView
from console.domain.contacts import Contact, Handle, Phone
from ui import plain, words
from ui.elided_label import ElidedLabel
from ui.icons import Icons
from ui.override import override
from ui.theme import HALF, UNIT, Theme
from ui.two_line_button import TwoLineButton

AVATAR = 40
ICON = 16
NETWORKS = {"x": "X", "memory": "the demo's network"}
"""What a network is called on the screen."""


class ContactView(QWidget):
    """Name, handles, numbers and other cases of the open case's contact.

    Signals:
        fold_wanted: the person wants the pane away.
        case_wanted(CaseRow): open this other case.
        note_wanted: note a call with this contact.
        address_wanted(str): open this page in the browser.
    """

    fold_wanted = Signal()
    case_wanted = Signal(object)
    note_wanted = Signal()
    address_wanted = Signal(str)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme, self._icons, self._now = theme, Icons(theme), now
        self._shown: CaseView | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Contact")
        self.fold = QToolButton()
        self.fold.setObjectName("flat")
        self.fold.setIconSize(QSize(ICON, ICON))
        self.fold.setToolTip("Fold the contact away (I)")
        self.fold.setAccessibleName("Fold the contact away")
        self.fold.clicked.connect(self.fold_wanted)
        title = plain.label("Contact", "quiet", theme.small_font())
        top = QHBoxLayout()
        top.setContentsMargins(2 * UNIT, UNIT, UNIT, 0)
        top.addWidget(title, 1)
        top.addWidget(self.fold)
        self.pane = QScrollArea()
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        self.pane.setWidgetResizable(True)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setAccessibleName("Contact")
        self.pane.setObjectName("pane")
        self.pane.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.pane, 1)
        theme.changed.connect(self._repaint)
        self._paint_fold()
        self.show_case(None)

    def show_case(self, case: CaseView | None) -> None:
        """Show the contact of a case, None for none."""
        before, self._shown = self._shown, case
        if case is not None and before is not None and _said(case) == _said(before):
            return
        page = QWidget()
        page.setObjectName("panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * UNIT - 2, HALF, 2 * UNIT - 2, 2 * UNIT)
        column.setSpacing(HALF)
        if case is None:
            self._add_text(column, "Open a case to see who writes.", "quiet")
        else:
            self._fill(column, case)
        column.addStretch()
        self.pane.setWidget(page)

    def _fill(self, column: QVBoxLayout, case: CaseView) -> None:
        self._add_name(column, case.contact)
        self._add_section(column, "Handles")
        for handle in case.contact.handles:
            self._add_handle(column, handle)
        if not case.contact.handles:
            self._add_text(column, "None known. Wrote or called off the network.", "quiet")
        self._add_section(column, "Phone numbers")
        for phone in case.contact.phones:
            self._add_phone(column, phone)
        if not case.contact.phones:
            self._add_text(column, "None known. A call note can bring one.", "quiet")
        note = QPushButton("Note a call")
        note.setObjectName("inlineButton")
        note.clicked.connect(self.note_wanted)
        column.addWidget(note, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_section(column, "Other cases")
        for row in case.others:
            column.addWidget(self._other(row))
        if not case.others:
            self._add_text(column, "No other cases.", "quiet")

    def _add_name(self, column: QVBoxLayout, contact: Contact) -> None:
        name = contact.name or (contact.handles[0].handle if contact.handles else "")
        row = QHBoxLayout()
        row.setSpacing(UNIT + HALF)
        seed = contact.handles[0].handle if contact.handles else contact.name
        row.addWidget(_Avatar(self._theme, words.initials(name), seed or "?"))
        label = plain.label(plain.isolated(name) or "Unknown", "", self._theme.strong_font())
        label.setWordWrap(True)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        label.setAlignment(left | Qt.AlignmentFlag.AlignVCenter)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(label, 1)
        column.addLayout(row)

    def _add_section(self, column: QVBoxLayout, title: str) -> None:
        column.addSpacing(UNIT + HALF)
        column.addWidget(plain.label(title, "quiet", self._theme.small_font()))

    def _add_handle(self, column: QVBoxLayout, handle: Handle) -> None:
        text = f"@{handle.handle}" if handle.handle else "handle not known yet"
        page = f"https://x.com/{handle.handle}" if handle.network == "x" and handle.handle else ""
        acts = [("copy", f"Copy {text}", lambda: _copy(text))]
        if page:
            acts.append(("external", f"Open {text} on X", lambda: self.address_wanted.emit(page)))
        self._add_line(column, text, acts)
        facts = [NETWORKS.get(handle.network, handle.network)]
        if handle.followers is not None:
            facts.append(words.several(handle.followers, "follower"))
        self._add_text(column, "  ·  ".join(facts), "quiet")

    def _add_phone(self, column: QVBoxLayout, phone: Phone) -> None:
        self._add_line(
            column,
            plain.isolated(phone.number),
            [("copy", f"Copy {phone.number}", lambda: _copy(phone.number))],
        )
        basis = f"{phone.basis}, {words.date(phone.linked_at)}"
        self._add_text(column, basis, "quiet")

    def _add_line(
        self, column: QVBoxLayout, text: str, acts: list[tuple[str, str, Callable[[], None]]]
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(ElidedLabel(text, "", self._theme.text_font()), 1)
        for icon, said, act in acts:
            button = QToolButton()
            button.setObjectName("flat")
            button.setIcon(self._icons.icon(icon, "quiet"))
            button.setIconSize(QSize(ICON, ICON))
            button.setAccessibleName(said)
            plain.set_tip(button, said)
            button.clicked.connect(act)
            row.addWidget(button)
        column.addLayout(row)

    def _add_text(self, column: QVBoxLayout, text: str, name: str) -> QLabel:
        label = plain.label(text, name, self._theme.small_font())
        label.setWordWrap(True)
        column.addWidget(label)
        return label

    def _other(self, row: CaseRow) -> TwoLineButton:
        """Return a button that opens another case: its state and age over its beginning."""
        now = self._now()
        button = TwoLineButton(
            self._theme,
            f"{words.STATES[row.state].capitalize()}  ·  {words.age(row.last_at, now)}",
            plain.isolated(row.snippet),
        )
        button.clicked.connect(lambda: self.case_wanted.emit(row))
        return button

    @Slot()
    def _repaint(self) -> None:
        self._paint_fold()
        shown, self._shown = self._shown, None
        self.show_case(shown)

    def _paint_fold(self) -> None:
        self.fold.setIcon(self._icons.icon("panel-right", "quiet"))


def _said(case: CaseView) -> tuple[object, ...]:
    """Return what is shown of a case."""
    return (case.contact, case.others)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


class _Avatar(QWidget):
    """A disc with initials, for nothing remote is loaded by itself."""

    def __init__(self, theme: Theme, letters: str, seed: str) -> None:
        super().__init__()
        self._letters, self._font = letters, QFont(theme.strong_font())
        self._ground, self._ink = theme.initials(seed)
        self.setFixedSize(AVATAR, AVATAR)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        painter.drawEllipse(self.rect())
        painter.setPen(self._ink)
        painter.setFont(self._font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()
