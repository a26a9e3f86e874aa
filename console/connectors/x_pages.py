"""One page of a walk, out of X's answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.connectors.x_mapping import Items, Json, as_list, as_object, read_items
from console.connectors.x_problems import Problem, from_problem
from console.connectors.x_walk import Cursor, Step, step
from console.domain.ids import RemoteId
from console.domain.remote import Page, RemotePost
from console.errors import BadAnswer
from console.language import tr


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer holds, and how it moved the walk on."""

    posts: tuple[RemotePost, ...]
    """Newest first."""
    step: Step
    malformed: int


def read(
    at: Cursor,
    answer: Json,
    end: int | None,
    *,
    now: datetime,
    author_id: RemoteId | None = None,
) -> Read:
    """Return the page that an answer holds; `end` as `x_walk.step` takes it.

    Without posts it is one only where it counts none or leads on: anything else that
    looks empty would end a walk, and hide posts for good. `author_id` is given where all
    posts are by one author.
    """
    meta, data = as_object(answer.get("meta")), answer.get("data")
    token = meta.get("next_token")
    next_token = token if isinstance(token, str) and token else None
    items = Items((), (), 0)
    if isinstance(data, list):
        items = read_items(answer, before=now, author_id=author_id)
    if not items.ids and next_token is None and meta.get("result_count") != 0:
        if as_list(answer.get("errors")):
            raise _refusal(answer)
        if not items.malformed or not meta:
            raise BadAnswer(tr("X's answer holds no page of posts."))
    done = step(at, items, next_token, end=end, knows_end=bool(meta))
    posts = sorted(items.posts, key=lambda post: int(post.remote_id), reverse=True)
    if (bound := done.wanted_from) is not None:
        posts = [post for post in posts if int(post.remote_id) > int(bound)]
    return Read(tuple(posts), done, items.malformed)


def timeline_page(
    at: Cursor, answer: Json, end: int, *, now: datetime, author_id: RemoteId | None = None
) -> Page:
    """Return the page of a timeline; `end` is how many of its most recent posts X shows."""
    page = read(at, answer, end, now=now, author_id=author_id)
    done = page.step
    return Page(page.posts, done.cursor.to_json(), done.done, done.gap, page.malformed)


def _refusal(answer: Json) -> Exception:
    """Return the error that a 200 without data describes in its `errors`."""
    problem = Problem.read(200, answer)
    status = 404 if "resource-not-found" in problem.types else 403
    return from_problem(Problem.read(status, answer), write=False)
