"""Contacts: found as one types, linked on a basis, merged and taken apart without a loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.contacts import Effect, Likeness
from console.domain.ids import ContactId, MergeId
from console.domain.messages import Channel
from console.errors import InputError, NotFound
from console.store import contacts
from tests.console import given
from tests.console.given import Bench

TOLD = "told us on the call"
NUMBER, SHOWN = "+442079460018", "020 7946 0018"
POSTS = (
    ("ada_fern", "@shop where is my parcel?"),
    ("ben", "@shop charged twice"),
    ("grace_h", "@shop thank you"),
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = given.bench(tmp_path, posts=POSTS)
    made.context.region = "GB"
    made.context.agent()
    yield made
    made.desk.close()


def case(bench: Bench, name: str) -> CaseRow:
    return next(row for row in bench.desk.cases.rows() if row.name == name)


def contact(bench: Bench, name: str) -> ContactId:
    return case(bench, name).contact_id


def call(
    bench: Bench, *, number: str = "", name: str = "", text: str = "where is it", hours: float = 1
) -> ContactId:
    """A call of somebody, on no case that was open."""
    at = bench.clock() - timedelta(hours=hours)
    case_id, _ = bench.desk.calls.add(
        NewCall(text, at, number=number, name=name, channel=Channel.PHONE)
    )
    return next(row for row in bench.desk.cases.rows() if row.id == case_id).contact_id


def post(bench: Bench, handle: str, text: str, *, minutes: float = 0) -> None:
    """A further post of one of the customers, in a conversation of its own."""
    author = next(one.author for one in bench.world.posts() if one.author.handle == handle)
    bench.world.add_post(author, text, at=bench.clock() - timedelta(minutes=minutes))
    bench.desk.accounts.sync(bench.account)


def names(bench: Bench, query: str, limit: int = 8) -> list[str]:
    return [hit.contact.title for hit in bench.desk.contacts.find(query, limit)]


def messages(bench: Bench) -> list[tuple[object, ...]]:
    return [tuple(row) for row in bench.db.rows("SELECT id, text FROM messages ORDER BY id")]


def merge_id(bench: Bench, into: ContactId) -> MergeId:
    return bench.desk.contacts.get(into).merges[0].id


@pytest.mark.parametrize("query", ["ad", "ADA", "@ada_f", "fern", "fern ada", " ada  fern "])
def test_found_by_the_beginning_of_a_word_of_name_or_handle(bench: Bench, query: str) -> None:
    assert names(bench, query) == ["ada_fern"]


@pytest.mark.parametrize("query", ["da", "ern", "ada ben", "", "  ", "@", "%", "_", "'", "\x00"])
def test_nobody_is_found_by_the_middle_of_a_word_or_by_no_word(bench: Bench, query: str) -> None:
    assert names(bench, query) == []


@pytest.mark.parametrize(
    "query", ["ines", "Ínés", "INÉS", "quiroga", "田", "中太", "weiß", "WEISS"]
)
def test_found_whatever_case_and_accents(bench: Bench, query: str) -> None:
    contact_id = call(bench, name="somebody")
    bench.desk.contacts.rename(contact_id, "Ínés 田中太郎 Weiß-Quiroga")
    assert names(bench, query) == ["Ínés 田中太郎 Weiß-Quiroga"]


@pytest.mark.parametrize("query", ["020 79", "7946", "+44 20", "0044 20 79", SHOWN, NUMBER, "0018"])
def test_found_by_a_part_of_the_number_as_people_write_it(bench: Bench, query: str) -> None:
    call(bench, name="Olga", number=SHOWN)
    assert names(bench, query) == ["Olga"]


def test_two_digits_are_no_number_yet(bench: Bench) -> None:
    call(bench, name="Olga", number=SHOWN)
    assert names(bench, "02") == []


def test_the_newest_activity_comes_first_with_the_case_that_is_open(bench: Bench) -> None:
    for number in range(5):
        call(bench, name=f"Sam {number}", hours=10 - number)
    hits = bench.desk.contacts.find("sam", limit=3)
    assert [hit.contact.name for hit in hits] == ["Sam 4", "Sam 3", "Sam 2"]
    assert hits[0].last_at == bench.clock() - timedelta(hours=6)
    row = case(bench, "Sam 4")
    assert hits[0].open_case == row.id
    bench.desk.triage.resolve((row.id,), skipped=True)
    assert bench.desk.contacts.find("sam 4")[0].open_case is None


def test_a_new_name_is_found_when_the_network_tells_it(bench: Bench) -> None:
    ada = next(one.author for one in bench.world.posts() if one.author.handle == "ada_fern")
    renamed = bench.world.add_user("lovelace", "Countess", remote_id=ada.remote_id)
    bench.world.add_post(renamed, "@shop again", at=bench.clock())
    bench.desk.accounts.sync(bench.account)
    assert names(bench, "countess") == names(bench, "@love") == ["Countess"]
    assert names(bench, "ada") == []


def test_name_notes_and_tags_are_kept_and_taken_back_one_by_one(bench: Bench) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    before = given.everything(bench.db)
    desk.contacts.rename(ada, "  Ada \n Fern ")
    desk.contacts.set_notes(ada, "prefers calls\nafter six ")
    desk.contacts.tag(ada, ["#VIP", "patient"])
    desk.contacts.tag(ada, remove=["patient"])
    known = desk.contacts.get(ada).contact
    assert (known.name, known.notes, known.tags) == (
        "Ada Fern", "prefers calls\nafter six", ("vip",)
    )  # fmt: skip
    assert desk.contacts.tags() == ("vip",)
    assert [entry.act for entry in desk.acts.newest(4)] == [
        "Untag Ada Fern", "Tag Ada Fern", "Edit notes on Ada Fern", "Rename ada_fern"
    ]  # fmt: skip
    for _ in range(4):
        assert desk.acts.undo() is not None
    assert given.everything(bench.db) == before


def test_name_and_tags_are_edited_in_one_act(bench: Bench) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    desk.contacts.tag(ada, ["old", "kept"])
    before = given.everything(bench.db)
    desk.contacts.edit(ada, "Ada", ["kept", "New"])
    known = desk.contacts.get(ada).contact
    assert (known.name, known.tags) == ("Ada", ("kept", "new"))
    desk.acts.undo()
    assert given.everything(bench.db) == before


def test_an_empty_name_is_the_networks_again(bench: Bench) -> None:
    ada = contact(bench, "ada_fern")
    bench.desk.contacts.rename(ada, "Aunt Ada")
    bench.desk.contacts.rename(ada, "")
    assert bench.desk.contacts.get(ada).contact.name == "ada_fern"


def test_notes_that_were_being_typed_outlive_a_crash(bench: Bench) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    assert desk.contacts.get(ada).notes_draft is None
    desk.contacts.keep_notes_draft(ada, "half a sen")
    assert desk.contacts.get(ada).notes_draft == "half a sen"
    assert desk.contacts.get(ada).contact.notes == ""
    desk.contacts.keep_notes_draft(ada, "")
    assert desk.contacts.get(ada).notes_draft == ""
    desk.contacts.set_notes(ada, "half a sentence")
    assert desk.contacts.get(ada).notes_draft is None


@pytest.mark.parametrize("basis", ["", "  \n"])
def test_nothing_is_linked_or_merged_without_a_basis(bench: Bench, basis: str) -> None:
    ada, ben = contact(bench, "ada_fern"), contact(bench, "ben")
    before = given.everything(bench.db)
    acts: tuple[Callable[[], Changes], ...] = (
        lambda: bench.desk.contacts.link_number(ada, SHOWN, basis),
        lambda: bench.desk.contacts.link_handle(ada, "memory", "ada2", basis),
        lambda: bench.desk.contacts.merge(ben, ada, basis),
    )
    for act in acts:
        with pytest.raises(InputError, match="basis"):
            act()
    assert given.everything(bench.db) == before


@pytest.mark.parametrize("text", ["", "12", "no number", "1" * 50])
def test_what_is_no_number_is_refused(bench: Bench, text: str) -> None:
    with pytest.raises(InputError, match="number"):
        bench.desk.contacts.link_number(contact(bench, "ada_fern"), text, TOLD)


def test_a_number_is_linked_in_its_one_form_with_basis_and_date(bench: Bench) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    before = given.everything(bench.db)
    assert desk.contacts.outlook_number(ada, SHOWN).effect is Effect.ADDS
    assert desk.contacts.link_number(ada, SHOWN, TOLD).cases == {case(bench, "ada_fern").id}
    (phone,) = desk.contacts.get(ada).contact.phones
    assert (phone.number, phone.basis, phone.linked_at) == (NUMBER, TOLD, bench.clock())
    assert desk.contacts.outlook_number(ada, NUMBER).effect is Effect.KNOWN
    assert desk.acts.undo() is not None
    assert given.everything(bench.db) == before


def test_to_link_what_is_linked_gives_it_the_other_basis(bench: Bench) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    desk.contacts.link_number(ada, SHOWN, TOLD)
    desk.contacts.link_number(ada, NUMBER, "wrote it to us")
    assert [phone.basis for phone in desk.contacts.get(ada).contact.phones] == ["wrote it to us"]


def test_a_number_of_somebody_who_only_called_makes_both_one(bench: Bench) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    caller = call(bench, number=SHOWN)
    before = given.everything(bench.db)
    outlook = desk.contacts.outlook_number(ada, SHOWN)
    assert outlook.effect is Effect.MERGES
    assert outlook.other is not None
    assert outlook.other.id == caller
    desk.contacts.link_number(ada, SHOWN, TOLD)
    card = desk.contacts.get(ada)
    assert len(card.cases) == 2
    assert [phone.number for phone in card.contact.phones] == [NUMBER]
    assert [(each.gone, each.basis) for each in card.merges] == [(caller, TOLD)]
    with pytest.raises(NotFound):
        desk.contacts.get(caller)
    assert desk.acts.undo() is not None
    assert given.everything(bench.db) == before


def test_linking_a_number_lets_the_case_know_who_called_first(bench: Bench) -> None:
    bench.clock.forward(hours=5)
    call(bench, number=SHOWN, hours=3)
    post(bench, "ben", "@shop nobody calls back")
    ben = next(row for row in bench.desk.cases.rows() if row.snippet.endswith("back"))
    assert not ben.called_first
    bench.desk.contacts.link_number(ben.contact_id, SHOWN, TOLD)
    assert next(row for row in bench.desk.cases.rows() if row.id == ben.id).called_first


def test_a_family_shares_its_number(bench: Bench) -> None:
    desk, ada, ben = bench.desk, contact(bench, "ada_fern"), contact(bench, "ben")
    desk.contacts.link_number(ada, SHOWN, TOLD)
    assert desk.contacts.outlook_number(ben, SHOWN).effect is Effect.SHARES
    desk.contacts.link_number(ben, SHOWN, TOLD)
    for each in (ada, ben):
        assert [phone.number for phone in desk.contacts.get(each).contact.phones] == [NUMBER]
    assert desk.contacts.get(ben).suggestions == ()


def test_an_unlinked_number_leaves_the_calls_where_they_are(bench: Bench) -> None:
    desk = bench.desk
    caller = call(bench, number=SHOWN, name="Olga")
    calls = desk.cases.view(case(bench, "Olga").id).messages
    before = given.everything(bench.db)
    desk.contacts.unlink_number(caller, SHOWN)
    assert desk.contacts.get(caller).contact.phones == ()
    assert desk.cases.view(case(bench, "Olga").id).messages == calls
    with pytest.raises(InputError, match="does not have"):
        desk.contacts.unlink_number(caller, SHOWN)
    desk.acts.undo()
    assert given.everything(bench.db) == before


def test_a_handle_is_linked_before_any_sync_has_shown_it_and_keeps_its_basis(
    bench: Bench,
) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    desk.contacts.link_handle(ada, "memory", "@Ada_Work", "public on the profile")
    author = bench.world.add_user("Ada_Work", "Ada at work")
    bench.world.add_post(author, "@shop it is me", at=bench.clock())
    desk.accounts.sync(bench.account)
    card = desk.contacts.get(ada)
    linked = next(each for each in card.contact.handles if each.handle == "Ada_Work")
    assert linked.remote_id == author.remote_id
    assert (linked.basis, linked.linked_at) == ("public on the profile", bench.clock())
    assert len(card.cases) == 2


def test_a_handle_of_somebody_else_is_refused_and_said_before(bench: Bench) -> None:
    desk, ada, ben = bench.desk, contact(bench, "ada_fern"), contact(bench, "ben")
    outlook = desk.contacts.outlook_handle(ada, "memory", "BEN")
    assert outlook.effect is Effect.TAKEN
    assert outlook.other is not None
    assert outlook.other.id == ben
    with pytest.raises(InputError, match="belongs to ben"):
        desk.contacts.link_handle(ada, "memory", "BEN", TOLD)


@pytest.mark.parametrize("handle", ["", "two words", "a" * 51, "shop", "@SHOP"])
def test_what_is_no_customers_handle_is_refused(bench: Bench, handle: str) -> None:
    with pytest.raises(InputError):
        bench.desk.contacts.link_handle(contact(bench, "ada_fern"), "memory", handle, TOLD)


def test_an_unlinked_handle_takes_its_posts_along_and_leaves_the_calls(bench: Bench) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    desk.calls.add(
        NewCall("called", bench.clock() - timedelta(hours=1)), case(bench, "ada_fern").id
    )
    desk.contacts.link_handle(ada, "memory", "ada_work", TOLD)
    author = bench.world.add_user("ada_work", "A. Work")
    bench.world.add_post(author, "@shop not me", at=bench.clock())
    desk.accounts.sync(bench.account)
    assert len(desk.contacts.get(ada).cases) == 2
    everything = messages(bench)
    before = given.everything(bench.db)
    desk.contacts.unlink_handle(ada, "memory", "@ada_work")
    card = desk.contacts.get(ada)
    assert [each.handle for each in card.contact.handles] == ["ada_fern"]
    assert [row.calls for row in card.cases] == [1]
    other = desk.contacts.get(case(bench, "A. Work").contact_id)
    assert [row.snippet for row in other.cases] == ["@shop not me"]
    assert messages(bench) == everything
    desk.acts.undo()
    assert given.everything(bench.db) == before


def test_an_unlinked_handle_by_which_nobody_wrote_is_gone(bench: Bench) -> None:
    desk, ada = bench.desk, contact(bench, "ada_fern")
    before = given.everything(bench.db)
    desk.contacts.link_handle(ada, "memory", "ada_work", TOLD)
    desk.contacts.unlink_handle(ada, "memory", "ada_work")
    assert given.everything(bench.db) == before


def test_the_only_thing_by_which_somebody_is_known_stays(bench: Bench) -> None:
    with pytest.raises(InputError, match="all by which"):
        bench.desk.contacts.unlink_handle(contact(bench, "ben"), "memory", "ben")


def rich(bench: Bench) -> tuple[ContactId, ContactId]:
    """Ada and Ben, each with notes, tags, a shared number and one of their own, and calls."""
    desk, ada, ben = bench.desk, contact(bench, "ada_fern"), contact(bench, "ben")
    for each, own in ((ada, "020 7946 0001"), (ben, "020 7946 0002")):
        desk.contacts.link_number(each, own, TOLD)
        desk.contacts.link_number(each, SHOWN, TOLD)
        desk.contacts.tag(each, ["both", f"only {each}"])
        desk.contacts.set_notes(each, f"notes on {each}")
        call(bench, number=own)
    desk.contacts.rename(ben, "Uncle Ben")
    return ada, ben


@pytest.mark.parametrize("turned", [False, True], ids=["into ada", "into ben"])
def test_merged_and_taken_apart_all_rows_are_what_they_were(bench: Bench, *, turned: bool) -> None:
    gone, into = reversed(rich(bench)) if turned else rich(bench)
    before, said = given.everything(bench.db), messages(bench)
    bench.desk.contacts.merge(gone, into, "order or account data")
    card = bench.desk.contacts.get(into)
    assert card.contact.name == "Uncle Ben", "a name that a person gave"
    assert len(card.contact.handles) == 2
    assert len(card.contact.phones) == 3
    assert len(card.contact.tags) == 3
    assert sorted(card.contact.notes.split("\n\n")) == sorted(
        (f"notes on {gone}", f"notes on {into}")
    )
    assert len(card.cases) == 2
    assert messages(bench) == said
    bench.desk.contacts.unmerge(merge_id(bench, into))
    assert given.everything(bench.db) == before


def test_a_merge_is_undone_and_done_again_like_any_act(bench: Bench) -> None:
    ada, ben = rich(bench)
    before = given.everything(bench.db)
    bench.desk.contacts.merge(ada, ben, TOLD)
    merged = given.everything(bench.db)
    assert bench.desk.acts.undo() is not None
    assert given.everything(bench.db) == before
    assert bench.desk.acts.redo() is not None
    assert given.everything(bench.db) == merged
    bench.desk.contacts.unmerge(merge_id(bench, ben))
    assert given.everything(bench.db) == before
    assert bench.desk.acts.undo() is not None
    assert given.everything(bench.db) == merged


def test_a_chain_is_taken_apart_from_its_end(bench: Bench) -> None:
    ada, ben = rich(bench)
    grace = contact(bench, "grace_h")
    before = given.everything(bench.db)
    bench.desk.contacts.merge(ada, ben, TOLD)
    first = merge_id(bench, ben)
    bench.desk.contacts.merge(ben, grace, TOLD)
    second = merge_id(bench, grace)
    with pytest.raises(InputError, match="part of another") as refused:
        bench.desk.contacts.unmerge(first)
    assert f"merge {second}, of “Uncle Ben”" in refused.value.advice
    bench.desk.contacts.unmerge(second)
    bench.desk.contacts.unmerge(first)
    assert given.everything(bench.db) == before


def test_of_two_merged_into_one_each_can_go_first(bench: Bench) -> None:
    ada, ben = rich(bench)
    grace = contact(bench, "grace_h")
    before = given.everything(bench.db)
    bench.desk.contacts.merge(ada, grace, TOLD)
    first = merge_id(bench, grace)
    bench.desk.contacts.merge(ben, grace, TOLD)
    second = merge_id(bench, grace)
    bench.desk.contacts.unmerge(first)
    assert [row.contact_id for row in bench.desk.contacts.get(ada).cases] == [ada]
    assert len(bench.desk.contacts.get(grace).cases) == 2
    bench.desk.contacts.unmerge(second)
    after = given.everything(bench.db)
    # The notes of all three were one text by then, in which each one's is kept.
    assert after.pop("contacts") != before.pop("contacts")
    assert after == before


def test_what_came_since_goes_to_whom_it_belongs(bench: Bench) -> None:
    ada, ben = rich(bench)
    bench.clock.forward(days=3)
    bench.desk.contacts.merge(ben, ada, TOLD)
    post(bench, "ben", "@shop ben wrote since")
    post(bench, "ada_fern", "@shop ada wrote since")
    for row in bench.desk.contacts.get(ada).cases:
        bench.desk.triage.resolve((row.id,), skipped=True)
    call(bench, number="020 7946 0002", text="ben called since")
    said = messages(bench)
    bench.desk.contacts.unmerge(merge_id(bench, ada))
    assert messages(bench) == said
    texts = {
        each: {row.snippet for row in bench.desk.contacts.get(each).cases} for each in (ada, ben)
    }
    assert {"@shop ben wrote since", "ben called since"} <= texts[ben]
    assert "@shop ada wrote since" in texts[ada]
    assert "@shop ada wrote since" not in texts[ben]


def test_a_case_that_became_of_both_is_split_between_them(bench: Bench) -> None:
    ada, ben = contact(bench, "ada_fern"), contact(bench, "ben")
    theirs, ours = case(bench, "ben").id, case(bench, "ada_fern").id
    bench.desk.contacts.merge(ben, ada, TOLD)
    bench.desk.triage.merge((theirs,), ours)
    post(bench, "ben", "@shop a new one of ben")
    said = messages(bench)
    bench.desk.contacts.unmerge(merge_id(bench, ada))
    assert messages(bench) == said
    assert [row.snippet for row in bench.desk.contacts.get(ada).cases] == [
        "@shop where is my parcel?"
    ]
    assert {row.snippet for row in bench.desk.contacts.get(ben).cases} >= {"@shop charged twice"}
    authors = bench.db.rows(
        "SELECT h.contact_id AS wrote, c.contact_id AS has FROM posts p JOIN messages m"
        " ON m.id = p.message_id JOIN cases c ON c.id = m.case_id JOIN handles h"
        " ON h.network = p.network AND h.remote_id = p.author_id WHERE m.direction = 'in'"
    )
    assert all(row["wrote"] == row["has"] for row in authors)


def test_the_number_of_one_who_may_come_back_is_given_to_nobody_else(bench: Bench) -> None:
    grace = contact(bench, "grace_h")
    last = call(bench, name="Last one", number=SHOWN)
    before = bench.desk.contacts.get(last).contact
    bench.desk.contacts.merge(last, grace, TOLD)
    merge = merge_id(bench, grace)
    assert call(bench, name="Newcomer") != last
    bench.desk.contacts.unmerge(merge)
    assert bench.desk.contacts.get(last).contact == before


def test_a_merge_that_was_taken_apart_is_no_more(bench: Bench) -> None:
    ada, ben = contact(bench, "ada_fern"), contact(bench, "ben")
    bench.desk.contacts.merge(ben, ada, TOLD)
    merge = merge_id(bench, ada)
    bench.desk.contacts.unmerge(merge)
    with pytest.raises(NotFound):
        bench.desk.contacts.unmerge(merge)
    with pytest.raises(InputError, match="itself"):
        bench.desk.contacts.merge(ada, ada, TOLD)


def suggested(bench: Bench, contact_id: ContactId) -> list[tuple[str, Likeness, str]]:
    return [
        (each.other.title, each.likeness, each.evidence)
        for each in bench.desk.contacts.suggestions(contact_id)
    ]


def test_a_number_in_a_post_suggests_who_called_from_it_and_the_other_way_round(
    bench: Bench,
) -> None:
    caller = call(bench, number=SHOWN, name="Olga")
    post(bench, "ben", "@shop call me: (020) 7946-0018! not 12345")
    ben = next(row for row in bench.desk.cases.rows() if "call me" in row.snippet).contact_id
    assert suggested(bench, ben) == [("Olga", Likeness.NUMBER, NUMBER)]
    assert suggested(bench, caller) == [("ben", Likeness.NUMBER, NUMBER)]


def test_a_handle_in_a_call_note_suggests_whose_it_is_and_the_other_way_round(
    bench: Bench,
) -> None:
    caller = call(bench, name="Olga", text="says she is @Ada_Fern on X, mail olga@ben.example")
    assert suggested(bench, caller) == [("ada_fern", Likeness.HANDLE, "Ada_Fern")]
    assert suggested(bench, contact(bench, "ada_fern")) == [("Olga", Likeness.HANDLE, "ada_fern")]


def test_the_same_name_counts_where_a_call_came_shortly_before_the_post(bench: Bench) -> None:
    bench.clock.forward(days=10)
    caller = call(bench, name="BEN", number=SHOWN, hours=3)
    assert suggested(bench, caller) == [], "ben wrote before that"
    post(bench, "ben", "@shop still not here")
    ben = next(row for row in bench.desk.cases.rows() if row.snippet.endswith("here"))
    (suggestion,) = bench.desk.contacts.suggestions(ben.contact_id)
    assert (suggestion.other.id, suggestion.likeness) == (caller, Likeness.NAME)
    assert suggestion.call_at == bench.clock() - timedelta(hours=3)
    assert suggestion.post_at is not None
    assert suggested(bench, caller) == [("ben", Likeness.NAME, "")]


def test_a_call_long_before_suggests_nobody(bench: Bench) -> None:
    bench.clock.forward(days=10)
    call(bench, name="ben", hours=80)
    post(bench, "ben", "@shop still not here")
    assert suggested(bench, contact(bench, "ben")) == []


def test_what_was_refused_is_suggested_no_more_to_either(bench: Bench) -> None:
    caller = call(bench, name="Olga", text="she is @ada_fern")
    ada = contact(bench, "ada_fern")
    bench.desk.contacts.keep_apart(ada, caller)
    assert suggested(bench, caller) == suggested(bench, ada) == []
    bench.desk.contacts.merge(ada, contact(bench, "ben"), TOLD)
    assert suggested(bench, caller) == [("ben", Likeness.HANDLE, "ada_fern")]


def test_suggestions_change_nothing(bench: Bench) -> None:
    caller = call(bench, name="ben", number=SHOWN, text="says @ada_fern")
    before = given.everything(bench.db)
    assert bench.desk.contacts.get(caller).suggestions
    assert given.everything(bench.db) == before


def test_recognising_merges_also_those_with_notes_and_tags(bench: Bench) -> None:
    ada, ben = rich(bench)
    with bench.db.writing():
        contacts.merge(bench.db, ben, ada)
    known = contacts.get(bench.db, ada)
    assert len(known.tags) == 3
    assert f"notes on {ben}" in known.notes
