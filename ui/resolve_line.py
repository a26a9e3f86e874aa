"""The line over the composer that asks what fixed a case, before it counts as resolved.

No dialog: the case stays in sight. Enter answers, as Ctrl+Enter does; Skip resolves without
an answer, Esc leaves all as it is. An empty answer counts as skipped. A promise that was not
kept stands there too, for it is forgotten most easily now.

Framework knowledge: what the menus have as a shortcut (Esc, Ctrl+Enter) comes to a field
as a key only if the field claims it when Qt asks with ShortcutOverride.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QObject,
    QSettings,
    QSignalBlocker,
    QStringListModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.ids import PromiseId
from console.domain.messages import Channel
from console.domain.resolutions import POST
from console.language import numeral, tr
from ui import plain, read_out
from ui.elided_label import ElidedLabel
from ui.frame import hairline
from ui.override import override
from ui.theme import UNIT, Theme

CHANNELS = {
    POST: tr("On X"),
    Channel.PHONE: tr("By phone"),
    Channel.EMAIL: tr("By e-mail"),
    Channel.IN_PERSON: tr("In person"),
    Channel.LETTER: tr("By letter"),
    Channel.CHAT: tr("By chat"),
}
LAST_CHANNEL = "resolve/channel"
LONGEST = 280
MOST_PROMISES = 3
"""So many are asked about; the others stand in the head of the case."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CTRL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class Answered:
    """What a person said of a solution."""

    fix: str
    channel: str
    touchpoint: str = ""
    """Where the business failed; empty where it was not asked or not said."""
    skipped: bool = False
    keeps: tuple[PromiseId, ...] = ()
    """Promises that were kept besides."""


class ResolveLine(QWidget):
    """Asks in one line; hidden while nothing is asked.

    Signals:
        answered(Answered): the cases are to be resolved.
        left: the person would rather not.
    """

    answered = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._fixes: tuple[str, ...] = ()
        self._promises: dict[PromiseId, QCheckBox] = {}
        self._owed_rows: list[QWidget] = []
        self.question = plain.label("", "")
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(tr("What fixed it"))
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        self.channel = QComboBox()
        read_out.name_choice(self.channel, tr("How it was solved"))
        for value, said in CHANNELS.items():
            self.channel.addItem(said, value)
        self.touchpoint = QComboBox()
        read_out.name_choice(self.touchpoint, tr("Touchpoint"))
        self.skip = QPushButton(tr("Skip"))
        self.skip.setObjectName("quietButton")
        self.skip.setToolTip(tr("Resolve without saying what fixed it"))
        self.done = QPushButton(tr("Resolve"))
        self.done.setObjectName("primary")
        self.done.setToolTip(tr("Enter; Esc leaves the case as it is"))
        self._lay_out()
        for widget in (self.field, self.channel, self.touchpoint, self.skip, self.done):
            widget.installEventFilter(self)
        self.skip.clicked.connect(self._skip)
        self.done.clicked.connect(self._answer)
        self.hide()

    def begin(self, count: int, *, asks_where: bool, again: Answered | None = None) -> None:
        """Ask about so many cases, and where the business failed if nobody said it yet.

        `again` is what was answered before, where that could not be stored.
        """
        asked = tr("What fixed it?") if count == 1 else tr("What fixed these {count} cases?")
        self.question.setText(asked.format(count=numeral(count)))
        self.field.setText(again.fix if again else "")
        self._offer_fixes(())
        self.offer_promises(())
        last = again.channel if again else ""
        kept = self.channel.findData(last or QSettings().value(LAST_CHANNEL, POST))
        self.channel.setCurrentIndex(max(kept, 0))
        self._offer_touchpoints((again.touchpoint,) if again and again.touchpoint else ())
        self.touchpoint.setCurrentIndex(self.touchpoint.count() - 1)
        self.touchpoint.setVisible(asks_where)
        self.show()
        self.field.setFocus()

    def offer(self, fixes: Sequence[str], touchpoints: Sequence[str]) -> None:
        """Offer what fixed such cases before, and where a business fails."""
        self._offer_fixes(fixes)
        if self.touchpoint.currentIndex() <= 0:
            self._offer_touchpoints(touchpoints)

    def offer_promises(self, owed: Sequence[tuple[PromiseId, str]]) -> None:
        """Offer to note these as kept; what is ticked already stays so."""
        ticked = self._kept()
        for row in self._owed_rows:
            row.deleteLater()
        self._promises, self._owed_rows = {}, []
        for promise_id, said in owed[:MOST_PROMISES]:
            box = QCheckBox(tr("Kept"))
            box.setAccessibleName(tr("Kept: {promise}").format(promise=said))
            box.setChecked(promise_id in ticked)
            box.installEventFilter(self)
            self._promises[promise_id] = box
            self._add_owed(ElidedLabel(f"{said[:1].upper()}{said[1:]}"), box)

    def tell_owed(self, count: int) -> None:
        """Say in how many of many cases a promise was not kept yet."""
        if count:
            said = (
                tr("In one of them a promise was not kept yet.")
                if count == 1
                else tr("In {count} of them a promise was not kept yet.")
            )
            self._add_owed(ElidedLabel(said.format(count=numeral(count))))

    def _add_owed(self, *parts: QWidget) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self._owed_rows.append(holder)
        self._inner.insertWidget(self._inner.count() - 1, holder)

    def _kept(self) -> tuple[PromiseId, ...]:
        return tuple(one for one, box in self._promises.items() if box.isChecked())

    def close_line(self) -> None:
        """Ask nothing any more."""
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            ours = self._is_ours(watched, event)
            if event.type() == QEvent.Type.ShortcutOverride and (ours or _is_typed(event)):
                event.accept()  # a letter on a part without text is no act on the case either
                return True
            if event.type() == QEvent.Type.KeyPress and ours:
                self._obey(event)
                return True
        return False

    def _is_ours(self, watched: QObject, event: QKeyEvent) -> bool:
        """Return whether a key is the line's and not that of the part that has the focus."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            return True
        if key in ENTER:
            on_button = watched in (self.skip, self.done)
            return bool(event.modifiers() & CTRL) or not on_button
        if watched is self.field and not self.field.text():
            # E was held down, or the first of the answers before is wanted.
            return key == Qt.Key.Key_Down or (key == Qt.Key.Key_E and event.isAutoRepeat())
        return False

    def _obey(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._suggest()
        elif event.key() in ENTER and not event.isAutoRepeat():
            self._answer()

    def _suggest(self) -> None:
        if self._fixes:
            self.field.setText(self._fixes[0])
            self.field.selectAll()

    @Slot()
    def _answer(self) -> None:
        fix = self.field.text().strip()
        if not fix:
            self._skip()
            return
        channel = str(self.channel.currentData())
        QSettings().setValue(LAST_CHANNEL, channel)
        self.answered.emit(Answered(fix, channel, self._where(), keeps=self._kept()))

    @Slot()
    def _skip(self) -> None:
        where = self._where()
        self.answered.emit(Answered("", "", where, skipped=True, keeps=self._kept()))

    def _where(self) -> str:
        asked = self.touchpoint.isVisibleTo(self) and self.touchpoint.currentIndex() > 0
        return self.touchpoint.currentText() if asked else ""

    def _offer_fixes(self, fixes: Sequence[str]) -> None:
        self._fixes = tuple(fixes)
        self._known.setStringList(list(fixes))
        last = (
            tr("such as “{fix}” (↓)").format(fix=self._fixes[0])
            if self._fixes
            else tr("in a few words")
        )
        self.field.setPlaceholderText(last)

    def _offer_touchpoints(self, touchpoints: Sequence[str]) -> None:
        with QSignalBlocker(self.touchpoint):
            self.touchpoint.clear()
            self.touchpoint.addItems([tr("Touchpoint"), *touchpoints])

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(UNIT + UNIT // 2)
        upper.addWidget(self.question)
        upper.addWidget(self.field, 1)
        lower = QHBoxLayout()
        lower.setSpacing(UNIT)
        lower.addWidget(self.channel)
        lower.addWidget(self.touchpoint)
        lower.addStretch(1)
        lower.addWidget(self.skip)
        lower.addWidget(self.done)
        inner = self._inner = QVBoxLayout()
        inner.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        inner.setSpacing(UNIT)
        inner.addLayout(upper)
        inner.addLayout(lower)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(inner)


def _is_typed(event: QKeyEvent) -> bool:
    """Return whether a key writes something where there is a text."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | KEYPAD)
    return held == Qt.KeyboardModifier.NoModifier and event.text().isprintable()
