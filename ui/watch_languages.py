"""The box in which the language of a watch is chosen, by its name."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from console.language import tr
from console.text.post_query_operators import language
from ui import language_names

ANY = tr("Any language")


class LanguageBox(QComboBox):
    """One language, or any."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxVisibleItems(12)
        self.addItem(ANY, "")
        for name, code in sorted((_name(code), code) for code in language().codes.values()):
            self.addItem(name, code)

    @property
    def code(self) -> str:
        """Return what is chosen, as X names it; empty for any."""
        return str(self.currentData() or "")

    def show_code(self, code: str) -> None:
        """Choose a language; one that is not offered is from now on."""
        if self.findData(code) < 0:
            self.addItem(_name(code), code)
        self.setCurrentIndex(self.findData(code))


def _name(code: str) -> str:
    """Return the name of a language, with its script or country where X names one."""
    name, script = language_names.name(code), code.partition("-")[2]
    return f"{name} ({script})" if script and name != code else name
