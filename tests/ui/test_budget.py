"""What an account costs, at the side and in its dialog: acted as a person does."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.domain.accounts import Access
from console.domain.spending import Charge, Item, MonthSpend
from console.errors import OverBudget, StoreFull
from tests.ui.conftest import names
from tests.ui.test_side import LONG, NOW, SHOP
from ui import spending_words
from ui.account_entry import standing
from ui.application import Application
from ui.budget_dialog import EFFECT, BudgetDialog
from ui.side_view import SideView, width_for
from ui.spend_bar import SpendButton
from ui.spending_words import Level
from ui.theme import Theme

SPEND = MonthSpend(
    date(2026, 11, 1),
    (
        Charge(Item.OWN_READ, 1204, Decimal("0.001")),
        Charge(Item.POST_WITH_URL, 1, Decimal("0.2")),
    ),
)
BEFORE = MonthSpend(date(2026, 10, 1), (Charge(Item.USER_READ, 3, Decimal("0.01")),))
TEN = replace(SHOP, monthly_budget=Decimal(10))


@pytest.fixture
def side(qtbot: QtBot, qapp: QApplication) -> SideView:
    made = SideView(Theme(qapp))
    qtbot.addWidget(made)
    made.resize(width_for(made._theme), 600)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> BudgetDialog:
    dialog = opened(qtbot, qapp, BudgetDialog(TEN, SPEND, Theme(qapp)))
    dialog.show_months((SPEND, BEFORE))
    qtbot.waitUntil(lambda: "October 2026" in said(dialog))
    return dialog


def opened(qtbot: QtBot, qapp: QApplication, dialog: BudgetDialog) -> BudgetDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.field.hasFocus)
    return dialog


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


@pytest.mark.parametrize(
    ("budget", "words", "level"),
    [
        (None, "$1.404 this month", None),
        ("10", "$1.404 of $10", Level.FAR),
        ("1.75", "$1.404 of $1.75", Level.NEAR),
        ("1.404", "$1.404 of $1.404", Level.USED_UP),
        ("0", "$1.404 of $0", Level.USED_UP),
    ],
)
def test_the_month_stands_under_the_account(
    side: SideView, budget: str | None, words: str, level: Level | None
) -> None:
    account = replace(SHOP, monthly_budget=None if budget is None else Decimal(budget))
    side.show_accounts((account,), {}, {}, NOW, spending={account.id: SPEND})
    entry = side.entries[1]
    assert not entry.cost.isHidden()
    assert entry.cost.text() == words
    assert words in entry.cost.accessibleName()
    fill = spending_words.fill(SPEND, account.monthly_budget)
    assert (None if fill is None else fill.level) is level
    assert "1,204 × Mentions and own posts read: $1.204" in entry.cost.toolTip()
    assert "1 × Post with a link: $0.20" in entry.cost.toolTip()
    assert ("used up" in entry.cost.toolTip()) == (level in (Level.NEAR, Level.USED_UP))


def test_the_bar_fills_and_turns_with_the_spend(side: SideView) -> None:
    pictures = []
    for budget in ("10", "1.75", "1.40"):
        account = replace(SHOP, monthly_budget=Decimal(budget))
        side.show_accounts((account,), {}, {}, NOW, spending={account.id: SPEND})
        button = side.entries[1].cost
        image = button.grab().toImage()
        row = image.height() - 6
        pictures.append([image.pixelColor(x, row).name() for x in range(image.width())])
        token = {"10": "edge", "1.75": "warn", "1.40": "danger"}[budget]
        colour = side._theme.colour(token).name()
        share = pictures[-1].count(colour) / image.width()
        assert share == pytest.approx(min(1.0, 1.404 / float(budget)), abs=0.1)


def test_an_account_without_access_costs_nothing_and_says_so_by_silence(side: SideView) -> None:
    by_hand = replace(LONG, access=Access.HAND_OFF)
    side.show_accounts((SHOP, by_hand), {}, {}, NOW, spending={SHOP.id: SPEND})
    assert not side.entries[1].cost.isHidden()
    assert side.entries[2].cost.isHidden()
    assert side.entries[2].state.text() == "by hand, in the browser"
    assert "answers posted by hand" in side.entries[2].state.toolTip()


def test_the_budget_that_is_spent_is_said_as_trouble() -> None:
    stands = standing(TEN, NOW, problem=OverBudget("@Shop has cost $10.02 this month."))
    assert (stands.said, stands.token) == ("over budget", "danger")
    assert "wait for the next month" in stands.tip


def test_a_click_or_a_key_asks_for_the_whole_story(qtbot: QtBot, side: SideView) -> None:
    side.show_accounts((SHOP, LONG), {}, {}, NOW, spending={SHOP.id: SPEND, LONG.id: SPEND})
    with qtbot.waitSignal(side.budget_wanted) as asked:
        qtbot.mouseClick(side.entries[2].cost, Qt.MouseButton.LeftButton)
    assert asked.args == [LONG]
    side.show_accounts((SHOP, TEN), {}, {}, NOW, spending={SHOP.id: SPEND})
    side.entries[1].cost.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(side.budget_wanted) as asked:
            qtbot.keyClick(side.entries[1].cost, key)
        assert asked.args == [TEN]  # as it is now


def test_the_month_is_told_by_kind_and_the_months_before_in_short(dialog: BudgetDialog) -> None:
    words = said(dialog)
    for line in (
        ["November 2026", "$1.404"],
        ["Mentions and own posts read", "1,204 × $0.001", "$1.204"],
        ["Post with a link", "1 × $0.20", "$0.200"],
        ["October 2026", "3 read", "$0.030"],
    ):
        at = words.index(line[0])
        assert words[at : at + len(line)] == line
    assert any("prices of August 2026" in text for text in words)
    assert EFFECT in words


def test_an_account_that_cost_nothing_says_so(qtbot: QtBot, qapp: QApplication) -> None:
    dialog = opened(qtbot, qapp, BudgetDialog(SHOP, MonthSpend(date(2027, 9, 1)), Theme(qapp)))
    assert "Nothing has been billed yet." in said(dialog)
    dialog.show_months((BEFORE,))
    qtbot.waitUntil(lambda: "October 2026" in said(dialog))
    assert dialog.field.text() == ""


@pytest.mark.parametrize(
    ("typed", "budget"),
    [
        ("25", "25"),
        ("7.50", "7.5"),
        ("7,5", "7.5"),
        ("$ 20", "20"),
        (" 3 ", "3"),
        ("0", "0"),
        ("", None),
    ],
)
def test_a_budget_is_typed_and_saved_by_keys_alone(
    qtbot: QtBot, dialog: BudgetDialog, typed: str, budget: str | None
) -> None:
    assert dialog.field.selectedText() == "10"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Delete)
    qtbot.keyClicks(dialog.field, typed)
    with qtbot.waitSignal(dialog.save_wanted) as wanted:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert wanted.args == [None if budget is None else Decimal(budget)]
    assert not dialog.save_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()  # on its way it cannot be cancelled
    dialog.stored()
    assert dialog.isHidden()


@pytest.mark.parametrize("typed", ["ten", "-1", "1,000", "1.234", "12345678", "1e3"])
def test_what_is_no_amount_is_told_and_not_saved(
    qtbot: QtBot, dialog: BudgetDialog, typed: str
) -> None:
    qtbot.keyClicks(dialog.field, typed)
    assert dialog.note.text() == EFFECT  # not before the person is done
    with qtbot.assertNotEmitted(dialog.save_wanted):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.note.text() == spending_words.FORM
    assert dialog.field.hasFocus()
    assert dialog.field.selectedText() == typed
    qtbot.keyClicks(dialog.field, "5")
    assert dialog.note.text() == EFFECT


@pytest.mark.parametrize("budget", ["10", "7.5", "1000", "1234.50", "1000000"])
def test_a_budget_that_is_shown_can_be_saved_as_it_stands(
    qtbot: QtBot, qapp: QApplication, budget: str
) -> None:
    account = replace(SHOP, monthly_budget=Decimal(budget))
    dialog = opened(qtbot, qapp, BudgetDialog(account, SPEND, Theme(qapp)))
    with qtbot.waitSignal(dialog.save_wanted) as wanted:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert wanted.args == [Decimal(budget)]


def test_digits_of_other_scripts_are_no_amount() -> None:
    for typed in ("٣", "²", "１０"):
        with pytest.raises(ValueError, match="dollars and cents"):
            spending_words.budget(typed)


def test_a_budget_below_what_was_spent_is_said_before_it_is_saved(
    qtbot: QtBot, dialog: BudgetDialog
) -> None:
    qtbot.keyClicks(dialog.field, "1.40")
    assert "has cost $1.404 already" in dialog.note.text()
    with qtbot.waitSignal(dialog.save_wanted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_what_cannot_be_stored_stays_with_the_reason(qtbot: QtBot, dialog: BudgetDialog) -> None:
    qtbot.keyClicks(dialog.field, "30")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    dialog.refuse(StoreFull("There is no room."))
    assert dialog.isVisible()
    assert dialog.field.text() == "30"
    assert dialog.note.text().startswith("The disk is full. There is no room.")
    assert dialog.save_button.isEnabled()


def test_escape_and_cancel_save_nothing(qtbot: QtBot, dialog: BudgetDialog) -> None:
    qtbot.keyClicks(dialog.field, "30")
    with qtbot.assertNotEmitted(dialog.save_wanted):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    dialog.show()
    with qtbot.assertNotEmitted(dialog.save_wanted):
        qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert dialog.isHidden()


def test_every_word_of_the_dialog_has_room(qtbot: QtBot, dialog: BudgetDialog) -> None:
    qtbot.keyClicks(dialog.field, "ten")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    for label in dialog.findChildren(QLabel):
        if not label.isHidden():
            assert label.height() >= label.heightForWidth(label.width())
            assert label.width() >= label.minimumSizeHint().width()


def costs(desk: Application) -> SpendButton:
    (entry,) = desk.window.side.entries.values()
    return entry.cost


def ask(qtbot: QtBot, desk: Application) -> BudgetDialog:
    """Click on what the month cost; its dialog is there at once."""
    qtbot.mouseClick(costs(desk), Qt.MouseButton.LeftButton)
    return open_dialogs(desk)[-1]


def open_dialogs(desk: Application) -> list[BudgetDialog]:
    return [each for each in desk.window.findChildren(BudgetDialog) if each.isVisible()]


def test_a_budget_set_by_hand_stops_reading_and_raised_lets_it_go_on(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    assert costs(desk).text() == "$0.043 this month"  # three posts, their authors, ourselves
    dialog = ask(qtbot, desk)
    qtbot.keyClicks(dialog.field, "0.04")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: costs(desk).text() == "$0.043 of $0.04")
    author = world.add_user("dora", "Dora Lind")
    world.add_post(author, "@Shop me too", at=datetime.now(UTC))
    desk.courier.sync_now()
    (entry,) = desk.window.side.entries.values()
    qtbot.waitUntil(lambda: entry.state.text() == "over budget")
    assert "Dora Lind" not in names(desk)

    dialog = ask(qtbot, desk)
    assert dialog.field.text() == "0.04"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Delete)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Dora Lind" in names(desk))
    qtbot.waitUntil(lambda: costs(desk).text() == "$0.054 this month")
    qtbot.waitUntil(lambda: not desk.courier.syncing)


def test_the_dialog_is_there_at_once_and_alone_and_takes_nothing_typed(
    qtbot: QtBot, desk: Application
) -> None:
    gate, overview = threading.Event(), desk.window.overview
    assert overview is not None
    desk.lanes.reader.submit(lambda _: gate.wait(20))
    dialog = ask(qtbot, desk)
    desk.window.budget_wanted.emit(overview.accounts[0])
    assert open_dialogs(desk) == [dialog]
    qtbot.keyClicks(dialog.field, "1")
    gate.set()
    read: list[None] = []
    desk.lanes.reader.submit(lambda _: None, read.append, receiver=desk)
    qtbot.waitUntil(lambda: bool(read))
    qtbot.keyClicks(QApplication.focusWidget(), "2")
    assert dialog.field.text() == "12"
    dialog.reject()
    assert open_dialogs(desk) == []
    assert ask(qtbot, desk) is not dialog


def test_months_that_come_late_leave_the_typing_where_it_is(
    qtbot: QtBot, qapp: QApplication
) -> None:
    dialog = opened(qtbot, qapp, BudgetDialog(TEN, SPEND, Theme(qapp)))
    qtbot.keyClicks(dialog.field, "2")
    place = dialog.field.mapTo(dialog, dialog.field.rect().topLeft())
    dialog.show_months((SPEND, BEFORE))
    qtbot.waitUntil(lambda: "October 2026" in said(dialog))
    qtbot.keyClicks(dialog.field, "5")
    assert dialog.field.text() == "25"
    assert dialog.field.mapTo(dialog, dialog.field.rect().topLeft()) == place
