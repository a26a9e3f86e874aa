import pytest

from tests.x_server import Clock, Post, World, XServer
from tests.x_server_tests.http import Http


def test_a_reply_that_nobody_asked_for_is_refused(http: Http, world: World) -> None:
    stranger = world.add_post("ada", "the shop on Mill Lane is awful")
    refused = http.reply("Sorry to hear that", stranger.id, 403)
    assert "not been mentioned or otherwise engaged" in refused["detail"]
    assert all(post.author_id != world.own.id for post in world.posts)


def test_a_reply_to_who_quotes_us_is_allowed(http: Http, world: World) -> None:
    ours = world.add_post("shop", "Now open on Sunday")
    quote = world.add_post("ada", "not true", quotes=ours)
    assert f"status/{ours.id}" in quote.entities.urls[-1].expanded_url
    http.reply("It is!", quote.id)


def test_a_mention_further_up_does_not_summon(http: Http, world: World) -> None:
    root = world.add_post("ada", "@shop where is it?")
    other = world.add_post("ben", "same here", reply_to=root, fill_in=False)
    http.reply("Sorry", other.id, 403)


def test_enterprise_apps_reply_to_anybody(http: Http, x: XServer, world: World) -> None:
    x.change(enterprise=True)
    http.reply("Sorry to hear that", world.add_post("ada", "awful").id)


@pytest.mark.parametrize(("switch", "status"), [("allowed", 201), ("refused", 403)])
def test_replies_to_ourselves_go_by_the_switch(
    http: Http, x: XServer, world: World, switch: str, status: int
) -> None:
    x.change(self_reply=switch)
    first = http.reply("one", world.add_post("ada", "@shop hi").id)["data"]
    http.reply("two", first["id"], status)


def test_only_enterprise_apps_quote(http: Http, x: XServer, world: World) -> None:
    mention = world.add_post("ada", "@shop hi")
    http.post("look", 403, quote_tweet_id=str(mention.id))
    x.change(enterprise=True)
    made = http.post("look", quote_tweet_id=str(mention.id))["data"]
    created = world.post(int(made["id"]))
    assert created is not None
    assert created.quoted_id == mention.id


def test_the_same_text_twice_is_refused_without_a_code(http: Http, world: World) -> None:
    mention = world.add_post("ada", "@shop hi")
    http.reply("Hello!", mention.id)
    refused = http.reply("Hello!", mention.id, 403)
    assert refused["detail"] == "You are not allowed to create a Tweet with duplicate content."
    assert "errors" not in refused
    assert "code" not in refused


def test_the_same_text_to_somebody_else_is_another_text(http: Http, world: World) -> None:
    for name in ("ada", "ben"):
        http.reply("Hello!", world.add_post(name, "@shop hi").id)


def test_a_deleted_text_and_an_old_one_may_be_posted_again(
    http: Http, x: XServer, clock: Clock
) -> None:
    first = http.post("Hello!")["data"]
    http.delete(first["id"])
    http.post("Hello!")
    http.post("Hello!", 403)
    clock.advance(x.settings.duplicate_window_s)
    http.post("Hello!")


def test_a_second_cashtag_is_refused(http: Http) -> None:
    http.post("all about $SHOP and 5 $ change")
    refused = http.post("$SHOP or $ACME", 403)
    assert "one cashtag" in refused["detail"]


@pytest.mark.parametrize("state", ["deleted", "unknown", "protected"])
def test_a_parent_that_cannot_be_seen_cannot_be_answered(
    http: Http, world: World, state: str
) -> None:
    parent = world.add_post("ada", "@shop hi")
    parent_id = 7 if state == "unknown" else parent.id
    if state == "deleted":
        world.delete_post(parent.id)
    world.change_user("ada", protected=state == "protected")
    refused = http.reply("Hello", parent_id, 403)
    assert "deleted or not visible to you" in refused["detail"]


def test_a_mention_in_the_hidden_half_of_a_long_post_summons(http: Http, world: World) -> None:
    long: Post = world.add_post("ada", "a long story " * 30 + "@shop")
    assert "@shop" not in long.text
    http.reply("We read it all", long.id)
