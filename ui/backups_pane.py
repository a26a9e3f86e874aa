"""What is known of one backup, at the right of the list: what it holds, what it lacks."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.domain.backups import Backup, Preview
from console.errors import DeskError
from console.language import tr
from ui import backups_words as words
from ui import plain
from ui.copied_text import let_select
from ui.theme import HALF, UNIT, Theme


class BackupsPane(QWidget):
    """Headings with lines below them; says nothing that was not read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(HALF)
        self.title = _line("", theme, strong=True)
        self.trouble = _line("danger", theme)
        self._parts: list[tuple[QLabel, QLabel]] = []
        column.addWidget(self.title)
        column.addWidget(self.trouble)
        for heading in (
            tr("It holds"),
            tr("It lacks, of what is here today"),
            tr("When you restore it"),
            tr("File"),
        ):
            head = plain.label(heading, "quiet", theme.small_font())
            head.setContentsMargins(0, 2 * UNIT, 0, 0)
            text = _line("", theme)
            self._parts.append((head, text))
            column.addWidget(head)
            column.addWidget(text)
        column.addStretch()
        self.setAccessibleName(tr("The chosen backup"))

    def show_backup(self, backup: Backup) -> None:
        """Say which it is; what is in it is being read."""
        self.title.setText(words.when(backup))
        self._say_trouble(
            tr("{problem} Do not rely on it.").format(problem=backup.problem)
            if backup.problem
            else ""
        )
        self._say(tr("Reading it…"), "", "", _file(backup))

    def show_preview(self, preview: Preview, now: datetime) -> None:
        """Say what restoring it would bring, and cost."""
        self._say(
            words.holds(preview.contents, now),
            words.lacks(preview),
            words.after(preview),
            _file(preview.backup),
        )

    def show_error(self, error: DeskError, backup: Backup) -> None:
        """Say why it cannot be restored."""
        self._say_trouble(f"{error.message} {error.advice}")
        self._say("", "", "", _file(backup))

    def _say_trouble(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _say(self, *texts: str) -> None:
        for (head, line), text in zip(self._parts, texts, strict=True):
            line.setText(text)
            for widget in (head, line):
                widget.setVisible(bool(text))


def _file(backup: Backup) -> str:
    path = backup.path
    return tr("{name}\nin {place}").format(
        name=plain.isolated(path.name), place=words.place(path.parent)
    )


def _line(name: str, theme: Theme, *, strong: bool = False) -> QLabel:
    label = plain.label("", name, theme.strong_font() if strong else theme.text_font())
    label.setWordWrap(True)
    label.setMinimumWidth(10 * UNIT)
    let_select(label)
    return label
