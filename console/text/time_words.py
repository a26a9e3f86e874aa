"""The words in which persons say moments, in English and German, and one word for each.

Knows nothing of days and clocks: `text.spoken_times` reads what comes out of here.
"""

from __future__ import annotations

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
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
    "december": "dezember dez dec",
    "october": "oktober okt oct",
    "january": "januar jänner jan",
    "february": "februar feb",
    "march": "märz maerz mar",
    "may": "mai",
    "june": "juni jun",
    "july": "juli jul",
    "april": "apr",
    "august": "aug",
    "september": "sep sept",
    "november": "nov",
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
_GERMAN_DAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
_GERMAN_PARTS = "früh|morgen|vormittag|mittag|nachmittag|abend|nacht"
_PHRASES = (
    (rf"\b({_GERMAN_DAYS})({_GERMAN_PARTS})s?\b", r"\1 \2"),
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
    (r"(?<=[a-zäöü]{2})\.(?= |$)", " "),  # `Sat.`
)
_REWRITTEN = tuple((re.compile(pattern), meant) for pattern, meant in _PHRASES)
_TOUCHING = re.compile(r"(?<=\d)(?=[a-zäöü])")
_MORNING = re.compile(rf"\b({'|'.join(WEEKDAYS)}|today) tomorrow\b")
_NUMBERS = frozenset({*map(str, range(13)), "0.5", "next"})
_COUNTED = frozenset(
    {*MONTH_NAMES, "minute", "hour", "day", "week", "month", "uhr", "am", "pm", "a", "p"}
    | {"business", "working", "werktag", "werktage", "werktagen", "arbeitstag", "arbeitstage"}
    | {"arbeitstagen"}
)
"""What stands behind a number of a time."""
_TELLING = (frozenset(_SAME) - _NUMBERS) | (_COUNTED - {"a", "p", "business", "working"}) | {"half"}
_COMPOUND = _REWRITTEN[0][0]
_SHORTEST = 4
_ALSO_OTHERS = frozenset({"half", "march", "early", "night", "nacht"})


def tells(word: str) -> bool:
    """Return whether a folded word says something of a moment, as `monday` does, `next` not."""
    return _WORDS.get(word, word) in _TELLING or _COMPOUND.fullmatch(word) is not None


def counts(word: str) -> bool:
    """Return whether a number before this folded word is that of a time: `2 days`, `3 pm`."""
    return _WORDS.get(word, word) in _COUNTED


def names_time(word: str) -> bool:
    """Return whether a folded word is about days or times wherever it stands: not so `may`."""
    return len(word) >= _SHORTEST and word not in _ALSO_OTHERS and tells(word)


def plain(text: str) -> str:
    """Return a text in the words of `_SAME` that it means, one space between them."""
    said = " ".join(text.casefold().split())
    for pattern, meant in _REWRITTEN:
        said = pattern.sub(meant, said)
    said = _TOUCHING.sub(" ", said)  # 2h, 9am
    said = " ".join(filter(None, (_WORDS.get(word, word) for word in said.split())))
    # German: `morgen` is tomorrow and, after a day, the morning.
    return _MORNING.sub(r"\1 morning", said)
