"""What the dialog of a watch says below its lines: no handle, no commas, how it is divided."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from tests.ui import test_watch_dialog as given
from tests.ui.test_mutes import bare
from tests.ui.test_watch_dialog import OWN, Place

place = given.place


def test_handles_are_divided_at_spaces(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.type(dialog, "not_from", "@foo bar, baz")
    before, behind = OWN.split(" ", 1)
    assert dialog.box.query == f"kettle {before} -from:foo -from:bar -from:baz {behind}"
    assert not dialog.fields.notes["not_from"].isVisible()


def test_what_is_no_handle_is_said_at_the_field_and_stops(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.type(dialog, "not_from", "foo bar.baz")
    note = dialog.fields.notes["not_from"]
    assert note.isVisible()
    assert bare(note.text()).startswith("“bar.baz” is no handle")
    assert "-from:bar.baz" in dialog.box.query
    assert not dialog.save_button.isEnabled()


def test_an_or_in_a_line_is_remarked_on_and_stops_nothing(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.type(dialog, "none_of", "jobs OR giveaway")
    note = dialog.fields.notes["none_of"]
    assert note.isVisible()
    assert bare(note.text()).endswith("Divide by commas: jobs, giveaway.")
    assert dialog.save_button.isEnabled()
    place.type(dialog, "none_of", "jobs, giveaway")
    assert not note.isVisible()
    assert dialog.fields.divide.isVisible()
