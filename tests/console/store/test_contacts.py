"""Rows of contacts: their words for the search, and those of older files."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlite_utils

from console.domain.ids import ContactId
from console.domain.remote import RemoteUser
from console.store import contact_search, contacts
from console.store.database import Database
from console.store.migrations import m005_cases
from tests.console import given

NAMES = (
    "Ada Fern", "Ínés Quiroga-Söderström", "田中太郎", "山", "Weiß", "ǅ Ω", "🌻", "", "a_b c",
    "İpek", "한국어 이름", "a\u0301 combined", "O'Hara",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_older_file_is_found_by_the_same_words_as_a_new_one(tmp_path: Path, name: str) -> None:
    raw = sqlite3.connect(":memory:")
    raw.execute("CREATE TABLE contacts (name TEXT, search_text TEXT)")
    raw.execute("CREATE TABLE handles (handle TEXT, name TEXT, search_text TEXT)")
    raw.execute("INSERT INTO contacts VALUES (?, '')", (name,))
    raw.execute("INSERT INTO handles VALUES ('ada_fern', ?, '')", (name,))
    m005_cases._fold_names(sqlite_utils.Database(raw))
    older = [row[0] for row in raw.execute("SELECT search_text FROM contacts")]
    older += [row[0] for row in raw.execute("SELECT search_text FROM handles")]
    raw.close()
    assert older == [contact_search.words_of(name), contact_search.words_of(f"ada_fern {name}")]


def test_what_is_searched_is_read_from_indexes_alone(db: Database) -> None:
    plan = db.rows(
        "EXPLAIN QUERY PLAN SELECT id FROM contacts WHERE instr(search_text, ' ada')"
        " UNION SELECT contact_id FROM handles WHERE instr(search_text, ' ada')"
    )
    scans = [row["detail"] for row in plan if row["detail"].startswith("SCAN")]
    assert len(scans) == 2
    assert all("COVERING INDEX" in detail for detail in scans)


def test_all_words_must_begin_a_word_of_the_same_contact(db: Database) -> None:
    with db.writing():
        ada, ben = (contacts.add(db, name, 1) for name in ("Ada Fern", "Ben Fern"))
        contacts.add_handle(db, "x", RemoteUser(given.ADA.remote_id, "sunny", "Sun"), ada, 1)
    assert [found for found, _ in contact_search.find(db, "sun fern", "", 9)] == [ada]
    assert [found for found, _ in contact_search.find(db, "fern", "", 9)] == [ben, ada]
    assert contact_search.find(db, "sun ben", "", 9) == []


def test_a_query_of_very_many_words_is_answered(db: Database) -> None:
    with db.writing():
        contacts.add(db, " ".join(f"word{n}" for n in range(40)), 1)
    assert contact_search.find(db, " ".join(f"word{n}" for n in range(40)), "", 9)


def test_numbers_that_are_no_valid_ones_are_found_by_their_digits(db: Database) -> None:
    with db.writing():
        contact_id = contacts.add(db, "Olga", 1)
        contacts.link_phone(db, contact_id, "0123 / 45-67", "told us", given.START)
    for query in ("0123", "12345", "45 67", "4567"):
        assert contact_search.is_number(query)
        assert contact_search.find(db, query, query, 9) == [(ContactId(contact_id), 1)]
    assert not contact_search.is_number("12")
    assert not contact_search.is_number("ada 123")
