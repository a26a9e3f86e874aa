"""Lanes: the only place where a thread starts; everything slow happens in one of them.

A lane is a one-thread executor that owns its context: a `Desk` with its own connection
to the data file, built in the lane's thread at first use. Jobs go in by `submit`; what
they give comes home to the GUI thread by one queued signal. Results for receivers that
are gone are dropped. The GUI thread itself opens neither database nor socket.

Framework knowledge:
- A signal emitted from a thread that is not Qt's own is delivered by the receiver's
  thread when connected with QueuedConnection; the lane's object lives in the GUI thread.
- A bound method keeps its Python object alive, not the C++ object behind it: whether
  that is still there is asked with `shiboken6.isValid`.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from console.desk import Desk
from console.diagnostics.words import Word
from console.errors import DeskError
from console.language import tr

T = TypeVar("T")
LOG = logging.getLogger(__name__)
SWITCH_S = 0.0005
"""How long a lane may keep Python's lock while the window waits for it; by itself it is 5 ms.

A paint lets go of the lock many times and asks for it again: each time it waits so long.
"""

BUG_ADVICE = tr("This is a fault of Canary Desk itself; the log says more. What is stored is safe.")


@dataclass(frozen=True, slots=True)
class _Task:
    """A job on its way into the lane."""

    job: Callable[[Desk], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[DeskError], None] | None
    receiver: QObject | None
    key: str | None
    serial: int


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A call on its way home."""

    call: Callable[[Any], None]
    value: Any
    receiver: QObject | None
    key: str | None
    serial: int


class Lane(QObject):
    """One thread and the desk in it.

    Signals:
        trouble(DeskError): a job failed as expected and nobody else asked to hear of it.
        crashed(Exception): a job failed by a bug; it is logged with its traceback.
    """

    trouble = Signal(object)
    crashed = Signal(object)
    _home = Signal(object)

    def __init__(
        self,
        name: str,
        build: Callable[[], Desk],
        *,
        drains: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """Take the desk's factory, called in the lane's thread, again after it failed.

        `drains`: on closing, jobs that wait are still done (what a person wrote must
        get into the file); else they are dropped.
        """
        super().__init__(parent)
        self.name = name
        self._build = build
        self._drains = drains
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._serial = 0
        self._newest: dict[str, int] = {}
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        job: Callable[[Desk], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        *,
        receiver: QObject | None = None,
        key: str | None = None,
    ) -> None:
        """Run `job` in the lane, then `done` or `failed` in the GUI thread.

        Neither is called once `receiver` (by default the object whose method `done` or
        `failed` is) has been deleted. A newer job of the same `key` takes the place of
        an older one: that is not run if it still waits, and its result is dropped.
        """
        if self._stopping.is_set():
            return
        self._serial += 1
        if key is not None:
            self._newest[key] = self._serial
        owner = receiver or _owner(done) or _owner(failed)
        self._tasks.put(_Task(job, done, failed, owner, key, self._serial))
        if self._thread is None:
            sys.setswitchinterval(SWITCH_S)
            self._thread = threading.Thread(target=self._work, name=f"lane-{self.name}")
            self._thread.daemon = True  # a call that hangs must not keep the program alive
            self._thread.start()

    def tell(self, call: Callable[[T], None], value: T, receiver: QObject | None = None) -> None:
        """Call `call(value)` in the GUI thread; for a job that has news before its end."""
        self._send(_Arrival(call, value, receiver or _owner(call), None, 0))

    def stopping(self) -> bool:
        """Return whether the lane is being closed; a long job asks between its steps."""
        return self._stopping.is_set()

    def ask_to_stop(self) -> None:
        """Begin to close: nothing new is accepted, nothing comes home any more."""
        self._stopping.set()
        self._tasks.put(None)

    def close(self, timeout: float) -> bool:
        """End the thread and close its desk; return False where it takes over `timeout` s."""
        if not self._stopping.is_set():
            self.ask_to_stop()
        if self._thread is None:
            return True
        self._thread.join(max(timeout, 0))
        if self._thread.is_alive():
            LOG.warning("The %s lane did not end in time", Word(self.name))
            return False
        return True

    def _work(self) -> None:
        desk: Desk | None = None
        while (task := self._tasks.get()) is not None:
            if (self.stopping() and not self._drains) or self._outdated(task.key, task.serial):
                continue
            try:
                if desk is None:
                    desk = self._build()
                value = task.job(desk)
            except DeskError as error:
                self._come_home(task, task.failed or self.trouble.emit, error)
            except Exception as error:
                LOG.exception("A job of the %s lane failed", Word(self.name))
                # Told whoever asked, and whether they are still there: it is a bug.
                self._send(_Arrival(self.crashed.emit, error, None, None, 0))
                if task.failed is not None:
                    words = DeskError(f"{type(error).__name__}.", advice=BUG_ADVICE)
                    self._come_home(task, task.failed, words)
            else:
                if task.done is not None:
                    self._come_home(task, task.done, value)
        if desk is not None:
            desk.close()

    def _come_home(self, task: _Task, call: Callable[[Any], None], value: object) -> None:
        self._send(_Arrival(call, value, task.receiver, task.key, task.serial))

    def _send(self, arrival: _Arrival) -> None:
        if not self.stopping() and isValid(self):
            self._home.emit(arrival)

    def _outdated(self, key: str | None, serial: int) -> bool:
        return key is not None and self._newest[key] != serial

    @Slot(object)
    def _arrive(self, arrival: _Arrival) -> None:
        if self.stopping() or self._outdated(arrival.key, arrival.serial):
            return
        if arrival.receiver is None or isValid(arrival.receiver):
            arrival.call(arrival.value)


def _owner(callback: Callable[..., None] | None) -> QObject | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None


@dataclass(frozen=True, slots=True)
class Lanes:
    """The eight lanes beside the GUI's."""

    writer: Lane
    """Drafts, notes, moves: short writes by a person."""
    reader: Lane
    """What the window shows."""
    sync: Lane
    """Pulls accounts."""
    sending: Lane
    """Publishes the outbox; holds the durable connection and waits for the keyring."""
    pictures: Lane
    """Decodes pictures that are kept, finds figures: what takes long and waits for no network."""
    downloads: Lane
    """Loads pictures from the network, one after the other, which may take long."""
    files: Lane
    """Takes in and writes other files: imports, exports, backups; erases. May take minutes."""
    signing_in: Lane
    """Connects accounts: waits for a person in the browser, for minutes, and for the keyring."""

    def every(self) -> tuple[Lane, ...]:
        """Return all lanes."""
        return (
            self.writer,
            self.reader,
            self.sync,
            self.sending,
            self.pictures,
            self.downloads,
            self.files,
            self.signing_in,
        )

    def close(self, timeout: float) -> bool:
        """Close all lanes within `timeout` seconds in all; False where one did not end."""
        deadline = time.monotonic() + timeout
        for lane in self.every():
            lane.ask_to_stop()
        left = [lane for lane in self.every() if not lane.close(deadline - time.monotonic())]
        return not left
