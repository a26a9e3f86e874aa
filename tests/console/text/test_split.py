from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.limits import LIMITS_140, LIMITS_280, Limits
from console.text.entities import links
from console.text.split import split
from console.text.weight import normalise, weigh
from tests.console.text.alphabet import texts
from tests.console.text.test_weight import HOSTILE, seconds

SHORT = replace(LIMITS_280, name="short", max_weight=30)
"""A limit that short texts meet."""


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from([SHORT, LIMITS_140, LIMITS_280]))
def test_the_parts_hold_the_text_and_none_is_empty_or_too_heavy(text: str, limits: Limits) -> None:
    parts = split(text, limits)
    for part in parts:
        assert part.text.strip() == part.text != ""
        assert part.weight == weigh(part.text, limits) <= limits.max_weight
    whole = normalise(text)
    at = 0
    for part in parts:  # in order, and only white space between them is left out
        begin = whole.index(part.text, at)
        assert whole[at:begin].strip() == ""
        at = begin + len(part.text)
    assert whole[at:].strip() == ""
    assert split(text, limits) == parts


@settings(max_examples=200, deadline=None)
@given(texts)
def test_no_link_is_cut(text: str) -> None:
    # Every word is short enough for a part, or a link alone: then no link is touched.
    words = [word for word in normalise(text).split() if weigh(word, SHORT) <= SHORT.max_weight]
    parts = split(" ".join(words), SHORT)
    cut = [link for part in parts for link in spans(part.text)]
    assert cut == spans(" ".join(words))


def spans(text: str) -> list[str]:
    return [text[link.start : link.end] for link in links(text)]


@pytest.mark.parametrize(
    "link", ["https://shop.de/" + "x" * 500, "shop.de/" + "x" * 500, "shop.de/x"]
)
def test_a_link_inside_a_word_that_is_too_long_is_not_cut(link: str) -> None:
    text = "(" * 130 + link + " end"
    assert link in [found for part in split(text, LIMITS_140) for found in spans(part.text)]


def fewest(words: list[str], limits: Limits) -> int:
    """Try every way to break between words."""
    best = len(words)
    for breaks in range(2 ** (len(words) - 1)):
        parts, current = [], [words[0]]
        for number, word in enumerate(words[1:]):
            if breaks >> number & 1:
                parts.append(current)
                current = []
            current.append(word)
        parts.append(current)
        if all(weigh(" ".join(part), limits) <= limits.max_weight for part in parts):
            best = min(best, len(parts))
    return best


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["a", "bb", "sentence.", "twelveletter", "日本語", "shop.de", "Yes!", "🙂"]
        ),
        min_size=1,
        max_size=9,
    )
)
def test_there_are_as_few_parts_as_can_be(words: list[str]) -> None:
    assert len(split(" ".join(words), SHORT)) == fewest(words, SHORT)


def words_of(count: int) -> str:
    return " ".join(["four"] * count)


def test_a_part_ends_with_a_paragraph_rather_than_a_sentence_rather_than_a_word() -> None:
    paragraph = f"{words_of(20)}\n\n{words_of(4)}. {words_of(20)}"
    assert split(paragraph, LIMITS_140)[0].text == words_of(20)
    sentence = f"{words_of(20)}. {words_of(24)}"
    assert split(sentence, LIMITS_140)[0].text == f"{words_of(20)}."
    assert split(words_of(50), LIMITS_140)[0].text == words_of(28)


def test_no_nicer_break_is_bought_with_one_more_part() -> None:
    text = f"{words_of(20)}. {words_of(35)}"
    assert weigh(text, LIMITS_140) <= 280
    assert len(split(text, LIMITS_140)) == 2


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000", "\0"])
def test_nothing_to_say_has_no_parts(text: str) -> None:
    assert split(text, LIMITS_140) == ()


@pytest.mark.parametrize("count", [140, 141, 280, 281, 1000])
def test_a_word_too_long_is_cut_as_late_as_can_be(count: int) -> None:
    parts = split("x" * count, LIMITS_140)
    assert [len(part.text) for part in parts[:-1]] == [140] * (len(parts) - 1)
    assert len(parts) == -(-count // 140)


def test_what_belongs_together_is_not_cut() -> None:
    family = "👩\u200d👩\u200d👧"
    for lead in range(6):
        parts = split("x" * (136 + lead) + family * 3, LIMITS_140)
        assert "".join(part.text for part in parts).count(family) == 3
        assert all(not part.text.startswith("\u200d") for part in parts)
        assert sum(part.text.count(family) for part in parts) == 3


@pytest.mark.parametrize("unit", [*HOSTILE, "a b ", "end. ", "\n\n", "a\n\n", "shop.de/a,"])
def test_four_times_the_text_takes_about_four_times_as_long(unit: str) -> None:
    few, many = unit * (4000 // len(unit)), unit * (16000 // len(unit))
    assert seconds(lambda: split(many, LIMITS_140)) <= 10 * seconds(lambda: split(few, LIMITS_140))
