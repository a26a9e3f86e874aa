"""What --json prints of watches: plain objects with documented keys."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.cli import shapes
from console.cli.shapes import Shape
from console.domain.watches import Estimate, Watch, WatchRun, Yield


def watch(value: Watch, now: datetime) -> Shape:
    """Return a watch.

    Keys: `id, name, query, account, pace_s, monthly_budget, begin_at, paused, state` (`ready`,
    `paused`, `spent`, `failing`, `no_access`), `problem, walked_at, due_at, missing_before`
    (older posts could not be had), `spent` (this month), `counted_week, estimated_month` (when
    it was saved), `lately` (30 days) and `ever`, `proposal` (`silent` or `useless`: why it may
    go, or null).
    """
    proposal = value.proposal(now)
    return {
        "id": value.id,
        "name": value.new.name,
        "query": value.new.query,
        "account": value.new.account_id,
        "pace_s": value.new.pace // timedelta(seconds=1),
        "monthly_budget": shapes.money(value.new.monthly_budget),
        "begin_at": shapes.time(value.new.begin_at),
        "paused": value.paused,
        "state": value.state,
        "problem": value.problem or None,
        "walked_at": shapes.time(value.walked_at),
        "due_at": shapes.time(value.due_at),
        "missing_before": shapes.time(value.gap_before),
        "spent": shapes.money(value.spent),
        "counted_week": value.counted_week,
        "estimated_month": shapes.money(value.estimated_month),
        "lately": brought(value.lately),
        "ever": brought(value.ever),
        "proposal": proposal,
    }


def brought(value: Yield) -> Shape:
    """Return a yield; keys: `hits, known, cases, useful, solved, cost, cost_per_case`."""
    return {
        "hits": value.hits,
        "known": value.known,
        "cases": value.cases,
        "useful": value.useful,
        "solved": value.solved,
        "cost": shapes.money(value.cost),
        "cost_per_case": shapes.money(value.cost_per_case),
    }


def estimate(value: Estimate) -> Shape:
    """Return what a watch would find and cost.

    Keys: `counted_at, week, days` (`from` and `posts` each), `sampled, hit_price, month, price`
    (of the count itself).
    """
    return {
        "counted_at": shapes.time(value.counted_at),
        "week": value.week,
        "days": [{"from": shapes.time(day), "posts": posts} for day, posts in value.days],
        "sampled": value.sampled,
        "hit_price": shapes.money(value.hit_price),
        "month": shapes.money(value.month),
        "price": shapes.money(value.price),
    }


def run(value: WatchRun, name: str) -> Shape:
    """Return one look; keys: `watch, name, read, hits, new, done, state, problem`."""
    return {
        "watch": value.watch_id,
        "name": name,
        "read": value.read,
        "hits": value.hits,
        "new": value.new,
        "done": value.done,
        "state": value.state,
        "problem": value.problem or None,
    }
