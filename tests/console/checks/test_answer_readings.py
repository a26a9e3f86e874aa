"""What our own answers say, found for the figures."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from console.checks import Facts, Ground, OurPost, run
from console.checks.answer_readings import AnswerReading, OwnPost, read
from console.checks.boilerplate import MOST_ANSWERS
from console.checks.facts import MOST_OUR_POSTS
from console.domain.checks import Check, FeedShare, Finding
from console.domain.ids import MessageId, RemoteId
from console.domain.kinds import MessageKind
from console.domain.messages import Direction, Post

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AWAY = "We are sorry to hear that. Please send us a direct message."
SOLVED = "Good news: that is fixed now, it works again."
LONG = "Your parcel left the hall in Leeds this morning and the van brings it tomorrow before noon."
COMPLAINT, QUESTION, THANKED = MessageKind.COMPLAINT, MessageKind.QUESTION, MessageKind.THANKS


def post(
    number: int,
    text: str,
    kind: MessageKind | None = COMPLAINT,
    *,
    asked: str = "@shop my parcel is late",
    continues: int | None = None,
    answers: bool = True,
    names: str = "",
) -> OwnPost:
    before = None if continues is None else MessageId(continues)
    return OwnPost(MessageId(number), text, before, answers, asked, kind, names)


def part(number: int, text: str, continues: int) -> OwnPost:
    return post(number, text, None, asked="", continues=continues, answers=False)


def found(*posts: OwnPost, wanted: tuple[int, ...] | None = None) -> list[AnswerReading]:
    ids = [each.id for each in posts] if wanted is None else [MessageId(each) for each in wanted]
    return list(read(posts, ids))


def said(*posts: OwnPost) -> tuple[FeedShare, bool | None, bool | None]:
    (reading,) = found(*posts)
    return reading.share, reading.deflects, reading.repeats


@pytest.mark.parametrize(
    ("one", "share", "deflects"),
    [
        (post(1, AWAY), FeedShare.COMPLAINT, True),
        (post(1, AWAY, QUESTION), FeedShare.OTHER, True),
        (post(1, SOLVED), FeedShare.SOLVED, False),
        (post(1, f"{SOLVED} Send us a DM if not."), FeedShare.SOLVED, False),
        (post(1, "Our pleasure!", THANKED), FeedShare.THANKS, False),
        (post(1, "Bitte schreiben Sie uns eine Direktnachricht."), FeedShare.COMPLAINT, True),
        (post(1, "", None), FeedShare.OTHER, False),
    ],
)
def test_an_answer_is_read_as_the_checks_read_it(
    one: OwnPost, share: FeedShare, *, deflects: bool
) -> None:
    assert said(one) == (share, deflects, False)


def test_who_asked_for_a_way_to_us_is_not_sent_away() -> None:
    asked = "How can I contact you? What is your phone number?"
    assert said(post(1, "You can call us on 0800 123 456.", QUESTION, asked=asked))[1] is False
    assert said(post(1, "You can call us on 0800 123 456.", QUESTION, asked="@shop hm"))[1] is True


def test_the_kind_that_is_given_counts_and_not_the_words() -> None:
    asked = "How can I contact you? What is your phone number?"
    assert said(post(1, AWAY, COMPLAINT, asked=asked)) == (FeedShare.COMPLAINT, True, False)


@pytest.mark.parametrize("text", ["Le colis est cassé, nous sommes vraiment désolés.", "Ok DM"])
def test_of_a_language_that_is_not_read_nothing_is_claimed(text: str) -> None:
    asked = "Bonjour, mon colis est cassé et personne ne répond à mes messages"
    share, deflects, repeats = said(post(1, text, asked=asked))
    assert (deflects, repeats) == (None, None)
    assert share is not FeedShare.SOLVED


def test_an_answer_is_read_as_one_whatever_its_parts_say_alone() -> None:
    first, second = post(1, AWAY), part(2, "It is fixed now.", 1)
    (reading,) = found(second, first)
    assert reading.posts == [first, second]
    assert (reading.share, reading.deflects) == (FeedShare.SOLVED, False)


def test_a_chain_of_parts_is_one_answer_and_others_are_not() -> None:
    posts = [post(1, AWAY), part(2, "And more.", 1), part(3, "And more.", 2), post(4, SOLVED)]
    assert [[each.id for each in one.posts] for one in found(*posts)] == [[1, 2, 3], [4]]


def test_only_answers_with_a_wanted_post_are_told_and_whole() -> None:
    posts = [post(1, AWAY), part(2, "More.", 1), post(3, AWAY)]
    (reading,) = found(*posts, wanted=(2,))
    assert [each.id for each in reading.posts] == [1, 2]
    assert found(*posts, wanted=()) == []
    assert found(*posts, wanted=(9,)) == []
    assert found() == []


def repeats(*posts: OwnPost) -> list[bool | None]:
    return [one.repeats for one in found(*posts)]


def test_the_second_of_two_like_answers_repeats_the_first() -> None:
    assert repeats(post(1, LONG), post(2, LONG), post(3, SOLVED)) == [False, True, False]
    assert repeats(post(2, LONG), post(1, LONG)) == [False, True]  # in any order


def test_names_are_left_aside() -> None:
    ada = post(1, f"Hi Ada! {LONG} Bye Ada", names="Ada Fern ada_fern")
    ben = post(2, f"Hi Ben! {LONG} Bye Ben", names="Ben Moss ben")
    assert repeats(ada, ben) == [False, True]


def test_short_answers_repeat_nothing() -> None:
    assert repeats(post(1, "We are so sorry!"), post(2, "We are so sorry!")) == [False, False]


def test_four_in_five_of_the_pairs_are_nearly_the_same() -> None:
    # 17 words have 16 pairs. With one word more at the end 16 of 17 are shared, with four more
    # 16 of 20, which is 0.8; with five more 16 of 21.
    words = LONG.rstrip(".")
    assert len(words.split()) == 17
    more = " and then it is yours"
    four, five = more.split()[:4], more.split()
    assert repeats(post(1, words), post(2, f"{words} {' '.join(four)}")) == [False, True]
    assert repeats(post(1, words), post(2, f"{words} {' '.join(five)}")) == [False, False]


def test_what_answers_nobody_neither_repeats_nor_is_repeated() -> None:
    alone = post(1, LONG, None, asked="", answers=False)
    assert repeats(alone, post(2, LONG)) == [False, False]
    assert repeats(post(1, LONG), alone._replace(id=MessageId(2))) == [False, False]


@pytest.mark.parametrize(("between", "again"), [(MOST_ANSWERS - 1, True), (MOST_ANSWERS, False)])
def test_two_hundred_answers_before_are_looked_at(between: int, *, again: bool) -> None:
    others = [post(2 + n, f"Answer {n} of its own kind.") for n in range(between)]
    last = post(1000, LONG)
    (reading,) = found(post(1, LONG), *others, last, wanted=(1000,))
    assert reading.repeats is again


def test_parts_and_what_answers_nobody_do_not_push_answers_out() -> None:
    others = [post(2 + n, f"Answer {n} of its own kind.") for n in range(MOST_ANSWERS - 1)]
    parts = [part(400 + n, "One more word.", 2 + n) for n in range(MOST_ANSWERS - 1)]
    alone = [post(800 + n, "We open at 9.", None, answers=False, asked="") for n in range(9)]
    (reading,) = found(post(1, LONG), *others, *parts, *alone, post(900, LONG), wanted=(900,))
    assert reading.repeats is True


HOSTILE = ["\0", "\ud800", "\u202e abc", "e\u0301" * 500, "١٢٣ 1/2 ^AB", "x" * 50_000, "?!" * 999]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read(text: str) -> None:
    (reading,) = found(post(1, text, asked=text, names=text))
    assert reading.deflects in (False, None)


ASKED = "@shop the parcel is still not here and nobody answers"
TEXTS = [
    *(AWAY, SOLVED, LONG, "Our pleasure!", "We open at nine tomorrow.", "Please call 0800 123 456"),
    f"{LONG} Thank you for your patience!",
    "Es tut uns leid. Bitte schreiben Sie uns eine Direktnachricht, dann sehen wir nach.",
    "Das ist jetzt behoben, es geht wieder, danke für die Geduld und einen schönen Tag noch!",
]


def test_it_says_what_the_checks_said_when_it_was_a_draft() -> None:
    """Each answer, looked through as a draft over those before it, and what was found later."""
    dice = random.Random(11)
    posts = [
        post(n, dice.choice(TEXTS), dice.choice((COMPLAINT, QUESTION, None)), asked=ASKED)
        for n in range(1, 120)
    ]
    for one, reading in zip(posts, found(*posts), strict=True):
        checks = {each.check: each.rule for each in _as_draft(one, posts)}
        assert (Check.DEFLECTION in checks) is reading.deflects, one
        assert (checks.get(Check.BOILERPLATE) == "answer") is reading.repeats, one
    assert {one.deflects for one in found(*posts)} == {True, False}
    assert {one.repeats for one in found(*posts)} == {True, False}


def _as_draft(one: OwnPost, posts: list[OwnPost]) -> list[Finding]:
    before = [
        OurPost(each.id, None, NOW - timedelta(hours=1), each.text, MessageId(9000), each.kind)
        for each in reversed(posts)
        if each.id < one.id
    ]
    facts = Facts(reply_to=_asked(one), our_posts=tuple(before[:MOST_OUR_POSTS]))
    return list(run(one.text, Ground(facts), NOW).findings)


def _asked(one: OwnPost) -> Post:
    return Post(
        id=MessageId(8000),
        case_id=None,
        at=NOW,
        direction=Direction.IN,
        text=one.asked,
        network="x",
        remote_id=RemoteId("8"),
        conversation_id=RemoteId("8"),
        parent_id=None,
        author_id=RemoteId("2"),
        author_handle="",
        author_name="",
        summons=True,
        media=(),
        kind=one.kind,
    )
