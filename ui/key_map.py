"""Which keys start which act: as they came, or as a person chose.

Owns what was chosen and puts it into the actions; what is stored is told, not written.
A key belongs to one act: what a person chose goes before what came with the program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui import key_names

if TYPE_CHECKING:
    from ui.actions import Listed

Chosen = dict[str, list[str]]
"""Keys by the name of the act."""


class KeyMap(QObject):
    """The keys of one window.

    Signals:
        changed: some act has other keys now.
        kept(Chosen): a person chose; this is all that is to be stored.
    """

    changed = Signal()
    kept = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listed: Mapping[str, Listed] = {}
        self._chosen: Chosen = {}

    @property
    def listed(self) -> Mapping[str, Listed]:
        """Return the acts by name, in the order of the menus; none before they are made."""
        return self._listed

    @property
    def chosen(self) -> Chosen:
        """Return what a person chose, as it is stored."""
        return {name: list(keys) for name, keys in self._chosen.items()}

    def put(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Let this be what a person chose; what is no key is passed over."""
        self._chosen = {
            name: [key for key in keys if key_names.normal(key)] for name, keys in chosen.items()
        }
        self._apply()

    def take(self, listed: Mapping[str, Listed]) -> None:
        """Take the acts, once they are made, and give them their keys."""
        self._listed = listed
        self._apply()

    def key_of(self, name: str) -> str:
        """Return the first key of an act as a person reads it; empty where it has none."""
        keys = self._listed[name].keys if name in self._listed else ()
        return key_names.every_shown(key_names.with_twins(keys[:1]))

    def owner(self, key: str) -> Listed | None:
        """Return the act that a key starts."""
        wanted = key_names.normal(key)
        for one in self._listed.values():
            if wanted in map(key_names.normal, one.keys):
                return one
        return None

    def is_changed(self, name: str) -> bool:
        """Return whether a person chose the keys of an act."""
        return name in self._chosen

    def give(self, name: str, keys: Sequence[str]) -> None:
        """Let an act have these keys and no others; whoever had one of them loses it."""
        taken = set(map(key_names.normal, keys))
        for other, had in self._chosen.items():
            if other != name:
                had[:] = [key for key in had if key_names.normal(key) not in taken]
        if taken == set(map(key_names.normal, self._listed[name].defaults)):
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = list(keys)
        self._keep()

    def put_back(self, chosen: Chosen) -> None:
        """Let what a person chose be this again; nothing of it resets all keys."""
        self._chosen = {name: list(keys) for name, keys in chosen.items()}
        self._keep()

    def _keep(self) -> None:
        self._apply()
        self.kept.emit(self.chosen)

    def _apply(self) -> None:
        found = self._in_force()
        another = False
        for name, one in self._listed.items():
            if one.keys != found[name]:
                one.set_keys(found[name])
                another = True
        if another:
            self.changed.emit()

    def _in_force(self) -> dict[str, tuple[str, ...]]:
        """Return the keys of each act: first come those that nobody can change, then the chosen."""

        def weight(name: str) -> int:
            return 0 if self._listed[name].fixed else 1 if name in self._chosen else 2

        claimed: set[str] = set()
        found: dict[str, tuple[str, ...]] = {}
        for name in sorted(self._listed, key=weight):
            one = self._listed[name]
            wanted = one.defaults if one.fixed else self._chosen.get(name, one.defaults)
            keys = [key for key in wanted if key_names.normal(key) not in claimed]
            claimed |= set(map(key_names.normal, keys))
            found[name] = key_names.with_twins(keys)
        return found
