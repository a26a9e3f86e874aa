"""What the command `canary-desk` decides before anything heavy is imported."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from console.store.location import FolderLock, default_folder, occupy
from ui import app
from ui.start import WindowOptions, main, parse

HEAVY = ("PySide6", "console", "argparse", "keyring", "tweepy", "sqlite_utils")
PROJECT = Path(__file__).parent.parent.parent / "pyproject.toml"


def test_importing_the_entry_point_imports_nothing_heavy() -> None:
    code = f"import sys, ui.start; print(sorted(set(sys.modules) & set({HEAVY})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_help_names_each_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["no-such-command"])
    listed = capsys.readouterr().err.partition("choose from ")[2].rstrip(")\n")
    words = [word.strip(" '") for word in listed.split(",")]
    assert {"insight", "fix", "sync"} <= set(words)
    assert [word for word in words if f"\n  {word} " not in told] == []


def test_the_windows_options_are_read() -> None:
    assert parse([]) == WindowOptions()
    assert parse(["--demo", "--screenshot", "desk.png"]) == WindowOptions(
        demo=True, screenshot=Path("desk.png")
    )
    assert parse(["--data-dir", "d", "--x-api", "http://127.0.0.1:1"]) == WindowOptions(
        data_dir=Path("d"), x_api="http://127.0.0.1:1"
    )


def test_the_address_of_x_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANARY_DESK_X_API", "http://127.0.0.1:1")

    assert parse([]).x_api == "http://127.0.0.1:1"
    assert parse(["--x-api", "http://127.0.0.1:2"]).x_api == "http://127.0.0.1:2"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["--screenshot", "desk.jpg"], "must end in .png"),
        (["--demo", "--data-dir", "d"], "leave out --data-dir"),
    ],
)
def test_options_that_make_no_sense_are_told_and_end_with_2(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)

    assert caught.value.code == 2
    assert told in capsys.readouterr().err


def test_help_names_the_options_and_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])

    assert caught.value.code == 0
    text = capsys.readouterr().out
    for word in ("--demo", "--screenshot", "--data-dir", "account add x", "sync", "reply CASE"):
        assert word in text


def test_the_version_is_the_projects(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])

    assert caught.value.code == 0
    version = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    assert capsys.readouterr().out == f"canary-desk {version}\n"


def test_an_address_that_may_not_stand_in_xs_place_is_refused_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--x-api", "http://x.example"])
    assert ended.value.code == 2
    assert "https://" in capsys.readouterr().err
    assert parse(["--x-api", "http://127.0.0.1:8080"]).x_api == "http://127.0.0.1:8080"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[FolderLock | None]:
    """The locks with which windows would have been opened."""
    locks: list[FolderLock | None] = []

    def run(_: WindowOptions, _painted: object = None, *, lock: FolderLock | None) -> int:
        locks.append(lock)
        return 0

    monkeypatch.setattr(app, "run", run)
    return locks


def test_the_window_is_given_the_lock_of_its_folder(
    opened: list[FolderLock | None], tmp_path: Path
) -> None:
    assert main(["--data-dir", str(tmp_path)]) == 0
    (lock,) = opened
    assert lock is not None
    assert lock.holds()
    assert lock.folder == tmp_path
    lock.release()


@pytest.mark.parametrize("option", ["--demo", "--screenshot=desk.png"])
def test_the_demo_and_a_screenshot_work_beside_an_open_window(
    opened: list[FolderLock | None], monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    first = occupy(default_folder())
    assert first is not None
    assert main([option]) == 0
    assert opened == [None]
    first.release()


@pytest.mark.parametrize(
    ("platform", "told"), [("darwin", True), ("win32", True), ("linux", False)]
)
def test_where_the_environment_is_silent_qt_tells_the_systems_languages(
    platform: str,
    told: bool,  # noqa: FBT001
) -> None:
    """Qt here reads the environment; what it tells there was never seen by us."""
    code = (
        "import sys, PySide6.QtCore; from ui import start; sys.platform = sys.argv[1];"
        " print(start._languages_of_system(), 'PySide6.QtGui' in sys.modules)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-c", code, platform], capture_output=True, text=True, check=True,
        env=environment | {"LC_ALL": "de_AT.UTF-8", "LANGUAGE": ""},
    )  # fmt: skip
    languages, _, with_window = done.stdout.rpartition(" ")
    assert ("'de-AT'" in languages) is told
    assert with_window == "False\n"
