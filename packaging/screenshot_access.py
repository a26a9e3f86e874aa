"""The scenes of accounts, agents, the lock and diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshot_stage import Stage


def several(stage: Stage) -> None:
    """Show the list with three accounts, one of them chosen in *Accounts…*."""
    _more_accounts(stage)
    stage.window.account_side.accounts()
    stage.settle(800)


def one_alone(stage: Stage) -> None:
    """List one of three accounts alone."""
    _more_accounts(stage)
    stage.open("ada_fern")
    stage.window.actions_by_name["account_1"].trigger()
    stage.settle(800)


def agents(stage: Stage) -> None:
    """Show who answers at this desk."""
    stage.window.lanes.writer.submit(
        lambda desk: (desk.agents.add("Ben Moss", "^BM"), desk.agents.add("Cleo Wells", "^CW"))
    )
    stage.settle(400)
    stage.window.account_side.agents()
    stage.settle(600)


def locked(stage: Stage) -> None:
    """Lock the desk while a case is open."""
    stage.open("ada_fern")
    stage.window.account_side.lock()
    stage.settle(400)


def diagnostics(stage: Stage) -> None:
    """Look at how the desk is."""
    stage.window.account_side.doctor()
    stage.settle(6000)


def keys(stage: Stage) -> None:
    """Show what the browser's way of connecting asks for."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    stage.window.connect_wanted.emit()
    stage.settle(600)
    QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Return)
    stage.settle(600)


def _more_accounts(stage: Stage) -> None:
    from console.domain.changes import Changes

    window = stage.window

    def add(verbs: object) -> Changes:
        from console.desk import Desk

        assert isinstance(verbs, Desk)
        made = [verbs.accounts.add_handoff(handle).id for handle in ("FernCare", "KettleClub")]
        return Changes.of(accounts=made)

    window.lanes.writer.submit(add, window.take)
    stage.settle(800)
