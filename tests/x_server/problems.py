"""Errors as X words them. An `ApiProblem` is raised anywhere and becomes the answer.

Sources: https://docs.x.com/x-api/fundamentals/response-codes-and-errors and X's OpenAPI documents;
wordings that no document has are those that clients report, named at each.
"""

from collections.abc import Mapping

from .records import Json
from .vocabulary import Vocabulary

ABOUT_BLANK = "about:blank"


class ApiProblem(Exception):
    """A request that is answered with an error status."""

    def __init__(self, status: int, body: Json, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


def plain(status: int, title: str, detail: str) -> ApiProblem:
    """Return a problem without a type of its own."""
    return ApiProblem(
        status, {"title": title, "detail": detail, "type": ABOUT_BLANK, "status": status}
    )


def unauthorized() -> ApiProblem:
    """Return X's 401."""
    return plain(401, "Unauthorized", "Unauthorized")


def too_many_requests() -> ApiProblem:
    """Return X's 429."""
    return plain(429, "Too Many Requests", "Too Many Requests")


def forbidden(detail: str) -> ApiProblem:
    """Return a 403 without a type, as most refusals of POST /2/tweets are."""
    return plain(403, "Forbidden", detail)


def server_error(status: int) -> ApiProblem:
    """Return a 5xx."""
    title = {500: "Internal Server Error", 503: "Service Unavailable"}.get(status, "Server Error")
    return plain(status, title, "Something is broken on our side.")


def out_of_credits(names: Vocabulary, account_id: int) -> ApiProblem:
    """Return the 402 of an account without credits.

    Old: what clients logged until mid-2026. New: what they log since (both in public issues,
    read 2026-10 through the project's search).
    """
    if names.name == "old":
        detail = (
            f"Your enrolled account [{account_id}] does not have any credits to fulfill this "
            "request."
        )
        body = {"account_id": account_id, "title": "CreditsDepleted", "detail": detail,
                "type": names.problems + "credits"}  # fmt: skip
    else:
        body = {"title": "Payment Required", "detail": "credits depleted", "status": 402,
                "type": names.problems + "credits-depleted"}  # fmt: skip
    return ApiProblem(402, body)


def unsupported_authentication(names: Vocabulary, given: str, taken: str) -> ApiProblem:
    """Return the 403 of an end point that does not take this kind of credentials.

    As clients report it: https://github.com/tweepy/tweepy/issues/1890.
    """
    detail = (
        f"Authenticating with {given} is forbidden for this endpoint.  "
        f"Supported authentication types are [{taken}]."
    )
    body = {"title": "Unsupported Authentication", "detail": detail, "status": 403,
            "type": names.problems + "unsupported-authentication"}  # fmt: skip
    return ApiProblem(403, body)


def oauth1_permissions(names: Vocabulary) -> ApiProblem:
    """Return the 403 of an app whose keys may only read (wording as clients report it)."""
    detail = (
        "Your client app is not configured with the appropriate oauth1 app permissions for "
        "this endpoint."
    )
    body = {"title": "Forbidden", "detail": detail, "status": 403,
            "type": names.problems + "oauth1-permissions"}  # fmt: skip
    return ApiProblem(403, body)


def no_app_token() -> ApiProblem:
    """Return the refusal of an app's key or secret.

    The form is that of API 1.1: https://docs.x.com/fundamentals/authentication (unverified).
    """
    message = "Unable to verify your credentials"
    errors = [{"code": 99, "message": message, "label": "authenticity_token_error"}]
    return ApiProblem(403, {"errors": errors})


def invalid_request(names: Vocabulary, errors: list[Json]) -> ApiProblem:
    """Return the 400 of a request with wrong parameters or a wrong body.

    The form of `errors`: https://twittercommunity.com/t/151746 (X staff, 2021).
    """
    body = {
        "errors": errors,
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": names.problems + "invalid-request",
    }
    return ApiProblem(400, body)


def not_summoned(names: Vocabulary) -> ApiProblem:
    """Return the refusal of a reply (or quote) that nobody asked for.

    Two wordings are in circulation since the rule of 2026-02-23: the first came without a type;
    the second is kept by the tests of twitter-together/action. Each vocabulary gets one, so that
    a client meets both.
    """
    if names.name == "old":
        return forbidden(
            "Reply to this conversation is not allowed because you have not been mentioned or "
            "otherwise engaged by the author of the post you are replying to."
        )
    return _authorization_error(
        names, "You can only reply to or quote posts where you are mentioned or are the author."
    )


def too_many_cashtags(names: Vocabulary) -> ApiProblem:
    """Return the refusal of a second cashtag (wording as clients report it, 2026-06 to 09)."""
    detail = "Posts are limited to a maximum of one cashtag ($SYMBOL)"
    return forbidden(detail) if names.name == "old" else _authorization_error(names, detail)


def _authorization_error(names: Vocabulary, detail: str) -> ApiProblem:
    """`resource_type`: the document demands it, logged answers lack it."""
    body = {"detail": detail, "status": 403, "title": "Authorization Error",
            "type": names.problems + "not-authorized-for-resource",
            "resource_type": names.resource}  # fmt: skip
    return ApiProblem(403, body)


def missing(names: Vocabulary, resource: str, parameter: str, value: str) -> Json:
    """Return the partial error for something that does not exist (any more)."""
    return {
        "value": value,
        "detail": f"Could not find {resource} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": resource,
        "parameter": parameter,
        "resource_id": value,
        "type": names.problems + "resource-not-found",
    }


def suspended(names: Vocabulary, parameter: str, value: str) -> Json:
    """Return the partial error for a suspended user."""
    return missing(names, "user", parameter, value) | {
        "title": "Forbidden",
        "detail": f"User has been suspended: [{value}].",
    }


def protected(names: Vocabulary, parameter: str, value: str, section: str = "data") -> Json:
    """Return the partial error for a post that the reader may not see."""
    return {
        "value": value,
        "detail": f"Sorry, you are not authorized to see the {names.resource.title()} with "
        f"{parameter}: [{value}].",
        "title": "Authorization Error",
        "resource_type": names.resource,
        "parameter": parameter,
        "resource_id": value,
        "section": section,
        "type": names.problems + "not-authorized-for-resource",
    }
