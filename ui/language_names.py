"""What the languages are called in the window's language; pure.

Qt knows the names of all languages in English, and of each in itself, but in no third one.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale

from console.language import tr, tr_in

NAMES = {
    "Amharic": tr("Amharic"),
    "Arabic": tr("Arabic"),
    "Armenian": tr("Armenian"),
    "Bangla": tr("Bangla"),
    "Basque": tr("Basque"),
    "Bosnian": tr("Bosnian"),
    "Bulgarian": tr("Bulgarian"),
    "Burmese": tr("Burmese"),
    "Catalan": tr("Catalan"),
    "Central Kurdish": tr("Central Kurdish"),
    "Chinese": tr("Chinese"),
    "Croatian": tr("Croatian"),
    "Czech": tr("Czech"),
    "Danish": tr("Danish"),
    # Qt's word for a text whose language is not known.
    "Default": tr_in("language", "Default"),
    "Divehi": tr("Divehi"),
    "Dutch": tr("Dutch"),
    "English": tr("English"),
    "Estonian": tr("Estonian"),
    "Filipino": tr("Filipino"),
    "Finnish": tr("Finnish"),
    "French": tr("French"),
    "Georgian": tr("Georgian"),
    "German": tr("German"),
    "Greek": tr("Greek"),
    "Gujarati": tr("Gujarati"),
    "Haitian Creole": tr("Haitian Creole"),
    "Hebrew": tr("Hebrew"),
    "Hindi": tr("Hindi"),
    "Hungarian": tr("Hungarian"),
    "Icelandic": tr("Icelandic"),
    "Indonesian": tr("Indonesian"),
    "Italian": tr("Italian"),
    "Japanese": tr("Japanese"),
    "Kannada": tr("Kannada"),
    "Khmer": tr("Khmer"),
    "Korean": tr("Korean"),
    "Lao": tr("Lao"),
    "Latvian": tr("Latvian"),
    "Lithuanian": tr("Lithuanian"),
    "Malayalam": tr("Malayalam"),
    "Marathi": tr("Marathi"),
    "Nepali": tr("Nepali"),
    "Norwegian Bokmål": tr("Norwegian Bokmål"),
    "Odia": tr("Odia"),
    "Pashto": tr("Pashto"),
    "Persian": tr("Persian"),
    "Polish": tr("Polish"),
    "Portuguese": tr("Portuguese"),
    "Punjabi": tr("Punjabi"),
    "Romanian": tr("Romanian"),
    "Russian": tr("Russian"),
    "Serbian": tr("Serbian"),
    "Sindhi": tr("Sindhi"),
    "Sinhala": tr("Sinhala"),
    "Slovak": tr("Slovak"),
    "Slovenian": tr("Slovenian"),
    "Spanish": tr("Spanish"),
    "Swedish": tr("Swedish"),
    "Tamil": tr("Tamil"),
    "Telugu": tr("Telugu"),
    "Thai": tr("Thai"),
    "Tibetan": tr("Tibetan"),
    "Turkish": tr("Turkish"),
    "Ukrainian": tr("Ukrainian"),
    "Urdu": tr("Urdu"),
    "Uyghur": tr("Uyghur"),
    "Vietnamese": tr("Vietnamese"),
    "Welsh": tr("Welsh"),
}
"""By Qt's English name: all that X names, a few of which are asked for by older codes."""


def name(code: str) -> str:
    """Return the name of a language by its code, as `de` or `zh-CN`; the code if Qt knows none."""
    short = code.partition("-")[0]
    found = QLocale.codeToLanguage(short, QLocale.LanguageCodeType.AnyLanguageCode)
    return code if found == QLocale.Language.AnyLanguage else named(found)


def named(language: QLocale.Language) -> str:
    """Return the name of one of Qt's languages."""
    english = QLocale.languageToString(language)
    return NAMES.get(english, english)
