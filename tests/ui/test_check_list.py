"""The list of findings: what is seen of them, and what keys and clicks do."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.domain.checks import Check, Checked, Finding, Ignored, Severity, Step, StepKind
from tests.ui.given_findings import (
    AGAIN,
    AWAY,
    CARD,
    NAMES,
    NOTE,
    PROMISE,
    PUT_IN,
    SAME,
    SHOW_CALL,
    checked,
    finding,
)
from ui import check_words
from ui.check_list import CheckList
from ui.check_list_rows import MOST_ROWS
from ui.check_row import CLOSED_LINES, SIGNS
from ui.theme import Theme

WIDTH = 320
FIVE = (CARD, AWAY, AGAIN, SAME, PROMISE)
RTL = "تم حجز الطرد الخاص بك في الشاحنة الخطأ ولن يصل قبل يوم الجمعة " * 3


class Stage(QWidget):
    """A text to write in and the list below it, as in the composer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.editor = QLineEdit()
        self.list = CheckList(theme)
        column = QVBoxLayout(self)
        column.addWidget(self.editor)
        column.addWidget(self.list, 1)
        self.send = QPushButton("Send")
        column.addWidget(self.send)
        self.current: list[int] = []
        self.steps: list[tuple[Finding, Step]] = []
        self.ignored: list[tuple[Finding, Ignored]] = []
        self.restored: list[Finding] = []
        self.left = 0
        self.list.current_changed.connect(self.current.append)
        self.list.step_wanted.connect(lambda *told: self.steps.append(told))
        self.list.ignore_wanted.connect(lambda *told: self.ignored.append(told))
        self.list.restore_wanted.connect(self.restored.append)
        self.list.left.connect(self._leave)

    def show_checked(self, *findings: Finding, ignored: tuple[Finding, ...] = ()) -> None:
        self.list.show_checked(checked(*findings, ignored=ignored), NAMES)

    def focus_row(self, index: int) -> None:
        self.list.set_current(index)
        self.list.sheet.rows[index].setFocus()

    def _leave(self) -> None:
        self.left += 1
        self.editor.setFocus()


@pytest.fixture
def stage(qtbot: QtBot, theme: Theme) -> Iterator[Stage]:
    made = Stage(theme)
    qtbot.addWidget(made)
    made.resize(WIDTH, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.editor.setFocus()
    qtbot.waitUntil(made.editor.hasFocus)
    yield made
    for menu in made.findChildren(QMenu):
        menu.close()


def said(stage: Stage) -> list[str]:
    """Returns what the rows that can be seen say, from the top."""
    rows = [row for row in stage.list.sheet.rows if row.isVisible()]
    return [row.accessibleName() for row in sorted(rows, key=lambda row: row.y())]


def press(qtbot: QtBot, key: Qt.Key | str) -> None:
    """Press a key where the focus is."""
    if isinstance(key, str):
        qtbot.keyClicks(QApplication.focusWidget(), key)
    else:
        qtbot.keyClick(QApplication.focusWidget(), key)


def menu_of(stage: Stage) -> QMenu:
    """Returns the menu of the reasons, which is open."""
    menu = stage.findChild(QMenu)
    assert menu is not None
    return menu


# What is seen.


def test_nothing_to_be_said_wants_no_room(stage: Stage) -> None:
    stage.list.show_checked(None, NAMES)
    assert stage.list.content_height(WIDTH) == 0
    assert stage.list.accessibleDescription() == "Not checked"
    stage.show_checked()
    assert stage.list.content_height(WIDTH) == 0
    assert stage.list.accessibleDescription() == "Nothing found"
    assert said(stage) == []


def test_each_finding_has_its_title_and_its_reason(stage: Stage) -> None:
    stage.show_checked(CARD, AGAIN, PROMISE)
    assert said(stage) == [
        "Cannot be sent: private in public. Everybody would read the number of a card.",
        "Advice: Asks again. The number stands there.",
        "Offer: A promise. You promise a call.",
    ]
    assert stage.list.findings == (CARD, AGAIN, PROMISE)
    assert not stage.list.head.isVisible()
    assert stage.list.accessibleDescription() == "3 things to look at"


def test_more_than_three_are_counted_and_scroll(stage: Stage) -> None:
    stage.show_checked(CARD, AGAIN, SAME)
    three = stage.list.content_height(WIDTH)
    stage.show_checked(*FIVE)
    assert stage.list.head.isVisible()
    assert stage.list.head.text() == "5 things to look at"
    row = stage.list.sheet.rows[1].height()
    assert three < stage.list.content_height(WIDTH) < three + 2 * row
    stage.list.setFixedHeight(stage.list.content_height(WIDTH))
    bar = stage.list.area.verticalScrollBar()
    assert bar.maximum() > 0


def test_room_is_the_same_whether_the_scroll_bar_is_there_or_not(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.show_checked(*FIVE)
    wide = stage.list.sheet.width()
    stage.list.setFixedHeight(120)
    qtbot.waitUntil(stage.list.area.verticalScrollBar().isVisible)
    assert stage.list.sheet.width() == wide == stage.list.width() - stage.list.bar_width


def test_only_the_open_finding_says_all(stage: Stage) -> None:
    stage.show_checked(AGAIN, AWAY)
    row, acts = stage.list.sheet.rows[1], stage.list.sheet.acts
    closed, line = row.height(), row.fontMetrics().height()
    assert closed < (CLOSED_LINES + 3) * line
    assert not acts.isVisible()
    stage.list.set_current(1)
    assert row.height() >= closed + 2 * line
    assert all(button.isVisible() for button in acts.buttons)
    assert [button.text() for button in acts.buttons] == [SHOW_CALL.label, PUT_IN.label, "Ignore"]
    assert acts.y() == row.geometry().bottom() + 1
    stage.list.set_current(-1)
    assert row.height() == closed
    assert not acts.isVisible()


def test_closed_finding_has_as_many_lines_as_it_needs_but_two(stage: Stage, theme: Theme) -> None:
    stage.show_checked(AGAIN)
    short = stage.list.sheet.rows[0].height()
    stage.show_checked(AWAY)
    line = QFontMetrics(theme.small_font()).height()
    assert stage.list.sheet.rows[0].height() == pytest.approx(short + line, abs=2)


def test_every_severity_has_a_drawing_of_its_own() -> None:
    assert set(SIGNS) == set(Severity)
    assert len({drawing for drawing, _token in SIGNS.values()}) == len(Severity)


def test_every_check_has_a_title_and_every_reason_a_key() -> None:
    assert set(check_words.TITLES) == set(Check)
    assert len(set(check_words.TITLES.values())) == len(Check)
    assert set(check_words.KEYS) == set(Ignored)
    assert len({check_words.reason(why, "") for why in Ignored}) == len(Ignored)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", ""),
        ("de", ""),
        ("nl", "Dutch: wording was not checked"),
        ("pt-BR", "Portuguese: wording was not checked"),
        ("", "Language not known: wording was not checked"),
        ("und", "Language not known: wording was not checked"),
        ("<b>", "Language not known: wording was not checked"),
    ],
)
def test_wording_that_was_not_checked_is_said(stage: Stage, language: str, line: str) -> None:
    stage.list.show_checked(checked(language=language), NAMES)
    note = stage.list.sheet.below.note
    assert note.text() == line
    assert note.isVisible() == bool(line)
    assert bool(stage.list.content_height(WIDTH)) == bool(line)
    assert line in stage.list.accessibleDescription()


def test_failure_is_said_and_leaves_no_old_findings(stage: Stage) -> None:
    stage.show_checked(AGAIN)
    stage.list.show_failed()
    assert said(stage) == []
    assert stage.list.sheet.below.note.text() == check_words.FAILED
    assert stage.list.content_height(WIDTH) > 0
    stage.list.show_checked(None, NAMES)
    assert stage.list.content_height(WIDTH) == 0


def test_very_many_findings_are_shown_in_part_and_counted(stage: Stage) -> None:
    many = tuple(finding(Check.PRIVACY, f"number {n}") for n in range(1000))
    stage.show_checked(*many)
    assert len(said(stage)) == MOST_ROWS
    assert stage.list.sheet.below.note.text() == "And 950 more"
    assert stage.list.head.text() == "1,000 things to look at"
    stage.list.set_current(999)
    assert stage.list.current == 999
    assert not stage.list.sheet.acts.isVisible()
    stage.show_checked(*many[:2])
    assert len(said(stage)) == 2


@pytest.mark.parametrize(
    "why",
    [
        "",
        "<b>bold</b> <img src='https://example.com/x.png'>",
        RTL,
        "\u202eturned\u202c around",
        "\ud800 alone",
        "a\x00b\x07c\u200b",
        "line\nline\r\nline\u2028line",
        "x" * 100_000,
        "🙂👍🏽" * 300,
        "e\u0301" * 500,
        "１２３４ ４５６７",
    ],
)
def test_words_of_others_are_drawn_as_text_within_bounds(stage: Stage, why: str) -> None:
    stage.show_checked(finding(Check.DEFLECTION, "hostile", why=why, advice=why))
    row = stage.list.sheet.rows[0]
    closed = row.height()
    assert closed < 6 * row.fontMetrics().height()
    stage.list.set_current(0)
    stage.list.grab()
    assert row.height() < 60 * row.fontMetrics().height()
    assert "\u202e" not in row.accessibleName()


def test_cut_line_of_a_text_from_the_right_ends_at_its_left(stage: Stage) -> None:
    stage.show_checked(finding(Check.BOILERPLATE, "rtl", why=RTL))
    image = stage.list.sheet.rows[0].grab().toImage()
    # A letter stands at its right, and there no three dots, which are but two pixels high.
    assert _ink_height(image, QRect(image.width() - 17, image.height() - 22, 5, 18)) > 4


def _ink_height(image: QImage, area: QRect) -> int:
    ground = image.pixelColor(1, 1).lightness()
    inked = [
        y
        for y in range(area.top(), area.bottom() + 1)
        for x in range(area.left(), area.right() + 1)
        if abs(image.pixelColor(x, y).lightness() - ground) > 40
    ]
    return max(inked, default=0) - min(inked, default=0) + 1


@pytest.mark.parametrize("width", [280, 320, 420, 900])
def test_nothing_stands_outside_at_any_width(stage: Stage, width: int) -> None:
    stage.show_checked(*FIVE, ignored=(SAME,))
    stage.list.set_current(1)
    stage.list.sheet.below.fold.click()
    stage.resize(width, 900)
    sheet = stage.list.sheet
    room = QRect(QPoint(0, 0), sheet.size())
    for widget in sheet.findChildren(QWidget):
        if widget.isVisible():
            area = QRect(widget.mapTo(sheet, QPoint(0, 0)), widget.size())
            assert room.contains(area), widget
    buttons = [each.geometry() for each in sheet.acts.buttons]
    assert not any(a.intersects(b) for a in buttons for b in buttons if a is not b)


def test_all_of_it_is_read_in_the_order_in_which_it_stands(stage: Stage) -> None:
    sheet = stage.list.sheet
    stage.show_checked(AWAY)
    stage.list.set_current(0)
    stage.show_checked(*FIVE, ignored=(SAME,))
    most = 0
    for opened in range(len(FIVE)):
        stage.list.set_current(opened)
        for holder in (sheet, sheet.acts):
            parts = [each for each in holder.children() if isinstance(each, QWidget)]
            places = [each.geometry().center() for each in parts if each.isVisible()]
            assert places == sorted(places, key=lambda at: (at.y(), at.x()))
        most = max(most, len(places))
    assert most == 3  # two steps and Ignore; keys are said while it has the focus


def test_theme_with_larger_letters_makes_rows_higher(stage: Stage, theme: Theme) -> None:
    stage.show_checked(AWAY)
    before = stage.list.content_height(WIDTH)
    font = theme.base_font
    font.setPointSizeF(2 * font.pointSizeF())
    theme._take_base(font)
    theme.changed.emit()
    assert stage.list.content_height(WIDTH) > 1.5 * before


# Results that come in anew.


def test_same_results_change_nothing(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AWAY, AGAIN)
    with qtbot.assertNotEmitted(stage.list.height_changed):
        stage.show_checked(AWAY, AGAIN)


def test_height_is_told_only_where_it_is_another(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AGAIN)
    with qtbot.assertNotEmitted(stage.list.height_changed):
        stage.show_checked(SAME)
    with qtbot.waitSignal(stage.list.height_changed):
        stage.show_checked(SAME, AGAIN)
    with qtbot.waitSignal(stage.list.height_changed):
        stage.show_checked()


def test_open_finding_stays_open_wherever_it_stands_now(stage: Stage) -> None:
    stage.show_checked(AWAY, AGAIN)
    stage.list.set_current(1)
    row = stage.list.sheet.rows[1]
    stage.show_checked(CARD, AWAY, SAME, AGAIN)
    assert stage.list.current == 3
    assert stage.list.sheet.rows[3] is row
    assert stage.current == []


def test_of_findings_with_the_same_words_the_same_one_stays_open(stage: Stage) -> None:
    twice = (finding(Check.DISMISSIVE, "calm down"), finding(Check.DISMISSIVE, "calm down"))
    stage.show_checked(*twice)
    stage.list.set_current(1)
    stage.show_checked(AWAY, *twice)
    assert stage.list.current == 2
    stage.show_checked(AWAY, twice[0])
    assert stage.list.current == 1


def test_open_finding_that_is_gone_closes_and_nothing_is_chosen(stage: Stage) -> None:
    stage.show_checked(AWAY, AGAIN)
    stage.list.set_current(0)
    stage.show_checked(AGAIN)
    assert stage.list.current == -1
    assert stage.current == []
    assert stage.editor.hasFocus()


def test_results_never_take_the_focus(stage: Stage, qtbot: QtBot) -> None:
    for shown in ((CARD,), FIVE, (), (AGAIN, SAME), FIVE):
        stage.show_checked(*shown)
        stage.list.set_current(0)
        assert stage.editor.hasFocus()
    qtbot.keyClicks(stage.editor, "i1 4")
    assert stage.editor.text() == "i1 4"
    assert stage.ignored == []


def test_focus_stays_with_its_finding(stage: Stage) -> None:
    stage.show_checked(AWAY, AGAIN)
    stage.focus_row(1)
    stage.show_checked(AGAIN, PROMISE)
    focused = stage.list.sheet.rows[0]
    assert focused.hasFocus()
    assert focused.finding == AGAIN


def test_list_keeps_its_place(stage: Stage) -> None:
    many = tuple(finding(Check.PRIVACY, f"number {n}") for n in range(20))
    stage.list.setFixedHeight(200)
    stage.show_checked(*many)
    bar = stage.list.area.verticalScrollBar()
    tenth = stage.list.sheet.rows[10]
    bar.setValue(tenth.y() + 5)
    stage.show_checked(AWAY, *many)
    assert stage.list.sheet.rows[11] is tenth
    assert bar.value() == tenth.y() + 5
    stage.show_checked(*many[3:])
    assert bar.value() == tenth.y() + 5


def test_finding_that_is_opened_comes_into_sight(stage: Stage) -> None:
    stage.list.setFixedHeight(240)
    stage.show_checked(*FIVE)
    stage.list.set_current(4)
    shown = stage.list.sheet.acts.visibleRegion().boundingRect()
    assert shown == stage.list.sheet.acts.rect()
    stage.list.set_current(0)
    assert stage.list.area.verticalScrollBar().value() == 0


@pytest.mark.parametrize("height", range(150, 300, 13))
@pytest.mark.parametrize("place", range(5))
def test_no_row_is_cut_at_the_upper_edge(stage: Stage, height: int, place: int) -> None:
    stage.list.setFixedHeight(height)
    stage.show_checked(*FIVE, ignored=(SAME,))
    stage.list.set_current(place)
    rows = stage.list.sheet.rows
    for _ in range(2):
        at = stage.list.area.verticalScrollBar().value()
        assert at in [row.y() for row in rows]
        end = at + stage.list.area.viewport().height()
        cut = [row for row in rows if row.y() < end <= row.geometry().bottom()]
        assert all(end - row.y() >= row.least_seen for row in cut if not row.is_open)
        changed = finding(Check.LENGTH, "long", why="It is long.")
        stage.show_checked(*FIVE, changed, ignored=(SAME,))  # one types on


@pytest.mark.parametrize("height", range(150, 300, 13))
def test_no_row_is_cut_when_the_open_one_closes(stage: Stage, height: int) -> None:
    stage.list.setFixedHeight(height)
    stage.show_checked(*FIVE)
    stage.list.set_current(4)
    stage.list.set_current(-1)
    at = stage.list.area.verticalScrollBar().value()
    assert at in [row.y() for row in stage.list.sheet.rows]
    stage.list.setFixedHeight(height - 7)
    assert at in [row.y() for row in stage.list.sheet.rows]


def test_ground_below_the_last_row_is_less_than_a_row(stage: Stage) -> None:
    stage.list.setFixedHeight(200)
    stage.show_checked(*FIVE)
    stage.list.set_current(4)
    sheet, area = stage.list.sheet, stage.list.area
    free = sheet.height() - sheet.height_for(sheet.width())
    assert 0 <= free < max(row.height() for row in sheet.rows)
    stage.show_checked(*FIVE[:2])
    assert area.verticalScrollBar().value() == 0


# Clicks.


def test_click_opens_and_a_second_one_closes(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AWAY, AGAIN)
    qtbot.mouseClick(stage.list.sheet.rows[1], Qt.MouseButton.LeftButton)
    assert stage.list.current == 1
    qtbot.mouseClick(stage.list.sheet.rows[1], Qt.MouseButton.LeftButton)
    assert stage.list.current == -1
    assert stage.current == [1, -1]
    assert stage.editor.hasFocus()


def test_steps_are_told_and_the_text_keeps_the_focus(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AGAIN, AWAY)
    stage.list.set_current(1)
    for button in stage.list.sheet.acts.buttons[:2]:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.steps == [(AWAY, SHOW_CALL), (AWAY, PUT_IN)]
    assert stage.editor.hasFocus()


def test_label_of_a_step_is_shown_as_it_is(stage: Stage) -> None:
    step = Step(StepKind.INSERT, "Put in R&D <b>&</b>")
    stage.show_checked(finding(Check.PRIVACY, "x", Severity.ADVICE, step))
    stage.list.set_current(0)
    button = stage.list.sheet.acts.buttons[0]
    assert button.text() == "Put in R&&D <b>&&</b>"
    assert "<b>" not in button.toolTip()


def test_ignore_offers_its_reasons(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AWAY)
    stage.list.set_current(0)
    qtbot.mouseClick(stage.list.sheet.acts.ignore_button, Qt.MouseButton.LeftButton)
    menu = menu_of(stage)
    qtbot.waitUntil(menu.isVisible)
    offered = [each.text() for each in menu.actions() if not each.isSeparator()]
    assert offered == [
        "It fits here\t1",
        "Done another way, such as by phone\t2",
        "Ada Fern asked for it\t3",
        "The check is mistaken\t4",
        "Just ignore it\tI",
    ]
    qtbot.keyClick(menu, Qt.Key.Key_3)
    assert stage.ignored == [(AWAY, Ignored.ASKED_FOR)]
    qtbot.waitUntil(lambda: stage.findChild(QMenu) is None)


def test_reason_is_chosen_by_click(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AWAY)
    stage.list.set_current(0)
    qtbot.mouseClick(stage.list.sheet.acts.ignore_button, Qt.MouseButton.LeftButton)
    menu = menu_of(stage)
    qtbot.waitUntil(menu.isVisible)
    wrong = next(each for each in menu.actions() if "mistaken" in each.text())
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(wrong).center())
    assert stage.ignored == [(AWAY, Ignored.WRONG)]


def test_what_stops_an_answer_cannot_be_ignored(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(CARD)
    stage.focus_row(0)
    for key in "1234i":
        press(qtbot, key)
    assert stage.ignored == []
    assert not stage.list.sheet.acts.isVisible()
    assert "cannot be sent" in said(stage)[0].lower()


def test_ignored_ones_are_one_line_that_opens(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(ignored=(AWAY, SAME))
    below = stage.list.sheet.below
    assert below.fold.text() == "2 ignored"
    folded = stage.list.content_height(WIDTH)
    assert folded > 0
    assert not any(row.isVisible() for row in below.rows)
    with qtbot.waitSignal(stage.list.height_changed):
        qtbot.mouseClick(below.fold, Qt.MouseButton.LeftButton)
    assert stage.list.content_height(WIDTH) > folded
    qtbot.mouseClick(below.rows[1].button, Qt.MouseButton.LeftButton)
    assert stage.restored == [SAME]
    stage.show_checked(SAME, ignored=(AWAY,))
    assert [row.isVisible() for row in below.rows] == [True, False]
    stage.show_checked(SAME, AWAY)
    assert not below.fold.isVisible()


# Keys.


def test_tab_goes_into_the_list_and_through_what_is_open(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AGAIN, AWAY, ignored=(SAME,))
    press(qtbot, Qt.Key.Key_Tab)
    assert stage.list.sheet.rows[0].hasFocus()
    assert stage.current == [0]
    press(qtbot, Qt.Key.Key_Down)
    assert stage.list.sheet.rows[1].hasFocus()
    for button in stage.list.sheet.acts.buttons:
        press(qtbot, Qt.Key.Key_Tab)
        assert button.hasFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert stage.list.sheet.below.fold.hasFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert stage.send.hasFocus()
    press(qtbot, Qt.Key.Key_Backtab)
    assert stage.list.sheet.below.fold.hasFocus()


def test_tab_goes_past_a_list_that_says_nothing(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AWAY, ignored=(SAME,))
    stage.show_checked()
    press(qtbot, Qt.Key.Key_Tab)
    assert stage.send.hasFocus()


def test_arrows_go_from_finding_to_finding_and_stop_at_the_ends(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(CARD, AWAY, AGAIN)
    stage.focus_row(0)
    keys = Qt.Key
    for key in (keys.Key_Up, keys.Key_Down, keys.Key_Down, keys.Key_Down, keys.Key_Home):
        press(qtbot, key)
    press(qtbot, keys.Key_End)
    assert stage.current == [1, 2, 0, 2]
    assert stage.list.sheet.rows[2].hasFocus()


def test_arrow_goes_on_from_a_button_as_well(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AWAY, AGAIN)
    stage.focus_row(0)
    press(qtbot, Qt.Key.Key_Tab)
    assert stage.list.sheet.acts.buttons[0].hasFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert stage.list.sheet.rows[1].hasFocus()
    assert stage.list.current == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_takes_the_first_step(stage: Stage, qtbot: QtBot, key: Qt.Key) -> None:
    stage.show_checked(AWAY, PROMISE)
    stage.focus_row(1)
    press(qtbot, key)
    assert stage.steps == [(PROMISE, NOTE)]


def test_enter_on_a_button_presses_that_one(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AWAY)
    stage.focus_row(0)
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Return)
    assert stage.steps == [(AWAY, PUT_IN)]


@pytest.mark.parametrize(("why", "key"), list(check_words.KEYS.items()))
def test_one_key_ignores_for_a_reason(stage: Stage, qtbot: QtBot, why: Ignored, key: str) -> None:
    stage.show_checked(AGAIN, AWAY)
    stage.focus_row(1)
    press(qtbot, key.lower())
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, key)
    assert stage.ignored == [(AWAY, why), (AWAY, why)]


@pytest.mark.parametrize("held", ["ControlModifier", "AltModifier", "MetaModifier"])
def test_key_with_another_held_ignores_nothing(stage: Stage, qtbot: QtBot, held: str) -> None:
    stage.show_checked(AWAY)
    stage.focus_row(0)
    for key in (Qt.Key.Key_1, Qt.Key.Key_I):
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier[held])
    assert stage.ignored == []


def test_shortcut_of_one_letter_does_not_go_before_the_list(stage: Stage, qtbot: QtBot) -> None:
    pressed: list[str] = []
    for key in ("I", "1", "Return", "Esc"):
        QShortcut(QKeySequence(key), stage, lambda key=key: pressed.append(key))
    stage.show_checked(AWAY)
    stage.focus_row(0)
    press(qtbot, "i")
    press(qtbot, "1")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Escape)
    assert [why for _finding, why in stage.ignored] == [Ignored.UNSAID, Ignored.FITS]
    assert stage.steps == [(AWAY, SHOW_CALL)]
    assert stage.left == 1
    assert pressed == []


def test_after_ignoring_the_next_finding_is_open_and_has_the_focus(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.show_checked(AGAIN, AWAY, SAME)
    stage.focus_row(1)
    press(qtbot, "1")
    stage.show_checked(AGAIN, SAME, ignored=(AWAY,))
    assert stage.list.sheet.rows[1].hasFocus()
    assert stage.list.sheet.rows[1].finding == SAME
    assert stage.current == [1]
    press(qtbot, "i")
    stage.show_checked(AGAIN, ignored=(AWAY, SAME))
    assert stage.list.sheet.rows[0].hasFocus()
    press(qtbot, "i")
    stage.show_checked(ignored=(AGAIN, AWAY, SAME))
    assert stage.list.sheet.below.fold.hasFocus()  # in the text the next key would be written
    press(qtbot, "i")
    press(qtbot, "1")
    assert stage.editor.text() == ""
    assert stage.left == 0
    press(qtbot, Qt.Key.Key_Escape)
    assert stage.editor.hasFocus()
    assert stage.left == 1


def test_where_nothing_is_left_the_text_has_the_focus(stage: Stage) -> None:
    stage.show_checked(AGAIN)
    stage.focus_row(0)
    stage.show_checked()
    assert stage.editor.hasFocus()
    assert stage.left == 1


def test_after_ignoring_by_its_button_the_next_row_has_the_focus(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.show_checked(AGAIN, SAME)
    stage.focus_row(0)
    press(qtbot, Qt.Key.Key_Tab)
    assert stage.list.sheet.acts.ignore_button.hasFocus()
    stage.show_checked(SAME)
    assert stage.list.sheet.rows[0].hasFocus()


def test_space_closes_a_finding_that_keeps_the_focus(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AGAIN, AWAY)
    stage.focus_row(1)
    press(qtbot, Qt.Key.Key_Space)
    assert stage.list.current == -1
    assert stage.list.sheet.rows[1].hasFocus()
    press(qtbot, Qt.Key.Key_Up)
    assert stage.list.sheet.rows[0].hasFocus()
    press(qtbot, Qt.Key.Key_Space)
    stage.show_checked(AWAY)
    assert stage.list.sheet.rows[0].hasFocus()
    assert stage.list.current == -1


def test_escape_goes_back_to_the_text(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AWAY)
    stage.focus_row(0)
    press(qtbot, Qt.Key.Key_Escape)
    assert stage.left == 1
    assert stage.editor.hasFocus()


def hints(stage: Stage) -> list[str]:
    """Returns the keys that stand at the open finding, from the left."""
    acts = stage.list.sheet.acts
    return [
        hint.text()
        for hint in (acts.step_hint, acts.ignore_hint)
        if hint.isVisible() and hint.width() > 0
    ]


def test_keys_that_are_shown_are_those_that_work(stage: Stage, qtbot: QtBot) -> None:
    stage.resize(2 * WIDTH, 700)
    stage.list.set_keys("Alt+I", "Alt+Enter")
    stage.show_checked(AWAY)
    stage.list.set_current(0)
    acts = stage.list.sheet.acts
    assert stage.editor.hasFocus()
    assert hints(stage) == ["Alt+Enter", "Alt+I"]
    assert "(Alt+Enter)" in acts.buttons[0].toolTip()
    assert "(Alt+I)" in acts.ignore_button.toolTip()
    high = acts.height()
    stage.list.sheet.rows[0].setFocus()
    assert hints(stage) == ["Enter", "I, 1\N{EN DASH}4"]
    assert "(Enter)" in acts.buttons[0].toolTip()
    assert "4 the check is mistaken" in acts.ignore_button.toolTip()
    press(qtbot, Qt.Key.Key_Tab)
    assert hints(stage) == ["Enter", "I, 1\N{EN DASH}4"]
    assert acts.height() == high
    stage.editor.setFocus()
    stage.list.set_keys("Ctrl+J", "")
    assert hints(stage) == ["Ctrl+J"]
    assert "Enter" not in acts.buttons[0].toolTip()
    assert acts.height() == high


@pytest.mark.parametrize("width", range(200, 620, 30))
def test_keys_make_no_row_higher(stage: Stage, width: int) -> None:
    stage.show_checked(AWAY)
    stage.list.set_current(0)
    acts = stage.list.sheet.acts
    bare = acts.height_for(width)
    stage.list.set_keys("Ctrl+Alt+Shift+F12", "Ctrl+Alt+Shift+F11")
    assert acts.height_for(width) == bare


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_I, Qt.Key.Key_Return])
def test_key_that_is_held_down_is_taken_once(stage: Stage, qtbot: QtBot, key: Qt.Key) -> None:
    stage.show_checked(AWAY, PROMISE)
    stage.focus_row(0)
    press(qtbot, key)
    text = "" if key == Qt.Key.Key_Return else chr(key)
    held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=True)
    QApplication.sendEvent(stage.list.sheet.rows[0], held)
    assert len(stage.ignored) + len(stage.steps) == 1


# Promises that are noted with Send.


def test_promise_that_is_noted_with_send_says_so(stage: Stage, qtbot: QtBot) -> None:
    stage.show_checked(AGAIN, PROMISE)
    stage.list.set_current(1)
    button = stage.list.sheet.acts.buttons[0]
    assert button.text() == "Note the promise"
    assert button.icon().isNull()
    stage.list.show_taken(frozenset((PROMISE.key,)))
    assert button.text() == "Noted when you send"
    assert not button.icon().isNull()
    assert said(stage)[1] == "Offer: A promise: noted when you send. You promise a call."
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.steps == [(PROMISE, NOTE)]  # it takes the mark away
    stage.show_checked(PROMISE)
    assert button.text() == "Noted when you send"
    stage.list.show_taken(frozenset())
    assert button.text() == "Note the promise"
    assert button.icon().isNull()
    assert said(stage) == ["Offer: A promise. You promise a call."]


def test_only_the_step_of_a_promise_is_taken(stage: Stage) -> None:
    both = finding(Check.PROMISE, "friday", Severity.OFFER, SHOW_CALL, NOTE)
    stage.show_checked(both)
    stage.list.set_current(0)
    stage.list.show_taken(frozenset((both.key,)))
    offered = [button.text() for button in stage.list.sheet.acts.buttons]
    assert offered == ["Show the call", "Noted when you send", "Ignore"]


# What is told to whoever does not see it.


def test_rows_are_buttons_that_say_their_place(stage: Stage) -> None:
    stage.show_checked(AGAIN, AWAY)
    stage.list.set_current(1)
    told = [QAccessible.queryAccessibleInterface(row) for row in stage.list.sheet.rows]
    assert [each.role() for each in told] == [QAccessible.Role.Button] * 2
    assert [row.accessibleDescription() for row in stage.list.sheet.rows] == [
        "1 of 2",
        "2 of 2, open",
    ]
    for widget in stage.list.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_summary_tells_of_everything() -> None:
    found: Checked = checked(AWAY, AGAIN, ignored=(SAME,), language="nl")
    assert check_words.summary(found) == (
        "2 things to look at. 1 ignored. Dutch: wording was not checked"
    )
    assert check_words.summary(checked(AWAY)) == "1 thing to look at"
