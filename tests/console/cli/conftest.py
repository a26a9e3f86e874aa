"""The command line as a test types at it: one command after the other, in one data folder."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console import cli
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.ids import CaseId, RemoteId, ThreadId
from console.domain.limits import LIMITS_140
from console.domain.remote import RemoteUser
from console.store import accounts
from console.text.split import Part
from tests.console import given

NOW = datetime.now(UTC)


@dataclass
class Line:
    """Runs commands and returns what they print."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    type_in: Callable[[str], None]
    more: tuple[str, ...] = ()
    """Words put behind each command."""
    err: str = ""
    """What the last command printed on standard error."""

    def run(self, *words: str, stdin: str = "", code: int = 0) -> str:
        self.type_in(stdin)
        self.capsys.readouterr()
        ended = cli.main([*words, "--data-dir", str(self.folder), *self.more])
        out, self.err = self.capsys.readouterr()
        assert ended == code, f"{words}: {ended}\n{out}{self.err}"
        return out

    def json(self, *words: str, stdin: str = "", code: int = 0) -> Any:
        out = self.run(*words, "--json", stdin=stdin, code=code)
        assert out.isascii()
        return json.loads(out)


@pytest.fixture
def line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Line:
    def type_in(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))

    return Line(tmp_path / "desk", capsys, type_in)


@dataclass
class Office:
    """A data file with two accounts on X, in another program's hands than the command line's."""

    context: Context
    desk: Desk
    shop: Account
    help: Account

    def queue(self, *texts: str, case: int = 1, pause_s: float = 0) -> ThreadId:
        parts = tuple(Part(text, len(text)) for text in texts or ("Part one.", "Part two."))
        thread_id, _ = self.desk.replies.queue(
            CaseId(case),
            " ".join(part.text for part in parts),
            parts,
            LIMITS_140,
            pause=timedelta(seconds=pause_s),
        )
        return thread_id


@pytest.fixture
def office(line: Line) -> Iterator[Office]:
    """Case 1 is Ada's with @shop, case 2 Ben's with @help; both accounts have keys nowhere."""
    context = cli.open_context(line.folder, None)
    made = []
    for number, handle in (("1", "shop"), ("9", "help")):
        account = accounts.add(
            context.db,
            network="x",
            remote_id=RemoteId(number),
            handle=handle,
            name=f"The {handle}",
            now=NOW,
        )
        made.append(account)
    shop, second = made
    given.save(context.db, shop, given.post(1001, given.ADA, 0, "@shop where is my parcel?"))
    helped = RemoteUser(second.remote_id, second.handle, second.name)
    ben = given.post(1002, given.BEN, 1, "@help charged twice", mentions=(helped,))
    given.save(context.db, second, ben)
    yield Office(context, Desk(context), shop, second)
    context.close()
