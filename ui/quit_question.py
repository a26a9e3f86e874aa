"""The question before the window closes over answers in their pause; it does none of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from console.language import plural, tr


class QuitQuestion(QMessageBox):
    """Asks what is to become of the answers that have not gone out. Enter and Esc stay.

    Signals:
        send_wanted: they are to go out, then the window closes.
        back_wanted: they are to be drafts again; the window stays.
        leave_wanted: the window closes; they go out when the desk is opened next.

    `anew`: another process opens the desk at once.
    """

    send_wanted = Signal()
    back_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, window: QWidget, *, anew: bool = False) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        leave = tr("Start anew") if anew else tr("Quit")
        self.setWindowTitle(leave)
        self.setTextFormat(Qt.TextFormat.PlainText)
        roles = QMessageBox.ButtonRole
        send = tr("Send and start anew") if anew else tr("Send and quit")
        self.addButton(send, roles.AcceptRole).clicked.connect(self.send_wanted)
        self._back = self.addButton(tr("Take back"), roles.ActionRole)
        self._back.clicked.connect(self.back_wanted)
        self.addButton(leave, roles.DestructiveRole).clicked.connect(self.leave_wanted)
        stay = self.addButton(tr("Stay"), roles.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self._count, self._anew = 0, anew

    def show_count(self, count: int) -> None:
        """Ask about so many answers: some go out while nobody has decided."""
        if count == self._count:
            return
        self._count, one = count, count == 1
        self.setText(
            plural(
                count,
                "{count} answer has not gone out yet.",
                "{count} answers have not gone out yet.",
            )
        )
        self.setInformativeText(self._outcome(one=one))
        self._back.setText(tr("Take back") if one else tr("Take all back"))

    def _outcome(self, *, one: bool) -> str:
        if self._anew:
            return (
                tr("It goes out when its time is up, from the new window too.")
                if one
                else tr("They go out when their time is up, from the new window too.")
            )
        return (
            tr(
                "It goes out when its time is up; if the desk is closed then, when it is "
                "opened next."
            )
            if one
            else tr(
                "They go out when their time is up; if the desk is closed then, when it is "
                "opened next."
            )
        )
