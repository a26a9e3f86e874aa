"""In a language that runs leftwards, what fills a hole does not move the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from console import language
from console.language import apart, leftmost_first, plural, tr
from console.text import figures
from ui import copied_text, plain


@pytest.fixture
def leftwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(language.VARIABLE, language.LEFTWARDS)
    language.begin()
    yield
    monkeypatch.delenv(language.VARIABLE)
    language.begin("en")


@pytest.mark.usefixtures("leftwards")
@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("@{handle}: {text}", "\u2068@{handle}\u2069: \u2068{text}\u2069"),
        ("{done}/{all}", "\u2068{done}/{all}\u2069"),
        ("{share} %", "\u2068{share} %\u2069"),
        ("{low}–{high}", "\u2068{low}–{high}\u2069"),
        ("{number:02}", "\u2068{number:02}\u2069"),
        ("“{word}”", "“\u2068{word}\u2069”"),
    ],
)
def test_a_hole_is_isolated_with_its_signs(text: str, isolated: str) -> None:
    assert tr(text) == isolated


@pytest.mark.usefixtures("leftwards")
def test_a_count_is_isolated() -> None:
    assert plural(1200, "{count} !", "{count} !") == "\u20681,200\u2069 !"


@pytest.mark.usefixtures("leftwards")
def test_a_name_a_handle_and_a_number_keep_their_direction() -> None:
    assert plain.isolated("Ada") == apart("Ada") == "\u2068Ada\u2069"
    assert plain.isolated("") == apart("") == leftmost_first("") == ""
    assert plain.at("ada_fern") == "\u2066@ada_fern\u2069"
    assert plain.ltr("+44 1632") == "\u2066+44 1632\u2069"
    assert plain.joined(("@ada", "", "12")) == "\u2068@ada\u2069  ·  \u206812\u2069"


@pytest.mark.usefixtures("leftwards")
def test_what_is_copied_of_the_window_has_no_isolates() -> None:
    said = f"{plain.at('ada')} {plain.isolated('דנה')} {plain.ltr('+44 1632')}"
    assert copied_text.without_isolates(said) == "@ada דנה +44 1632"


def test_in_english_nothing_is_isolated_that_need_not_be() -> None:
    assert tr("@{handle}: {text}") == "@{handle}: {text}"
    assert plain.at("ada") == "@ada"
    assert plain.ltr("+44 1632") == "+44 1632"
    assert plain.joined(("@ada", "", "12")) == "@ada  ·  12"


@pytest.mark.usefixtures("leftwards")
def test_what_is_isolated_in_a_span_of_days_ends_where_it_began() -> None:
    begin, end = (datetime(2026, month, 3, tzinfo=UTC) for month in (10, 11))
    for first in (begin, begin.replace(year=2025)):
        said = figures.days(first.timestamp() * 1000, end.timestamp() * 1000, "UTC")
        depth = 0
        for sign in said:
            depth += (sign == language.FIRST_STRONG_ISOLATE) - (sign == language.POP_ISOLATE)
            assert depth >= 0
        assert depth == 0
        assert said.count("2026") == 1
