"""Questions to the keyring, each bounded in time, on a thread of its own.

A keyring may wait for a person, hang, or die while it is asked. Whoever asks waits here
for so long as is left and no longer; then the line is cut, which ends the question's thread
where the keyring's connection is ours (`Question.cut`), and leaves it to die with the
process where it is not.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Generic, TypeVar

from console.credentials.troubles import ours
from console.diagnostics.words import Word
from console.errors import CredentialsError, KeyringSlow
from console.language import tr

LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")

PATIENCE_S = 20.0
"""How long a keyring may take of which no person is asked anything."""
PERSON_PATIENCE_S = 180.0
"""How long a person may take with the keyring's password."""
LOOK_S = 0.1
"""How often it is looked whether the time is over."""


class Question(Generic[Answer]):
    """One question under way; ended once, by its answer, its time or whoever stops it."""

    def __init__(
        self, ask: Callable[[Question[Answer]], Answer], what: str, told: Callable[[], None]
    ) -> None:
        self._ask, self.what, self._told = ask, what, told
        self._ended = threading.Event()
        self._deadline = time.monotonic() + PATIENCE_S
        self._answer: list[Answer] = []
        self._trouble: CredentialsError | None = None
        self.cut: Callable[[], None] = lambda: None
        """Ends the connection to the keyring; set by who opened it."""
        self.over = False
        """Whether nobody waits any more: what would change something must not be begun."""
        self.of_person = False
        """Whether it waits for a person."""

    @contextmanager
    def asking_person(self) -> Iterator[None]:
        """Allow for a person's time within."""
        self._deadline = time.monotonic() + PERSON_PATIENCE_S
        self.of_person = True
        self._told()
        try:
            yield
        finally:
            self.of_person = False
            self._deadline = time.monotonic() + PATIENCE_S
            self._told()

    def answered(self) -> Answer:
        """Return the answer; raise CredentialsError where there is none in time."""
        threading.Thread(target=self._run, name=f"keyring: {self.what}", daemon=True).start()
        try:
            while not self._ended.wait(LOOK_S):  # the deadline moves meanwhile
                if time.monotonic() >= self._deadline:
                    self.stop(self._too_late())
        finally:  # also where Ctrl+C ends the waiting
            self.over = True
            if not self._ended.is_set():
                self.stop(self._too_late())
        if self._answer:
            return self._answer.pop()
        assert self._trouble is not None
        raise self._trouble

    def stop(self, why: CredentialsError) -> None:
        """End it with an error, now."""
        self.over = True
        if not self._ended.is_set():
            self._trouble = why
            self._ended.set()
        with suppress(OSError):  # it may have ended by itself meanwhile
            self.cut()

    def _too_late(self) -> CredentialsError:
        if self.of_person:
            return KeyringSlow(tr("Nobody gave the keyring its password in time."))
        return ours(TimeoutError(), self.what)

    def _run(self) -> None:
        answer: list[Answer] = []
        trouble: CredentialsError | None = None
        try:
            answer.append(self._ask(self))
        except Exception as error:  # noqa: BLE001 - no list of kinds is whole: see `ours`
            trouble = ours(error, self.what).with_traceback(None)
            trouble.__context__ = trouble.__cause__ = None
        if not self._ended.is_set():
            self._answer, self._trouble = answer, trouble
            self._ended.set()


class Questions:
    """Asks the keyring one question at a time, till it is stopped.

    `on_asking` is called, from any thread, when a person begins or ceases to be asked.
    """

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._lock = threading.Lock()  # guards what follows
        self._stopped = False
        self._open: Question[object] | None = None
        self.on_asking: Callable[[bool], None] = lambda _: None

    @property
    def stopped(self) -> bool:
        """Return whether nothing is asked any more."""
        return self._stopped

    def ask(self, what: str, ask: Callable[[Question[Answer]], Answer]) -> Answer:
        """Return the keyring's answer; `what` is open, read, write or delete.

        Raises:
            CredentialsError: there is none; what the keyring raised is turned into ours.
        """
        with self._one:
            question = Question(ask, what, self._tell)
            with self._lock:
                if self._stopped:
                    raise _ending()
                self._open = question  # type: ignore[assignment]  # it is only stopped by this
            trouble: type[CredentialsError] | None = None
            try:
                return question.answered()
            except CredentialsError as error:
                trouble = type(error)
                raise
            finally:
                fields = {"what": Word(what), "trouble": trouble}
                LOG.info("The keyring was asked", extra={"fields": fields})
                with self._lock:
                    self._open = None

    def stop(self) -> None:
        """Ask nothing any more, and let nobody wait."""
        with self._lock:
            self._stopped = True
            question = self._open
        if question is not None:
            question.stop(_ending())

    def _tell(self) -> None:
        question = self._open
        self.on_asking(question is not None and question.of_person and not question.over)


def _ending() -> CredentialsError:
    return KeyringSlow(tr("Canary Desk is being closed: the keyring is asked nothing more."))
