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
    "end", ["e.g.", "i.e.", "Dr.", "Mrs.", "No.", "vs.", "z.B.", "bzw.", "Nr.", "ca.", "J.", "St."]
)
def test_no_sentence_ends_with_an_abbreviation(end: str) -> None:
    words = f"{'word ' * 20}{end}"
    assert _break_behind(words, "Smith") is Break.WORD
    assert _break_behind(words, "five") is Break.WORD


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
