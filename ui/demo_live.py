"""What comes in at the demo while one watches: posts by a script, and answers to ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.desk.context import utc_now
from console.domain.ids import RemoteId
from console.domain.remote import RemotePost
from ui.demo import OWN, Entry, World


class Live(QObject):
    """Lets posts come in while one watches, and customers answer what was sent to them.

    Signals:
        posted(str): a post of this handle has just come in.
    """

    posted = Signal(str)

    def __init__(
        self,
        world: World,
        script: Entry,
        pulled: Callable[[], None],
        *,
        now: Callable[[], datetime] = utc_now,
        speed: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        """Take the world to tell, and `pulled`, which is called after each post.

        `speed` is how many seconds of the script pass in one.
        """
        super().__init__(parent)
        self._world, self._pulled, self._now = world, pulled, now
        self._coming = list(script["posts"])
        self._after_reply = dict(script["after_reply"])
        self._seen: dict[str, tuple[RemoteId, int]] = {}
        """By handle: our newest answer since the start, and when it was first seen."""
        self._known = frozenset(post.remote_id for post in world.posts())
        self._elapsed_s = self._last_s = 0
        self._timer = QTimer(self)
        self._timer.setInterval(max(1, round(1000 / speed)))
        self._timer.timeout.connect(self._tick)

    @Slot()
    def start(self) -> None:
        """Begin, or go on where it was stopped."""
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Let nothing come in any more."""
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        self._elapsed_s += 1
        replies = self._replies()
        self._answer(replies)
        for arrival in list(self._coming):
            handle, answers = arrival["handle"], arrival.get("answers", "")
            parent = self._last_between(answers)
            if arrival.get("unless_answered") and handle in replies:
                self._coming.remove(arrival)
            elif parent is not None or not answers:
                if self._elapsed_s - self._last_s >= arrival["wait"]:
                    self._coming.remove(arrival)
                    self._last_s = self._elapsed_s
                    self._post(handle, arrival, parent)
                break
        if not self._coming and not self._after_reply:
            self.stop()

    def _answer(self, replies: dict[str, RemotePost]) -> None:
        """Post what customers say to the last part of an answer, some time after it."""
        for handle, reply in replies.items():
            seen_id, seen_s = self._seen.get(handle, (None, 0))
            if seen_id != reply.remote_id:
                self._seen[handle] = (reply.remote_id, self._elapsed_s)
                continue
            arrival = self._after_reply.get(handle)
            if arrival is not None and self._elapsed_s - seen_s >= arrival["wait"]:
                del self._after_reply[handle]
                self._post(handle, arrival, reply)

    def _replies(self) -> dict[str, RemotePost]:
        """Return our newest answer since the start, by the handle of whom it answers."""
        posts = {post.remote_id: post for post in reversed(self._world.posts())}
        replies = {}
        for post in posts.values():
            asked: RemotePost | None = post if post.remote_id not in self._known else None
            while asked is not None and asked.author == OWN:  # up the parts of a thread
                asked = posts.get(asked.parent_id) if asked.parent_id is not None else None
            if asked is not None and post.author == OWN:
                replies[asked.author.handle] = post
        return replies

    def _last_between(self, handle: str) -> RemotePost | None:
        """Return what a customer's newest conversation with us ends with."""
        posts = [post for post in self._world.posts() if post.author.handle in (handle, OWN.handle)]
        newest = next((post for post in posts if post.author.handle == handle), None)
        return next(
            (post for post in posts if newest and post.conversation_id == newest.conversation_id),
            None,
        )

    def _post(self, handle: str, arrival: Entry, parent: RemotePost | None) -> None:
        known = (post.author for post in self._world.posts() if post.author.handle == handle)
        author = next(known, None) or self._world.add_user(
            handle, arrival.get("name", ""), followers=arrival.get("followers")
        )
        self._world.add_post(
            author,
            arrival["post"],
            at=self._now(),
            reply_to=None if parent is None else parent.remote_id,
            lang=arrival.get("lang", "en"),
        )
        self.posted.emit(handle)
        self._pulled()
