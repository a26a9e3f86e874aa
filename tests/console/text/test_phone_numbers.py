from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.text import phone_numbers


@pytest.mark.parametrize(
    ("typed", "region", "stored"),
    [
        ("030 23125 000", "DE", "+493023125000"),
        ("+49 (0)30 / 23125-000", "DE", "+493023125000"),
        ("0049 30 23125000", "DE", "+493023125000"),
        ("030 23125 000", "", "030 23125 000"),  # of no country
        ("+442079460018", "DE", "+442079460018"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("020 7946 0018 ext. 12", "GB", "+442079460018;ext=12"),
        ("  12  34 ", "DE", "12 34"),
        ("the  front\tdesk", "DE", "the front desk"),
        ("", "DE", ""),
        ("٠٢٠٧٩٤٦٠٠١٨", "GB", "+442079460018"),
    ],
)
def test_one_number_has_one_form(typed: str, region: str, stored: str) -> None:
    assert phone_numbers.canonical(typed, region) == stored
    assert phone_numbers.canonical(stored, region) == stored


@pytest.mark.parametrize(
    ("number", "region", "shown", "dialled"),
    [
        ("+442079460018", "GB", "020 7946 0018", "tel:+44-20-7946-0018"),
        ("+442079460018", "DE", "+44 20 7946 0018", "tel:+44-20-7946-0018"),
        ("+442079460018;ext=12", "GB", "020 7946 0018 x12", "tel:+44-20-7946-0018;ext=12"),
        ("0800 12", "GB", "0800 12", "tel:080012"),
        ("12", "GB", "12", ""),
        ("front desk", "GB", "front desk", ""),
    ],
)
def test_number_is_shown_and_dialled(number: str, region: str, shown: str, dialled: str) -> None:
    assert phone_numbers.national(number, region) == shown
    assert phone_numbers.tel_uri(number, region) == dialled


def test_what_cannot_be_a_number_is_none() -> None:
    assert phone_numbers.is_valid("020 7946 0018", "GB")
    assert not phone_numbers.is_valid("020 7946 001", "GB")
    assert not phone_numbers.is_valid("1", "GB")


def test_country_is_that_of_the_systems_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, region in (("de_AT.UTF-8", "AT"), ("C.UTF-8", ""), ("en", ""), ("sr_RS@latin", "RS")):
        monkeypatch.setattr("locale.setlocale", lambda _category, name=name: name)
        assert phone_numbers.system_region() == region


@given(st.text(max_size=30), st.sampled_from(["", "DE", "US", "GB", "XX"]))
def test_any_text_is_taken(text: str, region: str) -> None:
    stored = phone_numbers.canonical(text, region)
    assert phone_numbers.canonical(stored, region) == stored
    phone_numbers.national(stored, region)
    uri = phone_numbers.tel_uri(stored, region)
    assert uri.startswith("tel:") or not uri
