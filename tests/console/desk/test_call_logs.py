"""A call log comes in: once, into the right cases, as one act that can be taken back."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk import call_logs as verbs
from console.desk.call_logs import Tally
from console.desk.calls import NewCall
from console.domain.call_logs import Field
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.messages import CallNote, Direction
from console.errors import InputError
from tests.console import given
from tests.console.given import Bench

HEADER = "Caller;Start;Duration;Direction;Name;Note"
ADA, BEN = "+442079460001", "+442079460002"
CALLED = given.START + timedelta(hours=2)


def row(
    number: str = ADA, minutes: float = 0, length: str = "60", way: str = "in", **more: str
) -> str:
    at = (CALLED + timedelta(minutes=minutes)).isoformat()
    return ";".join((number, at, length, way, more.get("name", ""), more.get("note", "")))


def write(bench: Bench, tmp_path: Path, *rows: str, name: str = "log.csv") -> Path:
    bench.context.region = "GB"
    path = tmp_path / name
    path.write_text("\n".join((HEADER, *rows)), "utf-8")
    return path


def take_in(bench: Bench, path: Path) -> tuple[Tally, Changes]:
    work = bench.desk.call_logs.take_in(*bench.desk.call_logs.look(path))
    while not work.step().done:
        pass
    return work.tally, work.changes


def count(bench: Bench, path: Path) -> Tally:
    work = bench.desk.call_logs.count(*bench.desk.call_logs.look(path))
    while not work.step().done:
        pass
    return work.tally


def notes(bench: Bench) -> list[CallNote]:
    """Every call note, oldest first."""
    found = [
        message
        for case in bench.desk.cases.rows()
        for message in bench.desk.cases.view(case.id).messages
        if isinstance(message, CallNote)
    ]
    return sorted(found, key=lambda note: note.id)


def numbers(tally: Tally) -> tuple[int, int, int, int, int]:
    return tally.calls, tally.of_known, tally.completed, tally.known, tally.aside


def test_calls_go_where_their_number_belongs(bench: Bench, tmp_path: Path) -> None:
    ada = bench.desk.calls.add(NewCall("lost parcel", given.START, number=ADA))[0]
    path = write(
        bench, tmp_path, row(), row(BEN, 1, name="Ben Moss"), row("020 7946 0002", 5, way="out")
    )
    tally, changes = take_in(bench, path)
    assert numbers(tally) == (3, 1, 0, 0, 0)
    cases = {note.number: note.case_id for note in notes(bench)}
    assert cases[ADA] == ada
    assert set(cases) == {ADA, BEN}, "a number is the same however it is written"
    ben = next(case for case in bench.desk.cases.rows() if case.id == cases[BEN])
    assert (ben.name, ben.calls, ben.state) == ("Ben Moss", 2, CaseState.WAITING)
    assert changes.cases == {ada, ben.id}
    (_, *texts) = [note.text for note in notes(bench)]
    assert texts == ["Incoming call, 1 min", "Incoming call, 1 min", "Outgoing call, 1 min"]


@pytest.mark.parametrize(
    ("hours_ago", "way", "length", "state"),
    [
        (1, "missed", "0", CaseState.NEEDS_REPLY),
        (71.9, "in", "0", CaseState.NEEDS_REPLY),
        (1, "in", "60", CaseState.WAITING),
        (71.9, "out", "0", CaseState.WAITING),
        (72.1, "missed", "0", CaseState.RESOLVED),
        (72.1, "in", "60", CaseState.RESOLVED),
    ],
)
def test_a_case_begins_where_its_call_leaves_it(
    bench: Bench, tmp_path: Path, hours_ago: float, way: str, length: str, state: CaseState
) -> None:
    bench.clock.forward(days=9)
    began = bench.clock() - CALLED - timedelta(hours=hours_ago)
    path = write(bench, tmp_path, row(BEN, began / timedelta(minutes=1), length, way))
    take_in(bench, path)
    (note,) = notes(bench)
    assert bench.desk.cases.view(CaseId(note.case_id or 0)).row.state is state


def test_the_same_file_twice_and_one_that_overlaps_add_nothing_twice(
    bench: Bench, tmp_path: Path
) -> None:
    path = write(bench, tmp_path, row(), row(), row(BEN, 1), row("", 2))
    assert numbers(count(bench, path)) == (2, 0, 0, 1, 1)
    assert numbers(take_in(bench, path)[0]) == (2, 0, 0, 1, 1), "a row twice in a file is one call"
    everything = given.everything(bench.db)
    assert numbers(count(bench, path)) == (0, 0, 0, 3, 0)
    assert numbers(take_in(bench, path)[0]) == (0, 0, 0, 3, 0)
    after = given.everything(bench.db)
    everything.pop("call_log_maps")
    after.pop("call_log_maps")  # says when it was used
    assert after == everything
    overlapping = write(bench, tmp_path, row(BEN, 1), row(BEN, 90), name="next.csv")
    assert numbers(take_in(bench, overlapping)[0]) == (1, 1, 0, 1, 0)


def test_two_calls_of_one_minute_are_two_where_a_log_says_no_seconds(
    bench: Bench, tmp_path: Path
) -> None:
    missed = ";".join((ADA, f"{CALLED:%Y-%m-%d %H:%M}", "0", "missed", "", ""))
    path = write(bench, tmp_path, missed, missed)
    assert numbers(count(bench, path)) == (2, 0, 0, 0, 0)
    assert numbers(take_in(bench, path)[0]) == (2, 0, 0, 0, 0)
    longer = write(bench, tmp_path, missed, missed, missed, name="later.csv")
    assert numbers(take_in(bench, longer)[0]) == (1, 1, 0, 2, 0)


@pytest.mark.parametrize(("length", "calls"), [("0", 5), ("20", 3), ("60", 1), ("", 5)])
def test_so_many_calls_of_one_minute_as_fit_in_it(
    bench: Bench, tmp_path: Path, length: str, calls: int
) -> None:
    same = ";".join((ADA, f"{CALLED:%Y-%m-%d %H:%M}", length, "in", "", ""))
    path = write(bench, tmp_path, *[same] * 9)
    assert numbers(count(bench, path)) == (calls, 0, 0, 9 - calls, 0)


def test_what_is_counted_is_what_comes_in(bench: Bench, tmp_path: Path) -> None:
    bench.desk.calls.add(NewCall("noted", CALLED + timedelta(minutes=60), number=ADA))
    path = write(
        bench, tmp_path, row(), row(BEN, 1), row(BEN, 30), row(ADA, 61), row("x", 2, "soon")
    )
    counted = count(bench, path)
    assert numbers(counted) == (3, 1, 1, 0, 1)
    assert take_in(bench, path)[0] == counted


@pytest.mark.parametrize(("apart", "same"), [(119, True), (-119, True), (121, False)])
def test_a_call_noted_by_hand_is_completed(
    bench: Bench, tmp_path: Path, apart: float, *, same: bool
) -> None:
    began = CALLED + timedelta(seconds=apart)
    bench.desk.calls.add(NewCall("lost parcel", began, number=ADA))
    take_in(bench, write(bench, tmp_path, row(length="90", note="from the log")))
    found = notes(bench)
    assert len(found) == (1 if same else 2)
    noted = next(note for note in found if note.text == "lost parcel")
    assert noted.duration_s == (90 if same else None)


def test_who_missed_a_call_and_calls_back_at_once_had_two(bench: Bench, tmp_path: Path) -> None:
    back = CALLED + timedelta(minutes=1)
    bench.desk.calls.add(NewCall("called back", back, direction=Direction.OUT, number=ADA))
    path = write(bench, tmp_path, row(length="0", way="missed"), row(ADA, 1, way="out"))
    assert numbers(take_in(bench, path)[0]) == (1, 1, 1, 0, 0)
    assert [note.text for note in notes(bench)] == ["Missed call", "called back"]


def test_one_import_is_one_act(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "MOST_A_STEP", 3)
    bench.desk.calls.add(NewCall("noted", CALLED, number=ADA))
    before = given.everything(bench.db)
    # Some numbers come in several steps, so that later ones change what earlier ones made.
    rows = [row(f"+4420794600{10 + n % 7}", n, str(n)) for n in range(40)]
    take_in(bench, write(bench, tmp_path, row(), *rows))
    taken = given.everything(bench.db)
    newest, before_it = bench.desk.acts.newest(2)
    assert newest.act == "Import call log “log.csv”"
    assert before_it.act.startswith("Add call note")
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.changes.cases
    after = given.everything(bench.db)
    for rows_of in (before, after):
        rows_of.pop("call_log_maps")
    assert after == before
    given.index_is_whole(bench.db)
    assert bench.desk.acts.redo() is not None
    taken.pop("call_log_maps")
    again = given.everything(bench.db)
    again.pop("call_log_maps")
    assert again == taken
    given.index_is_whole(bench.db)


def test_a_large_import_is_as_many_acts_as_can_be_taken_back_swiftly(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "MOST_A_STEP", 10)
    monkeypatch.setattr(verbs, "MOST_AN_ACT", 20)
    take_in(bench, write(bench, tmp_path, *(row(ADA, n, str(n)) for n in range(50))))
    acts = [act.act for act in bench.desk.acts.newest()]
    assert 2 <= acts.count("Import call log “log.csv”") <= 3
    while bench.desk.acts.undo() is not None:
        pass
    assert notes(bench) == []


def test_an_import_that_is_stopped_keeps_what_came_in_and_goes_on_later(
    bench: Bench, tmp_path: Path
) -> None:
    path = write(bench, tmp_path, *(row(ADA, n, str(n)) for n in range(40)))
    work = bench.desk.call_logs.take_in(*bench.desk.call_logs.look(path))
    work.step()
    work.step()
    stopped = work.stop()
    assert stopped.done
    assert 0 < stopped.calls == len(notes(bench)) < 40  # a fast machine takes 10 and then 20
    assert len(bench.desk.acts.newest()) == 1
    assert take_in(bench, path)[0].known == stopped.calls
    assert len(notes(bench)) == 40


def test_bad_rows_are_kept_aside_corrected_or_discarded(bench: Bench, tmp_path: Path) -> None:
    path = write(bench, tmp_path, row("", 1), row(ADA, 2, "soon"), row(ADA, 9_999_999))
    take_in(bench, path)
    logs = bench.desk.call_logs
    first, second, third = logs.aside()
    assert [each.line for each in (first, second, third)] == [2, 3, 4]
    assert first.file == "log.csv"
    assert "neither a number nor a name" in first.problem
    assert "no duration" in second.problem
    assert "still to come" in third.problem
    with pytest.raises(InputError, match="no duration"):
        logs.correct(second.id, dict(second.fields))
    mended = dict(second.fields) | {Field.DURATION: "45"}
    assert logs.correct(second.id, mended).cases
    assert [note.duration_s for note in notes(bench)] == [45]
    logs.discard([first.id, third.id])
    assert (logs.aside(), logs.count_aside()) == ((), 0)
    assert numbers(take_in(bench, path)[0]) == (0, 0, 0, 0, 0), "they do not come again"
    with pytest.raises(InputError, match="not kept aside"):
        logs.correct(second.id, mended)


def test_a_row_that_is_read_rightly_at_last_is_no_longer_kept_aside(
    bench: Bench, tmp_path: Path
) -> None:
    path = write(bench, tmp_path, row(ADA, 2, "soon"))
    log, columns = bench.desk.call_logs.look(path)
    take_in(bench, path)
    assert bench.desk.call_logs.count_aside() == 1
    work = bench.desk.call_logs.take_in(log, columns.with_place(Field.DURATION, None))
    while not work.step().done:
        pass
    assert work.tally.calls == 1
    assert bench.desk.call_logs.count_aside() == 0


def test_columns_are_remembered_by_the_header(bench: Bench, tmp_path: Path) -> None:
    path = write(bench, tmp_path, row(name="Ada Fern", note="hello"))
    logs = bench.desk.call_logs
    log, columns = logs.look(path)
    mapped = columns.with_place(Field.NOTE, None)
    work = logs.take_in(log, mapped)
    work.stop()
    other = write(bench, tmp_path, row(BEN, 3), name="other.csv")
    assert logs.look(other)[1].places == mapped.places
    assert json.loads(mapped.text())[0].keys() == {
        "number", "began", "duration", "direction", "name",
    }  # fmt: skip


def test_an_import_without_enough_columns_is_refused(bench: Bench, tmp_path: Path) -> None:
    log, columns = bench.desk.call_logs.look(write(bench, tmp_path, row()))
    with pytest.raises(InputError, match="date and time"):
        bench.desk.call_logs.take_in(log, columns.with_place(Field.BEGAN, None))


def test_a_name_alone_finds_only_who_is_known_by_it_alone(bench: Bench, tmp_path: Path) -> None:
    known = bench.desk.calls.add(NewCall("hi", given.START, number=ADA, name="Ada Fern"))[0]
    take_in(bench, write(bench, tmp_path, row("", 1, name="Ada Fern"), row("", 9, name="Ada Fern")))
    cases = [note.case_id for note in notes(bench)]
    assert cases[0] == known
    assert cases[1] == cases[2] != known
