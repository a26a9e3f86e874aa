"""What can be done with a message of the timeline, by click or by its context menu.

Loads nothing and opens nothing but the browser and the reading dialog. The words of menu
entries are ours but for hosts, which have no `&` and no markup. What is copied is plain text,
without signs that nobody sees and that would deceive or steer where it is put.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.messages import CallNote, Post
from console.language import tr
from console.text.hidden_signs import copied
from ui import doubtful_link, words
from ui.browser import OpenAddress
from ui.picture_state import PictureStatus
from ui.plain import isolated
from ui.theme import Theme
from ui.timeline_entries import Entry
from ui.timeline_pointer import Spot
from ui.web_link import WebLink, post_address, web_links

MOST_LINKS = 8
LONGEST_SEARCHED = 25_000
"""So much of a text is searched for links when its menu opens."""


OFFERS = {
    (True, True): tr("Open picture {place}"),
    (True, False): tr("Open film {place}"),
    (False, True): tr("Load picture {place}"),
    (False, False): tr("Load film {place}"),
}
"""By whether it is shown already, and whether it is a picture."""


class TimelineActs(QObject):
    """The acts on messages of one view.

    Signals:
        picture_wanted(MessageId, int): load this picture of a post.
        picture_opened(MessageId, int): show this picture of a post large.
        edit_wanted(CallNote): correct this call note.
    """

    picture_wanted = Signal(object, int)
    picture_opened = Signal(object, int)
    edit_wanted = Signal(object)

    def __init__(self, theme: Theme, open_address: OpenAddress, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._open_address, self._view = theme, open_address, parent
        self.read_only = False
        """Whether nothing is offered that changes what is stored."""

    def use(self, entry: Entry, spot: Spot) -> None:
        """Do what a click at a place of a message does."""
        if spot.link is not None:
            self.follow(spot.link)
        elif spot.tile is not None:
            self.use_picture(entry, spot.tile)
        elif spot.more:
            self.read_all(entry)

    def copy(self, text: str) -> None:
        """Put a text into the clipboard."""
        QGuiApplication.clipboard().setText(copied(text))

    def follow(self, link: WebLink) -> None:
        """Open a link of a message; one that may not be what it looks like after a question."""
        if link.doubt is None:
            self.browse(link.address)
        else:
            window, browse = self._view.window(), partial(self.browse, link.address)
            doubtful_link.ask(window, link.host, link.doubt, browse)

    def browse(self, address: str) -> None:
        """Open an address in the browser."""
        self._open_address(QUrl(address, QUrl.ParsingMode.StrictMode))

    def use_picture(self, entry: Entry, place: int) -> None:
        """Ask for a picture, or for a large view of one that is shown."""
        shown = entry.pictures[place].status is PictureStatus.SHOWN
        wanted = self.picture_opened if shown else self.picture_wanted
        wanted.emit(entry.message.id, place)

    def read_all(self, entry: Entry) -> None:
        """Open the whole text of a message in a window of its own."""
        from ui.reading_dialog import ReadingDialog

        message = entry.message
        if isinstance(message, Post):
            about = isolated(message.author_name or message.author_handle)
        else:
            about = entry.name
        ReadingDialog(about, message.text, self._theme, self._view.window()).open()

    def menu(self, entry: Entry, marked: str, *, folded: bool) -> QMenu:
        """Return the menu of a message, of whose text `marked` is marked."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        message = entry.message
        address = post_address(message) if isinstance(message, Post) else ""
        if isinstance(message, CallNote) and not self.read_only:
            menu.addAction(tr("Edit call note…"), partial(self.edit_wanted.emit, message))
            menu.addSeparator()
        if marked:
            menu.addAction(tr("Copy"), partial(self.copy, marked))
        menu.addAction(tr("Copy text"), partial(self.copy, message.text))
        if address:
            menu.addAction(tr("Copy link to post"), partial(self.copy, address))
        if folded:
            menu.addAction(words.read_all(message), partial(self.read_all, entry))
        menu.addSeparator()
        if address:
            menu.addAction(tr("Open on X"), partial(self.browse, address))
        # Offered once, though it may stand in the text twice.
        begin = copied(message.text[:LONGEST_SEARCHED])
        found = {link.address: link for link in web_links(begin)}
        for link in list(found.values())[:MOST_LINKS]:
            menu.addAction(link.offer, partial(self.follow, link))
        menu.addSeparator()
        media = message.media if isinstance(message, Post) else ()
        for place, (medium, state) in enumerate(zip(media, entry.pictures, strict=True)):
            if medium.url and state.status is not PictureStatus.LOADING:
                shown, photo = state.status is PictureStatus.SHOWN, medium.kind == "photo"
                said = OFFERS[shown, photo].format(place=place + 1)
                menu.addAction(said, partial(self.use_picture, entry, place))
        return menu
