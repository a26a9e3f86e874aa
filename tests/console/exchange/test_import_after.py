"""What an import leaves behind: nobody who was forgotten, and no figure that nobody can know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from console.domain.exports import ExportForm
from console.domain.ids import to_ms
from console.domain.imports import FileKind, Options
from console.domain.insight import Scope
from console.store import tombstones
from tests.console import given
from tests.console.exchange import archives as made
from tests.console.exchange.archives import Ground


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    found = made.ground(tmp_path / "data")
    yield found
    found.desk.close()


def test_who_was_forgotten_does_not_come_back_by_a_file(ground: Ground, tmp_path: Path) -> None:
    talk = made.conversation(
        "1-100", made.direct_message(5, 100, 1, "Hello"), made.direct_message(6, 1, 100, "Yes?")
    )
    other = made.conversation("1-101", made.direct_message(7, 101, 1, "Good day"))
    files = {
        "data/tweets.js": made.script("tweets", made.answers(3)),  # to 100, 101 and 102
        "data/direct-messages.js": made.script("direct_messages", [talk, other]),
    }
    path = made.archive(tmp_path / "archive.zip", files)
    with ground.db.writing():
        tombstones.add(
            ground.db,
            tombstones.Kind.AUTHOR,
            [tombstones.author("x", "100")],
            until_ms=to_ms(made.NOW),
            reason=tombstones.Reason.FORGOTTEN,
        )
    report = ground.desk.imports.take_in(path, Options(direct_messages=True))
    (left,) = report.tally.left_out
    assert "who were forgotten" in left.reason
    assert (left.count, left.places) == (3, ())  # an answer to them, and two messages
    assert (report.tally.known, report.tally.notes_known) == (0, 0)
    handles = {row[0] for row in ground.db.rows("SELECT remote_id FROM handles")}
    assert handles == {"101", "102"}
    assert [row[0] for row in ground.db.rows("SELECT text FROM messages ORDER BY id")] == [
        "We look into it, number1.",
        "We look into it, number2.",
        "Good day",
    ]


def test_where_only_our_answers_are_known_nothing_counts_as_unanswered(
    ground: Ground, tmp_path: Path
) -> None:
    path = made.archive(
        tmp_path / "archive.zip", {"data/tweets.js": made.script("tweets", made.answers(40))}
    )
    ground.desk.imports.take_in(path, Options())
    period = ground.desk.insight.period(date(2018, 10, 1), date(2018, 11, 30))
    report = ground.desk.insight.of(Scope(period))
    assert report is not None
    asked = {
        figure.key: figure.n
        for section in report.sections
        if section.question == "answering"
        for figure in section.figures
    }
    assert asked
    assert not any(asked.values()), asked


def test_an_export_of_this_desk_is_told_by_its_content_and_brings_the_same(
    ground: Ground, tmp_path: Path
) -> None:
    path = made.archive(
        tmp_path / "archive.zip", {"data/tweets.js": made.script("tweets", made.answers(12))}
    )
    ground.desk.imports.take_in(path, Options())
    export = tmp_path / "whatever.txt"
    ground.desk.exports.write(export, ExportForm.JSONL)
    other = made.ground(tmp_path / "other", account=False)
    assert other.desk.imports.recognise(export) is FileKind.OWN
    report = other.desk.imports.take_in(export, Options())
    assert report.tally.new == 12
    assert len(report.changes.cases) == 12  # so that a window reads them
    there, here = given.everything(other.db), given.everything(ground.db)
    del there["_sqlite_migrations"], here["_sqlite_migrations"]
    assert there == here
    other.desk.close()
