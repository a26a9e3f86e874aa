"""The demo's watches, rules and mutes, and what people say of the shop without its handle.

Watches are stored as made some time ago, straight into the file: verbs would date them now, and
put acts on the stack that Undo takes back. Then they look, as any watch does, at the network in
memory. What one of them found is noise, and was put aside.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle
from pathlib import Path

from console.desk import Desk
from console.domain.accounts import Account
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.ids import AgentId, WatchId
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effects, MuteKind, NewMute, NewRule
from console.domain.watches import Estimate, NewWatch
from console.pacing import x_prices
from console.store import accounts, cases, location, muting, rule_rows, standing, watches
from console.store.database import Database
from ui.demo import AGENT, FOLDER, OWN, Entry, World


def fill(
    desk: Desk,
    folder: Path,
    world: World,
    now: datetime,
    told: Callable[[Changes], None] = lambda _: None,
) -> None:
    """Give the demo its watches and let them look; for a lane, it takes a moment.

    `folder` holds the data file, with the shop's account in it.
    """
    script = json.loads(FOLDER.joinpath("watches.json").read_text("utf-8"))
    noise = _post(world, script, now)
    with closing(Database.open(location.prepare(folder))) as db:
        account = next(one for one in accounts.every(db) if one.remote_id == OWN.remote_id)
        agent_id = accounts.agent(db, AGENT, "", now).id
        with db.writing():
            _sort(db, script, account, agent_id, now)
            for entry in script["watches"]:
                _watch(db, entry, account, agent_id, now)
        desk.watches.run(account, on_page=told)
        told(_put_aside(db, noise, now) | Changes.of(lists=("watches", "mutes", "triage_rules")))


def _post(world: World, script: Entry, now: datetime) -> tuple[str, ...]:
    """Let people post; return the handles of those whose posts are noise."""
    for entry in script["posts"]:
        author = world.add_user(entry["handle"], entry["name"], followers=entry["followers"])
        at = now - timedelta(hours=entry["ago"])
        world.add_post(author, entry["post"], at=at, lang="en")
    noise, handles = script["noise"], []
    said = zip(cycle(noise["posts"]), cycle(noise["what"]), range(noise["count"]), strict=False)
    span = timedelta(hours=noise["from_hours_ago"] - noise["to_hours_ago"]) / noise["count"]
    for pattern, what, number in said:
        author = world.add_user(f"{noise['handle']}_{number + 1}", noise["name"], followers=40)
        at = now - timedelta(hours=noise["to_hours_ago"]) - number * span
        world.add_post(author, pattern.replace("{what}", what), at=at, lang="en")
        handles.append(author.handle)
    return tuple(handles)


def _sort(db: Database, script: Entry, account: Account, agent_id: AgentId, now: datetime) -> None:
    for entry in script["rules"]:
        level = entry.get("priority")
        then = Effects(
            tags=tuple(entry.get("tags", ())),
            touchpoint=entry.get("touchpoint", ""),
            priority=None if level is None else Priority[level.upper()],
        )
        new = NewRule(entry["name"], Conditions(words=tuple(entry["words"])), then)
        rule_rows.add(db, new, agent_id, now)
    for entry in script["mutes"]:
        word = entry["word"]
        muting.add(db, NewMute(account.network, MuteKind.WORD, word, word), agent_id, now)


def _watch(
    db: Database, entry: Entry, account: Account, agent_id: AgentId, now: datetime
) -> WatchId:
    made_at = now - timedelta(days=entry["made_days_ago"])
    price = x_prices().hit
    new = NewWatch(
        account_id=account.id,
        name=entry["name"],
        query=entry["query"],
        pace=timedelta(hours=entry["pace_h"]),
        monthly_budget=Decimal(entry["budget"]),
        begin_at=now - timedelta(days=entry["begin_days_ago"]),
    )
    counted = Estimate(
        made_at, (), entry["counted"], sampled=False, hit_price=price, price=Decimal()
    )
    watch_id = watches.insert_removed(db, new, counted, agent_id, made_at)
    watches.restore(db, watch_id)
    return watch_id


def _put_aside(db: Database, handles: tuple[str, ...], now: datetime) -> Changes:
    """Put the cases of some people aside, as an agent did."""
    rows = cases.rows(db, limit=1_000)
    noise = [row.id for row in rows if row.handle in handles]
    with db.writing():
        cases.set_state(db, noise, CaseState.SPAM, now)
        standing.refresh(db, noise)
    return Changes.of(cases=noise)
