"""Notes are lines that a power cut, another program or a stranger may have spoilt."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.domain.reviews import Verdict
from console.errors import InputError, StoreReadOnly
from console.exchange import review_log
from console.exchange.review_log import Entry, ReviewLog

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NOTE = Entry(
    id="1",
    what=review_log.NOTE,
    by="Mara",
    at=AT,
    file="f" * 32,
    case=7,
    post="x:12",
    message=9,
    message_post="x:13",
    text="two\nlines, \u202eturned, 🫖",
    verdict=Verdict.WRONG,
    tags=("promise", "späte Antwort"),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    log = ReviewLog(tmp_path / "a.db.mara.review.jsonl")
    taken_back = replace(
        NOTE, id="2", what=review_log.TAKEN_BACK, of="1", text="", verdict=None, tags=(),
        message=None, message_post="",
    )  # fmt: skip
    log.append(NOTE)
    log.append(taken_back)
    read = review_log.read(log.path)
    assert read.entries == (NOTE, taken_back)
    assert read.unread == 0
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_a_torn_last_line_costs_itself_alone(tmp_path: Path) -> None:
    log = ReviewLog(tmp_path / "log")
    log.append(NOTE)
    log.append(replace(NOTE, id="2"))
    whole = log.path.read_bytes()
    for end in range(len(NOTE.line()) + 1, len(whole)):
        log.path.write_bytes(whole[:end])
        log.append(replace(NOTE, id="3"))
        read = review_log.read(log.path)
        ids = [entry.id for entry in read.entries]
        # Where only the end of the line is missing, nothing of it is.
        assert ids in (["1", "3"], ["1", "2", "3"])
        assert read.unread == 3 - len(ids)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"no json",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"what": "note"}',
        NOTE.line().replace(b'"case": 7', b'"case": true'),
        NOTE.line().replace(b'"case": 7', b'"case": 99999999999999999999'),
        NOTE.line().replace(b'"case": 7', b'"case": "7"'),
        NOTE.line().replace(b'"what": "note"', b'"what": "rm"'),
        NOTE.line().replace(b"2026-11-20", b"9999-99-99"),
        NOTE.line().replace(b'"by": "Mara"', b'"by": ""'),
    ],
)
def test_lines_that_make_no_sense_are_passed_over(line: bytes) -> None:
    assert review_log.parsed(line) is None


def test_values_out_of_bounds_are_cut_or_left_out() -> None:
    line = (
        NOTE.line()
        .replace(b'"verdict": "wrong"', b'"verdict": ["wrong"]')
        .replace(b'"message": 9', b'"message": -9')
        .replace(b'"promise"', b'"' + b"p" * 500 + b'", 7, ""')
    )
    entry = review_log.parsed(line)
    assert entry is not None
    assert entry.verdict is None
    assert entry.message is None
    assert entry.tags == ("p" * 40, "späte Antwort")


def test_a_file_that_is_much_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with path.open("wb") as file:
        file.truncate(review_log.LARGEST + 1)
    with pytest.raises(InputError):
        review_log.read(path)


def test_each_reviewer_has_a_file_of_their_own_and_all_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    names = {review_log.own_name(path, by) for by in ("Mara L.", "Ève", "李雷", "../../etc", "🫖")}
    assert len(names) == 5
    assert "a.db.mara-l.review.jsonl" in names
    for name in (*names, "a.db.review.jsonl", "a.db.gz.mara.review.jsonl", "b.db.x.review.jsonl"):
        (tmp_path / name).touch()
        assert (tmp_path / name).parent == tmp_path
    assert {each.name for each in review_log.beside(path)} == {*names, "a.db.review.jsonl"}


def test_a_link_in_the_place_of_the_notes_is_not_followed(tmp_path: Path) -> None:
    dear = tmp_path / "dear"
    dear.write_text("kept")
    link = tmp_path / "log"
    link.symlink_to(dear)
    assert not review_log.can_write(tmp_path, "log")
    with pytest.raises(StoreReadOnly):
        ReviewLog(link).append(NOTE)
    assert dear.read_text() == "kept"


@pytest.mark.skipif(os.name != "posix", reason="folders have modes on POSIX only")
def test_asking_whether_notes_can_be_written_leaves_nothing(tmp_path: Path) -> None:
    assert review_log.can_write(tmp_path, "log")
    assert list(tmp_path.iterdir()) == []
