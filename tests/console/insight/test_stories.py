from __future__ import annotations

from console.insight.stories import Story, answered_after, stories
from tests.console.insight.told import Told


def only(told: Told) -> Story:
    (story,) = stories(told.told()).values()
    return story


def test_an_answer_is_our_first_post_behind_the_customers_first() -> None:
    told = Told()
    case = told.case()
    told.ours(case, "2026-11-16 08:00")
    asked = told.post(case, "2026-11-16 09:00")
    answer = told.ours(case, "2026-11-16 10:00", answers=asked.remote_id)
    told.ours(case, "2026-11-16 11:00", answers=asked.remote_id)
    story = only(told)
    assert (story.first_post, story.answer) == (asked, answer)


def test_parts_of_an_answer_are_no_answers_of_their_own() -> None:
    told = Told()
    case = told.case()
    asked = told.post(case, "2026-11-16 09:00")
    one = told.ours(case, "2026-11-16 10:00", answers=asked.remote_id)
    two = told.ours(case, "2026-11-16 10:01", answers=one.remote_id)
    told.ours(case, "2026-11-16 10:02", answers=two.remote_id)
    other = told.ours(case, "2026-11-16 12:00", answers=asked.remote_id)
    assert only(told).answers == [one, other]


def test_what_only_repeats_a_post_answers_nobody() -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-16 09:00")
    told.ours(case, "2026-11-16 10:00", repost=True)
    story = only(told)
    assert (story.answer, story.answers) == (None, [])


def test_a_case_begins_by_the_way_of_its_first_message() -> None:
    told = Told()
    by_mail, by_post = told.case(), told.case()
    told.call(by_mail, "2026-11-16 09:00", channel="e-mail")
    told.post(by_mail, "2026-11-16 10:00")
    told.post(by_post, "2026-11-16 09:00")
    told.call(by_post, "2026-11-16 10:00")
    assert [story.first_channel for story in stories(told.told()).values()] == ["e-mail", "post"]


def test_the_complaint_is_the_first_of_that_kind() -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-16 09:00", kind="question")
    second = told.post(case, "2026-11-16 10:00")
    told.post(case, "2026-11-16 11:00")
    assert only(told).complaint == second


def test_an_answer_to_a_post_is_behind_it() -> None:
    told = Told()
    case = told.case()
    first = told.post(case, "2026-11-16 09:00")
    answer = told.ours(case, "2026-11-16 10:00")
    last = told.post(case, "2026-11-16 11:00")
    story = only(told)
    assert answered_after(story, first) == answer
    assert answered_after(story, last) is None


def test_a_case_without_messages_has_an_empty_story() -> None:
    told = Told()
    told.case()
    story = only(told)
    assert (story.messages, story.first_post, story.answer) == ([], None, None)


def test_a_post_of_ours_that_is_gone_is_no_answer() -> None:
    told = Told()
    case = told.case()
    asked = told.post(case, "2026-11-16 09:00")
    told.ours(case, "2026-11-16 10:00")
    told._messages[-1] = told._messages[-1]._replace(gone=1)
    story = only(told)
    assert story.answer is None
    assert answered_after(story, asked) is None
    anew = told.ours(case, "2026-11-16 11:00")
    assert only(told).answer == anew
    assert answered_after(only(told), asked) == anew
