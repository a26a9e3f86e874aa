"""Which sequences are one emoji: the newest of Unicode, as X's own parser sees them."""

from __future__ import annotations

import runpy
from pathlib import Path
from pkgutil import get_data

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.limits import LIMITS_280
from console.text.emoji import TONES, emoji, listed
from console.text.weight import weigh

FILE = (get_data("resources", "emoji.txt") or b"").decode()
UNICODE, ONLY_X = map(
    listed, FILE.split("# Not among them, yet taken for one by X's parser of emoji:")
)
ALL = sorted(UNICODE | ONLY_X)


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in emoji(text)]


def test_the_list_holds_all_of_unicode_18() -> None:
    assert "# The emoji of Unicode 18.0 " in FILE
    assert len(UNICODE) == 3972  # as many as its own RGI_Emoji has
    assert len(ONLY_X - UNICODE) == 122


def test_each_is_found_as_one_and_weighs_two() -> None:
    assert [each for each in ALL if found(each) != [each]] == []
    assert [each for each in ALL if found(f"a{each}b") != [each]] == []
    assert [each for each in ALL if weigh(each, LIMITS_280) != 2] == []


def test_a_reader_takes_each_of_unicode_for_one_character() -> None:
    assert [each for each in UNICODE if not regex.fullmatch(r"\X", each)] == []


@pytest.mark.parametrize(
    "text",
    [
        "\U0001fae8", "🫱🏻\u200d🫲🏿", "🐦\u200d⬛",  # 15.0 and 14.0
        "🐦\u200d🔥", "⛓\ufe0f\u200d💥", "🏃🏽\u200d♀\ufe0f\u200d➡\ufe0f",  # 15.1
        "\U0001fae9", "🇨🇶",  # 16.0
        "\U0001faea", "\U0001f6d8", "👯🏽", "👩🏻\u200d🐰\u200d👩🏿",  # 17.0
        "\U0001faeb", "\U0001faf9🏽",  # 18.0
        "🧑🏻\u200d❤\ufe0f\u200d💋\u200d🧑🏿", "👩🏻\u200d🤝\u200d👨🏿", "👁\ufe0f\u200d🗨\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "#\ufe0f\u20e3",
        "©\ufe0f",
    ],
    ids=ascii,
)  # fmt: skip
def test_new_and_long_ones_are_one(text: str) -> None:
    assert text in UNICODE
    assert found(text) == [text]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("👩\u200d🐶", ["👩", "🐶"]),
        ("🏳\u200d🌈", ["🏳", "🌈"]),  # without its selector it is not recommended
        ("👮\u200d♀", ["👮", "♀"]),
        ("🧑🏻\u200d❤\ufe0f\u200d💋\u200d🧑🏻", ["🧑🏻", "❤\ufe0f", "💋", "🧑🏻"]),
        ("👩🏻\u200d🤝\u200d👩🏻", ["👩🏻", "🤝", "👩🏻"]),  # of one tone it is 👭🏻
        ("👭🏻", ["👭🏻"]),
        ("👩\u200d", ["👩"]),
        ("🐶🏽", ["🐶", "🏽"]),
        ("🇩🇪🇫🇷🇩", ["🇩🇪", "🇫🇷"]),
        ("🇦🇧🇪", ["🇧🇪"]),
        ("🏴\U000e0067", ["🏴"]),
        ("☺\ufe0e☺\ufe0f☺", ["☺\ufe0f", "☺"]),
        ("©®™ 1 #a * \ufe0f\u20e3", []),
        ("11\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("Grüße — “so” … 日本語、ですよ。", []),
    ],
)
def test_anything_else_is_found_piece_by_piece(text: str, pieces: list[str]) -> None:
    assert found(text) == pieces


def test_a_light_tone_in_the_list_stands_for_all() -> None:
    assert listed("# a comment\n👍🏻 🏻") == {f"👍{tone}" for tone in TONES} | {"🏻"}
    assert len(listed("🧑🏻\u200d🤝\u200d🧑🏻")) == 25
    assert len(listed("👩🏻\u200d🤝\u200d👩🏼")) == 20


def test_the_list_is_what_its_script_writes_of_unicode_s_own_files() -> None:
    root = Path(__file__).resolve().parents[3]
    script = runpy.run_path(str(root / "packaging" / "emoji_data.py"))
    lines = [
        "231A..231B  ; Basic_Emoji ; watch..hourglass done # E0.6 [2] (⌚..⌛)",
        "",
        "# 23F0 ; x",
    ]
    keycap = "0023 FE0F 20E3 ; Emoji_Keycap_Sequence ; keycap: \\x{23} # E0.6 [1] (#\ufe0f\u20e3)"
    assert script["recommended"]("\n".join([*lines, keycap])) == ["⌚", "⌛", "#\ufe0f\u20e3"]
    shortest = {script["shortest"](each, UNICODE) for each in UNICODE}
    written = "\n".join([*script["lines"](shortest), "# Not among them"])
    assert written in FILE


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*ALL, "\u200d", "\ufe0f", "\ufe0e", *TONES, "🇩", "a"]), max_size=20)
)
def test_spans_are_of_listed_emoji_in_order_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    edges = [0, *(edge for span in emoji(text) for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(each in ALL or f"{each}\ufe0f" in ALL for each in found(text))
