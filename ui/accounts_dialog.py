"""The dialog *Accounts*: which there are at the left, one of them at the right.

What is chosen is stored at once, and undone as any other act. Signing in is the dialog of
connecting; signing out is asked for once, and what came of it is said.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from console.desk import Desk
from console.domain.accounts import Account, AccountLook
from console.domain.changes import Changes
from console.domain.ids import AccountId
from console.domain.sign_in import Granted, SignedOff
from console.errors import DeskError
from console.language import tr
from ui import accounts_words, geometry, plain
from ui.account_entry import Standing, standing
from ui.accounts_list import AccountsList, Row
from ui.accounts_pane import AccountsPane
from ui.override import override
from ui.theme import UNIT

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SIZE = (800, 520)
NONE = tr("No account yet. Add one: it is connected with keys, in the browser, or by hand.")


class AccountsDialog(QDialog):
    """List, the chosen account, and what is done with it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._granted: dict[AccountId, Granted] = {}
        self._refused: set[AccountId] = set()
        self._busy = False
        self.setWindowTitle(tr("Accounts"))
        self.list = AccountsList(window.theme, tr("Accounts"))
        self.list.setFixedWidth(35 * UNIT)  # the longest standing, whole
        self.pane = AccountsPane(window.theme)
        self.none = plain.label(NONE, "quiet")
        self.none.setWordWrap(True)
        self.none.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.message = plain.label("", "quiet", window.theme.small_font())
        self.message.setWordWrap(True)
        self.add_button, self.close_button = QPushButton(tr("Add…")), QPushButton(tr("Close"))
        self._lay_out()
        self._connect()
        self.resize(min(SIZE[0], window.width() - 4 * UNIT), min(SIZE[1], window.height()))
        geometry.follow_dialog(self, "accounts")
        self._show()
        self.list.setFocus()
        self._read()

    @property
    def account(self) -> Account | None:
        """Return the chosen account, as the window read it last."""
        return next((each for each in self._accounts if each.id == self.list.key), None)

    @override
    def reject(self) -> None:
        self.pane.tell()
        super().reject()

    @property
    def _accounts(self) -> tuple[Account, ...]:
        overview = self._window.overview
        return () if overview is None else overview.accounts

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        for widget in (self.list, _upright()):
            body.addWidget(widget)
        body.addWidget(self.pane, 1)
        body.addWidget(self.none, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        self.add_button.setAutoDefault(False)
        self.close_button.setDefault(True)
        foot.addWidget(self.add_button)
        foot.addWidget(self.message, 1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        window, pane = self._window, self.pane
        self.list.currentRowChanged.connect(self._turn)
        self.add_button.clicked.connect(window.connect_wanted)
        self.close_button.clicked.connect(self.reject)
        pane.look_wanted.connect(self._store)
        pane.budget_wanted.connect(lambda: self._with(window.budget_wanted.emit))
        pane.sign_in_wanted.connect(lambda: self._with(window.sign_in_wanted.emit))
        pane.unlock_wanted.connect(self._unlock)
        pane.sign_out_wanted.connect(lambda: self._with(self._ask))
        pane.remove_wanted.connect(lambda: self._with(self._remove))
        window.overview_shown.connect(self._take)
        window.courier.told.connect(self._show)

    def _with(self, act: Callable[[Account], object]) -> None:
        account = self.account
        if account is not None:
            act(account)

    @Slot()
    def _take(self) -> None:
        """Show what the window read anew."""
        self._show()
        self._read()

    def _read(self) -> None:
        accounts = self._accounts

        def job(desk: Desk) -> dict[AccountId, Granted]:
            return {each.id: desk.sign_ins.granted(each) for each in accounts}

        def done(granted: dict[AccountId, Granted]) -> None:
            self._granted = granted
            self._show()

        self._window.lanes.reader.submit(job, done, self._fail, receiver=self)

    @Slot()
    def _turn(self) -> None:
        self._say("")
        self._show()

    def _show(self) -> None:
        accounts = self._accounts
        self.list.show_rows([self._row(each) for each in accounts])
        account = self.account
        self.pane.setVisible(account is not None)
        self.none.setVisible(account is None)
        overview = self._window.overview
        if account is not None and overview is not None:
            spend = overview.spending.get(account.id)
            granted = self._granted.get(account.id)
            stands, now = self._standing(account), self._window.now()
            refused = account.id in self._refused
            self.pane.show_account(account, granted, stands, spend, now, refused=refused)
        self.pane.enable(on=not self._busy)

    def _row(self, account: Account) -> Row:
        stands = self._standing(account)
        said = tr("{said}, hidden").format(said=stands.said) if account.hidden else stands.said
        name = plain.isolated(f"@{account.handle}")
        return Row(account.id, name, said, stands.token, stands.icon, account)

    def _standing(self, account: Account) -> Standing:
        granted = self._granted.get(account.id)
        if granted is not None and granted.ended is not None:
            return Standing(
                tr("signed out"), "danger", "warning", accounts_words.ended(granted.ended)
            )
        courier = self._window.courier
        errors = {one.account.id: one.error for one in courier.problems}
        return standing(
            account,
            self._window.now(),
            syncing=account.id in courier.under_way,
            problem=errors.get(account.id),
            blocked=courier.blocked.get(account.id, ""),
            asking=courier.asking,
        )

    @Slot(object)
    def _store(self, look: AccountLook) -> None:
        account = self.account
        if account is None:
            return

        window = self._window

        def done(changes: Changes) -> None:
            window.take(changes)
            if isValid(self):
                self._say(tr("Saved. Undo takes it back.") if changes else "")

        def failed(error: DeskError) -> None:
            if isValid(self):
                self._fail(error)
            else:
                window.show_trouble(error)

        # The window's own: what is stored is told also where the dialog is closed by then.
        self._window.lanes.writer.submit(
            lambda desk: desk.accounts.set_look(account, look),
            done,
            failed,
            receiver=self._window,
        )

    def _ask(self, account: Account) -> None:
        """Ask before signing out; Enter and Esc stay signed in."""
        box = QMessageBox(self)
        box.setWindowTitle(tr("Sign out"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Sign out @{handle}?").format(handle=plain.isolated(account.handle)))
        box.setInformativeText(accounts_words.STAYS)
        words = box.findChild(QLabel, "qt_msgbox_informativelabel")
        if words is not None:
            words.setMinimumWidth(44 * UNIT)
        yes = box.addButton(tr("Sign out"), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(tr("Stay signed in"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(partial(self._sign_out, account))
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.finished.connect(box.deleteLater)
        box.open()

    def _sign_out(self, account: Account, _checked: object = None) -> None:
        def done(after: SignedOff) -> None:
            self._refused.discard(account.id)
            self._end(Changes.of(accounts=(account.id,)))
            said = accounts_words.SIGNED_OUT if after.asked else accounts_words.NO_KEYRING
            words = f"{said.format(handle=plain.isolated(account.handle))} {after.left}".strip()
            self._say(words, "warn" if after.left else "ok")

        def failed(error: DeskError) -> None:
            # The desk is signed out even so: only the keyring's entry may be left.
            self._refused.add(account.id)
            self._end(Changes.of(accounts=(account.id,)))
            self._fail(error)

        self._begin(tr("Signing out: the keyring may ask…"))
        self._window.lanes.sending.submit(
            lambda desk: desk.sign_ins.sign_out(account), done, failed, receiver=self
        )

    def _remove(self, account: Account) -> None:
        def done(changes: Changes) -> None:
            self._end(changes)
            self._say(
                tr("@{handle} is removed. Undo brings it back.").format(
                    handle=plain.isolated(account.handle)
                )
            )

        self._begin(tr("Removing…"))
        self._window.lanes.writer.submit(
            lambda desk: desk.accounts.remove(account), done, self._fail, receiver=self
        )

    @Slot()
    def _unlock(self) -> None:
        account = self.account
        if account is None:
            return

        def done(_: None) -> None:
            self._end(Changes.of(accounts=(account.id,)))
            self._say(
                tr("@{handle} is unlocked.").format(handle=plain.isolated(account.handle)), "ok"
            )
            self._window.courier.sync_now()

        self._begin(tr("Unlocking: the keyring may ask…"))
        self._window.lanes.sending.submit(
            lambda desk: desk.accounts.unlock(account), done, self._fail, receiver=self
        )

    def _begin(self, said: str) -> None:
        self._busy = True
        self.list.setFocus()  # a button that is not possible any more would lose it
        self.pane.enable(on=False)
        self._say(said)

    def _end(self, changes: Changes) -> None:
        self._busy = False
        self._read()
        self._window.take(changes)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._busy = False
        self._show()
        self._say(f"{error.title}. {error.message} {error.advice}", "danger")

    def _say(self, text: str, name: str = "quiet") -> None:
        self.message.setText(text)
        if self.message.objectName() != name:
            self.message.setObjectName(name)
            self.message.style().polish(self.message)


def _upright() -> QWidget:
    line = QWidget()
    line.setObjectName("hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedWidth(1)
    return line
