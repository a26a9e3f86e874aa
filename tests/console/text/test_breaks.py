"""Where a reader would pause: seen through the parts of a text that must break once."""

from __future__ import annotations

import pytest

from console.domain.limits import LIMITS_140
from console.text.breaks import Break
from console.text.split import split


def broken(before: str, after: str) -> Break:
    """Return what a break between two words is, where no other is possible."""
    lead = before.rjust(100, "x") if " " not in before else before
    layout = split(f"{lead} {after.ljust(100, 'x')}", LIMITS_140)
    assert len(layout) == 2
    return layout[0].ends


@pytest.mark.parametrize(
    "end",
    [
        "done.", "done!", "done?", "done?!", "done…", "done...", "done.\"", "done!)", "done.”",
        "$4.50.", "2020.", "ok?’",
    ],
)  # fmt: skip
def test_a_sentence_ends(end: str) -> None:
    assert broken(end, "We") is Break.SENTENCE


@pytest.mark.parametrize("end", ["etc.", "Inc.", "p.m.", "usw."])
def test_a_sentence_may_end_with_some_abbreviations(end: str) -> None:
    words = f"{'word ' * 20}{end}"
    assert _break_behind(words, "We") is Break.SENTENCE
    assert _break_behind(words, "we") is not Break.SENTENCE


@pytest.mark.parametrize(
    "end", ["e.g.", "i.e.", "Dr.", "Mrs.", "vs.", "z.B.", "bzw.", "ca.", "J.", "St.", "2."]
)
@pytest.mark.parametrize("after", ["Smith", "Stock"])
def test_no_part_ends_with_an_abbreviation_or_an_ordinal(end: str, after: str) -> None:
    words = f"{'word ' * 20}{end}"
    first = split(f"{'x' * (139 - len(words))} {words} {after}{'y' * 100}", LIMITS_140)[0]
    assert first.text.endswith("word")


def test_a_number_that_is_counted_stays_with_its_sign() -> None:
    for sign in ("No.", "Nr.", "p.", "ca."):
        words = f"{'word ' * 20}{sign}"
        first = split(f"{'x' * (139 - len(words))} {words} 5{'0' * 30}", LIMITS_140)[0]
        assert first.text.endswith("word")


@pytest.mark.parametrize("end", ["no.", "best.", "max.", "Sat."])
def test_a_word_that_is_also_an_abbreviation_may_end_a_sentence(end: str) -> None:
    assert _break_behind(f"{'word ' * 20}{end}", "We") is Break.SENTENCE


def test_the_steps_of_a_list_keep_their_numbers() -> None:
    steps = (
        "Hi Ada, sorry about that, here is how to fix it yourself in a minute: 1. Open the app and"
        " wait a bit until it has loaded. 2. Tap Settings in the top right corner. 3. Choose"
        " Reset, then sign in again."
    )
    first, second = split(steps, LIMITS_140)
    assert first.text.endswith("it has loaded.")
    assert second.text.startswith("2. Tap")


@pytest.mark.parametrize("end", ["done.", "done...", "“done!”", "3."])
def test_what_goes_on_in_lower_case_is_one_sentence(end: str) -> None:
    assert broken(end, "and") is Break.CLAUSE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("this,", "that"),
        ("this;", "that"),
        ("this:", "that"),
        ("this)", "that"),
        ("this", "(that)"),
    ],
)
def test_a_clause_ends(before: str, after: str) -> None:
    assert broken(before, after) is Break.CLAUSE


def test_a_price_ends_no_sentence() -> None:
    words = f"{'word ' * 20}$4.50"
    assert _break_behind(words, "We") is Break.WORD


@pytest.mark.parametrize("space", ["\n", " \n ", "\u2028"])
def test_a_line_end_is_better_than_a_sentence(space: str) -> None:
    layout = split(f"{'x' * 100}.{space}{'y' * 100}", LIMITS_140)
    assert layout[0].ends is Break.LINE


@pytest.mark.parametrize("space", ["\n\n", "\n \n", "\r\n\r\n", "\u2029"])
def test_a_blank_line_ends_a_paragraph(space: str) -> None:
    layout = split(f"{'x' * 100}.{space}{'y' * 100}", LIMITS_140)
    assert layout[0].ends is Break.PARAGRAPH


def _break_behind(words: str, after: str) -> Break:
    """Return what a break is behind the last of some words, where a part can hold no more."""
    layout = split(f"{'x' * (139 - len(words))} {words} {after}{'y' * 100}", LIMITS_140)
    assert layout[0].text.endswith(words)
    return layout[0].ends
