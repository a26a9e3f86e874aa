"""Which breaks stay and which settle while an answer is written."""

from __future__ import annotations

import pytest

from console.domain.limits import LIMITS_140, LIMITS_280
from console.domain.numbering import NO_NUMBERS, Numbering, NumberStyle
from console.text.split import MANUAL_BREAK, Break, Layout, split
from ui import splitting
from ui.splitting import Splitting

ANSWERS = (
    (
        "Hello Ben, I am sorry for this. I have cancelled the second payment of 38.90 just now, the"
        " money has been taken. Back to you, I mean: your bank will show it within 3 to 5 working"
        " days. If it does not, write to me here and I look again. Thank you for your patience."
    ),
    (
        "Dear Tilda, yes, it does. The kettle has a steel base and works on induction, gas and the"
        " rest; only keep it below the line that is marked MAX; after that hold the button for five"
        " seconds. Our guide has pictures: https://shop.example/kettle-guide and a film too."
    ),
    (
        "We know that the seal of this series had failed. That is our fault, not yours. A new one"
        " is on its way to you, reference R-2207, and you keep the old lid. No cost, no form, no"
        " DM.\n\nBest, Mika"
    ),
)


def typed(text: str) -> Layout:
    """Return what is shown once a text has been typed letter by letter."""
    parts = Splitting()
    shown = parts.anew("", LIMITS_140)
    for end in range(1, len(text) + 1):
        shown = parts.after_edit(text[:end], LIMITS_140, NO_NUMBERS, shown)
    return shown


@pytest.mark.parametrize("text", ANSWERS)
def test_what_is_typed_splits_as_if_it_had_been_there_at_once(text: str) -> None:
    assert typed(text) == split(text, LIMITS_140)


def test_typing_before_ones_sign_at_the_end_settles_as_well() -> None:
    sign = " ^MK"
    parts = Splitting()
    shown = parts.anew(sign, LIMITS_140)
    for end in range(1, len(ANSWERS[0]) + 1):
        shown = parts.after_edit(ANSWERS[0][:end] + sign, LIMITS_140, NO_NUMBERS, shown)
    assert shown == split(ANSWERS[0] + sign, LIMITS_140)


def test_an_edit_in_the_first_part_leaves_the_others() -> None:
    text = " ".join(ANSWERS)
    parts = Splitting()
    shown = parts.anew(text, LIMITS_140)
    assert shown[0].ends > Break.WORD
    assert shown[0].weight < 130
    after = parts.after_edit(f"Oh. {text}", LIMITS_140, NO_NUMBERS, shown)
    assert [part.text for part in after[1:]] == [part.text for part in shown[1:]]


def test_what_is_typed_farther_up_breaks_well_once_it_no_longer_fits() -> None:
    text = " ".join(ANSWERS)
    parts = Splitting()
    before = shown = parts.anew(text, LIMITS_140)
    place = before[0].end
    more = " I saw it happen myself. It was our till, not your card; do keep the receipt."
    for end in range(1, len(more) + 1):
        now = f"{text[:place]}{more[:end]}{text[place:]}"
        shown = parts.after_edit(now, LIMITS_140, NO_NUMBERS, shown)
    assert shown == split(now, LIMITS_140, before)
    elsewhere = now.replace("Dear Tilda", "Dear Tilda B")
    assert parts.after_edit(elsewhere, LIMITS_140, NO_NUMBERS, shown) == split(
        elsewhere, LIMITS_140, shown
    )


def test_a_text_that_comes_back_has_the_parts_that_it_had() -> None:
    text = ANSWERS[0]
    parts = Splitting()
    first = parts.anew(text, LIMITS_140)
    place = text.index("payment")
    moved = f"{text[:place]}{MANUAL_BREAK}{text[place:]}"
    second = parts.after_edit(moved, LIMITS_140, NO_NUMBERS, first)
    assert second[0].ends is Break.MANUAL
    assert parts.after_edit(text, LIMITS_140, NO_NUMBERS, second) is first


def test_a_break_of_ones_own_that_is_taken_out_leaves_nothing_behind() -> None:
    place = ANSWERS[0].index("payment")
    with_break = f"{ANSWERS[0][:place]}{MANUAL_BREAK}{ANSWERS[0][place:]} And more."
    shown = split(with_break, LIMITS_140)
    without = with_break.replace(MANUAL_BREAK, "")
    assert split(without, LIMITS_140, shown)[0].end != place


def test_other_limits_or_numbers_are_another_text() -> None:
    parts = Splitting()
    shown = parts.anew(ANSWERS[0], LIMITS_140)
    assert parts.after_edit(ANSWERS[0], LIMITS_280, NO_NUMBERS, shown).limits is LIMITS_280
    numbered = Numbering(NumberStyle.OF_ALL)
    assert parts.after_edit(ANSWERS[0], LIMITS_140, numbered, shown)[0].text.startswith("1/")


def test_no_more_is_remembered_than_is_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MOST_REMEMBERED", 2)
    parts = Splitting()
    texts = [f"{number} {ANSWERS[0]}" for number in range(3)]
    first = [parts.anew(text, LIMITS_140) for text in texts]
    again = [parts.after_edit(text, LIMITS_140, NO_NUMBERS, first[0]) for text in texts[::-1]]
    assert again[0] is first[2]
    assert again[1] is first[1]
    assert again[2] is not first[0]
    parts.forget()
    assert parts.after_edit(texts[2], LIMITS_140, NO_NUMBERS, first[2]) is not first[2]
