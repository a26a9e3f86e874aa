from __future__ import annotations

from typing import Any

from console.cli import insight_shapes
from console.domain.ids import CaseId
from console.domain.insight import Evidence, Wish
from console.insight import figures


def shape(now: tuple[int, int], before: tuple[int, int] | None, *cases: int) -> dict[str, Any]:
    made = figures.share(
        "k", "T", now, before, of="cases", formula="F.", wish=Wish.MORE,
        evidence=Evidence([CaseId(each) for each in cases]),
    )  # fmt: skip
    return insight_shapes.figure(made)


def test_a_program_reads_the_verdict_and_what_it_stands_on() -> None:
    found = shape((60, 100), (20, 100))
    assert found["verdict"] == "better"
    assert found["before_interval"]["method"] == "Wilson score"
    assert shape((60, 100), (55, 100))["verdict"] == "no_clear_change"
    alone = shape((60, 100), None)
    assert (alone["verdict"], alone["before_interval"]) == ("none", None)


def test_a_case_that_counts_twice_is_one_case() -> None:
    found = shape((3, 3), None, 7, 8, 7)
    assert [each["case"] for each in found["cases"]] == [7, 8, 7]
    assert found["cases_in_all"] == 2
