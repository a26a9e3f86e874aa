"""The texts of the Debian package: control, changelogs, man page, releases. Pure."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

import bundle

MAINTAINER = "The Canary Desk developers <canary-desk@users.noreply.github.com>"
SUMMARY = "desktop console for customer care: posts on X and calls as one case"
DESCRIPTION = """\
Canary Desk is for the people who answer a company's customers. It shows the
public mention and the phone call that went before it as one case, helps to
write an answer that solves instead of redirecting, and gets a long answer out
as a thread without losing or repeating a part.

Everything is kept in one SQLite file on this computer; sign-ins are kept in
the Secret Service. The package brings its own Python and Qt.
"""
RECOMMENDED = (
    "gnome-keyring | keepassxc | kwalletmanager",  # a Secret Service, for sign-ins
    "default-dbus-session-bus | dbus-session-bus",  # by which that is reached
    "xdg-utils",  # links open in the browser by it
    "fonts-dejavu-core | fonts-noto-core",
    "fonts-noto-color-emoji",
)
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+)(?: \((.*)\))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Release:
    """One section of CHANGELOG.md."""

    version: str
    day: str
    """As YYYY-MM-DD; of one that is not out, the day that it was built from."""
    is_out: bool


def releases(changelog: str, built_at: datetime) -> list[Release]:
    """Return the changelog's releases, newest first."""
    found = []
    for version, told in _HEADING.findall(changelog):
        is_out = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", told))
        day = told if is_out else f"{built_at:%Y-%m-%d}"
        found.append(Release(version, day, is_out))
    return found


def metainfo(template: str, changelog: str, built_at: datetime) -> str:
    """Return the AppStream file with its releases."""
    lines = [
        f'    <release version="{escape(each.version)}" date="{each.day}"'
        f' type="{"stable" if each.is_out else "development"}"/>'
        for each in releases(changelog, built_at)
    ]
    return template.replace("@RELEASES@", "\n" + "\n".join(lines) + "\n  ")


def control(version: str, architecture: str, depends: str, installed_kib: int) -> str:
    """Return the package's control file; `depends` is as dpkg-shlibdeps says it."""
    told = "".join(f" {line or '.'}\n" for line in DESCRIPTION.rstrip().splitlines())
    return (
        f"Package: {bundle.NAME}\n"
        f"Version: {version}\n"
        f"Architecture: {architecture}\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {installed_kib}\n"
        f"Depends: {depends}\n"
        f"Recommends: {', '.join(RECOMMENDED)}\n"
        "Section: net\n"
        "Priority: optional\n"
        f"Description: {SUMMARY}\n{told}"
    )


def depends(substvars: str) -> str:
    """Return the libraries that the package needs of the system, sorted, each once.

    Reads what dpkg-shlibdeps prints: `shlibs:Depends=libc6 (>= 2.34), libx11-6, ...`.
    """
    found = [
        line.partition("=")[2]
        for line in substvars.splitlines()
        if line.startswith("shlibs:Depends=")
    ]
    names = {each.strip() for line in found for each in line.split(",") if each.strip()}
    if not names:
        raise ValueError("dpkg-shlibdeps named no library, which cannot be")
    return ", ".join(sorted(names | {"tzdata"}))  # the zones of business hours


def debian_changelog(version: str, built_at: datetime) -> str:
    """Return the package's own changelog; the program's lies beside it."""
    return (
        f"{bundle.NAME} ({version}) unstable; urgency=medium\n\n"
        "  * Built from the sources; changelog.gz tells what is new.\n\n"
        f" -- {MAINTAINER}  {format_datetime(built_at.astimezone(UTC))}\n"
    )


def man_page(
    version: str, parser: argparse.ArgumentParser, commands: str, built_at: datetime
) -> str:
    """Return the manual's page: the options are those of `parser`.

    `commands` is the list that `--help` prints.
    """
    rows = [
        (found[1], found[2])
        for found in re.finditer(r"^  (\S.*?) {2,}(\S.*)$", commands, re.MULTILINE)
    ]
    listed = "".join(f".TP\n.B {_roff(name)}\n{_roff(told)}\n" for name, told in rows)
    return f"""\
.TH CANARY\\-DESK 1 {built_at:%Y\\-%m\\-%d} "Canary Desk {version}" "User Commands"
.SH NAME
canary\\-desk \\- {_roff(SUMMARY)}
.SH SYNOPSIS
.B canary\\-desk
.RI [ options ]
.br
.B canary\\-desk
.I COMMAND
\\&...
.SH DESCRIPTION
Without a command the window opens; where it is open already, it comes to the front.
Each command has
.BR \\-\\-help ,
.B \\-\\-json
and
.BR \\-\\-data\\-dir .
.SH OPTIONS
{_options(parser)}.SH COMMANDS
{listed}.SH FILES
.TP
.I ~/.local/share/canary\\-desk
Cases, backups, settings and the log of one person.
Removing the package leaves them.
.SH ENVIRONMENT
.TP
.B CANARY_DESK_X_API
Another address of X's API.
"""


def _options(parser: argparse.ArgumentParser) -> str:
    """Return the options that a parser takes, as the manual lists them."""
    rows = []
    for each in parser._actions:  # noqa: SLF001 - argparse lists them nowhere else
        if not each.option_strings:
            continue
        names = _roff(", ".join(each.option_strings))
        head = f'.BI {names} " {each.metavar}"' if each.metavar else f'.B "{names}"'
        told = (each.help or "").rstrip(".")
        rows.append(f".TP\n{head}\n{_roff(told[:1].upper() + told[1:])}.\n")
    return "".join(rows)


def _roff(text: str) -> str:
    """Return text as roff takes it: hyphens as typed, no line a request."""
    told = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + told if told.startswith((".", "'")) else told
