"""Which page of the help belongs to what a person looks at: by the names of the classes.

Names, not classes, so that nothing is loaded for it. What lies inside another thing is
found first: a page of the preferences before the preferences.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.help_pages import FIRST

OWN = "helpPage"
"""The property of a widget that names its page, where a class says too little."""
PLACES = {
    # Dialogs and windows.
    "AboutDialog": "trouble", "LicencesDialog": "nobody-else", "DoctorDialog": "trouble",
    "FaultDialog": "trouble", "UnansweredDialog": "trouble",
    "AccountDialog": "connect", "AccountsDialog": "connect", "AgentsDialog": "connect",
    "BudgetDialog": "connect",
    "CallNote": "calls", "CallLogDialog": "calls", "CallLogAside": "calls",
    "ContactDialog": "calls", "LinkDialog": "calls",
    "CaptureDialog": "cases", "PictureDialog": "cases",
    "QuickChooser": "cases", "SnoozeDialog": "cases",
    "SplitDialog": "cases", "WordListDialog": "cases", "ReadingDialog": "cases",
    "SavedDialog": "answer", "SavedImport": "answer", "VersionsDialog": "answer",
    "FixDialog": "insight", "KeysDialog": "keys", "Palette": "keys",
    "SearchDialog": "search",
    "WatchDialog": "watches", "RuleDialog": "watches", "RuleApplyDialog": "watches",
    "MuteDialog": "watches",
    "BackupsDialog": "your-data", "ExportDialog": "your-data", "ForgetDialog": "your-data",
    "ImportDialog": "your-data", "RechecksDialog": "your-data", "RetentionDialog": "your-data",
    "ReviewOpeningDialog": "your-data", "ReviewSampleDialog": "your-data",
    "LockPhraseDialog": "nobody-else", "PreferencesDialog": "look",
    # Pages of the preferences.
    "GeneralPage": "send", "BackupsPage": "your-data",
    "AttentionPage": "notifications", "AccessibilityPage": "look", "ChecksPage": "checks",
    "HoursPage": "cases", "TargetsPage": "cases", "LockPage": "nobody-else",
    # What stands in the window.
    "WelcomeView": FIRST, "Composer": "answer", "CheckPane": "checks", "PendingView": "send",
    "OutboxPage": "send", "InsightPage": "insight", "WatchesPage": "watches",
    "SearchLine": "search", "SearchField": "search", "ContactView": "calls",
    "ReviewPane": "your-data", "ReviewBanner": "your-data",
    "MainWindow": "cases",
}  # fmt: skip
"""The page by the name of a class."""


def page_for(widget: QWidget | None) -> str:
    """Return the page about a widget, or about the nearest thing around it that has one."""
    while widget is not None:
        if isinstance(page := widget.property(OWN), str):
            return page
        for kind in type(widget).__mro__:
            if kind.__name__ in PLACES:
                return PLACES[kind.__name__]
        widget = widget.parentWidget()
    return FIRST
