"""What becomes of captured posts when a sync brings them, or others of their authors."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.accounts import Account
from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.ids import CaseId, ContactId, RemoteId
from console.domain.limits import LIMITS_140
from console.domain.messages import Media, Post
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.errors import InputError, StoreError
from console.store import cases, contacts
from console.store.database import Database
from console.text.split import split
from tests.console import given
from tests.console.given import ADA, BEN, OWN, START, Clock, account, case_of, post, save

HELP = RemoteUser(RemoteId("9"), "shop_help", "Help")


class Late:
    """A desk that captures Ada's posts, and a network that brings posts when it is told to."""

    def __init__(self, db: Database) -> None:
        self.db = db
        context = Context(db, {}, Credentials(), agent_name="Anna", now=Clock())
        self.desk = Desk(context)

    def capture(self, remote_id: int | None, text: str = "my lamp", **more: object) -> CaseId:
        link = "" if remote_id is None else f"https://x.com/i/status/{remote_id}"
        told: dict[str, object] = {
            "handle": "Ada_Fern", "link": link, "network": "memory",
            "at": START + timedelta(minutes=remote_id or 0),
        }  # fmt: skip
        made = NewCapture(text, **(told | more))  # type: ignore[arg-type] # kwargs of a test
        return self.desk.posts.capture(made)[0]

    def row(self, case_id: int | None) -> CaseRow:
        assert case_id is not None
        return cases.row(self.db, CaseId(case_id))

    def post(self, remote_id: int) -> Post:
        view = self.desk.cases.view(CaseId(case_of(self.db, remote_id) or 0))
        (found,) = [
            each
            for each in view.messages
            if isinstance(each, Post) and each.remote_id == str(remote_id)
        ]
        return found

    def people(self) -> list[tuple[str, str]]:
        """(name, user id) of everybody but us."""
        rows = self.db.rows(
            "SELECT c.name, h.remote_id FROM contacts c LEFT JOIN handles h ON h.contact_id = c.id"
            " ORDER BY c.id, h.remote_id"
        )
        return [(row[0], row[1]) for row in rows]

    def keys(self) -> set[tuple[object, ...]]:
        return {tuple(row) for row in self.db.rows("SELECT * FROM case_conversations")}


@pytest.fixture
def late(db: Database) -> Late:
    return Late(db)


def key(of: Account, conversation: int, customer: RemoteUser, case_id: int) -> tuple[object, ...]:
    return (of.id, str(conversation), customer.remote_id, case_id)


def test_a_sync_completes_the_very_same_post(late: Late) -> None:
    case_id = late.capture(20)
    ours = account(late.db)
    picture = Media("photo", "https://pbs.example/1.jpg", "a lamp", 10, 10)
    brought = replace(post(20, ADA, 20, "my lamp", conversation="5", parent="5"), media=(picture,))
    saved = save(late.db, ours, brought)
    assert (saved.new, saved.changes) == (0, Changes.of(cases=[case_id]))
    stored = late.post(20)
    assert (stored.conversation_id, stored.parent_id, stored.author_id) == ("5", "5", "2")
    assert stored.summons
    assert stored.media == (picture,)
    assert late.row(case_id).account_id == ours.id
    assert late.people() == [("Ada Fern", "2")]
    assert late.keys() == {key(ours, 5, ADA, case_id)}
    assert late.db.value("SELECT count(*) FROM account_posts") == 1
    assert late.db.value("SELECT lang FROM posts") == "en"
    before = given.everything(late.db)
    assert not save(late.db, ours, brought).changes
    assert given.everything(late.db) == before, "a page taken in twice changes nothing"
    given.index_is_whole(late.db)


def unlinked(late: Late, text: str = "my lamp", **more: object) -> CaseId:
    """Capture a post of Ada's without its link, at minute 20."""
    return late.capture(None, text, **({"at": START + timedelta(minutes=20)} | more))


@pytest.mark.parametrize("known", [True, False])
def test_a_sync_brings_a_post_that_was_captured_without_its_link(
    late: Late,
    known: bool,  # noqa: FBT001 - a case
) -> None:
    ours = account(late.db)
    if known:
        save(late.db, ours, post(10, ADA, 10))
    case_id = unlinked(late, "Gr\u00fc\u00dfe, my lamp")
    brought = post(20, ADA, 50, "Gru\u0308\u00dfe, my lamp ", conversation="5", parent="5")
    saved = save(late.db, ours, brought)
    assert (saved.new, saved.changes) == (0, Changes.of(cases=[case_id]))
    stored = late.post(20)
    assert (stored.case_id, stored.conversation_id, stored.author_id) == (case_id, "5", "2")
    assert stored.summons
    keys = late.keys()
    assert key(ours, 5, ADA, case_id) in keys
    assert not [each for each in keys if str(each[1]).startswith("captured:")]
    assert late.people() == [("Ada Fern", "2")]
    before = given.everything(late.db)
    assert not save(late.db, ours, brought).changes
    assert given.everything(late.db) == before, "a page taken in twice changes nothing"
    save(late.db, ours, post(40, ADA, 60, conversation="5", parent="20"))
    assert case_of(late.db, 40) == case_id
    given.index_is_whole(late.db)


@pytest.mark.parametrize(
    "other",
    [
        post(20, BEN, 20, "my lamp"),
        post(20, ADA, 20, "my lamps"),
        post(20, ADA, 20 + 24 * 60 + 1, "my lamp"),
        post(20, ADA, 20, "my lamp", repost=True),
    ],
)
def test_another_post_is_not_taken_for_the_one_without_a_link(
    late: Late, other: RemotePost
) -> None:
    case_id = unlinked(late)
    around = [post(30 + at, BEN, at) for at in (0, 3000)]  # the page spans days
    assert save(late.db, account(late.db), other, *around).new == 3
    (kept,) = late.desk.cases.view(case_id).messages
    assert isinstance(kept, Post)
    assert not kept.known_to_network


def test_one_of_two_that_are_alike_is_the_captured_one(late: Late) -> None:
    case_id = unlinked(late)
    ours = account(late.db)
    saved = save(late.db, ours, post(30, ADA, 60, "my lamp"), post(20, ADA, 21, "my lamp"))
    assert saved.new == 1
    assert case_of(late.db, 20) == case_id


def test_a_post_that_is_stored_already_keeps_its_id_to_itself(late: Late) -> None:
    """Ada was captured under a mistyped handle, and her name became hers only then."""
    ours = account(late.db)
    case_id = unlinked(late, handle="adam")
    save(late.db, ours, post(20, ADA, 20, "my lamp"))
    renamed = replace(post(20, ADA, 20, "my lamp"), author=replace(ADA, handle="adam"))
    assert save(late.db, ours, renamed).new == 0
    (kept,) = late.desk.cases.view(case_id).messages
    assert isinstance(kept, Post)
    assert not kept.known_to_network


def test_what_the_customer_writes_on_goes_into_the_same_case(late: Late) -> None:
    case_id = late.capture(20)
    ours = account(late.db)
    first = post(20, ADA, 20, conversation="5", parent="5")
    save(late.db, ours, post(30, ADA, 30, reply_to=first), first)
    save(late.db, ours, post(40, ADA, 40, reply_to=first), post(41, BEN, 41, reply_to=first))
    assert case_of(late.db, 30) == case_of(late.db, 40) == case_of(late.db, 20) == case_id
    assert case_of(late.db, 41) != case_id, "another customer has a case of their own"
    assert cases.count(late.db) == 2


@pytest.mark.parametrize("known", [True, False])
def test_the_conversation_goes_on_although_its_first_post_is_never_brought(
    late: Late,
    known: bool,  # noqa: FBT001 - a case
) -> None:
    """The first post names nobody; the next one does, and only that one is in the mentions."""
    ours = account(late.db) if known else None
    case_id = late.capture(20)
    ours = ours or account(late.db)
    save(late.db, ours, post(30, ADA, 30, conversation="20", parent="20"))
    assert case_of(late.db, 30) == case_id
    row = late.row(case_id)
    assert (row.account_id, cases.count(late.db)) == (ours.id, 1)
    assert late.keys() == {key(ours, 20, ADA, case_id)}
    assert late.post(20).author_id == "2"


def test_our_answer_from_the_browser_is_put_into_the_case(late: Late) -> None:
    case_id = late.capture(20)
    ours = account(late.db)
    answer = post(30, OWN, 30, conversation="20", parent="20", parent_author=ADA.remote_id,
                  mentions=(ADA,))  # fmt: skip
    save(late.db, ours, answer, timeline=Timeline.OWN)
    assert case_of(late.db, 30) == case_id
    assert (late.row(case_id).account_id, late.row(case_id).state) == (ours.id, "waiting")
    assert late.keys() == {key(ours, 20, ADA, case_id)}


def test_the_account_whose_timeline_shows_the_post_is_the_right_one(late: Late) -> None:
    shop, helpers = account(late.db), account(late.db, HELP)
    case_id = late.capture(20)
    assert late.row(case_id).account_id == helpers.id
    save(late.db, shop, post(20, ADA, 20))
    assert late.row(case_id).account_id == shop.id
    assert late.keys() == {key(shop, 20, ADA, case_id)}
    save(late.db, helpers, post(20, ADA, 20))
    assert late.row(case_id).account_id == shop.id, "the first to show it"


def test_an_account_stays_where_an_answer_is_on_its_way(late: Late) -> None:
    shop, helpers = account(late.db), account(late.db, HELP)
    case_id = late.capture(20)
    late.desk.replies.queue(case_id, "Hi", split("Hi", LIMITS_140), LIMITS_140)
    save(late.db, shop, post(20, ADA, 20, conversation="5"))
    assert late.row(case_id).account_id == helpers.id
    assert late.keys() == {key(helpers, 5, ADA, case_id)}


def test_a_user_of_that_handle_is_the_same_contact(late: Late) -> None:
    case_id = late.capture(20, name="Miss Fern")
    ours = account(late.db)
    assert late.people() == [("Miss Fern", "handle:ada_fern")]
    saved = save(late.db, ours, post(70, ADA, 70))
    assert late.people() == [("Ada Fern", "2")]
    assert late.post(20).author_id == "2"
    assert late.row(case_of(late.db, 70)).contact_id == late.row(case_id).contact_id
    assert case_id in saved.changes.cases, "its name is another now"


def test_two_contacts_that_turn_out_to_be_one_are_made_one(late: Late) -> None:
    """Of Ada only her id was known, from an answer of ours; the capture knows but her handle."""
    ours = account(late.db)
    nameless = post(30, OWN, 30, conversation="25", parent="25", parent_author=ADA.remote_id,
                    mentions=())  # fmt: skip
    save(late.db, ours, nameless, timeline=Timeline.OWN)
    called, _ = late.desk.calls.add(NewCall("lamp", START, number="+49 30 1", name="Ada from Ulm"))
    assert late.capture(20, case_id=called) == called
    assert len(late.people()) == 2
    saved = save(late.db, ours, post(70, ADA, 70))
    assert late.people() == [("Ada from Ulm", "2")]
    view = late.desk.cases.view(called)
    assert [phone.number for phone in view.contact.phones] == ["+49 30 1"]
    assert {row.contact_id for row in view.others} == {view.row.contact_id}
    assert called in saved.changes.cases


def test_a_new_case_that_a_person_asked_for_is_not_joined_to_an_older_one(late: Late) -> None:
    ours = account(late.db)
    asked = post(10, ADA, 10)
    save(late.db, ours, asked, post(11, OWN, 11, reply_to=asked))
    case_id = late.capture(20)
    save(late.db, ours, post(5, BEN, 5))
    assert case_of(late.db, 20) == case_id != case_of(late.db, 10)


def test_two_cases_of_one_conversation_are_made_one(late: Late) -> None:
    ours = account(late.db)
    answered = post(30, OWN, 30, conversation="20", parent="19", parent_author=ADA.remote_id,
                    mentions=())  # fmt: skip
    save(late.db, ours, answered, timeline=Timeline.OWN)
    older = case_of(late.db, 30)
    case_id = late.capture(20)
    assert case_id != older, "nothing tells yet that both are Ada's"
    saved = save(late.db, ours, post(40, ADA, 40, conversation="20", parent="20"))
    assert {case_of(late.db, number) for number in (20, 30, 40)} == {older}
    assert cases.current_id(late.db, case_id) == older
    assert saved.changes.cases >= {case_id, older}
    assert cases.count(late.db) == 1
    assert late.keys() == {key(ours, 20, ADA, older or 0)}


@pytest.mark.parametrize("begun", [True, False])
def test_a_captured_reply_joins_the_case_of_its_conversation_unless_it_was_worked_on(
    late: Late,
    begun: bool,  # noqa: FBT001 - a case
) -> None:
    ours = account(late.db)
    first = post(10, ADA, 10)
    save(late.db, ours, first)
    older, case_id = case_of(late.db, 10), late.capture(20)
    assert case_id != older
    if begun:
        late.desk.drafts.save(case_id, "Dear Ada", "140")
    save(late.db, ours, post(20, ADA, 20, reply_to=first))
    assert case_of(late.db, 20) == (case_id if begun else older)
    assert late.keys() == {key(ours, 10, ADA, older or 0)}
    save(late.db, ours, post(40, ADA, 40, reply_to=first))
    assert case_of(late.db, 40) == older


@pytest.mark.parametrize("known", [True, False])
def test_a_handle_that_was_another_then_is_put_right(
    late: Late,
    known: bool,  # noqa: FBT001 - a case
) -> None:
    """The link still holds an old handle of Ada's, or a person mistyped it."""
    ours = account(late.db)
    if known:
        save(late.db, ours, post(10, ADA, 10))
    case_id = late.capture(20, handle="ada_before")
    save(late.db, ours, post(20, ADA, 20))
    assert late.people() == [("Ada Fern", "2")]
    assert (late.post(20).author_id, late.post(20).author_handle) == ("2", "ada_fern")
    assert late.row(case_id).name == "Ada Fern"


def test_a_wrong_handle_does_not_give_away_anothers_posts(late: Late) -> None:
    other, case_id = late.capture(19, handle="adam"), late.capture(20, handle="adam")
    ours = account(late.db)
    save(late.db, ours, post(20, ADA, 20))
    assert set(late.people()) == {("adam", "handle:adam"), ("Ada Fern", "2")}
    assert late.row(other).name == "adam"
    assert late.row(case_id).name == "Ada Fern"


def test_a_post_that_was_put_into_anothers_case_leaves_its_conversation_free(late: Late) -> None:
    ours = account(late.db)
    save(late.db, ours, post(10, BEN, 10))
    bens = CaseId(case_of(late.db, 10) or 0)
    late.capture(20, handle="ben", case_id=bens)
    save(late.db, ours, post(20, ADA, 20, conversation="5"))
    assert case_of(late.db, 20) == bens, "where a person put it"
    save(late.db, ours, post(30, ADA, 30, conversation="5"))
    assert case_of(late.db, 30) != bens
    assert late.post(20).author_name == "Ada Fern"


def test_a_captured_post_that_is_ours_or_repeats_another_is_only_noted(late: Late) -> None:
    first, second = late.capture(20), late.capture(21, "another")
    ours = account(late.db)
    save(late.db, ours, post(20, OWN, 20), post(21, ADA, 21, repost=True), timeline=Timeline.OWN)
    assert late.row(first).account_id == late.row(second).account_id is None
    assert late.db.value("SELECT count(*) FROM account_posts") == 2


def test_undo_of_what_the_network_brought_since_is_refused(late: Late) -> None:
    late.capture(20)
    save(late.db, account(late.db), replace(post(20, ADA, 20), lang=""))
    before = given.everything(late.db)
    with pytest.raises(InputError, match="changed after it"):
        late.desk.acts.undo()
    assert given.everything(late.db) == before


@pytest.mark.parametrize("table", ["posts", "handles", "cases", "case_conversations"])
def test_a_page_that_breaks_off_leaves_the_capture_as_it_was(late: Late, table: str) -> None:
    late.capture(20)
    ours = account(late.db)
    before = given.everything(late.db)
    for act in ("INSERT", "UPDATE"):
        late.db.execute(
            f"CREATE TEMP TRIGGER full_{act} AFTER {act} ON {table}"
            " BEGIN SELECT RAISE(FAIL, 'full'); END"
        )
    with pytest.raises(StoreError):
        save(late.db, ours, post(20, ADA, 20, conversation="5"))
    for act in ("INSERT", "UPDATE"):
        late.db.execute(f"DROP TRIGGER full_{act}")
    assert given.everything(late.db) == before


def test_a_merged_contact_keeps_the_name_that_a_person_gave(db: Database) -> None:
    def contact(name: str, user: RemoteUser | None) -> ContactId:
        made = contacts.add(db, name, 0)
        if user is not None:
            contacts.add_handle(db, "memory", user, made, 0)
        return made

    with db.writing():
        given_by_person = contact("Aunt Ada", ADA)
        given_by_network = contact("Ben Moss", BEN)
        contacts.merge(db, given_by_network, given_by_person)
        nameless = contact("", RemoteUser(RemoteId("5"), "", ""))
        contacts.merge(db, given_by_person, nameless)
    assert contacts.get(db, nameless).name == "Aunt Ada"
    assert {each.remote_id for each in contacts.get(db, nameless).handles} == {"2", "3", "5"}
