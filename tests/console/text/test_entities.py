"""Links, mentions, lists, hashtags and cashtags, and how they stand beside each other."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from twitter_text import extract_urls_with_indices

from console.text.domains import top_level_domains
from console.text.entities import EntityKind, entities, links
from console.text.links import MAX_LENGTH
from console.text.weight import normalise
from tests.console.text.alphabet import texts


def spans(text: str) -> list[str]:
    return [text[link.start : link.end] for link in links(text)]


def named(text: str) -> list[tuple[str, str]]:
    return [(each.kind.name.lower(), text[each.start : each.end]) for each in entities(text)]


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
        ("http://ПРИМЕР.РФ", ["http://ПРИМЕР.РФ"]),
        ("http://shop.xn--p1ai/x", ["http://shop.xn--p1ai/x"]),
        ("HTTPS://SHOP.DE", ["HTTPS://SHOP.DE"]),
        ("http://shop.de/(a)_b", ["http://shop.de/(a)_b"]),
        ("http://shop.de/a_(b_(c))", ["http://shop.de/a_(b_(c))"]),
        ("http://shop.de/a_(b_(c", ["http://shop.de/a_"]),
        ("(see shop.de/a)", ["shop.de/a"]),
        ("https://t.co/abc/more", ["https://t.co/abc"]),
        ("https://t.co/" + "a" * 40, ["https://t.co/" + "a" * 40]),
        ("https://t.co/" + "a" * 41, []),
        ("t.co/" + "a" * 41, ["t.co/" + "a" * 41]),
        ("shop.de/" + "a" * 300, ["shop.de/" + "a" * 300]),
        ("shop.de:80 shop.de?q=1", ["shop.de", "shop.de"]),
        ("🙂shop.de🙂 🙂 shop.com", ["shop.de", "shop.com"]),
        ("info@shop.de first.last@shop.de", []),
        ("@shop.de #shop.de $shop.de", []),
        ("a.b.c 3.50 e.g. Hi.There", []),
        ("http://localhost/x http://a", []),
        ("http://shop.nosuchtld/x", []),
        ("my_shop.de www_x.shop.de", ["x.shop.de"]),
        ("http://-shop.de http://shop-.de", []),
        ("http://a.our_shop.de http://our_shop.a.de", ["http://our_shop.a.de"]),
        ("ſhop.ſhop", []),
        ("shop.swi\u00df", []),
        ("a" * 63 + ".de " + "a" * 64 + ".de", ["a" * 63 + ".de"]),
        (
            "http://" + "日" * 30 + ".de http://" + "日" * 60 + ".de",
            ["http://" + "日" * 30 + ".de"],
        ),
        ("file.txt", []),
        ("no dots at all", []),
    ],
)
def test_a_link_is_found_as_x_finds_it(text: str, found: list[str]) -> None:
    assert spans(f" {text}") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("étwas.de", ["twas.de"]),
        (" étwas.de", ["étwas.de"]),
        ("é.de", ["é.de"]),
        ("日本shop.de/a日本", ["shop.de/a"]),
    ],
)
def test_the_beginning_of_a_text_is_read_as_x_reads_it(text: str, found: list[str]) -> None:
    assert spans(text) == found


def test_a_link_over_a_foreign_domain_counts_as_less_than_it_reaches() -> None:
    (link,) = links("see a.de日本.jp/x")
    assert (link.start, link.end, link.counted_end) == (4, 15, 10)


@pytest.mark.parametrize(("prefix", "most"), [("https://", MAX_LENGTH - 8), ("", MAX_LENGTH - 8)])
def test_a_link_has_a_greatest_length(prefix: str, most: int) -> None:
    longest = f"{prefix}shop.de/".ljust(most, "a")
    assert spans(longest) == [longest]
    assert spans(longest + "a") == []


def test_spans_count_code_points() -> None:
    (link,) = links("🙂 🏳️‍🌈 https://shop.de/a 🙂")
    assert (link.start, link.end) == (7, 24)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@ada_fern hi", [("mention", "@ada_fern")]),
        ("＠ada", [("mention", "＠ada")]),
        ("@" + "a" * 21, [("mention", "@" + "a" * 20)]),
        ("@ada/parcels_1", [("list", "@ada/parcels_1")]),
        ("@ada/1st", [("mention", "@ada")]),
        ("@ada@ben", []),
        ("mail to ada@shop", []),
        ("@adaé @ada://x", []),
        ("RT@ada rt:@ben", [("mention", "@ada"), ("mention", "@ben")]),
        ("start@ada", []),
        ("@rt@ben", []),
        ("#parcel ＃paket", [("hashtag", "#parcel"), ("hashtag", "＃paket")]),
        ("#日本語 #päckchen", [("hashtag", "#日本語"), ("hashtag", "#päckchen")]),
        ("#1 #1st", [("hashtag", "#1st")]),
        ("#️⃣ #a", [("hashtag", "#a")]),
        ("❤️#a", [("hashtag", "#a")]),
        ("a#b &#c #d#e", []),
        ("#𠀀 #🙂", [("hashtag", "#𠀀")]),
        ("$TWTR $tw.a $TOOLONGS a$A", [("cashtag", "$TWTR"), ("cashtag", "$tw.a")]),
        ("http://shop.de/@ada/#b", [("link", "http://shop.de/@ada/#b")]),
        ("@ada shop.de #b", [("mention", "@ada"), ("link", "shop.de"), ("hashtag", "#b")]),
        ("#日shop.de", [("hashtag", "#日shop")]),
        ("plain words", []),
        ("", []),
    ],
)  # fmt: skip
def test_entities_are_told_by_their_kind(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


SEPARATORS = dict.fromkeys(map(ord, "。．｡"))
"""Dots of other scripts: the package finds no link there where X's own JavaScript does."""


@settings(max_examples=400, deadline=None)
@given(texts.map(lambda text: normalise(text.translate(SEPARATORS))))
@example("日本shop.de")
@example("@täst.de")
@example("http://t.co/abc,www.HTTP://a.b.c日本1.com!")
@example("http://x.de/日本語")
@example("a.de/|(b)")
@example("_http://a.de")
@example("étwas.de")
def test_links_are_those_that_x_finds(text: str) -> None:
    # Of characters that are none the other implementation thinks otherwise than X's own.
    assume(not any(category(char) in ("Cc", "Cn", "Co") for char in text))
    theirs = [tuple(each["indices"]) for each in extract_urls_with_indices(text)]
    assert [(link.start, link.end) for link in links(text)] == theirs


SIGNED = st.lists(
    st.one_of(texts, st.sampled_from(["@ada", "#tag", "$ABC", "@ada/list", "＃", "＠", "RT"])),
    max_size=6,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(SIGNED)
def test_entities_are_in_order_and_apart(text: str) -> None:
    found = entities(text)
    assert all(each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    linked = [(each.start, each.end) for each in found if each.kind is EntityKind.LINK]
    assert set(linked) <= {(link.start, link.end) for link in links(text)}


@settings(max_examples=200, deadline=None)
@given(SIGNED)
def test_what_follows_a_space_does_not_change_what_was_before(text: str) -> None:
    before = entities(text)
    assert entities(f"{text} shop.de @ada")[: len(before)] == before


def test_top_level_domains_are_in_small_letters_and_complete() -> None:
    names = top_level_domains()
    assert {"de", "com", "みんな", "vermögensberatung", "рф"} <= names
    assert all(name == name.lower() for name in names)
