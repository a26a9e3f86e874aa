"""Real conversations of every company: cases as the rule gives them, states as who spoke last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.connectors.x_mapping import read_items
from console.domain.cases import CaseState
from console.domain.messages import Post
from console.domain.remote import Page, RemotePost, Timeline
from console.store import accounts, cases, messages, posts, settling
from console.store.database import Database
from tests import care
from tests.console import act_fuzz, given

PAGE = 100


def companies(data: Path) -> list[str]:
    """The handles that answered anybody, the busiest first."""
    raw = json.loads(care.posts_file(data).read_text("utf-8"))
    handles = {user["id"]: user["username"] for user in raw["users"]}
    asked = {name["username"].lower() for post in raw["posts"]
             for name in post.get("entities", {}).get("mentions", ())}  # fmt: skip
    written = [handles[post["author_id"]] for post in raw["posts"]]
    # Customers' handles are pseudonyms that end in four digits; some are answered by others.
    named = {name for name in written if name.lower() in asked and not name[-4:].isdigit()}
    return sorted(named, key=lambda name: (-written.count(name), name))


def store_all(db: Database, data: Path, handle: str) -> None:
    """Take in the timelines of a company as a sync does: newest first, page by page."""
    raw = json.loads(care.posts_file(data).read_text("utf-8"))
    own = next(user for user in raw["users"] if user["username"] == handle)
    account = accounts.add(
        db, network="x", remote_id=own["id"], handle=handle, name=own["name"], now=given.START
    )
    users = {"users": raw["users"]}
    expected = care.expected(data, handle)
    for timeline, wanted in ((Timeline.MENTIONS, expected.mentions), (Timeline.OWN, expected.own)):
        chosen = sorted((p for p in raw["posts"] if p["id"] in wanted), key=lambda p: -int(p["id"]))
        for first in range(0, len(chosen), PAGE):
            answer = {"data": chosen[first : first + PAGE], "includes": users}
            found: tuple[RemotePost, ...] = read_items(answer).posts
            assert len(found) == len(answer["data"])
            posts.save_page(db, account, timeline, Page(found, "{}", done=True), given.START)
    settling.settle(db, account.id)


@pytest.mark.parametrize("place", range(23))
def test_cases_and_states_of_a_company_are_those_of_the_rule(
    test_data: Path, tmp_path: Path, place: int
) -> None:
    handle = companies(test_data)[place]
    expected = care.expected(test_data, handle)
    assert expected.cases
    db = given.database(tmp_path)
    store_all(db, test_data, handle)
    rows = cases.rows(db, limit=10_000)
    found = {
        tuple(
            post.remote_id for post in messages.of_case(db, row.id) if isinstance(post, Post)
        ): row
        for row in rows
    }
    assert set(found) == expected.cases
    for ids, row in found.items():
        ours_is_last = ids in expected.waiting
        assert row.state is (CaseState.WAITING if ours_is_last else CaseState.NEEDS_REPLY), ids
    act_fuzz.is_sound(db)
    db.close()
