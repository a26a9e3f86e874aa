"""Where the parts of an answer stand in the text as it was typed."""

from __future__ import annotations

import unicodedata

import pytest

from console.domain.limits import LIMITS_140
from console.text.split import split
from ui import part_places

LONG = "Your parcel was booked onto the wrong van on Thursday and stood there since then. " * 5


@pytest.mark.parametrize(
    "text",
    [
        "one",
        LONG,
        f"  \n {LONG}",
        f"🙂🙂🙂 {LONG} 🙂",
        unicodedata.normalize("NFD", "é ü " * 120),
        "x" * 400,
        "\n\n".join(["مرحبا بك " * 12] * 3),
    ],
    ids=["one", "long", "led in", "emoji", "decomposed", "one word", "arabic"],
)
def test_each_part_is_found_where_it_was_typed(text: str) -> None:
    parts = split(text, LIMITS_140)
    begins = part_places.starts(text, parts)
    assert len(begins) == len(parts) > 0
    units = text.encode("utf-16-le")
    ends = [*begins[1:], len(units) // 2]
    for part, start, end in zip(parts, begins, ends, strict=True):
        typed = units[2 * start : 2 * end].decode("utf-16-le")
        assert unicodedata.normalize("NFC", typed).strip() == part.text


@pytest.mark.parametrize(("position", "row"), [(0, 0), (9, 0), (10, 1), (25, 1), (26, 2), (99, 2)])
def test_cursor_stands_in_a_part(position: int, row: int) -> None:
    assert part_places.part_at((2, 10, 26), position) == row
    assert part_places.part_at((), position) == -1
