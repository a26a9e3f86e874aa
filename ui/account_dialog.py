"""The dialog that connects an account on X: which way, what that asks, waiting, what came of it.

What a person types stays in the dialog and in what it hands to the lane of signing in; it
is wiped when it closes, and never shown in an error.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.accounts import Account
from console.domain.key_names import UnsoundKey
from console.domain.sign_in import PATIENCE_S, AppKeys, ClientKeys, Connected, PinRequest, Way
from console.errors import CredentialsError, DeskError
from console.language import tr
from ui import connect_stages, connect_words
from ui.connect_browser import Opener, opener
from ui.connect_frame import ConnectFrame
from ui.connect_signing import Signing
from ui.connect_stages import Stage
from ui.lanes import Lanes
from ui.override import override

KeyringProbe = Callable[[], DeskError | None]
"""Asks, in a lane, why the keyring cannot be used; None where it can."""
CANCELLED = tr("Cancelled. Nothing was connected.")
NOT_KEPT = tr(
    "Not connected: the sign-in cannot be kept. Tick “Stay signed in for "
    "this run only”, or do what is said about the keyring, and try again."
)
NO_BROWSER = tr("No browser came up. Open {address} yourself.").format(
    address=connect_words.CONSOLE
)


class AccountDialog(QDialog):
    """Connects one account, or one after the other.

    Signals:
        connected(Connected): an account was signed in and is stored.
        added(Account): the desk serves this account without access to X.
        sync_wanted(Account): the person wants its posts now.
    """

    connected = Signal(object)
    added = Signal(object)
    sync_wanted = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        probe: KeyringProbe,
        parent: QWidget | None = None,
        *,
        expected: Account | None = None,
        open_page: Opener | None = None,
    ) -> None:
        """Take the one account that is to be signed in again as `expected`; None: any."""
        super().__init__(parent)
        self._lanes, self._expected = lanes, expected
        self._open_page = open_page or opener(None)
        self._request: PinRequest | None = None
        self._account: Account | None = None
        self._stage = Stage.WAY
        self._came_from = Stage.FORM
        """Where a person is again after what is waited for failed or was cancelled."""
        self.signing = Signing(lanes.signing_in, expected)
        self.frame = ConnectFrame(self)
        self.ways, self.form = self.frame.ways, self.frame.form
        self.waiting, self.pin, self.result_page = (
            self.frame.waiting, self.frame.pin, self.frame.result,
        )  # fmt: skip
        self.connect_button, self.cancel_button = self.frame.go_button, self.frame.cancel_button
        self.back_button, self.message = self.frame.back_button, self.frame.message
        self._wire()
        title = (
            tr("Connect account")
            if expected is None
            else tr("Sign @{handle} in again").format(handle=expected.handle)
        )
        self.setWindowTitle(title)
        if expected is not None:
            self.ways.offer_access_alone()
            lanes.signing_in.submit(
                lambda desk: desk.sign_ins.granted(expected).way, self._prefer, _pass, receiver=self
            )
        self._show(Stage.WAY)
        lanes.signing_in.submit(lambda _desk: probe(), self._tell_keyring)

    @property
    def stage(self) -> Stage:
        """Return where the person is."""
        return self._stage

    @override
    def reject(self) -> None:
        """Cancel what is waited for, else close."""
        if not self.signing.is_going:
            super().reject()
            return
        self.signing.cancel()
        self._show(self._came_from)
        self.frame.say(CANCELLED, "quiet")

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.signing.cancel()
        super().closeEvent(event)

    @override
    def done(self, result: int) -> None:
        self.signing.leave()
        self._forget()
        super().done(result)

    def _wire(self) -> None:
        self.connect_button.clicked.connect(self._go_on)
        self.back_button.clicked.connect(self._go_back)
        self.cancel_button.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.connect_button.click)
        self.form.changed.connect(self.frame.calm)
        self.form.told.connect(self.frame.say)
        self.form.console_wanted.connect(self._open_console)
        self.pin.changed.connect(self.frame.calm)
        self.pin.page.open_wanted.connect(self._open_again)
        self.waiting.page.open_wanted.connect(self._open_again)
        signing = self.signing
        signing.page_made.connect(self._show_page)
        signing.pin_asked.connect(self._ask_pin)
        signing.done.connect(self._end)
        signing.failed.connect(self._fail)
        signing.connected.connect(self.connected)

    def _show(self, stage: Stage) -> None:
        """Show where the person is now, and put the focus there."""
        self._stage = stage
        if stage is not Stage.WAITING:
            self.waiting.end()
        connect_stages.show(self.frame, stage, self.windowTitle() if self._expected else "")

    @Slot()
    def _go_on(self) -> None:
        """Take the next step from where the person is."""
        match self._stage:
            case Stage.WAY:
                self._show(Stage.FORM)
            case Stage.FORM:
                way = self.ways.way
                if way is None:
                    self._add()
                else:
                    self._begin(way)
            case Stage.PIN:
                self._redeem()
            case Stage.RESULT if self._account is not None:
                self.sync_wanted.emit(self._account)
                self.accept()

    @Slot()
    def _go_back(self) -> None:
        if self._stage is Stage.RESULT:
            self._forget()
            self._account = None
        self._request = None
        self._show(Stage.FORM if self._stage is Stage.PIN else Stage.WAY)

    def _begin(self, way: Way) -> None:
        """Sign in by a way, with what was typed."""
        fields = self.form.fields[way]
        missing = fields.missing()
        if missing is not None:
            fields.complain(missing, tr("{field} is missing.").format(field=fields.names[missing]))
            return
        only = self.frame.keyring.this_run_only.isChecked()
        keys = fields.keys()
        self._came_from = Stage.FORM
        match way:
            case Way.KEYS:
                self.waiting.ask()
                self.signing.with_keys(fields.secret(), this_run_only=only)
            case Way.PIN:
                self.waiting.ask()
                self.signing.ask_for_pin(AppKeys(**keys))
            case Way.BROWSER:
                self.waiting.await_page(PATIENCE_S)
                self.signing.by_browser(ClientKeys(**keys), this_run_only=only)
        self._show(Stage.WAITING)

    def _redeem(self) -> None:
        """Sign in with the PIN that was typed."""
        if not self.pin.pin:
            self.pin.complain(tr("The PIN is missing."))
            return
        if self._request is None:
            return
        only = self.frame.keyring.this_run_only.isChecked()
        self._came_from = Stage.PIN
        self.waiting.ask()
        self.signing.with_pin(self._request, self.pin.pin, this_run_only=only)
        self._show(Stage.WAITING)

    def _add(self) -> None:
        """Store the account as one without access."""
        handle, name = self.form.account.handle.text(), self.form.account.name.text()
        if not handle.strip():
            self.form.account.complain(tr("The handle is missing."))
            return
        self.connect_button.setEnabled(False)

        def done(account: Account) -> None:
            self.added.emit(account)
            self._account = account
            self.result_page.show_added(account)
            self._show(Stage.RESULT)

        def failed(error: DeskError) -> None:
            self.connect_button.setEnabled(True)
            self.form.account.complain(f"{error.message} {error.advice}")

        self._lanes.writer.submit(
            lambda desk: desk.accounts.add_handoff(handle, name), done, failed, receiver=self
        )

    @Slot(str)
    def _show_page(self, address: str) -> None:
        """Open X's page in the browser, for the person whom the lane waits for."""
        self.waiting.show_page(address, opened=self._open_page(address))

    @Slot(object)
    def _ask_pin(self, request: PinRequest) -> None:
        self._request = request
        self.pin.wipe()
        self.pin.page.show_page(request.address, opened=self._open_page(request.address))
        self._show(Stage.PIN)

    @Slot(str)
    def _open_again(self, address: str) -> None:
        page = self.pin.page if self._stage is Stage.PIN else self.waiting.page
        page.tell_opened(opened=self._open_page(address))

    @Slot()
    def _open_console(self) -> None:
        if not self._open_page(connect_words.CONSOLE):
            self.frame.say(NO_BROWSER)

    @Slot(object)
    def _end(self, connected: Connected) -> None:
        """Show who was connected; what was typed for it is needed no more."""
        self._forget()
        self._account = connected.account
        self.result_page.show_connected(connected)
        self._show(Stage.RESULT)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        """Let the person correct what they typed and try again."""
        self._show(self._came_from)
        if isinstance(error, CredentialsError):
            self._tell_keyring(error)
            if not self.frame.keyring.this_run_only.isChecked():
                self.frame.say(NOT_KEPT)
                self.frame.keyring.this_run_only.setFocus()
        elif self._stage is Stage.PIN:
            self.pin.complain(connect_words.said(error))
        elif not self._complain_of(error):
            self.frame.say(connect_words.said(error))

    def _complain_of(self, error: DeskError) -> bool:
        """Say under its field what is wrong with a key; return whether that is what it is."""
        way = self.ways.way
        if not isinstance(error, UnsoundKey) or way is None:
            return False
        fields = self.form.fields[way]
        if error.name not in fields.names:
            return False
        fields.complain(error.name, error.message)
        return True

    @Slot(object)
    def _tell_keyring(self, trouble: DeskError | None) -> None:
        """Say what to do where the keyring cannot be used, and offer the other way."""
        if trouble is not None:
            self.frame.tell_keyring(trouble)

    @Slot(object)
    def _prefer(self, way: Way) -> None:
        """Choose the way in which the account was signed in before."""
        if self._stage is Stage.WAY:
            self.ways.choose(way)

    def _forget(self) -> None:
        """Wipe everything secret that was typed or shown."""
        self.form.wipe()
        self.form.account.clear()
        self.pin.wipe()
        self.waiting.end()
        self._request = None


def _pass(_: DeskError) -> None:
    """Leave the way as it is: how the account was signed in is not known."""
