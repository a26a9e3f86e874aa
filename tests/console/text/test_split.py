from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.limits import LIMITS_140, LIMITS_280, Limits
from console.domain.numbering import NO_NUMBERS, Numbering, NumberStyle
from console.text import places
from console.text.entities import links
from console.text.split import MANUAL_BREAK, Break, has_something_to_see, split
from console.text.weight import normalise, weigh
from tests.console.text.alphabet import texts
from tests.console.text.test_weight import HOSTILE

SHORT = replace(LIMITS_280, name="short", max_weight=30)
"""A limit that short texts meet."""


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from([SHORT, LIMITS_140, LIMITS_280]))
def test_the_parts_hold_the_text_and_none_is_empty_or_too_heavy(text: str, limits: Limits) -> None:
    parts = split(text, limits)
    if not parts:
        assert not has_something_to_see(text)
        return
    for part in parts:
        assert part.text.strip() == part.text != ""
        assert part.weight == weigh(part.text, limits) <= limits.max_weight
    whole = normalise(text)
    at = 0
    for part in parts:  # in order, and only white space between them is left out
        begin = whole.index(part.text, at)
        assert whole[at:begin].strip() == ""
        at = begin + len(part.text)
    assert whole[at:].strip() == ""
    assert split(text, limits) == parts


@settings(max_examples=200, deadline=None)
@given(texts)
def test_no_link_is_cut(text: str) -> None:
    # Every word is short enough for a part, or a link alone: then no link is touched.
    words = [word for word in normalise(text).split() if weigh(word, SHORT) <= SHORT.max_weight]
    parts = split(" ".join(words), SHORT)
    # Behind a space, for X finds other links at the very beginning of a text.
    cut = [link for part in parts for link in spans(f" {part.text}")]
    assert cut == spans(f" {' '.join(words)}")


def spans(text: str) -> list[str]:
    return [text[link.start : link.end] for link in links(text)]


@pytest.mark.parametrize(
    "link", ["https://shop.de/" + "x" * 500, "shop.de/" + "x" * 500, "shop.de/x"]
)
def test_a_link_inside_a_word_that_is_too_long_is_not_cut(link: str) -> None:
    text = "(" * 130 + link + " end"
    assert link in [found for part in split(text, LIMITS_140) for found in spans(part.text)]


def fewest(words: list[str], limits: Limits) -> int:
    """Try every way to break between words."""
    best = len(words)
    for breaks in range(2 ** (len(words) - 1)):
        parts, current = [], [words[0]]
        for number, word in enumerate(words[1:]):
            if breaks >> number & 1:
                parts.append(current)
                current = []
            current.append(word)
        parts.append(current)
        if all(weigh(" ".join(part), limits) <= limits.max_weight for part in parts):
            best = min(best, len(parts))
    return best


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["a", "bb", "sentence.", "twelveletter", "日本語", "shop.de", "Yes!", "🙂"]
        ),
        min_size=1,
        max_size=9,
    )
)
def test_there_are_as_few_parts_as_can_be(words: list[str]) -> None:
    assert len(split(" ".join(words), SHORT)) == fewest(words, SHORT)


def words_of(count: int) -> str:
    return " ".join(["four"] * count)


def test_a_part_ends_with_a_paragraph_rather_than_a_sentence_rather_than_a_word() -> None:
    paragraph = f"{words_of(20)}\n\n{words_of(4)}. {words_of(20)}"
    assert split(paragraph, LIMITS_140)[0].text == words_of(20)
    sentence = f"{words_of(20)}. {words_of(24)}"
    assert split(sentence, LIMITS_140)[0].text == f"{words_of(20)}."
    assert split(words_of(50), LIMITS_140)[0].text == words_of(28)


def texts_of(text: str, *, numbering: Numbering = NO_NUMBERS) -> list[str]:
    return [part.text for part in split(text, LIMITS_140, numbering=numbering)]


def test_a_few_words_are_not_left_alone_at_the_end() -> None:
    *_, last = texts_of(words_of(29))
    assert last == words_of(6)  # a fifth of a part; one more word would not leave a full one
    kept = f"{words_of(26)} four, {words_of(1)}. {words_of(3)}"
    assert texts_of(kept)[-1] == f"{words_of(1)}. {words_of(3)}"


def test_a_part_does_not_begin_with_a_mention_where_another_break_will_do() -> None:
    text = f"{words_of(24)}. @ada {words_of(20)}"
    assert not any(part.startswith("@") for part in texts_of(text))
    forced = f"{words_of(28)} @ada {'x' * 131}"
    assert texts_of(forced)[1].startswith("@ada")


@pytest.mark.parametrize(
    "whole",
    [
        "+44 20 7946 0958",
        "(0800) 123 456",
        "030 / 901 820",
        "5 kg",
        "10 %",
        "$ 4.50",
        "No. 5",
        "Nr. 12",
        "3 p.m.",
        "3. März",
        "24 hours",
        "1 000 000",
        "#LostParcel",
        "@shop_help",
        "https://shop.example/a/b?c=d",
        "shop.de/help",
        "$TSLA",
        "👩\u200d👩\u200d👧",
    ],
)
def test_what_belongs_together_stays_together(whole: str) -> None:
    for lead in range(20, 29):
        text = f"{words_of(lead)} {whole} {words_of(12)}"
        assert sum(whole in part for part in texts_of(text)) == 1
        padded = f"{words_of(lead)} {'x' * (lead % 5)} {whole} {words_of(12)}"
        assert sum(whole in part for part in texts_of(padded)) == 1


def test_two_phone_numbers_in_a_row_stay_whole() -> None:
    for lead in range(18, 27):
        parts = texts_of(f"{words_of(lead)} 030 123 4567 / 0171 123 45678 {words_of(20)}")
        assert sum("030 123 4567" in part for part in parts) == 1
        assert sum("0171 123 45678" in part for part in parts) == 1


def test_numbers_in_a_long_row_are_a_list_and_may_break() -> None:
    parts = texts_of(" ".join(str(number) for number in range(100, 200)))
    assert len(parts) == 3
    assert all(len(part) <= 140 for part in parts)


def test_a_row_that_belongs_together_but_is_longer_than_a_part_breaks_all_the_same() -> None:
    parts = texts_of("5 € " * 60)
    assert len(parts) == 2
    assert " ".join(parts) == ("5 € " * 60).strip()


@pytest.mark.parametrize("character", ["日", "かな"])
def test_chinese_and_japanese_end_a_part_with_a_stop(character: str) -> None:
    sentence = character * (60 // len(character)) + "。"
    parts = split(sentence * 4, LIMITS_140)
    assert [part.ends for part in parts] == [Break.SENTENCE, Break.END]
    assert [part.text for part in parts] == [sentence * 2] * 2


def test_no_part_of_chinese_begins_with_what_closes_or_ends_with_what_opens() -> None:
    for lead in range(8):
        text = "好" * (134 + lead) + "（（好）），" + "好" * 100
        for part in texts_of(text):
            assert part[0] not in "）。，"
            assert part[-1] != "（"


def test_a_manual_break_ends_a_part_whatever_stands_before_it() -> None:
    end = f"{MANUAL_BREAK}And this is the second."
    for lead in ("", "x", words_of(10), words_of(60), "one\n\n"):
        parts = split(f"First. {lead}{end}", LIMITS_140)
        assert parts[-1].text == "And this is the second."
        assert parts[-2].ends is Break.MANUAL
    assert texts_of(f"a {MANUAL_BREAK}{MANUAL_BREAK} b{MANUAL_BREAK}") == ["a", "b"]


def test_parts_say_where_they_stand_in_the_text() -> None:
    layout = split(f"  e\u0301 {words_of(50)}{MANUAL_BREAK}\nend ", LIMITS_140)
    assert layout.text == normalise(layout.text)
    assert [layout.text[part.start : part.end] for part in layout] == [p.text for p in layout]


def test_numbers_stand_where_they_are_wanted() -> None:
    text = words_of(40)
    assert texts_of(text, numbering=Numbering(NumberStyle.OF_ALL))[0].startswith("1/2 four")
    at_end = Numbering(NumberStyle.IN_BRACKETS, at_end=True)
    assert texts_of(text, numbering=at_end)[1].endswith("four (2/2)")
    assert texts_of(text, numbering=Numbering(NumberStyle.WITH_DOT))[1].startswith("2. four")
    assert texts_of("one part", numbering=at_end) == ["one part"]
    assert texts_of("x" * 140, numbering=at_end) == ["x" * 140]


@pytest.mark.parametrize("style", [NumberStyle.OF_ALL, NumberStyle.IN_BRACKETS])
@pytest.mark.parametrize("count", [9, 10, 11, 99, 100, 101])
def test_numbers_count_also_where_the_total_has_a_digit_more(
    style: NumberStyle, count: int
) -> None:
    numbering = Numbering(style)
    room = 140 - len(numbering.label(count, count)) - 1
    layout = split("x" * (room * count - 1), LIMITS_140, numbering=numbering)
    for number, part in enumerate(layout, 1):
        assert part.text.startswith(f"{numbering.label(number, len(layout))} x")
        assert part.weight == weigh(part.text, LIMITS_140) <= 140
    assert len(layout) in (count - 1, count)


def test_a_number_that_would_take_most_of_a_part_is_left_out() -> None:
    tiny = replace(LIMITS_280, name="tiny", max_weight=6)
    layout = split("one two three four", tiny, numbering=Numbering(NumberStyle.IN_BRACKETS))
    assert layout.numbering == NO_NUMBERS
    assert [part.text for part in layout] == ["one", "two", "three", "four"]


def test_what_is_typed_into_a_part_that_has_room_moves_no_break() -> None:
    text = " ".join(f"This is sentence {number} of the whole." for number in range(1000, 1040))
    before = split(text, LIMITS_140)
    assert before[0].weight < 130
    for edited in (f"So: {text}", text.replace("1000", "10"), text.replace("1039", "one")):
        after = split(edited, LIMITS_140, before)
        assert [part.text for part in after[1:-1]] == [part.text for part in before[1:-1]]


def test_with_its_own_layout_a_text_splits_as_before() -> None:
    layout = split("Something, perhaps. And " * 40, LIMITS_140)
    assert split(layout.text, LIMITS_140, layout) == layout


def test_a_break_that_would_cost_a_part_is_given_up() -> None:
    short = split(words_of(29), LIMITS_140)
    assert len(short) == 2
    grown = split(words_of(56), LIMITS_140, short)
    assert len(grown) == 2
    assert len(grown[0].text) > len(short[0].text)


def test_no_nicer_break_is_bought_with_one_more_part() -> None:
    text = f"{words_of(20)}. {words_of(35)}"
    assert weigh(text, LIMITS_140) <= 280
    assert len(split(text, LIMITS_140)) == 2


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t\u3000", "\0", "\f\f", "\u200b\u200d\u2060", "\u202e"]
)
def test_nothing_to_say_has_no_parts(text: str) -> None:
    assert len(split(text, LIMITS_140)) == 0


@pytest.mark.parametrize("count", [140, 141, 280, 281, 1000])
def test_a_word_too_long_is_cut_as_late_as_can_be(count: int) -> None:
    parts = split("x" * count, LIMITS_140)
    assert [len(part.text) for part in parts[:-1]] == [140] * (len(parts) - 1)
    assert len(parts) == -(-count // 140)


def test_what_belongs_together_is_not_cut() -> None:
    family = "👩\u200d👩\u200d👧"
    for lead in range(6):
        parts = split("x" * (136 + lead) + family * 3, LIMITS_140)
        assert "".join(part.text for part in parts).count(family) == 3
        assert all(not part.text.startswith("\u200d") for part in parts)
        assert sum(part.text.count(family) for part in parts) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Schreiben Sie uns: ökoshop.de, übermorgen.de oder änderung.de, danke",
        f"a é{'x' * 60}.de",
        f"{words_of(30)} étwas.de {words_of(30)}",
        f"{words_of(27)} ünd.de, {words_of(60)}",
        "éa.de",
    ],
)
@pytest.mark.parametrize("style", NumberStyle)
def test_a_link_weighs_what_it_does_where_it_stands(text: str, style: NumberStyle) -> None:
    # X finds another link at the very beginning of a text than behind a space.
    for at_end in (False, True):
        layout = split(text, LIMITS_280, numbering=Numbering(style, at_end=at_end))
        for limits in (LIMITS_140, LIMITS_280):
            layout = split(text, limits, numbering=Numbering(style, at_end=at_end))
            assert [part.weight for part in layout] == [weigh(p.text, limits) for p in layout]
            assert all(part.weight <= limits.max_weight for part in layout)


def test_a_text_that_just_fits_is_one_part_with_such_a_link() -> None:
    lead = "Zu ökostrom.de "
    room = 140 - weigh(lead + "a", LIMITS_140) + 1
    assert len(split(lead + "a" * room, LIMITS_140)) == 1
    assert len(split(lead + "a" * room + "a", LIMITS_140)) == 2


@pytest.mark.parametrize("style", NumberStyle)
@pytest.mark.parametrize("limit", [30, 140])
def test_the_pieces_of_a_long_word_fit_with_their_numbers(style: NumberStyle, limit: int) -> None:
    limits = replace(LIMITS_280, name="x", max_weight=limit)
    for word in ("https://t.co/abc@", "a.de,", "日a.de", "x@shop.de!"):
        layout = split(word * (3 * limit // len(word)), limits, numbering=Numbering(style))
        assert len(layout) > 1
        assert all(part.weight <= limit for part in layout)


def test_white_space_that_ties_is_like_any_where_it_is_long() -> None:
    assert texts_of("a" + "\u00a0" * 700 + "b") == ["a", "b"]


def test_a_kept_break_does_not_put_a_mention_in_front() -> None:
    text = f"{words_of(24)}. Bob {words_of(20)}"
    before = split(text, LIMITS_140)
    assert before[1].text.startswith("Bob")
    after = split(text.replace("Bob", "@Bob"), LIMITS_140, before)
    assert not after[1].text.startswith("@")


def test_a_long_word_that_is_being_written_is_not_remembered_at_each_key() -> None:
    places.forget()
    layout = None
    for end in range(2_000, 2_100):
        layout = split(f"https://shop.de/{'x' * 5000}!{'y' * end}", LIMITS_140, layout)
    known = places._words(LIMITS_140, LIMITS_140.max_weight * 100, careful=False)
    assert known._size < places.MOST_REMEMBERED
    assert not any(len(word) > places.LONG_WORD for word in known._known)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit",
    [*HOSTILE, "a b ", "end. ", "\n\n", "a\n\n", "shop.de/a,", "5 € ", "1 ", "日", "日。", "\u0301",
     "\u200b", "\f", "@", "a\f", "1", "1-", "1(", "日a.de", "é\u0323", "\u0301\u0323"],
)  # fmt: skip
def test_a_very_long_text_takes_no_longer_than_its_length(unit: str) -> None:
    # Had it to do with the square of the length, this would take hours.
    layout = split(unit * (100_000 // len(unit)), LIMITS_140)
    assert all(part.weight <= 140 for part in layout)


@settings(max_examples=200, deadline=None)
@given(
    texts,
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 8), texts.map(lambda t: t[:12]))),
    st.sampled_from([SHORT, LIMITS_280]),
)
def test_what_was_read_before_changes_nothing(
    text: str, edits: list[tuple[int, int, str]], limits: Limits
) -> None:
    for place, removed, typed in edits:
        text = normalise(text[:place] + typed + text[place + removed :])
        room = limits.max_weight * 100
        after_another = places.stretches(text, limits, room)
        again = split(text, limits)
        places.forget()
        assert places.stretches(text, limits, room) == after_another
        assert split(text, limits) == again
        for each in edits:  # as if nothing had been forgotten
            places.stretches(each[2], limits, room)
        places.stretches(text, limits, room)
