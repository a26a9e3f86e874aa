"""The button in the composer's foot that says how the parts are numbered, and its menu.

Owns the words for it; what is chosen is told, not acted on.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from console.domain.numbering import NO_NUMBERS, Numbering, NumberStyle
from console.language import tr
from ui import key_names, plain
from ui.icons import SIZE, Icons
from ui.theme import Theme

STYLES = {
    NumberStyle.NONE: tr("No numbers"),
    NumberStyle.OF_ALL: "1/3, 2/3, 3/3",
    NumberStyle.IN_BRACKETS: "(1/3), (2/3), (3/3)",
    NumberStyle.WITH_DOT: "1., 2., 3.",
}
PLACES = {False: tr("In front of each part"), True: tr("At the end of each part")}
KEY = "Ctrl+Shift+L"
"""As the menu of the window has it."""


def said(numbering: Numbering) -> str:
    """Return in words how parts are numbered."""
    if numbering.style is NumberStyle.NONE:
        return tr("The parts have no numbers.")
    where = (
        tr("Numbers like {label} at the end of each part.")
        if numbering.at_end
        else tr("Numbers like {label} in front of each part.")
    )
    return where.format(label=numbering.label(1, 3))


def every() -> tuple[Numbering, ...]:
    """Return all ways to number parts, none first."""
    styles = [style for style in STYLES if style is not NumberStyle.NONE]
    return (
        NO_NUMBERS,
        *(Numbering(style, at_end=at_end) for at_end in PLACES for style in styles),
    )


def title(numbering: Numbering) -> str:
    """Return what a menu calls this way: `1/3 in front`."""
    if numbering.style is NumberStyle.NONE:
        return STYLES[NumberStyle.NONE]
    # Translators: {label} is such as `1/3`.
    where = tr("{label} at the end") if numbering.at_end else tr("{label} in front")
    return where.format(label=numbering.label(1, 3))


def next_of(numbering: Numbering) -> Numbering:
    """Return the style after this one, at the same place; after the last there is none."""
    styles = list(STYLES)
    place = (styles.index(numbering.style) + 1) % len(styles)
    return Numbering(styles[place], at_end=numbering.at_end)


class NumberButton(QToolButton):
    """Opens a menu of styles and places.

    Signals:
        chosen(Numbering): the person chose another.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("numbers")
        self._theme, self._icons = theme, Icons(theme)
        self._numbering, self._short = NO_NUMBERS, False
        self._menu = QMenu(self)
        self._styles = self._group(STYLES)
        self._menu.addSeparator()
        self._places = self._group(PLACES)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._open)
        self._menu.triggered.connect(self._tell_chosen)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.show_numbering(NO_NUMBERS)

    def show_numbering(self, numbering: Numbering) -> None:
        """Show what is in force."""
        self._numbering = numbering
        none = numbering.style is NumberStyle.NONE
        self._show_text()
        # Translators: {said} is such as `The parts have no numbers.`
        tip = tr("{said} Change it ({key})")
        self.setAccessibleName(said(numbering))
        plain.set_tip(self, tip.format(said=said(numbering), key=key_names.shown(KEY)))
        for action in self._styles.actions():
            action.setChecked(action.data() == numbering.style)
        self._places.setEnabled(not none)
        for action in self._places.actions():
            action.setChecked(action.data() == numbering.at_end)

    def set_short(self, short: bool) -> None:  # noqa: FBT001 - like Qt's own setters
        """Leave the word out, where there is little room."""
        self._short = short
        self._show_text()

    def _show_text(self) -> None:
        word = "" if self._short else tr("Numbers")
        self.setText(self._numbering.label(1, 3) or word)

    def _group(self, choices: dict[NumberStyle, str] | dict[bool, str]) -> QActionGroup:
        group = QActionGroup(self)
        for value, text in choices.items():
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
        return group

    @Slot()
    def _open(self) -> None:
        """Open the menu above the button: there is more room."""
        height = self._menu.sizeHint().height()
        self._menu.popup(self.mapToGlobal(QPoint(0, -height)))

    @Slot(QAction)
    def _tell_chosen(self, action: QAction) -> None:
        before = self._numbering
        value = action.data()
        if action in self._styles.actions():
            self.chosen.emit(Numbering(NumberStyle(value), at_end=before.at_end))
        else:
            self.chosen.emit(Numbering(before.style, at_end=bool(value)))

    @Slot()
    def _take_theme(self) -> None:
        self.setFont(self._theme.small_font())
        self.setIcon(self._icons.icon("numbers", "quiet"))
