"""What a person decides about answers in the outbox: stop, delete, by hand, and with what proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from console.connectors.memory import Rules
from console.domain.accounts import Access, SelfReply
from console.domain.cautions import CautionKind
from console.domain.changes import Changes
from console.domain.ids import CaseId, RemoteId, ThreadId
from console.domain.limits import LIMITS_140
from console.domain.messages import Direction
from console.domain.outbox import PartState, ReplyThread
from console.domain.patience import Patience
from console.domain.remote import NewPost, Published
from console.errors import Duplicate, InputError, NoAnswer, NotSummoned, Offline, Refused
from console.text.split import Part
from tests.console.given import Bench, everything, index_is_whole

QUEUED, SENT, HELD, UNSURE, REFUSED, CANCELLED, DELETING, DELETED = (
    PartState.QUEUED, PartState.SENT, PartState.HELD, PartState.UNSURE, PartState.REFUSED,
    PartState.CANCELLED, PartState.DELETING, PartState.DELETED,
)  # fmt: skip

LAG_PAUSE = Patience().lag_pause


def case_id(bench: Bench) -> CaseId:
    return bench.desk.cases.rows()[0].id


def queue(bench: Bench, *texts: str) -> ThreadId:
    parts = tuple(Part(text, len(text)) for text in texts)
    return bench.desk.replies.queue(case_id(bench), " ".join(texts), parts, LIMITS_140)[0]


def thread(bench: Bench, thread_id: ThreadId) -> ReplyThread:
    return bench.desk.outbox.thread(thread_id)


def states(bench: Bench, thread_id: ThreadId) -> list[PartState]:
    return [part.state for part in thread(bench, thread_id).parts]


def publish(bench: Bench) -> int:
    return bench.desk.replies.publish(bench.account).published


def draft(bench: Bench) -> str:
    found = bench.desk.cases.view(case_id(bench)).draft
    return "" if found is None else found.text


def shown(bench: Bench) -> list[str]:
    """Our posts in the case."""
    messages = bench.desk.cases.view(case_id(bench)).messages
    return [message.text for message in messages if message.direction is Direction.OUT]


def spent(bench: Bench) -> dict[str, int]:
    """How often we were charged for posts and deletions, by kind."""
    rows = bench.db.rows(
        "SELECT item, sum(count) AS count FROM charges WHERE item NOT LIKE '%_read' GROUP BY item"
    )
    return {row["item"]: row["count"] for row in rows}


def by_hand(bench: Bench) -> None:
    """Take the account's access away."""
    with bench.db.writing():
        bench.db.execute("UPDATE accounts SET access = ?", (Access.HAND_OFF,))


# Stop


def test_a_long_answer_is_stopped_behind_the_part_on_its_way(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two", "three", "four")

    def stop(_: Changes) -> None:
        if states(bench, thread_id)[1] is PartState.SENDING:
            bench.desk.outbox.cancel(thread_id)

    bench.desk.replies.publish(bench.account, on_change=stop)
    assert bench.texts() == ["one", "two"]
    assert states(bench, thread_id) == [SENT, SENT, CANCELLED, CANCELLED]
    assert draft(bench) == "three four"


def test_a_stopped_part_that_did_not_get_out_asks(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two")
    bench.connector.fail_next("publish", Offline("not reached"))

    def stop(_: Changes) -> None:
        if states(bench, thread_id)[0] is PartState.SENDING:
            bench.desk.outbox.cancel(thread_id)

    bench.desk.replies.publish(bench.account, on_change=stop)
    assert states(bench, thread_id) == [HELD, CANCELLED]
    bench.clock.forward(hours=1)
    assert publish(bench) == 0
    assert [each.kind for each in thread(bench, thread_id).parts[0].cautions] == [
        CautionKind.STOPPED
    ]


def test_a_desk_that_ends_begins_no_further_part(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two", "three")
    bench.desk.replies.publish(bench.account, stopping=lambda: len(bench.texts()) == 2)
    assert states(bench, thread_id) == [SENT, SENT, QUEUED]
    assert publish(bench) == 1


# Delete


def test_a_sent_answer_is_deleted_last_part_first_and_leaves_the_case(bench: Bench) -> None:
    before = bench.desk.cases.rows()[0]
    thread_id = queue(bench, "one", "two", "three")
    publish(bench)
    gone: list[int] = []
    bench.desk.outbox.delete(thread_id)
    assert states(bench, thread_id) == [DELETING] * 3
    sent = bench.desk.replies.publish(
        bench.account, on_change=lambda _: gone.append(len(bench.texts()))
    )
    assert (sent.deleted, sent.published) == (3, 0)
    assert gone == [2, 1, 0]
    assert states(bench, thread_id) == [DELETED] * 3
    assert (bench.texts(), shown(bench)) == ([], [])
    after = bench.desk.cases.rows()[0]
    assert (after.state, after.last_at, after.snippet) == (
        "needs_reply", before.last_at, before.snippet,
    )  # fmt: skip
    assert draft(bench) == "one two three"
    index_is_whole(bench.db)
    bench.desk.accounts.sync(bench.account)
    assert shown(bench) == []


def test_a_page_that_still_shows_a_deleted_post_does_not_bring_it_back(bench: Bench) -> None:
    from console.domain.remote import Page, Timeline
    from console.store import posts

    thread_id = queue(bench, "one")
    publish(bench)
    late = tuple(bench.world.posts())
    bench.desk.outbox.delete(thread_id)
    publish(bench)
    posts.save_page(
        bench.db, bench.account, Timeline.OWN, Page(late, "{}", done=True), bench.clock()
    )
    assert shown(bench) == []


def test_deleting_goes_on_after_a_failure_where_it_stopped(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two")
    publish(bench)
    bench.desk.outbox.delete(thread_id)
    bench.connector.fail_next("delete", NoAnswer("dropped"), after=True)
    assert bench.desk.replies.publish(bench.account).problem is not None
    assert states(bench, thread_id) == [DELETING, DELETING]
    assert publish(bench) == 0
    bench.clock.forward(minutes=1)
    publish(bench)
    assert states(bench, thread_id) == [DELETED, DELETED]


def test_a_post_that_the_network_will_not_delete_stays_as_sent_and_says_why(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    publish(bench)
    bench.desk.outbox.delete(thread_id)
    bench.connector.fail_next("delete", Refused("It is too old."))
    publish(bench)
    assert states(bench, thread_id) == [SENT]
    assert "too old" in (thread(bench, thread_id).parts[0].problem or "")
    assert shown(bench) == ["one"]


def test_of_half_an_answer_the_public_half_is_deleted_and_the_rest_taken_back(
    bench: Bench,
) -> None:
    bench.world.rules = Rules(self_reply=False)
    thread_id = queue(bench, "one", "two")
    publish(bench)
    assert states(bench, thread_id) == [SENT, REFUSED]
    bench.desk.outbox.delete(thread_id)
    publish(bench)
    assert states(bench, thread_id) == [DELETED, CANCELLED]
    assert bench.desk.outbox.threads() == ()
    assert draft(bench) == "one two"


def test_a_part_that_turns_up_after_its_thread_was_deleted_is_deleted_too(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two")

    def fail_the_second(_: Changes) -> None:
        if states(bench, thread_id) == [SENT, QUEUED]:
            bench.connector.fail_next("publish", NoAnswer("dropped"), after=True)

    bench.desk.replies.publish(bench.account, on_change=fail_the_second)
    assert states(bench, thread_id) == [SENT, UNSURE]
    bench.desk.outbox.delete(thread_id)
    for _ in range(3):
        bench.clock.forward(seconds=30)
        publish(bench)
    assert bench.texts() == []
    assert states(bench, thread_id) == [DELETED, DELETED]


def test_what_is_not_public_cannot_be_deleted(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    with pytest.raises(InputError, match="Nothing of this answer"):
        bench.desk.outbox.delete(thread_id)


# By hand


def test_a_refused_part_is_posted_by_hand_and_the_rest_follows(bench: Bench) -> None:
    thread_id = queue(bench, "one & all", "two")
    bench.connector.fail_next("publish", NotSummoned("not mentioned"))
    publish(bench)
    handed = bench.desk.outbox.hand_off(thread_id)
    asked = bench.world.posts()[-1]
    query = parse_qs(urlsplit(handed.url).query)
    assert handed.url.startswith("https://x.com/intent/post?")
    assert query == {"in_reply_to": [asked.remote_id], "text": ["one & all"]}
    assert (handed.position, handed.text) == (1, "one & all")
    assert states(bench, thread_id) == [HELD, QUEUED]
    assert publish(bench) == 0, "the desk does not post what a person is about to post"
    posted = bench.world.publish(bench.world.own, "one & all", asked.remote_id)
    bench.desk.outbox.posted(thread_id, f"https://x.com/shop/status/{posted.remote_id}?s=20")
    assert states(bench, thread_id) == [UNSURE, QUEUED], "X is asked whether it is there"
    assert publish(bench) == 2
    assert bench.texts() == ["one & all", "two"]
    assert spent(bench) == {"post_created": 1}, "what a person posted costs nothing"
    bench.desk.accounts.sync(bench.account)
    assert shown(bench) == ["one & all", "two"]


def test_posted_without_a_link_it_is_looked_for(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    bench.desk.outbox.hand_off(thread_id)
    bench.world.publish(bench.world.own, "one", bench.world.posts()[-1].remote_id)
    bench.desk.outbox.posted(thread_id)
    assert states(bench, thread_id) == [UNSURE]
    bench.clock.forward(seconds=6)
    publish(bench)
    assert states(bench, thread_id) == [SENT]
    assert shown(bench) == ["one"]


def test_not_posted_after_all_it_is_as_it_was(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    before = thread(bench, thread_id).parts[0]
    bench.desk.outbox.hand_off(thread_id)
    bench.desk.outbox.not_posted(thread_id)
    after = thread(bench, thread_id).parts[0]
    assert (after.state, after.problem, after.cautions) == (REFUSED, before.problem, ())


def test_opened_twice_it_is_still_as_it_was_when_it_was_not_posted(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    for _ in range(2):
        bench.desk.outbox.hand_off(thread_id)
    bench.desk.outbox.not_posted(thread_id)
    assert states(bench, thread_id) == [REFUSED]


def test_what_waited_for_access_can_be_sent_once_there_are_keys(bench: Bench) -> None:
    by_hand(bench)
    thread_id = queue(bench, "one", "two")
    with bench.db.writing():
        bench.db.execute("UPDATE accounts SET access = ?", (Access.API,))
    bench.desk.sign_ins.with_keys({}, network="memory", this_run_only=True)
    assert publish(bench) == 0, "a person decides"
    part = thread(bench, thread_id).parts[0]
    assert ([each.kind for each in part.cautions], part.by_hand) == ([CautionKind.STALE], False)
    bench.desk.outbox.send_anyway(thread_id)
    publish(bench)
    assert states(bench, thread_id) == [SENT, SENT]


def test_a_wrong_link_is_refused_and_changes_nothing(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two")
    publish(bench)
    other = queue(bench, "three")
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    bench.desk.outbox.hand_off(other)
    first = thread(bench, thread_id).parts[0].remote_id
    before = everything(bench.db)
    for link, why in (
        ("https://x.com/ben/status/99999999999999999", "of @ben"),
        (f"https://x.com/shop/status/{first}", "another answer"),
        ("12345", "older"),
        ("https://example.com/1", "X"),
        ("nonsense", "X"),
    ):
        with pytest.raises(InputError, match=why):
            bench.desk.outbox.posted(other, link)
    assert everything(bench.db) == before


def test_an_account_without_access_is_served_by_hand_part_by_part(bench: Bench) -> None:
    by_hand(bench)
    thread_id = queue(bench, "one", "two")
    (account,) = bench.desk.accounts.every()
    assert bench.desk.replies.publish(account).published == 0
    assert states(bench, thread_id) == [HELD, HELD]
    assert thread(bench, thread_id).parts[0].by_hand
    for act in (bench.desk.outbox.send_anyway, bench.desk.outbox.retry, bench.desk.outbox.delete):
        with pytest.raises(InputError):
            act(thread_id)
    asked = bench.world.posts()[-1]
    newest = int(asked.remote_id)
    for number in (1, 2):
        handed = bench.desk.outbox.hand_off(thread_id)
        parent = parse_qs(urlsplit(handed.url).query)["in_reply_to"][0]
        assert parent == (asked.remote_id if number == 1 else str(newest))
        with pytest.raises(InputError, match="cannot look"):
            bench.desk.outbox.posted(thread_id)
        newest += 10**10
        bench.desk.outbox.posted(thread_id, f"https://x.com/shop/status/{newest}")
    assert states(bench, thread_id) == [SENT, SENT]
    assert shown(bench) == ["one", "two"]
    assert bench.desk.cases.rows()[0].state == "waiting"


# Proof


def lost(bench: Bench, text: str = "one") -> ThreadId:
    """An answer that was looked for in vain."""
    thread_id = queue(bench, text)
    bench.connector.fail_next("publish", NoAnswer("dropped"))
    publish(bench)
    bench.clock.forward(seconds=91)
    publish(bench)
    part = thread(bench, thread_id).parts[0]
    assert (part.state, part.looked) == (UNSURE, True)
    return thread_id


def test_an_unsure_part_is_looked_for_again_and_again_before_a_person_is_asked(
    bench: Bench,
) -> None:
    thread_id = queue(bench, "one")
    bench.connector.fail_next("publish", NoAnswer("dropped"))
    began, dues = bench.clock(), []
    due_at = bench.desk.replies.publish(bench.account).due_at
    while due_at is not None:
        dues.append((due_at - began).total_seconds())
        bench.clock.at = due_at
        due_at = bench.desk.replies.publish(bench.account).due_at
    assert dues == [5, 10, 20, 40, 80, 90]
    assert thread(bench, thread_id).asks


def test_a_post_that_is_shown_late_is_found_by_itself_even_after_that(bench: Bench) -> None:
    thread_id = lost(bench)
    bench.world.publish(bench.world.own, "one", bench.world.posts()[-1].remote_id)
    bench.desk.accounts.sync(bench.account)
    publish(bench)
    assert states(bench, thread_id) == [SENT]


def test_the_same_words_from_long_before_are_not_taken_for_it_but_shown(bench: Bench) -> None:
    asked = bench.world.posts()[-1]
    old = bench.world.publish(bench.world.own, "one", asked.remote_id)
    bench.clock.forward(hours=1)
    bench.desk.accounts.sync(bench.account)
    thread_id = queue(bench, "one")
    assert publish(bench) == 0  # a duplicate, says the network
    bench.clock.forward(seconds=91)
    publish(bench)
    part = thread(bench, thread_id).parts[0]
    assert (part.state, part.looked) == (UNSURE, True)
    (found,) = bench.desk.outbox.candidates(thread_id)
    assert (found.remote_id, found.same_text, found.same_parent) == (old.remote_id, True, True)
    bench.desk.outbox.posted(thread_id, str(found.remote_id))
    assert states(bench, thread_id) == [SENT]


def test_candidates_are_the_likeliest_first_and_only_our_own(bench: Bench) -> None:
    asked = bench.world.posts()[-1]
    thread_id = lost(bench)
    own = bench.world.own
    near = bench.world.publish(own, "one, and more", asked.remote_id)
    same = bench.world.publish(own, "one", None)
    bench.world.publish(own, "something else", None)
    bench.world.add_post(asked.author, "one", at=bench.clock(), reply_to=asked.remote_id)
    bench.desk.accounts.sync(bench.account)
    found = bench.desk.outbox.candidates(thread_id)
    assert [each.remote_id for each in found] == [same.remote_id, near.remote_id]


def test_a_duplicate_is_perhaps_sent_and_never_a_failure_by_itself(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    bench.connector.fail_next("publish", Duplicate("said before"))
    publish(bench)
    assert states(bench, thread_id) == [UNSURE]


def test_a_person_who_saw_that_it_is_not_public_may_have_it_sent_again(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    bench.connector.fail_next("publish", NoAnswer("dropped"))
    publish(bench)
    with pytest.raises(InputError, match="still being looked for"):
        bench.desk.outbox.not_posted(thread_id)
    bench.clock.forward(seconds=91)
    publish(bench)
    bench.desk.outbox.not_posted(thread_id)
    assert states(bench, thread_id) == [REFUSED]
    bench.desk.outbox.retry(thread_id)
    publish(bench)
    assert bench.texts() == ["one"]


# Lists


def test_entries_name_the_customer_what_asks_and_what_was_done_lately(bench: Bench) -> None:
    first, second = queue(bench, "one"), queue(bench, "two")
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    waiting, done = bench.desk.outbox.entries()
    assert (waiting.thread.id, waiting.name, waiting.handle, waiting.account_handle) == (
        first, "ada", "ada", "shop",
    )  # fmt: skip
    assert (done.thread.id, done.text, done.finished_at) == (second, "two", bench.clock())
    assert waiting.finished_at is None
    bench.clock.forward(days=1, seconds=1)
    assert [each.thread.id for each in bench.desk.outbox.entries()] == [first]


def test_reading_the_entries_does_not_read_all_that_ever_was_sent(bench: Bench) -> None:
    asked: list[str] = []
    bench.db._connection.set_trace_callback(asked.append)
    bench.desk.outbox.entries()
    bench.db._connection.set_trace_callback(None)
    (query,) = [sql for sql in asked if "finished_at" in sql]
    plan = [row["detail"] for row in bench.db.rows(f"EXPLAIN QUERY PLAN {query}")]
    assert any("reply_parts_open" in line for line in plan), plan
    assert any("reply_parts_finished" in line for line in plan), plan
    whole = [line for line in plan if line.startswith(("SCAN p", "SCAN t"))]
    assert all("reply_parts_open" in line for line in whole), plan


def test_a_part_is_no_older_than_a_week_in_what_is_shown_as_proof(bench: Bench) -> None:
    bench.world.add_post(
        bench.world.own, "one", at=bench.clock() - timedelta(days=9), remote_id=RemoteId("7")
    )
    bench.desk.accounts.sync(bench.account)
    assert bench.desk.outbox.candidates(lost(bench)) == ()


# What may be public is not sent again, and what was said counts as far as it was known


def opened(bench: Bench, *texts: str) -> ThreadId:
    """An answer whose first part was refused and then opened in the browser."""
    thread_id = queue(bench, *texts)
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    bench.desk.outbox.hand_off(thread_id)
    return thread_id


def test_what_was_opened_in_the_browser_is_neither_sent_nor_taken_back_unsaid(
    bench: Bench,
) -> None:
    thread_id = opened(bench, "one", "two")
    acts = (bench.desk.outbox.retry, bench.desk.outbox.send_anyway, bench.desk.outbox.cancel)
    for act in acts:
        with pytest.raises(InputError, match="opened in the browser"):
            act(thread_id)
    assert states(bench, thread_id) == [HELD, QUEUED]
    assert draft(bench) == ""


def test_keys_that_come_do_not_make_the_desk_forget_what_was_opened(bench: Bench) -> None:
    by_hand(bench)
    thread_id = queue(bench, "one", "two")
    bench.desk.outbox.hand_off(thread_id)
    with bench.db.writing():
        bench.db.execute("UPDATE accounts SET access = ?", (Access.API,))
    bench.desk.sign_ins.with_keys({}, network="memory", this_run_only=True)
    first, second = thread(bench, thread_id).parts
    assert first.is_opened
    assert second.state is QUEUED
    with pytest.raises(InputError, match="opened in the browser"):
        bench.desk.outbox.send_anyway(thread_id)


def test_a_word_about_one_part_is_not_taken_for_the_next(bench: Bench) -> None:
    thread_id = lost(bench, "one")
    (before,) = thread(bench, thread_id).parts
    other = queue(bench, "two", "three")
    bench.connector.fail_next("publish", Refused("no"))
    publish(bench)
    outbox = bench.desk.outbox
    for act in (outbox.retry, outbox.send_anyway, outbox.hand_off, outbox.posted):
        with pytest.raises(InputError, match="went on"):
            act(other, part_id=before.id)
    with pytest.raises(InputError, match="went on"):
        outbox.not_posted(other, part_id=before.id)
    assert states(bench, other) == [REFUSED, QUEUED]


def test_a_link_to_nothing_is_asked_about_and_not_believed(bench: Bench) -> None:
    thread_id = opened(bench, "one")
    bench.desk.outbox.posted(thread_id, f"https://x.com/shop/status/{2**62}")
    for _ in range(8):
        bench.clock.forward(seconds=20)
        publish(bench)
    part = thread(bench, thread_id).parts[0]
    assert (part.state, part.looked) == (UNSURE, True)
    assert part.problem == "X shows no post of ours at that link."
    assert shown(bench) == []
    bench.desk.outbox.retry(thread_id)
    publish(bench)
    assert bench.texts() == ["one"]


def test_a_customers_post_is_never_a_part_of_ours(bench: Bench) -> None:
    thread_id = opened(bench, "one")
    ben = bench.world.add_post(bench.world.add_user("ben"), "@shop hi", at=bench.clock())
    bench.desk.accounts.sync(bench.account)
    with pytest.raises(InputError, match="customer's post"):
        bench.desk.outbox.posted(thread_id, f"https://x.com/i/web/status/{ben.remote_id}")


def test_the_link_of_the_part_before_is_named_as_that(bench: Bench) -> None:
    bench.world.rules = Rules(self_reply=False)
    thread_id = queue(bench, "one", "two")
    publish(bench)
    first = thread(bench, thread_id).parts[0].remote_id
    bench.desk.outbox.hand_off(thread_id)
    with pytest.raises(InputError, match="post of part 1"):
        bench.desk.outbox.posted(thread_id, str(first))


def test_what_the_api_posted_is_charged_also_when_a_person_named_it(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    bench.connector.fail_next("publish", NoAnswer("dropped"), after=True)
    publish(bench)
    bench.desk.outbox.posted(thread_id, bench.world.posts()[0].remote_id)
    publish(bench)
    assert states(bench, thread_id) == [SENT]
    assert spent(bench) == {"summoned_reply": 1}


def test_what_was_posted_by_hand_and_found_proves_nothing_of_the_api(bench: Bench) -> None:
    bench.world.rules = Rules(self_reply=False)
    thread_id = queue(bench, "one", "two")
    publish(bench)
    bench.desk.outbox.hand_off(thread_id)
    bench.world.rules = Rules()
    bench.world.publish(bench.world.own, "two", thread(bench, thread_id).parts[0].remote_id)
    bench.desk.outbox.posted(thread_id)
    publish(bench)
    assert states(bench, thread_id) == [SENT, SENT]
    assert bench.desk.accounts.every()[0].self_reply is SelfReply.NO
    assert spent(bench) == {"summoned_reply": 1}


def test_text_is_given_back_once(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two", "three")

    def stop(_: Changes) -> None:
        if states(bench, thread_id)[1] is PartState.SENDING:
            bench.connector.fail_next("publish", Offline("not reached"))
            bench.desk.outbox.cancel(thread_id)

    bench.desk.replies.publish(bench.account, on_change=stop)
    assert (states(bench, thread_id), draft(bench)) == ([SENT, HELD, CANCELLED], "three")
    bench.desk.outbox.cancel(thread_id)
    assert draft(bench) == "three\n\ntwo"
    bench.desk.outbox.delete(thread_id)
    assert draft(bench) == "three\n\ntwo\n\none"
    bench.connector.fail_next("delete", Refused("too old"))
    publish(bench)
    bench.desk.outbox.delete(thread_id)
    assert draft(bench) == "three\n\ntwo\n\none", "it was given back when that was tried"


def test_the_last_part_goes_first_and_none_before_a_doubtful_one_is_found(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two", "three")

    def lose_the_second(_: Changes) -> None:
        if states(bench, thread_id)[:2] == [SENT, QUEUED]:
            bench.connector.fail_next("publish", NoAnswer("dropped"), after=True)

    bench.desk.replies.publish(bench.account, on_change=lose_the_second)
    bench.desk.outbox.delete(thread_id)
    publish(bench)
    assert bench.texts() == ["one", "two"], "not due yet: nothing is deleted before it is found"
    left: list[list[str]] = []
    bench.clock.forward(seconds=40)
    bench.desk.replies.publish(bench.account, on_change=lambda _: left.append(bench.texts()))
    assert left[-2:] == [["one"], []]
    assert states(bench, thread_id) == [DELETED, DELETED, CANCELLED]


def test_a_deletion_that_was_not_heard_of_is_charged_once(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    publish(bench)
    bench.clock.forward(minutes=1)
    bench.desk.outbox.delete(thread_id)
    bench.connector.fail_next("delete", NoAnswer("dropped"), after=True)
    publish(bench)
    bench.clock.forward(minutes=1)
    publish(bench)
    assert states(bench, thread_id) == [DELETED]
    assert spent(bench) == {"summoned_reply": 1, "delete": 1}


def test_a_post_that_is_too_new_to_be_deleted_is_deleted_a_moment_later(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    publish(bench)
    bench.desk.outbox.delete(thread_id)
    bench.world.delete_post(bench.world.posts()[0].remote_id)  # as if X did not know it yet
    sent = bench.desk.replies.publish(bench.account)
    assert (states(bench, thread_id), sent.due_at) == ([DELETING], bench.clock() + LAG_PAUSE)
    bench.clock.forward(seconds=31)
    publish(bench)
    assert states(bench, thread_id) == [DELETED]
    assert spent(bench) == {"summoned_reply": 1}


def test_an_answer_with_the_id_of_another_part_is_not_believed(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two")
    real = bench.connector.publish
    first: list[Published] = []

    def twice_the_same(post: NewPost) -> Published:
        first.append(real(post))
        return first[0]

    bench.connector.publish = twice_the_same  # type: ignore[method-assign]
    publish(bench)
    assert states(bench, thread_id) == [SENT, UNSURE]
    bench.clock.forward(seconds=6)
    publish(bench)
    assert states(bench, thread_id) == [SENT, SENT], "the true one was found"
    assert len({part.remote_id for part in thread(bench, thread_id).parts}) == 2


@pytest.mark.parametrize("whose", ["a customer's", "ours, to another post"])
def test_an_answer_with_the_id_of_a_known_post_is_not_believed(bench: Bench, whose: str) -> None:
    thread_id = queue(bench, "one", "two")
    author, elsewhere = bench.world.add_user("ben"), None
    asked = bench.world.add_post(author, "@shop hi", at=bench.clock())
    if whose.startswith("ours"):
        author, elsewhere = bench.world.own, asked.remote_id
    other = bench.world.add_post(author, "@shop and?", at=bench.clock(), reply_to=elsewhere)
    bench.desk.accounts.sync(bench.account)
    real = bench.connector.publish

    def made(post: NewPost) -> Published:
        return replace(real(post), remote_id=other.remote_id)

    bench.connector.publish = made  # type: ignore[method-assign]
    publish(bench)
    assert states(bench, thread_id) == [UNSURE, QUEUED]
    bench.connector.publish = real  # type: ignore[method-assign]
    bench.clock.forward(seconds=6)
    publish(bench)
    assert states(bench, thread_id) == [SENT, SENT], "the true one was found"
    assert other.remote_id not in {part.remote_id for part in thread(bench, thread_id).parts}


def test_a_window_that_takes_over_looks_at_once_for_what_a_dead_one_sent(bench: Bench) -> None:
    from console.store import publishing

    thread_id = queue(bench, "one", "two")
    part = thread(bench, thread_id).parts[0]
    publishing.claim(bench.db, part.id, "window 1 dead", bench.clock(), 120_000)
    bench.desk.outbox.take_over()
    assert states(bench, thread_id) == [UNSURE, QUEUED]
    publishing.claim(bench.db, thread(bench, thread_id).parts[1].id, "command 2", bench.clock(), 1)
    bench.desk.outbox.take_over()
    assert states(bench, thread_id) == [UNSURE, PartState.SENDING]


def test_a_part_is_found_though_our_clock_is_some_minutes_ahead(bench: Bench) -> None:
    thread_id = queue(bench, "one")
    network_now = bench.clock()
    bench.context.now = lambda: network_now + timedelta(minutes=8)
    bench.connector.fail_next("publish", NoAnswer("dropped"), after=True)
    publish(bench)
    bench.context.now = lambda: network_now + timedelta(minutes=8, seconds=6)
    publish(bench)
    assert states(bench, thread_id) == [SENT]


def test_deleting_does_not_wait_for_what_held_up_the_sending(bench: Bench) -> None:
    thread_id = queue(bench, "one", "two")

    def fail_the_second(_: Changes) -> None:
        if states(bench, thread_id) == [SENT, QUEUED]:
            bench.connector.fail_next("publish", Offline("not reached"))

    sent = bench.desk.replies.publish(bench.account, on_change=fail_the_second)
    assert sent.due_at is not None
    bench.desk.outbox.delete(thread_id)
    publish(bench)
    assert states(bench, thread_id) == [DELETED, CANCELLED]


def test_a_person_who_is_in_a_hurry_waits_for_no_lag(bench: Bench) -> None:
    from console.errors import Gone

    thread_id = queue(bench, "one", "two")

    def lag(_: Changes) -> None:
        if thread(bench, thread_id).parts[1].state is PartState.SENDING:
            bench.connector.fail_next("publish", Gone("no such post"))

    bench.desk.replies.publish(bench.account, on_change=lag)
    assert publish(bench) == 0
    bench.desk.outbox.send_now(thread_id)
    assert publish(bench) == 1
