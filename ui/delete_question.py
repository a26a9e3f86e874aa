"""The question before public posts of an answer are deleted; it deletes nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from console.domain.outbox import PartState, ReplyThread
from console.domain.spending import Item, dollars
from console.language import numeral, tr
from console.pacing import x_prices
from ui.theme import UNIT

WIDTH = 44 * UNIT


def ask(window: QWidget, thread: ReplyThread, delete: Callable[[], None]) -> None:
    """Ask whether the public parts are to go, and return at once; only a yes calls `delete`.

    Enter and Esc delete nothing.
    """
    posts = sum(part.state is PartState.SENT for part in thread.parts)
    box = QMessageBox(window)
    box.setWindowTitle(tr("Delete"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question(posts))
    box.setInformativeText(consequences(posts, whole=posts == len(thread.parts)))
    words = box.findChild(QLabel, "qt_msgbox_informativelabel")  # Qt makes it rather narrow
    if words is not None:
        words.setMinimumWidth(WIDTH)
    yes = box.addButton(
        tr("Delete") if posts == 1 else tr("Delete {count} posts").format(count=numeral(posts)),
        QMessageBox.ButtonRole.DestructiveRole,
    )
    no = box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
    yes.clicked.connect(delete)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.finished.connect(box.deleteLater)
    box.open()


def question(posts: int) -> str:
    """Return what is asked."""
    if posts == 1:
        return tr("Delete this post from X?")
    return tr("Delete these {count} posts from X?").format(count=numeral(posts))


def consequences(posts: int, *, whole: bool) -> str:
    """Return what a person should know before; `whole` where no part is left to be sent."""
    price = x_prices().prices[Item.DELETE] * posts
    return " ".join(
        said
        for said in (
            tr("Others may have seen it already.")
            if posts == 1
            else tr("Others may have seen them already."),
            tr("X bills about {price} for it.").format(price=dollars(price)),
            "" if whole else tr("What has not gone out is taken back."),
            tr("The text is put into the composer again."),
        )
        if said
    )
