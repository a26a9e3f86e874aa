"""The right side of the dialog *Accounts*: one account, how it stands and what is chosen of it.

Shows and asks; what is stored and signed in or out is the dialog's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.domain.accounts import LONGEST_NAME, Access, Account, AccountLook
from console.domain.limits import LIMITS_BY_NAME
from console.domain.sign_in import Granted
from console.domain.spending import MonthSpend
from console.language import tr
from ui import accounts_words, plain, spending_words
from ui.account_entry import ASKING, Standing
from ui.colour_choice import ColourChoice
from ui.theme import UNIT, Theme

AS_PREFERRED = tr("As in the preferences")
HIDDEN = tr("Hidden, it is synced and answered from all the same.")

REMOVES = tr("Where nothing of it is stored; one with posts or answers stays.")


class AccountsPane(QScrollArea):
    """One account.

    Signals:
        look_wanted(AccountLook): a person chose this.
        budget_wanted, sign_in_wanted, unlock_wanted, sign_out_wanted, remove_wanted: the
            buttons of that name.
    """

    look_wanted = Signal(object)
    budget_wanted = Signal()
    sign_in_wanted = Signal()
    unlock_wanted = Signal()
    sign_out_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._account: Account | None = None
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("The chosen account"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = plain.label("", "title")
        self.way, self.state = _wrapped(theme), _wrapped(theme)
        self.sign_in = QPushButton(tr("Sign in again…"))
        self.unlock = QPushButton(tr("Unlock"))
        self.sign_out = QPushButton(tr("Sign out…"))
        self.remove = QPushButton(tr("Remove"))
        plain.set_tip(self.remove, REMOVES)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.colour = ColourChoice(theme)
        self.limit = QComboBox()
        self.limit.addItem(AS_PREFERRED, "")
        for name in LIMITS_BY_NAME:
            self.limit.addItem(tr("{name} characters").format(name=name), name)
        self.at_side = QCheckBox(tr("Show at the &side"))
        plain.set_tip(self.at_side, HIDDEN)
        self.cost = plain.label()
        self.budget = QPushButton(tr("Budget…"))
        self._lay_out()
        self._connect()

    @property
    def entered(self) -> AccountLook:
        """Return what stands in the fields."""
        return AccountLook(
            self._account.colour if self._account else "",
            str(self.limit.currentData()),
            " ".join(self.name.text().split()),
            hidden=not self.at_side.isChecked(),
        )

    def show_account(
        self,
        account: Account,
        granted: Granted | None,
        stands: Standing,
        spend: MonthSpend | None,
        now: datetime,
        *,
        refused: bool = False,
    ) -> None:
        """Show an account as it is `now`; what is being typed for the same one stays.

        `refused`: the keyring refused to give up its entry; that can be tried again.
        """
        another = self._account is None or self._account.id != account.id
        before, self._account = self._account, account
        self.title.setText(plain.isolated(f"@{account.handle}"))
        self.way.setText(accounts_words.signed_in(account, granted, now))
        said = stands.tip or stands.said
        self.state.setText(f"{said[:1].upper()}{said[1:].rstrip('.')}.")
        # Of one without access, the line above says it all; so it does of one signed out.
        ended = granted is not None and granted.ended is not None
        self.state.setVisible(account.access is Access.API and not ended)
        if self.state.objectName() != stands.token:
            self.state.setObjectName(stands.token)
            self.state.style().polish(self.state)
        if another or before is None or before.own_name != account.own_name:
            self.name.setText(account.own_name)
        self.name.setPlaceholderText(account.name or account.handle)
        self.colour.show_colour(account.colour)
        self.limit.setCurrentIndex(max(0, self.limit.findData(account.limit)))
        self.at_side.setChecked(not account.hidden)
        with_api = account.access is Access.API
        self.cost.setText(
            tr("Nothing is billed by this desk.")
            if spend is None
            else spending_words.spent(spend, account.monthly_budget)
        )
        self.budget.setVisible(with_api)
        self.sign_in.setText(tr("Sign in again…") if with_api else tr("Sign in…"))
        locked = stands.icon == "lock" and stands.tip != ASKING
        self.unlock.setVisible(with_api and not ended and locked)
        self.sign_out.setVisible(with_api and (refused or not ended))
        self.remove.setVisible(not with_api)

    def enable(self, *, on: bool) -> None:
        """Let the buttons be pressed."""
        for button in (self.sign_in, self.unlock, self.sign_out, self.remove):
            button.setEnabled(on)

    def _connect(self) -> None:
        self.sign_in.clicked.connect(self.sign_in_wanted)
        self.unlock.clicked.connect(self.unlock_wanted)
        self.sign_out.clicked.connect(self.sign_out_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.budget.clicked.connect(self.budget_wanted)
        self.colour.chosen.connect(self._choose_colour)
        self.limit.activated.connect(self.tell)
        self.at_side.clicked.connect(self.tell)
        self.name.editingFinished.connect(self.tell)

    @Slot(str)
    def _choose_colour(self, colour: str) -> None:
        self.look_wanted.emit(replace(self.entered, colour=colour))

    @Slot()
    def tell(self) -> None:
        """Tell what was chosen, where it is other than what is kept."""
        if self._account is not None and self.entered != AccountLook.of(self._account):
            self.look_wanted.emit(self.entered)

    def _lay_out(self) -> None:
        whole = QWidget()
        whole.setObjectName("panel")
        whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(whole)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        for label in (self.title, self.way, self.state):
            column.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        for button in (self.sign_in, self.unlock, self.sign_out, self.remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addSpacing(UNIT)
        column.addWidget(_line())
        column.addSpacing(UNIT)
        column.addLayout(self._form())
        column.addStretch()
        self.setWidget(whole)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT + UNIT // 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.budget.setAutoDefault(False)
        cost = QHBoxLayout()
        cost.addWidget(self.cost, 1)
        cost.addWidget(self.budget)
        form.addRow(tr("&Name here"), self.name)
        form.addRow(tr("Colour"), self.colour)
        form.addRow(tr("&Limit"), self.limit)
        form.addRow(tr("Cost"), cost)
        form.addRow("", self.at_side)
        return form


def _wrapped(theme: Theme) -> QLabel:
    label = plain.label("", "quiet", theme.text_font())
    label.setWordWrap(True)
    return label


def _line() -> QWidget:
    line = QWidget()
    line.setObjectName("hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedHeight(1)
    return line
