"""How a text is folded for the search."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from console.text.folding import fold
from console.text.weight import normalise
from tests.console.text.alphabet import texts


@settings(max_examples=100, deadline=None)
@given(texts)
def test_folding_a_folded_text_changes_nothing_of_its_words(text: str) -> None:
    text = normalise(text)
    assert fold(text) == fold(text.upper().lower()) or not text.isascii()
    assert fold(fold(text).lower()).split() == fold(text).lower().split() or not text.isascii()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("PÄCKCHEN", "packchen"), ("Straße", "strasse"), ("ABC", "abc"), ("日本語", " 日本 本語 "),
        ("a日b", "a 日 b"), ("한국어", " 한국 국어 "), ("ŁÓDŹ", "łodz"), ("\ufb01x", "fix"),
    ],
)  # fmt: skip
def test_a_text_is_folded_for_the_search(text: str, folded: str) -> None:
    assert fold(text) == folded
