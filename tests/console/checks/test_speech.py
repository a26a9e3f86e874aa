"""What one of our sentences does: each word of the contract, with its near misses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from console.checks.facts import Facts
from console.checks.given_numbers import gives_number
from console.checks.ground import Ground
from console.checks.reading import Sentence
from console.checks.speech import (
    has_substance,
    redirects,
    tells_solution,
    tells_step,
    thanks,
)
from console.text.lexicon import LANGUAGES, lists


def sentence(text: str, language: str = "en") -> Sentence:
    (only,) = Ground(Facts()).read(text, language).sentences
    return only


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We refunded you just now."),
        ("en", "I checked with the courier this morning."),
        ("en", "Your report has been passed to the engineers."),
        ("en", "Our team is working on it."),
        ("en", "Your parcel is on its way."),
        ("de", "Wir haben Ihnen den Betrag heute erstattet."),
        ("de", "Ich habe bei der Filiale nachgefragt."),
        ("de", "Dein Paket ist unterwegs."),
        ("de", "Die Rechnung wurde korrigiert."),
    ],
)
def test_a_step_is_told(language: str, text: str) -> None:
    assert tells_step(sentence(text, language))
    assert has_substance(sentence(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will refund you."),
        ("en", "Once we have checked it we will call."),
        ("en", "Have we refunded you?"),
        ("en", "If it was refunded, let us know."),
        ("en", "We have not found it."),
        ("en", "You have sent it to the wrong shop."),
        ("en", "We are happy to help."),
        ("de", "Wir werden den Betrag erstatten."),
        ("de", "Sobald wir es geprüft haben, sehen wir weiter."),
        ("de", "Wurde der Betrag erstattet?"),
        ("de", "Wir haben es nicht gefunden."),
    ],
)
def test_a_promise_a_condition_or_a_question_is_no_step(language: str, text: str) -> None:
    assert not tells_step(sentence(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thank you for telling us, we have checked it."),
        ("en", "You can stop waiting, we refunded you."),
        ("en", "You've been moved to an earlier flight."),
        ("de", "Du kannst es verfolgen, wir haben es verschickt."),
    ],
)
def test_a_can_or_a_you_holds_for_its_own_clause(language: str, text: str) -> None:
    assert tells_step(sentence(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nothing was found."),
        ("en", "We can, sadly, not say who checked it."),
        ("en", "If you wrote to us, we answered you."),
        ("en", "You have been told."),
        ("de", "Niemand wurde informiert."),
        ("de", "Wenn du uns schreibst, ist es schnell geprüft."),
    ],
)
def test_an_if_holds_for_all_behind_it_and_a_no_for_its_clause(language: str, text: str) -> None:
    assert not tells_step(sentence(text, language))


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "Thank you, Ada!", True),
        ("en", "You're welcome!", True),
        ("en", "Glad to hear it arrived.", True),
        ("en", "It opens at 9.", False),
        ("de", "Vielen Dank!", True),
        ("de", "Gern geschehen.", True),
        ("de", "Wir öffnen um 9.", False),
    ],
)
def test_thanks(language: str, text: str, *, said: bool) -> None:
    assert thanks(sentence(text, language)) is said


@pytest.mark.parametrize(
    ("language", "text", "does"),
    [
        ("en", "It opens at 9.", True),
        ("en", "Which error do you see?", True),
        ("en", "Please restart the router.", True),
        ("en", "Let us know which device it is.", True),
        ("en", "More here: https://shop.example/help/articles/reset-your-password", True),
        ("en", "We are so sorry to hear that!", False),
        ("en", "We would love to help you with this.", False),
        ("en", "We understand how frustrating this must be.", False),
        ("en", "How can we help?", False),
        ("en", "What is your order number?", False),
        ("en", "We can't discuss that here due to privacy.", False),
        ("en", "Hi there!", False),
        ("de", "Wir öffnen um 9 Uhr.", True),
        ("de", "Welche Fehlermeldung siehst du?", True),
        ("de", "Starte bitte den Router neu.", True),
        ("de", "Das tut uns sehr leid.", False),
        ("de", "Wir möchten dir gerne weiterhelfen.", False),
        ("de", "Wie lautet deine Bestellnummer?", False),
        ("en", "It's in Leeds.", True),
        ("en", "By Monday.", True),
        ("en", "No.", True),
        ("en", "Sorry, no.", True),
        ("en", "Sadly not.", True),
        ("en", "£20.", True),
        ("en", "Sold out.", True),
        ("en", "It arrived today.", True),
        ("en", "Happy Friday, Ada!", False),
        ("en", "^JT 1/2", False),
        ("en", "Which colour?", True),
        ("en", "Since when?", True),
        ("en", "Write to us which lamp it is.", True),
        ("en", "Oh no!", False),
        ("en", "No problem!", False),
        ("en", "No worries.", False),
        ("en", "Hang in there!", False),
        ("en", "That's awful!", False),
        ("en", "Hi Ada!", False),
        ("en", "Which?", False),
        ("en", "Any questions?", False),
        ("de", "Liegt in Leipzig.", True),
        ("de", "Am Montag.", True),
        ("de", "Leider nein.", True),
        ("de", "Welche Farbe?", True),
        ("de", "Schreib uns, welche Lampe es ist.", True),
        ("de", "Schreib uns, welche Kundennummer du hast.", False),
        ("de", "Kein Problem!", False),
        ("de", "Noch Fragen?", False),
        ("de", "Hallo Ada!", False),
    ],
)
def test_substance_is_an_answer_an_instruction_or_a_question(
    language: str, text: str, *, does: bool
) -> None:
    assert has_substance(sentence(text, language)) is does


@pytest.mark.parametrize(
    ("text", "sends"),
    [
        ("Ada, please reach out to us!", True),
        ("Go here so we can help: https://shop.example/x/y", True),
        ("0800 123 4567", True),
        ("We can call the courier.", False),
        ("We have asked them to contact the driver.", False),
        ("See https://shop.example/kb/how-to-reset", False),
        ("It costs 20 on 01.02.2026 at 08:00", False),
        ("@dm_us #dm", False),
    ],
)
def test_sending_elsewhere(text: str, *, sends: bool) -> None:
    assert redirects(sentence(text)) is sends


@pytest.mark.parametrize("text", ["…", "\x00", "\ud800", "https://", "www.", "\u200b", "(0"])
def test_odd_sentences_do_nothing(text: str) -> None:
    odd = sentence(text)
    assert not any(judge(odd) for judge in (tells_step, tells_solution, thanks, has_substance))


def alone(phrase: str) -> str:
    return phrase.replace(" ...", " one").replace("*", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "judge", "frame"),
    [
        ("solved", tells_solution, "{}"),
        ("mended", tells_solution, "{}"),
        ("alone", tells_solution, "{}"),
        ("under_way", tells_solution, "{}"),
        ("sent", tells_solution, "{}"),
        ("numbered", gives_number, "{}: 40702"),
        ("back", tells_solution, "{}"),
        ("step", tells_step, "{}"),
        ("redirect", redirects, "{}"),
        ("tell_us", redirects, "{}"),
        ("channel", redirects, "{}"),
        ("dm_alone", redirects, "{}"),
        ("together", redirects, "we {}"),
        ("question_of_substance", has_substance, "{}"),
        ("answers_alone", has_substance, "{}"),
        ("asks_what", has_substance, "{} xy?"),
        ("short_fact", has_substance, "{} xy"),
        ("state", has_substance, "{}"),
    ],
)
def test_no_phrase_of_a_list_is_dead(
    language: str, name: str, judge: Callable[[Sentence], bool], frame: str
) -> None:
    ground = Ground(Facts())
    drafts = [frame.format(alone(phrase)) for phrase in lists(language)[name]]
    read = {each: ground.read(each, language).sentences for each in drafts}
    assert not [each for each, said in read.items() if not any(map(judge, said))]
