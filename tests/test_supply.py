"""What is installed is what is locked, hash by hash; what the audit says is what was asked."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", PACKAGING / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["audit"] = module
    spec.loader.exec_module(module)
    return module


def locked() -> dict[str, dict[str, Any]]:
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    return {each["name"]: each for each in packages}


def needed() -> set[str]:
    """Returns all that the desk needs to run, on whichever system."""
    packages = locked()
    found: set[str] = set()
    todo = ["canary-desk"]
    while todo:
        for each in packages[todo.pop()].get("dependencies", ()):
            if each["name"] not in found:
                found.add(each["name"])
                todo.append(each["name"])
    return found


def hashed(name: str) -> dict[str, tuple[str, set[str]]]:
    """Returns version and hashes by name, of a file of requirements."""
    text = (PACKAGING / name).read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            match = re.match(r"([a-z0-9-]+)==([^ ;]+)", line)
            assert match is not None, line
            found[match[1]] = match[2], set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    return found


def test_the_requirements_for_pip_are_those_of_the_lock() -> None:
    packages = locked()
    wanted = {}
    for name in needed():
        files = [*packages[name]["wheels"], packages[name].get("sdist")]
        wanted[name] = packages[name]["version"], {each["hash"] for each in files if each}
    assert hashed("requirements.txt") == wanted


def test_every_locked_package_has_a_hash_and_a_wheel() -> None:
    for name, package in locked().items():
        if name != "canary-desk":
            assert package["wheels"], name
            assert all(each["hash"].startswith("sha256:") for each in package["wheels"]), name


def test_the_installer_itself_is_hashed() -> None:
    ((name, (version, hashes)),) = hashed("uv.txt").items()
    assert name == "uv"
    assert f'UV = "uv=={version}"' in (PACKAGING / "setup_env.py").read_text("utf-8")
    assert len(hashes) > 10


PACKAGES = {"left": "1.0", "right": "2.0"}


def report(*found: dict[str, Any]) -> dict[str, Any]:
    return {
        "dependencies": [
            {"name": "left", "version": "1.0", "vulns": list(found)},
            {"name": "right", "version": "2.0", "vulns": []},
        ]
    }


HOLE = {"id": "PYSEC-1", "aliases": ["CVE-2026-1"], "fix_versions": ["1.1"]}
TODAY = date(2026, 11, 23)


def test_a_vulnerability_fails_unless_it_is_excepted_in_time(audit: ModuleType) -> None:
    assert audit.judged(report(), PACKAGES, (), TODAY) == []
    assert audit.judged(report(HOLE), PACKAGES, (), TODAY) == ["left 1.0: PYSEC-1; mended in 1.1"]
    excepted = audit.Excepted("CVE-2026-1", "left", "never called", date(2026, 12, 1))
    assert audit.judged(report(HOLE), PACKAGES, (excepted,), TODAY) == []
    (late,) = audit.judged(report(HOLE), PACKAGES, (excepted,), date(2026, 12, 2))
    assert "that is over" in late
    (idle,) = audit.judged(report(), PACKAGES, (excepted,), TODAY)
    assert "found nowhere" in idle


def test_an_answer_that_leaves_a_package_out_is_no_clean_one(audit: ModuleType) -> None:
    short = report()
    del short["dependencies"][1]
    with pytest.raises(audit.NotAskedError, match="1 of 2 packages \\(right\\)"):
        audit.judged(short, PACKAGES, (), TODAY)
    skipped = report()
    skipped["dependencies"][1] = {"name": "right", "skip_reason": "not found"}
    with pytest.raises(audit.NotAskedError, match="not found"):
        audit.judged(skipped, PACKAGES, (), TODAY)


def test_what_is_found_is_told_though_a_package_got_no_answer(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    short = report(HOLE)
    del short["dependencies"][1]
    excepted = audit.Excepted("CVE-2026-9", "right", "never called", date(2026, 12, 1))
    assert audit.judged(short, PACKAGES, (excepted,), TODAY) == [
        "left 1.0: PYSEC-1; mended in 1.1",
        "not known about 1 of 2 packages (right): left out of the answer",
    ]
    monkeypatch.setattr(audit, "locked", lambda _: PACKAGES)
    monkeypatch.setattr(audit, "ask", lambda _: short)
    assert audit.main([]) == audit.FOUND
    assert "PYSEC-1" in capsys.readouterr().err
    monkeypatch.setattr(audit, "ask", lambda _: {"dependencies": report()["dependencies"][:1]})
    assert audit.main([]) == audit.NOT_ASKED
    said = capsys.readouterr().err
    assert "no answer about 1 of 2 packages" in said
    assert "online" not in said


def test_the_whole_lock_is_asked_about_but_not_ourselves(audit: ModuleType) -> None:
    asked = audit.locked((ROOT / "uv.lock").read_text("utf-8"))
    assert set(asked) == set(locked()) - {"canary-desk"}


def test_offline_it_says_that_nothing_is_known() -> None:
    nowhere = "http://127.0.0.1:9"
    away = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"), nowhere)
    run = subprocess.run(
        [sys.executable, str(PACKAGING / "audit.py")],
        env={**os.environ, **away, "UV_OFFLINE": "1", "NO_PROXY": "", "no_proxy": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "Nothing is known: this is no clean result." in run.stderr
