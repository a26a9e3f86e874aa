"""One account being signed in, in the lane that waits for a person: start, cancel, late ends.

Outlives the dialog that began it till its job is over: what is stored must be seen, also
where it was cancelled too late. Holds no secret itself; the jobs do, till they end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from console.desk import Desk
from console.domain.accounts import Account
from console.domain.sign_in import AppKeys, ClientKeys, Connected, PinRequest
from console.errors import DeskError
from ui.key_fields import Keys
from ui.lanes import Lane

T = TypeVar("T")


class _Going:
    """One job, and whether it is still wanted."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self.keys: Keys | None = None


class Signing(QObject):
    """The jobs of one dialog, one at a time.

    Signals:
        page_made(str): the address of X's page that a person is to see.
        pin_asked(PinRequest): X shows a PIN on the request's page.
        done(Connected): what was begun last is signed in.
        failed(DeskError): what was begun last came to nothing.
        connected(Connected): an account is stored; also after a cancel that came too late.
    """

    page_made = Signal(str)
    pin_asked = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    connected = Signal(object)

    def __init__(self, lane: Lane, expected: Account | None = None) -> None:
        """Take the lane, and the one account that may be signed in; None: any."""
        super().__init__(lane)
        self._lane, self._expected = lane, expected
        self._going: _Going | None = None
        self._under_way = 0
        self._left = False

    @property
    def is_going(self) -> bool:
        """Return whether something that was begun is neither over nor cancelled."""
        return self._going is not None

    def with_keys(self, secret: dict[str, str], *, this_run_only: bool) -> None:
        """Check pasted keys with X; a cancel withdraws them."""
        keys = Keys(secret)

        def job(desk: Desk, _: _Going) -> Connected:
            return desk.sign_ins.with_keys(
                keys, this_run_only=this_run_only, expected=self._expected
            )

        self._begin(job, self._connect).keys = keys

    def ask_for_pin(self, app: AppKeys) -> None:
        """Ask X for the page that shows a PIN."""
        self._begin(lambda desk, _: desk.sign_ins.ask_for_pin(app), self._take_pin_request)

    def with_pin(self, request: PinRequest, pin: str, *, this_run_only: bool) -> None:
        """Redeem a PIN."""

        def job(desk: Desk, _: _Going) -> Connected:
            return desk.sign_ins.with_pin(
                request, pin, this_run_only=this_run_only, expected=self._expected
            )

        self._begin(job, self._connect)

    def by_browser(self, client: ClientKeys, *, this_run_only: bool) -> None:
        """Wait for a person in the browser; `page_made` tells where they are awaited."""
        lane = self._lane

        def job(desk: Desk, going: _Going) -> Connected:
            return desk.sign_ins.by_browser(
                client,
                lambda address: lane.tell(partial(self._take_page, going), address, self),
                lambda: going.cancelled.is_set() or lane.stopping(),
                this_run_only=this_run_only,
                expected=self._expected,
            )

        self._begin(job, self._connect)

    def cancel(self) -> None:
        """End what is under way; nothing more is told of it unless it was stored already."""
        if self._going is None:
            return
        self._going.cancelled.set()
        if self._going.keys is not None:
            self._going.keys.withdraw()
        self._going = None

    def leave(self) -> None:
        """Cancel, and be gone once the last job is over: nobody begins another."""
        self.cancel()
        self._left = True
        self._go_if_over()

    def _begin(self, job: Callable[[Desk, _Going], T], done: Callable[[_Going, T], None]) -> _Going:
        self.cancel()
        going = self._going = _Going()
        self._under_way += 1
        self._lane.submit(
            lambda desk: job(desk, going),
            partial(self._end, going, done),
            partial(self._fail, going),
            receiver=self,
        )
        return going

    def _end(self, going: _Going, done: Callable[[_Going, T], None], value: T) -> None:
        self._under_way -= 1
        done(going, value)
        self._go_if_over()

    def _connect(self, going: _Going, connected: Connected) -> None:
        self.connected.emit(connected)
        if self._is_last(going):
            self.done.emit(connected)

    def _take_pin_request(self, going: _Going, request: PinRequest) -> None:
        if self._is_last(going):
            self.pin_asked.emit(request)

    def _take_page(self, going: _Going, address: str) -> None:
        if self._going is going:
            self.page_made.emit(address)

    def _fail(self, going: _Going, error: DeskError) -> None:
        self._under_way -= 1
        if self._is_last(going):
            self.failed.emit(error)
        self._go_if_over()

    def _is_last(self, going: _Going) -> bool:
        """Return whether this is what was begun last and still wanted; it is over now."""
        if self._going is not going:
            return False
        self._going = None
        return True

    def _go_if_over(self) -> None:
        if self._left and not self._under_way:
            self.deleteLater()
