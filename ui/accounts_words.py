"""What the dialogs of accounts and agents say; pure."""

from __future__ import annotations

from datetime import datetime

from console.domain.accounts import Access, Account
from console.domain.sign_in import Ended, Granted, Way
from console.language import tr
from ui import words

WAYS = {
    Way.KEYS: tr("with four pasted keys"),
    Way.PIN: tr("by PIN"),
    Way.BROWSER: tr("in the browser"),
}
SCOPES = {
    "tweet.read": tr("read posts"),
    "tweet.write": "post",
    "users.read": tr("look up users"),
    "offline.access": tr("stay signed in"),
    "read": tr("read posts"),
    "write": "post",
}
BY_HAND = tr("Not signed in: posts are captured, answers posted in the browser.")
STAYS = tr(
    "The desk removes its keys from this computer's keyring, and asks the "
    "keyring again. Nothing is read for the account and no answer goes out "
    "till it is signed in again. Queued answers wait; cases, posts and "
    "drafts stay."
)
SIGNED_OUT = tr("Signed out. The keyring was asked again: it holds nothing of @{0}.")
NO_KEYRING = tr(
    "Signed out. What the desk knew of @{0} was in memory only, and is gone; "
    "this computer has no keyring that could hold anything of it."
)


def signed_in(account: Account, granted: Granted | None, now: datetime) -> str:
    """Return how an account is signed in, since when and what that allows; None: not known yet."""
    if account.access is Access.HAND_OFF:
        return BY_HAND
    if granted is None:
        return "…"
    if granted.ended is not None:
        return ended(granted.ended)
    since = (
        ""
        if granted.since is None
        else tr(" since {moment}").format(moment=words.moment(granted.since, now))
    )
    said = tr("Signed in {ways}{since}").format(ways=WAYS[granted.way], since=since)
    if not granted.scopes:
        return tr("{said}. X did not say what that allows.").format(said=said)
    allowed = [SCOPES.get(scope, scope) for scope in granted.scopes]
    listed = ", ".join(allowed[:-1]) + (" and " if allowed[:-1] else "") + allowed[-1]
    only = "" if granted.may_post else tr(" It may not post: answers are posted by hand.")
    return tr("{said}. It may {listed}.{only}").format(said=said, listed=listed, only=only)


def ended(why: Ended) -> str:
    """Return why an account is signed out."""
    return tr("{words} Queued answers wait till it is signed in again.").format(words=why.words)
