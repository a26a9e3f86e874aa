"""The tokens of the window: colours, spaces and type sizes, and how Qt is told of them.

The one place where a colour or a size stands. Follows the system's light or dark while
running; `CANARY_DESK_THEME=light` or `=dark` overrides it (for screenshots).
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.style_sheet import style_sheet

VARIABLE = "CANARY_DESK_THEME"

UNIT = 8
"""The grid: every space is a multiple of it, or half of it."""
HALF = 4
RADIUS = 6
BAR = 3
"""Width of the bar that marks the chosen row."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme; texts keep at least 4.5:1 on each ground that they stand on."""

    window: str
    """Ground of the lists and the timeline."""
    panel: str
    """Ground of the side, the composer and the bars."""
    raised: str
    """Fields and cards on a panel."""
    hairline: str
    edge: str
    """Outline of fields and buttons: 3:1 on their ground."""
    text: str
    quiet: str
    """Second voice: ages, handles, hints."""
    accent: str
    """Canary: the chosen row's bar, the main button, the focus."""
    on_accent: str
    accent_text: str
    """The accent as a text."""
    chosen: str
    """Ground of the chosen row, and of what we ourselves wrote."""
    hover: str
    danger: str


LIGHT = Colours(
    window="#FFFFFF",
    panel="#F7F6F3",
    raised="#FFFFFF",
    hairline="#E5E3DD",
    edge="#8F8B80",
    text="#1D1C1A",
    quiet="#67635A",
    accent="#FFCE2E",
    on_accent="#1D1C1A",
    accent_text="#7A5600",
    chosen="#FFF6D8",
    hover="#F1EFEA",
    danger="#A8281C",
)
DARK = Colours(
    window="#1B1B19",
    panel="#232321",
    raised="#2B2B28",
    hairline="#393833",
    edge="#7C786C",
    text="#EDEBE5",
    quiet="#A8A498",
    accent="#F5C73D",
    on_accent="#1D1C1A",
    accent_text="#F5CB55",
    chosen="#38321D",
    hover="#2C2C29",
    danger="#FF9B8C",
)


class Theme(QObject):
    """The tokens in force, handed to whoever paints.

    Signals:
        changed: the scheme is another one; paint again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._forced = os.environ.get(VARIABLE, "")
        self.colours = LIGHT
        self.base_font = QFont(app.font())
        app.setStyle("Fusion")
        self._take_scheme()
        app.styleHints().colorSchemeChanged.connect(self.apply)

    def text_font(self) -> QFont:
        """Return the font of texts."""
        return self._font(1.0)

    def small_font(self) -> QFont:
        """Return the font of the second voice."""
        return self._font(0.9)

    def strong_font(self) -> QFont:
        """Return the font of names."""
        return self._font(1.0, QFont.Weight.DemiBold)

    def chip_font(self) -> QFont:
        """Return the font of chips."""
        return self._font(0.82)

    def title_font(self) -> QFont:
        """Return the font of the one title on a page."""
        return self._font(1.3, QFont.Weight.DemiBold)

    def colour(self, token: str) -> QColor:
        """Return a colour by the name of its token."""
        return QColor(getattr(self.colours, token))

    def _font(self, scale: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self.base_font)
        font.setPointSizeF(max(font.pointSizeF(), 9.5) * scale)
        font.setWeight(weight)
        return font

    @Slot()
    def apply(self) -> None:
        """Give the widgets the style sheet of the scheme in force.

        Called once when the window is built: a sheet set before would be applied anew
        to each widget that is put into another, which doubles the time of building.
        """
        self._take_scheme()
        self._app.setStyleSheet(style_sheet(self.colours, self.title_font().pointSizeF()))
        self.changed.emit()

    def _take_scheme(self) -> None:
        if self._forced in ("light", "dark"):
            dark = self._forced == "dark"
        else:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.colours = DARK if dark else LIGHT
        self._app.setFont(self._font(1.0))
        self._app.setPalette(_palette(self.colours))


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, colours.panel),
        (role.WindowText, colours.text),
        (role.Base, colours.raised),
        (role.AlternateBase, colours.panel),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.quiet),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent_text),
        (role.Accent, colours.accent),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.quiet))
    return palette
