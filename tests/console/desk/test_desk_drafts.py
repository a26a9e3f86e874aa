"""The verbs on drafts: what is typed is kept, and can be brought back."""

from __future__ import annotations

import pytest

from console.domain.ids import CaseId
from console.domain.limits import LIMITS_140
from console.domain.outbox import VersionOrigin
from console.errors import InputError, NotFound
from console.text.split import Part
from tests.console.given import Bench


@pytest.fixture
def case_id(bench: Bench) -> CaseId:
    (row,) = bench.desk.cases.rows()
    return row.id


def test_a_version_is_brought_back_by_saving_it(bench: Bench, case_id: CaseId) -> None:
    save, versions = bench.desk.drafts.save, bench.desk.drafts.versions
    save(case_id, "Dear Ada", "280", "(1/3) end")
    bench.clock.forward(minutes=1)
    save(case_id, "Hello", "140")
    before = versions(case_id)
    assert [each.text for each in before] == ["Hello", "Dear Ada"]
    old = before[1]
    assert (old.limit, old.numbering, old.agent_name) == ("280", "(1/3) end", "Anna")
    save(case_id, old.text, old.limit, old.numbering)
    draft = bench.desk.drafts.get(case_id)
    assert draft is not None
    assert (draft.text, draft.limit, draft.numbering) == ("Dear Ada", "280", "(1/3) end")
    assert [each.text for each in versions(case_id)] == ["Dear Ada", "Hello", "Dear Ada"]


def test_a_cleared_draft_is_gone_and_its_text_is_a_version(bench: Bench, case_id: CaseId) -> None:
    bench.desk.drafts.save(case_id, "Dear Ada", "140")
    bench.desk.drafts.save(case_id, "", "140")
    assert bench.desk.drafts.get(case_id) is None
    assert [each.text for each in bench.desk.drafts.versions(case_id)] == ["Dear Ada"]


def test_a_case_that_is_not_there_has_no_drafts(bench: Bench) -> None:
    assert bench.desk.drafts.get(CaseId(99)) is None
    assert bench.desk.drafts.versions(CaseId(99)) == ()
    with pytest.raises(NotFound):
        bench.desk.drafts.save(CaseId(99), "lost", "140")


def test_the_parts_are_stored_as_shown_and_the_text_as_typed(bench: Bench, case_id: CaseId) -> None:
    typed = "One  e\u0301\fand two \n"
    parts = [Part("1/2 One  é", 10), Part("2/2 and two", 11)]
    thread_id, _ = bench.desk.replies.queue(case_id, typed, parts, LIMITS_140, numbering="1/3")
    (thread,) = bench.desk.outbox.threads()
    assert [(part.text, part.weight) for part in thread.parts] == [
        (part.text, part.weight) for part in parts
    ]
    (version,) = bench.desk.drafts.versions(case_id)
    assert (version.text, version.origin) == (typed, VersionOrigin.SENT)
    bench.desk.outbox.cancel(thread_id)
    draft = bench.desk.drafts.get(case_id)
    assert draft is not None
    assert (draft.text, draft.numbering) == (typed, "1/3")


def test_a_part_that_weighs_more_than_it_says_leaves_the_draft(
    bench: Bench, case_id: CaseId
) -> None:
    bench.desk.drafts.save(case_id, "typed", "140")
    with pytest.raises(InputError, match="Part 2 weighs 141"):
        bench.desk.replies.queue(case_id, "x", [Part("a", 1), Part("b" * 141, 2)], LIMITS_140)
    draft = bench.desk.drafts.get(case_id)
    assert draft is not None
    assert draft.text == "typed"


def test_a_part_with_a_character_that_no_post_may_have_is_not_queued(
    bench: Bench, case_id: CaseId
) -> None:
    with pytest.raises(InputError, match="Part 1 holds a character that no post may have"):
        bench.desk.replies.queue(case_id, "x", [Part("a\ufeffb", 2)], LIMITS_140)
    assert bench.desk.outbox.threads() == ()


def test_an_empty_part_is_refused_by_its_own_words(bench: Bench, case_id: CaseId) -> None:
    with pytest.raises(InputError, match="Part 2 is empty"):
        bench.desk.replies.queue(case_id, "x", [Part("a", 1), Part("\u00a0", 1)], LIMITS_140)
    assert bench.desk.outbox.threads() == ()
