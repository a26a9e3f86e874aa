"""Where the contact stands: a pane of the window where it is wide, else over the case.

Owns whether the person wants it; the width of the window decides how it is shown.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Slot
from PySide6.QtWidgets import QSplitter

from ui.contact_view import ContactView
from ui.override import override
from ui.theme import UNIT

WIDE = 1180
"""From this width of the window on there is room for a fourth pane."""
WIDTH = 29 * UNIT
KEY = "contact"


class ContactPane(QObject):
    """Folds the contact in and out; remembered between runs."""

    def __init__(self, view: ContactView, splitter: QSplitter) -> None:
        super().__init__(splitter)
        self.view, self._splitter = view, splitter
        self._wanted = QSettings().value(KEY, defaultValue=True, type=bool)
        self._over = False
        view.setMinimumWidth(26 * UNIT)
        splitter.addWidget(view)
        view.fold_wanted.connect(self.toggle)
        splitter.installEventFilter(self)
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

    def settle(self) -> None:
        """Show it as the window's width and the person's wish have it."""
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @property
    def _wide(self) -> bool:
        return self._splitter.width() >= WIDE

    def _place(self) -> None:
        pane = self._splitter.indexOf(self.view) >= 0
        if self._wide:
            self._over = False
            if not pane:
                sizes = self._splitter.sizes()
                self._splitter.addWidget(self.view)
                self._splitter.setSizes([*sizes[:-1], sizes[-1] - WIDTH, WIDTH])
            self.view.setVisible(bool(self._wanted))
            return
        if pane:
            self.view.setParent(self._splitter.parentWidget())
            self.view.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        host = self._splitter
        self.view.setGeometry(host.x() + host.width() - WIDTH, host.y(), WIDTH, host.height())
        self.view.setVisible(self._over)
        if self._over:
            self.view.raise_()
