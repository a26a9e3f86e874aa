"""What is shown, copied and told of texts that hold signs nobody sees."""

from __future__ import annotations

import pytest

from console.text.hidden_signs import (
    LONGEST_LINE,
    MOST_MARKS,
    copied,
    in_line,
    in_lines,
    in_place,
    steers,
    unnamed,
)

OVERRIDE, POP = "\u202e", "\u202c"
TAGS = "\U000e0068\U000e0069"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize(
    "text",
    [
        "Grüße aus Köln 📦, não é à toa",
        "👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈 👍🏽 🙂‍↔️",
        WALES,
        "می‌خواهم بسته را پس بدهم",
        "क्‍ष र‍्य শ্রীলঙ্কা",
        "ภาษา\u200bไทย",
        "שלום \u2066@ada\u2069, \u200fמה קורה?",
        "Tiếng Việt, ž̨, biblical: בְּרֵאשִׁ֖ית",
        "one\ntwo\tthree",
    ],
)
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert in_lines(text).text == text
    assert in_lines(text).signs == ()
    assert copied(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"pay {OVERRIDE}0001{POP} now", "pay ⟨U+202E⟩0001 now"),
        (f"{OVERRIDE * 4}x", "⟨U+202E and 3 more⟩x"),
        ("\u2067a \u2066b\u2069 c\u2069", "⟨U+2067⟩a b c"),
        ("call \u200f12\u200f34", "call ⟨U+200F⟩12⟨U+200F⟩34"),
        (f"hi{TAGS}", "hi⟨U+E0068 and 1 more⟩"),
        (f"שלום {OVERRIDE}abc", "שלום ⟨U+202E⟩abc"),
    ],
)
def test_sign_that_deceives_is_named(text: str, shown: str) -> None:
    found = in_lines(text)
    assert found.text == shown
    for start, end in found.signs:
        assert found.text[start] == "⟨"
        assert found.text[end - 1] == "⟩"
    assert unnamed(found.text, found.signs) == copied(text)
    assert "⟨" not in copied(text)


def test_sign_is_named_where_it_stands_also_behind_heaped_marks() -> None:
    found = in_lines("a" + "\u0301" * 50 + OVERRIDE + "b")
    (place,) = found.signs
    assert found.text[slice(*place)] == "⟨U+202E⟩"


@pytest.mark.parametrize(
    "sign", ["\0", "\x1b", "\x9b", "\u200b", "\u200d", "\ufeff", "\xad", "\u2060"]
)
def test_sign_that_shows_nothing_goes(sign: str) -> None:
    assert in_lines(f"a{sign}b").text == "ab"


@pytest.mark.parametrize("sign", ["\ud800", "\ufffe", "\uffff", "\ufdd0", "\ufffc"])
def test_what_is_no_character_is_shown_as_such(sign: str) -> None:
    assert in_lines(f"a{sign}b").text == "a\ufffdb"


@pytest.mark.parametrize("between", ["", "\u200d", "\u034f", "\ufe0f"])
def test_marks_are_not_heaped(between: str) -> None:
    shown = in_lines("Z" + f"\u0335{between}" * 400 + "algo").text
    assert len(shown) <= len("Zalgo") + MOST_MARKS
    assert shown.startswith("Z\u0335")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (f"Eve{OVERRIDE}nib", "Evenib"),
        ("two\nlines\u2028and\x1b[2Jmore", "two lines and [2Jmore"),
        ("\u3164\u2800", ""),
        ("\u200d\ufe0f\u0301", ""),
        (f"{TAGS}", ""),
        (f"{WALES} Cymru", f"{WALES} Cymru"),
        ("علی‌رضا", "علی‌رضا"),
    ],
)
def test_name_holds_nothing_hidden(name: str, shown: str) -> None:
    assert in_line(name) == shown


def test_endless_name_is_cut() -> None:
    assert len(in_line("x" * 100_000)) == LONGEST_LINE + 1


@pytest.mark.parametrize(
    "text", [f"a{OVERRIDE}b{TAGS}c", "a" + "\u0301" * 20 + "b\nc\x1b", "plain", WALES]
)
def test_places_in_a_line_stay(text: str) -> None:
    shown = in_place(text)
    assert len(shown) == len(text)
    assert not any(map(steers, shown.replace(WALES, "")))


def test_time_grows_with_the_text_and_no_more() -> None:
    for sign in ("\u0301\u200d", "\u202e\u200d", "\u200d", "\U0001f3f4\U000e0067"):
        assert len(in_lines("a" + sign * 100_000).text) < 2_500_000


@pytest.mark.parametrize(
    "sign", ["\x1b", "\x9b", "\x07", "\r", "\ud800", OVERRIDE, "\u061c", TAGS[0]]
)
def test_sign_that_steers_is_known(sign: str) -> None:
    assert steers(sign)


@pytest.mark.parametrize("sign", ["a", "\n", "\t", "é", "\u200d", "📦", "\u0301"])
def test_other_signs_steer_nothing(sign: str) -> None:
    assert not steers(sign)


@pytest.mark.parametrize("typed", ["⟨U+202E⟩", "⟨U+202E and 3 more⟩", " ⟨xn--80ak6aa92e.com⟩"])
def test_a_name_that_a_customer_typed_is_copied_as_their_word(typed: str) -> None:
    text = f"see {typed} and {OVERRIDE}this"
    assert copied(text) == f"see {typed} and this"
    shown = in_lines(text)
    assert unnamed(shown.text, shown.signs, 4, 4 + len(typed)) == typed
    at = shown.signs[0][0]
    assert unnamed(shown.text, shown.signs, at + 2, at + 4) == "", "a piece of a name of ours"
    assert unnamed(shown.text, shown.signs, at + 2) == "this"
