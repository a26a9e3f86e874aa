"""The price of a watch in its dialog: counted, late, refused, of an earlier search; budgets."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.desk.watches import Watches
from console.domain.accounts import Account
from console.domain.watches import Estimate
from console.errors import InvalidQuery, Offline, Refused
from tests.ui import test_watch_dialog as given
from tests.ui.test_watch_dialog import HITS, OWN, Place, question
from ui import watch_words
from ui.theme import Theme
from ui.watch_bars import HIGH, DayBars
from ui.watch_price import ASKING, NO_ANSWER, NOT_YET, STALE, WatchPrice

place = given.place
Key = Qt.Key
WEEK = Estimate(
    datetime(2026, 11, 22, 15, 30, tzinfo=UTC),
    tuple((datetime(2026, 11, day, tzinfo=UTC), day % 3 * 10) for day in range(15, 23)),
    80,
    sampled=False,
    hit_price=Decimal("0.015"),
    price=Decimal("0.005"),
)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Returns the queries that the network was asked to count."""
    asked: list[str] = []
    count = Watches.estimate

    def estimate(
        self: Watches, account: Account, query: str, *, by_sample: bool = False
    ) -> Estimate:
        asked.append(query)
        return count(self, account, query, by_sample=by_sample)

    monkeypatch.setattr(Watches, "estimate", estimate)
    return asked


def test_the_count_says_hits_price_and_what_it_cost_itself(place: Place) -> None:
    dialog = place.open()
    assert dialog.price.title.text() == NOT_YET
    assert "$0.005" in dialog.price.note.text()
    place.type(dialog, "words", "kettle")
    place.count(dialog)
    price = dialog.price
    assert price.title.text() == f"{HITS} posts in 7 days"
    assert price.month.text() == "$0.46 a month at most"
    assert price.note.text() == "$0.015 a post, with its author. Asking cost $0.005."
    assert price.bars.isVisible()
    assert sum(int(day.rpartition(" ")[2])
               for day in price.bars.accessibleDescription().split("; ")) == HITS  # fmt: skip
    assert not price.stale.isVisible()
    assert place.bench.desk.spending.month(place.accounts[0]).total >= Decimal("0.005")


def test_nothing_is_asked_before_a_click(place: Place, counts: list[str]) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.type(dialog, "with_one_of", "broke")
    place.lanes.sync.submit(lambda _: None, lambda _: counts.append("end"), receiver=dialog)
    place.qtbot.waitUntil(lambda: bool(counts))
    assert counts == ["end"]


def test_another_query_marks_the_count_as_of_an_earlier_search(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.count(dialog)
    place.type(dialog, "with_one_of", "broke")
    assert dialog.price.stale.isVisible()
    assert dialog.price.stale.text() == STALE
    place.click(dialog.save_button)
    place.click(given.button(question(dialog), "Cancel"))  # its price is not known
    place.type(dialog, "with_one_of", " ")
    assert not dialog.price.stale.isVisible()


def test_an_answer_to_an_older_query_is_dropped(place: Place, counts: list[str]) -> None:
    free = Event()
    place.lanes.sync.submit(lambda _: free.wait(20))
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.click(dialog.price.count_button)
    assert dialog.price.title.text() == ASKING
    place.type(dialog, "words", "teapot")
    assert dialog.price.title.text() == NOT_YET
    place.click(dialog.price.count_button)
    free.set()
    place.qtbot.waitUntil(lambda: dialog.price.title.text() == "No posts in 7 days")
    assert counts == [f"teapot {OWN}"]  # what still waited was not asked: it costs money


def test_an_answer_that_is_on_its_way_to_an_older_query_is_dropped(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, began, home = Event(), Event(), Event()

    def estimate(*_: object, **__: object) -> Estimate:
        began.set()
        assert free.wait(20)
        return WEEK

    monkeypatch.setattr(Watches, "estimate", estimate)
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.click(dialog.price.count_button)
    assert began.wait(20)
    place.type(dialog, "words", "teapot")
    free.set()
    place.lanes.sync.submit(lambda _: None, lambda _: home.set(), receiver=dialog)
    place.qtbot.waitUntil(home.is_set)
    assert dialog.price.title.text() == NOT_YET
    assert not dialog.price.month.isVisible()


def test_stop_waits_no_longer_and_closing_asks_nothing_more(
    place: Place, counts: list[str]
) -> None:
    free = Event()
    place.lanes.sync.submit(lambda _: free.wait(20))
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.click(dialog.price.count_button)
    assert not dialog.price.count_button.isVisible()
    place.click(dialog.price.stop_button)
    assert dialog.price.title.text() == NOT_YET
    place.click(dialog.price.count_button)
    dialog.done(0)
    place.lanes.sync.submit(lambda _: None, lambda _: counts.append("end"), receiver=place.window)
    free.set()
    place.qtbot.waitUntil(lambda: bool(counts))
    assert counts == ["end"]


def test_the_keys_stay_at_the_button_that_counts(place: Place, qtbot: QtBot) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    free = place.block(place.lanes.sync)
    dialog.price.count_button.setFocus()
    qtbot.keyClick(dialog.price.count_button, Key.Key_Space)
    assert dialog.focusWidget() is dialog.price.stop_button
    free.set()
    qtbot.waitUntil(dialog.price.month.isVisible)
    assert dialog.focusWidget() is dialog.price.count_button


def test_refused_to_count_some_posts_can_be_read_instead(place: Place) -> None:
    author = place.bench.user("dora")
    for hours in range(10):
        at = place.bench.clock() - timedelta(hours=hours)
        place.bench.world.add_post(author, "my kettle is loud", at=at)
    place.bench.connector.fail_next("count", Refused("X does not let this app count."))
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.click(dialog.price.count_button)
    button = dialog.price.sample_button
    place.qtbot.waitUntil(button.isVisible)
    assert button.text() == "Read a sample of 10 posts ($0.15)"
    assert "X does not let this app count." in dialog.price.trouble.text()
    place.type(dialog, "words", "teapot")
    assert not button.isVisible()  # that was about another search
    place.type(dialog, "words", "kettle")
    place.click(button)
    place.qtbot.waitUntil(dialog.price.month.isVisible)
    assert dialog.price.title.text().startswith("About ")
    assert "ten posts" in dialog.price.note.text()


@pytest.mark.parametrize("error", [Offline("X was not reached."), InvalidQuery("No such thing.")])
def test_what_else_goes_wrong_is_said_and_can_be_tried_again(
    place: Place, error: Offline | InvalidQuery
) -> None:
    place.bench.connector.fail_next("count", error)
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.click(dialog.price.count_button)
    place.qtbot.waitUntil(dialog.price.trouble.isVisible)
    assert dialog.price.title.text() == NO_ANSWER
    assert error.message in dialog.price.trouble.text()
    assert not dialog.price.sample_button.isVisible()
    dialog.name.setFocus()
    place.qtbot.keyClicks(dialog.name, "K")
    assert dialog.price.trouble.isVisible()
    place.count(dialog)
    assert not dialog.price.trouble.isVisible()


def test_zero_hits_are_said_calmly(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "samovar")
    place.count(dialog)
    assert dialog.price.title.text() == "No posts in 7 days"
    assert "Nobody wrote this" in dialog.price.month.text()
    assert not dialog.price.bars.isVisible()
    assert dialog.save_button.isEnabled()


def test_where_it_begins_says_what_that_costs(place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    box = dialog.terms.begin_box
    assert [box.itemText(row) for row in range(box.count())] == [
        "From now on", "Last day", "Last 7 days",
    ]  # fmt: skip
    place.count(dialog)
    assert box.itemText(1) == "Last day: about $0.03"
    assert box.itemText(2) == "Last 7 days: about $0.105"
    box.setFocus()
    place.qtbot.keyClick(box, Key.Key_End)
    with place.qtbot.waitSignal(dialog.changed):
        place.click(dialog.save_button)
    assert place.watches[0].new.begin_at == place.bench.clock() - timedelta(days=7)


def test_the_budget_follows_the_estimate_till_a_person_gives_one(place: Place) -> None:
    dialog = place.open()
    field = dialog.terms.budget_field
    place.type(dialog, "words", "kettle")
    assert field.text() == "5"
    place.count(dialog)
    assert field.text() == "1"
    field.setFocus()
    field.selectAll()
    place.qtbot.keyClicks(field, "0.30")
    assert "about day 20" in dialog.terms.lines["warn"].text()
    assert "3% of the $10" in dialog.terms.lines["quiet"].text()
    place.type(dialog, "words", "teapot")
    assert field.text() == "0.30"
    assert not dialog.terms.lines["warn"].isVisible()


def test_budgets_that_sum_up_above_the_account_are_said_and_more_than_it_is_refused(
    place: Place,
) -> None:
    place.accounts = (replace(place.accounts[0], monthly_budget=Decimal(10)),)
    place.add("Teapots", "teapot", "8")
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    lines, field = dialog.terms.lines, dialog.terms.budget_field
    place.qtbot.waitUntil(lambda: field.text() == "2")  # what the other one leaves
    assert not lines["warn"].isVisible()
    field.setFocus()
    field.selectAll()
    place.qtbot.keyClicks(field, "2.50")
    handle = place.accounts[0].handle
    above = f"All watches of @{handle} together: $10.50, above its $10."
    assert lines["warn"].text() == above
    field.selectAll()
    place.qtbot.keyClicks(field, "11")
    assert "more than the $10" in lines["danger"].text()
    assert not lines["warn"].isVisible()
    place.count(dialog)
    place.click(dialog.save_button)
    place.qtbot.waitUntil(dialog.message.isVisible)
    assert len(place.watches) == 1


def test_where_nothing_is_left_no_budget_is_suggested(place: Place) -> None:
    place.accounts = (replace(place.accounts[0], monthly_budget=Decimal(10)),)
    place.add("Teapots", "teapot", "10")
    dialog = place.open()
    place.qtbot.waitUntil(lambda: dialog.terms.budget_field.text() == "")
    assert "may use up all of its $10 already" in dialog.terms.lines["warn"].text()


def test_a_budget_below_one_page_says_what_a_watch_may_cost_anyway(place: Place) -> None:
    dialog = place.open()
    field = dialog.terms.budget_field
    for typed, said in (("0.14", True), ("0.15", False)):
        field.setFocus()
        field.selectAll()
        place.qtbot.keyClicks(field, typed)
        assert ("at least 10 posts, $0.15" in dialog.terms.lines["warn"].text()) is said


@pytest.mark.parametrize("typed", ["", "many", "0", "-3"])
def test_no_budget_is_said_at_its_field(place: Place, typed: str) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.count(dialog)
    field = dialog.terms.budget_field
    field.setFocus()
    field.selectAll()
    place.qtbot.keyClick(field, Key.Key_Backspace)
    place.qtbot.keyClicks(field, typed)
    place.qtbot.keyClick(field, Key.Key_Return)
    assert dialog.terms.lines["danger"].isVisible()
    assert dialog.focusWidget() is field
    assert place.watches == ()


@pytest.mark.parametrize(
    ("week", "most", "budget"),
    [
        (0, None, "1"), (80, None, "8"), (412, None, "40"), (412, "20", "20"), (4120, None, "400"),
        (90, None, "8"), (99, None, "10"), (200, None, "20"),
    ],
)  # fmt: skip
def test_a_suggested_budget_is_round_and_generous(week: int, most: str | None, budget: str) -> None:
    estimate = replace(WEEK, week=week)
    cap = None if most is None else Decimal(most)
    suggested = watch_words.suggested(estimate, cap)
    assert suggested == Decimal(budget)
    assert suggested >= estimate.month or suggested == cap


def test_the_bars_stand_for_the_days(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp)
    bars = DayBars(theme)
    qtbot.addWidget(bars)
    bars.resize(240, bars.sizeHint().height())
    bars.show_days(tuple((began, place) for place, (began, _) in enumerate(WEEK.days)))
    image, ink = bars.grab().toImage(), theme.colour("accent_text").rgb()
    columns = [round((place + 0.5) * 30) - 8 for place in range(8)]
    heights = [
        sum(image.pixel(column, row) == ink for row in range(image.height())) for column in columns
    ]
    assert heights == sorted(heights)
    assert heights[0] == 0
    assert heights[-1] == pytest.approx(HIGH, abs=1)
    assert "Sunday 22 November: 7" in bars.accessibleDescription()


def test_an_estimate_of_a_sample_says_so(qtbot: QtBot, qapp: QApplication) -> None:
    panel = WatchPrice(Theme(qapp))
    qtbot.addWidget(panel)
    panel.show_estimate(replace(WEEK, sampled=True, price=Decimal("0.15")), stale=False)
    assert panel.title.text() == "About 80 posts in 7 days"
    assert panel.note.text().endswith("Drawn from ten posts; reading them cost $0.15.")
