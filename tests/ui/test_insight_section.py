"""One question of the insight: its figures, what is behind them, and what stays in place."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from console.domain.ids import to_ms
from console.domain.insight import Evidence, Interval, Question, Section, Unit
from console.domain.verdicts import Verdict
from tests.console import given
from tests.ui import given_insight
from tests.ui.given_insight import SCOPE, Shop, board, figure, section
from ui.chart_sheet import Sheet, Style
from ui.insight_section import SectionView
from ui.insight_splitter import CASES
from ui.long_words import percent_kept
from ui.theme import Theme

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
ROWS = (
    ("delivery", 3, 0.6, 1.5, 1.1, 2.0),
    ("billing", 2, 0.4, None, None, None),
    ("not said", 1, None, None, None, None),
)


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path) -> Iterator[Shop]:
    with given_insight.shop(tmp_path, 6) as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, shop: Shop) -> SectionView:
    theme = Theme(qapp)
    made = SectionView(shop.lanes.reader, theme, shop.bench.clock)
    theme.setParent(made)
    qtbot.addWidget(made)
    made.resize(480, 560)
    made.show()
    return made


def told(shop: Shop, *, first: float = 0.6) -> Section:
    """A canary board: 60 % of the cases answered, three cases of delivery."""
    cases = shop.cases
    evidence = [Evidence(cases[:3]), Evidence(cases[3:5]), Evidence(cases[5:])]
    figures = (
        figure("answered", first, evidence=given_insight.waits(cases[:2], [5, 9])),
        figure("cases", 6, unit=Unit.COUNT, n=6, before=None, evidence=Evidence(cases)),
        figure("left", None, n=0, before=None, note="There are no cases that are left."),
        figure("promises", 0, unit=Unit.COUNT, n=0, before=None),
    )
    return section(figures, [board(ROWS, evidence), given_insight.fixes()])


def listed(view: SectionView) -> list[object]:
    model = view.cases.model
    return [model.id_at(row) for row in range(model.rowCount())]


def click_tile(qtbot: QtBot, view: SectionView, place: int = 0) -> None:
    qtbot.mouseClick(view.tiles.tiles[place], LEFT)


def turn(qtbot: QtBot, view: SectionView, box: int = 0) -> None:
    """Show a box as a table."""
    qtbot.mouseClick(view.boxes[box].table_button, LEFT)


def test_it_says_the_finding_and_each_figure_with_what_makes_it_believable(
    shop: Shop, view: SectionView
) -> None:
    held = told(shop)
    sure = replace(
        held.figures[0],
        interval=Interval(0.38, 0.78, "Wilson score"),
        verdict=Verdict.NO_CLEAR_CHANGE,
    )
    view.show_section(replace(held, figures=(sure, *held.figures[1:])), SCOPE, "UTC")
    assert view.question.text() == "Which touchpoint fails?"
    assert view.sentence.text() == "Most often it is delivery."
    tile = view.tiles.tiles[0]
    assert tile.value.text() == "60 %"
    assert tile.basis.text() == "20 cases that began in the period"
    assert tile.interval.text() == "between 38 and 78 %"
    assert tile.change.text() == "▲ 10 points more, no clear change"
    assert tile.was.text() == "before 50 %"
    empty = view.tiles.tiles[2]
    assert empty.value.text().strip("\u2068\u2069") == "–"
    assert empty.note.text() == "There are no cases that are left."
    assert not empty.change.isVisible()
    assert "60 %" in tile.accessibleName()


def test_tiles_stand_two_by_two_in_a_narrow_window_and_in_one_row_in_a_wide_one(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")

    def rows() -> list[int]:
        tops = [tile.y() for tile in view.tiles.tiles]
        return [tops.count(top) for top in sorted(set(tops))]

    qtbot.waitUntil(lambda: rows() == [2, 2])
    view.resize(1000, 560)
    qtbot.waitUntil(lambda: rows() == [4])
    right = view.tiles.tiles[-1].geometry().right()
    assert right == view.tiles.width() - 1


def test_tiles_have_the_height_of_their_rows_when_the_cases_take_room_beside_them(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    row = view.tiles

    def open_cases(width: int) -> int:
        """Open them at a width, and return how high the tiles were before."""
        view.close_cases()
        view.resize(width, 700)
        view.show_section(told(shop), SCOPE)
        qtbot.waitUntil(lambda: row.height() == row.heightForWidth(row.width()))
        before = row.height()
        view.boxes[0].row_wanted.emit(0)
        qtbot.waitUntil(view.cases.isVisible)
        return before

    # At 860 pixels there are two rows already: only after that did one row keep its height.
    open_cases(860)
    qtbot.waitUntil(lambda: row.height() == row.heightForWidth(row.width()))
    one = open_cases(1000)
    qtbot.waitUntil(lambda: row.height() == row.heightForWidth(row.width()) > 1.5 * one)


def test_a_tile_opens_its_definition_by_a_click_and_by_keys(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    click_tile(qtbot, view)
    assert view.definition.isVisible()
    facts = view.definition.facts
    assert facts["formula"].text() == "Cases with an answer of ours, divided by all."
    assert facts["base"].text() == "20 cases that began in the period"
    assert facts["before"].text() == (
        "50 %, from 20; 3 Sep to 1 Oct 2026, as far as this period has gone"
    )
    assert not facts["interval"].isVisible()
    assert view.definition.cases_button.text() == "Show the cases (2)"
    click_tile(qtbot, view)
    assert not view.definition.isVisible()
    for key in (Key.Key_Return, Key.Key_Space):
        view.tiles.tiles[1].setFocus()
        qtbot.keyClick(view.tiles.tiles[1], key)
        assert view.definition.isVisible()
        assert view.definition.title.text() == "Cases"
        qtbot.keyClick(view.tiles.tiles[1], Key.Key_Escape)
        assert not view.definition.isVisible()
        assert not view.tiles.tiles[1].isChecked()


def test_another_tile_takes_the_place_of_the_open_one(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    click_tile(qtbot, view, 0)
    click_tile(qtbot, view, 2)
    assert [tile.isChecked() for tile in view.tiles.tiles] == [False, False, True, False]
    assert view.definition.facts["note"].text() == "There are no cases that are left."
    assert not view.definition.cases_button.isVisible()


def test_the_cases_behind_a_figure_open_and_escape_goes_back_step_by_step(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    wanted: list[object] = []
    view.case_wanted.connect(wanted.append)
    view.show_section(told(shop), SCOPE, "UTC")
    click_tile(qtbot, view)
    view.definition.cases_button.setFocus()
    qtbot.keyClick(view.definition.cases_button, Key.Key_Space)
    qtbot.waitUntil(lambda: listed(view) == [shop.cases[1], shop.cases[0]])
    assert view.cases.list.accessibleName() == "Answered: 2 cases"
    qtbot.waitUntil(view.cases.list.hasFocus)
    qtbot.keyClick(view.cases.list, Key.Key_Return)
    assert wanted == [shop.cases[1]]
    qtbot.keyClick(view.cases.list, Key.Key_Escape)
    assert not view.cases.isVisible()
    assert view.definition.isVisible()
    assert view.definition.cases_button.hasFocus()
    qtbot.keyClick(view.definition.cases_button, Key.Key_Escape)
    assert not view.definition.isVisible()
    assert view.tiles.tiles[0].hasFocus()


def test_a_row_shows_the_cases_behind_it_however_the_table_is_sorted(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    turn(qtbot, view)
    table = view.boxes[0].table
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    place = table.visualRect(table.rows.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: listed(view) == [shop.cases[4], shop.cases[3]])
    assert view.cases.list.accessibleName() == "billing: 2 cases"


def test_of_rows_of_the_same_name_each_has_its_own_cases(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    cases = shop.cases
    rows = (("app", 1, None, None, None, None), ("app", 2, None, None, None, None))
    table = board(rows, [Evidence(cases[:1]), Evidence(cases[1:3])])
    view.show_section(section(tables=[table]), SCOPE, "UTC")
    view.boxes[0].row_wanted.emit(1)
    qtbot.waitUntil(lambda: listed(view) == [cases[2], cases[1]])
    # With the rows in another order, the first of the name.
    other = board((ROWS[1], *rows), [Evidence(cases[3:4]), *table.evidence])
    view.show_section(section(tables=[other]), SCOPE, "UTC")
    qtbot.waitUntil(lambda: listed(view) == [cases[0]])


def test_a_definition_is_of_its_figure_wherever_that_stands(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    held = told(shop)
    view.show_section(held, SCOPE, "UTC")
    click_tile(qtbot, view)
    view.show_section(replace(held, figures=held.figures[1:]), SCOPE, "UTC")
    assert not view.definition.isVisible()


def test_a_mark_of_the_chart_shows_the_cases_behind_it(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    chart = view.boxes[0].chart
    assert chart is not None
    assert view.chart is chart
    chart.setFocus()
    qtbot.keyClick(chart, Key.Key_Down)
    qtbot.keyClick(chart, Key.Key_Return)
    qtbot.waitUntil(lambda: listed(view) == [shop.cases[4], shop.cases[3]])


def test_chart_or_table_is_remembered_for_each_table(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    box = view.boxes[0]
    assert box.chart is not None
    assert box.chart.isVisible()
    box.chart_button.setFocus()
    qtbot.keyClick(box.chart_button, Key.Key_Right)
    qtbot.keyClick(box.table_button, Key.Key_Space)
    assert box.table.isVisible()
    assert not box.chart.isVisible()
    assert view.chart is None
    view.show_section(section(question=Question.THANKS), SCOPE, "UTC")
    view.show_section(told(shop), SCOPE, "UTC")
    assert view.boxes[0].table.isVisible()
    qtbot.mouseClick(view.boxes[0].chart_button, LEFT)
    chart = view.boxes[0].chart
    assert chart is not None
    assert chart.isVisible()


def test_an_empty_table_says_so_and_offers_no_chart(shop: Shop, view: SectionView) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    box = view.boxes[1]
    assert box.empty.text() == "No fix is recorded yet."
    assert box.empty.isVisible()
    assert not box.table.isVisible()
    assert not box.chart_button.isVisible()


def test_shown_anew_everything_stays_where_it_is(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    click_tile(qtbot, view)
    qtbot.mouseClick(view.definition.cases_button, LEFT)
    qtbot.waitUntil(lambda: len(listed(view)) == 2)
    bar = view.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 60)
    bar.setValue(60)
    boxes, focused = list(view.boxes), view.window().focusWidget()
    view.show_section(told(shop, first=0.7), SCOPE, "UTC")
    assert view.tiles.tiles[0].value.text() == "70 %"
    assert view.definition.isVisible()
    assert view.cases.isVisible()
    assert view.boxes == boxes
    assert bar.value() == 60
    assert view.window().focusWidget() is focused


def test_cases_that_are_behind_nothing_any_more_are_said_to_be_none(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    view.boxes[0].row_wanted.emit(1)
    qtbot.waitUntil(lambda: len(listed(view)) == 2)
    held = told(shop)
    fewer = replace(
        held.tables[0], rows=held.tables[0].rows[:1], evidence=held.tables[0].evidence[:1]
    )
    view.show_section(replace(held, tables=(fewer, held.tables[1])), SCOPE, "UTC")
    qtbot.waitUntil(lambda: not listed(view))
    assert view.cases.list.accessibleName() == "billing: 0 cases"


def test_another_question_begins_at_its_top_with_nothing_open(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    click_tile(qtbot, view)
    qtbot.mouseClick(view.definition.cases_button, LEFT)
    view.area.verticalScrollBar().setValue(50)
    view.show_section(replace(told(shop), question=Question.ANSWERING), SCOPE, "UTC")
    assert not view.definition.isVisible()
    assert not view.cases.isVisible()
    assert view.area.verticalScrollBar().value() == 0
    assert view.boxes[0].act_button.isHidden()


def test_while_the_figures_are_on_their_way_it_says_so(shop: Shop, view: SectionView) -> None:
    view.show_waiting()
    assert view.waiting.isVisible()
    view.show_section(told(shop), SCOPE, "UTC")
    assert not view.waiting.isVisible()


def test_a_fix_is_asked_for_at_the_chosen_touchpoint(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    wanted: list[object] = []
    view.fix_wanted.connect(wanted.append)
    view.show_section(told(shop), SCOPE, "UTC")
    qtbot.mouseClick(view.boxes[0].act_button, LEFT)
    assert wanted == [""]
    turn(qtbot, view)
    view.boxes[0].table.selectRow(1)
    qtbot.mouseClick(view.boxes[0].act_button, LEFT)
    # Cases of which nobody said where it failed are no touchpoint.
    view.boxes[0].table.selectRow(2)
    qtbot.mouseClick(view.boxes[0].act_button, LEFT)
    assert wanted == ["", "billing", ""]


def menu_of(view: SectionView, qtbot: QtBot, box: int, row: int) -> QMenu:
    view.boxes[box].menu_wanted.emit(row, view.mapToGlobal(QPoint(40, 40)))
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in view.findChildren(QMenu)))
    return next(menu for menu in view.findChildren(QMenu) if menu.isVisible())


def test_the_menu_of_a_touchpoint_offers_its_cases_a_fix_and_a_copy(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    wanted: list[object] = []
    view.fix_wanted.connect(wanted.append)
    view.show_section(told(shop), SCOPE, "UTC")
    menu = menu_of(view, qtbot, 0, 0)
    assert [act.text() for act in menu.actions()] == ["Show the cases", "Record a fix…", "Copy"]
    menu.actions()[1].trigger()
    menu.close()
    assert wanted == ["delivery"]
    menu = menu_of(view, qtbot, 0, 2)
    assert [act.text() for act in menu.actions()] == ["Show the cases", "Copy"]
    menu.close()


def test_a_fix_is_found_by_its_row_to_be_changed_or_removed(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    verbs = shop.bench.desk.insight
    verbs.record_fix("app", "Noor", "New release", date(2026, 10, 3))
    verbs.record_fix("billing", "Mika", "Clear invoices", date(2026, 10, 5))
    rows = [(fix.touchpoint, fix.action, fix.owner, to_ms(fix.at)) for fix in verbs.fixes()]
    view.show_section(section(tables=[given_insight.fixes(rows)]), SCOPE, "UTC")
    table = view.boxes[0].table
    table.setFocus()
    table.selectRow(1)
    with qtbot.waitSignal(view.fix_wanted) as changed:
        qtbot.keyClick(table, Key.Key_Return)
    assert changed.args == [verbs.fixes()[1]]
    with qtbot.waitSignal(view.fix_removal_wanted) as removed:
        qtbot.keyClick(table, Key.Key_Delete)
    assert removed.args == [verbs.fixes()[1]]
    menu = menu_of(view, qtbot, 0, 0)
    assert [act.text() for act in menu.actions()] == ["Change…", "Remove", "Copy"]
    with qtbot.waitSignal(view.fix_removal_wanted) as removed:
        menu.actions()[1].trigger()
    menu.close()
    assert removed.args == [verbs.fixes()[0]]


def test_a_fix_that_was_changed_meanwhile_is_not_taken_for_another(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    wanted: list[object] = []
    view.fix_wanted.connect(wanted.append)
    verbs = shop.bench.desk.insight
    verbs.record_fix("app", "Noor", "New release", date(2026, 10, 3))
    rows = [("app", "Another wording", "Noor", to_ms(given.START))]
    view.show_section(section(tables=[given_insight.fixes(rows)]), SCOPE, "UTC")
    view.boxes[0].row_opened.emit(0)
    done: list[object] = []
    shop.lanes.reader.submit(lambda desk: desk.insight.fixes(), done.append, receiver=view)
    qtbot.waitUntil(lambda: bool(done))
    assert wanted == []


def test_words_of_others_are_drawn_as_they_are(shop: Shop, view: SectionView) -> None:
    hostile = "<img src=x>\u202e & <b>bold</b>"
    held = told(shop)
    view.show_section(replace(held, sentence=hostile), SCOPE, "UTC")
    assert view.sentence.textFormat() == Qt.TextFormat.PlainText
    assert "<img src=x>" in view.sentence.text()
    assert "\u202e" not in view.sentence.text()


def styled(qtbot: QtBot, theme: Theme, shop: Shop) -> SectionView:
    """Return a view in the style sheet of the application, as a window shows it."""
    theme.apply()
    made = SectionView(shop.lanes.reader, theme, shop.bench.clock)
    theme.setParent(made)
    qtbot.addWidget(made)
    made.resize(600, 560)
    made.show_waiting()
    made.show()
    return made


def test_the_sentence_is_large_from_the_first_time_it_is_seen(
    qtbot: QtBot, qapp: QApplication, shop: Shop
) -> None:
    theme = Theme(qapp)
    view = styled(qtbot, theme, shop)
    view.show_section(told(shop), SCOPE, "UTC")
    wanted = theme.title_font()
    assert view.sentence.font().pointSizeF() == pytest.approx(wanted.pointSizeF())
    assert view.sentence.font().weight() == wanted.weight()
    assert view.question.font().weight() == theme.strong_font().weight()


def test_long_words_do_not_push_anything_out_of_sight(
    qtbot: QtBot, qapp: QApplication, shop: Shop
) -> None:
    view, name = styled(qtbot, Theme(qapp), shop), "W" * 60
    table = board([(name, 5, 0.1, 1.2, 0.8, 2.0)], [Evidence(shop.cases[:1])])
    said = f"Most often it is {name}."
    held = section([figure(name)], [replace(table, title=name, note=name)], sentence=said)
    view.show_section(held, SCOPE, "UTC")
    page = view.area.widget()
    assert page is not None
    assert page.width() == view.area.viewport().width()
    button = view.boxes[0].table_button
    assert button.mapTo(page, button.rect().topRight()).x() < page.width()
    # All of the word is to be read, in lines.
    line = view.sentence.fontMetrics().horizontalAdvance(name) // view.sentence.width()
    assert line >= 1
    assert view.sentence.height() >= (line + 1) * view.sentence.fontMetrics().height()
    assert view.sentence.text().replace("\u200b", "") == said


def stops(view: SectionView, count: int) -> list[QWidget | None]:
    """Return where Tab leads from where the keys are, step by step."""
    found: list[QWidget | None] = []
    for _ in range(count):
        QTest.keyClick(view.window().focusWidget(), Key.Key_Tab)
        found.append(view.window().focusWidget())
    return found


def test_tab_goes_as_one_reads_and_nothing_without_a_name_has_the_keys(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.show_section(told(shop), SCOPE, "UTC")
    assert view.area.focusPolicy() == Qt.FocusPolicy.NoFocus
    tiles, box = view.tiles.tiles, view.boxes[0]
    tiles[0].setFocus()
    assert stops(view, 6) == [*tiles[1:], box.act_button, box.chart_button, box.chart]
    # What a figure shows is the next stop after it, then what follows.
    click_tile(qtbot, view, 1)
    tiles[0].setFocus()
    opened = view.definition
    assert stops(view, 5) == [
        tiles[1], opened.cases_button, opened.close_button, tiles[2], tiles[3],
    ]  # fmt: skip
    # The cases come last, even where the chart was made after them.
    view.boxes[0].row_wanted.emit(0)
    qtbot.waitUntil(lambda: len(listed(view)) == 3)
    turn(qtbot, view)
    box.table.setFocus()
    assert stops(view, 3) == [view.cases.order, view.cases.close_button, view.cases.list]


def test_the_cases_have_their_column_again_after_a_narrow_window(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    view.resize(900, 560)
    view.show_section(told(shop), SCOPE, "UTC")
    view.boxes[0].row_wanted.emit(0)
    qtbot.waitUntil(lambda: view.cases.width() == CASES)
    view.resize(500, 560)
    qtbot.waitUntil(lambda: view.splitter.orientation() is Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: abs(view.cases.height() - view.area.height()) <= 2)
    view.resize(860, 560)
    qtbot.waitUntil(lambda: view.cases.width() == CASES)


def test_a_note_on_intervals_stands_with_the_table_that_has_them(
    qtbot: QtBot, shop: Shop, view: SectionView
) -> None:
    note = "Two weeks are compared from 10 cases on; the interval is of 95 %."
    held = told(shop)
    table = replace(held.tables[0], note=note)
    view.show_section(replace(held, tables=(table,)), SCOPE, "UTC")
    box = view.boxes[0]
    assert box.note.text() == "Two weeks are compared from 10 cases on."
    turn(qtbot, view)
    assert box.note.text() == note
    only = replace(table, note="The interval is of 95 %.")
    view.show_section(replace(held, tables=(only,)), SCOPE, "UTC")
    qtbot.mouseClick(box.chart_button, LEFT)
    assert not box.note.isVisible()


def test_each_chart_is_drawn_once_when_its_section_is_shown(
    shop: Shop, view: SectionView, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Sheet] = []
    begin = Sheet.begin

    def note(sheet: Sheet, style: Style, size: QSizeF) -> None:
        drawn.append(sheet)
        begin(sheet, style, size)

    monkeypatch.setattr(Sheet, "begin", note)
    tables = [replace(told(shop).tables[0], key=f"table_{n}") for n in range(3)]
    view.show_section(section(tables=tables), SCOPE, "UTC")
    QApplication.processEvents()
    assert len(drawn) == len(set(map(id, drawn))) == 3


def test_no_line_ends_between_a_number_and_its_percent() -> None:
    assert percent_kept("25 of 68, 37 %. 5 % more") == "25 of 68, 37\u00a0%. 5\u00a0% more"
    assert percent_kept("of % and 12%") == "of % and 12%"
