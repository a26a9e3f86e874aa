"""What is looked at before an answer goes out: whatever changed is asked about first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.desk import Desk
from console.domain.accounts import Access, SelfReply
from console.domain.cautions import Caution, CautionKind
from console.domain.checks import CheckRules
from console.domain.ids import CaseId, RemoteId, ThreadId
from console.domain.limits import LIMITS_140
from console.domain.numbering import Numbering
from console.domain.outbox import PartState, ReplyThread
from console.domain.remote import Lookup, RemotePost
from console.errors import (
    BadAnswer,
    CardInPublic,
    InputError,
    Offline,
    OverBudget,
    RateLimited,
    Refused,
)
from console.store import accounts
from console.text.split import Part
from tests.console.given import START, Bench

HELD, QUEUED, SENT = PartState.HELD, PartState.QUEUED, PartState.SENT
CARD = "4111 1111 1111 1111"


def case_id(bench: Bench) -> CaseId:
    return bench.desk.cases.rows()[0].id


def queue(bench: Bench, *texts: str, pause_s: float = 0) -> ThreadId:
    parts = tuple(Part(text, len(text)) for text in texts or ("On it.",))
    return bench.desk.replies.queue(
        case_id(bench), " ".join(texts or ("On it.",)), parts, LIMITS_140,
        pause=timedelta(seconds=pause_s),
    )[0]  # fmt: skip


def thread(bench: Bench, thread_id: ThreadId) -> ReplyThread:
    return bench.desk.outbox.thread(thread_id)


def states(bench: Bench, thread_id: ThreadId) -> list[PartState]:
    return [part.state for part in thread(bench, thread_id).parts]


def cautions(bench: Bench, thread_id: ThreadId) -> list[CautionKind]:
    part = thread(bench, thread_id).next_part
    assert part is not None
    return [each.kind for each in part.cautions]


def publish(bench: Bench) -> int:
    return bench.desk.replies.publish(bench.account).published


def question(bench: Bench) -> RemotePost:
    return bench.world.posts()[-1]


def wrote_again(bench: Bench, text: str = "@shop never mind, it came") -> RemotePost:
    asked = question(bench)
    return bench.world.add_post(asked.author, text, at=bench.clock(), reply_to=asked.remote_id)


def test_where_nothing_changed_the_answer_goes_out(bench: Bench) -> None:
    thread_id = queue(bench)
    assert publish(bench) == 1
    assert states(bench, thread_id) == [SENT]


def test_a_customer_who_wrote_again_holds_the_answer_with_what_they_said(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two")
    wrote_again(bench)
    assert publish(bench) == 0
    assert states(bench, thread_id) == [HELD, QUEUED]
    held = thread(bench, thread_id)
    assert held.asks
    (why,) = held.parts[0].cautions
    message = bench.desk.cases.view(case_id(bench)).messages[-1]
    assert why == Caution(
        CautionKind.CUSTOMER_WROTE, "@shop never mind, it came", "ada", bench.clock(), message.id
    )
    assert publish(bench) == 0, "it waits for a person"
    bench.desk.outbox.send_anyway(thread_id)
    assert publish(bench) == 2
    assert bench.texts() == ["one", "two"]


def test_what_was_on_the_screen_when_it_was_sent_holds_nothing(bench: Bench) -> None:
    wrote_again(bench)
    bench.desk.accounts.sync(bench.account)
    view = bench.desk.cases.view(case_id(bench))
    bench.desk.replies.queue(
        view.row.id, "On it.", (Part("On it.", 6),), LIMITS_140,
        known=frozenset(message.id for message in view.messages),
    )  # fmt: skip
    assert publish(bench) == 1


def test_what_was_stored_but_not_on_the_screen_holds_it(bench: Bench) -> None:
    seen = frozenset(message.id for message in bench.desk.cases.view(case_id(bench)).messages)
    wrote_again(bench)
    bench.desk.accounts.sync(bench.account)
    thread_id, _ = bench.desk.replies.queue(
        case_id(bench), "On it.", (Part("On it.", 6),), LIMITS_140, known=seen
    )
    publish(bench)
    assert cautions(bench, thread_id) == [CautionKind.CUSTOMER_WROTE]


def test_an_answer_from_before_it_was_noted_what_was_seen_goes_out(bench: Bench) -> None:
    queue(bench)
    with bench.db.writing():
        bench.db.execute("UPDATE reply_threads SET known = NULL")
    wrote_again(bench)
    assert publish(bench) == 1


def test_a_colleagues_answer_from_the_same_handle_holds_it(bench: Bench) -> None:
    thread_id = queue(bench)
    bench.world.publish(bench.world.own, "We are on it, Ada.", question(bench).remote_id)
    publish(bench)
    (why,) = thread(bench, thread_id).parts[0].cautions
    assert (why.kind, why.text, why.who) == (CautionKind.ANSWERED, "We are on it, Ada.", "shop")
    assert bench.texts() == ["We are on it, Ada."]


def test_two_answers_from_this_desk_do_not_hold_each_other(bench: Bench) -> None:
    first, second = queue(bench, "one"), queue(bench, "two")
    publish(bench)
    assert states(bench, first) + states(bench, second) == [SENT, SENT]


def test_a_call_that_another_agent_noted_holds_it_and_ones_own_does_not(bench: Bench) -> None:
    from console.desk.calls import NewCall

    thread_id = queue(bench)
    bench.desk.calls.add(NewCall("she phoned", bench.clock()), case_id(bench))
    mikas = Desk(replace(bench.context, agent_name="Mika", _agent=None))
    mikas.calls.add(NewCall("all settled", bench.clock()), case_id(bench))
    publish(bench)
    (why,) = thread(bench, thread_id).parts[0].cautions
    assert (why.kind, why.who, why.text) == (CautionKind.CALL_NOTED, "Mika", "all settled")


def test_a_question_that_was_deleted_holds_the_answer_and_is_answered_no_more(
    bench: Bench,
) -> None:
    thread_id = queue(bench)
    bench.world.delete_post(question(bench).remote_id)
    publish(bench)
    assert cautions(bench, thread_id) == [CautionKind.PARENT_GONE]
    view = bench.desk.cases.view(case_id(bench))
    assert view.reply_to is None
    assert [getattr(message, "gone", None) for message in view.messages] == [True]


def test_what_came_in_after_part_one_went_out_holds_nothing_back(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two")

    def writes_between(_: object) -> None:
        if states(bench, thread_id) == [SENT, QUEUED] and len(bench.world.posts()) == 2:
            wrote_again(bench)

    bench.desk.replies.publish(bench.account, on_change=writes_between)
    assert states(bench, thread_id) == [SENT, SENT]


def test_an_answer_that_waited_too_long_asks(bench: Bench) -> None:
    thread_id = queue(bench)
    bench.connector.fail_next("publish", Offline("not reached"))
    publish(bench)
    bench.clock.forward(hours=2, seconds=1)
    publish(bench)
    assert cautions(bench, thread_id) == [CautionKind.STALE]
    bench.desk.outbox.send_anyway(thread_id)
    assert publish(bench) == 1


def test_back_online_within_the_time_it_goes_out_by_itself(bench: Bench) -> None:
    queue(bench)
    bench.connector.fail_next("read_page", Offline("not reached"))
    sent = bench.desk.replies.publish(bench.account)
    assert isinstance(sent.problem, Offline)
    assert sent.due_at is not None
    bench.clock.forward(hours=1)
    assert publish(bench) == 1


def test_a_question_that_cannot_be_looked_up_lets_the_answer_wait(bench: Bench) -> None:
    thread_id = queue(bench)
    bench.connector.fail_next("lookup", RateLimited("slow down"))
    assert publish(bench) == 0
    assert states(bench, thread_id) == [QUEUED]
    bench.desk.outbox.send_anyway(thread_id)
    bench.connector.fail_next("lookup", RateLimited("not asked at all"))
    assert publish(bench) == 1, "a person's word counts without it"


def test_a_spent_budget_stops_no_answer(bench: Bench) -> None:
    queue(bench)
    bench.connector.fail_next("read_page", OverBudget("spent"))
    assert publish(bench) == 1


def test_an_edited_question_holds_the_answer_with_what_it_says_now(bench: Bench) -> None:
    from console.sending import truth

    thread_id = queue(bench)
    asked = question(bench)
    newer = bench.world.add_post(asked.author, "@shop solved, thanks!", at=bench.clock())
    bench.desk.accounts.sync(bench.account)

    class Edited:
        network = bench.connector.network

        def lookup(self, ids: tuple[str, ...], *, bare: bool = False) -> object:
            found = replace(asked, newest_id=newer.remote_id)
            return replace(
                bench.connector.lookup((asked.remote_id,)),
                found=(found if ids == (asked.remote_id,) else newer,),
            )

    edited = Edited()
    (why,) = truth.before_thread(bench.db, edited, thread(bench, thread_id), bench.clock())  # type: ignore[arg-type]
    assert (why.kind, why.text) == (CautionKind.PARENT_EDITED, "@shop solved, thanks!")


def test_known_to_refuse_answers_to_ourselves_the_rest_is_held_without_a_try(
    bench: Bench,
) -> None:
    with bench.db.writing():
        accounts.note_self_reply(bench.db, bench.account.id, SelfReply.NO)
    thread_id = queue(bench, "one", "two")
    assert publish(bench) == 1
    assert states(bench, thread_id) == [SENT, HELD]
    assert thread(bench, thread_id).parts[1].by_hand
    bench.desk.outbox.send_anyway(thread_id)
    assert publish(bench) == 1, "X may have changed its mind; a person may try"
    assert bench.desk.accounts.every()[0].self_reply is SelfReply.YES


def test_for_its_pause_an_answer_only_waits_to_be_taken_back(bench: Bench) -> None:
    thread_id = queue(bench, pause_s=15)
    sent = bench.desk.replies.publish(bench.account)
    assert (sent.published, sent.due_at) == (0, bench.clock() + timedelta(seconds=15))
    bench.desk.outbox.cancel(thread_id)
    bench.clock.forward(seconds=16)
    assert publish(bench) == 0
    draft = bench.desk.cases.view(case_id(bench)).draft
    assert draft is not None
    assert draft.text == "On it."


def test_a_pause_ends_by_itself_or_on_a_persons_word(bench: Bench) -> None:
    queue(bench, "one", pause_s=15)
    second = queue(bench, "two", pause_s=60)
    bench.clock.forward(seconds=15)
    assert publish(bench) == 1
    bench.desk.outbox.send_now(second)
    assert publish(bench) == 1
    assert bench.texts() == ["one", "two"]


def test_a_clock_that_was_set_back_does_not_let_a_pause_last_for_ever(bench: Bench) -> None:
    queue(bench, pause_s=15)
    bench.clock.forward(days=-1)
    assert publish(bench) == 1


def test_one_accounts_limit_holds_up_no_other(bench: Bench) -> None:
    thread_id = queue(bench)
    other = accounts.add(
        bench.db, network="memory", remote_id=question(bench).author.remote_id,
        handle="other", name="Other", now=START,
    )  # fmt: skip
    bench.connector.fail_next("publish", RateLimited("slow down"))
    publish(bench)
    assert publish(bench) == 0
    assert bench.desk.replies.publish(other).problem is None
    assert states(bench, thread_id) == [QUEUED]


def test_waits_double_and_end_with_a_success(bench: Bench) -> None:
    queue(bench)
    waits = []
    for _ in range(8):
        bench.connector.fail_next("publish", Offline("not reached"))
        due_at = bench.desk.replies.publish(bench.account).due_at
        assert due_at is not None
        waits.append((due_at - bench.clock()).total_seconds())
        bench.clock.at = due_at
    for number, wait in enumerate(waits):
        full = min(15 * 2**number, 900)
        assert full / 2 - 0.01 <= wait <= full
    assert publish(bench) == 1
    queue(bench, "next")
    bench.connector.fail_next("publish", Offline("not reached"))
    due_at = bench.desk.replies.publish(bench.account).due_at
    assert due_at is not None
    assert due_at <= bench.clock() + timedelta(seconds=15)


def test_a_draft_knows_what_the_case_held_when_it_was_begun(bench: Bench) -> None:
    case = case_id(bench)
    assert bench.desk.cases.view(case).cautions == ()
    bench.desk.drafts.save(case, "Dear Ada", "140")
    assert bench.desk.cases.view(case).cautions == ()
    wrote_again(bench)
    bench.desk.accounts.sync(bench.account)
    bench.desk.drafts.save(case, "Dear Ada, we", "140")
    (why,) = bench.desk.cases.view(case).cautions
    assert why.kind is CautionKind.CUSTOMER_WROTE
    assert why.message_id is not None
    bench.desk.drafts.acknowledge(case, frozenset({why.message_id}))
    assert bench.desk.cases.view(case).cautions == ()
    wrote_again(bench, "@shop and another")
    bench.desk.accounts.sync(bench.account)
    assert [each.text for each in bench.desk.cases.view(case).cautions] == ["@shop and another"]


def test_a_held_answer_that_is_taken_back_begins_anew(bench: Bench) -> None:
    thread_id = queue(bench)
    wrote_again(bench)
    publish(bench)
    bench.desk.outbox.cancel(thread_id)
    view = bench.desk.cases.view(case_id(bench))
    assert view.draft is not None
    assert view.cautions == ()


def test_an_answer_with_nothing_to_confirm_is_not_confirmed(bench: Bench) -> None:
    thread_id = queue(bench)
    publish(bench)
    with pytest.raises(InputError, match="done with"):
        bench.desk.outbox.send_anyway(thread_id)


def test_what_came_in_after_the_question_is_asked_about_as_well(bench: Bench) -> None:
    thread_id = queue(bench)
    wrote_again(bench, "@shop any news?")
    publish(bench)
    wrote_again(bench, "@shop it arrived, forget it")
    bench.desk.accounts.sync(bench.account)
    bench.desk.outbox.send_anyway(thread_id)
    assert publish(bench) == 0
    (why,) = thread(bench, thread_id).parts[0].cautions
    assert why.text == "@shop it arrived, forget it"
    shown = frozenset(one.id for one in bench.desk.cases.view(case_id(bench)).messages)
    bench.desk.outbox.send_anyway(thread_id, known=shown)
    assert publish(bench) == 1


def test_a_question_that_cannot_be_read_holds_up_no_other_answer_and_asks_in_the_end(
    bench: Bench,
) -> None:
    ben = bench.world.add_post(bench.world.add_user("ben"), "@shop hi", at=bench.clock())
    bench.desk.accounts.sync(bench.account)
    cases = {row.handle: row.id for row in bench.desk.cases.rows()}
    ids = [
        bench.desk.replies.queue(cases[who], text, (Part(text, 3),), LIMITS_140)[0]
        for who, text in (("ada", "one"), ("ben", "two"))
    ]
    real = bench.connector.lookup

    def lookup(ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        if ben.remote_id not in ids:
            raise BadAnswer("X said nothing of it.")
        return real(ids)

    bench.connector.lookup = lookup  # type: ignore[method-assign]
    assert publish(bench) == 1
    assert (states(bench, ids[0]), states(bench, ids[1])) == ([QUEUED], [SENT])
    bench.clock.forward(hours=2, minutes=1)
    publish(bench)
    assert cautions(bench, ids[0]) == [CautionKind.STALE]
    bench.desk.outbox.send_anyway(ids[0])
    assert publish(bench) == 1


def test_reading_that_is_limited_holds_up_no_part_behind_a_public_one(bench: Bench) -> None:
    first = queue(bench, "one", "two")
    bench.connector.fail_next("publish", Offline("x"))
    publish(bench)
    bench.clock.forward(minutes=1)

    def limit(_: object) -> None:
        if states(bench, first) == [SENT, QUEUED]:
            bench.connector.fail_next("read_page", RateLimited("slow down"))

    bench.desk.replies.publish(bench.account, on_change=limit)
    assert states(bench, first) == [SENT, SENT]


def test_a_question_that_was_taken_for_gone_is_there_again_once_it_is_shown(bench: Bench) -> None:
    from console.domain.remote import Page, Timeline
    from console.store import posts

    thread_id = queue(bench)
    asked = question(bench)
    bench.world.delete_post(asked.remote_id)
    publish(bench)
    assert bench.desk.cases.view(case_id(bench)).reply_to is None
    page = Page((asked,), "{}", done=True)
    saved = posts.save_page(bench.db, bench.account, Timeline.MENTIONS, page, bench.clock())
    assert saved.changes.cases == {case_id(bench)}
    assert bench.desk.cases.view(case_id(bench)).reply_to is not None
    bench.desk.outbox.cancel(thread_id)


def test_a_long_run_looks_again_before_each_answer(bench: Bench) -> None:
    queue(bench, "one")
    second = queue(bench, "two")

    def slow(_: object) -> None:
        if bench.texts() == ["one"] and len(bench.world.posts()) == 2:
            bench.clock.forward(seconds=40)
            wrote_again(bench)

    bench.desk.replies.publish(bench.account, on_change=slow)
    assert cautions(bench, second) == [CautionKind.CUSTOMER_WROTE]


def test_tried_again_by_a_person_it_is_not_asked_about_its_age(bench: Bench) -> None:
    thread_id = queue(bench)
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    bench.clock.forward(hours=3)
    bench.desk.outbox.retry(thread_id)
    assert publish(bench) == 1


def test_a_draft_knows_what_was_shown_at_its_first_key(bench: Bench) -> None:
    case = case_id(bench)
    shown = frozenset(one.id for one in bench.desk.cases.view(case).messages)
    wrote_again(bench)
    bench.desk.accounts.sync(bench.account)
    bench.desk.drafts.save(case, "Dear", "140", known=shown)
    assert [each.kind for each in bench.desk.cases.view(case).cautions] == [
        CautionKind.CUSTOMER_WROTE
    ]


def test_a_pause_above_a_minute_is_refused(bench: Bench) -> None:
    with pytest.raises(InputError, match="a minute"):
        queue(bench, pause_s=61)


# A card number that was queued before it was looked for


def queue_card(bench: Bench, *texts: str) -> ThreadId:
    """Queue an answer while its number is one of ours, which it is no more then."""
    bench.desk.checks.put_rules(CheckRules(own_points=(CARD,)))
    thread_id, _ = bench.desk.replies.queue(
        case_id(bench),
        "\f".join(texts),
        tuple(Part(text, len(text)) for text in texts),
        LIMITS_140,
    )
    bench.desk.checks.put_rules(CheckRules())
    return thread_id


@pytest.mark.parametrize(
    "texts",
    [
        (f"Your card {CARD} was charged",),
        (f"Ihre Karte {CARD} wurde belastet", "Morgen ist das Geld da."),
        ("We looked into it.", f"Your card {CARD} was charged"),
        ("Your card 4111 1111", "1111 1111 was charged"),
    ],
)
def test_an_answer_with_a_card_is_held_before_anything_goes_out(
    bench: Bench, texts: tuple[str, ...]
) -> None:
    thread_id = queue_card(bench, *texts)
    assert publish(bench) == 0
    assert states(bench, thread_id) == [HELD, QUEUED][: len(texts)]
    assert cautions(bench, thread_id) == [CautionKind.CARD]
    for act in (bench.desk.outbox.send_anyway, bench.desk.outbox.hand_off):
        with pytest.raises(CardInPublic) as refused:
            act(thread_id)
        assert "1111" not in f"{refused.value.message} {refused.value.advice}"
    assert publish(bench) == 0
    assert states(bench, thread_id)[0] is HELD
    bench.desk.outbox.cancel(thread_id)
    draft = bench.desk.cases.view(case_id(bench)).draft
    assert draft is not None
    assert "1111" in draft.text
    assert bench.texts() == []


def test_what_is_no_card_by_new_rules_goes_out_by_a_persons_word(bench: Bench) -> None:
    thread_id = queue_card(bench, f"Call {CARD} day and night.")
    publish(bench)
    bench.desk.checks.put_rules(CheckRules(own_points=(CARD,)))
    assert publish(bench) == 0, "it waits for a person"
    bench.desk.outbox.send_anyway(thread_id)
    assert publish(bench) == 1


def test_a_refused_part_with_a_card_is_not_tried_again(bench: Bench) -> None:
    thread_id = queue_card(bench, f"Your card {CARD} was charged")
    bench.desk.checks.put_rules(CheckRules(own_points=(CARD,)))
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    bench.desk.checks.put_rules(CheckRules())
    with pytest.raises(CardInPublic):
        bench.desk.outbox.retry(thread_id)
    assert states(bench, thread_id) == [PartState.REFUSED]


def test_a_confirmed_answer_is_held_for_its_card_all_the_same(bench: Bench) -> None:
    thread_id = queue_card(bench, f"Your card {CARD} was charged")
    wrote_again(bench)
    bench.desk.checks.put_rules(CheckRules(own_points=(CARD,)))
    publish(bench)
    bench.desk.outbox.send_anyway(thread_id)
    bench.desk.checks.put_rules(CheckRules())
    assert publish(bench) == 0
    assert cautions(bench, thread_id) == [CautionKind.CARD]


def test_a_part_without_access_is_not_opened_with_a_card(bench: Bench) -> None:
    with bench.db.writing():
        bench.db.execute("UPDATE accounts SET access = ?", (Access.HAND_OFF,))
    thread_id = queue_card(bench, f"Your card {CARD} was charged")
    with pytest.raises(CardInPublic):
        bench.desk.outbox.hand_off(thread_id)
    assert cautions(bench, thread_id) == [CautionKind.NO_ACCESS]


@pytest.mark.parametrize(
    ("texts", "becomes"),
    [
        ((f"Your card {CARD}", "was charged"), [SENT, SENT]),
        (("We looked into it.", f"Your card {CARD}"), [SENT, HELD]),
        (("Ihre Karte 4111 1111", "1111 1111 wurde belastet"), [SENT, HELD]),
        (("One", "Your card 4111 1111", "1111 1111 was charged"), [SENT, HELD, QUEUED]),
        (("Your card 4111 1111", "was charged", "1111 1111 times"), [SENT, SENT, SENT]),
    ],
)
def test_behind_a_public_part_a_card_counts_that_is_not_public_yet(
    bench: Bench, texts: tuple[str, ...], becomes: list[PartState]
) -> None:
    thread_id = queue_card(bench, *texts)
    bench.desk.checks.put_rules(CheckRules(own_points=(CARD,)))

    def change_rules(_: object) -> None:
        if states(bench, thread_id)[0] is SENT:
            bench.desk.checks.put_rules(CheckRules())

    bench.desk.replies.publish(bench.account, on_change=change_rules)
    assert states(bench, thread_id) == becomes
    if HELD in becomes:
        assert cautions(bench, thread_id) == [CautionKind.CARD]


@pytest.mark.parametrize("numbering", ["1/3", "1/3 end", "(1/3) end", "1. end"])
def test_the_numbers_of_the_parts_make_no_card_of_other_digits(
    bench: Bench, numbering: str
) -> None:
    texts = ("Your parcel is 411111111111111", "It is in Leeds.")
    labels = [Numbering.named(numbering).label(number, 2) for number in (1, 2)]
    numbered = [
        f"{text} {label}" if numbering.endswith("end") else f"{label} {text}"
        for text, label in zip(texts, labels, strict=True)
    ]
    parts = [Part(text, len(text)) for text in numbered]
    thread_id, _ = bench.desk.replies.queue(
        case_id(bench), "\f".join(texts), parts, LIMITS_140, numbering=numbering
    )
    assert publish(bench) == 2
    assert states(bench, thread_id) == [SENT, SENT]
