"""What the desk stands on, with the licence of each: read from what is installed.

Reads files: for a lane. Qt's wheels bring no text of their licence, so it is among our
resources, with the notice that the LGPL asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files

from console.language import tr

OWN = "canary-desk"
QT = ("pyside6-essentials", "shiboken6")
# Notices stay in the language of the licences that they stand before.
QT_NOTICE = """\
Canary Desk uses Qt and Qt for Python (PySide6, Shiboken) under the GNU
Lesser General Public License, version 3. They are unchanged, and are loaded
as libraries of their own: put other versions in their place with `pip
install PySide6-Essentials==VERSION` in the environment of the desk, or by
replacing the files of the packages PySide6 and shiboken6. You may change
the library for your own use, and examine how the desk works with it to find
faults in that.

Sources: https://download.qt.io/official_releases/QtForPython/ and
https://download.qt.io/official_releases/qt/. Qt itself holds works of
others, each under its own licence:
https://doc.qt.io/qt-6/licenses-used-in-qt.html
"""
UNICODE = """\
The emoji that count as one character are taken from the data files of
Unicode, Inc. (https://www.unicode.org/Public/), under the Unicode License
v3: https://www.unicode.org/license.txt
"""
TWITTER_TEXT = """\
How X counts characters (resources/limits.json), and which signs make a
hashtag and which domains a link, are facts taken from twitter-text
(https://github.com/twitter/twitter-text, Copyright 2018 Twitter, Inc. and
other contributors), under the Apache License 2.0:
https://www.apache.org/licenses/LICENSE-2.0
"""
OURS = tr("Icons, phrases, lexicons and sample cases are our own, under the licence above.")
NO_TEXT = tr("Its package brings no text of the licence; see its page.")

_TEXTS = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Licence:
    """One part of the desk."""

    name: str
    version: str
    """Empty for data."""
    terms: str
    """The licence by its short name, as its makers give it."""
    address: str
    """Its page; empty where it names none."""
    text: str


def read() -> tuple[Licence, ...]:
    """Return the desk itself, then what it stands on by name, then data of others."""
    names = sorted(_closure(OWN) - {OWN})
    return (
        _of(distribution(OWN)),
        *(_of(distribution(name)) for name in names),
        Licence("twitter-text", "", "Apache-2.0", "", TWITTER_TEXT),
        Licence(tr("Unicode data"), "", "Unicode-3.0", "", UNICODE),
    )


def _closure(name: str) -> set[str]:
    """Return the names of a distribution and of all installed ones that it asks for."""
    found, todo = set[str](), [name]
    while todo:
        one = _normal(todo.pop())
        if one in found:
            continue
        try:
            asked = distribution(one).requires or ()
        except PackageNotFoundError:  # for another system or Python
            continue
        found.add(one)
        todo += [_bare(each) for each in asked if "extra ==" not in each]
    return found


def _bare(requirement: str) -> str:
    match = _NAME.match(requirement)
    return match[0] if match else requirement


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _of(package: Distribution) -> Licence:
    told = package.metadata
    name = _normal(told["Name"])
    text = "\n\n".join(_texts(package, name)) or NO_TEXT
    return Licence(told["Name"], package.version, _terms(package), _address(package), text)


def _texts(package: Distribution, name: str) -> Iterator[str]:
    if name in QT:
        yield QT_NOTICE
        for file in ("LGPL-3.0.txt", "GPL-3.0.txt"):
            yield files("resources").joinpath("licences", file).read_text("utf-8").rstrip()
        return
    paths = sorted(str(each) for each in package.files or ())
    found = [each for each in paths if ".dist-info/" in each and _TEXTS.search(each)]
    for path in found:
        if text := (package.read_text(path.partition("/")[2]) or "").strip():
            yield text
    if name == OWN:
        yield OURS


def _terms(package: Distribution) -> str:
    told = package.metadata
    if name := _field(package, "License-Expression"):
        return name
    for each in told.get_all("Classifier") or ():
        if each.startswith("License :: OSI Approved :: "):
            return str(each).rpartition(" :: ")[2]
    return _field(package, "License").split("\n")[0].strip()[:60] or tr("see the text")


def _address(package: Distribution) -> str:
    told = package.metadata
    pages = [each.partition(",")[2].strip() for each in told.get_all("Project-URL") or ()]
    return _field(package, "Home-page") or next(iter(pages), "")


def _field(package: Distribution, name: str) -> str:
    told = package.metadata
    return str(told[name]) if name in told else ""
