"""What is true of an answer at the moment in which it would go out.

Nothing here decides anything: it names what a person should know first. The caller has
pulled our timelines just before. The look at the answered post also tells how often it was
repeated by now, which is kept.
"""

from __future__ import annotations

from datetime import datetime

from console.connectors.base import Connector
from console.domain.accounts import Account, SelfReply
from console.domain.cautions import Caution, CautionKind
from console.domain.outbox import ReplyPart, ReplyThread
from console.domain.patience import Patience
from console.domain.remote import RemotePost
from console.store import cautions, posts
from console.store.cautions import one_line
from console.store.database import Database


def before_part(
    thread: ReplyThread, part: ReplyPart, account: Account, patience: Patience, now: datetime
) -> tuple[Caution, ...]:
    """Return what holds for any part, known without asking the network.

    What a person confirmed, or had tried again, is not asked again; only that it waited
    too long since.
    """
    found = []
    waits_since = max(thread.created_at, thread.hurried_at or thread.created_at)
    if now - waits_since > patience.stale_after:
        found.append(Caution(CautionKind.STALE, at=waits_since))
    untried = part.attempted_at is None and thread.confirmed_at is None
    if part.position > 1 and untried and account.self_reply is SelfReply.NO:
        found.append(Caution(CautionKind.SELF_REPLY))
    return tuple(found)


def before_thread(
    db: Database, connector: Connector, thread: ReplyThread, now: datetime
) -> tuple[Caution, ...]:
    """Return what changed since the answer was queued, before its first part goes out.

    How often the answered post was repeated is noted on the way.

    Raises:
        ConnectorError: the post to be answered could not be looked up.
    """
    since = known_already(db, thread)
    if thread.confirmed_at is not None:
        return since
    found = connector.lookup((thread.reply_to,)).found
    posts.save_counts(db, connector.network, found, now)
    about_parent, newest = _parent(connector, thread, found)
    edited = {newest} if newest is not None else set()
    return about_parent + tuple(
        each for each in since if _remote_id(db, each.message_id) not in edited
    )


def known_already(db: Database, thread: ReplyThread) -> tuple[Caution, ...]:
    """Return what came into the case since the answer was queued, as far as it is stored."""
    if thread.known is None:  # queued by a desk that did not note it
        return ()
    return cautions.since(db, thread.case_id, thread.known, thread.agent_id)


def _parent(
    connector: Connector, thread: ReplyThread, found: tuple[RemotePost, ...]
) -> tuple[tuple[Caution, ...], str | None]:
    """Return what became of the post to be answered, and the id of its newest version."""
    if not found:
        return (Caution(CautionKind.PARENT_GONE),), None
    newest = found[0].newest_id
    if newest is None or newest == thread.reply_to:
        return (), None
    versions = connector.lookup((newest,)).found
    text = one_line(versions[0].text) if versions else ""
    return (Caution(CautionKind.PARENT_EDITED, text, found[0].author.handle),), newest


def _remote_id(db: Database, message_id: int | None) -> str | None:
    found = db.value("SELECT remote_id FROM posts WHERE message_id = ?", (message_id,))
    return None if found is None else str(found)
