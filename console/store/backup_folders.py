"""The folders outside the data folder in which backups were made: who is forgotten is there too.

Kept in a small file of the data folder, so that it is known where the data file is damaged. It
may be lost: then only the usual folder and the chosen one are known.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

NAME = "canary-desk-backup-folders.json"
MOST = 50


def known(data: Path) -> tuple[Path, ...]:
    """Return them, the last one first."""
    try:
        found = json.loads((data / NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    names = found if isinstance(found, list) else []
    return tuple(Path(each) for each in names if isinstance(each, str))[:MOST]


def remember(data: Path, folder: Path) -> None:
    """Keep that a backup was made in a folder; one below the data folder is known anyway."""
    if folder.is_relative_to(data) or folder in known(data)[:1]:
        return
    names = list(dict.fromkeys(str(each) for each in (folder, *known(data))))[:MOST]
    fresh = data / f"{NAME}.new"
    with suppress(OSError):
        fresh.write_text(json.dumps(names) + "\n", "utf-8")
        fresh.replace(data / NAME)
