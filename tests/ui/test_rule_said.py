"""What the window says of what rules did: no person's word, how much, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.domain.business_hours import ALWAYS
from console.domain.cases import CaseRow, RuleMark
from console.domain.ids import CaseId, MessageId
from console.domain.priority import Priority, judge
from console.domain.triage_rules import Conditions, Effects, NewRule, Preview, Tried
from tests.ui.conftest import OpenDesk, connect_and_sync, names, open_case
from tests.ui.given_cases import NOW, ROW
from ui import case_words, header_words, priority_words, rule_rows

BY_RULE = replace(ROW, priority=Priority.HIGH, priority_rule="Lost parcels")


def test_priority_of_a_rule_is_said_to_be_the_rule_s() -> None:
    assert priority_words.line(judge(BY_RULE, NOW)) == "High: by a rule"
    assert "High: by a rule" in case_words.spoken(BY_RULE, NOW)
    said = header_words.facts(BY_RULE, NOW, ALWAYS)
    assert said.endswith("High: by the rule “Lost parcels”")
    by_hand: CaseRow = replace(BY_RULE, priority_rule="")
    assert header_words.facts(by_hand, NOW, ALWAYS).endswith("High: set by hand")


def test_marks_of_a_rule_stand_in_one_line() -> None:
    marks = (
        RuleMark("tag", "late", "Parcels"),
        RuleMark("tag", "vip", "Fans"),
        RuleMark("touchpoint", "Delivery", "Parcels"),
    )
    assert header_words.by_rules(marks) == (
        "By the rule “Parcels”: tag late, touchpoint Delivery\nBy the rule “Fans”: tag vip"
    )
    assert header_words.by_rules(()) == ""


def with_a_rule(desk: Desk) -> None:
    connect_and_sync(desk)
    then = Effects(("late",), "Delivery", Priority.HIGH)
    rule_id, _ = desk.rules.add(NewRule("Parcels", Conditions(words=("parcel",)), then))
    desk.rules.apply(rule_id)


def test_head_of_a_case_tells_what_a_rule_gave(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk(set_up=with_a_rule)
    open_case(qtbot, desk, names(desk).index("Ada Fern"))
    header = desk.window.case.header
    assert header.facts.text().endswith("High: by the rule “Parcels”")
    told = "By the rule “Parcels”: tag late, touchpoint Delivery, priority high"
    qtbot.waitUntil(lambda: told in header.chips.toolTip())
    assert header.chips.accessibleDescription() == told
    assert told in header.facts.toolTip()
    assert desk.window.case.row is not None
    header.show_case(desk.window.case.row, desk.window.now())  # as time goes on
    assert told in header.chips.toolTip()
    header.show_case(replace(desk.window.case.row, id=CaseId(99)), desk.window.now())
    assert told not in header.chips.toolTip()
    assert not header.chips.accessibleDescription().strip()


def test_old_post_in_a_preview_has_a_year_only_where_it_is_another() -> None:
    def age(at: datetime) -> str:
        one = Tried(MessageId(1), CaseId(1), at, "ada", "hello", ())
        (entry,) = rule_rows.tried(Preview(1, (one,)), NOW)
        return entry.lines[0][-1].text

    assert age(NOW - timedelta(hours=3)) == "3 h"
    assert age(datetime(NOW.year, 6, 18, 12, tzinfo=UTC)) == "18 Jun"
    assert age(datetime(NOW.year - 1, 6, 18, 12, tzinfo=UTC)) == f"18 Jun {NOW.year - 1}"
