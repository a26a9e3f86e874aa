"""The catalogues are whole: each text is translated, each hole kept, each .mo made of its .po."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

translations: Any = import_module("translations")  # it lies beside the package

LANGUAGES = translations.languages()


@pytest.fixture(scope="module")
def template() -> Catalog:
    template: Catalog = translations.found()
    return template


def catalogue(code: str) -> list[Message]:
    return [one for one in translations.read(code) if one.id]


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_source_asks_for_texts(template: Catalog) -> None:
    assert len(template) > 3000
    keys = {translations.key(one) for one in template if one.id}
    assert {"Preferences", "{count} case", "date pattern\u0004d MMM yyyy"} <= keys


def test_no_text_asks_python_for_the_name_of_a_day_or_month(template: Catalog) -> None:
    """Those of `strftime` are the C library's, in whatever language that was started."""
    asks = re.compile(r"\{[^{}]*%[aAbBpcxX]")
    every = [text for one in template if one.id for text in forms(one.id)]
    assert [text for text in every if asks.search(text)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_text_is_translated_and_none_is_left_over(code: str, template: Catalog) -> None:
    wanted = {translations.key(one) for one in template if one.id}
    there = {translations.key(one) for one in catalogue(code)}
    assert (sorted(wanted - there), sorted(there - wanted)) == ([], [])
    assert [one.id for one in catalogue(code) if not translations.is_whole(one)] == []
    assert [one.id for one in catalogue(code) if one.fuzzy] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_compiled_catalogue_is_made_of_the_one_that_is_edited(code: str) -> None:
    made = translations.as_mo(translations.read(code))
    assert translations.path_of(code, "mo").read_bytes() == made


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_names_of_countries_are_those_of_babel(code: str) -> None:
    assert translations.countries_of(code).read_bytes() == translations.as_countries(code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_translation_has_the_holes_of_its_text(code: str) -> None:
    wrong = []
    for message in catalogue(code):
        wanted = holes(forms(message.id)[-1])
        for form in forms(message.string):
            found = holes(form)
            # A singular may say "a case" for "1 case".
            if found != wanted and found | {"count"} != wanted | {"count"}:
                wrong.append((message.id, form))
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_translation_begins_and_ends_as_its_text_does(code: str) -> None:
    wrong = []
    for message in catalogue(code):
        for one, form in zip(forms(message.id), forms(message.string), strict=False):
            edges = [(text[:1].isspace(), text[-1:].isspace()) for text in (one, form)]
            dots = [text.rstrip().endswith("…") for text in (one, form)]
            lines = [text.count("\n") for text in (one, form)]
            if edges[0] != edges[1] or dots[0] != dots[1] or lines[0] != lines[1]:
                wrong.append((one, form))
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_key_of_a_menu_is_kept(code: str) -> None:
    """A lone `&` before a letter makes a key of it; where the text has one, so has the other."""
    lone = re.compile(r"(?<!&)&(?=\w)")
    wrong = [
        (message.id, message.string)
        for message in catalogue(code)
        if {len(lone.findall(one)) for one in forms(message.id)}
        != {len(lone.findall(one)) for one in forms(message.string)}
    ]
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_stays_as_it_was(code: str) -> None:
    letters = re.compile(r"[A-Za-z]{3,}")
    same = [
        message.id
        for message in catalogue(code)
        if forms(message.id)[0] == forms(message.string)[0]
        and len(letters.findall(re.sub(r"\{\w*\}", "", forms(message.id)[0]))) >= 3
    ]
    assert same == []
