"""Build the packages, tell their sizes, or try them as a person would.

    make package                              the folder and, on Debian, the .deb, into dist/
    make package ARGS="--trial folder"        what was built, without this checkout
    make package ARGS="--trial deb"           installed by apt, used, removed; as root
    make package ARGS="--only deb --no-start" again from the folder; starts are not timed

README.md beside this file says more, also for Windows and macOS.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

import bundle
import package_checks
import package_deb
import package_figures
import package_folder
import package_sources
from package_tools import PackageError

DIST = bundle.ROOT / "dist"


def main(words: list[str]) -> int:
    """Do what was asked for and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--dist", type=Path, default=DIST, metavar="DIR", help="default: dist")
    parser.add_argument("--only", choices=("folder", "deb"), help="build one of the two")
    parser.add_argument("--no-start", action="store_true", help="do not time the start")
    parser.add_argument("--trial", choices=("folder", "deb"), help="try what was built")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE.png", help="draw the trial's window into a file"
    )
    given = parser.parse_args(words)
    try:
        if given.trial:
            import package_trial  # of users and X servers, which Windows does not have

        if given.trial == "folder":
            package_trial.try_folder(given.dist / bundle.NAME, given.picture)
        elif given.trial == "deb":
            package_trial.try_deb(newest_deb(given.dist), given.picture)
        else:
            build(given.dist.absolute(), given.only, start=not given.no_start)
    except PackageError as error:
        print(f"Canary Desk: {error}.", file=sys.stderr)
        return 1
    return 0


def build(dist: Path, only: str | None, *, start: bool) -> None:
    """Build what was asked for (None: all that this system can) and tell its figures."""
    began = time.perf_counter()
    if only == "deb":
        folder = package_folder.built(dist)
        package_sources.check(folder.path / bundle.CONTENTS)
    else:
        folder = package_folder.build(dist)
        took("folder", began)
    deb = None
    if only != "folder" and shutil.which("dpkg-deb"):
        began = time.perf_counter()
        deb = package_deb.build(folder, dist)
        took(".deb", began)
        began = time.perf_counter()
        package_checks.look(deb)
        took("checks", began)
    package_figures.tell(folder.path, deb, start=start and sys.platform == "linux")


def took(what: str, began: float) -> None:
    """Print how long a step took."""
    print(f"{what}: {time.perf_counter() - began:.0f} s", flush=True)


def newest_deb(dist: Path) -> Path:
    """Return the package of this version and system."""
    path = dist / package_deb.name(package_deb.architecture())
    if not path.is_file():
        raise PackageError(f"{path.name} is not built yet; `make package` does it")
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
