"""A row of the preferences: what it is called, says and sets, and what of it gets the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import reading_order


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One thing that can be set."""

    title: str
    field: QWidget
    """What gets the keys, or holds what gets them."""
    keys: QWidget
    """What gets them; of buttons of which one alone is chosen, the first."""
    lines: tuple[QLabel, ...] = ()
    """What says what it means."""
    head: str = ""
    """The heading above it."""
    also: str = ""
    """Other words for it, with a comma between them; found, and not shown."""
    holds: tuple[str, ...] = ()
    """Names of what it sets in the value that the page shows."""
    button: QPushButton | None = None
    """Sets it back; hidden where it is as it came."""
    said: QVBoxLayout | None = None
    """Where its words are; None where they are within the field."""
    place: int = 0
    """Of its words in the grid, from above; the next one is for a field that stands below."""
    width: int = 0
    """Of its field."""

    def take_keys(self) -> None:
        """Let the field have the keys; of buttons of which one is chosen, that one."""
        chosen = next((each for each in self._buttons() if each.isChecked()), self.keys)
        chosen.setFocus()

    def describe(self) -> None:
        """Let what gets the keys say what stands beside it; nothing where nothing does."""
        if not self.lines:
            return
        shown = (line.text() for line in self.lines if not line.isHidden())
        text = " ".join(each for each in shown if each)
        described: Sequence[QWidget] = self._buttons() or tuple(typed_or_chosen(self.keys))
        for each in described:
            hint = each.placeholderText() if isinstance(each, QLineEdit) else ""
            said = f"{text} {hint}".strip()
            if each.accessibleDescription() != said:
                each.setAccessibleDescription(said)

    def _buttons(self) -> Sequence[QAbstractButton]:
        """Return the buttons of which one alone is chosen; none where the field is no such."""
        group = self.keys.group() if isinstance(self.keys, QAbstractButton) else None
        return group.buttons() if group is not None and group.exclusive() else ()


def takes_keys(field: QWidget) -> QWidget:
    """Return what of a field gets the keys first; the field where nothing does.

    No focus proxy says it: Tab would pass over all that stands before that within the field.
    """
    return next(iter(reading_order.tab_stops(field)), field)


def typed_or_chosen(keys: QWidget) -> Iterator[QWidget]:
    """Yield what gets the keys, and of a box that is typed into what a reader hears instead."""
    yield keys
    if isinstance(keys, QComboBox) and (typed := keys.lineEdit()) is not None:
        yield typed
