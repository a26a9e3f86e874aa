"""The steps of connecting an account, in the order in which a person meets them."""

from __future__ import annotations

from enum import Enum, auto

from console.domain.sign_in import Way
from console.language import tr
from ui import connect_words
from ui.connect_frame import ConnectFrame
from ui.connect_waiting import ASKING, AWAITED


class Stage(Enum):
    """Where a person is."""

    WAY = auto()
    FORM = auto()
    WAITING = auto()
    PIN = auto()
    RESULT = auto()


def show(frame: ConnectFrame, stage: Stage, again: str = "") -> None:
    """Show a step, and put the focus there.

    `again`: the title where one certain account is to be signed in and no other.
    """
    way = frame.ways.way
    heading = connect_words.HEADINGS[way]
    match stage:
        case Stage.WAY:
            frame.show_page(frame.ways, again or connect_words.TITLE, go=tr("Continue"))
        case Stage.FORM:
            frame.form.show_way(way)
            go = {None: tr("Add account"), Way.KEYS: tr("Connect")}.get(way, tr("Continue"))
            frame.show_page(frame.form, heading, go=go, back=tr("Back"), keyring=way is not None)
        case Stage.WAITING:
            frame.show_page(frame.waiting, AWAITED if frame.waiting.is_for_person else ASKING)
        case Stage.PIN:
            frame.show_page(frame.pin, heading, go=tr("Connect"), back=tr("Back"), keyring=True)
        case Stage.RESULT:
            frame.show_page(
                frame.result,
                frame.result.title,
                go="" if way is None else tr("Sync now"),
                back="" if again else tr("Connect another"),
                leave=tr("Close"),
            )
