"""What one of our sentences does: each word of the contract, with its near misses."""

from __future__ import annotations

import pytest

from console.checks.facts import Facts
from console.checks.ground import Ground
from console.checks.reading import Sentence
from console.checks.speech import (
    Page,
    has_substance,
    page_of,
    redirects,
    tells_solution,
    tells_step,
    thanks,
)


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
    ("language", "text", "solved"),
    [
        ("en", "It is fixed now.", True),
        ("en", "Your refund has been credited and the line is working again.", True),
        ("en", "Once it is fixed we will tell you.", False),
        ("en", "We hope it is fixed.", False),
        ("en", "Is it fixed?", False),
        ("en", "We are working on it.", False),
        ("de", "Der Fehler ist behoben.", True),
        ("de", "Wir haben den Betrag heute erstattet.", True),
        ("de", "Wenn der Fehler behoben ist, melden wir uns.", False),
        ("de", "Ist der Fehler behoben?", False),
    ],
)
def test_a_solution_is_told_as_a_fact_only(language: str, text: str, *, solved: bool) -> None:
    assert tells_solution(sentence(text, language)) is solved


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


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://shop.example", Page.COUNTER),
        ("https://shop.example/en-us/", Page.COUNTER),
        ("https://shop.example/help/contact-us?from=x", Page.COUNTER),
        ("www.shop.example/support.html", Page.COUNTER),
        ("https://shop.example/kundenservice/kontakt", Page.COUNTER),
        ("https://shop.example/webform", Page.COUNTER),
        ("https://old.example/2020/https://shop.example/tickets/new", Page.COUNTER),
        ("https://shop.example/help/articles/12345", Page.ARTICLE),
        ("https://shop.example/support/how-to-reset", Page.ARTICLE),
        ("https://shop.example/a/clear-the-cache-of-your-phone", Page.ARTICLE),
        ("https://shop.example/flightstatus", Page.OTHER),
    ],
)
def test_where_a_link_leads(link: str, page: Page) -> None:
    assert page_of(link) is page


@pytest.mark.parametrize("text", ["…", "\x00", "\ud800", "https://", "www.", "\u200b", "(0"])
def test_odd_sentences_do_nothing(text: str) -> None:
    odd = sentence(text)
    assert not any(judge(odd) for judge in (tells_step, tells_solution, thanks, has_substance))
