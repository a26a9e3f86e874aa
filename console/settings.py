"""A person's preferences, in one small JSON file beside the data; no secret ever.

Of the passphrase of the lock only what tells it, see `domain.lock_phrase`.

Owns reading, checking and writing of the file. A damaged or unknown value counts as
not set, so that a bad file never keeps the desk from starting.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from console import language
from console.errors import of_os_error

FILE_NAME = "settings.json"
APPEARANCES = ("system", "light", "dark", "high-contrast")
MOTIONS = ("system", "never")
TEXT_PERCENTS = (100, 110, 125, 150, 175, 200)
"""How large texts may be, of the size that the system gives them."""
SYNC_INTERVAL_S = (30, 3600)
"""The bounds of numbers: the least, and the most."""
UNDO_S = (0, 60)
HOLD_AFTER_H = (1, 72)
BACKUP_DAYS, BACKUP_WEEKS, BACKUP_MONTHS = (1, 60), (0, 52), (0, 60)
LOCK_AFTER_MIN = (0, 1, 5, 15, 30)
"""After how many minutes without a key or a move the desk may lock; 0 for never."""
LONGEST_NAME, LONGEST_PATH, LONGEST_SEAL = 80, 1000, 200
QUIET = ("never", "times", "closed")
"""When nothing is told; `domain.attention.Quiet` says what each means."""
DAY_MIN = (0, 24 * 60 - 1)
"""Minutes of a day."""
MOST_KEYS, LONGEST_KEY = 8, 40
"""How many keys one action may have, and how long the name of a key may be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Preferences with their defaults."""

    limit: str = "140"
    """Name of the limit that the composer starts with: `140` or `280`."""
    numbering: str = "none"
    """Name of the numbers that an answer starts with; one that is not known means none."""
    sync_interval_s: int = 120
    """Seconds between two syncs of an account; within `SYNC_INTERVAL_S`."""
    undo_s: int = 15
    """Seconds for which a queued answer only waits to be taken back; within `UNDO_S`."""
    hold_after_h: int = 2
    """Hours after which an answer that waited asks before it goes out; within `HOLD_AFTER_H`."""
    agent_name: str = ""
    """Empty: the name of the system's user."""
    signature: str = ""
    appearance: str = "system"
    """How the window looks: one of `APPEARANCES`."""
    motion: str = "system"
    """Whether anything moves by itself: as the system has it, or never; one of `MOTIONS`."""
    text_percent: int = 100
    """How large texts are; one of `TEXT_PERCENTS`."""
    language: str = ""
    """Of the window's words, one of `language.codes`; empty: the system's."""
    country: str = ""
    """Where phone numbers without a country belong, ISO 3166; empty: by the system's locale."""
    backup_daily: bool = True
    """Whether a backup is made once a day by itself."""
    backup_folder: str = ""
    """Where backups go; empty: into the folder `backups` beside the data file."""
    backup_days: int = 7
    """How many of the daily ones stay: the newest of so many days; within `BACKUP_DAYS`."""
    backup_weeks: int = 4
    """And of so many weeks; within `BACKUP_WEEKS`."""
    backup_months: int = 6
    """And of so many months; within `BACKUP_MONTHS`."""
    lock_after_min: int = 15
    """One of `LOCK_AFTER_MIN`. A quarter of an hour: nobody reads or thinks that long without
    touching anything, and many rules for screens with customers' data name it."""
    lock_phrase: str = ""
    """What tells the passphrase that ends the lock; empty: Enter, Space or a click ends it."""
    notify_replies: bool = True
    """Whether new posts that need a reply are told outside of the window."""
    notify_outbox: bool = True
    """The same of answers that need a person."""
    notify_due: bool = True
    """Of promises and answers that are due soon."""
    notify_accounts: bool = True
    """Of accounts that do not go on by themselves."""
    notify_words: bool = False
    """Whether that names customers and shows first words: a lock screen may show it, too."""
    notify_sound: bool = False
    quiet: str = "never"
    """When nothing is told: one of `QUIET`."""
    quiet_from_min: int = 18 * 60
    """Minutes of the day, by the clock on the wall; within `DAY_MIN`."""
    quiet_to_min: int = 8 * 60
    """The same; earlier than the begin where it lies on the day after."""
    tray: bool = True
    """Whether an icon stands in the tray, where the desktop has one."""
    close_to_tray: bool = False
    """Whether closing the window only hides it there; quitting ends the desk as ever."""
    keys: dict[str, list[str]] = field(default_factory=dict)
    """Keys that a person chose, by the name of the action; those not named are as they came."""

    def checked(self) -> Settings:
        """Return these settings with values out of bounds set back to their default."""
        default = Settings()
        return Settings(
            limit=self.limit if self.limit in ("140", "280") else default.limit,
            numbering=_storable(self.numbering)[:20],
            sync_interval_s=_within(SYNC_INTERVAL_S, self.sync_interval_s, default.sync_interval_s),
            undo_s=_within(UNDO_S, self.undo_s, default.undo_s),
            hold_after_h=_within(HOLD_AFTER_H, self.hold_after_h, default.hold_after_h),
            agent_name=_line(self.agent_name)[:LONGEST_NAME],
            signature=_line(self.signature)[:20],
            appearance=self.appearance if self.appearance in APPEARANCES else default.appearance,
            motion=self.motion if self.motion in MOTIONS else default.motion,
            text_percent=self.text_percent
            if self.text_percent in TEXT_PERCENTS
            else default.text_percent,
            language=self.language if self.language in language.codes() else default.language,
            country=self.country if _is_country(self.country) else default.country,
            backup_daily=self.backup_daily,
            backup_folder=_path(self.backup_folder),
            backup_days=_within(BACKUP_DAYS, self.backup_days, default.backup_days),
            backup_weeks=_within(BACKUP_WEEKS, self.backup_weeks, default.backup_weeks),
            backup_months=_within(BACKUP_MONTHS, self.backup_months, default.backup_months),
            lock_after_min=self.lock_after_min
            if self.lock_after_min in LOCK_AFTER_MIN
            else default.lock_after_min,
            lock_phrase=_storable(self.lock_phrase)[:LONGEST_SEAL],
            notify_replies=self.notify_replies,
            notify_outbox=self.notify_outbox,
            notify_due=self.notify_due,
            notify_accounts=self.notify_accounts,
            notify_words=self.notify_words,
            notify_sound=self.notify_sound,
            quiet=self.quiet if self.quiet in QUIET else default.quiet,
            quiet_from_min=_within(DAY_MIN, self.quiet_from_min, default.quiet_from_min),
            quiet_to_min=_within(DAY_MIN, self.quiet_to_min, default.quiet_to_min),
            tray=self.tray,
            close_to_tray=self.close_to_tray,
            keys={
                _storable(name): chosen
                for name, keys in self.keys.items()
                if (chosen := _keys(keys)) is not None
            },
        )


def load(folder: Path) -> Settings:
    """Return the preferences kept in `folder`; the defaults where there are none."""
    try:
        stored = json.loads((folder / FILE_NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    default = Settings()
    known = {
        name: value
        for name, value in stored.items()
        if name in asdict(default) and type(value) is type(getattr(default, name))
    }
    return replace(default, **known).checked()


def save(folder: Path, settings: Settings) -> None:
    """Write the preferences into `folder` in one step; an old file stays whole till then.

    Raises:
        StoreError: they cannot be written.
    """
    path = folder / FILE_NAME
    fresh = path.with_suffix(".new")
    try:
        fresh.unlink(missing_ok=True)  # of one that was killed; or a link to follow
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(fresh, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(settings), indent=1) + "\n")
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise of_os_error(error, str(path)) from error


def user_name() -> str:
    """Return the name of the system's user; `Agent` where the system has none for us."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in the system's list (containers)
        return "Agent"


def _within(bounds: tuple[int, int], value: int, default: int) -> int:
    return value if bounds[0] <= value <= bounds[1] else default


def _path(text: str) -> str:
    """Return an absolute path as it is; empty for what is none."""
    usable = len(text) <= LONGEST_PATH and "\0" not in text and Path(text).is_absolute()
    return _storable(text) if usable else ""


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()


def _keys(keys: object) -> list[str] | None:
    """Return the keys of one action as far as they can be names of keys; None for no list."""
    if not isinstance(keys, list):
        return None
    return [_storable(key)[:LONGEST_KEY] for key in keys if isinstance(key, str)][:MOST_KEYS]


def _storable(text: str) -> str:
    """Return `text` without lone surrogates, which JSON may hold and SQLite refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _line(text: str) -> str:
    """Return `text` as one line: posts end with it, so nothing in it ends, steers or turns one.

    Joiners stay, for emoji and for the scripts that need them.
    """
    text = " ".join(_storable(text).split())
    return "".join(sign for sign in text if sign.isprintable() or sign in "\u200c\u200d")
