"""Where found words stand in a text as it was written."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from console.text.folding import fold
from console.text.search_queries import read
from console.text.search_query_marks import LONGEST, Marker


def marker(query: str, *, typing: bool = False) -> Marker:
    root = read(query, typing=typing).root
    assert root is not None
    return Marker(root)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("parcel", "My Parcel, the PARCEL; parcels", ["Parcel", "PARCEL"]),
        ("parc*", "my parcels", ["parcels"]),
        ("strasse", "die Straße hier", ["Straße"]),
        ("packchen", "Das Pa\u0308ckchen kam", ["Pa\u0308ckchen"]),
        ("office", "the oﬃce door", ["oﬃce"]),
        ("包裹", "我的包裹丢了", ["包裹"]),
        ("包裹丢", "我的包裹丢了", ["包裹丢"]),
        ('"van driver"', "a van driver, a van. Driver", ["van driver", "van. Driver"]),
        ("e-mail", "my E-Mail", ["E-Mail"]),
        ("@ada_fern", "hi @Ada_Fern!", ["Ada_Fern"]),
        ("1632 960118", "call 1632 960118", ["1632", "960118"]),
        ("has:url", "see https://example.com/a now", ["https://example.com/a"]),
        ("lost -parcel", "lost parcel", ["lost"]),
        ("한국", "대한민국 한국어", ["한국"]),
    ],
)
def test_words_are_marked_as_they_were_written(query: str, text: str, marked: list[str]) -> None:
    found = marker(query)
    assert [text[start:end] for start, end in found.marks(text)] == marked
    snippet = found.snippet(text)
    assert [snippet.text[start:end] for start, end in snippet.marks] == marked


def test_what_is_shown_is_one_line_around_the_first_mark() -> None:
    text = "word " * 100 + "\n\n the  lost\tparcel \n" + "tail " * 100
    snippet = marker('"lost parcel"').snippet(text)
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["lost parcel"]
    assert snippet.text.startswith("…word")
    assert snippet.text.endswith("…")
    assert len(snippet.text) <= LONGEST + 2
    assert "\n" not in snippet.text
    assert "  " not in snippet.text


LETTERS = (
    "ab Zß\u0308e\u0301éﬃ包裹丢小が\u3099한국Ⅷ½İıΣς🙂👨\u200d👩"
    "\n\t.,-_'नमस्ते\u0e33\ud800\u1112\u1161"
)


def test_marks_of_any_text_are_its_own_words() -> None:
    dice = Random(10)
    hits = 0
    for _ in range(3_000):
        text = "".join(dice.choices(LETTERS, k=dice.randrange(1, 60)))
        start = dice.randrange(len(text))
        root = read(text[start : start + dice.randrange(1, 6)].replace('"', " ")).root
        if root is None:
            continue
        found = Marker(root)
        marks = found.marks(text)
        snippet = found.snippet(text)
        for spans, whole in ((marks, text), (snippet.marks, snippet.text)):
            assert all(0 <= a < b <= len(whole) for a, b in spans)
            assert all(one[1] <= two[0] for one, two in pairwise(spans))
        hits += bool(marks)
        assert all(fold(text[a:b]).strip() for a, b in marks)
    assert hits > 500
