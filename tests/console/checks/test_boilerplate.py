"""Boilerplate: what is nearly an earlier answer is found, with how often and when."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.checks import Facts, Ground, OurPost
from console.checks.boilerplate import MOST_ANSWERS, boilerplate
from console.checks.reading import Reading
from console.domain.business_hours import BusinessHours
from console.domain.checks import Finding, Severity, StepKind
from console.domain.contacts import Contact
from console.domain.ids import CaseId, ContactId, MessageId
from console.domain.kinds import MessageKind
from tests.console.checks.test_feed import post

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""A Friday."""
SAID = (
    "We are sorry that the parcel is late. Please send us the number of the order by"
    " direct message and we will look into it."
)
OTHER = (
    "The van broke down near Leeds on Monday, so the new one leaves the depot this afternoon"
    " and reaches you on Thursday before noon."
)
GERMAN = (
    "Es tut uns leid, dass das Paket zu spät kommt. Bitte schicken Sie uns die Nummer der"
    " Bestellung für eine Prüfung als Direktnachricht."
)


def ours(
    number: int,
    text: str = SAID,
    *,
    days: int = 3,
    answers: int | None = None,
    kind: MessageKind | None = MessageKind.COMPLAINT,
    names: tuple[str, ...] = ("Ben Moss", "ben_moss"),
) -> OurPost:
    """Return a post of ours; a larger number is a newer one."""
    at = NOW - timedelta(days=days)
    asked = None if answers is None else MessageId(answers)
    return OurPost(MessageId(number), CaseId(7), at, text, asked, kind, names)


def found(
    draft: str,
    posts: Sequence[OurPost],
    parts: Sequence[tuple[int, int]] = (),
    contact: Contact | None = None,
) -> list[Finding]:
    latest = tuple(sorted(posts, key=lambda post: post.id, reverse=True))
    facts = Facts(our_posts=latest, contact=contact, hours=BusinessHours(zone="UTC"))
    return list(boilerplate(Reading(draft, None, parts), Ground(facts), NOW))


@pytest.mark.parametrize(
    ("earlier", "draft"),
    [
        (SAID, SAID),
        (SAID, SAID.upper()),
        (SAID, SAID.replace("parcel", "lamp")),
        (f"Hi Ben, {SAID}", f"Hello Ada Fern, {SAID}"),
        (f"Hi Ben! {SAID}", f"Hi Dr. Ada Fern! {SAID}"),
        (f"Dear Mr. Moss, {SAID}", f"Dear Mr. Fern, {SAID}"),
        (f"{SAID} ^AB", f"{SAID} ^MK"),
        (f"{SAID} *AB", SAID),
        (f"{SAID} /AB https://t.co/a", f"{SAID} - Mika"),
        (f"{SAID} ^AB 1/2", SAID),
        (f"1/2 {SAID}", f"{SAID} (1/2)"),
        (f"{SAID} https://t.co/a", f"{SAID} https://t.co/b"),
        (f"@ben_moss {SAID}", f"@ada_fern {SAID}"),
        (GERMAN, f"Hallo Ada, {GERMAN}"),
        (GERMAN, unicodedata.normalize("NFD", GERMAN)),
        (f"Sehr geehrte Frau Moss, {GERMAN}", f"Sehr geehrte Frau Fern, {GERMAN}"),
        ("Поэтому мы " + "очень просим вас прислать нам номер вашего заказа " * 3, "Поэтому мы "
         + "очень просим вас прислать нам номер вашего заказа " * 3),
        ("お問い合わせいただきありがとうございます。ご注文番号をお知らせください",) * 2,
    ],
)  # fmt: skip
def test_what_differs_by_person_alone_is_the_same(earlier: str, draft: str) -> None:
    assert [each.rule for each in found(draft, [ours(1, earlier)])] == ["answer"]


@pytest.mark.parametrize(
    "draft",
    [
        OTHER,
        "",
        " \n\f ",
        "Thanks for telling us, we will pass that on!",
        " ".join(reversed(SAID.split())),
        SAID[: len(SAID) // 2] + OTHER,
        f"{SAID} {OTHER}",
        SAID.replace("parcel", "lamp").replace("order", "invoice").replace("look", "dig"),
        GERMAN,
        "\ud800" * 40,
        "\x00\x1b[31m" * 20,
        "\u202e" + OTHER,
    ],
)
def test_what_says_something_else_is_not(draft: str) -> None:
    assert found(draft, [ours(1)]) == []


def test_short_answers_may_be_the_same() -> None:
    thanks = "Thank you for your kind words, they made our day!"
    assert found(thanks, [ours(1, thanks)]) == []


@pytest.mark.parametrize(
    ("earlier", "draft"),
    [
        ("\u200b".join(SAID.split()), SAID),
        (f"{SAID} 1234", f"{SAID} １２３４"),
        ("שלום לכולם, זה מספר ההזמנה שלכם " * 3, "שלום לכולם, זה מספר ההזמנה שלכם " * 3),
        (f"\u202e{SAID}\x07", SAID),
    ],
)
def test_odd_signs_hide_nothing(earlier: str, draft: str) -> None:
    assert len(found(draft, [ours(1, earlier)])) == 1


def test_a_customers_name_in_the_middle_does_not_count() -> None:
    contact = Contact(ContactId(1), "Ada Lovelace Fern", (), ())
    texts = [f"So {name}, {SAID} Thanks, {name}, and {name}!" for name in ("Ben Moss",) * 2]
    draft = texts[0].replace("Ben Moss", "Ada Lovelace Fern")
    assert found(draft, [ours(1, texts[0])], contact=contact)
    assert not found(draft, [ours(1, texts[0])])


def test_it_tells_how_often_and_the_last_one() -> None:
    posts = [ours(n, OTHER + f" {n}", answers=n + 500) for n in range(10, 15)]
    posts += [ours(20, days=10), ours(21, f"{SAID} ^AB", days=9), ours(22, days=3)]
    (finding,) = found(SAID, posts)
    assert finding.why == (
        "Nearly the same as 3 of your last 8 answers, the last one to @ben_moss on Tuesday."
    )
    assert finding.severity is Severity.WARNING
    assert [(step.kind, step.case_id) for step in finding.steps] == [(StepKind.SHOW_CASE, 7)]


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "yesterday"), (6, "on Saturday"), (7, "on 13 Nov"),
     (400, "on 16 Oct 2025")],
)  # fmt: skip
def test_it_tells_the_day(days: int, said: str) -> None:
    posts = [ours(1, days=days), ours(0, OTHER)]
    (finding,) = found(SAID, posts)
    assert finding.why == f"Nearly the same as 1 of your last 2 answers, to @ben_moss {said}."
    assert finding.severity is Severity.ADVICE


def test_a_handle_that_is_none_is_not_told() -> None:
    posts = [replace(ours(1), to_names=("Ben", "\u202eevil <b>")), ours(2, OTHER)]
    (finding,) = found(SAID, posts)
    assert finding.why == "Nearly the same as 1 of your last 2 answers, sent on Tuesday."


def test_the_finding_lies_on_the_words() -> None:
    draft = f"  {SAID} \n"
    (finding,) = found(draft, [ours(1)])
    assert draft[finding.start : finding.end] == SAID


def test_it_is_the_same_finding_while_the_text_is_edited() -> None:
    (first,) = found(SAID, [ours(1)])
    (second,) = found(f"Hi Ada! {SAID} Bye", [ours(1)])
    assert first.key == second.key
    (third,) = found(OTHER, [ours(1), ours(2, OTHER)])
    assert third.key != first.key


def test_an_answer_is_its_posts_together() -> None:
    posts = [ours(1), ours(2, OTHER, answers=1, kind=None), ours(3, GERMAN, answers=9)]
    (whole,) = found(f"{SAID} {OTHER}", posts)
    assert whole.rule == "answer"
    assert "1 of your last 2 answers" in whole.why


def test_a_part_is_looked_for_among_single_posts() -> None:
    posts = [ours(1), ours(2, OTHER, answers=1, kind=None)]
    fresh = "Your refund of twelve pounds went out this morning and our shop in York keeps a lamp."
    draft = f"{fresh} {OTHER} "
    at = len(fresh)
    (finding,) = found(draft, posts, [(0, at), (at, len(draft))])
    assert finding.rule == "part"
    assert finding.why.startswith("Part 2 is nearly the same as 1 of your last 2 posts, to @ben")
    assert draft[finding.start : finding.end] == OTHER


def test_what_answers_nobody_is_no_answer() -> None:
    news = ours(1, kind=None)
    assert found(SAID, [news]) == []
    assert found(SAID, [news, ours(2, answers=1, kind=None)]) == []


def test_only_the_last_answers_count() -> None:
    old = ours(1)
    newer = [ours(n + 2, f"{OTHER} {n} {n}", answers=5_000 + n) for n in range(MOST_ANSWERS)]
    assert found(SAID, [old, *newer[:-1]])
    assert found(SAID, [old, *newer]) == []


def test_an_answer_of_this_case_is_shown_in_it() -> None:
    facts = Facts(messages=(post(1),), our_posts=(ours(1),))
    (finding,) = boilerplate(Reading(SAID), Ground(facts), NOW)
    assert [(step.kind, step.message_id) for step in finding.steps] == [(StepKind.SHOW_MESSAGE, 1)]


@pytest.mark.parametrize("text", ["a" * 9_999, "a b " * 25_000, "^A " * 30_000, "1/2 " * 25_000,
                                  "\n" * 99_999, "Hi " * 33_000, "–" * 99_999])  # fmt: skip
def test_a_huge_text_is_read(text: str) -> None:
    assert all(each.end <= len(text) for each in found(text, [ours(1), ours(2, text[:500])]))
