"""The pages of the preferences: each is made when it is first shown, or looked through.

Owns the pages, what each shows (settings, targets or hours), and how that is put. What
becomes of a change is the dialog's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.targets import Targets
from console.language import tr
from console.settings import Settings
from ui.accessibility_page import AccessibilityPage
from ui.attention_page import AttentionPage
from ui.backups_page import BackupsPage
from ui.checks_page import ChecksPage
from ui.general_page import GeneralPage
from ui.hours_page import HoursPage
from ui.lock_page import LockPage
from ui.preferences_form import PreferencesForm
from ui.targets_page import TargetsPage
from ui.theme import Theme

TITLES = {
    "general": tr("General"),
    "accessibility": tr("Seeing and hearing"),
    "hours": tr("Business hours"),
    "targets": tr("Targets"),
    "attention": tr("Notifications"),
    "backups": tr("Backups"),
    "lock": tr("Lock"),
    "checks": tr("Checks"),
}
"""By name, in the order in which they are listed."""
SettingsPage = GeneralPage | AccessibilityPage | AttentionPage | BackupsPage | LockPage
Value = Settings | Targets | BusinessHours
"""What a page may show."""
ELSEWHERE = {
    "agent_name": "the dialog of agents, who each have one",
    "signature": "the same",
    "numbering": "the composer, where it is switched and kept",
    "keys": "the dialog of keys, with a way back of its own",
}
"""What of the settings has its place outside of the preferences, and where."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, and what that would be as it came."""

    value: Value
    usual: Value


class PreferencesPages(QObject):
    """All pages of one dialog.

    Signals:
        made(str, PreferencesForm): a page was made, by its name.
    """

    made = Signal(str, object)

    def __init__(
        self,
        settings: Callable[[], Settings],
        user_name: str,
        theme: Theme,
        now: datetime,
        parent: QObject,
    ) -> None:
        """Take what tells the settings that hold when a page is made."""
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        self._there: dict[str, PreferencesForm] = {}
        self._makers: dict[str, Callable[[], PreferencesForm]] = {
            "general": lambda: GeneralPage(theme, settings(), user_name),
            "accessibility": lambda: AccessibilityPage(theme, settings()),
            "hours": lambda: HoursPage(theme, now),
            "targets": lambda: TargetsPage(theme, now),
            "attention": lambda: AttentionPage(theme, settings()),
            "backups": lambda: BackupsPage(theme, settings()),
            "lock": lambda: LockPage(theme, settings()),
            "checks": lambda: ChecksPage(theme),
        }

    @property
    def there(self) -> dict[str, PreferencesForm]:
        """Return the pages that were made, by name."""
        return self._there

    @property
    def with_settings(self) -> tuple[SettingsPage, ...]:
        """Return those that were made and show settings."""
        return tuple(page for page in self._there.values() if isinstance(page, SettingsPage))

    def get(self, name: str) -> PreferencesForm:
        """Return a page; it is made if it was not yet."""
        page = self._there.get(name)
        if page is None:
            page = self._there[name] = self._makers[name]()
            self.made.emit(name, page)
        return page

    def make_next(self) -> bool:
        """Make one that was not made yet; return whether there is one more."""
        missing = [name for name in TITLES if name not in self._there]
        if missing:
            self.get(missing[0])
        return len(missing) > 1

    def shown(self, page: PreferencesForm) -> Shown | None:
        """Return what a page shows; None where nothing of it can be set back, or not yet."""
        if isinstance(page, SettingsPage):
            return Shown(self._settings(), Settings())
        if isinstance(page, TargetsPage) and page.isEnabled():
            return Shown(page.shown, Targets())
        if isinstance(page, HoursPage) and page.isEnabled():
            return Shown(page.shown, ALWAYS)
        return None
