"""What the timeline says of a call note."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.domain.ids import AgentId, CaseId, MessageId, PromiseId, first_message_id, to_ms
from console.domain.messages import CallNote, Channel, Direction
from console.domain.resolutions import Promise
from ui import call_facts
from ui.call_facts import Fact
from ui.timeline_model import TimelineModel

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID = MessageId(first_message_id(to_ms(NOW)))


def note(text: str = "Rang", **more: str) -> CallNote:
    return CallNote(
        ID, CaseId(1), NOW, Direction.IN, text, Channel.PHONE, more.pop("number", ""), 90,
        AgentId(1), "Anna", **more,
    )  # fmt: skip


def promise(due_h: float, *, kept: bool = False) -> Promise:
    due = NOW + timedelta(hours=due_h)
    return Promise(
        PromiseId(1), CaseId(1), ID, "call back", due, NOW, "Anna", NOW if kept else None
    )


def test_everything_that_came_of_a_call_is_said() -> None:
    full = note(outcome="not empowered", missing="a refund", tried="all", touchpoint="delivery")
    found = call_facts.facts(full, promise(2), NOW)
    assert [(fact.label, fact.text.partition(",")[0]) for fact in found] == [
        ("Tried", "all"),
        ("Outcome", "not empowered"),
        ("Missing", "a refund"),
        ("Promise", "call back"),
        ("Touchpoint", "delivery"),
    ]
    assert call_facts.facts(note(), None, NOW) == ()


def test_outcome_that_is_the_whole_text_is_said_once() -> None:
    assert call_facts.facts(note("No answer", outcome="no answer"), None, NOW) == ()


@pytest.mark.parametrize(
    ("made", "end", "token"),
    [
        (promise(2), "", "text"),
        (promise(-2), "not kept", "danger"),
        (promise(-2, kept=True), "kept", "ok"),
    ],
)
def test_promise_is_open_kept_or_broken(made: Promise, end: str, token: str) -> None:
    (fact,) = call_facts.facts(note(), made, NOW)
    assert fact.text.startswith("call back, by ")
    assert fact.text.partition("  ·  ")[2] == end
    assert fact.token == token


def test_number_is_shown_as_people_write_it() -> None:
    assert call_facts.below(note(number="+442079460018")) == "+44 20 7946 0018  ·  noted by Anna"


def test_timeline_renews_a_note_whose_promise_was_kept(qtbot: object) -> None:
    model = TimelineModel()
    model.show_messages((note(),), NOW, promises=(promise(-2),))
    assert model.entry(0).outcome[0].token == "danger"
    assert "not kept" in model.entry(0).spoken
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    model.show_messages((note(),), NOW, promises=(promise(-2),))
    assert told == []
    model.show_messages((note(),), NOW, promises=(promise(-2, kept=True),))
    assert told == [0]
    assert model.entry(0).outcome == (Fact("Promise", model.entry(0).outcome[0].text, "ok"),)
