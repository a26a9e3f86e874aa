from __future__ import annotations

from datetime import timedelta

from console.domain.accounts import Account
from console.domain.cases import CaseState
from console.domain.ids import CaseId
from console.domain.messages import Channel, Direction
from console.store import accounts, calls, cases, standing
from console.store.database import Database
from tests.console.given import ADA, START, case_of, post, save


def add_call(
    db: Database, case_id: CaseId, *, minutes: float, direction: Direction = Direction.IN
) -> None:
    agent = accounts.agent(db, "Anna", "^A", START)
    with db.writing():
        calls.add(
            db,
            case_id,
            at=START + timedelta(minutes=minutes),
            direction=direction,
            text="called about the parcel",
            channel=Channel.PHONE,
            number="",
            duration_s=None,
            agent_id=agent.id,
        )
        standing.refresh(db, (case_id,))


def ada_case(db: Database, account: Account) -> CaseId:
    save(db, account, post(10, ADA, 60))
    return CaseId(case_of(db, 10) or 0)


def test_a_call_before_the_first_post_marks_the_case(db: Database, account: Account) -> None:
    case_id = ada_case(db, account)
    add_call(db, case_id, minutes=61)
    assert not cases.row(db, case_id).called_first
    add_call(db, case_id, minutes=30)
    row = cases.row(db, case_id)
    assert row.called_first
    assert row.calls == 2
    assert row.last_at == START + timedelta(minutes=61)


def test_a_customers_call_brings_a_resolved_case_back_and_ours_does_not(
    db: Database, account: Account
) -> None:
    case_id = ada_case(db, account)
    with db.writing():
        cases.set_state(db, (case_id,), CaseState.RESOLVED, START + timedelta(minutes=70))
    add_call(db, case_id, minutes=69)
    add_call(db, case_id, minutes=80, direction=Direction.OUT)
    assert cases.row(db, case_id).state is CaseState.RESOLVED
    add_call(db, case_id, minutes=81)
    assert cases.row(db, case_id).state is CaseState.NEEDS_REPLY


def test_an_agent_is_stored_once_and_keeps_the_newest_signature(db: Database) -> None:
    first = accounts.agent(db, "Anna", "^A", START)
    second = accounts.agent(db, "Anna", "^AB", START)
    assert first.id == second.id
    assert [tuple(row) for row in db.rows("SELECT name, signature FROM agents")] == [
        ("Anna", "^AB")
    ]
