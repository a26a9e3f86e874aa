"""The scenes of the search: what is found, what is wrong with a query, kept searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshot_stage import Stage


def found(stage: Stage) -> None:
    """Search for words, and open the first case at what was found in it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    _keep(stage)
    _type(stage, "parcel OR lid")
    window = stage.window
    stage.wait(lambda: bool(window.inbox.filler.search.hits))
    QTest.keyClick(window.inbox.search_field, Qt.Key.Key_Return)
    stage.wait(lambda: window.case.case is not None)
    stage.settle()


def wrong(stage: Stage) -> None:
    """Write a query that cannot be meant so."""
    stage.open("ada_fern")
    _type(stage, "kettle state:brokn lid")
    stage.wait(lambda: bool(stage.window.inbox.search_field.problems))


def completing(stage: Stage) -> None:
    """Be in the middle of an operator, with searches that are kept at the side."""
    _keep(stage)
    stage.open("orla_finn_x")
    _type(stage, "kettle touchpoint:")
    stage.wait(lambda: stage.window.inbox.finding.typing.is_open)


def _type(stage: Stage, query: str) -> None:
    from PySide6.QtTest import QTest

    stage.window.inbox.search()
    QTest.keyClicks(stage.window.inbox.search_field, query)
    stage.settle(800)


def _keep(stage: Stage) -> None:
    """Keep some searches, as a person did before."""
    from console.desk import Desk
    from console.domain.searching import HitOrder

    def job(desk: Desk) -> None:
        for name, query in (
            ("Late parcels", "parcel (late OR waiting) is:unanswered"),
            ("Lids, by how well they fit", "lid drips"),
        ):
            desk.searches.save(name, query, HitOrder.NEWEST)

    done: list[None] = []
    stage.desk.lanes.writer.submit(job, done.append, receiver=stage.window)
    stage.wait(lambda: bool(done))
    stage.window.searches.read()
    stage.settle()
