"""The demo's past, stored: half a year of cases, all closed.

Written straight into the file and into the network in memory, each thing at its own time: verbs
would date everything now, and put acts on the stack that Undo takes back. A week is one
transaction, and closed at its end, so that nobody sees a case of the past that is open. Nothing
of it is unread, queued or charged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path

from console.domain.cases import CaseState, Reading
from console.domain.changes import Changes
from console.domain.checks import Check, Ignored
from console.domain.ids import (
    CaseId,
    MessageId,
    first_message_id,
    to_ms,
)
from console.domain.insight import RootCauseFix
from console.domain.limits import LIMITS_140
from console.domain.messages import Direction
from console.domain.outbox import PartState
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.store import (
    accounts,
    calls,
    cases,
    checks,
    contacts,
    fixes,
    joining,
    location,
    marks,
    promises,
    readings,
    reposts,
    standing,
    targets,
)
from console.store.database import Database
from console.store.intake import Intake
from console.text.weight import weigh
from ui.demo import AGENT, FOLDER, OWN, PART_GAP, World
from ui.demo_history_case import Past, Person, Said, Script
from ui.demo_history_plan import plan

OTHER_AGENT, OTHER_SIGNATURE = "Jo Ostrander", "^JO"
"""Who answered beside the agent of the demo."""
COUNTED_AFTER = timedelta(hours=8)
"""How long after a post it was counted how often it was repeated."""


def read_script() -> Script:
    """Return the templates of the past."""
    script: Script = json.loads(FOLDER.joinpath("history.json").read_text("utf-8"))
    return script


def fill(
    folder: Path,
    world: World,
    now: datetime,
    *,
    told: Callable[[Changes], None] = lambda _: None,
    stopping: Callable[[], bool] = lambda: False,
) -> None:
    """Give the demo's desk its past, the last week first; for a lane, it takes a second or two.

    `folder` holds the data file, with the shop's account in it. `told` hears of each week that
    was stored; `stopping` is asked between them. The file then holds what is there, and no
    week in part.
    """
    script = read_script()
    with closing(Database.open(location.prepare(folder))) as db:
        hours, fix = targets.get(db).hours, script["fix"]
        past = _Storing(db, world, now)
        day = hours.local(now).date() - timedelta(days=fix["days"])
        past.record_fix(fix, hours.moment(day, 0), now)
        told(Changes.of(touchpoints=(fix["touchpoint"],)))
        for week in _weeks(plan(script, now, hours.zone)):
            if stopping():
                return
            told(Changes.of(cases=past.store(week)))


def _weeks(past: Iterable[Past]) -> Iterator[list[Past]]:
    """Yield the cases of each week in which they were over, the last one first."""
    ordered = sorted(past, key=attrgetter("over_at"), reverse=True)
    for _, week in groupby(ordered, key=lambda case: case.over_at.isocalendar()[:2]):
        yield list(week)


class _Storing:
    """Stores cases of the past through one connection."""

    def __init__(self, db: Database, world: World, now: datetime) -> None:
        self._db, self._world = db, world
        self._account = next(one for one in accounts.every(db) if one.remote_id == OWN.remote_id)
        both = ((AGENT, ""), (OTHER_AGENT, OTHER_SIGNATURE))
        self._agents = tuple(accounts.agent(db, *each, now).id for each in both)
        self._users: dict[str, RemoteUser] = {}

    def record_fix(self, fix: Script, at: datetime, now: datetime) -> None:
        """Record what was done about a root cause."""
        done = RootCauseFix(0, fix["touchpoint"], fix["owner"], fix["action"], at, "")
        with self._db.writing():
            fixes.add(self._db, done, self._agents[0], now)

    def store(self, week: Sequence[Past]) -> list[CaseId]:
        """Store some cases, each of another customer; return their numbers."""
        db = self._db
        posted = [self._post(case) for case in week]
        with db.writing():
            taken = self._take([post for posts in posted for post in posts])
            self._count_reposts(week, posted)
            ids = self._one_each(week, taken)
            for case, case_id, posts in zip(week, ids, posted, strict=True):
                self._note(case, case_id)
                self._send(case, case_id, posts)
                self._end(case, case_id)
            standing.refresh(db, ids)
            self._take(self._thank(week, posted))
            for row in cases.rows(db, ids=tuple(ids), limit=len(ids)):
                seen = MessageId(first_message_id(to_ms(row.last_at) + 1) - 1)
                readings.put(db, row.id, Reading(seen), row.last_at)
        return ids

    def _post(self, case: Past) -> list[RemotePost]:
        """Tell the network of a case; return its posts, oldest first."""
        posts: list[RemotePost] = []
        for said in case.said:
            for place, text in enumerate(said.texts):
                last = None if said.anew or not posts else posts[-1].remote_id
                author = self._user(case.person) if said.agent is None else OWN
                at = said.at + place * PART_GAP
                posts.append(
                    self._world.add_post(author, text, at=at, reply_to=last, lang=case.person.lang)
                )
        return posts

    def _thank(self, week: Sequence[Past], posted: Sequence[list[RemotePost]]) -> list[RemotePost]:
        """Tell the network what customers wrote after the end; return these posts."""
        return [
            self._world.add_post(
                self._user(case.person),
                case.thanks.texts[0],
                at=case.thanks.at,
                reply_to=posts[-1].remote_id,
                lang=case.person.lang,
            )
            for case, posts in zip(week, posted, strict=True)
            if case.thanks is not None and posts
        ]

    def _user(self, person: Person) -> RemoteUser:
        if person.handle not in self._users:
            self._users[person.handle] = self._world.add_user(
                person.handle, person.name, followers=person.followers
            )
        return self._users[person.handle]

    def _take(self, posts: Sequence[RemotePost]) -> frozenset[CaseId]:
        """Take in posts as a sync does, the customers' first: ours go where what they answer is."""
        theirs = [post for post in posts if post.author != OWN]
        own = [post for post in posts if post.author == OWN]
        touched = Intake(self._db, self._account, Timeline.MENTIONS).take(theirs)
        return touched | Intake(self._db, self._account, Timeline.OWN).take(own)

    def _count_reposts(self, week: Sequence[Past], posted: Sequence[list[RemotePost]]) -> None:
        """Note how often each first post was repeated; of most that nobody did."""
        network, quiet = self._account.network, []
        for case, posts in zip(week, posted, strict=True):
            first = [replace(post, reposts=case.reposts) for post in posts[:1]]
            if case.reposts:
                reposts.count(self._db, network, first, first[0].at + COUNTED_AFTER)
            else:
                quiet += first
        reposts.count(self._db, network, quiet, max(case.over_at for case in week))

    def _one_each(self, week: Sequence[Past], taken: frozenset[CaseId]) -> list[CaseId]:
        """Return the number of each case; what a customer wrote anew is joined, as a sync does."""
        of_handle: dict[str, list[CaseId]] = {}
        for row in cases.rows(self._db, ids=tuple(sorted(taken)), limit=len(taken)):
            of_handle.setdefault(row.handle, []).append(row.id)
        found: list[CaseId] = []
        for case in week:
            mine = sorted(of_handle.get(case.person.handle, ())) if case.said else []
            first, *anew = mine or [self._begin_with_call(case)]
            for later in anew:
                joining.merge(self._db, later, first)
            found.append(first)
        return found

    def _begin_with_call(self, case: Past) -> CaseId:
        """Open a case of somebody who only called."""
        at = case.noted[0].at
        contact_id = contacts.add(self._db, case.person.name, to_ms(at))
        return calls.open_case(self._db, contact_id, CaseState.NEEDS_REPLY, at)

    def _note(self, case: Past, case_id: CaseId) -> None:
        """Store what was noted in a case: calls, promises, what an agent let stand."""
        db = self._db
        for noted in case.noted:
            calls.add(
                db,
                case_id,
                at=noted.at,
                direction=Direction.OUT if noted.ours else Direction.IN,
                text=noted.text,
                channel=noted.channel,
                number="",
                duration_s=None,
                agent_id=self._agents[noted.agent],
                outcome=noted.outcome,
                missing=noted.missing,
            )
        for made in case.promised:
            agent_id = self._agents[made.agent]
            number = promises.add(db, case_id, agent_id, made.what, made.due_at, made.made_at)
            if made.kept_at is not None:
                promises.set_kept(db, number, made.kept_at)
        if case.ignored is not None:
            agent_id, key = self._agents[case.end.agent], "elsewhere"
            checks.ignore(db, case_id, agent_id, Check.DEFLECTION, key, Ignored.FITS, case.ignored)

    def _send(self, case: Past, case_id: CaseId, posts: Sequence[RemotePost]) -> None:
        """Record who sent our answers from this desk, as finished threads of the outbox."""
        left = iter(posts)
        parent = ""
        for said in case.said:
            parts = list(islice(left, len(said.texts)))
            if said.agent is not None:
                self._thread(said, case_id, parent, parts)
            parent = parts[-1].remote_id

    def _thread(
        self, said: Said, case_id: CaseId, reply_to: str, parts: Sequence[RemotePost]
    ) -> None:
        at_ms = to_ms(said.at)
        thread_id = self._db.insert(
            "reply_threads",
            {
                "account_id": self._account.id,
                "case_id": case_id,
                "agent_id": self._agents[said.agent or 0],
                "reply_to": reply_to,
                "text": " ".join(said.texts),
                "limit_name": LIMITS_140.name,
                "created_at": at_ms,
            },
        )
        for position, part in enumerate(parts, 1):
            self._db.insert(
                "reply_parts",
                {
                    "thread_id": thread_id,
                    "position": position,
                    "text": part.text,
                    "weight": weigh(part.text, LIMITS_140),
                    "state": PartState.SENT,
                    "remote_id": part.remote_id,
                    "attempted_at": at_ms,
                    "first_attempted_at": at_ms,
                    "finished_at": at_ms,
                },
            )

    def _end(self, case: Past, case_id: CaseId) -> None:
        """Close a case, and say where the business failed."""
        db, end, ids = self._db, case.end, (case_id,)
        if case.touchpoint:
            cases.mark(db, ids, "touchpoint", case.touchpoint)
        cases.set_state(db, ids, CaseState.RESOLVED, end.at)
        agent_id, skipped = self._agents[end.agent], not end.channel
        marks.add_resolutions(
            db, ids, agent_id, end.at, fix=end.fix, channel=end.channel, skipped=skipped
        )
