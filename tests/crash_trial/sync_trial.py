"""The trial of syncing: let a desk pull while it dies, and compare with an undisturbed one."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from console.errors import StoreError
from console.store.database import Database
from tests.console.given import index_is_whole
from tests.crash_trial import life
from tests.crash_trial.lives import Living, Nursery, Unwell
from tests.crash_trial.orders import Kill, Order, Point
from tests.x_server import Fault, Post, XServer

WORKERS = 2
NAMED = (Point.PAGE_ANSWERED, Point.WITHIN_PAGE, Point.BEFORE_PAGE, Point.AFTER_PAGE)
STATEMENTS_OF_A_PAGE = 12
"""About so many are run within the transaction of one."""


@dataclass(slots=True)
class Outcome:
    """What a trial counted."""

    expected: int = 0
    stored: int = 0
    missing: int = 0
    twice: int = 0
    reached: Counter[Point] = field(default_factory=Counter)
    at_random: int = 0
    lives: int = 0
    charged: Decimal = Decimal()
    """US dollars that the desk wrote down, where that is of interest."""
    billed: Decimal = Decimal()
    """And X itself."""
    words: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Add another's sums."""
        self.expected += other.expected
        self.stored += other.stored
        self.missing += other.missing
        self.twice += other.twice
        self.reached += other.reached
        self.at_random += other.at_random
        self.lives += other.lives
        self.charged += other.charged
        self.billed += other.billed
        self.words += other.words


def main(runs: int, seed: int) -> int:
    """Run the trial and print what it found."""
    began_s = time.monotonic()
    found = run_all(range(runs), seed)
    tell(found, runs, seed, NAMED, began_s)
    print(
        f"{runs} runs: {found.expected} expected, {found.stored} stored,"
        f" {found.missing} missing, {found.twice} twice"
    )
    return 1 if found.words or found.missing or found.twice else 0


def tell(found: Outcome, runs: int, seed: int, named: Sequence[Point], began_s: float) -> None:
    """Print how often lives were killed, and what is wrong."""
    for point in named:
        print(f"{found.reached[point]:5} killed {point}")
        if not found.reached[point] and any(
            kill.point is point for number in range(runs) for kill in kills(number, seed, named)
        ):
            found.words.append(f"no life ever ended at: {point}")
    took_s = time.monotonic() - began_s
    print(f"{found.at_random:5} killed at random; {found.lives} lives in {took_s:.0f} s")
    print("".join(f"{words}\n" for words in found.words), end="")


def kills(number: int, seed: int, named: Sequence[Point] = NAMED) -> tuple[Kill, ...]:
    """Return how the lives of a run end, but the last."""
    rng = random.Random(f"{seed}/{number}")
    if number % 2 == 0:
        return tuple(Kill(fraction=rng.random()) for _ in range(rng.randint(1, 4)))
    first = named[number // 2 % len(named)]
    points = (first, *(rng.choice(named) for _ in range(rng.randint(0, 3))))
    return tuple(
        Kill(
            point,
            rng.randint(1, STATEMENTS_OF_A_PAGE if point is Point.WITHIN_PAGE else 2),
        )
        for point in points
    )


def run_all(
    numbers: Sequence[int],
    seed: int,
    living: Living | None = None,
    kind: type[Run] | None = None,
) -> Outcome:
    """Run the plans of these numbers; `living` is what a life does, if not what is usual."""
    outcome = Outcome()
    nursery = Nursery()
    kind = Run if kind is None else kind

    def work(first: int) -> Outcome:
        found = Outcome()
        for number in numbers[first::WORKERS]:
            # A world of its own: a post is never older than the one that was made before it.
            with XServer() as x:
                found.add(kind(number, seed, x, nursery, living or kind.living).go())
        return found

    with ThreadPoolExecutor(WORKERS) as pool:
        for found in pool.map(work, range(WORKERS)):
            outcome.add(found)
    return outcome


class Run:
    """One data file, and what customers and the account post over some weeks."""

    living: Living = staticmethod(life.pull)
    """What a life does."""
    named: Sequence[Point] = NAMED
    begins_before = timedelta(days=90)

    def __init__(
        self, number: int, seed: int, x: XServer, nursery: Nursery, living: Living
    ) -> None:
        self._number = number
        self._kills = kills(number, seed, self.named)
        self._rng = random.Random(f"{seed}/{number}/posts")
        self._x = x
        self._nursery = nursery
        self._alive = living
        self._own = x.world.own
        self._time = datetime.now(UTC) - self.begins_before
        self._outcome = Outcome()

    def go(self) -> Outcome:
        """Live till all is pulled, then compare."""
        self._talk(self._rng.randint(60, 420))
        if self._rng.random() < 0.5:
            self._go_wrong()
        with TemporaryDirectory(prefix="crash-trial-") as folder:
            order = self._order(Path(folder) / "killed")
            try:
                self._live(order)
                self._look_at_the_bill(order.folder)
                undisturbed = self._order(Path(folder) / "undisturbed")
                self._nursery.live(type(self).living, undisturbed)
                self._compare(order.folder, undisturbed.folder)
            except (Unwell, StoreError) as error:
                self._outcome.words.append(f"run {self._number}: {error}")
        return self._outcome

    def _order(self, folder: Path) -> Order:
        folder.mkdir()
        secret = self._x.credentials_for(self._own.username).as_stdin()
        return Order(folder, self._x.url, secret)

    def _talk(self, posts: int) -> None:
        """Let customers post, the account answer some, and customers answer that."""
        world, rng, known = self._x.world, self._rng, list[Post]()
        for number in range(posts):
            parent = rng.choice(known[-40:]) if known and rng.random() < 0.6 else None
            customer = f"customer_{rng.randrange(40)}"
            self._time += timedelta(seconds=rng.choice((1, 60, 3600, 3 * 3600)))
            ours = parent is not None and parent.author_id != self._own.id and rng.random() < 0.6
            text = f"It is number{number} & <more> with müsli ({rng.randrange(10**9)})"
            known.append(
                world.add_post(
                    self._own if ours else customer,
                    text if ours else f"@{self._own.username} {text}",
                    reply_to=parent,
                    created_at=self._time,
                )
            )

    def _go_wrong(self) -> None:
        faults = (
            Fault.drop(), Fault.unavailable(), Fault.rate_limited(reset=False), Fault.slow(0.5),
            Fault.truncated(), Fault.truncated(cut=True), Fault.html(), Fault.null_errors(),
        )  # fmt: skip
        for _ in range(self._rng.randint(1, 3)):
            self._x.faults.add(
                self._rng.choice(faults), method="GET", after=self._rng.randrange(2, 8)
            )

    def _live(self, order: Order) -> None:
        for kill in (*self._kills, None):
            self._outcome.lives += 1
            if kill is None:
                self._x.faults.clear()
                self._nursery.live(self._alive, order)
            elif kill.point is None:
                end = self._nursery.live(self._alive, order, fraction=kill.fraction)
                self._outcome.at_random += not end.done
            else:
                end = self._nursery.live(self._alive, replace(order, kill=kill))
                if end.reached is not None:
                    self._outcome.reached[end.reached.point] += 1
            if kill is not None and self._rng.random() < 0.5:
                self._talk(self._rng.randint(1, 130))

    def _look_at_the_bill(self, killed: Path) -> None:
        """Compare what was charged with what X billed, where that is of interest."""

    def _wanted(self) -> set[str]:
        """Return the ids of the posts that are to be found."""
        return {
            str(post.id)
            for post in self._x.world.posts
            if post.author_id == self._own.id or self._own.id in post.mentioned_ids
        }

    def _stored(self, db: Database) -> Iterator[str]:
        """Yield the id of each post, as often as it is listed for the account or can be found."""
        yield from _ids(
            db,
            "SELECT p.remote_id FROM account_posts a JOIN posts p ON p.message_id = a.message_id"
            " JOIN messages m ON m.id = a.message_id",
        )

    def _compare(self, killed: Path, undisturbed: Path) -> None:
        found, wanted = self._outcome, self._wanted()
        with closing(Database.open(killed / "canary-desk.db")) as db:
            index_is_whole(db)
            stored = Counter(self._stored(db))
            found.expected += len(wanted)
            found.stored += len(stored)
            found.missing += len(wanted - stored.keys())
            found.twice += sum(count - 1 for count in stored.values())
            cases = set(_cases(db))
        with closing(Database.open(undisturbed / "canary-desk.db")) as db:
            whole = set(_cases(db))
        found.words += [
            f"run {self._number}: {len(cases - whole)} cases are others than without a crash,"
            f" such as {case}"
            for case in sorted(cases - whole)[:1]
        ]


def _ids(db: Database, sql: str) -> Iterator[str]:
    for row in db.rows(sql):
        yield row["remote_id"]


def _cases(db: Database) -> Iterator[tuple[str, ...]]:
    """Yield each case: its state, then its posts in their order."""
    for row in db.rows(
        "SELECT c.state, group_concat(p.remote_id) AS posts FROM cases c"
        " JOIN (SELECT m.case_id, p.remote_id FROM messages m"
        " JOIN posts p ON p.message_id = m.id ORDER BY m.id) p ON p.case_id = c.id GROUP BY c.id"
    ):
        yield (row["state"], *row["posts"].split(","))
