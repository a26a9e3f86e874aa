"""A person captures a post by hand: what is stored, refused, found again and taken back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.contacts import Handle
from console.domain.ids import CaseId, RemoteId
from console.domain.limits import LIMITS_140
from console.domain.messages import Direction, Post
from console.domain.remote import RemoteUser
from console.errors import InputError, NotFound, StoreError
from console.store import accounts, captures
from console.text.split import split
from tests.console import act_fuzz, given
from tests.console.given import START, Bench

LINK = "https://x.com/cleo_w/status/77"
AT = START + timedelta(hours=2)


def capture(text: str = "@shop my lamp is broken", **more: object) -> NewCapture:
    told: dict[str, object] = {"handle": "cleo_w", "at": AT, "network": "memory"}
    return NewCapture(text, **(told | more))  # type: ignore[arg-type] # kwargs of a test


def only_post(bench: Bench, case_id: CaseId) -> Post:
    (post,) = bench.desk.cases.view(case_id).messages
    assert isinstance(post, Post)
    return post


def test_a_captured_post_is_a_message_like_any_other(bench: Bench) -> None:
    case_id, changes = bench.desk.posts.capture(capture(link=LINK, name=" Cleo  Wells "))
    assert changes == Changes.of(cases=[case_id])
    view, post = bench.desk.cases.view(case_id), only_post(bench, case_id)
    assert (post.remote_id, post.conversation_id, post.at) == ("77", "77", AT)
    assert (post.author_handle, post.author_name) == ("cleo_w", "Cleo Wells")
    assert post.direction is Direction.IN
    assert view.row.state is CaseState.NEEDS_REPLY
    assert (view.row.name, view.row.handle) == ("Cleo Wells", "cleo_w")
    assert view.row.account_id == bench.account.id
    assert view.row.unread
    assert view.reply_to == post
    assert [row.id for row in bench.desk.cases.search("lamp")] == [case_id]
    assert bench.desk.cases.rows()[0].id == case_id
    given.index_is_whole(bench.db)


def test_without_an_account_the_case_has_none(bench: Bench) -> None:
    case_id, _ = bench.desk.posts.capture(capture(network="x"))
    view = bench.desk.cases.view(case_id)
    assert view.row.account_id is None
    assert not only_post(bench, case_id).summons
    with pytest.raises(InputError, match="no post that could be answered"):
        bench.desk.replies.queue(case_id, "Hi", split("Hi", LIMITS_140), LIMITS_140)


def test_the_case_goes_to_the_account_that_is_mentioned_else_to_the_newest(bench: Bench) -> None:
    help_desk = given.account(bench.db, RemoteUser(RemoteId("9"), "shop_help", "Help"))
    named, _ = bench.desk.posts.capture(capture("hello @SHOP"))
    other, _ = bench.desk.posts.capture(capture("hello"))
    assert bench.desk.cases.view(named).row.account_id == bench.account.id
    assert only_post(bench, named).summons
    assert bench.desk.cases.view(other).row.account_id == help_desk.id
    assert not only_post(bench, other).summons


def test_a_link_on_x_tells_author_and_time(bench: Bench) -> None:
    written = datetime(2026, 9, 30, 12, 0, 0, 250000, UTC)
    number = (int(written.timestamp() * 1000) - 1288834974657) << 22
    case_id, _ = bench.desk.posts.capture(
        NewCapture("hi", link=f"https://twitter.com/Cleo_W/status/{number}?s=20", at=AT)
    )
    post = only_post(bench, case_id)
    assert (post.network, post.author_handle, post.at) == ("x", "Cleo_W", written)


def test_without_link_and_time_it_is_now_and_the_id_is_made_up(bench: Bench) -> None:
    case_id, _ = bench.desk.posts.capture(capture(at=None))
    post = only_post(bench, case_id)
    assert post.at == bench.clock()
    assert not post.known_to_network


def test_a_post_without_a_link_is_never_answered_through_the_network(bench: Bench) -> None:
    case_id, _ = bench.desk.posts.capture(capture(network="memory"))
    assert bench.desk.cases.view(case_id).reply_to is None
    parts = split("Hello Cleo", LIMITS_140)
    with pytest.raises(InputError):
        bench.desk.replies.queue(case_id, "Hello Cleo", parts, LIMITS_140)
    made_up = only_post(bench, case_id).remote_id
    with pytest.raises(InputError):
        bench.desk.replies.queue(case_id, "Hello Cleo", parts, LIMITS_140, reply_to=made_up)
    assert bench.desk.outbox.threads() == ()


@pytest.mark.parametrize("link", ["", LINK])
def test_the_same_capture_twice_adds_nothing(bench: Bench, link: str) -> None:
    case_id, _ = bench.desk.posts.capture(capture(link=link))
    before = given.everything(bench.db)
    again = capture(link=link, handle="@CLEO_W", at=AT + timedelta(minutes=3))
    assert bench.desk.posts.capture(again) == (case_id, Changes())
    assert given.everything(bench.db) == before
    bench.desk.acts.undo()
    assert [row.name for row in bench.desk.cases.rows()] == ["ada"], "one act, one undo"


def test_the_same_post_captured_again_with_its_link_gets_the_link(bench: Bench) -> None:
    case_id, _ = bench.desk.posts.capture(capture("Grüße, my lamp"))
    before = given.everything(bench.db)
    later = capture(
        unicodedata.normalize("NFD", " Grüße, my lamp\r\n"),
        handle="@Cleo_W", link=LINK, at=AT - timedelta(hours=23),
    )  # fmt: skip
    linked = bench.desk.posts.capture(later)
    assert linked == (case_id, Changes.of(cases=[case_id]))
    post = only_post(bench, case_id)
    assert (post.remote_id, post.conversation_id, post.at) == ("77", "77", AT)
    assert bench.desk.cases.view(case_id).reply_to == post, "now it can be answered"
    rows = bench.db.rows(
        "SELECT conversation_id FROM case_conversations WHERE case_id = ?", (case_id,)
    )
    assert [row[0] for row in rows] == ["77"]
    assert bench.desk.posts.capture(later) == (case_id, Changes())
    assert bench.desk.posts.capture(capture("Grüße, my lamp")) == (case_id, Changes())
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act == "Link post of @Cleo_W"
    assert undone.changes.cases == {case_id}
    assert given.everything(bench.db) == before


@pytest.mark.parametrize("hours", [14, 16])
def test_of_two_that_a_link_may_mean_it_is_the_nearest(bench: Bench, hours: int) -> None:
    bench.clock.forward(days=9)
    late, _ = bench.desk.posts.capture(capture(at=AT + timedelta(hours=30)))
    early, _ = bench.desk.posts.capture(capture(at=AT))
    assert late != early
    found, _ = bench.desk.posts.capture(capture(link=LINK, at=AT + timedelta(hours=hours)))
    assert found == (early if hours < 15 else late)


@pytest.mark.parametrize(
    "other",
    [
        capture("another", link=LINK),
        capture(link=LINK, handle="dora"),
        capture(link=LINK, at=AT - timedelta(hours=24, minutes=1)),
        capture(link=LINK, network="x"),
    ],
)
def test_a_link_of_another_post_is_not_given_away(bench: Bench, other: NewCapture) -> None:
    first, _ = bench.desk.posts.capture(capture())
    bench.desk.posts.capture(capture(link="https://x.com/cleo_w/status/76", text="linked before"))
    assert bench.desk.posts.capture(other)[0] != first
    assert not only_post(bench, first).known_to_network


def test_two_links_are_two_posts_although_their_words_are_one(bench: Bench) -> None:
    first, _ = bench.desk.posts.capture(capture(link=LINK))
    second, _ = bench.desk.posts.capture(capture(link="https://x.com/cleo_w/status/78"))
    assert first != second


def test_other_words_another_author_or_another_day_are_other_posts(bench: Bench) -> None:
    bench.clock.forward(days=9)
    found = {
        bench.desk.posts.capture(each)[0]
        for each in (
            capture(),
            capture("another"),
            capture(handle="dora"),
            capture(at=AT + timedelta(hours=25)),
        )
    }
    assert len(found) == 4


def test_a_post_that_a_sync_brought_is_found(bench: Bench) -> None:
    (row,), before = bench.desk.cases.rows(), given.everything(bench.db)
    stored = bench.world.posts()[0].remote_id
    again = capture("help", handle="ada", link=f"https://x.com/ada/status/{stored}")
    assert bench.desk.posts.capture(again) == (row.id, Changes())
    assert given.everything(bench.db) == before


def test_a_known_handle_is_the_same_contact(bench: Bench) -> None:
    (row,) = bench.desk.cases.rows()
    case_id, _ = bench.desk.posts.capture(capture(handle="@ADA", name="Somebody"))
    view = bench.desk.cases.view(case_id)
    assert view.contact == bench.desk.cases.view(row.id).contact
    assert case_id != row.id, "a new conversation is a new case"
    assert [other.id for other in view.others] == [row.id]


def test_a_post_goes_into_the_open_case_that_was_chosen(bench: Bench) -> None:
    (row,) = bench.desk.cases.rows()
    bench.desk.triage.resolve((row.id,))
    case_id, _ = bench.desk.posts.capture(
        capture("and another thing", handle="ada", case_id=row.id, at=bench.clock())
    )
    assert case_id == row.id
    view = bench.desk.cases.view(row.id)
    assert [each.text for each in view.messages] == ["@shop help", "and another thing"]
    assert view.row.state is CaseState.NEEDS_REPLY


def test_a_callers_case_takes_the_post_and_learns_the_handle(bench: Bench) -> None:
    called, _ = bench.desk.calls.add(NewCall("lamp", START, name="Cleo"))
    before = given.everything(bench.db)
    assert bench.desk.posts.capture(capture(case_id=called))[0] == called
    view = bench.desk.cases.view(called)
    assert view.row.called_first
    assert view.row.account_id == bench.account.id
    assert view.contact.name == "Cleo"
    assert view.contact.handles == (
        Handle("memory", RemoteId("handle:cleo_w"), "cleo_w", "", None),
    )
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before


@pytest.mark.parametrize("handle", ["cleo_w", "ben"])
def test_a_post_of_another_customer_is_not_put_into_a_case(bench: Bench, handle: str) -> None:
    (row,) = bench.desk.cases.rows()
    bench.desk.posts.capture(capture("mine", handle="ben"))
    before = given.everything(bench.db)
    with pytest.raises(InputError, match=f"about ada, and @{handle} is another customer"):
        bench.desk.posts.capture(capture(handle=handle, case_id=row.id))
    assert given.everything(bench.db) == before


def test_undo_takes_back_all_of_it(bench: Bench) -> None:
    bench.context.agent()
    before = given.everything(bench.db)
    case_id, _ = bench.desk.posts.capture(capture(link=LINK))
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act == "Capture post of @cleo_w"
    assert undone.changes.cases == {case_id}
    assert given.everything(bench.db) == before
    assert bench.desk.cases.search("lamp") == ()
    assert bench.desk.cases.count() == 1
    given.index_is_whole(bench.db)


def answer(bench: Bench, case_id: CaseId) -> None:
    bench.desk.replies.queue(case_id, "On it", split("On it", LIMITS_140), LIMITS_140)


def second_post(bench: Bench, _: CaseId) -> None:
    bench.context.agent_name, bench.context._agent = "Ben", None
    bench.desk.posts.capture(capture("more"))
    bench.context.agent_name, bench.context._agent = "Anna", None


@pytest.mark.parametrize("since", [answer, second_post])
def test_undo_is_refused_where_something_stands_on_it(
    bench: Bench, since: Callable[[Bench, CaseId], None]
) -> None:
    case_id, _ = bench.desk.posts.capture(capture(link=LINK))
    since(bench, case_id)
    before = given.everything(bench.db)
    with pytest.raises(InputError, match="changed after it"):
        bench.desk.acts.undo()
    assert given.everything(bench.db) == before


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (capture(" \n"), "no text"),
        (capture("x" * 100_001), "longer than 100000"),
        (capture(handle=""), "whose post"),
        (capture(handle=" @ "), "whose post"),
        (capture(handle="", link="https://x.com/i/status/77"), "whose post"),
        (capture(handle="Cleo Wells"), "no handle"),
        (capture(handle="cleo\u202e"), "no handle"),
        (capture(handle="@@cleo"), "no handle"),
        (capture(handle="@Shop"), "your own account"),
        (capture(name="n" * 201), "name is longer"),
        (capture(at=START + timedelta(days=9)), "future"),
        (capture(at=datetime(1, 1, 2, tzinfo=UTC)), "before 1990"),
        (capture(link="https://evil.example/ada/status/1"), "Only links to posts on X"),
        (capture(link="https://x.com/cleo_w/status/9000000000000000000"), "future"),
    ],
)
def test_a_capture_that_makes_no_sense_is_refused(
    bench: Bench, wrong: NewCapture, words: str
) -> None:
    before = given.everything(bench.db)
    with pytest.raises(InputError, match=words):
        bench.desk.posts.capture(wrong)
    assert given.everything(bench.db) == before


def test_a_case_that_is_not_there_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFound):
        bench.desk.posts.capture(capture(case_id=CaseId(99)))


def test_the_longest_text_is_taken_as_x_writes_it(bench: Bench) -> None:
    decomposed = unicodedata.normalize("NFD", "Grüße\r\n\0") + "x" * 99_000
    case_id, _ = bench.desk.posts.capture(capture(decomposed, name="Zoe\u0308"))
    assert only_post(bench, case_id).text == "Grüße\n" + "x" * 99_000
    assert bench.desk.cases.view(case_id).contact.name == "Zoë"
    composed = unicodedata.normalize("NFC", decomposed)
    assert bench.desk.posts.capture(capture(composed)) == (case_id, Changes())


@pytest.mark.parametrize("table", ["handles", "cases", "messages", "posts", "case_conversations"])
def test_a_capture_that_breaks_off_leaves_nothing(bench: Bench, table: str) -> None:
    bench.context.agent()
    before = given.everything(bench.db)
    bench.db.execute(
        f"CREATE TEMP TRIGGER full AFTER INSERT ON {table} BEGIN SELECT RAISE(FAIL, 'full'); END"
    )
    with pytest.raises(StoreError):
        bench.desk.posts.capture(capture(link=LINK))
    bench.db.execute("DROP TRIGGER full")
    assert given.everything(bench.db) == before
    bench.desk.posts.capture(capture(link=LINK))
    given.index_is_whole(bench.db)


def test_what_a_sync_brings_between_looking_and_writing_is_seen(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, calls = captures.place, 0

    def place_then_sync(*given_: object) -> captures.Place:
        nonlocal calls
        calls += 1
        found = look(*given_)  # type: ignore[arg-type] # passed on as they came
        if calls == 1:
            cleo = bench.world.add_user("cleo_w")
            bench.world.add_post(cleo, "@shop hello", at=bench.clock())
            bench.desk.accounts.sync(bench.account)
        return found

    monkeypatch.setattr(captures, "place", place_then_sync)
    with pytest.raises(InputError, match="this very moment"):
        bench.desk.posts.capture(capture())
    case_id, _ = bench.desk.posts.capture(capture())
    assert len(bench.desk.cases.view(case_id).contact.handles) == 1


def test_our_answer_that_came_before_tells_case_and_conversation(bench: Bench) -> None:
    """We answered in the browser a post that does not mention us; the sync brings the answer."""
    cleo = bench.world.add_user("cleo_w")
    root = bench.world.add_post(bench.world.add_user("dora"), "lamps", at=AT)
    asked = bench.world.add_post(cleo, "mine broke", at=AT, reply_to=root.remote_id)
    bench.world.add_post(
        bench.world.own, "@cleo_w on it", at=AT + timedelta(minutes=5), reply_to=asked.remote_id
    )
    bench.desk.accounts.sync(bench.account)
    (answered,) = (row.id for row in bench.desk.cases.rows() if row.handle == "cleo_w")
    link = f"https://x.com/cleo_w/status/{asked.remote_id}"
    # Ids of the sample network hold no time of X's: it lies far ahead.
    bench.clock.at = datetime(2240, 1, 1, tzinfo=UTC)
    case_id, _ = bench.desk.posts.capture(capture("mine broke", link=link))
    assert case_id == answered
    first = bench.desk.cases.view(case_id).messages
    assert root.conversation_id in {m.conversation_id for m in first if isinstance(m, Post)}
    assert len({m.conversation_id for m in first if isinstance(m, Post)}) == 1
    assert accounts.every(bench.db) == (bench.desk.accounts.find("shop"),)


def test_a_captured_post_of_a_muted_author_stays_muted_when_a_sync_brings_it(bench: Bench) -> None:
    case_id, _ = bench.desk.posts.capture(capture())
    bench.desk.mutes.mute_author(case_id)
    cleo = bench.world.add_user("cleo_w")
    bench.world.add_post(cleo, "@shop my lamp is broken", at=AT)
    bench.world.add_post(cleo, "@shop and my chair", at=AT + timedelta(minutes=1))
    bench.clock.forward(hours=3)
    bench.desk.accounts.sync(bench.account)
    found = [row for row in bench.desk.cases.rows() if row.handle == "cleo_w"]
    assert {row.state for row in found} == {CaseState.MUTED}
    (mute,) = bench.desk.mutes.every()
    assert mute.new.value == cleo.remote_id
    assert mute.posts == bench.db.value(
        "SELECT count(*) FROM posts WHERE author_id = ?", (cleo.remote_id,)
    )
    act_fuzz.is_sound(bench.db)
