"""What becomes of X's archives and of pages of its API: posts, notes, cases, and what is left."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.domain.accounts import Access
from console.domain.cases import CaseState
from console.domain.imports import FileKind, ImportState, Options, Report
from console.domain.progress import Follower
from console.errors import InputError
from console.store import standing
from tests.console import given
from tests.console.exchange import archives as made
from tests.console.exchange.archives import Ground

LONG = "A long answer goes on and on, " * 12
RECENT = "2026-09-30T08:00:00.000Z"
RECENT_ID = (1790755200000 - 1288834974657) << 22
"""An id of that time, as X counts them."""


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    found = made.ground(tmp_path / "data")
    yield found
    given.index_is_whole(found.db)
    ids = [row["id"] for row in found.db.rows("SELECT id FROM cases")]
    before = given.everything(found.db)["cases"]
    with found.db.writing():
        standing.recount(found.db, ids)
        standing.refresh(found.db, ids)
    assert given.everything(found.db)["cases"] == before
    found.desk.close()


def take(ground: Ground, path: Path, **wanted: bool | str) -> Report:
    return ground.desk.imports.take_in(path, Options(**wanted))  # type: ignore[arg-type]


def texts(ground: Ground) -> list[str]:
    return [row["text"] for row in ground.db.rows("SELECT text FROM messages ORDER BY id")]


def zipped(tmp_path: Path, *tweets: made.Json, **more: str) -> Path:
    files = {"data/tweets.js": made.script("tweets", tweets)}
    return made.archive(tmp_path / "archive.zip", files | {f"data/{k}": v for k, v in more.items()})


def test_an_answer_comes_in_as_it_reads_on_x(ground: Ground, tmp_path: Path) -> None:
    item = made.answer(
        made.FIRST_ID + 1, "Fish &amp; chips: https://t.co/abc", to=made.FIRST_ID, user=7
    )
    item["tweet"]["entities"]["urls"] = [
        {"url": "https://t.co/abc", "expanded_url": "https://example.org/menu",
         "display_url": "example.org/menu", "indices": ["20", "36"]}
    ]  # fmt: skip
    report = take(ground, zipped(tmp_path, item))
    assert (report.tally.new, report.tally.cases, report.state) == (1, 1, ImportState.DONE)
    assert texts(ground) == ["Fish & chips: https://example.org/menu"]
    (row,) = ground.db.rows("SELECT p.*, m.id FROM posts p JOIN messages m ON m.id = p.message_id")
    assert (row["parent_id"], row["conversation_id"]) == (str(made.FIRST_ID),) * 2
    assert datetime.fromtimestamp((row["id"] >> 20) / 1000, UTC) == datetime(
        2018, 10, 10, 20, 19, 24, tzinfo=UTC
    )
    (case,) = ground.desk.cases.rows(limit=50)
    assert (case.name, case.handle) == ("Customer 7", "customer_7")


def test_a_second_time_changes_nothing(ground: Ground, tmp_path: Path) -> None:
    path = zipped(tmp_path, *made.answers(30))
    take(ground, path)
    before = given.everything(ground.db)
    report = take(ground, path)
    after = given.everything(ground.db)
    assert (report.tally.new, report.tally.known, report.tally.cases) == (0, 30, 0)
    assert before.pop("imports") != after.pop("imports")  # that it was tried again is kept
    assert after == before


def test_parts_and_older_names_and_folders_bring_the_same(tmp_path: Path) -> None:
    tweets = made.answers(12)
    whole = made.ground(tmp_path / "whole")
    take(whole, zipped(tmp_path, *tweets))
    files = {
        "data/tweets.js": made.script("tweets", tweets[:4]),
        "data/tweets-part1.js": made.script("tweets", tweets[4:8], 1),
        "data/tweets-part2.js": made.script("tweets", tweets[8:], 2),
    }
    folder = tmp_path / "folder"
    (folder / "data").mkdir(parents=True)
    for name, content in {**files, "data/account.js": made.ACCOUNT}.items():
        (folder / name).write_text(content)
    single = tmp_path / "tweet.js"
    single.write_text(made.script("tweet", tweets))
    for number, path in enumerate(
        (
            made.archive(tmp_path / "parts.zip", files),
            made.archive(tmp_path / "old.zip", {"tweet.js": made.script("tweet", tweets)}),
            folder,
            single,
        )
    ):
        other = made.ground(tmp_path / f"other-{number}")
        assert take(other, path).tally.new == 12
        assert texts(other) == texts(whole)
        other.desk.close()
    whole.desk.close()


def test_a_long_post_has_its_whole_text(ground: Ground, tmp_path: Path) -> None:
    stub = made.tweet(made.FIRST_ID, LONG[:270] + "… https://t.co/xyz")
    note = {"noteTweet": {"noteTweetId": "9", "createdAt": "2018-10-10T20:19:24.000Z",
                          "core": {"text": LONG, "urls": [], "mentions": []}}}  # fmt: skip
    path = zipped(tmp_path, stub, **{"note-tweet.js": made.script("note_tweet", [note])})
    take(ground, path)
    assert texts(ground) == [LONG]


def test_direct_messages_come_only_if_asked_for_as_chat_notes(
    ground: Ground, tmp_path: Path
) -> None:
    said = made.conversation(
        "1-100",
        made.direct_message(501, 1, 100, "Hello, how can we help?", "2019-01-01T10:05:00.000Z"),
        made.direct_message(500, 100, 1, "My parcel is lost."),
        made.direct_message(502, 100, 1, "Again.", "2019-06-01T10:00:00.000Z"),
    )
    group = made.conversation(
        "900",
        made.direct_message(601, 200, 0, "All of you!", "2019-01-01T10:01:00Z"),
        {"joinConversation": {"id": "1"}},
    )
    path = zipped(
        tmp_path,
        *made.answers(1),
        **{
            "direct-messages.js": made.script("direct_messages", [said]),
            "direct-messages-group.js": made.script("direct_messages_group", [group]),
        },
    )
    assert take(ground, path).tally.notes == 0
    report = take(ground, path, direct_messages=True)
    assert (report.tally.notes, report.tally.left_out) == (4, ())
    rows = ground.db.rows(
        "SELECT m.text, m.direction, n.channel, m.case_id FROM call_notes n"
        " JOIN messages m ON m.id = n.message_id ORDER BY m.id"
    )
    assert [(row["text"], row["direction"]) for row in rows] == [
        ("My parcel is lost.", "in"),
        ("All of you!", "in"),
        ("Hello, how can we help?", "out"),
        ("Again.", "in"),
    ]
    assert {row["channel"] for row in rows} == {"chat"}
    assert len({row["case_id"] for row in rows}) == 3  # half a year on is another matter
    assert take(ground, path, direct_messages=True).tally.notes_known == 4
    assert len(ground.db.rows("SELECT 1 FROM call_notes")) == 4


def test_deleted_posts_come_only_if_asked_for_and_as_gone(ground: Ground, tmp_path: Path) -> None:
    deleted = made.tweet(made.FIRST_ID + 5, "taken back", deleted_at="2018-10-11T00:00:00.000Z")
    path = zipped(
        tmp_path,
        *made.answers(1),
        **{"deleted-tweets.js": made.script("deleted_tweets", [deleted])},
    )
    take(ground, path)
    assert "taken back" not in texts(ground)
    take(ground, path, deleted=True)
    (row,) = ground.db.rows(
        "SELECT gone_at FROM posts WHERE remote_id = ?", (str(made.FIRST_ID + 5),)
    )
    assert row["gone_at"] is not None


def test_an_archive_of_another_account_is_refused_till_it_is_to_be_added(tmp_path: Path) -> None:
    empty = made.ground(tmp_path / "data", account=False)
    path = zipped(tmp_path, *made.answers(3))
    with pytest.raises(InputError, match="@shop, which is no account of this desk"):
        take(empty, path)
    report = take(empty, path, add_account=True)
    (account,) = empty.desk.accounts.every()
    assert (account.handle, account.access) == ("shop", Access.HAND_OFF)
    assert report.tally.new == 3
    assert take(empty, path).tally.known == 3  # found again without a word
    assert {row[0] for row in empty.db.rows("SELECT direction FROM messages")} == {"out"}
    with pytest.raises(InputError, match="archive of @shop, not of @other"):
        take(empty, path, handle="other")
    empty.desk.close()


def test_what_is_long_over_asks_for_nothing(ground: Ground, tmp_path: Path) -> None:
    old = made.page_post(made.FIRST_ID, 2, "@shop my parcel is lost", "2018-10-10T20:19:24.000Z")
    recent = made.page_post(RECENT_ID, 2, "@shop it is lost again", RECENT)
    for post in (old, recent):
        post["entities"] = {"mentions": [{"start": 0, "end": 5, "username": "shop", "id": "1"}]}
    path = tmp_path / "page.json"
    path.write_text(json.dumps(made.page(recent, old)))
    report = take(ground, path)
    assert (report.tally.new, report.quiet) == (2, 1)
    states = {row.snippet: (row.state, row.unread) for row in ground.desk.cases.rows(limit=50)}
    assert states == {
        "@shop my parcel is lost": (CaseState.RESOLVED, False),
        "@shop it is lost again": (CaseState.NEEDS_REPLY, True),
    }
    assert not ground.db.rows("SELECT 1 FROM resolutions")  # nobody says what fixed it


def test_cases_can_be_left_open(ground: Ground, tmp_path: Path) -> None:
    take(ground, zipped(tmp_path, *made.answers(3)), quiet=False)
    assert {row.state for row in ground.desk.cases.rows(limit=50)} == {CaseState.WAITING}


@pytest.mark.parametrize("form", ["one", "list", "lines", "care"])
@pytest.mark.parametrize("new_names", [False, True])
def test_pages_come_in_whatever_holds_them(
    ground: Ground, tmp_path: Path, form: str, *, new_names: bool
) -> None:
    asked = made.page_post(RECENT_ID, 2, "why so late?", RECENT)
    answered = made.page_post(
        RECENT_ID + 1, 1, "@ada_fern We look into it.", RECENT.replace("08:00", "08:05"),
        conversation_id=str(RECENT_ID), in_reply_to_user_id="2",
        referenced_tweets=[{"type": "replied_to", "id": str(RECENT_ID)}],
    )  # fmt: skip
    other = made.page_post(RECENT_ID + 2, 3, "nothing to do with us", RECENT)
    pages = made.page(answered, asked, other, new_names=new_names)
    content = {
        "one": json.dumps(pages, indent=1),
        "list": json.dumps([pages, made.page()]),
        "lines": json.dumps(pages) + "\n" + json.dumps(made.page()) + "\n",
        "care": json.dumps({"users": pages["includes"]["users"], "posts": pages["data"]}),
    }[form]
    path = tmp_path / "pages.json"
    path.write_text(content)
    assert ground.desk.imports.recognise(path) is FileKind.PAGES
    report = take(ground, path)
    assert report.tally.new == 2
    assert [(each.reason, each.count) for each in report.tally.left_out] == [
        ("posts that are neither ours, nor to us, nor answered by us", 1)
    ]
    (case,) = ground.desk.cases.rows(limit=50)
    assert (case.name, case.state) == ("Ada Fern", CaseState.WAITING)


def test_pages_without_entities_name_in_their_text_whom_they_mention(
    ground: Ground, tmp_path: Path
) -> None:
    at = "2026-01-01T10:00:00.000Z"
    path = tmp_path / "page.json"
    page = made.page(
        made.page_post(made.FIRST_ID, 2, f"@{made.HANDLE} Hello", at),
        made.page_post(made.FIRST_ID + 1, 2, "@nobody Hello", at),
        made.page_post(made.FIRST_ID + 2, 2, f"@{made.HANDLE}", at, entities={}),
    )
    path.write_text(json.dumps(page))
    report = ground.desk.imports.take_in(path, Options())
    assert (report.tally.new, report.tally.omitted) == (1, 2)


def test_an_archive_brings_nobody_back_and_renames_nobody(ground: Ground, tmp_path: Path) -> None:
    path = zipped(tmp_path, *made.answers(2))
    take(ground, path)
    with ground.db.writing():
        ground.db.execute("UPDATE handles SET handle = 'married_now', name = 'New Name'")
        ground.db.execute("UPDATE posts SET gone_at = 5")
    take(ground, path)
    assert {row["handle"] for row in ground.db.rows("SELECT handle FROM handles")} == {
        "married_now"
    }
    assert {row["gone_at"] for row in ground.db.rows("SELECT gone_at FROM posts")} == {5}


def test_it_stops_when_asked_and_goes_on_where_it_was(tmp_path: Path) -> None:
    path = zipped(tmp_path, *made.answers(1400))
    whole, parted = made.ground(tmp_path / "whole"), made.ground(tmp_path / "parted")
    take(whole, path)
    batches: list[object] = []
    report = parted.desk.imports.take_in(
        path, Options(), Follower(stopping=lambda: bool(batches)), batches.append
    )
    assert (report.state, report.tally.new) == (ImportState.STOPPED, 500)
    assert [each.name for each in parted.desk.imports.unfinished()] == ["archive.zip"]
    seen = parted.desk.imports.look(path)
    assert seen.earlier is not None
    assert seen.earlier.place.items == 500
    report = take(parted, path)
    assert (report.state, report.tally.new, report.tally.known) == (ImportState.DONE, 1400, 0)
    assert parted.desk.imports.unfinished() == ()
    assert given.everything(parted.db) == given.everything(whole.db)
    whole.desk.close()
    parted.desk.close()


def test_posts_from_the_future_and_without_what_they_need_are_told(
    ground: Ground, tmp_path: Path
) -> None:
    ahead = f"{made.NOW + timedelta(days=40):%a %b %d %H:%M:%S +0000 %Y}"
    bad: list[made.Json] = [
        made.tweet(made.FIRST_ID, "tomorrow", at=ahead),
        {"tweet": {"id_str": "12", "full_text": "no time", "created_at": "yesterday"}},
        {"tweet": {"full_text": "no id"}},
        {"tweet": {"id_str": "99", "created_at": made.OLD}},
        {"something": 1},
    ]
    report = take(ground, zipped(tmp_path, *bad, *made.answers(1)))
    assert report.tally.new == 1
    assert {each.reason: each.places for each in report.tally.left_out} == {
        "posts and messages from the future": ("tweets.js, item 1",),
        "posts without a time": ("tweets.js, item 2",),
        "posts without an id": ("tweets.js, item 3", "tweets.js, item 5"),
        "posts without a text": ("tweets.js, item 4",),
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(ground: Ground, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "tweets.js"
    content = made.script("tweets", [made.tweet(made.FIRST_ID, "Grüße 🎉")])
    path.write_bytes(content.encode(encoding))
    assert path.read_bytes()[:2] in (codecs.BOM_UTF8[:2], codecs.BOM_UTF16_LE)
    take(ground, path)
    assert texts(ground) == ["Grüße 🎉"]
