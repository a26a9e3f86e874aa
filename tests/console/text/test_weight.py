"""The desk's count against X's own, and the links that it rests on."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twitter_text import extract_urls_with_indices, parse_tweet

from console.domain.limits import LIMITS_140, LIMITS_280, LIMITS_BY_NAME
from console.text.entities import links
from console.text.folding import fold
from console.text.weight import normalise, weigh
from tests.console.text.alphabet import PIECES, texts


def counted_by_x(text: str) -> int:
    return int(parse_tweet(text).weightedLength)


def counted_in_140(text: str) -> int:
    """The old count: each code point is one, each link 23."""
    spans = [one["indices"] for one in extract_urls_with_indices(text)]
    return len(text) + sum(23 - (int(end) - int(start)) for start, end in spans)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("日本shop.de")
@example("@täst.de")
@example("http://t.co/abc,www.HTTP://a.b.c日本1.com!")
@example("http://x.de/日本語")
@example("shop.de日本")
@example("étwas.de")
@example("(c) © ®")
@example("_http://a.de")
def test_no_text_weighs_less_than_x_counts(text: str) -> None:
    assert weigh(text, LIMITS_280) >= counted_by_x(text)
    assert weigh(text, LIMITS_140) >= counted_in_140(normalise(text))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="."), max_size=60))
def test_no_text_of_any_code_point_weighs_less_than_x_counts(text: str) -> None:
    text = text.replace("\0", "")
    assert weigh(text, LIMITS_280) >= counted_by_x(text)
    assert weigh(text, LIMITS_140) == len(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "plain words, nothing else", "日本語のテキスト", "Grüße aus Köln — “schön” … ‘so’",
        "see https://example.com/a/very/long/path?with=query#part today",
        "see example.com today", "(http://shop.de/a_(b))", "http://münchen.de/x",
        "https://t.co/abc123", "line\r\nbreak", "e\u0301", "🙂", "info@shop.de",
    ],
)  # fmt: skip
def test_what_people_write_is_counted_exactly(text: str) -> None:
    assert weigh(text, LIMITS_280) == counted_by_x(text)


def spans(text: str) -> list[str]:
    return [text[link.start : link.end] for link in links(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://shop.de/a?b=c#d now", ["https://shop.de/a?b=c#d"]),
        ("see shop.de.", ["shop.de"]),
        (
            "shop.de, shop.com; (shop.org) shop.net!",
            ["shop.de", "shop.com", "shop.org", "shop.net"],
        ),
        ("http://shop.de/a.", ["http://shop.de/a"]),
        ("“shop.de”", ["shop.de"]),
        ("sub.shop.co.uk/path", ["sub.shop.co.uk/path"]),
        ("http://shop.de:8080/x", ["http://shop.de:8080/x"]),
        ("http://münchen.de/straße", ["http://münchen.de/straße"]),
        ("http://日本.jp/", ["http://日本.jp/"]),
        ("http://пример.рф", ["http://пример.рф"]),
        ("http://shop.xn--p1ai/x", ["http://shop.xn--p1ai/x"]),
        ("HTTPS://SHOP.DE", ["HTTPS://SHOP.DE"]),
        ("http://shop.de/(a)_b", ["http://shop.de/(a)_b"]),
        ("https://t.co/abc/more", ["https://t.co/abc"]),
        ("shop.de/" + "a" * 300, ["shop.de/" + "a" * 300]),
        ("info@shop.de first.last@shop.de", []),
        ("@shop.de #shop.de $shop.de", []),
        ("a.b.c 3.50 e.g. Hi.There", []),
        ("http://localhost/x http://a", []),
        ("http://shop.nosuchtld/x", []),
        ("file.txt", []),
        ("no dots at all", []),
    ],
)
def test_a_link_is_found_as_x_finds_it(text: str, found: list[str]) -> None:
    assert spans(text) == found


@settings(max_examples=200, deadline=None)
@given(texts)
def test_links_are_in_order_and_apart(text: str) -> None:
    text = normalise(text)
    ends = [0, *(edge for link in links(text) for edge in (link.start, link.end)), len(text)]
    assert ends == sorted(ends)
    assert all(link.start < link.end for link in links(text))


def test_a_link_with_a_protocol_weighs_23_and_one_without_at_least_that() -> None:
    assert weigh("https://shop.de/" + "a" * 500, LIMITS_140) == 23
    assert weigh("shop.de", LIMITS_140) == 23
    assert weigh("shop.de/" + "a" * 30, LIMITS_140) == 38
    assert weigh("shop.de/" + "a" * 500, LIMITS_140) == 140


def test_text_is_held_as_x_will_hold_it() -> None:
    assert normalise("e\u0301\r\nx\ry\0\ud800") == "é\nx\ny?"


def test_limits_are_known_by_name() -> None:
    assert set(LIMITS_BY_NAME) == {"140", "280"}
    assert all(limits.name == name for name, limits in LIMITS_BY_NAME.items())


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


def seconds(work: Callable[[], object]) -> float:
    best = 9.0
    for _ in range(3):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


HOSTILE = (
    "a.", "a", "a.de/(", "日.", "-", "http://", "é.", "xn--a.", "a.de/((((", "a.de?.?.", "de.de",
    "_.a", "..", "@é", "a..", "http://a.de/....", "(", "http://a.de/(a", "\u0301", "shop.de ",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(unit: str) -> None:
    few, many = unit * (4000 // len(unit)), unit * (16000 // len(unit))
    assert seconds(lambda: weigh(many, LIMITS_280)) <= 10 * seconds(lambda: weigh(few, LIMITS_280))
