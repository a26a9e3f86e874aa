"""The data folder is its owner's alone: what is open is mended, what cannot be is told."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from console import settings
from console.errors import StoreReadOnly
from console.settings import Settings
from console.store import file_modes, location
from console.store.database import Database
from console.store.file_modes import Trouble, mend, modes

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def every(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): mode(path) for path in sorted(folder.rglob("*"))}


@pytest.mark.usefixtures("no_umask")
def test_what_is_made_without_a_umask_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    db = Database.open(location.prepare(folder))
    settings.save(folder, Settings())
    with db.writing():
        db.execute("CREATE TABLE t (a)")
    made = every(folder)
    db.close()
    assert mode(folder) == 0o700
    assert {"canary-desk.db", "canary-desk.db-wal", "canary-desk.db-shm", "settings.json"} <= set(
        made
    )
    assert set(made.values()) == {0o600}
    assert modes(folder) == ()


def test_open_files_are_mended_at_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    (folder / "backups").mkdir(parents=True)
    wide = ("canary-desk.db-wal", "settings.json", "backups/canary-desk-1.db", "canary-desk.lock")
    for name in wide:
        (folder / name).write_bytes(b"")
        (folder / name).chmod(0o666)
    (folder / "backups").chmod(0o777)
    folder.chmod(0o755)
    assert {each.trouble for each in modes(folder)} == {Trouble.OPEN}
    assert len(modes(folder)) == len(wide) + 2
    location.prepare(folder)
    assert modes(folder) == ()
    assert [mode(folder / name) for name in wide] == [0o600] * len(wide)
    assert mode(folder / "backups") == mode(folder) == 0o700


def test_what_is_not_ours_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    folder.chmod(0o755)
    letter = folder / "letter.txt"
    letter.write_text("mine")
    letter.chmod(0o644)
    location.prepare(folder)
    assert mode(letter) == 0o644
    assert mode(folder) == 0o755
    assert modes(folder) == ()


def test_a_folder_of_other_things_that_others_may_write_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    folder.chmod(0o777)
    (found,) = mend(folder)
    assert (found.path, found.trouble, found.mode) == (folder, Trouble.OPEN_PARENT, 0o777)
    assert mode(folder) == 0o777, "its mode is the person's own"
    assert str(folder) in found.words
    assert "0777" in found.words


def test_a_parent_that_all_may_write_is_told_but_one_with_the_sticky_bit_is_not(
    tmp_path: Path,
) -> None:
    parent = tmp_path / "parent"
    folder = parent / "desk"
    location.prepare(folder)
    parent.chmod(0o777)
    assert [(each.path, each.trouble) for each in modes(folder)] == [(parent, Trouble.OPEN_PARENT)]
    parent.chmod(0o1777)
    assert modes(folder) == ()


def test_a_link_is_told_and_what_it_leads_to_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    location.prepare(folder)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("dear")
    elsewhere.chmod(0o644)
    (folder / "settings.json").symlink_to(elsewhere)
    assert [each.trouble for each in mend(folder)] == [Trouble.LINK]
    assert mode(elsewhere) == 0o644


def test_a_link_laid_for_the_preferences_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("dear")
    (tmp_path / "settings.new").symlink_to(victim)
    settings.save(tmp_path, Settings(agent_name="Mika"))
    assert victim.read_text() == "dear"
    assert settings.load(tmp_path).agent_name == "Mika"


def test_files_of_another_user_are_told_and_their_link_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "desk"
    path = location.prepare(folder)
    path.symlink_to(tmp_path / "theirs")
    settings.save(folder, Settings())
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    troubles = {each.path.name: each.trouble for each in modes(folder)}
    assert troubles == {
        "desk": Trouble.FOREIGN,
        "settings.json": Trouble.FOREIGN,
        "canary-desk.db": Trouble.LINK,
    }
    with pytest.raises(StoreReadOnly, match="another user put there"):
        location.prepare(folder)


def test_a_folder_that_is_not_there_has_no_faults(tmp_path: Path) -> None:
    assert modes(tmp_path / "nowhere") == ()


def test_a_circle_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert [each.trouble for each in modes(tmp_path / "a")] == [Trouble.UNSEEN]


def test_many_files_are_looked_at_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_modes, "MOST", 3)
    for number in range(5):
        (tmp_path / f"canary-desk-{number}").write_bytes(b"")
        (tmp_path / f"canary-desk-{number}").chmod(0o644)
    tmp_path.chmod(0o700)
    assert len(modes(tmp_path)) == 3


def test_whatever_a_command_or_the_window_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    written = tmp_path / "export.csv"
    code = (
        "import os, sys\nfrom ui import start\nos.umask(0)\n"
        "try:\n    start.main(['--version'])\nexcept SystemExit:\n    pass\n"
        "open(sys.argv[1], 'w').close()\n"
    )
    subprocess.run([sys.executable, "-c", code, str(written)], check=True, capture_output=True)
    assert mode(written) == 0o600
