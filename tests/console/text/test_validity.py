"""Which handles, lists, hashtags, addresses and posts X takes."""

from __future__ import annotations

import pytest

from console.domain.limits import LIMITS_140, LIMITS_280
from console.text.validity import (
    is_handle,
    is_hashtag,
    is_list,
    is_post,
    is_url,
    refused_characters,
)


@pytest.mark.parametrize(
    ("text", "valid"),
    [("@ada_fern", True), ("＠ada", True), ("@" + "a" * 21, False), ("ada", False), ("@", False),
     ("@ada\n", False), ("@ädä", False)],
)  # fmt: skip
def test_a_handle_has_its_sign_and_up_to_20_characters(text: str, valid: bool) -> None:  # noqa: FBT001 - a case
    assert is_handle(text) is valid


def test_a_list_has_a_handle_and_a_name() -> None:
    assert is_list("@ada/parcels-1")
    assert not is_list("@ada/1")
    assert not is_list("@ada/" + "a" * 26)


def test_a_hashtag_is_all_of_its_text() -> None:
    assert is_hashtag("#päckchen")
    assert not is_hashtag("#a b")
    assert not is_hashtag("#a#b")
    assert not is_hashtag("#1")
    assert not is_hashtag("")


def test_an_address_may_go_without_its_protocol_where_that_is_said() -> None:
    assert is_url("https://shop.de/a?b#c")
    assert not is_url("shop.de/a")
    assert is_url("shop.de/a", needs_protocol=False)
    assert not is_url("ftp://shop.de", needs_protocol=False)
    assert is_url("http://192.168.0.10/")
    assert not is_url("http://shop.de/\n")


@pytest.mark.parametrize("char", ["\ufffe", "\ufeff", "\uffff"])
def test_a_post_with_a_refused_character_is_none(char: str) -> None:
    assert not is_post(f"Hello{char}", LIMITS_280)
    assert refused_characters(f"Hello{char}!{char}") == [5, 7]


def test_a_post_is_neither_empty_nor_too_long() -> None:
    assert is_post("a" * 140, LIMITS_140)
    assert not is_post("a" * 141, LIMITS_140)
    assert not is_post("", LIMITS_140)
