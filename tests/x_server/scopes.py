"""What an app may do for an account: scopes of OAuth 2.0, the access level of OAuth 1.0a.

Sources: https://docs.x.com/fundamentals/authentication/guides/v2-authentication-mapping and
https://docs.x.com/fundamentals/developer-apps (2026-08). The words of the 403 for a missing scope
are those that clients report (unverified).
"""

from . import problems
from .oauth import Token
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
