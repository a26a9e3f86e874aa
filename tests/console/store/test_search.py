"""What a search finds, in which order, page by page."""

from __future__ import annotations

import pytest

from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser
from console.domain.searching import HitKind, HitOrder
from console.errors import InputError
from console.store import contacts
from console.store.database import Database
from tests.console.given import ADA, BEN, START, case_of, post, save
from tests.console.store.given_search import cases_with, find


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
        ("我的包裹丢了", "包"),
        ("小包がまだ届きません", "届きません"),
        ("配達 not here", "配達 not"),
        ("#fail @shop e-mail", "e-mail"),
        ("order 4711", "471"),
        ("cafe\u0301", "café"),
        ("see https://example.com/a", "has:url"),
        ("parcel lost", '"parcel lost"'),
        ("parcel lost", "van OR lost"),
        ("parcel lost", "parcel -something"),
        ("parcel lost", "(van OR parcel) (lost OR late)"),
    ],
)
def test_what_a_person_types_finds_what_a_person_wrote(
    db: Database, account: Account, text: str, query: str
) -> None:
    save(db, account, post(10, ADA, 0, text), post(11, BEN, 1, "something else, parcel"))
    assert cases_with(db, query) == (case_of(db, 10),)


@pytest.mark.parametrize("query", ["parcelx", "lost parcel here", "arcel", "所裹", '"lost parcel"'])
def test_every_word_has_to_be_there(db: Database, account: Account, query: str) -> None:
    save(db, account, post(10, ADA, 0, "parcel lost 包裹"))
    assert cases_with(db, query) == ()


@pytest.mark.parametrize(
    "query",
    ["", "   ", '"', '""', "*", "a* OR b", "NEAR(a b)", "search_text:a", "^a", "(", "a AND",
     "NOT a", "{x y}:z", "'; DROP TABLE messages; --", "\0", "a\0b", "\ud800", "+", "a" * 100_000],
)  # fmt: skip
@pytest.mark.parametrize("typing", [True, False])
def test_no_query_breaks_the_search(
    db: Database, account: Account, query: str, *, typing: bool
) -> None:
    save(db, account, post(10, ADA, 0, "words"))
    assert find(db, query, typing=typing).hits == ()


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
    assert cases_with(db, "Ada") == (ben, ada), "the newest first"
    ranked = find(db, "Ada", order=HitOrder.RANKED).hits
    assert [hit.case_id for hit in ranked] == [ada, ben], "whose case it is before who is named"
    assert ranked[0].kind is HitKind.CONTACT
    assert cases_with(db, "quiroga ines") == (ben,)
    assert cases_with(db, "100%_\\") == (ben,)
    assert cases_with(db, "1632 960118") == (ben,)
    assert cases_with(db, "01632 960-118") == (ben,)
    assert cases_with(db, "phone:960") == (ben,)
    assert cases_with(db, "118") == (), "too few digits are in any number"


def test_pages_go_on_where_the_last_ended_whatever_comes_in(db: Database, account: Account) -> None:
    many = [RemoteUser(RemoteId(f"77{n}"), f"u{n}", "") for n in range(10)]
    save(db, account, *(post(n + 10, user, n, "parcel") for n, user in enumerate(many)))
    save(db, account, post(30, many[0], 30, "parcel once more", conversation="10"))
    first = find(db, "parcel", limit=4)
    seen = [hit.case_id for hit in first.hits]
    assert seen[0] == case_of(db, 10), "by its newest post"
    save(db, account, post(40, many[3], 40, "parcel, new", conversation="13"))
    after = first.after
    while after is not None:
        page = find(db, "parcel", limit=4, after=after)
        seen += [hit.case_id for hit in page.hits]
        after = page.after
    assert sorted(seen) == sorted(case_of(db, n + 10) or 0 for n in range(10)), "each once"


@pytest.mark.parametrize("cursor", ["", "n", "n.1", "r.1.2.3", "n.1.2.3.x", "n.9" + "9" * 30])
def test_what_is_no_place_is_refused(db: Database, account: Account, cursor: str) -> None:
    save(db, account, post(10, ADA, 0, "parcel"))
    with pytest.raises(InputError):
        find(db, "parcel", after=cursor)
