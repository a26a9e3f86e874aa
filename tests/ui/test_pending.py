"""What is told of parts on their way, and what can be done about them."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.ids import MessageId, ThreadId
from console.domain.outbox import ReplyThread
from tests.ui.given_threads import (
    ANSWERED,
    CALLED,
    CANCELLED,
    DELETED,
    DELETING,
    EDITED,
    GONE,
    HALF_OUT,
    HELD,
    NO,
    NO_ACCESS,
    NOW,
    OPENED,
    QUEUED,
    REFUSED,
    SELF_REPLY,
    SENDING,
    SENT,
    SENTENCE,
    STALE,
    UNSURE,
    WROTE,
    thread,
)
from ui import answer_progress, answer_words, words
from ui.clipped_text import ClippedText
from ui.pending_choices import Act
from ui.pending_clock import PendingClock
from ui.pending_view import PendingView
from ui.theme import Theme


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> PendingView:
    theme = Theme(qapp)
    theme.apply()
    made = PendingView(theme)
    qtbot.addWidget(made)
    made.resize(700, 400)
    return made


def said(view: PendingView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def buttons(view: PendingView) -> list[str]:
    return [
        button.text()
        for button in view.findChildren(QPushButton)
        if button.isVisible() and button.isEnabled()
    ]


def button(view: PendingView, text: str) -> QPushButton:
    return next(b for b in view.findChildren(QPushButton) if b.text() == text and b.isVisible())


def menu_of(view: PendingView) -> list[str]:
    """Returns what the menu behind the button "More" offers."""
    (more,) = (b for b in view.findChildren(QPushButton) if b.text() == "More" and b.isVisible())
    return [action.text() for action in more.menu().actions() if action.isVisible()]


@pytest.mark.parametrize(
    ("answer", "shown", "more"),
    [
        (thread(QUEUED), ["Take back", "Copy"], []),
        (thread(QUEUED, pause_s=15), ["Send now", "Take back", "Copy"], []),
        (thread(QUEUED, pause_s=-1), ["Take back", "Copy"], []),
        (thread(QUEUED, problem="Offline.", wait_s=60), ["Send now", "Take back", "Copy"], []),
        (thread(SENDING), ["Copy"], []),
        (thread(SENDING, QUEUED), ["Stop", "Copy"], []),
        (thread(UNSURE), ["Copy"], []),
        (thread(UNSURE, QUEUED), ["Stop", "Copy"], []),
        (thread(UNSURE, looked=True), ["Try again", "Take back", "Copy"], []),
        (thread(HELD, cautions=(WROTE,)), ["Send anyway", "Take back", "Copy"], []),
        (thread(HELD, cautions=(NO_ACCESS,)), ["Open in browser", "Take back", "Copy"], []),
        (
            thread(SENT, HELD, cautions=(SELF_REPLY,)),
            ["Open in browser", "Take back", "More"],
            ["Delete…", "Copy"],
        ),
        (
            thread(HELD, cautions=(NO_ACCESS, OPENED)),
            ["More", "Posted", "Not posted"],
            ["Open again", "Copy"],
        ),
        (thread(SENT, SENDING), ["Copy"], []),
        (
            thread(SENT, HELD, cautions=(SELF_REPLY, OPENED)),
            ["More", "Posted", "Not posted"],
            ["Open again", "Copy"],
        ),
        (thread(SENT, HELD, cautions=(NO_ACCESS,)), ["Open in browser", "Take back", "Copy"], []),
        (HALF_OUT, ["Open in browser", "Try again", "Take back", "More"], ["Delete…", "Copy"]),
        (thread(DELETING, DELETED), ["Copy"], []),
        (thread(DELETING, DELETED, problem="Offline.", wait_s=60), ["Try again", "Copy"], []),
    ],
)
def test_buttons_are_what_makes_sense_now_the_best_one_first(
    view: PendingView, answer: ReplyThread, shown: list[str], more: list[str]
) -> None:
    view.show_threads((answer,), NOW)
    assert [each for each in buttons(view) if each != "Show"] == shown
    if more:
        assert menu_of(view) == more


def test_narrow_block_keeps_the_first_act_and_the_way_back(view: PendingView) -> None:
    view.resize(400, 400)
    view.show_threads((HALF_OUT,), NOW)
    assert buttons(view) == ["Open in browser", "Take back", "More"]
    assert menu_of(view) == ["Try again", "Delete…", "Copy"]


CLOCK, LATER = words.clock(NOW), words.clock(NOW + timedelta(minutes=3))
TEN_LATER = words.clock(NOW + timedelta(minutes=10))
UNSURE_SAID = (
    "Parts 1 and 2 are public. Part 3 may be public, and is being looked for among our posts."
)


@pytest.mark.parametrize(
    ("answer", "sentence", "details"),
    [
        (thread(QUEUED, QUEUED), "Part 1 is waiting to go out.", []),
        (thread(SENT, QUEUED), "Part 1 is public. Part 2 is waiting to go out.", []),
        (
            thread(QUEUED, pause_s=15),
            "The answer goes out in a moment; till then you can take it back.",
            [],
        ),
        (thread(QUEUED, problem="Offline."), "The answer waits.", ["Offline."]),
        (
            thread(SENT, QUEUED, problem="Offline.", wait_s=600),
            f"Part 1 is public. Part 2 waits, and goes on at {TEN_LATER}.",
            ["Offline."],
        ),
        (thread(SENDING, QUEUED), "Part 1 is on its way.", []),
        (
            thread(SENT, REFUSED, QUEUED, problem="No."),
            "Part 1 is public. Part 2 was refused.",
            ["No."],
        ),
        (
            thread(SENT, SENT, UNSURE, problem="No answer.", wait_s=600),
            UNSURE_SAID,
            [
                "No answer.",
                f"Looked for again at {TEN_LATER}.",
            ],
        ),
        (
            thread(SENT, SENT, SENT, UNSURE, looked=True),
            "Parts 1 to 3 are public. Part 4 was not found among our posts.",
            [],
        ),
        (
            thread(HELD, cautions=(WROTE,)),
            "The answer is held: the customer wrote again.",
            [f"@ada_fern wrote again at {CLOCK}: Where is it?"],
        ),
        (
            thread(SENT, HELD, cautions=(CALLED, EDITED)),
            "Part 1 is public. Part 2 is held: Mika noted a call, and the post was edited.",
            [
                f"Mika noted a call at {CLOCK}: Wants a refund.",
                "The post was edited. It says now: It came after all, thank you",
            ],
        ),
        (
            thread(HELD, cautions=(GONE, ANSWERED, STALE)),
            "The answer is held: the post was deleted or hidden, and 2 more things.",
            [
                "The post was deleted, or is hidden from us.",
                f"A colleague answered as @Shop at {LATER}: We are on it.",
                "It waited for 3 h.",
            ],
        ),
        (
            thread(HELD, HELD, cautions=(NO_ACCESS,)),
            "Post part 1 in the browser.",
            ["This account has no access to the API; you post each part in the browser."],
        ),
        (
            thread(SENT, HELD, cautions=(SELF_REPLY, OPENED)),
            "Part 1 is public. Was part 2 posted?",
            ["X does not let this app answer its own posts; this part is posted by hand."],
        ),
        (
            thread(DELETING, DELETED, DELETED, problem="Offline."),
            "Being deleted: 2 of 3 posts are gone.",
            ["Offline."],
        ),
        (thread(DELETING), "The post is being deleted.", []),
    ],
)
def test_one_sentence_says_how_it_stands_and_the_lines_below_why(
    view: PendingView, answer: ReplyThread, sentence: str, details: list[str]
) -> None:
    standing = answer_words.standing(answer, NOW)
    assert standing.said == sentence
    assert [detail.text for detail in standing.details] == details
    view.show_threads((answer,), NOW)
    shown = said(view)
    assert shown[: 1 + len(details)] == [sentence, *details]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (thread(SENT, SENT), "Sent"),
        (thread(CANCELLED, CANCELLED), "Taken back"),
        (thread(SENT, CANCELLED, CANCELLED), "1 of 3 parts sent, the rest taken back"),
        (thread(DELETED, CANCELLED), "Deleted"),
        (thread(SENT, DELETED), "Deleted but for 1 post"),
        (thread(HELD, cautions=(WROTE,)), "Held: the customer wrote again"),
        (thread(HELD, cautions=(STALE,)), "Held: it waited for 3 h"),
        (thread(REFUSED, problem="No."), "Refused: No."),
        (
            thread(HELD, cautions=(NO_ACCESS,)),
            "To be posted in the browser: the account has no access to the API",
        ),
        (thread(HELD, cautions=(NO_ACCESS, OPENED)), "Was the answer posted?"),
    ],
)
def test_line_of_a_list_says_how_an_answer_stands(answer: ReplyThread, line: str) -> None:
    assert answer_words.state_line(answer, NOW) == line


def test_wait_of_the_account_is_told_where_it_is_the_longest() -> None:
    till = NOW + timedelta(minutes=10)
    standing = answer_words.standing(thread(QUEUED, pause_s=15), NOW, till)
    assert standing.said == f"The answer waits, and goes on at {TEN_LATER}."
    assert [detail.text for detail in standing.details] == [answer_words.ACCOUNT_WAITS]


def test_clock_strikes_when_the_first_goes_on_and_runs_only_for_those_that_wait(
    qtbot: QtBot,
) -> None:
    clock = PendingClock()
    waits = (thread(QUEUED, wait_s=900), thread(QUEUED, pause_s=1, number=2), HALF_OUT)
    with qtbot.waitSignal(clock.struck):
        clock.follow(waits, NOW + timedelta(milliseconds=900), None)
    runs = [clock.is_running]
    clock.follow(waits, NOW, None)
    runs.append(clock.is_running)
    clock.follow((HALF_OUT, thread(QUEUED)), NOW, None)
    assert [*runs, clock.is_running] == [False, True, False]


def test_message_that_came_in_is_shown_at_a_click(qtbot: QtBot, view: PendingView) -> None:
    view.show_threads((thread(HELD, cautions=(GONE, WROTE)),), NOW)
    assert buttons(view).count("Show") == 1  # nothing can be shown of what is gone
    with qtbot.waitSignal(view.message_wanted) as wanted:
        qtbot.mouseClick(button(view, "Show"), Qt.MouseButton.LeftButton)
    assert wanted.args == [MessageId(7)]


def test_one_line_says_how_far_it_is() -> None:
    clock = words.clock(NOW)
    assert (
        answer_progress.answers_line((HALF_OUT,))
        == f"Answer of {clock}: 1 of 3 parts sent, 1 needs you"
    )
    assert (
        answer_progress.answers_line((thread(QUEUED),)) == f"Answer of {clock}: waiting to go out"
    )
    two = (HALF_OUT, thread(SENT, SENT, QUEUED, number=2))
    assert answer_progress.answers_line(two) == "2 answers: 3 of 6 parts sent, 1 needs you"


@pytest.mark.parametrize(("looked", "asks"), [(False, ""), (True, ", 1 needs you")])
def test_part_that_is_being_looked_for_needs_nobody_yet(*, looked: bool, asks: str) -> None:
    answer = thread(SENT, UNSURE, QUEUED, looked=looked)
    assert answer_progress.answer_line(answer).endswith(f": 1 of 3 parts sent{asks}")


def test_half_published_answer_is_told_in_one_sentence(view: PendingView) -> None:
    view.show_threads((HALF_OUT,), NOW)
    assert said(view)[:2] == ["Part 1 is public. Part 2 was refused.", NO]
    assert said(view)[-3:] == ["1/3  sent", "2/3  refused", "3/3  waiting to go out"]


@pytest.mark.parametrize("width", [360, 500, 900])
def test_nothing_is_clipped(qtbot: QtBot, view: PendingView, width: int) -> None:
    view.resize(width, 600)
    view.show_threads(
        (thread(SENT, UNSURE, QUEUED, problem=NO), replace(HALF_OUT, id=ThreadId(2))), NOW
    )

    page = view.widget()
    assert page is not None

    def whole() -> bool:
        return all(
            page.rect().contains(child.mapTo(page, QPoint()))
            and child.mapTo(page, child.rect().bottomRight()).x() <= page.width()
            and child.height() >= _needed(child)
            for child in page.findChildren(QWidget)
            if child.isVisible()
        )

    qtbot.waitUntil(whole)
    assert page.width() <= width


def _needed(child: QWidget) -> int:
    if isinstance(child, QLabel | ClippedText):
        return child.heightForWidth(child.width())
    return child.minimumSizeHint().height()


def test_texts_open_at_a_click_and_at_a_key(qtbot: QtBot, view: PendingView) -> None:
    view.show_threads((HALF_OUT,), NOW)
    text = view.findChildren(ClippedText)[1]
    view.resize(400, 400)
    clipped = text.heightForWidth(text.width())
    qtbot.mouseClick(text, Qt.MouseButton.LeftButton)
    assert text.heightForWidth(text.width()) > clipped
    view.show_threads((replace(HALF_OUT, limit="280"),), NOW)
    assert text.expanded  # also after it was read again
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.heightForWidth(text.width()) == clipped


def test_texts_can_be_copied(qtbot: QtBot, view: PendingView) -> None:
    answer = thread(REFUSED, QUEUED, problem=NO)
    view.show_threads((answer,), NOW)
    with qtbot.waitSignal(view.act_wanted) as wanted:
        qtbot.mouseClick(button(view, "Copy"), Qt.MouseButton.LeftButton)
    assert wanted.args == [1, Act.COPY]
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(view.findChildren(ClippedText)[1], Qt.Key.Key_C, control)
    assert QGuiApplication.clipboard().text() == answer.parts[1].text


@pytest.mark.parametrize("width", [360, 700])
def test_nothing_moves_or_loses_focus_when_it_is_read_again(
    qtbot: QtBot, view: PendingView, width: int
) -> None:
    view.resize(width, 400)
    view.show_threads((thread(SENT, QUEUED, QUEUED),), NOW)
    qtbot.waitUntil(view.isActiveWindow)
    held = button(view, "Take back")
    QApplication.processEvents()
    held.setFocus()
    place = held.mapTo(view, QPoint())
    view.show_threads((thread(SENT, REFUSED, QUEUED, problem=NO * 3),), NOW)
    qtbot.waitUntil(button(view, "Open in browser").isVisible)
    QApplication.processEvents()
    assert held.hasFocus()
    assert held.mapTo(view, QPoint()) == place
    with qtbot.waitSignal(view.act_wanted) as wanted:
        qtbot.mouseClick(held, Qt.MouseButton.LeftButton)
    assert wanted.args == [1, Act.CANCEL]


def test_each_answer_has_its_own_buttons(qtbot: QtBot, view: PendingView) -> None:
    view.show_threads((HALF_OUT, thread(REFUSED, number=2, problem=NO)), NOW)
    second = [b for b in view.findChildren(QPushButton) if b.text() == "Try again"][1]
    with qtbot.waitSignal(view.act_wanted) as wanted:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert wanted.args == [2, Act.RETRY]
    view.show_threads((HALF_OUT,), NOW)
    assert buttons(view) == ["Open in browser", "Try again", "Take back", "More"]


def test_panel_folds_to_one_line(qtbot: QtBot, view: PendingView) -> None:
    view.show_threads((HALF_OUT,), NOW)
    tall = view.sizeHint().height()
    view.fold_line.setFocus()
    qtbot.keyClick(view.fold_line, Qt.Key.Key_Space)
    assert not buttons(view)
    assert view.fold_line.text().endswith("1 of 3 parts sent, 1 needs you")
    assert view.sizeHint().height() < 48 < tall
    view.show_threads((thread(SENT, SENT, QUEUED),), NOW)
    assert view.fold_line.text().endswith("2 of 3 parts sent")
    assert not buttons(view)
    qtbot.mouseClick(view.fold_line, Qt.MouseButton.LeftButton)
    assert buttons(view) == ["Take back", "More"]


def test_panel_takes_no_room_without_answers(view: PendingView) -> None:
    view.show_threads((HALF_OUT,), NOW)
    assert view.isVisible()
    view.show_threads((), NOW)
    assert not view.isVisible()


def test_text_of_a_part_is_whole_when_the_window_got_narrower(
    qtbot: QtBot, view: PendingView
) -> None:
    view.resize(1200, 400)
    view.show_threads((thread(QUEUED, text=SENTENCE),), NOW)
    (text,) = view.findChildren(ClippedText)
    qtbot.waitUntil(lambda: text.height() == text.heightForWidth(text.width()))
    wide = text.height()
    view.resize(420, 400)
    qtbot.waitUntil(lambda: text.height() > wide)
    assert text.height() == text.heightForWidth(text.width())


def test_many_reasons_are_counted_and_not_heaped_up(view: PendingView) -> None:
    many = (WROTE, CALLED, ANSWERED, EDITED, GONE, STALE)
    view.show_threads((thread(HELD, cautions=many),), NOW)
    assert "and 2 more" in said(view)
