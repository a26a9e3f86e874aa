"""Opens the dialogs when the window asks for one, and does what a person entered there.

They are imported when they are first needed, which keeps the start fast.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.errors import DeskError
from console.settings import Settings, user_name
from ui import browser
from ui.budget_asking import BudgetAsking
from ui.courier import Courier
from ui.lanes import Lanes
from ui.main_window import MainWindow
from ui.theme import UNIT

if TYPE_CHECKING:
    from console.desk.posts import NewCapture
    from console.domain.sign_in import Connected
    from ui.attending import Attending
    from ui.capture_dialog import CaptureDialog
    from ui.key_map import Chosen
    from ui.preferences_form import PreferencesForm


class Dialogs(QObject):
    """The dialogs of one window.

    Signals:
        settings_changed(Settings): the person wants these preferences from now on.
    """

    settings_changed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        lanes: Lanes,
        courier: Courier,
        keyring_trouble: Callable[[], DeskError | None],
        settings: Callable[[], Settings],
        *,
        folder: str,
        x_api: str | None = None,
    ) -> None:
        """Take the parts; `keyring_trouble` is asked on the lane of signing in.

        `settings` returns the preferences that hold; `folder` is where the data is, as a
        person is told. `x_api` is the server in X's place, whose pages may be opened.
        """
        super().__init__(window)
        self._window, self._lanes, self._courier = window, lanes, courier
        self._keyring_trouble, self._settings, self._folder = keyring_trouble, settings, folder
        window.connect_wanted.connect(self.connect_account)
        # Built at the first call: not with the window.
        window.call_wanted.connect(lambda row: window.calls.begin(row))  # noqa: PLW0108
        window.capture_wanted.connect(self.capture_post)
        window.palette_wanted.connect(self.show_palette)
        window.keys_wanted.connect(self.show_keys)
        window.preferences_wanted.connect(self.show_preferences)
        window.about_wanted.connect(self.show_about)
        window.address_wanted.connect(browser.open_page)
        window.sign_in_wanted.connect(self.sign_in_again)
        self._x_api = x_api
        self.attending: Attending | None = None
        """What calls a person who looks elsewhere; None till the window is complete."""
        self.can_restart = False
        """Whether the window can be opened anew in a process of its own."""
        self._budget = BudgetAsking(window, lanes, courier)
        keys = window.navigation.keys
        keys.put(settings().keys)
        keys.kept.connect(self._keep_keys)

    @Slot()
    def connect_account(self) -> None:
        """Lead through connecting an account."""
        self._open_account_dialog(None)

    @Slot(object)
    def sign_in_again(self, account: Account) -> None:
        """Lead through signing in an account that was signed out."""
        self._open_account_dialog(account)

    def _open_account_dialog(self, expected: Account | None) -> None:
        from ui.account_dialog import AccountDialog
        from ui.connect_browser import opener

        dialog = AccountDialog(
            self._lanes,
            self._keyring_trouble,
            self._window,
            expected=expected,
            open_page=opener(self._x_api),
        )
        # Not the dialog's own: what is stored after it closed must be seen too.
        dialog.signing.connected.connect(self._connected)
        dialog.added.connect(self._added)
        dialog.sync_wanted.connect(self._courier.sync_account)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def capture_post(self) -> None:
        """Ask for a post that no sync brings."""
        from ui.capture_dialog import CaptureDialog

        row = self._window.case.row if self._window.is_complete else None
        dialog = CaptureDialog(self._window.now(), row, self._window)
        dialog.save_wanted.connect(partial(self._store_capture, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def show_palette(self) -> None:
        """Let a command, a case or a customer be found by a few letters."""
        from ui.palette import Palette

        window = self._window
        palette = Palette(
            window.listed.values(), window.lanes.reader, window.theme, window.now, window
        )
        palette.case_wanted.connect(window.open_case)
        palette.contact_wanted.connect(window.navigation.open_contact)
        palette.search.failed.connect(window.show_trouble)
        palette.finished.connect(palette.deleteLater)
        palette.open()
        left = (window.width() - palette.width()) // 2
        palette.move(window.mapToGlobal(QPoint(left, window.menuBar().height() + 3 * UNIT)))

    @Slot()
    def show_keys(self) -> None:
        """Show which key does what."""
        from ui.keys_dialog import KeysDialog

        window = self._window
        titles = tuple(action.text() for action in window.menuBar().actions())
        dialog = KeysDialog(window.navigation.keys, titles, window.theme, self._lanes.files, window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def show_preferences(self) -> None:
        """Let the person choose how the desk works."""
        from ui.preferences_dialog import PreferencesDialog

        window = self._window
        dialog = PreferencesDialog(
            self._settings(), user_name(), window.theme, window, window.now()
        )
        dialog.settings = self._settings
        dialog.changed.connect(self.settings_changed)
        dialog.rules_changed.connect(self._check_again)
        dialog.agents_wanted.connect(window.account_side.agents)
        dialog.page_made.connect(self._follow_page)
        dialog.general.agent.setEnabled(window.is_complete)
        if self.can_restart:
            dialog.general.offer_restart(demo=window.is_demo)
            dialog.restart_wanted.connect(window.start_anew)
        dialog.follow(self._lanes, window.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _follow_page(self, page: PreferencesForm) -> None:
        """Do what a page of the preferences asks for."""
        from ui.attention_page import AttentionPage
        from ui.lock_page import LockPage

        if isinstance(page, AttentionPage) and self.attending is not None:
            self.attending.follow_page(page)
        elif isinstance(page, LockPage):
            page.missed.connect(self._window.account_side.note_missed)

    @Slot()
    def _check_again(self) -> None:
        """Look through what is being written by the rules that hold now."""
        if self._window.is_complete:
            self._window.case.checks.runner.again()

    @Slot()
    def show_about(self) -> None:
        """Show what this program is."""
        from ui.about_dialog import AboutDialog

        lane = self._lanes.files
        dialog = AboutDialog(self._folder, self._window.theme, lane, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _keep_keys(self, chosen: Chosen) -> None:
        self.settings_changed.emit(replace(self._settings(), keys=chosen))

    @Slot(object)
    def _added(self, account: Account) -> None:
        """Show an account whose answers are posted by hand; there is nothing to sync."""
        self._window.take(Changes.of(accounts=(account.id,)))

    @Slot(object)
    def _connected(self, connected: Connected) -> None:
        account = connected.account
        self._window.take(Changes.of(accounts=(account.id,)))
        self._courier.take_new_keys(account)

    def _store_capture(self, dialog: CaptureDialog, new: NewCapture) -> None:
        def captured(result: tuple[CaseId, Changes]) -> None:
            dialog.stored()
            self._window.take(result[1])
            self._window.open_case(result[0])

        self._lanes.writer.submit(
            lambda desk: desk.posts.capture(new), captured, dialog.refuse, receiver=dialog
        )
