"""What a desk full of hostile words prints and writes: text, and nothing that acts."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import Network
from console.domain.ids import CaseId, ContactId, RemoteId
from console.domain.remote import RemoteUser
from console.domain.searching import HitOrder
from console.store import location
from console.store.database import Database
from tests.console import given
from tests.console.cli.conftest import Line, Office
from tests.console.exchange.test_case_html import ATTRIBUTES, OURS, Page
from tests.render_trial.stage import act_all, post_all
from tests.render_trial.texts import hostile

TEXTS = 70
FORGED = "ada\n   9  @forged\r\u2028\u202eevil"
AGENT = "<i>Mika</i>\x1b]0;x\x07 \u202e=1+1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of a desk in which everything that has words was made of hostile ones."""
    folder, now = tmp_path_factory.mktemp("hostile"), datetime.now(UTC)
    texts = [text[:3000] for text in hostile(TEXTS, 1, 4711)]
    world = MemoryWorld(RemoteUser(RemoteId("900"), "Shop", "<b>The</b>\x1b[31m =Shop"))
    post_all(world, texts, now)
    db = Database.open(folder / location.FILE_NAME)
    networks: dict[str, Network] = {"memory": given.TinyNetwork(MemoryConnector(world))}
    desk = Desk(Context(db, networks, Credentials(), AGENT, process="hostile"))
    act_all(desk, texts, now)
    desk.close()
    return folder


@pytest.fixture
def hostile_line(line: Line, folder: Path) -> Line:
    line.folder = folder
    return line


@pytest.mark.parametrize(
    "words",
    [
        "cases --limit 200", "account list", "outbox", "saved list", "saved-search list",
        "watch list", "search hostile", "search b", "contact find hostile", "rule list",
        "mute list", "insight",
    ],
)  # fmt: skip
def test_nothing_that_is_printed_steers_a_terminal(hostile_line: Line, words: str) -> None:
    out = hostile_line.run(*words.split())
    assert out
    assert controls(out + hostile_line.err) == set()


def test_no_case_or_contact_steers_a_terminal(hostile_line: Line) -> None:
    for number in range(1, TEXTS + 1, 3):
        for words in (("show", str(number)), ("contact", "show", str(number))):
            out = hostile_line.run(*words)
            assert out
            assert controls(out + hostile_line.err) == set(), words


def controls(text: str) -> set[str]:
    """What of a text a terminal would heed, or show in another order than it stands."""
    bidi = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
    return {
        sign
        for sign in text
        if (unicodedata.category(sign) == "Cc" and sign not in "\n\t") or sign in bidi
    }


def test_no_name_or_handle_forges_a_line(office: Office, line: Line) -> None:
    """A data file may come from elsewhere: what the desk never stores stands in it."""
    desk = office.desk
    desk.agents.add("Kim")
    desk.searches.save("parcels", "parcel", HitOrder.NEWEST)
    desk.triage.tag((CaseId(1),), add=["vip"])
    desk.contacts.tag(ContactId(1), add=["vip"])
    listings = (
        ["account", "list"], ["cases"], ["show", "1"], ["contact", "find", "ada"],
        ["contact", "show", "1"], ["search", "parcel"], ["saved-search", "list"],
        ["agent", "list"],
    )  # fmt: skip
    lines = [len(line.run(*words).split("\n")) for words in listings]
    with office.context.db.writing():
        for table, column in (
            ("accounts", "handle"), ("handles", "handle"), ("handles", "name"),
            ("contacts", "name"), ("agents", "name"),
        ):  # fmt: skip
            office.context.db.execute(
                f"UPDATE {table} SET {column} = {column} || ? WHERE rowid = 1", (FORGED,)
            )
    for words, before in zip(listings, lines, strict=True):
        out = line.run(*words)
        assert len(out.split("\n")) == before, out
        assert "\u2028" not in out


@pytest.mark.parametrize("kind", ["jsonl", "csv", "html"])
def test_what_is_exported_holds_nothing_that_acts(
    hostile_line: Line, tmp_path: Path, kind: str
) -> None:
    to = tmp_path / f"all.{kind}"
    hostile_line.run("export", str(to), *([] if kind != "html" else ["--case", "1"]))
    text = to.read_text("utf-8-sig")
    if kind == "jsonl":
        assert all(isinstance(json.loads(each), dict) for each in text.split("\n") if each)
    elif kind == "csv":
        cells = [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
        assert len(cells) > TEXTS
        assert [cell for cell in cells if re.match(r"\s*[=+\-@\t\r]", cell)] == []
    else:
        holds_only_ours(text)


def test_a_page_of_insight_holds_only_our_elements(hostile_line: Line, tmp_path: Path) -> None:
    to = tmp_path / "insight.html"
    hostile_line.run("insight", "--html", str(to))
    page = Page(to.read_text("utf-8"))
    foreign = {"img", "iframe", "script", "link", "object", "embed", "base", "form"}
    assert not foreign & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    assert all((value or "").startswith("#") for name, value in page.attributes if name == "href")


def holds_only_ours(text: str) -> None:
    page = Page(text)
    assert set(page.tags) <= OURS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert not page.comments
