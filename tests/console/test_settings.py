from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.errors import StoreFull
from console.settings import FILE_NAME, Settings, load, save


def write(folder: Path, text: str) -> Path:
    (folder / FILE_NAME).write_text(text, "utf-8")
    return folder


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    settings = Settings(
        limit="280", sync_interval_s=60, agent_name="Änne", signature="^Ä", country="AT"
    )
    save(tmp_path, settings)
    assert load(tmp_path) == settings
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == load(tmp_path / "nowhere") == Settings()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "7", '"x"', "\ufeff{}", "[" * 100_000, '{"limit": null}',
     '{"limit": 140, "sync_interval_s": "60", "agent_name": [], "signature": true}',
     '{"sync_interval_s": true}', '{"limit": "99"}', '{"sync_interval_s": 29}',
     '{"undo_s": -1}', '{"undo_s": 61}', '{"undo_s": "15"}', '{"undo_s": 1.5}', '{"undo_s": true}',
     '{"hold_after_h": 0}', '{"hold_after_h": 73}', '{"hold_after_h": null}',
     '{"country": "de"}', '{"country": "DEU"}', '{"country": "ÄÖ"}', '{"country": 49}',
     '{"sync_interval_s": 3601}', '{"sync_interval_s": 1e99}', '{"unknown": {"deep": []}}'],
)  # fmt: skip
def test_a_damaged_or_unknown_value_counts_as_not_set(tmp_path: Path, text: str) -> None:
    assert load(write(tmp_path, text)) == Settings()


@pytest.mark.parametrize("settings", [
    Settings(undo_s=0, hold_after_h=1, sync_interval_s=30),
    Settings(undo_s=60, hold_after_h=72, sync_interval_s=3600),
])  # fmt: skip
def test_the_bounds_themselves_are_taken(tmp_path: Path, settings: Settings) -> None:
    save(tmp_path, settings)
    assert load(tmp_path) == settings


def test_bytes_that_are_no_text_count_as_no_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00{")
    assert load(tmp_path) == Settings()


def test_a_good_value_stays_beside_a_bad_one(tmp_path: Path) -> None:
    write(tmp_path, '{"limit": "280", "sync_interval_s": -1, "agent_name": "Anna"}')
    assert load(tmp_path) == Settings(limit="280", agent_name="Anna")


def test_names_are_cut_and_made_storable(tmp_path: Path) -> None:
    names = json.dumps({"agent_name": "\ud800" + "x" * 200, "signature": "^" * 99})
    loaded = load(write(tmp_path, names))
    assert loaded.agent_name == "?" + "x" * 79
    assert len(loaded.signature) == 20


@pytest.mark.parametrize("folder", ["../x", "x", "~/x", "/a\0b", "/" + "x" * 1000, "file:///x"])
def test_a_folder_for_backups_is_a_whole_path_or_none(tmp_path: Path, folder: str) -> None:
    assert load(write(tmp_path, json.dumps({"backup_folder": folder}))).backup_folder == ""


def test_names_are_one_line_that_steers_and_turns_nothing(tmp_path: Path) -> None:
    names = {
        "agent_name": "An\x1b[31mna\nBell \u202ex",
        "signature": "^AB\n@all",
        "keys": {"a": [3]},
    }
    loaded = load(write(tmp_path, json.dumps(names)))
    assert (loaded.agent_name, loaded.signature) == ("An[31mna Bell x", "^AB @all")
    assert loaded.keys == {"a": []}


def test_settings_that_cannot_be_written_leave_the_old_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, Settings(limit="280"))

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreFull, match="no space"):
        save(tmp_path, Settings(limit="140"))
    assert load(tmp_path).limit == "280"
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
