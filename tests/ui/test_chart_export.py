"""A chart leaves the desk as a picture or as shapes, light on white, with its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.insight import Table
from tests.ui.given_charts import bars, dots, each_kind
from ui import chart_colours
from ui.chart_values import chart_note
from ui.insight_chart import ChartView
from ui.theme import Appearance, Theme
from ui.tokens import LIGHT

SVG = "{http://www.w3.org/2000/svg}"
SERIES = QColor(chart_colours.of(LIGHT).series[0]).rgb()
WHITE = QColor("white").rgb()
each_table = pytest.mark.parametrize(
    "table", each_kind(), ids=[table.chart.kind for table in each_kind() if table.chart]
)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[ChartView]:
    theme = Theme(qapp)
    theme.set_appearance(Appearance.DARK)
    view = ChartView(theme)
    qtbot.addWidget(view)
    view.resize(480, 280)
    yield view
    theme.set_appearance(Appearance.SYSTEM)


def texts(written: bytes) -> list[str]:
    root = ET.fromstring(written)
    return [(each.text or "").strip() for each in root.iter(f"{SVG}text")]


def count(image: QImage, colour: int) -> int:
    return sum(
        image.pixel(x, y) == colour for y in range(image.height()) for x in range(image.width())
    )


@each_table
def test_an_svg_is_drawn_by_a_viewer_as_the_png_is(view: ChartView, table: Table) -> None:
    view.show_table(table, "UTC")
    renderer = QSvgRenderer(QByteArray(view.svg()))
    assert renderer.isValid()
    size = renderer.viewBox().size()
    assert size.width() == 480
    drawn = QImage(size, QImage.Format.Format_RGB32)
    drawn.fill(QColor("magenta"))
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    assert drawn.pixel(0, 0) == drawn.pixel(479, size.height() - 1) == WHITE
    picture = QImage.fromData(view.png(1))
    assert picture.size() == drawn.size()
    one, other = count(drawn, SERIES), count(picture, SERIES)
    assert one == pytest.approx(other, rel=0.15, abs=40)


@each_table
def test_an_svg_holds_texts_and_no_pictures(view: ChartView, table: Table) -> None:
    view.show_table(table, "UTC")
    written = view.svg()
    assert table.title in texts(written)
    assert not list(ET.fromstring(written).iter(f"{SVG}image"))
    assert b', sans-serif"' in written


def test_a_png_has_as_many_dots_as_it_is_scaled(view: ChartView) -> None:
    view.show_table(bars())
    size = QImage.fromData(view.png(1)).size()
    assert size.width() == 480
    for scale in (2, 3):
        assert QImage.fromData(view.png(scale)).size() == size * scale
    assert QImage.fromData(view.png()).size() == size * 2


def test_files_are_light_on_white_in_a_dark_theme(view: ChartView) -> None:
    view.show_table(bars())
    picture = QImage.fromData(view.png(1))
    assert picture.pixel(0, 0) == WHITE
    assert count(picture, SERIES) > 2000


def test_a_file_says_what_has_to_be_known(view: ChartView) -> None:
    view.show_table(replace(bars(), note="The last week is not over."))
    assert "The last week is not over." in texts(view.svg())


def test_hostile_words_stay_words_in_a_file(view: ChartView) -> None:
    names = ('"/><script>alert(1)</script>', "nul\0l \x1b \ud800", '" font-family="x')
    view.show_table(replace(bars(names=names), title="<b>Title</b> & more"))
    view.resize(1000, 280)
    written = view.svg()
    said = [each.strip("\u2068\u2069") for each in texts(written)]  # it is well formed, too
    assert "<b>Title</b> & more" in said
    assert '"/><script>alert(1)</script>' in said
    assert '" font-family="x' in said
    assert not list(ET.fromstring(written).iter(f"{SVG}script"))


@pytest.mark.parametrize("count", [4, 10, 30, 31, 90])
def test_a_file_has_all_rows_however_low_the_window_is(view: ChartView, count: int) -> None:
    names = tuple(f"P{n}" for n in range(count))
    note = "What a reader has to know. " * 8
    view.show_table(replace(bars(names=names), note=note))
    view.resize(480, 120)
    said = texts(view.svg())
    assert [each for each in said if each in names] == list(names)
    assert not [each for each in said if "more" in each]
    # The note is whole, too, in as many lines as it needs.
    lines = " ".join(each for each in said if each in note)
    assert sorted(lines.split()) == sorted(note.split())


def test_a_note_on_an_interval_stands_only_where_that_is_drawn(view: ChartView) -> None:
    note = "Two weeks are compared; the interval is of 95 %. The last is not over."
    view.show_table(replace(bars(), note=note))
    said = texts(view.svg())
    assert "Two weeks are compared. The last is not over." in said
    assert chart_note(replace(dots(), note=note)) == note
    assert chart_note(replace(bars(), note="The interval of the share is of 95 %.")) == ""
