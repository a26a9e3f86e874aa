"""Archives that were made to harm, and files that were damaged: refused, or read with a report."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.domain.imports import ImportState, Options, Report
from console.domain.progress import Follower
from console.errors import InputError
from console.exchange import import_json
from tests.console import given
from tests.console.exchange import archives as made
from tests.console.exchange.archives import Ground

TWEETS = made.script("tweets", made.answers(3))


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    found = made.ground(tmp_path / "data")
    yield found
    given.index_is_whole(found.db)
    assert found.db.value("PRAGMA integrity_check") == "ok"
    found.desk.close()


def take(ground: Ground, path: Path) -> Report:
    return ground.desk.imports.take_in(path, Options(direct_messages=True, deleted=True))


def told(report: Report) -> dict[str, int]:
    return {each.reason: each.count for each in report.tally.left_out}


def alone(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "tweets.js"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "name", ["../../data/tweets.js", "/data/tweets.js", "C:\\data\\tweets.js", "data/../tweets.js"]
)
def test_a_name_that_leads_out_is_left_out_and_no_file_is_made(
    ground: Ground, tmp_path: Path, name: str
) -> None:
    path = made.archive(tmp_path / "a.zip", {name: TWEETS, "data/tweets-part1.js": TWEETS})
    before = sorted(tmp_path.rglob("*"))
    report = take(ground, path)
    assert report.tally.new == 3
    assert report.tally.left_out == () or "names that lead out of the archive" in told(report)
    assert [each for each in sorted(tmp_path.rglob("*")) if "canary-desk" not in each.name] == [
        each for each in before if "canary-desk" not in each.name
    ]


def test_a_bomb_is_left_out(ground: Ground, tmp_path: Path) -> None:
    bomb = "window.YTD.tweets.part1 = [" + " " * (40 << 20) + "]"
    path = made.archive(
        tmp_path / "a.zip", {"data/tweets.js": TWEETS, "data/tweets-part1.js": bomb}
    )
    report = take(ground, path)
    assert report.tally.new == 3
    assert told(report) == {"packed so tightly that they would fill the memory": 1}


def test_a_link_an_encrypted_and_a_second_member_are_left_out(
    ground: Ground, tmp_path: Path
) -> None:
    path = made.archive(tmp_path / "a.zip", {"data/tweets.js": TWEETS})
    with zipfile.ZipFile(path, "a") as opened:
        link = zipfile.ZipInfo("data/tweets-part1.js")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, "/etc/passwd")
        with pytest.warns(UserWarning, match="Duplicate"):
            opened.writestr("data/tweets.js", made.script("tweets", [made.tweet(5, "other")]))
    raw = path.read_bytes()
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"data/tweets.js"))
    path.write_bytes(raw[: at + 8] + b"\x01" + raw[at + 9 :])
    assert told(take(ground, path)) == {
        "links to other files": 1,
        "encrypted with a password": 1,
    }


def test_a_link_in_a_folder_is_not_followed(ground: Ground, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "account.js").write_text(made.ACCOUNT)
    (folder / "tweets.js").write_text(TWEETS)
    elsewhere = tmp_path / "elsewhere.js"
    elsewhere.write_text(TWEETS)
    (folder / "tweets-part1.js").symlink_to(elsewhere)
    report = take(ground, folder)
    assert told(report) == {"links to other files": 1}
    assert report.tally.new == 3


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off_brings_what_is_there(
    ground: Ground, tmp_path: Path, keep: float
) -> None:
    whole = made.script("tweets", made.answers(50))
    report = take(ground, alone(tmp_path, whole[: int(len(whole) * keep)]))
    assert report.state is ImportState.DONE
    assert report.tally.new == pytest.approx(50 * keep, abs=1.5)
    assert told(report) == {"the file ends in the middle": 1}


def test_an_archive_damaged_in_the_middle_brings_what_can_be_read(
    ground: Ground, tmp_path: Path
) -> None:
    path = made.archive(
        tmp_path / "a.zip", {"data/tweets.js": made.script("tweets", made.answers(900))}
    )
    raw = bytearray(path.read_bytes())
    middle = len(raw) // 2
    raw[middle : middle + 64] = bytes(64)
    path.write_bytes(bytes(raw))
    report = take(ground, path)
    assert report.tally.omitted >= 1
    assert report.state is ImportState.DONE


def test_a_zip_without_its_end_is_refused(ground: Ground, tmp_path: Path) -> None:
    path = made.archive(tmp_path / "a.zip", {"data/tweets.js": TWEETS})
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError, match="damaged zip"):
        take(ground, path)
    assert not ground.db.rows("SELECT 1 FROM imports")


@pytest.mark.parametrize(
    "bad",
    [
        "[" * 200_000,
        '{"tweet": ' * 990,  # so many in a row are gone on behind
        '{"tweet": {"id_str": "7", "n": ' + "9" * 5_000 + "}}",
        '{"tweet": {"id_str": "7" "full_text": 1}}',
        '{"tweet": nonsense}',
        '{"tweet": {"full_text": "never ends}}',
    ],
    ids=["arrays", "objects", "number", "comma", "word", "quote"],
)
def test_what_is_no_json_is_left_out_and_the_rest_is_read(
    ground: Ground, tmp_path: Path, bad: str
) -> None:
    good = [json.dumps(each) for each in made.answers(2)]
    report = take(
        ground, alone(tmp_path, f"window.YTD.tweets.part0 = [{good[0]}, {bad}, {good[1]}]")
    )
    assert report.tally.omitted >= 1
    assert report.tally.new == 2


def test_odd_values_do_not_stop_it(ground: Ground, tmp_path: Path) -> None:
    odd: list[object] = [None, 1, "x", [], {}, {"tweet": None}, {"tweet": []}, float("nan")]
    for name in ("id_str", "full_text", "created_at", "entities", "extended_entities", "edit_info",
                 "in_reply_to_user_id_str", "display_text_range", "lang"):  # fmt: skip
        value: object
        for value in (None, [], {}, -1, 1e400, True, "\ud800", "9" * 30, [[]], {"media": [1]}):
            item = made.tweet(made.FIRST_ID + len(odd), "odd")
            item["tweet"][name] = value
            item["tweet"].pop("id", None)
            odd.append(item)
    report = take(ground, alone(tmp_path, made.script("tweets", odd)))
    assert report.state is ImportState.DONE
    assert report.tally.new + report.tally.known + report.tally.omitted >= len(odd) - 12


def test_bytes_that_are_no_characters_are_shown_as_such_and_told(
    ground: Ground, tmp_path: Path
) -> None:
    raw = made.script("tweets", [made.tweet(made.FIRST_ID, "caf?!")]).encode()
    report = take(ground, alone(tmp_path, raw.replace(b"caf?", b"caf\xe9")))
    assert told(report) == {"characters that are not in the file's encoding, shown as �": 1}
    assert ground.db.value("SELECT text FROM messages") == "caf\ufffd!"


def test_an_item_that_is_too_long_is_left_out(ground: Ground, tmp_path: Path) -> None:
    good = [json.dumps(each) for each in made.answers(2)]
    long = '{"tweet": {"full_text": "' + "x" * (17 << 20) + '"}}'
    report = take(ground, alone(tmp_path, f"[{good[0]}, {long}, {good[1]}]"))
    assert report.tally.new == 2
    assert "longer than 16 million characters" in told(report)


@pytest.mark.parametrize("content", [b"", b"\x00" * 500, b"hello", b"{}", b"[]", b"PK", b"[[[["])
def test_what_is_no_such_file_is_refused_in_words(
    ground: Ground, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "thing.json"
    path.write_bytes(content)
    with pytest.raises(InputError):
        take(ground, path)
    with pytest.raises(InputError):
        ground.desk.imports.look(path)


def test_a_file_that_is_not_there_is_said(ground: Ground, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        ground.desk.imports.look(tmp_path / "nowhere.zip")


def test_a_file_of_broken_items_is_given_up_and_said(ground: Ground, tmp_path: Path) -> None:
    broken = '{"tweet":[' * 400_000
    behind = made.script("tweets", made.answers(3))[:-1]
    asked = list[int]()

    def stopping() -> bool:
        asked.append(1)
        return False

    report = ground.desk.imports.take_in(
        alone(tmp_path, f"{behind}, {broken}"), Options(), Follower(stopping=stopping)
    )
    assert report.state is ImportState.DONE
    assert report.tally.new == 3
    assert told(report) == {import_json.BROKEN: 1_000, import_json.GIVEN_UP: 1}
    assert len(asked) > 900


def test_broken_items_are_no_reason_to_go_on_when_it_is_to_stop(
    ground: Ground, tmp_path: Path
) -> None:
    good = json.dumps(made.answers(4)).strip("[]").split(', {"tweet"')
    first, *others = [good[0], *(f'{{"tweet"{each}' for each in good[1:])]
    gap = ',{"tweet":[}' * 200
    path = alone(tmp_path, f"[{first}{gap},{gap.join(others)}]")
    left, stops = [50], 0
    while True:

        def stopping() -> bool:
            left[0] -= 1
            return left[0] == 0

        report = ground.desk.imports.take_in(path, Options(), Follower(stopping=stopping))
        if report.state is ImportState.DONE:
            break
        assert report.state is ImportState.STOPPED
        left[0], stops = 50, stops + 1
    assert stops >= 10
    assert report.tally.new == 4
    assert 600 <= told(report)[import_json.BROKEN] <= 600 + stops
    assert ground.db.value("SELECT count(*) FROM posts") == 4


def test_a_stop_is_heard_where_nothing_is_read_but_blanks(ground: Ground, tmp_path: Path) -> None:
    asked = list[int]()

    def stopping() -> bool:
        asked.append(1)
        return len(asked) > 3

    path = alone(tmp_path, made.script("tweets", made.answers(3))[:-1] + " " * (30 << 20) + "]")
    report = ground.desk.imports.take_in(path, Options(), Follower(stopping=stopping))
    assert report.state is ImportState.STOPPED
    assert report.tally.new == 3
    again = ground.desk.imports.take_in(path, Options())
    assert again.state is ImportState.DONE
    assert again.tally.new == 3
    assert not again.tally.left_out


def test_a_small_member_packed_too_tightly_is_left_out(ground: Ground, tmp_path: Path) -> None:
    bomb = "window.YTD.tweets.part1 = [" + '{"tweet":[' * 400_000
    path = made.archive(
        tmp_path / "a.zip", {"data/tweets.js": TWEETS, "data/tweets-part1.js": bomb}
    )
    assert told(take(ground, path)) == {"packed so tightly that they would fill the memory": 1}
