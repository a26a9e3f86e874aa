"""Takes a file of others in, batch by batch, from where an earlier try was cut off.

Each batch is one transaction with the place behind it and what was left out so far: whenever
it ends, what came in is whole, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import AgentId, CaseId, RemoteId
from console.domain.imports import Import, ImportState, Owner, Part, Place
from console.domain.messages import Direction
from console.domain.progress import Follower, Progress
from console.domain.remote import RemotePost, RemoteUser
from console.exchange import api_pages, archive_messages, archive_posts
from console.exchange.import_files import Source
from console.exchange.import_json import NOTHING, Item
from console.exchange.import_omissions import Omissions
from console.exchange.import_parts import Notes, Stretch, items, stretches
from console.language import tr, tr_noop
from console.store import import_intake, imports
from console.store.accounts import STAND_IN
from console.store.database import Database
from console.store.import_intake import NewNote, Taken

BATCH = 500
"""Posts or messages of one transaction."""
AHEAD = timedelta(days=1)
"""So far a time may lie in the future: clocks differ."""
NOT_YET = tr_noop("posts and messages from the future")
HELD_BACK = tr_noop(
    "posts and messages of people who were forgotten, or past the time they are kept"
)
OF_OTHERS = tr_noop("posts that are neither ours, nor to us, nor answered by us")


class Run:
    """One import under way; made anew where it goes on later."""

    def __init__(
        self,
        db: Database,
        source: Source,
        one: Import,
        account: Account,
        owner: Owner | None,
        agent_id: AgentId,
        now: datetime,
        omissions: Omissions,
    ) -> None:
        self._db, self._source, self._account = db, source, account
        self._agent_id, self._now, self._omissions = agent_id, now, omissions
        self.one = one
        """As it was stored last."""
        self.changes = Changes()
        self.quiet = 0
        """How many cases came in as resolved."""
        self._us = RemoteUser(account.remote_id, account.handle, account.name)
        # An account without access has no id of the network yet; the file's posts name one.
        self._real_id = None if owner is None else owner.remote_id
        self._notes: Notes | None = None
        self._posts: list[RemotePost] = []
        self._messages: list[NewNote] = []

    def go(self, follower: Follower, on_batch: Callable[[Changes], None]) -> None:
        """Take in what is left of the file, until it ends or is to stop."""
        todo = stretches(self.one.kind, self._source, self.one.options)
        total = sum(each.member.size for each in todo)
        fresh = not self.one.place.member
        self._notes = Notes(self._source, self._omissions if fresh else Omissions())
        done = 0
        for stretch in _from(todo, self.one.place):
            if not self._read(stretch, follower, on_batch, (done, total)):
                self._move(ImportState.STOPPED)
                return self._finish(follower, total)
            done = sum(each.member.size for each in todo[: todo.index(stretch) + 1])
        self._finish(follower, total)
        self._move(ImportState.DONE)
        return None

    def _read(
        self,
        stretch: Stretch,
        follower: Follower,
        on_batch: Callable[[Changes], None],
        progress: tuple[int, int],
    ) -> bool:
        """Take in one member; return False where it was to stop."""
        name = stretch.member.name.lower()
        key = name if name in self._source.members else stretch.member.name
        place = self.one.place if self.one.place.member == key else Place(key)
        read = [progress[0]]

        def count(size: int) -> None:
            read[0] += size
            follower.tell(
                Progress(
                    read[0], progress[1], tr("Reading {name}").format(name=stretch.member.name)
                )
            )

        deleted = stretch.part is Part.DELETED
        found = items(
            self._source, key, self._omissions, count, (place.chars, place.items),
            follower.stopping,
        )  # fmt: skip
        for item in found:
            if item.value is NOTHING:
                if item.end > place.chars:
                    place = Place(key, item.end, item.number + 1)
                on_batch(self._commit(place, deleted=deleted))
                return False
            carried = self._waiting - place.within
            self._take_rest(stretch, item, place.within)
            before, place = place, Place(key, item.end, item.number + 1)
            while self._waiting >= BATCH:
                carried -= BATCH  # below nothing: so many of this item are stored
                rest = self._waiting > BATCH
                behind = replace(before, within=max(0, -carried)) if rest else place
                on_batch(self._commit(behind, deleted=deleted))
                if follower.stopping():
                    return False
        on_batch(self._commit(place, deleted=deleted))
        return not follower.stopping()

    @property
    def _waiting(self) -> int:
        return len(self._posts) + len(self._messages)

    def _take_rest(self, stretch: Stretch, item: Item, stored: int) -> None:
        """Put what an item holds into the batch, but for the first that are stored already."""
        if not stored:
            self._take(stretch, item)
            return
        # What is left out of the item was told when it was begun.
        told, self._omissions = self._omissions, Omissions()
        self._take(stretch, item)
        self._omissions = told
        del self._posts[:stored], self._messages[:stored]

    def _take(self, stretch: Stretch, item: Item) -> None:
        """Put what an item holds into the batch."""
        where = f"{stretch.member.name}, item {item.number + 1:,}"
        if stretch.part is Part.MESSAGES:
            self._take_conversation(item.value, where)
            return
        read = self._of_page(item.value) if stretch.part is Part.PAGES else self._own(item.value)
        for number, post in enumerate(read, 1):
            there = f"{where}, post {number:,}" if stretch.part is Part.PAGES else where
            if isinstance(post, str):
                self._omissions.add(post, there)
            elif post.at > self._now + AHEAD:
                self._omissions.add(NOT_YET, there)
            else:
                self._posts.append(post)

    def _own(self, raw: object) -> Iterator[RemotePost | str]:
        post = archive_posts.read_post(raw, self._us)
        if isinstance(post, RemotePost) and self._notes:
            note = self._notes.whole(raw, int(post.at.timestamp()))
            post = archive_posts.read_post(raw, self._us, note) if note else post
        yield self._as_ours(post) if isinstance(post, RemotePost) else post

    def _of_page(self, raw: object) -> Iterator[RemotePost | str]:
        """Yield the posts of a page that concern the account."""
        if self._real_id is None and self._account.remote_id.startswith(STAND_IN):
            handle = self._account.handle.casefold()
            self._real_id = next(
                (u.remote_id for u in api_pages.users_of(raw) if u.handle.casefold() == handle),
                None,
            )
        read = [
            self._as_ours(each) if isinstance(each, RemotePost) else each
            for each in api_pages.read_page(raw)
        ]
        posts = [each for each in read if isinstance(each, RemotePost)]
        ours = self._account.remote_id
        answered = {
            one
            for each in posts
            if each.author.remote_id == ours
            for one in (each.parent_id, each.quoted_id)
            if one is not None
        }
        for each in read:
            if isinstance(each, str) or self._concerns(each, answered):
                yield each
            else:
                yield OF_OTHERS

    def _concerns(self, post: RemotePost, answered: set[RemoteId]) -> bool:
        ours, handle = self._account.remote_id, self._account.handle.casefold()
        return (
            ours in {post.author.remote_id, post.parent_author_id}
            or post.remote_id in answered
            or any(
                user.remote_id == ours or user.handle.casefold() == handle for user in post.mentions
            )
        )

    def _as_ours(self, post: RemotePost) -> RemotePost:
        """Return a post in which our account has the id that the desk knows it by."""
        if not self._account.remote_id.startswith(STAND_IN):
            return post
        mine = self._real_id
        return replace(
            post,
            author=self._us if mine == post.author.remote_id else post.author,
            parent_author_id=self._us.remote_id
            if mine is not None and mine == post.parent_author_id
            else post.parent_author_id,
        )

    def _take_conversation(self, raw: object, where: str) -> None:
        own = self._real_id or self._account.remote_id
        for each in archive_messages.read_conversation(raw, own):
            if isinstance(each, str):
                self._omissions.add(each, where)
            elif each.at > self._now + AHEAD:
                self._omissions.add(NOT_YET, where)
            else:
                direction = Direction.OUT if each.ours else Direction.IN
                partner = RemoteUser(each.partner_id, "", "")
                self._messages.append(
                    NewNote(each.remote_id, partner, direction, each.at, each.text)
                )

    def _hold_back(self, got: Taken) -> None:
        """Count what is not to come back; where it stands is not said, nor of whom it is."""
        if got.barred:
            self._omissions.add(HELD_BACK, "", got.barred)

    def _commit(self, place: Place, *, deleted: bool) -> Changes:
        """Store the first of the batch with the place behind them."""
        posts, self._posts = self._posts[:BATCH], self._posts[BATCH:]
        notes, self._messages = self._messages[:BATCH], self._messages[BATCH:]
        tally = self.one.tally
        touched: frozenset[CaseId] = frozenset()
        with self._db.writing():
            if posts:
                got: Taken = import_intake.take_posts(
                    self._db, self.one, self._account, _once(posts), deleted=deleted
                )
                tally = replace(tally, new=tally.new + got.new, known=tally.known + got.known,
                                cases=tally.cases + got.begun)  # fmt: skip
                touched |= got.touched
                self._hold_back(got)
            if notes:
                got = import_intake.take_notes(
                    self._db, self.one, self._account, notes, self._agent_id
                )
                tally = replace(tally, notes=tally.notes + got.new,
                                notes_known=tally.notes_known + got.known,
                                cases=tally.cases + got.begun)  # fmt: skip
                touched |= got.touched
                self._hold_back(got)
            tally = replace(tally, left_out=self._omissions.told())
            one = imports.move(self._db, self.one, place, tally, ImportState.UNDER_WAY, self._now)
        self.one = one
        changes = Changes.of(cases=touched)
        self.changes |= changes
        return changes

    def _move(self, state: ImportState) -> None:
        with self._db.writing():
            self.one = imports.move(
                self._db,
                self.one,
                self.one.place,
                replace(self.one.tally, left_out=self._omissions.told()),
                state,
                self._now,
            )

    def _finish(self, follower: Follower, total: int) -> None:
        """Join what belongs together, and let rest what is long over; short steps all."""
        follower.tell(Progress(total, total, tr("Joining cases")))
        self.changes |= Changes.of(cases=imports.settle(self._db, self.one))
        while imports.has_cases(self._db, self.one):
            quiet = imports.quieten(self._db, self.one)
            self.quiet += len(quiet)
            self.changes |= Changes.of(cases=quiet)


def _from(todo: tuple[Stretch, ...], place: Place) -> Iterable[Stretch]:
    """Return the stretches from a place on."""
    for number, stretch in enumerate(todo):
        if place.member in (stretch.member.name, stretch.member.name.lower()):
            return todo[number:]
    return todo


def _once(posts: list[RemotePost]) -> list[RemotePost]:
    """Return each post once, the first of each id."""
    by_id: dict[RemoteId, RemotePost] = {}
    for post in posts:
        by_id.setdefault(post.remote_id, post)
    return list(by_id.values())
