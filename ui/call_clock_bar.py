"""The clock of a call note: it counts, waits, ends, and is corrected by hand.

What was typed into its field stops it. The field that says when the call began stands
elsewhere in the note.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from console.desk.calls import LONGEST_S
from console.language import tr, tr_in
from ui import duration
from ui.call_clock import CallClock, face
from ui.moment_field import MomentField
from ui.override import override
from ui.theme import UNIT, Theme

TICK_MS = 500
LENGTH_FORM = tr("Write the length like 6, 6:30 or 1 h 5 min, or leave it empty.")


class ClockBar(QWidget):
    """Clock and beginning of one call.

    Signals:
        changed: a person started, stopped or corrected something.
    """

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], theme: Theme) -> None:
        super().__init__()
        self._now = now
        self.clock = CallClock()
        self._began_at = now()
        self._typed = False
        self.length = QLineEdit()
        self.length.setFixedWidth(11 * UNIT)
        self.length.setToolTip(LENGTH_FORM)
        self.length.setAccessibleName(tr("Length"))
        figures = QFont(theme.strong_font())
        figures.setFeature(QFont.Tag("tnum"), 1)  # so that nothing trembles as it counts
        self.length.setFont(figures)
        self.pause = _button(tr_in("a call", "Pause"), self._pause_or_go_on)
        self.end = _button(tr("End call"), self._end)
        self.began = MomentField()
        # In a layout that runs leftwards Qt turns the pattern over, quoted words and all.
        self.began.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.began.setDisplayFormat(tr_in("date pattern", "'Began' d MMM, HH:mm"))
        self.began.setCalendarPopup(True)
        self.began.setAccessibleName(tr("Began"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.length)
        row.addWidget(self.pause)
        row.addWidget(self.end)
        row.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._show_face)
        self.length.textEdited.connect(self._take_typed)
        self.began.dateTimeChanged.connect(self._take_began)

    @property
    def began_at(self) -> datetime:
        """Return when the call began; never later than now."""
        return min(self._began_at, self._now())

    @property
    def problem(self) -> str:
        """Return what is wrong with a length that was typed; empty for nothing."""
        try:
            seconds = duration.seconds(self.length.text()) if self._typed else 0
        except ValueError:
            return LENGTH_FORM
        return tr("No call lasts that long.") if (seconds or 0) > LONGEST_S else ""

    def seconds(self) -> int | None:
        """Return the length; None where there is none."""
        if self._typed and not self.length.text().strip():
            return None
        return self.clock.seconds(self._now()) or None

    def show_clock(self, clock: CallClock, began_at: datetime) -> None:
        """Show a call; it counts on where it runs."""
        self.clock, self._began_at, self._typed = clock, began_at, False
        self.began.blockSignals(True)  # noqa: FBT003 - nobody typed it
        self.began.setMaximumDateTime(QDateTime.fromSecsSinceEpoch(int(self._now().timestamp())))
        self.began.setDateTime(QDateTime.fromSecsSinceEpoch(int(began_at.timestamp())))
        self.began.blockSignals(False)  # noqa: FBT003
        self._tell()

    def show_as_past(self) -> None:
        """Show the length only: a call of the past neither goes on nor ends."""
        self.pause.hide()
        self.end.hide()

    def finish(self) -> None:
        """Let the call be over."""
        self.clock = self.clock.stopped(self._now(), ended=True)
        self._tell()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    @Slot()
    def _pause_or_go_on(self) -> None:
        now = self._now()
        clock = self.clock
        self.clock = clock.stopped(now, ended=False) if clock.runs else clock.started(now)
        self._typed = False
        self._tell()
        self.changed.emit()

    @Slot()
    def _end(self) -> None:
        self.finish()
        self.changed.emit()
        if self.end.hasFocus() or self.focusWidget() is None:
            self.pause.setFocus()

    @Slot()
    def _take_typed(self) -> None:
        self._typed = True
        try:
            seconds = duration.seconds(self.length.text()) or 0
        except ValueError:
            seconds = self.clock.seconds(self._now())
        self.clock = self.clock.corrected(min(seconds, LONGEST_S))
        self._tell()
        self.changed.emit()

    @Slot()
    def _take_began(self) -> None:
        shown = self.began.dateTime().toSecsSinceEpoch()
        self._began_at = datetime.fromtimestamp(shown, self._began_at.tzinfo)
        self.changed.emit()

    def _tell(self) -> None:
        """Show how the clock stands, and what can be done with it."""
        clock = self.clock
        self.pause.setText(tr_in("a call", "Pause") if clock.runs else tr("Go on"))
        self.end.setEnabled(not clock.ended)
        name = "" if clock.runs else "quiet"
        if self.length.objectName() != name:
            self.length.setObjectName(name)
            self.length.style().polish(self.length)
        if clock.runs and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()
        self._show_face()

    @Slot()
    def _show_face(self) -> None:
        if not self._typed:
            seconds = self.clock.seconds(self._now())
            shown = face(seconds)
            if shown != self.length.text():
                self.length.setText(shown)


def _button(text: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button
