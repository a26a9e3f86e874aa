"""What becomes of a saved text: variables, names, what is asked for, signatures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.limits import LIMITS_140, LIMITS_280
from console.errors import InputError
from console.text import templates
from console.text.split import MANUAL_BREAK, split
from console.text.templates import TIE

ADA = {"first_name": "Ada", "name": "Ada Fern", "handle": "@ada_fern"}


@pytest.mark.parametrize(
    ("template", "text", "missing"),
    [
        ("Hi {first_name}!", "Hi Ada!", ()),
        ("{name}, order {order} of {order}", "Ada Fern, order {order} of {order}", ("order",)),
        ("a {{brace} and {{{name}", "a {brace} and {Ada Fern", ()),
        ("{ name } {} {1} {a b}", "{ name } {} {1} {a b}", ()),
        ("cc {handle} @{handle}", "cc @ada_fern @ada_fern", ()),
        ("{größe} {first-name}", "{größe} {first-name}", ("größe", "first-name")),
    ],
)
def test_what_is_known_is_filled_in(template: str, text: str, missing: tuple[str, ...]) -> None:
    assert templates.fill(template, ADA) == templates.Filled(text, missing)


def test_what_is_filled_in_is_one_line_and_never_read_again() -> None:
    name = f"Ada\n{MANUAL_BREAK}{{order}}\u202e x"
    filled = templates.fill("Hi {name}.", {"name": name})
    assert filled == templates.Filled("Hi Ada {order} x.", ())


def test_empty_value_is_asked_for() -> None:
    assert templates.fill("{order}", {"order": "  "}).missing == ("order",)


def test_unknown_variables_are_told_once() -> None:
    assert templates.unknown("{order} {tracking} {name} {tracking} {{no}") == ("tracking",)


@given(st.text(alphabet="{}ab_ \n1", max_size=30))
def test_answer_that_is_saved_becomes_itself_again(text: str) -> None:
    filled = templates.fill(templates.escaped(text), {})
    assert filled.text == text
    assert set(filled.missing) == set(templates.missing(text))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ada Fern", "Ada"),
        ("🔥 Ada 🔥", "Ada"),
        ("Dr. Jean-Luc Picard", "Jean-Luc"),
        ("Mrs O'Neill", "O'Neill"),
        ("李小龍", "李小龍"),
        ("shop.com deals", ""),
        ("x_92 gamer", ""),
        ("🔥🔥", ""),
        ("", ""),
    ],
)
def test_first_name_is_one_or_nothing(name: str, first: str) -> None:
    assert templates.first_name(name) == first


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("::", ""),
        ("::ref", "ref"),
        ("Hi Ada ::re", "re"),
        ("(::re", "re"),
        ("std::re", None),
        ("https://x.com/::re", None),
        ("http://[::1", None),
        ("::ref ", None),
        ("::a::b", None),
        ("a:re", None),
        (":::re", None),
    ],
)
def test_colons_ask_only_where_a_word_begins(line: str, query: str | None) -> None:
    assert templates.asked_for(line) == query


def test_half_of_the_words_are_still_a_use() -> None:
    inserted = "Hi Ada, the refund is on its way."
    assert templates.remains(inserted, "Hello ADA, the refund is on its last way")
    assert not templates.remains(inserted, "Hi, we look into it")
    assert not templates.remains("", "Hi")


def test_signature_stands_behind_the_last_word_once() -> None:
    assert templates.signed("Hi Ada.\n\n", "^AB") == f"Hi Ada.{TIE}^AB"
    for already in ("Hi Ada. ^AB", f"Hi Ada.{TIE}^AB", "Hi Ada.\n^AB\n", "^AB"):
        assert templates.signed(already, "^AB") == already
    assert templates.signed("Hi X^AB", "^AB") == f"Hi X^AB{TIE}^AB"
    assert templates.signed(" \n", "^AB") == " \n"
    assert templates.signed("Hi", " ") == "Hi"


@given(st.text(alphabet="ab .\n{}🔥漢。", max_size=400), st.sampled_from((LIMITS_140, LIMITS_280)))
def test_no_part_is_the_signature_alone(text: str, limits: object) -> None:
    assert limits in (LIMITS_140, LIMITS_280)
    chosen = LIMITS_140 if limits == LIMITS_140 else LIMITS_280
    made = split(templates.signed(text, "^AB"), chosen)
    if len(split(text, chosen)) and len(text.split()) > 1 and text.isascii():
        assert made[-1].text.strip() != "^AB"
    assert all(part.weight <= chosen.max_weight for part in made)


@pytest.mark.parametrize(
    ("name", "text"), [(" ", "x"), ("n", " \n"), ("n" * 61, "x"), ("n", "x" * 10_001)]
)
def test_what_is_empty_or_too_long_is_not_saved(name: str, text: str) -> None:
    with pytest.raises(InputError):
        templates.checked(name, text)


def test_name_is_one_line_and_text_keeps_its_lines() -> None:
    new = templates.checked(" Refund \n late ", "\nHi\r\nAda \n")
    assert (new.name, new.text) == ("Refund late", "Hi\nAda")
