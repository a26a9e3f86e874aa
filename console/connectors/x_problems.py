"""What X's refusals say, and which of our errors each is. Pure, but for the keys that are known.

X describes trouble as an RFC 7807 problem (`type`, `title`, `detail`), as a list
`errors` of such or of older `{"code", "message"}` objects, or not at all. Its 403
bodies carry no code, so some of them are told apart by their words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from console.diagnostics.secrets import SECRETS
from console.errors import (
    BadAnswer,
    ConnectorError,
    Duplicate,
    Gone,
    InvalidQuery,
    NoAnswer,
    NotSummoned,
    OutOfCredits,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
)
from console.language import tr

MAX_QUOTE = 200
"""Longest quotation of X's words, in code points."""
MAX_PROBLEMS = 200
MAX_WORDS = 20_000

PARAMETER = re.compile(
    r"\[[a-z_.]{2,40}\]|\b(?:since_id|until_id|expansions|[a-z]+_token|[a-z]+\.fields)\b"
)
"""A parameter's name in a sentence, for answers that do not name it apart."""

DUPLICATE = re.compile(r"duplicate", re.IGNORECASE)
NOT_SUMMONED = re.compile(
    r"not been (mentioned|summoned|quoted)|otherwise engaged by|summon"
    r"|only reply to or quote|where you are mentioned",
    re.IGNORECASE,
)
"""Both wordings in circulation since 2026-02-23: "you have not been mentioned or otherwise
engaged by the author", "posts where you are mentioned or are the author"."""
INVISIBLE = re.compile(r"deleted or not visible|does not exist|no longer exists", re.IGNORECASE)
ACCOUNT = re.compile(
    r"account is (suspended|(temporarily )?locked)|oauth1 app permissions|unsupported.auth"
    r"|attached to a project|not permitted to access|authenticating with",
    re.IGNORECASE,
)
GLITCH = re.compile(r"authenticating with unknown", re.IGNORECASE)
"""X fails now and then to read a signature that is right; the next try passes.
https://github.com/10up/autoshare-for-twitter/issues/387 (2025-10)."""
ACCOUNT_TYPES = ("client-forbidden", "oauth1-permissions", "unsupported-authentication")
CREDITS = re.compile(r"usage.?cap|credits?", re.IGNORECASE)
GONE_TYPES = ("resource-not-found", "resource-unavailable", "not-authorized-for-resource")
"""Problems that say of a post that it is deleted, or that we may not see it."""
ADDRESS = re.compile(r"https?://\S+|[A-Za-z0-9+/=_%-]{40,}")
"""What is never quoted: an address, and what is as long as a key."""
QUERY_PREFIX = re.compile(r"^There were errors processing your request:\s*", re.IGNORECASE)
"""With it X begins what it says of a query, whatever comes behind."""
FORMAT_CHARS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class InvalidRequest(Refused):
    """X did not understand a parameter; a connector may know another way to ask.

    `parameters` holds the names that X complains of, as far as it says.
    """

    def __init__(self, message: str, parameters: frozenset[str]) -> None:
        super().__init__(message)
        self.parameters = parameters

    def complains_of(self, *parts: str) -> bool:
        """Return whether a parameter that X names contains one of `parts`."""
        return any(part in name for name in self.parameters for part in parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """What an answer says about why it is none."""

    status: int
    types: frozenset[str]
    """Last parts of the problem types, such as `resource-not-found`."""
    words: str
    """All that X says, as it says it; only to be searched."""
    quote: str
    """What may be shown to a person; empty where X says nothing."""
    parameters: frozenset[str]
    about_query: str = ""
    """What it says of a search's query; may be shown."""

    @classmethod
    def read(cls, status: int, body: object) -> Self:
        """Return what `body` says; any JSON value will do."""
        top = [body] if isinstance(body, dict) else []
        several = body if isinstance(body, list) else top and top[0].get("errors")
        listed = several[:MAX_PROBLEMS] if isinstance(several, list) else []
        problems = [item for item in [*top, *listed] if isinstance(item, dict)]
        types = {
            str(item["type"]).rstrip("/").rpartition("/")[2]
            for item in problems
            if _s(item, "type")
        }
        texts = [
            item[name]
            for name in ("detail", "message", "title", "reason", "error_description", "error")
            for item in reversed(problems)
            if _s(item, name)
        ]
        words = " ".join([*texts, *(item for item in listed if isinstance(item, str))])[:MAX_WORDS]
        parameters = {name for item in problems if (name := _s(item, "parameter"))}
        for item in problems:
            named = item.get("parameters")
            parameters |= {str(name) for name in named} if isinstance(named, dict) else set()
        if not parameters:
            parameters = {match[0].strip("[]") for match in PARAMETER.finditer(words)}
        return cls(
            status,
            frozenset(types),
            words,
            quoted(texts[0] if texts else words),
            frozenset(parameters),
            _about_query(problems),
        )


def _about_query(problems: list[dict[str, object]]) -> str:
    """Return the sentences in which problems name the query as their parameter."""
    said = []
    for item in problems:
        named = item.get("parameters")
        if _s(item, "parameter") == "query" or (isinstance(named, dict) and "query" in named):
            said.append(QUERY_PREFIX.sub("", _s(item, "message") or _s(item, "detail")))
    return quoted(" ".join(said[:MAX_PROBLEMS]))


def _s(item: dict[str, object], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def quoted(text: str) -> str:
    """Return X's words on one line, cut, without addresses, keys or unprintable characters.

    X may echo what it was asked with: keys that are known here go at any length.
    """
    text = SECRETS.without(text[:MAX_WORDS])
    text = ADDRESS.sub("...", text[: MAX_QUOTE * 10])
    visible = "".join(" " if unicodedata.category(c) in FORMAT_CHARS else c for c in text)
    line = " ".join(visible.split())
    return line if len(line) <= MAX_QUOTE else line[: MAX_QUOTE - 3] + "..."


def _ended(quote: str) -> str:
    """Return a quotation that ends as a sentence, for another one follows."""
    return quote if quote[-1] in ".!?…" else f"{quote}."


def from_problem(
    problem: Problem, *, write: bool, reset_at: datetime | None = None
) -> ConnectorError:
    """Return our error for a refusal by its status and words.

    `write` says whether the call would have changed something.
    """
    said = tr(' X says: "{ended}"').format(ended=_ended(problem.quote)) if problem.quote else ""
    match problem.status:
        case 400 if "query" in problem.parameters:
            about = problem.about_query or problem.quote
            return InvalidQuery(
                tr("X refuses the query.")
                + (tr(' It says: "{about}"').format(about=about) if about else "")
            )
        case 400:
            return InvalidRequest(tr("X did not accept the request.") + said, problem.parameters)
        case 401:
            return SignedOut(tr("X does not accept the account's keys.") + said)
        case 402:
            return OutOfCredits(tr("X wants to be paid first.") + said)
        case 403:
            return _from_forbidden(problem, said)
        case 404 | 410:
            return Gone(tr("X has no such post or user, or does not show it.") + said)
        case 408:
            return NoAnswer(tr("X gave up waiting for the request."), maybe_done=write)
        case 429:
            if CREDITS.search(problem.words) or "usage-capped" in problem.types:
                return OutOfCredits(tr("X's limit on the account's use is reached.") + said)
            return RateLimited(tr("X asks to wait.") + said, reset_at=reset_at)
        case status if 400 <= status < 500:
            return Refused(tr("X refuses the request.") + said)
        case status if status >= 500:
            return ServerTrouble(
                tr("X answered with its error {status}.").format(status=status) + said,
                maybe_done=write,
            )
        case status:
            return BadAnswer(
                tr("X answered with the unexpected status {status}.").format(status=status),
                maybe_done=write,
            )


def _from_forbidden(problem: Problem, said: str) -> ConnectorError:
    if DUPLICATE.search(problem.words):
        return Duplicate(tr("X says that the same text was posted before."))
    if NOT_SUMMONED.search(problem.words):
        return NotSummoned(tr("X accepts no reply through its API to this post.") + said)
    if INVISIBLE.search(problem.words):
        return Gone(tr("The post was deleted, or this account may not see it.") + said)
    if GLITCH.search(problem.words):
        return ServerTrouble(tr("X could not read the request's signature this time.") + said)
    if ACCOUNT.search(problem.words) or not problem.types.isdisjoint(ACCOUNT_TYPES):
        return SignedOut(
            tr("X does not let this app act for the account.") + said,
            advice=tr(
                "Look at the app's permissions in X's developer console and at the "
                "account itself, then connect it again."
            ),
            ended=False,
        )
    return Refused(tr("X refuses the request.") + said)
