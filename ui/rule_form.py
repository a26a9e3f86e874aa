"""How the parts of the dialog of a rule stand: when, then beside it, what it would do below."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from ui import frame, plain
from ui.theme import HALF, UNIT, Theme

if TYPE_CHECKING:
    from ui.rule_dialog import RuleDialog

WIDE, HIGH = 105 * UNIT, 70 * UNIT
"""Fits into a window of 900 by 600."""
SIDE, TOP = 3 * UNIT, UNIT + HALF


def lay_out(dialog: RuleDialog, theme: Theme) -> None:
    """Put the parts of a dialog in their places."""
    dialog.setMinimumWidth(WIDE)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 2 * UNIT, 0, 2 * UNIT)
    column.setSpacing(0)
    column.addLayout(_head(dialog))
    column.addSpacing(2 * UNIT)
    column.addWidget(frame.hairline())
    column.addLayout(_middle(dialog, theme))
    column.addWidget(frame.hairline())
    column.addWidget(dialog.preview, 1)
    column.addWidget(frame.hairline())
    column.addLayout(_below(dialog))
    dialog.resize(WIDE, HIGH)
    _order(dialog)


def _order(dialog: RuleDialog) -> None:
    """Let Tab go through the dialog as it is read."""
    fields = dialog.fields
    order = (
        dialog.name, fields.words, fields.without, fields.handle, fields.kind, fields.language,
        fields.summoned, fields.watch, fields.account, fields.tags, fields.touchpoint,
        fields.priority, fields.resolve, dialog.preview.list, dialog.apply_button,
        dialog.save_button, dialog.cancel_button,
    )  # fmt: skip
    for before, behind in pairwise(order):
        QWidget.setTabOrder(before, behind)


def _head(dialog: RuleDialog) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, 0, SIDE, 0)
    row.setSpacing(2 * UNIT)
    row.addWidget(plain.label(dialog.windowTitle(), "title"))
    row.addSpacing(2 * UNIT)
    row.addWidget(_named(tr("Name"), dialog.name))
    row.addWidget(dialog.name, 1)
    return row


def _middle(dialog: RuleDialog, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(_when(dialog, theme), 5)
    line = frame.hairline()
    line.setFixedSize(1, 16_777_215)
    line.setMinimumHeight(0)
    row.addWidget(line)
    row.addWidget(_then(dialog, theme), 3)
    return row


def _when(dialog: RuleDialog, theme: Theme) -> QWidget:
    """Return the conditions: the lines over the choices in two columns."""
    fields = dialog.fields
    grid, page = _grid(tr("When a customer’s post"), 4, theme)
    grid.setContentsMargins(SIDE, TOP, 2 * UNIT, TOP)
    grid.addWidget(_named(tr("Has one of"), fields.words), 1, 0)
    grid.addWidget(fields.words, 1, 1, 1, 3)
    grid.addWidget(_named(tr("Has none of"), fields.without), 2, 0)
    grid.addWidget(fields.without, 2, 1, 1, 3)
    for place, (text, field) in enumerate(
        (
            (tr("Is by"), fields.handle),
            (tr("Is a"), fields.kind),
            (tr("Is in"), fields.language),
            (tr("Mentions us"), fields.summoned),
            (tr("Found by"), fields.watch),
            (tr("Came in for"), fields.account),
        )
    ):
        row, side = 3 + place // 2, place % 2 * 2
        grid.addWidget(_named(text, field), row, side)
        grid.addWidget(field, row, side + 1)
    for side in (1, 3):
        grid.setColumnStretch(side, 1)
    return page


def _then(dialog: RuleDialog, theme: Theme) -> QWidget:
    fields = dialog.fields
    grid, page = _grid(tr("Then its case gets"), 2, theme)
    grid.setContentsMargins(2 * UNIT, TOP, SIDE, TOP)
    for row, (text, field) in enumerate(
        (
            (tr("Tags"), fields.tags),
            (tr("Touchpoint"), fields.touchpoint),
            (tr("Priority"), fields.priority),
        ),
        start=1,
    ):
        grid.addWidget(_named(text, field), row, 0)
        grid.addWidget(field, row, 1)
    grid.addWidget(fields.resolve, 4, 1)
    grid.setColumnStretch(1, 1)
    return page


def _grid(title: str, columns: int, theme: Theme) -> tuple[QGridLayout, QWidget]:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setHorizontalSpacing(UNIT + HALF)
    grid.setVerticalSpacing(UNIT)
    grid.setAlignment(Qt.AlignmentFlag.AlignTop)
    grid.addWidget(plain.label(title, "", theme.strong_font()), 0, 0, 1, columns)
    return grid, page


def _below(dialog: RuleDialog) -> QVBoxLayout:
    """Return what is wrong, over what can be done."""
    role = QDialogButtonBox.ButtonRole
    buttons = QDialogButtonBox()
    for button, its_role in (
        (dialog.save_button, role.AcceptRole),
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        (dialog.cancel_button, role.RejectRole),
    ):
        buttons.addButton(button, its_role)
    row = QHBoxLayout()
    row.setSpacing(UNIT)
    row.addWidget(dialog.lack, 1)
    row.addWidget(dialog.apply_button)
    row.addWidget(buttons)
    below = QVBoxLayout()
    below.setContentsMargins(SIDE, TOP, SIDE, 0)
    below.setSpacing(UNIT)
    below.addWidget(dialog.message)
    below.addLayout(row)
    return below


def _named(text: str, field: QWidget) -> QLabel:
    label = plain.label(text)
    label.setBuddy(field)
    field.setAccessibleName(text)
    return label
