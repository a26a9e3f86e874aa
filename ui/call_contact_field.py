"""Whose call it is: found while one types a name, a handle or a number.

The hits stand below the field, over what is there; arrow keys go through them, Enter takes
one, Esc puts them away. Who was never here before is simply named. Names are others' words:
drawn as plain text.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from console.domain.contacts import Contact, ContactHit
from console.domain.ids import ContactId
from console.language import numeral, tr
from ui import announcing, plain, words
from ui.override import override
from ui.plain import isolated
from ui.theme import HALF, UNIT, Theme

MOST = 5
HIT = Qt.ItemDataRole.UserRole


class ContactField(QWidget):
    """A name, or a contact that was chosen.

    Signals:
        changed: a person typed or chose.
        looked_for(str): what they typed; `show_hits` is the answer.
    """

    changed = Signal()
    looked_for = Signal(str)

    def __init__(self, now: Callable[[], datetime], theme: Theme) -> None:
        super().__init__()
        self._now = now
        self.contact_id: ContactId | None = None
        """Who was chosen; None where a name was typed."""
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Contact"))
        self.field.setPlaceholderText(tr("Name, handle or number"))
        self.field.installEventFilter(self)
        self._later = announcing.AfterPause(self.field)
        self.setFocusProxy(self.field)
        self.help = plain.label("", "quiet", theme.small_font())
        self.help.setWordWrap(True)
        self.hits = QListWidget(self)
        self.hits.setFrameShape(QFrame.Shape.Box)
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hits.setAccessibleName(tr("Contacts found"))
        self._theme = theme
        self._take_theme()
        theme.changed.connect(self._take_theme)
        self.hits.hide()
        self.hits.clicked.connect(self._click)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.field)
        column.addWidget(self.help)
        self.field.textEdited.connect(self._typed)
        self._say("")

    @Slot()
    def _take_theme(self) -> None:
        self.hits.setStyleSheet(_edge(self._theme))

    @property
    def text(self) -> str:
        """Return the name as it stands in the field."""
        return self.field.text()

    def show_contact(self, name: str, contact_id: ContactId | None) -> None:
        """Show a name, or the contact of that name."""
        self.field.setText(name)
        self.contact_id = contact_id

    def show_hits(self, hits: tuple[ContactHit, ...]) -> None:
        """Show who was found; nobody puts the list away."""
        self.hits.clear()
        for hit in hits[:MOST]:
            item = QListWidgetItem(_line(hit, self._now()))
            item.setData(HIT, hit)
            self.hits.addItem(item)
        found = bool(hits) and self.field.hasFocus() and self.contact_id is None
        if found:
            self._place()
        self.hits.setVisible(found)
        new = self.text.strip() and not hits and self.contact_id is None
        self._say(tr("Not known yet: a new contact of this name.") if new else "")
        count = tr("{count} found").format(count=numeral(self.hits.count()))
        self._later.say(count if found else self.help.text())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hits.hide()
        elif isinstance(event, QKeyEvent) and self.hits.isVisible():
            keyed = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
            if keyed and self._is_ours(event.key()):
                if event.type() == QEvent.Type.KeyPress:
                    self._press(event.key())
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _is_ours(self, key: int) -> bool:
        chosen = self.hits.currentRow() >= 0
        takes = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and chosen
        return takes or key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape)

    def _press(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self.hits.hide()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = self.hits.currentRow()
            row = self.hits.count() - 1 if row < 0 and step < 0 else row + step
            self.hits.setCurrentRow(min(max(0, row), self.hits.count() - 1))
            self._later.say("")
            chosen = self.hits.currentItem().text().splitlines()
            announcing.say(self.field, plain.joined(chosen, ", "))
        else:
            self._take(self.hits.currentItem().data(HIT))
            if key == Qt.Key.Key_Tab:
                self.focusNextChild()

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        self._take(index.data(HIT))

    def _take(self, hit: ContactHit) -> None:
        self.show_contact(hit.contact.title, hit.contact.id)
        self.hits.hide()
        self._say(_standing(hit, self._now()))
        self.changed.emit()

    @Slot()
    def _typed(self) -> None:
        self.contact_id = None
        self._say("")
        if not self.text.strip():
            self.hits.hide()
        self.looked_for.emit(self.text)
        self.changed.emit()

    def _place(self) -> None:
        """Put the hits below the field, over what stands there."""
        window = self.window()
        if self.hits.parent() is not window:
            self.hits.setParent(window)
        rows = sum(self.hits.sizeHintForRow(row) for row in range(self.hits.count()))
        place = self.field.mapTo(window, QPoint(0, self.field.height() + HALF // 2))
        self.hits.setGeometry(place.x(), place.y(), self.field.width(), rows + UNIT)
        self.hits.raise_()

    def _say(self, text: str) -> None:
        self.help.setText(text)
        self.help.setVisible(bool(text))


def _edge(theme: Theme) -> str:
    colours = theme.colours
    return f"QListWidget {{ background: {colours.raised}; border: 1px solid {colours.edge}; }}"


def _line(hit: ContactHit, now: datetime) -> str:
    """Return who a hit is, and below it what there is with them."""
    contact = hit.contact
    named = plain.joined((isolated(contact.title), _known_by(contact)))
    return f"{named}\n{_standing(hit, now)}"


def _known_by(contact: Contact) -> str:
    handles = [f"@{each.handle}" for each in contact.handles if each.handle]
    known = [*handles, *(isolated(each.number) for each in contact.phones)]
    return next((each for each in known if each != contact.title), "")


def _standing(hit: ContactHit, now: datetime) -> str:
    last = words.ago(hit.last_at, now)
    return (
        tr("open case, {last}").format(last=last)
        if hit.open_case is not None
        else tr("no open case, {last}").format(last=last)
    )
