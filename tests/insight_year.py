"""A year at a busy desk, made up and written straight into a data file: for figures over many rows.

Deterministic: of one seed and end the same rows each time. Posts, answers in parts, call notes,
touchpoints, resolutions, promises, what the answers say, and how far complaints went.
"""

from __future__ import annotations

from datetime import UTC, datetime
from math import log
from pathlib import Path
from random import Random

from console.checks.answer_readings import RULE
from console.domain.business_hours import BusinessHours
from console.domain.ids import SEQUENCE_BITS, to_ms
from console.domain.opening_week import read_week
from console.domain.targets import Targets
from console.store import location, standing, targets
from console.store.database import Database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OWN_ID = "1"
ZONE = "Europe/Berlin"
STAFFED = "Mon-Fri 09:00-18:00; Sat 10:00-14:00"
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
YEAR_MS = 365 * DAY_MS
PER_CASE = 3.99
"""Messages of a case in the mean, as the dice below fall."""
AGENTS = ("Mika", "Noor", "Ode")
TOUCHPOINTS = (
    *("delivery",) * 9, *("billing",) * 5, *("app",) * 4, *("product",) * 3, *("returns",) * 3,
    "website", "store", "phone line", "phone line", "account", None, None, None, None,
)  # fmt: skip
KINDS = (*("complaint",) * 14, *("question",) * 4, "thanks", "other")
SHARES = ("solved", "solved", "complaint", "complaint", "complaint", "thanks", "other")
OUTCOMES = ("promised", "escalated", "not empowered", "solved", "no answer", "")
TEXTS = {
    "complaint": "@shop order {n} is still not here and nobody on the phone line knows why",
    "question": "@shop when is the item of order {n} in stock again?",
    "thanks": "thank you, order {n} came this morning",
    "other": "@shop order {n}, rain on the window, and a pot of tea",
    "ours": "Order {n} was put on the wrong van, it is with you on Friday before noon",
    "call": "Order {n} has not moved for a week, called back about it",
}
COLUMNS = {
    "agents": "id, name, signature, created_at",
    "accounts": "id, network, remote_id, handle, name, self_reply, created_at",
    "contacts": "id, name, created_at",
    "handles": "network, remote_id, contact_id, handle, name, followers, seen_at",
    "cases": "id, account_id, contact_id, state, state_at, touchpoint, rank",
    "case_conversations": "account_id, conversation_id, customer_id, case_id",
    "messages": "id, case_id, kind, direction, text, search_text, message_kind, kind_basis",
    "posts": "message_id, network, remote_id, conversation_id, parent_id, author_id, lang,"
    " summons, repost, followers, reposts, reposts_at",
    "account_posts": "account_id, message_id, timeline, summons",
    "call_notes": "message_id, channel, number, agent_id, outcome, missing",
    "resolutions": "case_id, agent_id, at, fix, channel, skipped, confirmed_at",
    "promises": "case_id, agent_id, what, due_at, made_at, kept_at",
    "ignored_findings": "case_id, agent_id, at, check_name, finding_key, reason",
    "reply_threads": "id, account_id, case_id, agent_id, reply_to, text, limit_name, created_at",
    "reply_parts": "thread_id, position, text, weight, state, remote_id, finished_at",
    "reposters": "network, remote_id, author_id, followers, at",
    "root_cause_fixes": "touchpoint, owner, action, at, agent_id, made_at",
    "answer_readings": "message_id, rule, share, deflects, repeats",
}
"""In an order in which each row finds what it refers to."""
BATCH = 5_000


def fill(folder: Path, messages: int = 100_000, *, now: datetime = NOW, seed: int = 7) -> Path:
    """Make a data folder with about so many messages in the year before `now`; return it."""
    db = Database.open(location.prepare(folder))
    try:
        year = _Year(messages, to_ms(now), Random(seed))
        with db.writing():
            targets.put(db, Targets(BusinessHours(read_week(STAFFED), ZONE)))
            for table, rows in year.rows.items():
                columns = COLUMNS[table]
                marks = ", ".join("?" * (columns.count(",") + 1))
                db.execute_many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
            db.execute("INSERT INTO messages_fts (messages_fts) VALUES ('rebuild')")
            for first in range(1, year.cases + 1, BATCH):
                ids = range(first, min(first + BATCH, year.cases + 1))
                standing.recount(db, ids)  # type: ignore[arg-type]  # numbers are ids
                standing.refresh(db, ids)  # type: ignore[arg-type]
    finally:
        db.close()
    return folder


class _Year:
    """The rows of a year, by table."""

    def __init__(self, messages: int, now_ms: int, dice: Random) -> None:
        self._now_ms, self._dice = now_ms, dice
        self.rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in COLUMNS}
        self.cases = 0
        self._numbers = 0
        self._threads = 0
        start = now_ms - YEAR_MS
        self.rows["agents"] = [(n, name, "", start) for n, name in enumerate(AGENTS, 1)]
        self.rows["accounts"] = [(1, "x", OWN_ID, "shop", "The Shop", "yes", start)]
        self._people(max(1, messages // 7), start)
        for at in self._begins(round(messages / PER_CASE)):
            self._case(at)
        for number in range(4):
            at = start + (number + 1) * YEAR_MS // 5
            self.rows["root_cause_fixes"].append(
                (TOUCHPOINTS[number * 6], "Noor", "What was done about it", at, 1, at)
            )

    def _begins(self, cases: int) -> list[int]:
        """Return when cases begin, oldest first: by day more than by night, and on weekdays."""
        dice, today = self._dice, self._now_ms // DAY_MS
        found: list[int] = []
        while len(found) < cases:
            day = today - dice.randrange(366)
            if (day + 3) % 7 > 4 and dice.random() < 0.45:  # the first day of 1970 was a Thursday
                continue
            at = int(day * DAY_MS + dice.gauss(14, 4) % 24 * HOUR_MS)
            if self._now_ms - YEAR_MS <= at < self._now_ms:
                found.append(at)
        return sorted(found)

    def _people(self, number: int, start: int) -> None:
        for n in range(1, number + 1):
            followers = int(self._dice.lognormvariate(log(180), 1.5))
            self.rows["contacts"].append((n, f"Customer {n}", start))
            self.rows["handles"].append(
                ("x", f"c{n}", n, f"customer_{n}", f"Customer {n}", followers, start)
            )

    def _case(self, at: int) -> None:
        dice, rows = self._dice, self.rows
        self.cases += 1
        case, contact = self.cases, dice.randrange(len(rows["contacts"])) + 1
        touchpoint = dice.choice(TOUCHPOINTS)
        asks_ms = at
        if dice.random() < 0.17:
            asks_ms = self._call(case, at)
        last_ms, out, thanked_ms = self._talk(case, contact, asks_ms)
        state, state_ms = "waiting" if out else "needs_reply", last_ms
        if self._now_ms - last_ms > 4 * DAY_MS or dice.random() < 0.25:
            state_ms = min(last_ms + int(dice.expovariate(1 / HOUR_MS)), self._now_ms)
            state = self._resolve(case, state_ms, thanked_ms)
        rows["cases"].append((case, 1, contact, state, state_ms, touchpoint, last_ms))
        if dice.random() < 0.03:
            check = dice.choice(("deflection", "boilerplate", "length"))
            rows["ignored_findings"].append((case, 1, last_ms, check, "k", "fits"))

    def _resolve(self, case: int, at: int, thanked_ms: int | None) -> str:
        """Say what fixed a case; return its state."""
        dice, agent = self._dice, self._dice.randrange(3) + 1
        channel, fix = dice.choice(("post", "post", "post", "phone", "e-mail")), "Put right"
        if skipped := dice.random() < 0.08:
            channel = fix = ""
        confirmed = thanked_ms if dice.random() < 0.7 else None
        self.rows["resolutions"].append((case, agent, at, fix, channel, skipped, confirmed))
        return "resolved"

    def _call(self, case: int, at: int) -> int:
        """Note one call or two; return when the customer posts."""
        dice = self._dice
        for _ in range(1 + (dice.random() < 0.35)):
            outcome, agent = dice.choice(OUTCOMES), dice.randrange(3) + 1
            missing = "a refund" if outcome == "not empowered" else ""
            message = self._message(case, at, "call_note", "in", "call", None)
            channel = dice.choice(("phone", "phone", "phone", "e-mail"))
            self.rows["call_notes"].append((message, channel, "", agent, outcome, missing))
            if outcome == "promised":
                due = at + 24 * HOUR_MS
                kept = due - HOUR_MS if dice.random() < 0.7 else None
                self.rows["promises"].append((case, agent, "call back", due, at, kept))
            at = min(at + int(dice.lognormvariate(log(14), 0.8) * HOUR_MS), self._now_ms)
        return at

    def _talk(self, case: int, contact: int, at: int) -> tuple[int, bool, int | None]:
        """Post and answer; return when the last was, whether it is ours, and when thanked."""
        dice, kind = self._dice, self._dice.choice(KINDS)
        first = parent = self._post(case, contact, at, kind, None, None)
        self.rows["case_conversations"].append((1, first, f"c{contact}", case))
        last, out, thanked = at, False, None
        answered = 0.86
        while dice.random() < answered:
            at = last + int(dice.lognormvariate(log(2.2), 1.3) * HOUR_MS)
            if at >= self._now_ms:
                break
            parent, last = self._answer(case, at, parent, first)
            out, answered = True, 0.85
            if dice.random() > 0.55:
                break
            at = last + int(dice.lognormvariate(log(3), 1.2) * HOUR_MS)
            if at >= self._now_ms:
                break
            kind = dice.choice(("complaint", "question", "thanks", "thanks", "other"))
            parent = self._post(case, contact, at, kind, parent, first)
            last, out = at, False
            if kind == "thanks":
                thanked = at
                break
        return last, out, thanked

    def _post(
        self, case: int, contact: int, at: int, kind: str, parent: str | None, first: str | None
    ) -> str:
        """Let a customer post; return the post's id."""
        message = self._message(case, at, "post", "in", kind, kind)
        remote, dice = str(self._numbers), self._dice
        followers: object = self.rows["handles"][contact - 1][5]
        reposts = int(dice.lognormvariate(log(5), 1.2)) if dice.random() < 0.06 else 0
        self.rows["posts"].append(
            (message, "x", remote, first or remote, parent, f"c{contact}", "en", 1, 0,
             followers, reposts, at + HOUR_MS)
        )  # fmt: skip
        self.rows["account_posts"].append((1, message, "mentions", 1))
        for n in range(min(reposts, 2) if dice.random() < 0.2 else 0):
            self.rows["reposters"].append(("x", remote, f"r{n}", 300, at + HOUR_MS))
        return remote

    def _answer(self, case: int, at: int, parent: str, first: str) -> tuple[str, int]:
        """Answer in one part or some; return the last part's id and when it was."""
        dice, rows = self._dice, self.rows
        parts = dice.choice((1, 1, 1, 1, 1, 2, 2, 3, 4))
        share, read = dice.choice(SHARES), dice.random() < 0.95
        deflects, repeats = dice.random() < 0.12, dice.random() < 0.18
        sent_here, agent, reply_to = dice.random() < 0.6, dice.randrange(3) + 1, parent
        if sent_here:
            self._threads += 1
            rows["reply_threads"].append(
                (self._threads, 1, case, agent, reply_to, TEXTS["ours"], "140", at)
            )
        for position in range(1, parts + 1):
            message = self._message(case, at, "post", "out", "ours", None)
            remote = str(self._numbers)
            rows["posts"].append(
                (message, "x", remote, first, parent, OWN_ID, "en", 0, 0, None, None, None)
            )
            rows["account_posts"].append((1, message, "own", 0))
            said = (deflects, repeats) if read else (None, None)
            rows["answer_readings"].append((message, RULE, share, *said))
            if sent_here:
                rows["reply_parts"].append(
                    (self._threads, position, TEXTS["ours"], 72, "sent", remote, at)
                )
            parent, at = remote, at + 3_000
        return parent, at - 3_000

    def _message(
        self, case: int, at: int, kind: str, direction: str, words: str, judged: str | None
    ) -> int:
        """Return the id of a new message."""
        self._numbers += 1
        message = (at << SEQUENCE_BITS) + self._numbers
        text = TEXTS[words].format(n=self._numbers)
        basis = None if judged is None else "rule"
        self.rows["messages"].append(
            (message, case, kind, direction, text, text.lower(), judged, basis)
        )
        return message
