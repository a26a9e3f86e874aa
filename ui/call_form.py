"""The fields of a call note, in the order in which a call goes.

What only some calls need (what was missing, what fixed it) appears when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from console.domain.calls import UNTIMED, CallEntry, NewCall
from console.domain.messages import Channel, Direction
from console.domain.resolutions import Promise
from console.language import tr
from ui import plain, read_out, words
from ui.call_clock import CallClock, is_blank
from ui.call_clock_bar import ClockBar
from ui.call_contact_field import ContactField
from ui.call_direction import DirectionField
from ui.call_ground import CallGround
from ui.call_number_field import NumberField
from ui.call_outcome import OutcomeAsks
from ui.call_promise_fields import PromiseFields
from ui.call_wheel import WheelGuard
from ui.copied_text import PlainEdit
from ui.theme import UNIT, Theme
from ui.tokens import CONTROL
from ui.word_box import WordBox

LABEL = 11 * UNIT


class CallForm(QWidget):
    """All that can be noted of a call; its clock is put elsewhere, where it is always seen.

    Signals:
        changed: a person entered something.
    """

    changed = Signal()

    def __init__(
        self, now: Callable[[], datetime], theme: Theme, *, asks_whose: bool, resolves: bool
    ) -> None:
        """Take whether it is not known yet whose call it is, and whether a case can be resolved."""
        super().__init__()
        self._theme, self._now = theme, now
        self._case_touchpoint = ""
        self._promises: tuple[Promise, ...] = ()
        self._for_case = self._held = False
        self.clock = ClockBar(now, theme)
        self.contact = ContactField(now, theme)
        self.number = NumberField(theme)
        self.promise = PromiseFields(now, theme)
        self.outcome = WordBox(tr("Outcome"))
        self.asks = OutcomeAsks(resolves=resolves)
        self.touchpoint = WordBox(tr("Touchpoint"))
        self._make_fields()
        self._lay_out(asks_whose=asks_whose)
        self._connect()
        self._show_asked()

    def fill(self, entry: CallEntry) -> None:
        """Show what was entered before."""
        clock = CallClock(entry.elapsed_s, entry.running_since, entry.ended)
        self.clock.show_clock(clock, entry.began_at)
        self.direction.show_direction(entry.direction)
        self.channel.setCurrentIndex(self.channel.findData(entry.channel))
        self.contact.show_contact(entry.name, entry.contact_id)
        self.number.show_text(entry.number)
        self.text.setPlainText(entry.text)
        self.tried.setText(entry.tried)
        self.outcome.show_word(entry.outcome)
        self.asks.missing.setText(entry.missing)
        self.asks.resolve.setChecked(entry.resolves)
        self.asks.fix.setText(entry.fix)
        self.promise.show_promise(entry.promise, entry.due, entry.due_at)
        self.touchpoint.show_word(entry.touchpoint)
        self._for_case = entry.for_case
        self._show_asked()

    def take_ground(self, ground: CallGround, entry: CallEntry) -> None:
        """Take the lists, and what stands in the case; what was entered stays."""
        self.outcome.show_words(ground.outcomes)
        self.touchpoint.show_words(ground.touchpoints)
        self.promise.take_hours(ground.hours)
        self._case_touchpoint = ground.touchpoint
        if not self._for_case and not self.touchpoint.word:
            self.touchpoint.show_word(ground.touchpoint)
        # The one that was ticked before goes first: another may be due sooner by now.
        meant = [one for one in ground.promises if one.id == entry.keeps_promise]
        self._promises = (*meant, *(one for one in ground.promises if one not in meant))
        self._offer_promise(kept=bool(meant))

    def entry(self) -> CallEntry:
        """Return what stands in the fields."""
        clock = self.clock.clock
        return CallEntry(
            began_at=self.clock.began_at,
            elapsed_s=clock.elapsed_s,
            running_since=clock.running_since,
            ended=clock.ended,
            name=self.contact.text,
            contact_id=self.contact.contact_id,
            number=self.number.text,
            direction=self.direction.direction,
            channel=self._channel(),
            text=self.text.toPlainText(),
            tried=self.tried.text(),
            outcome=self.outcome.word,
            missing=self.asks.missing.text(),
            resolves=self.asks.resolve.isChecked(),
            fix=self.asks.fix.text(),
            promise=self.promise.what.text(),
            due=self.promise.due.text(),
            due_at=self.promise.due_at,
            keeps_promise=self.promise.kept,
            touchpoint=self.touchpoint.word,
            for_case=self._for_case,
        )

    def call(self) -> NewCall:
        """Return the call as it is to be stored; to be asked where nothing is `lacking`."""
        return NewCall(
            text=self.text.toPlainText(),
            at=self.clock.began_at,
            direction=self.direction.direction,
            channel=self._channel(),
            number=self.number.text,
            name=self.contact.text,
            duration_s=None if self._channel() in UNTIMED else self.clock.seconds(),
            outcome=self.outcome.word,
            missing=self.asks.missing.text() if self.asks.lacks else "",
            tried=self.tried.text(),
            touchpoint=self.touchpoint.word,
            for_case=self._for_case,
            promise=self.promise.promise,
            contact_id=self.contact.contact_id,
            keeps_promise=self.promise.kept,
            resolves=self.asks.resolved,
            fix=self.asks.fix.text() if self.asks.resolved else "",
        )

    @property
    def is_blank(self) -> bool:
        """Return whether nothing is noted that would be missed."""
        return is_blank(self.entry(), self._now())

    def hold(self, *, held: bool) -> None:
        """Take no entries while `held`: what is on its way into the file is not added to."""
        self._held = held
        self.setEnabled(not held)
        self._show_asked()

    def lacking(self) -> tuple[QWidget, str] | None:
        """Return what has to be mended before it can be stored, and what to say of it."""
        whose = self.contact.text.strip() or self.number.text.strip()
        if self.asks_whose and not whose:
            return self.contact, tr("Say whose call it was: a name, a number or both.")
        if self.clock.problem:
            return self.clock.length, self.clock.problem
        if self.promise.problem:
            what = self.promise.what.text().strip()
            return (self.promise.due if what else self.promise.what), self.promise.problem
        if not self.call().says_something:
            return self.text, tr("Write what was said, or choose an outcome.")
        return None

    def _channel(self) -> Channel:
        return Channel(self.channel.currentData())

    def _make_fields(self) -> None:
        self.direction = DirectionField()
        self.channel = QComboBox()
        read_out.name_choice(self.channel, tr("Channel"))
        for channel, said in words.CHANNELS.items():
            self.channel.addItem(said, channel)
        self.text = PlainEdit()
        self.text.setPlaceholderText(tr("What is said"))
        self.text.setAccessibleName(tr("Note"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(9 * UNIT)
        # As high as the rest leaves it: Qt would have it higher than all of that.
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.tried = QLineEdit()
        self.tried.setPlaceholderText(tr("What was tried already"))
        self.tried.setAccessibleName(tr("Tried"))

    def _connect(self) -> None:
        self.tried.textEdited.connect(self.changed)
        for part in (self.clock, self.contact, self.number, self.promise, self.outcome, self.asks):
            part.changed.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        self.direction.changed.connect(self._direction_chosen)
        self.channel.activated.connect(self._channel_chosen)
        guard = WheelGuard(self)
        guard.watch(self.channel, self.clock.began, self.outcome, self.touchpoint)
        self.outcome.changed.connect(self._show_asked)
        self.touchpoint.changed.connect(self._touchpoint_chosen)

    @Slot()
    def _direction_chosen(self) -> None:
        self._offer_promise()
        self.changed.emit()

    @Slot()
    def _channel_chosen(self) -> None:
        self._show_asked()
        self.changed.emit()

    @Slot()
    def _touchpoint_chosen(self) -> None:
        self._for_case = self.touchpoint.word != self._case_touchpoint
        self.changed.emit()

    def _offer_promise(self, *, kept: bool = False) -> None:
        """Offer to keep the promise that is due first, by a call of ours."""
        ours = self.direction.direction is Direction.OUT
        first = next(iter(self._promises), None) if ours else None
        self.promise.offer(first, kept=kept)

    @Slot()
    def _show_asked(self) -> None:
        """Ask for what this outcome and this channel make worth asking."""
        self.clock.setEnabled(not self._held and self._channel() not in UNTIMED)
        self.asks.ask(self.outcome.word)
        self._asks_label.setText(tr("Missing") if self.asks.lacks else "")

    def _lay_out(self, *, asks_whose: bool) -> None:
        self.asks_whose = asks_whose
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(UNIT)
        self._grid.setVerticalSpacing(UNIT)
        self._grid.setColumnMinimumWidth(0, LABEL - UNIT)
        self._grid.setColumnStretch(1, 1)
        self._row(tr("Call"), self.direction)
        way = QWidget()
        ways = QHBoxLayout(way)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(UNIT)
        ways.addWidget(self.channel, 1)
        ways.addWidget(self.clock.began, 1)
        way.setFocusProxy(self.channel)
        self._row(tr("Channel"), way)
        if asks_whose:
            self._row(tr("Contact"), self.contact)
        else:
            self.contact.setParent(self)
            self.contact.hide()
        self._row(tr("Number"), self.number)
        self._row(tr("Note"), self.text)
        self._grid.setRowStretch(self._grid.rowCount() - 1, 1)
        self._row(tr("Tried"), self.tried)
        self._row(tr("Outcome"), self.outcome)
        self._asks_label = self._row("", self.asks)
        self._row(tr("Promise"), self.promise)
        self._row(tr("Touchpoint"), self.touchpoint)

    def _row(self, text: str, field: QWidget) -> QLabel:
        """Add a field with its label at the left; return the label."""
        label = plain.label(text, "quiet")
        label.setMinimumHeight(CONTROL)
        label.setBuddy(field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        return label
