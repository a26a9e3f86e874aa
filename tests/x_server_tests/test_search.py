import pytest

from tests.x_server import Clock, Post, World, XServer
from tests.x_server_tests.http import Http

SEARCH = "/2/tweets/search/recent"


@pytest.fixture
def posts(world: World) -> dict[str, Post]:
    mention = world.add_post("ada", "@shop my parcel is late, see https://example.com/p/1")
    answer = world.add_post("shop", "we are on it", reply_to=mention)
    thanks = world.add_post("ada", "Parcel came, thanks!", reply_to=answer)
    german = world.add_post("ben", "Wo ist mein Paket? #parcel", lang="de")
    return {"mention": mention, "answer": answer, "thanks": thanks, "german": german}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("parcel", ["german", "thanks", "mention"]),
        ('"my parcel"', ["mention"]),
        ("PARCEL -thanks", ["german", "mention"]),
        ("from:ada", ["thanks", "mention"]),
        ("from:@ada is:reply", ["thanks"]),
        ("to:shop", ["thanks"]),
        ("@shop -is:reply", ["mention"]),
        ("from:shop OR paket lang:de", ["german", "answer"]),
        ("parcel (from:ben OR thanks)", ["german", "thanks"]),
        ("-(from:ada OR from:shop) paket", ["german"]),
        ("#parcel", ["german"]),
        ("parcel has:links", ["mention"]),
        ("from:nobody", []),
    ],
)
def test_a_query_finds_what_fits(
    http: Http, posts: dict[str, Post], query: str, found: list[str]
) -> None:
    body = http.get(SEARCH, query=query)
    names = {str(post.id): name for name, post in posts.items()}
    assert [names[post["id"]] for post in body.get("data", [])] == found


def test_a_conversation_is_found_by_its_root(http: Http, posts: dict[str, Post]) -> None:
    body = http.get(SEARCH, query=f"conversation_id:{posts['mention'].id}")
    assert body["meta"]["result_count"] == 3


@pytest.mark.parametrize("query", ["", "(a", "a OR", "near:here", "is:nice", ")"])
def test_a_query_without_meaning_is_a_400(http: Http, query: str) -> None:
    http.get(SEARCH, 400, query=query)


def test_pages_of_a_search_go_on_with_next_token(http: Http, world: World) -> None:
    ids = [str(world.add_post("ada", f"parcel {number}").id) for number in range(12)]
    first = http.get(SEARCH, query="parcel", max_results=10)
    second = http.get(
        SEARCH, query="parcel", max_results=10, next_token=first["meta"]["next_token"]
    )
    assert [post["id"] for post in first["data"] + second["data"]] == ids[::-1]
    newest = http.get(SEARCH, query="parcel", since_id=ids[9])
    assert newest["meta"]["result_count"] == 2


def test_posts_older_than_a_week_are_not_found(
    http: Http, x: XServer, world: World, clock: Clock
) -> None:
    world.add_post("ada", "parcel")
    clock.advance(8 * 24 * 3600)
    assert http.get(SEARCH, query="parcel")["meta"]["result_count"] == 0
    x.change(search_days=None)
    assert http.get(SEARCH, query="parcel")["meta"]["result_count"] == 1
