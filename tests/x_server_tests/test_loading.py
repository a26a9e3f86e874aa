import datetime as dt
from html import unescape
from pathlib import Path

import pytest
import requests

from tests.x_server import Clock, World, XServer, generate, load_posts


def test_real_posts_keep_their_ids_texts_and_links(test_data: Path) -> None:
    world = load_posts(test_data / "care-posts" / "posts.json", "RockstarSupport")
    assert len(world.posts) == 1205
    assert world.own.username == "RockstarSupport"
    first = world.posts[0]
    assert first.id == 991712597505445888
    assert first.text == "@XboxSupport when can we pre order red dead redemption 2 on Xbox?"
    for post in world.posts:
        for mention in post.entities.mentions:
            assert post.text[mention.start + 1 : mention.end].lower() == mention.username.lower()


def test_real_posts_can_be_moved_to_now_with_their_order(test_data: Path) -> None:
    file = test_data / "care-posts" / "posts.json"
    newest = dt.datetime(2026, 8, 3, 12, tzinfo=dt.UTC)
    as_they_are = load_posts(file, "RockstarSupport")
    moved = load_posts(file, "RockstarSupport", newest_at=newest)
    assert moved.posts[-1].created_at_ms == int(newest.timestamp() * 1000)
    assert [unescape(post.text) for post in moved.posts if not post.note] == [
        unescape(post.text) for post in as_they_are.posts if not post.note
    ]
    for post in moved.posts:
        if post.parent_id is not None:
            parent = moved.post(post.parent_id)
            assert parent is not None
            assert parent.id < post.id


def test_an_unknown_own_handle_is_told(test_data: Path) -> None:
    with pytest.raises(ValueError, match="nobody_here"):
        load_posts(test_data / "care-posts" / "posts.json", "nobody_here")


def test_the_generator_makes_the_same_world_each_time(clock: Clock) -> None:
    worlds = [World("shop", now=clock), World("shop", now=clock)]
    for world in worlds:
        generate(world, 400)
    assert worlds[0].posts == worlds[1].posts
    own = [post for post in worlds[0].posts if post.author_id == worlds[0].own.id]
    assert len(own) == 100
    assert all(post.parent_id for post in own)


def test_a_large_world_is_walked_page_by_page_without_its_end_of_800() -> None:
    world = World("shop")
    generate(world, 4000)
    with (
        XServer(world, mentions_cap=None, rate_limits=None) as x,
        requests.Session() as session,
    ):
        session.headers.update(x.bearer)
        parameters = {"max_results": "100"}
        seen: list[str] = []
        while True:
            url = f"{x.url}/2/users/{world.own.id}/mentions"
            page = session.get(url, params=parameters, timeout=10).json()
            seen += [post["id"] for post in page["data"]]
            if "next_token" not in page["meta"]:
                break
            parameters["pagination_token"] = page["meta"]["next_token"]
    assert len(seen) == len(set(seen)) == 3000
