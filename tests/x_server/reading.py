"""The GET end points: users, time lines, look-ups, recent search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import problems, searching
from .params import IGNORED_FIELDS, Params
from .records import Json, Post, User
from .render import Asked, Rendered, Renderer
from .settings import Settings
from .snowflakes import id_at
from .timelines import Token, Window, cut
from .vocabulary import MEDIA_FIELDS, Vocabulary
from .world import World

_TIME_LINE = frozenset({"since_id", "until_id", "start_time", "end_time", "max_results",
                        "pagination_token"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler knows about the request it answers. The world's lock is held."""

    world: World
    settings: Settings
    names: Vocabulary
    viewer: User
    path: str
    pairs: list[tuple[str, str]]

    @property
    def params(self) -> Params:
        """Return a fresh reader of the query."""
        return Params(self.pairs, self.names)


def me(context: Context) -> Rendered:
    """GET /2/users/me."""
    return _users(context, context.params, lambda params: ([context.viewer], []), single=True)


def users_by_id(context: Context) -> Rendered:
    """GET /2/users?ids="""

    def find(params: Params) -> tuple[list[User], list[Json]]:
        wanted = [(str(user_id), context.world.user(user_id)) for user_id in
                  params.snowflakes("ids")]  # fmt: skip
        return _found_users(context, "ids", wanted)

    return _users(context, context.params, find, extra={"ids"})


def user_by_username(context: Context, username: str) -> Rendered:
    """GET /2/users/by/username/:username; an unknown one is a 200 with `errors` only."""

    def find(params: Params) -> tuple[list[User], list[Json]]:
        wanted = [(username, context.world.user_named(username))]
        return _found_users(context, "username", wanted)

    return _users(context, context.params, find, single=True)


def posts_by_id(context: Context) -> Rendered:
    """GET /2/tweets?ids="""
    params = context.params
    asked = _asked_posts(context, params, {"ids"})
    ids = params.snowflakes("ids")
    params.done()
    rendered = _looked_up(context, "ids", ids)
    return _finish(context, asked, rendered, [post.id for post in rendered.posts])


def post_by_id(context: Context, post_id: str) -> Rendered:
    """GET /2/tweets/:id; an unknown one is a 200 with `errors` only."""
    params = context.params
    asked = _asked_posts(context, params, set())
    params.done()
    rendered = _looked_up(context, "id", [int(post_id)])
    return _finish(context, asked, rendered, None)


def mentions(context: Context, user_id: str) -> Rendered:
    """GET /2/users/:id/mentions."""
    return _time_line(context, user_id, "mentioning", context.settings.mentions_cap)


def posts_of(context: Context, user_id: str) -> Rendered:
    """GET /2/users/:id/tweets."""
    return _time_line(context, user_id, "by", context.settings.timeline_cap)


def search_recent(context: Context) -> Rendered:
    """GET /2/tweets/search/recent: the last seven days, newest first."""
    params = context.params
    asked = _asked_posts(context, params, _TIME_LINE | {"query", "next_token", "sort_order"})
    window = _window(params, context.path, 10, "next_token", "pagination_token")
    found = searching.sought(params, context.world, context.settings)
    rendered = _page(context, asked, found.ids, window, found.wanted)
    rendered.searched = True
    return rendered


def _time_line(context: Context, user_id: str, kind: str, cap: int | None) -> Rendered:
    params = context.params
    extra = {"exclude"} if kind == "by" else set()
    asked = _asked_posts(context, params, _TIME_LINE | extra)
    excluded = params.choices("exclude", {"replies", "retweets"})
    window = _window(params, context.path, 5, "pagination_token", cap=cap)
    params.done()
    user = context.world.user(int(user_id))
    if user is None or user.suspended:
        error = problems.suspended if user else problems.missing
        arguments = ("id", user_id) if user else ("user", "id", user_id)
        return Rendered({"errors": [error(context.names, *arguments)]})

    def wanted(post: Post) -> bool:
        kinds = {reference.type for reference in post.references}
        return not (
            ("replies" in excluded and "replied_to" in kinds)
            or ("retweets" in excluded and "retweeted" in kinds)
        )

    ids = context.world.ids(kind, user.id)
    return _page(context, asked, ids, window, wanted if excluded else None)


def _page(
    context: Context, asked: Asked, ids: Sequence[int], window: Window,
    wanted: Callable[[Post], bool] | None,
) -> Rendered:  # fmt: skip
    world = context.world

    def visible(post_id: int) -> bool:
        post = world.post(post_id)
        return (
            post is not None
            and world.shows(post, context.viewer)
            and (wanted is None or wanted(post))
        )

    page = cut(ids, window, visible)
    meta: Json = {"result_count": len(page.ids)}
    if page.ids:
        meta |= {"newest_id": str(page.ids[0]), "oldest_id": str(page.ids[-1])}
        if page.has_older:
            meta["next_token"] = Token("older", page.ids[-1]).encode(context.path)
        if page.has_newer:
            meta["previous_token"] = Token("newer", page.ids[0]).encode(context.path)
    posts = [post for post in map(world.post, page.ids) if post is not None]
    rendered = _finish(context, asked, Rendered(posts=posts), [post.id for post in posts])
    rendered.body["meta"] = meta
    return rendered


def _finish(context: Context, asked: Asked, rendered: Rendered, ids: list[int] | None) -> Rendered:
    """Write `data` (a list for `ids`, else the one post; absent when empty) and `includes`."""
    renderer = Renderer(context.world, context.names, context.viewer, asked)
    errors = rendered.body.pop("errors", None)
    if rendered.posts:
        shown = [renderer.post(post) for post in rendered.posts]
        rendered.body["data"] = shown if ids is not None else shown[0]
    renderer.expand(rendered)
    if errors:
        rendered.body["errors"] = errors + rendered.body.get("errors", [])
    return rendered


def _looked_up(context: Context, parameter: str, ids: list[int]) -> Rendered:
    rendered = Rendered()
    errors: list[Json] = []
    for post_id in ids:
        post = context.world.post(post_id)
        author = None if post is None else context.world.user(post.author_id)
        gone = post is None or author is None or author.suspended
        if post is None or gone or context.world.lag.hides(post_id):
            errors.append(
                problems.missing(context.names, context.names.resource, parameter, str(post_id))
            )
        elif not context.world.shows(post, context.viewer):
            errors.append(problems.protected(context.names, parameter, str(post_id)))
        else:
            rendered.posts.append(post)
    if errors:
        rendered.body["errors"] = errors
    return rendered


def _users(
    context: Context, params: Params,
    find: Callable[[Params], tuple[list[User], list[Json]]], *,
    single: bool = False, extra: set[str] | None = None,
) -> Rendered:  # fmt: skip
    names = context.names
    params.allow({"user.fields", "expansions", names.fields_parameter} | (extra or set()))
    fields = params.choices("user.fields", names.user_fields)
    params.choices("expansions", names.user_expansions)
    params.post_fields(relation_fields=context.settings.relation_fields == "allowed")
    users, errors = find(params)
    params.done()
    inward = frozenset(names.inward(name) for name in fields)
    renderer = Renderer(context.world, names, context.viewer, Asked(user_fields=inward))
    rendered = Rendered(users=users)
    if users:
        shown = [renderer.user(user) for user in users]
        rendered.body["data"] = shown[0] if single else shown
    if errors:
        rendered.body["errors"] = errors
    return rendered


def _found_users(
    context: Context, parameter: str, wanted: list[tuple[str, User | None]]
) -> tuple[list[User], list[Json]]:
    found: list[User] = []
    errors: list[Json] = []
    for value, user in wanted:
        if user is None:
            errors.append(problems.missing(context.names, "user", parameter, value))
        elif user.suspended:
            errors.append(problems.suspended(context.names, parameter, value))
        else:
            found.append(user)
    return found, errors


def _asked_posts(context: Context, params: Params, allowed: "set[str] | frozenset[str]") -> Asked:
    names = context.names
    own = {names.fields_parameter, "user.fields", "media.fields", "expansions"}
    params.allow(own | IGNORED_FIELDS | allowed)
    return Asked(
        post_fields=params.post_fields(
            relation_fields=context.settings.relation_fields == "allowed"
        ),
        user_fields=params.choices("user.fields", names.user_fields),
        media_fields=params.choices("media.fields", MEDIA_FIELDS),
        expansions=params.choices("expansions", names.expansions),
    )


def _window(
    params: Params, scope: str, lowest: int, *tokens: str, cap: int | None = None
) -> Window:
    """Return the part of a time line that is asked for: since/start exclusive/inclusive as X."""
    since_id, until_id = params.snowflake("since_id"), params.snowflake("until_id")
    start_ms, end_ms = params.time_ms("start_time"), params.time_ms("end_time")
    after = [bound for bound in (since_id, None if start_ms is None else id_at(start_ms) - 1)
             if bound is not None]  # fmt: skip
    before = [bound for bound in (until_id, None if end_ms is None else id_at(end_ms))
              if bound is not None]  # fmt: skip
    return Window(
        after=max(after, default=None),
        before=min(before, default=None),
        cap=cap,
        token=params.token(scope, *tokens),
        size=params.integer("max_results", lowest, 100, 10),
    )
