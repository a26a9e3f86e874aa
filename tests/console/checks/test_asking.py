"""Asked again: what a case already holds is not asked for without a word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.checks import Facts, Ground
from console.checks.asking import asked_again
from console.domain.business_hours import BusinessHours
from console.domain.checks import Finding, Severity, StepKind
from console.domain.contacts import Contact, Phone
from console.domain.ids import AgentId, CaseId, ContactId, MessageId, RemoteId
from console.domain.messages import CallNote, Channel, Direction, Media, Message, Post
from console.domain.opening_week import ALL_WEEK

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
        ("", "en"),
        ("Thanks for your order number, we found it.", "en"),
        ("We have your order number, please wait.", "en"),
        ("Please don't share your order number here.", "en"),
        ("Is your order number 4471902283?", "en"),
        ("Could you tell us your customer number?", "en"),
        ("Please send your tracking number", "en"),
        ("Your order number tells us where it is.", "en"),
        ("Please delete this post with your order number", "en"),
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
