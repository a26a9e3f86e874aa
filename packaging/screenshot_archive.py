"""The scenes of the menu *Archive*, over the demo."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from screenshot_stage import Stage

    from console.desk import Desk

DATA = Path("data")


def backups(stage: Stage) -> None:
    """Show the backups of some days, one of them chosen."""
    done = list[None]()
    stage.desk.lanes.files.submit(
        lambda desk: _make_backups(stage, desk), done.append, receiver=stage.window
    )
    stage.wait(lambda: bool(done))
    stage.window.archive.backups()
    stage.settle(1_500)
    _hide_place(stage)


def no_backups(stage: Stage) -> None:
    """Show the dialog where there are none yet."""
    stage.window.archive.backups()
    stage.settle(800)
    _hide_place(stage)


def damaged(stage: Stage) -> None:
    """Show what is offered where the data file is damaged: the newest good backup."""
    stage.settle(1_500)


def make_before(now: datetime) -> None:
    """Leave a backup of the demo's desk in the data folder, before its file is damaged."""
    from console.connectors.memory import MemoryConnector, MemoryWorld
    from console.credentials import Credentials
    from console.desk import Context, Desk
    from console.domain.backups import BackupKind
    from console.store import backup, location
    from console.store.database import Database
    from ui import demo
    from ui.app import MemoryNetwork

    made_at = now - timedelta(hours=9)
    samples, world = demo.read_samples(), MemoryWorld(demo.OWN)
    demo.fill(world, samples, made_at)
    db = Database.open(DATA / location.FILE_NAME)
    network = MemoryNetwork(MemoryConnector(world))
    desk = Desk(Context(db, {"memory": network}, Credentials(), demo.AGENT))
    demo.set_up(desk, samples, made_at)
    desk.close()
    backup.make(DATA, DATA / "backups", BackupKind.DAILY, made_at)


def _hide_place(stage: Stage) -> None:
    """Let no picture show where it was taken."""
    from PySide6.QtWidgets import QLabel

    dialog = stage.app.activeModalWidget()
    if dialog is not None:
        for label in dialog.findChildren(QLabel):
            label.setText(label.text().replace(str(DATA.absolute()), "~/.local/share/canary-desk"))


def _make_backups(stage: Stage, desk: Desk) -> None:
    from console.domain.backups import BackupKind
    from console.store import backup

    now, folder = stage.now(), desk.backups.folder
    for days, kind in ((40, BackupKind.BY_HAND), (9, BackupKind.DAILY), (2, BackupKind.DAILY)):
        backup.make(DATA, folder, kind, now - timedelta(days=days))
    backup.make(DATA, folder, BackupKind.BEFORE_RESTORE, now - timedelta(days=1, hours=3))
    backup.make(DATA, folder, BackupKind.DAILY, now - timedelta(hours=5))


def backup_preferences(stage: Stage) -> None:
    """Show what is set for backups."""
    from ui.preferences_dialog import PreferencesDialog

    stage.window.actions_by_name["preferences"].trigger()
    stage.settle(800)
    dialog = stage.app.activeModalWidget()
    if isinstance(dialog, PreferencesDialog):
        dialog.show_page("backups")
    stage.settle(300)


def act(name: str) -> Callable[[Stage], None]:
    """Return what shows the dialog of an act, over an open case."""

    def show(stage: Stage) -> None:
        stage.open("ada_fern")
        stage.window.actions_by_name[name].trigger()
        stage.settle(1_500)

    return show


def take_in(stage: Stage) -> None:
    """Show what an archive of X holds, before it is taken in."""
    from ui.import_dialog import ImportDialog

    act("import")(stage)
    path = Path("archive.zip")
    _make_archive(path)
    (dialog,) = stage.window.findChildren(ImportDialog)
    dialog.open_file(path.absolute())
    stage.settle(2_000)


def _make_archive(path: Path) -> None:
    """Write a small archive as X gives it."""
    import json
    import zipfile

    account = [{"account": {"accountId": "1", "username": "FernAndKettle", "accountDisplayName":
                            "Fern & Kettle"}}]  # fmt: skip
    tweets = [
        {"tweet": {"id_str": str(1_300_000_000_000_000_000 + n), "full_text": f"@customer_{n} It is"
                   " on its way again.", "created_at": "Mon Aug 31 12:00:00 +0000 2020",
                   "in_reply_to_status_id_str": str(1_200_000_000_000_000_000 + n),
                   "in_reply_to_user_id_str": str(5_000 + n),
                   "in_reply_to_screen_name": f"customer_{n}", "lang": "en", "entities": {}}}
        for n in range(60)
    ]  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in (("account", account), ("tweets", tweets)):
            archive.writestr(f"data/{name}.js", f"window.YTD.{name}.part0 = {json.dumps(rows)}")
