"""Other people's judges of the package: lintian, AppStream's and the desktop entry's.

Where one is not installed it is passed over with a line; with CI set that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bundle
from package_tools import PackageError, run

JUDGES = {
    "lintian": "lintian",
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
}
"""Programs, and the Debian packages that hold them."""


def look(deb: Path) -> None:
    """Let each judge look at the package; raise PackageError where one finds an error."""
    here = [each for each in JUDGES if is_there(each)]
    if "lintian" in here:
        judge(["lintian", "--allow-root", "--fail-on", "error", str(deb)])
    with tempfile.TemporaryDirectory(prefix="canary-desk-look-") as at:
        run(["dpkg-deb", "--extract", str(deb), at])
        share = Path(at, "usr/share")
        if "appstreamcli" in here:
            path = share / "metainfo" / f"{bundle.APP_ID}.metainfo.xml"
            judge(["appstreamcli", "validate", "--no-net", str(path)])
        if "desktop-file-validate" in here:
            path = share / "applications" / f"{bundle.APP_ID}.desktop"
            judge(["desktop-file-validate", str(path)])


def is_there(program: str) -> bool:
    """Return whether a judge is installed; raise PackageError in CI where it is not."""
    if shutil.which(program):
        return True
    told = f"{program} is not installed (package {JUDGES[program]})"
    if os.environ.get("CI"):
        raise PackageError(told)
    print(f"Not looked at: {told}.", file=sys.stderr)
    return False


def judge(words: list[str]) -> None:
    """Run one judge, its words on stderr; raise PackageError where it is not content."""
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    said = (done.stdout + done.stderr).strip()
    if said:
        print(said, file=sys.stderr)
    if done.returncode:
        raise PackageError(f"{words[0]} found errors in the package")
    print(f"{words[0]}: no errors.")
