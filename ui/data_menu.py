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
            Act("import", "Import…", ("Ctrl+Shift+I",), lambda: window.data.take_in()),
            Act("export", "Export…", ("Ctrl+Shift+X",), lambda: window.data.export()),
            Act("call_log", "Import call log…", (), lambda: window.call_logs.import_log()),
            Act(
                "insight_export",
                "Export insight…",
                ("Ctrl+Shift+E",),
                lambda: window.insight.export(),
                waits=True,
            ),
            None,
            Act("review", "Review an export or backup…", (), lambda: window.data.review()),
            Act("backups", "Backups…", ("Ctrl+Shift+B",), lambda: window.data.backups()),
            None,
            Act("rechecks", "Ask X again…", (), lambda: window.data.rechecks()),
            Act("retention", "Retention…", (), lambda: window.data.retention()),
            Act(
                "forget",
                "Forget this contact…",
                (),
                lambda: window.data.forget(),
                on_case=True,
            ),
        ),
    )
