"""What a reviewer does over a file: it counts once it is on the disk, and fits again later."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.review_session import drawn
from console.domain.cases import EVERY_CASE, CaseFilter, CaseState, Order
from console.domain.ids import CaseId
from console.domain.reviews import NewNote, ReviewFilter, Sample, Standing, Verdict
from console.errors import InputError, StoreError
from console.exchange import review_report
from tests.console.review_ground import NOW, backup, opened

NOTE = NewNote("Nobody answered.", None, Verdict.WRONG, ("slow", "slow", " "))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return backup(tmp_path)


def test_notes_and_marks_are_there_again_when_the_file_is_opened_again(path: Path) -> None:
    source, desk = opened(path)
    first, second, *_ = (row.id for row in desk.cases.rows())
    message = desk.cases.view(first).messages[0].id
    kept = desk.reviews.annotate(first, NewNote("About this post.", message))
    desk.reviews.annotate(first, NOTE)
    assert desk.reviews.mark(second, done=True)
    assert not desk.reviews.mark(second, done=True)
    desk.close()
    source.close()
    source, desk = opened(path)
    review = desk.reviews.of(first)
    assert [note.text for note in review.notes] == ["About this post.", "Nobody answered."]
    assert review.notes[0] == kept
    assert review.notes[1].tags == ("slow",)
    assert not review.is_done
    assert desk.reviews.of(second).is_done
    assert desk.reviews.progress().reviewed == 1
    desk.close()
    source.close()


def test_a_note_that_says_nothing_is_refused(path: Path) -> None:
    source, desk = opened(path)
    with pytest.raises(InputError):
        desk.reviews.annotate(desk.cases.rows()[0].id, NewNote("  \n"))
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    desk.close()
    source.close()


def test_undo_takes_back_one_act_after_the_other_and_nobody_elses(path: Path) -> None:
    source, desk = opened(path, "Noor")
    case_id = desk.cases.rows()[0].id
    desk.reviews.annotate(case_id, NewNote("Noor's"))
    desk.close()
    source.close()
    source, desk = opened(path)
    desk.reviews.annotate(case_id, NOTE)
    desk.reviews.mark(case_id, done=True)
    assert desk.reviews.undo().said == "No longer marked as reviewed."
    assert not desk.reviews.of(case_id).is_done
    assert desk.reviews.undo().said == "Note taken back."
    assert [note.text for note in desk.reviews.of(case_id).notes] == ["Noor's"]
    with pytest.raises(InputError):
        desk.reviews.undo()
    with pytest.raises(InputError):
        desk.reviews.take_note_back(desk.reviews.of(case_id).notes[0].id)
    desk.close()
    source.close()


def test_two_reviewers_read_each_other_and_count_their_own(path: Path) -> None:
    source, desk = opened(path, "Noor")
    case_id = desk.cases.rows()[0].id
    desk.reviews.mark(case_id, done=True)
    desk.close()
    source.close()
    source, desk = opened(path, "Mara")
    review = desk.reviews.of(case_id)
    assert [mark.by for mark in review.marks] == ["Noor"]
    assert not review.is_done
    assert desk.reviews.progress().reviewed == 0
    desk.close()
    source.close()


def test_filters_list_what_is_meant_wherever_cases_are_listed(path: Path) -> None:
    source, desk = opened(path)
    ids = [row.id for row in desk.cases.rows()]
    desk.reviews.mark(ids[0], done=True)
    desk.reviews.annotate(ids[1], NOTE)
    desk.reviews.annotate(ids[2], NewNote("Fine", None, Verdict.GOOD))

    def listed(wanted: ReviewFilter) -> list[CaseId]:
        desk.reviews.choose(wanted)
        rows = [row.id for row in desk.cases.rows()]
        keys = desk.cases.keys()
        assert rows == [key.id for key in keys]
        assert desk.cases.count() == len(rows)
        assert {row.id for row in desk.cases.search("help")} == set(rows)
        assert {hit.row.id for hit in desk.searches.find("help").hits} == set(rows)
        return rows

    assert listed(ReviewFilter(Standing.NOT_YET)) == ids[1:]
    assert listed(ReviewFilter(Standing.REVIEWED)) == ids[:1]
    assert listed(ReviewFilter(Standing.ANNOTATED)) == ids[1:3]
    assert listed(ReviewFilter(verdict=Verdict.WRONG)) == ids[1:2]
    assert listed(ReviewFilter()) == ids
    desk.close()
    source.close()


def test_a_sample_is_the_same_for_everybody_and_another_for_another_word(path: Path) -> None:
    ids = [CaseId(number) for number in range(1, 2001)]
    one = drawn(Sample(50, "november"), ids)
    assert drawn(Sample(50, "november"), reversed(ids)) == one
    assert len(one) == 50
    assert drawn(Sample(50, "december"), ids) != one
    assert drawn(Sample(60, "november"), ids) > one  # a larger one goes on with it
    source, desk = opened(path)
    desk.reviews.choose(ReviewFilter(sample=Sample(2)))
    assert len(desk.cases.rows()) == 2
    assert desk.reviews.progress().total == 2
    desk.close()
    source.close()


def test_next_goes_down_the_list_and_round_over_what_is_not_reviewed(path: Path) -> None:
    source, desk = opened(path)
    ids = [row.id for row in desk.cases.rows()]

    def after(case_id: CaseId | None) -> CaseId | None:
        return desk.reviews.next_open(EVERY_CASE, Order.NEWEST, case_id)

    assert after(None) == ids[0]
    desk.reviews.mark(ids[1], done=True)
    assert after(ids[0]) == ids[2]
    assert after(ids[-1]) == ids[0]
    for case_id in ids:
        desk.reviews.mark(case_id, done=True)
    assert after(ids[0]) is None
    assert desk.reviews.progress().is_over
    desk.close()
    source.close()


def test_notes_fit_another_export_of_the_same_cases_by_their_posts(path: Path) -> None:
    import sqlite3
    from contextlib import closing

    source, desk = opened(path)
    case_id = desk.cases.rows()[1].id
    message = desk.cases.view(case_id).messages[0].id
    name = desk.cases.view(case_id).contact.name
    desk.reviews.annotate(case_id, NewNote("Stays with its case.", message))
    desk.close()
    source.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # As if it had been exported anew: the same cases under other numbers.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE messages SET case_id = case_id + 100")
        connection.execute("UPDATE cases SET id = id + 100")
    source, desk = opened(path)
    moved = CaseId(case_id + 100)
    assert desk.cases.view(moved).contact.name == name
    notes = desk.reviews.of(moved).notes
    assert [(note.text, note.message_id) for note in notes] == [("Stays with its case.", message)]
    assert desk.reviews.of(case_id).notes == ()
    desk.close()
    source.close()


def test_notes_go_aside_where_the_folder_of_the_file_cannot_be_written(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    really = os.access
    folder = str(path.parent)
    # Whoever runs tests as root may write everywhere.
    monkeypatch.setattr(os, "access", lambda at, mode: str(at) != folder and really(at, mode))
    source, desk = opened(path, aside=tmp_path / "data" / "review-notes")
    place = desk.reviews.session.place
    assert place.path.parent == tmp_path / "data" / "review-notes"
    assert "cannot be written" in place.elsewhere
    desk.reviews.mark(desk.cases.rows()[0].id, done=True)
    desk.close()
    source.close()
    source, desk = opened(path, aside=tmp_path / "data" / "review-notes")
    assert desk.reviews.progress().reviewed == 1
    desk.close()
    source.close()


def test_the_file_itself_can_not_be_written(path: Path) -> None:
    before = path.read_bytes(), path.stat().st_mtime_ns
    source, desk = opened(path)
    row = desk.cases.rows()[0]
    with pytest.raises(StoreError):
        desk.triage.snooze((row.id,), NOW + timedelta(hours=1))
    with pytest.raises(StoreError):
        desk.cases.mark_unread(row.id)
    assert desk.cases.rows(CaseFilter((CaseState.NEEDS_REPLY,)))[0].id == row.id
    desk.close()
    source.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


KILLED = """
import os, sys
from pathlib import Path
from console.domain.reviews import NewNote
from tests.console.review_ground import opened
source, desk = opened(Path(sys.argv[1]))
for number, row in enumerate(desk.cases.rows()):
    desk.reviews.annotate(row.id, NewNote(f"note {number}"))
    desk.reviews.mark(row.id, done=True)
    if number == 2:
        os.kill(os.getpid(), 9)
"""


def test_what_was_said_before_a_kill_is_there(path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert ended.returncode == -9
    source, desk = opened(path)
    said = [note.text for one in desk.reviews.session.every() for note in one.notes]
    assert sorted(said) == ["note 0", "note 1", "note 2"]
    assert desk.reviews.progress().reviewed == 3
    desk.close()
    source.close()


def test_reports_are_harmless_to_a_spreadsheet_and_to_a_browser(path: Path) -> None:
    source, desk = opened(path, "=Mara")
    case_id = desk.cases.rows()[0].id
    evil = '=HYPERLINK("http://x","y")<script>alert(1)</script>\n@second'
    desk.reviews.annotate(case_id, NewNote(evil, None, Verdict.WRONG, ("+tag", "<b>")))
    desk.reviews.mark(case_id, done=True)
    report = desk.reviews.report(NOW + timedelta(hours=1))
    table = review_report.csv_text(report)
    page = review_report.html_text(report)
    assert "'=HYPERLINK" in table
    assert "'=Mara" in table
    assert "'+tag" in table
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert "@ada" in page
    desk.close()
    source.close()
