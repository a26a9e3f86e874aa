"""What is looked at: the days, the account, the touchpoint, and beside what."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account, SelfReply
from console.domain.business_hours import BusinessHours
from console.domain.ids import AccountId, RemoteId
from console.domain.insight import Insight, Period, Question, Scope, Section
from console.domain.targets import Targets
from console.insight.running import Told, go_on
from tests.console import given
from ui import tokens
from ui.insight_filters import NOT_SAID, InsightFilters, TypedDay
from ui.insight_runner import Ground, InsightRunner, Span, Wish, year_before
from ui.lanes import Lane
from ui.style_sheet import style_sheet

TODAY = date(2026, 10, 2)
LEFT = Qt.MouseButton.LeftButton
SHOP = Account(
    id=AccountId(1),
    network="x",
    remote_id=RemoteId("1"),
    handle="Shop",
    name="The Shop",
    self_reply=SelfReply.UNKNOWN,
    synced_at=None,
    sync_error=None,
)
HELP = replace(SHOP, id=AccountId(2), handle="ShopHelp")
GROUND = Ground(
    Scope(Period(datetime(2026, 9, 4, 22, tzinfo=UTC), datetime(2026, 10, 2, 22, tzinfo=UTC))),
    "Europe/Berlin",
    date(2026, 9, 5),
    TODAY,
    ("delivery", "billing"),
    empty=False,
    today=TODAY,
)


@pytest.fixture
def filters(qtbot: QtBot, qapp: QApplication) -> InsightFilters:
    assert qapp is not None
    made = InsightFilters(TODAY)
    qtbot.addWidget(made)
    made.resize(1000, 80)
    made.show()
    return made


def offered(filters: InsightFilters) -> list[str]:
    box = filters.touchpoint
    return [box.itemText(place) for place in range(box.count())]


def test_the_last_four_weeks_are_looked_at_first(filters: InsightFilters) -> None:
    assert filters.wish == Wish(Span.DAYS_28, None, None, None, None, compare=True)
    assert not filters.first.isVisible()
    assert not filters.account.isVisible(), "there is but one"


def test_a_choice_is_told_once(qtbot: QtBot, filters: InsightFilters) -> None:
    with qtbot.waitSignal(filters.changed):
        qtbot.keyClick(filters.span, Qt.Key.Key_Up)
    assert filters.wish.span is Span.DAYS_7
    with qtbot.waitSignal(filters.changed):
        qtbot.mouseClick(filters.compare, LEFT, pos=filters.compare.rect().center())
    assert not filters.wish.compare
    with qtbot.assertNotEmitted(filters.changed):
        filters.show_ground(GROUND)
        filters.offer_accounts((SHOP, HELP))


def test_own_days_begin_with_those_that_are_shown(qtbot: QtBot, filters: InsightFilters) -> None:
    filters.show_ground(GROUND)
    with qtbot.waitSignal(filters.changed):
        qtbot.keyClick(filters.span, Qt.Key.Key_End)
    assert filters.first.isVisible()
    assert filters.last.isVisible()
    assert filters.wish == Wish(Span.CUSTOM, date(2026, 9, 5), TODAY)


def test_no_period_ends_before_it_begins(qtbot: QtBot, filters: InsightFilters) -> None:
    filters.show_ground(GROUND)
    qtbot.keyClick(filters.span, Qt.Key.Key_End)
    filters.last.setDate(QDate(2026, 9, 10))
    filters.first.setDate(QDate(2026, 9, 20))
    assert (filters.wish.first, filters.wish.last) == (date(2026, 9, 20), date(2026, 9, 20))
    filters.last.setDate(QDate(2026, 9, 1))
    assert (filters.wish.first, filters.wish.last) == (date(2026, 9, 1), date(2026, 9, 1))


def own_days(qtbot: QtBot, filters: InsightFilters) -> TypedDay:
    """Chooses own days, and goes to the first by Tab."""
    filters.show_ground(GROUND)
    qtbot.keyClick(filters.span, Qt.Key.Key_End)
    filters.activateWindow()
    qtbot.waitUntil(filters.isActiveWindow)
    filters.first.setFocus(Qt.FocusReason.TabFocusReason)
    return filters.first


@pytest.mark.parametrize(
    "typed", ["20260831", "2026-08-31", "2026 8 31", "2026.08.31", "2026/8/31"]
)
def test_a_day_is_taken_when_it_is_typed_to_its_end(
    qtbot: QtBot, filters: InsightFilters, typed: str
) -> None:
    field = own_days(qtbot, filters)
    with qtbot.assertNotEmitted(filters.changed):
        qtbot.keyClicks(field, typed)
    with qtbot.waitSignal(filters.changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert filters.wish.first == date(2026, 8, 31)


@pytest.mark.parametrize("typed", ["31082026", "31.08.2026", "05.08.2026", "8/31/2026", "1.8.2026"])
def test_a_day_in_another_order_gives_no_other_day(
    qtbot: QtBot, filters: InsightFilters, typed: str
) -> None:
    field = own_days(qtbot, filters)
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert filters.wish.first == date(2026, 9, 5)
    assert field.text() == "2026-09-05"


def test_no_day_is_after_today(qtbot: QtBot, filters: InsightFilters) -> None:
    field = own_days(qtbot, filters)
    qtbot.keyClicks(field, "20270101")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert filters.wish.first == TODAY
    filters.show_ground(replace(GROUND, today=date(2026, 10, 3)))
    assert filters.last.maximumDate() == QDate(2026, 10, 3)
    assert filters.first.maximumDate() == QDate(2026, 10, 3)


def test_box_of_periods_shows_its_last_entry_whole(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    qapp.setStyleSheet(style_sheet(tokens.LIGHT, 12))
    filters = InsightFilters(TODAY)
    qtbot.addWidget(filters)
    filters.resize(1000, 80)
    with qtbot.waitExposed(filters):
        filters.show()
    box = filters.span
    view = box.view()
    with qtbot.waitExposed(view.window()):
        box.showPopup()
    last = view.visualRect(view.model().index(box.count() - 1, 0))
    assert view.verticalScrollBar().maximum() == 0
    assert 0 < last.bottom() < view.viewport().height()
    box.hidePopup()
    qapp.setStyleSheet("")


def test_touchpoints_are_offered_as_plain_words(qtbot: QtBot, filters: InsightFilters) -> None:
    hostile = "<b>\u202eapp</b>"
    filters.show_ground(replace(GROUND, touchpoints=("delivery", hostile)))
    assert offered(filters) == ["All touchpoints", "delivery", "<b>app</b>", NOT_SAID]
    with qtbot.waitSignal(filters.changed):
        filters.touchpoint.setCurrentIndex(2)
    assert filters.wish.touchpoint == hostile
    filters.touchpoint.setCurrentIndex(3)
    assert filters.wish.touchpoint == ""


def test_a_touchpoint_that_is_looked_at_stays_chosen(filters: InsightFilters) -> None:
    filters.show_ground(GROUND)
    filters.touchpoint.setCurrentIndex(2)
    filters.show_ground(replace(GROUND, touchpoints=("delivery",)))
    assert filters.wish.touchpoint == "billing"
    assert offered(filters) == ["All touchpoints", "delivery", "billing", NOT_SAID]


def test_accounts_are_offered_where_there_are_several(
    qtbot: QtBot, filters: InsightFilters
) -> None:
    filters.offer_accounts((SHOP,))
    assert not filters.account.isVisible()
    filters.offer_accounts((SHOP, HELP))
    assert filters.account.isVisible()
    with qtbot.waitSignal(filters.changed):
        filters.account.setCurrentIndex(2)
    assert filters.wish.account_id == HELP.id
    assert filters.account_handle == "ShopHelp"
    with qtbot.waitSignal(filters.changed):
        filters.offer_accounts((SHOP,))
    assert filters.wish.account_id is None, "it is gone"


def test_what_has_no_room_stands_in_a_second_line(qtbot: QtBot, filters: InsightFilters) -> None:
    assert filters.compare.y() < filters.span.geometry().bottom()
    filters.resize(480, 80)
    qtbot.waitUntil(lambda: filters.compare.y() > filters.span.geometry().bottom())
    assert filters.compare.geometry().right() <= 480
    assert filters.touchpoint.geometry().right() <= 480


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    """A lane with the desk of a business in Berlin, at 2 October 2026, 09:00 UTC: two cases."""
    made = given.bench(tmp_path, posts=(("ada", "@shop it is broken"), ("ben", "@shop where?")))
    made.desk.targets.put(Targets(BusinessHours(zone="Europe/Berlin")))
    made.desk.close()

    def build() -> Desk:
        return Desk(Context(given.database(tmp_path), {}, Credentials(), "Anna", now=made.clock))

    lane = Lane("reader", build)
    yield lane
    assert lane.close(20)


@pytest.mark.parametrize(
    ("wish", "first", "last"),
    [
        (Wish(Span.DAYS_7), date(2026, 9, 26), TODAY),
        (Wish(Span.DAYS_28), date(2026, 9, 5), TODAY),
        (Wish(Span.WEEKS_13), date(2026, 7, 4), TODAY),  # 91 days
        (Wish(Span.MONTHS_12), date(2025, 10, 3), TODAY),
        (Wish(Span.THIS_MONTH), date(2026, 10, 1), TODAY),
        (Wish(Span.LAST_MONTH), date(2026, 9, 1), date(2026, 9, 30)),
        (Wish(Span.THIS_YEAR), date(2026, 1, 1), TODAY),
        # the clock goes forward on that day
        (Wish(Span.CUSTOM, date(2026, 3, 29), date(2026, 3, 29)), date(2026, 3, 29),
         date(2026, 3, 29)),
        # and back within these
        (Wish(Span.CUSTOM, date(2026, 10, 1), date(2027, 1, 31)), date(2026, 10, 1),
         date(2027, 1, 31)),
    ],
)  # fmt: skip
def test_which_days_those_are(
    qtbot: QtBot, lane: Lane, wish: Wish, first: date, last: date
) -> None:
    runner = InsightRunner(lane)
    grounds: list[Ground] = []
    runner.begun.connect(grounds.append)
    with qtbot.waitSignal(runner.ended):
        runner.ask(wish, Question.REACH)
    (ground,) = grounds
    assert (ground.first, ground.last) == (first, last)
    assert (ground.zone, ground.empty) == ("Europe/Berlin", False)
    # Berlin is two hours ahead of UTC in summer, one in winter
    assert ground.scope.period.start == datetime.combine(first, time(), ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2028, 2, 29), date(2027, 3, 1)),  # 366 days
        (date(2029, 2, 28), date(2028, 2, 29)),  # 366 days
        (date(2026, 12, 31), date(2026, 1, 1)),  # 365 days
    ],
)
def test_a_year_ends_with_today(today: date, first: date) -> None:
    assert year_before(today) == first


def test_question_that_is_waited_for_comes_first(qtbot: QtBot, lane: Lane) -> None:
    runner = InsightRunner(lane)
    came: list[Section] = []
    runner.came.connect(came.append)
    with qtbot.waitSignal(runner.ended) as told:
        runner.ask(Wish(), Question.REACH)
    questions = [section.question for section in came]
    assert questions[0] is Question.REACH
    assert sorted(questions) == sorted(Question)
    assert [section.question for section in told.args[0].sections] == list(Question)


def test_a_newer_wish_ends_the_older(qtbot: QtBot, lane: Lane) -> None:
    runner = InsightRunner(lane)
    grounds: list[Ground] = []
    runner.begun.connect(grounds.append)
    runner.progressed.connect(lambda *_: heard.append(1))
    heard: list[int] = []
    busy = Event()
    lane.submit(lambda _desk: busy.wait(20) or None)
    runner.ask(Wish(Span.DAYS_7), Question.REACH)
    with qtbot.waitSignal(runner.ended):
        runner.ask(Wish(Span.WEEKS_13), Question.REACH)
        busy.set()
    assert [ground.first for ground in grounds] == [date(2026, 7, 4)]
    assert len(heard) == len(Question) + 1


def test_a_run_that_is_stopped_goes_no_step_further(qtbot: QtBot, lane: Lane) -> None:
    runner = InsightRunner(lane)
    came: list[Section] = []
    asked = Event()
    free = Event()

    def hold(desk: Desk) -> None:
        """Lets each step wait, so that it is known how far the run is."""
        within = desk.insight.of

        def of(scope: Scope, told: Told = go_on, first: Question | None = None) -> Insight | None:
            def waited(done: int, of: int, found: Section | None) -> bool:
                if found is not None:
                    asked.set()
                    free.wait(20)
                return told(done, of, found)

            return within(scope, waited, first)

        desk.insight.of = of  # type: ignore[method-assign]  # of this one desk

    lane.submit(hold)
    runner.came.connect(came.append)
    with qtbot.assertNotEmitted(runner.ended):
        runner.ask(Wish(), Question.REACH)
        qtbot.waitUntil(asked.is_set)
        runner.stop()
        free.set()
        after: list[int] = []
        lane.submit(lambda _desk: 1, after.append, receiver=runner)
        qtbot.waitUntil(lambda: bool(after))
    assert not came
    assert not runner.is_under_way
