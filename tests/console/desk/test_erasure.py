"""Forgetting a contact: nothing is left of them, all of the others, and nothing comes back."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.cases import CaseRow
from console.domain.erasure import CopyState, ErasureState, told
from console.domain.ids import ContactId
from console.domain.limits import LIMITS_140
from console.domain.progress import Follower
from console.errors import InputError, NotFound
from console.store import backup, backup_files, erasure_tables, erasure_traces, standing
from console.store.database import Database
from console.text.split import split
from tests.console import given, traces
from tests.console.given import Bench

RARE = "Zwetschgenkuchen ist verdorrbenxq"
POSTS = (
    ("quillfeather", f"@shop my {RARE} never came"),
    ("ben", "@shop charged twice, as @quillfeather was"),
    ("quillfeather", "@shop and the wobblegasket is broken as well"),
    ("grace_h", "@shop thank you"),
)
NUMBER = "+442079460018"
WORDS = (
    "Zwetschgenkuchen",
    "verdorrbenxq",
    "dorrbenxq",
    "wobblegasket",
    "blegasket",
    "quillfeather",
    "Brontesaurina",
    "2079460018",
    "snorklewimple",
    "flimmerjonas",
    "crumbledraft",
    "tweedlebasis",
    "gribblepromise",
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = given.bench(tmp_path, posts=POSTS)
    made.context.region = "GB"
    made.context.agent()
    yield made
    made.desk.close()


def contact(bench: Bench, name: str = "quillfeather") -> ContactId:
    return case(bench, name).contact_id


def case(bench: Bench, name: str = "quillfeather") -> CaseRow:
    return next(row for row in bench.desk.cases.rows() if row.name == name)


def data(bench: Bench) -> Path:
    return erasure_traces.path_of(bench.db).parent


def lived_with(bench: Bench) -> ContactId:
    """Work with a contact in every way that leaves words of theirs somewhere."""
    desk, theirs = bench.desk, case(bench)
    contact_id = theirs.contact_id
    desk.calls.add(
        NewCall(
            "the snorklewimple is lost",
            bench.clock() - timedelta(hours=2),
            number="020 7946 0018",
        ),
        theirs.id,
    )
    call_id = desk.calls.list(contact_id=contact_id)[0].note.id
    desk.calls.edit(
        call_id,
        NewCall(
            "the flimmerjonas is lost", bench.clock() - timedelta(hours=2), number="020 7946 0018"
        ),
    )
    desk.contacts.rename(contact_id, "Brontesaurina Plimsoll")
    desk.acts.undo()
    desk.acts.redo()
    desk.contacts.set_notes(contact_id, "likes tweedlebasis")
    desk.drafts.save(theirs.id, "Sorry, crumbledraft", "140")
    desk.triage.promise(theirs.id, "gribblepromise", bench.clock() + timedelta(days=1))
    return contact_id


def test_the_search_for_traces_finds_what_is_planted(tmp_path: Path) -> None:
    forms = {
        "plain": b"a Snorklewimple b",
        "wide": "a snorklewimple b".encode("utf-16-le"),
        "coded": base64.b64encode(b"some words, snorklewimple, more words"),
        "other": b"nothing of it",
    }
    for name, held in forms.items():
        (tmp_path / name).write_bytes(held)
    found = traces.found_in(tmp_path, ["snorklewimple"])
    assert {file for _, file in found} == {"plain", "wide", "coded"}


def test_nothing_of_a_forgotten_contact_is_in_any_file(bench: Bench) -> None:
    contact_id = lived_with(bench)
    made = bench.desk.backups.make()
    window = Database.open(data(bench) / "canary-desk.db")
    window.rows("SELECT * FROM messages")
    before = {word for word, _ in traces.found_in(data(bench), WORDS)}
    assert before >= {"Zwetschgenkuchen", "quillfeather", "crumbledraft", "flimmerjonas"}
    receipt = bench.desk.erasure.forget(contact_id)
    assert traces.found_in(data(bench), WORDS) == set()
    assert receipt.is_done, told(receipt)
    assert [each.state for each in receipt.copies] == [CopyState.REWRITTEN]
    assert receipt.counts["posts"] == 2
    assert backup_files.find(data(bench), made.path.name).is_sound
    window.close()
    given.index_is_whole(bench.db)
    assert [row.name for row in bench.desk.cases.rows()] == ["grace_h", "ben"]
    assert bench.db.rows("PRAGMA foreign_key_check") == []
    assert bench.db.value("PRAGMA integrity_check") == "ok"


def test_others_keep_all_but_the_handle_in_their_words(bench: Bench) -> None:
    contact_id = lived_with(bench)
    bens = case(bench, "ben")
    bench.desk.triage.tag((bens.id,), ("vip",), ())
    bench.desk.erasure.forget(contact_id)
    (message,) = bench.desk.cases.view(bens.id).messages
    assert message.text == "@shop charged twice, as @[forgotten] was"
    assert [hit.name for hit in bench.desk.cases.rows()] == ["grace_h", "ben"]
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act.startswith("Tag")


def test_what_they_wrote_before_never_comes_back_and_what_comes_after_does(bench: Bench) -> None:
    contact_id = lived_with(bench)
    bench.desk.erasure.forget(contact_id)
    bench.db.execute("DELETE FROM cursors")
    bench.desk.accounts.sync(bench.account)
    assert [row.name for row in bench.desk.cases.rows()] == ["grace_h", "ben"]
    bench.clock.forward(hours=1)
    bench.world.add_post(bench.user("quillfeather"), "@shop hello again", at=bench.clock())
    bench.desk.accounts.sync(bench.account)
    assert case(bench).contact_id != contact_id
    assert [one.text for one in bench.desk.cases.view(case(bench).id).messages] == [
        "@shop hello again"
    ]


def test_a_captured_post_and_a_call_from_before_are_refused(bench: Bench) -> None:
    bench.desk.erasure.forget(lived_with(bench))
    old = bench.clock() - timedelta(hours=3)
    with pytest.raises(InputError, match="forgotten"):
        bench.desk.posts.capture(NewCapture("again", "quillfeather", at=old, network="memory"))
    with pytest.raises(InputError, match="forgotten"):
        bench.desk.calls.add(NewCall("again", old, number=NUMBER))
    bench.clock.forward(hours=1)
    bench.desk.calls.add(NewCall("anew", bench.clock(), number=NUMBER))


def test_a_backup_from_before_brings_nobody_back(bench: Bench) -> None:
    contact_id = lived_with(bench)
    made = bench.desk.backups.make()
    elsewhere = data(bench).parent / "canary-desk-elsewhere.db"
    elsewhere.write_bytes(made.path.read_bytes())
    bench.desk.erasure.forget(contact_id)
    from console.store import backup_restoring

    staged = backup_restoring.stage(data(bench), backup_files.of_path(elsewhere), bench.clock())
    elsewhere.unlink()
    assert traces.found_in(data(bench), WORDS) == set()
    restored = Database.open(staged.path)
    names = [row["name"] for row in restored.rows("SELECT name FROM contacts ORDER BY id")]
    restored.close()
    assert names == ["ben", "grace_h"]


def test_it_goes_on_where_it_was_interrupted(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    contact_id = lived_with(bench)
    bench.desk.backups.make()

    class Killed(BaseException):
        pass

    def die(*_given: object) -> None:
        raise Killed

    def forget() -> object:
        return bench.desk.erasure.forget(contact_id)

    for step in ("clean_index", "write_anew", "cut_log"):
        with monkeypatch.context() as patch:
            patch.setattr(erasure_traces, step, die)
            verb = bench.desk.erasure.go_on if bench.desk.erasure.is_underway() else forget
            with pytest.raises(Killed):
                verb()
        assert bench.desk.erasure.is_underway()
        assert bench.desk.erasure.receipts()[0].state is ErasureState.ERASED
    with monkeypatch.context() as patch:
        patch.setattr(backup, "rewrite", die)
        with pytest.raises(Killed):
            bench.desk.erasure.go_on()
    assert bench.desk.erasure.receipts()[0].state is ErasureState.CLEANED
    assert traces.found_in(data(bench) / "backups", WORDS)
    (receipt,) = bench.desk.erasure.go_on()
    assert receipt.is_done
    assert traces.found_in(data(bench), WORDS) == set()
    assert not bench.desk.erasure.is_underway()


def test_a_reader_that_holds_the_log_is_named_and_it_is_done_later(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_id = lived_with(bench)
    reader = Database.open(data(bench) / "canary-desk.db")
    monkeypatch.setattr(erasure_traces, "CHECKPOINT_S", 0.1)
    with reader.reading():
        reader.rows("SELECT * FROM messages")
        receipt = bench.desk.erasure.forget(contact_id)
    assert receipt.state is ErasureState.ERASED
    assert "reads the data file" in receipt.problem
    assert not receipt.is_done
    (receipt,) = bench.desk.erasure.go_on()
    assert receipt.is_done
    reader.close()
    assert traces.found_in(data(bench), WORDS) == set()


def test_a_damaged_copy_is_named_and_can_be_deleted(bench: Bench) -> None:
    aside = data(bench) / "canary-desk-damaged.db"
    aside.write_bytes(b"SQLite format 3\0" + b"quillfeather" * 200)
    receipt = bench.desk.erasure.forget(contact(bench))
    assert [(each.name, each.state) for each in receipt.copies] == [
        ("canary-desk-damaged.db", CopyState.FAILED)
    ]
    assert not receipt.is_done
    bench.desk.erasure.delete_copy("canary-desk-damaged.db")
    assert not aside.exists()
    assert bench.desk.erasure.receipt(receipt.code).is_done
    with pytest.raises(InputError):
        bench.desk.erasure.delete_copy("canary-desk.db")


def test_an_answer_that_is_being_sent_bars_it(bench: Bench) -> None:
    queue(bench)
    with bench.db.writing():
        bench.db.execute("UPDATE reply_parts SET state = 'sending'")
    before = given.everything(bench.db)
    with pytest.raises(InputError, match="being sent"):
        bench.desk.erasure.forget(contact(bench))
    assert given.everything(bench.db) == before
    assert bench.desk.erasure.preview(contact(bench)).bars


def test_an_answer_that_only_waits_is_never_sent(bench: Bench) -> None:
    queue(bench)
    preview = bench.desk.erasure.preview(contact(bench))
    assert (preview.stops, preview.bars) == (1, ())
    bench.desk.erasure.forget(contact(bench))
    bench.clock.forward(hours=1)
    bench.desk.replies.publish(bench.account)
    assert bench.texts() == []


def test_a_preview_changes_nothing_and_says_what_goes(bench: Bench) -> None:
    contact_id = lived_with(bench)
    before = given.everything(bench.db)
    preview = bench.desk.erasure.preview(contact_id)
    assert given.everything(bench.db) == before
    counts = bench.desk.erasure.forget(contact_id).counts
    assert preview.counts.items() <= counts.items()
    assert preview.acts == counts["acts of the undo journal"] > 0
    with pytest.raises(NotFound):
        bench.desk.erasure.preview(contact_id)


def test_one_that_is_stopped_before_it_began_changes_nothing(bench: Bench) -> None:
    from console.errors import Cancelled

    before = given.everything(bench.db)
    with pytest.raises(Cancelled):
        bench.desk.erasure.forget(contact(bench), Follower(stopping=lambda: True))
    assert given.everything(bench.db) == before


def test_a_merged_contact_is_forgotten_with_both_lives(bench: Bench) -> None:
    contact_id = lived_with(bench)
    into = contact(bench, "grace_h")
    bench.desk.contacts.merge(contact_id, into, "tweedlebasis")
    bench.desk.erasure.forget(into)
    assert traces.found_in(data(bench), (*WORDS, "grace_h")) == set()


def test_a_number_that_another_has_as_well_stays_with_that_one(bench: Bench) -> None:
    contact_id = lived_with(bench)
    bench.desk.contacts.link_number(contact(bench, "ben"), NUMBER, "told us")
    preview = bench.desk.erasure.preview(contact_id)
    assert (preview.numbers, preview.shared_numbers) == ((), (NUMBER,))
    bench.desk.erasure.forget(contact_id)
    card = bench.desk.contacts.get(contact(bench, "ben"))
    assert [each.number for each in card.contact.phones] == [NUMBER]


def test_every_table_is_decided_about(bench: Bench) -> None:
    tables = bench.db.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    virtual = ("messages_fts", "contacts_fts", "contact_digits")
    names = {row["name"] for row in tables}
    names -= {name for name in names for root in virtual if name.startswith(f"{root}_")}
    assert names - set(erasure_tables.DECISIONS) == set()
    assert set(erasure_tables.DECISIONS) - names == set()


def test_what_follows_for_the_others_is_found_the_same_again(bench: Bench) -> None:
    bench.desk.erasure.forget(lived_with(bench))
    before = given.everything(bench.db)
    with bench.db.writing():
        ids = [row.id for row in bench.desk.cases.rows()]
        standing.recount(bench.db, ids)
        standing.refresh(bench.db, ids)
    assert given.everything(bench.db) == before


def queue(bench: Bench) -> None:
    text = "We look into it."
    bench.desk.replies.queue(case(bench).id, text, split(text, LIMITS_140), LIMITS_140)
