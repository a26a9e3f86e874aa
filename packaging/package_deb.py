"""The Debian package: the folder without the system's libraries, and what a desktop needs.

The system's libraries stay out and are depended on, so that the system's own updates
mend them. Which ones, with which versions, dpkg-shlibdeps finds out of what was built.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import bundle
import package_figures
import package_folder
import package_icons
import package_licences
import package_sources
import package_texts
from package_sources import built_at
from package_tools import PackageError, run

DEBIAN = Path(__file__).resolve().parent / "debian"
LEVEL = 3
"""Of xz, from 0 to 9."""


def name(architecture: str) -> str:
    """Return the package's file name."""
    return f"{bundle.NAME}_{version(bundle.NAME)}_{architecture}.deb"


def architecture() -> str:
    """Return this system's, as dpkg calls it."""
    return run(["dpkg", "--print-architecture"]).strip()


def build(folder: package_folder.Folder, dist: Path) -> Path:
    """Build the package out of a folder and return its file."""
    architecture_name = architecture()
    target = dist / name(architecture_name)
    with tempfile.TemporaryDirectory(prefix="canary-desk-deb-") as at:
        tree = Path(at, "tree")
        home = tree / "usr/lib" / bundle.NAME
        lay_out(folder, home)
        (tree / "usr/bin").mkdir(parents=True)
        (tree / "usr/bin" / bundle.NAME).symlink_to(f"../lib/{bundle.NAME}/{bundle.NAME}")
        add_desktop(tree / "usr/share")
        add_documents(tree / "usr/share")
        (tree / "DEBIAN").mkdir()  # by which dpkg-shlibdeps knows that all below is one package
        needed = shared_libraries(tree, home, Path(at))
        settle(tree)
        sizes = package_figures.size(tree)
        add_control(tree, architecture_name, needed, sizes // 1024)
        words = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{LEVEL}", "--build"]
        # No file of the archive is younger than the sources.
        run([*words, str(tree), str(target)], os.environ | package_sources.clock())
    return target


def lay_out(folder: package_folder.Folder, home: Path) -> None:
    """Copy the folder, without the system's libraries and their licences."""
    system = {name for name, _ in folder.system}
    contents = folder.path / bundle.CONTENTS

    def left_out(at: str, names: list[str]) -> set[str]:
        if Path(at) == contents:
            return system & set(names)
        return {"licences", "LICENSE"} & set(names) if Path(at) == folder.path else set()

    shutil.copytree(folder.path, home, symlinks=True, ignore=left_out)


def shared_libraries(tree: Path, home: Path, at: Path) -> str:
    """Return which packages hold the libraries that the program needs, with versions."""
    control = at / "debian" / "control"
    control.parent.mkdir()
    control.write_text(f"Source: {bundle.NAME}\n\nPackage: {bundle.NAME}\nArchitecture: any\n")
    own = [home / bundle.CONTENTS, home / bundle.CONTENTS / "PySide6/Qt/lib"]
    words = ["dpkg-shlibdeps", "-O", "--warnings=0", f"-S{tree}", *(f"-l{each}" for each in own)]
    files = [str(each) for each in package_folder.elf_files(home)]
    done = subprocess.run([*words, *files], cwd=at, check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise PackageError("dpkg-shlibdeps did not find every library's package")
    return package_texts.depends(done.stdout)


def add_desktop(share: Path) -> None:
    """Add entry, icons and AppStream file."""
    for kind, suffix in (("applications", ".desktop"), ("metainfo", ".metainfo.xml")):
        (share / kind).mkdir(parents=True)
        text = (DEBIAN / (bundle.APP_ID + suffix)).read_text("utf-8")
        if suffix == ".metainfo.xml":
            changelog = (bundle.ROOT / "CHANGELOG.md").read_text("utf-8")
            text = package_texts.metainfo(text, changelog, built_at())
        (share / kind / (bundle.APP_ID + suffix)).write_text(text, "utf-8")
    icons = share / "icons" / "hicolor"
    for size in package_icons.SIZES:
        apps = icons / f"{size}x{size}" / "apps"
        apps.mkdir(parents=True)
        (apps / f"{bundle.APP_ID}.png").write_bytes(package_icons.png(size))
    scalable = icons / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copyfile(package_icons.DRAWING, scalable / f"{bundle.APP_ID}.svg")


def add_documents(share: Path) -> None:
    """Add licences, changelogs, the manual's page and lintian's overrides."""
    from ui.start import COMMANDS, parser

    told = version(bundle.NAME)
    documents = share / "doc" / bundle.NAME
    documents.mkdir(parents=True)
    own = (bundle.ROOT / "LICENSE").read_text("utf-8")
    text = package_licences.copyright_file(own, bundle.distributions())
    (documents / "copyright").write_text(text, "utf-8")
    changelog = (bundle.ROOT / "CHANGELOG.md").read_text("utf-8")
    packed(documents / "changelog.gz", changelog)
    packed(documents / "changelog.Debian.gz", package_texts.debian_changelog(told, built_at()))
    manual = share / "man" / "man1"
    manual.mkdir(parents=True)
    page = package_texts.man_page(told, parser(), COMMANDS, built_at())
    packed(manual / f"{bundle.NAME}.1.gz", page)
    overrides = share / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copyfile(DEBIAN / "lintian-overrides", overrides / bundle.NAME)


def packed(path: Path, text: str) -> None:
    """Write a file as gzip, without its name and time, as Debian wants it."""
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def settle(tree: Path) -> None:
    """Let everybody read, whatever this machine's umask is; programs keep what runs them."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or bool(path.stat().st_mode & 0o100)
            path.chmod(0o755 if runs else 0o644)


def add_control(tree: Path, architecture_name: str, needed: str, installed_kib: int) -> None:
    """Add what dpkg reads: the fields, the files' checksums, what removing says."""
    folder = tree / "DEBIAN"
    files = sorted(each for each in tree.rglob("*") if each.is_file() and not each.is_symlink())
    sums = "".join(
        f"{hashlib.md5(each.read_bytes(), usedforsecurity=False).hexdigest()}"
        f"  {each.relative_to(tree)}\n"
        for each in files
    )
    fields = package_texts.control(version(bundle.NAME), architecture_name, needed, installed_kib)
    (folder / "control").write_text(fields, "utf-8")
    (folder / "md5sums").write_text(sums, "utf-8")
    for each in ("postinst", "postrm"):
        shutil.copyfile(DEBIAN / each, folder / each)
        (folder / each).chmod(0o755)
    for each in ("control", "md5sums"):
        (folder / each).chmod(0o644)
