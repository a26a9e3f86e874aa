"""The dialogs that forget a contact, and that say how long what is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.desk.context import utc_now
from console.domain.erasure import Preview, Receipt
from console.domain.ids import ContactId
from console.domain.retention import RetentionKind
from tests.console import traces
from tests.ui.conftest import OpenDesk
from ui import forget_words, search_history
from ui.application import Application
from ui.forget_dialog import ForgetDialog
from ui.retention_dialog import RetentionDialog


@pytest.fixture
def desk(open_desk: OpenDesk, qtbot: QtBot) -> Application:
    made = open_desk()
    qtbot.waitUntil(lambda: made.window.is_complete and not made.courier.syncing)
    qtbot.waitUntil(lambda: made.window.inbox.model.rowCount() == 3)
    return made


def names(desk: Application) -> list[str]:
    model = desk.window.inbox.model
    rows = [model.row_at(place) for place in range(model.rowCount())]
    return [row.name for row in rows if row is not None]


def opened(desk: Application, qtbot: QtBot, name: str = "Ada Fern") -> ForgetDialog:
    model = desk.window.inbox.model
    rows = [model.row_at(place) for place in range(model.rowCount())]
    desk.window.inbox.choose(next(row.id for row in rows if row is not None and row.name == name))
    qtbot.waitUntil(lambda: desk.window.case.case is not None)
    desk.window.actions_by_name["forget"].trigger()
    (dialog,) = desk.window.findChildren(ForgetDialog)
    qtbot.waitUntil(dialog.word.isVisible)
    return dialog


def said(dialog: ForgetDialog | RetentionDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def test_nothing_goes_before_the_word_is_typed(desk: Application, qtbot: QtBot) -> None:
    dialog = opened(desk, qtbot)
    assert "@ada_fern" in said(dialog)
    assert not dialog.forget_button.isEnabled()
    QTest.keyClicks(dialog.word, "FORGE")
    QTest.keyClick(dialog.word, Qt.Key.Key_Return)
    assert not dialog.forget_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(names(desk)) == 3


def test_who_is_forgotten_leaves_list_and_file_and_a_receipt_is_shown(
    desk: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(desk, qtbot)
    folder = next(tmp_path.rglob("canary-desk.db")).parent
    assert traces.found_in(folder, ["ada_fern"])
    QTest.keyClicks(dialog.word, "FORGET")
    QTest.keyClick(dialog.word, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.receipt is not None, timeout=20_000)
    assert "Erasure F-" in dialog.text.toPlainText()
    assert "ada" not in dialog.text.toPlainText().lower()
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])
    assert desk.window.case.row is None
    assert traces.found_in(folder, ["ada_fern", "Ada Fern", "parcel is"]) == set()
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.text.toPlainText()


def test_a_damaged_copy_is_tried_again_and_deleted_only_on_a_second_press(
    desk: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = next(tmp_path.rglob("canary-desk.db")).parent
    aside = folder / "canary-desk-damaged.db"
    aside.write_bytes(b"SQLite format 3\0" + b"ada_fern" * 200)
    search_history.note("from:ada_fern")
    dialog = opened(desk, qtbot)
    QTest.keyClicks(dialog.word, "FORGET")
    QTest.keyClick(dialog.word, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.receipt is not None, timeout=20_000)
    assert search_history.recent() == ()
    kept = dialog.kept
    with qtbot.waitSignal(kept.changed, timeout=20_000):
        QTest.mouseClick(kept.again_button, Qt.MouseButton.LeftButton)
    assert kept.again_button.isEnabled()
    QTest.mouseClick(kept.delete_button, Qt.MouseButton.LeftButton)
    assert kept.delete_button.text() == "Delete it for good"
    assert "once more" in said(dialog)
    assert aside.exists()
    with qtbot.waitSignal(kept.changed, timeout=20_000):
        QTest.mouseClick(kept.delete_button, Qt.MouseButton.LeftButton)
    assert not aside.exists()
    assert dialog.receipt is not None
    assert dialog.receipt.is_done
    assert not kept.again_button.isVisible()


def test_an_erasure_that_was_cut_short_is_ended_by_a_window(
    desk: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from console.desk.erasure import Erasure

    def later(*_given: object) -> None:
        return

    def forget(one: Desk) -> Receipt:
        return one.erasure.forget(one.cases.rows()[0].contact_id)

    found: list[Receipt] = []
    with monkeypatch.context() as patch:
        patch.setattr(Erasure, "_finish", later)
        desk.lanes.files.submit(forget, found.append, receiver=desk.window)
        qtbot.waitUntil(lambda: len(found) == 1)
    assert not found[0].is_done
    desk.tidying.look()
    code = found[0].code
    desk.lanes.files.submit(
        lambda one: one.erasure.receipt(code), found.append, receiver=desk.window
    )
    qtbot.waitUntil(lambda: len(found) == 2, timeout=20_000)
    assert found[1].is_done


def test_a_rule_takes_away_only_on_a_second_press(open_desk: OpenDesk, qtbot: QtBot) -> None:
    later = timedelta()
    desk = open_desk(now=lambda: utc_now() + later)
    qtbot.waitUntil(lambda: desk.window.is_complete and len(names(desk)) == 3)
    done: list[object] = []

    def age(one: Desk) -> object:
        return one.triage.mark_spam([one.cases.rows()[0].id])

    desk.lanes.writer.submit(age, done.append, receiver=desk.window)
    qtbot.waitUntil(lambda: len(done) == 1)
    later = timedelta(days=40)
    desk.window.actions_by_name["retention"].trigger()
    (dialog,) = desk.window.findChildren(RetentionDialog)
    qtbot.waitUntil(lambda: "Kept for ever" in said(dialog))
    QTest.keyClick(dialog.boxes[RetentionKind.SPAM], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "1 would go" in said(dialog))
    QTest.mouseClick(dialog.run_button, Qt.MouseButton.LeftButton)
    assert "once more" in said(dialog)
    QTest.mouseClick(dialog.run_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Took 1 away" in said(dialog))


def test_a_network_is_called_as_on_the_rest_of_the_screen() -> None:
    handles = ("@ada (x)", "@ada_fern (memory)", "@ada (elsewhere)")
    preview = Preview(ContactId(1), "Ada", handles, (), (), {}, 0, (), ())
    assert forget_words.facts(preview)[0] == (
        "Known as",
        "@ada (X), @ada_fern (the demo's network), @ada (elsewhere)",
    )
