"""Countries are called as the window's language calls them, and found where one looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from console import language
from ui import country_combo, country_names


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(language.VARIABLE, "de")
    language.begin()
    yield
    monkeypatch.delenv(language.VARIABLE)
    language.begin("en")


def test_english_has_the_names_of_qt() -> None:
    assert country_names.country_name("DE") == "Germany"
    assert country_names.country_name("??") == "??"


@pytest.mark.usefixtures("german")
def test_german_has_names_of_its_own() -> None:
    said = [country_names.country_name(code) for code in ("DE", "JP", "AT", "??")]
    assert said == ["Deutschland", "Japan", "Österreich", "??"]


@pytest.mark.usefixtures("german")
def test_a_name_stands_where_its_letter_is_looked_for() -> None:
    found = [code for _, code in country_names.by_name(("PK", "ZM", "OM", "AT"))]
    assert found == ["OM", "AT", "PK", "ZM"]


@pytest.mark.usefixtures("german")
@pytest.mark.usefixtures("qapp")
def test_each_country_that_is_offered_has_a_name_in_the_language() -> None:
    combo = country_combo.country_combo("CH")
    assert combo.currentText() == "Schweiz"
    codes = {combo.itemData(at) for at in range(1, combo.count())}
    lacking = {code for code in codes if code not in country_names._names("de")}
    assert lacking == set()
    assert len(codes) > 200


def test_a_language_without_names_keeps_the_english_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(language.VARIABLE, language.LOOK_ALIKE)
    language.begin()
    try:
        name = country_names.country_name("CH")
    finally:
        monkeypatch.delenv(language.VARIABLE)
        language.begin("en")
    assert name == QLocale.territoryToString(QLocale.Country.Switzerland) == "Switzerland"
