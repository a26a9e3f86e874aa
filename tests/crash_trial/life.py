"""One life of a desk: what its process does till it is done or killed.

Everything of the desk is real; only the waits are short. The person at it is played: they
write what they have to, and decide where they are asked, as the window would let them.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from multiprocessing.connection import Connection
from typing import TypeVar

from console.connectors.base import Connector
from console.connectors.x import XConnector
from console.connectors.x_auth import XCredentials
from console.connectors.x_transport import Timeouts
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.ids import CaseId
from console.domain.limits import LIMITS_BY_NAME
from console.domain.messages import Post
from console.domain.outbox import PartState, ReplyThread
from console.domain.patience import Patience
from console.domain.watches import MOST_BACK, PACES, NewWatch
from console.errors import ConnectorError
from console.text.split import Part
from tests.crash_trial.orders import Answer, Kill, Order, Point, Reached
from tests.crash_trial.watched import Step, WatchedDatabase, WatchedNetwork

Answered = TypeVar("Answered")

SHOWS_AFTER_S = 1.5
"""After this time X shows a post for certain: the faults of a trial are over well before."""
PATIENCE = Patience(
    lease=timedelta(seconds=0.4),
    replica_lag=timedelta(seconds=SHOWS_AFTER_S),
    lag_pause=timedelta(seconds=0.05),
    first_look=timedelta(seconds=0.1),
    shows_after=timedelta(seconds=SHOWS_AFTER_S),
    try_again=timedelta(seconds=0.05),
    try_again_most=timedelta(seconds=0.2),
)
LONGEST_NAP_S = 0.2
POINTS = {
    "before sending": Point.BEFORE_SENDING,
    "after sending": Point.AFTER_SENDING,
    "before sent": Point.BEFORE_SENT,
    "after sent": Point.AFTER_SENT,
    "before deleted": Point.BEFORE_DELETED,
    "after read_page": Point.PAGE_ANSWERED,
    "statement": Point.WITHIN_PAGE,
    "before page": Point.BEFORE_PAGE,
    "after page": Point.AFTER_PAGE,
    "after search": Point.HITS_ANSWERED,
    "before charge": Point.BEFORE_CHARGE,
    "after charge": Point.AFTER_CHARGE,
}


class Doom:
    """Ends this process at the moment that a kill names, after a last word to the parent."""

    def __init__(self, kill: Kill | None, parent: Connection) -> None:
        self.db: WatchedDatabase | None = None
        self._kill = kill
        self._left = 0 if kill is None else kill.occurrence
        self._parent = parent

    def reach(self, step: Step) -> None:
        """Take note of a step; does not return from the fatal one."""
        for point, position in self._points(step):
            if self._kill is None or self._kill.point is not point:
                continue
            self._left -= 1
            if self._left == 0:
                self._parent.send(Reached(point, position))
                os.kill(os.getpid(), signal.SIGKILL)

    def _points(self, step: Step) -> list[tuple[Point, int]]:
        found = [(POINTS[step.name], step.position)] if step.name in POINTS else []
        if step.name in ("after read_page", "after lookup"):
            assert self.db is not None
            position = self.db.unsure_position()
            found += [(Point.LOOKING, position)] if position else []
        return found


def send(order: Order, parent: Connection) -> None:
    """Write the answers, send them, and decide what is asked, until the outbox is empty."""
    desk, account = _open(order, parent)
    _until_reached(lambda: desk.accounts.sync(account))
    for answer in order.answers:
        _write(desk, answer)
    while True:
        sent = desk.replies.publish(account)
        left = [_decide(desk, answer) for answer in order.answers]
        if not any(left) and not desk.outbox.threads():
            break
        if not sent.published:
            _nap(sent.due_at)
    desk.close()


def pull(order: Order, parent: Connection) -> None:
    """Pull both timelines till they bring nothing new.

    A walk that was broken off is brought to its end first, and what came meanwhile is for
    the next one.
    """
    desk, account = _open(order, parent)
    while _until_reached(lambda: desk.accounts.sync(account)).new:
        pass
    desk.close()


def look(order: Order, parent: Connection) -> None:
    """Look with a watch, made where there is none, till a look finds nothing at all."""
    desk, account = _open(order, parent)
    watches = [watch.id for watch in desk.watches.every()]
    if not watches:
        begin_at = datetime.now(UTC) - MOST_BACK
        new = NewWatch(account.id, "Brand", order.query, PACES[0], Decimal(1000), begin_at)
        watches.append(desk.watches.add(new)[0])
    while True:
        (run,) = desk.watches.run(account, only=watches[0])
        if run.done and not run.read:
            break
        if run.problem:
            time.sleep(0.03)
    desk.close()


def _open(order: Order, parent: Connection) -> tuple[Desk, Account]:
    doom = Doom(order.kill, parent)
    db = doom.db = WatchedDatabase.opened(order.folder / "canary-desk.db", doom.reach)
    timeouts = Timeouts(connect_s=5.0, read_s=order.read_s, whole_s=order.read_s + 5.0)

    def connector(secret: Mapping[str, str]) -> Connector:
        keys = XCredentials.from_json(json.dumps(dict(secret)))
        return XConnector(keys, api_url=order.url, timeouts=timeouts)

    desk = Desk(
        Context(
            db,
            {"x": WatchedNetwork(connector, doom.reach)},
            Credentials(),
            agent_name="Anna",
            process=f"life {os.getpid()}",
            patience=PATIENCE,
        )
    )
    for account in desk.accounts.every():
        desk.accounts.use_for_this_run(account, order.secret)
        return desk, account
    return desk, _until_reached(
        lambda: desk.sign_ins.with_keys(order.secret, this_run_only=True).account
    )


def _write(desk: Desk, answer: Answer) -> None:
    """Write an answer where it stands neither in the composer nor in the outbox, and queue it."""
    case_id = _case(desk, answer)
    if _thread(desk, case_id) is not None:
        return
    desk.drafts.save(case_id, answer.text, answer.limit, answer.numbering)
    desk.replies.queue(
        case_id,
        answer.text,
        [Part(text, weight) for text, weight in answer.parts],
        LIMITS_BY_NAME[answer.limit],
        numbering=answer.numbering,
        known=frozenset(message.id for message in desk.cases.view(case_id).messages),
    )


def _decide(desk: Desk, answer: Answer) -> bool:
    """Do what a person is asked to about an answer; return whether something is left to do."""
    thread = _thread(desk, _case(desk, answer))
    assert thread is not None, "a queued answer is in the outbox or among what went of late"
    if answer.delete and not thread.is_being_deleted and not _deleted(thread):
        out = sum(part.state is PartState.SENT for part in thread.parts)
        busy = any(part.state is PartState.SENDING for part in thread.parts)
        if out >= answer.delete_after and not busy:
            desk.outbox.delete(thread.id)
            return True
    part = thread.next_part
    if part is None:
        assert _deleted(thread) or not answer.delete, "what was to be deleted never got out"
        return False
    if not thread.asks:
        return True
    if _deleted(thread):
        desk.outbox.cancel(thread.id)
    elif part.state is PartState.HELD:
        desk.outbox.send_anyway(thread.id)
    else:  # not among our posts, or refused in words that were cut off on the way
        desk.outbox.retry(thread.id)
    return True


def _deleted(thread: ReplyThread) -> bool:
    return any(part.state is PartState.DELETED for part in thread.parts)


def _thread(desk: Desk, case_id: CaseId) -> ReplyThread | None:
    found = [one.thread for one in desk.outbox.entries() if one.thread.case_id == case_id]
    assert len(found) < 2, "one answer was queued twice"
    return found[0] if found else None


def _case(desk: Desk, answer: Answer) -> CaseId:
    (found,) = [
        row.id
        for row in desk.cases.rows()
        if any(
            isinstance(message, Post) and message.remote_id == answer.mention_id
            for message in desk.cases.view(row.id).messages
        )
    ]
    return found


def _until_reached(call: Callable[[], Answered]) -> Answered:
    """Call until X is reached, as the timer of a window does."""
    while True:
        try:
            return call()
        except ConnectorError:
            time.sleep(0.03)


def _nap(due_at: datetime | None) -> None:
    """Sleep until something is due, not for long where nothing is said."""
    left_s = LONGEST_NAP_S
    if due_at is not None:
        left_s = (due_at - datetime.now(UTC)).total_seconds()
    time.sleep(min(max(left_s, 0.005), LONGEST_NAP_S))
