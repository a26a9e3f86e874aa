from __future__ import annotations

import pytest

from console.checks.reading import Reading
from console.text.lexicon import Lexicon

HELD = Lexicon({"redirect": ["dm us"], "apology": ["sorry"]})


def sentences(text: str) -> list[str]:
    return [each.text for each in Reading(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("One", ["One"]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("One\nTwo\n\nThree", ["One", "Two", "Three"]),
        ("It costs 3.50 and weighs 2.1 kg.", ["It costs 3.50 and weighs 2.1 kg."]),
        ("Ask e.g. Mr. Moss at 9 a.m. today.", ["Ask e.g. Mr. Moss at 9 a.m. today."]),
        ("Wir liefern z.B. am 3. Mai. Gut?", ["Wir liefern z.B. am 3. Mai.", "Gut?"]),
        ("See https://shop.example/a.b?c=d! Fine.", ["See https://shop.example/a.b?c=d!", "Fine."]),
        ("Mail help@shop.example. Bye", ["Mail help@shop.example.", "Bye"]),
        ("Wait... what?! “Yes.” No.", ["Wait...", "what?!", "“Yes.”", "No."]),
        ("Right - we see. Left – right", ["Right -", "we see.", "Left –", "right"]),
        ("a.b.c", ["a.b.c"]),
        ("Due on Mon. 23 Nov. at 9. Fine", ["Due on Mon. 23 Nov. at 9.", "Fine"]),
        ("Am 24.11. um 10 Uhr. Gut", ["Am 24.11. um 10 Uhr.", "Gut"]),
        ("1. Open it. 2. Close it.", ["1. Open it.", "2. Close it."]),
        ("Am 3. Mai, am 9. dieses Monats", ["Am 3. Mai, am 9. dieses Monats"]),
        ("It is £20. DM us", ["It is £20.", "DM us"]),
    ],
)
def test_a_text_is_read_in_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_knows_where_it_stands_and_whether_it_asks() -> None:
    text = "  We see. \n Which one? Look: https://shop.example/?q=1"
    read = Reading(text).sentences
    assert [text[each.start : each.end] for each in read] == [each.text for each in read]
    assert [each.asks for each in read] == [False, True, False]


def test_phrases_do_not_go_over_the_end_of_a_sentence() -> None:
    assert not Reading("We got your DM. Us too.", HELD).said
    (said,) = Reading("Please DM us.", HELD).said
    assert (said.list, said.start, said.end) == ("redirect", 7, 12)


def test_links_addresses_handles_and_hashtags_are_no_words() -> None:
    text = "@sorry #sorry sorry@shop.example https://sorry.example sorry"
    (said,) = Reading(text, HELD).said
    assert said.start == text.rindex("sorry")


def test_the_sentences_of_a_part_are_those_that_begin_there() -> None:
    text = "One two. Three four. Five."
    reading = Reading(text, HELD, [(0, 13), (14, 26)])
    assert [[s.text for s in reading.within(p.start, p.end)] for p in reading.parts] == [
        ["One two.", "Three four."],
        ["Five."],
    ]
    assert [(p.start, p.end) for p in Reading(text).parts] == [(0, 26)]


@pytest.mark.parametrize(
    "text",
    [
        "." * 100_000,
        "a.b@" * 25_000,
        "https://" * 12_500,
        "@" * 100_000,
        " " * 100_000,
        "\n" * 100_000,
        "no. " * 25_000,
        "\ud800\x00\u202e. x",
        "؟ مرحبا. שלום?",
    ],
)
def test_hostile_texts_are_read_in_order(text: str) -> None:
    read = Reading(text, HELD)
    edges = [edge for each in read.sentences for edge in (each.start, each.end)]
    assert edges == sorted(edges)
    assert all(each.text == text[each.start : each.end] for each in read.sentences)
