"""What holds of every split, whatever the text: nothing lost, nothing cut, fewest, steady."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.domain.limits import LIMITS_140, LIMITS_280, Limits, Unit
from console.domain.numbering import NO_NUMBERS, Numbering, NumberStyle
from console.text.entities import entities
from console.text.graphemes import graphemes
from console.text.split import MANUAL_BREAK, Break, Layout, split
from console.text.weight import normalise, weigh
from tests.console.text.alphabet import texts
from tests.console.text.exhaustive import Place, Search, kept_worth, places

SHORT = replace(LIMITS_280, name="short", max_weight=30)
"""A limit that short texts meet."""
GRAPHEMES = Limits("graphemes", 28, None, 100, unit=Unit.GRAPHEME)
BYTES = Limits("bytes", 40, None, 100, unit=Unit.BYTE)
TINY = [replace(each, max_weight=most) for each in (LIMITS_140, LIMITS_280, GRAPHEMES, BYTES)
        for most in (1, 2, 5)]  # fmt: skip
LIMITS = [SHORT, LIMITS_140, LIMITS_280, GRAPHEMES, BYTES]
limits_of_any_kind = st.sampled_from([*LIMITS, *TINY])
numberings = st.builds(Numbering, st.sampled_from(NumberStyle), st.booleans())

with_breaks = st.lists(st.one_of(texts, st.sampled_from(["\f", " \f\n", "\f\f"])), max_size=6).map(
    "".join
)

WORDS: tuple[tuple[str, ...], ...] = (
    ("a",), ("bb",), ("sentence.",), ("twelveletter",), ("Yes!",), ("well,",), ("shop.de",),
    ("https://example.com/a?b=1",), ("@ada_fern",), ("#parcel",), ("$TWTR",), ("🙂",),
    ("👩\u200d👩\u200d👧",), ("e\u0301t\u0301",), ("3 kg",), ("1,5\u00a0m",), ("+49 30 901820,",),
    ("日", "本", "語"), ("で", "す。"), ("x" * 34,), ("Wort" * 9 + "ende",), ("👩\u200d👧" * 20,),
)  # fmt: skip
"""Words as the pieces that must not be broken; some are longer than a part of `SHORT`."""
SPACES = (" ", " ", " ", "  ", "\n", "\n\n", "\f", " \f ")


@st.composite
def pieces(draw: st.DrawFn, most: int = 9) -> list[str]:
    """Returns pieces and the white space between them."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=most))
    found = list(words[0])
    for word in words[1:]:
        found += [draw(st.sampled_from(SPACES)), *word]
    return found


def body(layout: Layout, number: int) -> str:
    """Returns what part `number`, from 0, holds of the text."""
    part = layout[number]
    return layout.text[part.start : part.end]


def holds_all_of(layout: Layout, text: str) -> None:
    assert layout.text == normalise(text)
    at = 0
    for part in layout:
        assert part.start < part.end
        assert layout.text[at : part.start].strip() == ""
        assert layout.text[part.start : part.end].strip() == layout.text[part.start : part.end]
        at = part.end
    if layout:
        assert layout.text[at:].strip() == ""


def least_room(layout: Layout) -> int:
    """Returns what the smallest part can hold beside its number."""
    labels = (layout.numbering.label(number, len(layout)) for number in range(1, len(layout) + 1))
    taken = max((weigh(f"{label} ", layout.limits) for label in labels if label), default=0)
    return layout.limits.max_weight - (taken if len(layout) > 1 else 0)


@settings(max_examples=200)
@given(with_breaks, limits_of_any_kind, numberings)
@example("x" * 80 + "\u00a0" + "y" * 200, LIMITS_140, NO_NUMBERS)
def test_every_part_is_within_the_limit_and_nothing_is_lost(
    text: str, limits: Limits, numbering: Numbering
) -> None:
    layout = split(text, limits, numbering=numbering)
    holds_all_of(layout, text)
    for part in layout:
        assert part.weight == weigh(part.text, limits)
        # Only one code point that no part could hold may be too heavy.
        assert part.weight <= limits.max_weight or part.end - part.start == 1


@settings(max_examples=200)
@given(with_breaks, limits_of_any_kind, numberings)
def test_each_part_says_truly_how_it_ends(text: str, limits: Limits, numbering: Numbering) -> None:
    layout = split(text, limits, numbering=numbering)
    for part, following in pairwise(layout):
        between = layout.text[part.end : following.start]
        assert (MANUAL_BREAK in between) == (part.ends is Break.MANUAL)
        if part.ends in (Break.LINE, Break.PARAGRAPH):
            assert len(f".{between}.".splitlines()) > 1
        if not between:
            assert part.ends <= Break.SENTENCE
    assert all((part.ends is Break.END) == (part is layout[-1]) for part in layout)


@settings(max_examples=200)
@given(with_breaks, st.sampled_from(LIMITS), numberings)
def test_no_link_mention_hashtag_or_grapheme_is_cut(
    text: str, limits: Limits, numbering: Numbering
) -> None:
    layout = split(text, limits, numbering=numbering)
    room = least_room(layout)
    cuts = {
        place
        for one, other in pairwise(layout)
        if one.ends is not Break.MANUAL  # a person may break where the desk would not
        for place in (one.end, other.start)
    }
    whole = [(each.start, each.end) for each in entities(layout.text)]
    whole += pairwise([*graphemes(layout.text), len(layout.text)])
    for start, end in whole:
        if weigh(layout.text[start:end], limits) <= room:
            assert not [cut for cut in cuts if start < cut < end], layout.text[start:end]


@settings(max_examples=200)
@given(pieces(), st.sampled_from([SHORT, GRAPHEMES, BYTES]))
def test_there_are_as_few_parts_as_can_be(given_pieces: list[str], limits: Limits) -> None:
    text = normalise("".join(given_pieces))
    given_pieces = [normalise(each) for each in given_pieces]
    found = places(given_pieces, limits, limits.max_weight)
    layout = split(text, limits)
    broken_only_at(found, layout)
    assert len(layout) == Search(text, found, limits).fewest()


@pytest.mark.parametrize(
    "word", ["a.b." * 12, "shop.de/" + "x" * 40, "https://shop.de/" + "x" * 40 + ")", "1." * 30]
)
@pytest.mark.parametrize("before", ["", "a ", "one two ", "sentence. Yes, "])
@pytest.mark.parametrize("limits", [SHORT, GRAPHEMES, BYTES])
def test_a_word_with_dots_that_is_too_long_makes_no_more_parts_than_it_must(
    word: str, before: str, limits: Limits
) -> None:
    given_pieces = [*before.replace(" ", "\0 \0").split("\0"), word, " ", "end"]
    text = "".join(given_pieces)
    found = places(given_pieces, limits, limits.max_weight)
    assert len(split(text, limits)) == Search(text, found, limits).fewest()


def broken_only_at(found: Sequence[Place], layout: Layout) -> None:
    allowed = {(place.end, place.start) for place in found}
    assert {(one.end, other.start) for one, other in pairwise(layout)} <= allowed


@settings(max_examples=200)
@given(pieces(most=7), numberings)
def test_numbered_parts_are_as_few_as_can_be(given_pieces: list[str], numbering: Numbering) -> None:
    given_pieces = [normalise(each) for each in given_pieces]
    text = "".join(given_pieces)
    layout = split(text, SHORT, numbering=numbering)
    whole = places(given_pieces, SHORT, SHORT.max_weight)
    found = whole if len(layout) == 1 else places(given_pieces, SHORT, least_room(layout))
    broken_only_at(found, layout)
    assert len(layout) == Search(text, found, SHORT, numbering).fewest()


@settings(max_examples=200)
@given(with_breaks, st.sampled_from(LIMITS), numberings)
def test_numbers_are_right_and_counted(text: str, limits: Limits, numbering: Numbering) -> None:
    layout = split(text, limits, numbering=numbering)
    for number, part in enumerate(layout):
        label = numbering.label(number + 1, len(layout)) if len(layout) > 1 else ""
        alone = body(layout, number)
        whole = f"{alone} {label}" if numbering.at_end else f"{label} {alone}"
        assert part.text == (whole if label else alone)


@pytest.mark.parametrize("style", [style for style in NumberStyle if style != NumberStyle.NONE])
@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize("words", [*range(32, 46), *range(470, 500, 2)])
def test_numbers_hold_when_the_total_gets_one_more_digit(
    style: NumberStyle, words: int, *, at_end: bool
) -> None:
    numbering = Numbering(style, at_end=at_end)
    given_pieces = " ".join(["fours"] * words).replace(" ", "\0 \0").split("\0")
    text = "".join(given_pieces)
    layout = split(text, SHORT, numbering=numbering)
    assert " ".join(body(layout, number) for number in range(len(layout))) == text
    labels = [numbering.label(number, len(layout)) for number in range(1, len(layout) + 1)]
    for label, part in zip(labels, layout, strict=True):
        assert (part.text.endswith if at_end else part.text.startswith)(label)
        assert part.weight == weigh(part.text, SHORT) <= SHORT.max_weight
    found = places(given_pieces, SHORT, SHORT.max_weight)
    if words < 100:
        assert len(layout) == Search(text, found, SHORT, numbering).fewest()


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Returns the pieces of a text before and after words were put in, taken out, replaced."""
    before = draw(pieces(most=10))
    words = [number for number, piece in enumerate(before) if piece.strip()]
    first = draw(st.sampled_from(words))
    last = draw(st.sampled_from([number for number in words if number >= first]))
    after = draw(st.one_of(st.just(["Q"]), pieces(most=3)))
    if draw(st.booleans()):
        return before, [*before[:first], *after, " ", *before[first:]]
    return before, [*before[:first], *after, *before[last + 1 :]]


@settings(max_examples=200)
@given(edited(), st.sampled_from([SHORT, GRAPHEMES, BYTES]))
def test_an_edit_moves_no_break_that_may_stay(
    edit: tuple[list[str], list[str]], limits: Limits
) -> None:
    before, after = ([normalise(piece) for piece in each] for each in edit)
    old, new = "".join(before), "".join(after)
    previous = split(old, limits)
    layout = split(new, limits, previous)
    found = places(after, limits, limits.max_weight)
    search = Search(new, found, limits)
    assert len(layout) == search.fewest()
    worth = kept_worth(old, [(part.start, part.end) for part in previous], new)
    kept = sum(worth(Place(one.end, other.start)) for one, other in pairwise(layout))
    assert kept == search.most(worth)
    holds_all_of(layout, new)


@settings(max_examples=200)
@given(with_breaks, with_breaks, st.sampled_from(LIMITS), numberings)
def test_what_is_shown_stays_where_nothing_is_edited(
    before: str, after: str, limits: Limits, numbering: Numbering
) -> None:
    previous = split(before, limits, numbering=numbering)
    layout = split(after, limits, previous, numbering=numbering)
    assert split(after, limits, layout, numbering=numbering) == layout
    fresh = split(after, limits, numbering=numbering)
    assert len(fresh) == len(layout)
    assert split(after, limits, fresh, numbering=numbering) == fresh


@settings(max_examples=100)
@given(with_breaks, st.sampled_from(LIMITS))
def test_without_a_layout_before_the_history_does_not_matter(text: str, limits: Limits) -> None:
    fresh = split(text, limits)
    shown: Layout | None = None
    for end in range(len(text) + 1):
        shown = split(text[:end], limits, shown)
    assert split(text, limits) == fresh
    assert shown is not None
    assert len(shown) == len(fresh)


@settings(max_examples=200)
@given(st.lists(texts, min_size=2, max_size=4), texts, limits_of_any_kind, numberings)
def test_a_manual_break_ends_a_part_whatever_is_typed_before(
    stretches: list[str], typed: str, limits: Limits, numbering: Numbering
) -> None:
    text = MANUAL_BREAK.join(stretches)
    previous = split(text, limits, numbering=numbering)
    for layout in (previous, split(typed + text, limits, previous, numbering=numbering)):
        assert not any(MANUAL_BREAK in part.text for part in layout)
        at = layout.text.find(MANUAL_BREAK)
        while at >= 0:
            assert not any(part.start <= at < part.end for part in layout)
            at = layout.text.find(MANUAL_BREAK, at + 1)
    if all(split(each, limits) or not each.strip() for each in stretches):
        alone = [part.text for each in stretches for part in split(each, limits)]
        assert [part.text for part in split(text, limits)] == alone
