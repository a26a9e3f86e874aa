from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.connectors.x_mapping import read_items, read_time, read_user
from console.domain.remote import RemotePost

Json = dict[str, Any]

PLAIN: Json = {
    "id": "1346889436626259968",
    "author_id": "7",
    "text": "@shop hello",
    "created_at": "2021-01-06T18:40:40.000Z",
}
USER: Json = {"id": "7", "username": "ada", "name": "Ada", "public_metrics": {"followers_count": 9}}


def read(item: Json, **includes: object) -> RemotePost:
    items = read_items({"data": [item], "includes": includes})
    assert items.malformed == 0
    return items.posts[0]


def url(short: str, start: int, **more: object) -> Json:
    return {"url": short, "start": start, "end": start + len(short)} | more


@pytest.mark.parametrize(
    ("references", "note", "reposts"),
    [
        ("referenced_tweets", "note_tweet", "retweet_count"),
        ("referenced_posts", "note_post", "repost_count"),
    ],
)
def test_both_vocabularies_say_the_same(references: str, note: str, reposts: str) -> None:
    post = read(
        PLAIN
        | {
            "conversation_id": "1346889436626259900",
            "in_reply_to_user_id": "8",
            "lang": "pt-BR",
            references: [{"type": "replied_to", "id": "11"}, {"type": "quoted", "id": "12"}],
            note: {"text": "a long text", "entities": {}},
            "public_metrics": {reposts: 3},
        },
        users=[USER],
    )
    assert (post.parent_id, post.parent_author_id, post.quoted_id) == ("11", "8", "12")
    assert (post.text, post.reposts, post.repost) == ("a long text", 3, False)
    assert (post.author.handle, post.author.name, post.author.followers) == ("ada", "Ada", 9)
    assert (post.conversation_id, post.lang) == ("1346889436626259900", "pt-BR")


def test_a_retweet_is_a_repost() -> None:
    post = read(PLAIN | {"referenced_tweets": [{"type": "retweeted", "id": "5"}]})
    assert (post.repost, post.reposted_id) == (True, "5")
    newer = read(PLAIN | {"referenced_posts": [{"type": "reposted", "id": "6"}]})
    assert (newer.repost, newer.reposted_id) == (True, "6")


def test_a_repost_of_which_it_is_not_said_what_it_repeats_is_read_as_a_post() -> None:
    for odd in ({}, {"id": "x"}, {"id": None}):
        post = read(PLAIN | {"referenced_tweets": [{"type": "retweeted"} | odd]})
        assert (post.repost, post.reposted_id) == (False, None)
    assert read(PLAIN).reposted_id is None


@pytest.mark.parametrize("note", [None, {}, {"text": None}, {"text": 5}, {"text": ""}, "x"])
def test_a_long_text_that_is_none_leaves_the_stub(note: object) -> None:
    assert read(PLAIN | {"note_tweet": note}).text == "@shop hello"


def test_a_long_text_has_entities_of_its_own() -> None:
    short = "https://t.co/abcdefghij"
    post = read(
        PLAIN
        | {
            "entities": {"urls": [url(short, 0, expanded_url="https://wrong.example/")]},
            "note_tweet": {
                "text": f"see {short} and more",
                "entities": {
                    "urls": [url(short, 4, expanded_url="https://right.example/")],
                    "mentions": [{"start": 0, "end": 4, "username": "ada", "id": "7"}],
                },
            },
        }
    )
    assert post.text == "see https://right.example/ and more"
    assert [user.handle for user in post.mentions] == ["ada"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021-01-06T18:40:40.123Z", datetime(2021, 1, 6, 18, 40, 40, 123000, UTC)),
        ("2021-01-06T18:40:40Z", datetime(2021, 1, 6, 18, 40, 40, 0, UTC)),
        ("2021-01-06T20:40:40+02:00", datetime(2021, 1, 6, 18, 40, 40, 0, UTC)),
        ("2021-01-06T18:40:40", datetime(2021, 1, 6, 18, 40, 40, 0, UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("1999-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (1609958440, None),
    ],
)
def test_times_are_read_with_and_without_fraction(
    written: object, expected: datetime | None
) -> None:
    assert read_time(written) == expected


@pytest.mark.parametrize("created_at", [None, "", "soon", 5, {}, "2999-01-01T00:00:00.000Z"])
def test_a_missing_time_is_that_of_the_snowflake(created_at: object) -> None:
    at = read(PLAIN | {"created_at": created_at}).at
    assert at.replace(microsecond=0) == datetime(2021, 1, 6, 18, 40, 40, 0, UTC)


def test_an_id_from_before_the_snowflakes_has_no_time() -> None:
    assert read_items({"data": [{"id": "20", "author_id": "12", "text": "hi"}]}).malformed == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        None,
        [],
        "text",
        {},
        PLAIN | {"id": None},
        PLAIN | {"id": ""},
        PLAIN | {"id": "12a"},
        PLAIN | {"id": "1" * 20},
        PLAIN | {"id": "٣٤٥"},
        PLAIN | {"id": True},
        PLAIN | {"id": -5},
        PLAIN | {"author_id": None},
        PLAIN | {"text": None},
    ],
)
def test_an_item_without_what_a_post_must_have_is_counted_and_left_out(spoilt: object) -> None:
    items = read_items({"data": [spoilt, PLAIN]})
    assert ([post.remote_id for post in items.posts], items.malformed) == ([PLAIN["id"]], 1)


def test_a_post_that_comes_twice_is_read_once() -> None:
    items = read_items({"data": [PLAIN, PLAIN]})
    assert (len(items.posts), items.ids) == (1, (PLAIN["id"],))


def test_mentions_come_in_the_order_of_the_text_each_once() -> None:
    post = read(
        PLAIN
        | {
            "entities": {
                "mentions": [
                    {"start": 9, "end": 13, "username": "ben"},
                    {"start": 0, "end": 4, "username": "Ada", "id": "7"},
                    {"start": 20, "end": 24, "username": "ADA", "id": "7"},
                    {"start": 30, "end": 34, "username": "<b>"},
                    {"start": 35, "end": 40, "id": "9"},
                    None,
                ]
            }
        },
        users=[USER],
    )
    assert [(user.handle, user.remote_id, user.name) for user in post.mentions] == [
        ("ada", "7", "Ada"),
        ("ben", "", ""),
        ("", "9", ""),
    ]


def test_media_are_described_and_never_from_elsewhere_than_https() -> None:
    post = read(
        PLAIN | {"attachments": {"media_keys": ["3_1", "7_2", "13_9", "3_4", "9_9", None]}},
        media=[
            {"media_key": "3_1", "type": "photo", "url": "https://pbs.twimg.com/a.jpg",
             "alt_text": "A \x00 box", "width": 4, "height": 3},
            {"media_key": "7_2", "type": "video", "preview_image_url": "http://pbs.twimg.com/b"},
            {"media_key": "3_4", "type": "photo", "url": "javascript:alert(1)", "width": -1},
            "nonsense",
        ],
    )  # fmt: skip
    assert [(media.kind, media.url) for media in post.media] == [
        ("photo", "https://pbs.twimg.com/a.jpg"),
        ("video", ""),
        ("video", ""),
        ("photo", ""),
    ]
    assert (post.media[0].alt_text, post.media[0].width) == ("A \ufffd box", 4)
    assert post.media[3].width is None


@pytest.mark.parametrize("lang", ["und", "qme", "zxx", "", None, 5, "<script>", "x" * 99])
def test_a_language_that_x_does_not_know_is_empty(lang: object) -> None:
    assert read(PLAIN | {"lang": lang}).lang == ""


def test_names_are_one_line_without_control_characters() -> None:
    user = read_user({"id": "1", "username": "@x", "name": "A\x00d\n a\x1b[0m\ud800" + "z" * 999})
    assert user is not None
    assert user.handle == ""
    assert user.name.startswith("A\ufffdd a [0m\ufffdz")
    assert len(user.name) == 200


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
NAMES = [
    *("id", "author_id", "text", "created_at", "conversation_id", "in_reply_to_user_id"),
    *("entities", "attachments", "lang", "referenced_tweets", "referenced_posts", "note_tweet"),
    *("note_post", "public_metrics", "display_text_range", "urls", "mentions", "media_keys"),
    *("start", "end", "url", "expanded_url", "unwound_url", "media_key", "username", "users"),
    *("media", "type", "name", "followers_count", "data", "includes"),
]
likely = st.sampled_from(
    ["1346889436626259968", "7", "https://t.co/abc", "@ada https://t.co/abc &amp;", "quoted", 0, 4]
)
lifelike: st.SearchStrategy[Any] = st.recursive(
    likely | anything,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=9)
    ),
    max_leaves=40,
)


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), lifelike) | anything), lifelike)
def test_whatever_comes_is_read_or_counted(data: list[object], includes: object) -> None:
    items = read_items({"data": data, "includes": includes})
    assert len(items.posts) + items.malformed <= len(data)
    assert len({post.remote_id for post in items.posts}) == len(items.posts)
    for post in items.posts:
        assert post.at.utcoffset() is not None
        repr(post).encode()
        assert "\0" not in post.text


@given(lifelike)
def test_whatever_the_fields_of_a_post_hold_it_is_read(value: object) -> None:
    for name in set(NAMES) - {"id", "author_id", "text"}:
        items = read_items({"data": [PLAIN | {name: value}]})
        assert len(items.posts) == 1
        items.posts[0].text.encode()


@given(anything)
def test_any_body_is_borne(body: object) -> None:
    read_items(body)
    read_items({"data": body})
    read_user(body)


def test_a_huge_page_is_cut_and_read_in_time() -> None:
    text = "@" * 1_000_000
    items = read_items({"data": [PLAIN | {"id": str(n), "text": text} for n in range(1, 21)]})
    assert {len(post.text) for post in items.posts} == {100_000}


def test_json_with_paired_surrogates_is_one_character() -> None:
    post = read(json.loads(json.dumps(PLAIN | {"text": "\N{GRINNING FACE}"})))
    assert post.text == "\N{GRINNING FACE}"
