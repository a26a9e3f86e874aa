"""Archive import beside `json.loads` of the same bytes alone.

Ours: X's archive as a zip, read, mapped, placed in cases, committed by batches of 500 with
their full-text index, joined and let rest at the end. The peer: `json.loads` of the unpacked
bytes, which are in memory, and nothing else. Both the best of three, in turn.
"""

from __future__ import annotations

import gc
import json
import random
import time
import zipfile
from datetime import timedelta
from pathlib import Path

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.imports import Options
from console.store import accounts, location
from console.store.database import Database
from tests.bench.report import Row
from tests.bench.syncing import NOW, OWN, WORDS

AIM = 0.3
FIRST_ID = 1_050_118_621_198_921_728
STEP = (61_000) << 22
"""Ids a minute apart."""


def measure(folder: Path, posts: int) -> list[Row]:
    """Return both rates and their ratio."""
    folder.mkdir(parents=True, exist_ok=True)
    path, raw = _archive(folder / "archive.zip", posts)
    ours, peer = [], []
    for turn in range(3):
        ours.append(posts / _take_in(path, folder / f"desk-{turn}", posts))
        peer.append(posts / _loads(raw))
    ratio = max(ours) / max(peer)
    return [
        Row(
            f"import of an archive of {posts:,} posts ({len(raw) / 1e6:.0f} MB of JSON)",
            round(max(ours)),
            "posts/s",
            f"json.loads of the same bytes {max(peer):,.0f} posts/s",
        ),
        Row(
            "archive import beside json.loads",
            round(ratio, 3),
            "x",
            "json.loads",
            f">= {AIM}",
            ratio >= AIM,
        ),
    ]


def _take_in(path: Path, folder: Path, posts: int) -> float:
    db = Database.open(location.prepare(folder))
    accounts.add(
        db, network="x", remote_id=OWN.remote_id, handle=OWN.handle, name=OWN.name, now=NOW
    )
    desk = Desk(Context(db, {}, Credentials(), "Mia", now=lambda: NOW))
    began = time.perf_counter()
    report = desk.imports.take_in(path, Options())
    took = time.perf_counter() - began
    desk.close()
    if report.tally.new != posts:
        raise RuntimeError(f"{report.tally.new} of {posts} posts came in")
    return took


def _loads(raw: bytes) -> float:
    began = time.perf_counter()
    made = json.loads(raw)
    took = time.perf_counter() - began
    del made
    gc.collect()
    return took


def _archive(path: Path, posts: int) -> tuple[Path, bytes]:
    """Make an archive: answers to customers, as X writes them."""
    dice = random.Random(11)
    owner = {"username": OWN.handle, "accountId": OWN.remote_id, "accountDisplayName": OWN.name}
    items = [_tweet(dice, number, posts) for number in range(posts)]
    raw = json.dumps(items, indent=2).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr(
            "data/account.js", f"window.YTD.account.part0 = {json.dumps([{'account': owner}])}"
        )
        made.writestr("data/tweets.js", b"window.YTD.tweets.part0 = " + raw)
    return path, raw


def _tweet(dice: random.Random, number: int, posts: int) -> dict[str, object]:
    remote_id, user = FIRST_ID + number * STEP, 1000 + dice.randrange(max(1, posts // 4))
    handle = f"customer_{user}"
    text = f"@{handle} " + " ".join(dice.choices(WORDS, k=dice.randint(6, 30))).capitalize() + "."
    at = NOW - timedelta(days=3000) + timedelta(minutes=number)
    mention = {"name": f"Customer {user}", "screen_name": handle,
               "indices": ["0", "9"], "id_str": str(user), "id": str(user)}  # fmt: skip
    return {"tweet": {
        "edit_info": {"initial": {"editTweetIds": [str(remote_id)],
                                  "editableUntil": "2022-10-10T20:49:24.000Z",
                                  "editsRemaining": "5", "isEditEligible": False}},
        "retweeted": False,
        "source": '<a href="https://mobile.x.com" rel="nofollow">X Web App</a>',
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [mention], "urls": []},
        "display_text_range": ["0", str(len(text))],
        "favorite_count": "0",
        "in_reply_to_status_id_str": str(remote_id - 1000),
        "id_str": str(remote_id),
        "in_reply_to_user_id": str(user),
        "truncated": False,
        "retweet_count": "0",
        "id": str(remote_id),
        "in_reply_to_status_id": str(remote_id - 1000),
        "created_at": f"{at:%a %b %d %H:%M:%S +0000 %Y}",
        "favorited": False,
        "full_text": text,
        "lang": "en",
        "in_reply_to_screen_name": handle,
        "in_reply_to_user_id_str": str(user),
    }}  # fmt: skip
