from __future__ import annotations

import json
from importlib import resources

import pytest

from console.text import lexicon
from console.text.lexicon import LANGUAGES, Lexicon, lists, word_texts, words

FILES = [
    (language, file.name)
    for language in LANGUAGES
    for file in resources.files("resources").joinpath("lexicons", language).iterdir()
]


def found(held: Lexicon, text: str) -> list[tuple[str, str]]:
    read = words(text)
    return [
        (hit.list, text[read[hit.first].start : read[hit.last].end])
        for hit in held.find([word.text for word in read])
    ]


def test_a_phrase_is_words_that_follow_each_other() -> None:
    held = Lexicon({"wait": ["still waiting", "on hold"]})
    assert found(held, "STILL\n  waiting, and on hold!") == [
        ("wait", "STILL\n  waiting"),
        ("wait", "on hold"),
    ]
    assert found(held, "still, I am waiting; put on the hold") == []


def test_a_stem_is_the_beginning_of_a_word_wherever_it_stands() -> None:
    held = Lexicon({"anger": ["frustrat*", "so disappoint*"]})
    assert found(held, "Frustrating! So disappointed, disappointed") == [
        ("anger", "Frustrating"),
        ("anger", "So disappointed"),
    ]
    assert found(held, "frus") == []


def test_a_gap_takes_no_word_or_a_few() -> None:
    held = Lexicon({"redirect": ["send us ... dm"]})
    assert found(held, "send us dm") == [("redirect", "send us dm")]
    assert found(held, "Send us a quick little DM") == [("redirect", "Send us a quick little DM")]
    assert found(held, "send us one two three four five dm") == []
    assert found(held, "send us a") == []


def test_a_gap_ends_at_the_first_place_from_which_the_rest_fits() -> None:
    held = Lexicon({"one": ["give ... number ... please"]})
    assert found(held, "give a number or number please") == [
        ("one", "give a number or number please")
    ]


def test_the_longest_phrase_of_a_list_is_named_once_for_a_place() -> None:
    held = Lexicon({"one": ["we will", "we will call", "we"], "two": ["we will"]})
    assert found(held, "we will call") == [("one", "we will call"), ("two", "we will")]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_the_form_of_an_apostrophe_and_of_letters_does_not_count(mark: str) -> None:
    held = Lexicon({"no": ["can't", "größe"]})
    assert found(held, f"CAN{mark}T GRÖSSE") == [("no", f"CAN{mark}T"), ("no", "GRÖSSE")]


@pytest.mark.parametrize("phrase", ["", " ", "...", "... dm", "dm ...", "!", "fru*"])
def test_what_is_no_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="“"):
        Lexicon({"one": [phrase]})


def test_what_is_said_is_what_is_found() -> None:
    held = lexicon.lexicon("en")
    for text in ("Thanks, but it still does not work", "We are sorry", "", "x " * 1_000):
        texts = word_texts(text)
        assert held.said(texts) == {hit.list for hit in held.find(texts)}
        assert texts == [word.text for word in words(text)]


@pytest.mark.parametrize(
    "text", ["\x00" * 9, "\ud800 we", "İ" * 50, "we " * 30_000, "’’’", "１２３"]
)
def test_any_text_is_read(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
    lexicon.lexicon("de").find(word_texts(text))


@pytest.mark.parametrize(("language", "name"), FILES)
def test_the_lists_of_a_file_are_sound(language: str, name: str) -> None:
    folder = resources.files("resources").joinpath("lexicons", language)
    held: dict[str, list[str]] = json.loads(folder.joinpath(name).read_text("utf-8"))
    for group, phrases in held.items():
        assert phrases, group
        Lexicon({group: phrases})
        folded = [lexicon.fold(phrase) for phrase in phrases]
        assert len(set(folded)) == len(folded), sorted(p for p in folded if folded.count(p) > 1)


def test_every_language_has_the_same_lists() -> None:
    held = {language: set(lists(language)) for language in LANGUAGES}
    assert held["en"] == held["de"]
    assert lists("fr") == {}
