"""What stands below the findings: what was not checked, what was ignored, the stranger's view.

Each is one quiet line; the latter two open.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.domain.checks import Checked, Feed
from ui import check_words, plain
from ui.check_feed import CheckFeed
from ui.check_list_ignored import IgnoredRow
from ui.check_row import TEXT_AT
from ui.part_delegate import PAD_ACROSS
from ui.pending_fold import FoldLine
from ui.theme import UNIT, Theme

MOST_IGNORED = 50
"""So many of those that were ignored can be brought back here."""


class CheckBelow(QWidget):
    """A note and two lines that open.

    Signals:
        restore_wanted(Finding): it is to be shown again.
        turned: something was opened or folded, and wants other room.
    """

    restore_wanted = Signal(object)
    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self._turned: QWidget | None = None
        """The line that was opened last."""
        self.note = plain.label("", "quiet", theme.small_font())
        self.note.setParent(self)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(TEXT_AT, UNIT, PAD_ACROSS, UNIT)
        self.fold = FoldLine(theme)
        self.fold.setParent(self)
        self.fold.setChecked(True)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rows: list[IgnoredRow] = []
        self.feed = CheckFeed(theme, self)
        for each in (self.note, self.fold, self.feed):
            each.hide()
        self.fold.toggled.connect(self._turn)
        self.feed.turned.connect(self._turn_feed)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return where the Tab key goes, from the first."""
        return (self.fold, *(row.button for row in self.rows), self.feed.fold)

    def show_checked(self, checked: Checked | None, handle: str, note: str) -> None:
        """Show what these results leave to say; `handle` is ours, without the @."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        ignored = checked.ignored if checked else ()
        self.fold.setVisible(bool(ignored))
        self.fold.show_text(check_words.ignored(len(ignored)))
        self._count = min(len(ignored), MOST_IGNORED)
        while len(self.rows) < self._count:
            row = IgnoredRow(self._theme, self)
            row.restore_wanted.connect(self.restore_wanted)
            self.rows.append(row)
        for row, finding in zip(self.rows, ignored, strict=False):
            row.show_finding(finding)
        if not ignored:
            self.fold.setChecked(True)
        self._show_rows()
        feed = _worth_saying(checked, is_open=self.feed.is_open)
        self.feed.setVisible(feed is not None)
        if feed is not None:
            self.feed.show_feed(feed, handle)

    def height_for(self, width: int) -> int:
        """Return how high it is where it is so wide; 0 where nothing is to be said."""
        return sum(height for _widget, height in self._stack(width))

    def place(self, area: QRect) -> None:
        """Stand there."""
        self.setGeometry(area)
        top = 0
        for widget, height in self._stack(area.width()):
            place = QRect(0, top, area.width(), height)
            if isinstance(widget, IgnoredRow | CheckFeed):
                widget.place(place)
            else:
                widget.setGeometry(place)
            top += height

    def unfolded_for(self, width: int) -> int:
        """Return how high that is which a person opened, with its line; 0 for nothing."""
        stack = self._stack(width)
        rows = sum(height for widget, height in stack if widget in (self.fold, *self.rows))
        opened = 0 if self.fold.isHidden() or self.fold.isChecked() else rows
        feed = self.feed.height_for(width) if self.feed.is_open and not self.feed.isHidden() else 0
        return opened + feed

    def turned_area(self) -> QRect:
        """Return where the line stands that was opened last, with what it opens; empty for none."""
        if self._turned is self.feed:
            return self.feed.geometry()
        if self._turned is self.fold:
            area = self.fold.geometry()
            for row in self.rows:
                area = area if row.isHidden() else area | row.geometry()
            return area
        return QRect()

    def take_theme(self) -> None:
        """Take the letters and colours of the theme in force."""
        for each in (self.note, self.fold):
            each.setFont(self._theme.small_font())
        for row in self.rows:
            row.take_theme()
        self.feed.take_theme()

    def _stack(self, width: int) -> list[tuple[QWidget, int]]:
        """Return what is shown, from the top, and how high each is."""
        stacked: list[tuple[QWidget, int]] = []
        if not self.note.isHidden():
            stacked.append((self.note, self.note.heightForWidth(width)))
        if not self.fold.isHidden():
            stacked.append((self.fold, self.fold.sizeHint().height()))
        stacked += [(row, row.height_for(width)) for row in self.rows if not row.isHidden()]
        if not self.feed.isHidden():
            stacked.append((self.feed, self.feed.height_for(width)))
        return stacked

    def _show_rows(self) -> None:
        shown = 0 if self.fold.isChecked() else self._count
        for number, row in enumerate(self.rows):
            row.setVisible(number < shown)

    @Slot()
    def _turn(self) -> None:
        self._show_rows()
        self._turned = None if self.fold.isChecked() else self.fold
        self.turned.emit()

    @Slot()
    def _turn_feed(self) -> None:
        self._turned = self.feed if self.feed.is_open else None
        self.turned.emit()


def _worth_saying(checked: Checked | None, *, is_open: bool) -> Feed | None:
    """Return what our last posts are, where the draft changes it or something else is said.

    What a person opened stays while something is written.
    """
    feed = checked.feed if checked else None
    if checked is None or feed is None or not sum(feed.before.values()):
        return None
    says_more = is_open or feed.before != feed.after
    return feed if says_more or checked.findings or checked.ignored else None
