"""The command with which the program starts itself again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.guards import ExpectLog
from ui import new_start


def test_it_is_the_same_command_in_a_new_process() -> None:
    words = new_start.command(
        frozen=False,
        executable="/env/bin/python",
        own=["/src/ui/start.py", "--debug"],
        original=["python", "-m", "ui.start", "--hidden", "--data-dir", "/d", "--debug"],
    )
    assert words == ["/env/bin/python", "-m", "ui.start", "--data-dir", "/d", "--debug"]


def test_a_packed_program_is_its_own_interpreter() -> None:
    words = new_start.command(
        frozen=True,
        executable="/opt/canary-desk",
        own=["/opt/canary-desk", "--debug"],
        original=["/opt/canary-desk", "--debug"],
    )
    assert words == ["/opt/canary-desk", "--debug"]


def test_a_process_is_begun_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = tmp_path / "told"
    token = "os.environ.get('XDG_ACTIVATION_TOKEN', '-')"
    code = f"import os, pathlib; pathlib.Path({str(told)!r}).write_text({token})"
    monkeypatch.setattr(sys, "orig_argv", ["python", "-c", code, "--hidden"])
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "spent")
    begun = new_start.begin()
    assert begun is not None
    assert begun.wait(30) == 0
    assert told.read_text() == "-", "what held for one start only is not handed on"


def test_what_cannot_be_started_says_so(
    monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog, tmp_path: Path
) -> None:
    expect_log("cannot be started anew")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    assert new_start.begin() is None
