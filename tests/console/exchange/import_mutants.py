"""Mutated archives and pages, from a seed: by structure, then byte by byte.

Ids are of the seed, so that what is whole in a mutant is new to a desk that took in others.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from typing import Any, NamedTuple

from tests.console.exchange import archives as made

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 10**18, 2**64, "", "\x00", "\ud83d", "é" * 50, [], {}, [[]],
    "9" * 25, "Thu Jan 01 00:00:00 +0000 1970", "Wed Feb 31 25:61:61 +9999 2018", {"id": 1},
)  # fmt: skip
WRECKS = (b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"{", b"}", b"[", b"]", b"\\u", b"NaN", b",")

IDS = 64
"""Ids of posts, and of people, that a seed has to itself."""


class Mutant(NamedTuple):
    """A file to be taken in."""

    name: str
    content: bytes


def mutant(seed: int) -> Mutant:
    """Return the file of a seed."""
    dice = random.Random(seed)
    kind = dice.choice(("zip", "zip", "js", "page", "lines"))
    first = made.FIRST_ID + seed * IDS
    if kind == "page":
        page = json.dumps(_bent(dice, _page(dice, first)))
        return Mutant("page.json", _wrecked(dice, page.encode()))
    if kind == "lines":
        lines = "\n".join(json.dumps(_bent(dice, _page(dice, first + n * 20))) for n in range(3))
        return Mutant("pages.jsonl", _wrecked(dice, lines.encode()))
    answers = made.answers(dice.randint(3, 13), first=first, user=1000 + seed * IDS)
    tweets = _script(_bent(dice, answers))
    if kind == "js":
        encoding = dice.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1"))
        return Mutant("tweets.js", _wrecked(dice, tweets.encode(encoding, "replace")))
    return Mutant("archive.zip", _wrecked(dice, _zip(dice, tweets, 1000 + seed * IDS)))


def _zip(dice: random.Random, tweets: str, first: int) -> bytes:
    talk = made.conversation(
        f"1-{first}",
        made.direct_message(first, first, 1, "hi"),
        made.direct_message(first + 1, 1, first, "ho"),
    )
    note = {"noteTweet": {"createdAt": "2018-10-10T20:19:24.000Z", "core": {"text": "long"}}}
    files = {
        "data/account.js": made.ACCOUNT,
        "data/tweets.js": tweets,
        "data/direct-messages.js": _script(_bent(dice, [talk])),
        "data/deleted-tweets.js": _script(_bent(dice, [made.tweet(first, "gone")])),
        "data/note-tweet.js": _script(_bent(dice, [note])),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, content in files.items():
            if dice.random() < 0.05:
                continue
            how = dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            inside = _wrecked(dice, content.encode("utf-8", "replace"), often=0.2)
            opened.writestr(name if dice.random() > 0.03 else f"../{name}", inside, how)
    return buffer.getvalue()


def _script(value: Any) -> str:
    return f"window.YTD.any.part0 = {json.dumps(value, indent=1)}"


def _page(dice: random.Random, first: int) -> made.Json:
    at = "2026-09-30T08:00:00.000Z"
    posts = [
        made.page_post(
            first + n, dice.choice((1, 2, 3)), f"@shop number {n}", at,
            in_reply_to_user_id=dice.choice(("1", "2", None)),
            referenced_tweets=[{"type": "replied_to", "id": str(first + n - 1)}],
            entities={"mentions": [{"start": 0, "end": 5, "username": "shop"}]},
        )
        for n in range(dice.randint(3, 13))
    ]  # fmt: skip
    return made.page(*posts, new_names=dice.random() < 0.5)


def _bent(dice: random.Random, value: Any) -> Any:
    """Return a value some of whose leaves and branches are others."""
    if dice.random() < 0.02:
        return dice.choice(ODD)
    if isinstance(value, dict):
        bent = {key: _bent(dice, each) for key, each in value.items() if dice.random() > 0.01}
        return bent | ({"extra": dice.choice(ODD)} if dice.random() < 0.02 else {})
    if isinstance(value, list):
        made_anew = [_bent(dice, each) for each in value]
        return made_anew * 2 if dice.random() < 0.02 else made_anew
    return value


def _wrecked(dice: random.Random, raw: bytes, often: float = 0.6) -> bytes:
    """Return bytes some of which are others, missing, or twice."""
    if not raw or dice.random() > often:
        return raw
    wreck = bytearray(raw)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at = dice.randrange(len(wreck) + 1)
        match dice.randrange(5):
            case 0:
                wreck[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del wreck[at : at + dice.choice((1, 10, 200))]
            case 2:
                wreck[at:at] = dice.choice(WRECKS)
            case 3:
                wreck[at:at] = wreck[at : at + dice.randrange(200)]
            case _ if dice.random() < 0.3:
                del wreck[at:]
            case _:
                wreck[at:at] = b"[" * dice.choice((1, 3000))
    return bytes(wreck)
