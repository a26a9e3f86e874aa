"""What a person chooses of an account, and which cases are an account's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import COLOURS, AccountLook
from console.domain.cases import EVERY_CASE, OPEN_STATES, CaseFilter, CaseState, Order
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser
from console.errors import InputError
from console.store import accounts, cases
from tests.console import given

CARE = RemoteUser(RemoteId("7"), "shop_care", "Care")


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(
        db=given.database(tmp_path),
        networks={},
        credentials=Credentials(),
        agent_name="Ada",
        now=lambda: given.START,
    )


def test_each_new_account_has_a_colour_that_the_fewest_have(context: Context) -> None:
    made = [
        given.account(context.db, RemoteUser(RemoteId(str(number)), f"shop{number}", "Shop"))
        for number in range(len(COLOURS) + 1)
    ]
    assert tuple(each.colour for each in made) == (*COLOURS, COLOURS[0])
    again = given.account(context.db, RemoteUser(RemoteId("3"), "shop3", "Shop"))
    assert again.colour == COLOURS[3]
    by_hand = accounts.add_handoff(
        context.db, network="x", handle="hands", name="", now=given.START
    )
    assert by_hand.colour == COLOURS[1]


def test_what_is_chosen_is_kept_and_taken_back_as_one_act(context: Context) -> None:
    account = given.account(context.db)
    desk = Desk(context)
    look = AccountLook("rust", "280", " The   Shop ", hidden=True)
    assert desk.accounts.set_look(account, look).accounts == {account.id}
    (after,) = desk.accounts.every()
    assert AccountLook.of(after) == replace(look, own_name="The Shop")
    accounts.note_synced(context.db, account.id, given.START)  # no act: it bars nothing
    undone = desk.acts.undo()
    assert undone is not None
    assert undone.changes.lists == {"accounts"}
    (back,) = desk.accounts.every()
    assert AccountLook.of(back) == AccountLook.of(account)
    assert back.synced_at == given.START
    assert not desk.accounts.set_look(back, AccountLook.of(back))


@pytest.mark.parametrize(
    "look",
    [
        AccountLook("pink"),
        AccountLook("rust", "141"),
        AccountLook("rust", "", "x" * 81),
        AccountLook("rust", "", "a\u202eb"),
    ],
)
def test_what_cannot_be_shown_is_refused(context: Context, look: AccountLook) -> None:
    account = given.account(context.db)
    with pytest.raises(InputError):
        Desk(context).accounts.set_look(account, look)
    assert Desk(context).accounts.every() == (account,)


def test_the_initial_is_that_of_the_handle_which_stands_beside_it(context: Context) -> None:
    account = replace(given.account(context.db), handle="_shop")
    assert account.initial == "S"
    assert replace(account, own_name="Ärzte").initial == "S"
    assert replace(account, handle="__").initial == "?"


def brought(context: Context) -> Desk:
    """Three cases of one account, one of another."""
    shop, care = given.account(context.db), given.account(context.db, CARE)
    for number, account in enumerate((shop, shop, care, shop), 10):
        author = RemoteUser(RemoteId(str(number * 100)), f"customer{number}", "Customer")
        given.save(context.db, account, given.post(number, author, number, "@shop late"))
    return Desk(context)


def test_the_cases_of_one_account_are_listed_and_counted(context: Context) -> None:
    desk = brought(context)
    shop, care = desk.accounts.every()
    for state in ((CaseState.NEEDS_REPLY,), (), OPEN_STATES):
        for order in Order:
            within = CaseFilter(state, account=shop.id)
            rows = desk.cases.rows(within, order=order)
            every = desk.cases.rows(CaseFilter(state), order=order)
            assert [row for row in every if row.account_id == shop.id] == list(rows)
            assert [row.id for row in rows] == [key.id for key in desk.cases.keys(within, order)]
            assert desk.cases.count(within) == len(rows) == 3
    assert desk.cases.count(CaseFilter(account=care.id)) == 1
    assert desk.cases.count(EVERY_CASE) == 4


@pytest.mark.parametrize("states", [(), (CaseState.NEEDS_REPLY,), (CaseState.RESOLVED,)])
def test_the_cases_of_one_account_come_sorted_from_an_index(
    context: Context, states: tuple[CaseState, ...]
) -> None:
    desk = brought(context)
    shop, _ = desk.accounts.every()
    where, parameters = cases._where(CaseFilter(states, account=shop.id))
    _, ordered = cases._order(CaseFilter(states), Order.NEWEST)
    plan = context.db.rows(
        f"EXPLAIN QUERY PLAN SELECT c.rank, c.id FROM cases c WHERE {' AND '.join(where)}"
        f" ORDER BY {ordered}",
        parameters,
    )
    said = " ".join(row["detail"] for row in plan)
    assert "TEMP B-TREE" not in said
    assert "account_id" in said
