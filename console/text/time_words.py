"""The words in which persons say moments, in English and German, and one word for each.

Knows nothing of days and clocks: `text.spoken_times` reads what comes out of here.
"""

from __future__ import annotations

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SAME = {
    "monday": "mon mondays montag montags mo",
    "tuesday": "tue tues dienstag di tu",
    "wednesday": "wed weds mittwoch mi we",
    "thursday": "thu thur thurs donnerstag do th",
    "friday": "fri freitag freitags fr",
    "saturday": "sat samstag sonnabend sa",
    "sunday": "sun sonntag so su",
    "today": "heute",
    "tomorrow": "tmr tmrw tomorow morgen",
    "overmorrow": "übermorgen uebermorgen",
    "next": "nächste nächsten nächster nächstes naechste naechsten coming kommende kommenden",
    "week": "w wk wks weeks woche wochen",
    "month": "months monat monate monaten",
    "day": "d days tag tage tagen",
    "hour": "h hr hrs hours std stunde stunden",
    "minute": "m min mins minutes minuten",
    "noon": "midday mittag mittags lunch lunchtime",
    "midnight": "mitternacht",
    "morning": "früh frueh vormittag vormittags",
    "afternoon": "nachmittag nachmittags",
    "evening": "abend abends",
    "tonight": "night nacht",
    "eod": "cob feierabend",
    "weekend": "wochenende",
    "december": "dezember dez",
    "october": "oktober okt",
    "january": "januar jänner",
    "february": "februar",
    "march": "märz maerz",
    "may": "mai",
    "june": "juni",
    "july": "juli",
    "1": "a an one ein eine einem einen einer eins",
    "2": "two zwei couple",
    "3": "three drei",
    "4": "four vier",
    "5": "five fünf",
    "6": "six sechs",
    "7": "seven sieben",
    "8": "eight acht",
    "9": "nine neun",
    "10": "ten zehn",
    "12": "twelve zwölf",
    "0.5": "half halbe halben",
}
_NOTHING = "at on by until till to um bis den der die dem the of this diese diesen dieser ab in for"
"""Words that say nothing of the moment."""
_WORDS = dict.fromkeys(f"{_NOTHING} later noch and und".split(), "") | {
    word: meant for meant, said in _SAME.items() for word in said.split()
}
_PHRASES = (
    (r"\b(?:end of (?:the |this )?day|close of business|at close)\b", "eod"),
    (r"\b(?:end of (?:the |this )?week|ende der woche)\b", "eow"),
    (r"\b(?:end of (?:the |this )?month|monatsende)\b", "eom"),
    (r"\bday after tomorrow\b", "overmorrow"),
    (r"\bmorgen (?=früh|frueh|vormittag)", "tomorrow "),
    (r"\bheute nacht\b", "tonight"),
    (r"\b(?:1|one|an|eine) hour and a half\b|\banderthalb stunden\b", "90 min"),
    (r"\bhalf an? hour\b|\b(?:eine[r]? )?halbe[n]? stunde\b", "30 min"),
    (r"\b(?:a )?fortnight\b", "2 weeks"),
    (r"\b(\d+) ?h ?(\d{1,2})\b(?! ?m)", r"\1 h \2 min"),
    (r"\bhalf past (?=\d)", "past30 "),
    (r"\b(?:quarter past|viertel nach) (?=\d)", "past15 "),
    (r"\b(?:quarter to|viertel vor) (?=\d)", "before15 "),
    (r"\bhalb (?=\d)", "before30 "),
    (r"(?<!\d),|,(?!\d)", " "),
    (r"\bo.?clock\b", "uhr"),
    (r"\b([ap])\. ?m\b\.?", r"\1m"),
    (r"(\d)(?:st|nd|rd|th)\b", r"\1."),
    (r"(?<=-\d\d)t(?=\d\d:)", " "),
    (r"(?<!\d)(?<!\d )\bam\b|\bfrom now\b", " "),
)


def plain(text: str) -> str:
    """Return a text in the words of `_SAME` that it means, one space between them."""
    said = " ".join(text.casefold().split())
    for pattern, meant in _PHRASES:
        said = re.sub(pattern, meant, said)
    said = re.sub(r"(?<=\d)(?=[a-zäöü])", " ", said)  # 2h, 9am
    said = " ".join(filter(None, (_WORDS.get(word, word) for word in said.split())))
    # German: `morgen` is tomorrow and, after a day, the morning.
    return re.sub(rf"\b({'|'.join(WEEKDAYS)}|today) tomorrow\b", r"\1 morning", said)
