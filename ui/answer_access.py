"""From which account and to which post an answer goes, how it will go, or why it cannot; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from console.domain.accounts import Access, Account, SelfReply
from console.domain.cases import CaseRow, CaseView
from console.domain.cautions import Caution
from console.domain.messages import Direction, Post
from console.domain.sign_in import Granted
from console.language import tr
from console.pacing import x_prices
from ui import caution_words, words
from ui.composer_facts import Act, Fact, Standing
from ui.plain import at, isolated

NO_ACCOUNT = tr(
    "No account of its network is connected, so nothing goes out from here. "
    "Copy the parts and post them by hand."
)
BY_HAND = tr(
    "This post has no link, so nothing goes out from here. Copy the parts, post them by hand."
)
NO_POST = tr(
    "There is no post to answer here yet: this customer only called. Call back and note it."
)
GONE = tr(
    "The post was deleted, or is hidden from us: there is none left to "
    "answer. Call the customer, and note it."
)
NONE_LEFT = tr("None of the posts here can be answered any more. Call the customer, and note it.")


def to_line(row: CaseRow, case: CaseView | None, account: Account | None, now: datetime) -> str:
    """Return to which post an answer goes, and from whom; `case` is None until it was read."""
    answered = _answered(row, None if case is None else case.reply_to, now)
    # Translators: {answered} is `@ada_fern`, or `@ada_fern's post of 14:02`.
    said = tr("Answer to {answered}").format(answered=answered)
    if account is None:
        return said
    return tr("Answer to {answered} as @{handle}").format(answered=answered, handle=account.handle)


def standing(
    row: CaseRow,
    case: CaseView | None,
    account: Account | None,
    blocked: str,
    changes: tuple[Fact, ...],
    *,
    ready: bool,
    granted: Granted | None = None,
) -> Standing:
    """Return what holds for an answer to this case.

    `case` is None until it was read; `blocked` says why the account cannot publish,
    `changes` what is different from when the answer was begun, `granted` what the account's
    sign-in allows; None: not known.
    """
    post = None if case is None else case.reply_to
    no_access = account is not None and account.access is Access.HAND_OFF
    by_api = account is not None and not no_access and (post is None or post.summons)
    billed = by_api and account is not None and account.network == "x"
    reason, nothing = _obstacle(row, case, blocked if by_api else "")
    return Standing(
        blocked=reason,
        waits=_waits(account, granted) if by_api and account is not None else "",
        nothing_to_answer=nothing,
        ready=ready,
        no_access=no_access,
        self_reply=account.self_reply if account is not None and billed else SelfReply.YES,
        summoned=post is None or post.summons or no_access or account is None,
        found_by=() if case is None or by_api or no_access else case.found_by,
        handle="" if account is None else account.handle,
        prices=x_prices() if billed else None,
        changes=changes,
    )


def changes(cautions: Sequence[Caution], now: datetime) -> tuple[Fact, ...]:
    """Return what changed as facts that a person marks as seen."""
    return tuple(
        Fact(
            caution_words.caution_brief(caution, now),
            caution_words.happened(caution),
            warns=True,
            acts=(Act.SEEN,) if caution.message_id is None else (Act.SHOW, Act.SEEN),
            message_id=caution.message_id,
        )
        for caution in cautions
    )


def _waits(account: Account, granted: Granted | None) -> str:
    """Return why an answer waits in the outbox, and what ends that; empty where it goes out."""
    if granted is None:
        return ""
    if granted.ended is not None:
        return tr(
            "@{handle} is signed out: the answer waits in the outbox till you sign it in "
            "again (Accounts…, “Sign in again…”)."
        ).format(handle=account.handle)
    if granted.may_post is False:
        return tr(
            "The sign-in of @{handle} may only read: the answer waits in the outbox till "
            "you sign it in again (Accounts…, “Sign in again…”), with an app that may read "
            "and write."
        ).format(handle=account.handle)
    return ""


def _obstacle(row: CaseRow, case: CaseView | None, blocked: str) -> tuple[str, bool]:
    """Return why nothing can be sent, and whether that is because there is nothing to answer."""
    if row.account_id is None:
        return (NO_POST, True) if row.first_post_at is None else (NO_ACCOUNT, False)
    if case is None or case.reply_to is not None:
        return blocked, False
    posts = [message for message in case.messages if isinstance(message, Post)]
    if any(post.gone for post in posts if post.direction is Direction.IN):
        return GONE, True
    return (BY_HAND, False) if posts else (NONE_LEFT, True)


def _answered(row: CaseRow, post: Post | None, now: datetime) -> str:
    """Return which post an answer goes to; before that is known, to whom."""
    if post is None:
        return at(row.handle) if row.handle else isolated(row.name)
    who = f"@{post.author_handle}" if post.author_handle else isolated(post.author_name)
    return tr("{who}'s post of {moment}").format(who=who, moment=words.moment(post.at, now))
