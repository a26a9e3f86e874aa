"""How the composer shares its room: what has room is shown whole, and nothing is scrolled."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.limits import LIMITS_280
from ui.composer import Composer
from ui.composer_frame import NARROW
from ui.theme import UNIT, Theme

CTRL = Qt.KeyboardModifier.ControlModifier
SENTENCE = "Your parcel was booked onto the wrong van on Thursday and stood there since then. "
PARAGRAPHS = f"{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE}"
MIXED = (
    "👨‍👩‍👧 🇩🇪 نأسف جدًا لما حدث مع الإبريق 我们非常抱歉，您的茶壶今天会寄出。谢谢您的耐心。\n" * 3
)
NARROW_WIDTH, WIDE_WIDTH = NARROW - 60, NARROW + 200


@pytest.fixture
def composer(qtbot: QtBot, qapp: QApplication) -> Iterator[Composer]:
    """A composer in one column."""
    theme = Theme(qapp)
    theme.apply()
    made = Composer(theme)
    qtbot.addWidget(made)
    made.resize(NARROW_WIDTH, 300)
    made.show()
    made.editor.setFocus()
    yield made
    made.flush()


def give(composer: Composer, *, most: int = 2000) -> None:
    """Give it the height that it wants, as the page does."""

    def take(height: int) -> None:
        height = max(min(height, most), composer.minimumSizeHint().height())
        composer.resize(composer.width(), height)

    composer.height_wanted.connect(take)


def settle() -> None:
    """Let the layouts take the new height."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def is_whole(composer: Composer) -> bool:
    """Return whether all lines are in sight."""
    editor = composer.editor
    end = editor.textCursor()
    end.movePosition(end.MoveOperation.End)
    bottom = editor.cursorRect(end).bottom()
    return editor.verticalScrollBar().maximum() == 0 and bottom < editor.viewport().height()


@pytest.mark.parametrize("width", [NARROW_WIDTH, WIDE_WIDTH])
@pytest.mark.parametrize("text", [SENTENCE * 4, PARAGRAPHS, MIXED])
def test_text_is_shown_whole_where_it_has_room(composer: Composer, width: int, text: str) -> None:
    composer.resize(width, 300)
    give(composer)
    composer.put_text(text)
    settle()
    assert is_whole(composer)
    assert composer.cards.verticalScrollBar().maximum() == 0


def test_text_that_undo_brings_back_is_shown_whole(qtbot: QtBot, composer: Composer) -> None:
    give(composer)
    composer.show_draft(PARAGRAPHS, LIMITS_280)
    composer.editor.selectAll()
    qtbot.keyClick(composer.editor, Qt.Key.Key_X, CTRL)
    settle()
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    settle()
    assert composer.text == PARAGRAPHS
    assert is_whole(composer)


def test_text_goes_before_the_cards_where_room_is_short(composer: Composer) -> None:
    give(composer, most=350)
    composer.put_text(SENTENCE * 4)
    settle()
    assert is_whole(composer)
    assert composer.cards.verticalScrollBar().maximum() > 0


def test_very_long_text_leaves_room_for_cards(composer: Composer) -> None:
    give(composer, most=400)
    composer.put_text(SENTENCE * 40)
    settle()
    assert not is_whole(composer)
    assert composer.editor.height() > composer.cards.height() >= 7 * UNIT
    assert composer.editor.viewport().rect().contains(composer.editor.cursorRect())


def test_one_card_leaves_no_strip_below_it(qtbot: QtBot, composer: Composer) -> None:
    give(composer)
    before = composer.height()
    qtbot.keyClicks(composer.editor, "Hello")
    settle()
    assert composer.height() == before
    card = composer.cards.visualRect(composer.model.index(0))
    assert composer.cards.viewport().height() - card.bottom() <= 2
    assert composer.model.rowCount() == 1


def test_pasted_text_is_scrolled_to_its_end(qtbot: QtBot, composer: Composer) -> None:
    give(composer, most=400)
    QApplication.clipboard().setText(SENTENCE * 300)
    qtbot.keyClick(composer.editor, Qt.Key.Key_V, CTRL)
    assert composer.model.rowCount() > 100
    settle()
    assert composer.editor.textCursor().atEnd()
    assert composer.editor.viewport().rect().contains(composer.editor.cursorRect())
