"""From a request to its answer: faults, credentials, limits, the handler, the bill, the log.

Knows no sockets. A request is answered under the world's lock, waits of faults excepted.
"""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import format_datetime
from typing import Any

from . import auth, counting, problems, reading
from .billing import Billing
from .faults import Fault, Faults, Refusal, echoed, spoilt
from .limits import WINDOW_S, Allowance, RateLimits
from .messages import Answer, Exchange, Request
from .oauth import OAuth
from .pictures import PictureHost
from .reading import Context
from .records import Post, User
from .render import Rendered
from .scopes import app_token, check_access_level, check_scopes
from .settings import Settings
from .vocabulary import NEW, OLD, Vocabulary, vocabulary
from .world import World
from .writing import Made, Writer

PROBLEM_TYPE = "application/problem+json"

Handler = Callable[..., Rendered | Made]
Observer = Callable[[Request, Answer, Vocabulary], None]


@dataclass(frozen=True, slots=True)
class Route:
    """An end point: `name` is method and path with `:id`, the key of its rate limit."""

    name: str
    pattern: re.Pattern[str]
    handler: Handler


@dataclass(slots=True)
class _Outcome:
    answer: Answer
    user: User | None = None
    post: Post | None = None
    true: bool = True
    """Whether the answer is X's own, not a fault's."""


class Application:
    """The API without its sockets."""

    def __init__(self, world: World, settings: Settings, stop: threading.Event) -> None:
        self.world = world
        self.settings = settings
        self.faults = Faults()
        self.pictures = PictureHost()
        self.billing = Billing()
        self.bases: tuple[str, ...] = auth.PUBLIC_HOSTS
        self.oauth = OAuth(world, lambda: self.bases)
        self.observer: Observer | None = None
        self.logged = threading.Condition(world.lock)
        self.exchanges: list[Exchange] = []
        self._stop = stop
        self._limits = RateLimits()
        self._writer = Writer(self.billing)
        self._routes = self._make_routes()

    def answer(self, request: Request) -> Answer:
        """Return the answer to one request, after any wait that a fault demands."""
        fault = self.faults.strike(request.method, request.path)
        if fault is not None and fault.wait_before_s and self._stop.wait(fault.wait_before_s):
            return Answer(delivery="dropped")
        with self.world.lock:
            names = self._names(request)
            outcome = self._outcome(request, names, fault)
            self._log(request, outcome, fault)
            if self.observer is not None and outcome.true:
                self.observer(request, outcome.answer, names)
        date = format_datetime(self.world.now().replace(microsecond=0), usegmt=True)
        outcome.answer = replace(outcome.answer, headers={"date": date} | outcome.answer.headers)
        if fault is not None and fault.wait_after_s and self._stop.wait(fault.wait_after_s):
            return Answer(delivery="dropped")
        return outcome.answer

    def _outcome(self, request: Request, names: Vocabulary, fault: Fault | None) -> _Outcome:
        if fault is not None and fault.echoes:
            fault = replace(fault, detail=echoed(request))
        if fault is not None and not fault.processed:
            return _Outcome(self._stand_in(fault, names), true=False)
        outcome = self._process(request, names)
        if fault is None:
            return outcome
        if outcome.post is not None and fault.name == "replica_lag":
            until_ms = None
            if fault.lag_s is not None:
                until_ms = self.world.now_ms() + round(fault.lag_s * 1000)
            self.world.lag.hide(outcome.post.id, until_ms=until_ms, requests=fault.lag_requests)
        if fault.answer is not None or fault.refusal is not None:
            outcome.answer, outcome.true = self._stand_in(fault, names), False
        elif fault.spoil is not None:
            outcome.answer, outcome.true = _spoilt_answer(outcome.answer, fault), False
        outcome.answer = replace(outcome.answer, delivery=fault.delivery)
        return outcome

    def _process(self, request: Request, names: Vocabulary) -> _Outcome:
        outcome = _Outcome(Answer())
        if self.pictures.serves(request):
            outcome.answer = self.pictures.answer(request)
            return outcome
        headers = {"api-version": names.api_version}
        self.world.lag.begin_request(self.world.now_ms())
        try:
            if self.oauth.serves(request):
                outcome.answer = self.oauth.answer(request)
                return outcome
            if (request.method, request.path) == ("POST", "/oauth2/token"):
                outcome.answer = app_token(request, self.settings.app_token)
                return outcome
            route, arguments = self._route(request)
            if route is None:
                outcome.answer = Answer(404, b"", "text/plain", headers)
                return outcome
            outcome.user = user = self._authenticated(request, route, names)
            if auth.kind_of(request, self.settings.app_token) == auth.OAUTH1:
                headers["x-access-level"] = self.settings.access_level
                check_access_level(self.settings.access_level, route.name, names)
            allowance = self._take_allowance(route, user)
            if allowance is not None:
                headers |= allowance.headers()
                if allowance.exceeded:
                    raise problems.too_many_requests()
            self._check_credit(names, user)
            context = Context(self.world, self.settings, names, user, request.path, request.pairs)
            self._check_ids(context, route, arguments)
            result = route.handler(*_given(route, context, request), **arguments)
            if isinstance(result, Made):
                outcome.post = result.post
            else:
                self._bill(result, user)
            status = 201 if route.name.startswith("POST") else 200
            outcome.answer = Answer(status, result.body, headers=headers)
        except problems.ApiProblem as problem:
            outcome.answer = Answer(
                problem.status, problem.body, PROBLEM_TYPE, headers | problem.headers
            )
        return outcome

    def _stand_in(self, fault: Fault, names: Vocabulary) -> Answer:
        """Return the answer that a fault gives instead of the true one."""
        if fault.answer is not None:
            return replace(fault.answer, delivery=fault.delivery)
        if fault.refusal is None:
            return Answer(delivery=fault.delivery)
        problem = self._refusal(fault, fault.refusal, names)
        headers: dict[str, str] = {}
        if fault.refusal == "rate_limited" and fault.with_reset:
            reset_s = self.world.now_ms() // 1000 + WINDOW_S
            headers = Allowance(100, 0, reset_s, exceeded=True).headers()
        return Answer(problem.status, problem.body, PROBLEM_TYPE, headers, fault.delivery)

    def _refusal(self, fault: Fault, kind: Refusal, names: Vocabulary) -> problems.ApiProblem:
        match kind:
            case "rate_limited":
                return problems.too_many_requests()
            case "unauthorized":
                return problems.unauthorized()
            case "out_of_credits":
                return problems.out_of_credits(names, self.world.own.id)
            case "forbidden":
                return problems.forbidden(fault.detail)
            case "server_error":
                return problems.server_error(fault.status)

    def _names(self, request: Request) -> Vocabulary:
        """Return the vocabulary of the answer: the one in use, or the old one where it may."""
        names = vocabulary(self.settings.vocabulary)
        if names is OLD or self.settings.old_names == "refused":
            return names
        asked = dict(request.pairs)
        old_only = OLD.expansions - NEW.expansions
        expanded = asked.get("expansions", "").split(",")
        old = OLD.fields_parameter in asked or not old_only.isdisjoint(expanded)
        return OLD if old else NEW

    def _authenticated(self, request: Request, route: Route, names: Vocabulary) -> User:
        kind = auth.kind_of(request, self.settings.app_token)
        counts = route.handler is counting.counts_recent
        taken = counting.TAKES[names.name] if counts else (auth.OAUTH1, auth.OAUTH2_USER)
        if kind == auth.APP_ONLY and kind in taken:
            return self.world.own  # it sees what is public, and so do we here
        token = self.oauth.bearer(auth.bearer_of(request))
        if token is not None:
            check_scopes(token, route.name)
        user_id = auth.user_id_of(request, self.bases) if token is None else token.user_id
        if kind == auth.OAUTH1 and user_id in self.oauth.revoked_users:
            user_id = None
        user = None if user_id is None else self.world.user(user_id)
        if user is None and kind != auth.APP_ONLY:
            raise problems.unauthorized()
        if user is None or kind not in taken:
            raise problems.unsupported_authentication(names, kind, ", ".join(taken))
        return user

    def _take_allowance(self, route: Route, user: User) -> Allowance | None:
        now_s = self.world.now_ms() // 1000
        return self._limits.take(user.id, route.name, now_s, self.settings.rate_limits)

    def _check_credit(self, names: Vocabulary, user: User) -> None:
        credit = self.settings.credit
        if credit is not None and self.billing.dollars >= credit:
            raise problems.out_of_credits(names, user.id)

    def _check_ids(self, context: Context, route: Route, arguments: dict[str, str]) -> None:
        for name, value in arguments.items():
            if name.endswith("id") and not re.fullmatch(r"[0-9]{1,19}", value):
                message = f"The `id` query parameter value [{value}] is not valid"
                error = {"parameters": {"id": [value]}, "message": message}
                raise problems.invalid_request(context.names, [error])

    def _bill(self, rendered: Rendered, reader: User) -> None:
        now_ms = self.world.now_ms()
        if rendered.counted:
            self.billing.did("count")
        hits = rendered.searched
        self.billing.read_posts(rendered.posts, reader, now_ms, searched=hits)
        self.billing.read_users(rendered.users, now_ms)
        if self.settings.bill_includes:
            self.billing.read_posts(rendered.included_posts, reader, now_ms, searched=hits)
            self.billing.read_users(rendered.included_users, now_ms)

    def _log(self, request: Request, outcome: _Outcome, fault: Fault | None) -> None:
        try:
            body = json.loads(request.body) if request.body else None
        except ValueError:
            body = None
        self.exchanges.append(
            Exchange(
                at_ms=self.world.now_ms(),
                method=request.method,
                path=request.path,
                query=request.query,
                body=body,
                user=outcome.user.username if outcome.user else None,
                status=outcome.answer.status,
                fault=fault.name if fault else None,
                delivered=outcome.answer.delivery in ("whole", "unframed"),
                created_id=outcome.post.id if outcome.post else None,
            )
        )
        self.logged.notify_all()

    def _route(self, request: Request) -> tuple[Route | None, dict[str, str]]:
        for route in self._routes:
            match = route.pattern.fullmatch(f"{request.method} {request.path}")
            if match:
                return route, match.groupdict()
        return None, {}

    def _make_routes(self) -> list[Route]:
        handlers: dict[str, Handler] = {
            "GET /2/users/me": reading.me,
            "GET /2/users/:user_id/mentions": reading.mentions,
            "GET /2/users/:user_id/tweets": reading.posts_of,
            "GET /2/tweets/search/recent": reading.search_recent,
            "GET /2/tweets/counts/recent": counting.counts_recent,
            "GET /2/tweets": reading.posts_by_id,
            "GET /2/tweets/:post_id": reading.post_by_id,
            "GET /2/users": reading.users_by_id,
            "GET /2/users/by/username/:username": reading.user_by_username,
            "POST /2/tweets": self._writer.create,
            "DELETE /2/tweets/:post_id": self._writer.delete,
        }
        return [
            Route(
                re.sub(r":(user|post)_id", ":id", name),
                re.compile(re.sub(r":(\w+)", r"(?P<\1>[^/]+)", name)),
                handler,
            )
            for name, handler in handlers.items()
        ]


def _given(route: Route, context: Context, request: Request) -> tuple[Any, ...]:
    return (context, request.body) if route.name.startswith("POST") else (context,)


def _spoilt_answer(answer: Answer, fault: Fault) -> Answer:
    if fault.spoil != "truncated":
        return replace(answer, body=spoilt(fault, answer.body))
    if fault.delivery == "cut":
        return answer
    whole = json.dumps(answer.body).encode()
    return replace(answer, body=whole[: len(whole) // 2])
