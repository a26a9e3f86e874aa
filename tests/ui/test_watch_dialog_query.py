"""Fields and query in the dialog of a watch: each says what the other does, or that it cannot."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from console.text import misspellings
from console.text.post_queries import LONGEST, problems
from tests.ui import test_watch_dialog as given
from tests.ui.test_watch_dialog import OWN, Place
from ui.query_box import BY_HAND

place = given.place
Key = Qt.Key


def test_the_query_follows_the_fields(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "acme, acme air , #acme,ACME,")
    place.type(dialog, "with_one_of", "broken")
    place.type(dialog, "none_of", "jobs")
    place.type(dialog, "not_from", "@acme_fans")
    assert dialog.box.query == (
        '(acme OR "acme air" OR #acme) broken -jobs -from:shop -from:acme_fans -@shop -is:retweet'
    )
    place.click(dialog.fields.no_replies)
    place.click(dialog.fields.no_reposts)
    place.click(dialog.fields.not_own)
    dialog.fields.language.setFocus()
    place.qtbot.keyClicks(dialog.fields.language, "Germ")
    assert dialog.box.query == (
        '(acme OR "acme air" OR #acme) broken -jobs -from:acme_fans lang:de -is:reply'
    )
    assert dialog.box.count.text() == f"{len(dialog.box.query)} of {LONGEST} characters"


def test_misspellings_are_offered_and_ticked_ones_are_looked_for(place: Place) -> None:
    likely = misspellings.of("fernkettle")
    dialog = place.open()
    offered = dialog.fields.misspellings
    assert not offered.isVisible()
    place.type(dialog, "words", "fernkettle")
    assert offered.isVisible()
    assert not offered.boxes  # folded away
    place.click(offered.fold_button)
    assert tuple(offered.boxes) == likely
    place.qtbot.waitUntil(
        lambda: offered.boxes[likely[0]].visibleRegion().boundingRect().height() > 0
    )
    place.click(offered.boxes[likely[1]])
    assert dialog.fields.fields.any_of == ("fernkettle", likely[1])
    assert likely[1] in dialog.box.query
    assert offered.fold_button.text() == f"Misspellings: 1 of {len(likely)} added"
    place.click(offered.all_button)
    assert dialog.fields.fields.any_of == ("fernkettle", *likely)
    place.click(offered.all_button)
    assert dialog.box.query == f"fernkettle {OWN}"


def test_ticks_come_back_with_their_word(place: Place) -> None:
    likely = misspellings.of("fernkettle")
    dialog = place.open()
    place.type(dialog, "words", "fernkettle")
    place.click(dialog.fields.misspellings.fold_button)
    box = dialog.fields.misspellings.boxes[likely[0]]
    place.qtbot.waitUntil(lambda: not box.visibleRegion().isEmpty())
    place.click(box)
    assert likely[0] in dialog.fields.fields.any_of
    before = dialog.box.query
    place.qtbot.keyClicks(dialog.fields.lines["words"], "s")
    assert likely[0] not in dialog.fields.fields.any_of
    place.qtbot.keyClick(dialog.fields.lines["words"], Key.Key_Backspace)
    assert dialog.box.query == before
    assert dialog.fields.misspellings.boxes[likely[0]].isChecked()


def test_a_query_that_the_fields_can_say_is_read_into_them(place: Place) -> None:
    wrong = misspellings.of("kettle")[0]
    dialog = place.open()
    written = f"lang:de (kettle OR {wrong}) (hot OR loud) -from:other -is:reply -jobs"
    place.write(dialog, written)
    fields = dialog.fields
    assert fields.isEnabled()
    assert [line.text() for line in fields.lines.values()] == [
        "kettle", "hot, loud", "jobs", "other",
    ]  # fmt: skip
    assert fields.misspellings.ticked == (wrong,)
    assert fields.language.currentText() == "German"
    assert (fields.no_reposts.isChecked(), fields.no_replies.isChecked()) == (False, True)
    assert not fields.not_own.isChecked()
    assert dialog.box.edit.toPlainText() == written  # nothing is written over while one types


def test_what_the_fields_cannot_say_detaches_them_and_there_is_a_way_back(
    qtbot: QtBot, place: Place
) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    by_hand = "kettle has:links url:shop"
    place.write(dialog, by_hand)
    assert not dialog.fields.isEnabled()
    assert dialog.box.line.text() == BY_HAND
    assert dialog.box.line.isVisible()
    assert dialog.save_button.isEnabled()
    assert dialog.focusWidget() is dialog.box.edit
    place.click(dialog.box.back_button)
    assert dialog.fields.isEnabled()
    assert dialog.focusWidget() is dialog.fields.lines["words"]
    assert dialog.box.query == f"kettle {OWN}"
    assert not dialog.box.back_button.isVisible()
    dialog.box.edit.setFocus()
    assert dialog.fields.lines["with_one_of"].text() == ""
    qtbot.keyClick(dialog.box.edit, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.box.query == by_hand
    assert not dialog.fields.isEnabled()


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        (f"kettle {OWN}", True),
        ("kettle -is:retweet", True),
        ("kettle -from:shop -is:retweet", False),  # our posts, but not what mentions us
        ("kettle -@shop -is:retweet", False),
        ("kettle -from:shop -@shop -@other", False),
        ("kettle -from:SHOP -@Shop", True),
        ('"kettle, teapot" -is:retweet', False),  # a comma parts what stands in a line
        ("from:other", False),
    ],
)
def test_only_what_the_lines_say_in_full_is_shown_in_them(
    place: Place, query: str, *, fits: bool
) -> None:
    watch = place.add("Kettles", query)
    dialog = place.open(watch)
    assert dialog.box.query == query
    assert dialog.fields.isEnabled() is fits
    assert dialog.box.back_button.isVisible() is not fits
    if fits:  # any change keeps what the rest of it said
        place.type(dialog, "none_of", "jobs")
        assert sorted(dialog.box.query.split()) == sorted([*query.split(), "-jobs"])


def test_save_is_off_while_a_problem_stands_and_the_first_one_is_said(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    assert dialog.save_button.isEnabled()
    wrong = "kettle foo:bar (hot"
    place.write(dialog, wrong)
    first = problems(wrong)[0]
    assert dialog.box.line.text() == f"{first.message} {first.advice}".strip()
    assert dialog.box.line.objectName() == "danger"
    assert not dialog.save_button.isEnabled()
    assert not dialog.price.count_button.isEnabled()
    place.qtbot.keyClick(dialog.box.edit, Key.Key_Return)
    assert dialog.isVisible()
    assert place.watches == ()
    place.write(dialog, "kettle (hot)")
    assert dialog.save_button.isEnabled()
    assert dialog.box.line.objectName() == "quiet"


def test_too_long_is_said_by_the_count(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", ", ".join(f"w{n}" for n in range(80)))
    assert len(dialog.box.query) > LONGEST
    assert dialog.box.count.objectName() == "danger"
    assert not dialog.save_button.isEnabled()


def test_hostile_words_stay_words(place: Place) -> None:
    dialog = place.open()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText('<b>kettle</b>, OR, from:shop, \u202ekettle, \U0001fad6\n\0, -, "')
    dialog.fields.lines["words"].paste()
    clipboard.clear()
    assert "kettle" in dialog.box.query
    assert problems(dialog.box.query) == ()
    assert dialog.save_button.isEnabled()
