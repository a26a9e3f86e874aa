"""Which language holds: what was asked for, else the first of the system's that there is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from console import catalogues, language

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
translations: Any = import_module("translations")  # it lies beside the package

OF_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def nothing_asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in (language.VARIABLE, *OF_SYSTEM):
        monkeypatch.delenv(name, raising=False)
    yield
    language.begin("en")


def laid(folder: Path, code: str, texts: dict[str, str | tuple[str, ...]]) -> Path:
    """Make the catalogue of a language, and return its file."""
    made = Catalog(locale=code, charset="utf-8")
    made.add("English", texts.get("English", ""), context="own name")
    made.add("Send", texts.get("Send", ""))
    made.add(("{count} case", "{count} cases"), texts.get("{count} case", ""))
    path = folder / code / "LC_MESSAGES" / f"{catalogues.DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(translations.as_mo(made))
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de_DE@euro"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "fr:de:en", "LANG": "fr_FR.UTF-8"}, "de"),
        ({"LANGUAGE": "fr:en:de", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "de_DE.UTF-8", "LANG": "en_GB.UTF-8"}, "de"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_language_of_the_environment_that_there_is(
    environment: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.begin() == code
    assert language.tr("Send") == {"de": "Senden", "en": "Send"}[code]


@pytest.mark.parametrize(
    ("system", "code"),
    [
        (["de-AT", "de", "en-GB"], "de"),
        (["fr-FR", "de-CH", "en"], "de"),
        (["fr-FR", "en-GB", "de-DE"], "en"),
        (["de-Latn-DE"], "de"),
        (["ja-JP"], "en"),
    ],
)
def test_the_systems_list_where_the_environment_is_silent(system: list[str], code: str) -> None:
    assert language.begin("", system) == code
    assert language.would_be("") == code


def test_what_is_set_goes_before_the_system_and_the_variable_before_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert language.begin("en", ["de"]) == "en"
    assert language.would_be("fr") == "en"
    monkeypatch.setenv(language.VARIABLE, "de")
    assert language.begin("en") == "de"


def test_a_language_is_there_once_its_folder_is(folder: Path) -> None:
    assert language.codes() == ("en",)
    forms = ("{count} sprawa", "{count} sprawy", "{count} spraw")
    laid(folder, "pl", {"English": "polski", "Send": "Wyślij", "{count} case": forms})
    laid(folder, "pt_BR", {"Send": "Enviar"})
    assert language.codes() == ("en", "pl", "pt_BR")
    assert language.own_names() == {"en": "English", "pl": "polski", "pt_BR": "pt_BR"}
    assert language.begin("", ["pt-BR"]) == "pt_BR"
    assert language.begin("pl") == "pl"
    assert language.tr("Send") == "Wyślij"
    said = [language.plural(count, "{count} case", "{count} cases") for count in (1, 2, 5, 22)]
    assert said == ["1 sprawa", "2 sprawy", "5 spraw", "22 sprawy"]


@pytest.mark.parametrize("kept", [0, 3, 10, 20, 200, 400])
def test_a_catalogue_that_is_cut_short_leaves_the_texts_english(folder: Path, kept: int) -> None:
    path = laid(folder, "de", {"Send": "Senden"})
    assert (language.begin("de"), language.tr("Send")) == ("de", "Senden")
    path.write_bytes(path.read_bytes()[:kept])
    assert (language.begin("de"), language.tr("Send")) == ("de", "Send")


@pytest.mark.parametrize("damage", [b"utf-9", b"\xff\xfe-8"])
def test_a_catalogue_that_is_damaged_leaves_the_texts_english(folder: Path, damage: bytes) -> None:
    path = laid(folder, "de", {"Send": "Senden"})
    path.write_bytes(path.read_bytes().replace(b"utf-8", damage))
    assert (language.begin("de"), language.tr("Send")) == ("de", "Send")
