"""Take posts into the store: first everything is placed in memory, then written in bulk.

One `Intake` lives for one transaction. What the store already knows of the posts is
read in a handful of statements for all of them; then contacts, cases, messages, posts
and their index are each written by one `executemany`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from console.domain.accounts import Account
from console.domain.ids import (
    CaseId,
    ContactId,
    MessageId,
    MuteId,
    RemoteId,
    WatchId,
    message_ms,
    to_ms,
)
from console.domain.kinds import MessageKind
from console.domain.messages import Direction
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.store import (
    contacts,
    joining,
    known_posts,
    messages,
    mute_ground,
    muting,
    readings,
    recognising,
    reposts,
    rule_ground,
    settling,
    standing,
    tombstones,
    triage_rules,
    withdrawals,
)
from console.store.database import Database
from console.store.messages import NewMessage
from console.store.placing import Placing
from console.store.recognising import Brought
from console.text.kinds import kind_of


@dataclass(frozen=True, slots=True)
class _Ready:
    """A new post with all that was found of it, to be written."""

    post: RemotePost
    message_id: MessageId
    direction: Direction
    place: _Place
    muted_by: MuteId | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a post lies: its case, or none; and whether it waits for its parent to arrive."""

    case_id: CaseId | None
    waits: bool = False


class Intake:
    """One transaction's worth of posts on their way into the store."""

    def __init__(
        self,
        db: Database,
        account: Account,
        timeline: Timeline | None,
        now: datetime | None = None,
        watch_id: WatchId | None = None,
    ) -> None:
        """Take when the network was asked; without it no count of reposts is noted.

        What a watch found comes without a timeline.
        """
        self._db = db
        self._now = now
        self._account = account
        self._source = known_posts.FOUND if timeline is None else timeline
        self._watch_id = watch_id
        self._placing = Placing(db, account.id)
        self._places: dict[RemoteId, _Place] = {}
        self._own_quotes: frozenset[RemoteId] = frozenset()
        self._own_ids = {account.remote_id} | {
            RemoteId(row["remote_id"])
            for row in db.rows(
                "SELECT remote_id FROM accounts WHERE network = ?", (account.network,)
            )
        }
        self._contacts: dict[RemoteId, ContactId] = {}
        self._customers: dict[RemoteId, RemoteUser | None] = {}
        self.new = 0
        """How many posts were not stored before."""
        self.barred = 0
        """How many are not to come back: of people who were forgotten, or kept long enough."""
        self.hits = 0
        """How many of the posts the watch had not found before."""

    def take(self, posts: Iterable[RemotePost]) -> frozenset[CaseId]:
        """Store posts given in any order and return the cases they touched.

        Parents are looked at before their replies; posts stored before are only noted
        as seen on this timeline, and completed where a person had captured them.
        """
        given = {post.remote_id: post for post in posts}
        network = self._account.network
        for needless in known_posts.passed_over(self._db, network, given):
            del given[needless]
        for barred in tombstones.barred_posts(self._db, network, given.values()):
            del given[barred]
            self.barred += 1
        recognising.give_ids(self._db, network, given.values())
        known, captured = known_posts.known(self._db, network, given)
        fresh = _parents_first(post for post in given.values() if post.remote_id not in known)
        self.new = len(fresh)
        shown_again = [given[remote_id] for remote_id in known]
        self._own_quotes = known_posts.quoted_of(
            self._db, self._account, [each.quoted_id for each in given.values() if each.quoted_id]
        )
        touched = withdrawals.show_again(self._db, network, given)
        if fresh or captured:
            self._read_people([*fresh, *(given[remote_id] for remote_id in captured)], touched)
        if captured:
            touched |= self._complete([given[remote_id] for remote_id in captured], known)
        called = self._note_seen(shown_again, known)
        touched |= called | settling.give_to_called(self._db, self._account.id, called)
        before = frozenset(known)
        if fresh:
            known |= self._store(fresh, touched)
            self._note_seen(fresh, known)
        if shown_again and self._now is not None:
            touched |= reposts.count(self._db, network, shown_again, self._now)
        touched |= reposts.note_reposters(self._db, network, given.values())
        if self._watch_id is not None and self._now is not None:
            found = [(known[remote_id], remote_id in before) for remote_id in given]
            known_hits = [message_id for message_id, stored in found if stored]
            known_hits = rule_ground.unfound(self._db, self._watch_id, known_hits)
            self.hits = known_posts.note_hits(self._db, self._watch_id, found, to_ms(self._now))
            touched |= triage_rules.follow_hits(self._db, self._watch_id, known_hits, self._now)
        touched |= triage_rules.follow(
            self._db, [known[post.remote_id] for post in fresh], self._now
        )
        standing.refresh(self._db, touched)
        return frozenset(touched)

    def _store(self, posts: list[RemotePost], touched: set[CaseId]) -> dict[RemoteId, MessageId]:
        self._read_surroundings(posts)
        ears = muting.load(self._db, self._account.network)  # which know authors by their names
        grounds = mute_ground.Grounds(self._db)
        ids = messages.next_ids(self._db, [to_ms(post.at) for post in posts])
        ready: list[_Ready] = []
        for post, message_id in zip(posts, ids, strict=True):
            direction = Direction.OUT if self._is_own(post) else Direction.IN
            place = self._places[post.remote_id] = self._place(post)
            work = grounds.take(place.case_id, message_id, direction)
            muted_by = None if direction is Direction.OUT else ears.of_post(post, work)
            if place.case_id is not None:
                self._placing.take(
                    place.case_id,
                    message_id,
                    to_ms(post.at),
                    direction,
                    says_thanks=partial(_says_thanks, post),
                    muted=muted_by is not None,
                )
                touched.add(place.case_id)
            ready.append(_Ready(post, message_id, direction, place, muted_by))
        adopted = self._adopt(touched)
        self._placing.write()
        messages.add_all(
            self._db,
            [
                NewMessage(
                    each.message_id,
                    each.place.case_id,
                    "post",
                    each.direction,
                    each.post.text,
                    each.post.lang,
                    muted_by=each.muted_by,
                )
                for each in ready
            ],
        )
        self._write_posts(ready)
        self._write_adopted(adopted)
        answered = {each.place.case_id for each in ready if each.direction is Direction.OUT}
        self._hear_answered([*answered, *adopted.values()], max(post.at for post in posts))
        readings.unread_from(
            self._db,
            [
                (each.place.case_id, each.message_id)
                for each in ready
                if each.direction is Direction.IN
                and each.muted_by is None
                and each.place.case_id is not None
            ],
        )
        return {each.post.remote_id: each.message_id for each in ready}

    def _note_seen(
        self, posts: Iterable[RemotePost], known: dict[RemoteId, MessageId]
    ) -> set[CaseId]:
        """Note stored posts as seen; return the cases of those that turn out to summon us."""
        seen = {known[post.remote_id]: self._summons(post) for post in posts}
        return known_posts.note_seen(self._db, self._account, self._source, seen)

    def _hear_answered(self, answered: Iterable[CaseId | None], at: datetime) -> None:
        """Let be heard what a word muted and was written after an answer that comes in now."""
        case_ids = {case_id for case_id in answered if case_id is not None}
        heard = muting.hear_answered(self._db, case_ids) if case_ids else frozenset()
        standing.recount(self._db, heard)
        for case_id in heard:
            joining.follow_speakers(self._db, case_id, (), at)

    def _read_people(self, posts: list[RemotePost], touched: set[CaseId]) -> None:
        """Read the contacts of some posts."""
        network = self._account.network
        users = [customer for post in posts if (customer := self._customer(post)) is not None]
        touched |= recognising.name_authors(self._db, network, users)
        newest_ms = max(to_ms(post.at) for post in posts)
        self._contacts = contacts.of_users(self._db, network, users, newest_ms)

    def _complete(
        self, posts: list[RemotePost], known: dict[RemoteId, MessageId]
    ) -> frozenset[CaseId]:
        return recognising.complete(
            self._db,
            self._account,
            [
                Brought(known[post.remote_id], post)
                for post in posts
                if not self._is_own(post) and not post.repost
            ],
            self._contacts,
        )

    def _read_surroundings(self, posts: list[RemotePost]) -> None:
        """Read cases and parents, each in few statements for all posts."""
        self._placing.load(
            (post.conversation_id, customer.remote_id)
            for post in posts
            if (customer := self._customer(post)) is not None
        )
        for row in self._db.rows(
            "SELECT p.remote_id, m.case_id, o.message_id AS orphan FROM posts p"
            " JOIN messages m ON m.id = p.message_id"
            " LEFT JOIN orphan_posts o ON o.message_id = p.message_id"
            " WHERE p.network = ? AND p.remote_id IN (SELECT value FROM json_each(?))",
            (self._account.network, json.dumps([p.parent_id for p in posts if p.parent_id])),
        ):
            case_id = None if row["case_id"] is None else CaseId(row["case_id"])
            self._places[RemoteId(row["remote_id"])] = _Place(case_id, row["orphan"] is not None)
        self._placing.open(
            place.case_id for place in self._places.values() if place.case_id is not None
        )

    def _is_own(self, post: RemotePost) -> bool:
        return post.author.remote_id in self._own_ids

    def _customer(self, post: RemotePost) -> RemoteUser | None:
        """Return whose case a post belongs to by its own words; None where it does not say."""
        if post.remote_id not in self._customers:
            self._customers[post.remote_id] = self._find_customer(post)
        return self._customers[post.remote_id]

    def _find_customer(self, post: RemotePost) -> RemoteUser | None:
        if post.repost:
            return None
        if not self._is_own(post):
            return post.author
        if post.parent_author_id is None or post.parent_author_id in self._own_ids:
            return None
        return next(
            (user for user in post.mentions if user.remote_id == post.parent_author_id),
            RemoteUser(post.parent_author_id, "", ""),
        )

    def _place(self, post: RemotePost) -> _Place:
        own_reply = self._is_own(post) and not post.repost and post.parent_id is not None
        parent = self._places.get(post.parent_id) if own_reply and post.parent_id else None
        if parent is not None and parent.case_id is not None:
            return _Place(parent.case_id)
        customer = self._customer(post)
        if customer is None:
            return _Place(None, waits=own_reply and (parent is None or parent.waits))
        if self._is_own(post) and not own_reply:
            return _Place(None)
        return _Place(
            self._placing.case_of(
                post.conversation_id,
                customer.remote_id,
                self._contacts[customer.remote_id],
                to_ms(post.at),
            )
        )

    def _summons(self, post: RemotePost) -> bool:
        """Return whether X accepts an API reply to a post: it mentions us or quotes us."""
        if self._is_own(post):
            return False
        if post.quoted_id in self._own_quotes:
            return True
        handle = self._account.handle.casefold()
        return any(
            user.remote_id == self._account.remote_id or user.handle.casefold() == handle
            for user in post.mentions
        )

    def _adopt(self, touched: set[CaseId]) -> dict[MessageId, CaseId | None]:
        """Place the own posts that waited for a parent placed now, and theirs in turn.

        A parent that turned out to belong to no case leaves them without one as well.
        """
        adopted: dict[MessageId, CaseId | None] = {}
        parents = {
            remote_id: place.case_id for remote_id, place in self._places.items() if not place.waits
        }
        while parents:
            rows = self._db.rows(
                "SELECT o.message_id, o.parent_id, p.remote_id FROM orphan_posts o"
                " JOIN posts p ON p.message_id = o.message_id"
                " WHERE o.network = ? AND o.parent_id IN (SELECT value FROM json_each(?))",
                (self._account.network, json.dumps(list(parents))),
            )
            placed = {RemoteId(row["remote_id"]): parents[row["parent_id"]] for row in rows}
            for row in rows:
                message_id, case_id = MessageId(row["message_id"]), parents[row["parent_id"]]
                if message_id in adopted:
                    continue
                adopted[message_id] = case_id
                if case_id is not None:
                    at_ms = message_ms(message_id)
                    self._placing.take(case_id, message_id, at_ms, Direction.OUT)
                    touched.add(case_id)
            parents = placed
        return adopted

    def _write_posts(self, ready: list[_Ready]) -> None:
        network = self._account.network
        self._db.execute_many(
            "INSERT INTO posts (message_id, network, remote_id, conversation_id, parent_id,"
            " quoted_id, author_id, lang, summons, repost, media, followers, reposts, reposts_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    each.message_id,
                    network,
                    each.post.remote_id,
                    each.post.conversation_id,
                    each.post.parent_id,
                    each.post.quoted_id,
                    each.post.author.remote_id,
                    each.post.lang,
                    self._summons(each.post),
                    each.post.repost,
                    messages.media_to_json(each.post.media),
                    *reposts.columns(each.post, each.direction, self._now),
                )
                for each in ready
            ],
        )
        self._db.execute_many(
            "INSERT INTO orphan_posts VALUES (?, ?, ?, ?)",
            [
                (each.message_id, self._account.id, network, each.post.parent_id)
                for each in ready
                if each.place.waits
            ],
        )

    def _write_adopted(self, adopted: dict[MessageId, CaseId | None]) -> None:
        self._db.execute_many(
            "UPDATE messages SET case_id = ? WHERE id = ?",
            [(case_id, message_id) for message_id, case_id in adopted.items()],
        )
        self._db.execute_many(
            "DELETE FROM orphan_posts WHERE message_id = ?",
            [(message_id,) for message_id in adopted],
        )


def _says_thanks(post: RemotePost) -> bool:
    return kind_of(post.text, post.lang) is MessageKind.THANKS


def _parents_first(posts: Iterable[RemotePost]) -> list[RemotePost]:
    """Return posts oldest first, and of one time each after the one that it answers."""
    oldest_first = sorted(posts, key=lambda post: (post.at, len(post.remote_id), post.remote_id))
    left = {post.remote_id: post for post in oldest_first}
    ordered: list[RemotePost] = []
    for post in oldest_first:
        chain: list[RemotePost] = []
        at: RemotePost | None = left.pop(post.remote_id, None)
        while at is not None:
            chain.append(at)
            at = left.pop(at.parent_id, None) if at.parent_id is not None else None
        ordered += reversed(chain)
    return ordered
