"""The command `canary-desk review`: opens the file while one looks on, then its window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.cli import exit_codes

if TYPE_CHECKING:
    import argparse


def run(words: list[str]) -> int:
    """Run the command and return its exit code; raise SystemExit as argparse does."""
    from console.cli.parser import parse

    given = parse(words)
    if given.what[0] == "notes" and len(given.what) > 1:
        from console import cli

        return cli.main(words)
    from ui.start import CANNOT_OPEN, display_problem

    if problem := display_problem():
        sys.stderr.write(f"{problem}\n")
        return CANNOT_OPEN
    return show(given)


def show(given: argparse.Namespace, on_open: Callable[[object], None] | None = None) -> int:
    """Open the file and its window, till that is closed; return the exit code.

    `on_open` is called with the `ReviewWindow` once it is shown.
    """
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from console import settings as preferences
    from console.store import location
    from ui import collector, heap, locality
    from ui.review_opening_dialog import ReviewOpeningDialog, Wanted
    from ui.review_window import ReviewWindow
    from ui.theme import Appearance, Theme

    collector.calm()
    heap.keep_small()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication), "there is a display"
    QCoreApplication.setOrganizationName("canary-desk")
    # Of its own: the desk's window is not to lie where a review's was.
    QCoreApplication.setApplicationName("canary-desk-review")
    app.setApplicationDisplayName("Canary Desk")
    locality.settle(app)
    app.setQuitOnLastWindowClosed(False)
    folder = Path(given.data_dir) if given.data_dir else location.default_folder()
    settings = preferences.load(folder)
    theme = Theme(app)
    theme.set_appearance(Appearance(settings.appearance))
    theme.apply()
    wanted = Wanted(
        Path(given.what[-1]),
        given.reviewer or settings.agent_name or preferences.user_name(),
        folder / "review-notes",
        Path(given.notes_in) if given.notes_in else None,
    )
    opened: list[ReviewWindow] = []
    dialog = ReviewOpeningDialog(wanted, theme)

    def begin(source: object, session: object) -> None:
        window = ReviewWindow(app, source, session, settings, theme)  # type: ignore[arg-type]  # a signal carries objects
        opened.append(window)
        window.closed.connect(partial(app.exit, exit_codes.OK))
        window.show()
        dialog.accept()
        if on_open is not None:
            on_open(window)

    dialog.opened.connect(begin)
    dialog.rejected.connect(lambda: app.exit(dialog.exit_code))
    dialog.show()
    code = app.exec()
    dialog.leave()
    for window in opened:
        window.close()
    return int(code)
