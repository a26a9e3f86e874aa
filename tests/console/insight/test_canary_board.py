from __future__ import annotations

import pytest

from console.insight import canary_board
from tests.console.insight.told import Told, cells, figure, table


def test_touchpoints_stand_by_how_many_cases_they_have_and_add_up() -> None:
    told = Told()
    for touchpoint, times in (("delivery", 3), ("billing", 1), ("", 2)):
        for _ in range(times):
            told.post(told.case(touchpoint), "2026-11-17 10:00")
    section = told.ask(canary_board.section, "2026-11-16", "2026-11-22")
    assert cells(table(section, "touchpoints"), "touchpoint", "cases", "share", "reached") == [
        ("delivery", 3, 0.75, 0.75),
        ("billing", 1, 0.25, 1.0),
        ("not said", 2, None, None),
    ]
    assert figure(section, "cases").value == 6
    assert figure(section, "touchpoint_said").value == pytest.approx(4 / 6)
    assert section.sentence == "Most often it is delivery: 3 of 4 cases, 75 %."
