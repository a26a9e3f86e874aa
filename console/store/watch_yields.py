"""What watches brought: hits, the cases that these are in, and what persons did there.

A case counts for a watch that found a post in it which nothing else had brought before. What
a rule did is nobody's deed (`rule_effects`), and muted and spam cases were of no use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from console.domain.cases import CaseState
from console.domain.ids import SEQUENCE_BITS, CaseId, WatchId, from_ms, message_ms, to_ms
from console.domain.spending import day_of
from console.domain.watches import Yield
from console.store.accounts import MILLION
from console.store.database import Database

LATELY = timedelta(days=30)
NOTHING = Yield()
NONE = (0, 0)
"""Ever and lately."""
_DONE = """
    SELECT id FROM cases WHERE calls > 0
    UNION SELECT case_id FROM promises
    UNION SELECT case_id FROM resolutions WHERE fix <> ''
    UNION SELECT c.id FROM cases c WHERE c.touchpoint IS NOT NULL
        AND EXISTS (SELECT 1 FROM watch_cases WHERE case_id = c.id) AND NOT EXISTS (
            SELECT 1 FROM messages m CROSS JOIN rule_effects e ON e.message_id = m.id
            WHERE m.case_id = c.id AND e.kind = 'touchpoint' AND e.value = c.touchpoint)
    UNION SELECT t.case_id FROM case_tags t
        WHERE EXISTS (SELECT 1 FROM watch_cases WHERE case_id = t.case_id) AND NOT EXISTS (
            SELECT 1 FROM messages m CROSS JOIN rule_effects e ON e.message_id = m.id
            WHERE m.case_id = t.case_id AND e.kind = 'tag' AND e.value = t.tag)
"""
"""The cases in which a person did something, but for an answer."""
_WANTED = f"c.state NOT IN ('{CaseState.MUTED}', '{CaseState.SPAM}')"
_WITHIN = "(:watch IS NULL OR w.watch_id = :watch)"
_HITS = f"""
    SELECT w.watch_id, count(*), sum(w.known), sum(w.found_at >= :since),
        sum(w.known AND w.found_at >= :since), max(w.message_id)
    FROM watch_hits w WHERE {_WITHIN} GROUP BY w.watch_id
"""
"""Ever: hits, known; lately: the same; the newest hit."""
_CASES = f"""
    SELECT w.watch_id, count(*), sum(w.found_at >= :since)
    FROM watch_cases w WHERE {_WITHIN} GROUP BY w.watch_id
"""
# From the side of the cases in which something was done: few of those that were found.
_USEFUL = f"""
    WITH done AS MATERIALIZED ({_DONE}), useful AS (
        SELECT w.watch_id, w.case_id, w.found_at >= :since AS late
        FROM done d CROSS JOIN watch_cases w ON w.case_id = d.id CROSS JOIN cases c ON c.id = d.id
        WHERE {_WANTED} AND {_WITHIN}
        UNION ALL
        SELECT w.watch_id, w.case_id, w.found_at >= :since AND EXISTS (
            SELECT 1 FROM messages m CROSS JOIN watch_hits h ON h.message_id = m.id
            WHERE m.case_id = c.id AND h.watch_id = w.watch_id AND h.known = 0
            AND h.found_at >= :since AND h.message_id >> {SEQUENCE_BITS} < c.last_out_at)
        FROM cases c CROSS JOIN watch_cases w ON w.case_id = c.id
        WHERE c.last_out_at IS NOT NULL AND c.last_out_at > w.first_id >> {SEQUENCE_BITS}
        AND {_WANTED} AND {_WITHIN})
    SELECT watch_id, count(*), sum(late) FROM (
        SELECT watch_id, max(late) AS late FROM useful GROUP BY watch_id, case_id)
    GROUP BY watch_id
"""
"""An answer counts for a hit that was written before it."""
_SOLVED = f"""
    SELECT w.watch_id, count(*), sum(w.found_at >= :since) FROM (
        SELECT DISTINCT r.case_id FROM resolutions r CROSS JOIN cases c ON c.id = r.case_id
        WHERE (r.fix <> '' OR r.confirmed_at IS NOT NULL) AND c.state = '{CaseState.RESOLVED}') s
    CROSS JOIN watch_cases w ON w.case_id = s.case_id WHERE {_WITHIN} GROUP BY w.watch_id
"""
_COSTS = f"""
    SELECT w.watch_id, sum(w.price * w.count), sum(iif(w.day >= :day, w.price * w.count, 0))
    FROM watch_charges w WHERE {_WITHIN} GROUP BY w.watch_id
"""


@dataclass(frozen=True, slots=True)
class Brought:
    """What one watch brought."""

    lately: Yield = NOTHING
    """In the last 30 days, by when it was found."""
    ever: Yield = NOTHING
    last_hit_at: datetime | None = None
    """When the newest post that it found was written."""


def of_watches(
    db: Database, now: datetime, watch_id: WatchId | None = None
) -> dict[WatchId, Brought]:
    """Return what each watch brought, or one; one that found and cost nothing is left out."""
    since = now - LATELY
    asked = {"since": to_ms(since), "day": day_of(since).isoformat(), "watch": watch_id}
    with db.reading():
        hits, cases_of, useful, solved, costs = (
            {row[0]: row[1:] for row in db.tuples(sql, asked)}
            for sql in (_HITS, _CASES, _USEFUL, _SOLVED, _COSTS)
        )
    brought = {}
    for one in {*hits, *costs}:
        found, known, found_lately, known_lately, newest = hits.get(one, (0, 0, 0, 0, None))
        ever, lately = (
            Yield(
                hits=each[0],
                known=each[1],
                cases=cases_of.get(one, NONE)[span],
                useful=useful.get(one, NONE)[span],
                solved=solved.get(one, NONE)[span],
                cost=Decimal(costs.get(one, NONE)[span]) / MILLION,
            )
            for span, each in enumerate(((found, known), (found_lately, known_lately)))
        )
        last_hit_at = None if newest is None else from_ms(message_ms(newest))
        brought[WatchId(one)] = Brought(lately, ever, last_hit_at)
    return brought


def cases(db: Database, watch_id: WatchId, limit: int) -> tuple[CaseId, ...]:
    """Return the cases that a watch opened or wrote on in, those with the newest hit first."""
    rows = db.rows(
        "SELECT m.case_id FROM watch_hits h CROSS JOIN messages m ON m.id = h.message_id"
        " WHERE h.watch_id = ? AND h.known = 0 AND m.case_id IS NOT NULL"
        " GROUP BY m.case_id ORDER BY max(h.message_id) DESC LIMIT ?",
        (watch_id, limit),
    )
    return tuple(CaseId(row["case_id"]) for row in rows)
