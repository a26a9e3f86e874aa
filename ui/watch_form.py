"""How the parts of the dialog of a watch stand: what it looks for, its price beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from ui import frame, plain
from ui.preferences_form import scrolling
from ui.theme import HALF, UNIT

if TYPE_CHECKING:
    from ui.watch_dialog import WatchDialog

WIDE, HIGH = 105 * UNIT, 70 * UNIT
"""Fits into a window of 900 by 600."""
PRICE_WIDE = 36 * UNIT
SIDE, TOP = 3 * UNIT, UNIT + HALF


def buttons() -> tuple[QDialogButtonBox, QPushButton, QPushButton]:
    """Return the row of buttons with that for saving and that for leaving."""
    row = QDialogButtonBox()
    save = row.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
    save.setObjectName("primary")
    save.setDefault(True)
    plain.set_tip(save, tr("Enter"))
    # Not the standard button: on some desktops that brings an icon, alone of all here.
    cancel = row.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    cancel.setAutoDefault(False)
    return row, save, cancel


def lay_out(dialog: WatchDialog) -> None:
    """Put the parts of a dialog in their places."""
    dialog.setMinimumWidth(WIDE)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 2 * UNIT, 0, 2 * UNIT)
    column.setSpacing(0)
    column.addLayout(_head(dialog))
    column.addSpacing(2 * UNIT)
    column.addWidget(frame.hairline())
    column.addLayout(_middle(dialog), 1)
    column.addWidget(frame.hairline())
    below = QVBoxLayout()
    below.setContentsMargins(SIDE, TOP, SIDE, 0)
    below.setSpacing(UNIT)
    dialog.box.put_beside_line(dialog.buttons)
    below.addWidget(dialog.message)
    below.addWidget(dialog.box)
    column.addLayout(below)
    dialog.resize(WIDE, HIGH)
    _order(dialog)


def _order(dialog: WatchDialog) -> None:
    """Let Tab go through the dialog as it is read."""
    fields, price, terms, box = dialog.fields, dialog.price, dialog.terms, dialog.box
    words, *lines = fields.lines.values()
    order = (
        dialog.name, dialog.account, words, fields.misspellings.fold_button,
        fields.misspellings.all_button, *lines, fields.language, fields.no_reposts,
        fields.no_replies, fields.not_own, price.count_button, price.stop_button,
        price.sample_button, terms.budget_field, terms.pace_box, terms.begin_box,
        box.help_button, box.back_button, box.edit, dialog.save_button, dialog.cancel_button,
    )  # fmt: skip
    for before, behind in pairwise(order):
        QWidget.setTabOrder(before, behind)


def _head(dialog: WatchDialog) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, 0, SIDE, 0)
    row.setSpacing(2 * UNIT)
    row.addWidget(plain.label(dialog.windowTitle(), "title"))
    row.addSpacing(2 * UNIT)
    row.addWidget(_named(tr("Name"), dialog.name))
    row.addWidget(dialog.name, 1)
    account = _named(tr("Account"), dialog.account)
    row.addWidget(account)
    row.addWidget(dialog.account)
    for widget in (account, dialog.account):
        widget.setVisible(dialog.account.count() > 1)
    return row


def _middle(dialog: WatchDialog) -> QHBoxLayout:
    left, right = QWidget(), QWidget()
    fields = QVBoxLayout(left)
    fields.setContentsMargins(SIDE, TOP, 2 * UNIT, UNIT)
    fields.addWidget(dialog.fields)
    fields.addStretch()
    price = QVBoxLayout(right)
    price.setContentsMargins(2 * UNIT, TOP, SIDE, UNIT)
    price.setSpacing(2 * UNIT)
    price.addWidget(dialog.price)
    price.addWidget(dialog.terms)
    price.addStretch()
    line = frame.hairline()
    line.setFixedSize(1, 16_777_215)
    line.setMinimumHeight(0)
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(scrolling(left), 1)
    row.addWidget(line)
    area = scrolling(right)
    area.setFixedWidth(PRICE_WIDE + 5 * UNIT)
    row.addWidget(area)
    return row


def _named(text: str, field: QWidget) -> QLabel:
    label = plain.label(text)
    label.setBuddy(field)
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    field.setAccessibleName(text)
    return label
