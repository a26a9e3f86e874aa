"""The menu *Archive*: what is done with all that is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.language import tr
from ui.actions import Act, Menu

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def menu(window: MainWindow) -> Menu:
    """Return the menu; what it opens is loaded when it is wanted."""
    return (
        tr("A&rchive"),
        (
            Act("import", tr("Import…"), ("Ctrl+Shift+I",), lambda: window.archive.take_in()),
            Act("export", tr("Export…"), ("Ctrl+Shift+X",), lambda: window.archive.export()),
            Act(
                "export_case",
                tr("Export this case…"),
                ("Ctrl+Shift+D",),
                lambda: window.archive.export_case(),
                on_case=True,
            ),
            Act("call_log", tr("Import call log…"), (), lambda: window.call_logs.import_log()),
            Act(
                "insight_export",
                tr("Export insight…"),
                ("Ctrl+Shift+E",),
                lambda: window.insight.export(),
                waits=True,
            ),
            None,
            Act(
                "review",
                tr("Review an export or backup…"),
                ("Alt+Shift+R",),
                lambda: window.archive.review(),
            ),
            Act("backups", tr("Backups…"), ("Ctrl+Shift+B",), lambda: window.archive.backups()),
            None,
            Act(
                "rechecks", tr("Ask X again…"), ("Ctrl+Shift+G",), lambda: window.archive.rechecks()
            ),
            Act(
                "retention", tr("Retention…"), ("Ctrl+Shift+T",), lambda: window.archive.retention()
            ),
            Act(
                "forget",
                tr("Forget this contact…"),
                ("Ctrl+Shift+Y",),
                lambda: window.archive.forget(),
                on_case=True,
            ),
        ),
    )
