"""Texts made of what makes counting and splitting hard."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "http://", "https://", "HTTP://", "shop", ".de", ".com", ".co", "t.co", "/", "a", "b", "ä",
    "日本", "中国", "рф", ".", "-", "_", "@", "#", " ", "  ", "\n", "\n\n", "?q=1", "(", ")", "x",
    "1", "com", "de", "xn--p1ai", "©", "é", "e\u0301", "www.", ":80", "/pfad", "\u200e", "!", "|",
    "/abcdefghij", "+", "'", '"', "“", "🙂", "👩\u200d👩\u200d👧", "$", ",", "&", "。",
    "long" * 8, "\u00a0", "étwas.de", "1", "12 ", "5 kg",
    "http://t.co/abc", "a.b.c", "word", "one two ",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join)
