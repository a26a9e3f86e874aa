"""The buttons under a large picture: to the others of its post, its size, copy and save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.language import tr
from ui import key_names, plain
from ui.theme import UNIT


class PictureBar(QWidget):
    """One row of buttons.

    Signals:
        step_wanted(int): 1 for the next picture, -1 for the one before.
        zoom_wanted(int): 1 for larger, -1 for smaller.
        fit_wanted, copy_wanted, save_wanted: as the buttons say.
    """

    step_wanted = Signal(int)
    zoom_wanted = Signal(int)
    fit_wanted = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, *, several: bool, parent: QWidget | None = None) -> None:
        """Take whether the post has several pictures: only then one leads to others."""
        super().__init__(parent)
        self.back_button, self.next_button = _pair(
            ("‹", tr("Previous picture (←)"), partial(self.step_wanted.emit, -1)),
            ("›", tr("Next picture (→)"), partial(self.step_wanted.emit, 1)),
        )
        self.smaller_button, self.larger_button = _pair(
            ("−", tr("Smaller (−)"), partial(self.zoom_wanted.emit, -1)),
            ("+", tr("Larger (+)"), partial(self.zoom_wanted.emit, 1)),
        )
        self.fit_button = _button(tr("Fit"), tr("The whole picture (0)"), self.fit_wanted.emit)
        copy, save = key_names.shown("Ctrl+C"), key_names.shown("Ctrl+S")
        self.copy_button = _button(tr("Copy picture"), copy, self.copy_wanted.emit)
        self.save_button = _button(tr("Save a copy…"), save, self.save_wanted.emit)
        self.scale = plain.label("", "quiet")
        self.scale.setMinimumWidth(self.scale.fontMetrics().horizontalAdvance("0000 %"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        if several:
            row.addLayout(_joined(self.back_button, self.next_button))
            row.addSpacing(UNIT)
        row.addLayout(_joined(self.smaller_button, self.larger_button))
        row.addWidget(self.fit_button)
        row.addWidget(self.scale)
        row.addStretch()
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)

    def show_scale(self, scale: float | None) -> None:
        """Say how large the picture is drawn; for None there is none to do anything with."""
        self.scale.setText("" if scale is None else f"{scale * 100:.0f} %")
        for button in (
            self.smaller_button,
            self.larger_button,
            self.fit_button,
            self.copy_button,
            self.save_button,
        ):
            button.setEnabled(scale is not None)


def _button(text: str, tip: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)  # Enter is for what says so of itself
    button.setToolTip(tip)
    button.clicked.connect(_plain(act))
    return button


def _pair(
    left: tuple[str, str, Callable[[], None]], right: tuple[str, str, Callable[[], None]]
) -> tuple[QPushButton, QPushButton]:
    """Return two buttons of one sign each that are drawn as one."""
    buttons = _button(*left), _button(*right)
    for button, name in zip(buttons, ("segmentLeft", "segmentRight"), strict=True):
        button.setObjectName(name)
        tip = button.toolTip()
        button.setAccessibleName(tip.partition(" (")[0])
        plain.set_tip(button, tip)
    return buttons


def _joined(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(left)
    row.addWidget(right)
    return row


def _plain(act: Callable[[], None]) -> Callable[[], None]:
    """Return a function that Qt passes no `checked`; to a partial one it would."""

    def clicked() -> None:
        act()

    return clicked
