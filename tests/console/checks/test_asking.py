"""Asked again: what a case already holds is not asked for without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.checks import Facts, Ground
from console.checks.asking import asked_again
from console.checks.asking_given import given
from console.domain.business_hours import BusinessHours
from console.domain.checks import Finding, Severity, StepKind
from console.domain.contacts import Contact, Phone
from console.domain.ids import AgentId, CaseId, ContactId, MessageId, RemoteId
from console.domain.kinds import MessageKind
from console.domain.messages import CallNote, Channel, Direction, Media, Message, Post
from console.domain.opening_week import ALL_WEEK
from console.text.lexicon import LANGUAGES, lists

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
ADA = Contact(ContactId(1), "Ada Fern", (), ())
PHOTO = Media("photo", "", "", 1, 1)


def post(text: str, number: int = 1, *, ours: bool = False, media: tuple[Media, ...] = ()) -> Post:
    return Post(
        id=MessageId(number),
        case_id=CaseId(1),
        at=NOW - timedelta(days=3, minutes=-number),
        direction=Direction.OUT if ours else Direction.IN,
        text=text,
        network="x",
        remote_id=RemoteId(str(number)),
        conversation_id=RemoteId("1"),
        parent_id=None,
        author_id=RemoteId("7"),
        author_handle="ada_fern",
        author_name="Ada",
        summons=True,
        media=media,
    )


def note(
    text: str = "",
    *,
    number: str = "",
    tried: str = "",
    channel: Channel = Channel.PHONE,
    direction: Direction = Direction.IN,
) -> CallNote:
    return CallNote(
        id=MessageId(90),
        case_id=CaseId(1),
        at=NOW - timedelta(days=2),
        direction=direction,
        text=text,
        channel=channel,
        number=number,
        duration_s=360,
        agent_id=AgentId(1),
        agent_name="Ben",
        tried=tried,
    )


def found(
    draft: str, *messages: Message, language: str = "en", contact: Contact | None = ADA
) -> list[Finding]:
    hours = BusinessHours(ALL_WEEK, zone="UTC")
    ground = Ground(Facts(messages=messages, contact=contact, region="DE", hours=hours))
    return list(asked_again(ground.read(draft, language), ground, NOW))


def said(draft: str, *messages: Message, language: str = "en") -> list[tuple[str, str]]:
    return [
        (one.words, draft[one.start : one.end])
        for one in found(draft, *messages, language=language)
    ]


NUMBER = post("My order number is 4471902283, where is it?")


@pytest.mark.parametrize(
    ("draft", "language", "words"),
    [
        ("Please send us your order number.", "en", "order number"),
        ("What is the order number?", "en", "order number"),
        ("Thanks for waiting, could you share your order no?", "en", "order no"),
        ("We'd need your order number once more", "en", "order number"),
        ("Order number?", "en", "Order number"),
        ("Which order is it?", "en", "Which order is it"),
        ("Um welche Bestellung geht es?", "de", "Um welche Bestellung"),
        ("Wie lautet die Bestellnummer?", "de", "Bestellnummer"),
        ("Bitte schick uns deine Bestellnummer per DM", "de", "Bestellnummer"),
        ("Nennen Sie uns die Nummer Ihrer Bestellung", "de", "Nummer Ihrer Bestellung"),
    ],
)
def test_a_number_that_was_given_is_asked_for_again(draft: str, language: str, words: str) -> None:
    assert said(draft, NUMBER, language=language) == [("order", words)]
    assert said(draft, post("Where is my order?"), language=language) == []
    assert said(draft, language=language) == []


@pytest.mark.parametrize(
    ("draft", "language"),
    [
        ("Could you send us your reference number?", "en"),
        ("What is your reference?", "en"),
        ("Reference number?", "en"),
        ("Which order was it?", "en"),
        ("Wie ist die Vorgangsnummer?", "de"),
        ("Nennen Sie uns bitte Ihre Referenz", "de"),
        ("Welche Bestellung war es?", "de"),
    ],
)
@pytest.mark.parametrize(
    ("wrote", "gave"),
    [
        ("reference R-2207 is late", "the reference number"),
        ("Vorgang R-2207 hakt", "the reference number"),
        ("my order 40911 is late", "the order number"),
    ],
)
def test_a_reference_and_an_order_are_one_to_customers(
    draft: str, language: str, wrote: str, gave: str
) -> None:
    (one,) = found(draft, post(wrote), language=language)
    assert f" gave {gave} " in one.why


@pytest.mark.parametrize(
    "draft",
    ["What is your booking reference number?", "What is the payment reference?",
     "With reference to your order, please wait", "Your case number, please?"],
)  # fmt: skip
def test_a_reference_of_another_kind_was_not_given(draft: str) -> None:
    assert said(draft, post("order 40911 and reference R-2207")) == []


@pytest.mark.parametrize(
    ("draft", "language"),
    [
        ("", "en"),
        ("Thanks for your order number, we found it.", "en"),
        ("We have your order number, please wait.", "en"),
        ("Please don't share your order number here.", "en"),
        ("Is your order number 4471902283?", "en"),
        ("Could you tell us your customer number?", "en"),
        ("Please send your tracking number", "en"),
        ("Your order number tells us where it is.", "en"),
        ("Please delete this post with your order number", "en"),
        ("Which order would you like to keep?", "en"),
        ("Welche Bestellung möchtest du behalten?", "de"),
        ("What is your account number?", "en"),
        ("Danke für die Bestellnummer!", "de"),
        ("Ihre Bestellnummer liegt uns vor, bitte warten Sie.", "de"),
        ("Bitte nennen Sie uns Ihre Kundennummer.", "de"),
    ],
)
def test_what_does_not_ask_for_that_number_is_left_alone(draft: str, language: str) -> None:
    assert said(draft, NUMBER, language=language) == []


def test_it_says_who_gave_it_when_and_where_and_leads_there() -> None:
    (one,) = found("Your order number, please", NUMBER)
    assert one.why == (
        "Ada Fern gave the order number in a post on Tue 17 Nov, 15:01;"
        " asked again, it reads as if nobody had listened."
    )
    (step,) = one.steps
    assert (step.kind, step.label, step.message_id) == (StepKind.SHOW_MESSAGE, "Show the post", 1)
    assert (one.severity, one.key) == (Severity.WARNING, "order:order")


@pytest.mark.parametrize(
    ("draft", "language", "asks"),
    [
        ("What number can we call you on?", "en", True),
        ("Which number can we best reach you on?", "en", True),
        ("Unter welcher Nummer erreichen wir dich?", "de", True),
        ("Welche Nummer dürfen wir anrufen?", "de", True),
        ("What number did you call us on?", "en", False),
        ("Which number is on the box?", "en", False),
        ("Please send the serial number so we can call you", "en", False),
        ("Welche Nummer hast du angerufen?", "de", False),
    ],
)
def test_a_phone_number_is_asked_for_in_other_words(
    draft: str, language: str, *, asks: bool
) -> None:
    known = post("Call me on 0170 1234567")
    assert [key for key, _ in said(draft, known, language=language)] == ["phone"] * asks


@pytest.mark.parametrize(
    ("wrote", "draft", "subject"),
    [
        ("my booking is X7K9QP", "What's your booking reference?", "booking"),
        ("My account number is 12345678", "What is your account number?", "account"),
        ("Konto 12345678", "Your account number, please?", "account"),
        ("Invoice 2026-11-0042", "Could you share the invoice number?", "invoice"),
        ("my parcel 12345678 is late", "What is the tracking number?", "tracking"),
    ],
)
def test_a_number_is_of_the_kind_that_its_word_says(wrote: str, draft: str, subject: str) -> None:
    assert [key for key, _ in said(draft, post(wrote))] == [subject]
    assert said("What is your order number?", post(wrote)) == []


def test_the_newest_message_is_the_one_that_is_shown() -> None:
    (one,) = found("Your order number, please", NUMBER, post("Order 4471902283!", 2))
    assert one.steps[0].message_id == MessageId(2)


def test_what_we_wrote_ourselves_was_not_given() -> None:
    ours = post("Order number 4471902283? Restarted it? ", ours=True, media=(PHOTO,))
    assert said("Please send your order number and a screenshot", ours) == []


def test_what_stands_in_the_note_of_a_call_was_given() -> None:
    call = note("Order number 4471902283, ada@mail.example", number="0170 1234567")
    draft = "Please DM your order number, your email and the best phone number."
    assert [key for key, _ in said(draft, call)] == ["order", "email", "phone"]
    assert " on the phone on Wed 18 Nov, 15:00" in found(draft, call)[0].why
    assert found(draft, call)[0].steps[0].label == "Show the call"


def test_a_number_of_the_contact_is_known_without_a_message() -> None:
    linked = Contact(ContactId(1), "Ada Fern", (), (Phone("+491701234567", "told us", NOW),))
    (one,) = found("What is your phone number?", contact=linked)
    assert one.why == "A phone number of Ada Fern is linked to the contact already."
    assert one.steps == ()


@pytest.mark.parametrize(
    ("wrote", "draft", "subject"),
    [
        ("I've restarted it", "Please restart your phone", "restart"),
        ("Tried restarting, nothing", "Have you tried turning it off and on?", "restart"),
        ("Handy neu gestartet, nichts", "Restart your phone, please", "restart"),
        ("I uninstalled it twice", "If you haven't, reinstall the app", "reinstall"),
        ("App gelöscht und neu drauf", "Try reinstalling the app", "reinstall"),
        ("App gelo\u0308scht und neu drauf", "Try reinstalling the app", "reinstall"),
        ("cleared my cache", "Clear the cache first", "cache"),
        ("I have the latest version", "Make sure the app is up to date", "update"),
        ("logged out and back in", "Please log out and log back in", "login"),
        ("I changed my password", "You can reset your password", "password"),
        ("did a factory reset", "We recommend a factory reset", "factory"),
        ("I rebooted my router", "Please restart your router", "router"),
        ("I've turned it off and on", "Please restart it", "restart"),
        ("Switched it off and on again, no luck", "Please restart it", "restart"),
        ("I power cycled the router", "Please restart the router", "router"),
        ("turned the router off and on again", "Please restart the router", "router"),
        ("I rebooted my router", "Please restart it", "restart"),
        ("I restarted the router and the phone", "Please restart your phone", "restart"),
        ("I restarted the router and the phone", "Please restart the router", "router"),
        ("I restarted my phone", "Please restart your iPhone", "restart"),
        ("I restarted my phone", "Please restart the device", "restart"),
        ("I restarted the machine", "Please restart your console", "restart"),
        ("updated to the latest version", "Please update the app", "update"),
        ("I was in your store today", "Please visit our store", "visit"),
        ("I've tried it all", "Please restart it", "restart"),
        ("I've restarted it", "Thanks for being so patient while we look, restart it", "restart"),
        ("same in every browser", "Does another browser help?", "browser"),
        ("it's not in my spam", "Please check your spam folder", "spam"),
        ("I called you twice", "Please call us", "call"),
        ("I've emailed you", "Please e-mail us", "mail"),
        ("Sent you a DM", "Send us a DM", "dm"),
        ("iPhone 7 with iOS 11.3", "Which device do you use?", "device"),
        ("iPhone 7 with iOS 11.3", "Which iOS version is it?", "system"),
        ("on version 8.2 of it", "Which version of the app is it?", "version"),
    ],
)
def test_what_was_done_is_asked_for_again(wrote: str, draft: str, subject: str) -> None:
    assert [key for key, _ in said(draft, post(wrote))] == [subject]


@pytest.mark.parametrize(
    ("wrote", "draft"),
    [
        ("ich habe neu gestartet", "Haben Sie das Gerät schon neu gestartet?"),
        ("Habe den Cache schon geleert", "Bitte leeren Sie den Cache."),
        ("I reinstalled it", "Bitte installiere die App neu."),
        ("hab schon angerufen", "Rufen Sie uns bitte an."),
        ("DM ist raus", "Schreib uns bitte eine DM"),
        ("Passwort schon geändert", "Bitte setz dein Passwort zurück"),
        ("Router habe ich schon neu gestartet", "Bitte starte den Router neu."),
        ("Router neu gestartet, nichts", "Bitte starte den Router neu."),
        ("Den Router hab ich dreimal neugestartet", "Starte bitte den Router neu."),
        ("Router schon aus und an gemacht", "Bitte den Router einmal neu starten."),
        ("I rebooted my router", "Starten Sie bitte den Router neu."),
        ("Handy habe ich neu gestartet", "Bitte starte das Handy neu."),
        ("Gerät neu gestartet", "Bitte starte das Tablet neu."),
        ("Schon auch nicht im Spam", "Bitte schau im Spam-Ordner nach"),
    ],
)
def test_the_same_in_german(wrote: str, draft: str) -> None:
    assert len(said(draft, post(wrote), language="de")) == 1


@pytest.mark.parametrize(
    ("wrote", "draft"),
    [
        ("I haven't restarted it", "Please restart your phone"),
        ("Should I restart it?", "Please restart your phone"),
        ("my phone keeps restarting", "Please restart your phone"),
        ("it restarted itself", "Please restart your phone"),
        ("noch nicht neu gestartet", "Please restart your phone"),
        ("I've restarted my phone", "Please restart the app"),
        ("I rebooted my router", "Please restart the app"),
        ("I've restarted it", "We restarted the server for you"),
        ("I've restarted it", "As you've already restarted it, please wait"),
        ("I've restarted it", "Please restart it once more, we changed something"),
        ("I didn't call you", "Please call us"),
        ("I called you twice", "We will call you today"),
        ("My phone is old", "Which device do you use?"),
        ("I emailed my boss", "Please call us"),
    ],
)
def test_what_was_not_done_or_is_not_asked_is_left_alone(wrote: str, draft: str) -> None:
    assert said(draft, post(wrote)) == []


@pytest.mark.parametrize(
    ("wrote", "draft", "language"),
    [
        ("I restarted the router and the phone", "Try restarting your tablet", "en"),
        ("I restarted the router", "Please restart your phone", "en"),
        ("I restarted the device", "Please restart your router", "en"),
        ("I restarted the device", "Please restart the app", "en"),
        ("I think it restarted", "Please restart it", "en"),
        ("I never turned it off and on", "Please restart it", "en"),
        ("Who restarted it?", "Please restart it", "en"),
        ("I unplugged my phone", "Please unplug the router", "en"),
        ("Router habe ich noch nicht neu gestartet", "Bitte starte den Router neu.", "de"),
        ("Router habe ich schon neu gestartet", "Bitte starte das Handy neu.", "de"),
        ("Handy neu gestartet", "Bitte starte das Tablet neu.", "de"),
        ("Das Handy hat sich neu gestartet", "Bitte starte das Handy neu.", "de"),
    ],
)
def test_what_was_done_to_another_thing_or_by_itself_is_not_meant(
    wrote: str, draft: str, language: str
) -> None:
    assert said(draft, post(wrote), language=language) == []


DONE_PHRASES = [
    (language, subject.removeprefix("done_"), phrase)
    for language in LANGUAGES
    for subject, phrases in lists(language).items()
    if subject.startswith("done_")
    for phrase in phrases
]


def test_no_phrase_for_what_was_done_takes_itself_back() -> None:
    dead = []
    for _, subject, phrase in DONE_PHRASES:
        wrote = phrase.replace("...", "the thing").replace("*", "")
        if subject not in given(Ground(Facts(messages=(post(wrote),)))):
            dead.append((subject, phrase))
    assert not dead


@pytest.mark.parametrize(
    ("draft", "asks"),
    [
        ("Thanks for having restarted it", False),
        ("Thanks for your help, please restart it", True),
        ("Thanks for one two three four, restart", True),
        ("Thank you for one two three four restart", False),
        ("Thank you for one two three four five restart", True),
        ("Danke für one two three four five restart, please", True),
    ],
)
def test_thanks_are_for_what_stands_close_by(draft: str, *, asks: bool) -> None:
    assert bool(said(f"{draft}?", post("I've restarted it"))) is asks


def test_a_call_in_the_timeline_is_named_with_its_time() -> None:
    (one,) = found("Could you call us on 030 1234567?", note("Parcel lost"))
    assert one.why.startswith("Ada Fern called us on Wed 18 Nov, 15:00;")
    assert said("Could you call us?", note("x", direction=Direction.OUT)) == []
    assert said("Could you call us?", note("x", channel=Channel.EMAIL)) == []
    assert [key for key, _ in said("E-mail us", note("x", channel=Channel.EMAIL))] == ["mail"]


def test_a_picture_that_was_sent_is_advice_only() -> None:
    (one,) = found("Could you share a screenshot?", post("See", media=(PHOTO,)))
    assert one.severity is Severity.ADVICE
    assert said("Could you share a screenshot?", post("See")) == []


PICTURE = post("See, order 4471902283", media=(PHOTO,))


@pytest.mark.parametrize(
    "solved",
    [
        post("We have refunded you today.", 2, ours=True),
        post("Wir haben es Ihnen heute erstattet, es ist behoben.", 2, ours=True),
        replace(post("Thank you!", 2), kind=MessageKind.THANKS),
    ],
)
def test_what_was_given_for_a_problem_counts_until_it_is_solved(solved: Post) -> None:
    for draft in ("Can you send us a picture?", "What is your order number?"):
        assert len(found(draft, PICTURE)) == 1
        assert found(draft, PICTURE, solved) == []
        assert found(draft, PICTURE, solved, post("It is broken again", 3)) == []
        assert len(found(draft, solved, replace(PICTURE, id=MessageId(3)))) == 1
    call = note(tried="new cable")
    assert said("Please try another cable", call, solved) == []


@pytest.mark.parametrize(
    "between",
    [
        post("We are looking into it.", 2, ours=True),
        post("Is it solved?", 2, ours=True),
        replace(post("Still waiting", 2), kind=MessageKind.COMPLAINT),
    ],
)
def test_what_solves_nothing_lets_it_count(between: Post) -> None:
    assert len(found("Can you send us a picture?", PICTURE, between)) == 1


def test_who_somebody_is_stays_known_and_thanks_may_hold_a_number() -> None:
    solved = post("We have refunded you today.", 2, ours=True)
    first = post("I am ada@mail.example, customer number 88123")
    draft = "Your e-mail address and customer number, please?"
    assert [key for key, _ in said(draft, first, solved)] == ["email", "customer"]
    thanks = replace(post("Thanks! Order 4471902283", 3), kind=MessageKind.THANKS)
    assert len(found("What is your order number?", solved, thanks)) == 1


def test_what_a_note_says_was_tried_is_not_asked_for_in_any_words() -> None:
    call = note(tried="factory reset, new cable; other socket", direction=Direction.OUT)
    assert said("Please try another cable", call) == [("new cable", "cable")]
    assert [key for key, _ in said("A factory reset helps", call)] == ["factory"]
    assert said("Your cable is on its way", call) == []


def test_who_tried_everything_hears_no_first_step() -> None:
    (one,) = found("Please clear the cache", post("I've tried everything!"))
    assert one.severity is Severity.ADVICE
    assert "tried everything" in one.why


def test_each_thing_is_found_once_where_it_is_first_asked() -> None:
    draft = "Your order number? Please send the order number."
    assert [(one.start, one.end) for one in found(draft, NUMBER)] == [(5, 17)]


@pytest.mark.parametrize(
    "text",
    [
        "please restart " * 5_000, "order number " * 5_000, "\ud800?" * 5_000, "\0" * 1000,
        "\u202e" * 1000, "e\u0301, " * 5_000, "restarted the, " * 3_000, "v 1" * 10_000,
    ],
    ids=["asks", "numbers", "surrogates", "nul", "turned", "nfd", "clauses", "versions"],
)  # fmt: skip
def test_hostile_texts_are_read_to_their_end(text: str) -> None:
    assert len(found(text, NUMBER, post(text, 2))) <= 2
    assert said(f"{text}\nWhat is your order number?", NUMBER)
