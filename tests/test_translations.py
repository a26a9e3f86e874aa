"""The catalogues are whole: each text is translated, each hole kept, each .mo made of its .po."""

from __future__ import annotations

import json
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
    plurals = translations.read(code).num_plurals
    wanted = {translations.key(one) for one in template if one.id}
    there = {translations.key(one) for one in catalogue(code)}
    assert (sorted(wanted - there), sorted(there - wanted)) == ([], [])
    assert [one.id for one in catalogue(code) if not translations.is_whole(one, plurals)] == []
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
    assert wrong_holes(translations.read(code)) == []


def wrong_holes(read: Catalog) -> list[tuple[object, str]]:
    wrong: list[tuple[object, str]] = []
    for message in (one for one in read if one.id):
        wanted = holes(forms(message.id)[-1])
        for place, form in enumerate(forms(message.string)):
            # A singular may say "a case" for "1 case"; what stands for other counts says them.
            free = {"count"} if place == 0 and len(forms(message.string)) > 1 else set()
            if holes(form) | free != wanted | free:
                wrong.append((message.id, form))
    return wrong


@pytest.mark.parametrize(
    ("code", "said", "is_right"),
    [
        ("de", ("{count} Fall", "{count} Fälle"), True),
        ("de", ("ein Fall", "{count} Fälle"), True),
        ("de", ("{count} Fall", "Fälle"), False),
        ("de", ("{count} Fall", "{count} Fälle von {name}"), False),
        ("pl", ("{count} sprawa", "sprawy", "{count} spraw"), False),
        ("ja", ("件",), False),
    ],
)
def test_a_number_is_missed_where_a_form_is_for_several(
    code: str,
    said: tuple[str, ...],
    is_right: bool,  # noqa: FBT001
) -> None:
    made = Catalog(locale=code)
    made.add(("{count} case", "{count} cases"), said)
    assert (wrong_holes(made) == []) is is_right


def test_a_text_is_whole_with_as_many_forms_as_its_language_has() -> None:
    for code, plurals in (("de", 2), ("pl", 3), ("ja", 1)):
        made = Catalog(locale=code)
        assert made.num_plurals == plurals
        made.add(("{count} case", "{count} cases"), ("{count}",) * plurals)
        made.add("Send", "Senden")
        every = [one for one in made if one.id]
        assert all(translations.is_whole(one, plurals) for one in every)
        every[0].string = ("{count}",) * (plurals - 1) + ("",)
        assert not translations.is_whole(every[0], plurals)


def test_a_new_language_gets_its_folder_and_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    assert translations.main(["--new", "pl"]) == 1
    assert sorted(one.name for one in tmp_path.rglob("*.*")) == [
        "canary-desk.mo", "canary-desk.po", "countries.txt",
    ]  # fmt: skip
    assert translations.read("pl").num_plurals == 3
    answers = tmp_path / "answers.json"
    forms_of_case = ["{count} sprawa", "{count} sprawy", "{count} spraw"]
    said = {"own name\u0004English": "polski", "{count} case": forms_of_case}
    answers.write_text(json.dumps(said), "utf-8")
    capsys.readouterr()
    translations.main(["--only", "pl", "--add", str(answers), "--missing"])
    left = json.loads(capsys.readouterr().out)
    assert len(left) > 3000
    assert set(said) & set(left) == set()
    for wrong in ("pl", "en", "xx", "pt-BR"):
        with pytest.raises(SystemExit):
            translations.main(["--new", wrong])


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
