"""How many posts a search finds, by X's own count: asked for as an app, read hour by hour.

X's OpenAPI documents take an app's own token here (2.166), or that of an OAuth 2.0 user as
well (2.167), but never what an account signs with. Each request is billed by itself
(https://docs.x.com/x-api/getting-started/pricing, "Counts: Recent", 2026-08).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from console.connectors.x_bill import Bill
from console.connectors.x_mapping import Json, as_list, as_object, read_count, read_time
from console.connectors.x_problems import InvalidRequest
from console.domain.remote import Counted
from console.errors import BadAnswer, Gone, InvalidQuery, Refused, SignedOut
from console.language import tr

ROUTE = "/2/tweets/counts/recent"
MAX_PAGES = 8
"""The hours of seven days have room in one; more only where X makes its pages smaller."""
SAMPLE_INSTEAD = tr("Estimate from a sample of the newest posts instead.")


class AsksAsApp(Protocol):
    """What can ask X by the app's own access, such as `x_requests.Requests`."""

    def as_app(self, route: str, params: dict[str, str], answered: Callable[[], None]) -> Json:
        """Return X's answer, `answered` called; SignedOut where it does not take the access."""
        ...


def count(requests: AsksAsApp, bill: Bill, query: str) -> Counted:
    """Return what X counts for a query; see `console.connectors.base.Connector.count`."""
    hours: dict[datetime, int] = {}
    token: str | None = None
    for _ in range(MAX_PAGES):
        params = {"query": query, "granularity": "hour"}
        answer = _ask(requests, bill, params if token is None else {**params, "next_token": token})
        hours |= _hours(answer)
        following = as_object(answer.get("meta")).get("next_token")
        if not isinstance(following, str) or not following:
            return Counted(tuple(sorted(hours.items())))
        if following == token:
            break
        token = following
    raise BadAnswer(tr("X's count leads in a circle."))


def _ask(requests: AsksAsApp, bill: Bill, params: dict[str, str]) -> Json:
    try:
        return requests.as_app(ROUTE, params, bill.add_count)
    except (SignedOut, Gone, Refused) as error:
        if isinstance(error, InvalidQuery | InvalidRequest):
            raise
        raise Refused(tr("X does not let this app count posts."), advice=SAMPLE_INSTEAD) from error


def _hours(answer: Json) -> dict[datetime, int]:
    """Return the counts of an answer by the beginning of each hour, all or an error.

    What was left out would make a watch look cheaper than it is.
    """
    hours: dict[datetime, int] = {}
    for raw in as_list(answer.get("data")):
        item = as_object(raw)
        began, found = read_time(item.get("start")), _first(item, "tweet_count", "post_count")
        if began is None or found is None:
            raise BadAnswer(tr("X's count makes no sense."))
        hours[began] = found
    meta = as_object(answer.get("meta"))
    if not hours and _first(meta, "total_tweet_count", "total_post_count") != 0:
        raise BadAnswer(tr("X's answer holds no count."))
    return hours


def _first(item: Json, *names: str) -> int | None:
    """Return the number under the first name that has one: that of 2.166, or of 2.167."""
    numbers = (read_count(item.get(name)) for name in names)
    return next((number for number in numbers if number is not None), None)
