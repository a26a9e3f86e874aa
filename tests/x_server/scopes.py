"""What an app may do: scopes of OAuth 2.0, the access level of OAuth 1.0a, and by itself.

Sources: https://docs.x.com/fundamentals/authentication/guides/v2-authentication-mapping and
https://docs.x.com/fundamentals/developer-apps (2026-08). The words of the 403 for a missing scope
are those that clients report (unverified).
"""

from . import auth, problems
from .messages import Answer, Request
from .oauth import Token
from .oauth_forms import form_of
from .vocabulary import Vocabulary

READING = frozenset({"tweet.read", "users.read"})
WRITING = READING | {"tweet.write"}


def check_scopes(token: Token, route: str) -> None:
    """Raise the 403 of a token that was not given what a route needs."""
    needed = READING if route.startswith("GET ") else WRITING
    if not needed <= set(token.scopes):
        raise problems.forbidden("Forbidden")


def check_access_level(level: str, route: str, names: Vocabulary) -> None:
    """Raise the 403 of keys that may only read."""
    if level == "read" and not route.startswith("GET "):
        raise problems.oauth1_permissions(names)


def app_token(request: Request, token: str) -> Answer:
    """Return an app's own access, or the refusal of its key and secret."""
    if not auth.is_app(request):
        raise problems.no_app_token()
    if form_of(request) != {"grant_type": "client_credentials"}:
        raise problems.plain(400, "Bad Request", "Missing required parameter: grant_type")
    return Answer(200, {"token_type": "bearer", "access_token": token})
