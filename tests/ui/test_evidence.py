"""What a person is shown of a part that was looked for in vain."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.desk import Desk
from console.domain.ids import PartId
from console.domain.outbox import Candidate
from console.domain.patience import Patience
from console.errors import NoAnswer
from tests.ui.conftest import NOW as TODAY
from tests.ui.conftest import OWN, open_case, timeline
from tests.ui.given_threads import NOW, QUEUED, SENT, UNSURE, candidate, thread
from tests.ui.test_hand_off import TEXT, button, queue, visible
from ui import words
from ui.application import Application
from ui.evidence_panel import LOOKING, NONE, ONE, EvidencePanel
from ui.evidence_reader import Evidence
from ui.evidence_text import EvidenceText
from ui.pending_view import PendingView
from ui.text_changes import changes
from ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
SAID = "Your parcel is in the van."
DOUBTED = PartId(10)


def doubted(number: int = 1) -> tuple[Evidence, ...]:
    return (found(candidate("Your parcel is in the train.", number)),)


def found(one: Candidate) -> Evidence:
    return Evidence(one, changes(SAID, one.text))


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> PendingView:
    theme = Theme(qapp)
    theme.apply()
    made = PendingView(theme)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_threads((thread(UNSURE, looked=True, text=SAID),), NOW)
    return made


def panel_of(view: PendingView) -> EvidencePanel:
    panel = view.findChild(EvidencePanel)
    assert isinstance(panel, EvidencePanel)
    return panel


def said(view: PendingView) -> list[str]:
    return [label.text() for label in panel_of(view).findChildren(QLabel) if label.isVisible()]


def test_till_it_is_read_nothing_is_claimed(view: PendingView) -> None:
    assert said(view) == [LOOKING]


def test_none_is_said_in_words(view: PendingView) -> None:
    view.show_evidence(DOUBTED, (), NOW)
    assert said(view) == [NONE]
    assert [b.text() for b in view.findChildren(QPushButton) if b.isVisible()] == [
        "Try again",
        "Take back",
        "Copy",
    ]


def test_post_is_shown_with_what_differs_and_can_be_chosen(qtbot: QtBot, view: PendingView) -> None:
    view.show_evidence(DOUBTED, doubted(), NOW)
    at = words.clock(NOW + timedelta(minutes=1))
    facts = f"Posted at {at}  ·  answers the same post"
    legend = ("only in the post", "only in the part")
    qtbot.waitUntil(lambda: set(said(view)) == {ONE, facts, *legend})
    (text,) = view.findChildren(EvidenceText)
    assert text.accessibleName() == "Your parcel is in the [missing: van]\u2009[only here: train]."
    with qtbot.waitSignal(view.is_post) as told:
        qtbot.mouseClick(button(view, "This is it"), LEFT)
    assert told.args == [1, DOUBTED, candidate("", 1).remote_id]


def test_same_text_has_no_marks_and_no_legend(qtbot: QtBot, view: PendingView) -> None:
    view.show_evidence(DOUBTED, (found(candidate(SAID, same=True, parent=False)),), NOW)
    at = words.clock(NOW + timedelta(minutes=1))
    told = [ONE, f"Posted at {at}  ·  the same text  ·  answers another post"]
    qtbot.waitUntil(lambda: said(view) == told)


def test_evidence_goes_with_the_doubt(view: PendingView) -> None:
    view.show_evidence(DOUBTED, doubted(), NOW)
    assert panel_of(view).isVisible()
    view.show_threads((thread(QUEUED),), NOW)
    assert not panel_of(view).isVisible()
    view.show_threads((thread(SENT, UNSURE, looked=True),), NOW)
    assert said(view) == [LOOKING]  # of another part


def test_evidence_of_a_part_that_is_no_longer_in_doubt_is_not_shown(view: PendingView) -> None:
    view.show_threads((thread(SENT, UNSURE, looked=True),), NOW)
    view.show_evidence(DOUBTED, doubted(), NOW)  # read for part 1, which is public by now
    assert said(view) == [LOOKING]


@pytest.mark.parametrize("width", [360, 700])
def test_long_texts_are_whole_at_any_width(qtbot: QtBot, view: PendingView, width: int) -> None:
    view.resize(width, 500)
    long = "Your parcel was booked onto the wrong train on Thursday. " * 5
    view.show_evidence(DOUBTED, (found(candidate(long)),), NOW)
    (text,) = view.findChildren(EvidenceText)
    qtbot.waitUntil(text.isVisible)
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()))
    (choose,) = (b for b in view.findChildren(QPushButton) if b.text() == "This is it")
    page = view.widget()
    assert page is not None
    assert page.width() <= width
    assert choose.mapTo(page, QPoint(choose.width(), 0)).x() <= page.width()


def test_huge_text_is_cut_where_it_is_drawn(view: PendingView) -> None:
    view.show_evidence(DOUBTED, (found(candidate("word " * 5000)),), NOW)
    (text,) = view.findChildren(EvidenceText)
    assert len(text.text) < 1300
    assert text.text.endswith("…")


def test_mark_of_each_change_has_a_line_and_not_colour_alone(view: PendingView) -> None:
    view.show_evidence(DOUBTED, doubted(), NOW)
    (text,) = view.findChildren(EvidenceText)
    lines = {(mark.format.fontUnderline(), mark.format.fontStrikeOut()) for mark in text._formats()}
    assert lines == {(True, False), (False, True)}


def hurry(desk: Application) -> None:
    """Lets a lost part be looked for at once, and for no time."""
    none = timedelta()

    def job(each: Desk) -> None:
        each._context.patience = Patience(first_look=none, shows_after=none)

    desk.lanes.sending.submit(job)


def lose(qtbot: QtBot, desk: Application, connector: MemoryConnector) -> None:
    """Leaves an answer in the open case that was looked for in vain."""
    hurry(desk)
    connector.fail_next("publish", NoAnswer("X gave no answer."))
    queue(qtbot, desk, TEXT)
    qtbot.waitUntil(lambda: visible(desk, "Try again"))


def test_lost_part_is_posted_again_only_by_a_persons_word(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    before = len(world.posts())
    lose(qtbot, desk, connector)
    qtbot.waitUntil(lambda: said(desk.window.case.pending) == [NONE])
    assert len(world.posts()) == before
    qtbot.mouseClick(button(desk.window.case.pending, "Try again"), LEFT)
    qtbot.waitUntil(lambda: not desk.window.case.pending.isVisible())
    assert len(world.posts()) == before + 1


def test_post_that_a_person_knows_again_is_the_part(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    lose(qtbot, desk, connector)
    asked = next(post for post in world.posts() if post.author.handle == "ada_fern")
    other = "Sorry, Ada. It is on its way, we hear."
    world.add_post(OWN, other, at=TODAY, reply_to=asked.remote_id)
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: visible(desk, "This is it"))
    before = len(world.posts())
    qtbot.mouseClick(button(desk.window.case.pending, "This is it"), LEFT)
    qtbot.waitUntil(lambda: not desk.window.case.pending.isVisible())
    assert len(world.posts()) == before
    assert timeline(desk).count(other) == 1
