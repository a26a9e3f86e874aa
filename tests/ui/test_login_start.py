"""Starting at login: a real folder, quoting by the specification, what a person changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from console.errors import DeskError, InputError
from console.folders import default_folder
from ui import login_start
from ui.login_macos import LaunchAgent
from ui.login_start import Autostart, Found, Login, command, exec_line, of_system, suffix

WORDS = ("/usr/bin/canary-desk", "--hidden")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "config" / "autostart"


def test_switched_on_and_off_leaves_nothing(folder: Path) -> None:
    login = Autostart(WORDS, folder)
    assert login.read() == Found(Login.OFF)
    login.switch(on=True)
    assert login.read() == Found(Login.ON)
    lines = (folder / "canary-desk.desktop").read_text("utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert "Exec=/usr/bin/canary-desk --hidden" in lines
    assert "X-GNOME-Autostart-enabled=true" in lines
    assert not any(line.startswith("Path=") for line in lines)
    login.switch(on=False)
    login.switch(on=False)
    assert login.read() == Found(Login.OFF)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("enabled=true", "enabled=false", Found(Login.DISABLED)),
        ("Terminal=false", "Hidden=true", Found(Login.DISABLED)),
        ("--hidden", "--debug", Found(Login.OTHER, "/usr/bin/canary-desk --debug")),
        ("[Desktop Entry]", "[Another]", Found(Login.OTHER)),
    ],
)
def test_what_a_person_changed_is_noticed(
    folder: Path, before: str, after: str, found: Found
) -> None:
    login = Autostart(WORDS, folder)
    login.switch(on=True)
    path = folder / "canary-desk.desktop"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    assert login.read() == found
    login.switch(on=True)
    assert login.read() == Found(Login.ON)


def test_file_that_cannot_be_read_is_another_ones(folder: Path) -> None:
    folder.mkdir(parents=True)
    path = folder / "canary-desk.desktop"
    path.write_bytes(b"\xff\xfe")
    assert Autostart(WORDS, folder).read() == Found(Login.OTHER, str(path))


def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file", "utf-8")
    with pytest.raises(DeskError):
        Autostart(WORDS, tmp_path / "config" / "autostart").switch(on=True)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("plain", "plain"),
        ("/with blank/x", '"/with blank/x"'),
        ("100%", "100%%"),
        ('say "hi"', '"say \\\\"hi\\\\""'),
        ("a$b`c", '"a\\\\$b\\\\`c"'),
        ("back\\slash", '"back\\\\\\\\slash"'),
        ("", '""'),
    ],
)
def test_words_are_quoted_as_the_specification_says(word: str, written: str) -> None:
    assert exec_line((word,)) == written
    # What a desktop does: unescape the string, then read it as a shell does.
    unescaped = written.replace("\\\\", "\\").replace("%%", "%")
    said = subprocess.run(["sh", "-c", f"printf %s {unescaped}"], capture_output=True, check=True)
    assert said.stdout.decode() == word


def test_removed_program_is_not_tried(folder: Path) -> None:
    Autostart(("/opt/my desk/back\\slash", "--hidden"), folder).switch(on=True)
    lines = (folder / "canary-desk.desktop").read_text("utf-8").splitlines()
    assert "TryExec=/opt/my desk/back\\\\slash" in lines, "a string, and no command line"


def test_two_desks_have_an_entry_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    one, two, usual = (of_system(each) for each in (tmp_path / "1", tmp_path / "2", None))
    one.switch(on=True)
    usual.switch(on=True)
    assert two.read() == Found(Login.OFF)
    two.switch(on=True)
    assert [each.read() for each in (one, two, usual)] == [Found(Login.ON)] * 3
    two.switch(on=False)
    assert [each.read().state for each in (one, two, usual)] == [Login.ON, Login.OFF, Login.ON]
    names = {path.name for path in (tmp_path / "autostart").iterdir()}
    assert names == {"canary-desk.desktop", f"canary-desk{suffix(tmp_path / '1')}.desktop"}


def test_folder_is_the_same_however_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A login begins in the home folder, not where the desk was started."""
    monkeypatch.chdir(tmp_path)
    assert command(Path("work"))[-1] == str(tmp_path / "work")
    assert suffix(Path("work")) == suffix(tmp_path / "work") != ""
    monkeypatch.chdir(default_folder().parent.parent)
    relative = default_folder().relative_to(Path.cwd())
    assert command(relative)[-1] == "--hidden"
    assert suffix(relative) == suffix(None) == ""


@pytest.mark.parametrize("held", ["/usr/bin/other --debug", "/x --hidden --data-dir /a"])
def test_entry_of_another_is_not_removed(folder: Path, held: str) -> None:
    login = Autostart(WORDS, folder)
    login.switch(on=True)
    path = folder / "canary-desk.desktop"
    path.write_text(f"[Desktop Entry]\nExec={held}\n", "utf-8")
    with pytest.raises(InputError, match="Another command"):
        login.switch(on=False)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="Another command"):
        login.switch(on=False)
    assert path.exists()


def test_entry_of_a_program_that_stood_elsewhere_is_removed(folder: Path) -> None:
    Autostart(("/opt/old/canary-desk", "--hidden"), folder).switch(on=True)
    Autostart(WORDS, folder).switch(on=False)
    assert list(folder.iterdir()) == []


def test_line_end_in_a_path_is_refused() -> None:
    with pytest.raises(InputError):
        exec_line(("/a\nExec=evil", "--hidden"))


def test_command_is_the_program_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "bin" / "canary-desk"
    script.parent.mkdir()
    script.touch(0o755)
    python = script.with_name("python")
    monkeypatch.setattr(sys, "executable", str(python))
    assert command() == (str(script), "--hidden")
    assert command(tmp_path) == (str(script), "--hidden", "--data-dir", str(tmp_path))
    assert command(default_folder()) == (str(script), "--hidden")
    script.unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command() == (str(python), "-m", "ui.start", "--hidden")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == (str(python), "--hidden")


def test_checkout_says_where_its_modules_are(folder: Path) -> None:
    Autostart(("/usr/bin/python3", "-m", "ui.start", "--hidden"), folder).switch(on=True)
    lines = (folder / "canary-desk.desktop").read_text("utf-8").splitlines()
    (path,) = [line.removeprefix("Path=") for line in lines if line.startswith("Path=")]
    assert (Path(path) / "ui" / "start.py").is_file()


def test_the_desktops_own_folder_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert login_start.config_folder() == tmp_path
    monkeypatch.setenv("XDG_CONFIG_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert login_start.config_folder() == tmp_path / ".config"


def test_agent_of_a_mac_holds_the_same_words(tmp_path: Path) -> None:
    agent = LaunchAgent(WORDS, tmp_path / "LaunchAgents")
    assert agent.read() == Found(Login.OFF)
    agent.switch(on=True)
    assert agent.read() == Found(Login.ON)
    assert LaunchAgent(("/x",), tmp_path / "LaunchAgents").read() == Found(
        Login.OTHER, "/usr/bin/canary-desk --hidden"
    )
    other = LaunchAgent(WORDS, tmp_path / "LaunchAgents", "-2")
    other.switch(on=True)
    assert [each.read().state for each in (agent, other)] == [Login.ON, Login.ON]
    words = ("/x", "--hidden", "--data-dir", "/a")
    with pytest.raises(InputError, match="Another command"):
        LaunchAgent(words, tmp_path / "LaunchAgents").switch(on=False)
    LaunchAgent(("/moved", "--hidden"), tmp_path / "LaunchAgents").switch(on=False)
    assert [each.read().state for each in (agent, other)] == [Login.OFF, Login.ON]
