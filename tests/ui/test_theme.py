"""Every scheme can be read, and the window takes the one that system and person want."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import astuple, fields

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.domain.accounts import COLOURS as ACCOUNT_COLOURS
from ui import theme as theme_module
from ui.style_sheet import style_sheet, turned
from ui.theme import VARIABLE, Theme
from ui.timeline_delegate import CALL_TINT, FOUND_TINT
from ui.tokens import (
    CONTROL,
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    Appearance,
    Colours,
)

SCHEMES = {
    "light": LIGHT,
    "dark": DARK,
    "high-contrast": HIGH_CONTRAST_LIGHT,
    "high-contrast-dark": HIGH_CONTRAST_DARK,
}
GROUNDS = ("window", "panel", "raised", "chosen", "hover", "band")
TEXTS = ("text", "quiet", "accent_text", "danger", "warn", "ok", "call", "unread", "link")
CHIPS = ("quiet", "accent_text", "danger", "warn", "ok", "call", "unread")
CHIP_GROUNDS = ("window", "panel", "raised", "chosen", "hover")
CHIP_ALPHA = 26 / 255

each_scheme = pytest.mark.parametrize("name", SCHEMES)
high_contrast = pytest.mark.parametrize("name", ["high-contrast", "high-contrast-dark"])


def channels(colour: str) -> tuple[float, float, float]:
    return (
        int(colour[1:3], 16) / 255,
        int(colour[3:5], 16) / 255,
        int(colour[5:7], 16) / 255,
    )


def luminance(colour: tuple[float, float, float]) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance (2026-11-22)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def contrast(one: str, other: str) -> float:
    return ratio(channels(one), channels(other))


def tinted(token: str, alpha: float, ground: str) -> tuple[float, float, float]:
    """Returns what a colour makes of a ground that is seen through it."""
    over, under = channels(token), channels(ground)
    red, green, blue = (
        alpha * above + (1 - alpha) * below for above, below in zip(over, under, strict=True)
    )
    return red, green, blue


def chip_contrast(token: str, ground: str) -> float:
    """Returns that of a chip's text on its ground: the token itself, nearly transparent."""
    return ratio(channels(token), tinted(token, CHIP_ALPHA, ground))


def least_for_text(name: str) -> float:
    return 7 if name.startswith("high") else 4.5


def weak(pairs: dict[str, float], least: float) -> dict[str, float]:
    return {pair: round(found, 2) for pair, found in pairs.items() if found < least}


def by_token(colours: Colours, token: str) -> str:
    found: str = getattr(colours, token)
    return found


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@each_scheme
def test_texts_can_be_read_on_every_ground(name: str) -> None:
    c = SCHEMES[name]
    pairs = {
        f"{text} on {ground}": contrast(by_token(c, text), by_token(c, ground))
        for ground in GROUNDS
        for text in TEXTS
    }
    pairs["main button"] = contrast(c.on_accent, c.accent)
    for notice, ground in (("warn", c.warn_ground), ("danger", c.danger_ground)):
        for text in ("text", "accent_text", "link", notice):
            pairs[f"{text} on notice {notice}"] = contrast(by_token(c, text), ground)
    assert not weak(pairs, least_for_text(name))


@each_scheme
def test_chips_can_be_read_wherever_they_stand(name: str) -> None:
    c = SCHEMES[name]
    pairs = {
        f"{chip} over {ground}": chip_contrast(by_token(c, chip), by_token(c, ground))
        for ground in CHIP_GROUNDS
        for chip in CHIPS
    }
    assert not weak(pairs, least_for_text(name))


@each_scheme
def test_words_can_be_read_on_a_call_and_where_a_search_found_them(name: str) -> None:
    c = SCHEMES[name]
    call, found = (
        tinted(c.call, CALL_TINT / 255, c.window),
        tinted(c.accent, FOUND_TINT / 255, c.window),
    )
    pairs = {f"{text} on call": ratio(channels(by_token(c, text)), call) for text in TEXTS}
    # What is found is drawn in the colour of texts, also within a link.
    pairs["found"] = ratio(channels(c.text), found)
    assert not weak(pairs, least_for_text(name))


@each_scheme
def test_marks_under_words_can_be_seen_in_the_field(name: str) -> None:
    c = SCHEMES[name]
    pairs = {
        f"{mark} on {ground}": contrast(by_token(c, mark), by_token(c, ground))
        for mark in ("danger", "warn", "accent_text", "quiet")
        for ground in ("raised", "band")
    }
    assert not weak(pairs, 3)


@each_scheme
def test_initials_can_be_read_and_are_eight_different_pairs(name: str) -> None:
    pairs = SCHEMES[name].initials
    found = {f"{ground} {text}": contrast(ground, text) for ground, text in pairs}
    assert not weak(found, least_for_text(name))
    assert len({ground for ground, _ in pairs}) == 8


@each_scheme
def test_edges_focus_and_icons_can_be_seen(name: str) -> None:
    c = SCHEMES[name]
    pairs = {
        f"{part} on {ground}": contrast(by_token(c, part), by_token(c, ground))
        for ground in ("window", "panel", "raised")
        for part in ("edge", "accent_text", "text", "call", "unread", "ok", "danger", "warn")
    }
    pairs["focus of the main button"] = contrast(c.text, c.panel)
    # The ring of a row, a segment or a day that is chosen stands on its tint, and inside of it.
    pairs["focus of what is chosen"] = contrast(c.accent_text, c.chosen)
    pairs["focus under the pointer"] = contrast(c.accent_text, c.hover)
    assert not weak(pairs, 3)


@high_contrast
def test_in_high_contrast_every_line_and_the_chosen_row_can_be_seen(name: str) -> None:
    c = SCHEMES[name]
    pairs = {
        f"{part} on {ground}": contrast(by_token(c, part), by_token(c, ground))
        for ground in ("window", "panel", "raised", "chosen", "hover")
        for part in ("hairline", "edge", "accent", "accent_text")
    }
    assert not weak(pairs, 3)


@each_scheme
def test_band_is_no_more_than_a_tint_of_the_field(name: str) -> None:
    c = SCHEMES[name]
    assert 1.03 < contrast(c.band, c.raised) < 1.5


@each_scheme
def test_the_style_sheet_has_no_colour_of_its_own(name: str) -> None:
    c = SCHEMES[name]
    known = {value.lower() for value in astuple(c) if isinstance(value, str)}
    sheet = style_sheet(c, 12.5)
    found = set(re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=[;\s])", sheet))
    assert {colour.lower() for colour in found} <= known
    drawn = set(re.findall(r"-([0-9a-f]{6})\.svg", sheet))
    assert drawn
    assert {f"#{colour}" for colour in drawn} <= known
    values = re.findall(r"(?:color|background|border[a-z-]*):([^;}]*)", sheet)
    words = {word for value in values for word in re.findall(r"\b[a-z]+\b", value)}
    assert words <= {"px", "solid", "transparent", "url", "drawings", "svg"}
    assert "rgb" not in sheet


def test_all_schemes_differ_in_every_text() -> None:
    for field in fields(Colours):
        assert getattr(LIGHT, field.name) != getattr(DARK, field.name) or field.name == "on_accent"


@pytest.fixture
def app(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    """The application, as it was again afterwards."""
    monkeypatch.delenv(VARIABLE, raising=False)
    before = qapp.styleSheet(), qapp.font(), QPalette(qapp.palette())
    yield qapp
    sheet, font, palette = before
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def theme(app: QApplication) -> Iterator[Theme]:
    theme = Theme(app)
    yield theme
    theme.deleteLater()
    QCoreApplication.sendPostedEvents(theme, QEvent.Type.DeferredDelete)


def say_scheme(app: QApplication, scheme: Qt.ColorScheme) -> None:
    """As a platform does that follows its system; the one of the tests does not."""
    app.styleHints().colorSchemeChanged.emit(scheme)


def say_contrast(app: QApplication, contrast: Qt.ContrastPreference) -> None:
    app.styleHints().accessibility().contrastPreferenceChanged.emit(contrast)


def test_it_follows_the_system_from_light_to_dark_and_back(
    app: QApplication, theme: Theme, qtbot: QtBot
) -> None:
    theme.apply()
    assert theme.colours is LIGHT
    with qtbot.waitSignal(theme.changed):
        say_scheme(app, Qt.ColorScheme.Dark)
    assert theme.colours is DARK
    assert theme.colour("window") == QColor(DARK.window)
    assert app.palette().color(QPalette.ColorRole.Text) == QColor(DARK.text)
    assert DARK.panel in app.styleSheet()
    assert LIGHT.panel not in app.styleSheet()
    with qtbot.waitSignal(theme.changed):
        say_scheme(app, Qt.ColorScheme.Light)
    assert theme.colours is LIGHT
    assert app.palette().color(QPalette.ColorRole.Text) == QColor(LIGHT.text)
    assert DARK.panel not in app.styleSheet()


def test_it_follows_the_contrast_that_the_system_asks_for(
    app: QApplication, theme: Theme, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(theme.changed):
        say_contrast(app, Qt.ContrastPreference.HighContrast)
    assert theme.colours is HIGH_CONTRAST_LIGHT
    with qtbot.waitSignal(theme.changed):
        say_scheme(app, Qt.ColorScheme.Dark)
    assert theme.colours is HIGH_CONTRAST_DARK
    with qtbot.waitSignal(theme.changed):
        say_contrast(app, Qt.ContrastPreference.NoPreference)
    assert theme.colours is DARK


def test_what_a_person_chose_goes_before_the_system(app: QApplication, theme: Theme) -> None:
    assert theme.appearance is Appearance.SYSTEM
    theme.set_appearance(Appearance.LIGHT)
    say_scheme(app, Qt.ColorScheme.Dark)
    say_contrast(app, Qt.ContrastPreference.HighContrast)
    assert theme.colours is LIGHT
    theme.set_appearance(Appearance.DARK)
    assert theme.colours is DARK
    theme.set_appearance(Appearance.HIGH_CONTRAST)
    assert theme.colours is HIGH_CONTRAST_DARK
    say_scheme(app, Qt.ColorScheme.Light)
    assert theme.colours is HIGH_CONTRAST_LIGHT
    say_scheme(app, Qt.ColorScheme.Dark)
    theme.set_appearance(Appearance.SYSTEM)
    assert theme.appearance is Appearance.SYSTEM
    assert theme.colours is HIGH_CONTRAST_DARK  # what the system said meanwhile was kept


def test_a_choice_that_changes_nothing_paints_nothing(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_appearance(Appearance.LIGHT)


def test_a_choice_made_before_the_window_stands_sets_no_sheet(
    app: QApplication, theme: Theme
) -> None:
    app.setStyleSheet("")
    theme.set_appearance(Appearance.DARK)
    assert app.styleSheet() == ""
    theme.apply()
    assert DARK.panel in app.styleSheet()


@each_scheme
def test_the_environment_goes_before_all(
    app: QApplication, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(VARIABLE, name)
    theme = Theme(app)
    theme.set_appearance(Appearance.DARK)
    say_scheme(app, Qt.ColorScheme.Light)
    assert theme.colours is SCHEMES[name]
    theme.deleteLater()


def test_fonts_follow_the_size_of_the_system(
    app: QApplication, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply()
    large = QFont(theme.base_font)
    large.setPointSizeF(15)
    monkeypatch.setattr(theme_module, "_system_font", lambda: large)
    with qtbot.waitSignal(theme.changed):
        QCoreApplication.sendEvent(theme._system, QEvent(QEvent.Type.ThemeChange))
    assert theme.text_font().pointSizeF() == pytest.approx(15)
    assert theme.small_font().pointSizeF() == pytest.approx(13.5)
    assert app.font().pointSizeF() == pytest.approx(15)
    assert "font-size: 19.5pt" in app.styleSheet()
    with qtbot.assertNotEmitted(theme.changed):
        QCoreApplication.sendEvent(theme._system, QEvent(QEvent.Type.ThemeChange))


def test_a_font_in_pixels_has_its_size_too(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(40)
    monkeypatch.setattr(theme_module, "_system_font", lambda: font)
    theme = Theme(app)
    assert theme.text_font().pointSizeF() > 20
    theme.deleteLater()


def test_initials_are_the_same_at_every_start_and_follow_the_scheme(theme: Theme) -> None:
    ground, text = theme.initials("ada_fern")
    assert (ground.name().upper(), text.name().upper()) == LIGHT.initials[0]
    assert theme.initials("ada_fern") == (ground, text)
    assert len({theme.initials(f"customer {n}")[0].name() for n in range(100)}) == 8
    theme.set_appearance(Appearance.DARK)
    assert theme.initials("ada_fern")[0].name().upper() == DARK.initials[0][0]


@pytest.fixture
def form(theme: Theme, qtbot: QtBot) -> QWidget:
    """A field of each kind, as a person sees it."""
    theme.apply()
    form = QWidget()
    form.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    flat = QToolButton()
    flat.setObjectName("flat")
    flat.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    quiet = QPushButton("Undo")
    quiet.setObjectName("quietButton")
    date = QDateTimeEdit()
    date.setCalendarPopup(True)
    combo = QComboBox()
    combo.addItem("One")
    for widget in (
        QLineEdit(),
        combo,
        QSpinBox(),
        QDateTimeEdit(),
        date,
        QPushButton("Act"),
        QCheckBox("Tick"),
        flat,
        quiet,
    ):
        column.addWidget(widget)
    with qtbot.waitExposed(form):
        form.show()
        form.activateWindow()
    return form


def test_fields_and_buttons_are_of_one_height(form: QWidget) -> None:
    kinds = (QLineEdit, QComboBox, QSpinBox, QDateTimeEdit, QPushButton)
    for kind in kinds:
        for widget in form.findChildren(kind, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if widget.objectName() != "quietButton":
                assert widget.height() == CONTROL, kind.__name__
    flat = form.findChild(QToolButton, "flat")
    assert flat is not None
    assert (flat.width(), flat.height()) == (28, 28)


def test_whatever_has_the_focus_shows_a_ring(form: QWidget, qtbot: QtBot) -> None:
    ring = QColor(LIGHT.accent_text)
    form.setFocus()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for widget in form.findChildren(QWidget, options=direct):
        middle = widget.height() // 2
        assert widget.grab().toImage().pixelColor(0, middle) != ring
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(widget.hasFocus)
        picture = widget.grab().toImage()
        edges = [picture.pixelColor(0, middle), picture.pixelColor(1, middle)]
        assert edges == [ring, ring], type(widget).__name__
        form.setFocus()


@each_scheme
def test_the_discs_of_accounts_can_be_read_and_told_apart(name: str) -> None:
    """Also by those who see no red, no green or no blue; the sign in the disc comes on top."""
    pairs = SCHEMES[name].accounts
    assert len(pairs) == len(ACCOUNT_COLOURS)
    found = {f"{ground} {text}": contrast(ground, text) for ground, text in pairs}
    assert not weak(found, least_for_text(name))
    near = {
        f"{one} {other} {sight}": distance(one, other, sight)
        for place, (one, _) in enumerate(pairs)
        for other, _ in pairs[place + 1 :]
        for sight in SIGHTS
    }
    assert not {pair: far for pair, far in near.items() if far < LEAST_APART}


LEAST_APART = 10.0
"""Between two colours in CIELAB (CIE 1976): 2.3 can just be told apart side by side."""
SIGHTS = {
    # Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def distance(one: str, other: str, sight: str) -> float:
    """How far apart two colours are to an eye."""
    return math.dist(lab(one, sight), lab(other, sight))


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    raw = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in raw]
    seen = [
        min(1.0, max(0.0, sum(share * part for share, part in zip(row, light, strict=True))))
        for row in SIGHTS[sight]
    ]
    to_xyz = (
        (0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505),
        (0.2126, 0.7152, 0.0722),
        (0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089),
    )
    x, y, z = (
        root(sum(share * part for share, part in zip(row, seen, strict=True))) for row in to_xyz
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def root(part: float) -> float:
    return float(part ** (1 / 3)) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29


def test_a_sheet_turned_over_keeps_to_the_other_side() -> None:
    sheet = (
        "a { padding-left: 6px; border-top-right-radius: 0; border-left: 0; }"
        " b { padding: 1px 2px 3px 4px; margin: 1px 2px; min-height: 3px; }"
    )
    assert turned(sheet) == (
        "a { padding-right: 6px; border-top-left-radius: 0; border-right: 0; }"
        " b { padding: 1px 4px 3px 2px; margin: 1px 2px; min-height: 3px; }"
    )
    assert turned(turned(sheet)) == sheet


def test_the_sheet_is_turned_over_where_the_layout_runs_leftwards() -> None:
    rightwards = style_sheet(LIGHT, 12.5)
    leftwards = style_sheet(LIGHT, 12.5, leftwards=True)
    assert leftwards == turned(rightwards)
    assert "border-right: 3px solid" in leftwards
    assert "border-left: 3px solid" not in leftwards
    names = re.compile(r"[\w-]+(?=:)")
    plain = [sheet.replace("right", "left") for sheet in (leftwards, rightwards)]
    assert names.findall(plain[0]) == names.findall(plain[1])


def test_no_field_or_button_is_lower_than_a_line_of_large_text(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme = Theme(qapp)
    theme.apply()
    try:
        theme.set_text_percent(200)
        line = QFontMetrics(theme.text_font()).height()
        for widget in (QLineEdit(), QComboBox(), QSpinBox(), QPushButton("Send")):
            qtbot.addWidget(widget)
            widget.ensurePolished()
            assert widget.minimumHeight() >= line + 6  # edges, and room between
    finally:
        theme.set_text_percent(100)
