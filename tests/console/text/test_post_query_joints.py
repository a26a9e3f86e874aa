"""An OR beside words without parentheses: how X reads it, and what was likely meant."""

from __future__ import annotations

import pytest

from console.text.post_queries import problems


@pytest.mark.parametrize(
    ("query", "read", "meant"),
    [
        ("kettle broken OR late", "(kettle broken) OR late", "kettle (broken OR late)"),
        ("shop -is:retweet OR late", "(shop -is:retweet) OR late", "(shop OR late) -is:retweet"),
        (
            "$twtr OR @XDevelopers -$fb",
            "$twtr OR (@XDevelopers -$fb)",
            "($twtr OR @XDevelopers) -$fb",
        ),
        (
            "tea pot OR cup OR mug lang:en",
            "(tea pot) OR cup OR (mug lang:en)",
            "tea (pot OR cup OR mug) lang:en",
        ),
    ],
)
def test_an_or_beside_words_is_a_remark_with_its_place(query: str, read: str, meant: str) -> None:
    (told,) = problems(query)
    assert told.message == f"X reads this as {read}."
    assert told.advice == f"Write {meant}."
    assert (told.start, told.end, told.stops) == (0, len(query), False)
    assert problems(meant) == ()


def test_the_place_is_that_of_the_group_it_stands_in() -> None:
    query = "shop (kettle broken OR late)"
    (told,) = problems(query)
    assert query[told.start : told.end] == "kettle broken OR late"


@pytest.mark.parametrize(
    "query",
    ["kettle OR pot", "kettle (broken OR late)", "(kettle broken) OR late", '"a b" OR c', "a b c"],
)
def test_what_parentheses_say_is_not_remarked_on(query: str) -> None:
    assert problems(query) == ()


def test_what_cannot_be_guessed_is_said_without_a_guess() -> None:
    (told,) = problems("a b OR c d OR e f")
    assert told.advice == "Put what belongs to OR in parentheses."
    (told,) = problems(f"{'long ' * 30}OR late")
    assert told.message == "X joins words side by side before OR."
