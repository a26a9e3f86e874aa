"""Where the parts of an answer stand in the text as it was typed."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.domain.limits import LIMITS_140
from console.domain.numbering import NO_NUMBERS, Numbering, NumberStyle
from console.text.split import Break, Layout, Part, split
from console.text.weight import normalise
from ui import part_places

LONG = "Your parcel was booked onto the wrong van on Thursday and stood there since then. " * 5
DECOMPOSED = unicodedata.normalize("NFD", "é ü 각 が " * 90)
TEXTS = {
    "one": "one",
    "long": LONG,
    "led in": f"  \n {LONG}",
    "emoji": f"🙂🙂🙂 {LONG} 🙂",
    "decomposed": DECOMPOSED,
    "decomposed with emoji": DECOMPOSED.replace(" ", " 🙂 "),
    "no spaces": unicodedata.normalize("NFD", "각" * 400),
    "one word": "x" * 400,
    "arabic": "\n\n".join(["مرحبا بك " * 12] * 3),
    "line ends": "one\r\ntwo\rthree\r\n\r\n" + LONG,
    "with nulls": f"a\0b {LONG}".replace("van", "v\0an"),
    "own break": "one \f two",
}


def cut(text: str, start: int, end: int) -> str:
    """Return the text between two places in UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_each_part_is_found_where_it_was_typed(text: str) -> None:
    layout = split(text, LIMITS_140)
    found = part_places.places(text, layout)
    assert len(found) == len(layout) > 0
    for part, (start, end) in zip(layout, found, strict=True):
        assert normalise(cut(text, start, end)).strip() == part.text


def test_number_on_a_part_moves_nothing() -> None:
    plain = split(LONG, LIMITS_140)
    numbered = split(LONG, LIMITS_140, numbering=Numbering(NumberStyle.OF_ALL))
    assert numbered[0].text.startswith("1/")
    for part, (start, end) in zip(numbered, part_places.places(LONG, numbered), strict=True):
        assert cut(LONG, start, end) in part.text
    assert part_places.places(LONG, plain)[0][0] == part_places.places(LONG, numbered)[0][0]


PIECES = st.sampled_from([*"ae \n\r", "\r\n", "\u0301", "\u0323", "ᄀ", "ᅡ", "ᆨ", "か", "\u3099"])
ANY_TEXT = st.lists(st.one_of(PIECES, st.characters(codec="utf-8")), max_size=60).map("".join)


@example("\u1100\u1161\u1161\u11a8\u11a8")
@given(ANY_TEXT)
def test_every_place_is_found_behind_what_became_what_is_before_it(text: str) -> None:
    sent = normalise(text)
    edges = [edge for edge in range(len(sent) + 1) for _ in range(2)][1:-1]
    parts = tuple(
        Part(sent[start:end], 1, start, end, Break.CHARACTER)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    )
    layout = Layout(sent, LIMITS_140, NO_NUMBERS, parts)
    for part, (start, _) in zip(parts, part_places.places(text, layout), strict=True):
        before = normalise(cut(text, 0, start))
        # Among the signs that became one letter, any place will do.
        assert before == sent[: part.start] or unicodedata.category(sent[part.start])[0] == "M"


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0323", "\u1161", "\u0344"])
def test_long_run_of_marks_is_read_once_however_many_parts_it_has(
    marks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "x \u1100" + marks * (4_000 // len(marks)) + " y \u1100\u1161\u11a8 z"
    sent = normalise(text)
    edges = [edge for edge in range(1, len(sent), 9) for _ in range(2)]
    parts = tuple(
        Part(sent[start:end], 1, start, end, Break.CHARACTER)
        for start, end in zip(edges[1:-1:2], edges[2::2], strict=True)
    )
    layout = Layout(sent, LIMITS_140, NO_NUMBERS, parts)
    read: list[int] = []

    def counted(piece: str) -> str:
        read.append(len(piece))
        return normalise(piece)

    monkeypatch.setattr(part_places, "normalise", counted)
    found = [place for pair in part_places.places(text, layout) for place in pair]
    assert len(parts) > 50
    assert sum(read) < 2 * len(text)
    assert found == sorted(found)
    assert found[-1] <= len(text)


def test_nothing_becomes_one_with_a_letter_that_is_said_to_begin_anew() -> None:
    for code in range(0x80, sys.maxunicode + 1):
        decomposed = unicodedata.decomposition(chr(code)).split()
        if len(decomposed) == 2 and "<" not in decomposed[0]:
            letter, joined = (chr(int(part, 16)) for part in decomposed)
            if unicodedata.normalize("NFC", letter + joined) == chr(code):
                assert not part_places._begins_anew(joined)


@pytest.mark.parametrize("text", ["plain", "a🙂b🙂", "é", "각"])
def test_units_and_code_points_are_turned_into_each_other(text: str) -> None:
    for place in range(len(text) + 1):
        position = part_places.units(text, place)
        assert cut(text, 0, position) == text[:place]
        assert part_places.code_points(text, position) == place


def test_boundaries_tell_own_breaks_from_those_of_the_desk() -> None:
    text = f"🙂 one\f {LONG}\f\n"
    layout = split(text, LIMITS_140)
    found = part_places.boundaries(text, layout, part_places.places(text, layout))
    assert [each.number for each in found] == list(range(2, len(layout) + 2))
    assert [each.manual for each in found] == [True, *[False] * (len(layout) - 2), True]
    assert cut(text, 0, found[0].end) == "🙂 one"
    assert cut(text, found[0].end, found[0].start) == "\f "
    assert cut(text, found[-1].end, found[-1].start) == " \f"


def test_text_of_white_space_has_no_boundaries() -> None:
    assert part_places.boundaries(" \f ", split(" \f ", LIMITS_140), ()) == ()


@pytest.mark.parametrize(("position", "row"), [(0, 0), (9, 0), (10, 1), (25, 1), (26, 2), (99, 2)])
def test_cursor_stands_in_a_part(position: int, row: int) -> None:
    assert part_places.part_at((2, 10, 26), position) == row
    assert part_places.part_at((), position) == -1
