"""Where what a reader takes for one character begins."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings

from console.text.graphemes import graphemes
from tests.console.text.alphabet import texts


@pytest.mark.parametrize(
    "apart",
    [  # many are cases of Unicode's own GraphemeBreakTest, by its rule
        "a|b|c", "", "\r\n|a", "a|\r|a", "\n|\u0308|a", "a\u0308|b", "\u0020\u200d|b",
        "\u1100\u1161\u11a8|\u1100", "\uac00\u11a8|\u1100", "\uac01\u11a8\u11a8|a",  # Hangul
        "🇩🇪|🇫🇷|🇩", "a|🇦🇧|🇨🇩|b", "🇦🇧\u200d|🇨🇩",  # two indicators make a flag
        "👩\u200d👩\u200d👧|👍🏽|a", "👶🏿|👶", "🛑\u200d🛑", "a\u200d|🛑", "✂\u200d✂",  # emoji
        "a\u0903|b", "\u0600a|b",  # a spacing mark goes on, a sign of number leads
        "\u0915\u094d\u0924|\u0915", "\u0915\u094d\u094d\u0924", "\u0915|\u0924",  # conjuncts
        "\u0915\u094d|a", "ก\u0e33|ก", "1\ufe0f\u20e3|2",
    ],
)  # fmt: skip
def test_graphemes_are_those_of_unicode(apart: str) -> None:
    pieces = apart.split("|") if apart else []
    starts = [len("".join(pieces[:number])) for number in range(len(pieces))]
    assert graphemes("".join(pieces)) == starts


@settings(max_examples=200, deadline=None)
@given(texts)
@example("plain")
@example("line\r\nline")
def test_graphemes_begin_with_the_text_and_go_up(text: str) -> None:
    starts = graphemes(text)
    assert starts[:1] == ([0] if text else [])
    assert starts == sorted(set(starts))
    assert all(start < len(text) for start in starts)


def test_a_text_of_plain_ascii_loads_no_library() -> None:
    program = (
        "import sys; from console.text.graphemes import graphemes; graphemes('plain words\\n');"
        "assert 'regex' not in sys.modules; graphemes('ä'); assert 'regex' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
