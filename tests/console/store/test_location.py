from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from console.errors import StoreOnNetworkShare, StoreReadOnly
from console.store import location
from console.store.location import (
    FolderLock,
    occupant,
    occupy,
    prepare,
    type_in_mac_mounts,
    type_in_mountinfo,
)

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")

MOUNTINFO = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
40 22 0:40 / /home rw shared:5 master:2 - nfs4 server:/home rw
41 40 8:2 / /home/anna/local rw - xfs /dev/sdb1 rw
42 22 0:42 / /mnt/with\040space\011and\134slash\043 rw - cifs //server/share rw
43 22 0:43 / /srv rw - ext4 /dev/sdc rw
44 43 0:44 / /srv rw - fuse.sshfs me@host: rw
45 22 0:45 / /homes rw - ext4 /dev/sdd rw
a line that makes no sense
"""

MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//anna@server/Share on /Volumes/Our Share (smbfs, nodev, nosuid, mounted by anna)
server:/export on /Volumes/Our Share/nfs (nfs)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/var/lib", "ext4"),
        ("/home", "nfs4"),
        ("/home/anna", "nfs4"),
        ("/home/anna/local", "xfs"),
        ("/home/anna/local/deep/er", "xfs"),
        ("/home/anna/localish", "nfs4"),
        ("/homes/anna", "ext4"),
        ("/mnt/with space\tand\\slash#/x", "cifs"),
        ("/srv/data", "fuse.sshfs"),
    ],
)
def test_the_deepest_and_newest_mount_says_the_type(folder: str, kind: str) -> None:
    assert type_in_mountinfo(Path(folder), MOUNTINFO) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/anna", "apfs"),
        ("/Volumes/Our Share/desk", "smbfs"),
        ("/Volumes/Our Share", "smbfs"),
        ("/Volumes/Our Share/nfs/x", "nfs"),
        ("/Volumes/Our", "apfs"),
    ],
)
def test_the_listing_of_macos_is_read_too(folder: str, kind: str) -> None:
    assert type_in_mac_mounts(Path(folder), MAC) == kind


def test_a_listing_of_nothing_says_nothing() -> None:
    assert type_in_mountinfo(Path("/x"), "") == type_in_mac_mounts(Path("/x"), "") == ""


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "fuse.sshfs", "smbfs", "afpfs"])
def test_a_network_share_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(location, "filesystem_type", lambda folder: kind)
    with pytest.raises(StoreOnNetworkShare, match=kind):
        prepare(tmp_path / "desk")
    assert not (tmp_path / "desk" / location.FILE_NAME).exists()


def test_this_machines_own_disk_has_a_type() -> None:
    assert location.filesystem_type(Path("/")) != ""


@POSIX
def test_a_new_folder_is_the_owners_alone(tmp_path: Path) -> None:
    path = prepare(tmp_path / "a" / "desk")
    assert path.parent == tmp_path / "a" / "desk"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@POSIX
@pytest.mark.parametrize("names", [(), ("canary-desk.db", "canary-desk.db-wal", "settings.json")])
def test_an_empty_or_own_folder_is_closed_to_others(tmp_path: Path, names: tuple[str, ...]) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    folder.chmod(0o755)
    for name in names:
        (folder / name).touch()
    prepare(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@POSIX
def test_a_folder_of_other_things_keeps_its_mode_also_the_second_time(tmp_path: Path) -> None:
    folder = tmp_path / "team"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "letters").mkdir()
    for _ in range(2):
        prepare(folder).touch()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_a_file_in_the_place_of_the_folder_is_said_to_be_unusable(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("a file")
    for folder in (tmp_path / "desk", tmp_path / "desk" / "deeper"):
        with pytest.raises(StoreReadOnly):
            prepare(folder)


def taken(folder: Path) -> FolderLock:
    lock = occupy(folder)
    assert lock is not None
    assert lock.holds()
    return lock


def test_one_window_at_a_time_has_a_folder(tmp_path: Path) -> None:
    first = taken(tmp_path / "desk")
    assert occupy(tmp_path / "desk") is None
    assert occupant(tmp_path / "desk") == os.getpid()
    other = taken(tmp_path / "another")
    first.release()
    assert not first.holds()
    taken(tmp_path / "desk").release()
    other.release()


@pytest.mark.parametrize("contents", [b"", b"\x00" * 90, b"1\npython3\nhost\n", b"x" * 10_000])
def test_a_lock_file_that_was_left_behind_keeps_nobody_out(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / location.LOCK_NAME).write_bytes(contents)
    taken(tmp_path).release()


@pytest.mark.parametrize("contents", [b"", b"x", b"\xff", b"-5\n", b"9" * 10_000])
def test_an_occupant_is_not_made_up(tmp_path: Path, contents: bytes) -> None:
    assert occupant(tmp_path) is None
    (tmp_path / location.LOCK_NAME).write_bytes(contents)
    assert occupant(tmp_path) is None


def test_a_folder_that_was_replaced_is_not_held_any_more(tmp_path: Path) -> None:
    lock = taken(tmp_path / "desk")
    (tmp_path / "desk").rename(tmp_path / "moved")
    assert not lock.holds()
    successor = taken(tmp_path / "desk")
    assert not lock.holds()
    successor.release()
    lock.release()


@pytest.mark.parametrize("trouble", ["file", "share"])
def test_a_folder_that_cannot_be_used_is_not_locked_and_not_taken_for_occupied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    folder = tmp_path / "desk"
    if trouble == "file":
        folder.write_text("in the way")
    else:
        monkeypatch.setattr(location, "filesystem_type", lambda folder: "nfs4")
    lock = occupy(folder)
    assert lock is not None
    assert not lock.holds()
    assert not (folder / location.LOCK_NAME).exists()


@POSIX
def test_a_link_in_the_locks_place_is_not_written_through(tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear Ada")
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / location.LOCK_NAME).symlink_to(letter)
    lock = occupy(tmp_path / "desk")
    assert lock is not None
    assert not lock.holds()
    assert letter.read_text() == "Dear Ada"
