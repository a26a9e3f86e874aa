"""A person who does anything at random to cases, contacts and calls, and takes it back.

Every choice comes from one seeded generator, so that a run can be had again. What is not
possible at a moment is refused by the desk with a word of its own; that is part of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.ids import CaseId, ContactId, MergeId, MuteId, PromiseId, RuleId
from console.domain.kinds import MessageKind
from console.domain.messages import Direction
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effects, NewRule
from console.errors import InputError
from console.store.database import Database
from tests.console import given

HANDLES = ("ada", "ben", "cleo", "dan", "eve", "finn")
WORDS = ("delivery", "billing", "app", "urgent", "vip", "again")


class Case(NamedTuple):
    """What an act needs of a case: to list them as a person sees them would take longer."""

    id: CaseId
    contact_id: ContactId


@dataclass
class Fuzz:
    """One desk and the acts that are done to it."""

    bench: given.Bench
    seed: int
    done: dict[str, int] = field(default_factory=dict)
    """How often each act changed something."""
    refused: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.acts: tuple[Callable[[], object], ...] = (
            self.resolve, self.reopen, self.snooze, self.spam, self.touchpoint, self.priority,
            self.tag, self.untag, self.kind, self.promise, self.keep, self.drop, self.merge,
            self.split, self.call, self.call_of_nobody, self.capture,
            self.link, self.link_handle, self.unlink, self.merge_contacts, self.unmerge,
            self.rename, self.notes, self.contact_tag,
            self.mute_author, self.mute_conversation, self.mute_word, self.unmute, self.unmute,
            self.new_rule, self.change_rule, self.switch_rule, self.remove_rule,
            self.apply_rule, self.take_back_rule,
            self.undo, self.undo, self.undo, self.undo, self.redo, self.redo, self.redo,
        )  # fmt: skip

    def act(self) -> None:
        """Do one thing."""
        self.bench.clock.forward(seconds=self.dice.choice((1, 60, 5000)))
        act = self.dice.choice(self.acts)
        try:
            if act():
                self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
        except InputError:
            self.refused += 1

    def undo_all(self) -> int:
        """Take back everything; return how many acts that were."""
        count = 0
        while self.bench.desk.acts.undo() is not None:
            count += 1
        return count

    def resolve(self) -> object:
        skipped = self.dice.random() < 0.5
        return self.bench.desk.triage.resolve(self.some(), fix="sent anew", skipped=skipped)

    def reopen(self) -> object:
        return self.bench.desk.triage.reopen(self.some())

    def snooze(self) -> object:
        until = self.bench.clock() + timedelta(hours=self.dice.randint(1, 100))
        return self.bench.desk.triage.snooze(self.some(), until)

    def spam(self) -> object:
        return self.bench.desk.triage.mark_spam(self.some())

    def touchpoint(self) -> object:
        return self.bench.desk.triage.set_touchpoint(self.some(), self.dice.choice(("", *WORDS)))

    def priority(self) -> object:
        level = self.dice.choice((None, *Priority))
        return self.bench.desk.triage.set_priority(self.some(), level)

    def tag(self) -> object:
        return self.bench.desk.triage.tag(self.some(), add=self.dice.sample(WORDS, 2))

    def untag(self) -> object:
        return self.bench.desk.triage.tag(self.some(), remove=self.dice.sample(WORDS, 2))

    def kind(self) -> object:
        posts = self.bench.db.rows(
            "SELECT id FROM messages WHERE kind = 'post' AND direction = 'in'"
        )
        kind = self.dice.choice((None, *MessageKind))
        return self.bench.desk.triage.set_kind(self.dice.choice(posts)["id"], kind)

    def promise(self) -> object:
        due = self.bench.clock() + timedelta(hours=self.dice.randint(1, 50))
        return self.bench.desk.triage.promise(self.one().id, "call back", due)

    def keep(self) -> object:
        promise = self.any_id("promises")
        kept = self.dice.random() < 0.7
        return promise and self.bench.desk.triage.keep_promise(PromiseId(promise), kept=kept)

    def drop(self) -> object:
        promise = self.any_id("promises")
        return promise and self.bench.desk.triage.drop_promise(PromiseId(promise))

    def merge(self) -> object:
        into = self.one()
        same = [row.id for row in self.rows() if row.contact_id == into.contact_id]
        some = self.dice.sample(same, self.dice.randint(1, len(same)))
        return self.bench.desk.triage.merge(some, into.id)

    def split(self) -> object:
        row = self.one()
        held = [message.id for message in self.bench.desk.cases.view(row.id).messages]
        some = self.dice.sample(held, self.dice.randint(1, len(held)))
        return self.bench.desk.triage.split(row.id, some)[1]

    def call(self) -> object:
        return self.bench.desk.calls.add(self.new_call(""), self.one().id)[1]

    def call_of_nobody(self) -> object:
        number = self.dice.choice(("", "089 123456", "+49 30 901820"))
        return self.bench.desk.calls.add(self.new_call(number))[1]

    def capture(self) -> object:
        return self.bench.desk.posts.capture(
            NewCapture(
                text=f"@shop where is it? {self.dice.random()}",
                handle=self.dice.choice((*HANDLES, "gus", "hal")),
                link="",
                name="",
                at=self.past(),
                case_id=None,
            )
        )[1]

    def link(self) -> object:
        number = self.dice.choice(("089 123456", "+49 30 901820", "0151 23456789"))
        contact = self.one().contact_id
        return self.bench.desk.contacts.link_number(contact, number, "wrote it to us")

    def link_handle(self) -> object:
        handle = self.dice.choice((*HANDLES, "gus", "hal", "ida"))
        return self.bench.desk.contacts.link_handle(
            self.one().contact_id, "memory", handle, "public on the profile"
        )

    def unlink(self) -> object:
        rows = self.bench.db.rows("SELECT contact_id, number FROM phones ORDER BY id")
        row = self.dice.choice(rows) if rows else None
        return row and self.bench.desk.contacts.unlink_number(row["contact_id"], row["number"])

    def merge_contacts(self) -> object:
        gone, into = self.one().contact_id, self.one().contact_id
        return self.bench.desk.contacts.merge(gone, into, "told us on the call")

    def unmerge(self) -> object:
        merge = self.any_id("contact_merges")
        return merge and self.bench.desk.contacts.unmerge(MergeId(merge))

    def rename(self) -> object:
        return self.bench.desk.contacts.rename(
            self.one().contact_id, self.dice.choice(("Ada", "Ben", "Somebody Else"))
        )

    def notes(self) -> object:
        return self.bench.desk.contacts.set_notes(
            self.one().contact_id, self.dice.choice(("", "deaf in one ear", "likes tea"))
        )

    def contact_tag(self) -> object:
        return self.bench.desk.contacts.tag(
            self.one().contact_id, self.dice.sample(WORDS, 1), self.dice.sample(WORDS, 1)
        )

    def new_rule(self) -> object:
        return self.bench.desk.rules.add(self.rule(f"rule {self.dice.randint(1, 6)}"))[1]

    def change_rule(self) -> object:
        rule = self.any_id("triage_rules", "removed_at IS NULL")
        return rule and self.bench.desk.rules.change(RuleId(rule), self.rule(f"changed {rule}"))

    def switch_rule(self) -> object:
        rule, enabled = self.any_id("triage_rules", "removed_at IS NULL"), self.dice.random() < 0.7
        return rule and self.bench.desk.rules.set_enabled((RuleId(rule),), enabled=enabled)

    def remove_rule(self) -> object:
        rule = self.any_id("triage_rules", "removed_at IS NULL")
        return rule and self.bench.desk.rules.remove((RuleId(rule),))

    def apply_rule(self) -> object:
        rule = self.any_id("triage_rules", "removed_at IS NULL")
        return rule and self.bench.desk.rules.apply(RuleId(rule))

    def take_back_rule(self) -> object:
        rule = self.any_id("triage_rules", "removed_at IS NULL")
        return rule and self.bench.desk.rules.take_back(RuleId(rule))

    def mute_author(self) -> object:
        return self.bench.desk.mutes.mute_author(self.one().id)

    def mute_conversation(self) -> object:
        return self.bench.desk.mutes.mute_conversation(self.one().id)

    def mute_word(self) -> object:
        return self.bench.desk.mutes.mute_word(self.dice.choice(("help", "sorry", "where is it")))

    def unmute(self) -> object:
        mute = self.any_id("mutes")
        return mute and self.bench.desk.mutes.unmute((MuteId(mute),))

    def undo(self) -> object:
        return self.bench.desk.acts.undo()

    def redo(self) -> object:
        return self.bench.desk.acts.redo()

    def rows(self) -> list[Case]:
        found = self.bench.db.rows("SELECT id, contact_id FROM cases ORDER BY id")
        return [Case(CaseId(row["id"]), ContactId(row["contact_id"])) for row in found]

    def one(self) -> Case:
        return self.dice.choice(self.rows())

    def some(self) -> list[CaseId]:
        ids = [row.id for row in self.rows()]
        return self.dice.sample(ids, self.dice.choice((1, 1, 1, min(4, len(ids)))))

    def any_id(self, table: str, where: str = "1") -> int | None:
        rows = self.bench.db.rows(f"SELECT id FROM {table} WHERE {where} ORDER BY id")
        return self.dice.choice(rows)["id"] if rows else None

    def new_call(self, number: str) -> NewCall:
        return NewCall(
            text=f"called about it, {self.dice.random()}",
            at=self.past(),
            direction=self.dice.choice(tuple(Direction)),
            number=number,
            name="" if number else "Gus",
            duration_s=self.dice.choice((None, 60)),
        )

    def rule(self, name: str) -> NewRule:
        when = Conditions(
            words=tuple(self.dice.sample(("help", "sorry", "where", "again", "shop"), 2)),
            kind=self.dice.choice((None, None, *MessageKind)),
        )
        then = Effects(
            tags=tuple(self.dice.sample(WORDS, 2)),
            touchpoint=self.dice.choice(("", *WORDS)),
            priority=self.dice.choice((None, *Priority)),
            resolve=self.dice.random() < 0.5,
        )
        return NewRule(name, when, then)

    def past(self) -> datetime:
        return self.bench.clock() - timedelta(minutes=self.dice.randint(1, 6000))


def begin(folder: Path, seed: int) -> Fuzz:
    """Return a desk with customers, answers, a call and an agent who did something before."""
    dice = random.Random(seed)
    posts = [
        (dice.choice(HANDLES), f"@shop {dice.choice(('help', 'sorry?', 'thank you'))} {number}")
        for number in range(30)
    ]
    bench = given.bench(folder, posts=posts)
    fuzz = Fuzz(bench, seed)
    bench.desk.calls.add(fuzz.new_call("089 123456"))
    bench.desk.calls.add(fuzz.new_call(""), fuzz.one().id)
    bench.db.rows("SELECT 1")
    forget_acts(bench.db)
    return fuzz


def forget_acts(db: Database) -> None:
    """Let what was done so far be no act: undoing stops there."""
    with db.writing():
        db.execute("UPDATE journal SET set_aside_at = at")


def drop_removed_rules(db: Database) -> None:
    """Delete what was made and taken back: it stays on record, as removed."""
    with db.writing():
        db.execute("DELETE FROM triage_rules WHERE removed_at IS NOT NULL")


def is_sound(db: Database) -> None:
    """Look whether the file agrees with itself: keys, index, counts and what follows."""
    from console.store import standing

    assert db.rows("PRAGMA foreign_key_check") == []
    given.index_is_whole(db)
    before = given.everything(db)
    ids = [CaseId(row["id"]) for row in db.rows("SELECT id FROM cases")]
    with db.writing():
        standing.recount(db, ids)
        standing.refresh(db, ids)
    assert given.everything(db) == before, "what follows from the messages was not up to date"
    dangling = (
        "SELECT 1 FROM messages WHERE muted_by IS NOT NULL"
        " AND muted_by NOT IN (SELECT id FROM mutes)"
    )
    assert not db.rows(dangling), "a post is kept quiet by a mute that is no more"
    heard = "SELECT 1 FROM cases WHERE state = 'muted' AND last_in_at IS NOT NULL"
    assert not db.rows(heard), "a case is muted in which the customer is heard"
    kept = {row["state"]: (row["cases"], row["with_calls"]) for row in db.rows(
        "SELECT state, sum(cases) AS cases, sum(with_calls) AS with_calls FROM case_counts"
        " GROUP BY state"
    ) if row["cases"]}  # fmt: skip
    counted = {row["state"]: (row["cases"], row["with_calls"]) for row in db.rows(
        "SELECT state, count(*) AS cases, count(nullif(calls > 0, 0)) AS with_calls FROM cases"
        " GROUP BY state"
    )}  # fmt: skip
    assert kept == counted
