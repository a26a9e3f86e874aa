"""The acts of the menu Case that mute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.domain.cases import CaseState
from console.language import tr
from ui.actions import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.mute_acts import MuteActs

HEARD = tuple(state for state in CaseState if state is not CaseState.MUTED)


def acts(mutes: Callable[[], MuteActs]) -> tuple[Act, ...]:
    """Return what is not to be heard of any more, as acts on the marked cases or the open one."""

    def act(name: str, text: str, key: str, run: Callable[[], None]) -> Act:
        return Act(name, text, (key,), run, on_case=True, many=True, states=HEARD)

    return (
        act("mute_author", tr("Mute author"), "Shift+A", lambda: mutes().author()),
        act(
            "mute_conversation", tr("Mute conversation"), "Shift+C", lambda: mutes().conversation()
        ),
        # A word needs no case: it is muted wherever one is.
        Act("mute_word", tr("Mute word…"), ("Shift+W",), lambda: mutes().word()),
    )
