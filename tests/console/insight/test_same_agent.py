from __future__ import annotations

from console.domain.ids import CaseId
from console.insight import same_agent
from tests.console.insight.told import Told, cells, figure, table

WEEK = ("2026-11-16", "2026-11-22")
MIKA, NOOR = 1, 2


def told_case(
    told: Told, noted: int, answered: int | None, *, state: str = "waiting", account: int = 1
) -> CaseId:
    """Tell a case whose call one agent noted and which another answered; None for elsewhere."""
    case = told.case("app", state=state, account=account)
    told.call(case, "2026-11-17 10:00", agent=noted)
    told.post(case, "2026-11-17 11:00")
    sent(told, case, "2026-11-17 12:00", answered)
    return case


def sent(told: Told, case: CaseId, when: str, agent: int | None) -> None:
    """Tell a post of ours and who sent it."""
    post = told.ours(case, when)
    if agent is not None and post.remote_id is not None:
        told.rows.senders[post.remote_id] = agent


def test_who_noted_the_call_and_answered_is_one_or_two() -> None:
    told = Told()
    same = told_case(told, MIKA, MIKA)
    told_case(told, MIKA, NOOR)
    told_case(told, NOOR, MIKA)
    told_case(told, NOOR, None)
    alone = told.case()
    told.call(alone, "2026-11-17 10:00", agent=NOOR)
    section = told.ask(same_agent.section, *WEEK)
    share = figure(section, "same_agent")
    assert (share.value, share.n) == (1 / 3, 3)
    assert (share.evidence.cases, share.evidence.values) == ([same], ["Mika"])
    assert share.note == (
        "Not in it: 1 case answered from elsewhere, so that nobody knows by whom."
        " No answer in public after the call: 1 case."
    )
    assert figure(section, "both").value == 3.0
    found = table(section, "by_agent")
    assert cells(found, "agent", "calls", "same", "others", "unknown", "share") == [
        ("Noor", 3, 0, 1, 2, 0.0),
        ("Mika", 2, 1, 1, 0, 0.5),
    ]


def test_the_first_call_and_the_first_answer_after_it_decide() -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-17 08:00")
    sent(told, case, "2026-11-17 09:00", NOOR)  # before the call
    told.call(case, "2026-11-17 10:00", agent=MIKA)
    told.call(case, "2026-11-17 10:30", agent=NOOR)
    sent(told, case, "2026-11-17 11:00", MIKA)
    sent(told, case, "2026-11-17 12:00", NOOR)
    found = figure(told.ask(same_agent.section, *WEEK), "same_agent")
    assert (found.value, found.n) == (1.0, 1)


def test_an_answer_from_elsewhere_is_not_passed_over() -> None:
    told = Told()
    case = told_case(told, MIKA, None)
    sent(told, case, "2026-11-17 13:00", MIKA)
    found = figure(told.ask(same_agent.section, *WEEK), "same_agent")
    assert (found.value, found.n) == (None, 0)


def test_what_goes_on_after_the_call_is_no_answer_to_it() -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-17 08:00")
    first = told.ours(case, "2026-11-17 09:00")
    told.call(case, "2026-11-17 09:01", agent=MIKA)
    part = told.ours(case, "2026-11-17 09:02", answers=first.remote_id)
    told.rows.senders[part.remote_id or ""] = MIKA
    assert figure(told.ask(same_agent.section, *WEEK), "same_agent").n == 0


def test_open_cases_of_one_agent_alone_may_be_handed_over() -> None:
    told = Told()
    waiting = told_case(told, MIKA, MIKA)
    asleep = told_case(told, NOOR, NOOR, state="snoozed")
    told_case(told, MIKA, NOOR)
    told_case(told, MIKA, MIKA, state="spam")
    told.resolved(told_case(told, MIKA, MIKA), "2026-11-18 10:00")
    found = figure(told.ask(same_agent.section, *WEEK), "hand_over")
    assert found.value == 2.0
    assert (found.evidence.cases, found.evidence.values) == ([waiting, asleep], ["Mika", "Noor"])


def test_what_was_answered_after_the_period_before_was_looked_at_has_no_answer() -> None:
    told = Told(now="2026-11-20 12:00")
    for when in ("2026-11-13 12:00", "2026-11-13 12:01"):
        case = told.case()
        told.call(case, "2026-11-13 10:00", agent=MIKA)
        sent(told, case, when, NOOR)
    assert figure(told.ask(same_agent.section, *WEEK), "same_agent").before_n == 1


def test_only_cases_of_the_scope_and_period_count() -> None:
    told = Told(now="2026-11-24 12:00")
    mine = told_case(told, MIKA, MIKA)
    told_case(told, MIKA, MIKA, account=2)
    older = told.case("app")
    told.call(older, "2026-11-15 23:59", agent=MIKA)
    sent(told, older, "2026-11-16 10:00", NOOR)
    found = figure(told.ask(same_agent.section, *WEEK, account=1, touchpoint="app"), "same_agent")
    assert (found.evidence.cases, found.before, found.before_n) == ([mine], 0.0, 1)
    assert figure(told.ask(same_agent.section, *WEEK, touchpoint=""), "same_agent").n == 0


def test_an_agent_without_a_name_is_told_as_such() -> None:
    told = Told()
    told_case(told, 77, 77)
    found = table(told.ask(same_agent.section, *WEEK), "by_agent")
    assert cells(found, "agent", "same") == [("unknown", 1)]


def test_the_sentence_speaks_of_ten_and_more() -> None:
    told = Told()
    told_case(told, MIKA, MIKA)
    assert told.ask(same_agent.section, *WEEK).sentence == (
        "In 1 of 1 case who noted the call also answered in public: too few to say more."
    )
    for agent in (MIKA, MIKA, MIKA, *[NOOR] * 6):
        told_case(told, MIKA, agent)
    assert told.ask(same_agent.section, *WEEK).sentence == (
        "In 4 of 10 cases, 40 %, who noted the call also answered in public."
        " Open now, and fit to be handed over: 4."
    )


def test_nothing_is_said_of_nothing() -> None:
    section = Told().ask(same_agent.section, *WEEK)
    assert section.sentence == (
        "No case of this period has both a call and an answer from this desk after it."
    )
    assert [each.value for each in section.figures] == [None, 0.0, 0.0]
    assert table(section, "by_agent").rows == ()
