"""A field in which one types what is to be found: hint, name and clear button, each heard once."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from ui import clear_button, read_out


def find_field(hint: str, name: str = "") -> QLineEdit:
    """Return a field that shows `hint` while it is empty; `name` is read out, else the hint is."""
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setAccessibleName(name or hint)
    read_out.describe_field(field)
    clear_button.add_to(field)
    return field
