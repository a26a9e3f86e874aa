"""How a name is likely to be misspelled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.text.folding import fold
from console.text.misspellings import MOST, of
from console.text.post_queries import problems
from console.text.query_fields import QueryFields, compose


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Commerzbank", "comerzbank"), ("Commerzbank", "commerz bank"),
        ("Commerzbank", "kommerzbank"),
        ("Zalando", "zallando"), ("Vodafone", "vodaphone"), ("Telekom", "telecom"),
        ("Ryanair", "rianair"), ("Müller", "mueller"), ("Mueller", "müller"), ("Amazon", "amaozn"),
        ("Deutsche Bahn", "deutschebahn"), ("PayPal", "pay pal"), ("Siemens", "seimens"),
        ("Coca-Cola", "cocacola"), ("Netflix", "netflx"), ("Яндекс", "яндес"),
    ],
)  # fmt: skip
def test_a_likely_slip_is_among_them(name: str, wrong: str) -> None:
    assert wrong in of(name)


def test_the_likeliest_come_first() -> None:
    assert of("Commerzbank")[:3] == ("commerz bank", "comerzbank", "kommerzbank")


def test_those_of_a_tag_are_tags() -> None:
    found = of("#Commerzbank")
    assert "#comerzbank" in found
    assert all(each.startswith("#") and " " not in each for each in found)


def test_of_several_words_each_is_misspelled() -> None:
    found = of("Fern and Kettle")
    assert {"fernandkettle", "fern and ketle", "fren and kettle"} <= set(found)


@pytest.mark.parametrize(
    "name", ["", "o2", "DHL", "H&M", "1&1", "东京银行站", "a" * 41, "#", "    "]
)
def test_of_what_is_too_short_or_too_long_there_is_none(name: str) -> None:
    assert of(name) == ()


def test_no_everyday_word_is_among_them() -> None:
    assert "home" not in of("homme")
    assert "line" not in of("linne")


_NAMES = st.one_of(
    st.text(max_size=50),
    st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=4, max_size=20),
    st.sampled_from(["Commerzbank", "Coca-Cola", "Deutsche Bahn", "Citroën", "aaaaaaaa"]),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(_NAMES)
def test_they_are_few_and_differ_from_the_name_and_from_each_other(name: str) -> None:
    found = of(name)
    assert len(found) <= MOST
    folded = [fold(each) for each in found]
    assert len({*folded, fold(" ".join(name.split()))}) == len(found) + 1
    assert of(name) == found
    query = compose(QueryFields(found))
    assert (
        [each for each in problems(query) if each.stops and each.start < 512] == []
        if found
        else query == ""
    )


def test_a_usual_name_has_many() -> None:
    assert len(of("Zalando")) == MOST
