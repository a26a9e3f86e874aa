"""A box in which one country of the world is chosen, by its name."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox

from console.language import tr, tr_in
from console.text import phone_numbers
from ui import country_names

SYSTEM, NO_COUNTRY = tr("As the system"), tr_in("country", "none")


def country_combo(code: str) -> QComboBox:
    """Return a box with every country, `code` chosen; its data are codes of ISO 3166.

    The first, with an empty code, stands for the country of the system's locale.
    """
    combo = QComboBox()
    combo.setMaxVisibleItems(16)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    own = phone_numbers.system_region()
    combo.addItem(f"{SYSTEM} ({own or NO_COUNTRY})", "")
    every = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyTerritory
    )
    codes = {QLocale.territoryToCode(locale.territory()) for locale in every}
    for name, one in country_names.by_name(one for one in codes if len(one) == 2):
        combo.addItem(name, one)
    combo.setCurrentIndex(max(combo.findData(code), 0))
    return combo
