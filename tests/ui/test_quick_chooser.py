"""The quick chooser: found by a few letters, chosen by Enter, several ticked by Tab."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import hearing
from ui import announcing
from ui.quick_chooser import Choice, QuickChooser
from ui.theme import Theme

Key = Qt.Key
WORDS = (Choice("billing", "", "b"), Choice("delivery", "12 cases", "d"), Choice("slow delivery"))
EDIT = Choice("Edit list…", "", "edit", lasting=True)
Open = Callable[..., tuple[QuickChooser, list[object]]]


@pytest.fixture
def open_chooser(qtbot: QtBot, qapp: QApplication) -> Open:
    """Returns a function that opens a chooser; with it comes what was chosen."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()

    def open_one(
        choices: Sequence[Choice] | None,
        *,
        free_text: bool = False,
        several: bool = False,
        elsewhere: bool = False,
    ) -> tuple[QuickChooser, list[object]]:
        chooser = QuickChooser(
            "Touchpoint",
            choices,
            Theme(qapp),
            window,
            free_text=free_text,
            several=several,
            elsewhere=elsewhere,
        )
        chosen: list[object] = []
        chooser.chosen.connect(chosen.append)
        chooser.begin()
        return chooser, chosen

    return open_one


def texts(chooser: QuickChooser) -> list[str]:
    return [str(chooser.model.index(n).data()) for n in range(chooser.model.rowCount())]


def test_what_begins_with_the_letters_comes_first_and_enter_takes_it(
    qtbot: QtBot, open_chooser: Open
) -> None:
    chooser, chosen = open_chooser((WORDS[2], *WORDS[:2], EDIT))
    qtbot.keyClicks(chooser.field, "deli")
    assert texts(chooser) == ["delivery", "slow delivery", "Edit list…"]
    qtbot.keyClick(chooser.field, Key.Key_Return)
    assert chosen == ["d"]


def test_esc_chooses_nothing(qtbot: QtBot, open_chooser: Open) -> None:
    chooser, chosen = open_chooser(WORDS)
    qtbot.keyClick(chooser.field, Key.Key_Escape)
    assert chosen == []


def test_a_text_of_ones_own_is_offered_only_where_that_is_allowed(
    qtbot: QtBot, open_chooser: Open
) -> None:
    chooser, _ = open_chooser(WORDS)
    qtbot.keyClicks(chooser.field, "till")
    assert texts(chooser) == []
    qtbot.keyClick(chooser.field, Key.Key_Return)
    qtbot.keyClick(chooser.field, Key.Key_Escape)
    chooser, chosen = open_chooser(WORDS, free_text=True)
    qtbot.keyClicks(chooser.field, "till")
    qtbot.keyClick(chooser.field, Key.Key_Return)
    assert chosen == ["till"]


def test_enter_waits_for_choices_that_are_still_being_read(
    qtbot: QtBot, open_chooser: Open
) -> None:
    chooser, chosen = open_chooser(None, free_text=True)
    qtbot.keyClicks(chooser.field, "del")
    qtbot.keyClick(chooser.field, Key.Key_Return)
    assert chosen == []
    chooser.show_choices(WORDS)
    assert chosen == ["d"]


def test_enter_takes_nothing_that_fits_an_older_query(qtbot: QtBot, open_chooser: Open) -> None:
    chooser, chosen = open_chooser(None, elsewhere=True)
    chooser.show_choices(WORDS[:2], filtered=False)
    qtbot.keyClicks(chooser.field, "slow")
    qtbot.keyClick(chooser.field, Key.Key_Return)
    assert chosen == []
    chooser.show_choices([Choice("slow delivery", "", "s")], filtered=False)
    assert chosen == ["s"]


def test_several_are_ticked_and_told_together(qtbot: QtBot, open_chooser: Open) -> None:
    on = Choice("vip", "", "vip", ticked=True)
    chooser, chosen = open_chooser((on, *WORDS[:2]), free_text=True, several=True)
    qtbot.keyClicks(chooser.field, "vip")
    qtbot.keyClick(chooser.field, Key.Key_Tab)
    assert chooser.field.text() == ""
    qtbot.keyClicks(chooser.field, "gift")
    qtbot.keyClick(chooser.field, Key.Key_Tab)
    assert "gift" in texts(chooser)
    qtbot.keyClick(chooser.field, Key.Key_Return)
    assert chosen == [(("vip", False), ("gift", True))]


def test_what_enter_takes_is_told(
    qtbot: QtBot, open_chooser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = hearing.listen(monkeypatch)
    chooser, _ = open_chooser(WORDS, several=True)
    qtbot.waitUntil(lambda: hearing.texts(heard) == ["3 found: billing"])
    qtbot.keyClick(chooser.field, Key.Key_Down)
    assert hearing.texts(heard)[1:] == ["delivery, 12 cases"]
    qtbot.keyClick(chooser.field, Key.Key_Tab)
    assert hearing.texts(heard)[-1].startswith("delivery")
    assert hearing.texts(heard)[-1] != hearing.texts(heard)[1], "its tick is told as well"
    qtbot.keyClicks(chooser.field, "zebra")
    qtbot.waitUntil(lambda: hearing.texts(heard)[-1] == "Nothing is called that.")


def test_what_is_still_being_read_is_not_told_as_nothing(
    qtbot: QtBot, open_chooser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = hearing.listen(monkeypatch)
    chooser, _ = open_chooser(None)
    announcing.AfterPause(chooser.title).say("a pause later")
    qtbot.waitUntil(lambda: hearing.texts(heard) == ["a pause later"])
    chooser.show_choices(WORDS)
    qtbot.waitUntil(lambda: hearing.texts(heard)[1:] == ["3 found: billing"])
