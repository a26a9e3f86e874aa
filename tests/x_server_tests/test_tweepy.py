"""The client that the product is built on, against the loopback X."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import tweepy

from tests.x_server import Fault, World, XServer, load_posts
from tests.x_server.client import mount, tweepy_client


@pytest.fixture
def client(x: XServer) -> Iterator[tweepy.Client]:
    client = tweepy_client(x, return_type=dict)
    yield client
    client.session.close()


def test_a_mention_is_read_answered_and_the_answer_deleted(
    client: tweepy.Client, world: World
) -> None:
    mention = world.add_post("ada", "@shop where is my parcel & when?")
    me = client.get_me(user_auth=True)["data"]
    page: dict[str, Any] = client.get_users_mentions(
        me["id"], user_auth=True, max_results=5, expansions=["author_id"],
        tweet_fields=["author_id", "created_at", "entities", "referenced_tweets"],
    )  # fmt: skip
    assert page["data"][0]["text"] == "@shop where is my parcel &amp; when?"
    made = client.create_tweet(
        text="It is on its way ^AB", in_reply_to_tweet_id=mention.id, user_auth=True
    )["data"]
    own = client.get_users_tweets(me["id"], user_auth=True)
    assert own["data"][0]["id"] == made["id"]
    assert client.delete_tweet(made["id"], user_auth=True) == {"data": {"deleted": True}}
    assert "data" not in client.get_tweet(made["id"], user_auth=True)


def test_its_own_models_take_the_answers(x: XServer, world: World) -> None:
    client = tweepy_client(x)
    mention = world.add_post("ada", "@shop hi")
    found = client.get_tweets([mention.id, 7], user_auth=True, tweet_fields=["created_at"])
    assert found.data[0].created_at.year == 2026
    assert found.errors[0]["resource_id"] == "7"
    client.session.close()


def test_an_oauth2_user_token_signs_in_too(x: XServer) -> None:
    client = tweepy.Client(x.oauth2_token, return_type=dict)
    mount(client.session, x.url)
    assert client.get_me(user_auth=False)["data"]["username"] == "shop"
    client.session.close()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.unauthorized(), tweepy.Unauthorized),
        (Fault.forbidden(), tweepy.Forbidden),
        (Fault.rate_limited(), tweepy.TooManyRequests),
        (Fault.unavailable(), tweepy.TwitterServerError),
        (Fault.out_of_credits(), tweepy.HTTPException),
        (Fault.html(), requests.exceptions.JSONDecodeError),
        (Fault.truncated(), requests.exceptions.JSONDecodeError),
        (Fault.accept_then_drop(), requests.ConnectionError),
    ],
)
def test_faults_reach_it_as_the_errors_that_it_documents(
    client: tweepy.Client, x: XServer, fault: Fault, error: type[Exception]
) -> None:
    x.faults.add(fault)
    with pytest.raises(error):
        client.create_tweet(text="hello", user_auth=True)


def test_it_sees_the_reset_time_only_where_there_is_one(client: tweepy.Client, x: XServer) -> None:
    times = []
    for reset in (True, False):
        x.faults.add(Fault.rate_limited(reset=reset))
        with pytest.raises(tweepy.TooManyRequests) as caught:
            client.get_me(user_auth=True)
        times.append(caught.value.reset_time)
    assert isinstance(times[0], int)
    assert times[1] is None


def test_real_conversations_are_walked_to_their_end(test_data: Path) -> None:
    world = load_posts(test_data / "care-posts" / "posts.json", "RockstarSupport")
    expected = [
        str(post.id)
        for post in world.posts
        if world.own.id in post.mentioned_ids and post.author_id != world.own.id
    ]
    with XServer(world, validate_with=test_data / "x-openapi" / "openapi-2.166.json") as x:
        client = tweepy_client(x, return_type=dict)
        seen: list[str] = []
        token = None
        while True:
            page = client.get_users_mentions(
                world.own.id, user_auth=True, max_results=100, pagination_token=token,
                tweet_fields=["author_id", "entities", "note_tweet"], expansions=["author_id"],
            )  # fmt: skip
            seen += [post["id"] for post in page["data"]]
            token = page["meta"].get("next_token")
            if token is None:
                break
        client.session.close()
    assert seen == expected[::-1]
    assert len(seen) > 100
