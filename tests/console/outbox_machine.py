"""All that can happen to an outbox, in any order, as a state machine.

It plays the agent, the customers, a colleague, the network with all its faults, the
clock, and the death of the desk between any two of its steps. What the desk says of each
part is held against what the network holds, after each step and at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
from typing_extensions import override

from console.domain.ids import CaseId, ThreadId
from console.domain.limits import LIMITS_280
from console.domain.outbox import PartState, ReplyThread
from console.text.split import Part
from tests.console.outbox_ground import Ground
from tests.console.played_desk import NEVER, PlayedDesk, is_opened, parent_of

DEATHS = st.one_of(st.just(NEVER), st.just(NEVER), st.integers(1, 12), st.integers(1, 60))
"""After how many steps of the desk its process ends."""
WHICH = st.integers(0, 5)
SETTLING_ROUNDS = 60
MOST_TRIES = 3


class OutboxMachine(PlayedDesk, RuleBasedStateMachine):
    """One agent, one account, some cases."""

    def __init__(self, make_ground: Callable[[], AbstractContextManager[Ground]]) -> None:
        super().__init__()
        self.begin(make_ground)
        self.written = 0
        self.questions: list[str] = []
        self.threads: list[ThreadId] = []
        self.by_hand: dict[ThreadId, str | None] = {}
        """What the agent did in the browser and has not told yet: the post, or nothing."""
        for parts in (2, 1):
            self.customer_asks()
            self.desk.accounts.sync(self.account)
            self.queue(0, parts, pause=0, dies=NEVER)  # the newest case stands first
            self.ground.forward(1)

    # time and the network

    @rule(seconds=st.sampled_from((1, 6, 6, 30, 130, 130, 1000, 3 * 3600)), dies=DEATHS)
    def time_goes_by(self, seconds: int, dies: int) -> None:
        self.ground.forward(seconds)
        self.publish(dies, at_once=False)

    @rule(
        what=st.sampled_from(("restart", "clock", "allowed", "not allowed")),
        seconds=st.integers(1, 300),
    )
    def surroundings_change(self, what: str, seconds: int) -> None:
        if what == "restart":
            self.desk.close()
            self.wake()
        elif what == "clock":
            self.clock_is_back += timedelta(seconds=seconds)
        else:
            self.ground.let_answer_itself(allowed=what == "allowed")

    @rule(number=st.integers(0, 500), lost=st.sampled_from((True, True, False)))
    def the_network_goes_wrong(self, number: int, *, lost: bool) -> None:
        faults = [
            fault
            for fault in self.ground.faults
            if not lost or ("done" in fault or "hidden" in fault)
        ]
        self.ground.go_wrong(faults[number % len(faults)])

    # others

    @precondition(lambda self: len(self.questions) < 4)
    @rule()
    def customer_asks(self) -> None:
        number = len(self.questions)
        self.questions.append(self.ground.ask(f"{2 + number}", f"where is parcel {number}?"))

    @rule(which=WHICH, what=st.sampled_from(("writes again", "deletes", "edits", "is answered")))
    def customer(self, which: int, what: str) -> None:
        question = self.questions[which % len(self.questions)]
        if not self.ground.stands(question):
            return
        self.written += 1
        if what == "writes again":
            who = f"{2 + self.questions.index(question)}"
            self.ground.ask(who, f"hello? {self.written}", question)
        elif what == "deletes":
            self.ground.take_away(question)
        elif what == "edits":
            self.ground.edit(question)
        else:
            self.ground.answer(f"A colleague says no. {self.written}", question)

    # the agent

    @rule(which=WHICH, parts=st.integers(1, 4), pause=st.sampled_from((0, 0, 15, 60)), dies=DEATHS)
    def queue(self, which: int, parts: int, pause: int, dies: int) -> None:
        case_id = self.case(which)
        if case_id is None:
            return
        view = self.desk.cases.view(case_id)
        self.written += 1
        texts = [
            f"Part {each} & <{self.written}> näive, example.com/{each}"
            for each in range(1, parts + 1)
        ]
        before = {entry.thread.id for entry in self.desk.outbox.entries()}
        self.act(
            lambda: self.desk.replies.queue(
                case_id,
                " ".join(texts),
                [Part(text, len(text)) for text in texts],
                LIMITS_280,
                known=frozenset(message.id for message in view.messages),
                pause=timedelta(seconds=pause),
            ),
            dies,
        )
        after = {entry.thread.id for entry in self.desk.outbox.entries()}
        self.threads += sorted(after - before)

    @rule(dies=DEATHS)
    def sync(self, dies: int) -> None:
        self.act(lambda: self.desk.accounts.sync(self.account), dies)

    @rule(dies=DEATHS, at_once=st.booleans())
    def publish(self, dies: int, *, at_once: bool) -> None:
        self.act(lambda: self.desk.replies.publish(self.account, at_once=at_once), dies)

    @rule(
        which=WHICH,
        verb=st.sampled_from(("send_now", "send_anyway", "retry", "retry", "cancel", "delete")),
        dies=DEATHS,
    )
    def decide(self, which: int, verb: str, dies: int) -> None:
        thread = self.thread(which, unfinished=verb != "delete")
        if thread is None:
            return
        done = self.act(lambda: getattr(self.desk.outbox, verb)(thread.id), dies)
        if done and verb == "cancel":
            self.is_draft_again(thread)

    @rule(which=WHICH, posts=st.booleans())
    def open_in_the_browser(self, which: int, *, posts: bool) -> None:
        thread = self.thread(which)
        if thread is None or not self.act(lambda: self.desk.outbox.hand_off(thread.id)):
            return
        opened = self.desk.outbox.thread(thread.id)
        part, parent = opened.next_part, parent_of(opened, opened.next_part)
        assert part is not None
        can = posts and self.ground.stands(parent)
        self.by_hand[thread.id] = self.ground.answer(part.text, parent) if can else None

    @precondition(lambda self: self.by_hand)
    @rule(which=WHICH, link=st.booleans(), dies=DEATHS)
    def tell_what_was_done_in_the_browser(self, which: int, *, link: bool, dies: int) -> None:
        thread_id = list(self.by_hand)[which % len(self.by_hand)]
        post = self.by_hand[thread_id]
        outbox = self.desk.outbox
        done = self.act(
            (lambda: outbox.not_posted(thread_id))
            if post is None
            else lambda: outbox.posted(thread_id, post if link else ""),
            dies,
        )
        part = self.desk.outbox.thread(thread_id).next_part
        if done or part is None or not is_opened(part):
            del self.by_hand[thread_id]

    # what must hold

    @invariant()
    def all_is_well(self) -> None:
        made = self.ground.made()
        texts = [post.text for post in made]
        assert len(texts) == len(set(texts)), f"twice: {texts}"
        for thread_id in self.threads:
            thread = self.desk.outbox.thread(thread_id)
            for part in thread.parts:
                self.is_honest(thread, part, made)

    @override
    def teardown(self) -> None:
        with self.closing:
            try:
                if sys.exception() is None:
                    self.comes_to_an_end()
            finally:
                self.desk.close()

    def comes_to_an_end(self) -> None:
        """Let all go right, decide whatever is asked, and look that nothing is left over."""
        self.ground.go_right()
        self.ground.let_answer_itself(allowed=True)
        tries: dict[int, int] = {}
        for _ in range(SETTLING_ROUNDS):
            while self.by_hand:
                self.tell_what_was_done_in_the_browser(0, link=True, dies=NEVER)
            self.act(lambda: self.desk.replies.publish(self.account, at_once=True))
            self.all_is_well()
            left = self.desk.outbox.threads()
            if not left:
                return
            for thread in left:
                self.settle(thread, tries)
            self.ground.forward(30)
        raise AssertionError(f"never done with: {left}")

    def settle(self, thread: ReplyThread, tries: dict[int, int]) -> None:
        part = thread.next_part
        if part is None or not thread.asks:
            return
        tries[part.id] = tries.get(part.id, 0) + 1
        deleted = any(each.state is PartState.DELETED for each in thread.parts)
        if deleted or tries[part.id] > MOST_TRIES:
            self.act(lambda: self.desk.outbox.cancel(thread.id))
        elif part.state is PartState.HELD:
            self.act(lambda: self.desk.outbox.send_anyway(thread.id))
        else:
            self.act(lambda: self.desk.outbox.retry(thread.id))

    # small change

    def case(self, which: int) -> CaseId | None:
        rows = self.desk.cases.rows()
        return rows[which % len(rows)].id if rows else None

    def thread(self, which: int, *, unfinished: bool = True) -> ReplyThread | None:
        """Return a thread to decide about; None where the agent owes the desk a word first."""
        left = [thread.id for thread in self.desk.outbox.threads()] if unfinished else []
        some = left or self.threads
        thread_id = some[which % len(some)]
        return None if thread_id in self.by_hand else self.desk.outbox.thread(thread_id)
