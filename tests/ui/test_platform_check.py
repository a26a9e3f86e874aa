"""Whether a window can open, found out for real: each case in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

from tests.surroundings import Needs
from ui.platform_check import missing_library

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux may lack a display or a library"
)

ASK = "from ui.platform_check import problem; print(problem())"
OPEN = "from PySide6.QtWidgets import QApplication; print(QApplication([]).platformName())"
SCREENSHOT_HINT = "canary-desk --demo --screenshot FILE.png"


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Python without any display but what `environment` names."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM"}
    }
    return subprocess.run(
        [sys.executable, *words],
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def x_display(needs: Needs) -> Iterator[str]:
    with subprocess.Popen(
        [needs("Xvfb"), "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "800x600x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "DISPLAY is not set"),
        ({"DISPLAY": ":987"}, "no X server answers at :987"),
        ({"DISPLAY": "nonsense"}, "no X server answers at nonsense"),
        ({"WAYLAND_DISPLAY": "wayland-987"}, "no Wayland compositor answers at wayland-987"),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"}, "no X server answers at :987"),
        ({"QT_QPA_PLATFORM": "wayland-egl"}, "no Wayland compositor answers at wayland-0"),
    ],
    ids=["none", "dead", "nonsense", "dead Wayland", "xcb asked for", "Wayland asked for"],
)
def test_without_a_display_the_command_says_so_in_one_line_and_ends_with_2(
    environment: dict[str, str], reason: str
) -> None:
    result = run("-m", "ui.start", "--demo", **environment)

    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert reason in line
    assert SCREENSHOT_HINT in line
    assert result.stdout == ""


@pytest.mark.parametrize("platform", ["offscreen", "offscreen:enable_fonts", "minimal"])
def test_a_platform_that_needs_no_display_is_no_problem(platform: str) -> None:
    assert run("-c", ASK, QT_QPA_PLATFORM=platform).stdout == "None\n"


@pytest.mark.parametrize(
    "more", [{}, {"WAYLAND_DISPLAY": "wayland-987"}], ids=["alone", "behind a dead Wayland"]
)
def test_where_an_x_server_answers_qt_opens_too(x_display: str, more: dict[str, str]) -> None:
    assert run("-c", ASK, DISPLAY=x_display, **more).stdout == "None\n"
    assert run("-c", OPEN, DISPLAY=x_display, **more).stdout == "xcb\n"


@pytest.mark.parametrize(
    ("file", "asked_for"),
    [
        ("lib/libQt6Widgets.so.6", b"libGL.so.1"),
        ("plugins/platforms/libqoffscreen.so", b"libX11.so.6"),
    ],
    ids=["Qt itself", "the platform plugin"],
)
def test_a_library_that_the_system_lacks_is_named_in_one_line(
    tmp_path: Path, file: str, asked_for: bytes
) -> None:
    wheel = Path(PySide6.__file__).parent / "Qt"
    copy = tmp_path / "PySide6" / "Qt"
    for folder in ("lib", "plugins/platforms"):
        (copy / folder).mkdir(parents=True)
        for library in (wheel / folder).glob("*.so*"):
            (copy / folder / library.name).symlink_to(library)
    (tmp_path / "PySide6" / "__init__.py").touch()
    (copy / file).unlink()
    shutil.copy(wheel / file, copy / file)
    wanted = asked_for[:-1] + b"9"
    (copy / file).write_bytes((copy / file).read_bytes().replace(asked_for, wanted))

    result = run("-m", "ui.start", PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen")

    assert result.returncode == 2, result
    (line,) = result.stderr.splitlines()
    assert line.startswith("Qt needs a system library that is not installed: " + wanted.decode())


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libwayland-client.so.0", "libwayland-client0"),
    ],
)
def test_the_package_to_install_is_named(library: str, package: str) -> None:
    message = f"{library}: cannot open shared object file: No such file or directory"

    line = missing_library(message)

    assert line is not None
    assert library in line
    assert f"sudo apt install {package}" in line
    assert "\n" not in line


def test_another_import_error_is_not_taken_for_a_missing_library() -> None:
    assert missing_library("No module named 'PySide6'") is None
    assert missing_library("libQt6Gui.so.6: undefined symbol: foo") is None
