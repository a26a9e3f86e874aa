"""Every icon is there, in one style, and takes the colours of the theme."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib import resources
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QFile, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ui import svg
from ui.icons import Icons, app_icon
from ui.theme import VARIABLE, Theme
from ui.tokens import DARK, LIGHT, Appearance

NAMES = [
    "numbers",
    "inbox",
    "waiting",
    "snooze",
    "phone",
    "phone-in",
    "phone-out",
    "check",
    "all",
    "outbox",
    "insight",
    "watches",
    "search",
    "picture",
    "film",
    "link",
    "external",
    "sync",
    "offline",
    "warning",
    "lock",
    "user",
    "contact",
    "panel-right",
    "plus",
    "minus",
    "pencil",
    "undo",
    "copy",
    "chevron-down",
    "chevron-up",
    "chevron-left",
    "chevron-right",
    "close",
    "send",
    "clock",
    "bird",
    "mail",
    "chat",
    "letter",
    "stop",
    "hint",
    "offer",
    "person",
]
SVG = "{http://www.w3.org/2000/svg}"
STYLE = {
    "viewBox": "0 0 16 16",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "1.5",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}

each_icon = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def theme(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Theme]:
    monkeypatch.delenv(VARIABLE, raising=False)
    font, palette = qapp.font(), qapp.palette()
    theme = Theme(qapp)
    yield theme
    theme.deleteLater()
    QCoreApplication.sendPostedEvents(theme, QEvent.Type.DeferredDelete)
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(theme)


def colours_of(picture: QPixmap | QImage) -> set[str]:
    """Returns the colours of what is painted in full, not of its soft borders."""
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_no_drawing_is_forgotten_here() -> None:
    folder = resources.files("resources").joinpath("icons")
    found = {entry.name for entry in folder.iterdir() if entry.name.endswith(".svg")}
    assert found == {f"{name}.svg" for name in [*NAMES, "canary-desk"]}


@each_icon
def test_an_icon_is_drawn_in_the_one_style(name: str) -> None:
    root = ET.fromstring(svg.source(name))
    assert root.attrib == STYLE
    for element in root.iter():
        assert element.tag in {f"{SVG}{kind}" for kind in ("svg", "path", "circle", "rect")}
        if element is not root:
            assert not set(element.attrib) & set(STYLE)
            assert "style" not in element.attrib
    assert not re.search(r"#[0-9a-fA-F]{3}|rgb|href|<style|<script", svg.source(name))


@each_icon
def test_an_icon_is_seen_in_the_colour_of_its_token(icons: Icons, name: str) -> None:
    for size, ratio in ((16, 1.0), (16, 2.0), (24, 1.5)):
        picture = icons.pixmap(name, "danger", size, ratio)
        assert picture.deviceIndependentSize().toSize() == QSize(size, size)
        assert picture.width() == size * ratio
        painted = sum(
            picture.toImage().pixelColor(x, y).alpha() > 127
            for x in range(picture.width())
            for y in range(picture.height())
        )
        assert painted >= 8 * ratio  # a line of half the width, at least
    assert colours_of(icons.pixmap(name, "danger", 32, 2)) == {LIGHT.danger}
    assert not svg.source(name).count("<text")


@each_icon
def test_no_line_of_an_icon_is_cut_off(icons: Icons, name: str) -> None:
    image = icons.pixmap(name, "text", 64).toImage()
    last = image.width() - 1
    border = [(x, y) for x in range(last + 1) for y in range(last + 1) if {x, y} & {0, last}]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in border)


def test_icons_are_recoloured_when_the_theme_changes(theme: Theme, icons: Icons) -> None:
    assert colours_of(icons.pixmap("phone", "call", 32)) == {LIGHT.call}
    assert colours_of(icons.icon("phone", "call").pixmap(32, 32)) == {LIGHT.call}
    theme.set_appearance(Appearance.DARK)
    assert colours_of(icons.pixmap("phone", "call", 32)) == {DARK.call}
    assert colours_of(icons.icon("phone", "call").pixmap(32, 32)) == {DARK.call}


def test_an_icon_is_drawn_once_until_the_theme_changes(theme: Theme, icons: Icons) -> None:
    first = icons.pixmap("bird")
    assert icons.pixmap("bird").cacheKey() == first.cacheKey()
    assert icons.pixmap("bird", ratio=2).cacheKey() != first.cacheKey()
    theme.set_appearance(Appearance.DARK)
    assert icons.pixmap("bird").cacheKey() != first.cacheKey()


def test_icons_go_with_what_holds_them(theme: Theme) -> None:
    held = ref(Icons(theme))
    assert held() is None, "the theme outlives every dialog"


def test_an_icon_stands_in_the_middle_of_its_place(icons: Icons) -> None:
    image = QImage(80, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icons.draw(painter, QRect(0, 0, 40, 16), "plus", "link")
    painter.end()
    assert colours_of(image) == {LIGHT.link}
    assert image.pixelColor(40, 16) == QColor(LIGHT.link)
    assert {image.pixelColor(x, 16).alpha() for x in (*range(24), *range(56, 80))} == {0}


@pytest.mark.parametrize("ratio", [1, 1.25, 1.5, 1.75, 2])
def test_an_icon_is_drawn_for_the_pixels_of_what_it_is_drawn_on(icons: Icons, ratio: float) -> None:
    size = 16
    side = round(size * ratio)
    paper = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    paper.setDevicePixelRatio(ratio)
    paper.fill(Qt.GlobalColor.transparent)
    painter = QPainter(paper)
    icons.draw(painter, QRect(0, 0, size, size), "search")
    painter.end()
    sharp = icons.pixmap("search", "text", size, ratio).toImage()
    assert paper.convertToFormat(sharp.format()) == sharp


def test_an_icon_for_a_button_is_sharp_at_any_ratio(icons: Icons) -> None:
    picture = icons.icon("close").pixmap(QSize(16, 16), 2.0, QIcon.Mode.Normal, QIcon.State.Off)
    assert picture.size() == QSize(32, 32)
    assert picture.devicePixelRatio() == 2


def test_the_programs_icon_has_colours_of_its_own() -> None:
    large = app_icon().pixmap(64, 64)
    assert large.size() == QSize(64, 64)
    assert {"#17545B", "#FFCE2E"} <= colours_of(large)


def test_qt_finds_the_very_drawing_at_its_address() -> None:
    address = svg.address("snooze", "#A1B2C3")
    assert svg.address("snooze", "#A1B2C3") == address
    file = QFile(address)
    assert file.open(QIODevice.OpenModeFlag.ReadOnly)
    assert file.readAll().data() == svg.recoloured("snooze", "#A1B2C3")
    file.close()
    assert b"currentColor" not in svg.recoloured("snooze", "#A1B2C3")


def test_a_wrong_name_is_told_at_once(icons: Icons) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no such icon")
