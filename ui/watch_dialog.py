"""Makes or changes a watch: what it looks for, in fields or in X's words, and its price.

Owns how fields, query, price and terms go together, and the way to the lanes. It asks the
network only at a click, and checks nothing that the desk checks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.watches import NewWatch, Watch
from console.errors import DeskError
from console.language import tr
from console.text.query_fields import compose, read
from ui import plain, unsaved, watch_words
from ui.override import override
from ui.preferences_form import say
from ui.query_box import QueryBox
from ui.theme import Theme
from ui.watch_accounts import AccountBox
from ui.watch_fields import WatchFields
from ui.watch_form import buttons, lay_out
from ui.watch_price import WatchPrice
from ui.watch_pricing import Pricing
from ui.watch_question import ask_about_price
from ui.watch_terms import WatchTerms

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.lanes import Lanes

NO_ACCESS = tr("Watches search by an account with access to X. Connect one first.")
ACCESS_GONE = tr("The account of this watch has no access any more: choose another.")
NO_NAME = tr("Give it a name.")


class WatchDialog(QDialog):
    """One watch.

    Signals:
        changed(Changes): the watch was stored; the dialog closes.
    """

    changed = Signal(object)

    def __init__(
        self,
        accounts: tuple[Account, ...],
        watch: Watch | None,
        lanes: Lanes,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Take our accounts and the watch to be changed, None for a new one."""
        super().__init__(parent)
        self._accounts, self._watch = accounts, watch
        self._lanes, self._theme, self._now = lanes, theme, now
        self._busy = False
        self._price_waived = False
        """Whether the person said to save without a price."""
        self.setWindowTitle(tr("New watch") if watch is None else tr("Change the watch"))
        self.name = QLineEdit()
        self.name.setMaxLength(watch_words.LONGEST_NAME)
        self.account = AccountBox([one for one in accounts if one.access is Access.API])
        self.fields, self.box = WatchFields(theme), QueryBox(theme)
        self.price, self.terms = WatchPrice(theme), WatchTerms(theme, now)
        self._fields_before = self.fields.fields
        self._pricing = Pricing(self.price, lanes.sync, self)
        self.message = plain.label("", "danger", theme.small_font())
        self.message.setWordWrap(True)
        self.message.hide()
        self.buttons, self.save_button, self.cancel_button = buttons()
        lay_out(self)
        self._connect()
        self._show_watch()
        self._before = self._entered
        lanes.reader.submit(lambda desk: desk.watches.every(), self._take_others, receiver=self)

    @property
    def is_entered(self) -> bool:
        """Return whether anything was typed or chosen that is not stored."""
        return self._entered != self._before

    @override
    def reject(self) -> None:
        if self._busy:  # on its way into the file, it cannot be cancelled
            return
        if self.is_entered:
            unsaved.ask(self, "watch", self._save, can_save=self.save_button.isEnabled())
        else:
            super().reject()

    @override
    def done(self, result: int) -> None:
        self._pricing.give_up()
        super().done(result)

    @property
    def _entered(self) -> tuple[object, ...]:
        return self.name.text(), self.account.account, self.box.edit.query, self.terms.entered

    def _connect(self) -> None:
        self.name.textEdited.connect(self._judge)
        self.account.chosen.connect(self._take_account)
        self.fields.edited.connect(self._take_fields)
        self.box.edit.entered.connect(self._remember_fields)
        self.box.edited.connect(self._take_query)
        self.box.fields_wanted.connect(self._leave_query)
        self._pricing.changed.connect(self._take_price)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._save)

    def _show_watch(self) -> None:
        watch = self._watch
        first: QWidget = self.fields.lines["words"]
        if watch is not None:
            self.name.setText(watch.new.name)
            self.account.choose(watch.new.account_id)
            self.terms.show_watch(watch.new)
        self._take_ours()
        if watch is not None:
            self.box.put(watch.new.query)
            self._read_fields()
            if self.box.is_by_hand:
                first = self.box.edit
        if self.account.account is None:
            say(self.message, NO_ACCESS)
        elif watch is not None and self.account.account.id != watch.new.account_id:
            say(self.message, ACCESS_GONE)
        self._judge()
        first.setFocus()

    def _take_ours(self) -> None:
        """Take the chosen account: whose posts are left out, and whose budget it is."""
        account = self.account.account
        if account is None:
            return
        same = [account, *(one for one in self._accounts if one.network == account.network)]
        mentioned = [one.handle for one in same if one.access is Access.API]
        self.fields.set_own(
            tuple(dict.fromkeys(one.handle for one in same)), tuple(dict.fromkeys(mentioned))
        )
        self.terms.set_account(account)

    @Slot()
    def _take_account(self) -> None:
        self._take_ours()
        if self.box.is_by_hand:
            self._judge()
        else:
            self._take_fields()

    @Slot()
    def _take_fields(self) -> None:
        self.box.put(compose(self.fields.fields))
        self._judge()

    @Slot()
    def _take_query(self) -> None:
        self._read_fields()
        self._judge()

    @Slot()
    def _remember_fields(self) -> None:
        """Note what the fields say before a person writes by hand: half a word changes them."""
        if not self.box.is_by_hand:
            self._fields_before = self.fields.fields

    @Slot()
    def _leave_query(self) -> None:
        self.fields.show_fields(self._fields_before)
        self.fields.setEnabled(True)
        self.fields.lines["words"].setFocus()  # before its button goes, and the keys with it
        self.box.set_by_hand(False)
        self._take_fields()

    def _read_fields(self) -> None:
        """Let the fields say what the query does, where they can."""
        query = self.box.query
        fields = read(query) if query else None
        fits = not query or (fields is not None and self.fields.show_fields(fields))
        self.fields.setEnabled(fits)
        self.box.set_by_hand(not fits)

    @Slot()
    def _judge(self) -> None:
        """Let all parts say what follows from what stands there now."""
        fields = None if self.box.is_by_hand else self.fields.fields
        self.name.setPlaceholderText(watch_words.name_of(fields, self.box.query))
        account, watch, is_other = self.account.account, self._watch, self._is_other_query
        kept = None if watch is None or is_other else watch
        same = kept is not None and account is not None and account.id == kept.new.account_id
        self.terms.keep_place(kept.new if kept is not None and same else None)
        sound = self.box.is_sound and not self._busy
        self.save_button.setEnabled(sound and account is not None)
        before = "" if kept is None else watch_words.before(kept)
        self._pricing.look_at(account, self.box.query, sound=sound, before=before)

    @Slot()
    def _take_price(self) -> None:
        self.terms.show_estimate(self._pricing.estimate)

    @property
    def _is_other_query(self) -> bool:
        """Return whether this is not what the watch looked for until now."""
        return self._watch is None or self._watch.new.query != self.box.query

    @Slot(object)
    def _take_others(self, every: tuple[Watch, ...]) -> None:
        mine = None if self._watch is None else self._watch.id
        self.terms.set_others([each for each in every if each.id != mine])

    @Slot()
    def _save(self) -> None:
        account = self.account.account
        if self._busy or account is None or not self.box.is_sound:
            return
        name = self.name.text().strip() or self.name.placeholderText()
        if not name:
            say(self.message, NO_NAME)
            self.name.setFocus()
            return
        try:
            budget = self.terms.budget
        except ValueError as error:
            self.terms.refuse_budget(str(error))
            return
        unpriced = self._is_other_query and self._pricing.estimate is None
        if unpriced and not self._price_waived:
            ask_about_price(self, self._pricing.count, self._save_unpriced)
            return
        query, terms = self.box.query, self.terms
        self._write(NewWatch(account.id, name, query, terms.pace, budget, terms.begin_at))

    @Slot()
    def _save_unpriced(self) -> None:
        self._price_waived = True
        self._save()

    def _write(self, new: NewWatch) -> None:
        self._busy = True
        self._pricing.give_up()
        say(self.message, "")
        self._judge()
        watch, estimate = self._watch, self._pricing.estimate

        def job(desk: Desk) -> Changes:
            if watch is None:
                return desk.watches.add(new, estimate)[1]
            return desk.watches.change(watch.id, new, estimate)

        self._lanes.writer.submit(job, self._finish, self._refuse, receiver=self)

    @Slot(object)
    def _finish(self, changes: Changes) -> None:
        self.accept()
        self.changed.emit(changes)

    @Slot(object)
    def _refuse(self, error: DeskError) -> None:
        """Say why it could not be; what was entered stays."""
        self._busy = False
        say(self.message, f"{error.message} {error.advice}".strip())
        self._judge()
