"""Privacy: what only we know of a customer is found, and what is public or ours is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.checks import Facts, Ground
from console.checks.privacy import privacy
from console.domain.checks import CheckRules, Finding, Severity, StepKind
from console.domain.contacts import Contact, Handle, Phone
from console.domain.ids import AgentId, CaseId, ContactId, MessageId, RemoteId
from console.domain.messages import CallNote, Channel, Direction, Post

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
CONTACT = Contact(
    ContactId(1),
    "Adelheid Fernández-Groß",
    (
        Handle("x", RemoteId("7"), "ada_fern", "Ada 🌻", 1),
        Handle("mastodon", RemoteId("9"), "heidi", "Heidi Muster", 1),
    ),
    (),
)
RULES = CheckRules(own_points=("030 1234567", "Help@Shop.Example", "https://www.shop.example/help"))


def post(text: str, number: int = 1) -> Post:
    return Post(
        id=MessageId(number),
        case_id=CaseId(1),
        at=NOW - timedelta(days=2),
        direction=Direction.IN,
        text=text,
        network="x",
        remote_id=RemoteId(str(number)),
        conversation_id=RemoteId("1"),
        parent_id=None,
        author_id=RemoteId("7"),
        author_handle="ada_fern",
        author_name="Ada 🌻",
        summons=True,
        media=(),
    )


def found(
    draft: str, *written: str, contact: Contact = CONTACT, rules: CheckRules = RULES
) -> list[Finding]:
    posts = tuple(post(text, number) for number, text in enumerate(written or ("Help!",), 1))
    ground = Ground(
        Facts(messages=posts, reply_to=posts[-1], contact=contact, rules=rules, region="DE")
    )
    return list(privacy(ground.read(draft, "en"), ground, NOW))


def said(draft: str, *written: str, rules: CheckRules = RULES) -> list[tuple[str, str]]:
    return [(one.rule, draft[one.start : one.end]) for one in found(draft, *written, rules=rules)]


@pytest.mark.parametrize(
    ("draft", "rule", "words"),
    [
        ("Is 0170 1234567 right?", "phone", "0170 1234567"),
        ("We call +49 170 1234567.", "phone", "+49 170 1234567"),
        ("We call ０１７０ １２３４５６７", "phone", "０１７０ １２３４５６７"),
        ("Sent to ada.f+x@mail.example.", "email", "ada.f+x@mail.example"),
        ("Sent to ada (at) mail.example", "email", "ada (at) mail.example"),
        ("To DE89 3704 0044 0532 0130 00!", "iban", "DE89 3704 0044 0532 0130 00"),
        ("Your order number is 4471902283.", "order", "4471902283"),
        ("Your order 4471902283 left", "order", "4471902283"),
        ("Order no. #A-4471 left", "order", "A-4471"),
        ("Ihre Bestellnummer lautet 447-19", "order", "447-19"),
        ("Wir finden #4471902 nicht", "order", "#4471902"),
        ("Tracking number: 1234 5678 9012", "tracking", "1234 5678 9012"),
        ("It is 1Z999AA10123456784", "tracking", "1Z999AA10123456784"),
        ("Sendungsnummer RR123456785DE", "tracking", "RR123456785DE"),
        ("Your tracking code is 00340434161094042557.", "tracking", "00340434161094042557"),
        ("Reference number R-2207 is open", "reference", "R-2207"),
        ("Die Vorgangsnummer lautet 22071", "reference", "22071"),
        ("Customer no 88123", "customer", "88123"),
        ("Deine Kundennummer ist 88123", "customer", "88123"),
        ("Rechnungsnummer: RE-2026-17", "invoice", "RE-2026-17"),
        ("Booking code XKCDQP is fine", "booking", "XKCDQP"),
        ("Seriennummer C02XL0GY", "serial", "C02XL0GY"),
        ("Your account number is 12345678", "account", "12345678"),
        ("Ihr Konto 12345678 stimmt", "account", "12345678"),
        ("Kontonummer: 12345678", "account", "12345678"),
        ("The invoice 2026-11-0042 is paid", "invoice", "2026-11-0042"),
        ("Rechnung 2026-4711 ist bezahlt", "invoice", "2026-4711"),
        ("Your parcel 12345678 left", "tracking", "12345678"),
        ("Die Sendung 12345678 ist da", "tracking", "12345678"),
        ("Customer 88123-A is new", "customer", "88123-A"),
        ("Ihr Vertrag 8812345 läuft", "customer", "8812345"),
        ("Your booking X7K9QP is fine", "booking", "X7K9QP"),
        ("Die Buchung X7K9QP passt", "booking", "X7K9QP"),
        ("Your booking 4471902 is fine", "booking", "4471902"),
        ("Die Bestellung 4471902283 ist da", "order", "4471902283"),
        ("Sent to john.doe(at)gmail.com", "email", "john.doe(at)gmail.com"),
        ("An ada.me [at] web.de, bitte", "email", "ada.me [at] web.de"),
        ("Hi Adelheid, it works", "name", "Adelheid"),
        ("Hallo Frau Fernandez-Groß,", "name", "Fernandez-Groß"),
        ("Hallo Frau Ferna\u0301ndez,", "name", "Ferna\u0301ndez"),
        ("Hi Heidi Muster!", "name", "Heidi Muster"),
        ("Adelheids Paket ist da", "name", "Adelheids"),
    ],
)
def test_what_is_private_is_found(draft: str, rule: str, words: str) -> None:
    (one,) = found(draft)
    assert (one.rule, draft[one.start : one.end]) == (rule, words)
    assert one.severity is Severity.WARNING
    assert one.why.endswith(".")
    assert one.advice


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "Call us: 030 1234567, +49 30 1234567 or 0049 30 1234567",
        "Call 0800 1234567, it is free",
        "Write to help@shop.example or HELP@SHOP.EXAMPLE",
        "Write to returns@shop.example",
        "See https://shop.example/track/4471902283 for order 12",
        "Thanks @ada_fern, hi Ada, hi Fern",
        "On 22.11.2026 at 14:02, 2026-11-22, for 1.299,00 € or $49.99",
        "Your order of 2026 with 25 items and 12345 points",
        "Please send us your order number by DM",
        "Ihre Bestellung vom 22.11.2026 ist unterwegs",
        "The price is 1 299 000 for 10 to 12 people",
        "Mail me @ home",
        "Please answer in ticket #10267422",
        "adelheid in small letters is no name",
        "Version 11.3.1 of iOS, error 0x80070057",
        "See https://t.example/?of=ada@mail.example and https://t.example/01701234567",
        "See shop.com/ada(at)mail.example or www.t.com/to/DE89370400440532013000",
        "Your BOOKING FAILED, and booking ABCDEF too",
        "Booking BA24 or booking 24HRS",
        "Our account of 2026, and an account with 12 users",
        "Look at 12 (at) most.",
    ],
)
def test_what_is_ours_or_public_is_not(draft: str) -> None:
    assert said(draft) == []


@pytest.mark.parametrize(
    "address", ["a@notshop.example", "a@shop.example.org", "a@shop.examples", "a@op.example"]
)
def test_an_address_at_a_site_that_only_looks_like_ours_is_found(address: str) -> None:
    assert said(f"Write to {address}") == [("email", address)]
    assert said("Write to a@shop.example or a@mail.shop.example") == []


@pytest.mark.parametrize(
    "number",
    ["+44 1632 960118", "01632 960118", "0044 1632-960118", "+44 (0)1632 960118",
     "(01632) 960118", "１６３２ ９６０１１８"],
)  # fmt: skip
def test_a_number_that_the_desk_holds_is_found_though_nobody_could_dial_it(number: str) -> None:
    held = Contact(ContactId(1), "", (), (Phone("+44 1632 960118", "told us", NOW),))
    draft = f"We call {number}."
    (one,) = found(draft, contact=held)
    assert (one.rule, draft[one.start : one.end]) == ("phone", number)
    other = f"We call {number}1, +44 1632 960119, x{number}, https://a.example/01632960118"
    assert ("phone", number) not in [
        (each.rule, other[each.start : each.end]) for each in found(other, contact=held)
    ]
    assert found("We call +44 1632 960118", contact=CONTACT) == []
    assert found("We call +44 1632 960119", contact=held) == []
    ours = CheckRules(own_points=("+44 1632 960118",))
    assert found("We call +44 1632 960118", contact=held, rules=ours) == []


def test_the_number_of_a_call_is_found_by_its_digits() -> None:
    call = CallNote(
        id=MessageId(9),
        case_id=CaseId(1),
        at=NOW,
        direction=Direction.IN,
        text="",
        channel=Channel.PHONE,
        number="+44 1632 960118",
        duration_s=1,
        agent_id=AgentId(1),
        agent_name="Ben",
        tried="",
    )
    for note, count in ((call, 1), (replace(call, channel=Channel.CHAT), 0)):
        ground = Ground(Facts(messages=(note,), region="DE"))
        draft = ground.read("Is +44 1632 96 01 18 right? 1234 5678 9012", "en")
        assert len(list(privacy(draft, ground, NOW))) == count
    few = Contact(ContactId(1), "", (), (Phone("116 11", "told us", NOW), Phone("", "", NOW)))
    assert found("It has 11611 parts, 116 11", contact=few) == []


def test_a_card_says_the_way_out_and_that_way_is_one() -> None:
    draft = "Order 4111 1111 1111 1111 left"
    (one,) = found(draft)
    assert "If it is no card, add it to your contact points or order numbers" in one.advice
    assert found(draft, rules=CheckRules(own_points=("4111111111111111",))) == []
    (one,) = found(draft, rules=CheckRules(order_shapes=("#### #### #### ####",)))
    assert (one.rule, one.severity) == ("order", Severity.WARNING)


def test_a_card_stops_and_nothing_else_is_found_in_it() -> None:
    (one,) = found("My card number is 4111 1111 1111 1111, order number 12")
    assert (one.rule, one.severity, one.words) == ("card", Severity.STOP, "1111")


def test_what_the_customer_wrote_themself_is_found_and_leads_there() -> None:
    draft = "Is ADA@mail.example still right?"
    (one,) = found(draft, "I am ada@mail.example", "Hello?")
    assert one.why.startswith("Ada 🌻 wrote this e-mail address here in public on Wed 18 Nov")
    assert (one.severity, one.advice) == (Severity.ADVICE, "Leave it out where you can.")
    assert [(step.kind, step.message_id) for step in one.steps] == [(StepKind.SHOW_MESSAGE, 1)]


def test_a_name_that_the_customer_wrote_in_public_is_theirs_to_be_called() -> None:
    assert said("Hi Adelheid", "Please help. Adelheid") == []


def test_the_advice_names_what_the_customer_shows() -> None:
    (one,) = found("Hi Adelheid")
    assert one.advice == "Call them what they show here: Ada 🌻."


def test_a_name_that_is_a_word_counts_where_it_can_only_be_a_name() -> None:
    will = Contact(ContactId(1), "Will Lang", CONTACT.handles, ())
    drafts = [("Will you send it?", []), ("It takes Lang", []), ("Hi Will, thanks", ["Will"])]
    drafts += [("Hallo Herr Lang!", ["Lang"]), ("For Will Lang", ["Will Lang"])]
    for draft, names in drafts:
        assert [draft[one.start : one.end] for one in found(draft, contact=will)] == names


@pytest.mark.parametrize(
    ("name", "draft"),
    [
        ("Juli Zeh", "Im Juli ist es da"),
        ("Mark März", "März passt auch"),
        ("Tom Bath", "Our shop in Bath is open"),
        ("Tom Bath", "Bath is open today"),
        ("Tom Leeds", "It is in Leeds now"),
        ("Max Essen", "Wir sind nach Essen gezogen"),
        ("Max Löhne", "Unser Lager in Löhne ist zu"),
        ("Eva Koch", "Der Koch kommt"),
        ("Sam Stone", "Thanks! ^Sam"),
        ("Sam Stone", "We fixed it. ^Sam\nMore below"),
        ("Sam Stone", "We fixed it. -Sam"),
        ("Sam Stone", "We fixed it. Kind regards, Sam"),
        ("Mia Fuchs", "Viele Grüße, Mia"),
        ("Mia Fuchs", "Es geht wieder. LG Mia!"),
        ("Mia Fuchs", "Beste Grüße\nMia\fDer Rest"),
        ("Mia Fuchs", "Es geht wieder /Mia"),
    ],
)
def test_a_place_a_month_and_a_signature_are_no_name(name: str, draft: str) -> None:
    assert found(draft, contact=Contact(ContactId(1), name, CONTACT.handles, ())) == []


@pytest.mark.parametrize(
    ("name", "draft", "words"),
    [
        ("Juli Zeh", "Hallo Juli, es ist da", "Juli"),
        ("Juli Zeh", "Im Juli-Zeh-Paket", "Juli-Zeh"),
        ("Tom Bath", "Hi Mr Bath", "Bath"),
        ("Tom Lovelace", "It is in Lovelace's account", "Lovelace"),
        ("Tom Lovelace", "We looked in. Lovelace, it is there", "Lovelace"),
        ("Sam Stone", "Hi Sam", "Sam"),
        ("Sam Stone", "Thanks, Sam", "Sam"),
        ("Sam Stone", "Kind regards to Sam", "Sam"),
        ("Mia Fuchs", "Viele Grüße, Mia, und bis bald", "Mia"),
        ("Mia Fuchs", "Viele Grüße an Mia", "Mia"),
        ("Mia Fuchs", "Es geht wieder -Mia sagt es", "Mia"),
        ("Mia Fuchs", "Gruß Mia Fuchs", "Mia Fuchs"),
        ("Eva Müller", "Liebe Frau Mueller", "Mueller"),
        ("Eva Mueller", "Liebe Frau Müller", "Müller"),
        ("Eva Mu\u0308ller", "Liebe Frau Muellers", "Muellers"),
        ("Eva Größer", "Frau Groesser ist es", "Groesser"),
        ("Ola Sørensen", "Hi Soerensen", "Soerensen"),
    ],
)
def test_a_name_is_one_where_it_can_be_nothing_else(name: str, draft: str, words: str) -> None:
    (one,) = found(draft, contact=Contact(ContactId(1), name, CONTACT.handles, ()))
    assert draft[one.start : one.end] == words


def test_a_name_shown_in_another_spelling_is_shown() -> None:
    one = Contact(ContactId(1), "Eva Müller", CONTACT.handles, ())
    assert found("Hallo Frau Müller", "Danke, Eva Mueller", contact=one) == []


def test_a_name_in_a_script_without_spaces_is_found() -> None:
    tanaka = Contact(ContactId(1), "田中さくら", CONTACT.handles, ())
    draft = "こんにちは田中さくら様"
    assert [draft[one.start : one.end] for one in found(draft, contact=tanaka)] == ["田中さくら"]


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("We wrote to your Gmail", ["Gmail"]),
        ("It went to your account with PayPal", ["PayPal"]),
        ("Dein PayPal-Konto ist belastet", ["PayPal"]),
        ("Ihr PayPal ist belastet", ["PayPal"]),
        ("You can pay with PayPal", []),
        ("Können Sie mit PayPal zahlen?", []),
        ("Your order is late", []),
    ],
)
def test_a_service_is_found_where_it_is_the_customers(draft: str, words: list[str]) -> None:
    rules = CheckRules(other_names=("Gmail", "PayPal", "...", ""))
    assert [each for _, each in said(draft, rules=rules)] == words
    assert said(draft, "My Gmail and PayPal fail", rules=rules) == []


def test_order_numbers_have_the_shapes_of_the_business() -> None:
    rules = CheckRules(order_shapes=("AB-####-??", "(##)*"))
    draft = "Here: ab-1234-xy, AB-12345-xy, AB-1234-x1, (12)* and xAB-1234-xy"
    assert said(draft, rules=rules) == [("order", "ab-1234-xy"), ("order", "(12)*")]


BARE = CheckRules(order_shapes=("####", " ##### "))


@pytest.mark.parametrize("shape", ["#" * 20, "#####"])
@pytest.mark.parametrize(
    "draft",
    [
        "Your tracking number is 00340434161094042557.",
        "Your tracking code is 00340434161094042557.",
        "Ihre Sendungsnummer lautet 00340434161094042557.",
    ],
)
def test_a_word_for_another_number_is_surer_than_a_shape(draft: str, shape: str) -> None:
    rules = CheckRules(order_shapes=(shape,))
    assert said(draft, rules=rules) == [("tracking", "00340434161094042557")]


@pytest.mark.parametrize(
    "draft",
    [
        "12000 yen", "38900 people", "It costs £12000 or $ 12000 or 12000€", "12000.50 or 12,000",
        "Our model 38900 is new", "We found 40911.", "Order of 12000 yen", "Order 12000 yen more",
        "In 2026 or 1999", "Das Modell 38900", "12000 Euro und 38900 Leute", "Lampe 4091",
        "Bestellung 12000 Punkte",
    ],
)  # fmt: skip
def test_digits_alone_are_no_order_number(draft: str) -> None:
    assert said(draft, rules=BARE) == []


@pytest.mark.parametrize(
    "draft", ["Call 07911 123456", "Call +44 7911 123456", "Call (07911) 123456 about your order"]
)
def test_a_piece_of_a_phone_number_is_no_order_number(draft: str) -> None:
    assert [rule for rule, _ in said(draft, rules=BARE)] == ["phone"]


@pytest.mark.parametrize(
    ("draft", "number"),
    [
        ("Order 4091 left", "4091"),
        ("Your 40911 order left", "40911"),
        ("40911 is your order number", "40911"),
        ("Your order is 4091, right?", "4091"),
        ("Bestellung 4091 ist da", "4091"),
        ("40911 ist Ihre Bestellung", "40911"),
    ],
)
def test_digits_beside_a_word_for_orders_are_an_order_number(draft: str, number: str) -> None:
    assert said(draft, rules=BARE) == [("order", number)]


def test_digits_that_the_customer_gave_as_an_order_number_are_one() -> None:
    for wrote in ("It's 40911", "Please help, my order 40911 never came, and nobody answers"):
        (one,) = found("We found 40911.", wrote, rules=BARE)
        assert (one.rule, one.severity) == ("order", Severity.ADVICE)
        assert said("We found 40912.", wrote, rules=BARE) == []
    story = "There were 40911 of them in the hall, and nobody was there to help me"
    assert said("We found 40911.", story, rules=BARE) == []


def test_a_long_shape_of_digits_needs_no_word() -> None:
    assert said("We found 112233445566.", rules=CheckRules(order_shapes=("#" * 12,))) == [
        ("order", "112233445566")
    ]


def test_a_number_that_the_customer_gave_is_a_quiet_advice() -> None:
    (one,) = found("Your order 40911 was refunded today", "Where is order 40911?")
    assert one.severity is Severity.ADVICE
    assert one.why.startswith("Ada 🌻 wrote this order number here in public")
    assert "direct message" not in one.advice
    (other,) = found("Your order 40912 was refunded today", "Where is order 40911?")
    assert (other.severity, other.advice) == (
        Severity.WARNING,
        "Take it out, or ask for it by direct message.",
    )


def test_the_advice_for_a_phone_number_says_what_to_do_where_it_is_ours() -> None:
    for draft in ("Is 0170 1234567 right?", "Is ada@mail.example right?"):
        (one,) = found(draft)
        assert one.advice.endswith("If it is yours, add it in Preferences, Checks.")


def asked(draft: str, language: str) -> list[str]:
    ground = Ground(Facts(contact=CONTACT, rules=RULES, region="DE"))
    found = privacy(ground.read(draft, language), ground, NOW)
    return [draft[one.start : one.end] for one in found if one.rule == "asks"]


@pytest.mark.parametrize(
    ("draft", "language", "thing"),
    [
        ("Your IBAN please?", "en", "IBAN"),
        ("IBAN?", "en", "IBAN"),
        ("Hi Ben, your address please", "en", "address"),
        ("What is your e-mail address and postcode?", "en", "your e-mail address"),
        ("Can you share your e-mail?", "en", "your e-mail"),
        ("Please send us your date of birth.", "en", "date of birth"),
        ("Which e-mail address did you use?", "en", "e-mail address"),
        ("What's the phone number on the account?", "en", "phone number"),
        ("Can we have your card number, please?", "en", "card number"),
        ("Thanks! Can you confirm your password?", "en", "password"),
        ("Wie lautet Ihre IBAN?", "de", "IBAN"),
        ("Ihre IBAN bitte?", "de", "IBAN"),
        ("Bitte nennen Sie uns Ihre E-Mail-Adresse und PLZ.", "de", "Ihre E-Mail-Adresse"),
        ("Kannst du uns dein Geburtsdatum sagen?", "de", "Geburtsdatum"),
        ("Welche Adresse ist hinterlegt?", "de", "Adresse"),
        ("Teilen Sie uns bitte Ihre Anschrift mit", "de", "Anschrift"),
        ("Wir brauchen noch deine Telefonnummer.", "de", "Telefonnummer"),
        ("Wie ist dein Passwort?", "de", "Passwort"),
    ],
)
def test_asking_for_something_private_in_public_is_found(
    draft: str, language: str, thing: str
) -> None:
    assert asked(draft, language) == [thing]
    (one,) = (each for each in found(draft) if each.rule == "asks") if language == "en" else (None,)
    assert one is None or (one.severity, one.advice) == (
        Severity.ADVICE,
        "Ask for it by direct message.",
    )


@pytest.mark.parametrize(
    ("draft", "language"),
    [
        ("DM us your e-mail", "en"),
        ("Please send us your e-mail address by DM.", "en"),
        ("Your order number and customer number, please?", "en"),
        ("Have you tried resetting your password?", "en"),
        ("Please change your e-mail address in the app.", "en"),
        ("Is your address correct?", "en"),
        ("Never share your password.", "en"),
        ("Please don't send us your IBAN here.", "en"),
        ("We sent it to your e-mail address.", "en"),
        ("What is wrong with your address?", "en"),
        ("Please tell us if your phone number changed.", "en"),
        ("What is the password policy?", "en"),
        ("Could you send us the tracking e-mail?", "en"),
        ("What is the address of the shop you went to?", "en"),
        ("Please enter your postcode at https://shop.example", "en"),
        ("What is our phone number?", "en"),
        ("Can you tell us which lamp it is?", "en"),
        ("Schick uns deine E-Mail-Adresse per DM.", "de"),
        ("Wie lautet Ihre Bestellnummer?", "de"),
        ("Bitte setzen Sie Ihr Passwort zurück.", "de"),
        ("Haben Sie unsere E-Mail bekommen?", "de"),
        ("Ist Ihre Adresse richtig?", "de"),
        ("Wir brauchen Ihre IBAN nicht.", "de"),
        ("Können Sie uns sagen, ob Ihre Adresse stimmt?", "de"),
        ("Bitte prüfen Sie Ihre Adresse", "de"),
    ],
)
def test_what_asks_for_nothing_private_in_public_is_left_alone(draft: str, language: str) -> None:
    assert asked(draft, language) == []


def test_each_thing_is_found_once_and_a_long_row_is_read_to_its_end() -> None:
    assert asked("Your IBAN? Your IBAN, please.\nYour postcode?", "en") == ["IBAN", "postcode"]
    for text in ("send us your ", "IBAN ", "IBAN, ", "what is your IBAN, "):
        assert len(asked(text * 5_000, "en")) <= 1


def test_a_finding_is_the_same_one_while_the_text_around_it_changes() -> None:
    (one,) = found("Order number 447-190")
    (other,) = found("So, your order number: 447190, is on its way")
    assert one.key == other.key == "order:447190"


@pytest.mark.parametrize(
    "text",
    [
        "\ud800\udfff" * 100, "a@" * 20_000, "(at)" * 10_000, "1 " * 20_000,
        "order number " * 3_000,
        "\u202e0" * 500, "\0" * 1000, "e\u0301" * 20_000, "1Z" * 20_000,
    ],
    ids=["surrogates", "at", "words", "digits", "numbers", "turned", "nul", "nfd", "ups"],
)  # fmt: skip
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert said(text) == []
    draft = f"{text} ada@mail.example"
    assert ("email", "ada@mail.example") in said(draft)
