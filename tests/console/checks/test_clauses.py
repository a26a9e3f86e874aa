"""Clauses of a sentence, and stretches of it."""

from __future__ import annotations

import pytest

from console.checks.clauses import Clauses, Spans
from console.checks.reading import Reading, Said, Sentence, Span
from console.text.lexicon import Lexicon

HELD = Lexicon({"one": ["no", "call us", "if"]})


def sentence(text: str) -> Sentence:
    (only,) = Reading(text, HELD).sentences
    return only


def words_of(text: str) -> list[str]:
    read = sentence(text)
    starts = Clauses(read).of(Said("any", word.start, word.end) for word in read.words)
    return [text[start:].split(maxsplit=1)[0] for start in sorted(starts)]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("If so, call us; it is late: 10:30", ["If", "call", "it", "10:30"]),
        ("It costs 5,000 at shop.example or 10:30", ["It"]),
        ("No. Call us", ["No.", "Call"]),
        ("...", []),
        (", ,", []),
    ],
)
def test_signs_part_clauses_but_no_figures(text: str, begins: list[str]) -> None:
    assert words_of(text) == begins


def test_a_phrase_is_a_whole_clause_where_nothing_stands_beside_it() -> None:
    for text, whole, length in (("No, sadly", True, 1), ("No way, sir", False, 2)):
        (said, *_) = sentence(text).said
        assert Clauses(sentence(text)).is_whole(said) is whole
        assert Clauses(sentence(text)).length(said) == length


def test_clauses_are_told_by_their_first_words() -> None:
    read = sentence("If late, call us, and if not so, wait")
    spans = Clauses(read).beginning_with(said for said in read.said if said.end - said.start == 2)
    assert [read.text[each.start : each.end] for each in spans] == ["If late"]


def test_stretches_meet_and_hold() -> None:
    spans = Spans([Span(2, 6), Span(10, 12)])
    assert spans.hold(Said("", 3, 6))
    assert spans.meet(Said("", 5, 9))
    assert not spans.hold(Said("", 5, 9))
    assert not spans.meet(Said("", 6, 10))
    assert not Spans([]).meet(Said("", 0, 9))


@pytest.mark.parametrize(
    "text", ["a" * 9_000, ", " * 50_000 + "no", "\ud800, no", "x" + "." * 90_000]
)
def test_any_sentence_has_clauses(text: str) -> None:
    for read in Reading(text, HELD).sentences:
        for said in read.said:
            assert Clauses(read).length(said) > 0
