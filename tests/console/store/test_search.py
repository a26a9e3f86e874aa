from __future__ import annotations

import pytest

from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser
from console.store import contacts
from console.store.database import Database
from console.store.search import cases_holding, cases_with
from tests.console.given import ADA, BEN, START, case_of, post, save


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Das Päckchen ist verloren", "packchen"),
        ("Das Päckchen ist verloren", "PÄCKCHEN verloren"),
        ("Meine Straße", "strasse"),
        ("ΟΔΟΣ μου", "οδός"),
        ("parcel lost", "lost par"),
        ("parcel lost", "parcel-lost!"),
        ("我的包裹丢了", "包裹"),
        ("小包がまだ届きません", "届きません"),
        ("配達 not here", "配達 not"),
        ("#fail @shop e-mail", "e-mail"),
        ("order 4711", "471"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_a_person_types_finds_what_a_person_wrote(
    db: Database, account: Account, text: str, query: str
) -> None:
    save(db, account, post(10, ADA, 0, text), post(11, BEN, 1, "something else"))
    assert cases_with(db, query) == (case_of(db, 10),)


def test_for_one_who_types_only_words_of_messages_count(db: Database, account: Account) -> None:
    save(db, account, post(10, ADA, 0, "parcel lost"), post(11, BEN, 1, "parcel here"))
    assert cases_holding(db, "parc", 5) == (case_of(db, 11), case_of(db, 10))
    assert cases_holding(db, "parc", 1) == (case_of(db, 11),)
    assert cases_with(db, "ada") == (case_of(db, 10),)
    assert cases_holding(db, "ada", 5) == cases_holding(db, "!", 5) == ()


@pytest.mark.parametrize("query", ["parcelx", "lost parcel here", "arcel", "所裹"])
def test_every_word_has_to_be_there(db: Database, account: Account, query: str) -> None:
    save(db, account, post(10, ADA, 0, "parcel lost 包裹"))
    assert cases_with(db, query) == ()


@pytest.mark.parametrize(
    "query",
    ["", "   ", '"', '""', "*", "a* OR b", "NEAR(a b)", "search_text:a", "-a", "^a", "(", "a AND",
     "NOT a", "{x y}:z", "'; DROP TABLE messages; --", "\0", "a\0b", "\ud800", "+", "a" * 100_000],
)  # fmt: skip
def test_no_query_breaks_the_search(db: Database, account: Account, query: str) -> None:
    save(db, account, post(10, ADA, 0, "words"))
    assert cases_with(db, query) == ()


def test_words_of_the_search_language_are_only_words(db: Database, account: Account) -> None:
    save(db, account, post(10, ADA, 0, "near and far, or not"), post(11, BEN, 1, "near"))
    assert cases_with(db, "NEAR AND OR NOT") == (case_of(db, 10),)


def test_the_newest_hit_comes_first_also_after_old_posts_were_added(
    db: Database, account: Account
) -> None:
    save(db, account, post(11, BEN, 10, "parcel"))
    save(db, account, post(10, ADA, 5, "parcel"), post(12, ADA, 20, "thanks", conversation="10"))
    assert cases_with(db, "parcel") == (case_of(db, 11), case_of(db, 10))


def test_a_case_full_of_hits_hides_no_other(db: Database, account: Account) -> None:
    save(db, account, post(5, BEN, 0, "parcel"))
    save(db, account, *(post(n, ADA, n, "parcel", conversation="c") for n in range(10, 40)))
    assert cases_with(db, "parcel", limit=2) == (case_of(db, 10), case_of(db, 5))


def test_no_more_cases_than_asked_for(db: Database, account: Account) -> None:
    many = [RemoteUser(RemoteId(f"77{n}"), f"u{n}", "") for n in range(5)]
    save(db, account, *(post(n + 10, user, n, "parcel") for n, user in enumerate(many)))
    assert cases_with(db, "parcel", limit=2) == (case_of(db, 14), case_of(db, 13))


def test_a_case_is_found_by_whose_it_is(db: Database, account: Account) -> None:
    save(db, account, post(10, ADA, 1, "where is it"), post(11, BEN, 2, "I met Ada on the way"))
    (ben,), (ada,) = ([case_of(db, n)] for n in (11, 10))
    with db.writing():
        contact_id = contacts.add(db, "Ínés 100%_\\ Quiroga", 0)
        contacts.link_phone(db, contact_id, "+44 1632 960-118", "told us", START)
        db.execute("UPDATE cases SET contact_id = ? WHERE id = ?", (contact_id, ben))
    assert cases_with(db, "ada fern") == (ada,)
    assert cases_with(db, "@ada_fe") == (ada,)
    assert cases_with(db, "Ada")[0] == ada, "whose case it is goes before who is named"
    assert cases_with(db, "quiroga") == (ben,)
    assert cases_with(db, "0%_\\") == (ben,)
    assert cases_with(db, "1632 960118") == (ben,)
    assert cases_with(db, "118") == (), "too few digits are in any number"
