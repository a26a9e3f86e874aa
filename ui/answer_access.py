"""From which account and to which post an answer goes, what that costs, or why it cannot go out.

Says it in the composer; decides nothing else.
"""

from __future__ import annotations

from datetime import datetime

from console.domain.accounts import Account, SelfReply
from console.domain.cases import CaseRow, CaseView
from console.domain.messages import Post
from console.pacing import x_prices
from ui import words
from ui.composer import Composer
from ui.plain import isolated

NO_ACCOUNT = (
    "No account of its network is connected, so nothing goes out from here. "
    "Copy the parts and post them by hand."
)
BY_HAND = "This post has no link, so nothing goes out from here. Copy the parts, post them by hand."
NO_POST = "There is no post to answer here yet: this customer only called. Call back and note it."
NONE_LEFT = "None of the posts here can be answered any more. Call the customer, and note it."


def tell(
    composer: Composer,
    row: CaseRow,
    case: CaseView | None,
    account: Account | None,
    blocked: str,
    now: datetime,
) -> None:
    """Say what holds for an answer to this case.

    `case` is None until it was read; `blocked` says why the account cannot publish.
    """
    post = None if case is None else case.reply_to
    whose = "" if account is None else f" as @{account.handle}"
    composer.to_line.setText(f"Answer to {_answered(row, post, now)}{whose}")
    if row.account_id is None and row.first_post_at is None:
        composer.offer_note(NO_POST)
    elif row.account_id is None:
        composer.block(NO_ACCOUNT)
    elif case is not None and post is None:
        if any(isinstance(message, Post) for message in case.messages):
            composer.block(BY_HAND)
        else:
            composer.offer_note(NONE_LEFT)
    else:
        composer.block(blocked)
    on_x = account is not None and account.network == "x"
    composer.warn_of_parts(account.self_reply if account and on_x else SelfReply.YES)
    composer.warn_of_summons(summoned=post is None or post.summons or not on_x)
    composer.set_prices(x_prices() if on_x else None)


def _answered(row: CaseRow, post: Post | None, now: datetime) -> str:
    """Return which post an answer goes to; before that is known, to whom."""
    if post is None:
        return f"@{row.handle}" if row.handle else isolated(row.name)
    who = f"@{post.author_handle}" if post.author_handle else isolated(post.author_name)
    return f"{who}'s post of {words.moment(post.at, now)}"
