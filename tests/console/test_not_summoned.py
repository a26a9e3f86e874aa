"""An answer to a post that did not call for us: by hand, by whatever way it is tried."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk import Context, Desk
from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.accounts import Access, Account
from console.domain.cautions import CautionKind
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, RemoteId, ThreadId
from console.domain.limits import LIMITS_140
from console.domain.outbox import PartState, ReplyThread
from console.errors import DeskError, InputError
from console.store import deciding, outbox
from console.text.split import Part
from tests.console import unsummoned_ground
from tests.console.cli.conftest import Line
from tests.console.cli.conftest import line as line  # noqa: PLC0414 - a fixture
from tests.console.unsummoned_ground import WATCH, Found

HELD, QUEUED, SENT = PartState.HELD, PartState.QUEUED, PartState.SENT


@dataclass
class Trial:
    """A desk on the loopback X, with Ada's case open before it."""

    found: Found
    context: Context
    desk: Desk
    account: Account
    ada: CaseId
    ben: CaseId

    def queue(
        self, *texts: str, case: CaseId | None = None, reply_to: int | None = None
    ) -> ThreadId:
        parts = tuple(Part(text, len(text)) for text in texts)
        to = None if reply_to is None else RemoteId(str(reply_to))
        queue = self.desk.replies.queue
        return queue(case or self.ada, " ".join(texts), parts, LIMITS_140, reply_to=to)[0]

    def case_of(self, post_id: int) -> CaseId:
        return CaseId(
            self.context.db.value(
                "SELECT m.case_id FROM posts p JOIN messages m ON m.id = p.message_id"
                " WHERE p.remote_id = ?",
                (str(post_id),),
            )
        )

    def publish(self) -> int:
        return self.desk.replies.publish(self.account, at_once=True).published

    def thread(self, thread_id: ThreadId) -> ReplyThread:
        return self.desk.outbox.thread(thread_id)

    def states(self, thread_id: ThreadId) -> list[PartState]:
        return [part.state for part in self.thread(thread_id).parts]

    def kinds(self, thread_id: ThreadId) -> list[list[CautionKind]]:
        parts = self.thread(thread_id).parts
        return [[caution.kind for caution in part.cautions] for part in parts]

    def write(self, statement: str, *values: object) -> None:
        with self.context.db.writing():
            self.context.db.execute(statement, values)

    def let_summon(self, post_id: int, *, summons: bool = True) -> None:
        """As a sync does that recognises a post."""
        self.write(
            "UPDATE account_posts SET summons = ? WHERE account_id = ? AND message_id ="
            " (SELECT message_id FROM posts WHERE remote_id = ?)",
            summons, self.account.id, f"{post_id}",
        )  # fmt: skip

    def bring_elsewhere(self, account: Account) -> None:
        """Let an account's timeline bring Ben's post that mentions @shop_uk only."""
        unsummoned_ground.bring(self.context, account, self.account, self.found.elsewhere)

    def capture_elsewhere(self) -> None:
        """Put that post into Ben's case with @shop."""
        link = f"https://x.com/ben/status/{self.found.elsewhere}"
        text = "@shop_uk and my voucher is gone"
        self.desk.posts.capture(NewCapture(text, link=link, case_id=self.ben))

    def call_apart(self) -> None:
        """Note a call of Ben, and make it a case of its own."""
        call = NewCall("He rang.", unsummoned_ground.now() - timedelta(minutes=1))
        self.desk.calls.add(call, self.ben)
        newest = "SELECT max(id) FROM messages WHERE kind = 'call_note'"
        self.desk.triage.split(self.ben, [MessageId(self.context.db.value(newest))])


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    with unsummoned_ground.serving() as x:
        found = Found(x)
        context = unsummoned_ground.opened(tmp_path / "desk", found)
        desk = Desk(context)
        account = desk.sign_ins.with_keys(x.credentials, this_run_only=True).account
        desk.accounts.sync(account)
        ada = unsummoned_ground.take_in(context, account, found)
        (ben,) = (row.id for row in desk.cases.rows() if row.id != ada)
        yield Trial(found, context, desk, account, ada, ben)
        desk.close()


def test_all_its_parts_wait_for_a_person_and_nobody_is_asked_for_anything(trial: Trial) -> None:
    before = len(trial.found.x.requests)
    thread_id = trial.queue("We are sorry.", "It comes today.")
    assert trial.states(thread_id) == [HELD, HELD]
    assert trial.kinds(thread_id) == [[CautionKind.NOT_SUMMONED]] * 2
    assert all(part.by_hand for part in trial.thread(thread_id).parts)
    assert trial.publish() == 0
    trial.queue("Sorry, Ben.", case=trial.ben)
    assert trial.publish() == 1
    assert trial.found.posted == ["Sorry, Ben."]
    assert trial.states(thread_id) == [HELD, HELD]
    assert trial.found.approached == []
    assert len(trial.found.x.requests) > before


def test_no_word_of_a_person_lets_the_desk_post_it(trial: Trial) -> None:
    thread_id = trial.queue("We are sorry.", "It comes today.")
    desk, part = trial.desk.outbox, trial.thread(thread_id).parts[0]
    for verb in (desk.send_now, desk.send_anyway, desk.retry):
        with pytest.raises(InputError) as refused:
            verb(thread_id)
        assert "did not tag us" in refused.value.message
        assert "by hand" in refused.value.advice
    now = trial.context.now()
    db, thread = trial.context.db, trial.thread(thread_id)
    assert not deciding.confirm(db, thread, part, now, frozenset())
    assert not deciding.queue_again(db, thread, part, now)
    assert trial.publish() == 0
    assert trial.states(thread_id) == [HELD, HELD]
    assert trial.found.approached == []


@pytest.mark.parametrize("state", ["queued", "refused", "held"])
def test_what_an_older_desk_left_is_held_before_anything_is_asked(trial: Trial, state: str) -> None:
    thread_id = trial.queue("We are sorry.", "It comes today.")
    trial.write("UPDATE reply_parts SET state = ?, cautions = NULL", state)
    before = len(trial.found.x.requests)
    heard: list[Changes] = []
    trial.desk.replies.publish(trial.account, on_change=heard.append)
    assert trial.states(thread_id) == [HELD, HELD]
    assert trial.kinds(thread_id) == [[CautionKind.NOT_SUMMONED]] * 2
    assert heard == [Changes.of(cases=(trial.ada,), threads=(thread_id,))]
    assert len(trial.found.x.requests) == before


def test_what_is_known_of_the_post_at_the_last_moment_counts(trial: Trial) -> None:
    trial.let_summon(trial.found.ada)
    thread_id = trial.queue("We are sorry.", "It comes today.")
    assert trial.states(thread_id) == [QUEUED, QUEUED]
    trial.write(  # the sync that goes before part 1 finds that it does not tag us
        "CREATE TRIGGER found_out AFTER UPDATE ON cursors BEGIN UPDATE account_posts"
        " SET summons = 0 WHERE message_id = (SELECT message_id FROM posts"
        f" WHERE remote_id = '{trial.found.ada}'); END"
    )
    trial.publish()
    assert trial.kinds(thread_id) == [[CautionKind.NOT_SUMMONED]] * 2
    assert trial.found.approached == []


def test_x_may_refuse_what_we_took_for_called_for(trial: Trial) -> None:
    trial.let_summon(trial.found.ada)
    thread_id = trial.queue("We are sorry.", "It comes today.")
    assert trial.publish() == 0
    assert trial.states(thread_id) == [PartState.REFUSED, QUEUED]
    assert len(trial.found.approached) == 1, "the trial sees what is tried"
    assert trial.found.posted == []


def test_once_a_sync_shows_that_we_were_tagged_a_person_may_send_it(trial: Trial) -> None:
    trial.let_summon(trial.found.ben, summons=False)
    thread_id = trial.queue("Sorry, Ben.", "It is paid back.", case=trial.ben)
    other = trial.queue("As I said.", case=trial.ben)
    assert trial.kinds(thread_id) == [[CautionKind.NOT_SUMMONED]] * 2
    trial.desk.outbox.hand_off(other)
    trial.let_summon(trial.found.ben)
    assert trial.publish() == 0, "nothing goes out without a word"
    assert trial.kinds(thread_id) == [[CautionKind.STALE], []]
    assert trial.states(thread_id) == [HELD, QUEUED]
    assert trial.kinds(other) == [[CautionKind.OPENED]], "it may be public"
    trial.desk.outbox.send_anyway(thread_id)
    assert trial.publish() == 2
    assert trial.found.posted == ["Sorry, Ben.", "It is paid back."]


def test_a_word_before_the_next_sync_counts_for_all_its_parts(trial: Trial) -> None:
    trial.let_summon(trial.found.ben, summons=False)
    thread_id = trial.queue("Sorry, Ben.", "It is paid back.", case=trial.ben)
    trial.let_summon(trial.found.ben)
    trial.desk.outbox.send_anyway(thread_id)
    assert trial.publish() == 2


def test_it_is_posted_by_hand_part_by_part_and_costs_nothing(trial: Trial) -> None:
    thread_id = trial.queue("We are sorry.", "It comes today.")
    desk, spent = trial.desk.outbox, "SELECT coalesce(sum(count), 0) FROM charges WHERE item = ?"
    handed = desk.hand_off(thread_id)
    assert f"in_reply_to={trial.found.ada}" in handed.url
    link = trial.found.post_by_hand("We are sorry.")
    desk.posted(thread_id, link)
    assert trial.publish() == 1
    assert trial.states(thread_id) == [SENT, HELD]
    with pytest.raises(InputError, match="did not tag us"):
        desk.send_anyway(thread_id)
    handed = desk.hand_off(thread_id)
    assert f"in_reply_to={link.rpartition('/')[2]}" in handed.url
    desk.not_posted(thread_id)
    assert trial.kinds(thread_id)[1] == [CautionKind.NOT_SUMMONED]
    desk.hand_off(thread_id)
    desk.posted(
        thread_id, trial.found.post_by_hand("It comes today.", int(link.rpartition("/")[2]))
    )
    trial.publish()
    assert trial.states(thread_id) == [SENT, SENT]
    assert trial.found.posted == []
    for item in ("summoned_reply", "post_created", "post_with_url"):
        assert trial.context.db.value(spent, (item,)) == 0


def test_access_that_is_given_lets_only_answers_go_that_were_called_for(trial: Trial) -> None:
    trial.write("UPDATE accounts SET access = ?", Access.HAND_OFF)
    ada, ben = trial.queue("Sorry, Ada."), trial.queue("Sorry, Ben.", case=trial.ben)
    assert trial.kinds(ada) == trial.kinds(ben) == [[CautionKind.NO_ACCESS]]
    trial.write("UPDATE accounts SET access = ?", Access.API)
    deciding.give_access(trial.context.db, trial.account.id)
    assert trial.kinds(ada) == [[CautionKind.NOT_SUMMONED]]
    assert trial.kinds(ben) == [[CautionKind.STALE]]


def test_the_case_tells_which_watch_found_it_also_when_that_is_removed(trial: Trial) -> None:
    view = trial.desk.cases.view(trial.ada)
    assert view.row.unsummoned
    assert view.found_by == (WATCH,)
    trial.write("UPDATE watches SET removed_at = 1")
    assert trial.desk.cases.found_by((trial.ada, trial.ben)) == {trial.ada: (WATCH,)}
    assert trial.desk.cases.view(trial.ben).found_by == ()


# Two accounts.


def test_a_case_of_calls_is_joined_by_its_own_account_only(trial: Trial) -> None:
    uk = unsummoned_ground.second_account(trial.context, trial.found)
    trial.call_apart()
    trial.bring_elsewhere(uk)
    elsewhere = trial.case_of(trial.found.elsewhere)
    assert trial.desk.cases.view(elsewhere).row.account_id == uk.id
    thread_id = trial.queue("Sorry, Ben.", case=elsewhere)
    assert trial.thread(thread_id).account_id == uk.id
    trial.publish()
    assert trial.found.approached == trial.found.posted == []


def test_a_post_of_another_case_is_not_answered_from_this_one(trial: Trial) -> None:
    with pytest.raises(InputError, match="not in this case") as refused:
        trial.queue("Sorry.", case=trial.ben, reply_to=trial.found.ada)
    assert "Open the case" in refused.value.advice
    assert trial.desk.outbox.threads() == ()
    trial.queue("Sorry.", case=trial.ben, reply_to=trial.found.ben)


def test_a_captured_post_calls_for_whom_it_names_also_once_it_is_brought(trial: Trial) -> None:
    """A person put it into the case of an account that it does not name."""
    uk = unsummoned_ground.second_account(trial.context, trial.found)
    trial.capture_elsewhere()
    thread_id = trial.queue("Sorry, Ben.", case=trial.ben, reply_to=trial.found.elsewhere)
    assert trial.kinds(thread_id) == [[CautionKind.NOT_SUMMONED]]
    trial.bring_elsewhere(uk)
    assert trial.case_of(trial.found.elsewhere) == trial.ben
    assert trial.publish() == 0
    with pytest.raises(InputError, match="did not tag us"):
        trial.desk.outbox.send_anyway(thread_id)
    assert trial.kinds(thread_id) == [[CautionKind.NOT_SUMMONED]]
    trial.write("UPDATE posts SET summons = 1")  # of whichever account stored them
    view = trial.desk.cases.view(trial.ben)
    assert view.reply_to is not None
    assert view.reply_to.remote_id == str(trial.found.ben)
    other = trial.queue("Sorry.", case=trial.ben)
    assert trial.thread(other).reply_to == str(trial.found.ben)


@pytest.mark.parametrize("state", ["queued", "refused", "held"])
def test_what_an_older_desk_queued_for_the_wrong_account_is_held(trial: Trial, state: str) -> None:
    uk = unsummoned_ground.second_account(trial.context, trial.found)
    trial.capture_elsewhere()
    trial.bring_elsewhere(uk)
    thread_id = trial.queue("Sorry, Ben.", case=trial.ben, reply_to=trial.found.elsewhere)
    trial.write("UPDATE posts SET summons = 1")
    trial.write("UPDATE reply_parts SET state = ?, cautions = NULL", state)
    trial.publish()
    assert trial.kinds(thread_id) == [[CautionKind.NOT_SUMMONED]]
    assert trial.found.approached == []


# Our own posts.


def test_a_post_of_ours_is_gone_on_with_only_where_the_customer_called_for_us(trial: Trial) -> None:
    found, world = trial.found, trial.found.x.world
    ours = {
        parent: world.add_post(world.own, "We are sorry.", reply_to=parent).id
        for parent in (found.ada, found.ben)
    }
    again = world.add_post(world.own, "It takes a day.", reply_to=ours[found.ada]).id
    news = world.add_post(world.own, "New lamps are here.").id
    trial.desk.accounts.sync(trial.account)
    takes = {
        post: outbox.takes_answer(trial.context.db, trial.account.id, RemoteId(str(post)))
        for post in (*ours.values(), again, news, 1)
    }
    assert takes == {
        ours[found.ada]: False, ours[found.ben]: True, again: False, news: True, 1: False,
    }  # fmt: skip
    thread_id = trial.queue("One more thing.", reply_to=again)
    assert trial.kinds(thread_id) == [[CautionKind.NOT_SUMMONED]]
    trial.publish()
    assert found.approached == []


@pytest.mark.parametrize("seed", range(6))
def test_no_sequence_of_verbs_ever_approaches_who_did_not_tag_us(trial: Trial, seed: int) -> None:
    dice, verb = random.Random(seed), trial.desk.outbox
    threads: list[ThreadId] = [trial.queue("First."), trial.queue("Ben.", case=trial.ben)]
    made = iter(range(1000))
    uk = unsummoned_ground.second_account(trial.context, trial.found)
    posts = trial.found.ada, trial.found.ben, trial.found.elsewhere

    def any_thread() -> ThreadId:
        return dice.choice(threads)

    def any_case() -> CaseId:
        return dice.choice(trial.desk.cases.rows()).id

    def force(state: str) -> None:
        trial.write(
            "UPDATE reply_parts SET state = ?, cautions = NULL, attempted_at = 0, looked_at = ?"
            " WHERE thread_id = ? AND state NOT IN ('sent', 'deleting', 'deleted')",
            state, 1, any_thread(),
        )  # fmt: skip

    verbs: tuple[Callable[[], object], ...] = (
        lambda: threads.append(trial.queue(f"One {next(made)}.", f"Two {next(made)}.")),
        lambda: threads.append(trial.queue(f"Ben {next(made)}.", case=trial.ben)),
        lambda: verb.send_now(any_thread()),
        lambda: verb.send_anyway(any_thread()),
        lambda: verb.retry(any_thread()),
        lambda: verb.cancel(any_thread()),
        lambda: verb.hand_off(any_thread()),
        lambda: verb.not_posted(any_thread()),
        lambda: verb.posted(any_thread()),
        lambda: verb.posted(any_thread(), trial.found.post_by_hand(f"By hand {next(made)}")),
        lambda: verb.delete(any_thread()),
        lambda: force("queued"),
        lambda: force("refused"),
        lambda: force("unsure"),
        lambda: deciding.give_access(trial.context.db, trial.account.id),
        lambda: trial.desk.accounts.sync(trial.account),
        lambda: trial.bring_elsewhere(uk),
        trial.capture_elsewhere,
        trial.call_apart,
        lambda: trial.desk.triage.merge([any_case()], any_case()),
        lambda: threads.append(trial.queue(f"To {next(made)}.", case=any_case())),
        lambda: threads.append(
            trial.queue(f"To {next(made)}.", case=any_case(), reply_to=dice.choice(posts))
        ),
        trial.publish,
        trial.publish,
    )
    for _ in range(60):
        try:
            dice.choice(verbs)()
        except DeskError:
            continue
        assert trial.found.approached == []
    trial.queue("Ben, at last.", case=trial.ben)
    trial.publish()
    assert trial.found.approached == []
    assert "Ben, at last." in trial.found.posted, "who tagged us is answered"


# The command line.


def test_the_command_line_posts_it_by_no_command(
    line: Line, tmp_path: Path, secret_service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = tmp_path / "answer.txt"
    answer.write_text("We are sorry, Ada.", "utf-8")
    with unsummoned_ground.serving() as x:
        monkeypatch.setenv("CANARY_DESK_X_API", x.url)
        found = Found(x)
        case = str(unsummoned_ground.furnish(line.folder, found))
        shown = line.run("show", case)
        assert f"Found by {WATCH}" in shown
        assert "Not summoned: nobody tagged us here" in shown
        assert f"not summoned · found by {WATCH}" in line.run("cases")
        (listed,) = (each for each in line.json("cases") if str(each["id"]) == case)
        assert (listed["unsummoned"], listed["found_by"]) == (True, [WATCH])
        assert line.json("show", case)["found_by"] == [WATCH]

        queued = line.run("reply", case, "--text-file", str(answer))
        assert "X takes no answer by its API to somebody who did not tag us" in queued
        assert "canary-desk outbox open 1" in queued
        assert "to be posted by hand" in line.run("send", "--now", code=6)
        for verb in ("retry", "anyway", "send"):
            line.run("outbox", verb, "1", code=2)
            line.run("send", "--now", code=6)
        line.run("outbox", "retry", "1", code=2)
        assert "did not tag us" in line.err
        assert "Post it by hand" in line.err
        (step, back) = (
            each.split("canary-desk ")[1].split("  ")[0]
            for each in line.run("outbox").splitlines()
            if "canary-desk " in each
        )
        assert (step, back) == ("outbox open 1", "outbox cancel 1")
        assert found.approached == found.posted == []
