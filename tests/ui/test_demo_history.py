"""The demo's past: what it tells, and that the present stays as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import Network
from console.domain.business_hours import BusinessHours
from console.domain.calls import NOT_EMPOWERED
from console.domain.cases import CaseFilter, CaseState
from console.domain.changes import Changes
from console.domain.ids import to_ms
from console.domain.insight import Scope
from console.domain.kinds import MessageKind
from console.domain.limits import LIMITS_140
from console.domain.messages import Channel, Direction, Post
from console.domain.opening_week import read_week
from console.domain.resolutions import POST, SOLUTION_CHANNELS
from console.store import location, standing
from console.store.database import Database
from console.store.vocabulary import BEGINNING, WordList
from console.text.kinds import kind_of
from console.text.weight import weigh
from ui import demo, demo_history
from ui.app import MemoryNetwork
from ui.application import Application
from ui.demo_history_case import SIGNATURES, Past
from ui.demo_history_plan import plan
from ui.main_window import MainWindow
from ui.views import View

NOW = datetime(2026, 11, 18, 15, 40, tzinfo=UTC)
"""A Wednesday."""
ZONE = "Europe/London"
LINES = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
SOME = {**LINES, "minItems": 0}
ANSWERS = {"type": "array", "items": LINES}
WORDS = {"de": SOME, "en": LINES}
OWN_WORDS = {
    "required": ["posts", "answers", "notes"],
    "additionalProperties": False,
    "properties": {"posts": SOME, "answers": ANSWERS, "notes": SOME},
}
COMMON = {
    "required": ["asks", "replies", "deflections", "holding", "cross", "nudges", "anew", "thanks",
                 "promises"],
    "additionalProperties": False,
    "properties": {
        **{key: {**ANSWERS, "minItems": 1} for key in ("asks", "deflections")},
        **dict.fromkeys(("replies", "holding", "cross", "nudges", "anew", "thanks"), LINES),
        "promises": LINES,
    },
}  # fmt: skip
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
WEEKLY = {"type": "number", "exclusiveMinimum": 0, "maximum": 20}
TOUCHPOINT = {
    "required": ["weekly", "first", "limited", "missing", "fixes", "en", "de"],
    "additionalProperties": False,
    "properties": {
        "weekly": WEEKLY,
        "since": {
            "required": ["days", "weekly"],
            "additionalProperties": False,
            "properties": {"days": {"type": "integer", "minimum": 1}, "weekly": WEEKLY},
        },
        "first": {
            "additionalProperties": False,
            "properties": dict.fromkeys(("phone", "e-mail", "in_person"), SHARE),
        },
        "limited": SHARE,
        "missing": SOME,
        "fixes": LINES,
        "en": OWN_WORDS,
        "de": OWN_WORDS,
    },
}
SCRIPT = {
    "required": ["about", "fix", "people", "words", "common", "touchpoints"],
    "additionalProperties": False,
    "properties": {
        "about": {"type": "string"},
        "fix": {
            "required": ["touchpoint", "days", "owner", "action"],
            "additionalProperties": False,
            "properties": {
                "days": {"type": "integer", "minimum": 1},
                **{key: {"type": "string"} for key in ("touchpoint", "owner", "action")},
            },
        },
        "people": {
            "additionalProperties": {
                "required": ["first", "last"],
                "properties": {"first": LINES, "last": LINES},
            }
        },
        "words": {"additionalProperties": {"required": ["item", "day"]}},
        "common": {"additionalProperties": COMMON},
        "touchpoints": {
            "propertyNames": {"enum": ["", *BEGINNING[WordList.TOUCHPOINTS]]},
            "additionalProperties": TOUCHPOINT,
        },
    },
}


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return demo_history.read_script()


@pytest.fixture(scope="module")
def past(script: dict[str, Any]) -> list[Past]:
    return plan(script, NOW, ZONE)


def begun(case: Past) -> datetime:
    """Returns when a case began."""
    return min([*(said.at for said in case.said), *(noted.at for noted in case.noted)])


def test_templates_have_the_form_that_is_described(script: dict[str, Any]) -> None:
    jsonschema.validate(script, SCRIPT)


def test_plan_of_a_day_is_always_the_same(script: dict[str, Any], past: list[Past]) -> None:
    assert plan(script, NOW - timedelta(hours=15), ZONE) == past
    assert plan(script, NOW + timedelta(hours=8), ZONE) == past
    assert plan(script, NOW + timedelta(days=1), ZONE) != past


def test_past_is_as_large_as_that_of_a_small_shop(past: list[Past]) -> None:
    assert 350 <= len(past) <= 500
    parts = sum(len(said.texts) for case in past for said in case.said)
    told = parts + sum(len(case.noted) + (case.thanks is not None) for case in past)
    assert 1300 <= told <= 1800
    first, last = min(map(begun, past)), max(case.over_at for case in past)
    assert timedelta(weeks=25) < NOW - first < timedelta(weeks=26, days=1)
    assert timedelta(hours=24) < NOW - last < timedelta(days=4)


def test_each_case_goes_from_old_to_new(past: list[Past]) -> None:
    for case in past:
        posts = [said.at for said in case.said]
        assert posts == sorted(set(posts)), case
        ends = [*posts, *(noted.at for noted in case.noted)]
        assert max(ends) <= case.end.at, case
        assert case.thanks is None or case.thanks.at > case.end.at
        assert case.end.channel in ("", *SOLUTION_CHANNELS)


def test_customers_are_made_up_and_none_of_the_present(past: list[Past]) -> None:
    handles = {case.person.handle for case in past}
    samples = demo.read_samples()
    live = demo.read_script()
    present = {one["handle"].casefold() for one in (*samples, *live["posts"])}
    assert not handles & present
    assert not {case.person.name for case in past} & {one["name"] for one in samples}
    assert [handle for handle in handles if not re.fullmatch(r"[a-z_0-9]{1,15}", handle)] == []
    people = Counter(case.person for case in past)
    assert len({person.handle for person in people}) == len(people)
    assert 20 < sum(number > 1 for number in people.values()) < 80


def test_posts_are_of_the_kind_that_they_stand_for(past: list[Past]) -> None:
    firsts = [(case, case.said[0].texts[0]) for case in past if case.said]
    assert all(text.startswith(f"@{demo.OWN.handle} ") for _, text in firsts)
    others = {
        text
        for case, text in firsts
        if case.touchpoint and kind_of(text, case.person.lang) is not MessageKind.COMPLAINT
    }
    assert others == set()
    thanks = [case.thanks.texts[0] for case in past if case.thanks is not None]
    assert {text for text in thanks if kind_of(text) is not MessageKind.THANKS} == set()
    assert {case.person.lang for case in past} == {"en", "de"}


def test_answers_fit_are_signed_and_name_nobody_real(past: list[Past]) -> None:
    ours = [said for case in past for said in case.said if said.agent is not None]
    parts = [text for said in ours for text in said.texts]
    assert [part for part in parts if weigh(part, LIMITS_140) > LIMITS_140.max_weight] == []
    assert all(said.texts[-1].endswith(SIGNATURES[said.agent or 0]) for said in ours)
    assert {len(said.texts) for said in ours} == {1, 2, 3, 4}
    texts = " ".join([*parts, *(noted.text for case in past for noted in case.noted)])
    assert not re.search(r"\+\d{2}|\d{3}[ -]\d{4}|https?:|[{}]", texts)
    assert {match[1] for match in re.finditer(r"\S@([\w.]+\w)", texts)} == {"example.com"}


def test_somebody_answers_in_staffed_hours_only(past: list[Past]) -> None:
    hours = BusinessHours(read_week("Mon-Fri 09:00-18:00"), ZONE)
    ours = [said.at for case in past for said in case.said if said.agent is not None]
    closed = [at for at in ours if not hours.is_open(at - timedelta(seconds=1))]
    assert closed == []
    posted = Counter(hours.local(case.said[0].at).weekday() for case in past if case.said)
    assert min(posted.values()) > 30  # customers write on every day


def weekly(past: list[Past], touchpoint: str, first: int, last: int) -> float:
    """Returns how many cases a week began from `first` to before `last` days ago."""
    found = [
        case
        for case in past
        if case.touchpoint == touchpoint and first <= (NOW - begun(case)) / timedelta(days=1) < last
    ]
    return len(found) / (last - first) * 7


def test_figures_have_a_story_to_tell(script: dict[str, Any], past: list[Past]) -> None:
    fixed = script["fix"]["days"]
    assert weekly(past, "delivery", fixed, 180) > 1.8 * weekly(past, "delivery", 3, fixed)
    assert weekly(past, "app", 2, 10) > 4 * weekly(past, "app", 10, 180)
    assert 0.5 < weekly(past, "billing", 3, 70) / weekly(past, "billing", 70, 180) < 2
    most = Counter(case.touchpoint for case in past if case.touchpoint).most_common(1)
    assert most[0][0] == "delivery"
    limited = [case for case in past if any(n.outcome == NOT_EMPOWERED for n in case.noted)]
    granted = [case for case in limited if case.end.channel == POST]
    assert len(granted) >= 10
    assert {note.channel for case in past for note in case.noted} == {
        Channel.PHONE, Channel.EMAIL, Channel.IN_PERSON,
    }  # fmt: skip
    called_first = [case for case in past if case.noted and case.said]
    assert len([c for c in called_first if c.noted[0].at < c.said[0].at]) >= 40
    assert len([case for case in past if not case.said]) >= 15
    assert len([case for case in past if case.reposts]) >= 8
    assert max(case.reposts for case in past) >= 40
    promised = [made for case in past for made in case.promised]
    kept = [made.kept_at is not None and made.kept_at <= made.due_at for made in promised]
    assert 0.4 < sum(kept) / len(kept) < 0.8
    assert any(made.kept_at is None for made in promised)
    assert len([case for case in past if case.ignored]) >= 8


def test_fewer_are_sent_elsewhere_or_left_alone_of_late(
    script: dict[str, Any], past: list[Past]
) -> None:
    away = tuple(parts[0] for words in script["common"].values() for parts in words["deflections"])

    def shares(first: int, last: int) -> tuple[float, float]:
        told = [case for case in past if case.said and case.touchpoint]
        told = [case for case in told if first <= (NOW - begun(case)).days < last]
        ours = [[said for said in case.said if said.agent is not None] for case in told]
        sent = [said for said in ours if said and said[0].texts[0].startswith(away)]
        return len(sent) / len(told), sum(not said for said in ours) / len(told)

    deflected, unanswered = shares(70, 183)
    deflected_now, unanswered_now = shares(2, 70)
    assert deflected > 1.5 * deflected_now > 0
    assert unanswered > 1.2 * unanswered_now > 0


class Told:
    """The demo's desk, before and after it got its past."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        samples = demo.read_samples()
        self.now = datetime.now(UTC)
        self.world = MemoryWorld(demo.OWN)
        demo.fill(self.world, samples, self.now)
        networks: dict[str, Network] = {"memory": MemoryNetwork(MemoryConnector(self.world))}
        self.db = Database.open(location.prepare(folder))
        self.desk = Desk(Context(self.db, networks, Credentials(), demo.AGENT))
        demo.set_up(self.desk, samples, self.now)
        self.before = self.present()
        self.ids = {row.id for row in self.desk.cases.rows(limit=1000)}

    def present(self) -> dict[str, Any]:
        """Returns all of the present that a person sees and the past must leave alone."""
        desk = self.desk
        (account,) = desk.accounts.every()
        open_ones = [state for state in CaseState if state is not CaseState.RESOLVED]
        return {
            "counts": {s: desk.cases.count(CaseFilter(states=(s,))) for s in open_ones},
            "unread": {row.id for row in desk.cases.rows(limit=2000) if row.unread},
            "undo": desk.acts.newest(5),
            "last read": desk.cases.last_read(),
            "spent": desk.spending.month(account),
            "outbox": desk.outbox.entries(),
            "keys": desk.cases.keys(CaseFilter(states=tuple(open_ones))),
        }

    def fill(self, **how: Any) -> None:
        """Let the desk have its past."""
        demo_history.fill(self.folder, self.world, self.now, **how)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    told = Told(tmp_path / "desk")
    yield told
    told.desk.close()


def test_past_leaves_the_present_as_it_is(told: Told) -> None:
    changes: list[Changes] = []
    told.fill(told=changes.append)
    assert told.present() == told.before
    rows = told.desk.cases.rows(limit=2000)
    new = {row.id for row in rows} - told.ids
    assert 350 <= len(new) <= 500
    assert frozenset().union(*(each.cases for each in changes)) == new
    assert {row.state for row in rows if row.id in new} == {CaseState.RESOLVED}
    assert max(row.last_at for row in rows if row.id in new) < told.now - timedelta(hours=12)
    (account,) = told.desk.accounts.every()
    assert told.desk.accounts.sync(account).new == 0  # the network has nothing to tell of it
    assert told.present() == told.before


def test_past_stands_as_the_desk_itself_would_find_it(told: Told) -> None:
    told.fill()
    db = told.db
    before = db.tuples("SELECT * FROM cases ORDER BY id")
    ids = [row[0] for row in db.tuples("SELECT id FROM cases")]
    with db.writing():
        standing.recount(db, ids)
        standing.refresh(db, ids)
    assert db.tuples("SELECT * FROM cases ORDER BY id") == before
    assert db.value("SELECT count(*) FROM orphan_posts") == 0
    assert db.value("SELECT count(*) FROM messages WHERE case_id IS NULL") == 0
    assert db.value("SELECT count(*) FROM cases WHERE settled = 0") == 0
    assert db.tuples("PRAGMA foreign_key_check") == []


def test_case_of_the_past_reads_as_it_was_planned(told: Told) -> None:
    told.fill()
    cases = plan(demo_history.read_script(), told.now)
    case = next(one for one in cases if one.noted and len(one.said) > 1 and one.thanks is not None)
    found = [row for row in told.desk.cases.rows(limit=2000) if row.handle == case.person.handle]
    view = next(
        view
        for view in (told.desk.cases.view(row.id) for row in found)
        if view.messages[-1].text == (case.thanks.texts[0] if case.thanks else "")
    )
    said = [(to_ms(s.at), s.texts, s.agent is not None) for s in case.said]
    notes = [(to_ms(n.at), n.text) for n in case.noted]
    ours = [post for post in view.messages if isinstance(post, Post)]
    for at, texts, own in said:
        (first,) = [post for post in ours if to_ms(post.at) == at]
        assert first.text == texts[0]
        assert (first.direction is Direction.OUT) == own
    called = [m for m in view.messages if not isinstance(m, Post)]
    assert [(to_ms(note.at), note.text) for note in called] == sorted(notes)
    assert view.row.touchpoint == case.touchpoint
    fixed = view.resolution
    assert fixed is not None
    assert (fixed.fix, fixed.channel, fixed.skipped) == (case.end.fix, case.end.channel, False)
    assert to_ms(fixed.at) == to_ms(case.end.at)
    assert fixed.confirmed_at is not None
    assert [one.what for one in view.promises] == [one.what for one in sorted(
        case.promised, key=lambda made: made.due_at)]  # fmt: skip


def test_insight_has_something_to_say_of_it(told: Told) -> None:
    told.fill()
    (fix,) = told.desk.insight.fixes()
    assert (fix.touchpoint, fix.action) == ("delivery", "Second carrier for the north")
    days = told.desk.insight.last_days(91)
    insight = told.desk.insight.of(Scope(days))
    assert insight is not None
    assert insight.cases > 150
    assert "delivery" in insight.sections[0].sentence
    senders = told.db.value("SELECT count(DISTINCT agent_id) FROM reply_threads")
    assert senders == 2


def test_it_stops_between_weeks_and_leaves_none_in_part(told: Told) -> None:
    weeks: list[Changes] = []
    told.fill(told=weeks.append, stopping=lambda: len(weeks) > 3)
    stored = [change.cases for change in weeks if change.cases]
    assert len(stored) == 3
    new = {row.id for row in told.desk.cases.rows(limit=2000)} - told.ids
    assert new == frozenset().union(*stored)
    assert told.present() == told.before


def test_customer_of_the_past_can_be_answered_now(told: Told) -> None:
    told.fill()
    row = next(
        row
        for row in told.desk.cases.rows(limit=2000)
        if row.id not in told.ids and row.first_post_at is not None
    )
    view = told.desk.cases.view(row.id)
    post = next(m for m in reversed(view.messages) if m.direction is Direction.IN)
    assert isinstance(post, Post)
    answer = told.world.publish(demo.OWN, "One more word", post.remote_id)
    assert answer.conversation_id == post.conversation_id


def counts(window: MainWindow) -> dict[View, int]:
    """Returns how many the side says there are."""
    return {} if window.overview is None else dict(window.overview.counts)


def test_window_does_not_stir_while_the_past_comes_in(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    samples, now = demo.read_samples(), datetime.now(UTC)
    world = MemoryWorld(demo.OWN)
    demo.fill(world, samples, now)
    network: dict[str, Network] = {"memory": MemoryNetwork(MemoryConnector(world))}
    desk = Application(
        qapp, tmp_path, network, Credentials(),
        set_up=lambda inner: demo.set_up(inner, samples, now),
    )  # fmt: skip
    window, inbox = desk.window, desk.window.inbox
    window.show()
    try:
        qtbot.waitUntil(lambda: window.overview is not None and window.is_complete)
        qtbot.waitUntil(lambda: not desk.courier.syncing)
        window.side.choose(View.ALL)
        qtbot.waitUntil(lambda: 0 < inbox.model.rowCount() == counts(window)[View.ALL])
        first = inbox.model.row_at(0)
        assert first is not None
        inbox.choose(first.id)
        qtbot.waitUntil(lambda: window.case.case is not None)
        inbox.list.verticalScrollBar().setValue(inbox.list.row_height * 3)
        in_sight, before = inbox.list.in_sight(), counts(window)
        shown = [row and row.id for row in map(inbox.model.row_at, range(*in_sight))]
        lane = desk.lanes.downloads

        def past(_desk: Desk) -> None:
            told = partial(lane.tell, window.take)
            demo_history.fill(tmp_path, world, now, told=told, stopping=lane.stopping)

        lane.submit(past)
        qtbot.waitUntil(lambda: counts(window)[View.ALL] > before[View.ALL] + 400, timeout=20_000)
        qtbot.waitUntil(lambda: inbox.model.rowCount() == counts(window)[View.ALL])
        for view in (View.NEEDS_REPLY, View.WAITING, View.SNOOZED, View.CALLS, View.OUTBOX):
            assert counts(window)[view] == before[view]
        assert [row and row.id for row in map(inbox.model.row_at, range(*in_sight))] == shown
        assert inbox.list.in_sight() == in_sight
        assert not inbox.pill.isVisible()
        assert window.case.case is not None
        assert window.case.case.row.id == first.id
    finally:
        assert desk.close()
