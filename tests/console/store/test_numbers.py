"""Numbers of an older desk get their one form, by which all that looks for one finds it."""

from __future__ import annotations

import pytest

from console.domain.ids import ContactId, to_ms
from console.store import contact_links, contacts, numbers
from console.store.database import Database
from tests.console.given import START, Bench

STORED = "+4989123456"


def linked(db: Database, *texts: str, name: str = "Gus") -> ContactId:
    with db.writing():
        contact_id = contacts.add(db, name, to_ms(START))
        for text in texts:
            contacts.link_phone(db, contact_id, text, "told us", START)
    return contact_id


def stored(db: Database) -> list[tuple[int, str, str]]:
    return [tuple(row) for row in db.rows("SELECT contact_id, number, basis FROM phones")]


def test_every_number_is_found_by_its_one_form(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "AT_A_TIME", 2)
    texts = ("089 / 123456", "(030) 901820", "+44 20 7946 0018", "0171-1234567", "110")
    people = [linked(db, text) for text in texts]
    numbers.canonicalise(db, "DE")
    wanted = (STORED, "+4930901820", "+442079460018", "+491711234567", "110")
    assert [contacts.of_number(db, number) for number in wanted] == people
    assert contact_links.owners(db, STORED) == [people[0]]


def test_of_two_links_to_one_number_the_first_stays(db: Database) -> None:
    contact_id, other = linked(db, "089 / 123456", "089 123456", STORED), linked(db, STORED)
    first = db.value("SELECT min(id) FROM phones")
    numbers.canonicalise(db, "DE")
    assert [row[:2] for row in stored(db)] == [(contact_id, STORED), (other, STORED)]
    assert db.value("SELECT id FROM phones WHERE contact_id = ?", (contact_id,)) == first


def test_numbers_are_read_once_for_a_region(db: Database) -> None:
    linked(db, "089 / 123456")
    numbers.canonicalise(db, "US")
    assert stored(db)[0][1] == "089 / 123456", "it is none of that country"
    numbers.canonicalise(db, "DE")
    assert stored(db)[0][1] == STORED
    later = linked(db, "030 901820")
    numbers.canonicalise(db, "DE")
    assert contacts.of_number(db, "030 901820") == later


def test_cases_and_contacts_are_found_by_the_number_as_it_was_typed(bench: Bench) -> None:
    bench.context.region = "DE"
    (case,) = bench.desk.cases.rows()
    with bench.db.writing():
        contacts.link_phone(bench.db, case.contact_id, "089 / 123456", "told us", START)
    numbers.canonicalise(bench.db, "DE")
    for typed in ("089 123456", "+49 89 123456", "0049 89 123456"):
        assert [hit.contact.id for hit in bench.desk.contacts.find(typed)] == [case.contact_id]
        assert [found.id for found in bench.desk.cases.search(typed)] == [case.id]
        assert bench.desk.calls.number(typed).whose == case.name
