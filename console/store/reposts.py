"""How often posts were repeated and by whom, as far as the network tells; and how fast they go.

Only customers' posts are counted. What follows for a case is found by `store.standing` from
`of_cases`; nothing here depends on now.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from console.domain import reach
from console.domain.ids import CaseId, RemoteId, message_ms, to_ms
from console.domain.messages import Direction
from console.domain.remote import RemotePost
from console.store import desk_state
from console.store.database import Database, Row

_USUAL_SPEED = "usual_speed"
COMPLAINT = (
    "m.message_kind = 'complaint' AND m.direction = 'in' AND p.repost = 0 AND m.muted_by IS NULL"
)
"""The posts of customers whose reach is asked for; of `messages m` and `posts p`."""
_KNOWN = (
    "count(r.author_id) AS known, max(r.at) AS known_at, total(iif(r.author_id IS NULL, 0,"
    f" ifnull(r.followers, {reach.UNKNOWN_FOLLOWERS}))) AS known_followers"
)
"""What is known of the reposters of a post; `total`, for a sum of integers may overflow."""
_REPOSTERS = "LEFT JOIN reposters r ON r.network = p.network AND r.remote_id = p.remote_id"
_OF_CASES = (
    f"SELECT m.case_id, m.id, p.followers, p.reposts, p.reposts_at, {_KNOWN}"
    " FROM json_each(?) v CROSS JOIN messages m ON m.case_id = v.value"
    f" CROSS JOIN posts p ON p.message_id = m.id {_REPOSTERS}"
    f" WHERE {COMPLAINT} GROUP BY m.id HAVING p.reposts IS NOT NULL OR known > 0"
)
_NEWEST = (
    f"SELECT p.id, p.followers, p.reposts, p.reposts_at, {_KNOWN} FROM (SELECT m.id, p.* FROM"
    f" messages m CROSS JOIN posts p ON p.message_id = m.id WHERE {COMPLAINT}"
    f" AND p.reposts IS NOT NULL ORDER BY m.id DESC LIMIT {reach.LAST}) p"
    f" {_REPOSTERS} GROUP BY p.id"
)


class Spread(NamedTuple):
    """How far a complaint went and how fast."""

    posted_ms: int
    reposts: int
    reach: int
    speed: float
    """People an hour, see `domain.reach`."""


def columns(
    post: RemotePost, direction: Direction, now: datetime | None
) -> tuple[int | None, int | None, int | None]:
    """Return followers, reposts and when these were counted, as a new post is stored."""
    if direction is Direction.OUT:
        return None, None, None
    if now is None or post.repost or post.reposts is None:
        return post.author.followers, None, None
    return post.author.followers, post.reposts, to_ms(now)


def count(
    db: Database, network: str, posts: Iterable[RemotePost], now: datetime
) -> frozenset[CaseId]:
    """Note how often stored posts were repeated by now; inside a `writing` block.

    Returns the cases of which something follows from it. Own posts and what is not stored
    are passed over, and so is what was counted later than this.
    """
    told = {post.remote_id: post for post in posts if post.reposts is not None and not post.repost}
    if not told:
        return frozenset()
    now_ms = to_ms(now)
    touched: set[CaseId] = set()
    changed: list[tuple[object, ...]] = []
    for row in db.rows(
        "SELECT p.message_id, p.remote_id, p.followers, p.reposts, m.case_id FROM posts p"
        " JOIN messages m ON m.id = p.message_id AND m.direction = 'in' WHERE p.network = ?"
        " AND ifnull(p.reposts_at, 0) <= ? AND p.remote_id IN (SELECT value FROM json_each(?))",
        (network, now_ms, json.dumps(list(told))),
    ):
        post = told[RemoteId(row["remote_id"])]
        followers = row["followers"] if post.author.followers is None else post.author.followers
        changed.append((followers, post.reposts, now_ms, row["message_id"]))
        # That nobody repeated it yet has no speed: a later moment changes nothing then.
        same = (followers, post.reposts) == (row["followers"], row["reposts"])
        if row["case_id"] is not None and (post.reposts or not same):
            touched.add(CaseId(row["case_id"]))
    db.execute_many(
        "UPDATE posts SET followers = ?, reposts = ?, reposts_at = ? WHERE message_id = ?", changed
    )
    return frozenset(touched)


def note_reposters(db: Database, network: str, posts: Iterable[RemotePost]) -> frozenset[CaseId]:
    """Note who repeated which post; inside a `writing` block.

    Of all `posts` those count that only repeat another. Returns the cases of the repeated
    ones, which may come later than what repeats them.
    """
    found = [
        (network, post.reposted_id, post.author.remote_id, post.author.followers, to_ms(post.at))
        for post in posts
        if post.repost and post.reposted_id is not None
    ]
    if not found:
        return frozenset()
    db.execute_many(
        "INSERT INTO reposters VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " followers = ifnull(excluded.followers, followers), at = min(at, excluded.at)",
        found,
    )
    rows = db.rows(
        "SELECT DISTINCT m.case_id FROM posts p JOIN messages m ON m.id = p.message_id"
        " WHERE p.network = ? AND p.remote_id IN (SELECT value FROM json_each(?))"
        " AND m.case_id IS NOT NULL",
        (network, json.dumps([remote_id for _, remote_id, *_ in found])),
    )
    return frozenset(CaseId(row["case_id"]) for row in rows)


def of_cases(db: Database, case_ids: Collection[CaseId]) -> dict[int, list[Spread]]:
    """Return the complaints of some cases of which it is known how often they were repeated."""
    found: dict[int, list[Spread]] = {}
    for row in db.rows(_OF_CASES, (json.dumps(list(case_ids)),)):
        found.setdefault(row["case_id"], []).append(_spread(row))
    return found


def usual_speed(db: Database) -> float | None:
    """Return the speed that is our own median, as `renew_usual_speed` found it last."""
    return float(desk_state.get(db, _USUAL_SPEED) or 0) or None


def renew_usual_speed(db: Database) -> float | None:
    """Find our own median anew and keep it; inside a `writing` block.

    What follows from it for cases is another then.
    """
    found = reach.usual_speed([_spread(row).speed for row in db.rows(_NEWEST)])
    if found != usual_speed(db):
        desk_state.put(db, _USUAL_SPEED, "" if found is None else str(found))
    return found


def _spread(row: Row) -> Spread:
    counted, known, posted_ms = row["reposts"], row["known"], message_ms(row["id"])
    # Whoever says the most says when that was.
    by_count = counted is not None and counted >= known
    reached = reach.estimate(row["followers"], counted, known, row["known_followers"])
    return Spread(
        posted_ms,
        reach.number_of_reposts(counted, known),
        reached,
        reach.speed(reached, (row["reposts_at"] if by_count else row["known_at"]) - posted_ms),
    )
