"""Delete the public parts of a thread, last first: no part is left without its parent."""

from __future__ import annotations

from console.domain.changes import Changes
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.errors import ConnectorError, CredentialsError, Refused
from console.language import tr_noop
from console.sending.run import Run
from console.store import pauses, publishing


def delete(run: Run, thread: ReplyThread) -> None:
    """Delete what a person wants off the network; nothing while a part is being looked for.

    Raises:
        Stop: the network could not be asked.
    """
    if any(part.state is PartState.UNSURE and not part.looked for part in thread.parts):
        return
    for part in reversed(thread.parts):
        if part.state is not PartState.DELETING or part.remote_id is None:
            continue
        if run.stopping() or not _delete_part(run, thread, part):
            return


def _delete_part(run: Run, thread: ReplyThread, part: ReplyPart) -> bool:
    """Delete one part; False where it has to wait."""
    assert part.remote_id is not None
    tried_before = part.problem is not None
    # Before the call: X bills a deletion once, also one of which we never hear.
    publishing.note_deleting(run.db, part.id, tr_noop("It is being deleted."))
    cases = frozenset({thread.case_id})
    try:
        gone_now = run.connector.delete(part.remote_id)
    except Refused as error:
        publishing.note_not_deleted(run.db, part.id, f"{error.message} {error.advice}")
    except (ConnectorError, CredentialsError) as error:
        # To delete twice does no harm, so whatever became of it, it is tried again.
        maybe = isinstance(error, ConnectorError) and error.maybe_done
        publishing.note_deleting(run.db, part.id, error.message if maybe or tried_before else None)
        run.pause(error)
    else:
        if not gone_now and _may_be_lag(run, part):
            publishing.note_deleting(run.db, part.id, part.problem)
            run.sent.wait_until(run.now() + run.patience.lag_pause)
            return False
        cases |= publishing.mark_deleted(
            run.db, run.account, part, run.now(), charged=gone_now or tried_before
        )
        pauses.end(run.db, run.account.id)
        run.sent.deleted += 1
    run.tell(Changes.of(cases=cases, threads=(thread.id,)))
    return True


def _may_be_lag(run: Run, part: ReplyPart) -> bool:
    """Return whether X may just not know the post yet that it is to delete."""
    posted_at = part.attempted_at
    return posted_at is not None and run.now() - posted_at < run.patience.replica_lag
