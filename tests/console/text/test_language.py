"""In which language a text is written: told by its words, else by what it answers."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from unicodedata import normalize

import pytest

from console.text.language import LONGEST, language_of

GERMAN = "Seit zwei Wochen warte ich auf mein Paket, was ist da los bei euch?"
ENGLISH = "I have been waiting for my parcel for two weeks now."

SENTENCES = {
    "en": (
        "We have refunded the second payment.",
        "Sorry about that!",
        "Which error do you see?",
        "PLEASE CALL US NOW",
        "Thanks for telling us so quickly.",
        "Danke! We look into it today and tell you tomorrow what we found.",
        "There's an outage",
        "We'll send it on 12/24.",
    ),
    "de": (
        "Wir haben die zweite Zahlung erstattet.",
        "Tut uns leid!",
        "Welche Fehlermeldung siehst du?",
        "Sorry, das geht leider nicht",
        "RUFEN SIE UNS BITTE AN",
        "Servus, wir schauen uns das heuer noch an.",
        "Das Packerl liegt bei der Post in Graz.",
        "Wir haben das geprüft und melden uns morgen bei Ihnen. Thanks for waiting!",
    ),
    "nl": (
        "We hebben de tweede betaling teruggestort.",
        "Welke foutmelding zie je?",
        "Wat staat er op het scherm?",
        "We bellen u morgen vroeg.",
    ),
    "da": ("Vi har refunderet den anden betaling.", "Kan du sende os et billede?"),
    "af": ("Ons het die tweede betaling terugbetaal.", "Wat staan op die skerm?"),
    "sv": ("Vi har betalat tillbaka pengarna.", "Ditt paket ligger i Malmö nu."),
    "fr": ("Nous sommes désolés !", "Merci de redémarrer la box."),
    "es": ("Hemos devuelto el segundo pago.", "¿Puedes enviarnos una foto?"),
    "ja": ("これは日本語の文です",),
    "ru": ("Мы уже проверили ваш заказ и вернули деньги",),
    "he": ("שלום לכולם מה שלומכם",),
}
UNTOLD = (
    "",
    "   \n\t ",
    "ok",
    "Merci",
    "ok thanks",
    "Kein Problem.",
    "Anna Schmidt Peter Meier",
    "12 34 56 78",
    "0171 2345678, 12.11.2026",
    "https://shop.example/wir-haben-das-alles-fuer-dich",
    "www.wir-sind-das.example/und/noch/mehr",
    "shop.example/wir/haben/alles/da",
    "wir.haben.das@laden-an-der-ecke.example",
    "@wir_haben @das_ist @nicht_da",
    "#wirsinddas #undnochmehr #nichtwahr",
    "👍👍👍 🎉",
    "\x00\x01\x02",
    "\ud800\udfff",
    "\u200b\u200d\u2067",
)


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in SENTENCES.items() for text in texts]
)
def test_a_sentence_tells_its_language_by_itself(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", UNTOLD)
def test_too_little_is_of_no_language_or_of_that_which_it_answers(text: str) -> None:
    assert language_of(text) == ""
    assert language_of(text, GERMAN) == "de"
    assert language_of(text, ENGLISH) == "en"
    assert language_of(text, text) == ""


@pytest.mark.parametrize("code", ["nl", "da", "af", "sv", "fr", "es"])
def test_a_neighbour_of_german_or_english_stays_itself_whatever_it_answers(code: str) -> None:
    for text in SENTENCES[code]:
        assert language_of(text, GERMAN) == code
        assert language_of(text, ENGLISH) == code


def test_what_it_answers_settles_a_text_full_of_loan_words() -> None:
    assert language_of("Leider is da was schiefgangen, sorry!", GERMAN) == "de"
    assert language_of("Sorry about that, we are on it!", GERMAN) == "en"


@pytest.mark.parametrize(
    ("text", "alone", "answers", "meant"),
    [
        ("Alles klar, danke!", "no", GERMAN, "de"),
        ("Hallo Ada, dein Paket", "id", GERMAN, "de"),
        ("Hi Ada, done!", "war", ENGLISH, "en"),
        ("Dank je wel!", "nl", GERMAN, "de"),
        ("Dank je wel!", "nl", "Wat staat er op het scherm? Ik zie niets.", "nl"),
        ("Gracias por todo, Ada", "es", GERMAN, "es"),
        ("Please call us now", "en", GERMAN, "en"),
    ],
)
def test_few_words_are_taken_for_the_language_that_they_may_answer(
    text: str, alone: str, answers: str, meant: str
) -> None:
    assert language_of(text) == alone
    assert language_of(text, answers) == meant


def test_handles_links_and_the_like_weigh_nothing() -> None:
    aside = " @nous_sommes_la #bonjouratous https://boutique.example/nous/avons/tout 🎉"
    assert language_of("Wir sehen uns das an" + aside * 5) == "de"


def test_of_several_languages_it_is_that_of_the_larger_part() -> None:
    german = "Wir haben das geprüft und melden uns morgen bei Ihnen. "
    english = "Thanks for your patience, we are looking into it right now. "
    assert language_of(german * 3 + english) == "de"
    assert language_of(german + english * 3) == "en"


def test_a_decomposed_umlaut_is_one() -> None:
    text = "Für die Rückzahlung müssen wir prüfen, ob alles übermittelt wurde."
    assert language_of(normalize("NFD", text)) == language_of(text) == "de"


@pytest.mark.parametrize(
    "hostile",
    ["\x00", "\ud800", "\ufffe", "\u202e", "\u200b", "\x7f", "\u0301", "@", "#", "www.", "a.", "’"],
)
def test_hostile_signs_do_no_harm(hostile: str) -> None:
    text = "Wir haben das geprüft und melden uns morgen"
    assert language_of(f"{hostile} {text} {hostile}") == "de"
    assert language_of(hostile * 100_000) in ("", "en")
    assert language_of(text, hostile * 100_000) == "de"


def test_each_sign_that_can_be_printed_may_reach_the_library() -> None:
    signs = [chr(code) for code in range(0x110000)]
    for start in range(0, len(signs), LONGEST // 2):
        told = language_of("ab cd ef " + "".join(signs[start : start + LONGEST // 2]))
        assert not told.startswith(("xx", "un")), "no code of a language"


def test_threads_may_ask_at_a_time() -> None:
    asked = [(code, text) for code, texts in SENTENCES.items() for text in texts] * 20
    with ThreadPoolExecutor(4) as pool:
        told = pool.map(language_of, [text for _, text in asked])
    assert {code != said for (code, _), said in zip(asked, told, strict=True)} == {False}


def test_the_library_is_loaded_at_the_first_question_only() -> None:
    program = (
        "import sys; from console.text.language import language_of;"
        "assert 'pycld2' not in sys.modules; language_of('Anna');"
        "assert 'pycld2' not in sys.modules; language_of('We look into it now');"
        "assert 'pycld2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
