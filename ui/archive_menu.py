"""The menu *Archive*: what is done with all that is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.actions import Act, Menu

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def menu(window: MainWindow) -> Menu:
    """Return the menu; what it opens is loaded when it is wanted."""
    return (
        "A&rchive",
        (
            Act("import", "Import…", ("Ctrl+Shift+I",), lambda: window.archive.take_in()),
            Act("export", "Export…", ("Ctrl+Shift+X",), lambda: window.archive.export()),
            Act(
                "export_case",
                "Export this case…",
                ("Ctrl+Shift+D",),
                lambda: window.archive.export_case(),
                on_case=True,
            ),
            Act("call_log", "Import call log…", (), lambda: window.call_logs.import_log()),
            Act(
                "insight_export",
                "Export insight…",
                ("Ctrl+Shift+E",),
                lambda: window.insight.export(),
                waits=True,
            ),
            None,
            Act(
                "review",
                "Review an export or backup…",
                ("Alt+Shift+R",),
                lambda: window.archive.review(),
            ),
            Act("backups", "Backups…", ("Ctrl+Shift+B",), lambda: window.archive.backups()),
            None,
            Act("rechecks", "Ask X again…", ("Ctrl+Shift+G",), lambda: window.archive.rechecks()),
            Act("retention", "Retention…", ("Ctrl+Shift+T",), lambda: window.archive.retention()),
            Act(
                "forget",
                "Forget this contact…",
                ("Ctrl+Shift+Y",),
                lambda: window.archive.forget(),
                on_case=True,
            ),
        ),
    )
