"""The dialog that keeps a search under a name, or changes one that is kept.

What the desk refuses is said in the dialog, and what was entered stays.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.ids import SavedSearchId
from console.domain.searching import HitOrder, SavedSearch
from console.errors import DeskError
from console.language import tr
from ui import plain
from ui.theme import HALF, UNIT

WIDTH = 56 * UNIT
LONGEST_NAME = 60
LONGEST = 2000
NEW = SavedSearchId(0)
HOW = tr("It is listed at the side below the views, and shows what it finds whenever you go there.")


class SearchDialog(QDialog):
    """Name, query and order of a search.

    Signals:
        wanted(SavedSearch): this is to be kept; its id is 0 where it is a new one. `accept` or
            `refuse` is the answer.
    """

    wanted = Signal(object)

    def __init__(self, search: SavedSearch, parent: QWidget) -> None:
        """Take the search that is changed; for a new one its id is `NEW`."""
        super().__init__(parent)
        self._search = search
        is_new = search.id == NEW
        self.setWindowTitle(tr("Keep this search") if is_new else tr("Change a search"))
        self.setMinimumWidth(WIDTH)
        self.name, self.query = QLineEdit(search.name), QLineEdit(search.query)
        self.name.setMaxLength(LONGEST_NAME)
        self.query.setMaxLength(LONGEST)
        self.name.setPlaceholderText(tr("Such as: late parcels of VIPs"))
        self.newest = QRadioButton(tr("The newest first"))
        self.ranked = QRadioButton(tr("The best first"))
        (self.newest if search.order is HitOrder.NEWEST else self.ranked).setChecked(True)
        self.said = plain.label(HOW, "quiet")
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        # The fields stay where they are, whether one line is said or two.
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing() + HALF)
        self._lay_out(tr("Keep") if is_new else tr("Save"))
        for field in (self.name, self.query):
            field.textChanged.connect(self._judge)
        self._judge()
        self.name.selectAll()
        self.name.setFocus()

    @property
    def search(self) -> SavedSearch:
        """Return the search as it is entered."""
        order = HitOrder.NEWEST if self.newest.isChecked() else HitOrder.RANKED
        name = " ".join(self.name.text().split())
        return SavedSearch(self._search.id, name, self.query.text().strip(), order)

    @Slot(object)
    def refuse(self, error: DeskError) -> None:
        """Say why it cannot be kept so; what was entered stays."""
        self._say(f"{error.message} {error.advice}".strip(), "danger")
        self.keep_button.setEnabled(True)

    def _lay_out(self, keep: str) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT + HALF)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        orders = QHBoxLayout()
        orders.setSpacing(2 * UNIT)
        orders.addWidget(self.newest)
        orders.addWidget(self.ranked)
        orders.addStretch(1)
        for text, field in ((tr("&Name"), self.name), (tr("&Search for"), self.query)):
            label = plain.label(text)
            label.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            form.addRow(label, field)
        form.addRow(plain.label(tr("List")), orders)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.keep_button = buttons.addButton(keep, role.AcceptRole)
        self.keep_button.setObjectName("primary")
        self.keep_button.setDefault(True)
        buttons.addButton(tr("Cancel"), role.RejectRole)
        buttons.accepted.connect(self._want)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(plain.label(self.windowTitle(), "title"))
        column.addLayout(form)
        column.addWidget(self.said)
        column.addWidget(buttons)

    @Slot()
    def _judge(self) -> None:
        search = self.search
        self.keep_button.setEnabled(bool(search.name and search.query))
        self._say(HOW, "quiet")

    @Slot()
    def _want(self) -> None:
        self.keep_button.setEnabled(False)  # till it is answered: twice is not wanted
        self.wanted.emit(self.search)

    def _say(self, text: str, name: str) -> None:
        self.said.setText(text)
        if self.said.objectName() != name:
            self.said.setObjectName(name)
            self.said.style().polish(self.said)
