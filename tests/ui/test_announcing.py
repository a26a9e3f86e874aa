"""What is told to a screen reader: what is seen, once, and as loud as it matters."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.errors import Offline
from tests.ui import hearing
from tests.ui.conftest import OpenDesk
from tests.ui.hearing import POLITENESS, Heard
from ui import announcing
from ui.reading_dialog import ReadingDialog
from ui.side_view import View
from ui.theme import Theme


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    return hearing.listen(monkeypatch)


def test_the_same_words_are_told_once(qtbot: QtBot, heard: Heard) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.show()
    for text in ("3 new", "3 new", "4 new", "3 new", "  "):
        announcing.say(label, text)
    assert [text for text, _ in heard] == ["3 new", "4 new", "3 new"]


def test_what_changes_with_each_key_is_told_after_a_pause(qtbot: QtBot, heard: Heard) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.show()
    later = announcing.AfterPause(label)
    for text in ("31 places", "7 places", "2 places"):
        later.say(text)
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    later.say("1 place")
    later.say("")
    label.setProperty("announced", "")  # nothing is kept back as a repetition
    announcing.say(label, "the end")
    assert [text for text, _ in heard] == ["2 places", "the end"]


def test_what_is_not_to_be_seen_is_not_told(qtbot: QtBot, heard: Heard) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    announcing.say(label, "behind the curtain")
    assert heard == []
    label.show()
    announcing.say(label, "behind the curtain")
    assert [text for text, _ in heard] == ["behind the curtain"]


def test_an_act_that_failed_breaks_in_and_a_passing_word_waits(
    open_desk: OpenDesk, heard: Heard
) -> None:
    desk = open_desk()
    heard.clear()
    desk.window.status.notice("Copied")
    desk.window.show_trouble(Offline("The network was not reached."))
    (word, politely), (trouble, at_once) = heard
    assert (word, politely) == ("Copied", POLITENESS.Polite)
    assert "The network was not reached." in trouble
    assert at_once == POLITENESS.Assertive


def test_how_many_cases_a_search_finds_is_told(
    qtbot: QtBot, open_desk: OpenDesk, heard: Heard
) -> None:
    desk = open_desk()
    heard.clear()
    desk.window.navigation.search()
    qtbot.keyClicks(desk.window.inbox.search_field, "parcel")
    qtbot.waitUntil(lambda: any("1 case" in text for text, _ in heard))
    assert not any("…" in text for text, _ in heard), "what is under way is no result"


def test_where_a_word_stands_in_a_long_text_is_told(
    qtbot: QtBot, qapp: QApplication, heard: Heard
) -> None:
    dialog = ReadingDialog("Ada Fern", "A parcel came.\nNo other parcel did.", Theme(qapp))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # qtbot deletes it
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.field, "parcel")
    qtbot.waitUntil(lambda: bool(heard))
    (told,) = hearing.texts(heard)
    assert told.startswith("1 of 2: ")
    assert "A parcel came." in told
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert hearing.texts(heard)[-1].startswith("2 of 2: ")
    qtbot.keyClicks(dialog.field, "x")
    qtbot.waitUntil(lambda: heard[-1][0] == "Not found")


def test_the_answer_of_insight_is_told_once_it_is_there(
    qtbot: QtBot, open_desk: OpenDesk, heard: Heard
) -> None:
    desk = open_desk()
    desk.window.side.choose(View.INSIGHT)
    qtbot.waitUntil(lambda: any("?" in text for text, _ in heard))
    question = desk.window.insight.page.questions.current.words
    answers = [text for text, _ in heard if text.startswith(question)]
    assert len(answers) == 1
    assert "Not known yet" not in answers[0]
