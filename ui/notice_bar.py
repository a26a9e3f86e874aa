"""The bar over the desk: what went wrong and needs a person, with a way on.

Shows one notice at a time, the newest act that failed before what lasts, and says how many
there are; a button leads to the others. What passes by itself (offline, rate limited) stands
in the status line instead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from console.errors import DeskError
from console.language import tr
from ui import announcing, plain
from ui.copied_text import let_select
from ui.icons import Icons
from ui.notice import Notice
from ui.theme import UNIT, Theme

ICON = 16
MOST_TROUBLES = 5
"""So many acts that failed are told of; older ones concern nobody any more."""


class NoticeBar(QFrame):
    """One notice of those there are, with its buttons; takes no room where there is none.

    Signals:
        shown(str): a notice appeared, in words (for those who do not see it).
    """

    shown = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._icons = theme, Icons(theme)
        self._troubles: deque[Notice] = deque(maxlen=MOST_TROUBLES)
        self._lasting: list[Notice] = []
        """Both the newest first."""
        self._now: Notice | None = None
        self._chosen: Notice | None = None
        """The one that a person went on to; else the first is shown."""
        self.setAccessibleName(tr("Notice"))
        self._sign = plain.label()
        self._sign.setFixedSize(ICON, ICON)
        self.title = plain.label("", "", theme.strong_font())
        self.text = plain.label("", "", theme.text_font())
        for label in (self.title, self.text):
            label.setWordWrap(True)
            let_select(label)
        self.act = QPushButton()
        self.act.clicked.connect(self._run)
        self.count = plain.label("", "", theme.small_font())
        self.next = _flat_button(tr("Next notice"), self._step)
        self.dismiss = _flat_button(tr("Dismiss"), self._dismiss)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        row.setSpacing(UNIT + UNIT // 2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignVCenter)
        others = QHBoxLayout()
        others.setSpacing(UNIT // 2)
        others.addWidget(self.count)
        others.addWidget(self.next)
        others.addWidget(self.dismiss)
        row.addLayout(others)
        theme.changed.connect(self._paint_signs)
        self.hide()

    @Slot(object)
    def trouble(self, error: DeskError) -> None:
        """Show what a person's act met, until it is dismissed; the same twice is shown once."""
        notice = Notice(error.title, f"{error.message} {error.advice}".strip(), lasting=False)
        if notice in self._troubles:
            self._troubles.remove(notice)
        self._troubles.appendleft(notice)
        self._chosen = None
        self._tell()

    @Slot(str)
    def let_go(self, title: str) -> None:
        """Tell no longer of acts that failed under this title: their cause is gone."""
        kept = [notice for notice in self._troubles if notice.title != title]
        if len(kept) != len(self._troubles):
            self._troubles = deque(kept, maxlen=MOST_TROUBLES)
            self._tell()

    @Slot(str)
    def remark(self, said: str, title: str = tr("Taken back")) -> None:
        """Show what a person should see of what they did, until it is dismissed."""
        self._troubles.appendleft(Notice(title, said, lasting=False, calm=True))
        self._chosen = None
        self._tell()

    def show_lasting(self, notices: tuple[Notice, ...]) -> None:
        """Show what lasts: these, and no longer those shown before."""
        known = [new for old in self._lasting for new in notices if new == old]
        self._lasting = [one for one in notices if one not in known] + known
        self._lasting.sort(key=lambda one: not one.own)
        self._tell()

    @property
    def _every(self) -> tuple[Notice, ...]:
        return (*self._troubles, *self._lasting)

    @Slot()
    def _step(self) -> None:
        """Show the next one; after the last the first."""
        every = self._every
        place = (self._place(every) + 1) % len(every)
        self._chosen = every[place] if place else None
        self._tell()

    @Slot()
    def _dismiss(self) -> None:
        """Let go of the one that is shown; the one after it takes its place."""
        every = self._every
        place = self._place(every)
        if place < len(self._troubles):
            del self._troubles[place]
        else:
            self._lasting.remove(every[place])
        self._chosen = next(iter(self._every[place:]), None) if place else None
        self._tell()
        if (let_go := every[place].let_go) is not None:
            let_go()

    def _place(self, every: tuple[Notice, ...]) -> int:
        return every.index(self._chosen) if self._chosen in every else 0

    @Slot()
    def _run(self) -> None:
        if self._now is not None and self._now.run is not None:
            self._now.run()

    def _tell(self) -> None:
        every = self._every
        place = self._place(every)
        before, self._now = self._now, every[place] if every else None
        self.setVisible(bool(every))
        self._tell_count(place, len(every))
        if self._now is None or self._now == before:
            return
        notice = self._now
        self.setObjectName("noticeWarn" if notice.lasting or notice.calm else "noticeDanger")
        self.title.setText(notice.title)
        self.text.setText(notice.text)
        self.act.setText(notice.act)
        self.act.setVisible(bool(notice.act))
        self.dismiss.setVisible(not notice.lasting or notice.let_go is not None)
        self._paint_signs()
        for widget in (self, self.title, self.text):
            widget.style().polish(widget)
        said = f"{notice.title}. {notice.text}"
        self.shown.emit(said)
        announcing.say(self, said, at_once=not (notice.lasting or notice.calm))

    def _tell_count(self, place: int, many: int) -> None:
        """Say how many there are where there are several."""
        self.count.setText(tr("{number} of {total}").format(number=place + 1, total=many))
        for widget in (self.count, self.next):
            widget.setVisible(many > 1)
        policy = self.dismiss.sizePolicy()
        # So that the button to its left stays in place from one to the next.
        policy.setRetainSizeWhenHidden(many > 1 and bool(self._troubles))
        self.dismiss.setSizePolicy(policy)

    @Slot()
    def _paint_signs(self) -> None:
        now = self._now
        token = "warn" if now is not None and (now.lasting or now.calm) else "danger"
        sign = "hint" if now is not None and now.calm else "warning"
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(self._icons.pixmap(sign, token, ICON, ratio))
        self.next.setIcon(self._icons.icon("chevron-right"))
        self.dismiss.setIcon(self._icons.icon("close"))


def _flat_button(name: str, act: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setObjectName("flat")
    button.setIconSize(QSize(ICON, ICON))
    button.setAccessibleName(name)
    plain.set_tip(button, name)
    button.clicked.connect(act)
    return button
