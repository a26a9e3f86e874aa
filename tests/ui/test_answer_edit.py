"""The text of an answer: its breaks by key and mouse, what is pasted, what is drawn."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from console.domain.limits import LIMITS_140
from console.text.split import Layout, split
from ui.answer_clipboard import MOST_CHARACTERS
from ui.answer_edit import AnswerEdit
from ui.break_marks import Mark
from ui.text_layout import alignment_of
from ui.theme import Theme
from ui.tokens import LIGHT

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT_BUTTON = Qt.MouseButton.LeftButton
SENTENCE = "Your parcel was booked onto the wrong van on Thursday and stood there since then. "
LONG = SENTENCE * 4


class Answer(AnswerEdit):
    """An editor that is told of its parts at each change, as by the composer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.heard: list[str] = []
        self.parts: Layout = split("", LIMITS_140)
        self.textChanged.connect(self.split)
        self.said.connect(self.heard.append)

    def split(self) -> None:
        text = self.toPlainText()
        option = self.document().defaultTextOption()
        option.setAlignment(alignment_of(text))
        if option.alignment() != self.document().defaultTextOption().alignment():
            self.document().setDefaultTextOption(option)
        self.parts = split(text, LIMITS_140)
        self.show_breaks(self.parts)

    def put(self, marked: str) -> None:
        """Show a text, with the cursor at its `|`."""
        self.setPlainText(marked.replace("|", ""))
        cursor = self.textCursor()
        cursor.setPosition(len(marked.partition("|")[0].encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)

    @property
    def marked(self) -> str:
        units = self.toPlainText().encode("utf-16-le")
        at = 2 * self.textCursor().position()
        return f"{units[:at].decode('utf-16-le')}|{units[at:].decode('utf-16-le')}"

    def marks(self) -> list[Mark]:
        return list(self._marks.in_sight())

    def grip(self, row: int = 0) -> QPoint:
        """Return a place on the mark of a boundary."""
        start, end = self.marks()[row].stroke
        return ((start + end) / 2).toPoint()

    def before(self, word: str) -> QPoint:
        """Return the place on the screen where a word begins."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(len(self.toPlainText().partition(word)[0].encode("utf-16-le")) // 2)
        return self.cursorRect(cursor).center()


@pytest.fixture
def answer(qtbot: QtBot, qapp: QApplication) -> Answer:
    theme = Theme(qapp)
    theme.apply()
    made = Answer(theme)
    qtbot.addWidget(made)
    made.resize(420, 170)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def drag(qtbot: QtBot, answer: Answer, start: QPoint, end: QPoint) -> None:
    view = answer.viewport()
    qtbot.mousePress(view, LEFT_BUTTON, pos=start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, LEFT_BUTTON, pos=end)


# By key


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_key_puts_a_break_and_takes_it_out(qtbot: QtBot, answer: Answer, key: Qt.Key) -> None:
    answer.put("🙂 One sentence. |Another one.")
    qtbot.keyClick(answer, key, CTRL | SHIFT)
    assert answer.marked == "🙂 One sentence. \f|Another one."
    assert [part.text for part in answer.parts] == ["🙂 One sentence.", "Another one."]
    assert [mark.boundary.manual for mark in answer.marks()] == [True]
    qtbot.keyClick(answer, key, CTRL | SHIFT)
    assert answer.marked == "🙂 One sentence. |Another one."
    assert answer.marks() == []
    assert answer.heard == ["A part begins with “Another”.", "The break is gone."]


def test_break_is_one_step_of_undo_between_what_is_typed(qtbot: QtBot, answer: Answer) -> None:
    qtbot.keyClicks(answer, "One.")
    qtbot.keyClick(answer, Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.keyClicks(answer, " Two.")
    seen = [answer.toPlainText()]
    while answer.document().isUndoAvailable():
        qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL)
        seen.append(answer.toPlainText())
    assert seen == ["One.\f Two.", "One.\f", "One.", ""]


def test_break_at_the_end_is_shown_before_anything_follows(qtbot: QtBot, answer: Answer) -> None:
    answer.put("One.|")
    qtbot.keyClick(answer, Qt.Key.Key_Return, CTRL | SHIFT)
    assert [mark.boundary.number for mark in answer.marks()] == [2]
    assert answer.heard == ["What follows is a part of its own."]


def test_break_of_the_desk_is_moved_and_becomes_ones_own(qtbot: QtBot, answer: Answer) -> None:
    answer.put(LONG + "|")
    before, own = answer.toPlainText(), [mark.boundary.manual for mark in answer.marks()]
    assert not any(own)
    last = answer.parts[-2].text.split()[-1]
    qtbot.keyClick(answer, Qt.Key.Key_Left, ALT | SHIFT)
    assert answer.toPlainText().replace("\f", "") == before
    assert answer.parts[-1].text.startswith(last)
    assert answer.toPlainText()[answer.textCursor().position() :].startswith(last)
    qtbot.keyClick(answer, Qt.Key.Key_Left, ALT | SHIFT)
    assert answer.toPlainText().count("\f") == 1
    qtbot.keyClick(answer, Qt.Key.Key_Right, ALT | SHIFT)
    assert answer.parts[-1].text.startswith(last)
    for _ in range(3):
        qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL)
    assert answer.toPlainText() == before


def test_break_is_moved_the_other_way_in_text_from_right_to_left(
    qtbot: QtBot, answer: Answer
) -> None:
    answer.put("مرحبا \f|بك يا صديقي")
    qtbot.keyClick(answer, Qt.Key.Key_Left, ALT | SHIFT)
    assert answer.toPlainText() == "مرحبا بك \fيا صديقي"


def test_first_break_is_moved_from_within_the_first_part(qtbot: QtBot, answer: Answer) -> None:
    answer.put("one| two \fthree four")
    qtbot.keyClick(answer, Qt.Key.Key_Right, ALT | SHIFT)
    assert answer.marked == "one two three \f|four"
    qtbot.keyClick(answer, Qt.Key.Key_Right, ALT | SHIFT)
    assert answer.marked == "one two three \f|four"
    assert answer.heard[-1] == "The break cannot go farther."


def test_there_may_be_no_break_to_move(qtbot: QtBot, answer: Answer) -> None:
    answer.put("one |two")
    qtbot.keyClick(answer, Qt.Key.Key_Right, ALT | SHIFT)
    assert answer.marked == "one |two"
    assert answer.heard == ["There is no break to move."]


def test_own_breaks_are_taken_out_in_one_step(qtbot: QtBot, answer: Answer) -> None:
    answer.put("a\fb \f c|")
    answer.clear_breaks()
    assert answer.toPlainText() == "ab  c"
    assert answer.heard == ["Your 2 breaks are gone."]
    qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL)
    assert answer.toPlainText() == "a\fb \f c"


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("🙂 One. |Two. Three. Four.", AnswerEdit.toggle_break),
        ("🙂 One. \f|Two. Three. Four.", AnswerEdit.toggle_break),
        ("🙂 One. \fTwo. Three. Fo|ur.", lambda answer: answer.move_break(1)),
        ("🙂 One two. \fTwo. Three. Fo|ur.", lambda answer: answer.move_break(-1)),
        ("🙂 One. \fTwo. \fThree. Fo|ur.", AnswerEdit.clear_breaks),
    ],
)
def test_undo_puts_the_cursor_back_and_redo_puts_it_to_the_break(
    qtbot: QtBot, answer: Answer, marked: str, act: Callable[[Answer], None]
) -> None:
    answer.put(marked)
    act(answer)
    done, first = answer.toPlainText(), "🙂 One. |"
    at_break = answer.marked if done.count("\f") else first + done.removeprefix("🙂 One. ")
    for _ in range(2):
        qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL)
        assert answer.marked == marked
        qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL | SHIFT)
        assert answer.marked == at_break
    qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL)
    qtbot.keyClicks(answer, "!")
    assert answer.marked == marked.replace("|", "!|")


def test_very_many_own_breaks_are_taken_out_at_once_around_cursor_and_selection(
    answer: Answer,
) -> None:
    pieces = [f"é🙂 {number}\u00a0a {'' if number % 100 else chr(10)}\f" for number in range(300)]
    text = "".join(pieces)
    answer.put("".join(pieces[:150]) + "|" + "".join(pieces[150:]))
    cursor = answer.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, 30)
    answer.setTextCursor(cursor)
    selected = cursor.selectedText()
    assert "\f" in selected
    answer.verticalScrollBar().setValue(9)
    answer.clear_breaks()
    assert answer.text == text.replace("\f", "")
    assert answer.textCursor().selectedText() == selected.replace("\f", "")
    assert answer.textCursor().position() < answer.textCursor().anchor()
    assert answer.verticalScrollBar().value() == 9
    assert answer.document().availableUndoSteps() < 30
    assert answer.heard == ["Your 300 breaks are gone."]
    answer.undo()
    assert answer.text == text


def test_cursor_never_seems_stuck_at_a_break(qtbot: QtBot, answer: Answer) -> None:
    answer.put("|ab\fcd \f\n\fef")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        seen = {answer.cursorRect().topLeft().toTuple()}
        for _ in range(8):
            before = answer.cursorRect()
            qtbot.keyClick(answer, key)
            assert answer.cursorRect() != before
            seen.add(answer.cursorRect().topLeft().toTuple())
        assert len(seen) == 9
    assert answer.textCursor().atStart()


def test_selection_goes_over_a_break_as_well(qtbot: QtBot, answer: Answer) -> None:
    answer.put("ab|\fcd")
    qtbot.keyClick(answer, Qt.Key.Key_Right, SHIFT)
    assert answer.textCursor().selectedText() == "\fc"


@pytest.mark.parametrize(
    ("marked", "key"), [("a \f|b", Qt.Key.Key_Backspace), ("a |\fb", Qt.Key.Key_Delete)]
)
def test_deleted_break_is_said_to_be_gone(
    qtbot: QtBot, answer: Answer, marked: str, key: Qt.Key
) -> None:
    answer.put(marked)
    qtbot.keyClick(answer, key)
    assert answer.toPlainText() == "a b"
    assert answer.heard == ["The break is gone."]
    qtbot.keyClick(answer, key)
    assert answer.heard == ["The break is gone."]


# By mouse


def test_mark_shows_by_the_pointer_that_it_can_be_held(qtbot: QtBot, answer: Answer) -> None:
    answer.put(LONG + "\n\n\fThe end|")
    view = answer.viewport()
    upright, flat = answer.grip(0), answer.grip(-1)
    qtbot.mouseMove(view, upright)
    assert view.cursor().shape() == Qt.CursorShape.SplitHCursor
    qtbot.mouseMove(view, upright + QPoint(3, 0))
    assert view.cursor().shape() == Qt.CursorShape.SplitHCursor
    qtbot.mouseMove(view, upright + QPoint(20, 0))
    assert view.cursor().shape() == Qt.CursorShape.IBeamCursor
    qtbot.mouseMove(view, flat)
    assert view.cursor().shape() == Qt.CursorShape.SplitVCursor


def test_break_is_dragged_to_where_a_word_begins(qtbot: QtBot, answer: Answer) -> None:
    answer.put("one two \fthree four five|")
    drag(qtbot, answer, answer.grip(), answer.before("our five"))
    assert answer.toPlainText() == "one two three \ffour five"
    assert answer.heard == ["The break is now before “four”."]
    assert answer.marked == "one two three \f|four five"
    qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL)
    assert answer.marked == "one two \fthree four five|"
    qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL | SHIFT)
    assert answer.marked == "one two three \f|four five"


def test_break_of_the_desk_is_dragged(qtbot: QtBot, answer: Answer) -> None:
    answer.put(LONG + "|")
    first = answer.parts[0].text
    word = " booked"  # in the first line
    drag(qtbot, answer, answer.grip(), answer.before(word))
    assert answer.toPlainText().replace("\f", "") == LONG
    assert answer.parts[0].text == first.partition(word)[0]


def test_dragged_break_takes_with_it_what_it_passes(qtbot: QtBot, answer: Answer) -> None:
    answer.put("one \ftwo \fthree \ffour five|")
    drag(qtbot, answer, answer.grip(0), answer.before("five"))
    assert answer.toPlainText() == "one two three four \ffive"
    qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL)
    assert answer.toPlainText() == "one \ftwo \fthree \ffour five"


def test_escape_leaves_the_break_where_it_was(qtbot: QtBot, answer: Answer) -> None:
    answer.put("one two \fthree four|")
    view, start, end = answer.viewport(), answer.grip(), answer.before("four")
    qtbot.mousePress(view, LEFT_BUTTON, pos=start)
    qtbot.mouseMove(view, end)
    shown = accent(answer)
    qtbot.keyClick(answer, Qt.Key.Key_Escape)
    assert accent(answer) < shown
    qtbot.mouseRelease(view, LEFT_BUTTON, pos=end)
    assert answer.toPlainText() == "one two \fthree four"
    assert answer.heard == []


def test_typing_lets_go_of_the_break(qtbot: QtBot, answer: Answer) -> None:
    answer.put("one two \fthree four|")
    end = answer.before("four")
    qtbot.mousePress(answer.viewport(), LEFT_BUTTON, pos=answer.grip())
    qtbot.mouseMove(answer.viewport(), end)
    qtbot.keyClicks(answer, "!")
    qtbot.mouseRelease(answer.viewport(), LEFT_BUTTON, pos=end)
    assert answer.toPlainText() == "one two \fthree four!"


def test_click_on_a_mark_puts_the_cursor_there(qtbot: QtBot, answer: Answer) -> None:
    answer.put("one two \fthree four|")
    qtbot.mouseClick(answer.viewport(), LEFT_BUTTON, pos=answer.grip())
    assert answer.textCursor().position() in (7, 8, 9)
    qtbot.mouseClick(answer.viewport(), LEFT_BUTTON, pos=answer.before("our"))
    assert answer.marked == "one two \fthree f|our"


def test_drag_below_the_text_scrolls_it(qtbot: QtBot, answer: Answer) -> None:
    answer.put("|one \f" + LONG * 3)
    bar, view = answer.verticalScrollBar(), answer.viewport()
    start = answer.grip()
    qtbot.mousePress(view, LEFT_BUTTON, pos=start)
    below = QPoint(200, view.height() + 30)
    qtbot.mouseMove(view, below)
    qtbot.waitUntil(lambda: bar.value() >= 3)
    qtbot.mouseMove(view, QPoint(200, 60))
    stopped = bar.value()
    qtbot.mouseRelease(view, LEFT_BUTTON, pos=QPoint(200, 60))
    assert answer.toPlainText().count("\f") == 1
    assert len(answer.toPlainText().partition("\f")[0]) > 140
    assert stopped >= 3


# By menu


def menu_of(answer: Answer, at: QPoint, *, by_key: bool = False) -> QMenu:
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    asked = QContextMenuEvent(reason, at, answer.viewport().mapToGlobal(at))
    QApplication.sendEvent(answer.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entries(menu: QMenu) -> dict[str, QAction]:
    """Return the entries for breaks by their words."""
    return {
        words: action
        for action in menu.actions()
        for words, _, _ in [action.text().partition("\t")]
        if "break" in words.lower()
    }


def test_menu_puts_a_break_where_it_was_asked_for(answer: Answer) -> None:
    answer.put("one two three|")
    menu = menu_of(answer, answer.before("three"))
    assert list(entries(menu)) == ["Break here"]
    assert [action.text().partition("\t")[2] for action in entries(menu).values()] == [
        "Ctrl+Shift+Return"
    ]
    entries(menu)["Break here"].trigger()
    menu.close()
    assert answer.marked == "one two \f|three"


def test_menu_on_a_mark_takes_it_out_or_moves_it(answer: Answer) -> None:
    answer.put("one two \fthree four|")
    menu = menu_of(answer, answer.grip())
    assert list(entries(menu)) == ["Remove this break", "Move break left", "Move break right"]
    entries(menu)["Move break right"].trigger()
    menu.close()
    assert answer.marked == "one two three \f|four"
    menu = menu_of(answer, answer.grip())
    assert entries(menu)["Move break left"].isEnabled()
    assert not entries(menu)["Move break right"].isEnabled()
    entries(menu)["Remove this break"].trigger()
    menu.close()
    assert answer.marked == "one two three |four"


def test_menu_leaves_what_is_marked_as_it_is(answer: Answer) -> None:
    answer.put("one two three|")
    answer.selectAll()
    menu_of(answer, answer.before("three")).close()
    assert answer.textCursor().selectedText() == "one two three"


def test_menu_by_key_is_about_where_the_cursor_stands(answer: Answer) -> None:
    answer.put("|one two three")
    menu = menu_of(answer, answer.before("three"), by_key=True)
    assert not entries(menu)
    assert any(action.text() == "&Undo\tCtrl+Z" for action in menu.actions())
    menu.close()
    assert answer.marked == "|one two three"


# What is drawn


def band(answer: Answer, word: str) -> bool:
    """Return whether the line at a word stands on a band there."""
    image = answer.viewport().grab().toImage()
    at = answer.before(word)
    top = answer.cursorRect(answer.cursorForPosition(at)).top()
    return image.pixelColor(at.x() + 4, top + 1) == QColor(LIGHT.band)


def test_every_second_part_stands_on_a_band(answer: Answer) -> None:
    answer.put("one two \fthree\n\n\ffour \ffive|")
    words = ("one", "two", "three", "four", "five")
    assert [band(answer, word) for word in words] == [False, False, True, False, True]


def test_bands_go_from_right_to_left_with_the_text(answer: Answer) -> None:
    answer.put("واحد \fاثنان \fثلاثة \fأربعة|")
    first, second, third = (answer.grip(row) for row in range(3))
    image, bands = answer.viewport().grab().toImage(), QColor(LIGHT.band)
    top = round(answer.marks()[0].row.top()) + 1
    beside = [first.x() + 12, first.x() - 12, second.x() - 12, third.x() - 12, 4]
    assert [image.pixelColor(x, top) == bands for x in beside] == [False, True, False, True, True]


def test_one_part_has_no_band_nor_one_that_is_out_of_sight(answer: Answer) -> None:
    answer.put("|one two")
    assert not band(answer, "two")
    answer.put("one \f" + "two\n" * 30 + "\fthree|")
    view = answer.viewport()
    last = round(answer.marks()[-1].row.top())
    image = view.grab().toImage()
    assert image.pixelColor(view.width() - 2, 1) == QColor(LIGHT.band)
    assert image.pixelColor(view.width() - 2, last + 4) == QColor(LIGHT.raised)


def test_band_covers_all_that_is_seen_of_a_long_part(answer: Answer) -> None:
    answer.put("one \f" + "two\n" * 30 + "|")
    assert answer.marks() == []
    view = answer.viewport()
    image, bands = view.grab().toImage(), QColor(LIGHT.band)
    assert image.pixelColor(view.width() - 2, 1) == bands
    assert image.pixelColor(view.width() - 2, view.height() // 2) == bands


def test_column_of_numbers_is_as_wide_as_they_are(answer: Answer) -> None:
    answer.put("one \ftwo|")
    narrow = answer.viewport().x()
    answer.put("\f".join(["a"] * 12) + "|")
    assert answer.viewport().x() > narrow
    answer.put("one \ftwo|")
    assert answer.viewport().x() == narrow


def test_text_at_the_cursor_stays_in_sight_when_the_field_gets_lower(
    qtbot: QtBot, answer: Answer
) -> None:
    answer.put("one\n" * 8 + "last|")
    answer.resize(420, 240)
    qtbot.waitUntil(lambda: answer.verticalScrollBar().maximum() == 0)
    answer.resize(420, 80)
    qtbot.waitUntil(lambda: answer.verticalScrollBar().maximum() > 0)
    assert answer.viewport().rect().contains(answer.cursorRect())


def test_lines_broken_anew_are_told(qtbot: QtBot, answer: Answer) -> None:
    with qtbot.waitSignal(answer.wrapped):
        answer.resize(300, 170)
    with qtbot.assertNotEmitted(answer.wrapped, wait=50):
        answer.resize(300, 190)


def accent(answer: Answer) -> int:
    """Return how many pixels of the text have the colour of one's own breaks."""
    image: QImage = answer.viewport().grab().toImage()
    wanted = QColor("#7A5600").rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_own_break_and_that_of_the_desk_look_different(answer: Answer) -> None:
    answer.put("|" + LONG)
    assert accent(answer) == 0
    assert not any(mark.boundary.manual for mark in answer.marks())
    answer.put("|one two \fthree")
    assert accent(answer) > 10


def test_marks_stand_in_the_white_space(answer: Answer) -> None:
    answer.put("|One two \fthree four\n\n\fNext paragraph\nand so on")
    inline, between = answer.marks()
    assert inline.upright
    assert answer.before(" \fthree").x() <= inline.stroke[0].x() <= answer.before("three").x()
    assert not between.upright
    assert answer.before("three").y() < between.stroke[0].y() < answer.before("Next").y()


def test_only_what_is_in_sight_is_drawn(answer: Answer) -> None:
    answer.put("|" + LONG * 30)
    assert len(answer.parts) > 60
    assert 1 < len(answer.marks()) < 8
    answer.moveCursor(QTextCursor.MoveOperation.End)
    assert answer.marks()[-1].boundary.number == len(answer.parts)


def test_marks_stay_at_their_words_until_the_text_is_split_anew(
    qtbot: QtBot, answer: Answer
) -> None:
    answer.put("|one two \fthree")
    answer.textChanged.disconnect(answer.split)
    qtbot.keyClicks(answer, "And so ")
    assert answer.toPlainText()[answer.marks()[0].boundary.start :] == "three"


def test_numbers_stand_at_the_side_where_lines_begin(answer: Answer) -> None:
    answer.put("|one \ftwo")
    assert answer.viewport().x() > 16
    answer.put("|واحد \fاثنان")
    assert answer.viewport().x() < 16
    answer.put("|one \ftwo")
    assert answer.viewport().x() > 16


def test_screen_reader_is_told_of_parts_and_breaks(answer: Answer) -> None:
    assert answer.accessibleDescription() == ""
    answer.put("one \ftwo \fthree|")
    assert answer.accessibleDescription() == "3 parts, 2 breaks of your own"


# What is pasted and copied


def paste(qtbot: QtBot, answer: Answer, data: QMimeData | str) -> None:
    clipboard = QGuiApplication.clipboard()
    if isinstance(data, str):
        clipboard.setText(data)
    else:
        clipboard.setMimeData(data)
    qtbot.keyClick(answer, Qt.Key.Key_V, CTRL)


def test_break_goes_along_within_the_desk_only(qtbot: QtBot, answer: Answer) -> None:
    answer.put("One. \fTwo.|")
    qtbot.keyClick(answer, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(answer, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "One.\n\nTwo."
    qtbot.keyClick(answer, Qt.Key.Key_End, CTRL)
    qtbot.keyClick(answer, Qt.Key.Key_V, CTRL)
    assert answer.toPlainText() == "One. \fTwo.One. \fTwo."
    qtbot.keyClick(answer, Qt.Key.Key_Z, CTRL)
    assert answer.toPlainText() == "One. \fTwo."


def test_no_break_space_stays_one(qtbot: QtBot, answer: Answer) -> None:
    paste(qtbot, answer, "5\u00a0kg\u2028each")
    assert answer.text == "5\u00a0kg\neach"
    qtbot.keyClick(answer, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(answer, Qt.Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "5\u00a0kg\neach"


def test_form_feed_of_another_program_is_a_break(qtbot: QtBot, answer: Answer) -> None:
    paste(qtbot, answer, "one\ftwo")
    assert len(answer.parts) == 2
    assert answer.textCursor().atEnd()


def test_rich_text_becomes_plain(qtbot: QtBot, answer: Answer) -> None:
    data = QMimeData()
    data.setHtml("<h1>Big</h1><img src='https://example.org/x.png'>")
    data.setText("Big")
    paste(qtbot, answer, data)
    assert answer.toPlainText() == "Big"


def test_signs_that_no_post_holds_are_left_out(qtbot: QtBot, answer: Answer) -> None:
    data = QMimeData()
    data.setData("text/plain", b"a\0b\xed\xa0\x80\xef\xbf\xbc\xef\xb7\x90c\xff\r\nd")
    paste(qtbot, answer, data)
    text = answer.toPlainText()
    assert text.replace("\ufffd", "") == "abc\nd"
    assert [part.text for part in answer.parts] == [text]


def test_picture_and_file_are_refused(qtbot: QtBot, answer: Answer) -> None:
    picture, file = QMimeData(), QMimeData()
    picture.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    file.setUrls([QUrl.fromLocalFile("/tmp/secret.txt")])
    for data in (picture, file):
        assert not answer.canInsertFromMimeData(data)
        paste(qtbot, answer, data)
    assert answer.toPlainText() == ""
    assert answer.heard == ["Only text can be pasted into an answer."] * 2


def test_too_long_a_paste_is_refused_in_words(qtbot: QtBot, answer: Answer) -> None:
    answer.put("Hello |Ada")
    paste(qtbot, answer, "x" * 1_048_576)
    paste(qtbot, answer, "x" * (MOST_CHARACTERS - 8))
    assert answer.marked == "Hello |Ada"
    assert answer.heard == [
        "The clipboard holds 1,048,576 characters; an answer holds up to 25,000.",
        "With the clipboard it would be 25,001 characters; an answer holds up to 25,000.",
    ]
    answer.selectAll()
    paste(qtbot, answer, "y" * 400)
    assert answer.toPlainText() == "y" * 400


def test_what_is_pasted_over_emoji_may_be_as_long_as_they_leave_room_for(
    qtbot: QtBot, answer: Answer
) -> None:
    emoji = "🙂" * 100
    answer.put(f"Hello {emoji}|")
    answer.selectAll()
    paste(qtbot, answer, "x" * MOST_CHARACTERS)
    assert answer.toPlainText() == "x" * MOST_CHARACTERS
    answer.put(f"{emoji}|")
    paste(qtbot, answer, "x" * (MOST_CHARACTERS - 99))
    assert answer.heard == [
        "With the clipboard it would be 25,001 characters; an answer holds up to 25,000."
    ]
