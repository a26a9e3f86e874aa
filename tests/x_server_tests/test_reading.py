import datetime as dt

import pytest

from tests.x_server import Clock, World, XServer
from tests.x_server_tests.http import Http


@pytest.fixture
def mentions(world: World, clock: Clock) -> list[str]:
    """Return the ids of twelve mentions, a minute apart, newest first."""
    ids = []
    for number in range(12):
        ids.append(str(world.add_post("ada", f"@shop number {number}").id))
        clock.advance(60)
    return ids[::-1]


def path(world: World, what: str = "mentions") -> str:
    return f"/2/users/{world.own.id}/{what}"


def ids_of(body: dict[str, list[dict[str, str]]]) -> list[str]:
    return [post["id"] for post in body["data"]]


def test_mentions_come_newest_first_with_their_bounds(
    http: Http, world: World, mentions: list[str]
) -> None:
    body = http.get(path(world), max_results=5)
    assert ids_of(body) == mentions[:5]
    meta = body["meta"]
    assert (meta["newest_id"], meta["oldest_id"], meta["result_count"]) == (
        mentions[0], mentions[4], 5,
    )  # fmt: skip
    assert "previous_token" not in meta


def test_a_walk_sees_each_post_once_though_new_ones_arrive(
    http: Http, world: World, mentions: list[str]
) -> None:
    seen: list[str] = []
    token: dict[str, str] = {}
    while True:
        body = http.get(path(world), max_results=5, **token)
        seen += ids_of(body)
        world.add_post("ben", "@shop one more")
        if "next_token" not in body["meta"]:
            break
        token = {"pagination_token": body["meta"]["next_token"]}
    assert seen == mentions


def test_the_previous_token_leads_back(http: Http, world: World, mentions: list[str]) -> None:
    first = http.get(path(world), max_results=5)
    second = http.get(path(world), max_results=5, pagination_token=first["meta"]["next_token"])
    back = http.get(path(world), max_results=5, pagination_token=second["meta"]["previous_token"])
    assert ids_of(back) == ids_of(first)


def test_since_id_and_until_id_are_exclusive(http: Http, world: World, mentions: list[str]) -> None:
    body = http.get(path(world), since_id=mentions[5], until_id=mentions[1])
    assert ids_of(body) == mentions[2:5]


def test_start_time_is_inclusive_and_end_time_exclusive(
    http: Http, world: World, mentions: list[str]
) -> None:
    body = http.get(path(world), start_time="2026-08-03T12:02:00Z", end_time="2026-08-03T12:04:00Z")
    assert ids_of(body) == [mentions[8], mentions[9]]


def test_an_empty_page_has_no_data_key(http: Http, world: World) -> None:
    assert http.get(path(world)) == {"meta": {"result_count": 0}}


def test_only_the_most_recent_mentions_exist(
    http: Http, x: XServer, world: World, mentions: list[str]
) -> None:
    x.change(mentions_cap=7)
    first = http.get(path(world), max_results=5)
    rest = http.get(path(world), max_results=5, pagination_token=first["meta"]["next_token"])
    assert ids_of(first) + ids_of(rest) == mentions[:7]
    assert "next_token" not in rest["meta"]


def test_an_own_time_line_can_leave_replies_out(http: Http, world: World) -> None:
    mention = world.add_post("ada", "@shop hello")
    plain = world.add_post("shop", "We are open on Sunday")
    answer = world.add_post("shop", "hello back", reply_to=mention)
    assert ids_of(http.get(path(world, "tweets"))) == [str(answer.id), str(plain.id)]
    assert ids_of(http.get(path(world, "tweets"), exclude="replies")) == [str(plain.id)]


def test_only_default_fields_are_shown_unless_more_are_asked(http: Http, world: World) -> None:
    post = world.add_post("ada", "@shop hello")
    bare = http.get(f"/2/tweets/{post.id}")
    assert set(bare["data"]) == {"id", "text", "edit_history_tweet_ids"}
    assert "includes" not in bare
    full = http.get(f"/2/tweets/{post.id}", tweet__fields="author_id,created_at,conversation_id")
    assert full["data"]["author_id"] == str(post.author_id)
    assert full["data"]["created_at"] == "2026-08-03T12:00:00.000Z"
    assert full["data"]["conversation_id"] == str(post.id)


def test_expansions_bring_authors_and_parents(http: Http, world: World) -> None:
    root = world.add_post("shop", "New opening hours")
    post = world.add_post("ada", "and on Sunday?", reply_to=root)
    body = http.get(
        f"/2/tweets/{post.id}", expansions="author_id,referenced_tweets.id",
        user__fields="created_at",
    )  # fmt: skip
    assert [user["username"] for user in body["includes"]["users"]] == ["ada"]
    assert "created_at" in body["includes"]["users"][0]
    assert [tweet["id"] for tweet in body["includes"]["tweets"]] == [str(root.id)]


def test_a_missing_parent_is_a_partial_error_beside_the_data(http: Http, world: World) -> None:
    root = world.add_post("shop", "New opening hours")
    post = world.add_post("ada", "and on Sunday?", reply_to=root)
    world.delete_post(root.id)
    body = http.get(f"/2/tweets/{post.id}", expansions="referenced_tweets.id")
    assert body["data"]["id"] == str(post.id)
    assert body["errors"][0]["resource_id"] == str(root.id)


def test_a_look_up_tells_what_it_cannot_show(http: Http, world: World) -> None:
    seen, gone = world.add_post("ada", "@shop one"), world.add_post("ada", "@shop two")
    hidden = world.add_post("ben", "@shop three")
    world.delete_post(gone.id)
    world.change_user("ben", protected=True)
    body = http.get("/2/tweets", ids=f"{seen.id},{gone.id},{hidden.id},7")
    assert ids_of(body) == [str(seen.id)]
    assert [(error["resource_id"], error["title"]) for error in body["errors"]] == [
        (str(gone.id), "Not Found Error"),
        (str(hidden.id), "Authorization Error"),
        ("7", "Not Found Error"),
    ]


def test_a_single_look_up_of_a_missing_post_is_a_200_with_errors_only(http: Http) -> None:
    body = http.get("/2/tweets/7")
    assert set(body) == {"errors"}


def test_protected_and_suspended_authors_leave_the_mentions(http: Http, world: World) -> None:
    for name in ("ada", "ben", "cleo"):
        world.add_post(name, "@shop hello")
    world.change_user("ada", protected=True)
    world.change_user("ben", suspended=True)
    body = http.get(path(world), expansions="author_id")
    assert [user["username"] for user in body["includes"]["users"]] == ["cleo"]


def test_users_are_found_by_id_and_by_name(http: Http, world: World) -> None:
    ada = world.add_user("ada", "Ada Fern", followers=12)
    assert http.get("/2/users/me")["data"]["username"] == "shop"
    by_id = http.get("/2/users", ids=f"{ada.id},99", user__fields="public_metrics")
    assert by_id["data"][0]["public_metrics"]["followers_count"] == 12
    assert by_id["errors"][0]["value"] == "99"
    assert http.get("/2/users/by/username/ADA")["data"]["id"] == str(ada.id)
    assert set(http.get("/2/users/by/username/nobody")) == {"errors"}


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"max_results": 4}, "max_results"),
        ({"max_results": 101}, "max_results"),
        ({"max_results": "ten"}, "max_results"),
        ({"since_id": "x"}, "since_id"),
        ({"start_time": "yesterday"}, "start_time"),
        ({"start_time": "2026-13-01T00:00:00Z"}, "start_time"),
        ({"tweet__fields": "author"}, "tweet.fields"),
        ({"expansions": "author"}, "expansions"),
        ({"user__fields": "age"}, "user.fields"),
        ({"pagination_token": "abc"}, "pagination_token"),
        ({"tweet_fields": "author_id"}, "tweet_fields"),
        ({"exclude": "replies"}, "exclude"),
    ],
)
def test_a_wrong_parameter_is_named_in_a_400(
    http: Http, world: World, parameters: dict[str, object], named: str
) -> None:
    body = http.get(path(world), 400, **parameters)
    assert body["title"] == "Invalid Request"
    assert [list(error["parameters"]) for error in body["errors"]] == [[named]]


def test_a_token_of_another_time_line_is_refused(
    http: Http, world: World, mentions: list[str]
) -> None:
    token = http.get(path(world), max_results=5)["meta"]["next_token"]
    http.get(path(world, "tweets"), 400, max_results=5, pagination_token=token)


def test_ids_are_one_to_a_hundred(http: Http) -> None:
    http.get("/2/tweets", 400)
    http.get("/2/tweets", 400, ids="")
    http.get("/2/tweets", 400, ids=",".join(map(str, range(1, 102))))
    http.get("/2/tweets", ids=",".join(map(str, range(1, 101))))


def test_new_ids_are_larger_than_every_id_before(world: World, clock: Clock) -> None:
    later = clock() + dt.timedelta(hours=1)
    first = world.add_post("ada", "from the future", created_at=later)
    second = world.add_post("ada", "from now")
    assert second.id > first.id


def test_a_long_post_has_a_note_and_a_stub(http: Http, world: World) -> None:
    text = "@shop " + "a long story " * 40
    post = world.add_post("ada", text)
    data = http.get(f"/2/tweets/{post.id}", tweet__fields="note_tweet,entities")["data"]
    assert data["note_tweet"]["text"] == text.strip()
    assert len(data["text"]) < 290
    assert data["entities"]["urls"][-1]["expanded_url"].endswith(str(post.id))
    link = data["entities"]["urls"][-1]
    assert data["text"][link["start"] : link["end"]] == link["url"]


def test_an_edited_post_has_a_new_id_and_both_versions_name_each_other(
    http: Http, world: World
) -> None:
    parent = world.add_post("shop", "New opening hours")
    old = world.add_post("ada", "and on Sonday?", reply_to=parent)
    new = world.edit_post(old.id, "and on Sunday?")
    assert new.text == "@shop and on Sunday?"
    shown = http.get(path(world))["data"]
    history = [str(old.id), str(new.id)]
    assert [(post["id"], post["edit_history_tweet_ids"]) for post in shown] == [
        (history[1], history)
    ]
    earlier = http.get(f"/2/tweets/{old.id}")["data"]
    assert (earlier["text"], earlier["edit_history_tweet_ids"]) == ("@shop and on Sonday?", history)
    world.delete_post(old.id)
    assert len(http.get("/2/tweets", ids=",".join(history))["errors"]) == 2
    assert http.get(path(world))["meta"]["result_count"] == 0


def test_our_own_posts_that_name_us_are_no_mentions_of_us(http: Http, world: World) -> None:
    world.add_post("shop", "follow @shop for more")
    assert http.get(path(world))["meta"]["result_count"] == 0
