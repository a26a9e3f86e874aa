"""Targets as text: there and back, and damage counts as not set."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.business_hours import BusinessHours
from console.domain.opening_week import read_week
from console.domain.targets import ANSWER, MINUTE, Targets
from tests.console.domain.test_business_hours import some_hours

FULL = Targets(
    BusinessHours(
        read_week("Mon-Fri 09:00-12:00, 13:00-17:00; Sat 22:00-02:00"),
        "Europe/Berlin",
        "DE",
        "BY",
        frozenset({date(2026, 12, 24), date(2026, 12, 31)}),
    ),
    answer=timedelta(minutes=90),
    solution=timedelta(days=3),
    called_first=timedelta(hours=48),
)


def test_what_is_written_is_read() -> None:
    assert Targets.of(FULL.text()) == FULL
    assert Targets.of(Targets().text()) == Targets()
    assert Targets.of(FULL.text()).text() == FULL.text()


@settings(max_examples=50)
@given(some_hours())
def test_any_hours_are_kept(hours: BusinessHours) -> None:
    assert Targets.of(Targets(hours).text()).hours == hours


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "7", '"x"', "[240, 1440, 4320]", "[" * 100_000, "{}",
     '{"answer": "240"}', '{"answer": true}', '{"answer": 240.5}', '{"answer": -1}',
     '{"answer": 1e99}', '{"solution": 0}', '{"called_first": null}', '{"week": "garbage"}',
     '{"week": 7}', '{"zone": []}', '{"zone": "a\\u0000b"}', '{"country": 49}', '{"region": {}}',
     '{"days_off": "2026-12-24"}', '{"days_off": [1, null, "x", "2026-02-30"]}'],
)  # fmt: skip
def test_what_cannot_be_read_counts_as_not_set(text: str) -> None:
    assert Targets.of(text) == Targets()


@pytest.mark.parametrize("name", list(json.loads(FULL.text())))
def test_a_good_value_stays_beside_a_bad_one(name: str) -> None:
    stored = json.loads(FULL.text())
    read = Targets.of(json.dumps(stored | {name: {"bad": 1}}))
    again = json.loads(read.text())
    assert {key: again[key] for key in stored if key != name} == {
        key: stored[key] for key in stored if key != name
    }
    assert again[name] == json.loads(Targets().text())[name]


def test_the_bounds_themselves_are_taken() -> None:
    for value in ANSWER:
        assert Targets.of(Targets(answer=value).text()).answer == value
    assert Targets.of(Targets(answer=ANSWER[0] - MINUTE).text()) == Targets()


@given(st.dictionaries(st.sampled_from(list(json.loads(FULL.text()))), st.text() | st.integers()))
def test_no_value_stops_the_desk(stored: dict[str, object]) -> None:
    assert isinstance(Targets.of(json.dumps(stored)), Targets)
