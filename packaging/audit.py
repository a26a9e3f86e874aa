"""Ask a public list of vulnerabilities about every locked dependency, and judge the answer.

    python packaging/audit.py            for a person
    python packaging/audit.py --json     for a program: pip-audit's own report on stdout

Asked of PyPI are names and versions from `uv.lock`, those for other systems and for
development too; nothing of this machine. Exit codes: 0 nothing known, 1 a vulnerability that
is not excepted (or an exception that is over, or fits nothing), 2 could not be asked, or not
about every package: nothing is known then, and that is not the same as nothing found. What is
found is told, and is 1, whoever else got no answer.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

PIP_AUDIT = "pip-audit==2.10.0"
"""Pinned; uv runs it in an environment of its own, so it is no dependency of ours."""
ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "uv.lock"
FINE, FOUND, NOT_ASKED = 0, 1, 2
PATIENCE_S = 300


@dataclass(frozen=True)
class Excepted:
    """A vulnerability that does not reach us, why, and till when that is believed."""

    id: str
    package: str
    why: str
    till: date


EXCEPTED: tuple[Excepted, ...] = ()


class NotAskedError(Exception):
    """Say why nothing is known."""

    advice = "Try again online."


class LeftOutError(NotAskedError):
    """Say which packages got no answer, though the list was asked."""

    advice = "The list did answer, but not about these: see why, and mend or wait."


def main(words: list[str]) -> int:
    """Run the audit, tell the outcome, and return the exit code."""
    packages = locked(LOCK.read_text("utf-8"))
    try:
        report = ask(packages)
        troubles = judged(report, packages, EXCEPTED, datetime.now(UTC).date())
    except NotAskedError as error:
        print(f"Could not ask: {error}", file=sys.stderr)
        print(f"Nothing is known: this is no clean result. {error.advice}", file=sys.stderr)
        return NOT_ASKED
    if "--json" in words:
        print(json.dumps(report, indent=1))
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    if not troubles:
        print(f"{len(packages)} locked packages: no known vulnerability.", file=sys.stderr)
    return FOUND if troubles else FINE


def locked(text: str) -> dict[str, str]:
    """Return the version of each package of a lock file that comes from an index."""
    return {
        package["name"]: package["version"]
        for package in tomllib.loads(text)["package"]
        if "registry" in package["source"]
    }


def ask(packages: dict[str, str]) -> dict[str, Any]:
    """Return pip-audit's report; raise NotAskedError where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder, "asked.txt")
        asked.write_text("".join(f"{n}=={v}\n" for n, v in sorted(packages.items())), "utf-8")
        # Without pip nothing is resolved or installed: what is asked of is what is locked.
        audit = (
            "pip-audit", "--requirement", str(asked), "--no-deps", "--disable-pip",
            "--format", "json", "--progress-spinner", "off",
        )  # fmt: skip
        uv = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
        try:
            run = subprocess.run(
                [str(uv), "tool", "run", "--from", PIP_AUDIT, *audit],
                capture_output=True,
                text=True,
                check=False,
                timeout=PATIENCE_S,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotAskedError(str(error)) from error
    try:
        report = json.loads(run.stdout)
    except ValueError:
        lines = run.stderr.strip().splitlines()
        raise NotAskedError(
            lines[-1] if lines else f"pip-audit ended with {run.returncode}"
        ) from None
    if not isinstance(report, dict) or not isinstance(report.get("dependencies"), list):
        raise NotAskedError("pip-audit gave a report that we do not know")
    return report


def judged(
    report: dict[str, Any],
    packages: dict[str, str],
    excepted: tuple[Excepted, ...],
    today: date,
) -> list[str]:
    """Return what is wrong, a line each; where that is anything, who got no answer as well.

    Raises:
        LeftOutError: nothing was found, but not every package was answered for.
    """
    told = {each["name"]: each for each in report["dependencies"]}
    missing = sorted(n for n in packages if "vulns" not in told.get(n, {}))
    lines = found(told, excepted, today, all_told=not missing)
    if not missing:
        return lines
    named = ", ".join(missing[:3]) + (", ..." if missing[3:] else "")
    why = told.get(missing[0], {}).get("skip_reason", "left out of the answer")
    about = f"{len(missing)} of {len(packages)} packages ({named}): {why}"
    if not lines:
        raise LeftOutError(f"no answer about {about}")
    return [*lines, f"not known about {about}"]


def found(
    told: dict[str, Any], excepted: tuple[Excepted, ...], today: date, *, all_told: bool
) -> list[str]:
    """Return each vulnerability that no exception covers, and each exception that fits none.

    The latter only where `all_told`: it may be for a package that got no answer.
    """
    used: set[str] = set()
    lines = []
    for name, each in sorted(told.items()):
        for hole in each.get("vulns", ()):
            ids = {hole["id"], *hole.get("aliases", ())}
            one = next((e for e in excepted if e.package == name and e.id in ids), None)
            if one is not None and today <= one.till:
                used.add(one.id)
                continue
            better = ", ".join(hole.get("fix_versions", ())) or "no version yet"
            over = f" (excepted till {one.till}: that is over)" if one else ""
            lines.append(f"{name} {each['version']}: {hole['id']}; mended in {better}{over}")
            used |= {one.id} if one else set()
    if all_told:
        lines += [f"{e.id} is excepted, and found nowhere" for e in excepted if e.id not in used]
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
