"""Find among our own posts the one that a part became, though we never heard of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.domain.outbox import Candidate, ReplyPart
from console.domain.patience import Patience
from console.store import own_posts
from console.store.database import Database
from console.text.weight import normalise

LOOKED_BACK = timedelta(days=7)
"""So far back our own posts are shown to a person who has to decide."""
MOST_CANDIDATES = 5


def find(
    db: Database, account: Account, part: ReplyPart, parent_id: RemoteId, patience: Patience
) -> own_posts.OwnPost | None:
    """Return the post that an unsure part is, as far as it is stored; None where none is.

    It answers the same post, says the same, belongs to no part, and was not there before
    the part was tried (but for what two clocks may differ). The caller has pulled our own
    timeline just before.
    """
    began = part.first_attempted_at or part.attempted_at
    if began is None:
        return None
    ours = own_posts.since(db, account, began - patience.clock_slack)
    for post in reversed(ours):
        if post.parent_id == parent_id and same_text(post.text, part.text):
            return post
    return None


def candidates(
    db: Database, account: Account, part: ReplyPart, parent_id: RemoteId, now: datetime
) -> tuple[Candidate, ...]:
    """Return those of our posts that a part may be, likeliest first, at most `MOST_CANDIDATES`.

    They say the same or answer the same post; a person decides.
    """
    since = min(part.first_attempted_at or now, now) - LOOKED_BACK
    all_of_them = [
        Candidate(
            remote_id=post.remote_id,
            at=post.at,
            text=post.text,
            same_text=same_text(post.text, part.text),
            same_parent=post.parent_id == parent_id,
        )
        for post in own_posts.since(db, account, since)
    ]
    likely = [each for each in all_of_them if each.same_text or each.same_parent]
    likely.sort(key=lambda each: (each.same_text, each.same_parent, each.at), reverse=True)
    return tuple(likely[:MOST_CANDIDATES])


def same_text(one: str, other: str) -> bool:
    """Return whether two texts are the same post, white space and link protocols aside.

    X normalises to NFC, shows a link without a protocol as http://, and trims what
    surrounds a text.
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    text = normalise(text).replace("https://", "").replace("http://", "")
    return " ".join(text.split())
