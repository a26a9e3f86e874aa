"""The measures by which rules are held against labels, and that the labels are whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.care import posts_file
from tests.labels import Half, both, decided, measures
from tests.labels.measures import Share

ALLOWED = {"replies": {"yes", "no"}, "posts": {"complaint", "question", "thanks", "other"}}


def test_kappa_takes_chance_out() -> None:
    # 45 + 15 agree of 60 + 40: 0.7 observed, 0.5 by chance (Cohen 1960, table of two raters).
    one = {str(n): "a" if n < 70 else "b" for n in range(100)}
    other = {str(n): "a" if n < 50 or 70 <= n < 80 else "b" for n in range(100)}
    observed, chance = 0.7, 0.7 * 0.6 + 0.3 * 0.4
    assert measures.kappa(one, other) == pytest.approx((observed - chance) / (1 - chance))
    assert measures.kappa(one, one) == 1
    assert measures.kappa({"1": "a"}, {"1": "a"}) == 1


def test_wilson_intervals_are_those_of_the_formula() -> None:
    assert Share(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998
    assert Share(15, 148).interval == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert Share(0, 20).interval == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert Share(0, 0).interval == (0, 1)


def test_precision_and_recall_count_what_they_say() -> None:
    truth = {"1": "yes", "2": "yes", "3": "yes", "4": "no"}
    said = {"1": "yes", "2": "no", "3": "yes", "4": "yes", "5": "yes"}
    assert measures.precision(said, "yes", truth) == Share(2, 3)
    assert measures.recall(said, "yes", truth) == Share(2, 3)
    assert measures.accuracy(said, truth) == Share(2, 4)


@pytest.mark.parametrize(("name", "count"), [("replies", 400), ("posts", 300)])
def test_each_text_is_labelled_twice_and_in_one_half(name: str, count: int) -> None:
    first, second = both(name)
    assert len(first) == count
    assert set(first.values()) | set(second.values()) <= ALLOWED[name]
    halves = [decided(name, half) for half in Half]
    assert not set(halves[0]) & set(halves[1])
    assert set(halves[0]) | set(halves[1]) == set(first)


@pytest.mark.parametrize("name", ["replies", "posts"])
def test_the_texts_are_those_that_the_definition_names(test_data: Path, name: str) -> None:
    raw = json.loads(posts_file(test_data).read_text("utf-8"))
    customers = {user["id"] for user in raw["users"] if user["username"][-4:].isdigit()}
    wanted = [
        post["id"] for post in raw["posts"] if (post["author_id"] in customers) == (name == "posts")
    ]
    wanted.sort(key=lambda one: hashlib.sha256(one.encode()).hexdigest())
    first, _ = both(name)
    assert list(first) == wanted[: len(first)]
