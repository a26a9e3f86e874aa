"""What the desk stands on: each part with its licence, the whole text beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.language import plural, tr
from ui import licence_texts, plain
from ui.copied_text import PlainEdit, let_select
from ui.find_field import find_field
from ui.lanes import Lane
from ui.licence_texts import Licence
from ui.list_finder import ListFinder
from ui.theme import UNIT, Theme

SIZE = QSize(108 * UNIT, 70 * UNIT)
SIDE = 26 * UNIT


class LicencesDialog(QDialog):
    """A list of the parts, which a field narrows, and the licence of the chosen one."""

    def __init__(self, lane: Lane, theme: Theme, parent: QWidget) -> None:
        """Ask the lane for the texts."""
        super().__init__(parent)
        self.setWindowTitle(tr("Licences"))
        self._every: tuple[Licence, ...] = ()
        self.field = find_field(tr("Find a part or a licence"), tr("Find"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Parts"))
        self.list.setUniformItemSizes(True)
        self.title = plain.label(tr("Reading…"), "", theme.strong_font())
        self.about = plain.label("", "quiet", theme.small_font())
        let_select(self.about)
        self.text = PlainEdit()
        self.text.setReadOnly(True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(theme.small_font().pointSizeF())
        self.text.setFont(fixed)  # the texts are laid out in columns of 80 signs
        self.text.setAccessibleName(tr("Licence"))
        self.text.setTabChangesFocus(True)
        self.count = plain.label("", "quiet", theme.small_font())
        self._lay_out()
        self.field.textChanged.connect(self._narrow)
        self.finder = ListFinder(self.field, self.list, takes_enter=False)
        self.list.currentItemChanged.connect(self._show)
        lane.submit(lambda _desk: licence_texts.read(), self._take, receiver=self)
        self.field.setFocus()

    @Slot(object)
    def _take(self, every: tuple[Licence, ...]) -> None:
        self._every = every
        self._narrow()

    @Slot()
    def _narrow(self) -> None:
        wanted = self.field.text().casefold().split()
        self.list.clear()
        for one in self._every:
            if all(word in f"{one.name} {one.terms}".casefold() for word in wanted):
                item = QListWidgetItem(f"{one.name} {one.version}".strip(), self.list)
                item.setData(Qt.ItemDataRole.UserRole, one)
                item.setSizeHint(QSize(0, 3 * UNIT))
        self.count.setText(plural(self.list.count(), "{count} part", "{count} parts"))
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            self._show(None)
        self.finder.tell(self.count.text() if wanted else "")

    @Slot(QListWidgetItem)
    def _show(self, item: QListWidgetItem | None) -> None:
        one = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if one is None:
            self.title.setText(tr("Nothing of that name"))
            self.about.setText("")
            self.text.setPlainText("")
            return
        self.title.setText(f"{one.name} {one.version}".strip())
        self.about.setText("   ".join(each for each in (one.terms, one.address) if each))
        self.text.setPlainText(one.text)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(UNIT)
        side.addWidget(self.field)
        side.addWidget(self.list, 1)
        side.addWidget(self.count)
        holder = QWidget()
        holder.setFixedWidth(SIDE)
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.setSpacing(UNIT)
        for widget in (self.title, self.about):
            right.addWidget(widget)
        right.addWidget(self.text, 1)
        both = QHBoxLayout()
        both.setSpacing(2 * UNIT)
        both.addWidget(holder)
        both.addLayout(right, 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(plain.label(tr("Licences"), "title"))
        column.addLayout(both, 1)
        column.addWidget(buttons)
        self.resize(SIZE)
