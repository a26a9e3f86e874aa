"""The scenes of the page of watches, rules and mutes, and of their dialogs, over the demo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from console.language import tr

if TYPE_CHECKING:
    from screenshot_stage import Stage

    from console.domain.ids import CaseId


def page(stage: Stage, row: int = 0) -> None:
    """Show the watches, one of them chosen with its cases."""
    from ui.side_view import View

    _fill(stage)
    stage.window.side.choose(View.WATCHES)
    stage.settle(1_500)
    page = stage.window.watches.page
    page.watches.list.setCurrentIndex(page.watches.list.model().index(row, 0))
    stage.settle(1_500)


def rules(stage: Stage) -> None:
    """Show the rules, and what they did."""
    _tab(stage, "RULES")


def mutes(stage: Stage) -> None:
    """Show what is muted."""
    _tab(stage, "MUTED")


def new(stage: Stage) -> None:
    """Make a watch, with its price before it is saved."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QPushButton

    page(stage)
    stage.window.watches.make()
    stage.settle(500)
    dialog = QApplication.activeModalWidget() or stage.window.watches.dialog
    focused = dialog.focusWidget()
    QTest.keyClicks(focused, "fern and kettle")
    stage.settle(500)
    count = next(each for each in dialog.findChildren(QPushButton) if each.text() == tr("Count"))
    count.click()
    stage.settle(1_500)


def case(stage: Stage) -> None:
    """Show a case that a watch found: nobody was summoned."""
    _fill(stage)
    found: list[CaseId] = []
    stage.desk.lanes.reader.submit(
        lambda desk: next(row.id for row in desk.cases.rows(limit=500) if row.unsummoned),
        found.append,
        receiver=stage.window,
    )
    stage.wait(lambda: bool(found))
    stage.window.navigation.open_case(found[0])
    stage.settle(2_000)


def _tab(stage: Stage, name: str) -> None:
    from ui.watches_page import Tab

    page(stage)
    stage.window.watches.page.show_tab(Tab[name])
    stage.settle(1_500)


def _fill(stage: Stage) -> None:
    """Give the demo its watches, as the program does a while after it is open."""
    from ui import demo_watches

    lane, done = stage.desk.lanes.downloads, list[None]()

    def told(changes: object) -> None:
        lane.tell(stage.window.take, changes)

    lane.submit(
        lambda desk: demo_watches.fill(desk, Path("data"), stage.world, stage.now(), told),
        done.append,
        receiver=stage.window,
    )
    stage.wait(lambda: bool(done))
    stage.settle(1_000)
