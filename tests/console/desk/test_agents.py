"""Who answers at a desk: several persons, one of whom is here."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.credentials import Credentials
from console.desk import Context, Desk
from console.errors import InputError, NotFound
from tests.console import given


def a_context(path: Path, name: str = "Ada") -> Context:
    return Context(
        db=given.database(path),
        networks={},
        credentials=Credentials(),
        agent_name=name,
        signature="^A",
        now=lambda: given.START,
    )


def test_whoever_is_here_is_listed_with_those_who_were_added(tmp_path: Path) -> None:
    desk = Desk(a_context(tmp_path))
    desk.agents.add("  Ben   Moss ", " ^BM ")
    assert [(each.name, each.signature) for each in desk.agents.every()] == [
        ("Ada", "^A"),
        ("Ben Moss", "^BM"),
    ]
    assert desk.agents.here().name == "Ada"


@pytest.mark.parametrize("name", ["ada", " ADA ", "Ada"])
def test_a_name_is_given_once_in_whatever_capitals(tmp_path: Path, name: str) -> None:
    desk = Desk(a_context(tmp_path))
    desk.agents.here()
    with pytest.raises(InputError, match="already"):
        desk.agents.add(name)


@pytest.mark.parametrize(
    ("name", "signature"),
    [("", ""), ("  ", ""), ("a" * 81, ""), ("A\u202eb", ""), ("Ben", "x" * 21), ("Ben", "\0")],
)
def test_no_name_and_no_signature_that_cannot_be_shown(
    tmp_path: Path, name: str, signature: str
) -> None:
    desk = Desk(a_context(tmp_path))
    with pytest.raises(InputError):
        desk.agents.add(name, signature)
    assert [each.name for each in desk.agents.every()] == ["Ada"]


def test_one_who_is_renamed_stays_who_they_are(tmp_path: Path) -> None:
    context = a_context(tmp_path)
    desk = Desk(context)
    before = desk.agents.here()
    desk.agents.change(before.id, "Ada Fern", "^AF")
    here = desk.agents.here()
    assert (here.id, here.name, here.signature) == (before.id, "Ada Fern", "^AF")
    assert (context.agent_name, context.signature) == ("Ada Fern", "^AF")
    assert len(desk.agents.every()) == 1


def test_another_one_who_is_renamed_is_not_put_at_the_desk(tmp_path: Path) -> None:
    desk = Desk(a_context(tmp_path))
    ben = desk.agents.add("Ben")
    desk.agents.change(ben.id, "Benjamin", "^B")
    assert (desk.agents.here().name, desk.agents.here().signature) == ("Ada", "^A")
    with pytest.raises(InputError, match="already"):
        desk.agents.change(ben.id, "ada", "")


def test_the_retired_are_hidden_not_deleted_and_come_back(tmp_path: Path) -> None:
    desk = Desk(a_context(tmp_path))
    ben = desk.agents.add("Ben", "^B")
    assert desk.agents.retire(ben.id).retired
    assert [each.name for each in desk.agents.every()] == ["Ada"]
    assert [each.name for each in desk.agents.every(retired=True)] == ["Ada", "Ben"]
    again = desk.agents.add("BEN", "^BN")
    assert (again.id, again.name, again.signature, again.retired) == (ben.id, "BEN", "^BN", False)
    desk.agents.retire(ben.id)
    assert not desk.agents.bring_back(ben.id).retired


def test_whoever_works_here_is_not_retired(tmp_path: Path) -> None:
    context = a_context(tmp_path)
    desk = Desk(context)
    with pytest.raises(InputError, match="at the desk"):
        desk.agents.retire(desk.agents.here().id)
    ben = desk.agents.add("Ben")
    desk.agents.retire(ben.id)
    context.become("Ben", "")
    assert (desk.agents.here().id, desk.agents.here().retired) == (ben.id, False)
    assert not desk.agents.find("ben").retired


def test_a_name_goes_before_a_number_that_looks_like_it(tmp_path: Path) -> None:
    desk = Desk(a_context(tmp_path))
    desk.agents.here()
    odd = desk.agents.add("1")
    assert desk.agents.find("1").id == odd.id
    assert desk.agents.find(str(odd.id)).id == odd.id
    with pytest.raises(NotFound):
        desk.agents.find("nobody")
