"""The large view of a picture, used as a person would: keys, wheel, mouse, buttons."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.ids import RemoteId
from console.domain.messages import Media
from console.errors import Offline
from console.store import messages
from tests.console.shelf import URL, Shelf, media, open_shelf
from tests.ui.drawn import picture
from tests.ui.test_pictures import Gate
from ui.lanes import Lane
from ui.picture_caption import PictureCaption
from ui.picture_dialog import PictureDialog, file_name
from ui.picture_state import PictureStatus
from ui.pictures import Pictures

ALT = "A <b>chipped</b> lid"
Open = Callable[..., PictureDialog]


@pytest.fixture
def shelf(qapp: object, tmp_path: Path) -> Iterator[Shelf]:
    made = open_shelf(tmp_path)
    lid = Media("photo", URL.format("lid"), ALT, 1280, 960)
    with made.db.writing():
        shown = messages.media_to_json((lid, media("box"), media("")))
        made.db.execute("UPDATE posts SET media = ?", (shown,))
    made.world.add_picture(URL.format("lid"), picture("red"))
    made.world.add_picture(URL.format("box"), picture("green", 50, 30))
    yield made
    made.desk.close()


@pytest.fixture
def pictures(shelf: Shelf) -> Iterator[Pictures]:
    lane = Lane("pictures", shelf.another_desk)
    pictures = Pictures(lane)
    pictures.open_case(shelf.view())
    yield pictures
    assert lane.close(5)


@pytest.fixture
def open_large(qtbot: QtBot, shelf: Shelf, pictures: Pictures) -> Open:
    """Returns a function that opens a picture; the first one has been loaded before."""
    shelf.desk.pictures.load(shelf.key, 0)
    shelf.network.asked.clear()
    parent = QWidget()
    parent.resize(1280, 800)
    parent.show()
    qtbot.addWidget(parent)

    def open_one(position: int = 0, *, wait: bool = True) -> PictureDialog:
        dialog = pictures.open_large(shelf.key, position, parent)
        assert dialog is not None
        if wait:
            qtbot.waitUntil(dialog.canvas.isVisible)
            qtbot.waitUntil(dialog.bar.copy_button.isEnabled)
        return dialog

    return open_one


def press(qtbot: QtBot, dialog: PictureDialog, text: str) -> None:
    """Click on the button that says so, as soon as it is there."""

    def there() -> list[QPushButton]:
        buttons = dialog.findChildren(QPushButton)
        return [one for one in buttons if one.text() == text and one.isVisible()]

    qtbot.waitUntil(lambda: len(there()) == 1)
    qtbot.mouseClick(there()[0], Qt.MouseButton.LeftButton)


def colour(dialog: PictureDialog) -> QColor:
    """What is drawn in the middle."""
    return dialog.canvas.grab().toImage().pixelColor(dialog.canvas.rect().center())


def test_a_picture_is_shown_whole_with_its_description_as_plain_text(open_large: Open) -> None:
    dialog = open_large()
    assert colour(dialog) == QColor("red")
    assert dialog.canvas.fitted
    assert dialog.canvas.accessibleName() == ALT
    assert dialog.caption.description.text() == ALT
    assert dialog.caption.description.textFormat() is Qt.TextFormat.PlainText
    assert dialog.caption.facts.text().startswith("Picture 1 of 3  ·  1280 × 960  ·  PNG, ")
    assert dialog.bar.scale.text() == f"{dialog.canvas.scale * 100:.0f} %"
    assert dialog.windowTitle() == "Picture by @ada_fern"


def test_keys_zoom_and_fit(qtbot: QtBot, open_large: Open) -> None:
    dialog = open_large()
    fitting = dialog.canvas.scale
    qtbot.keyClick(dialog, Qt.Key.Key_Plus)
    assert dialog.canvas.scale == pytest.approx(fitting * 1.25)
    qtbot.keyClick(dialog, Qt.Key.Key_Minus)
    assert dialog.canvas.scale == pytest.approx(fitting)
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    assert dialog.bar.scale.text() == "100 %"
    qtbot.keyClick(dialog, Qt.Key.Key_0)
    assert dialog.canvas.scale == pytest.approx(fitting)
    for _ in range(60):
        qtbot.keyClick(dialog, Qt.Key.Key_Plus)
    assert dialog.bar.scale.text() == "800 %"
    for _ in range(60):
        qtbot.keyClick(dialog, Qt.Key.Key_Minus)
    assert dialog.bar.scale.text() == "5 %"


def test_buttons_zoom_and_fit(qtbot: QtBot, open_large: Open) -> None:
    dialog = open_large()
    fitting = dialog.canvas.scale
    qtbot.mouseClick(dialog.bar.larger_button, Qt.MouseButton.LeftButton)
    assert dialog.canvas.scale > fitting
    qtbot.mouseClick(dialog.bar.smaller_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.bar.smaller_button, Qt.MouseButton.LeftButton)
    assert dialog.canvas.scale < fitting
    qtbot.mouseClick(dialog.bar.fit_button, Qt.MouseButton.LeftButton)
    assert dialog.canvas.scale == pytest.approx(fitting)


def turn_wheel(dialog: PictureDialog, at: QPoint, notches: int) -> None:
    canvas = dialog.canvas
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QApplication.sendEvent(canvas, event)


def half_and_half(shelf: Shelf) -> None:
    """Make the kept picture one whose right half is blue."""
    with shelf.db.writing():
        shelf.db.execute("UPDATE pictures SET data = ?", (picture("red", right="blue"),))


def test_the_wheel_zooms_about_the_pointer(open_large: Open, shelf: Shelf, qtbot: QtBot) -> None:
    half_and_half(shelf)
    dialog = open_large()
    at = dialog.canvas.rect().center() - QPoint(60, 0)  # left of the seam, which moves away
    turn_wheel(dialog, at, 6)
    image = dialog.canvas.grab().toImage()
    assert image.pixelColor(at) == QColor("red")
    assert image.pixelColor(dialog.canvas.rect().center()) == QColor("red")
    assert image.pixelColor(dialog.canvas.rect().center() + QPoint(260, 0)) == QColor("blue")
    turn_wheel(dialog, at, -20)
    assert dialog.canvas.scale < 0.1


def test_the_mouse_moves_what_is_larger_than_the_window(
    qtbot: QtBot, open_large: Open, shelf: Shelf
) -> None:
    half_and_half(shelf)
    dialog = open_large()
    canvas = dialog.canvas
    assert canvas.cursor().shape() is Qt.CursorShape.ArrowCursor
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    assert canvas.cursor().shape() is Qt.CursorShape.OpenHandCursor
    centre = canvas.rect().center()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=centre)
    assert canvas.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    qtbot.mouseMove(canvas, centre - QPoint(120, 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=centre - QPoint(120, 0))
    image = canvas.grab().toImage()
    assert image.pixelColor(centre - QPoint(110, 0)) == QColor("blue")
    assert image.pixelColor(centre - QPoint(130, 0)) == QColor("red")
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=centre)
    qtbot.mouseMove(canvas, centre - QPoint(4000, 0))  # no further than the picture's edge
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=centre)
    assert canvas.grab().toImage().pixelColor(canvas.width() - 3, centre.y()) == QColor("blue")


def test_a_double_click_goes_to_full_size_and_back(qtbot: QtBot, open_large: Open) -> None:
    dialog = open_large()
    qtbot.mouseDClick(dialog.canvas, Qt.MouseButton.LeftButton)
    assert dialog.bar.scale.text() == "100 %"
    qtbot.mouseDClick(dialog.canvas, Qt.MouseButton.LeftButton)
    assert dialog.canvas.fitted


def test_another_picture_of_the_post_is_loaded_by_a_click_of_its_own(
    qtbot: QtBot, open_large: Open, shelf: Shelf
) -> None:
    dialog = open_large()
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    qtbot.waitUntil(dialog.state.isVisible)
    assert shelf.network.asked == []
    assert not dialog.bar.save_button.isEnabled()
    press(qtbot, dialog, "Load picture")
    qtbot.waitUntil(dialog.canvas.isVisible)
    assert shelf.network.asked == [URL.format("box")]
    assert colour(dialog) == QColor("green")
    assert dialog.bar.scale.text() == "100 %"  # a small one is not blown up
    assert dialog.canvas.accessibleName() == "Picture without a description"
    qtbot.keyClick(dialog, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: colour(dialog) == QColor("red"))
    qtbot.keyClick(dialog, Qt.Key.Key_Left)  # there is none before it
    assert dialog.caption.facts.text().startswith("Picture 1 of 3")
    assert not dialog.bar.back_button.isEnabled()


def test_a_picture_under_way_is_waited_for(
    qtbot: QtBot, open_large: Open, shelf: Shelf, pictures: Pictures
) -> None:
    gate = Gate(shelf)
    pictures.load(shelf.key, 1)
    dialog = open_large(1, wait=False)
    assert dialog.state.isVisible()
    assert "Loading" in visible_words(dialog)
    gate.open()
    qtbot.waitUntil(lambda: dialog.canvas.isVisible() and colour(dialog) == QColor("green"))


def visible_words(dialog: PictureDialog) -> str:
    return " ".join(one.text() for one in dialog.state.findChildren(QLabel) if one.isVisible())


def test_a_failure_says_why_and_offers_another_try(
    qtbot: QtBot, open_large: Open, shelf: Shelf
) -> None:
    shelf.network.pictures.fail_next("read_picture", Offline("X could not be reached."))
    dialog = open_large(1, wait=False)
    qtbot.waitUntil(lambda: "Not loaded" in visible_words(dialog))
    press(qtbot, dialog, "Load picture")
    qtbot.waitUntil(lambda: "X could not be reached." in visible_words(dialog))
    press(qtbot, dialog, "Try again")
    qtbot.waitUntil(dialog.canvas.isVisible)


def test_escape_closes(qtbot: QtBot, open_large: Open) -> None:
    dialog = open_large()
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_picture_is_copied_or_what_is_marked_of_its_description(
    qtbot: QtBot, open_large: Open
) -> None:
    dialog = open_large()
    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().size().width() == 1280
    assert dialog.caption.message.text() == "Copied."
    dialog.caption.description.setSelection(2, len("<b>chipped</b>"))
    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "<b>chipped</b>"


@pytest.mark.usefixtures("qapp")
def test_a_description_is_shown_and_copied_without_signs_that_deceive(qtbot: QtBot) -> None:
    caption = PictureCaption()
    qtbot.addWidget(caption)
    caption.show_words("📦 pay \u202e0001 ⟨U+202E⟩ now", "")
    shown = "📦 pay ⟨U+202E⟩0001 ⟨U+202E⟩ now"
    assert caption.description.text() == shown
    caption.description.setSelection(0, len(shown) + 1)  # the parcel is two of Qt's units
    assert caption.marked() == "📦 pay 0001 ⟨U+202E⟩ now"
    caption.description.setSelection(len("📦 pay ⟨U+202E⟩0001 ") + 1, len("⟨U+202E⟩"))
    assert caption.marked() == "⟨U+202E⟩"


def ask_where(qtbot: QtBot, dialog: PictureDialog) -> QFileDialog:
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    asked = dialog.findChild(QFileDialog)
    assert isinstance(asked, QFileDialog)
    return asked


def save_as(qtbot: QtBot, asked: QFileDialog, path: Path) -> None:
    field = asked.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(str(path))
    with qtbot.waitSignal(asked.finished):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_copy_is_saved_as_it_came(
    qtbot: QtBot, open_large: Open, shelf: Shelf, tmp_path: Path
) -> None:
    dialog = open_large()
    asked = ask_where(qtbot, dialog)
    assert Path(asked.selectedFiles()[0]).name == "post-1-picture-1.png"
    save_as(qtbot, asked, tmp_path / "lid")
    qtbot.waitUntil(lambda: "Saved" in dialog.caption.message.text())
    assert dialog.caption.message.text() == "Saved as “lid.png”."
    assert (tmp_path / "lid.png").read_bytes() == shelf.desk.pictures.kept(shelf.key, 0)


def test_a_copy_that_cannot_be_saved_is_told(
    qtbot: QtBot, open_large: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    dialog = open_large()
    save_as(qtbot, ask_where(qtbot, dialog), tmp_path / "lid.png")
    qtbot.waitUntil(lambda: "No space left" in dialog.caption.message.text())


@pytest.mark.parametrize(
    ("remote_id", "name"),
    [
        ("1789", "post-1789-picture-2"),
        ("../../etc/passwd", "post-etc-passwd-picture-2"),
        ("x" * 500, f"post-{'x' * 64}-picture-2"),
    ],
)
def test_a_file_is_named_safely_whatever_the_network_calls_its_posts(
    shelf: Shelf, remote_id: str, name: str
) -> None:
    assert file_name(replace(shelf.post, remote_id=RemoteId(remote_id)), 1) == name
    odd = replace(shelf.post, remote_id=RemoteId("…/…"))
    assert file_name(odd, 0) == f"post-{shelf.post.id}-picture-1"


def test_a_long_description_of_an_only_picture_leaves_it_its_room(
    open_large: Open, shelf: Shelf, pictures: Pictures
) -> None:
    lid = Media("photo", URL.format("lid"), "Seen from above. " * 60, 1280, 960)
    with shelf.db.writing():
        shelf.db.execute("UPDATE posts SET media = ?", (messages.media_to_json((lid,)),))
    pictures.open_case(shelf.view())
    dialog = open_large()
    dialog.resize(dialog.minimumSize())
    assert dialog.canvas.height() > dialog.height() / 3
    assert dialog.caption.description.height() > dialog.caption.height()  # it is scrolled
    assert not dialog.bar.next_button.isVisible()
    assert dialog.caption.facts.text().startswith("Picture  ·  1280 × 960")


def test_the_state_stays_right_for_the_timeline(
    qtbot: QtBot, open_large: Open, shelf: Shelf, pictures: Pictures
) -> None:
    dialog = open_large(1, wait=False)
    qtbot.waitUntil(lambda: "Not loaded" in visible_words(dialog))
    press(qtbot, dialog, "Load picture")
    qtbot.waitUntil(lambda: pictures.state(shelf.key, 1).status is PictureStatus.SHOWN)
