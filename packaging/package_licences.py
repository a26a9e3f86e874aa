"""The Debian package's `copyright`: a paragraph for us and each part that comes along.

The form is DEP-5: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
(2026-11-22). The words come from the metadata of the installed distributions; for what
has none (Qt's own text, Python, PyInstaller's start-up, what wheels hold inside) from here.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

import bundle
from package_tools import PackageError

INSIDE = f"usr/lib/{bundle.NAME}/{bundle.CONTENTS}"
PROGRAM = f"usr/lib/{bundle.NAME}/{bundle.NAME}"
SOURCES = "https://download.qt.io/official_releases"
COMMON = {
    "Apache-2.0": "Apache-2.0",
    "GPL-2.0-or-later": "GPL-2",
    "LGPL-3.0-only": "LGPL-3",
}
"""Licences of which Debian keeps a copy, by the name of its file in common-licenses."""

NAMES = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache2": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Dual License": "Apache-2.0 or BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
}
"""How metadata name licences, and their SPDX names."""

QT = ("pyside6-essentials", "shiboken6")
FOLDERS = {
    "pyside6-essentials": ("PySide6", "libpyside6*", "libQt6*"),
    "shiboken6": ("shiboken6", "libshiboken6*"),
    "cryptography": ("cryptography",),
    "cffi": ("_cffi_backend*",),
    "certifi": ("certifi",),
    "charset-normalizer": ("charset_normalizer",),
    "pycld2": ("pycld2",),
    "python-dateutil": ("dateutil",),
    "regex": ("regex",),
}
"""What lies in the folder under a name of its own; all else is inside the program."""

_COPYRIGHT = re.compile(r"^\W*(?:copyright|\(c\)|©)[\s:(].*\d{4}.*$", re.IGNORECASE | re.MULTILINE)
_TEXT = re.compile(r"(^|/)(licen[cs]e|copying)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One work that is in the package."""

    name: str
    files: tuple[str, ...]
    copyright: tuple[str, ...]
    licence: str
    text: str
    comment: str = ""


OTHERS = (
    Part(
        "Python",
        (f"{INSIDE}/libpython*", f"{INSIDE}/python3*", f"{INSIDE}/base_library.zip"),
        ("2001-2026 Python Software Foundation", "1991-2001 its former makers (see the text)"),
        "PSF-2.0",
        "",
        "The interpreter and its standard library.",
    ),
    Part(
        "PyInstaller",
        (PROGRAM,),
        ("2010-2026 PyInstaller Development Team", "2005-2009 Giovanni Bajo"),
        "GPL-2.0-or-later with Bootloader exception",
        "As an exception, the start-up code of PyInstaller may be combined with other\n"
        "programs and distributed under terms of one's own choice. The rest of the GNU\n"
        "General Public License, version 2 or later, is in\n"
        "/usr/share/common-licenses/GPL-2.",
        "The program begins with PyInstaller's start-up code; behind it stand our modules and\n"
        "those of the distributions below, each under the licence that is named there.",
    ),
)

INSIDE_QT = (
    ("HarfBuzz", "harfbuzz", "libQt6Gui*", "MIT-Modern-Variant"),
    ("libpng", "libpng", "libQt6Gui*", "libpng-2.0"),
    ("MD4C", "md4c", "libQt6Gui*", "MIT"),
    ("PCRE2", "pcre2", "libQt6Core*", "BSD-3-Clause"),
    ("double-conversion", "double-conversion", "libQt6Core*", "BSD-3-Clause"),
    ("libjpeg-turbo", "libjpeg-turbo", "plugin imageformats/libqjpeg", "IJG and BSD-3-Clause"),
    ("libwebp", "libwebp", "plugin imageformats/libqwebp", "BSD-3-Clause"),
)
"""What Qt's libraries hold of others: the name, its text in `licences/qt`, where, its licence."""
TEXTS = Path(__file__).resolve().parent / "licences" / "qt"


def copyright_file(own: str, found: dict[str, Distribution]) -> str:
    """Return the whole file; `own` is our LICENSE, `found` all that comes along, ours included.

    Of paragraphs that match a file the last one holds, so ICU's stands behind PySide6's.
    """
    text = python_licence()
    parts = [_own(own)]
    parts += [_with(one, text) if one.name == "Python" else one for one in OTHERS]
    parts += [part_of(name, each) for name, each in sorted(found.items()) if name != bundle.NAME]
    parts.append(icu())
    qt = found["pyside6-essentials"].version
    head = (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Canary Desk\n"
        "Upstream-Contact: The Canary Desk developers\n"
        "Comment: The package brings its own Python, Qt and libraries of Python. Qt, PySide6\n"
        " and Shiboken are unchanged, libraries of their own in\n"
        f" /{INSIDE}, and can be replaced there by other versions; the other\n"
        " libraries are stripped of symbols for debuggers. The sources of the former:\n"
        f" {SOURCES}/QtForPython/pyside6/PySide6-{qt}-src/\n"
        f" {SOURCES}/qt/{qt.rpartition('.')[0]}/{qt}/submodules/\n"
        f" All that Qt holds of others: https://doc.qt.io/qt-{qt.partition('.')[0]}/licenses-used-in-qt.html\n"
    )
    return "\n".join([head, *map(_paragraph, parts)])


def for_folder(own: str, found: dict[str, Distribution]) -> str:
    """Return the same for a folder that is no package: its paths, and its copies of licences."""
    text = copyright_file(own, found)
    text = text.replace(f"/usr/lib/{bundle.NAME}/", "").replace(f"usr/lib/{bundle.NAME}/", "")
    return re.sub(r"/usr/share/common-licenses/([\w.-]*\w)", r"licences/\1.txt", text)


def python_licence() -> str:
    """Return the licence of this Python: beside its library, or as Debian keeps it."""
    found = [
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),  # Windows
        Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright"),
        Path("/usr/share/doc/libpython3-stdlib/copyright"),
    ]
    for path in found:
        if path.is_file():
            return path.read_text("utf-8")
    raise PackageError(f"Python's licence is at none of {', '.join(map(str, found))}")


def icu() -> Part:
    """Return what Qt's wheels bring of ICU, in libraries of its own."""
    holders = ("2016-2026 Unicode, Inc.", "1995-2016 International Business Machines Corporation")
    text = (TEXTS / "icu.txt").read_text("utf-8")
    files = (f"{INSIDE}/libicu*", f"{INSIDE}/PySide6/Qt/lib/libicu*")
    return Part("ICU", files, holders, "Unicode-3.0", text, "Qt's wheels bring it.")


def inside_qt() -> str:
    """Return the notices of what Qt's libraries hold of others, each with its whole text."""
    told = []
    for name, file, where, licence in INSIDE_QT:
        text = (TEXTS / f"{file}.txt").read_text("utf-8").strip()
        told.append(f"== {name}, in Qt's {where} ({licence}), as Debian tells of it ==\n{text}")
    return "\n\n".join(told)


def part_of(name: str, package: Distribution) -> Part:
    """Return what a distribution's metadata tell."""
    told = package.metadata
    text = "\n\n".join(_texts(package))
    lines = [" ".join(each.strip("# */").split()) for each in _COPYRIGHT.findall(text)]
    author = next((str(told[each]) for each in ("Author", "Author-email") if each in told), "")
    holders = tuple(dict.fromkeys(lines)) or (author or f"The authors of {told['Name']}",)
    folder = package_folder(package)
    files = (f"{INSIDE}/{folder}/*", *(f"{INSIDE}/{each}*" for each in FOLDERS.get(name, ())))
    licence = "LGPL-3.0-only" if name in QT else _licence(package)
    comment = ""
    if name in QT:
        text = ""
    if name == QT[0]:
        holders = (*holders, "The Qt Company Ltd. and other contributors to Qt")
        comment = f"Qt's libraries hold works of others:\n{inside_qt()}"
    return Part(told["Name"], files, holders[:8], licence, text, comment)


def package_folder(package: Distribution) -> str:
    """Return the name of a distribution's folder of metadata."""
    for file in package.files or ():
        for part in file.parts:
            if part.endswith(".dist-info"):
                return part
    raise ValueError(f"{package.metadata['Name']} has no metadata of its own")


def _licence(package: Distribution) -> str:
    told = package.metadata
    for field in ("License-Expression", "License"):
        short = str(told[field]).strip() if field in told else ""
        if short and "\n" not in short and len(short) < 60:
            return NAMES.get(short, short).replace(" OR ", " or ").replace(" AND ", " and ")
    for each in told.get_all("Classifier") or ():
        if each.startswith("License :: "):
            short = str(each).rpartition(" :: ")[2]
            return NAMES.get(short, short)
    raise ValueError(f"{told['Name']} does not name its licence")


def _texts(package: Distribution) -> list[str]:
    paths = sorted(str(each) for each in package.files or ())
    found = [each for each in paths if ".dist-info/" in each and _TEXT.search(each)]
    texts = (package.read_text(each.partition("/")[2]) for each in found)
    return [_shortened(each.strip()) for each in texts if each]


def _shortened(text: str) -> str:
    """Return a licence's text; that of Apache's, which Debian keeps, as where it is."""
    if "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" not in text:
        return text
    holders = "\n".join(each.strip() for each in _COPYRIGHT.findall(text))
    kept = "The Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0."
    return f"{holders}\n{kept}".strip()


def _own(text: str) -> Part:
    holder = _COPYRIGHT.findall(text)[0].strip()
    return Part("Canary Desk", ("*",), (holder,), "MIT", text.strip())


def _with(part: Part, text: str) -> Part:
    return Part(part.name, part.files, part.copyright, part.licence, text.strip(), part.comment)


def _paragraph(part: Part) -> str:
    """Return a part as a paragraph; its licence's text stands in it, not in one of its own.

    So each part keeps the words of its own copy: two MIT licences differ in their holders.
    """
    common = next((COMMON[each] for each in COMMON if part.licence.startswith(each)), None)
    text = part.text
    if common and part.licence in COMMON:
        text = f"The whole text is in /usr/share/common-licenses/{common}."
    if not text:
        text = f"The package {part.name} brings no text of the licence."
    comment = [f"Comment: {part.name}.", *part.comment.splitlines()]
    return (
        f"Files: {_listed(part.files)}\n"
        f"Copyright: {_listed(part.copyright)}\n"
        f"License: {part.licence}\n{_indented(text)}"
        f"{comment[0]}\n{_indented(chr(10).join(comment[1:]))}"
    )


def _listed(lines: tuple[str, ...]) -> str:
    return "\n ".join(lines)


def _indented(text: str) -> str:
    return "".join(f" {line.rstrip() or '.'}\n" for line in text.splitlines())
