"""What a test may find around it: its own home, the real data, the programs it needs.

A pytest plugin of the test session. What is missing makes a test skip with its reason on
a person's machine, and fail where CI is set, so that nothing is left out unseen.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

# A busy machine must not fail a test: how long an example takes is no property. In CI the
# examples are the same each time, so that what is red there is red for the change it tests;
# on a developer's machine they are others at each run, and find what nobody thought of.
settings.register_profile(
    "calm",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("calm")

Needs = Callable[[str], str]

_home = Path(tempfile.mkdtemp(prefix="canary-desk-tests-"))


def _isolate() -> None:
    """Point everything that is a person's at an empty folder; before Qt is imported."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(_home / name.lower())
    runtime = _home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    os.environ["HOME"] = str(_home)
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={runtime / 'no-bus'}"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["CANARY_DESK_LANGUAGE"] = "en"  # the texts that the tests name
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name in {
            "PYTHON_KEYRING_BACKEND",
            "CANARY_DESK_X_API",
        }:
            del os.environ[name]


_isolate()


def pytest_unconfigure() -> None:
    shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real data, named by CANARY_DESK_TEST_DATA."""
    folder = os.environ.get("CANARY_DESK_TEST_DATA")
    if folder is None:
        missing("CANARY_DESK_TEST_DATA is not set: it names the folder of real data")
    path = Path(folder).resolve()
    if not path.is_dir():
        missing(f"CANARY_DESK_TEST_DATA names {path}, which is no folder")
    return path


@pytest.fixture(scope="session")
def needs() -> Needs:
    """Returns a program's path: `needs("Xvfb")`; skips or fails where it is missing."""

    def find(program: str) -> str:
        found = shutil.which(program)
        if found is None:
            missing(f"the program {program} is not installed")
        return found

    return find


def missing(reason: str) -> NoReturn:
    """Skips a test on a person's machine, and fails it in CI."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; in CI nothing may be missing", pytrace=False)
    pytest.skip(reason)
