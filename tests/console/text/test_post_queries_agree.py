"""Two parsers of X's language, written apart, find the same posts."""

from __future__ import annotations

from random import Random

from console.domain.ids import RemoteId
from console.domain.remote import RemotePost, RemoteUser
from console.text.post_queries import compiled, problems
from tests.x_server import query as server_query
from tests.x_server.records import Post
from tests.x_server.world import World

_WORDS = ("parcel", "late", "refund", "broken", "PARCEL", "spät", "größe")
_TAGS = ("#late", "#refund")
_USERS = ("mia", "ben", "zoe")
_QUERIES = 400


def _posts(random: Random) -> tuple[World, list[Post]]:
    world = World("canary")
    for name in _USERS:
        world.add_user(name)
    made: list[Post] = []
    for _ in range(60):
        piece = [*_WORDS, *_TAGS, "@ben", "@zoe", "https://site.example/page", "very,", "not-so"]
        text = " ".join(random.choices(piece, k=random.randint(1, 6)))
        kind = random.random()
        other = random.choice(made) if made and kind < 0.6 else None
        made.append(world.add_post(
            random.choice(_USERS), text, lang=random.choice(("en", "de")),
            reply_to=other if kind < 0.25 else None,
            quotes=other if 0.25 <= kind < 0.4 else None,
            repeats=other if kind >= 0.4 else None,
        ))  # fmt: skip
    return world, made


def _user(world: World, user_id: int) -> RemoteUser:
    user = world.user(user_id)
    assert user is not None
    return RemoteUser(RemoteId(str(user.id)), user.username, user.name)


def _as_read(world: World, post: Post) -> RemotePost:
    parent, quoted, answered = post.parent_id, post.quoted_id, post.in_reply_to_user_id
    return RemotePost(
        remote_id=RemoteId(str(post.id)), author=_user(world, post.author_id), at=world.now(),
        text=post.typed_text, conversation_id=RemoteId(str(post.conversation_id)),
        parent_id=RemoteId(str(parent)) if parent else None,
        parent_author_id=RemoteId(str(answered)) if answered else None,
        quoted_id=RemoteId(str(quoted)) if quoted else None,
        mentions=tuple(_user(world, each) for each in sorted(post.mentioned_ids)), lang=post.lang,
        media=(), repost=any(each.type == "retweeted" for each in post.references),
    )  # fmt: skip


def _term(random: Random, made: list[Post]) -> str:
    made_up = (
        *_WORDS, *_TAGS, "@ben", "@Zoe", "#LATE", '"parcel late"', '"late, refund"', '"very late"',
        "from:mia", "from:Ben", "to:zoe", "to:ben", "lang:de", "lang:en", "is:reply", "is:quote",
        "is:retweet", "has:links", "has:mentions", "so", '"not so"',
        f"conversation_id:{random.choice(made).conversation_id}",
    )  # fmt: skip
    return random.choice(("", "", "-")) + random.choice(made_up)


def _query(random: Random, made: list[Post], depth: int = 0) -> str:
    parts = []
    for _ in range(random.randint(1, 3)):
        if depth < 3 and random.random() < 0.3:
            parts.append(f"({_query(random, made, depth + 1)})")
        else:
            parts.append(_term(random, made))
    joints = [random.choice((" ", " OR ")) for _ in parts]
    return "".join(f"{joint}{part}" for joint, part in zip(["", *joints[1:]], parts, strict=True))


def test_the_loopback_x_and_the_desk_find_the_same_posts() -> None:
    random = Random(20261122)
    world, made = _posts(random)
    seen = [(each, _as_read(world, each)) for each in made]
    queries: dict[str, None] = {}
    while len(queries) < _QUERIES:
        query = _query(random, made)
        if not any(each.stops for each in problems(query)):
            queries[query] = None
    hits = 0
    for query in queries:
        node = server_query.parse(query)
        ours = compiled(query)
        for theirs, read in seen:
            found = ours.fits(read)
            assert found == server_query.fits(node, theirs, world), (query, theirs.typed_text)
            hits += found
    assert 1000 < hits < _QUERIES * len(made) - 1000  # neither finds all, or nothing
