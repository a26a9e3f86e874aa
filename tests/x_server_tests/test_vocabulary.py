import json
from pathlib import Path

import pytest

from tests.x_server import World, XServer
from tests.x_server.validation import Document
from tests.x_server.vocabulary import NEW, OLD, RELATIONS, Vocabulary
from tests.x_server_tests.http import Http

ALL_OLD = ",".join(sorted(OLD.post_fields))
ALL_NEW = ",".join(sorted(NEW.post_fields))


@pytest.mark.parametrize(("names", "resource"), [(OLD, "Tweet"), (NEW, "Post")])
def test_names_are_those_of_xs_document(test_data: Path, names: Vocabulary, resource: str) -> None:
    file = test_data / "x-openapi" / f"openapi-{names.api_version}.json"
    document = Document(json.loads(file.read_text(encoding="utf-8")))
    assert document.parameter_values(f"{resource}FieldsParameter") == names.post_fields
    assert document.parameter_values(f"{resource}ExpansionsParameter") == names.expansions
    assert document.parameter_values("UserFieldsParameter") == names.user_fields
    assert document.parameter_values("UserExpansionsParameter") == names.user_expansions


def test_relations_are_what_the_new_names_lack() -> None:
    assert {NEW.outward(name) for name in RELATIONS}.isdisjoint(NEW.post_fields)


def test_new_names_are_asked_and_answered(http: Http, x: XServer, world: World) -> None:
    x.change(vocabulary="new")
    root = world.add_post("shop", "New opening hours")
    post = world.add_post("ada", "and on Sunday? " * 30, reply_to=root)
    body = http.get(
        f"/2/tweets/{post.id}", post__fields=ALL_NEW,
        expansions="author_id,referenced_posts,in_reply_to_user_id",
    )  # fmt: skip
    data = body["data"]
    assert data["edit_history_post_ids"] == [str(post.id)]
    assert data["referenced_posts"] == [{"type": "replied_to", "id": str(root.id)}]
    assert data["author_id"] == str(post.author_id)
    assert data["note_post"]["text"].startswith("@shop and on Sunday?")
    assert "repost_count" in data["public_metrics"]
    assert [shown["id"] for shown in body["includes"]["posts"]] == [str(root.id)]
    assert not [name for name in data if "tweet" in name]


def test_new_names_give_relations_with_their_expansion_only(
    http: Http, x: XServer, world: World
) -> None:
    x.change(vocabulary="new")
    post = world.add_post("ada", "@shop hi")
    bare = http.get(f"/2/tweets/{post.id}", post__fields="created_at")
    assert "author_id" not in bare["data"]
    http.get(f"/2/tweets/{post.id}", 400, post__fields="author_id")
    x.change(relation_fields="allowed")
    asked = http.get(f"/2/tweets/{post.id}", post__fields="author_id")
    assert asked["data"]["author_id"] == str(post.author_id)


def test_old_names_are_a_400_unless_the_switch_lets_them_pass(
    http: Http, x: XServer, world: World
) -> None:
    x.change(vocabulary="new")
    post = world.add_post("ada", "@shop hi")
    refused = http.get(f"/2/tweets/{post.id}", 400, tweet__fields="author_id")
    assert list(refused["errors"][0]["parameters"]) == ["tweet.fields"]
    assert refused["type"].startswith("https://api.x.com/")
    x.change(old_names="allowed")
    shown = http.get(f"/2/tweets/{post.id}", tweet__fields=ALL_OLD)["data"]
    assert shown["edit_history_tweet_ids"] == [str(post.id)]


def test_new_names_are_a_400_of_the_old_vocabulary(http: Http) -> None:
    http.get("/2/tweets/7", 400, post__fields="created_at")


def test_refusals_have_the_words_of_their_time(http: Http, x: XServer, world: World) -> None:
    stranger = world.add_post("ada", "awful")
    assert http.reply("Sorry", stranger.id, 403)["type"] == "about:blank"
    x.change(vocabulary="new")
    refused = http.reply("Sorry", stranger.id, 403)
    assert refused["title"] == "Authorization Error"
    assert "mentioned or are the author" in refused["detail"]
