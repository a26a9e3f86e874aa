"""Steps of one act are one in the journal, whatever each of them changed."""

from __future__ import annotations

from console.store import accounts, contacts, journal
from console.store.act_joining import Joining
from console.store.database import Database
from tests.console import given


def test_a_row_that_several_steps_changed_is_taken_back_whole(db: Database) -> None:
    agent = accounts.agent(db, "Anna", "", given.START).id
    with db.writing():
        contact = contacts.add(db, "Ada", 0)
    before = given.everything(db)
    joining = Joining()
    for change in ("name = 'Ada Fern'", "notes = 'x'", "name = 'A. Fern'"):
        with journal.recorded(db, agent, "Step", given.START) as act:
            db.execute(f"UPDATE contacts SET {change} WHERE id = ?", (contact,))
        joining.add(db, act.id)
    joining.end(db, "Whole")
    after = given.everything(db)
    assert [entry.act for entry in journal.newest(db, 9)] == ["Whole"]
    assert journal.undo(db, agent, given.START) is not None
    assert given.everything(db) == before
    assert journal.redo(db, agent, given.START) is not None
    assert given.everything(db) == after


def test_steps_stay_apart_where_one_was_taken_back_meanwhile(db: Database) -> None:
    agent = accounts.agent(db, "Anna", "", given.START).id
    joining = Joining()
    for name in ("Ada", "Ben"):
        with journal.recorded(db, agent, "Step", given.START) as act:
            contacts.add(db, name, 0)
        joining.add(db, act.id)
    assert journal.undo(db, agent, given.START) is not None
    joining.end(db, "Whole")
    assert [entry.act for entry in journal.newest(db, 9)] == ["Step", "Step"]
