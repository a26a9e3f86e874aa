"""Control over HTTP, for tests in other processes. JSON in, JSON out, no credentials.

GET    /_control/state              posts, users, deleted, billing, requests, settings, faults
POST   /_control/posts              {author, text, reply_to?, quotes?, lang?}
DELETE /_control/posts/:id
POST   /_control/users              {username, name?, ...}: adds, or changes one that exists
POST   /_control/faults             {fault, arguments?, path?, method?, times?, after?}
DELETE /_control/faults             forgets the planned ones
POST   /_control/settings           {switch: value, ...}
POST   /_control/clock              {advance: seconds}
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from .application import Application
from .clock import Clock
from .faults import Fault
from .messages import Answer, Request
from .records import Json, Post


class Control:
    """Answers control requests; a wrong one gets a 400 with the reason."""

    def __init__(self, application: Application, change: Callable[..., None]) -> None:
        self._application = application
        self._world = application.world
        self._change = change
        self._verbs: Mapping[str, Callable[[Json], Json]] = {
            "GET state": lambda body: self.state(),
            "POST posts": self._add_post,
            "POST edits": self._edit_post,
            "POST users": self._put_user,
            "POST faults": self._add_fault,
            "DELETE faults": self._clear_faults,
            "POST settings": self._set,
            "POST clock": self._advance,
        }

    def answer(self, request: Request) -> Answer:
        """Return the answer to a control request."""
        noun, _, rest = request.path.removeprefix("/_control/").partition("/")
        try:
            body = json.loads(request.body or b"{}")
            with self._world.lock:
                if request.method == "DELETE" and noun == "posts":
                    self._world.delete_post(int(rest))
                    return Answer(body={})
                verb = self._verbs.get(f"{request.method} {noun}")
                if verb is None or rest:
                    return Answer(404, {"error": "no such control"})
                return Answer(body=verb(body))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            return Answer(400, {"error": f"{type(error).__name__}: {error}"})

    def state(self) -> Json:
        """Return everything that a test in another process may want to look at."""
        application, world = self._application, self._world
        return {
            "own": world.own.username,
            "now_ms": world.now_ms(),
            "posts": [_post_json(post) for post in world.posts],
            "deleted": sorted(map(str, world.deleted)),
            "users": [asdict(user) | {"id": str(user.id)} for user in world.users],
            "billing": {
                "counts": application.billing.counts,
                "dollars": str(application.billing.dollars),
            },
            "requests": [asdict(exchange) for exchange in application.exchanges],
            "settings": {
                name: str(value) if isinstance(value, Decimal) else value
                for name, value in asdict(application.settings).items()
            },
            "faults": list(application.faults.pending),
        }

    def _add_post(self, body: Json) -> Json:
        for link in ("reply_to", "quotes"):
            if body.get(link) is not None:
                body[link] = int(body[link])
        return _post_json(self._world.add_post(body.pop("author"), body.pop("text"), **body))

    def _edit_post(self, body: Json) -> Json:
        return _post_json(self._world.edit_post(int(body["id"]), body["text"]))

    def _put_user(self, body: Json) -> Json:
        username = body.pop("username")
        self._world.add_user(username)
        user = self._world.change_user(username, **body)
        return asdict(user) | {"id": str(user.id)}

    def _add_fault(self, body: Json) -> Json:
        fault: Fault = getattr(Fault, body.pop("fault"))(**body.pop("arguments", {}))
        self._application.faults.add(fault, **body)
        return {"pending": list(self._application.faults.pending)}

    def _clear_faults(self, body: Json) -> Json:
        self._application.faults.clear()
        return {}

    def _set(self, body: Json) -> Json:
        if body.get("credit") is not None:
            body["credit"] = Decimal(body["credit"])
        self._change(**body)
        return {}

    def _advance(self, body: Json) -> Json:
        if not isinstance(self._world.now, Clock):
            raise TypeError("this world's clock cannot be pushed")
        self._world.now.advance(body["advance"])
        return {"now_ms": self._world.now_ms()}


def _post_json(post: Post) -> dict[str, Any]:
    return {
        "id": str(post.id),
        "author_id": str(post.author_id),
        "text": post.text,
        "typed_text": post.typed_text,
        "note_text": post.note.text if post.note else None,
        "parent_id": None if post.parent_id is None else str(post.parent_id),
        "quoted_id": None if post.quoted_id is None else str(post.quoted_id),
        "conversation_id": str(post.conversation_id),
        "created_at_ms": post.created_at_ms,
        "via_api": post.via_api,
        "versions": [str(version) for version in post.versions],
    }
