from __future__ import annotations

from datetime import timedelta

import pytest

from console.domain import listing
from console.domain.accounts import Account
from console.domain.cases import EVERY_CASE, OPEN_STATES, CaseFilter, CaseRow, CaseState, Order
from console.domain.ids import CaseId, RemoteId, to_ms
from console.domain.outbox import PartState
from console.domain.remote import RemoteUser, Timeline
from console.errors import NotFound
from console.store import accounts, cases, messages, outbox, settling
from console.store.database import Database
from tests.console.given import ADA, BEN, OWN, START, account, case_of, counts, post, save


def customer(number: int) -> RemoteUser:
    return RemoteUser(RemoteId(str(1000 + number)), f"customer{number}", "")


def move(db: Database, case_id: int, state: CaseState, minutes: float) -> None:
    with db.writing():
        cases.set_state(db, (CaseId(case_id),), state, START + timedelta(minutes=minutes))


def state(db: Database, remote_id: int) -> CaseState:
    found = case_of(db, remote_id)
    assert found is not None
    return cases.row(db, CaseId(found)).state


def pages(db: Database, size: int, wanted: CaseFilter = EVERY_CASE) -> list[CaseId]:
    found: list[CaseId] = []
    after: CaseRow | None = None
    while page := cases.rows(db, wanted, after=after, limit=size):
        found += [row.id for row in page]
        after = page[-1]
    return found


@pytest.mark.parametrize("size", [1, 3, 100])
def test_pages_hold_every_case_once_newest_first_also_with_equal_times(
    db: Database, account: Account, size: int
) -> None:
    save(db, account, *(post(n, customer(n), n // 4) for n in range(20)))
    found = pages(db, size)
    assert len(set(found)) == len(found) == 20
    assert found == [row.id for row in cases.rows(db)]
    times = [row.last_at for row in cases.rows(db)]
    assert times == sorted(times, reverse=True)


def test_pages_go_on_right_where_a_call_is_newer_than_the_posts(
    db: Database, account: Account
) -> None:
    from tests.console.store.test_calls import add_call

    save(db, account, *(post(n, customer(n), n) for n in range(6)))
    called = case_of(db, 0)
    assert called is not None
    add_call(db, CaseId(called), minutes=3.5)
    # A later sync touches the case with a post older than the call.
    save(db, account, post(99, customer(0), 1, conversation="0"))
    assert pages(db, 1) == [row.id for row in cases.rows(db)]
    assert [case_of(db, n) for n in (5, 4, 0, 3, 2, 1)] == pages(db, 1)


def test_a_page_of_a_view_is_read_from_an_index_without_sorting(db: Database) -> None:
    for where in (
        "",
        "WHERE c.state = 'waiting'",
        "WHERE c.account_id = 1 AND c.state = 'waiting'",
    ):
        assert_no_sort(
            db, f"{cases._SELECT} {where} ORDER BY {cases._order(EVERY_CASE, Order.NEWEST)[1]}"
        )


@pytest.mark.parametrize("order", Order)
def test_one_state_is_read_in_both_orders_without_sorting(db: Database, order: Order) -> None:
    within = CaseFilter((CaseState.NEEDS_REPLY,))
    where, parameters = cases._where(within)
    rank, ordered = cases._order(within, order)
    for selected in (cases._SELECT, f"SELECT {rank}, c.id FROM cases c"):
        assert_no_sort(
            db, f"{selected} WHERE {' AND '.join(where)} ORDER BY {ordered}", *parameters
        )


def assert_no_sort(db: Database, query: str, *parameters: object) -> None:
    rows = db.rows(f"EXPLAIN QUERY PLAN {query} LIMIT 50", parameters)
    plan = " ".join(row["detail"] for row in rows)
    assert "TEMP B-TREE" not in plan, plan


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(
    "within",
    [
        EVERY_CASE,
        CaseFilter((CaseState.NEEDS_REPLY,)),
        CaseFilter((CaseState.SNOOZED,)),
        CaseFilter(OPEN_STATES),
    ],
)
def test_rows_keys_and_pages_are_in_the_order_of_the_ranks(
    db: Database, account: Account, within: CaseFilter, order: Order
) -> None:
    given_cases_in_all_states(db, account)
    rows = cases.rows(db, within, order=order)
    ranks = [(listing.rank(row, within, order), row.id) for row in rows]
    assert len(ranks) > 3
    assert len({rank for rank, _ in ranks}) > 2
    assert ranks == sorted(ranks, reverse=True)
    assert [tuple(key) for key in cases.keys(db, within, order)] == ranks
    paged: list[CaseRow] = []
    while page := cases.rows(db, within, order=order, after=paged[-1] if paged else None, limit=2):
        paged += page
    assert paged == list(rows)


def test_sleeping_cases_come_by_when_they_wake_in_whatever_order(
    db: Database, account: Account
) -> None:
    given_cases_in_all_states(db, account)
    within = CaseFilter((CaseState.SNOOZED,))
    for order in Order:
        wakes = [row.snoozed_until for row in cases.rows(db, within, order=order)]
        assert wakes == sorted(wakes, key=lambda at: at or START)


def given_cases_in_all_states(db: Database, account: Account) -> None:
    """Sixteen each to answer, asleep and resolved, some with equal times and urgencies."""
    save(db, account, *(post(n, customer(n), n // 3) for n in range(48)))
    with db.writing():
        for number in range(48):
            case_id = CaseId(case_of(db, number) or 0)
            if number % 3 == 1:
                until = START + timedelta(hours=number * 7 % 13 + 1)
                cases.set_state(db, (case_id,), CaseState.SNOOZED, START, until=until)
            elif number % 3 == 2:
                cases.set_state(db, (case_id,), CaseState.RESOLVED, START)
            db.execute(
                "UPDATE cases SET urgency = ? WHERE id = ?",
                (to_ms(START + timedelta(hours=number * 5 % 11)), case_id),
            )


def test_rows_can_be_narrowed_to_a_state_an_account_and_ids(db: Database, account: Account) -> None:
    other = given_other_account(db)
    save(db, account, post(10, ADA, 1), post(11, BEN, 2))
    save(db, other, post(12, customer(1), 3))
    save(db, account, post(13, OWN, 4, reply_to=post(10, ADA, 1)), timeline=Timeline.OWN)
    ids = [case_of(db, n) for n in (10, 11, 12)]
    assert [row.id for row in cases.rows(db, CaseFilter((CaseState.WAITING,)))] == [ids[0]]
    assert [row.id for row in cases.rows(db, account_id=other.id)] == [ids[2]]
    assert [row.id for row in cases.rows(db, ids=(CaseId(ids[1] or 0), CaseId(999)))] == [ids[1]]
    assert cases.rows(db, ids=()) == ()
    with pytest.raises(NotFound):
        cases.row(db, CaseId(999))


def given_other_account(db: Database) -> Account:
    return account(db, RemoteUser(RemoteId("500"), "shop_two", "Second Shop"))


def test_counts_follow_every_move(db: Database, account: Account) -> None:
    def counted() -> dict[str, int]:
        return {row[0]: row[1] for row in db.rows("SELECT state, count(*) FROM cases GROUP BY 1")}

    save(db, account, *(post(n, customer(n), n) for n in range(8)))
    for number, moved in enumerate(CaseState):
        move(db, case_of(db, number) or 0, moved, 100)
        assert {s: n for s, n in counts(db).items() if n} == counted()
    save(db, account, post(50, customer(3), 200, conversation="3"))
    assert {s: n for s, n in counts(db).items() if n} == counted()


def test_a_filter_its_keys_and_its_count_name_the_same_cases(
    db: Database, account: Account
) -> None:
    save(db, account, *(post(n, customer(n), n // 3) for n in range(20)))
    for number, moved in enumerate([*CaseState, *CaseState]):
        move(db, case_of(db, number) or 0, moved, 100)
    with db.writing():
        db.execute("UPDATE cases SET calls = 2 WHERE id % 3 = 0")
        db.execute("UPDATE cases SET calls = 0 WHERE id % 9 = 0")
        db.execute("UPDATE cases SET state = 'waiting' WHERE id % 6 = 0")
        db.execute("DELETE FROM case_conversations WHERE case_id = 15")
        db.execute("UPDATE messages SET case_id = NULL WHERE case_id = 15")
        db.execute("DELETE FROM cases WHERE id = 15")
    everyone = cases.rows(db)
    for within in (
        EVERY_CASE,
        CaseFilter(OPEN_STATES),
        CaseFilter(with_calls=True),
        CaseFilter((CaseState.WAITING,), with_calls=True),
        CaseFilter((CaseState.SPAM, CaseState.RESOLVED)),
    ):
        wanted = [
            row.id
            for row in everyone
            if (not within.states or row.state in within.states)
            and (row.calls or not within.with_calls)
        ]
        assert wanted, within
        assert [row.id for row in cases.rows(db, within)] == wanted
        assert [key.id for key in cases.keys(db, within)] == wanted
        assert cases.count(db, within) == len(wanted)
        assert pages(db, 3, within) == wanted


@pytest.mark.parametrize("asleep", [CaseState.RESOLVED, CaseState.SNOOZED])
def test_a_customers_later_post_brings_a_case_back(
    db: Database, account: Account, asleep: CaseState
) -> None:
    first = post(10, ADA, 0)
    save(db, account, first)
    move(db, case_of(db, 10) or 0, asleep, 5)
    save(db, account, post(11, ADA, 6, reply_to=first))
    assert state(db, 10) is CaseState.NEEDS_REPLY


def test_a_post_written_before_the_case_was_resolved_but_seen_after_brings_it_back(
    db: Database, account: Account
) -> None:
    first = post(10, ADA, 0)
    save(db, account, first)
    move(db, case_of(db, 10) or 0, CaseState.RESOLVED, 5)
    save(db, account, post(11, ADA, 4, reply_to=first))
    assert state(db, 10) is CaseState.NEEDS_REPLY


def test_an_old_post_that_comes_late_does_not_bring_a_case_back(
    db: Database, account: Account
) -> None:
    save(db, account, post(11, ADA, 3, conversation="10"))
    move(db, case_of(db, 11) or 0, CaseState.RESOLVED, 5)
    save(db, account, post(10, ADA, 0))
    assert case_of(db, 10) == case_of(db, 11)
    assert state(db, 10) is CaseState.RESOLVED


def test_a_page_taken_in_twice_does_not_bring_a_case_back(db: Database, account: Account) -> None:
    save(db, account, post(10, ADA, 10))
    move(db, case_of(db, 10) or 0, CaseState.RESOLVED, 5)
    assert save(db, account, post(10, ADA, 10)).new == 0
    assert state(db, 10) is CaseState.RESOLVED


def test_our_own_post_does_not_bring_a_case_back(db: Database, account: Account) -> None:
    first = post(10, ADA, 0)
    save(db, account, first)
    move(db, case_of(db, 10) or 0, CaseState.RESOLVED, 5)
    save(db, account, post(11, OWN, 6, reply_to=first), timeline=Timeline.OWN)
    assert state(db, 10) is CaseState.RESOLVED


def test_spam_stays_spam(db: Database, account: Account) -> None:
    first = post(10, ADA, 0)
    save(db, account, first)
    move(db, case_of(db, 10) or 0, CaseState.SPAM, 5)
    save(db, account, post(11, ADA, 6, reply_to=first))
    assert state(db, 10) is CaseState.SPAM


def answered_then_again(db: Database, account: Account) -> tuple[int, int]:
    """Ada's case with our answer, and her next conversation an hour later, not yet settled."""
    first = post(10, ADA, 0)
    save(db, account, first)
    save(db, account, post(11, OWN, 1, reply_to=first), timeline=Timeline.OWN)
    save(db, account, post(12, ADA, 60), settled=False)
    older, newer = case_of(db, 10), case_of(db, 12)
    assert older is not None
    assert newer is not None
    assert older != newer
    return older, newer


def test_a_new_conversation_joins_the_case_of_our_last_answer(
    db: Database, account: Account
) -> None:
    older, newer = answered_then_again(db, account)
    assert settling.settle(db, account.id) == {older, newer}
    assert case_of(db, 12) == older
    assert state(db, 12) is CaseState.NEEDS_REPLY
    save(db, account, post(13, ADA, 61, conversation="12"))
    assert case_of(db, 13) == older


@pytest.mark.parametrize("decided", [CaseState.RESOLVED, CaseState.SNOOZED, CaseState.SPAM])
def test_a_case_that_a_person_moved_is_not_joined(
    db: Database, account: Account, decided: CaseState
) -> None:
    _, newer = answered_then_again(db, account)
    move(db, newer, decided, 70)
    settling.settle(db, account.id)
    assert case_of(db, 12) == newer
    assert state(db, 12) is decided


@pytest.mark.parametrize("decided", [CaseState.RESOLVED, CaseState.SPAM])
def test_a_case_that_is_closed_is_not_joined_to(
    db: Database, account: Account, decided: CaseState
) -> None:
    older, newer = answered_then_again(db, account)
    move(db, older, decided, 30)
    settling.settle(db, account.id)
    assert case_of(db, 12) == newer
    assert state(db, 10) is decided


def test_the_number_of_a_joined_case_is_not_given_again(db: Database, account: Account) -> None:
    _, newer = answered_then_again(db, account)
    settling.settle(db, account.id)
    save(db, account, post(20, BEN, 100))
    assert case_of(db, 20) not in (None, newer)


def test_a_reply_from_our_other_account_is_ours_too(db: Database, account: Account) -> None:
    other = given_other_account(db)
    team = RemoteUser(other.remote_id, other.handle, other.name)
    first = post(10, ADA, 0)
    save(db, account, first, post(11, team, 1, reply_to=first))
    assert case_of(db, 11) == case_of(db, 10)
    assert state(db, 10) is CaseState.WAITING
    assert len(cases.rows(db)) == 1


def test_parts_of_one_second_keep_their_order_and_their_case(
    db: Database, account: Account
) -> None:
    first = post(10, ADA, 0)
    one = post(1000, OWN, 1, reply_to=first)
    two = post(999, OWN, 1, reply_to=one)  # a lower id, so only the answer tells the order
    three = post(998, OWN, 1, reply_to=two)
    save(db, account, three, two, one, timeline=Timeline.OWN, settled=False)
    save(db, account, first)
    found = case_of(db, 10)
    assert found is not None
    texts = [one.text for one in messages.of_case(db, CaseId(found))]
    assert texts == [f"post number{n}" for n in (10, 1000, 999, 998)]
    assert db.rows("SELECT * FROM orphan_posts") == []


def test_an_own_post_that_one_account_waits_for_is_placed_when_another_brings_its_parent(
    db: Database, account: Account
) -> None:
    other = given_other_account(db)
    parent = post(10, ADA, 0)
    lonely = post(11, OWN, 1, conversation="10", parent="10")
    save(db, account, lonely, timeline=Timeline.OWN)
    assert case_of(db, 11) is None
    save(db, other, parent)
    assert case_of(db, 11) == case_of(db, 10)


def test_a_gap_is_noted_with_the_oldest_post_that_was_had(db: Database, account: Account) -> None:
    from console.domain.remote import Page
    from console.store import cursors, posts

    page = Page((post(11, ADA, 5), post(10, ADA, 3)), "{}", done=True, gap=True)
    posts.save_page(db, account, Timeline.MENTIONS, page, START)
    cursor = cursors.get(db, account.id, Timeline.MENTIONS)
    assert cursor is not None
    assert cursor.gap_before == START + timedelta(minutes=3)


LOOKED = "unsure, and looked for"
STATES: tuple[str, ...] = (*PartState, LOOKED)


@pytest.mark.parametrize("first", STATES)
def test_a_row_counts_what_goes_out_by_itself_and_which_answers_ask(
    db: Database, account: Account, first: str
) -> None:
    save(db, account, post(10, ADA, 1))
    for second in STATES:
        for each in ((first, second), (second,)):
            _answer(db, account, each)
        (row,) = cases.rows(db)
        threads = outbox.unfinished(db)
        assert row.trouble == sum(thread.asks for thread in threads), second
        going = (PartState.QUEUED, PartState.SENDING, PartState.UNSURE)
        assert row.outbox == sum(
            part.state in going for thread in threads for part in thread.parts if not thread.asks
        ), second


def _answer(db: Database, account: Account, states: tuple[str, ...]) -> None:
    """Store an answer whose parts stand like this."""
    thread_id = outbox.queue(
        db,
        account_id=account.id,
        case_id=CaseId(case_of(db, 10) or 0),
        agent_id=accounts.agent(db, "Anna", "", START).id,
        reply_to=RemoteId("10"),
        text="",
        limit="140",
        parts=[(each, 1) for each in states],
        now=START,
    )
    with db.writing():
        for position, each in enumerate(states, 1):
            stored, looked_at = (PartState.UNSURE, 1) if each == LOOKED else (each, None)
            db.execute(
                "UPDATE reply_parts SET state = ?, looked_at = ?"
                " WHERE thread_id = ? AND position = ?",
                (stored, looked_at, thread_id, position),
            )
