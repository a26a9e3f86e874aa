"""Set-up, where it cannot go on: one line that says what to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

NO_ENSUREPIP = """
import importlib.util
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "ensurepip" else find(name, *rest)
"""
"""Stands for Debian's python3 without its package python3-venv."""

OLD_PYTHON = """
import sys
sys.version_info = (3, 9, 2, "final", 0)
"""


@pytest.mark.parametrize(
    ("python", "told"),
    [
        (NO_ENSUREPIP, "cannot make virtual environments: "),
        (OLD_PYTHON, "needs Python 3.11 or newer, and this is 3.9: "),
    ],
    ids=["no ensurepip", "old Python"],
)
@pytest.mark.parametrize("task", ["run", "test"])
def test_a_python_that_cannot_is_told_in_one_line_and_nothing_is_made(
    python: str, told: str, task: str, tmp_path: Path
) -> None:
    checkout = tmp_path / "a checkout"
    (checkout / "packaging").mkdir(parents=True)
    for name in ("packaging/setup_env.py", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, checkout / name)
    before = sorted(checkout.rglob("*"))
    script = f"{python}\nimport runpy\nrunpy.run_path(sys.argv.pop(1), run_name='__main__')"

    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{script}", checkout / "packaging/setup_env.py", task],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert told in line
    assert sorted(checkout.rglob("*")) == before


def test_an_unknown_task_is_answered_with_those_there_are() -> None:
    script = str(ROOT / "packaging" / "setup_env.py")

    done = subprocess.run(
        [sys.executable, script, "dance"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    for task in ("run", "test", "lint", "bench", "screenshots", "setup"):
        assert f"setup_env.py {task} " in done.stderr
