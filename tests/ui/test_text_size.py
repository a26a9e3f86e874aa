"""Texts are as large as a person wants them: by key, by preference, and in the next run."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import settings
from console.settings import TEXT_PERCENTS, Settings
from tests.ui.conftest import OpenDesk
from ui.accessibility_page import AccessibilityPage
from ui.theme import Theme


def test_the_keys_go_up_and_down_and_back(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk()
    usual = desk.window.font().pointSizeF()
    larger, smaller, back = (
        desk.window.actions_by_name[f"text_{name}"] for name in ("larger", "smaller", "usual")
    )
    smaller.trigger()
    assert desk.theme.text_percent == TEXT_PERCENTS[0] == 100
    for percent in TEXT_PERCENTS[1:]:
        larger.trigger()
        assert desk.theme.text_percent == percent
    larger.trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(2 * usual)
    assert desk.window.inbox.list.row_height > 0
    qtbot.waitUntil(lambda: settings.load(tmp_path / "data").text_percent == 200)
    smaller.trigger()
    assert desk.theme.text_percent == TEXT_PERCENTS[-2]
    back.trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(usual)
    qtbot.waitUntil(lambda: settings.load(tmp_path / "data").text_percent == 100)


def test_the_next_run_begins_with_what_was_set(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o700)
    settings.save(folder, Settings(text_percent=150, motion="never"))
    desk = open_desk(folder, None, wait=False)
    assert desk.theme.text_percent == 150
    assert desk.motion.is_still
    assert desk.theme.room_for(100) == 150


def test_the_page_shows_what_is_set_and_tells_what_is_chosen(
    qtbot: QtBot, qapp: QApplication
) -> None:
    page = AccessibilityPage(Theme(qapp), Settings(text_percent=125))
    qtbot.addWidget(page)
    assert page.text_size.currentText() == "125 %"
    with qtbot.waitSignal(page.changed):
        page.motion.setCurrentIndex(page.motion.findData("never"))
    assert page.entered(Settings()) == Settings(text_percent=125, motion="never")
    assert "hatched" in page.motion_help.text()


@pytest.mark.parametrize("text", ['{"text_percent": 300}', '{"text_percent": "150"}',
                                  '{"motion": "wild"}', '{"motion": null}'])  # fmt: skip
def test_what_cannot_be_set_counts_as_not_set(tmp_path: Path, text: str) -> None:
    (tmp_path / settings.FILE_NAME).write_text(text, "utf-8")
    assert settings.load(tmp_path) == Settings()
