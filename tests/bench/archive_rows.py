"""The rows of a made-up archive: cases in the order in which they began, each with its messages.

Deterministic: of one seed and size the same rows each time. What follows from them (counts,
times, what is due) is left out: `store.standing` finds it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from random import Random

from console.domain.ids import SEQUENCE_BITS
from tests.bench.archive_texts import Texts

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
YEARS = 3
AGENTS = ("Mika", "Noor", "Ode")
ACCOUNTS = (("1", "shop", "The Shop"), ("2", "shop_de", "Der Laden"), ("3", "shop_app", "Shop App"))
OF_ACCOUNTS = (1,) * 16 + (2,) * 3 + (3,)
TOUCHPOINTS = (*("delivery",) * 6, *("billing",) * 3, "app", "returns", "store", *(None,) * 4)
TAGS = ("vip", "press", "safety", "refund", "repeat", "b2b")
OUTCOMES = ("promised", "escalated", "not empowered", "solved", "no answer", "")
SHARES = ("solved", "solved", "complaint", "thanks", "other")
NAMES = ("Abel", "Bess", "Carys", "Dermot", "Elspeth", "Farid", "Gwen", "Hollis", "Imke", "Jorun")
FAMILIES = ("Ash", "Birch", "Cedar", "Dove", "Elm", "Fern", "Gale", "Heath", "Ivers", "Juniper")
SETTLED_AFTER_MS = 5 * DAY_MS
"""What was last heard of longer ago is resolved, but for a few."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much an archive holds."""

    posts: int = 1_000_000
    calls: int = 100_000
    cases: int = 300_000
    longest: int = 5_000
    """How many posts the one case has that went on and on."""


class Archive:
    """The rows of an archive by table, most of them as they are asked for.

    `messages` has to be read to its end before the rows of `rest`.
    """

    def __init__(self, size: Size, texts: Texts, now_ms: int, dice: Random) -> None:
        self.size = size
        self._texts, self._now_ms, self._dice = texts, now_ms, dice
        self._start = now_ms - YEARS * 365 * DAY_MS
        self._posts_of = self._spread(size.posts - size.cases, size.longest)
        self._calls_of = self._calls()
        self._account_of = bytes(dice.choice(OF_ACCOUNTS) for _ in range(size.cases))
        self._contact_of = array("l", (self._contact(case) for case in range(size.cases)))
        self.rest: dict[str, list[tuple[object, ...]]] = {
            name: []
            for name in ("cases", "case_conversations", "case_tags", "resolutions", "promises",
                         "drafts", "readings", "reposters")
        }  # fmt: skip

    def people(self) -> Iterator[tuple[int, str, str, int]]:
        """Return number, name, handle and followers of each contact."""
        for n in range(1, self.size.cases + 1):
            first, last = NAMES[n % 10], FAMILIES[n // 10 % 10]
            followers = int(self._dice.lognormvariate(log(180), 1.5))
            yield n, f"{first} {last} {n}", f"{first}_{last}{n}".lower(), followers

    def customer(self, contact: int) -> str:
        """Return the network's id of a contact."""
        return str(10**9 + contact)

    def messages(self) -> list[tuple[int, int, int, int]]:
        """Return (id, case, place within it, kind), oldest first; kind 2 is a call, 1 is ours.

        Kind and place of the posts count from the customer's first one.
        """
        found: list[tuple[int, int, int, int]] = []
        dice, span = self._dice, self._now_ms - self._start
        for case in range(self.size.cases):
            at = self._start + span * case // self.size.cases + int(dice.random() * HOUR_MS)
            for place in range(self._calls_of[case]):
                found.append((at << SEQUENCE_BITS, case, place, 2))
                at += int(dice.random() * 20 * HOUR_MS)
            posts = self._posts_of[case]
            gap = 2 * HOUR_MS if posts < 100 else span // 8 // posts
            for place in range(posts):
                ours = place > 0 and (place % 2 == 1 or dice.random() < 0.1)
                found.append((min(at, self._now_ms - 1) << SEQUENCE_BITS, case, place, int(ours)))
                at += int(dice.expovariate(1 / gap)) + 1
        found.sort()
        return self._numbered(found)

    def _numbered(self, found: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
        last = 0
        for n, (message, *rest) in enumerate(found):
            last = message if message > last else last + 1
            if last != message:
                found[n] = (last, *rest)  # type: ignore[assignment]
        return found

    def _spread(self, more: int, longest: int) -> array[int]:
        """Return how many posts each case has: one, and what falls to it; one has very many."""
        cases, dice = self.size.cases, self._dice
        found = array("l", [1]) * cases
        long = min(longest, more // 10)
        found[cases * 9 // 10] += long
        for _ in range(more - long):
            found[int(dice.random() * cases)] += 1
        return found

    def _calls(self) -> array[int]:
        """Return how many calls each case has: those of one in five who call at all."""
        found = array("l", [0]) * self.size.cases
        for _ in range(self.size.calls):
            found[int(self._dice.random() * self.size.cases) // 5 * 5] += 1
        return found

    def _contact(self, case: int) -> int:
        """Return whose a case is: a new contact's, or one's who came before."""
        dice = self._dice
        return int(dice.random() * case) + 1 if case and dice.random() < 0.15 else case + 1

    def case_of(self, case: int) -> tuple[int, int, int]:
        """Return number, account and contact of a case."""
        return case + 1, self._account_of[case], self._contact_of[case]

    def end(self, case: int, last_ms: int, *, ours: bool, first: str | None) -> None:
        """Add what stands around a case, by when its last message was and whose that is."""
        dice, rest = self._dice, self.rest
        number, account, contact = self.case_of(case)
        agent = case % len(AGENTS) + 1
        state, at, wakes = "waiting" if ours else "needs_reply", last_ms, None
        old = self._now_ms - last_ms > SETTLED_AFTER_MS
        drawn = dice.random()
        if drawn < (0.97 if old else 0.2):
            state, at = "resolved", min(last_ms + HOUR_MS, self._now_ms)
            skipped = dice.random() < 0.08
            told = ("", "") if skipped else ("Put right", "post")
            rest["resolutions"].append((number, agent, at, *told, skipped))
        elif drawn > 0.995:
            state, wakes = "snoozed", self._now_ms + int(dice.random() * 30 * DAY_MS) + HOUR_MS
        rest["cases"].append(
            (number, account, contact, state, at, dice.choice(TOUCHPOINTS), last_ms, wakes)
        )
        if first is not None:
            rest["case_conversations"].append((account, first, self.customer(contact), number))
        if dice.random() < 0.05:
            rest["case_tags"].append((number, dice.choice(TAGS)))
        if dice.random() < 0.005:
            kept = None if state == "needs_reply" else last_ms + HOUR_MS
            rest["promises"].append((number, agent, "call back", last_ms + DAY_MS, last_ms, kept))
        if state == "needs_reply" and dice.random() < 0.03:
            rest["drafts"].append((number, agent, self._texts.answered(case).text, "280", last_ms))
        if dice.random() < 0.5:
            rest["readings"].append((number, last_ms + 1 << SEQUENCE_BITS, last_ms))
