"""The question before public posts of an answer are deleted; it deletes nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from console.domain.outbox import PartState, ReplyThread
from console.domain.spending import Item
from console.pacing import x_prices
from ui.theme import UNIT

WIDTH = 44 * UNIT


def ask(window: QWidget, thread: ReplyThread, delete: Callable[[], None]) -> None:
    """Ask whether the public parts are to go, and return at once; only a yes calls `delete`.

    Enter and Esc delete nothing.
    """
    posts = sum(part.state is PartState.SENT for part in thread.parts)
    box = QMessageBox(window)
    box.setWindowTitle("Delete")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question(posts))
    box.setInformativeText(consequences(posts, whole=posts == len(thread.parts)))
    words = box.findChild(QLabel, "qt_msgbox_informativelabel")  # Qt makes it rather narrow
    if words is not None:
        words.setMinimumWidth(WIDTH)
    yes = box.addButton(
        "Delete" if posts == 1 else f"Delete {posts:,} posts",
        QMessageBox.ButtonRole.DestructiveRole,
    )
    no = box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
    yes.clicked.connect(delete)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.finished.connect(box.deleteLater)
    box.open()


def question(posts: int) -> str:
    """Return what is asked."""
    return f"Delete {'this post' if posts == 1 else f'these {posts:,} posts'} from X?"


def consequences(posts: int, *, whole: bool) -> str:
    """Return what a person should know before; `whole` where no part is left to be sent."""
    seen = f"Others may have seen {'it' if posts == 1 else 'them'} already."
    cost = f"X bills about ${x_prices().prices[Item.DELETE] * posts:.2f} for it."
    rest = "" if whole else " What has not gone out is taken back."
    return f"{seen} {cost}{rest} The text is put into the composer again."
