"""Publishing: the whole chain in order, whatever breaks in between, and nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from console.connectors.base import Connector
from console.connectors.memory import MemoryConnector, Rules
from console.domain.accounts import SelfReply
from console.domain.changes import Changes
from console.domain.ids import CaseId, RemoteId, ThreadId
from console.domain.limits import LIMITS_140, Limits
from console.domain.messages import Direction
from console.domain.outbox import PartState
from console.domain.patience import Patience
from console.domain.remote import Lookup, NewPost, Page, Published, RemoteUser, Timeline
from console.domain.spending import BilledRead
from console.errors import (
    BadAnswer,
    ConnectorError,
    Duplicate,
    Gone,
    InputError,
    NoAnswer,
    NotFound,
    NotSummoned,
    Offline,
    OutOfCredits,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
)
from console.sending.reconcile import same_text
from console.sending.run import Run, Sent
from console.sending.sender import Sender
from console.store import accounts, outbox, publishing
from console.store.database import Database
from console.text.split import Part, split
from tests.console.given import Bench, TinyNetwork
from tests.no_search import NoSearch

TEXTS = ("Part one.", "Part two.", "Part three.")
LEASE, SHOWS_AFTER = Patience().lease, Patience().shows_after
QUEUED, SENDING, SENT, UNSURE, REFUSED, CANCELLED = (
    PartState.QUEUED, PartState.SENDING, PartState.SENT,
    PartState.UNSURE, PartState.REFUSED, PartState.CANCELLED,
)  # fmt: skip


def queue(bench: Bench, *texts: str) -> ThreadId:
    (row,) = bench.desk.cases.rows()
    parts = tuple(Part(text, len(text)) for text in texts or TEXTS)
    thread_id, changes = bench.desk.replies.queue(
        row.id, " ".join(texts or TEXTS), parts, LIMITS_140
    )
    assert changes == Changes.of(cases=(row.id,), threads=(thread_id,))
    return thread_id


def states(bench: Bench, thread_id: ThreadId) -> list[PartState]:
    thread = outbox.get(bench.db, thread_id)
    assert thread is not None
    return [part.state for part in thread.parts]


def problem(bench: Bench, thread_id: ThreadId, number: int) -> str | None:
    thread = outbox.get(bench.db, thread_id)
    assert thread is not None
    return thread.parts[number].problem


def publish(bench: Bench) -> Sent:
    return bench.desk.replies.publish(bench.account)


def until_done(bench: Bench, thread_id: ThreadId, *, by_hand: bool = False) -> None:
    """Run as the desk does, again and again; `by_hand`: a person says Retry when asked."""
    for _ in range(12):
        if set(states(bench, thread_id)) == {SENT}:
            return
        bench.clock.forward(seconds=LEASE.total_seconds() + 1)
        publish(bench)
        if by_hand and UNSURE in states(bench, thread_id):
            bench.desk.outbox.retry(thread_id)
            publish(bench)
    raise AssertionError(states(bench, thread_id))


def chain_is_right(bench: Bench, texts: tuple[str, ...] = TEXTS) -> None:
    """On the network and in the case: each text once, each answering the one before."""
    question, *answers = sorted(bench.world.posts(), key=lambda one: int(one.remote_id))
    assert [one.text for one in answers] == list(texts)
    assert [one.parent_id for one in answers] == [
        question.remote_id,
        *(one.remote_id for one in answers[:-1]),
    ]
    bench.desk.accounts.sync(bench.account)
    (row,) = bench.desk.cases.rows()
    view = bench.desk.cases.view(row.id)
    assert [one.text for one in view.messages if one.direction is Direction.OUT] == list(texts)
    assert view.threads == ()
    assert row.state == "waiting"
    assert bench.desk.outbox.threads() == ()


def test_a_thread_goes_out_in_order_each_part_answering_the_one_before(bench: Bench) -> None:
    thread_id = queue(bench)
    heard: list[Changes] = []
    sent = bench.desk.replies.publish(bench.account, on_change=heard.append)
    assert (sent.published, sent.due_at, sent.problem) == (3, None, None)
    assert sent.changes == Changes.of(cases=[bench.desk.cases.rows()[0].id], threads=[thread_id])
    assert len(heard) == 6  # on its way and out, for each part
    chain_is_right(bench)
    assert bench.desk.accounts.every()[0].self_reply is SelfReply.YES
    assert publish(bench) == Sent()


def test_threads_go_out_oldest_first_and_one_that_waits_holds_up_no_other(bench: Bench) -> None:
    first, second = queue(bench, "first"), queue(bench, "second")
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    assert states(bench, first) == [REFUSED]
    assert states(bench, second) == [SENT]


class Killed(BaseException):
    """The process ends here."""


class Mortal(NoSearch):
    """A memory connector on which the desk dies at the n-th step, once."""

    network = "memory"

    def __init__(self, real: MemoryConnector, at: int) -> None:
        self._real = real
        self._left = at
        self.died = False

    def step(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.died = True
            raise Killed

    @property
    def limits(self) -> tuple[Limits, ...]:
        return self._real.limits

    def publish(self, post: NewPost) -> Published:
        self.step()
        published = self._real.publish(post)
        self.step()
        return published

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        return self._real.read_page(timeline, user_id, cursor)

    def whoami(self) -> RemoteUser:
        return self._real.whoami()

    def lookup(self, ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        return self._real.lookup(ids)

    def delete(self, remote_id: RemoteId) -> bool:
        return self._real.delete(remote_id)

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        return self._real.bill(user_id)

    def close(self) -> None:
        pass


def use(bench: Bench, connector: Connector) -> None:
    bench.context.networks["memory"] = TinyNetwork(connector)
    bench.context.forget_connector(bench.account)


STEPS = 4 * len(TEXTS)
"""Of each part: claimed, about to post, posted, recorded."""


@pytest.mark.parametrize("at", range(1, STEPS + 1))
def test_a_desk_that_dies_at_any_step_posts_nothing_twice_and_loses_nothing(
    bench: Bench, at: int
) -> None:
    thread_id = queue(bench)
    mortal = Mortal(bench.connector, at)
    use(bench, mortal)
    with pytest.raises(Killed):
        bench.desk.replies.publish(bench.account, on_change=lambda _: mortal.step())
    assert mortal.died
    out = list(bench.texts())
    use(bench, bench.connector)
    assert publish(bench).published == 0 or SENDING not in states(bench, thread_id)
    if at % 4 in (1, 2):  # claimed but not posted: only a person may say to post it
        bench.clock.forward(seconds=LEASE.total_seconds() + 1)
        publish(bench)
        publish(bench)
        assert UNSURE in states(bench, thread_id)
        assert bench.texts() == out
    until_done(bench, thread_id, by_hand=at % 4 in (1, 2))
    chain_is_right(bench)


@pytest.mark.parametrize("part", [0, 1, 2])
@pytest.mark.parametrize(
    ("error", "state", "stops"),
    [
        (Offline("x"), QUEUED, True),
        (ServerTrouble("x"), QUEUED, True),
        (BadAnswer("x"), QUEUED, True),
        (RateLimited("x"), QUEUED, True),
        (SignedOut("x"), QUEUED, True),
        (OutOfCredits("x"), QUEUED, True),
        (NoAnswer("x"), UNSURE, False),
        (ServerTrouble("x", maybe_done=True), UNSURE, False),
        (Duplicate("x"), UNSURE, False),
        (Refused("x"), REFUSED, False),
        (NotSummoned("x"), REFUSED, False),
    ],
    ids=lambda value: repr(value) if isinstance(value, ConnectorError) else None,
)
def test_each_trouble_at_each_part_is_recorded_and_posts_nothing_twice(
    bench: Bench, part: int, error: ConnectorError, state: PartState, *, stops: bool
) -> None:
    thread_id, other = queue(bench), queue(bench, "Another answer.")

    class FailsAt(Mortal):
        def step(self) -> None: ...

        def publish(self, post: NewPost) -> Published:
            if post.text == TEXTS[part] and not self.died:
                self.died = True
                raise error
            return super().publish(post)

    use(bench, FailsAt(bench.connector, 0))
    sent = publish(bench)
    assert states(bench, thread_id) == [SENT] * part + [state] + [QUEUED] * (2 - part)
    assert sent.problem is (error if stops else None)
    assert states(bench, other) == [QUEUED if stops else SENT]
    assert (problem(bench, thread_id, part) or "").startswith(error.message)
    if isinstance(error, SignedOut | OutOfCredits):
        assert sent.due_at == bench.clock() + Patience().try_again_most
    elif state is QUEUED:
        soonest = bench.clock() + Patience().try_again / 2
        assert sent.due_at is not None
        assert soonest <= sent.due_at <= bench.clock() + Patience().try_again
    elif state is UNSURE:
        assert sent.due_at == bench.clock() + Patience().first_look
    refused_self = isinstance(error, NotSummoned) and part > 0
    known = bench.desk.accounts.every()[0].self_reply
    if refused_self:
        assert known is SelfReply.NO
    if state is not QUEUED:
        before = bench.texts()
        bench.clock.forward(hours=1)
        publish(bench)
        assert bench.texts() == before, "only a person may have it posted again"
        bench.desk.outbox.retry(thread_id)
    until_done(bench, thread_id)
    assert sorted(bench.texts()) == sorted([*TEXTS, "Another answer."])


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_part_that_got_out_without_an_answer_is_found_and_the_thread_goes_on(
    bench: Bench, part: int
) -> None:
    thread_id = queue(bench)

    class LosesAnswer(Mortal):
        def step(self) -> None: ...

        def publish(self, post: NewPost) -> Published:
            published = super().publish(post)
            if post.text == TEXTS[part] and not self.died:
                self.died = True
                raise NoAnswer("the connection was dropped")
            return published

    use(bench, LosesAnswer(bench.connector, 0))
    sent = publish(bench)
    assert states(bench, thread_id)[part] is UNSURE
    assert sent.due_at == bench.clock() + Patience().first_look
    bench.clock.forward(seconds=6)
    assert publish(bench).published == 3 - part
    chain_is_right(bench)


def test_a_part_that_may_be_out_is_not_posted_again_before_we_looked_for_it(
    bench: Bench,
) -> None:
    thread_id = queue(bench, "Only one.")
    bench.connector.fail_next("publish", NoAnswer("dropped"), after=True)
    publish(bench)
    with pytest.raises(InputError, match="still being looked for"):
        bench.desk.outbox.retry(thread_id)
    bench.clock.forward(seconds=6)
    publish(bench)
    assert states(bench, thread_id) == [SENT]
    chain_is_right(bench, ("Only one.",))


def test_a_part_that_cannot_be_looked_for_stays_unsure_however_long(bench: Bench) -> None:
    thread_id = queue(bench, "Only one.")
    bench.connector.fail_next("publish", NoAnswer("dropped"), after=True)
    publish(bench)
    for _ in range(3):
        bench.clock.forward(minutes=10)
        bench.connector.fail_next("read_page", Offline("not reached"))
        publish(bench)
        with pytest.raises(InputError, match="still being looked for"):
            bench.desk.outbox.retry(thread_id)
    bench.clock.forward(minutes=15)
    publish(bench)
    chain_is_right(bench, ("Only one.",))


def test_a_part_that_was_looked_for_in_vain_is_posted_again_on_a_persons_word(
    bench: Bench,
) -> None:
    thread_id = queue(bench, "Only one.")
    bench.connector.fail_next("publish", NoAnswer("dropped"))
    publish(bench)
    bench.clock.forward(seconds=SHOWS_AFTER.total_seconds())
    told = publish(bench).changes
    assert states(bench, thread_id) == [UNSURE]
    assert told.cases == {bench.desk.cases.rows()[0].id}, "a person is asked, where it is open"
    assert bench.texts() == []
    bench.desk.outbox.retry(thread_id)
    publish(bench)
    chain_is_right(bench, ("Only one.",))


def test_a_clock_that_was_ahead_does_not_hold_a_part_in_sending(bench: Bench) -> None:
    thread_id = queue(bench, "Only one.")
    ahead = bench.clock() + timedelta(days=365)
    part = outbox.get(bench.db, thread_id)
    assert part is not None
    assert publishing.claim(bench.db, part.parts[0].id, "another", ahead, 120_000)
    publish(bench)
    assert states(bench, thread_id) == [UNSURE]


def test_an_answer_stands_behind_its_question_however_slow_our_clock_is(bench: Bench) -> None:
    queue(bench, "Only one.")
    network_now = bench.clock()
    bench.context.now = lambda: network_now - timedelta(days=2)  # before the question
    bench.desk.replies.publish(bench.account)
    (row,) = bench.desk.cases.rows()
    assert row.state == "waiting"
    assert [one.text for one in bench.desk.cases.view(row.id).messages][-1] == "Only one."


def test_a_limit_with_a_time_is_waited_for_and_not_called_before(bench: Bench) -> None:
    thread_id = queue(bench, "Patience.")
    reset = bench.clock() + timedelta(minutes=10)
    bench.connector.fail_next("publish", RateLimited("slow down", reset_at=reset))
    due_at = publish(bench).due_at
    assert due_at is not None
    assert reset <= due_at <= reset + timedelta(seconds=5)  # not all at the first moment
    bench.clock.forward(minutes=9)
    bench.connector.fail_next("publish", Refused("called too early"))
    assert publish(bench).due_at == due_at
    assert states(bench, thread_id) == [QUEUED]
    bench.clock.forward(minutes=1, seconds=5)
    publish(bench)
    assert states(bench, thread_id) == [REFUSED]  # by now it was called


def test_a_limit_whose_time_has_passed_is_not_tried_at_once(bench: Bench) -> None:
    queue(bench, "Patience.")
    past = bench.clock() - timedelta(minutes=10)
    bench.connector.fail_next("publish", RateLimited("slow down", reset_at=past))
    due_at = publish(bench).due_at
    assert due_at is not None
    assert due_at >= bench.clock() + timedelta(seconds=1)


def test_after_the_account_is_connected_again_the_queue_goes_on_at_once(bench: Bench) -> None:
    thread_id = queue(bench)
    bench.connector.fail_next("publish", SignedOut("who are you"))
    sent = publish(bench)
    assert isinstance(sent.problem, SignedOut)
    assert states(bench, thread_id) == [QUEUED] * 3
    assert publish(bench).published == 0
    assert bench.desk.replies.publish(bench.account, at_once=True).published == 3


def test_where_looking_is_limited_the_desk_says_when_it_goes_on(bench: Bench) -> None:
    queue(bench, "Lost?")
    bench.connector.fail_next("publish", NoAnswer("dropped"))
    publish(bench)
    bench.clock.forward(seconds=6)
    reset = bench.clock() + timedelta(minutes=10)
    bench.connector.fail_next("read_page", RateLimited("slow down", reset_at=reset))
    sent = publish(bench)
    assert isinstance(sent.problem, RateLimited)
    assert sent.due_at is not None
    assert sent.due_at >= reset


def test_a_part_that_the_network_does_not_show_yet_is_answered_a_moment_later(
    bench: Bench,
) -> None:
    thread_id = queue(bench)

    class Lags(Mortal):
        def step(self) -> None: ...

        def publish(self, post: NewPost) -> Published:
            if post.text == TEXTS[1] and not self.died:
                self.died = True
                raise Gone("no such post")
            return super().publish(post)

    use(bench, Lags(bench.connector, 0))
    sent = publish(bench)
    assert states(bench, thread_id) == [SENT, QUEUED, QUEUED]
    assert sent.due_at == bench.clock() + timedelta(seconds=3)
    bench.clock.forward(seconds=3)
    publish(bench)
    chain_is_right(bench)


def test_a_question_that_was_deleted_refuses_the_answer(bench: Bench) -> None:
    thread_id = queue(bench)
    bench.connector.fail_next("publish", Gone("deleted"))
    publish(bench)
    assert states(bench, thread_id) == [REFUSED, QUEUED, QUEUED]
    assert "resolve" in (problem(bench, thread_id, 0) or "")


def test_a_network_that_takes_no_answer_to_ourselves_is_remembered(bench: Bench) -> None:
    bench.world.rules = Rules(self_reply=False)
    thread_id = queue(bench)
    publish(bench)
    assert states(bench, thread_id) == [SENT, REFUSED, QUEUED]
    assert bench.desk.accounts.every()[0].self_reply is SelfReply.NO
    assert bench.texts() == [TEXTS[0]]


def test_a_person_takes_the_rest_of_a_thread_back(bench: Bench) -> None:
    bench.world.rules = Rules(self_reply=False)
    thread_id = queue(bench)
    publish(bench)
    bench.desk.outbox.cancel(thread_id)
    assert states(bench, thread_id) == [SENT, CANCELLED, CANCELLED]
    bench.world.rules = Rules()
    publish(bench)
    assert bench.texts() == [TEXTS[0]]
    assert bench.desk.outbox.threads() == ()
    with pytest.raises(InputError, match="done with"):
        bench.desk.outbox.retry(thread_id)
    assert states(bench, thread_id) == [SENT, CANCELLED, CANCELLED]


def test_a_thread_taken_back_while_others_go_out_does_not_go_out(bench: Bench) -> None:
    first, second = queue(bench, "first"), queue(bench, "second")

    def once_the_first_is_out(_: Changes) -> None:
        if states(bench, first) == [SENT]:
            bench.desk.outbox.cancel(second)

    bench.desk.replies.publish(bench.account, on_change=once_the_first_is_out)
    assert bench.texts() == ["first"]
    assert states(bench, second) == [CANCELLED]


def test_a_part_on_its_way_is_not_taken_back_or_queued_again(bench: Bench) -> None:
    thread_id = queue(bench, "Only one.")
    refusals: list[str] = []

    def meddle(_: Changes) -> None:
        for act in (bench.desk.outbox.retry, bench.desk.outbox.cancel):
            with pytest.raises(InputError) as refused:
                act(thread_id)
            refusals.append(refused.value.message)

    assert bench.desk.replies.publish(bench.account, on_change=meddle).published == 1
    assert refusals[:2] == ["The answer went on meanwhile.", "The answer is on its way just now."]
    assert refusals[2:] == ["The answer is done with already."] * 2
    chain_is_right(bench, ("Only one.",))


def test_a_thread_that_is_not_there_is_not_found(bench: Bench) -> None:
    for act in (bench.desk.outbox.retry, bench.desk.outbox.cancel):
        with pytest.raises(NotFound):
            act(ThreadId(99))


def test_two_senders_at_once_post_each_part_once(bench: Bench, tmp_path: Path) -> None:
    threads = [queue(bench, f"{n} one", f"{n} two") for n in range(5)]
    begin = threading.Barrier(3)
    troubles: list[BaseException] = []

    def run(owner: str) -> None:
        own = Database.open(tmp_path / "canary-desk.db", durable=True)
        try:
            begin.wait()
            for _ in range(4):
                run = Run(
                    own, bench.connector, bench.connector, bench.account, owner, bench.clock,
                    Changes, Changes, Changes,
                )  # fmt: skip
                Sender(run).publish()
        except BaseException as error:  # noqa: BLE001 - told to the test below
            troubles.append(error)
        finally:
            own.close()

    running = [threading.Thread(target=run, args=(str(n),)) for n in range(3)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert troubles == []
    assert sorted(bench.texts()) == sorted(f"{n} {w}" for n in range(5) for w in ("one", "two"))
    assert all(set(states(bench, one)) == {SENT} for one in threads)


def test_the_same_words_by_another_thread_are_not_taken_for_a_lost_part(bench: Bench) -> None:
    first, second = queue(bench, "Sorry!"), queue(bench, "Sorry!")
    publish(bench)
    publish(bench)
    assert bench.texts() == ["Sorry!"]
    assert states(bench, first) == [SENT]
    assert states(bench, second) == [UNSURE]


def refuse(wrong: Callable[[], object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        wrong()


def test_an_answer_that_cannot_go_out_as_shown_is_not_queued(bench: Bench) -> None:
    (row,) = bench.desk.cases.rows()
    replies = bench.desk.replies
    refuse(lambda: replies.queue(row.id, "", (), LIMITS_140), "empty")
    long = Part("x" * 141, 141)
    refuse(
        lambda: replies.queue(row.id, "x", (Part("a", 1), long), LIMITS_140), "Part 2 weighs 141"
    )
    lies = Part("x" * 141, 12)
    refuse(lambda: replies.queue(row.id, "x", (lies,), LIMITS_140), "weighs 141")
    refuse(lambda: replies.queue(row.id, "x", (Part("  ", 2),), LIMITS_140), "Part 1")
    with pytest.raises(NotFound):
        replies.queue(CaseId(99), "x", (Part("x", 1),), LIMITS_140)
    assert bench.desk.outbox.threads() == ()


def test_a_case_of_calls_only_has_no_post_to_answer(bench: Bench) -> None:
    from console.desk.calls import NewCall

    case_id, _ = bench.desk.calls.add(NewCall("hello", bench.clock(), name="Cleo"))
    refuse(
        lambda: bench.desk.replies.queue(case_id, "x", (Part("x", 1),), LIMITS_140),
        "no post",
    )


def test_a_long_answer_typed_arrives_whole(bench: Bench) -> None:
    text = " ".join(f"word{n}" for n in range(80))
    parts = split(text, LIMITS_140)
    assert len(parts) > 3
    (row,) = bench.desk.cases.rows()
    bench.desk.replies.queue(row.id, text, parts, LIMITS_140)
    publish(bench)
    assert " ".join(bench.texts()) == text


def test_a_queue_survives_the_end_of_the_desk(bench: Bench, tmp_path: Path) -> None:
    thread_id = queue(bench)
    other = Database.open(tmp_path / "canary-desk.db")
    (thread,) = outbox.unfinished(other)
    assert thread.id == thread_id
    assert accounts.get(other, thread.account_id) == bench.desk.accounts.every()[0]
    other.close()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("See shop.de", "See http://shop.de", True),
        ("See https://shop.de/x ", "See http://shop.de/x", True),
        ("two  words\n", "two words", True),
        ("two words", "twowords", False),
        ("Yes", "yes", False),
    ],
)
def test_the_same_post_is_known_again(one: str, other: str, *, same: bool) -> None:
    assert same_text(one, other) is same


def test_what_is_taken_back_is_the_draft_again(bench: Bench) -> None:
    thread_id = queue(bench)
    bench.connector.fail_next("publish", Offline("not reached"))
    publish(bench)
    (row,) = bench.desk.cases.rows()
    bench.desk.drafts.save(row.id, "Begun since", "140")
    bench.desk.outbox.cancel(thread_id)
    draft = bench.desk.cases.view(row.id).draft
    assert draft is not None
    assert draft.text == "Begun since\n\n" + " ".join(TEXTS)
    with pytest.raises(InputError, match="done with"):
        bench.desk.outbox.cancel(thread_id)
    again = bench.desk.cases.view(row.id).draft
    assert again is not None
    assert again.text == draft.text


def test_of_a_thread_that_began_only_the_rest_becomes_the_draft(bench: Bench) -> None:
    bench.world.rules = Rules(self_reply=False)
    thread_id = queue(bench)
    publish(bench)
    assert states(bench, thread_id)[:2] == [SENT, REFUSED]
    bench.desk.outbox.cancel(thread_id)
    (row,) = bench.desk.cases.rows()
    draft = bench.desk.cases.view(row.id).draft
    assert draft is not None
    assert draft.text == " ".join(TEXTS[1:])
