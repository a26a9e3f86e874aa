"""Where the contact stands: a pane of the window where it is wide, else over the case.

Owns whether the person wants it, and how the panes are divided: side, list and contact keep
their widths, the case gets the rest. The width of the window decides how the contact is shown,
and whether the side is folded (`ui.side_fold`).

Framework knowledge: a splitter by itself gives room to its panes by their stretch and takes
it from all of them, so that narrow and wide again is not what was before. An event filter
sees its new width before it divides it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Slot
from PySide6.QtWidgets import QSplitter

from ui import geometry, reading_order
from ui.contact_view import ContactView
from ui.override import override
from ui.side_fold import SideFold
from ui.theme import UNIT, Theme

WIDE = 1180
"""From this width of the window on there is room for a fourth pane."""
KEY = "contact"
SIDE, INBOX, CASE = 0, 1, 2
"""Places in the splitter."""


class ContactPane(QObject):
    """Folds the contact in and out; remembered between runs."""

    def __init__(self, view: ContactView, splitter: QSplitter, theme: Theme) -> None:
        super().__init__(splitter)
        self._theme = theme
        self.view, self._splitter = view, splitter
        self._side = SideFold(splitter, theme)
        self._wanted = QSettings().value(KEY, defaultValue=True, type=bool)
        self._over = False
        self._aside = False
        """Whether another page stands in the place of list, case and contact."""
        view.setMinimumWidth(26 * UNIT)
        self._widths = (*splitter.sizes()[:2], geometry.CONTACT)
        """Of side, list and contact, as the person had them last."""
        splitter.addWidget(view)
        reading_order.as_seen(splitter)
        view.fold_wanted.connect(self.toggle)
        splitter.splitterMoved.connect(self._note_widths)
        splitter.installEventFilter(self)
        theme.changed.connect(self.settle)
        self._place()

    @property
    def shown(self) -> bool:
        """Return whether the contact is to be seen."""
        return self.view.isVisibleTo(self._splitter.window())

    @Slot()
    def toggle(self) -> None:
        """Fold the contact in, or out."""
        if self._wide:
            self._wanted = not self._wanted
            QSettings().setValue(KEY, self._wanted)
        else:
            self._over = not self._over
        self._place()

    @Slot()
    def fold_over(self) -> None:
        """Fold it away where it hides a part of the case."""
        if self._over:
            self._over = False
            self._place()

    def stand_aside(self, *, aside: bool) -> None:
        """Make room for a page in the place of list, case and contact, or take it again."""
        self._aside = aside
        self._place()

    @Slot()
    def settle(self) -> None:
        """Show it as the window's width and the person's wish have it."""
        self._place()

    def divide(self, side: int, inbox: int, contact: int) -> None:
        """Give these panes their widths from now on."""
        self._widths = (side, inbox, contact)
        self._share()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @property
    def _wide(self) -> bool:
        return self._splitter.width() >= self._theme.room_for(WIDE)

    @Slot()
    def _note_widths(self) -> None:
        side, inbox, _, *rest = self._splitter.sizes()
        was_side, was_inbox, was_contact = self._widths
        side = was_side if self._side.settle() else side
        self._widths = (side, inbox or was_inbox, next(iter(rest), 0) or was_contact)

    def _place(self) -> None:
        beside = self._splitter.indexOf(self.view) >= 0
        if self._wide:
            self._over = False
            if not beside:
                self._splitter.addWidget(self.view)
                reading_order.as_seen(self._splitter)
            self.view.setVisible(bool(self._wanted) and not self._aside)
        else:
            if beside:
                self.view.setParent(self._splitter.parentWidget())
                self.view.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self._lay_over()
        self._share()

    def _lay_over(self) -> None:
        host = self._splitter
        width = min(self._theme.room_for(geometry.CONTACT), host.width() * 2 // 3)
        self.view.setGeometry(host.x() + host.width() - width, host.y(), width, host.height())
        self.view.setVisible(self._over and not self._aside)
        if self._over:
            self.view.raise_()

    def _share(self) -> None:
        """Divide the room; where it is narrow the list gives way to the case."""
        splitter = self._splitter
        side_width, inbox_width, contact_width = self._widths
        folded = self._side.settle()
        side_width = self._least(SIDE) if folded else max(side_width, self._least(SIDE))
        hidden = not (self._wide and self._wanted)
        room = splitter.width() - side_width - (0 if hidden else contact_width)
        room -= splitter.handleWidth() * (2 if hidden else 3)
        if inbox_width == geometry.INBOX:  # as it came: with large texts a list takes more
            inbox_width = max(inbox_width, min(self._theme.room_for(inbox_width), room * 2 // 5))
        inbox_width = min(inbox_width, max(self._least(INBOX), room - self._least(CASE)))
        case_width = max(room - inbox_width, self._least(CASE))
        beside = [contact_width] if self._wide else []
        splitter.setSizes([side_width, inbox_width, case_width, *beside])

    def _least(self, place: int) -> int:
        pane = self._splitter.widget(place)
        return 0 if pane is None else pane.minimumWidth()
