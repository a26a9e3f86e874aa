"""The care posts' replies, each with what the desk knew when it was about to be sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from console.checks import Facts, OurPost
from console.domain.ids import RemoteId
from console.domain.limits import LIMITS_140
from console.domain.messages import Direction, Message, Post
from console.store import cases, contacts, messages
from console.store.database import Database
from console.text.split import split
from tests.care import posts_file
from tests.console.test_care_cases import companies, store_all


class Reply(NamedTuple):
    """A reply that a company sent, as a draft."""

    id: RemoteId
    company: str
    text: str
    parts: tuple[tuple[int, int], ...]
    """Of 140, as the desk splits it today."""
    facts: Facts


def replies(data: Path, folder: Path) -> Iterator[Reply]:
    """Yield all replies that answer a customer, company by company, oldest first.

    Left out is what no case holds: one reply answers a post that mentions no company.
    """
    for company in companies(data):
        made = folder / company
        made.mkdir()
        db = Database.open(made / "canary-desk.db")
        store_all(db, data, company)
        yield from _of_company(db, company)
        db.close()


def count_sent(data: Path) -> int:
    """Return how many replies companies sent, also those that no case holds.

    Customers' handles are pseudonyms that end in four digits.
    """
    raw = json.loads(posts_file(data).read_text("utf-8"))
    ours = {user["id"] for user in raw["users"] if not user["username"][-4:].isdigit()}
    return sum(post["author_id"] in ours for post in raw["posts"])


def _of_company(db: Database, company: str) -> Iterator[Reply]:
    rows = cases.rows(db, limit=10_000)
    timelines = {row.id: messages.of_case(db, row.id) for row in rows}
    held = {one.id: one for timeline in timelines.values() for one in timeline}
    ours = [one for one in held.values() if _is_ours(one)]
    by_remote = {one.remote_id: one for one in held.values() if isinstance(one, Post)}
    people = {row.id: (row.name, row.handle, contacts.get(db, row.contact_id)) for row in rows}
    public: list[OurPost] = []
    for post in sorted(ours, key=lambda one: one.id):
        if not isinstance(post, Post) or post.case_id is None:
            continue
        name, handle, contact = people[post.case_id]
        before = tuple(one for one in timelines[post.case_id] if one.id < post.id)
        asked = by_remote.get(post.parent_id) if post.parent_id else None
        customers = [one for one in before if isinstance(one, Post) and not _is_ours(one)]
        facts = Facts(
            messages=before,
            reply_to=customers[-1] if customers else None,
            contact=contact,
            our_handle=company,
            our_posts=tuple(reversed(public)),
        )
        parts = tuple((part.start, part.end) for part in split(post.text, LIMITS_140))
        yield Reply(post.remote_id, company, post.text, parts, facts)
        public.append(
            OurPost(
                post.id,
                post.case_id,
                post.at,
                post.text,
                None if asked is None else asked.id,
                None if asked is None else asked.kind,
                (name, handle),
            )
        )


def _is_ours(message: Message) -> bool:
    return isinstance(message, Post) and message.direction is Direction.OUT
