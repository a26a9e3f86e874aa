"""What Qt is told of the language and the locale: dates, numbers, its own words, direction.

The language is chosen by `console.language` before this loads. The locale is the system's
where it speaks that language (so an Austrian keeps their months, an American their clock),
else the language's own.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from console import language


def settle(app: QApplication) -> None:
    """Make the application speak the language that was begun with; before any widget."""
    locale = _locale()
    QLocale.setDefault(locale)
    counts_to_twelve.cache_clear()
    language.use_signs(locale.groupSeparator() or ",", locale.decimalPoint())
    _translate_qt(app)
    leftwards = language.code() == language.LEFTWARDS
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if leftwards else locale.textDirection())


@cache
def counts_to_twelve() -> bool:
    """Return whether the locale's hours are those before and after noon."""
    pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return "ap" in pattern.lower()


def _locale() -> QLocale:
    code = language.code() if language.code() in language.codes() else "en"
    system = QLocale.system()
    if QLocale.languageToCode(system.language()) == code:
        return system
    # Of the languages that the system does not speak, the clock of 24 hours.
    return QLocale("en_GB" if code == "en" else code)


def _translate_qt(app: QApplication) -> None:
    """Let Qt's own words (standard buttons, menus of text fields) be in the language."""
    code = language.code()
    if code == "en":
        return
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{code}", folder):
        app.installTranslator(translator)
