"""Tells a call note what the data says, as it is typed, and lets keys of the desk act in it.

Owns nothing: what comes home is dropped once the note is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from ui import key_names
from ui.call_ground import read_ground
from ui.call_note import BACK, CallNote

if TYPE_CHECKING:
    from console.domain.ids import CaseId
    from ui.lanes import Lane
    from ui.main_window import MainWindow

HELD = ("Ctrl+", "Alt+", "Meta+")
"""A key without one of these is typed in a note."""


def wire(note: CallNote, case_id: CaseId | None, reader: Lane) -> None:
    """Let a note know what the data says, now and as it is typed."""
    reader.submit(partial(read_ground, case_id=case_id), note.take_ground, receiver=note)
    form = note.form
    key = f"call {id(note)}"

    def find(text: str) -> None:
        reader.submit(
            lambda desk: desk.contacts.find(text) if text.strip() else (),
            form.contact.show_hits,
            receiver=form.contact,
            key=f"{key} contact",
        )

    def recognise() -> None:
        text = form.number.text
        reader.submit(
            lambda desk: desk.calls.number(text),
            lambda facts: form.number.show_facts(facts, note.whose),
            receiver=form.number,
            key=f"{key} number",
        )

    form.contact.looked_for.connect(find)
    form.number.changed.connect(recognise)
    if form.number.text:
        recognise()


def take_keys(note: CallNote, window: MainWindow) -> None:
    """Let the keys that begin a call note begin another from this one."""
    for name, act in (("call", partial(window.call_wanted.emit, None)), ("note", window.note_call)):
        for key in window.listed[name].keys:
            if key.startswith(HELD) and not key_names.is_chord(key) and key != BACK:
                _shortcut(note, key, act)


def _shortcut(note: CallNote, key: str, act: Callable[[], object]) -> None:
    QShortcut(QKeySequence(key), note).activated.connect(act)
