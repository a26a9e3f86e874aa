"""Where the layout runs leftwards, what is painted stands and is met as in a mirror."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenDesk
from tests.ui.given_messages import NOW, PHOTO, call, post
from tests.ui.test_models import case
from ui import svg
from ui.case_delegate import CaseDelegate
from ui.icons import Icons
from ui.inbox_model import MARKED, ROW
from ui.insight_cases_delegate import InsightCaseDelegate
from ui.mirror import Mirror
from ui.palette_delegate import PaletteDelegate
from ui.palette_model import ENTRY, Heading
from ui.part_delegate import PartDelegate
from ui.part_words import Card
from ui.saved_list import SavedDelegate
from ui.spend_bar import SpendBar
from ui.spending_words import Fill, Level
from ui.tag_chips import TagChips
from ui.theme import BAR, Theme
from ui.timeline_delegate import TimelineDelegate
from ui.timeline_model import TimelineModel
from ui.timeline_places import Frame, Places
from ui.timeline_view import TimelineView
from ui.two_line_button import TwoLineButton
from ui.views import COUNT, VIEW, View
from ui.views_delegate import ViewDelegate

WIDE = 420
NEAR = 3
"""So many pixels may an edge stand beside its mirror image: letters have room at their sides."""
LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def leftwards(qapp: QApplication) -> Iterator[None]:
    """The layout of the whole program runs leftwards."""
    qapp.setLayoutDirection(RTL)
    yield
    qapp.setLayoutDirection(LTR)


def test_place_is_turned_over_within_its_area() -> None:
    area = QRect(10, 5, 300, 40)
    mirror, place = Mirror(area, RTL), QRect(14, 6, 40, 20)
    assert mirror.rect(place) == QStyle.visualRect(RTL, area, place)
    assert mirror.rect(mirror.rect(place)) == place
    assert mirror.rect_f(QRectF(place)) == QRectF(mirror.rect(place))
    assert mirror.left(14, 40) == mirror.rect(place).left()
    assert mirror.point(QPointF(10, 7)) == QPointF(310, 7)
    sides = Qt.AlignmentFlag
    turned = mirror.side(sides.AlignRight | sides.AlignVCenter | Qt.TextFlag.TextSingleLine)
    assert turned == int(
        sides.AlignLeft | sides.AlignAbsolute | sides.AlignVCenter | Qt.TextFlag.TextSingleLine
    )


def test_layout_that_runs_rightwards_changes_nothing() -> None:
    mirror, place = Mirror(QRect(10, 5, 300, 40), LTR), QRect(14, 6, 40, 20)
    assert mirror.rect(place) == place
    assert mirror.left(14, 40) == 14
    assert mirror.side(Qt.AlignmentFlag.AlignRight) == int(Qt.AlignmentFlag.AlignRight)


def _ink(image: QImage, rows: range | None = None) -> list[tuple[int, int]]:
    """Return from where to where something is drawn, in columns; gaps of letters are none."""
    ratio = image.devicePixelRatio()
    assert ratio == 1
    found: list[tuple[int, int]] = []
    for x in range(image.width()):
        ground = image.pixelColor(x, 0)
        column = (image.pixelColor(x, y) != ground for y in rows or range(1, image.height() - 1))
        if not any(column):
            continue
        if found and x - found[-1][1] <= 8:
            found[-1] = (found[-1][0], x)
        else:
            found.append((x, x))
    return found


def _is_mirrored(
    first: list[tuple[int, int]], second: list[tuple[int, int]], width: int, near: int = NEAR
) -> bool:
    turned = sorted((width - 1 - end, width - 1 - begin) for begin, end in second)
    return len(first) == len(turned) and all(
        abs(a - b) <= near
        for one, other in zip(first, turned, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def _drawn(
    delegate: QStyledItemDelegate, index: QModelIndex, way: Qt.LayoutDirection, *, chosen: bool
) -> QImage:
    option = QStyleOptionViewItem()
    option.direction = way
    height = delegate.sizeHint(option, index).height()
    option.rect = QRect(0, 0, WIDE, height)
    if chosen:
        option.state = QStyle.StateFlag.State_Selected
    image = QImage(QSize(WIDE, height), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image


def _index(holder: QWidget, **roles: object) -> QModelIndex:
    """Return a row with what it holds; the keys are numbers behind an underscore."""
    model, item = QStandardItemModel(holder), QStandardItem("Late parcels")
    for role, value in roles.items():
        item.setData(value, int(role.removeprefix("_")))
    model.appendRow(item)
    return model.index(0, 0)


Delegates = list[tuple[QStyledItemDelegate, QModelIndex, range | None]]


@pytest.fixture
def delegates(theme: Theme, qtbot: QtBot) -> Iterator[Delegates]:
    """Delegates, a row for each, and the lines of it in which each text has one side."""
    holder = QWidget()
    qtbot.addWidget(holder)
    row = replace(case(1), unread=True, calls=1, reach=20_000, trouble=1)
    of_case = _index(holder, **{f"_{int(ROW)}": row})
    headings = {f"_{int(ENTRY)}": Heading("Cases", "3 found")}
    view = _index(holder, **{f"_{int(VIEW)}": View.ALL, f"_{int(COUNT)}": 12})
    yield [
        (CaseDelegate(theme, lambda: NOW, holder), of_case, range(8, 22)),
        (InsightCaseDelegate(theme, lambda: NOW, holder), of_case, range(8, 22)),
        (ViewDelegate(theme, Icons(theme), holder), view, None),
        (PaletteDelegate(theme, lambda: NOW, holder), _index(holder, **headings), None),
        (SavedDelegate(theme, holder), _index(holder), None),
    ]
    holder.close()


def test_rows_are_drawn_as_in_a_mirror(delegates: Delegates) -> None:
    for delegate, index, rows in delegates:
        one, other = (_drawn(delegate, index, way, chosen=False) for way in (LTR, RTL))
        found = _ink(one, rows)
        assert found, delegate
        assert one != other
        assert _is_mirrored(found, _ink(other, rows), WIDE), (delegate, found, _ink(other, rows))


def test_bar_of_the_chosen_row_is_at_its_beginning(delegates: Delegates, theme: Theme) -> None:
    accents = {theme.colour("accent").name(), theme.colour("accent_text").name()}
    for delegate, index, _ in delegates:
        if isinstance(delegate, PaletteDelegate):
            continue  # its heading is never chosen
        one, other = (_drawn(delegate, index, way, chosen=True) for way in (LTR, RTL))
        middle = one.height() // 2
        for x in range(BAR):
            assert one.pixelColor(x, middle).name() in accents, delegate
            assert other.pixelColor(WIDE - 1 - x, middle).name() in accents, delegate
            assert other.pixelColor(x, middle).name() not in accents, delegate


def _places(theme: Theme, way: Qt.LayoutDirection) -> list[Places]:
    delegate, model = TimelineDelegate(theme), TimelineModel(theme)
    delegate.set_width(WIDE, way)
    messages = (
        post(1, "See https://example.org/a for it", media=(PHOTO,)),
        post(2, own=True),
        call(3),
        post(4, "مرحبا، أين الطرد؟"),
    )
    model.show_messages(messages, NOW + timedelta(hours=1), None)
    return [delegate.places(model.entry(row)) for row in range(len(messages))]


def test_messages_stand_as_in_a_mirror(theme: Theme) -> None:
    area = QRect(0, 0, WIDE, 1)
    for one, other in zip(_places(theme, LTR), _places(theme, RTL), strict=True):
        assert other.box == QStyle.visualRect(RTL, area, one.box)
        assert one.height == other.height
        for each in fields(Frame):
            place, seen = getattr(one.frame, each.name), getattr(other.frame, each.name)
            if isinstance(place, QRect) and not place.isEmpty():
                assert seen == QStyle.visualRect(RTL, area, place), each.name
        for tile, turned in zip(one.tiles, other.tiles, strict=True):
            assert turned.rect == QStyle.visualRect(RTL, area, tile.rect)
            assert other.tile_at(turned.rect.center()) == one.tile_at(tile.rect.center()) == 0


def test_link_is_met_where_it_is_seen(theme: Theme) -> None:
    for way in (LTR, RTL):
        put = _places(theme, way)[0]
        link = put.block.links[0]
        spot = put.block.rects(link.start, link.end)[0].center().toPoint()
        assert put.link_at(put.frame.text.topLeft() + spot) == link
        assert put.link_at(put.frame.text.topLeft() + QPoint(1, spot.y())) is None


def test_row_begins_at_the_right_beside_the_scroll_bar(qtbot: QtBot, theme: Theme) -> None:
    model = TimelineModel(theme)
    view = TimelineView(model, theme)
    qtbot.addWidget(view)
    view.setLayoutDirection(RTL)
    view.resize(WIDE, 200)
    view.show()
    model.show_messages([post(n) for n in range(1, 40)], NOW + timedelta(hours=1), None)
    qtbot.waitUntil(view.verticalScrollBar().isVisible)
    row = view.row_rect(view.first_in_sight()[0])
    assert row.right() == view.viewport().width() - 1
    assert view.viewport().mapTo(view, row.topRight()).x() == WIDE - 1


def test_bar_of_the_card_follows_the_layout_and_its_words_the_text(theme: Theme) -> None:
    delegate, card = PartDelegate(theme, theme), Card("Hello", 1, 1, 135, 140)
    images = []
    for way in (LTR, RTL):
        image = QImage(QSize(300, delegate.height(card, 300)), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setLayoutDirection(way)
        whole = QRect(image.rect())
        delegate.draw(painter, card, whole, marked=True, focused=False, direction=way)
        painter.end()
        images.append(image)
    one, other = images
    inner = QRect(12, 3, 276, one.height() - 10)
    assert _ink(one.copy(inner)) == _ink(other.copy(inner))  # the text's own sides
    accent, middle = theme.colour("accent"), one.height() // 2 - 2
    assert one.pixelColor(5, middle) == accent
    assert other.pixelColor(294, middle) == accent


Widget = Callable[[Theme], QWidget]


def _spend_bar(theme: Theme) -> QWidget:
    made = SpendBar(theme)
    made.show_fill(Fill(0.3, Level.NEAR))
    return made


def _chips(theme: Theme) -> QWidget:
    made = TagChips(theme)
    made.show_words("delivery", ("birthday", "kettle"))
    return made


def _button(theme: Theme) -> QWidget:
    return TwoLineButton(theme, "Connect", "With an app's keys", icon="link", strong=True)


@pytest.mark.parametrize("make", [_spend_bar, _chips, _button])
def test_widgets_are_drawn_as_in_a_mirror(qtbot: QtBot, theme: Theme, make: Widget) -> None:
    images = []
    for way in (LTR, RTL):
        widget = make(theme)
        qtbot.addWidget(widget)
        widget.setLayoutDirection(way)
        widget.resize(WIDE, max(widget.sizeHint().height(), 4))
        images.append(widget.grab().toImage())
    one, other = (_filled(image) for image in images)
    assert one
    assert _is_mirrored(one, other, WIDE)
    assert images[0] != images[1]


def _filled(image: QImage) -> list[tuple[int, int]]:
    """Return the ink of an image's middle lines, without a frame at the very edges."""
    middle = image.height() // 2
    return _ink(image, range(max(1, middle - 12), min(image.height() - 1, middle + 12)))


@pytest.mark.usefixtures("leftwards")
def test_icon_that_points_is_turned_and_a_clock_is_not() -> None:
    assert "matrix(-1 0 0 1 16 0)" in svg.recoloured("chevron-right", "#000000").decode()
    assert "matrix" not in svg.recoloured("clock", "#000000").decode()
    assert svg.address("send", "#000000") != svg.address("clock", "#000000")


def test_icons_point_as_they_are_drawn_where_lines_run_rightwards() -> None:
    assert svg.recoloured("chevron-right", None).decode() == svg.source("chevron-right")


def test_case_is_marked_where_its_ring_is_seen(open_desk: OpenDesk, qtbot: QtBot) -> None:
    inbox = open_desk().window.inbox
    inbox.list.setLayoutDirection(RTL)
    area, port = inbox.list.visualRect(inbox.model.index(1)), inbox.list.viewport()
    middle = area.center().y()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(area.right() - 4, middle))
    assert inbox.model.data(inbox.model.index(1), MARKED)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(4, middle))
    assert inbox.list.currentIndex().row() == 1
