from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.connectors.x_text import readable, web_address

A = "https://t.co/aaaaaaaaaa"
B = "https://t.co/bbbbbbbbbb"


def link(short: str, start: int, target: str | None = "https://example.com/x", **more: Any) -> Any:
    return {"url": short, "start": start, "end": start + len(short), "expanded_url": target} | more


def read(
    text: str,
    urls: list[Any] | None = None,
    auto_filled: set[str] | None = None,
    visible_from: int | None = None,
    *,
    has_media: bool = False,
) -> str:
    return readable(
        text,
        urls=urls or [],
        auto_filled=auto_filled or set(),
        visible_from=visible_from,
        has_media=has_media,
    )


@pytest.mark.parametrize(
    ("served", "shown"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt; stays once", "&lt; stays once"),
        ("&quot; &#39; &nbsp; are typed", "&quot; &#39; &nbsp; are typed"),
        ("&AMP; is typed too", "&AMP; is typed too"),
    ],
)
def test_escapes_are_undone_once(served: str, shown: str) -> None:
    assert read(served) == shown


@pytest.mark.parametrize("start", [6, 2, 0, -3, 10**9, None, "6", True])
def test_a_link_is_found_whatever_its_position_says(start: Any) -> None:
    # 6 counts in the escaped text, 2 in the unescaped one.
    entity = {"url": A, "start": start, "end": start, "expanded_url": "https://example.com/?a=1&b"}
    if isinstance(start, int):
        entity["end"] = start + len(A)
    assert read(f"&amp; {A} &amp;", [entity]) == "& https://example.com/?a=1&b &"


def test_positions_count_code_points() -> None:
    text = f"\N{GRINNING FACE}\N{FAMILY} {A}"
    assert read(text, [link(A, 3)]) == "\N{GRINNING FACE}\N{FAMILY} https://example.com/x"


def test_the_same_link_twice_is_replaced_twice() -> None:
    urls = [link(A, 0), link(A, 999)]
    assert read(f"{A} {A}", urls) == "https://example.com/x https://example.com/x"


def test_a_link_that_begins_another_does_not_touch_it() -> None:
    longer = A + "z"
    assert read(f"{longer} {A}", [link(A, 99)]) == f"{longer} https://example.com/x"


def test_text_that_is_no_link_is_not_replaced() -> None:
    wrong = {"url": "here", "start": 8, "end": 12, "expanded_url": "https://evil.example/"}
    assert read("every e here", [link("e", 0), wrong]) == "every e here"


@pytest.mark.parametrize(
    "target",
    [None, 5, "", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://[", "//x.y",
     "https://a.example/\u202egpj", "https://a b", "https://a\n.example", "x" * 9999],
)  # fmt: skip
def test_a_target_that_is_no_address_leaves_the_short_link(target: Any) -> None:
    assert read(f"see {A}", [link(A, 4, target)]) == f"see {A}"


def test_where_the_original_is_missing_the_end_of_the_redirects_serves() -> None:
    assert read(A, [link(A, 0, None, unwound_url="https://end.example/")]) == "https://end.example/"


def test_the_link_to_the_media_at_the_end_goes() -> None:
    photo = "https://x.com/ada/status/5/photo/1"
    assert read(f"look {A} {B}", [link(A, 5), link(B, 29, photo)], has_media=True) == (
        "look https://example.com/x"
    )
    assert read(B, [link(B, 0, photo)], has_media=True) == ""
    assert read(f"look {B}", [link(B, 5, None, media_key="3_5")], has_media=True) == "look"


def test_the_link_to_the_media_stays_where_no_media_are_listed_or_text_follows() -> None:
    photo = "https://twitter.com/ada/status/5/video/1"
    assert read(f"look {B}", [link(B, 5, photo)]) == f"look {photo}"
    assert read(f"{B} look", [link(B, 0, photo)], has_media=True) == f"{photo} look"


@pytest.mark.parametrize(
    ("served", "visible_from", "shown"),
    [
        ("@shop @Ada hello @shop", None, "hello @shop"),
        ("@shop @other hello", None, "@other hello"),
        ("@shop @ada hello", 6, "@ada hello"),
        ("@shop hello", 0, "@shop hello"),
        ("@shop\n\nhello", None, "hello"),
        ("@shop", None, "@shop"),
        ("@shopping hello", None, "@shopping hello"),
        ("hello @shop", None, "hello @shop"),
        (".@shop hello", None, ".@shop hello"),
    ],
)
def test_the_mentions_that_x_put_in_front_of_a_reply_go(
    served: str, visible_from: int | None, shown: str
) -> None:
    assert read(served, auto_filled={"shop", "ada"}, visible_from=visible_from) == shown


def test_the_mentions_in_front_of_a_post_that_is_no_reply_stay() -> None:
    assert read("@shop hello") == "@shop hello"


def test_normal_form_is_left_as_given() -> None:
    decomposed = unicodedata.normalize("NFD", "Köln")
    assert read(decomposed) == decomposed


@pytest.mark.parametrize(
    ("address", "usable"),
    [
        ("https://example.com/a", True),
        ("http://münchen.example/", True),
        ("ftp://x.example", False),
        ("https:///x", False),
    ],
)
def test_only_addresses_that_show_what_they_open_are_used(address: str, *, usable: bool) -> None:
    assert web_address(address) == (address if usable else "")


entities = st.lists(
    st.fixed_dictionaries(
        {"url": st.sampled_from([A, B, "", "e", "\0"]) | st.text()},
        optional={
            "start": st.integers() | st.none(),
            "end": st.integers() | st.text(),
            "expanded_url": st.sampled_from(["https://x.com/a/status/1/photo/1"]) | st.text(),
        },
    )
)


@given(st.lists(st.sampled_from([A, B, "&amp;", "@shop ", " "]) | st.text(st.characters())),
       entities, st.integers(-5, 40) | st.none(), st.booleans())  # fmt: skip
def test_any_text_becomes_storable(
    parts: list[str],
    urls: list[Any],
    visible_from: int | None,
    has_media: bool,  # noqa: FBT001
) -> None:
    shown = read("".join(parts), urls, {"shop"}, visible_from, has_media=has_media)
    assert "\0" not in shown
    shown.encode()
