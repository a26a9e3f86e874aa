"""Two weeks of a watch against the loopback X: it costs what was estimated, and keeps its pace."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.watches import NewWatch, WatchState
from console.pacing import FEWEST_HITS
from tests.console import given
from tests.x_server import Clock, World, XServer

BEGIN = datetime(2026, 11, 2, 7, tzinfo=UTC)
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
A_WEEK = 700
"""So many posts name the brand in a week."""
WRITES_AGAIN = 0.08
"""So many of them are by somebody who named it in the hours before."""
TICK = timedelta(minutes=5)
PACE = HOUR
SMALL = Decimal(2)


@dataclass
class Weeks:
    """A desk on the loopback X, and people who write there as time passes."""

    server: XServer
    clock: Clock
    desk: Desk
    account: Account
    rng: random.Random
    written: list[str] = field(default_factory=list)
    """The ids of the posts that name the brand, oldest first."""
    authors: list[str] = field(default_factory=list)

    def pass_by(self, span: timedelta, *, look: bool) -> int:
        """Let time pass and people write; with `look` the desk ticks. Return its looks."""
        looks, until = 0, self.clock() + span
        next_post = self._next()
        while self.clock() < until:
            tick = min(self.clock() + TICK, until)
            while next_post < tick:
                self._advance(next_post)
                self._write()
                next_post = self._next()
            self._advance(tick)
            if look:
                looks += len(self.desk.watches.run(self.account))
        return looks

    def _next(self) -> datetime:
        return self.clock() + timedelta(seconds=self.rng.expovariate(A_WEEK / WEEK.total_seconds()))

    def _advance(self, to: datetime) -> None:
        self.clock.advance((to - self.clock()).total_seconds())

    def _write(self) -> None:
        again = self.authors and self.rng.random() < WRITES_AGAIN
        author = self.rng.choice(self.authors[-10:]) if again else f"person_{len(self.written)}"
        self.authors.append(author)
        text = f"my acme kettle broke, number {len(self.written)}"
        self.written.append(str(self.server.world.add_post(author, text).id))
        self.server.world.add_post("stranger", f"nothing of the kind {len(self.written)}")

    def new(self, **other: object) -> NewWatch:
        values: dict[str, object] = {
            "account_id": self.account.id, "name": "Brand", "query": "acme", "pace": PACE,
            "monthly_budget": Decimal(100), "begin_at": self.clock(),
        }  # fmt: skip
        return NewWatch(**(values | other))  # type: ignore[arg-type]  # by name

    def spent(self) -> Decimal:
        """What X itself has billed for posts and people."""
        return self.server.billing.dollars


@contextmanager
def weeks(folder: Path, seed: int) -> Iterator[Weeks]:
    clock = Clock(BEGIN)
    with XServer(World("shop", now=clock)) as server:
        context = Context(
            given.database(folder),
            {"x": XNetwork(server.url, now=clock)},
            Credentials(),
            "Anna",
            now=clock,
        )
        desk = Desk(context)
        account = desk.sign_ins.with_keys(server.credentials, this_run_only=True).account
        yield Weeks(server, clock, desk, account, random.Random(seed))
        desk.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_week_costs_what_was_estimated_at_the_pace_and_within_the_budget(
    tmp_path: Path, seed: int
) -> None:
    with weeks(tmp_path, seed) as world:
        world.pass_by(WEEK, look=False)
        estimate = world.desk.watches.estimate(world.account, "acme")
        assert estimate.week == len(world.written)
        brand, _ = world.desk.watches.add(world.new(), estimate)
        before, already = world.spent(), len(world.written)
        looks = world.pass_by(WEEK, look=True)
        wanted = set(world.written[already:])
        watch = world.desk.watches.get(brand)
        estimated = estimate.week * estimate.hit_price
        print(
            f"seed {seed}: estimated ${estimated} for {estimate.week} posts, spent ${watch.spent}"
            f" for {watch.ever.hits} in {looks} looks: {watch.spent / estimated - 1:+.1%}"
        )
        assert world.spent() - before == watch.spent, "X bills what the desk says"
        assert abs(watch.spent / estimated - 1) <= Decimal("0.10")
        assert looks == WEEK // PACE
        assert watch.walked_at is not None
        # What came after the last look, and nothing else, is left for the next.
        assert wanted - found(world, brand) == set(written_after(world, watch.walked_at))
        assert found(world, brand) <= wanted


def test_a_small_budget_is_passed_by_less_than_a_page(tmp_path: Path) -> None:
    with weeks(tmp_path, 4) as world:
        small, _ = world.desk.watches.add(world.new(monthly_budget=SMALL))
        world.pass_by(WEEK, look=True)
        watch = world.desk.watches.get(small)
        assert watch.state is WatchState.SPENT
        most = SMALL + FEWEST_HITS * Decimal("0.015")
        print(f"budget ${SMALL}, spent ${watch.spent}")
        assert SMALL <= watch.spent < most
        requests = len(world.server.requests)
        world.pass_by(timedelta(days=1), look=True)
        assert len(world.server.requests) == requests, "nothing is asked any more"
        assert watch.due_at == datetime(2026, 12, 1, tzinfo=UTC)


def found(world: Weeks, watch_id: int) -> set[str]:
    rows = world.desk.watches._context.db.rows(
        "SELECT p.remote_id FROM watch_hits h JOIN posts p ON p.message_id = h.message_id"
        " WHERE h.watch_id = ?",
        (watch_id,),
    )
    return {row["remote_id"] for row in rows}


def written_after(world: Weeks, at: datetime) -> list[str]:
    posts = {str(post.id): post for post in world.server.world.posts}
    return [one for one in world.written if posts[one].created_at_ms > at.timestamp() * 1000]
