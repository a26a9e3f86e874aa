import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from twitter_text import parse_tweet

from tests.x_server import Post, World, XServer
from tests.x_server_tests.http import Http


@pytest.fixture
def mention(world: World) -> Post:
    return world.add_post("ada", "@shop where is my parcel?")


def test_a_reply_joins_the_conversation_and_shows_up_in_our_time_line(
    http: Http, world: World, mention: Post
) -> None:
    made = http.reply("On its way! ^AB", mention.id)["data"]
    body = http.get(
        f"/2/users/{world.own.id}/tweets",
        tweet__fields="conversation_id,referenced_tweets,in_reply_to_user_id,entities",
    )
    shown = body["data"][0]
    assert shown["id"] == made["id"]
    assert shown["conversation_id"] == str(mention.id)
    assert shown["referenced_tweets"] == [{"type": "replied_to", "id": str(mention.id)}]
    assert shown["in_reply_to_user_id"] == str(mention.author_id)


def test_handles_are_filled_in_front_of_a_reply(http: Http, world: World) -> None:
    world.add_user("ben")
    mention = world.add_post("ada", "@shop @ben and I wait")
    made = http.reply("Sorry!", mention.id)["data"]
    assert made["text"] == "@ada @ben Sorry!"
    shown = http.get(f"/2/tweets/{made['id']}", tweet__fields="entities,display_text_range")
    spans = shown["data"]["entities"]["mentions"]
    assert [made["text"][span["start"] : span["end"]] for span in spans] == ["@ada", "@ben"]
    assert shown["data"]["display_text_range"] == [10, 16]


def test_excluded_users_are_not_filled_in(http: Http, world: World) -> None:
    ben = world.add_user("ben")
    mention = world.add_post("ada", "@shop @ben and I wait")
    made = http.reply("Sorry!", mention.id, exclude_reply_user_ids=[str(ben.id)])["data"]
    assert made["text"] == "@ada Sorry!"


def test_a_typed_handle_is_doubled_as_on_x(http: Http, mention: Post) -> None:
    assert http.reply("@ada Sorry!", mention.id)["data"]["text"] == "@ada @ada Sorry!"


def test_a_customers_reply_to_us_is_a_mention_of_us(
    http: Http, world: World, mention: Post
) -> None:
    made = http.reply("On its way", mention.id)["data"]
    answer = world.add_post("ada", "thanks", reply_to=int(made["id"]))
    newest = http.get(f"/2/users/{world.own.id}/mentions")["data"][0]
    assert (newest["id"], newest["text"]) == (str(answer.id), "@shop thanks")


def test_urls_are_wrapped_and_signs_escaped_with_offsets_in_the_served_text(http: Http) -> None:
    typed = "\U0001f69a a < b & see www.example.com/track?a=1&b=2 or https://example.org."
    made = http.post(typed)["data"]
    data = http.get(f"/2/tweets/{made['id']}", tweet__fields="entities")["data"]
    assert data["text"] == made["text"]
    assert data["text"].startswith("\U0001f69a a &lt; b &amp; see https://t.co/")
    first, second = data["entities"]["urls"]
    assert data["text"][first["start"] : first["end"]] == first["url"]
    assert len(first["url"]) == 23
    assert first["expanded_url"] == "http://www.example.com/track?a=1&b=2"
    assert first["display_url"] == "example.com/track?a=1&b=2"
    assert data["text"][second["start"] : second["end"]] == second["url"]


def test_text_is_stored_in_nfc(http: Http) -> None:
    decomposed = unicodedata.normalize("NFD", "Grüße aus Köln")
    assert http.post(decomposed)["data"]["text"] == "Grüße aus Köln"


@pytest.mark.parametrize(
    "text",
    [
        "a" * 280,
        "日" * 140,
        "\U0001f469‍\U0001f469‍\U0001f467" * 140,
        "https://example.com/" + "x" * 300 + " " + "b" * 256,
    ],
)
def test_the_limit_is_280_by_weight(http: Http, text: str) -> None:
    assert parse_tweet(text).weightedLength == 280
    http.post(text)
    refused = http.post(text + "c", 400)
    assert refused["errors"][0]["message"].startswith("Your Tweet text is too long.")


def test_filled_in_handles_do_not_count(http: Http, mention: Post) -> None:
    made = http.reply("b" * 280, mention.id)["data"]
    assert made["text"] == "@ada " + "b" * 280


@pytest.mark.parametrize("text", ["", "   \n "])
def test_an_empty_text_is_refused(http: Http, text: str) -> None:
    http.post(text, 400)


@pytest.mark.parametrize(
    "body",
    [
        {"texts": "x"},
        {"reply": {"in_reply_to_tweet_id": 12}},
        {"reply": {}},
        {"reply": {"in_reply_to_tweet_id": "12", "to": "ada"}},
        {"reply": {"in_reply_to_tweet_id": "12", "exclude_reply_user_ids": ["ada"]}},
        {"text": 5},
    ],
)
def test_a_body_of_a_wrong_form_is_refused(http: Http, body: dict[str, object]) -> None:
    refused = http.session.post(http.url + "/2/tweets", json={"text": "hi"} | body, timeout=10)
    assert refused.status_code == 400
    assert refused.json()["title"] == "Invalid Request"


def test_a_body_that_is_no_json_is_refused(http: Http) -> None:
    refused = http.session.post(http.url + "/2/tweets", data=b"text=hello", timeout=10)
    assert refused.status_code == 400


def test_own_posts_are_deleted_once(http: Http, world: World, mention: Post) -> None:
    made = http.post("a slip")["data"]
    assert http.delete(made["id"]) == {"data": {"deleted": True}}
    http.delete(made["id"], 404)
    http.delete(mention.id, 403)
    assert int(made["id"]) in world.deleted


def test_a_premium_account_posts_long_texts(http: Http, x: XServer) -> None:
    x.change(long_posts=True)
    made = http.post("word " * 100)["data"]
    data = http.get(f"/2/tweets/{made['id']}", tweet__fields="note_tweet")["data"]
    assert data["note_tweet"]["text"] == ("word " * 100).strip()


def test_clients_at_once_make_as_many_posts_with_ids_of_their_own(x: XServer, world: World) -> None:
    def make(number: int) -> None:
        with requests.Session() as session:
            session.headers.update(x.bearer)
            for turn in range(5):
                Http(session, x.url).post(f"{number}/{turn}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make, range(8)))
    ids = [post.id for post in world.posts]
    assert len(set(ids)) == 40
    assert {exchange.created_id for exchange in x.requests} == set(ids)
