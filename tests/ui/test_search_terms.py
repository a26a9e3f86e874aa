"""The term at the caret of a query, and what takes its place."""

from __future__ import annotations

import pytest

from ui.search_terms import replaced, term_at


@pytest.mark.parametrize(
    ("query", "term", "operator"),
    [
        ("late tag:pa|", "tag:pa", "operator"),
        ("late -tag:pa|", "tag:pa", "operator"),
        ("(tag:pa|", "tag:pa", "operator"),
        ('late tag:"two wo|', 'tag:"two wo', "operator"),
        ("@ad|", "@ad", "operator"),
        ("la|te parcel", "late", ""),
        ("late |parcel", "parcel", ""),
        ("late | parcel", "", ""),
        ("|", "", ""),
    ],
)
def test_a_term_goes_from_space_to_space_but_not_within_quotes(
    query: str, term: str, operator: str
) -> None:
    found = term_at(query.replace("|", ""), query.index("|"))
    assert (found.text, found.has_operator) == (term, operator == "operator")


@pytest.mark.parametrize(
    ("query", "text", "becomes"),
    [
        ("late tag:pa|", "tag:parcel", "late tag:parcel |"),
        ("late -tag:pa|", "-tag:parcel", "late -tag:parcel |"),
        ("la|", "tag:", "tag:|"),
        ("tag:pa| late", "tag:parcel", "tag:parcel |late"),
        ("(tag:pa|)", "tag:parcel", "(tag:parcel|)"),
        ("\U0001f600 tag:pa|", "tag:parcel", "\U0001f600 tag:parcel |"),
    ],
)
def test_what_is_chosen_takes_the_place_of_the_term(query: str, text: str, becomes: str) -> None:
    found, caret = replaced(query.replace("|", ""), query.index("|"), text)
    assert f"{found[:caret]}|{found[caret:]}" == becomes
