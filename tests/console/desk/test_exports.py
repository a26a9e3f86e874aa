"""What a person has written for others: everything, or some cases, as rows, list or page."""

from __future__ import annotations

import csv
import html
import re
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.exports import EVERYTHING, ExportForm, ExportOptions, ExportScope, file_name
from console.domain.ids import CaseId
from console.domain.messages import Direction
from console.errors import InputError, NotFound
from tests.console import given

NASTY = '=HYPERLINK("http://evil")<script>alert(1)</script>\u202e\n"quoted", and; more @shop'


def noted(bench: given.Bench) -> CaseId:
    case_id = CaseId(bench.db.value("SELECT case_id FROM messages WHERE kind = 'post'"))
    bench.desk.calls.add(
        NewCall(
            text="the customer was upset",
            at=bench.clock() - timedelta(hours=1),
            direction=Direction.IN,
            number="+4989123456",
            duration_s=120,
        ),
        case_id,
    )
    return case_id


def test_a_list_has_a_row_for_each_message_and_no_formula(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=(("ada", NASTY), ("ben", "@shop hello")))
    noted(bench)
    bench.desk.exports.write(tmp_path / "all.csv", ExportForm.CSV)
    raw = (tmp_path / "all.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True)))
    assert [row["Text"] for row in rows] == [f"'{NASTY}", "'@shop hello", "the customer was upset"]
    call = rows[2]
    assert (call["Channel"], call["Number"], call["Agent"]) == ("phone", "'+4989123456", "Anna")
    assert not any(cell[:1] in set("=+-@\t\r|%") for row in rows for cell in row.values())
    bench.desk.close()


def test_numbers_may_be_left_out_of_a_list(tmp_path: Path) -> None:
    bench = given.bench(tmp_path)
    noted(bench)
    options = ExportOptions(numbers=False)
    bench.desk.exports.write(tmp_path / "all.csv", ExportForm.CSV, options=options)
    assert "4989123456" not in (tmp_path / "all.csv").read_text()
    bench.desk.close()


def test_a_page_holds_what_was_said_as_text_alone(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=(("ada", NASTY),))
    case_id = noted(bench)
    scope = ExportScope(cases=(case_id,))
    options = ExportOptions(numbers=False)
    bench.desk.exports.write(tmp_path / "one.html", ExportForm.HTML, scope, options)
    page = (tmp_path / "one.html").read_text()
    assert "<script" not in page.lower()
    assert "default-src 'none'" in page
    assert "\u202e" not in page
    assert html.escape('"quoted", and; more') in page
    assert "the customer was upset" in page
    assert "4989123456" not in page
    assert "phone numbers in their own fields" in page
    bench.desk.close()


def test_a_page_may_do_without_what_was_noted_inside_the_business(tmp_path: Path) -> None:
    bench = given.bench(tmp_path)
    scope = ExportScope(cases=(noted(bench),))
    options = ExportOptions(notes=False)
    bench.desk.exports.write(tmp_path / "one.html", ExportForm.HTML, scope, options)
    page = (tmp_path / "one.html").read_text()
    assert "the customer was upset" not in page
    assert "Left out: call notes" in page
    bench.desk.close()


def test_only_cases_with_a_message_in_between_are_meant(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=[(f"user{n}", f"@shop number {n}") for n in range(4)])
    scope = ExportScope(
        first=given.START + timedelta(minutes=1), end=given.START + timedelta(minutes=3)
    )
    bench.desk.exports.write(tmp_path / "two.html", ExportForm.HTML, scope)
    page = (tmp_path / "two.html").read_text()
    assert re.findall(r"number \d", page) == ["number 1", "number 2"]
    bench.desk.close()


def test_the_cases_that_a_search_finds_are_written(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=(("ada", "@shop lost parcel"), ("ben", "@shop hello")))
    done = bench.desk.exports.write(
        tmp_path / "found.csv", ExportForm.CSV, ExportScope(query="parcel")
    )
    assert done.cases == 1
    assert "hello" not in (tmp_path / "found.csv").read_text()
    bench.desk.close()


def test_a_wrong_search_writes_nothing_and_says_where_it_is_wrong(tmp_path: Path) -> None:
    bench = given.bench(tmp_path)
    with pytest.raises(InputError):
        bench.desk.exports.write(
            tmp_path / "x.csv", ExportForm.CSV, ExportScope(query='"not closed')
        )
    assert not (tmp_path / "x.csv").exists()
    bench.desk.close()


def test_a_case_that_is_not_there_is_said(tmp_path: Path) -> None:
    bench = given.bench(tmp_path)
    with pytest.raises(NotFound):
        bench.desk.exports.cases(ExportScope(cases=(CaseId(99),)))
    bench.desk.close()


def test_how_much_it_would_be_is_told_before(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=(("ada", "@shop a"), ("ben", "@shop b")))
    size = bench.desk.exports.measure(EVERYTHING, ExportForm.JSONL, ExportOptions())
    assert (size.cases, size.messages) == (2, 2)
    assert size.size > 1000
    bench.desk.close()


@pytest.mark.parametrize("what", ["../../etc/passwd", 'a"b<c>|d', "x" * 300, "", "..", "Ädä Fern"])
def test_a_name_for_a_file_is_one_that_every_system_takes(what: str) -> None:
    name = file_name(what, given.START, ExportForm.HTML)
    assert re.fullmatch(r"canary-desk(-[\w.-]{1,40})?-2026-10-01\.html", name)
    assert ".." not in name
