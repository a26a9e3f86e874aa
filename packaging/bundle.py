"""What the self-contained program holds: read by `canary-desk.spec`, and by tests.

Knows names, not how they are packed. The window uses five parts of Qt; the wheels bring
some ninety, so what is kept is listed here and all else stays out.

Framework knowledge: PyInstaller follows `import` lines, also those inside functions. It sees
neither modules that are loaded by a name put together at run time, nor files that are read
beside a module, nor the metadata of distributions. https://pyinstaller.org (2026-11-22)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata, util
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
NAME = "canary-desk"
APP_ID = "io.github.canary_desk.CanaryDesk"
"""What desktops know the program by: as `DESKTOP_FILE` of `ui.app`."""

CONTENTS = "lib"
"""The folder beside the program that holds all else."""

QT_MODULES = frozenset({"QtCore", "QtDBus", "QtGui", "QtSvg", "QtWidgets"})
"""What `ui` imports of PySide6; a test compares."""

QT_PLUGINS = {
    "platforms": {"xcb", "wayland", "offscreen", "minimal", "windows", "cocoa"},
    # No platform theme: GTK's would have the package depend on GTK 3, and Qt takes the
    # portal's by itself only inside of Flatpak and Snap.
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "imageformats": {"jpeg", "gif", "webp", "svg"},  # PNG is in QtGui itself
    "iconengines": {"svgicon"},
    "styles": {"modernwindowsstyle", "macstyle"},
}
"""The plugins that are kept, by their folder; of all other folders none."""

QT_LANGUAGES = tuple(
    sorted(path.parent.parent.name for path in (ROOT / "resources" / "locale").glob("*/*/*.mo"))
)
"""Whose words of Qt's own (`qtbase_de.qm`) come along: those of `resources/locale`."""

HIDDEN = (
    "keyring.backends",  # loaded by entry point
    "phonenumbers.data",  # a module a country, by name
    "holidays.countries",
    "holidays.financial",
)
"""Packages of which every module is taken."""

EXCLUDED = (
    # Of phonenumbers: where a number is at home, and which network it is of.
    "phonenumbers.geodata", "phonenumbers.geocoder", "phonenumbers.carrierdata",
    "phonenumbers.carrier", "phonenumbers.tzdata",
    "phonenumbers.timezone",
    # Tools for development that hooks and optional imports would bring.
    "pytest", "_pytest", "hypothesis", "mypy", "babel", "PyInstaller", "rich", "pygments",
    "jsonschema", "yaml", "ruff", "grimp", "importlinter", "setuptools", "pkg_resources", "pip",
    "attrs", "attr", "tests", "packaging",
    # Of the standard library: another toolkit, and what is for terminals and teaching.
    "tkinter", "_tkinter", "turtle", "idlelib", "lib2to3", "ensurepip", "venv", "pydoc_data",
    "curses", "_curses", "_curses_panel",
)  # fmt: skip

UNUSED = {"pip", "setuptools"}
"""Distributions that others ask for and that stay out: sqlite-utils' plugins need pip."""

DATA_SUFFIXES = {".json", ".svg", ".txt", ".mo", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".md"}
DATA_NOT = {"screenshots", "__pycache__", "README.md"}
"""Folders, and the words that are for who works on the data."""

_METADATA = re.compile(
    r"^(METADATA|RECORD|entry_points\.txt|top_level\.txt|licenses/.*"
    r"|(licen[cs]e|copying|notice|authors)[^/]*)$",
    re.IGNORECASE,
)
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


def keeps_file(target: str) -> bool:
    """Return whether a file that PyInstaller collected belongs into the folder.

    `target` is its path in there. Takes everything that is not of Qt or of `holidays`.
    """
    path = PurePosixPath(target.replace("\\", "/"))
    parts = path.parts
    if "plugins" in parts and "PySide6" in parts:
        folder, file = parts[-2], path.name
        name = file.removeprefix("lib").removeprefix("q").partition(".")[0]
        return name in QT_PLUGINS.get(folder, ())
    if "translations" in parts and "PySide6" in parts:
        return path.name in {f"qtbase_{code}.qm" for code in QT_LANGUAGES}
    if path.name.startswith("libqpdf") or "qml" in parts:
        return False
    if parts[0].endswith(".egg-info"):  # a checkout's: with lists of its files and wants
        return path.name in {"PKG-INFO", "entry_points.txt"}
    # The names of holidays are not shown: only which days are off, and regions by their code.
    return parts[:2] != ("holidays", "locale")


def installed(package: str) -> Path:
    """Return the folder that a package is installed in, without importing it."""
    spec = util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def modules(package: str) -> list[str]:
    """Return a package's name and those of its modules; imports only what it lies in."""
    top = installed(package.partition(".")[0])
    folder = top.joinpath(*package.split(".")[1:])
    names = {
        ".".join((top.name, *path.relative_to(top).with_suffix("").parts))
        for path in folder.rglob("*.py")
    }
    return sorted(name.removesuffix(".__init__") for name in names)


def reachable(files: Iterable[str], needs: Callable[[str], Iterable[str]]) -> set[str]:
    """Return the names of the libraries that some file of the folder is linked against.

    `files` are those that are loaded by name (plugins, modules of Python); `needs` tells the
    names of the libraries that a file or a library asks for.
    """
    found: set[str] = set()
    todo = list(files)
    while todo:
        for name in needs(todo.pop()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found


def is_library(target: str) -> bool:
    """Return whether a collected file is a shared library that others are linked against.

    Plugins and modules of Python have `.so` at their end, libraries a number behind it;
    libpython is loaded by the program itself.
    """
    name = PurePosixPath(target).name
    return bool(re.search(r"\.so\.\d", name)) and not name.startswith("libpython")


def resources() -> Iterator[tuple[str, str]]:
    """Yield our own data: each file and the folder that it goes to."""
    for path in sorted((ROOT / "resources").rglob("*")):
        inside = path.relative_to(ROOT)
        if path.suffix in DATA_SUFFIXES and not DATA_NOT & set(inside.parts):
            yield str(path), inside.parent.as_posix()


def distributions(name: str = NAME) -> dict[str, metadata.Distribution]:
    """Return a distribution and all installed ones that it asks for, by normal name."""
    found: dict[str, metadata.Distribution] = {}
    todo = [name]
    while todo:
        one = normal(todo.pop())
        if one in found or one in UNUSED:
            continue
        try:
            package = metadata.distribution(one)
        except metadata.PackageNotFoundError:  # for another system or Python
            continue
        found[one] = package
        for asked in package.requires or ():
            match = _REQUIREMENT.match(asked)
            if match and "extra ==" not in asked:
                todo.append(match[0])
    return found


def normal(name: str) -> str:
    """Return a distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def distribution_files() -> Iterator[tuple[str, str]]:
    """Yield what tells of versions, licences and entry points of all that comes along.

    Not where it was installed from, which would name a folder of the building machine.
    """
    for package in distributions().values():
        for file in package.files or ():
            folder = next((part for part in file.parts if part.endswith(".dist-info")), None)
            if folder is None or file.parts[0] != folder:
                continue
            inside = PurePosixPath(*file.parts[1:])
            source = Path(str(package.locate_file(file)))
            if _METADATA.match(inside.as_posix()) and source.is_file():
                yield str(source), (PurePosixPath(folder) / inside.parent).as_posix()


def qt_excludes(all_modules: Iterator[str]) -> list[str]:
    """Return the modules of PySide6 that stay out, of those that there are."""
    return sorted(f"PySide6.{name}" for name in all_modules if name not in QT_MODULES)
