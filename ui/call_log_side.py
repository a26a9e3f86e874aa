"""The import of a phone system's call log: opens its dialogs, and shows what came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk.call_logs import Tally
from console.domain.changes import Changes
from console.language import plural, tr

if TYPE_CHECKING:
    from ui.call_log_dialog import CallLogDialog
    from ui.main_window import MainWindow


class CallLogSide(QObject):
    """Imports of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def import_log(self) -> None:
        """Let a person choose a file, map its columns and take its calls in."""
        from ui.call_log_dialog import CallLogDialog

        window = self._window
        dialog = CallLogDialog(window.lanes, window.theme, window)
        dialog.imported.connect(self._take)
        dialog.aside_wanted.connect(lambda: self._show_aside(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_aside(self, opened: CallLogDialog) -> None:
        """Show the rows that were kept aside, over the dialog that asks for it."""
        from ui.call_log_aside import CallLogAside

        dialog = CallLogAside(self._window.lanes, self._window.theme, opened)
        dialog.changed.connect(self._window.take)
        dialog.finished.connect(opened.count_aside)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, object)
    def _take(self, tally: Tally, changes: Changes) -> None:
        self._window.take(changes)
        if came := tally.calls + tally.completed:
            self._window.status.notice(
                tr("{calls} imported. Ctrl+Z takes them back.").format(
                    calls=plural(came, "{count} call", "{count} calls")
                )
            )
