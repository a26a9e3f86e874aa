"""What is asked before a backup is deleted, restored, or a desk begun anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from console.domain.backups import Backup, Preview
from console.language import tr
from ui import backups_words as words

Role = QMessageBox.ButtonRole


def ask_delete(parent: QWidget, backup: Backup, delete: Callable[[], None]) -> None:
    """Ask whether a backup is to be deleted; return at once."""
    grounds = tr("{size}, {kind}. It cannot be brought back.").format(
        size=words.size(backup.size), kind=words.KINDS[backup.kind]
    )
    _ask(
        parent,
        tr("Delete the backup of {when}?").format(when=words.when(backup)),
        grounds,
        tr("Delete"),
        delete,
    )


def ask_restore(
    parent: QWidget, preview: Preview, restore: Callable[[], None], *, more: bool = False
) -> None:
    """Ask whether a backup is to take the place of today's file; return at once.

    `more`: it was asked already, and more came in since.
    """
    grounds = [words.lacks_as_a_sentence(preview), words.after(preview)]
    grounds.append(tr("The window closes and opens again."))
    text = words.question(preview.backup)
    if more:
        text = tr("More came in since you were asked. {text}").format(text=text)
    _ask(parent, text, " ".join(grounds), tr("Restore"), restore)


def ask_anew(parent: QWidget, begin: Callable[[], None]) -> None:
    """Ask whether a desk is to begin with nothing; return at once."""
    grounds = tr(
        "The damaged file is kept beside it, and is never deleted. Your accounts "
        "have to be connected again; posts come back as far as X shows them, "
        "notes do not."
    )
    _ask(parent, tr("Begin with an empty desk?"), grounds, tr("Begin anew"), begin)


def _ask(parent: QWidget, text: str, grounds: str, act: str, run: Callable[[], None]) -> None:
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Backups"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(grounds)
    box.addButton(act, Role.AcceptRole).clicked.connect(run)
    stay = box.addButton(tr("Cancel"), Role.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.finished.connect(box.deleteLater)
    box.open()
