"""The words of connecting an account: ways, what to set up for each, what was granted.

Pure. Names of X's console as of 2026-08: https://docs.x.com/fundamentals/developer-apps
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from console.domain.sign_in import Granted, Way
from console.domain.spending import Item, dollars
from console.errors import DeskError
from console.language import tr, tr_in
from console.pacing import x_prices
from ui import words

CONSOLE = "https://console.x.com"
TITLE = tr("Connect an account on X")
BY_HAND = tr("Without access: post by hand")
WAYS: Mapping[Way | None, tuple[str, str]] = MappingProxyType(
    {
        Way.BROWSER: (
            tr("Sign in with the browser (recommended)"),
            tr("You have your app's Client ID (OAuth 2.0). You allow access on X's own page."),
        ),
        Way.PIN: (
            tr("Sign in with a PIN"),
            tr("You have your app's API key and secret. X shows a PIN, and you type it here."),
        ),
        Way.KEYS: (
            tr("Paste four keys"),
            tr("You have API key, access token and both secrets, made in X's console."),
        ),
        None: (
            BY_HAND,
            tr("You have no app. The desk prepares each answer, and you post it in the browser."),
        ),
    }
)
"""By way (None: without access), recommended first: its name, and what it takes."""
HEADINGS: Mapping[Way | None, str] = MappingProxyType(
    {
        Way.BROWSER: tr("Sign in with the browser"),
        Way.PIN: tr("Sign in with a PIN"),
        Way.KEYS: tr("Paste four keys"),
        None: BY_HAND,
    }
)
PERMISSIONS = tr("Under User authentication settings set App permissions to Read and write.")
CALLBACKS = tr("Add these callback addresses, each exactly as it stands here:")
STEPS: Mapping[Way, tuple[str, ...]] = MappingProxyType(
    {
        Way.BROWSER: (
            tr("{permissions} Type of app: Native App.").format(permissions=PERMISSIONS),
            CALLBACKS,
            tr("Under Keys and tokens copy the OAuth 2.0 Client ID. A Web App has a secret too."),
        ),
        Way.PIN: (
            PERMISSIONS,
            tr("Under Keys and tokens copy the API key and its secret (consumer keys)."),
        ),
        Way.KEYS: (
            tr("{permissions} Do it first: tokens keep what held when they were made.").format(
                permissions=PERMISSIONS
            ),
            tr("Under Keys and tokens make an access token and secret for your own account."),
            tr("Paste the four here. Their JSON form, pasted into any field, fills all."),
        ),
    }
)
KEPT = tr("What signs you in is kept in this system's keyring, nowhere else.")
WITHOUT_ACCESS = tr(
    "The desk copies each part and opens X in the browser; you post it "
    "there.\nNothing is fetched: you capture customers' posts by their links "
    "(Ctrl+Shift+P)."
)
_GRANTS = (
    (("tweet.read", "read"), tr("may read posts")),
    (("tweet.write", "write"), tr("may publish and delete posts")),
    (("users.read", "read"), tr("may read who wrote them")),
    (("offline.access",), tr("stays signed in")),
)
READ_ONLY = tr(
    "It may only read. Set App permissions to Read and write in X's console, "
    "then connect it again. Till then answers are posted by hand."
)
UNTOLD = tr("X did not say what these keys allow; the first answer will show it.")


def cost() -> str:
    """Return what X bills for, in one line."""
    priced = x_prices()
    prices = {item: dollars(price) for item, price in priced.prices.items()}
    return tr(
        "X bills by use, from credits of the app's owner: {mention} a mention "
        "read, {answer} an answer, {linked} one with a link (as of {month})."
    ).format(
        mention=prices[Item.OWN_READ],
        answer=prices[Item.SUMMONED_REPLY],
        linked=prices[Item.POST_WITH_URL],
        month=words.dated(priced.read, tr_in("date pattern", "MMMM yyyy")),
    )


def granted(grant: Granted) -> tuple[str, ...]:
    """Return what a sign-in allows, in words; empty where X did not say.

    Keys and PINs last till they are revoked, so they stay signed in too.
    """
    if not grant.scopes:
        return ()
    lasting = () if grant.way is Way.BROWSER else ("offline.access",)
    held = {*grant.scopes, *lasting}
    return tuple(words for scopes, words in _GRANTS if held & set(scopes))


def said(error: DeskError) -> str:
    """Return all that an error says, as one text."""
    return " ".join(part for part in (f"{error.title}.", error.message, error.advice) if part)
