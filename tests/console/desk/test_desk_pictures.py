from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.ids import MessageId
from console.domain.pictures import PictureKey
from console.errors import NotFound, Offline, PictureRefused
from console.store.database import Database
from tests.console.given import database, save
from tests.console.shelf import URL, NoKeys, Shelf, media, open_shelf, remote_post
from tests.x_server import World, XServer

LID, BOX = b"\x89PNG lid", b"\x89PNG box"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = open_shelf(tmp_path)
    opened.world.add_picture(URL.format("lid"), LID)
    opened.world.add_picture(URL.format("box"), BOX)
    yield opened
    opened.desk.close()


def test_nothing_is_asked_for_before_a_person_asks(shelf: Shelf) -> None:
    assert shelf.desk.pictures.cached(shelf.view().row.id) == ()
    assert shelf.desk.pictures.kept(shelf.key, 0) is None
    assert shelf.network.asked == []


def test_a_picture_is_loaded_once_and_kept_without_keys_or_account(shelf: Shelf) -> None:
    assert shelf.desk.pictures.load(shelf.key, 0) == LID
    assert shelf.desk.pictures.load(shelf.key, 0) == LID
    assert shelf.network.asked == [URL.format("lid")]
    assert shelf.desk.pictures.kept(shelf.key, 0) == LID


def test_a_kept_picture_is_there_after_a_restart_without_a_network(
    shelf: Shelf, tmp_path: Path
) -> None:
    key = shelf.key
    shelf.desk.pictures.load(key, 1)
    shelf.desk.close()
    again = Desk(Context(database(tmp_path), {}, NoKeys(), "Anna"))
    assert again.pictures.load(key, 1) == BOX
    again.close()


def test_the_pictures_of_a_case_are_listed_those_of_the_newest_post_first(shelf: Shelf) -> None:
    save(shelf.db, shelf.desk.accounts.every()[0], remote_post(2, media("lid")))
    case_id, newer = shelf.view().row.id, shelf.view().messages[-1].id
    for key in ((shelf.key, 1), (newer, 0), (shelf.key, 0)):
        shelf.desk.pictures.load(*key)
    assert shelf.desk.pictures.cached(case_id) == (
        PictureKey(newer, 0),
        PictureKey(shelf.key, 0),
        PictureKey(shelf.key, 1),
    )


def test_what_a_failure_leaves_is_nothing_and_the_next_try_may_succeed(shelf: Shelf) -> None:
    shelf.network.pictures.fail_next("read_picture", Offline("no network"))
    with pytest.raises(Offline):
        shelf.desk.pictures.load(shelf.key, 0)
    assert shelf.desk.pictures.kept(shelf.key, 0) is None
    assert shelf.desk.pictures.load(shelf.key, 0) == LID


def test_a_picture_without_an_address_is_refused(shelf: Shelf) -> None:
    with pytest.raises(PictureRefused, match="no address"):
        shelf.desk.pictures.load(shelf.key, 2)
    assert shelf.network.asked == []


@pytest.mark.parametrize("position", [-1, 3, 2**40])
def test_a_picture_that_the_post_does_not_have_is_not_found(shelf: Shelf, position: int) -> None:
    with pytest.raises(NotFound):
        shelf.desk.pictures.load(shelf.key, position)


def test_a_forgotten_picture_is_loaded_anew(shelf: Shelf) -> None:
    shelf.desk.pictures.load(shelf.key, 0)
    shelf.desk.pictures.forget(shelf.key, 0)
    shelf.desk.pictures.forget(shelf.key, 0)
    assert shelf.desk.pictures.kept(shelf.key, 0) is None
    shelf.desk.pictures.load(shelf.key, 0)
    assert len(shelf.network.asked) == 2


def delete_post(db: Database, message_id: MessageId) -> None:
    with db.writing():
        db.execute("UPDATE cases SET last_message_id = NULL")
        for table in ("account_posts", "posts"):
            db.execute(f"DELETE FROM {table} WHERE message_id = ?", (message_id,))
        db.execute("DELETE FROM messages WHERE id = ?", (message_id,))


def test_a_picture_goes_with_its_post(shelf: Shelf) -> None:
    shelf.desk.pictures.load(shelf.key, 0)
    delete_post(shelf.db, shelf.key)
    assert shelf.db.value("SELECT count(*) FROM pictures") == 0


def test_the_picture_of_a_post_that_went_away_meanwhile_is_not_kept(
    shelf: Shelf, tmp_path: Path
) -> None:
    other, key = database(tmp_path), shelf.key
    shelf.network.during = lambda: delete_post(other, key)  # no lock is held meanwhile
    assert shelf.desk.pictures.load(key, 0) == LID
    assert shelf.db.value("SELECT count(*) FROM pictures") == 0
    other.close()


def test_a_picture_of_x_is_loaded_and_then_there_without_x(tmp_path: Path) -> None:
    world = World("shop")
    with XServer(world) as x:
        _ = world.own
        photo = x.pictures.add("lid.png", LID, width=640, height=480)
        world.add_post("ada", "@shop look at this", media=(photo,))
        desk = Desk(Context(database(tmp_path), {"x": XNetwork(x.url)}, Credentials(), "Anna"))
        desk.accounts.sync(desk.sign_ins.with_keys(x.credentials, this_run_only=True).account)
        (row,) = desk.cases.rows()
        (post,) = desk.cases.view(row.id).messages
        assert x.pictures.requests == []
        desk.close()
        # Another desk, that nobody has given the keys to.
        desk = Desk(Context(database(tmp_path), {"x": XNetwork(x.url)}, NoKeys(), "Anna"))
        assert desk.pictures.load(post.id, 0) == LID
        assert ["authorization" in one.headers for one in x.pictures.requests] == [False]
    assert desk.pictures.load(post.id, 0) == LID
    desk.close()
