"""The words beside a figure: on its tile, in its definition, in the list of questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.ids import CaseId
from console.domain.insight import Evidence, Figure, Interval, Unit, Wish
from console.domain.verdicts import Verdict
from console.insight import figures
from console.insight.figures import Part
from tests.ui.given_insight import SCOPE, figure, section
from ui import insight_words
from ui.insight_definition import FigureDefinition
from ui.insight_questions import QuestionsModel, headline
from ui.theme import Theme

HOUR_MS = 3_600_000
OVER = SCOPE.period.end
HALF_WAY = OVER - timedelta(days=14)


def share(now: Part, before: Part | None, wish: Wish = Wish.MORE) -> Figure:
    return figures.share("k", "Answered", now, before, of="cases", formula="F.", wish=wish)


def count(now: int, before: int) -> Figure:
    return figures.count("k", "Cases", now, before, of="cases", formula="F.", wish=Wish.LESS)


@pytest.mark.parametrize(
    ("given_figure", "expected"),
    [
        # 60 of 100 after 10 of 100: up by 50 points, which is wished for.
        (share((60, 100), (10, 100)), "▲ 50 points more, better"),
        (share((60, 100), (10, 100), Wish.LESS), "▲ 50 points more, worse"),
        (share((60, 100), (10, 100), Wish.NEITHER), "▲ 50 points more, a clear change"),
        # Nine before are too few to say, whatever is wished for.
        (share((6, 10), (1, 9)), "▲ 49 points more, too few to say"),
        (share((6, 10), (1, 9), Wish.NEITHER), "▲ 49 points more, too few to say"),
        (share((12, 20), (10, 20)), "▲ 10 points more, no clear change"),
        (share((604, 1000), (600, 1000)), "= as before"),
        # 60 cases after 30: twice as many, beyond chance.
        (count(60, 30), "▲ 100 % more, worse"),
        # 6 after 3 may be chance, and are nine in all.
        (count(6, 3), "▲ 3 more, too few to say"),
        # 12 after 9: the interval of the ratio holds 1.
        (count(12, 9), "▲ 33 % more, no clear change"),
        (count(12, 0), "▲ 12 more"),
        # 90 min after 2 h: a quarter of 2 h less; without intervals nothing is said of it.
        (figure(unit=Unit.DURATION, value=1.5 * HOUR_MS, before=2 * HOUR_MS), "▼ 25 % shorter"),
        (
            figure(unit=Unit.DURATION, value=10 * HOUR_MS, before=2 * HOUR_MS),
            "▲ 5.0 times as long",
        ),
        (figure(unit=Unit.DURATION, value=-60_000, before=60_000), "▼ 2 min shorter"),
    ],
)
def test_a_change_is_told_by_arrow_and_word_and_judged_where_there_is_enough(
    given_figure: Figure, expected: str
) -> None:
    compared = insight_words.compared(given_figure)
    assert compared is not None
    assert compared.text == expected


def test_without_a_value_before_nothing_is_compared() -> None:
    assert insight_words.compared(figure(before=None)) is None
    assert insight_words.compared(figure(value=None)) is None


@pytest.mark.parametrize(
    ("unit", "interval", "brief", "full"),
    [
        (
            Unit.SHARE,
            Interval(0.11, 0.25, "Wilson score"),
            "between 11 and 25 %",
            "11 to 25 %, 95 % interval (Wilson score)",
        ),
        (
            Unit.DURATION,
            Interval(HOUR_MS, 3 * HOUR_MS, "order statistics"),
            "between 1 h and 3 h",
            "1 h to 3 h, 95 % interval (order statistics)",
        ),
        (Unit.DURATION, Interval(HOUR_MS, HOUR_MS + 1, "x"), "about 1 h", "1 h, 95 % interval (x)"),
        (
            Unit.NUMBER,
            Interval(1.5, float("inf"), "x"),
            "at least 1.5",
            "1.5 to any, 95 % interval (x)",
        ),
        (Unit.SHARE, None, "", ""),
    ],
)
def test_the_tile_says_between_what_it_lies_and_the_definition_how_that_was_found(
    unit: Unit, interval: Interval | None, brief: str, full: str
) -> None:
    given_figure = figure(unit=unit, interval=interval)
    assert insight_words.interval(given_figure) == brief
    assert insight_words.interval_in_full(given_figure) == full


def test_days_are_told_with_both_ends_within() -> None:
    assert insight_words.period(SCOPE.period, "UTC") == "1 Oct to 29 Oct 2026"
    whole = replace(SCOPE, touchpoint="")
    assert insight_words.scope(whole, "UTC").endswith(", cases without a touchpoint")


def test_a_period_that_goes_on_is_said_to() -> None:
    assert insight_words.period(SCOPE.period, "UTC", HALF_WAY) == "1 Oct to 29 Oct 2026, so far"
    assert insight_words.period(SCOPE.period, "UTC", OVER) == "1 Oct to 29 Oct 2026"
    product = replace(SCOPE, touchpoint="product")
    said = insight_words.scope(product, "UTC", HALF_WAY)
    assert said == "1 Oct to 29 Oct 2026, so far, product"


def test_the_definition_says_what_it_is_compared_with(qtbot: QtBot, qapp: QApplication) -> None:
    made = FigureDefinition(Theme(qapp))
    qtbot.addWidget(made)
    made.show_figure(figure(), SCOPE, "UTC", HALF_WAY)
    said = "50 %, from 20; 3 Sep to 1 Oct 2026"
    assert made.facts["before"].text() == f"{said}, as far as this period has gone"
    assert made.facts["period"].text() == "1 Oct to 29 Oct 2026, so far"
    made.show_figure(figure(), SCOPE, "UTC", OVER)
    assert made.facts["before"].text() == said
    assert made.facts["period"].text() == "1 Oct to 29 Oct 2026"


def test_a_case_that_counts_twice_is_shown_once(qtbot: QtBot, qapp: QApplication) -> None:
    made = FigureDefinition(Theme(qapp))
    qtbot.addWidget(made)
    one, two = CaseId(1), CaseId(2)
    made.show_figure(figure(evidence=Evidence((one, two, one, one))), SCOPE, "UTC")
    assert made.cases_button.text() == "Show the cases (2)"


@pytest.mark.parametrize(
    ("given_figure", "expected"),
    [
        (share((60, 100), (10, 100)), ("▲ 50 points more, better", "ok")),
        (share((10, 100), (60, 100)), ("▼ 50 points less, worse", "warn")),
        (share((60, 100), None), ("Answered", "quiet")),
        # What is found from too few is no answer, whatever it was before.
        (share((3, 7), (7, 9), Wish.NEITHER), ("too few to say", "quiet")),
        (share((3, 8), None), ("too few to say", "quiet")),
        # Six cases are six, however many there were.
        (count(6, 3), ("▲ 3 more, too few to say", "quiet")),
    ],
)
def test_the_list_of_questions_says_where_there_are_too_few(
    given_figure: Figure, expected: tuple[str, str]
) -> None:
    text, token = headline(given_figure, "UTC")
    assert (text.strip("\u2068\u2069"), token) == expected


def test_so_it_is_read_out(qtbot: QtBot) -> None:
    model = QuestionsModel()
    few = share((3, 8), None)
    model.show_section(section([few]), "UTC")
    heard = str(model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert heard == "Which touchpoint fails? Answered: 38 %, too few to say"
    model.show_section(section([replace(few, verdict=Verdict.NONE)]), "UTC")
    heard = str(model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert heard == "Which touchpoint fails? Answered: 38 %"
