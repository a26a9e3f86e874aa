"""A picture of a post, large: fitted or zoomed, with what its author says that it shows.

Shows the post's other pictures as well, but loads none by itself: that is a click of its
own. Reading, decoding and writing happen through `ui.pictures`, in its lane.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.domain import file_names
from console.domain.ids import MessageId
from console.domain.messages import Post
from console.errors import DeskError
from console.language import numeral, tr
from ui import file_question, plain
from ui.picture_bar import PictureBar
from ui.picture_canvas import PictureCanvas
from ui.picture_caption import PictureCaption
from ui.picture_state import PictureState, PictureStatus
from ui.pictures import LargePicture, Pictures
from ui.state_view import StateView
from ui.theme import UNIT

SUFFIXES = {"jpeg": "jpg"}
LONGEST_ID = 64
"""In bytes, within a file's name."""
FIRST_SIZE, LEAST_SIZE = (960, 720), (520, 440)


class PictureDialog(QDialog):
    """The pictures of one post, one at a time."""

    def __init__(
        self, pictures: Pictures, post: Post, position: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures, self._post, self._position = pictures, post, position
        self._picture: LargePicture | None = None
        self.setWindowTitle(
            tr("Picture by @{handle}").format(handle=post.author_handle)
            if post.author_handle
            else tr("Picture")
        )
        self.canvas = PictureCanvas()
        self.state = StateView()
        self.caption = PictureCaption()
        self.bar = PictureBar(several=len(post.media) > 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.state)
        self._lay_out()
        self._add_keys()
        self.canvas.zoomed.connect(self._show_scale)
        self.bar.step_wanted.connect(self.step)
        self.bar.zoom_wanted.connect(self.canvas.zoom_by)
        self.bar.fit_wanted.connect(self.canvas.fit)
        self.bar.copy_wanted.connect(self._copy)
        self.bar.save_wanted.connect(self._ask_where)
        pictures.changed.connect(self._follow)
        room = parent.window().size() if parent is not None else self.size()
        self.resize(
            *(
                max(least, min(first, given - 8 * UNIT))
                for first, least, given in zip(FIRST_SIZE, LEAST_SIZE, room.toTuple(), strict=True)
            )
        )
        self.setMinimumSize(*LEAST_SIZE)
        self.show_position(position)

    def show_position(self, position: int) -> None:
        """Show another picture of the post."""
        self._position, self._picture = position, None
        media = self._post.media[position]
        self.canvas.clear()
        self.canvas.setAccessibleName(media.alt_text or tr("Picture without a description"))
        self.caption.show_words(media.alt_text, self._facts())
        many = len(self._post.media)
        self.bar.back_button.setEnabled(position > 0)
        self.bar.next_button.setEnabled(position < many - 1)
        self._show_scale()
        if self._standing.status is PictureStatus.LOADING:
            self._say_loading()
        else:
            self._read()

    def step(self, by: int) -> None:
        """Show the next picture of the post, or for -1 the one before."""
        position = self._position + by
        if 0 <= position < len(self._post.media):
            self.show_position(position)

    @property
    def _standing(self) -> PictureState:
        return self._pictures.state(self._post.id, self._position)

    def _lay_out(self) -> None:
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        lower = QVBoxLayout()
        lower.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        lower.setSpacing(2 * UNIT)
        lower.addWidget(self.caption)
        lower.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(line)
        column.addLayout(lower)

    def _add_keys(self) -> None:
        acts: dict[tuple[str, ...], Callable[[], None]] = {
            ("Left",): partial(self.step, -1),
            ("Right",): partial(self.step, 1),
            ("+", "=", "Ctrl++", "Ctrl+="): partial(self.canvas.zoom_by, 1),
            ("-", "Ctrl+-"): partial(self.canvas.zoom_by, -1),
            ("0", "Ctrl+0"): self.canvas.fit,
            ("1", "Ctrl+1"): partial(self.canvas.zoom_to, 1.0),
            ("Ctrl+C",): self._copy,
            ("Ctrl+S",): self._ask_where,
        }
        for keys, act in acts.items():
            for key in keys:
                QShortcut(QKeySequence(key), self, act)

    def _read(self) -> None:
        post_id, position = self._post.id, self._position
        self._pictures.read_large(
            post_id, position, partial(self._show, position), partial(self._refuse, position), self
        )

    def _show(self, position: int, picture: LargePicture | None) -> None:
        if position != self._position:
            return
        if picture is None:
            if self._standing.status is PictureStatus.FAILED:
                self._say_failed(self._standing.problem)
            else:
                self._offer_loading()
            return
        self._picture = picture
        self.canvas.show_picture(picture.levels, picture.size)
        self.caption.show_words(self._post.media[position].alt_text, self._facts())
        self._stack.setCurrentWidget(self.canvas)
        self._show_scale()
        self.canvas.setFocus()

    def _refuse(self, position: int, error: DeskError) -> None:
        if position == self._position:
            again = ((tr("Try again"), self._load),)
            self._say(error.title, error.message, error.advice, again)

    @Slot(object, int, object)
    def _follow(self, message_id: MessageId, position: int, state: PictureState) -> None:
        """Take part in what becomes of the picture that is looked at."""
        if (message_id, position) != (self._post.id, self._position) or self._picture is not None:
            return
        if state.status is PictureStatus.LOADING:
            self._say_loading()
        elif state.status is PictureStatus.FAILED:
            self._say_failed(state.problem)
        else:
            self._read()

    def _load(self) -> None:
        self._pictures.load(self._post.id, self._position)

    def _offer_loading(self) -> None:
        self._say(
            tr("Not loaded yet"),
            tr("This picture is still on the network's server."),
            buttons=((tr("Load picture"), self._load),),
        )

    def _say_failed(self, problem: str) -> None:
        again = ((tr("Try again"), self._load),)
        self._say(tr("The picture cannot be shown"), problem, "", again)

    def _say_loading(self) -> None:
        self._say(tr("Loading the picture…"))

    def _say(
        self,
        title: str,
        message: str = "",
        advice: str = "",
        buttons: tuple[tuple[str, Callable[[], None]], ...] = (),
    ) -> None:
        self.state.say(title, message, advice, buttons)
        self._stack.setCurrentWidget(self.state)

    def _facts(self) -> str:
        """Return the line about the picture: which of how many, its size, its file."""
        media, many = self._post.media[self._position], len(self._post.media)
        name = tr("Picture") if media.kind == "photo" else tr("Still of a film")
        facts = [
            # Translators: {what} is `Picture`, or `Still of a film`.
            tr("{what} {number} of {total}").format(
                what=name, number=self._position + 1, total=many
            )
            if many > 1
            else name
        ]
        if self._picture is not None:
            size = self._picture.size
            facts.append(f"{size.width()} × {size.height()}")
            kind, length = self._picture.format.upper(), _file_size(len(self._picture.data))
            facts.append(f"{kind}, {length}")
        elif media.width and media.height:
            facts.append(f"{media.width} × {media.height}")
        return plain.joined(facts)

    @Slot()
    def _show_scale(self) -> None:
        self.bar.show_scale(None if self._picture is None else self.canvas.scale)

    @Slot()
    def _copy(self) -> None:
        """Copy the picture, or the words of the description that are marked."""
        if marked := self.caption.marked():
            QGuiApplication.clipboard().setText(marked)
        elif self._picture is not None:
            QGuiApplication.clipboard().setImage(self._picture.levels[0])
            self.caption.say(tr("Copied."))

    @Slot()
    def _ask_where(self) -> None:
        """Ask under which name to save a copy of the file as it came."""
        picture = self._picture
        if picture is None:
            return
        suffix = SUFFIXES.get(picture.format, picture.format)
        name = f"{file_name(self._post, self._position)}.{suffix}"
        title = tr("Save a copy of the picture")
        file_question.ask_to_write(self, title, "", name, partial(self._save, picture))

    def _save(self, picture: LargePicture, path: Path) -> None:
        said = tr("Saved as “{name}”.").format(name=plain.isolated(path.name))
        self._pictures.save(
            picture, path, lambda _: self.caption.say(said), self._tell_failure, self
        )

    def _tell_failure(self, error: DeskError) -> None:
        self.caption.say(f"{error.message} {error.advice}", failed=True)


def file_name(post: Post, position: int) -> str:
    """Return a name for a file, without its ending, whatever the network calls its posts."""
    safe = file_names.safe(post.remote_id, LONGEST_ID)
    which = post.id if safe == file_names.INSTEAD else safe
    return f"post-{which}-picture-{position + 1}"


def _file_size(length: int) -> str:
    """Return how large a file is: `240 KB`, `1.2 MB`."""
    if length < 1_000_000:
        return tr("{size} KB").format(size=numeral(max(1, round(length / 1000))))
    return tr("{size} MB").format(size=numeral(length / 1000000, 1))
