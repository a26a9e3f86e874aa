"""What is told of parts on their way, and what can be done about them."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.ids import AccountId, AgentId, CaseId, PartId, RemoteId, ThreadId
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from ui import answer_words, words
from ui.clipped_text import ClippedText
from ui.pending_view import PendingView
from ui.theme import Theme

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENTENCE = "Your parcel was booked onto the wrong van on Thursday and stood there since then. "
TEXT = (SENTENCE * 4).strip()
NO = "X accepts no API reply to this post. Post the answer by hand in the browser."
SENT, QUEUED, SENDING = PartState.SENT, PartState.QUEUED, PartState.SENDING
REFUSED, UNSURE = PartState.REFUSED, PartState.UNSURE


def thread(
    *states: PartState, problem: str = "", looked: bool = False, number: int = 1
) -> ReplyThread:
    """Returns a thread of parts in these states; the first that is not sent has the problem."""
    held_up = next((n for n, state in enumerate(states) if state is not SENT), None)
    return ReplyThread(
        id=ThreadId(number),
        account_id=AccountId(1),
        case_id=CaseId(1),
        agent_id=AgentId(1),
        reply_to=RemoteId("1"),
        limit="140",
        created_at=NOW,
        parts=tuple(
            ReplyPart(
                id=PartId(10 * number + place),
                thread_id=ThreadId(number),
                position=place + 1,
                text=f"{place + 1}. {TEXT}",
                weight=5,
                state=state,
                remote_id=RemoteId(str(place)) if state is SENT else None,
                attempted_at=NOW,
                problem=problem if place == held_up and problem else None,
                looked=looked,
            )
            for place, state in enumerate(states)
        ),
    )


HALF_OUT = thread(SENT, REFUSED, QUEUED, problem=NO)


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


@pytest.mark.parametrize(
    ("looked", "state", "shown"),
    [
        (False, "may be out; being looked for", ["Take back", "Copy"]),
        (True, "not found among our posts", ["Try again", "Take back", "Copy"]),
    ],
)
def test_unsure_part_can_be_tried_again_only_once_it_was_looked_for(
    view: PendingView, *, looked: bool, state: str, shown: list[str]
) -> None:
    view.show_threads((thread(UNSURE, looked=looked, problem="No answer."),))
    assert state in said(view)
    assert buttons(view) == shown


def test_part_that_is_on_its_way_cannot_be_taken_back(view: PendingView) -> None:
    view.show_threads((thread(SENT, SENDING, QUEUED),))
    assert buttons(view) == ["Copy"]
    assert "2/3  on its way" in said(view)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (thread(QUEUED, QUEUED), ""),
        (thread(SENT, QUEUED), ""),
        (thread(REFUSED, problem="No."), "The answer was refused: No."),
        (
            thread(SENT, REFUSED, QUEUED, problem="No."),
            "Part 1 is public. Part 2 was refused: No.",
        ),
        (
            thread(SENT, SENT, UNSURE, problem="No answer."),
            "Parts 1 and 2 are public. Part 3 may be public, and is being looked for: No answer.",
        ),
        (
            thread(SENT, SENT, SENT, UNSURE, looked=True),
            "Parts 1 to 3 are public. Part 4 was not found among our posts.",
        ),
        (thread(QUEUED, problem="X was not reached."), "The answer waits: X was not reached."),
    ],
)
def test_trouble_says_what_is_public_and_what_is_not(answer: ReplyThread, trouble: str) -> None:
    assert answer_words.answer_trouble(answer) == trouble


def test_one_line_says_how_far_it_is() -> None:
    clock = words.clock(NOW)
    assert (
        answer_words.answers_line((HALF_OUT,))
        == f"Answer of {clock}: 1 of 3 parts sent, 1 needs you"
    )
    assert answer_words.answers_line((thread(QUEUED),)) == f"Answer of {clock}: waiting to go out"
    two = (HALF_OUT, thread(SENT, SENT, QUEUED, number=2))
    assert answer_words.answers_line(two) == "2 answers: 3 of 6 parts sent, 1 needs you"


def test_half_published_answer_is_told_in_one_sentence(view: PendingView) -> None:
    view.show_threads((HALF_OUT,))
    assert f"Part 1 is public. Part 2 was refused: {NO}" in said(view)
    assert said(view)[-3:] == ["1/3  sent", "2/3  refused", "3/3  waiting to go out"]


@pytest.mark.parametrize("width", [360, 500, 900])
def test_nothing_is_clipped(qtbot: QtBot, view: PendingView, width: int) -> None:
    view.resize(width, 600)
    view.show_threads((thread(SENT, UNSURE, QUEUED, problem=NO), replace(HALF_OUT, id=ThreadId(2))))

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
    view.show_threads((HALF_OUT,))
    text = view.findChildren(ClippedText)[1]
    view.resize(400, 400)
    clipped = text.heightForWidth(text.width())
    qtbot.mouseClick(text, Qt.MouseButton.LeftButton)
    assert text.heightForWidth(text.width()) > clipped
    view.show_threads((replace(HALF_OUT, limit="280"),))
    assert text.expanded  # also after it was read again
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.heightForWidth(text.width()) == clipped


def test_texts_can_be_copied(qtbot: QtBot, view: PendingView) -> None:
    view.show_threads((HALF_OUT,))
    texts = [part.text for part in HALF_OUT.parts]
    qtbot.mouseClick(button(view, "Copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "\n\n".join(texts)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(view.findChildren(ClippedText)[1], Qt.Key.Key_C, control)
    assert QGuiApplication.clipboard().text() == texts[1]


@pytest.mark.parametrize("width", [360, 700])
def test_nothing_moves_or_loses_focus_when_it_is_read_again(
    qtbot: QtBot, view: PendingView, width: int
) -> None:
    view.resize(width, 400)
    view.show_threads((thread(SENT, UNSURE, QUEUED, problem="No answer."),))
    qtbot.waitUntil(view.isActiveWindow)
    held = button(view, "Take back")
    QApplication.processEvents()
    held.setFocus()
    place = held.mapTo(view, QPoint())
    view.show_threads((thread(SENT, UNSURE, QUEUED, problem=NO * 3, looked=True),))
    qtbot.waitUntil(button(view, "Try again").isVisible)
    QApplication.processEvents()
    assert held.hasFocus()
    assert held.mapTo(view, QPoint()) == place
    with qtbot.waitSignal(view.cancel_wanted) as wanted:
        qtbot.mouseClick(held, Qt.MouseButton.LeftButton)
    assert wanted.args == [1]


def test_each_answer_has_its_own_buttons(qtbot: QtBot, view: PendingView) -> None:
    view.show_threads((HALF_OUT, thread(REFUSED, number=2, problem=NO)))
    second = [b for b in view.findChildren(QPushButton) if b.text() == "Try again"][1]
    with qtbot.waitSignal(view.retry_wanted) as wanted:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert wanted.args == [2]
    view.show_threads((HALF_OUT,))
    assert buttons(view) == ["Try again", "Take back", "Copy"]


def test_panel_folds_to_one_line(qtbot: QtBot, view: PendingView) -> None:
    view.show_threads((HALF_OUT,))
    tall = view.sizeHint().height()
    view.fold_line.setFocus()
    qtbot.keyClick(view.fold_line, Qt.Key.Key_Space)
    assert not buttons(view)
    assert view.fold_line.text().endswith("1 of 3 parts sent, 1 needs you")
    assert view.sizeHint().height() < 48 < tall
    view.show_threads((thread(SENT, SENT, QUEUED),))
    assert view.fold_line.text().endswith("2 of 3 parts sent")
    assert not buttons(view)
    qtbot.mouseClick(view.fold_line, Qt.MouseButton.LeftButton)
    assert buttons(view) == ["Take back", "Copy"]


def test_panel_takes_no_room_without_answers(view: PendingView) -> None:
    view.show_threads((HALF_OUT,))
    assert view.isVisible()
    view.show_threads(())
    assert not view.isVisible()
