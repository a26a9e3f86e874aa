"""A chart is seen, pointed at, walked through by keys, and heard."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSizeF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QGraphicsPathItem, QToolTip
from pytestqt.qtbot import QtBot

from console.domain.insight import Chart, ChartKind, Column, Table, Unit
from tests.ui.given_charts import (
    DAY,
    HOUR,
    MONDAY,
    NAMES,
    bars,
    dots,
    each_kind,
    heat,
    over_time,
    pareto,
)
from ui.chart_plane import ARROWS, Marks
from ui.chart_sheet import Mark, Plain, Style
from ui.insight_chart import LEAST, ChartView
from ui.theme import Appearance, Theme

Shown = Callable[..., ChartView]
KINDS = [table.chart.kind for table in each_kind() if table.chart]
each_table = pytest.mark.parametrize("table", each_kind(), ids=KINDS)
KEY = Qt.Key


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp)
    yield made
    made.set_appearance(Appearance.SYSTEM)


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    def show(table: Table, width: int = 600, height: int = 300, **more: float) -> ChartView:
        view = ChartView(theme)
        qtbot.addWidget(view)
        view.resize(width, height)
        with qtbot.waitExposed(view):
            view.show()
        view.show_table(table, "UTC", **more)
        return view

    return show


def words(view: ChartView) -> list[str]:
    """Returns the texts that are to be seen, from the top left."""
    texts = [item for item in view._sheet.scene.items() if isinstance(item, Plain)]
    texts.sort(key=lambda item: (item.pos().y(), item.pos().x()))
    return [item.text().strip("\u2068\u2069") for item in texts]


def mark(view: ChartView, row: int, column: int = 0) -> Mark:
    return next(each for each in view._sheet.marks if each[:2] == (row, column))


def middle(view: ChartView, row: int, column: int = 0) -> QPoint:
    return mark(view, row, column).place.center().toPoint()


def picture_of(view: ChartView) -> QImage:
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def dots_of(image: QImage, colour: str, room: QRect) -> int:
    """Returns how many dots of a part of a picture have exactly a colour."""
    wanted, room = QColor(colour).rgb(), room & image.rect()
    return sum(
        image.pixel(x, y) == wanted
        for y in range(room.top(), room.bottom() + 1)
        for x in range(room.left(), room.right() + 1)
    )


def of_series(view: ChartView, row: int, series: int = 0) -> int:
    """Returns how many dots of a row are in a series' colour."""
    colour = view._sheet.style.colours.of_series(series)
    return dots_of(picture_of(view), colour, mark(view, row).place.toRect())


@each_table
def test_every_kind_marks_each_of_its_rows_within_its_room(shown: Shown, table: Table) -> None:
    view = shown(table, 480, 280)
    assert {each.row for each in view._sheet.marks} == set(range(len(table.rows)))
    room = view.rect().adjusted(-1, -1, 1, 1)
    for item in view._sheet.scene.items():
        if isinstance(item, Plain):
            assert room.contains(item.sceneBoundingRect().toRect()), item.text()


@each_table
@pytest.mark.parametrize("size", [(LEAST.width(), LEAST.height()), (480, 280), (1000, 300)])
def test_no_words_lie_upon_others(shown: Shown, table: Table, size: tuple[int, int]) -> None:
    view = shown(table, *size)
    places = [
        item.sceneBoundingRect().adjusted(1, 3, -1, -3)
        for item in view._sheet.scene.items()
        if isinstance(item, Plain) and item.text()
    ]
    for number, one in enumerate(places):
        for other in places[:number]:
            assert not one.intersects(other)


@pytest.mark.parametrize("width", [LEAST.width(), 480, 700])
@pytest.mark.parametrize("classes", [1, 9, 60])
def test_names_of_classes_stay_inside_and_apart(shown: Shown, width: int, classes: int) -> None:
    names = tuple(f"{n * 15} to {n * 15 + 15} min" for n in range(classes))
    view = shown(
        bars(ChartKind.HISTOGRAM, names)
        if classes > 1
        else replace(bars(ChartKind.HISTOGRAM), rows=((names[0], 3),)),
        width,
    )
    places = [
        item.sceneBoundingRect()
        for item in view._sheet.scene.items()
        if isinstance(item, Plain) and ("min" in item.text() or "to" in item.text())
    ]
    assert places
    for number, one in enumerate(places):
        assert view.rect().contains(one.toRect())
        inner = one.adjusted(0, 3, 0, -3)
        assert not any(inner.intersects(each.adjusted(0, 3, 0, -3)) for each in places[:number])


def test_a_bar_is_as_long_as_its_number(shown: Shown) -> None:
    view = shown(bars())
    whole, half, fifth = (of_series(view, row) for row in range(3))
    assert whole > 1000
    assert half / whole == pytest.approx(15 / 30, abs=0.02)
    assert fifth / whole == pytest.approx(6 / 30, abs=0.02)
    assert words(view) == ["Cases", "Delivery", "30", "Billing", "15", "Phone line", "6"]


def test_a_pareto_chart_says_what_is_reached_and_nothing_where_nothing_is(shown: Shown) -> None:
    view = shown(pareto())
    said = words(view)
    assert [each for each in said if each.endswith("%")] == ["60 %", "90 %", "100 %", "80 %"]
    assert "With those above" in said
    assert of_series(view, 0, 1) > 20  # its dot
    assert of_series(view, 3, 1) == 0


def test_lines_end_in_their_name_and_have_a_gap_where_there_is_no_value(shown: Shown) -> None:
    view = shown(over_time())
    assert {"Delivery", "Billing", "5 Oct", "9 Nov"} <= set(words(view))
    assert of_series(view, 1, 1) > 0
    assert of_series(view, 2, 1) == 0
    assert of_series(view, 2, 0) > 0


def test_what_is_not_over_is_pale_in_a_stack(shown: Shown) -> None:
    over = shown(over_time(ChartKind.STACK))
    still = shown(over_time(ChartKind.STACK), now_ms=MONDAY + 36 * DAY)
    assert of_series(over, 5) > 100
    assert of_series(still, 5) == 0
    assert of_series(still, 4) == of_series(over, 4) > 100
    pale = still._sheet.style.colours.pale_of(0, 0.45)
    assert dots_of(picture_of(still), pale, mark(still, 5).place.toRect()) > 100


def test_days_that_are_still_to_come_are_not_nought(shown: Shown) -> None:
    view = shown(over_time(), now_ms=MONDAY + 15 * DAY)
    assert of_series(view, 2) > 0
    assert of_series(view, 4) == of_series(view, 5) == 0


def test_a_line_is_dashed_where_it_is_not_over(shown: Shown) -> None:
    found = []
    for view in (shown(over_time()), shown(over_time(), now_ms=MONDAY + 36 * DAY)):
        place = mark(view, 5).place.toRect()
        place.setRight(place.center().x() - 6)  # without the mark at the end
        colour = QColor(view._sheet.style.colours.of_series(1)).rgb()
        picture = picture_of(view)
        found.append(
            sum(
                any(picture.pixel(x, y) == colour for y in range(place.top(), place.bottom()))
                for x in range(place.left(), place.right())
            )
        )
    whole, dashed = found
    assert whole * 0.3 < dashed < whole * 0.8


def test_names_at_one_height_are_written_one_below_the_other(shown: Shown) -> None:
    table = over_time()
    view = shown(replace(table, rows=tuple((row[0], 20, 20) for row in table.rows)))
    delivery, billing = (
        item.sceneBoundingRect()
        for name in ("Delivery", "Billing")
        for item in view._sheet.scene.items()
        if isinstance(item, Plain) and item.text() == name
    )
    assert not delivery.adjusted(0, 1, 0, -1).intersects(billing)
    assert delivery.bottom() <= view.height()


def test_a_heat_map_tells_nought_from_no_value(shown: Shown) -> None:
    view = shown(heat())
    picture, colours = picture_of(view), view._sheet.style.colours
    nought, none, most = (mark(view, *at).place.toRect() for at in ((0, 0), (0, 2), (1, 3)))
    assert dots_of(picture, colours.of_share(0), nought) > 500
    assert dots_of(picture, colours.of_share(0), none) == 0
    row = none.center().y()
    hatched = {picture.pixel(x, row) for x in range(none.left() + 2, none.right() - 2)}
    assert len(hatched) > 2  # the lines' smooth edges
    assert dots_of(picture, colours.of_share(1), most) > 500
    assert "no value" in words(view)
    assert "4 h" in words(view)


def test_dots_say_value_and_count_and_none_where_there_is_none(shown: Shown) -> None:
    view = shown(dots())
    assert {"4 h", "41", "2 h", "12", "–", "2"} <= set(words(view))
    assert of_series(view, 0) > 50
    assert of_series(view, 2) == 0


def test_an_open_interval_goes_on_to_the_edge(shown: Shown) -> None:
    """From 1 h on without an end it is drawn further than from 1 h to 3 h."""
    table = dots()
    view = shown(table)
    arrows = [
        item
        for item in view._sheet.scene.items()
        if isinstance(item, Marks) and item.symbol in ARROWS
    ]
    assert [len(item.path().toSubpathPolygons()) for item in arrows] == [1]
    closed = replace(
        table, rows=(table.rows[0], (*table.rows[1][:3], 3 * 3_600_000, 12), table.rows[2])
    )
    assert of_series(view, 1) > of_series(shown(closed), 1)


def test_an_empty_table_says_so_in_words(shown: Shown) -> None:
    for table in each_kind():
        view = shown(replace(table, rows=(), empty="No case has a touchpoint."))
        assert words(view) == ["No case has a touchpoint."]
        assert view._sheet.marks == []


@each_table
def test_one_row_and_rows_without_any_value_are_drawn(shown: Shown, table: Table) -> None:
    one = shown(replace(table, rows=table.rows[:1]))
    one.grab()
    assert {mark.row for mark in one._sheet.marks} == {0}
    for value in (None, 0):
        same = tuple((row[0], *(value for _ in row[1:])) for row in table.rows)
        view = shown(replace(table, rows=same))
        view.grab()
        assert {mark.row for mark in view._sheet.marks} == set(range(len(same)))


def test_hostile_names_are_drawn_as_they_are(shown: Shown) -> None:
    names = ("<b>bold</b>", "\u202eturned", "x" * 10_000, "nul\0l", "")
    for kind in (ChartKind.BARS, ChartKind.HISTOGRAM):
        view = shown(bars(kind, names), 900)
        view.grab()
        said = words(view)
        assert "<b>bold</b>" in said
        assert "turned" in said
        assert "nul l" in said
        assert any(each.startswith("xxx") and each.endswith("…") for each in said)


def test_a_name_without_room_is_whole_in_the_tool_tip(shown: Shown, qtbot: QtBot) -> None:
    long = "Store opening hours, parking & <deliveries> to the side door"
    view = shown(bars(names=("Delivery", long, "Billing")), 480)
    assert long not in words(view)
    at = middle(view, 1)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    qtbot.waitUntil(QToolTip.isVisible)
    assert "&amp; &lt;deliveries&gt; to the side door" in QToolTip.text()
    assert "Cases: 15" in QToolTip.text()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_many_rows_are_told_and_the_keys_bring_them_in(shown: Shown, qtbot: QtBot) -> None:
    view = shown(bars(names=tuple(f"Place {n}" for n in range(1000))))
    seen = len(view._sheet.marks)
    assert 5 < seen <= 30
    assert f"{1000 - seen:,} more" in words(view)
    view.setFocus()
    for _ in range(seen):
        qtbot.keyClick(view, KEY.Key_Down)
    assert [each.row for each in view._sheet.marks] == list(range(1, seen + 1))
    qtbot.keyClick(view, KEY.Key_End)
    assert view.row == 999
    assert "Place 999" in words(view)
    assert f"{1000 - seen:,} more above" in words(view)
    qtbot.keyClick(view, KEY.Key_Home)
    assert "Place 0" in words(view)


def test_keys_move_the_mark_from_row_to_row_and_no_further(shown: Shown, qtbot: QtBot) -> None:
    view = shown(bars())
    view.setFocus()
    for key, row in (
        (KEY.Key_Down, 1), (KEY.Key_Right, 2), (KEY.Key_Down, 2), (KEY.Key_Up, 1),
        (KEY.Key_Left, 0), (KEY.Key_Up, 0), (KEY.Key_End, 2), (KEY.Key_Home, 0),
        (KEY.Key_PageDown, 2), (KEY.Key_PageUp, 0),
    ):  # fmt: skip
        qtbot.keyClick(view, key)
        assert view.row == row


def test_keys_walk_a_heat_map_in_both_ways(shown: Shown, qtbot: QtBot) -> None:
    view = shown(heat())
    view.setFocus()
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Down):
        qtbot.keyClick(view, key)
    assert "Tue, 02, 1 h" in view.accessibleDescription()
    qtbot.keyClick(view, KEY.Key_Up)
    assert "Mon, 02, no value" in view.accessibleDescription()
    qtbot.keyClick(view, KEY.Key_End)
    assert "Mon, 03, 2 h" in view.accessibleDescription()


def test_enter_and_a_click_ask_for_the_row(shown: Shown, qtbot: QtBot) -> None:
    view = shown(bars())
    view.setFocus()
    wanted: list[int] = []
    view.row_wanted.connect(wanted.append)
    qtbot.keyClick(view, KEY.Key_Down)
    qtbot.keyClick(view, KEY.Key_Return)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view, 2))
    qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=middle(view, 0))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert wanted == [1, 2]
    assert view.row == 2


def test_a_chart_of_nothing_asks_for_nothing(shown: Shown, qtbot: QtBot) -> None:
    view = shown(replace(bars(), rows=()))
    view.setFocus()
    with qtbot.assertNotEmitted(view.row_wanted):
        for key in (KEY.Key_Return, KEY.Key_Down, KEY.Key_End):
            qtbot.keyClick(view, key)
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton)


@each_table
def test_the_ring_is_seen_while_the_chart_has_the_focus(
    shown: Shown, qtbot: QtBot, table: Table
) -> None:
    view = shown(table)
    focus = view._sheet.style.colours.focus
    view.clearFocus()
    assert dots_of(picture_of(view), focus, view.rect()) == 0
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert dots_of(picture_of(view), focus, view.rect()) > 20


def test_what_the_pointer_is_over_is_lit(shown: Shown, qtbot: QtBot) -> None:
    view = shown(bars())
    hover, place = view._sheet.style.colours.hover, mark(view, 1).place.toRect()
    assert dots_of(picture_of(view), hover, place) == 0
    qtbot.mouseMove(view, QPoint(2, 2))
    qtbot.mouseMove(view, middle(view, 1))
    qtbot.waitUntil(lambda: dots_of(picture_of(view), hover, place) > 500)
    assert view.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_wheel_and_drag_move_nothing(shown: Shown, qtbot: QtBot) -> None:
    view = shown(over_time())
    before = picture_of(view)
    qtbot.mousePress(view, Qt.MouseButton.RightButton, pos=middle(view, 1))
    qtbot.mouseMove(view, middle(view, 4))
    qtbot.mouseRelease(view, Qt.MouseButton.RightButton, pos=middle(view, 4))
    qtbot.mouseMove(view, QPoint(1, 1))
    qtbot.waitUntil(lambda: view._pointed is None)
    assert picture_of(view) == before
    assert QApplication.activePopupWidget() is None


def test_a_screen_reader_hears_title_kind_rows_and_the_value(shown: Shown, qtbot: QtBot) -> None:
    view = shown(pareto())
    view.setFocus()
    assert view.accessibleName() == "Cases by touchpoint"
    assert view.accessibleDescription() == (
        "Pareto chart, 4 rows. Touchpoint: Delivery, Cases: 30, With those above: 60 %. 1 of 4."
    )
    qtbot.keyClick(view, KEY.Key_Down)
    assert "Touchpoint: Billing, Cases: 15, With those above: 90 %. 2 of 4." in (
        view.accessibleDescription()
    )
    view.show_table(replace(pareto(), rows=(), empty="Nothing yet."))
    assert view.accessibleDescription() == "Pareto chart. Nothing yet."


def test_each_kind_is_named_to_a_screen_reader(shown: Shown) -> None:
    said = [shown(table).accessibleDescription().partition(",")[0] for table in each_kind()]
    assert said == [
        "Bar chart", "Pareto chart", "Line chart", "Stacked bar chart", "Heat map", "Histogram",
        "Dot chart with intervals",
    ]  # fmt: skip


def test_the_mark_stays_when_the_same_table_is_read_anew(shown: Shown, qtbot: QtBot) -> None:
    view = shown(bars())
    view.setFocus()
    qtbot.keyClick(view, KEY.Key_Down)
    view.show_table(bars())
    assert view.row == 1
    view.show_table(replace(bars(), key="another"))
    assert view.row == 0


def test_a_table_without_a_chart_is_not_drawn(shown: Shown) -> None:
    view = shown(replace(bars(), chart=None))
    assert words(view) == []
    assert view.png() == view.svg() == b""


def test_the_chart_follows_the_theme_and_the_size(shown: Shown, theme: Theme) -> None:
    theme.set_appearance(Appearance.LIGHT)
    view = shown(bars())
    light = view._sheet.style.colours.series[0]
    assert of_series(view, 0) > 1000
    theme.set_appearance(Appearance.DARK)
    assert view._sheet.style.colours.series[0] != light
    assert of_series(view, 0) > 1000
    before = of_series(view, 0)
    view.resize(900, 300)
    assert of_series(view, 0) > before * 1.4


def test_a_chart_of_ratios_is_read_from_as_before(shown: Shown) -> None:
    table = dots()
    columns = tuple(
        replace(column, unit=Unit.CHANGE) if column.unit is Unit.DURATION else column
        for column in table.columns
    )
    rows = (("More", 2.0, 1.5, 2.8, 40), ("Fewer", 0.5, 0.35, float("inf"), 40))
    view = shown(replace(table, columns=columns, rows=rows))
    assert {"as before", "\u221250 %", "+100 %"} <= set(words(view))


def test_charts_drawn_over_and_over_leave_nothing_behind(shown: Shown) -> None:
    view = shown(heat())
    items = len(view._sheet.scene.items())
    for _ in range(5):
        for table in each_kind():
            view.show_table(table, "UTC")
            view.grab()
    view.show_table(heat(), "UTC")
    gc.collect()
    assert len(view._sheet.scene.items()) == items


HALF_COVERED = 130


def is_near(one: int, other: int) -> bool:
    """Return whether a pixel is of a colour, or half covered by it: a line may lie between two."""
    mine, its = QColor(one), QColor(other)
    apart = (mine.red() - its.red(), mine.green() - its.green(), mine.blue() - its.blue())
    return sum(map(abs, apart)) < HALF_COVERED


def test_a_long_line_has_a_gap_only_where_there_is_no_value(shown: Shown) -> None:
    """A line is drawn in pieces, which meet."""
    days = tuple((MONDAY + n * DAY, None if n == 60 else 20, 10) for n in range(120))
    view = shown(replace(over_time(), rows=days), 1000)
    colour = QColor(view._sheet.style.colours.of_series(0)).rgb()
    picture = picture_of(view)
    left, right = middle(view, 0).x(), middle(view, 119).x() - 6  # without the mark at the end
    empty = [
        x
        for x in range(left, right)
        if not any(is_near(picture.pixel(x, y), colour) for y in range(picture.height()))
    ]
    gap = mark(view, 60).place.center().x()
    assert empty
    assert all(abs(x - gap) <= (right - left) / 119 + 2 for x in empty)


def test_an_interval_has_a_beam_where_it_ends(shown: Shown) -> None:
    """Three rows' ends are six, of which one is open; one row has no value."""
    view = shown(dots())
    lines = [
        item.path()
        for item in view._sheet.scene.items()
        if isinstance(item, QGraphicsPathItem)
        and item.pen().color() == QColor(view._sheet.style.colours.of_series(0))
        and item.pen().widthF() == 2
    ]
    assert len(lines) == 1
    parts = [line.boundingRect() for line in lines[0].toSubpathPolygons()]
    assert sorted(part.width() == 0 for part in parts) == [False] * 2 + [True] * 3


def test_six_hundred_drawings_leave_nothing_behind(shown: Shown) -> None:
    views = [shown(table, 480, 280) for table in each_kind()]
    items = [len(view._sheet.scene.items()) for view in views]
    for turn in range(600):
        view, table = views[turn % len(views)], each_kind()[turn % len(views)]
        view.show_table(table, "UTC")
        if not turn % 50:
            view.resize(480 + turn % 3, 280)
            view.grab()
            view.svg()
            gc.collect()
    assert [len(view._sheet.scene.items()) for view in views] == items


def test_rows_keep_their_names_however_many(shown: Shown) -> None:
    few = shown(bars(names=NAMES))
    assert few.sizeHint().height() == few.minimumHeight() == 64 + 24 * len(NAMES)
    tall = shown(bars(names=tuple(f"P{n}" for n in range(500))))
    assert tall.sizeHint().height() == 64 + 24 * 31
    assert shown(over_time()).minimumSize() == LEAST
    assert mark(tall, 0).place.contains(QPointF(middle(tall, 0)))


def test_a_short_lying_chart_leaves_no_hole_below_it(shown: Shown) -> None:
    view = shown(bars(names=("Delivery", "Billing")))
    view.resize(600, view.sizeHint().height())
    assert view.height() - mark(view, 1).place.bottom() < 40


def test_what_was_taken_is_drawn_once_whatever_sizes_are_on_the_way(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = shown(bars())
    drawn: list[float] = []
    begin = view._sheet.begin

    def note(style: Style, size: QSizeF) -> None:
        drawn.append(size.width())
        begin(style, size)

    monkeypatch.setattr(view._sheet, "begin", note)
    view.take(bars(names=("Delivery", "Billing")), "UTC")
    for width in (500, 700, 640):
        view.resize(width, 300)
    view.draw()
    view.draw()
    assert drawn == [640]
    view.resize(650, 300)
    assert len(drawn) == 2


def test_a_line_has_its_colour_and_mark_by_its_name_whatever_its_place_is(shown: Shown) -> None:
    def table(names: tuple[str, ...]) -> Table:
        columns = (
            Column("at", "Week", Unit.DAY),
            *(Column(f"line_{n}", name, Unit.COUNT) for n, name in enumerate(names)),
        )
        rows = tuple((MONDAY + 7 * n * DAY, *(5 for _ in names)) for n in range(3))
        chart = Chart(ChartKind.LINES, "at", tuple(each.key for each in columns[1:]))
        return Table("over_time", "Cases by week", columns, rows, chart=chart)

    def colours(names: tuple[str, ...]) -> dict[str, tuple[str, str]]:
        view = shown(table(names), 700, 300)
        marks = [item for item in view._sheet.scene.items() if isinstance(item, Marks)]
        ends = [item for item in marks if item.path().elementCount() and item.symbol]
        ends = [item for item in ends if item.boundingRect().left() > 500]
        ends.sort(key=lambda item: item.boundingRect().top())
        said = [each for each in words(view) if each in names]
        return {
            name: (item.brush().color().name(), item.symbol)
            for name, item in zip(said, ends[-len(names) :], strict=True)
        }

    one = colours(("app", "delivery", "billing", "store", "product"))
    assert len(set(one.values())) == 5
    assert colours(("billing", "product", "app", "store", "delivery")) == one


def test_one_long_wait_does_not_take_the_colours_of_all_others(shown: Shown) -> None:
    """By rank, 1 h and 2 h are as far apart as 2 h and 60 h."""
    table = heat()
    hours = (("Mon", HOUR, 2 * HOUR, None, 60 * HOUR), ("Tue", None, None, None, None))
    view = shown(replace(table, rows=hours), 600, 300)
    picture, colours = picture_of(view), view._sheet.style.colours
    for column, share in ((0, 0), (1, 0.5), (3, 1)):
        place = mark(view, 0, column).place.toRect()
        assert dots_of(picture, colours.of_share(share), place) > 500
    none = mark(view, 0, 2).place.toRect()
    assert picture.pixel(none.center()) != picture.pixel(none.topLeft() + QPoint(6, 6))
    assert "in the middle 2 h" in words(view)
