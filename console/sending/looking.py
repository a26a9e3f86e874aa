"""Look for a part that may be public: again and again, for X may show a post late."""

from __future__ import annotations

from datetime import datetime

from console.domain.ids import RemoteId
from console.domain.outbox import ReplyPart
from console.domain.remote import Published
from console.errors import ConnectorError, CredentialsError
from console.language import tr_noop
from console.sending import reconcile, waits
from console.sending.run import Run
from console.store import outbox, publishing

NOT_AMONG_OURS = tr_noop("It is not among our own posts on the network.")
NOT_AT_LINK = tr_noop("X shows no post of ours at that link.")


def look_for(run: Run, part: ReplyPart, parent_id: RemoteId) -> Published | None:
    """Return the post that an unsure part turns out to be, None where it is not found (yet).

    After `Patience.shows_after` a person is asked. It is found by itself even then, once
    it is stored.

    Raises:
        Stop: the network could not be asked.
    """
    if part.looked:
        return _stored(run, part, parent_id)
    longest = run.patience.shows_after
    if not waits.is_due(part.not_before, run.now(), longest) and part.not_before is not None:
        run.sent.wait_until(part.not_before)
        return None
    try:
        if part.remote_id is not None:
            return _look_up(run, part, part.remote_id)
        run.freshen_own(part.not_before)
        found = _stored(run, part, parent_id)
        if found is None and _asks_at(run, part) <= run.now():
            run.look_once_more()
            found = _stored(run, part, parent_id)
    except (ConnectorError, CredentialsError) as error:
        run.pause(error)
    if found is None:
        _note_look(run, part, NOT_AMONG_OURS)
    return found


def _stored(run: Run, part: ReplyPart, parent_id: RemoteId) -> Published | None:
    found = reconcile.find(run.db, run.account, part, parent_id, run.patience)
    return None if found is None else Published(found.remote_id, found.text, found.at)


def _look_up(run: Run, part: ReplyPart, remote_id: RemoteId) -> Published | None:
    """Return the post at the link that a person gave, if it is ours."""
    found = run.free.lookup((remote_id,)).found
    if found and found[0].author.remote_id == run.account.remote_id:
        return Published(remote_id, found[0].text, found[0].at)
    _note_look(run, part, NOT_AT_LINK)
    return None


def _note_look(run: Run, part: ReplyPart, problem: str) -> None:
    now, asks_at = run.now(), _asks_at(run, part)
    next_at = None
    if asks_at > now:
        wait = run.patience.first_look * 2 ** publishing.looks(run.db, part.id)
        next_at = min(now + wait, asks_at)
        run.sent.wait_until(next_at)
    publishing.note_look(run.db, part.id, now, next_at, problem)
    # What was pulled may have joined its case to another.
    if (thread := outbox.get(run.db, part.thread_id)) is not None:
        run.touched(thread)


def _asks_at(run: Run, part: ReplyPart) -> datetime:
    """Return when a person is asked about a part that was not found."""
    now = run.now()
    return min(part.attempted_at or now, now) + run.patience.shows_after
