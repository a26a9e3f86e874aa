"""The line over a review: which file is read, that nothing of it changes, where notes go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from console.domain.reviews import NotesPlace, ReviewedFile
from console.language import tr
from ui import plain, words
from ui.elided_label import ElidedLabel
from ui.icons import Icons
from ui.theme import UNIT, Theme

ICON = 16


class ReviewBanner(QFrame):
    """Two lines that stay."""

    def __init__(self, file: ReviewedFile, place: NotesPlace, by: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("noticeWarn")
        self._theme, self._icons = theme, Icons(theme)
        self.setAccessibleName(tr("Review"))
        said = (
            tr("Reviewing {name}, read-only  ·  export of {date}")
            if file.is_export
            else tr("Reviewing {name}, read-only  ·  backup of {date}")
        )
        name = plain.isolated(file.path.name)
        self.title = ElidedLabel("", "", theme.strong_font())
        self.title.show_text(
            said.format(name=name, date=words.date(file.saved_at)),
            tr("{path}\nIts bytes stay as they are; nothing is synced or sent.").format(
                path=file.path
            ),
        )
        self.text = ElidedLabel("", "", theme.small_font())
        self.text.show_text(
            _place_words(place, by), tr("Notes are kept in {path}").format(path=place.path)
        )
        self._sign = plain.label()
        self._sign.setFixedSize(ICON, ICON)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.setSpacing(UNIT + UNIT // 2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @Slot()
    def _take_theme(self) -> None:
        self.title.setFont(self._theme.strong_font())
        self.text.setFont(self._theme.small_font())
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(self._icons.pixmap("all", "warn", ICON, ratio))


def _place_words(place: NotesPlace, by: str) -> str:
    """Return where notes go, and that erasing at the desk does not reach them."""
    where = (
        tr("beside it")
        if not place.elsewhere
        else tr("in {folder} ({why})").format(folder=place.path.parent, why=place.elsewhere)
    )
    who = plain.isolated(by)
    return tr(
        "{who}'s notes are kept {where}. “Forget this contact” at a desk does not reach them."
    ).format(who=who, where=where)
