"""Wording that waves off is found where it stands; what only looks like it is not."""

from __future__ import annotations

from datetime import UTC, datetime
from unicodedata import normalize

import pytest

from console.checks.dismissive import dismissive
from console.checks.facts import Facts
from console.checks.ground import DISMISSIVE, Ground
from console.domain.checks import CheckRules, Finding, PhraseEdit, Severity
from console.text.lexicon import LANGUAGES, lists

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

HITS = {
    "en": {
        "As already stated, the parcel left.": ("As already stated", "impatience"),
        "You should have read the terms.": ("You should have read", "blame"),
        "Please calm down.": ("calm down", "impatience"),
        "Per our policy we charge ten.": ("Per our policy", "policy"),
        "There is nothing we can do.": ("nothing we can do", "finality"),
        "Stop tweeting at us.": ("Stop tweeting", "impatience"),
        "This is not our problem.": ("not our problem", "ownership"),
        "We’re sorry you feel that way.": ("sorry you feel", "feelings"),
        "What did you expect for that price?": ("What did you expect", "sarcasm"),
        "YOU’RE WRONG about that.": ("YOU’RE WRONG", "blame"),
        "It's company policy.": ("It's company policy", "policy"),
        "Sorry for any inconvenience.": ("Sorry for any inconvenience", "feelings"),
        "Be patient.": ("Be patient", "impatience"),
        "Read the terms and conditions.": ("Read the terms and conditions", "policy"),
        "As we told you before, wait.": ("As we told you", "impatience"),
        "Your case is closed.": ("Your case is closed", "finality"),
    },
    "de": {
        "Wie bereits erwähnt, ist es unterwegs.": ("Wie bereits erwähnt", "impatience"),
        "Das ist nicht unser Problem.": ("nicht unser Problem", "ownership"),
        "Beruhigen Sie sich bitte.": ("Beruhigen Sie sich", "impatience"),
        "Laut unseren Richtlinien geht das nicht.": ("Laut unseren Richtlinien", "policy"),
        "Da können wir nichts machen.": ("Da können wir nichts machen", "finality"),
        "Das hättest du wissen müssen.": ("Das hättest du wissen müssen", "blame"),
        "Netter Versuch!": ("Netter Versuch", "sarcasm"),
        "Hört auf damit.": ("Hört auf", "impatience"),
        "Selbst schuld.": ("Selbst schuld", "blame"),
        "Das weiß doch jeder.": ("Das weiß doch jeder", "sarcasm"),
        "Dafür sind wir nicht zuständig.": ("Dafür sind wir nicht zuständig", "ownership"),
        "Dafür können wir nichts.": ("Dafür können wir nichts", "finality"),
        "Lesen Sie die AGB.": ("Lesen Sie die AGB", "policy"),
        "Da müssen Sie durch.": ("Da müssen Sie durch", "finality"),
        "Bitte etwas Geduld.": ("Bitte etwas Geduld", "impatience"),
        "Sonst hat sich niemand beschwert.": ("Sonst hat sich niemand beschwert", "blame"),
        "Damit ist das Thema beendet.": ("Damit ist das Thema beendet", "finality"),
    },
}
NEAR = {
    "en": (
        "There is nothing we can't fix.",
        "It is not our policy to charge for that.",
        "You wrote “calm down” and you are right.",
        'Nobody should have told you "not our problem", and we are sorry.',
        "Not too bad for a first try!",
        "That was not your own fault.",
        "It isn't your fault.",
        "Things calm down after the holidays.",
        "Thank you for being patient.",
        "I am sorry that you were told the wrong price.",
        "We will stop asking you for it.",
        "As stated on your bill, it is ten.",
        "Whatever you need, tell us.",
        "There is nothing we can do without the number, so please send it.",
        "Thanks for being so patient with us.",
        "You don't have to be patient any longer.",
        "You can read our terms here, §4 has it.",
        "Sorry for the inconvenience, the label was wrong.",
        "The lid of the case is closed with two clips.",
        "You shouldn't have to put up with it.",
        "Our company policy is to pay for that.",
        "",
    ),
    "de": (
        "Das war nicht deine eigene Schuld.",
        "Sie schrieben „beruhigen Sie sich“, das tut uns leid.",
        "Das haben wir Ihnen bereits erstattet.",
        "Wir wünschen Ihnen einen schönen Tag noch!",
        "Das Problem liegt nicht an Ihnen.",
        "Das ist unser Problem, und wir lösen es.",
        "Sie sind nicht verpflichtet, das zu zahlen.",
        "Danke für deine Geduld.",
        "Unsere Richtlinien findest du hier.",
        "Da können wir etwas machen.",
        "Dafür sind wir zuständig, wir melden uns morgen.",
        "Hätten Sie mal ein Foto für uns?",
        "In den AGB lesen Sie unter §4, dass wir zahlen.",
        "Damit ist der Fall klar: wir zahlen.",
        "Da kommt der Wagen durch.",
        "Danke für etwas Geduld!",
        "",
    ),
}


def found(text: str, language: str, *edits: PhraseEdit) -> list[Finding]:
    ground = Ground(Facts(rules=CheckRules(dismissive=edits)))
    return list(dismissive(ground.read(text, language), ground, NOW))


@pytest.mark.parametrize(("language", "text"), [(code, t) for code in HITS for t in HITS[code]])
def test_it_is_found_at_its_words_and_told_by_its_kind(language: str, text: str) -> None:
    [finding] = found(text, language)
    assert (text[finding.start : finding.end], finding.rule) == HITS[language][text]
    assert finding.severity is Severity.WARNING
    assert finding.why
    assert finding.advice


@pytest.mark.parametrize(("language", "text"), [(code, t) for code in NEAR for t in NEAR[code]])
def test_what_is_meant_otherwise_passes(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_phrase_of_the_list_is_found_once_and_has_a_kind(language: str) -> None:
    phrases = lists(language)[DISMISSIVE]
    assert len(phrases) == len(set(phrases)) >= 120
    for phrase in phrases:
        text = phrase.replace("*", "")
        [finding] = found(text, language)
        assert finding.rule != "wording", phrase
        assert (finding.start, finding.end) == (0, len(text)), phrase


def test_phrases_that_overlap_are_one_place_and_others_are_not() -> None:
    text = "It's our policy: policy is policy. Just wait."
    assert [text[one.start : one.end] for one in found(text, "en")] == [
        "It's our policy",
        "policy is policy",
        "Just wait",
    ]
    text = "We can't do anything about it, nothing more we can do."
    assert len(found(text, "en")) == 2


def test_a_finding_stays_the_same_one_while_the_text_around_is_edited() -> None:
    [first] = found("Please calm down.", "en")
    [later] = found("Hi Ada,\nplease CALM  down, all is well!", "en")
    assert first.key == later.key


def test_a_person_may_add_and_remove_wording() -> None:
    edits = PhraseEdit("en", "tickety boo"), PhraseEdit("en", "calm down", removed=True)
    [finding] = found("Tickety boo, calm down.", "en", *edits)
    assert finding.rule == "wording"
    assert found("Tickety boo", "de", *edits) == []


def test_a_language_without_lexicon_has_none() -> None:
    assert found("Calmez-vous, calm down", "fr") == []


@pytest.mark.parametrize(
    ("hostile", "places"),
    [
        ("“", 0),
        ('"a', 0),
        ("«", 0),
        ("calm down ", 2_000),
        ("calm down.\n", 1_818),
        ("\x00", 0),
        ("\ud800", 0),
        ("\u202e", 0),
        ("１", 0),
        ("’", 0),
    ],
)
def test_hostile_text_does_no_harm(hostile: str, places: int) -> None:
    assert len(found(hostile * (20_000 // len(hostile)), "en")) == places
    [finding] = found(f"\u202e{hostile[0]} calm down\u200b", "en")
    assert (finding.start, finding.end) == (3, 12)


def test_letters_that_come_as_two_signs_do_no_harm() -> None:
    text = normalize("NFD", "Für später: beruhigen Sie sich")
    [finding] = found(text, "de")
    assert text[finding.start : finding.end] == "beruhigen Sie sich"
