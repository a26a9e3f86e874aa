"""A desk that is played with: it dies on demand, wakes again, and is asked what it says.

What it says of each part is held against what the network holds.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.cautions import CautionKind
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.errors import ConnectorError, InputError
from console.store.database import Database
from tests.console.outbox_ground import Ground, OwnPost
from tests.crash_trial.watched import Step, WatchedDatabase, WatchedNetwork

NEVER = 10_000
NOT_OUT = (PartState.QUEUED, PartState.REFUSED, PartState.CANCELLED)
LATE = (PartState.SENT, PartState.DELETING, PartState.DELETED)
LAST = {
    PartState.SENT: {PartState.SENT, PartState.DELETING, PartState.DELETED},
    PartState.DELETING: {PartState.DELETING, PartState.DELETED, PartState.SENT},
    PartState.DELETED: {PartState.DELETED},
    PartState.CANCELLED: {PartState.CANCELLED},
}
"""What may become of a part in these states; all others may become anything."""


class Killed(BaseException):
    """The process ends here: nothing that comes after it is carried out."""


class PlayedDesk:
    """One data file, the desk that lives on it, and the network."""

    def begin(self, make_ground: Callable[[], AbstractContextManager[Ground]]) -> None:
        self.closing = ExitStack()
        self.ground = self.closing.enter_context(make_ground())
        folder = self.closing.enter_context(
            TemporaryDirectory(prefix="outbox-machine-", dir=in_memory())
        )
        self.file = Path(folder) / "canary-desk.db"
        self.file.write_bytes(empty_file())
        self.clock_is_back = timedelta()
        self.dies_in = NEVER
        self.lives = 0
        self.states: dict[int, PartState] = {}
        self.wake()

    def now(self) -> datetime:
        return self.ground.now() - self.clock_is_back

    def reach(self, step: Step) -> None:
        self.dies_in -= 1
        if self.dies_in == 0:
            raise Killed(step.name)

    def wake(self) -> None:
        self.lives += 1
        self.dies_in = NEVER
        self.db = WatchedDatabase.opened(self.file, self.reach, durable=False)
        network = WatchedNetwork(self.ground.connect, self.reach)
        self.desk = Desk(
            Context(
                self.db,
                {self.ground.network: network},
                Credentials(),
                agent_name="Anna",
                process=f"life {self.lives}",
                now=self.now,
            )
        )
        if self.lives == 1:
            self.account: Account = self.desk.sign_ins.with_keys(
                self.ground.secret, network=self.ground.network, this_run_only=True
            ).account
        self.desk.accounts.use_for_this_run(self.account, self.ground.secret)

    def act(self, verb: Callable[[], object], dies_in: int = NEVER) -> bool:
        """Let the desk do something, as far as it lives and lets itself be told.

        Returns whether it was done.
        """
        self.dies_in = dies_in
        try:
            verb()
        except Killed:
            self.desk.close()
            self.wake()
            return False
        except (InputError, ConnectorError):
            return False
        finally:
            self.dies_in = NEVER
        return True

    def is_honest(self, thread: ReplyThread, part: ReplyPart, made: list[OwnPost]) -> None:
        text = self.ground.normalised(part.text)
        found = next((post for post in made if post.text == text), None)
        seen = (part.state, part.problem, found)
        was = self.states.get(part.id, PartState.QUEUED)
        assert part.state in LAST.get(was, PartState), (was, *seen)
        self.states[part.id] = part.state
        looked_in_vain = part.state is PartState.UNSURE and part.looked
        held = part.state is PartState.HELD and not is_opened(part)
        if part.state in NOT_OUT or held or looked_in_vain:
            assert found is None, seen
        if part.state in LATE:
            assert found is not None, seen
            assert part.remote_id == found.remote_id, seen
            assert found.parent_id == parent_of(thread, part), seen
            stands = self.ground.stands(found.remote_id)
            assert part.state is PartState.DELETING or stands is (part.state is PartState.SENT)

    def is_draft_again(self, thread: ReplyThread) -> None:
        """Look for the text of what was just taken back."""
        draft = self.desk.drafts.get(thread.case_id)
        assert draft is not None
        for part in self.desk.outbox.thread(thread.id).parts:
            if part.state is PartState.CANCELLED and self.states[part.id] is not part.state:
                assert part.text in draft.text


def in_memory() -> str | None:
    """Return a folder that is no disk, where there is one: what is durable is not tried here."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@cache
def empty_file() -> bytes:
    """Return a data file that holds nothing yet: to make one takes longer than an example."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "canary-desk.db"
        Database.open(file).close()
        return file.read_bytes()


def is_opened(part: ReplyPart) -> bool:
    return any(caution.kind is CautionKind.OPENED for caution in part.cautions)


def parent_of(thread: ReplyThread, part: ReplyPart | None) -> str:
    assert part is not None
    return thread.parts[part.position - 2].remote_id or "" if part.position > 1 else thread.reply_to
