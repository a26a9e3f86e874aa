"""What leaves the page of the figures: charts, tables and a report, whole or not at all."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from console.domain.insight import Question
from tests.ui.conftest import OpenDesk
from tests.ui.test_insight_page import fill, show, wait
from ui.application import Application
from ui.insight_exports import _drawings
from ui.insight_page import InsightPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PNG, SVG, QUESTION, ALL, REPORT = range(5)


@pytest.fixture
def desk(open_desk: OpenDesk) -> Application:
    made = open_desk(set_up=fill)
    made.window.resize(1280, 800)
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Application) -> InsightPage:
    return show(qtbot, desk)


def possible(page: InsightPage) -> list[bool]:
    """Opens the menu by its button; returns which of its acts are possible."""
    page.export.menu().aboutToShow.emit()
    return [act.isEnabled() for act in page.export.menu().actions() if not act.isSeparator()]


def export(qtbot: QtBot, desk: Application, which: int, path: Path) -> str:
    """Chooses an act of the menu, types where to; returns the name that was proposed."""
    page = desk.window.insight.page
    assert possible(page)[which]
    acts = [act for act in page.export.menu().actions() if not act.isSeparator()]
    acts[which].trigger()
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(QFileDialog)))
    (asked,) = desk.window.findChildren(QFileDialog)
    field = asked.findChild(QLineEdit)
    assert field is not None
    proposed = field.text()
    field.setText(str(path))
    with qtbot.waitSignal(desk.window.insight.exports.said):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    return proposed


def told(desk: Application, what: str, path: Path) -> None:
    assert desk.window.status.message.text() == f"{what} written to {path}."


def test_chart_is_a_picture_file(
    qtbot: QtBot, desk: Application, page: InsightPage, tmp_path: Path
) -> None:
    path = tmp_path / "board.png"
    proposed = export(qtbot, desk, PNG, path)
    told(desk, "Chart", path)
    assert page.insight is not None
    assert proposed == f"insight-canary-board-{page.insight.made_at:%Y-%m-%d}.png"
    image = QImage(str(path))
    assert image.width() >= 720
    assert list(tmp_path.glob("*.new")) == []


def test_chart_is_a_drawing(
    qtbot: QtBot, desk: Application, page: InsightPage, tmp_path: Path
) -> None:
    assert page.isVisible()
    path = tmp_path / "board.svg"
    export(qtbot, desk, SVG, path)
    told(desk, "Chart", path)
    assert QSvgRenderer(str(path)).isValid()


def test_question_that_is_shown_is_a_table_file(
    qtbot: QtBot, desk: Application, page: InsightPage, tmp_path: Path
) -> None:
    page.questions.step(2)
    path = tmp_path / "times"
    proposed = export(qtbot, desk, QUESTION, path)
    written = path.with_suffix(".csv")
    told(desk, "Figures", written)
    assert proposed.startswith("insight-answer-times-")
    content = written.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    questions = {row[0] for row in rows[7:] if row[1]}
    assert Question.ANSWER_TIMES.words in questions
    assert Question.REACH.words not in questions


def test_all_questions_are_in_one_table_file(
    qtbot: QtBot, desk: Application, page: InsightPage, tmp_path: Path
) -> None:
    assert page.isVisible()
    path = tmp_path / "all.csv"
    export(qtbot, desk, ALL, path)
    told(desk, "Figures", path)
    text = path.read_text("utf-8-sig")
    assert page.insight is not None
    for section in page.insight.sections:
        if section.figures:
            assert section.question.words in text


def test_report_holds_all_questions_with_their_charts(
    qtbot: QtBot, desk: Application, page: InsightPage, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    export(qtbot, desk, REPORT, path)
    told(desk, "Report", path)
    text = path.read_text()
    assert page.insight is not None
    for section in page.insight.sections:
        assert f'<section id="{section.question}">' in text
    drawn = sum(
        table.chart is not None and bool(table.rows)
        for section in page.insight.sections
        for table in section.tables
    )
    assert drawn > 0
    assert text.count("data:image/svg+xml;base64,") == drawn


def test_a_file_that_cannot_be_written_is_told_and_leaves_the_other_whole(
    qtbot: QtBot, desk: Application, page: InsightPage, tmp_path: Path
) -> None:
    assert page.isVisible()
    path = tmp_path / "all.csv"
    path.write_text("before")
    path.with_name("all.csv.new").mkdir()  # in the way of the one that is to replace it
    exports = desk.window.insight.exports
    with qtbot.waitSignal(exports.troubled):
        exports._write(path, "Figures", lambda: b"x")
    assert path.read_text() == "before"
    assert desk.window.notices.isVisible()
    assert str(path) in desk.window.notices.text.text()


def test_nothing_can_be_exported_that_is_not_there(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    assert possible(page) == [True] * 5
    busy = Event()
    desk.lanes.pictures.submit(lambda _desk: busy.wait(20) or None)
    page.filters.span.setCurrentIndex(0)  # other days are asked for
    qtbot.waitUntil(page.progress.cancel.isVisible)
    assert possible(page)[QUESTION:] == [False] * 3
    busy.set()
    wait(qtbot, desk)
    assert possible(page) == [True] * 5


def test_entries_say_which_chart_it_is(page: InsightPage) -> None:
    assert possible(page) == [True] * 5
    texts = [act.text() for act in page.export.menu().actions()]
    chart = page.view.chart
    assert chart is not None
    assert texts[:2] == [f"“{chart.accessibleName()}” as {form}…" for form in ("PNG", "SVG")]
    chart.setAccessibleName("Q&A <b>")
    page.export.menu().aboutToShow.emit()
    assert "Q&&A <b>" in page.export.menu().actions()[0].text()


def test_one_file_is_made_at_a_time(
    qtbot: QtBot, desk: Application, page: InsightPage, tmp_path: Path
) -> None:
    exports, insight = desk.window.insight.exports, page.insight
    assert insight is not None
    with qtbot.waitSignal(exports.said):
        exports._draw(insight, "", tmp_path / "report.html")
        assert possible(page) == [False] * 5
    assert possible(page) == [True] * 5


def test_charts_of_a_report_have_all_their_rows(desk: Application, page: InsightPage) -> None:
    assert page.insight is not None
    section = page.insight.sections[0]
    board = section.tables[0]
    names = [f"place {number}" for number in range(12)]
    rows = tuple((name, *board.rows[0][1:]) for name in names)
    table = replace(board, rows=rows, evidence=board.evidence[:1] * 12)
    insight = replace(page.insight, sections=(replace(section, tables=(table,)),))
    ((_, svg),) = _drawings(insight, desk.theme, 0)
    assert [name for name in names if f">{name}<" not in svg] == []


def test_export_has_a_key_while_the_page_is_seen(
    qtbot: QtBot, desk: Application, page: InsightPage
) -> None:
    action = desk.window.actions_by_name["insight_export"]
    assert action.isEnabled()
    with qtbot.waitSignal(page.export.menu().aboutToShow):
        qtbot.keyClick(page.questions.list, Qt.Key.Key_E, CTRL | SHIFT)
    page.export.menu().close()
    qtbot.keyClick(desk.window, Qt.Key.Key_1, CTRL)
    assert not action.isEnabled()
