"""What is looked at: the days, the account, the touchpoint, and whether beside the days before.

Owns the choice. Which days that are is found where the figures are (`ui.insight_runner`), for
the business has a time zone; it is told back with `show_ground`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from console.domain.accounts import Account
from console.domain.ids import AccountId
from console.language import tr, tr_in
from ui import plain, read_out
from ui.fix_dialog import DayField
from ui.insight_runner import Ground, Span, Wish
from ui.override import override
from ui.theme import UNIT

FIRST_DAY = QDate(2006, 1, 1)
DAY_FORMAT = "yyyy-MM-dd"
"""Of digits alone, the day last: what is typed is never cut to the length of another month."""
DAY_TIP = tr("Year, month, day, such as 2026-10-31")
SIGNS = "-./ "
"""What people put between the parts of a day."""
COMPARE = tr("Compare with the period before")
NOT_SAID = tr("Without a touchpoint")
LEAST = 45 * UNIT
LETTERS = 16
"""So many letters of a touchpoint or a handle have room."""


class TypedDay(DayField):
    """A day that can be typed with or without a sign between its parts.

    A part that is whole leads to the next one by itself; Qt would take a sign after that for
    the wish to go on once more, and put what follows elsewhere. Only a month of one digit
    is ended by a sign. A day that is typed before its year is not taken for a year.
    """

    _typed_in = DayField.Section.NoSection
    """The part into which the last digit went."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, part, held = event.text(), self.currentSection(), self.sectionText
        if text and text in SIGNS:
            if self._typed_in == part == DayField.Section.MonthSection:
                self.setSelectedSection(DayField.Section.DaySection)
            elif part == DayField.Section.YearSection and len(held(part)) < len("2026"):
                self.setDate(self.date())
                self.setSelectedSection(part)
            return
        if text.isdigit():
            whole = self.lineEdit().selectedText() == held(part)
            if part == DayField.Section.YearSection and whole and text != "2":
                return
            self._typed_in = part
        super().keyPressEvent(event)


class WholeBox(QComboBox):
    """A box whose list shows all its entries: Qt reckons a first list some pixels too low."""

    @override
    def showPopup(self) -> None:
        view = self.view()
        view.setMinimumHeight(self.count() * view.sizeHintForRow(0))
        super().showPopup()


class InsightFilters(QWidget):
    """The choice, in one line; where that has no room, in two.

    Signals:
        changed: another choice than before; see `wish`.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Take the day with which own days begin, till it is known which are shown."""
        super().__init__(parent)
        self.span, self.account, self.touchpoint = WholeBox(), QComboBox(), QComboBox()
        self.first, self.last = TypedDay(), TypedDay()
        self.compare = QCheckBox(COMPARE)
        self.compare.setChecked(True)
        self._dash = plain.label(tr_in("between two days", "to"), "quiet")
        self._told = Wish()
        self._handles: dict[AccountId | None, str] = {}
        self._fill(_qt(today))
        self._name()
        self._lines = (QHBoxLayout(), QHBoxLayout())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        for line in self._lines:
            line.setSpacing(UNIT)
            column.addLayout(line)
        self.setMinimumWidth(LEAST)  # else the first line would never be too long
        self._deal()
        self._connect()

    @property
    def wish(self) -> Wish:
        """Return what is chosen."""
        custom = self.span.currentData() is Span.CUSTOM
        return Wish(
            self.span.currentData(),
            _day(self.first) if custom else None,
            _day(self.last) if custom else None,
            self.account.currentData(),
            self.touchpoint.currentData(),
            self.compare.isChecked(),
        )

    @property
    def account_handle(self) -> str:
        """Return the handle of the account that is looked at alone; empty for all."""
        return self._handles.get(self.account.currentData(), "")

    def offer_accounts(self, accounts: Iterable[Account]) -> None:
        """Offer these accounts, where there are several."""
        self._handles = {each.id: each.handle for each in accounts}
        held = [(f"@{plain.isolated(name)}", number) for number, name in self._handles.items()]
        _offer(self.account, ((tr("All accounts"), None), *held))
        self.account.setVisible(len(held) > 1)
        self._deal()
        self._tell()  # an account that was chosen may be gone

    def show_ground(self, ground: Ground) -> None:
        """Show which days these are, and offer the touchpoints that there are."""
        for field in (self.first, self.last):
            field.setMaximumDate(_qt(max(ground.today, ground.last)))
        for field, day in ((self.first, ground.first), (self.last, ground.last)):
            field.blockSignals(True)  # noqa: FBT003 - Qt's own
            field.setDate(_qt(day))
            field.blockSignals(False)  # noqa: FBT003 - Qt's own
        named = list(ground.touchpoints)
        chosen = self.touchpoint.currentData()
        if chosen and chosen not in named:
            named.append(chosen)  # what is looked at stays chosen
        offered = [(plain.isolated(name), name) for name in named]
        _offer(self.touchpoint, ((tr("All touchpoints"), None), *offered, (NOT_SAID, "")))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._deal()

    def _fill(self, today: QDate) -> None:
        for span in Span:
            self.span.addItem(span.words, span)
        self.span.setCurrentIndex(self.span.findData(Wish().span))
        _offer(self.account, ((tr("All accounts"), None),))
        _offer(self.touchpoint, ((tr("All touchpoints"), None), (NOT_SAID, "")))
        for box in (self.account, self.touchpoint):
            box.setMinimumContentsLength(LETTERS)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        for field in (self.first, self.last):
            field.setCalendarPopup(True)
            field.setKeyboardTracking(False)  # a year is no year while it is being typed
            field.setDisplayFormat(DAY_FORMAT)
            field.setDateRange(FIRST_DAY, today)
            plain.set_tip(field, DAY_TIP)
            field.setDate(today)
        for widget in (self.first, self._dash, self.last, self.account):
            widget.hide()

    def _name(self) -> None:
        self.first.setAccessibleName(tr("First day"))
        self.last.setAccessibleName(tr_in("range", "Last day"))
        for box, name in (
            (self.span, tr("Period")),
            (self.account, tr("Account")),
            (self.touchpoint, tr("Touchpoint")),
        ):
            read_out.name_choice(box, name)

    def _connect(self) -> None:
        self.span.currentIndexChanged.connect(self._take_span)
        self.first.dateChanged.connect(self._take_first)
        self.last.dateChanged.connect(self._take_last)
        for box in (self.account, self.touchpoint):
            box.currentIndexChanged.connect(self._tell)
        self.compare.toggled.connect(self._tell)

    @Slot()
    def _take_span(self) -> None:
        """Show the days where they are the person's to choose: those that are shown, at first."""
        custom = self.span.currentData() is Span.CUSTOM
        for widget in (self.first, self._dash, self.last):
            widget.setVisible(custom)
        self._deal()
        self._tell()

    @Slot()
    def _take_first(self) -> None:
        """Let the last day follow a first one that is later: no period ends before it begins."""
        if self.last.date() < self.first.date():
            self.last.setDate(self.first.date())
        self._tell()

    @Slot()
    def _take_last(self) -> None:
        if self.first.date() > self.last.date():
            self.first.setDate(self.last.date())
        self._tell()

    @Slot()
    def _tell(self) -> None:
        if self.wish != self._told:
            self._told = self.wish
            self.changed.emit()

    def _deal(self) -> None:
        """Give each widget its place: the second line takes what the first has no room for."""
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.span,),
            (self.first, self._dash, self.last),
            (self.account,),
            (self.touchpoint,),
            (self.compare,),
        )
        for line in self._lines:
            while line.takeAt(0) is not None:
                pass
        room, below = self.width(), False
        for group in groups:
            shown = [widget for widget in group if not widget.isHidden()]
            room -= sum(widget.sizeHint().width() + UNIT for widget in shown)
            below = below or room < -UNIT
            for widget in group:
                self._lines[below].addWidget(widget)
        for line in self._lines:
            line.addStretch(1)


def _offer(box: QComboBox, entries: Iterable[tuple[str, object]]) -> None:
    """Offer these in a box; what was chosen stays, the first is where that is gone."""
    offered = list(entries)
    held = [(box.itemText(place), box.itemData(place)) for place in range(box.count())]
    if offered == held:
        return
    chosen = box.currentData()
    box.blockSignals(True)  # noqa: FBT003 - Qt's own
    box.clear()
    for text, data in offered:
        box.addItem(text, data)
    places = [place for place, (_, data) in enumerate(offered) if data == chosen]
    box.setCurrentIndex(next(iter(places), 0))
    box.blockSignals(False)  # noqa: FBT003 - Qt's own


def _day(field: DayField) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
