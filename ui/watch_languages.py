"""The box in which the language of a watch is chosen, by its English name."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox

from console.language import tr
from console.text.post_query_operators import language

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
    """Return the English name of a language; its code where Qt knows none."""
    short, _, script = code.partition("-")
    found = QLocale.codeToLanguage(short, QLocale.LanguageCodeType.AnyLanguageCode)
    if found == QLocale.Language.AnyLanguage:
        return code
    name = QLocale.languageToString(found)
    return f"{name} ({script})" if script else name
