"""What the packages are made of, as far as that can be said without building one."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
BUILT_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.fixture(scope="module", autouse=True)
def scripts() -> Iterator[None]:
    before = set(sys.modules)
    sys.path.insert(0, str(PACKAGING))
    yield
    sys.path.remove(str(PACKAGING))
    for name in set(sys.modules) - before:
        if name == "bundle" or name.startswith("package_"):
            del sys.modules[name]


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


def entry() -> ConfigParser:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their case
    parser.read(PACKAGING / "debian" / f"{script('bundle').APP_ID}.desktop", "utf-8")
    return parser


def test_what_the_window_imports_of_qt_is_what_is_kept() -> None:
    used = set()
    for path in (ROOT / "ui").rglob("*.py"):
        used |= set(
            re.findall(r"^\s*from PySide6\.(Qt\w+) import", path.read_text("utf-8"), re.MULTILINE)
        )
    assert used == script("bundle").QT_MODULES


def test_nothing_that_the_desk_imports_is_excluded() -> None:
    excluded = script("bundle").EXCLUDED
    wanted = re.compile(r"^\s*(?:from|import) ([\w.]+)", re.MULTILINE)
    for folder in ("console", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            for name in wanted.findall(path.read_text("utf-8")):
                assert not any(f"{name}.".startswith(f"{each}.") for each in excluded), (path, name)


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/plugins/platforms/qwindows.dll", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", True),
        ("PySide6/Qt/plugins/imageformats/libqtiff.so", False),
        ("PySide6/Qt/plugins/iconengines/libqsvgicon.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("holidays/locale/de/LC_MESSAGES/DE.mo", False),
        ("resources/locale/de/LC_MESSAGES/canary-desk.mo", True),
        ("PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so", False),
        ("canary_desk.egg-info/SOURCES.txt", False),
        ("canary_desk.egg-info/entry_points.txt", True),
        ("canary_desk.egg-info/PKG-INFO", True),
    ],
)
def test_of_qt_only_what_is_used_comes_along(target: str, kept: bool) -> None:  # noqa: FBT001
    assert script("bundle").keeps_file(target) is kept


def test_qts_words_come_in_each_language_that_we_have() -> None:
    ours = {path.name for path in (ROOT / "resources" / "locale").iterdir() if path.is_dir()}
    assert set(script("bundle").QT_LANGUAGES) == ours - {"__pycache__"}


def test_our_data_comes_along_whole_and_the_screenshots_do_not() -> None:
    places = {
        Path(source).relative_to(ROOT).as_posix() for source, _ in script("bundle").resources()
    }
    there = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc", ".po", ".pot"}
    }
    ours = {each for each in there if not each.startswith("resources/screenshots/")}
    assert ours - {"resources/demo/README.md"} == places


def test_the_metadata_that_come_along_name_no_folder_of_this_machine() -> None:
    files = list(script("bundle").distribution_files())
    assert {Path(source).name for source, _ in files} >= {"METADATA", "RECORD", "entry_points.txt"}
    assert not any(Path(source).name == "direct_url.json" for source, _ in files)


def test_a_library_stays_only_where_something_asks_for_it() -> None:
    asked = {"plugin.so": ["liba.so.1"], "liba.so.1": ["libb.so.2"], "libc.so.3": ["libd.so.4"]}
    found = script("bundle").reachable(["plugin.so"], lambda name: asked.get(name, ()))
    assert found == {"liba.so.1", "libb.so.2"}


def test_modules_are_found_without_being_imported() -> None:
    found = script("bundle").modules("phonenumbers.data")
    assert {"phonenumbers.data", "phonenumbers.data.region_DE"} <= set(found)
    assert not any(name.startswith("phonenumbers.geodata") for name in found)


def test_the_system_s_libraries_are_told_from_the_wheels(tmp_path: Path) -> None:
    (tmp_path / "libQt6Core.so.6").symlink_to("elsewhere")
    collected = repr((
        [
            ("libssl.so.3", "/lib/x86_64-linux-gnu/libssl.so.3", "BINARY"),
            ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "BINARY"),
            ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
            ("PySide6/Qt/lib/libicudata.so.73", "/venv/PySide6/Qt/lib/libicudata.so.73", "BINARY"),
            ("regex/_regex.so", "/usr/lib/python3/regex/_regex.so", "EXTENSION"),
        ],
    ))  # fmt: skip
    found = script("package_folder").system_libraries(collected, tmp_path)
    assert found == (("libssl.so.3", Path("/lib/x86_64-linux-gnu/libssl.so.3")),)


def test_the_entry_starts_the_program_and_is_the_window_s() -> None:
    from ui import app

    main = entry()["Desktop Entry"]
    assert main["X-GNOME-UsesNotifications"] == "true"
    assert script("bundle").APP_ID == app.DESKTOP_FILE == main["Icon"]
    assert main["Exec"] == main["TryExec"] == main["StartupWMClass"] == "canary-desk"
    assert all(main[f"{key}[de]"] for key in ("Comment", "GenericName", "Keywords"))
    actions = [each for each in main["Actions"].split(";") if each]
    assert [entry()[f"Desktop Action {each}"]["Exec"] for each in actions] == ["canary-desk --demo"]


def test_the_appstream_file_names_entry_and_releases() -> None:
    app_id = script("bundle").APP_ID
    template = (PACKAGING / "debian" / f"{app_id}.metainfo.xml").read_text("utf-8")
    changelog = "# Changelog\n\n## 0.2.0 (unreleased)\n\n## 0.1.0 (2026-11-01)\n"
    tree = ET.fromstring(script("package_texts").metainfo(template, changelog, BUILT_AT))
    assert tree.findtext("id") == app_id
    assert tree.findtext("launchable") == f"{app_id}.desktop"
    assert [dict(each.attrib) for each in tree.iter("release")] == [
        {"version": "0.2.0", "date": "2026-11-23", "type": "development"},
        {"version": "0.1.0", "date": "2026-11-01", "type": "stable"},
    ]


def test_this_version_stands_in_the_changelog() -> None:
    from importlib.metadata import version

    found = script("package_texts").releases(CHANGELOG, BUILT_AT)
    assert found[0].version == version("canary-desk")


def test_the_control_file_has_every_field_and_the_libraries_once() -> None:
    texts = script("package_texts")
    needed = texts.depends("shlibs:Depends=libx11-6, libc6 (>= 2.34), libx11-6\nmisc:Depends=\n")
    assert needed == "libc6 (>= 2.34), libx11-6, tzdata"
    told = texts.control("1.2.3", "amd64", needed, 1234)
    fields = dict(re.findall(r"^([A-Z][\w-]+): (.*)$", told, re.MULTILINE))
    assert fields["Package"] == "canary-desk"
    assert (fields["Version"], fields["Architecture"]) == ("1.2.3", "amd64")
    assert (fields["Depends"], fields["Installed-Size"]) == (needed, "1234")
    assert "gnome-keyring" in fields["Recommends"]
    assert all(
        line.startswith(" ") for line in told.partition("\nDescription: ")[2].split("\n")[1:-1]
    )


def test_a_package_that_needs_nothing_of_the_system_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no library"):
        script("package_texts").depends("misc:Depends=\n")


def test_the_manual_lists_every_command() -> None:
    from ui.start import COMMANDS, parser

    page = script("package_texts").man_page("1.2.3", parser(), COMMANDS, BUILT_AT)
    options = re.findall(r"--[a-z][a-z-]+", parser().format_help().partition("commands (each")[0])
    assert {"--hidden", "--x-api", "--help"} <= set(options)
    for name in options:
        assert re.search(
            rf"^\.BI? .*{re.escape(name.replace('-', chr(92) + '-'))}\b", page, re.MULTILINE
        )
    for name in re.findall(r"^  ([a-z-]+)", COMMANDS, re.MULTILINE):
        assert f"\n.B {name}".replace("-", "\\-") in page, name


def test_the_copyright_names_every_distribution_with_its_licence() -> None:
    licences, bundle = script("package_licences"), script("bundle")
    found = bundle.distributions()
    text = licences.copyright_file((ROOT / "LICENSE").read_text("utf-8"), found)
    assert {"pyside6-essentials", "keyring", "tweepy", "pycld2", "cryptography"} <= set(found)
    assert not set(found) & bundle.UNUSED
    for name, package in found.items():
        if name != bundle.NAME:
            assert f"/{licences.package_folder(package)}/*" in text, name
    for paragraph in text.split("\n\n")[1:]:
        if paragraph.startswith("Files:"):
            assert re.search(r"^Copyright: \S", paragraph, re.MULTILINE), paragraph[:200]
            assert re.search(r"^License: \S", paragraph, re.MULTILINE), paragraph[:200]
    assert "of one's own choice" in text
    last = max(text.index(f"/{each}\n") for each in ("PySide6*", "libQt6*") if f"/{each}\n" in text)
    assert text.index("/libicu*") > last  # the last paragraph that matches a file holds


def test_the_notices_of_what_qt_holds_come_along() -> None:
    licences, bundle = script("package_licences"), script("bundle")
    text = licences.for_folder((ROOT / "LICENSE").read_text("utf-8"), bundle.distributions())
    for holder in ("Behdad Esfahbod", "University of Cambridge", "libjpeg-turbo", "Martin Mit"):
        assert holder in text
    assert "2010, Google Inc" in text or "2010 Google" in text
    assert f"PySide6-{bundle.distributions()['pyside6-essentials'].version}-src" in text
    copies = set(re.findall(r"licences/([\w.-]+)\.txt", text))
    assert copies >= {"LGPL-3", "GPL-2", "Apache-2.0"}
    kept = {path.stem for path in (PACKAGING / "licences").glob("*.txt")}
    assert copies <= kept
    assert "/usr/" not in re.sub(r"/usr/share/(common|doc)\S*", "", text.partition("HarfBuzz")[0])


def test_a_folder_of_other_sources_is_not_packed(tmp_path: Path) -> None:
    sources = script("package_sources")
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "one.py").write_text("a = 1\n")
    contents = tmp_path / "lib"
    contents.mkdir()
    error = script("package_tools").PackageError
    with pytest.raises(error, match="other sources"):
        sources.check(contents, tmp_path)  # one that has no mark at all
    (contents / sources.MARK).write_text(sources.mark(tmp_path))
    sources.check(contents, tmp_path)
    (tmp_path / "ui" / "one.py").write_text("a = 2\n")
    with pytest.raises(error, match="other sources"):
        sources.check(contents, tmp_path)


def test_a_library_that_its_licence_keeps_unchanged_is_looked_at(tmp_path: Path) -> None:
    folder, bundle = script("package_folder"), script("bundle")
    for name in folder.UNCHANGED:
        (tmp_path / name).mkdir()
        source = min(bundle.installed(name).glob("*.so*"))
        copy = tmp_path / name / source.name
        copy.write_bytes(source.read_bytes())
        folder.check_unchanged(tmp_path)
        copy.write_bytes(source.read_bytes()[:-1])
        with pytest.raises(script("package_tools").PackageError, match="makers"):
            folder.check_unchanged(tmp_path)
        copy.write_bytes(source.read_bytes())


def test_an_update_says_that_an_open_window_is_the_version_before() -> None:
    def said(*words: str) -> str:
        path = PACKAGING / "debian" / "postinst"
        return subprocess.run(
            ["/bin/sh", path, *words], check=True, capture_output=True, text=True
        ).stdout  # fmt: skip

    assert said("configure") == said("configure", "") == ""
    assert "version before" in said("configure", "0.1.0")


def test_removing_the_package_says_what_stays_and_touches_nothing(tmp_path: Path) -> None:
    for how in ("remove", "purge", "upgrade"):
        done = subprocess.run(
            ["/bin/sh", PACKAGING / "debian" / "postrm", how],
            cwd=tmp_path, check=True, capture_output=True, text=True, env={"PATH": "/nonexistent"},
        )  # fmt: skip
        said = [word in done.stdout for word in script("package_trial").STAYS]
        assert said == [how != "upgrade"] * 3
        assert not done.stderr


def test_a_library_of_this_machine_s_python_looks_beside_itself(tmp_path: Path) -> None:
    path = tmp_path / "python3.11" / "lib-dynload" / "_x.so"
    path.parent.mkdir(parents=True)
    before = b"\x7fELF.." + f"{sys.base_prefix}/lib\0".encode() + b"rest"
    path.write_bytes(before)
    script("package_folder").forget_machine(tmp_path)
    after = path.read_bytes()
    if len(sys.base_prefix) + 4 > len("$ORIGIN/../.."):  # else it is /usr, where nobody else writes
        assert b"\0$ORIGIN/../..\0" in b"\0" + after[6:]
    assert len(after) == len(before)
    assert after.endswith(b"\0rest")


def test_what_the_libraries_load_by_themselves_is_not_excluded() -> None:
    names = "holidays, keyring, parsedatetime, phonenumbers, platformdirs, pycld2, regex"
    words = f"import sys, {names}, sqlite_utils, tweepy; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", words], check=True, capture_output=True, text=True
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "phonenumbers.shortnumberinfo" in loaded
    excluded = script("bundle").EXCLUDED
    assert not [x for x in loaded if any(f"{x}.".startswith(f"{each}.") for each in excluded)]
