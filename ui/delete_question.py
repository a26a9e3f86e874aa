"""The question before public posts of an answer are deleted; it deletes nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from console.domain.outbox import PartState, ReplyThread
from console.domain.spending import Item
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
        tr("Delete") if posts == 1 else tr("Delete {posts} posts").format(posts=numeral(posts)),
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
    return tr("Delete {value} from X?").format(
        value=tr("this post")
        if posts == 1
        else tr("these {posts} posts").format(posts=numeral(posts))
    )


def consequences(posts: int, *, whole: bool) -> str:
    """Return what a person should know before; `whole` where no part is left to be sent."""
    seen = tr("Others may have seen {value} already.").format(value="it" if posts == 1 else "them")
    cost = tr("X bills about ${value:.2f} for it.").format(
        value=x_prices().prices[Item.DELETE] * posts
    )
    rest = "" if whole else tr(" What has not gone out is taken back.")
    return tr("{seen} {cost}{rest} The text is put into the composer again.").format(
        seen=seen, cost=cost, rest=rest
    )
