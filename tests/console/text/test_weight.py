"""The desk's count against X's own: its cases, its figures, and a second implementation."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from twitter_text import extract_urls_with_indices, parse_tweet

from console.domain.limits import LIMITS_140, LIMITS_280, LIMITS_BY_NAME, Limits, Unit
from console.text.links import links
from console.text.weight import normalise, weigh, weights
from tests.console.text.alphabet import texts

WITHOUT_EMOJI = replace(LIMITS_280, emoji_weight=None)
"""X's second configuration, between the two that the desk offers."""
SECTIONS = {
    "WeightedTweetsCounterTest": WITHOUT_EMOJI,
    "WeightedTweetsWithDiscountedEmojiCounterTest": LIMITS_280,
    "UnicodeDirectionalMarkerCounterTest": WITHOUT_EMOJI,
}
REFUSED = "\ufffe\ufeff\uffff"
Case = dict[str, Any]


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parsed(text: str, limits: Limits) -> dict[str, int | bool]:
    """What X tells of a text, from what each of its code points weighs here."""
    whole = unicodedata.normalize("NFC", text)
    own = weights(whole, limits)
    weight = sum(own) // 100
    fits = 0
    for end, total in enumerate(accumulate(own), start=1):
        ends_here = end == len(whole) or own[end] > 0
        if total > limits.max_weight * 100 or whole[end - 1] in REFUSED:
            break
        if ends_here:
            fits = utf16(whole[:end])
    valid = 0 < weight <= limits.max_weight and not set(whole) & set(REFUSED)
    return {
        "weightedLength": weight,
        "valid": valid,
        "permillage": weight * 1000 // limits.max_weight,
        "displayRangeStart": 0,
        "displayRangeEnd": utf16(text) - 1,
        "validRangeStart": 0,
        "validRangeEnd": fits - 1 + utf16(text) - utf16(whole),
    }


@pytest.mark.parametrize("section", SECTIONS)
def test_every_case_of_x_is_counted_as_x_counts_it(section: str, test_data: Path) -> None:
    file = test_data / "twitter-text" / "validate.yml"
    cases: list[Case] = yaml.safe_load(file.read_text("utf-8"))["tests"][section]
    assert len(cases) > 1
    told = {case["description"]: parsed(case["text"], SECTIONS[section]) for case in cases}
    assert told == {case["description"]: case["expected"] for case in cases}


@pytest.mark.parametrize(("version", "limits"), [("v1", LIMITS_140), ("v3", LIMITS_280)])
def test_the_limits_are_those_of_x(version: str, limits: Limits, test_data: Path) -> None:
    config = json.loads((test_data / "twitter-text" / f"{version}.json").read_text("utf-8"))
    hundredths = 100 // config["scale"]
    assert limits.max_weight == config["maxWeightedTweetLength"]
    assert limits.url_weight == config["transformedURLLength"]
    assert limits.default_weight == config["defaultWeight"] * hundredths
    assert [(first, last, 100) for first, last in limits.light_ranges] == [
        (each["start"], each["end"], each["weight"]) for each in config["ranges"]
    ]
    emoji = limits.default_weight if config.get("emojiParsingEnabled") else None
    assert limits.emoji_weight == emoji


@pytest.mark.parametrize(
    ("text", "weight"),
    [  # counted by twitter-text 3.1.0, X's own
        ("plain words, nothing else", 25), ("日本語のテキスト", 16),
        ("Grüße aus Köln — “schön” … ‘so’", 32), ("e\u0301", 1), ("a\nb", 3),
        ("see https://example.com/a/very/long/path?with=query#part today", 33),
        ("see example.com today", 33), ("(http://shop.de/a_(b))", 25), ("shop.de", 23),
        ("shop.de/" + "a" * 500, 23), ("https://t.co/abc123", 23), ("info@shop.de", 12),
        ("©", 1), ("®", 1), ("©\ufe0f", 2), ("™", 2), ("\ufe0f", 2), ("1\ufe0f", 3), ("\u200d", 1),
        ("1\u20e3", 2), ("1\ufe0f\u20e3", 2), ("☺\ufe0e", 4), ("☺\ufe0f", 2), ("☺", 2),
        ("shop.de/1\ufe0f\u20e3", 27), ("😀\ufe0f", 4), ("⚡\ufe0f", 2), ("☝\ufe0f🏽", 2),
        ("👩\u200d🐶", 5), ("👨\u200d👩\u200d👧\u200d👦", 2), ("🏳\ufe0f\u200d🌈", 2),
        ("🏳\u200d🌈", 5), ("🇩🇪", 2), ("🇩", 2), ("🇩🇪🇩", 4), ("🇦🇧🇪", 4), ("👮\u200d♀", 5),
        ("👍🏽", 2), ("👍👍🏽🏽", 6), ("a.de日本.jp/x", 28),
    ],
)  # fmt: skip
def test_a_text_weighs_what_x_says(text: str, weight: int) -> None:
    assert weigh(text, LIMITS_280) == weight


def counted_by_another(text: str) -> int:
    return int(parse_tweet(text).weightedLength)


def links_by_another(text: str) -> list[tuple[int, int, int]]:
    """Start, end, and where what counts as a link ends."""
    found = [
        (*map(int, one["indices"]), len(one["url"])) for one in extract_urls_with_indices(text)
    ]
    return [(start, end, start + length) for start, end, length in found]


# The other implementation takes these bare for emoji, and such a selector for a character;
# X's own does neither.
OTHERWISE = str.maketrans("", "", "©®\ufe0f")


@settings(max_examples=500, deadline=None)
@given(texts)
@example("http://x.de/日本語")
@example("shop.de日本 shop.de/" + "a" * 40)
def test_links_and_letters_weigh_what_another_implementation_says(text: str) -> None:
    text = normalise(text.translate(OTHERWISE))
    found = links_by_another(text)
    assume(found == [(link.start, link.end, link.counted_end) for link in links(text)])
    assert weigh(text, LIMITS_280) == counted_by_another(text)
    # The old count: each code point is one, each link 23.
    assert weigh(text, LIMITS_140) == len(text) + sum(23 - (end - start) for start, _, end in found)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters=".©®\ufe0f"), max_size=60))
def test_any_code_point_weighs_what_another_implementation_says(text: str) -> None:
    text = normalise(text)
    assert weigh(text, LIMITS_280) == counted_by_another(text)
    assert weigh(text, LIMITS_140) == len(text)


BYTES = Limits("bytes", 500, None, 100, unit=Unit.BYTE)
GRAPHEMES = Limits("graphemes", 300, None, 100, unit=Unit.GRAPHEME)
GRAPHEMES_AND_LINKS = replace(GRAPHEMES, url_weight=23)
POINTS = Limits("code points", 500, None, 100)
HEAVY_EMOJI = replace(GRAPHEMES, emoji_weight=400)
EMOJI = (
    "🇩🇪", "🇩", "1\ufe0f\u20e3", "1\u20e3", "👍🏽", "☺", "\ufe0e", "👩\u200d🐶", "🏳\ufe0f\u200d🌈",
)  # fmt: skip


@pytest.mark.parametrize(
    ("limits", "text", "each"),
    [
        (BYTES, "aä€🙂", [100, 200, 300, 400]),
        (BYTES, "a.de", [100] * 4),
        (GRAPHEMES, "a👩\u200d🐶e", [100, 100, 0, 0, 100]),
        (GRAPHEMES, "q\u0308 각", [100, 0, 100, 100]),
        (GRAPHEMES, "https://shop.de", [100] * 15),
        (GRAPHEMES_AND_LINKS, "ä shop.de\u20e3", [100, 100, 2300, 0, 0, 0, 0, 0, 0, 0]),
        (POINTS, "👍🏽 https://a.de", [100] * 15),
        (HEAVY_EMOJI, "a👍🏽\u0308☺☺\ufe0e", [100, 400, 0, 0, 400, 100, 0]),
        (LIMITS_140, "👍🏽 a.de", [100, 100, 100, 2300, 0, 0, 0]),
        (LIMITS_280, "👍🏽 a.de", [200, 0, 100, 2300, 0, 0, 0]),
    ],
)
def test_the_whole_weight_stands_where_a_thing_begins(
    limits: Limits, text: str, each: list[int]
) -> None:
    assert weights(text, limits) == each


def test_a_part_of_a_unit_counts_as_one() -> None:
    half = Limits("half", 10, None, 50)
    assert [weigh("a" * count, half) for count in range(4)] == [0, 1, 1, 2]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(texts, st.sampled_from(EMOJI)), max_size=4).map("".join),
    st.sampled_from([LIMITS_140, LIMITS_280, BYTES, GRAPHEMES, GRAPHEMES_AND_LINKS, HEAVY_EMOJI]),
)
def test_each_code_point_has_a_weight_and_each_link_that_of_links(
    text: str, limits: Limits
) -> None:
    text = normalise(text)
    own = weights(text, limits)
    assert len(own) == len(text)
    assert all(weight >= 0 for weight in own)
    if limits.url_weight is not None:
        spans = [own[link.start : link.counted_end] for link in links(text)]
        assert all(span == [2300] + [0] * (len(span) - 1) for span in spans)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("e\u0301\r\nx\ry\0", "é\nx\ny"),
        ("a\r\0\nb", "a\nb"),
        ("a\ud800b", "a\ufffdb"),
        ("\ud83d\ude42", "🙂"),
        (f"a{REFUSED}b", "ab"),
        ("one\ftwo", "one\ftwo"),
        ("  kept \n\n", "  kept \n\n"),
    ],
)
def test_text_is_held_as_x_will_hold_it(text: str, held: str) -> None:
    assert normalise(text) == held


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=5), st.sampled_from("\ud83d\ude42\r\n\0\ufeffe\u0301\f")))
)
def test_what_is_held_stays_as_it_is(pieces: list[str]) -> None:
    text = normalise("".join(pieces))
    assert normalise(text) == text
    assert text.encode().decode() == text
    assert not set(text) & {"\r", "\0", *REFUSED}


def test_limits_are_known_by_name() -> None:
    assert set(LIMITS_BY_NAME) == {"140", "280"}
    assert all(limits.name == name for name, limits in LIMITS_BY_NAME.items())


HOSTILE = (
    "a.", "a", "a.de/(", "日.", "-", "http://", "é.", "xn--a.", "a.de/((((", "a.de?.?.", "de.de",
    "_.a", "..", "@é", "a..", "http://a.de/....", "(", "http://a.de/(a", "\u0301", "shop.de ",
    "👩\u200d", "x👩\u200d", "🏴\U000e0067", "🇩", "1\u20e3", "👩🏽\u200d❤\ufe0f\u200d",
    "\u0915\u094d", "\u0600", "\u1100", "\u200d",
)  # fmt: skip


@pytest.mark.timeout(20)  # most take a tenth of a second; what grows with the square, minutes
@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("limits", [LIMITS_280, GRAPHEMES], ids=lambda each: each.name)
def test_a_long_text_made_to_be_slow_is_weighed(unit: str, limits: Limits) -> None:
    text = normalise(unit * (100_000 // len(unit)))
    assert len(weights(text, limits)) == len(text)
