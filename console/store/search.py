"""Find cases by a search: a page of hits, each case once, newest first or the best first.

The index's rowid is the message id, which grows with time, so reading it backwards gives the
newest hits without a sort.
"""

from __future__ import annotations

import json
import math
import re
from contextlib import closing
from datetime import datetime
from itertools import islice

from console.domain.ids import CaseId, to_ms
from console.domain.searching import Found, HitOrder
from console.errors import InputError
from console.language import tr
from console.store.database import Database
from console.store.search_branches import TOP, Range, Spot
from console.store.search_hits import hits
from console.store.search_streams import Streams
from console.text.search_query_patterns import patterns
from console.text.search_query_tree import Node, terms

MOST_RANKED = 500
"""So many of the newest hits are ranked; common words stay fast."""
_SATURATION, _LENGTHS = 1.2, 0.75
"""Of BM25: https://en.wikipedia.org/wiki/Okapi_BM25"""
_CURSOR = re.compile(r"([nr])((?:\.\d{1,20}){3,4})", re.ASCII)


def find(
    db: Database,
    root: Node,
    *,
    order: HitOrder,
    after: str | None,
    limit: int,
    now: datetime,
) -> Found:
    """Return a page of cases in which a search is found.

    Raises:
        InputError: `after` is no place behind a page of this order.
    """
    streams = Streams(db, root, to_ms(now))
    if order is HitOrder.RANKED:
        return _ranked(db, streams, after, limit)
    return _newest(db, streams, after, limit)


def case_ids(db: Database, root: Node, limit: int, now: datetime) -> tuple[CaseId, ...]:
    """Return the cases in which a search is found, each once, the newest hit first."""
    found = dict[CaseId, None]()
    with closing(Streams(db, root, to_ms(now)).newest(Range())) as spots:
        for spot in spots:
            found[CaseId(spot.case_id)] = None
            if len(found) == limit:
                break
    return tuple(found)


def _newest(db: Database, streams: Streams, after: str | None, limit: int) -> Found:
    last, top = (TOP, TOP), (TOP, TOP)
    if after is not None:
        key, case_id, *first = _numbers("n", after)
        last, top = (key, case_id), (first[0], first[1])
    page = dict[int, Spot]()
    seen = set[int]()
    with closing(streams.newest(Range(high=last))) as found:
        while len(page) <= limit:
            fresh = dict[int, Spot]()
            for spot in found:
                if (spot.key, spot.case_id) >= last and after is not None:
                    continue
                if spot.case_id not in page and spot.case_id not in seen:
                    fresh.setdefault(spot.case_id, spot)
                if len(fresh) > limit - len(page):
                    break
            if not fresh:
                break
            if after is not None:
                # What the pages before have shown stands there by a newer hit.
                shown = streams.of_cases(list(fresh), Range(last, top))
                seen |= shown
                fresh = {key: spot for key, spot in fresh.items() if key not in shown}
            page |= fresh
    spots = list(page.values())[:limit]
    following = None
    if len(page) > limit and spots:
        end, begin = spots[-1], spots[0]
        top = (begin.key, begin.case_id) if after is None else top
        following = f"n.{end.key}.{end.case_id}.{top[0]}.{top[1]}"
    return Found(hits(db, streams.root, spots), after=following)


def _ranked(db: Database, streams: Streams, after: str | None, limit: int) -> Found:
    offset, top = 0, (TOP, TOP)
    if after is not None:
        offset, key, case_id = _numbers("r", after)
        top = (key, case_id)
    with closing(streams.newest(Range(high=top))) as found:
        spots = list(islice(found, MOST_RANKED))
    best = dict[int, Spot]()
    for _, spot in sorted(_scored(db, streams.root, spots), key=lambda each: each[0]):
        best.setdefault(spot.case_id, spot)
    page = list(best.values())[offset : offset + limit]
    following = None
    if len(best) > offset + limit:
        following = f"r.{offset + limit}.{spots[0].key}.{spots[0].case_id}"
    return Found(hits(db, streams.root, page), after=following)


def _scored(db: Database, root: Node, spots: list[Spot]) -> list[tuple[tuple[float, int], Spot]]:
    """Return spots with what sorts them: the better, the less; as good, then the newer first.

    Whose case it is goes before what was written. Words are weighed as BM25 does it, with
    these spots as all there is.
    """
    rows = db.tuples(
        "SELECT id, search_text FROM messages WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([spot.message_id for spot in spots if spot.message_id]),),
    )
    texts: dict[int, str] = dict(rows)
    wanted = [re.compile(each) for term in terms(root) for each in _patterns(term)]
    counts = {
        key: [len(pattern.findall(text)) for pattern in wanted] for key, text in texts.items()
    }
    usual = sum(map(len, texts.values())) / max(len(texts), 1) or 1.0
    weights = [
        math.log(1 + (len(texts) - n + 0.5) / (n + 0.5))
        for n in (sum(1 for each in counts.values() if each[w]) for w in range(len(wanted)))
    ]
    found = []
    for place, spot in enumerate(spots):
        score = math.inf if spot.kind == "contact" else 0.0
        if spot.message_id in texts:
            length = 1 - _LENGTHS + _LENGTHS * len(texts[spot.message_id]) / usual
            score = sum(
                weight * count * (_SATURATION + 1) / (count + _SATURATION * length)
                for weight, count in zip(weights, counts[spot.message_id], strict=True)
            )
        found.append(((-score, place), spot))
    return found


def _patterns(term: object) -> tuple[str, ...]:
    from console.text.search_query_tree import TEXT_FIELDS, Term

    return patterns(term) if isinstance(term, Term) and term.field in TEXT_FIELDS else ()


def _numbers(kind: str, cursor: str) -> tuple[int, ...]:
    read = _CURSOR.fullmatch(cursor)
    numbers = () if read is None else tuple(map(int, read[2][1:].split(".")))
    if read is None or read[1] != kind or len(numbers) != (4 if kind == "n" else 3):
        raise InputError(
            tr("This is no place to go on from."), advice=tr("Search again from the first page.")
        )
    if any(number > TOP for number in numbers):
        raise InputError(
            tr("This place is out of range."), advice=tr("Search again from the first page.")
        )
    return numbers
