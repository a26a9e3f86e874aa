"""Where a person may put a break, and what becomes of the text."""

from __future__ import annotations

import pytest

from ui import break_places
from ui.break_places import Change, Gap


def done(text: str, change: Change) -> str:
    """Return what a change makes of a text."""
    kept = [("\f" if at == change.inserted else "", sign) for at, sign in enumerate(f"{text}\0")]
    removed = set(change.removed)
    return "".join(
        put + ("" if at in removed else sign) for at, (put, sign) in enumerate(kept)
    ).rstrip("\0")


def toggled(marked: str) -> str:
    """Toggle a break at the `|` of a text."""
    text = marked.replace("|", "")
    return done(text, break_places.toggled(text, marked.index("|")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one| two", "one\f two"),
        ("one |two", "one \ftwo"),
        ("one | two", "one \f two"),
        ("one.|", "one.\f"),
        ("hell|o two", "hello \ftwo"),
        ("one t|wo", "one \ftwo"),
        ("hell|o\n\ntwo", "hello\n\n\ftwo"),
        ("see https://shop.exa|mple/a now", "see https://shop.example/a \fnow"),
        (
            f"see https://example.org/{'a' * 60}|{'a' * 50} y",
            f"see https://example.org/{'a' * 110} \fy",
        ),
        ("世 #日|本語 人", "世 \f#日本語 人"),
        ("ask @s|hop now", "ask \f@shop now"),
        ("🙂 on|e two", "🙂 one \ftwo"),
        ("世界|人民", "世界\f人民"),
        ("世界|、人民", "世\f界、人民"),
        ("x" * 60 + "|" + "x" * 60 + " y", "x" * 60 + "\f" + "x" * 60 + " y"),
    ],
)
def test_break_goes_where_a_word_ends(before: str, after: str) -> None:
    assert toggled(before) == after


@pytest.mark.parametrize(
    "marked",
    ["one|\f two", "one\f| two", "one\f |two", "one | \f two", "one\n|\n\ftwo", "on|e\f two"],
)
def test_break_at_the_cursor_is_taken_out(marked: str) -> None:
    assert toggled(marked) == marked.replace("|", "").replace("\f", "")


@pytest.mark.parametrize("marked", ["|", "|one two", " \n| one"])
def test_part_without_a_word_is_not_made(marked: str) -> None:
    text = marked.replace("|", "")
    change = break_places.toggled(text, marked.index("|"))
    assert done(text, change) == text
    assert change.said == "A break needs a word before it."


def test_emoji_is_not_parted_from_what_it_follows() -> None:
    assert break_places.gaps("世界🙂") == [Gap(1, 1)]
    assert break_places.gaps("👩‍👩‍👧世") == [Gap(5, 5)]


def test_gaps_have_a_word_on_both_sides() -> None:
    assert break_places.gaps("  one  two\n") == [Gap(5, 7)]
    assert break_places.gaps(" ") == break_places.gaps("") == break_places.gaps("one") == []


def test_break_is_moved_by_a_word() -> None:
    text = "one two three"
    among = break_places.gaps(text)
    source = break_places.gap_at(text, 4)
    assert break_places.beside(among, source, 1) == Gap(7, 8)
    assert break_places.beside(among, source, -1) is None
    assert done(text, break_places.moved(text, source, Gap(7, 8))) == "one two \fthree"


def test_moved_break_takes_those_with_it_that_it_passes() -> None:
    text = "one \ftwo \fthree \ffour five"
    source = break_places.gap_at(text, text.index("two"))
    target = break_places.gap_at(text, text.index("five"))
    change = break_places.moved(text, source, target)
    assert done(text, change) == "one two three four \ffive"
    assert change.said == "The break is now before “five”."


def test_automatic_break_becomes_ones_own_and_no_other_is_touched() -> None:
    text = "one two three \ffour"
    change = break_places.moved(text, Gap(3, 4), Gap(7, 8))
    assert done(text, change) == "one two \fthree \ffour"


def test_all_own_breaks_are_taken_out() -> None:
    assert done("a\fb \fc", break_places.cleared("a\fb \fc")) == "ab c"
    assert break_places.cleared("a\fb \fc").said == "Your 2 breaks are gone."
    assert break_places.cleared("a b").removed == ()


def test_long_word_is_said_in_short() -> None:
    text = "one " + "x" * 80
    assert break_places.toggled(text, 4).said == f"A part begins with “{'x' * 20}…”."
