"""The trial of watches: let a desk look while it dies; hits and charges against X's own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from console.domain.spending import Item
from console.pacing import x_prices
from console.store.accounts import MILLION
from console.store.database import Database
from tests.crash_trial import life, sync_trial
from tests.crash_trial.lives import Living
from tests.crash_trial.orders import Order, Point

QUERY = "acme"
NAMED = (
    Point.HITS_ANSWERED, Point.BEFORE_CHARGE, Point.AFTER_CHARGE,
    Point.WITHIN_PAGE, Point.BEFORE_PAGE, Point.AFTER_PAGE,
)  # fmt: skip


def main(runs: int, seed: int) -> int:
    """Run the trial and print what it found."""
    began_s = time.monotonic()
    found = run_all(range(runs), seed)
    sync_trial.tell(found, runs, seed, NAMED, began_s)
    print(f"charged to the watches ${found.charged}, billed by X for them ${found.billed}")
    print(
        f"{runs} runs: {found.expected} hits expected, {found.stored} stored,"
        f" {found.missing} missing, {found.twice} twice"
    )
    return 1 if found.words or found.missing or found.twice else 0


def run_all(
    numbers: range | list[int], seed: int, living: Living | None = None
) -> sync_trial.Outcome:
    """Run the plans of these numbers; `living` is what a life does, if not what is usual."""
    return sync_trial.run_all(numbers, seed, living, Run)


class Run(sync_trial.Run):
    """One data file with a watch, and what people write over some days about a brand."""

    living: Living = staticmethod(life.look)
    named = NAMED
    begins_before = timedelta(days=5)

    def _order(self, folder: Path) -> Order:
        folder.mkdir()
        secret = self._x.credentials_for(self._own.username).as_stdin()
        return Order(folder, self._x.url, secret, query=QUERY)

    def _talk(self, posts: int) -> None:
        """Let people name the brand; some of them also us, and some neither."""
        rng = self._rng
        for number in range(posts):
            self._time += timedelta(seconds=rng.choice((1, 20, 300)))
            text = f"It is number{number} & <more> with müsli ({rng.randrange(10**9)})"
            brand = rng.choice(("acme", "my Acme", "nothing", f"@{self._own.username} acme"))
            self._x.world.add_post(
                f"customer_{rng.randrange(80)}", f"{brand} {text}", created_at=self._time
            )

    def _wanted(self) -> set[str]:
        return {str(post.id) for post in self._x.world.posts if "acme" in post.text.casefold()}

    def _stored(self, db: Database) -> Iterator[str]:
        for row in db.rows(
            "SELECT p.remote_id FROM watch_hits h JOIN posts p ON p.message_id = h.message_id"
            " JOIN account_posts a ON a.message_id = h.message_id"
        ):
            yield row["remote_id"]

    def _look_at_the_bill(self, killed: Path) -> None:
        """Compare the watch's charges with X's bill: neither more nor less, within a UTC day.

        Whom the keys belong to was asked once, before there was a watch.
        """
        found = self._outcome
        billed = self._x.billing.dollars - x_prices().prices[Item.USER_READ]
        with closing(Database.open(killed / "canary-desk.db")) as db:
            micros, days = db.tuples(
                "SELECT sum(price * count), count(DISTINCT day) FROM watch_charges"
            )[0]
        charged = Decimal(micros) / MILLION
        found.charged += charged
        found.billed += billed
        if charged != billed and days == 1:
            found.words.append(f"run {self._number}: charged ${charged}, X billed ${billed}")
