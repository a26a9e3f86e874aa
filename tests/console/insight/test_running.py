from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.domain.insight import Figure, Interval, Question, Section, Unit, Wish
from console.domain.verdicts import Verdict
from console.insight import running
from console.insight.windows import Window
from tests.console.insight.told import Told, at

NEAR, WAS = Interval(80, 100, "x"), Interval(5, 15, "x")
MADE = Figure(
    "k", "T", Unit.NUMBER, 90.0, 50, "cases", "F.", Wish.LESS, NEAR, 9.0, 50, before_interval=WAS
)


def test_the_figures_that_a_section_made_itself_are_judged_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Window, Window | None]] = []

    def section(window: Window, before: Window | None) -> Section:
        asked.append((window, before))
        return Section(Question.THANKS, "Some do.", (MADE,))

    monkeypatch.setitem(running.SECTIONS, Question.THANKS, section)
    told = Told(now="2026-11-19 09:00")
    scope, rows = told.windows("2026-11-16", "2026-11-22")[0].scope, told.told()
    alone = running.answer(Question.THANKS, rows, scope, at(told.now))
    every = running.run(rows, scope, at(told.now))
    assert every is not None
    among = next(each for each in every.sections if each.question is Question.THANKS)
    for found in (alone, among):
        assert found.figures == (replace(MADE, verdict=Verdict.WORSE),)
    for window, before in asked:
        assert before is not None
        assert before.period.start == window.period.start - timedelta(days=7)
        assert before.period.end == at("2026-11-12 09:00")
