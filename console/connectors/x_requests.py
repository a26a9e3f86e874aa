"""Requests to X and their answers as JSON, by an account's keys or by those of its app.

Owns the two sets of names in which posts are asked for, and the app's own access: a token
that X gives for the app's keys, kept in this object's memory alone and never logged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar
from urllib.parse import quote

from console.connectors.x_auth import Bearer, XCredentials, XKeys, XTokens
from console.connectors.x_errors import translated
from console.connectors.x_mapping import Json
from console.connectors.x_problems import InvalidRequest
from console.errors import BadAnswer, SignedOut
from console.language import tr

HOST = "https://api.x.com"
TOKEN = re.compile(r"[!-~]{1,4096}")
"""What can stand in a header."""


@dataclass(frozen=True, slots=True)
class Names:
    """In which words posts are asked for."""

    fields: str
    params: Mapping[str, str]
    bare_params: Mapping[str, str]
    """For the posts alone, without what else may be billed."""

    def of(self, *, bare: bool) -> Mapping[str, str]:
        """Return the parameters for posts with all that belongs to them, or bare."""
        return self.bare_params if bare else self.params


COMMON_PARAMS = {
    "user.fields": "name,public_metrics,username",
    "media.fields": "alt_text,height,media_key,preview_image_url,type,url,width",
}
BARE_FIELDS = "author_id,conversation_id,created_at,display_text_range,entities,note_tweet"
OLD_NAMES = Names(
    "tweet.fields",
    {
        "tweet.fields": "attachments,author_id,conversation_id,created_at,display_text_range,"
        "entities,in_reply_to_user_id,lang,note_tweet,public_metrics,referenced_tweets",
        "expansions": "attachments.media_keys,author_id",
    }
    | COMMON_PARAMS,
    {"tweet.fields": BARE_FIELDS},
)
NEW_NAMES = Names(
    "post.fields",
    # 2.167 offers whom and what a post answers as expansions only, no longer as fields.
    {
        "post.fields": "attachments,conversation_id,created_at,display_text_range,entities,"
        "lang,note_post,public_metrics",
        "expansions": "attachments.media_keys,author_id,in_reply_to_user_id,referenced_posts",
    }
    | COMMON_PARAMS,
    {
        "post.fields": "conversation_id,created_at,display_text_range,entities,note_post",
        # Who wrote a post, which no post is understood without, is told with the author only.
        "expansions": "author_id",
    },
)
ABOUT_NAMES = ("tweet.fields", "post.fields", "expansions")


class Place(Protocol):
    """Where a walk stands, as far as asking for its next page goes."""

    def params(self) -> dict[str, str]:
        """Return the parameters of the request for the next page."""
        ...

    def after_refusal(self, error: InvalidRequest) -> Self | None:
        """Return where to ask from when X refused this, None where there is nothing left."""
        ...


P = TypeVar("P", bound=Place)


class Requests:
    """One account's way to ask; answers are JSON objects, failures `ConnectorError`s."""

    def __init__(self, client: Any, credentials: XKeys) -> None:
        self._client = client
        self._credentials = credentials
        self._names = OLD_NAMES
        self._app_token: str | None = None

    @property
    def signs(self) -> bool:
        """Whether requests are signed by OAuth 1.0a; else they bear a token."""
        return not isinstance(self._credentials, XTokens)

    def call(
        self, function: Callable[..., Any], *args: object, write: bool = False, **kwargs: object
    ) -> Json:
        """Return what a method of the library answers; `write`: it would change something."""
        with translated(write=write):
            answer: object = function(*args, **kwargs)
        if not isinstance(answer, dict):
            raise BadAnswer(tr("X's answer was no JSON object."), maybe_done=write)
        return answer

    def page(self, route: str, params: dict[str, str], at: P) -> tuple[P, Json]:
        """Return the next page of a walk, and from where X gave it.

        Where X no longer takes the token or the bound, the walk goes on without (see
        `Place.after_refusal`).
        """
        while True:
            try:
                return at, self.posts(route, {**params, **at.params()})
            except InvalidRequest as error:
                other = at.after_refusal(error)
                if other is None:
                    raise
                at = other

    def posts(self, route: str, params: dict[str, str], *, bare: bool = False) -> Json:
        """Ask for posts, in new names from the time that X refuses the old ones."""
        try:
            return self._get(route, {**params, **self._names.of(bare=bare)})
        except InvalidRequest as error:
            if self._names is NEW_NAMES or not error.complains_of(*ABOUT_NAMES):
                raise
        self._names = NEW_NAMES
        try:
            return self._get(route, {**params, **self._names.of(bare=bare)})
        except InvalidRequest as error:
            if error.complains_of(*ABOUT_NAMES):
                self._names = OLD_NAMES
            raise

    def as_app(self, route: str, params: dict[str, str], answered: Callable[[], None]) -> Json:
        """Ask by the app's own access; where X no longer takes that, it is had anew, once.

        X gives that for an app's API key and its secret only. With tokens of OAuth 2.0 it is
        asked by those, which version 2.167 of its API takes for counts and 2.166 does not.

        `answered` is called once X did what was asked, though its answer be unreadable.

        Raises:
            SignedOut: X gives the app none, or does not take it here.
        """
        if isinstance(self._credentials, XTokens):
            return self._get_with(self._credentials.access_token, route, params, answered)
        token = self._app_token
        if token is not None:
            try:
                return self._get_with(token, route, params, answered)
            except SignedOut:
                self._app_token = None
        token = self._app_token = self._new_app_token(self._credentials)
        return self._get_with(token, route, params, answered)

    def _get(self, route: str, params: dict[str, str]) -> Json:
        # tweepy's own methods warn of every parameter that is younger than they are.
        def call() -> object:
            return self._client.request("GET", route, params=params, user_auth=self.signs).json()

        return self.call(call)

    def _get_with(
        self, token: str, route: str, params: dict[str, str], answered: Callable[[], None]
    ) -> Json:
        def call() -> object:
            return self._client.session.get(
                HOST + route, params=params, auth=Bearer(token), headers=self._headers
            ).json()

        try:
            answer = self.call(call)
        except BadAnswer:
            answered()
            raise
        answered()
        return answer

    def _new_app_token(self, keys: XCredentials) -> str:
        """Return the app's token, had as X documents it.

        https://docs.x.com/fundamentals/authentication/oauth-2-0/application-only (2026-08)
        """
        key, secret = keys.api_key, keys.api_key_secret

        def call() -> object:
            return self._client.session.post(
                HOST + "/oauth2/token",
                data={"grant_type": "client_credentials"},
                auth=(quote(key, safe=""), quote(secret, safe="")),
                headers=self._headers,
            ).json()

        token = self.call(call).get("access_token")
        if not isinstance(token, str) or not TOKEN.fullmatch(token):
            raise BadAnswer(tr("X gave the app no access that can be used."))
        return token

    @property
    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self._client.user_agent}
