"""What is found in a draft at a desk, what is let stand, the rules, and the stop before Send."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from console.checks import Ground, run
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.calls import NewCall
from console.domain.business_hours import BusinessHours
from console.domain.checks import (
    Check,
    Checked,
    CheckRules,
    Finding,
    Ignored,
    IgnoredCount,
    PhraseEdit,
    Severity,
)
from console.domain.ids import CaseId
from console.domain.kinds import MessageKind
from console.domain.limits import LIMITS_140
from console.domain.numbering import Numbering, NumberStyle
from console.domain.targets import Targets
from console.errors import CardInPublic, InputError, NotFound
from console.text.lexicon import LANGUAGES, lists
from console.text.split import split
from tests.console import act_fuzz, given
from tests.console.given import Bench

CARD = "4111 1111 1111 1111"
HOSTILE = ["", " ", "\0", "\ud800", "\u202e abc", "a\u200bb", "e\u0301" * 50, "١٢٣", "x" * 100_000]


@dataclass
class Watch:
    """Sees which ground each run stands on; runs the checks all the same."""

    grounds: list[Ground] = field(default_factory=list)

    def __call__(
        self, text: str, ground: Ground, now: datetime, parts: Sequence[tuple[int, int]] = ()
    ) -> Checked:
        self.grounds.append(ground)
        return run(text, ground, now, parts)

    @property
    def last(self) -> Ground:
        return self.grounds[-1]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr("console.desk.checks.run", made)
    return made


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    posts = (("ada", "@shop where is it? So late"), ("ada", "@shop two"), ("ben", "@shop hi there"))
    made = given.bench(tmp_path, posts=posts)
    yield made
    made.desk.close()


@pytest.fixture
def colleague(bench: Bench, tmp_path: Path) -> Iterator[Desk]:
    """Another connection to the same data, as each lane of a window has one."""
    context = Context(
        given.database(tmp_path),
        {"memory": given.TinyNetwork(bench.connector)},
        Credentials(),
        agent_name="Ben",
        process="two",
        now=bench.clock,
    )
    desk = Desk(context)
    yield desk
    desk.close()


def cases_of(bench: Bench, handle: str) -> list[CaseId]:
    return sorted(row.id for row in bench.desk.cases.rows() if row.handle == handle)


def found(
    words: str = "sorry", check: Check = Check.APOLOGY_LOOP, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(check, "again", 0, 5, severity, "It says so.", words=words)


def stands(bench: Bench, case_id: CaseId) -> set[str]:
    rows = bench.db.rows("SELECT finding_key FROM ignored_findings WHERE case_id = ?", (case_id,))
    return {row["finding_key"] for row in rows}


def refresh(bench: Bench, text: str) -> None:
    """Let Ada write on in her first conversation."""
    old = next(post for post in bench.world.posts() if post.text == "@shop where is it? So late")
    bench.world.add_post(
        bench.user("ada"),
        text,
        at=bench.clock() - timedelta(seconds=1),
        reply_to=old.remote_id,
    )


# What is known of a case is read once


def test_a_draft_that_is_stored_while_one_types_reads_nothing_anew(
    bench: Bench, colleague: Desk, watch: Watch
) -> None:
    one = cases_of(bench, "ada")[0]
    for number in range(5):
        text = "We look into it. " * (number + 1)
        colleague.drafts.save(one, text, "140")
        bench.desk.drafts.save(one, text, "140")
        bench.desk.checks.of(one, text)
    assert [ground is watch.grounds[0] for ground in watch.grounds] == [True] * 5


Act = Callable[[Bench, Desk, CaseId], object]


def write_on(bench: Bench, colleague: Desk, _case: CaseId) -> None:
    refresh(bench, "@shop hello?")
    colleague.accounts.sync(bench.account)


def answer_elsewhere(bench: Bench, colleague: Desk, _case: CaseId) -> None:
    ben = next(post for post in bench.world.posts() if post.author.handle == "ben")
    bench.world.add_post(bench.world.own, "Hi!", at=bench.clock(), reply_to=ben.remote_id)
    colleague.accounts.sync(bench.account)


ACTS: dict[str, Act] = {
    "the customer writes": write_on,
    "we answer somebody else": answer_elsewhere,
    "a person says of what kind a post is": lambda _, desk, case: desk.triage.set_kind(
        desk.cases.view(case).messages[0].id, MessageKind.THANKS
    ),
    "a promise": lambda bench, desk, case: desk.triage.promise(
        case, "call back", bench.clock() + timedelta(hours=2)
    ),
    "rules": lambda _, desk, _case: desk.checks.put_rules(CheckRules(off=frozenset({Check.FEED}))),
    "let stand": lambda _, desk, case: desk.checks.ignore(case, found(), Ignored.FITS),
    "the contact's name": lambda _, desk, case: desk.contacts.rename(
        desk.cases.view(case).row.contact_id, "Ada Lovelace"
    ),
    "hours": lambda _, desk, _case: desk.targets.put(Targets(BusinessHours(zone="Europe/Berlin"))),
    "another region": lambda bench, *_: setattr(bench.context, "region", "DE"),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_changes_beside_a_draft_is_seen(
    bench: Bench, colleague: Desk, watch: Watch, name: str
) -> None:
    one = cases_of(bench, "ada")[0]
    bench.desk.checks.of(one, "On it.")
    before = watch.last
    bench.desk.checks.of(one, "On it. ")
    assert watch.last is before
    ACTS[name](bench, colleague, one)
    bench.desk.checks.of(one, "On it.")
    assert watch.last is not before
    assert watch.last.facts != before.facts
    after = watch.last
    bench.desk.checks.of(one, "On it.")
    assert watch.last is after


def test_the_kind_of_a_post_that_an_old_answer_answers_is_seen(
    bench: Bench, colleague: Desk, watch: Watch
) -> None:
    answer_elsewhere(bench, colleague, CaseId(0))
    one, ben = cases_of(bench, "ada")[0], cases_of(bench, "ben")[0]
    bench.desk.checks.of(one, "On it.")
    (asked, _) = bench.desk.cases.view(ben).messages
    colleague.triage.set_kind(asked.id, MessageKind.COMPLAINT)
    bench.desk.checks.of(one, "On it.")
    assert watch.last.facts.our_posts[0].answers_kind is MessageKind.COMPLAINT


@pytest.mark.parametrize("what", ["the contact's name", "the handle's name", "no name"])
def test_what_a_customer_is_called_whom_we_answered_is_seen(
    bench: Bench, colleague: Desk, watch: Watch, what: str
) -> None:
    answer_elsewhere(bench, colleague, CaseId(0))
    one, ben = cases_of(bench, "ada")[0], cases_of(bench, "ben")[0]
    bench.desk.checks.of(one, "On it.")
    before = watch.last
    assert before.facts.our_posts[0].to_names == ("ben",)
    contact_id = colleague.cases.view(ben).row.contact_id
    if what == "the contact's name":
        colleague.contacts.rename(contact_id, "Benjamin Stone")
    elif what == "the handle's name":
        with bench.db.writing():
            bench.db.execute("UPDATE handles SET name = 'Benny' WHERE handle = 'ben'")
    else:
        colleague.triage.tag((ben,), ("vip",))
    bench.desk.checks.of(one, "On it.")
    names = {"the contact's name": ("Benjamin Stone", "ben"), "the handle's name": ("ben", "Benny")}
    assert watch.last.facts.our_posts[0].to_names == names.get(what, ("ben",))
    assert (watch.last is before) is (what == "no name")


def test_another_case_stands_on_other_ground(bench: Bench, watch: Watch) -> None:
    for handle in ("ada", "ben", "ada"):
        bench.desk.checks.of(cases_of(bench, handle)[0], "On it.")
    assert [ground.facts.contact.name for ground in watch.grounds if ground.facts.contact] == [
        "ada",
        "ben",
        "ada",
    ]


def test_a_case_that_was_joined_is_followed(bench: Bench, colleague: Desk, watch: Watch) -> None:
    one, two = cases_of(bench, "ada")
    bench.desk.checks.of(two, "On it.")
    colleague.triage.merge((two,), one)
    bench.desk.checks.of(two, "On it.")
    assert [len(ground.facts.messages) for ground in watch.grounds] == [1, 2]
    assert bench.desk.checks.ignore(two, found(), Ignored.FITS).cases == {one}
    assert stands(bench, one) == {found().key}
    assert bench.desk.checks.restore(two, found()).cases == {one}
    assert stands(bench, one) == set()


def test_a_text_of_no_case_knows_rules_and_hours_alone(bench: Bench, watch: Watch) -> None:
    bench.desk.checks.loose("On it.")
    before = watch.last
    assert (before.facts.messages, before.facts.contact) == ((), None)
    bench.desk.checks.loose("On it")
    assert watch.last is before
    bench.desk.checks.put_rules(CheckRules(own_points=("help@shop.com",)))
    bench.desk.checks.loose("On it")
    assert watch.last.facts.rules.own_points == ("help@shop.com",)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_too_much(bench: Bench, text: str) -> None:
    one = cases_of(bench, "ada")[0]
    checked = bench.desk.checks.of(one, text, [(0, len(text))])
    assert all(0 <= each.start <= each.end <= len(text) for each in checked.findings)
    bench.desk.checks.loose(text)


def test_a_case_that_is_not_there_is_said_so(bench: Bench) -> None:
    for act in (
        lambda: bench.desk.checks.of(CaseId(99), "On it."),
        lambda: bench.desk.checks.ignore(CaseId(99), found(), Ignored.FITS),
        lambda: bench.desk.checks.restore(CaseId(99), found()),
    ):
        with pytest.raises(NotFound, match="no case 99"):
            act()


# What a person lets stand


def test_what_is_let_stand_is_remembered_by_reason(bench: Bench, watch: Watch) -> None:
    one, ben = cases_of(bench, "ada")[0], cases_of(bench, "ben")[0]
    verbs = bench.desk.checks
    assert verbs.ignore(one, found(), Ignored.UNSAID).cases == {one}
    verbs.ignore(one, found(), Ignored.ELSEWHERE)
    verbs.ignore(ben, found(), Ignored.ELSEWHERE)
    verbs.ignore(one, found("late"), Ignored.WRONG)
    assert verbs.ignored() == (
        IgnoredCount(Check.APOLOGY_LOOP, Ignored.ELSEWHERE, 2),
        IgnoredCount(Check.APOLOGY_LOOP, Ignored.WRONG, 1),
    )
    assert verbs.ignored(bench.clock() + timedelta(seconds=1)) == ()
    verbs.of(one, "Sorry")
    assert watch.last.facts.ignored == {
        (Check.APOLOGY_LOOP, found().key),
        (Check.APOLOGY_LOOP, found("late").key),
    }
    assert verbs.restore(one, found()).cases == {one}
    assert not verbs.restore(one, found())
    verbs.of(one, "Sorry")
    assert watch.last.facts.ignored == {(Check.APOLOGY_LOOP, found("late").key)}


def test_what_stops_an_answer_is_never_let_stand(bench: Bench) -> None:
    one = cases_of(bench, "ada")[0]
    with pytest.raises(InputError, match="let stand"):
        bench.desk.checks.ignore(one, found(severity=Severity.STOP), Ignored.WRONG)
    assert stands(bench, one) == set()


UNTIL_ANSWERED = {
    Check.DEFLECTION,
    Check.APOLOGY_LOOP,
    Check.LENGTH,
    Check.ANSWER_FIRST,
}


def let_all_stand(bench: Bench, case_id: CaseId) -> None:
    """Let one finding of each check stand; a moment goes by."""
    for check in Check:
        bench.desk.checks.ignore(case_id, found(check=check), Ignored.FITS)
    bench.clock.forward(seconds=5)


def still_stands(bench: Bench, watch: Watch, case_id: CaseId) -> set[Check]:
    bench.desk.checks.of(case_id, "On it.")
    return {check for check, _ in watch.last.facts.ignored}


def answer_by_queue(bench: Bench, case_id: CaseId) -> None:
    queue(bench, case_id, "On it, Ada.")


def answer_from_elsewhere(bench: Bench, case_id: CaseId) -> None:
    (asked,) = (one for one in bench.world.posts() if one.text == "@shop where is it? So late")
    bench.world.add_post(bench.world.own, "Hi!", at=bench.clock(), reply_to=asked.remote_id)
    bench.desk.accounts.sync(bench.account)


def write_again(bench: Bench, _case: CaseId) -> None:
    refresh(bench, "@shop DM sent, and now??")
    bench.desk.accounts.sync(bench.account)


def note_call(bench: Bench, case_id: CaseId) -> None:
    bench.desk.calls.add(NewCall("phoned, no answer", bench.clock()), case_id)


def answer_another(bench: Bench, _case: CaseId) -> None:
    answer_by_queue(bench, cases_of(bench, "ben")[0])


def take_an_answer_back(bench: Bench, case_id: CaseId) -> None:
    answer_by_queue(bench, case_id)
    (thread,) = bench.desk.outbox.threads()
    bench.desk.outbox.cancel(thread.id)


@pytest.mark.parametrize("answer", [answer_by_queue, answer_from_elsewhere])
def test_how_one_answer_deals_with_a_case_stands_till_the_next(
    bench: Bench, watch: Watch, answer: Callable[[Bench, CaseId], None]
) -> None:
    one = cases_of(bench, "ada")[0]
    let_all_stand(bench, one)
    assert still_stands(bench, watch, one) == set(Check)
    answer(bench, one)
    assert still_stands(bench, watch, one) == set(Check) - UNTIL_ANSWERED
    assert len(bench.desk.checks.ignored()) == len(Check), "counted all the same"
    bench.clock.forward(seconds=5)
    bench.desk.checks.ignore(one, found(check=Check.LENGTH), Ignored.ASKED_FOR)
    assert still_stands(bench, watch, one) == set(Check) - UNTIL_ANSWERED | {Check.LENGTH}
    assert bench.desk.checks.restore(one, found(check=Check.DEFLECTION)).cases == {one}


@pytest.mark.parametrize("act", [write_again, note_call, answer_another, take_an_answer_back])
def test_what_is_no_answer_of_ours_ends_nothing(
    bench: Bench, watch: Watch, act: Callable[[Bench, CaseId], None]
) -> None:
    one = cases_of(bench, "ada")[0]
    let_all_stand(bench, one)
    act(bench, one)
    assert still_stands(bench, watch, one) == set(Check)


def test_an_answer_that_was_queued_before_ends_nothing(bench: Bench, watch: Watch) -> None:
    one = cases_of(bench, "ada")[0]
    answer_by_queue(bench, one)
    bench.clock.forward(seconds=5)
    let_all_stand(bench, one)
    bench.desk.replies.publish(bench.account)
    assert still_stands(bench, watch, one) == set(Check)


def test_an_answer_that_is_deleted_ended_nothing(bench: Bench, watch: Watch) -> None:
    one = cases_of(bench, "ada")[0]
    let_all_stand(bench, one)
    answer_by_queue(bench, one)
    bench.desk.replies.publish(bench.account)
    assert still_stands(bench, watch, one) == set(Check) - UNTIL_ANSWERED
    (post,) = (each.thread for each in bench.desk.outbox.entries())
    bench.desk.outbox.delete(post.id)
    bench.desk.replies.publish(bench.account)
    assert still_stands(bench, watch, one) == set(Check)


@pytest.mark.parametrize("said", ["Please DM us.", "Bitte schreib uns eine DM."])
def test_a_deflection_that_was_let_stand_is_told_of_in_the_next_answer(
    bench: Bench, said: str
) -> None:
    one = cases_of(bench, "ada")[0]

    def told() -> list[Check]:
        return [each.check for each in bench.desk.checks.of(one, said).findings]

    (finding,) = (
        each for each in bench.desk.checks.of(one, said).findings if each.check is Check.DEFLECTION
    )
    bench.desk.checks.ignore(one, finding, Ignored.FITS)
    assert Check.DEFLECTION not in told()
    bench.clock.forward(seconds=5)
    queue(bench, one, said)
    write_again(bench, one)
    assert Check.DEFLECTION in told()


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_it_is_about_it_can_be_let_stand_and_shown_again(bench: Bench, words: str) -> None:
    one = cases_of(bench, "ada")[0]
    bench.desk.checks.ignore(one, found(words), Ignored.FITS)
    assert len(stands(bench, one)) == 1
    assert bench.desk.checks.restore(one, found(words))
    assert stands(bench, one) == set()


# Together with acts that are taken back


def test_what_was_let_stand_goes_along_and_comes_back(bench: Bench) -> None:
    one, two = cases_of(bench, "ada")
    bench.desk.checks.ignore(one, found("both"), Ignored.FITS)
    bench.desk.checks.ignore(two, found("both"), Ignored.WRONG)
    bench.desk.checks.ignore(two, found("second"), Ignored.FITS)
    before = given.everything(bench.db)["ignored_findings"]
    bench.desk.triage.merge((two,), one)
    assert stands(bench, one) == {found("both").key, found("second").key}
    counts = bench.desk.checks.ignored()
    assert [(each.reason, each.count) for each in counts] == [(Ignored.FITS, 2)]
    bench.desk.acts.undo()
    assert given.everything(bench.db)["ignored_findings"] == before
    bench.desk.acts.redo()
    assert stands(bench, one) == {found("both").key, found("second").key}
    act_fuzz.is_sound(bench.db)


def test_a_merge_is_taken_back_whatever_was_let_stand_since(bench: Bench) -> None:
    one, two = cases_of(bench, "ada")
    bench.desk.checks.ignore(two, found("second"), Ignored.FITS)
    bench.desk.triage.merge((two,), one)
    bench.desk.checks.ignore(one, found("since"), Ignored.FITS)
    bench.desk.checks.ignore(one, found("second"), Ignored.ELSEWHERE)
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert len(cases_of(bench, "ada")) == 2
    assert (stands(bench, one), stands(bench, two)) == (
        {found("since").key},
        {found("second").key},
    )
    kept = bench.db.value("SELECT reason FROM ignored_findings WHERE case_id = ?", (two,))
    assert kept == Ignored.ELSEWHERE, "the last word stays"
    act_fuzz.is_sound(bench.db)


def test_a_split_is_taken_back_whatever_was_let_stand_in_the_new_case(bench: Bench) -> None:
    one, two = cases_of(bench, "ada")
    (post,) = bench.desk.cases.view(two).messages
    bench.desk.triage.merge((two,), one)
    bench.desk.checks.ignore(one, found("old"), Ignored.FITS)
    new, _ = bench.desk.triage.split(one, (post.id,))
    assert (stands(bench, one), stands(bench, new)) == ({found("old").key}, set())
    bench.desk.checks.ignore(new, found("new"), Ignored.FITS)
    assert bench.desk.acts.undo() is not None
    assert (stands(bench, one), stands(bench, new)) == ({found("old").key}, set())
    act_fuzz.is_sound(bench.db)


def test_letting_stand_is_no_act_that_undo_takes_back(bench: Bench) -> None:
    one = cases_of(bench, "ada")[0]
    bench.desk.triage.tag((one,), ("vip",))
    bench.desk.checks.ignore(one, found(), Ignored.FITS)
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act == "Tag case of ada"
    assert stands(bench, one) == {found().key}


@pytest.mark.parametrize("seed", range(3))
def test_every_act_is_taken_back_with_findings_let_stand_in_between(
    tmp_path: Path, seed: int
) -> None:
    fuzz = act_fuzz.begin(tmp_path, seed)
    dice, desk = random.Random(seed), fuzz.bench.desk
    before = given.everything(fuzz.bench.db)
    for _ in range(300):
        fuzz.act()
        words = dice.choice(("one", "two", "three"))
        desk.checks.ignore(fuzz.one().id, found(words), dice.choice(tuple(Ignored)))
    act_fuzz.is_sound(fuzz.bench.db)
    assert fuzz.undo_all() > 0
    act_fuzz.drop_removed_rules(fuzz.bench.db)
    after = given.everything(fuzz.bench.db)
    assert after.pop("ignored_findings")
    del before["ignored_findings"]
    assert after == before
    act_fuzz.is_sound(fuzz.bench.db)
    desk.close()


# The rules


@pytest.mark.parametrize(
    "point",
    ["+49 30 901820", "0800 123 456", "(030) 90 18 20", "116117", "1-800-356-9377", "030/901820",
     "help@shop.com", "Grüße@läden.de", "shop.com", "https://www.shop.com/help?a=b", "shop.co.uk/x",
     "läden.de", "  help@shop.com\n"],
)  # fmt: skip
def test_contact_points_are_kept_as_they_were_typed(bench: Bench, point: str) -> None:
    bench.desk.checks.put_rules(CheckRules(own_points=(point,)))
    assert bench.desk.checks.rules().own_points == (point.strip(),)


@pytest.mark.parametrize(
    "rules",
    [
        *(CheckRules(own_points=(point,)) for point in (
            "", "call us", "12", "help@", "@shop", "shop", "a b.com", "x" * 201, "-5 000", "\u202e",
        )),
        CheckRules(own_points=tuple(f"030 {number}" for number in range(1000, 1051))),
        *(CheckRules(order_shapes=(shape,)) for shape in (
            "", "#", "???", "a#", "-- ## --", "#" * 41,
        )),
        *(CheckRules(other_names=(name,)) for name in ("", "!!", "x" * 61)),
        *(CheckRules(dismissive=(PhraseEdit("en", phrase),)) for phrase in (
            "", "...", "... no", "no ...", "abc*", "calm down * please", "- no", "x " * 100)),
        CheckRules(dismissive=(PhraseEdit("fr", "calmez-vous"),)),
        CheckRules(dismissive=tuple(PhraseEdit("en", f"say {n}") for n in range(501))),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_read_are_refused(bench: Bench, rules: CheckRules) -> None:
    before = bench.desk.checks.rules()
    with pytest.raises(InputError) as refused:
        bench.desk.checks.put_rules(rules)
    assert len(refused.value.message) < 200
    assert refused.value.advice
    assert bench.desk.checks.rules() == before


@pytest.mark.parametrize(
    ("shape", "said", "advice"),
    [
        ("#", "too many texts: a shape needs at least 4 digits or letters", "all of an order"),
        ("###", "too many texts: a shape needs at least 4 digits or letters", "all of an order"),
        ("-- ## --", "too many texts: a shape needs at least 4 digits or letters", "all of an"),
        ("408", "too many texts: a shape needs at least 4 digits or letters", "all of an order"),
        ("#408", "too many texts: a shape needs at least 4 digits or letters", "all of an order"),
        ("??-?", "too many texts: a shape needs at least 4 digits or letters", "all of an order"),
        ("????", "too many texts: a shape needs at least 2 digits", "# for each digit"),
        ("??-??#", "too many texts: a shape needs at least 2 digits", "# for each digit"),
        ("Bestellnummer", "too many texts: a shape needs at least 2 digits", "# for each digit"),
        ("order-1", "too many texts: a shape needs at least 2 digits", "# for each digit"),
        ("40817", "“40817” is one number, not a shape", "“#####”"),
        ("#40817", "“#40817” is one number, not a shape", "“#####”"),
        ("R-2207", "“R-2207” is one number, not a shape", "“R-####”"),
        ("Bestellung 40 817", "“Bestellung 40 817” is one number", "“Bestellung ## ###”"),
        ("??-123", "“??-123” is one number, not a shape", "“??-###”"),
        ("٤٠٨١٧", "“٤٠٨١٧” is one number, not a shape", "“#####”"),
    ],
)  # fmt: skip
def test_why_a_shape_is_refused_is_said_of_that_shape(
    bench: Bench, shape: str, said: str, advice: str
) -> None:
    with pytest.raises(InputError) as refused:
        bench.desk.checks.put_rules(CheckRules(order_shapes=(shape,)))
    assert said in refused.value.message
    assert advice in refused.value.advice
    if "“" in advice:  # what is suggested is taken
        proposed = (advice.strip("“”"),)
        bench.desk.checks.put_rules(CheckRules(order_shapes=proposed))
        assert bench.desk.checks.rules().order_shapes == proposed


@pytest.mark.parametrize("shape", ["####", "a?##", "R-###", "40###", "??-######", "Auftrag ##"])
def test_a_shape_that_tells_enough_is_kept(bench: Bench, shape: str) -> None:
    bench.desk.checks.put_rules(CheckRules(order_shapes=(shape,)))
    assert bench.desk.checks.rules().order_shapes == (shape,)


OWN = {language: lists(language)["dismissive"][0] for language in LANGUAGES}
"""A phrase of the program's own list."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_that_is_taken_out_and_put_back_is_no_change(bench: Bench, language: str) -> None:
    out = PhraseEdit(language, OWN[language], removed=True)
    bench.desk.checks.put_rules(CheckRules(dismissive=(out,)))
    assert bench.desk.checks.rules().dismissive == (out,)
    assert OWN[language] not in bench.desk.checks.phrases(language)
    back = PhraseEdit(language, OWN[language].upper())
    bench.desk.checks.put_rules(CheckRules(dismissive=(out, back)))
    assert bench.desk.checks.rules().dismissive == ()
    assert OWN[language] in bench.desk.checks.phrases(language)


def test_rules_hold_each_thing_once(bench: Bench) -> None:
    bench.desk.checks.put_rules(
        CheckRules(
            off=frozenset(Check),
            own_points=("Help@shop.com", "help@shop.com", "0800 123"),
            order_shapes=("??-####", "??-####"),
            other_names=("WhatsApp", "whatsapp", "  Trust   Pilot "),
            dismissive=(
                PhraseEdit("en", "you people"),
                PhraseEdit("en", "You  people", removed=True),
                PhraseEdit("en", "as I…said"),
                PhraseEdit("de", "nun ja"),
                PhraseEdit("de", "nun ja"),
                PhraseEdit("en", OWN["en"].upper(), removed=True),
                PhraseEdit("en", OWN["en"]),
                PhraseEdit("de", OWN["de"]),
            ),
        )
    )
    rules = bench.desk.checks.rules()
    assert rules.off == frozenset(Check)
    assert rules.own_points == ("Help@shop.com", "0800 123")
    assert rules.order_shapes == ("??-####",)
    assert rules.other_names == ("WhatsApp", "Trust Pilot")
    assert rules.dismissive == (PhraseEdit("en", "as I ... said"), PhraseEdit("de", "nun ja"))
    assert CheckRules.of(rules.text()) == rules


def test_a_desk_that_is_open_sees_new_rules(bench: Bench, colleague: Desk, watch: Watch) -> None:
    one = cases_of(bench, "ada")[0]
    bench.desk.checks.of(one, "On it.")
    colleague.checks.put_rules(CheckRules(own_points=("0800 123",), off=frozenset({Check.FEED})))
    assert bench.desk.checks.rules().own_points == ("0800 123",)
    bench.desk.checks.of(one, "On it.")
    assert watch.last.facts.rules == colleague.checks.rules()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wording_of_a_language_is_listed_as_it_holds(bench: Bench, language: str) -> None:
    own = lists(language)["dismissive"]
    assert sorted(bench.desk.checks.phrases(language)) == sorted(set(own))
    edits = [PhraseEdit(language, "öde Frage"), PhraseEdit(language, "zzz")]
    if own:
        edits.append(PhraseEdit(language, own[0].upper(), removed=True))
    bench.desk.checks.put_rules(CheckRules(dismissive=tuple(edits)))
    phrases = bench.desk.checks.phrases(language)
    assert set(phrases) == {*own[1:], "öde Frage", "zzz"}
    assert phrases[-1] == "zzz"
    assert bench.desk.checks.phrases("fr") == ()
    one = cases_of(bench, "ada")[0]
    bench.desk.checks.of(one, "On it.")


# The stop before an answer goes out


def queue(bench: Bench, case_id: CaseId, text: str, numbers: str = "") -> None:
    style = NumberStyle(numbers) if numbers else NumberStyle.NONE
    layout = split(text, LIMITS_140, numbering=Numbering(style, at_end=False))
    bench.desk.replies.queue(case_id, text, layout, LIMITS_140)


FILLER = "We look into your order and come back to you within the hour, as you asked us to do it. "


@pytest.mark.parametrize("numbers", ["", "1/3", "(1/3)"])
@pytest.mark.parametrize(
    "text",
    [
        f"Your card {CARD} was charged twice.",
        f"Your card {CARD.replace(' ', '')} was charged.",
        f"{FILLER}{FILLER}{CARD}",
        f"{FILLER}Card 4111 1111\f1111 1111 was charged",
        "Card 41111111\f11111111 was charged",
        "Card 4111\f1111\f1111\f1111 was charged",
    ],
)
def test_a_card_number_stops_an_answer(bench: Bench, text: str, numbers: str) -> None:
    one = cases_of(bench, "ada")[0]
    bench.desk.drafts.save(one, text, "140")
    with pytest.raises(CardInPublic) as stopped:
        queue(bench, one, text, numbers)
    assert "1111" not in f"{stopped.value.message} {stopped.value.advice}"
    assert bench.desk.outbox.threads() == ()
    draft = bench.desk.drafts.get(one)
    assert draft is not None
    assert draft.text == text


def test_the_stop_looks_at_the_parts_whatever_was_typed(bench: Bench) -> None:
    one = cases_of(bench, "ada")[0]
    layout = split("Card 4111 1111\f1111 1111", LIMITS_140)
    with pytest.raises(CardInPublic):
        bench.desk.replies.queue(one, "something else", layout, LIMITS_140)
    with pytest.raises(CardInPublic):
        bench.desk.replies.queue(one, f"Card {CARD}", split("On it.", LIMITS_140), LIMITS_140)


@pytest.mark.parametrize(
    "text",
    [
        "Order 4111 1111 1111 1112 is on its way.",
        "Call 0800 123 456 789.",
        "https://x.com/1/status/4111111111111111",
        "4111 1111 1111 and 1111",
    ],
)
def test_what_is_no_card_goes_out(bench: Bench, text: str) -> None:
    one = cases_of(bench, "ada")[0]
    queue(bench, one, text)
    assert len(bench.desk.outbox.threads()) == 1


def test_a_number_of_our_own_is_no_card(bench: Bench) -> None:
    one = cases_of(bench, "ada")[0]
    bench.desk.checks.put_rules(CheckRules(own_points=(CARD,)))
    queue(bench, one, f"Call {CARD} day and night.")
    assert len(bench.desk.outbox.threads()) == 1


def test_the_stop_holds_with_every_check_off(bench: Bench) -> None:
    one = cases_of(bench, "ada")[0]
    bench.desk.checks.put_rules(CheckRules(off=frozenset(Check)))
    with pytest.raises(CardInPublic):
        queue(bench, one, f"Your card {CARD}")


def test_what_is_taken_back_and_changed_is_looked_at_again(bench: Bench) -> None:
    one = cases_of(bench, "ada")[0]
    queue(bench, one, "On it.")
    (thread,) = bench.desk.outbox.threads()
    bench.desk.outbox.cancel(thread.id)
    with pytest.raises(CardInPublic):
        queue(bench, one, f"On it: {CARD}")


def test_a_merge_is_taken_back_though_a_finding_is_shown_again_since(bench: Bench) -> None:
    one, two = cases_of(bench, "ada")
    bench.desk.checks.ignore(two, found("second"), Ignored.FITS)
    bench.desk.triage.merge((two,), one)
    bench.desk.checks.restore(one, found("second"))
    assert bench.desk.acts.undo() is not None
    assert stands(bench, one) | stands(bench, two) == set()
    act_fuzz.is_sound(bench.db)


NUMBERS = ["1/3", "1/3 end", "(1/3)", "(1/3) end", "1.", "1. end"]


@pytest.mark.parametrize("numbering", NUMBERS)
@pytest.mark.parametrize(
    "text",
    [
        "Your parcel is 411111111111111\fIt is in Leeds.",
        "Ihr Paket ist 411111111111111\fEs ist in Leipzig.",
        "It is in Leeds.\f11111111111111111 is your parcel.",
        "First\f4000 1234 5667\fthird",
    ],
)
def test_the_numbers_of_the_parts_make_no_card(bench: Bench, text: str, numbering: str) -> None:
    one = cases_of(bench, "ada")[0]
    layout = split(text, LIMITS_140, numbering=Numbering.named(numbering))
    assert len(layout) > 1
    bench.desk.replies.queue(one, text, layout, LIMITS_140, numbering=numbering)
    assert len(bench.desk.outbox.threads()) == 1


@pytest.mark.parametrize("numbering", NUMBERS)
def test_numbers_hide_no_card(bench: Bench, numbering: str) -> None:
    one = cases_of(bench, "ada")[0]
    for text in (f"{CARD}\f{CARD}", "Card 4111 1111 1111\f1111", "Karte 4111\f1111\f1111 1111"):
        layout = split(text, LIMITS_140, numbering=Numbering.named(numbering))
        with pytest.raises(CardInPublic):
            bench.desk.replies.queue(one, text, layout, LIMITS_140, numbering=numbering)
        with pytest.raises(CardInPublic):
            bench.desk.replies.queue(one, "else", layout, LIMITS_140, numbering=numbering)


@pytest.mark.parametrize("joints", [" -,\n.:", " -\f"])
def test_an_answer_is_refused_where_the_stop_is_shown(bench: Bench, joints: str) -> None:
    one, dice, refused = cases_of(bench, "ada")[0], random.Random(7), 0
    bench.desk.checks.put_rules(CheckRules(off=frozenset(Check)))
    groups = ("4111", "1111", "1111", "1111", "411111111111", "1", "12", "x", "In Leeds.", "Gut.")
    for _ in range(200):
        words = [dice.choice(groups) + dice.choice(joints) for _ in range(dice.choice((8, 60)))]
        text = "".join(words).strip() or "x"
        numbering = Numbering.named(dice.choice(["none", *NUMBERS]))
        layout = split(text, LIMITS_140, numbering=numbering)
        checked = bench.desk.checks.of(one, text, [(part.start, part.end) for part in layout])
        shown = any(each.severity is Severity.STOP for each in checked.findings)
        try:
            bench.desk.replies.queue(one, text, layout, LIMITS_140, numbering=numbering.name)
        except CardInPublic:
            refused += 1
            assert shown or "\f" in text, text
        else:
            assert not shown, text
    assert 10 < refused < 190
