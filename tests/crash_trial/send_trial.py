"""The trial of sending: plan a run, let its desk live and die, and compare."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crash_trial import life
from tests.crash_trial.lives import Living, Nursery, Unwell
from tests.crash_trial.orders import Answer, Kill, Order, Point, Reached
from tests.crash_trial.plan import NAMED, Plan, plan
from tests.crash_trial.tally import Made, Tally, made, tally
from tests.x_server import Fault, XServer

WORKERS = 4
"""Runs at a time, each with a server of its own: most of a run is waiting."""
HELD_S = 20.0
"""How long X holds back an answer that nobody is meant to hear."""


@dataclass(slots=True)
class Outcome:
    """What a trial counted."""

    tally: Tally = field(default_factory=Tally)
    reached: Counter[Point] = field(default_factory=Counter)
    in_the_middle: Counter[Point] = field(default_factory=Counter)
    """Those of parts after the first."""
    at_random: int = 0
    lives: int = 0


def main(runs: int, seed: int) -> int:
    """Run the trial and print what it found."""
    began_s = time.monotonic()
    outcome = run_all(range(runs), seed)
    found = outcome.tally
    planned = {kill.point for number in range(runs) for kill in plan(number, seed).kills}
    for point in NAMED:
        print(
            f"{outcome.reached[point]:5} killed {point}, {outcome.in_the_middle[point]} mid-thread"
        )
        if point in planned and not outcome.reached[point]:
            found.words.append(f"no life ever ended at: {point}")
    took_s = time.monotonic() - began_s
    print(f"{outcome.at_random:5} killed at random; {outcome.lives} lives in {took_s:.0f} s")
    print("".join(f"{words}\n" for words in found.words), end="")
    print(
        f"{runs} runs: {found.expected} expected, {found.posted} posted, {found.lost} lost,"
        f" {found.duplicated} duplicated, {found.damaged} damaged"
    )
    return 0 if found.is_whole else 1


def run_all(numbers: Sequence[int], seed: int, living: Living = life.send) -> Outcome:
    """Run the plans of these numbers; `living` is what a life does."""
    outcome = Outcome()
    nursery = Nursery()

    def work(first: int) -> list[Run]:
        done = []
        with XServer(self_reply="allowed") as x:
            for number in numbers[first::WORKERS]:
                one = Run(plan(number, seed), x, nursery, living)
                done.append(one)
                one.go()
        return done

    with ThreadPoolExecutor(WORKERS) as pool:
        for done in pool.map(work, range(WORKERS)):
            for one in done:
                outcome.tally.add(one.tally)
                outcome.lives += one.lives
                outcome.at_random += one.at_random
                for reached in one.reached:
                    outcome.reached[reached.point] += 1
                    outcome.in_the_middle[reached.point] += reached.position > 1
    return outcome


class Run:
    """One data file, with an account and customers of its own on the server."""

    def __init__(self, plan: Plan, x: XServer, nursery: Nursery, living: Living) -> None:
        self.tally = Tally()
        self.reached: list[Reached] = []
        self.at_random = 0
        self.lives = 0
        self._plan = plan
        self._x = x
        self._nursery = nursery
        self._living = living
        self._own = x.world.add_user(f"desk_{plan.number}")
        self._customers = [f"ada_{plan.number}_{each}" for each in range(len(plan.answers))]
        self._begins = len(x.requests)

    def go(self) -> None:
        """Live till nothing is left to do, then compare."""
        answers = self._prepare()
        with TemporaryDirectory(prefix="crash-trial-") as folder:
            order = Order(
                Path(folder),
                self._x.url,
                self._x.credentials_for(self._own.username).as_stdin(),
                answers,
            )
            try:
                self._live(order)
            except Unwell as error:
                self.tally.words.append(f"{error}")
        self._x.faults.clear()
        self.tally.add(tally(answers, self._ever(), self._standing()))
        self.tally.words = [f"run {self._plan.number}: {one}" for one in self.tally.words]

    def _prepare(self) -> tuple[Answer, ...]:
        plan, world = self._plan, self._x.world
        window_s = 24 * 3600 if plan.duplicates_refused else 0
        self._x.change(duplicate_window_s=window_s)
        for one in plan.faults:
            self._x.faults.add(one.fault, method=one.method, path=one.path, after=one.after)
        mentions = [
            world.add_post(customer, f"@{self._own.username} where is my parcel?")
            for customer in self._customers
        ]
        return tuple(
            Answer(
                str(mention.id),
                written.layout.text,
                tuple((part.text, part.weight) for part in written.layout),
                written.limit,
                written.numbering,
                delete=written.delete,
                delete_after=written.delete_after,
            )
            for mention, written in zip(mentions, plan.answers, strict=True)
        )

    def _live(self, order: Order) -> None:
        for kill in (*self._plan.kills, None):
            self.lives += 1
            end = self._one_life(order, kill)
            if end:
                return
            if self._plan.customer_writes:
                self._x.world.add_post(
                    self._customers[-1], f"@{self._own.username} anyone? ({self.lives})"
                )
        raise Unwell("the last life was not done")

    def _one_life(self, order: Order, kill: Kill | None) -> bool:
        """Return whether nothing is left to do."""
        if kill is None:
            return self._nursery.live(self._living, order).done
        if kill.point is None:
            end = self._nursery.live(self._living, order, fraction=kill.fraction)
            self.at_random += not end.done
            return end.done
        if kill.point is Point.ACCEPTED:
            return self._die_accepted(order, kill)
        end = self._nursery.live(self._living, replace(order, kill=kill))
        if end.reached is not None:
            self.reached.append(end.reached)
        return end.done

    def _die_accepted(self, order: Order, kill: Kill) -> bool:
        """Kill a desk whose post is made on X, while it waits for the answer."""
        held = Fault("held back", wait_after_s=HELD_S)
        begins = len(self._x.requests)
        self._x.faults.add(held, method="POST", path="/2/tweets", after=kill.occurrence - 1)

        def is_held() -> bool:
            try:
                self._x.wait_for(
                    lambda log: any(one.fault == held.name for one in log[begins:]), timeout_s=0.05
                )
            except TimeoutError:
                return False
            return True

        end = self._nursery.live(self._living, replace(order, read_s=2 * HELD_S), strike=is_held)
        position = _position_on_its_way(order.folder)
        if not end.done and position is not None:
            self.reached.append(Reached(Point.ACCEPTED, position))
        return end.done

    def _ever(self) -> list[Made]:
        """Return every post that this run's desk made, oldest first."""
        return [
            made(one)
            for one in self._x.requests[self._begins :]
            if one.created_id is not None and one.user == self._own.username
        ]

    def _standing(self) -> frozenset[str]:
        world = self._x.world
        return frozenset(str(post.id) for post in world.posts if post.author_id == self._own.id)


def _position_on_its_way(folder: Path) -> int | None:
    """Return the position of the part that is recorded as being sent."""
    with closing(sqlite3.connect(folder / "canary-desk.db")) as file:
        found = file.execute("SELECT position FROM reply_parts WHERE state = 'sending'").fetchone()
    return None if found is None else int(found[0])
