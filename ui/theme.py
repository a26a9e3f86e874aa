"""The scheme in force: which tokens hold now, and how Qt is told of them.

Follows the system while running: light or dark, contrast, and the size of its font, of
which a person may want so many per cent. What they chose goes before the system, and
`CANARY_DESK_THEME` (light, dark, high-contrast, high-contrast-dark; for screenshots) before
both. The values stand in `ui.tokens`.

Framework knowledge: once an application has set its font, Qt tells it of no other font of
the system's. But every `QWindow` that exists, also one that was never shown, receives
`ThemeChange`, and the system's font can be read then.
"""

from __future__ import annotations

import os
from zlib import crc32

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QPalette, QWindow
from PySide6.QtWidgets import QApplication

from console.domain.accounts import COLOURS
from ui import tokens
from ui.override import override
from ui.style_sheet import style_sheet
from ui.tokens import BAR, HALF, RADIUS, UNIT, Appearance, Colours

__all__ = ["BAR", "HALF", "RADIUS", "UNIT", "VARIABLE", "Appearance", "Theme"]

VARIABLE = "CANARY_DESK_THEME"
FORCED = {
    "light": tokens.LIGHT,
    "dark": tokens.DARK,
    "high-contrast": tokens.HIGH_CONTRAST_LIGHT,
    "high-contrast-dark": tokens.HIGH_CONTRAST_DARK,
}


class SystemTheme(QWindow):
    """Hears of changes of the system's theme; is never shown.

    Signals:
        changed: something of it is another; what, Qt does not say.
    """

    changed = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ThemeChange:
            self.changed.emit()
        return super().event(event)


class Theme(QObject):
    """The tokens in force, handed to whoever paints.

    Signals:
        changed: colours or fonts are others; take them and paint again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.icons_wait = False
        """Whether lists leave their icons out for now: they cost more than the first paint."""
        self._forced = FORCED.get(os.environ.get(VARIABLE, ""))
        self._appearance = Appearance.SYSTEM
        self._percent = 100
        self._styled = False
        hints = app.styleHints()
        contrast = hints.accessibility()
        self._dark = hints.colorScheme() == Qt.ColorScheme.Dark
        self._high_contrast = contrast.contrastPreference() == Qt.ContrastPreference.HighContrast
        self.colours = self._wanted()
        self._take_base(_system_font())
        self._system = SystemTheme()
        app.setStyle("Fusion")
        self._tell_app()
        hints.colorSchemeChanged.connect(self._take_scheme)
        contrast.contrastPreferenceChanged.connect(self._take_contrast)
        self._system.changed.connect(self._take_font)

    @property
    def appearance(self) -> Appearance:
        """What the person chose."""
        return self._appearance

    def set_appearance(self, appearance: Appearance) -> None:
        """Look like this from now on."""
        self._appearance = appearance
        self._follow()

    @property
    def text_percent(self) -> int:
        """How large texts are, of the size that the system gives them."""
        return self._percent

    def set_text_percent(self, percent: int) -> None:
        """Let texts be so large from now on; what is measured by them follows."""
        if percent != self._percent:
            self._percent = percent
            self._take_base(self.base_font)
            self._show()

    def room_for(self, width: int) -> int:
        """Return the width that takes what `width` takes at the usual size of texts."""
        return round(width * self._percent / 100)

    def draw_icons(self) -> None:
        """Let the icons be drawn that waited."""
        if self.icons_wait:
            self.icons_wait = False
            self.changed.emit()

    def text_font(self) -> QFont:
        """Return the font of texts."""
        return self._font(1.0)

    def small_font(self) -> QFont:
        """Return the font of the second voice."""
        return self._font(tokens.SMALL_SCALE)

    def strong_font(self) -> QFont:
        """Return the font of names."""
        return self._font(1.0, QFont.Weight.DemiBold)

    def chip_font(self) -> QFont:
        """Return the font of chips."""
        return self._font(tokens.CHIP_SCALE)

    def title_font(self) -> QFont:
        """Return the font of the one title on a page."""
        return self._font(tokens.TITLE_SCALE, QFont.Weight.DemiBold)

    def colour(self, token: str) -> QColor:
        """Return a colour by the name of its token."""
        return QColor(getattr(self.colours, token))

    def initials(self, seed: str) -> tuple[QColor, QColor]:
        """Return ground and text of an avatar: the same for a seed at every start."""
        pairs = self.colours.initials
        ground, text = pairs[crc32(seed.encode()) % len(pairs)]
        return QColor(ground), QColor(text)

    def account(self, colour: str) -> tuple[QColor, QColor]:
        """Return ground and text of an account's disc, by the name of its colour."""
        pairs = self.colours.accounts
        place = COLOURS.index(colour) if colour in COLOURS else 0
        ground, text = pairs[place % len(pairs)]
        return QColor(ground), QColor(text)

    def apply(self) -> None:
        """Give the widgets the style sheet of the scheme in force.

        Called once when the window is built: a sheet set before would be applied anew
        to each widget that is put into another, which doubles the time of building.
        """
        self._styled = True
        title_pt, leftwards = self.title_font().pointSizeF(), self._app.isRightToLeft()
        line = QFontMetrics(self.text_font()).height()
        self._app.setStyleSheet(style_sheet(self.colours, title_pt, line=line, leftwards=leftwards))
        self.changed.emit()

    def _take_base(self, font: QFont) -> None:
        self.base_font = font
        # A system may give the size in pixels; QFontInfo would load the font to tell its points.
        size = font.pointSizeF() if font.pointSizeF() > 0 else QFontInfo(font).pointSizeF()
        self._points = max(size, tokens.LEAST_POINTS) * self._percent / 100

    def _font(self, scale: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self.base_font)
        font.setPointSizeF(self._points * scale)
        font.setWeight(weight)
        return font

    @Slot(Qt.ColorScheme)
    def _take_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._dark = scheme == Qt.ColorScheme.Dark
        self._follow()

    @Slot(Qt.ContrastPreference)
    def _take_contrast(self, contrast: Qt.ContrastPreference) -> None:
        self._high_contrast = contrast == Qt.ContrastPreference.HighContrast
        self._follow()

    @Slot()
    def _take_font(self) -> None:
        font = _system_font()
        if font != self.base_font:
            self._take_base(font)
            self._show()

    def _wanted(self) -> Colours:
        if self._forced is not None:
            return self._forced
        chosen = self._appearance
        return tokens.scheme(
            dark=chosen is Appearance.DARK or (chosen is not Appearance.LIGHT and self._dark),
            high_contrast=chosen is Appearance.HIGH_CONTRAST
            or (chosen is Appearance.SYSTEM and self._high_contrast),
        )

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not self.colours:  # for a sheet set anew costs every widget its styles
            self.colours = wanted
            self._show()

    def _show(self) -> None:
        self._tell_app()
        if self._styled:
            self.apply()
        else:
            self.changed.emit()

    def _tell_app(self) -> None:
        self._app.setFont(self.text_font())
        self._app.setPalette(_palette(self.colours))


def _system_font() -> QFont:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)


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
        (role.BrightText, colours.danger),
        (role.Light, colours.raised),
        (role.Midlight, colours.hover),
        (role.Mid, colours.hairline),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.link),
        (role.LinkVisited, colours.link),
        (role.Accent, colours.accent),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.quiet))
    return palette
