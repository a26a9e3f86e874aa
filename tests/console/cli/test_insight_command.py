"""`canary-desk insight` and `fix`: figures told to a terminal, to programs and into files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from console.cli import insight_shapes, insight_text
from console.cli.exit_codes import INTERRUPTED
from console.desk.insight import Insight
from console.domain.ids import CaseId, RemoteId
from console.domain.insight import (
    Chart,
    ChartKind,
    Column,
    Evidence,
    Figure,
    Interval,
    Question,
    Table,
    Unit,
)
from console.domain.remote import RemoteUser, Timeline
from tests.console import given
from tests.console.cli.conftest import Line, Office
from tests.console.exchange import given_insight

Start = Callable[..., None]


@pytest.fixture(autouse=True)
def _in_utc(office: Office) -> None:
    """Days begin in UTC, whatever the machine's zone is."""
    targets = office.desk.targets.get()
    office.desk.targets.put(replace(targets, hours=replace(targets.hours, zone="UTC")))


def test_every_question_is_printed_with_its_finding_and_what_is_beside_a_figure(
    line: Line, office: Office
) -> None:
    office.desk.triage.set_touchpoint((CaseId(1),), "delivery")
    printed = line.run("insight", "--from", "2026-10-01", "--to", "2026-10-28")
    assert printed.startswith("1 Oct 2026 to 28 Oct 2026: 2 cases, 2 messages.\n")
    assert "Compared with 3 Sep 2026 to 30 Sep 2026." in printed
    for question in Question:
        assert f"\n{question.words}\n" in printed
    assert "\nWhich touchpoint fails?\n  Most often it is delivery: " in printed
    at = printed.index("  Touchpoint said")
    found = " ".join(printed[at : at + 400].split())
    # One of two; Wilson's interval of 1 of 2 is 9.5 to 90.5 %.
    said = "Touchpoint said 50 % n = 2 cases that began in the period; 95 % interval 9 to 91 %"
    assert found.startswith(said)


def test_tables_are_aligned_numbers_at_the_right(line: Line, office: Office) -> None:
    office.desk.triage.set_touchpoint((CaseId(1),), "a very long touchpoint")
    printed = line.run(
        "insight", "--from", "2026-10-01", "--to", "2026-10-28", "--question", "canary_board"
    ).splitlines()
    at = next(n for n, each in enumerate(printed) if each.startswith("    a very long touchpoint "))
    head, first, second = printed[at - 1 : at + 2]
    assert first.startswith("    a very long touchpoint  ")
    assert second.startswith("    not said                ")
    end = head.index("Cases") + len("Cases")
    assert first[end - 1] == second[end - 1] == "1"
    assert "Does anybody answer?" not in "\n".join(printed)


def test_a_program_reads_every_figure_with_its_unit_interval_and_cases(
    line: Line, office: Office
) -> None:
    office.desk.triage.set_touchpoint((CaseId(1),), "delivery")
    told = line.json(
        "insight", "--from", "2026-10-01", "--to", "2026-10-28", "--question", "canary_board"
    )
    assert (told["from"], told["to"]) == (
        "2026-10-01T00:00:00.000+00:00",
        "2026-10-29T00:00:00.000+00:00",
    )
    assert told["compared"] is True
    (board,) = told["questions"]
    assert board["key"] == "canary_board"
    said = next(each for each in board["figures"] if each["key"] == "touchpoint_said")
    assert (said["value"], said["unit"], said["n"]) == (0.5, "share", 2)
    assert said["interval"]["low"] == pytest.approx(0.0945, abs=0.0001)
    assert said["interval"]["method"] == "Wilson score"
    assert said["before"] is None
    assert said["cases"] == [{"case": 2}]
    assert said["cases_in_all"] == 1
    table = next(each for each in board["tables"] if each["key"] == "touchpoints")
    assert table["columns"][0] == {"key": "touchpoint", "title": "Touchpoint", "unit": "word"}
    assert table["rows"][0][:2] == ["delivery", 1]


def test_at_most_a_hundred_cases_are_printed_and_what_has_no_end_is_null() -> None:
    figure = Figure(
        "reach", "Reach", Unit.PEOPLE, 3.0, 150, "cases", "How.",
        interval=Interval(1.0, float("inf"), "x"),
        evidence=Evidence([CaseId(n) for n in range(150)], [1.5] * 150, Unit.PEOPLE, "Reach"),
    )  # fmt: skip
    shape = insight_shapes.figure(figure)
    assert len(shape["cases"]) == 100
    assert shape["cases"][0] == {"case": 0, "value": 1.5}
    assert shape["cases_in_all"] == 150
    assert shape["interval"]["high"] is None
    json.dumps(insight_shapes.insight(given_insight.insight()), allow_nan=False)


def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut(
    line: Line, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    office.desk.triage.set_touchpoint((CaseId(1),), "delivery")
    days = ("--from", "2026-10-01", "--to", "2026-10-28")
    printed = line.run("insight", *days)
    assert max(map(len, printed.splitlines())) <= 72
    assert "..." not in printed
    told, flat = line.json("insight", *days), " ".join(printed.split())
    for section in told["questions"]:
        assert section["sentence"] in flat
        for figure in section["figures"]:
            assert " ".join(figure["title"].split()) in flat
            assert " ".join(figure["note"].split()) in flat


def test_a_wide_table_stands_in_pieces_and_a_heat_map_in_files_alone() -> None:
    columns = tuple(Column(f"c{n}", f"Column {n}", Unit.COUNT) for n in range(20))
    wide = Table(
        "wide", "Wide", (Column("what", "What", Unit.WORD), *columns), (("all", *range(20)),)
    )
    heat = replace(wide, key="heat", title="Hours", chart=Chart(ChartKind.HEAT, "what", ("c0",)))
    found = replace(given_insight.insight(), sections=(given_insight.section(wide, heat),))
    twice = (*found.sections[0].figures, found.sections[0].figures[1])
    found = replace(found, sections=(replace(found.sections[0], figures=twice),))
    printed = insight_text.lines(found, "shop", 80, tells_unread=True)
    assert max(map(len, printed)) <= 80
    assert "Only of the account @shop." in printed
    assert "".join(printed).count("There is no case.") == 1
    heads = [each for each in printed if each.startswith("    What")]
    assert len(heads) > 1
    assert "\n".join(printed).count("Column") == 20
    assert sum(each.startswith("    all ") for each in printed) == len(heads)
    assert printed[-2:] == [
        "  Hours",
        "    Too wide to be printed: --csv, --json and --html hold it.",
    ]


def test_the_account_is_told_by_its_handle(line: Line, office: Office) -> None:
    days = ("--from", "2026-10-01", "--to", "2026-10-28")
    assert line.json("insight", *days)["account"] is None
    assert line.json("insight", *days, "--account", "@help")["account"] == "help"
    assert "Only of the account @help." in line.run("insight", *days, "--account", "help")
    assert "Account,help," in line.run("insight", *days, "--account", "help", "--csv", "-")


@pytest.fixture
def answered(office: Office) -> Office:
    """Two answers of ours that nobody read for what they say yet."""
    asked = given.post(1001, given.ADA, 0, "@shop where is my parcel?")
    own = RemoteUser(RemoteId("1"), "shop", "The shop")
    posts = [given.post(2000 + n, own, 5 + n, "Hello.", reply_to=asked) for n in range(2)]
    given.save(office.context.db, office.shop, *posts, timeline=Timeline.OWN)
    return office


def read_ones(office: Office) -> int:
    return int(office.context.db.value("SELECT count(*) FROM answer_readings"))


def test_answers_are_read_where_a_question_needs_it(line: Line, answered: Office) -> None:
    line.run("insight", "--question", "canary_board", "reach")
    assert read_ones(answered) == 0
    line.run("insight", "--question", "canary_board", "solving")
    assert (read_ones(answered), line.err) == (2, "")  # nobody sits there who waits


def test_who_waits_at_a_terminal_hears_how_far_the_reading_is_and_may_end_it(
    line: Line, answered: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.desk.own_answers.SLICE", 1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    read = Insight.read_answers

    def interrupted(
        self: Insight, stopping: Callable[[], bool], told: Callable[[int, int], None]
    ) -> int:
        def tell(done: int, of: int) -> None:
            told(done, of)
            if done == 1:
                raise KeyboardInterrupt

        return read(self, told=tell)

    with monkeypatch.context() as patched:
        patched.setattr(Insight, "read_answers", lambda self, told: interrupted(self, bool, told))
        line.run("insight", code=INTERRUPTED)
    assert read_ones(answered) == 1
    assert line.err.endswith("\rOur own answers are read: 1 of 2. What was read is kept.\n")
    line.run("insight")
    assert read_ones(answered) == 2
    assert line.err.endswith("\rOur own answers are read: 1 of 1\n")
    line.run("insight")
    assert line.err == ""


def test_only_what_is_asked_for_is_counted(line: Line, office: Office) -> None:
    office.desk.triage.set_touchpoint((CaseId(1),), "delivery")
    days = ("--from", "2026-10-01", "--to", "2026-10-28")
    assert line.json("insight", *days)["cases"] == 2
    assert line.json("insight", *days, "--account", "@help")["cases"] == 1
    assert line.json("insight", *days, "--touchpoint", "delivery")["cases"] == 1
    assert line.json("insight", *days, "--touchpoint", "")["cases"] == 1
    told = line.json("insight", *days, "--no-compare")
    assert told["compared"] is False
    assert all(figure["before"] is None for each in told["questions"] for figure in each["figures"])


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-10-02", "--to", "2026-10-01"),
        ("--from", "yesterday"),
        ("--to", "2026-10-01"),
        ("--days", "0"),
        ("--days", "99999"),
        ("--from", "2026-10-01", "--days", "3"),
        ("--from", "1971-01-01", "--to", "4500-01-01"),
        ("--question", "who"),
        ("--account", "nobody"),
        ("--csv", "a", "--html", "b"),
    ],
)
def test_what_makes_no_sense_is_refused(line: Line, office: Office, words: tuple[str, ...]) -> None:
    try:
        line.run("insight", *words, code=2)
    except SystemExit as ended:
        assert ended.code == 2  # noqa: PT017 - argparse ends the program for some of them


def test_nothing_in_the_printed_text_steers_a_terminal(line: Line, office: Office) -> None:
    office.desk.triage.set_touchpoint((CaseId(1),), "de\u202elivery")
    printed = line.run("insight", "--from", "2026-10-01", "--to", "2026-10-28")
    assert "\u202e" not in printed
    assert all(char.isprintable() or char == "\n" for char in printed)


def test_a_file_is_written_once(line: Line, office: Office, tmp_path: Path) -> None:
    for kind, begins in (("csv", "\ufeff"), ("html", "<!DOCTYPE html>")):
        file = tmp_path / f"insight.{kind}"
        words = ("insight", "--from", "2026-10-01", "--to", "2026-10-28", f"--{kind}", str(file))
        assert str(file) in line.run(*words)
        text = file.read_text("utf-8")
        assert text.startswith(begins)
        assert "Which touchpoint fails?" in text
        line.run(*words, code=2)
        assert "is there already" in line.err
        assert file.read_text("utf-8") == text


def test_a_fix_is_recorded_changed_removed_and_brought_back(line: Line, office: Office) -> None:
    assert line.run("fix", "list") == "No fix is recorded yet.\n"
    made = line.json(
        "fix", "add", "delivery", "New carrier", "--owner", "Noor", "--from", "2026-10-05"
    )
    assert made["from"] == "2026-10-05T00:00:00.000+00:00"
    assert made["owner"] == "Noor"
    number = str(made["id"])
    listed = line.run("fix", "list")
    assert listed == f"{number}  delivery: New carrier  (Noor, from 5 Oct 2026)\n"
    changed = line.json("fix", "change", number, "--action", "Two carriers")
    assert changed == made | {"action": "Two carriers"}
    assert line.json("fix", "change", number, "--from", "2026-10-06")["action"] == "Two carriers"
    printed = line.run("insight", "--from", "2026-10-01", "--to", "2026-10-28")
    assert "Two carriers" in printed
    line.run("fix", "remove", number)
    assert line.json("fix", "list") == []
    line.run("undo")
    assert [each["action"] for each in line.json("fix", "list")] == ["Two carriers"]


def test_a_fix_of_nobody_is_the_agents_own_from_today_on(line: Line, office: Office) -> None:
    made = line.json("fix", "add", "app", "New release")
    assert made["owner"] == made["agent"]
    today = office.desk.targets.get().hours.local(office.context.now()).date()
    assert made["from"].startswith(today.isoformat())


@pytest.mark.parametrize(
    "words",
    [
        ("add", " ", "New carrier"),
        ("add", "delivery", " "),
        ("add", "delivery", "x" * 300),
        ("change", "7", "--action", "x"),
        ("remove", "7"),
    ],
)
def test_a_fix_that_says_nothing_or_is_none_is_refused(
    line: Line, office: Office, words: tuple[str, ...]
) -> None:
    line.run("fix", *words, code=2)
    assert line.err
    assert line.json("fix", "list") == []


def test_a_touchpoint_is_taken_as_cases_have_it_or_refused(line: Line, office: Office) -> None:
    office.desk.triage.set_touchpoint((CaseId(1),), "Fax machine")
    printed = line.run("insight", "--from", "2026-10-01", "--touchpoint", "fax MACHINE")
    assert "Only cases of Fax machine." in printed
    line.run("insight", "--touchpoint", "fux machine", code=2)
    assert "Did you mean Fax machine?" in line.err
