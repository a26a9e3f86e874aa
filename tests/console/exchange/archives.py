"""Archives and pages as X makes them, small, for tests of imports."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.store import accounts
from console.store.database import Database

Json = dict[str, Any]
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
OWN_ID = "1"
HANDLE = "shop"
OLD = "Wed Oct 10 20:19:24 +0000 2018"
FIRST_ID = 1050118621198921728
"""Of that second."""


def tweet(remote_id: int, text: str, *, at: str = OLD, **more: Any) -> Json:
    return {
        "tweet": {
            "edit_info": {"initial": {"editTweetIds": [str(remote_id)], "editsRemaining": "5"}},
            "retweeted": False,
            "source": '<a href="https://x.com" rel="nofollow">X</a>',
            "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
            "display_text_range": ["0", str(len(text))],
            "favorite_count": "0",
            "id_str": str(remote_id),
            "id": str(remote_id),
            "truncated": False,
            "retweet_count": "0",
            "created_at": at,
            "favorited": False,
            "full_text": text,
            "lang": "en",
            **more,
        }
    }


def answer(remote_id: int, text: str, *, to: int, user: int, **more: Any) -> Json:
    """An answer to a customer's post, with the mention that X puts in front."""
    handle = f"customer_{user}"
    mention = {"name": f"Customer {user}", "screen_name": handle, "indices": ["0", "9"],
               "id_str": str(user), "id": str(user)}  # fmt: skip
    made = tweet(remote_id, f"@{handle} {text}", **more)
    made["tweet"] |= {
        "in_reply_to_status_id_str": str(to),
        "in_reply_to_status_id": str(to),
        "in_reply_to_user_id_str": str(user),
        "in_reply_to_user_id": str(user),
        "in_reply_to_screen_name": handle,
    }
    made["tweet"]["entities"]["user_mentions"] = [mention]
    return made


def direct_message(
    remote_id: int, sender: int, recipient: int, text: str, at: str = "2019-01-01T10:00:00.000Z"
) -> Json:
    return {
        "messageCreate": {
            "recipientId": str(recipient), "reactions": [], "urls": [], "text": text,
            "mediaUrls": [], "senderId": str(sender), "id": str(remote_id), "createdAt": at,
        }
    }  # fmt: skip


def conversation(name: str, *messages: Json) -> Json:
    return {"dmConversation": {"conversationId": name, "messages": list(messages)}}


def script(name: str, items: Iterable[object], part: int = 0) -> str:
    return f"window.YTD.{name}.part{part} = {json.dumps(list(items), indent=2)}"


ACCOUNT = script(
    "account",
    [{"account": {"username": HANDLE, "accountId": OWN_ID, "accountDisplayName": "The Shop"}}],
)


def archive(path: Path, files: Mapping[str, str | bytes], *, account: str = ACCOUNT) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        if account:
            made.writestr("data/account.js", account)
        for name, content in files.items():
            made.writestr(name, content)
    return path


def answers(count: int, *, first: int = FIRST_ID, user: int = 100) -> list[Json]:
    """Answers to a customer each, an hour apart, long ago."""
    step = (3600 * 1000) << 22
    return [
        answer(first + n * step + 1, f"We look into it, number{n}.", to=first + n * step,
               user=user + n, at=f"Wed Oct {10 + n // 24} {n % 24:02}:19:24 +0000 2018")
        for n in range(count)
    ]  # fmt: skip


def page_post(remote_id: int, author: int, text: str, at: str, **more: Any) -> Json:
    return {"id": str(remote_id), "author_id": str(author), "text": text, "created_at": at,
            "conversation_id": str(remote_id), **more}  # fmt: skip


def page(*posts: Json, new_names: bool = False) -> Json:
    users = [
        {"id": OWN_ID, "username": HANDLE, "name": "The Shop"},
        {"id": "2", "username": "ada_fern", "name": "Ada Fern"},
    ]
    if new_names:
        posts = tuple(
            {("referenced_posts" if key == "referenced_tweets" else key): value
             for key, value in post.items()}
            for post in posts
        )  # fmt: skip
    return {"data": list(posts), "includes": {"users": users},
            "meta": {"result_count": len(posts)}}  # fmt: skip


@dataclass
class Ground:
    """A desk with one account on X."""

    desk: Desk
    db: Database
    account: Account | None


def ground(
    path: Path, *, account: bool = True, now: Callable[[], datetime] = lambda: NOW
) -> Ground:
    path.mkdir(parents=True, exist_ok=True)
    db = Database.open(path / "canary-desk.db", busy_timeout_s=0.2)
    ours = None
    if account:
        ours = accounts.add(
            db, network="x", remote_id=RemoteId(OWN_ID), handle=HANDLE, name="The Shop", now=NOW
        )
    desk = Desk(Context(db, {}, Credentials(), "Mia", now=now))
    return Ground(desk, db, ours)
