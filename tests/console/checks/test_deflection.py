"""Answers that only send the customer elsewhere, and those that do something besides."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.checks.deflection import deflection
from console.checks.facts import Facts
from console.checks.ground import Ground
from console.domain.checks import Check, Finding, Severity
from console.domain.ids import MessageId, RemoteId
from console.domain.kinds import MessageKind
from console.domain.messages import Direction, Post
from tests.care import posts_file
from tests.labels import Half, decided

HANDLES = re.compile(r"^(?:\s*@\w+)+\s*")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ASKED = Post(
    id=MessageId(1),
    case_id=None,
    at=NOW,
    direction=Direction.IN,
    text="",
    network="x",
    remote_id=RemoteId("1"),
    conversation_id=RemoteId("1"),
    parent_id=None,
    author_id=RemoteId("7"),
    author_handle="ada_fern",
    author_name="Ada Fern",
    summons=True,
    media=(),
)

HITS = [
    ("en", "Sorry you feel that way, e-mail us.", "e-mail us"),
    ("en", "Please DM us.", "DM us"),
    ("en", "Sorry to hear that! Could you send us a DM with your order number?", "send us a DM"),
    ("en", "We'd love to help. Call us on +44 20 7946 0018.", "Call us"),
    ("en", "Please contact our team so we can look into it.", "Please contact our"),
    ("en", "Thanks for getting in touch. Please fill in the form.", "fill in"),
    ("en", "Our team can help: https://shop.example/help", "https://shop.example/help"),
    ("en", "Our team can help: https://shop.example/contact.", "https://shop.example/contact"),
    ("en", "We can't discuss accounts here due to privacy. Please DM us.", "DM us"),
    ("en", "What's your order number? Please send it by DM.", "send it by DM"),
    ("en", "We understand how frustrating this is. Give us a call!", "Give us a call"),
    ("en", "To reset your password, please call us.", "please call us"),
    ("en", "DM us and we will refund you.", "DM us"),
    ("en", "If it was refunded and is not there, DM us.", "DM us"),
    ("en", "help@shop.example", "help@shop.example"),
    ("en", "Which error is it? Please DM us your answers.", "DM us"),
    ("en", "Report it through our page. Here's how: https://shop.example/kb", "Report it through"),
    ("de", "Das tut uns leid! Schick uns bitte eine DM.", "Schick uns bitte eine DM"),
    ("de", "Bitte melden Sie sich per Direktnachricht bei uns.", "melden Sie sich"),
    ("de", "Wie schade. Schreiben Sie uns, dann schauen wir uns das an.", "Schreiben Sie uns"),
    ("de", "Bitte füllen Sie das Formular aus.", "füllen Sie das Formular aus"),
    ("en", "Sorry about order 4070200. Please DM us.", "DM us"),
    ("en", "Please DM us your tracking number 00340434161094042557.", "DM us"),
    ("en", "Order: 0800 123 4567", "0800 123 4567"),
    ("de", "Entschuldige, deine Bestellung 4070200. Schreib uns eine DM.", "Schreib uns"),
    ("de", "Wie lautet deine Sendungsnummer? Schreib uns eine DM.", "Schreib uns"),
    ("de", "Wende dich bitte an unseren Kundenservice.", "Wende dich"),
    ("de", "Könnt ihr uns eine DM mit der Nummer schicken?", "uns eine DM mit der Nummer schicken"),
    ("de", "Besuchen Sie bitte unsere Hilfeseite.", "Besuchen Sie bitte unsere Hilfeseite"),
    ("de", "Hilfe gibt es hier: https://shop.example/kontakt", "Hilfe gibt es"),
    ("de", "Unser Team hilft: https://shop.example/kontakt", "https://shop.example/kontakt"),
]  # fmt: skip
MISSES = [
    ("en", "We refunded you just now; DM us if it is not there by Friday."),
    ("en", "Which error do you see? If it is easier, DM us."),
    ("en", "Please restart the router, and call us if it stays red."),
    ("en", "It opens at 9. For anything else call us."),
    ("en", "We've passed your report to the engineers. DM us any time."),
    ("en", "I checked: your parcel is in Leeds. Call us on 020 7946 0018 if it is late."),
    ("en", "Does it happen on Wi-Fi too? You can also DM us."),
    ("en", "No need to call us, it is on its way."),
    ("en", "There is no need to DM us."),
    ("en", "We will contact the courier."),
    ("en", "We'll email you today."),
    ("en", "Thanks for contacting us!"),
    ("en", "Sorry about that."),
    ("en", "Here is how to reset it: https://shop.example/help/articles/reset-your-password"),
    ("en", "If https://shop.example/kb/reset-your-password does not help, call us."),
    ("en", "We replied to your DM just now."),
    ("en", "Our courier has lost it, a new one is on its way. Message us if you need it sooner."),
    ("de", "Wir haben den Betrag heute erstattet. Schreib uns eine DM, falls er nicht da ist."),
    ("de", "Welche Fehlermeldung siehst du? Gern auch per DM."),
    ("de", "Starte bitte den Router neu und ruf uns an, wenn er rot bleibt."),
    ("de", "Wir öffnen um 9 Uhr. Sonst ruf uns an."),
    ("de", "Du brauchst uns nicht anzurufen, es ist unterwegs."),
    ("de", "Wir melden uns per Mail bei dir."),
    ("en", "Your tracking number is 00340434161094042557."),
    ("en", "Your tracking number is 01905012345678. Call us if it is late."),
    ("en", "Tracking: 00340434161094042557"),
    ("en", "Parcel no. 01905012345678"),
    ("en", "00340434161094042557"),
    ("en", "01905012345678 is your tracking number. DM us if it stands still."),
    ("en", "Your order number is 40702, DM us if that is not yours."),
    ("de", "Deine Sendungsnummer ist 00340434161094042557."),
    ("de", "Deine Sendungsnummer lautet 01905012345678, ruf uns an, falls es nicht kommt."),
    ("de", "Sendung: 01905012345678"),
    ("de", "01905012345678 ist deine Sendungsnummer. Bei Fragen ruf uns an."),
    ("de", "Danke für deine Nachricht!"),
    ("de", "Ich habe nachgesehen: Ihr Paket liegt in Köln. Rufen Sie uns an, wenn es nicht kommt."),
    ("de", "Die Störung ist bekannt, wir arbeiten daran. Bei Fragen schreiben Sie uns."),
]


def found(text: str, language: str = "en", facts: Facts | None = None) -> list[Finding]:
    ground = Ground(facts or Facts())
    return list(deflection(ground.read(text, language), ground, NOW))


def asked(text: str, kind: MessageKind | None = None) -> Facts:
    return Facts(reply_to=replace(ASKED, text=text, kind=kind))


@pytest.mark.parametrize(("language", "text", "words"), HITS)
def test_only_sent_elsewhere_is_found_at_the_words_that_send(
    language: str, text: str, words: str
) -> None:
    (one,) = found(text, language)
    assert text[one.start : one.end] == words
    assert (one.check, one.severity) == (Check.DEFLECTION, Severity.WARNING)
    assert one.words == words.lower()


@pytest.mark.parametrize(("language", "text"), MISSES)
def test_an_answer_that_does_something_or_sends_nowhere_passes(language: str, text: str) -> None:
    assert not found(text, language)


@pytest.mark.parametrize(
    "text", ["Envoyez-nous un message privé.", "Escríbanos por mensaje.", "Stuur ons een bericht."]
)
def test_words_of_other_languages_are_not_judged(text: str) -> None:
    assert not found(text, "fr")
    assert not found(text, "")


def test_who_only_asked_how_to_reach_us_is_answered_by_that() -> None:
    draft = "Please email us at help@shop.example."
    assert found(draft)
    assert not found(draft, facts=asked("What is the best way to contact you?"))
    assert not found(draft, facts=asked("Who can I speak to about a job?", MessageKind.QUESTION))
    assert found(draft, facts=asked("My lamp is broken. What is the best way to contact you?"))
    assert found(draft, facts=asked("How can I contact you?", MessageKind.COMPLAINT))
    assert found(draft, facts=asked("When do you open?"))


def test_wer_nur_nach_der_nummer_fragt_bekommt_sie() -> None:
    draft = "Ruf uns bitte an: 0800 123 4567."
    assert found(draft, "de")
    assert not found(draft, "de", asked("Unter welcher Nummer kann ich anrufen?"))
    assert found(draft, "de", asked("Es geht nicht! Unter welcher Nummer kann ich anrufen?"))


def test_an_ignored_one_is_the_same_while_the_text_around_is_edited() -> None:
    (first,) = found("Please DM us.")
    (later,) = found("Hi Ada, we are so sorry!\n\nPlease  DM us with more details.")
    assert first.key == later.key


def test_it_is_found_where_readers_said_so(test_data: Path) -> None:
    """In the replies that may be looked at; measured: precision and recall 0.96."""
    raw = json.loads(posts_file(test_data).read_text("utf-8"))
    texts = {post["id"]: post["text"] for post in raw["posts"]}
    answers = {
        post["id"]: reference["id"]
        for post in raw["posts"]
        for reference in post.get("referenced_tweets", ())
        if reference["type"] == "replied_to"
    }
    labels = decided("replies", Half.TUNING)
    flagged = {
        each
        for each in labels
        if found(HANDLES.sub("", texts[each]), facts=asked(texts.get(answers.get(each, ""), "")))
    }
    meant = {each for each, label in labels.items() if label == "yes"}
    assert len(flagged & meant) / len(flagged) >= 0.9
    assert len(flagged & meant) / len(meant) >= 0.85


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "?", "\x00", "\ud800", "\u202eDM us", "D\u200bM us", "ＤＭ us", "@dm #dm"),
        *("0800 １２３ ４５６７", "Scho\u0308n", "DM us " * 3_000, "a@" * 30_000, "+1 " * 20_000),
        *("https://" * 9_000, "https://x/" + "a-" * 40_000, "we have " * 3_000, "if, " * 9_000),
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_any_text_can_be_looked_through(text: str, language: str) -> None:
    for one in found(text, language):
        assert 0 <= one.start < one.end <= len(text)
