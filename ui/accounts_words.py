"""What the dialogs of accounts and agents say; pure."""

from __future__ import annotations

from datetime import datetime

from console.domain.accounts import Access, Account
from console.domain.sign_in import Ended, Granted, Way
from console.language import tr, tr_in
from ui import words

WAYS = {
    Way.KEYS: tr("with four pasted keys"),
    Way.PIN: tr("by PIN"),
    Way.BROWSER: tr("in the browser"),
}
SCOPES = {
    "tweet.read": tr("read posts"),
    "tweet.write": tr_in("what an app may", "post"),
    "users.read": tr("look up users"),
    "offline.access": tr("stay signed in"),
    "read": tr("read posts"),
    "write": tr_in("what an app may", "post"),
}
BY_HAND = tr("Not signed in: posts are captured, answers posted in the browser.")
STAYS = tr(
    "The desk removes its keys from this computer's keyring, and asks the "
    "keyring again. Nothing is read for the account and no answer goes out "
    "till it is signed in again. Queued answers wait; cases, posts and "
    "drafts stay."
)
SIGNED_OUT = tr("Signed out. The keyring was asked again: it holds nothing of @{handle}.")
NO_KEYRING = tr(
    "Signed out. What the desk knew of @{handle} was in memory only, and is gone; "
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
    # Translators: {way} is `with four pasted keys`, `by PIN` or `in the browser`.
    said = tr("Signed in {way}.").format(way=WAYS[granted.way])
    if granted.since is not None:
        said = tr("Signed in {way} since {moment}.").format(
            way=WAYS[granted.way], moment=words.moment(granted.since, now)
        )
    if not granted.scopes:
        return said + " " + tr("X did not say what that allows.")
    allowed = [SCOPES.get(scope, scope) for scope in granted.scopes]
    listed = allowed[-1]
    if allowed[:-1]:
        listed = tr("{several} and {last}").format(several=", ".join(allowed[:-1]), last=listed)
    # Translators: {acts} is such as `read posts, post and stay signed in`.
    may = tr("It may {acts}.").format(acts=listed)
    only = "" if granted.may_post else tr("It may not post: answers are posted by hand.")
    return " ".join(one for one in (said, may, only) if one)


def ended(why: Ended) -> str:
    """Return why an account is signed out."""
    return tr("{why} Queued answers wait till it is signed in again.").format(why=why.words)
