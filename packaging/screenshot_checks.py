"""The scenes in which drafts are looked through before they go public."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshot_stage import Stage

DRAFT = (
    "Hi Ada, as already stated we need your order number first. Please DM us or call"
    " +44 20 7946 0777. We will call you by Friday."
)
CARD = "Hi Ada, the card 4111 1111 1111 1111 was charged once only, we checked it just now."
GERMAN = (
    "Hallo Ada, bitte beruhigen Sie sich. Schreiben Sie uns eine E-Mail an"
    " ada.fern@post.example, wir melden uns morgen Vormittag."
)


def findings(stage: Stage, text: str = DRAFT) -> None:
    """Write an answer in which something is found, and open the first of it."""
    stage.open("ada_fern")
    composer = stage.window.case.composer
    composer.put_text(text)
    composer.editor.setFocus()
    stage.wait(lambda: not stage.window.case.checks.runner.is_under_way)
    stage.window.listed["next_finding"].action.trigger()
    stage.settle(2_000)


def card(stage: Stage) -> None:
    """Write what must not go out."""
    findings(stage, CARD)


def german(stage: Stage) -> None:
    """Write it in German."""
    findings(stage, GERMAN)


def rules(stage: Stage) -> None:
    """Show what a business sets for its checks."""
    from ui.preferences_dialog import PreferencesDialog

    stage.open("ada_fern")
    stage.window.preferences_wanted.emit()
    dialog = stage.window.findChild(PreferencesDialog)
    dialog.show_page("checks")
    stage.settle()
