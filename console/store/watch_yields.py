"""What watches brought: hits, the cases that these are in, and what persons did there.

A case counts for a watch that found a post in it which nothing else had brought before. What
a rule did is nobody's deed (`rule_effects`), and muted and spam cases were of no use.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
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
_NO_RULE = (
    " AND NOT EXISTS (SELECT 1 FROM rule_effects e JOIN messages m ON m.id = e.message_id"
    " WHERE m.case_id = {case} AND e.kind = '{kind}' AND e.value = {value})"
)
_DONE = (
    "SELECT id FROM cases WHERE calls > 0"
    " UNION SELECT case_id FROM promises"
    " UNION SELECT case_id FROM resolutions WHERE fix <> ''"
    " UNION SELECT c.id FROM cases c WHERE c.touchpoint IS NOT NULL"
    + _NO_RULE.format(case="c.id", kind="touchpoint", value="c.touchpoint")
    + " UNION SELECT t.case_id FROM case_tags t WHERE true"
    + _NO_RULE.format(case="t.case_id", kind="tag", value="t.tag")
)
"""The cases in which a person did something, but for an answer."""
_SOLVED = (
    "SELECT r.case_id FROM resolutions r JOIN cases c ON c.id = r.case_id"
    f" WHERE c.state = '{CaseState.RESOLVED}' AND (r.fix <> '' OR r.confirmed_at IS NOT NULL)"
)


_WITHIN = " AND (:watch IS NULL OR h.watch_id = :watch)"
_COUNTS = (
    "SELECT h.watch_id, count(*) AS hits, sum(h.known) AS known,"
    " sum(h.found_at >= :since) AS hits_lately, sum(h.known AND h.found_at >= :since)"
    " AS known_lately, max(h.message_id) AS newest FROM watch_hits h"
    f" WHERE true{_WITHIN} GROUP BY h.watch_id"
)
_OF_NOTE = (
    f"WITH done AS MATERIALIZED ({_DONE}), solved AS MATERIALIZED ({_SOLVED})"
    " SELECT h.watch_id, m.case_id, h.found_at >= :since,"
    f" c.state NOT IN ('{CaseState.MUTED}', '{CaseState.SPAM}') AND (m.case_id IN done"
    f" OR ifnull(c.last_out_at > h.message_id >> {SEQUENCE_BITS}, 0)), m.case_id IN solved"
    # By message, so that each page of that table is read once.
    " FROM watch_hits h CROSS JOIN messages m ON m.id = h.message_id"
    " LEFT JOIN cases c ON c.id = m.case_id"
    f" WHERE h.known = 0{_WITHIN} AND (m.case_id IS NULL"
    f" OR c.last_message_id > c.first_post_at << {SEQUENCE_BITS} OR m.case_id IN done)"
)
"""The hits of cases that hold more than this one, or in which something was done, and those
without a case. Each of all the others is a case by itself, and the counts tell how many."""
_COSTS = (
    "SELECT h.watch_id, sum(h.price * h.count) AS ever,"
    " sum(iif(h.day >= :day, h.price * h.count, 0)) AS lately"
    f" FROM watch_charges h WHERE true{_WITHIN} GROUP BY h.watch_id"
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What one watch brought."""

    lately: Yield = NOTHING
    """In the last 30 days, by when it was found."""
    ever: Yield = NOTHING
    last_hit_at: datetime | None = None
    """When the newest post that it found was written."""


@dataclass(slots=True)
class _Cases:
    """The cases of a watch that are looked at one by one, in one span of time."""

    hits: int = 0
    every: set[int] = field(default_factory=set)
    useful: set[int] = field(default_factory=set)
    solved: set[int] = field(default_factory=set)

    def note(self, case_id: int | None, useful: int | None, solved: int | None) -> None:
        self.hits += 1
        if case_id is None:
            return
        self.every.add(case_id)
        if useful:
            self.useful.add(case_id)
        if solved:
            self.solved.add(case_id)

    def yielded(self, hits: int, known: int, cost: int) -> Yield:
        """Return all of it, with the hits that are a case each."""
        return Yield(
            hits=hits,
            known=known,
            cases=hits - known - self.hits + len(self.every),
            useful=len(self.useful),
            solved=len(self.solved),
            cost=Decimal(cost) / MILLION,
        )


def of_watches(
    db: Database, now: datetime, watch_id: WatchId | None = None
) -> dict[WatchId, Brought]:
    """Return what each watch brought, or one; one that found and cost nothing is left out."""
    since = now - LATELY
    asked = {"since": to_ms(since), "day": day_of(since).isoformat(), "watch": watch_id}
    with db.reading():
        counts = {row["watch_id"]: row for row in db.rows(_COUNTS, asked)}
        costs = {row["watch_id"]: row for row in db.rows(_COSTS, asked)}
        noted = db.tuples(_OF_NOTE, asked)
    ever = defaultdict[int, _Cases](_Cases)
    lately = defaultdict[int, _Cases](_Cases)
    for found_by, case_id, is_late, useful, solved in noted:
        ever[found_by].note(case_id, useful, solved)
        if is_late:
            lately[found_by].note(case_id, useful, solved)
    brought = {}
    for one in {*counts, *costs}:
        count, cost = counts.get(one), costs.get(one)
        hits = (0, 0, 0, 0, None) if count is None else tuple(count)[1:]
        dear = (0, 0) if cost is None else tuple(cost)[1:]
        brought[WatchId(one)] = Brought(
            lately=lately[one].yielded(hits[2], hits[3], dear[1]),
            ever=ever[one].yielded(hits[0], hits[1], dear[0]),
            last_hit_at=None if hits[4] is None else from_ms(message_ms(hits[4])),
        )
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
