"""What a person prefers, in force: in the window, in the lanes, and in the file of settings.

Owns the settings of one open desk. The file is read and written in the writer lane, so
that what was kept last is what is read; a command may change beside the window who is here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console import settings as preferences
from console.desk import Context, Desk
from console.domain.patience import Patience
from ui.theme import Appearance

if TYPE_CHECKING:
    from console.domain.accounts import Agent
    from ui.application import Application
    from ui.main_window import MainWindow


class Preferred(QObject):
    """The settings of one open desk."""

    def __init__(self, desk: Application, folder: Path) -> None:
        """Read them; once, before the window, which is built as they say."""
        super().__init__(desk)
        self._desk, self._folder = desk, folder
        self.settings = preferences.load(folder)
        self.contexts: dict[str, Context] = {}
        """By the name of the lane that has it; touched there only."""

    def follow(self, window: MainWindow) -> None:
        """Keep what is chosen in the window."""
        window.limit_chosen.connect(self._keep_limit)
        window.numbering_chosen.connect(self._keep_numbering)
        window.look_chosen.connect(self._keep_look)
        window.text_stepped.connect(self._step_text)
        window.agent_chosen.connect(self.put_here)
        window.status.show_agent(agent_name(self.settings), self.settings.signature)

    @Slot(object)
    def take(self, settings: preferences.Settings) -> None:
        """Let preferences hold from now on, and keep them."""
        self.keep_drafts_of_other(settings)
        before, desk = self.settings, self._desk
        self.keep(settings)
        desk.theme.set_appearance(Appearance(settings.appearance))
        desk.theme.set_text_percent(settings.text_percent)
        desk.motion.choose(settings.motion)
        desk.window.limit = settings.limit
        desk.window.status.show_agent(agent_name(settings), settings.signature)
        if desk.window.is_complete:
            answer = desk.window.case.answer
            answer.limit, answer.undo_s = settings.limit, settings.undo_s
        if desk.undo is not None and settings.sync_interval_s != before.sync_interval_s:
            desk.courier.start(settings.sync_interval_s)
        if _in_context(before) != _in_context(settings):
            lanes = desk.lanes
            for lane in (lanes.writer, lanes.reader, lanes.sync, lanes.sending):
                lane.submit(partial(self._renew_context, lane.name, settings))
            if desk.window.is_complete:
                desk.window.saved.read_sender()

    def keep(self, settings: preferences.Settings) -> None:
        """Keep preferences, which are in force already."""
        self.settings = settings
        folder = self._folder
        self._desk.lanes.writer.submit(lambda _desk: preferences.save(folder, settings))

    def keep_drafts_of_other(self, settings: preferences.Settings) -> None:
        """Store what is typed as whose it is, before somebody else is at the desk."""
        other = agent_name(settings) != agent_name(self.settings)
        if other and self._desk.window.is_complete:
            self._desk.window.case.answer.keep()

    @Slot(object)
    def put_here(self, agent: Agent) -> None:
        """Let somebody be at the desk; what the one before was writing is theirs, and stored."""
        self.take(replace(self.settings, agent_name=agent.name, signature=agent.signature))

    def look_who_is_here(self) -> None:
        """Let whoever a command put at the desk be there; heard of by the doorbell."""
        folder, asked = self._folder, self.settings

        def done(kept: preferences.Settings) -> None:
            if self.settings is not asked:  # chosen in the window meanwhile: that is the last word
                return
            if _who(kept) != _who(self.settings):
                name, signature = kept.agent_name, kept.signature
                self.take(replace(self.settings, agent_name=name, signature=signature))

        self._desk.lanes.writer.submit(lambda _desk: preferences.load(folder), done, receiver=self)

    @Slot(str)
    def _keep_limit(self, name: str) -> None:
        self.take(replace(self.settings, limit=name))

    @Slot(str)
    def _keep_numbering(self, name: str) -> None:
        self._desk.window.numbering = name
        self.keep(replace(self.settings, numbering=name))

    @Slot(object)
    def _keep_look(self, look: Appearance) -> None:
        self.take(replace(self.settings, appearance=look.value))

    @Slot(int)
    def _step_text(self, step: int) -> None:
        """Let texts be larger (1), smaller (-1), or of the system's size (0)."""
        sizes = preferences.TEXT_PERCENTS
        place = sizes.index(self.settings.text_percent) + step if step else 0
        percent = sizes[min(max(place, 0), len(sizes) - 1)]
        self.take(replace(self.settings, text_percent=percent))

    def _renew_context(self, lane: str, settings: preferences.Settings, _desk: Desk) -> None:
        context = self.contexts[lane]
        context.agent_name, context.patience = agent_name(settings), patience(settings)
        context.region, context.signature = settings.country, settings.signature


def agent_name(settings: preferences.Settings) -> str:
    """Return what whoever is at the desk is called."""
    return settings.agent_name or preferences.user_name()


def patience(settings: preferences.Settings) -> Patience:
    """Return how long an answer may wait."""
    return Patience(stale_after=timedelta(hours=settings.hold_after_h))


def _who(settings: preferences.Settings) -> tuple[str, str]:
    return settings.agent_name, settings.signature


def _in_context(settings: preferences.Settings) -> tuple[str, int, str, str]:
    """Return what of the preferences the lanes hold."""
    return settings.agent_name, settings.hold_after_h, settings.country, settings.signature
