"""The demo's watches: they find what names the shop without its handle, and one is noise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.watches import Proposal
from console.store import location
from console.store.database import Database
from console.text import post_queries
from ui import demo, demo_watches
from ui.app import MemoryNetwork

SCRIPT = json.loads(demo.FOLDER.joinpath("watches.json").read_text("utf-8"))


@dataclass
class Shop:
    """The demo's desk with its watches."""

    desk: Desk
    now: datetime
    told: list[Changes]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    now = datetime.now(UTC)
    world = MemoryWorld(demo.OWN)
    context = Context(
        db=Database.open(location.prepare(tmp_path)),
        networks={"memory": MemoryNetwork(MemoryConnector(world))},
        credentials=Credentials(),
        agent_name=demo.AGENT,
    )
    desk = Desk(context)
    demo.set_up(desk, (), now)
    told: list[Changes] = []
    demo_watches.fill(desk, tmp_path, world, now, told.append)
    yield Shop(desk, now, told)
    context.close()


@pytest.mark.parametrize("watch", SCRIPT["watches"], ids=lambda watch: watch["name"])
def test_its_queries_are_such_as_x_takes(watch: demo.Entry) -> None:
    assert post_queries.problems(watch["query"]) == ()


def test_each_watch_found_something_and_the_noisy_one_is_proposed_for_removal(shop: Shop) -> None:
    watches = {watch.new.name: watch for watch in shop.desk.watches.every()}
    assert list(watches) == sorted((each["name"] for each in SCRIPT["watches"]), key=str.casefold)
    assert all(watch.lately.hits for watch in watches.values())
    assert {
        name: proposal
        for name, watch in watches.items()
        if (proposal := watch.proposal(shop.now)) is not None
    } == {"Kettle": Proposal.USELESS}
    assert any("watches" in changes.lists for changes in shop.told)


def test_what_they_found_is_not_summoned_and_rules_sorted_it(shop: Shop) -> None:
    rows = {row.handle: row for row in shop.desk.cases.rows(limit=500)}
    named = [rows[each["handle"]] for each in SCRIPT["posts"]]
    assert {row.state for row in named} == {CaseState.NEEDS_REPLY}
    assert all(row.unsummoned for row in named)
    assert rows["tobias_grell"].tags == ("breakage",)
    assert rows["hazel_quince"].touchpoint == "delivery"
    noise = [row for row in rows.values() if row.state is CaseState.SPAM]
    assert len(noise) == SCRIPT["noise"]["count"]


def test_nothing_of_it_stands_on_the_stack_of_undo(shop: Shop) -> None:
    assert shop.desk.acts.undo() is None


def test_nobody_in_it_is_tagged_or_real() -> None:
    for entry in SCRIPT["posts"]:
        assert "@" not in entry["post"]
        assert len(entry["post"]) <= 280
