"""The pictures of the open case: which are kept, being loaded, shown or not to be had.

Nothing is asked of a network but by `load`, which a person's click leads to; what is kept
with its post is shown without being asked for. All reading and decoding happens in a lane:
what a network sends in the one for downloads, one picture after the other, all else in the
one for pictures, where nothing waits for a network.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from console.desk import Desk
from console.domain.cases import CaseView
from console.domain.ids import CaseId, MessageId
from console.domain.messages import Post
from console.domain.pictures import PictureKey
from console.errors import DeskError, InputError, PictureRefused
from console.language import tr
from ui.lanes import Lane
from ui.picture_state import NOT_LOADED, PictureState, PictureStatus

if TYPE_CHECKING:
    from ui.picture_dialog import PictureDialog

MOST_AT_ONCE = 60
"""How many kept pictures of a case are shown by themselves: 70 MB of thumbnails at most."""
SMALLEST_LEVEL = 512
MOST_PROBLEMS = 500
"""Of so many pictures it is remembered why they could not be had; the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class LargePicture:
    """A picture for the large view."""

    levels: tuple[QImage, ...]
    """The picture, and each time half as large, so that a small view of it is a smooth one."""
    size: QSize
    """Its own size, upright; the first level may be smaller."""
    format: str
    data: bytes
    """The file as it came."""


class Pictures(QObject):
    """The pictures of one case at a time.

    Signals:
        changed(MessageId, int, PictureState): a picture of the open case stands so now.
    """

    changed = Signal(object, int, object)  # a message's id has 64 bits, an int of Qt's 32

    def __init__(
        self, lane: Lane, parent: QObject | None = None, *, downloads: Lane | None = None
    ) -> None:
        """Take the lanes; without one for downloads these hold up what is kept."""
        super().__init__(parent)
        self._lane, self._downloads = lane, downloads or lane
        self._case_id: CaseId | None = None
        self._posts: dict[MessageId, Post] = {}
        self._states: dict[PictureKey, PictureState] = {}
        self._waiting: deque[PictureKey] = deque()
        """Asked for by a person and not begun; only those of the open case."""
        self._under_way: PictureKey | None = None
        """Being loaded, whatever case it belongs to: a person may be back before it is here."""
        self._problems: dict[PictureKey, str] = {}
        """Why pictures of any case could not be loaded, the oldest first."""
        self._kept: deque[PictureKey] = deque()
        """Still to be shown, those of the newest post first."""

    def open_case(self, view: CaseView | None) -> None:
        """Show what is kept of a case's pictures; of the same case again what stands is retold.

        Whoever shows it may have been emptied meanwhile.
        """
        messages = () if view is None else view.messages
        posts = {one.id: one for one in messages if isinstance(one, Post) and one.media}
        self._give_up(posts)
        self._posts = posts
        case_id = None if view is None else view.row.id
        if case_id == self._case_id:
            states, self._states = self._states, {}
            for key, state in states.items():
                self._set(key, state)
            return
        self._case_id = case_id
        self._states.clear()
        self._kept.clear()
        self._recall()
        if case_id is not None and self._posts:
            self._lane.submit(
                lambda desk: desk.pictures.cached(case_id),
                partial(self._take_kept, case_id),
                receiver=self,
                key="kept pictures",
            )

    def state(self, message_id: MessageId, position: int) -> PictureState:
        """Return how a picture of the open case stands."""
        return self._states.get(PictureKey(message_id, position), NOT_LOADED)

    def load(self, message_id: MessageId, position: int) -> None:
        """Load a picture that a person asked for; one under way or shown is left alone.

        Its turn comes after those asked for before it; it is given up with its case.
        """
        key = PictureKey(message_id, position)
        settled = self.state(*key).status is PictureStatus.SHOWN
        if settled or key in self._waiting or key == self._under_way:
            return
        self._waiting.append(key)
        self._set(key, PictureState(PictureStatus.LOADING))
        self._load_next()

    def open_large(
        self, message_id: MessageId, position: int, parent: QWidget
    ) -> PictureDialog | None:
        """Show a picture of the open case in a dialog; None where its post is not there."""
        from ui.picture_dialog import PictureDialog

        post = self._posts.get(message_id)
        if post is None:
            return None
        dialog = PictureDialog(self, post, position, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def read_large(
        self,
        message_id: MessageId,
        position: int,
        done: Callable[[LargePicture | None], None],
        failed: Callable[[DeskError], None],
        receiver: QObject,
    ) -> None:
        """Decode a kept picture in full; None comes home for one that is not kept."""
        self._lane.submit(
            partial(_read_large, PictureKey(message_id, position)),
            done,
            failed,
            receiver=receiver,
            key="large picture",
        )

    def save(
        self,
        picture: LargePicture,
        path: Path,
        done: Callable[[None], None],
        failed: Callable[[DeskError], None],
        receiver: QObject,
    ) -> None:
        """Write the file of a picture as it came to `path`."""
        self._lane.submit(lambda _desk: _write(path, picture.data), done, failed, receiver=receiver)

    def _give_up(self, posts: Container[MessageId]) -> None:
        """Let go of what was asked for and not begun, but for pictures of these posts."""
        left = [key for key in self._waiting if key.message_id not in posts]
        for key in left:
            self._waiting.remove(key)
            self._set(key, NOT_LOADED)

    def _recall(self) -> None:
        """Show of the pictures of a case just opened which failed before or are loading."""
        for key, problem in self._problems.items():
            self._set(key, PictureState(PictureStatus.FAILED, problem=problem))
        for asked in (*self._waiting, self._under_way):
            if asked is not None:
                self._set(asked, PictureState(PictureStatus.LOADING))

    def _take_kept(self, case_id: CaseId, keys: tuple[PictureKey, ...]) -> None:
        if case_id == self._case_id:
            self._kept = deque(keys[:MOST_AT_ONCE])
            self._show_next(case_id)

    def _show_next(self, case_id: CaseId) -> None:
        """Have the next kept picture decoded; one at a time, for its case may be left."""
        while self._kept:
            key = self._kept.popleft()
            if key != self._under_way and self.state(*key).status is not PictureStatus.SHOWN:
                self._lane.submit(
                    partial(_thumbnail_of_kept, key),
                    partial(self._show_kept, case_id, key),
                    receiver=self,
                )
                return

    def _show_kept(self, case_id: CaseId, key: PictureKey, image: QImage | None) -> None:
        if case_id == self._case_id:
            if image is not None and key != self._under_way:
                self._show(key, image)
            self._show_next(case_id)

    def _load_next(self) -> None:
        """Load what was asked for first; one at a time, so that the others can be given up."""
        if self._under_way is None and self._waiting:
            key = self._waiting.popleft()
            self._under_way = key
            self._downloads.submit(
                partial(_load, key, self._downloads.stopping),
                partial(self._take_loaded, key),
                partial(self._fail, key),
                receiver=self,
            )

    def _take_loaded(self, key: PictureKey, image: QImage) -> None:
        self._under_way = None
        self._show(key, image)
        self._load_next()

    def _fail(self, key: PictureKey, error: DeskError) -> None:
        self._under_way = None
        self._problems.pop(key, None)
        self._problems[key] = error.message
        if len(self._problems) > MOST_PROBLEMS:
            del self._problems[next(iter(self._problems))]
        self._set(key, PictureState(PictureStatus.FAILED, problem=error.message))
        self._load_next()

    def _show(self, key: PictureKey, image: QImage) -> None:
        self._problems.pop(key, None)
        if key in self._waiting:  # it was asked for before it was seen that it is kept
            self._waiting.remove(key)
        self._set(key, PictureState(PictureStatus.SHOWN, image))

    def _set(self, key: PictureKey, state: PictureState) -> None:
        """Note and tell a picture's state; one of a case that is not open concerns nobody."""
        if key.message_id in self._posts:
            self._states[key] = state
            self.changed.emit(*key, state)


def _load(key: PictureKey, stopping: Callable[[], bool], desk: Desk) -> QImage:
    """Load a picture and return it made small; one that is broken is not kept."""
    return _thumbnail(desk, key, desk.pictures.load(*key, stopping=stopping))


def _thumbnail_of_kept(key: PictureKey, desk: Desk) -> QImage | None:
    """Return a kept picture made small; None where it is not kept, or not any more."""
    data = desk.pictures.kept(*key)
    try:
        return None if data is None else _thumbnail(desk, key, data)
    except PictureRefused:
        return None


def _thumbnail(desk: Desk, key: PictureKey, data: bytes) -> QImage:
    from ui import picture_decoder

    try:
        return picture_decoder.decode(data, picture_decoder.THUMBNAIL).image
    except PictureRefused:
        desk.pictures.forget(*key)
        raise


def _read_large(key: PictureKey, desk: Desk) -> LargePicture | None:
    from ui import picture_decoder

    data = desk.pictures.kept(*key)
    if data is None:
        return None
    decoded = picture_decoder.decode(data, picture_decoder.LARGE)
    levels = [decoded.image]
    while max(levels[-1].width(), levels[-1].height()) > 2 * SMALLEST_LEVEL:
        half = (levels[-1].size() / 2).expandedTo(QSize(1, 1))
        levels.append(
            levels[-1].scaled(
                half,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return LargePicture(tuple(levels), decoded.size, decoded.format, data)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(
            tr("“{name}” cannot be written: {why}.").format(
                name=path.name, why=error.strerror or error
            ),
            advice=tr("Choose another folder or name."),
        ) from error
