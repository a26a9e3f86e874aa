"""How keys are written: stored, compared, shown to a person; pure.

A key is a text as Qt names it on every system (`Ctrl+Shift+P`), or two that are pressed
one after the other (`G, N`): a chord. Enter beside the letters and Enter of the number pad
are the same to a hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from console.language import tr

FIRST = "G"
"""The key with which every chord begins."""
_CHORD, _THEN = 2, ", "
_FORMAT = QKeySequence.SequenceFormat
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_TYPING = Qt.KeyboardModifier.NoModifier, _SHIFT


def normal(key: str) -> str:
    """Return a key as keys are compared; empty for what is none that can be used."""
    read = QKeySequence(key.replace("Enter", "Return"))
    text = read.toString(_FORMAT.PortableText)
    if read.count() > 1 and (read.count() != _CHORD or not text.startswith(f"{FIRST}{_THEN}")):
        return ""
    return text


def is_chord(key: str) -> bool:
    """Return whether these are two keys, one after the other."""
    return QKeySequence(key).count() == _CHORD


def second(key: str) -> str:
    """Return the key with which a chord ends."""
    return QKeySequence(key).toString(_FORMAT.PortableText).partition(_THEN)[2]


def types_text(key: str) -> bool:
    """Return whether a text that has the focus takes the key as something to write."""
    combination = QKeySequence(key)[0]  # type: ignore[index]  # not in its stubs
    return combination.keyboardModifiers() in _TYPING and combination.key() < Qt.Key.Key_Escape


def pressed(key: QKeyCombination, text: str) -> str:
    """Return the key that a press means, `text` being what it would write.

    The Shift by which a sign like `?` is reached on this keyboard is no part of it.
    """
    held, code = key.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier, key.key()
    if held == _SHIFT and text.isprintable() and text.strip() and not text.isalpha():
        held = Qt.KeyboardModifier.NoModifier
    return QKeySequence(QKeyCombination(held, code)).toString(_FORMAT.PortableText)


def shown(key: str) -> str:
    """Return a key as it stands on this system's keyboards: `Ctrl+K`, `G then N`."""
    text = QKeySequence(key).toString(_FORMAT.PortableText)
    keys = text.split(_THEN) if is_chord(key) else [text]
    names = [QKeySequence(each).toString(_FORMAT.NativeText) for each in keys]
    if len(names) == _CHORD:
        return tr("{first} then {second}").format(first=names[0], second=names[1])
    return names[0]


def every_shown(keys: Sequence[str]) -> str:
    """Return all keys of an act: `N or Ctrl+Shift+N`; Return and Enter are named once, as Enter."""
    twins = {shown(key.replace("Enter", "Return")) for key in keys if "Enter" in key}
    names = [name for name in map(shown, keys) if name not in twins]
    said = names[0] if names else ""
    for name in names[1:]:
        said = tr("{keys} or {key}").format(keys=said, key=name)
    return said


def with_twins(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys in which whoever has one Enter has both."""
    found = dict.fromkeys(keys)
    for key in tuple(found):
        if key.endswith("Return"):
            found[f"{key.removesuffix('Return')}Enter"] = None
    return tuple(found)
