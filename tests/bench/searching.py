"""How soon the first page of a search is there, beside the bare statement on the same index.

200 queries of one seed: words of the texts, rare and common, pairs, phrases and beginnings of
words as they are typed; a fifth are common words and beginnings. Search and peer are measured in
turn, and of each the median of three counts, so that what else the machine does is in both;
before each measure the same is asked once, as the pages of a file that is open are in memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from console.domain.searching import HitOrder
from console.store import location, search
from console.store.database import Database
from console.text.search_queries import read
from console.text.search_query_patterns import match
from console.text.search_query_tree import Node
from tests.bench.archive_ground import NOW
from tests.bench.report import Row

QUERIES, PAGE = 200, 50
COMMON = 20
"""One in so many of the words is a common one; so are beginnings of two to five letters."""
BARE = (
    "SELECT f.rowid, m.case_id, m.text, snippet(messages_fts, 0, '[', ']', '…', 24)"
    " FROM messages_fts f CROSS JOIN messages m ON m.id = f.rowid"
    " WHERE messages_fts MATCH ? ORDER BY f.rowid DESC LIMIT 50"
)
ROWIDS = "SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? ORDER BY rowid DESC LIMIT 50"
AIM_MS, AIM_TIMES = 30.0, 1.5


def queries(db: Database, *, seed: int = 7) -> list[tuple[str, bool]]:
    """Return the list, each with whether its last word is still being typed."""
    dice = Random(seed)
    newest = int(db.value("SELECT max(id) FROM messages"))
    texts = [
        text
        for n in range(400)
        for (text,) in db.tuples(
            "SELECT search_text FROM messages WHERE id <= ? ORDER BY id DESC LIMIT 5",
            (newest - (newest >> 5) * n // 400,),
        )
    ]
    counted = Counter(word for text in texts for word in re.findall(r"[a-z]{2,}", text))
    common = [word for word, _ in counted.most_common(COMMON)]
    others = [word for word, _ in counted.most_common()[COMMON:] if len(word) > 2]
    found: list[tuple[str, bool]] = [(word, False) for word in common]
    found += [(word[: dice.randrange(2, 6)], True) for word in dice.choices(common + others, k=20)]
    while len(found) < QUERIES:
        one, two = dice.choices(others, k=2)
        near = re.findall(r"[a-z]{2,} [a-z]{2,}", dice.choice(texts)) or [f"{one} {two}"]
        kind = len(found) % 4
        made = (one, f"{one} {dice.choice(common)}", f'"{dice.choice(near)}"', f"{one} {two}")[kind]
        found.append((made, kind == 0 and dice.random() < 0.5))
    return found


def measure(folder: Path) -> list[Row]:
    """Measure over a data folder with a large archive."""
    db = Database.open(location.prepare(folder))
    try:
        asked = [read(words, NOW, typing=typing) for words, typing in queries(db)]
        timed = [_in_turn(db, each.root) for each in asked if each.root is not None]
        ours, bare, rowids, ranked = map(list, zip(*timed, strict=True))
    finally:
        db.close()
    peer, worst = _p95(bare), _p95(ours)
    return [
        Row(
            "search, first page, p95 of 200 queries", worst, "ms",
            f"FTS5 with its snippets {peer:.2f} ms, {worst / peer:.2f} x"
            f" (its row numbers alone {_p95(rowids):.2f} ms)",
            f"<= {AIM_MS:.0f} ms, <= {AIM_TIMES} x",
            worst <= AIM_MS and worst <= AIM_TIMES * peer,
        ),
        Row("search, first page, median", median(ours), "ms", f"FTS5 {median(bare):.2f} ms"),
        Row(
            "search, first page, median of the queries' own ratios",
            median(mine / its for mine, its in zip(ours, bare, strict=True)), "x FTS5",
            "most find their 50 cases at once: their rows and marks are what takes the time",
        ),
        Row("search, first page, ranked, p95", _p95(ranked), "ms", f"newest {worst:.2f} ms"),
    ]  # fmt: skip


def _in_turn(db: Database, root: Node) -> list[float]:
    """Return the milliseconds of a search, of its peer, of row numbers alone, and ranked."""
    told = (match(root),)
    jobs: list[Callable[[], object]] = [
        lambda: _find(db, root),
        lambda: db.tuples(BARE, told),
        lambda: db.tuples(ROWIDS, told),
        lambda: _find(db, root, HitOrder.RANKED),
    ]
    return [median(times) for times in zip(*([*map(_timed, jobs)] for _ in range(3)), strict=True)]


def _find(db: Database, root: Node, order: HitOrder = HitOrder.NEWEST) -> None:
    search.find(db, root, order=order, after=None, limit=PAGE, now=NOW)


def _timed(job: Callable[[], object]) -> float:
    """Return the milliseconds of the second of two runs."""
    job()
    begin = perf_counter()
    job()
    return (perf_counter() - begin) * 1000


def _p95(times: list[float]) -> float:
    return sorted(times)[round(0.95 * (len(times) - 1))]
