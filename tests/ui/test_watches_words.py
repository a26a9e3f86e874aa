"""What is said of a watch: how it stands, its money, what it brought, whether it might go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from console.domain.accounts import Access, Account, SelfReply
from console.domain.ids import AccountId, RemoteId, WatchId
from console.domain.watches import NewWatch, Proposal, Watch, WatchState, Yield
from ui import watches_done, watches_words, watches_yield
from ui.spending_words import Level

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SHOP = Account(
    AccountId(1), "memory", RemoteId("900"), "Shop", "The Shop", SelfReply.UNKNOWN, None, None
)
NEW = NewWatch(SHOP.id, "Brand", "northwind", timedelta(hours=1), Decimal(5), NOW)
WATCH = Watch(
    WatchId(1),
    NEW,
    NOW - timedelta(days=40),
    "Ann",
    paused=False,
    counted_week=120,
    estimated_month=Decimal("3.10"),
    walked_at=NOW - timedelta(minutes=48),
    due_at=NOW + timedelta(minutes=12),
    spent=Decimal("1.24"),
    lately=Yield(42, 3, 12, 5, 4, Decimal("1.24")),
)


def with_state(state: WatchState, problem: str = "") -> Watch:
    return replace(WATCH, state=state, problem=problem, paused=state is WatchState.PAUSED)


@pytest.mark.parametrize(
    ("watch", "said", "token"),
    [
        (WATCH, "looks again in 12 min", "quiet"),
        (replace(WATCH, due_at=NOW), "looks with the next sync", "quiet"),
        (replace(WATCH, due_at=None, walked_at=None), "looks with the next sync", "quiet"),
        (with_state(WatchState.PAUSED), "paused", "quiet"),
        (with_state(WatchState.SPENT), "account's budget used", "warn"),
        (
            replace(with_state(WatchState.SPENT), spent=Decimal(5)),
            "month's budget used",
            "warn",
        ),
        (
            with_state(WatchState.FAILING, "Offline: not reached."),
            "Offline: not reached.",
            "danger",
        ),
        (with_state(WatchState.NO_ACCESS), "no access to its account", "danger"),
    ],
)
def test_how_a_watch_stands_is_said_in_a_line(watch: Watch, said: str, token: str) -> None:
    found = watches_words.state(watch, NOW)
    assert (found.text, found.token) == (said, token)
    assert bool(found.icon) is (token != "quiet")


def test_what_to_do_about_a_spent_budget_says_whose_it_is_and_till_when() -> None:
    spent = with_state(WatchState.SPENT)
    assert "Give the account more, or wait for 1 December" in watches_words.problem(spent, NOW)
    own = replace(spent, spent=Decimal(5))
    assert "Edit gives it more, or wait for 1 December" in watches_words.problem(own, NOW)
    assert watches_words.problem(WATCH, NOW) == ""


def test_failed_look_says_why_and_when_it_is_tried_again() -> None:
    failing = with_state(WatchState.FAILING, "Offline: not reached.")
    wanted = "The last look failed. Offline: not reached. It looks again in 12 min by itself."
    assert watches_words.problem(failing, NOW) == wanted


def test_yield_without_a_case_has_no_price_a_case() -> None:
    told = "5 of 12 of use  ·  $0.248 each"
    assert watches_yield.worth(WATCH.lately) == told
    assert watches_yield.came_of(WATCH.lately) == f"{told}; 4 solved, $0.103 a case"
    assert watches_yield.worth(Yield(7, cost=Decimal("0.07"))) == "$0.07"
    assert watches_yield.brought(Yield(1, 0, 1)) == "1 post, 1 case"


def test_cases_that_were_of_no_use_have_no_price_each() -> None:
    spam = Yield(24, 0, 24, 0, 0, Decimal("0.36"))
    assert watches_yield.worth(spam) == "0 of 24 of use  ·  $0.36"


def test_month_fills_its_bar_by_the_watch_s_own_budget() -> None:
    assert watches_yield.month_words(WATCH) == "$1.24 of $5"
    fill = watches_yield.fill(WATCH, NOW)
    assert fill is not None
    assert fill.share == pytest.approx(0.248)
    over = watches_yield.fill(replace(WATCH, spent=Decimal(6)), NOW)
    assert over is not None
    assert over.level is Level.USED_UP


def test_each_reason_to_go_is_a_sentence() -> None:
    silent = watches_words.proposal(WATCH, Proposal.SILENT)
    assert silent == "“Brand” has found nothing for 30 days."
    useless = watches_words.proposal(WATCH, Proposal.USELESS)
    assert useless.startswith("“Brand” found 42 posts in 30 days, and nobody did")


def test_budgets_are_added_up_by_account() -> None:
    other = replace(SHOP, id=AccountId(2), handle="Two", monthly_budget=Decimal(20))
    watches = (WATCH, WATCH, replace(WATCH, new=replace(NEW, account_id=other.id)))
    shop = replace(SHOP, monthly_budget=Decimal(9))
    said, over = watches_yield.budgets(watches, (shop, other))
    assert said == "Up to $10 of $9 a month for @Shop  ·  Up to $5 of $20 a month for @Two"
    assert "The watches of @Shop may cost $10 a month" in over
    assert "@Two" not in over
    assert watches_yield.budgets(watches, (SHOP,)) == ("Up to $10 a month for @Shop", "")


def test_only_accounts_with_access_can_search() -> None:
    by_hand = replace(SHOP, access=Access.HAND_OFF)
    assert watches_words.with_access((SHOP, by_hand)) == (SHOP,)


def test_what_looks_found_names_only_those_that_found_something() -> None:
    assert watches_done.found((("Brand", 3), ("Rival", 0), ("App", 1))) == (
        "“Brand” found 3 new posts, “App” found 1 new post"
    )
    assert watches_done.found((("Brand", 0),)) == ""


def test_names_that_turn_the_line_are_isolated() -> None:
    hostile = replace(WATCH, new=replace(NEW, name="\u202eevil\nעברית"))
    assert watches_words.name(hostile) == "“\u2068evil עברית\u2069”"


def test_what_was_done_is_said_with_the_way_back() -> None:
    two = (WATCH, WATCH)
    assert watches_done.was_paused((WATCH,), paused=False) == "“Brand” goes on."
    assert watches_done.was_paused(two, paused=True) == "2 watches paused. P lets them go on."
    removed = watches_done.was_removed(two)
    assert removed == "2 watches removed; their cases stay. Ctrl+Z brings them back."
