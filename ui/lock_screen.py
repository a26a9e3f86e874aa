"""The lock screen: hides what is shown till the person is back.

In each window a curtain takes the place of the content, which is hidden, not covered only:
previews of windows and screen readers see what a person sees. The windows themselves stay,
with their place, order and modality. Native dialogs of the system are not ours to hide.

Framework knowledge: Qt asks with a ShortcutOverride whether a key is wanted before it looks
for a shortcut; one that is accepted is none. Closing by a window's frame is a spontaneous
event of the platform's window (QWindow) only, not of the widget. A filter of the application
sees the events of every widget, so it is there only while the desk is locked. A layout that
is disabled lets its window keep its size while its widgets are gone. A message box tells its
texts itself, whether or not the labels are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QToolTip, QWidget
from shiboken6 import isValid

from console.domain import lock_phrase
from console.language import plural, tr
from ui.lock_curtain import WRONG, Curtain
from ui.override import override
from ui.theme import Theme

NAME = tr("Canary Desk")
"""The title of every window meanwhile."""

_T = QEvent.Type
_KEYS = frozenset({_T.KeyPress, _T.KeyRelease})
_POINTER = frozenset(
    {
        _T.MouseButtonPress, _T.MouseButtonRelease, _T.MouseButtonDblClick, _T.Wheel,
        _T.ContextMenu, _T.TouchBegin, _T.TouchUpdate, _T.TouchEnd, _T.TabletPress,
        _T.TabletRelease, _T.InputMethod,
    }
)  # fmt: skip
_DRAGS = frozenset({_T.DragEnter, _T.DragMove, _T.Drop})
_TIPS = frozenset({_T.ToolTip, _T.WhatsThis, _T.QueryWhatsThis, _T.StatusTip})
_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


@dataclass(slots=True)
class _Covered:
    """One window, and how it was."""

    window: QWidget
    curtain: Curtain
    title: str
    focus: QWidget | None
    hidden: list[QWidget] = field(default_factory=list)
    said: tuple[str, str, str] | None = None
    """Text, more and details of a message box, which tells them beside its labels."""


class LockScreen(QObject):
    """Locked from the moment it is made; `lifted` ends it.

    Signals:
        lifted: the content is shown again.
    """

    lifted = Signal()

    def __init__(self, app: QApplication, window: QWidget, theme: Theme, seal: str) -> None:
        """Lock every window of `app`; `window` is covered even before it is shown.

        `seal` tells the passphrase; a damaged or empty one asks for none.
        """
        super().__init__(window)
        self._app, self._theme = app, theme
        self._seal = seal if lock_phrase.is_whole(seal) else ""
        self._covered: list[_Covered] = []
        self._wrong, self._wait_s = 0, 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        for _ in range(20):  # a popup may open another when it closes
            if (popup := QApplication.activePopupWidget()) is None:
                break
            popup.close()
        QToolTip.hideText()
        self.main = self._cover(window)
        for other in QApplication.topLevelWidgets():
            if other.isVisible():
                self._cover(other)
        app.installEventFilter(self)

    @property
    def curtains(self) -> tuple[Curtain, ...]:
        """Return what covers the windows that are there."""
        return tuple(one.curtain for one in self._covered if isValid(one.curtain))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == _T.Close and event.spontaneous() and self._asks_something(watched):
            event.ignore()  # the person closes what they do not see
            return True
        if kind == _T.ShortcutOverride:
            event.accept()
            return True
        if kind == _T.Shortcut or kind in _TIPS:
            return True
        if kind in _DRAGS:
            event.ignore()
            return True
        if not isinstance(watched, QWidget):
            return False
        if kind in _KEYS:
            return self._lead_key(watched, event)
        if kind in _POINTER:
            return not self._is_ours(watched)
        self._follow(watched, kind)
        return False

    def _follow(self, watched: QWidget, kind: QEvent.Type) -> None:
        """Keep covered what opens, grows or is renamed meanwhile."""
        if kind == _T.Show and not self._is_ours(watched):
            if watched.isWindow():
                self._cover(watched)
                if watched.windowType() in _PASSING:
                    QTimer.singleShot(0, watched, watched.hide)
            elif (one := self._of(watched.parentWidget())) is not None:
                one.curtain.raise_()
                QTimer.singleShot(0, watched, partial(self._hide_late, one, watched))
        elif kind == _T.Resize and (one := self._of(watched)) is not None:
            one.curtain.setGeometry(watched.rect())
        elif (
            kind == _T.WindowTitleChange
            and watched.windowTitle() != NAME
            and (one := self._of(watched)) is not None
        ):
            one.title = watched.windowTitle()
            watched.setWindowTitle(NAME)

    def _cover(self, window: QWidget) -> Curtain:
        found = self._of(window)
        if found is not None:
            return found.curtain
        said = _silence(window)  # while its layout is its own: it lays itself out anew
        curtain = Curtain(window, self._theme, asks=bool(self._seal))
        curtain.wanted.connect(self._open)
        one = _Covered(window, curtain, window.windowTitle(), _focus_of(window), said=said)
        self._covered.append(one)
        curtain.show()
        curtain.raise_()
        curtain.target().setFocus()  # before the content goes, or Qt looks for another
        if (layout := window.layout()) is not None:
            layout.setEnabled(False)
        for child in window.children():
            if isinstance(child, QWidget) and child is not curtain:
                self._hide(one, child)
        window.setWindowTitle(NAME)
        return curtain

    def _hide_late(self, one: _Covered, child: QWidget) -> None:
        if isValid(self) and one in self._covered:
            self._hide(one, child)

    @staticmethod
    def _hide(one: _Covered, child: QWidget) -> None:
        if not child.isWindow() and not child.isHidden():
            one.hidden.append(child)
            child.hide()

    def _of(self, widget: QWidget | None) -> _Covered | None:
        return next((one for one in self._covered if one.window is widget), None)

    def _asks_something(self, watched: QObject) -> bool:
        """Return whether a window of the platform is a covered dialog's; the main one may close."""
        return any(
            isValid(one.window) and one.window.windowHandle() is watched
            for one in self._covered
            if one.curtain is not self.main
        )

    def _is_ours(self, widget: QWidget) -> bool:
        return any(widget is curtain or curtain.isAncestorOf(widget) for curtain in self.curtains)

    def _lead_key(self, watched: QWidget, event: QEvent) -> bool:
        """Let keys reach the curtain only, wherever the focus was set behind it."""
        if self._is_ours(watched):
            return False
        one = self._of(watched.window())
        is_press = event.type() == _T.KeyPress and isinstance(event, QKeyEvent)
        if is_press and one is not None and isValid(one.curtain):
            one.curtain.target().setFocus()
            QCoreApplication.sendEvent(one.curtain.target(), event)
        return True

    @Slot(str)
    def _open(self, phrase: str) -> None:
        """Show the content again, if this is the passphrase; else say so, ever slower."""
        if self._wait_s:
            return
        if self._seal and not lock_phrase.opens(phrase, self._seal):
            if phrase:  # Enter in an empty field is no try
                self._wrong += 1
                self._wait_s = lock_phrase.wait_s(self._wrong)
                self._say()
                if self._wait_s:
                    self._clock.start()
            return
        self._lift()

    @Slot()
    def _tick(self) -> None:
        self._wait_s = max(0, self._wait_s - 1)
        if not self._wait_s:
            self._clock.stop()
        self._say()

    def _say(self) -> None:
        said = [WRONG]
        if self._wait_s:
            said.append(
                plural(
                    self._wait_s, "Try again in {count} second.", "Try again in {count} seconds."
                )
            )
        for curtain in self.curtains:
            curtain.say(" ".join(said), waits=bool(self._wait_s))

    def _lift(self) -> None:
        self._app.removeEventFilter(self)
        self._clock.stop()
        covered, self._covered = self._covered, []
        for one in covered:
            if isValid(one.window) and isValid(one.curtain):
                _uncover(one)
        self.lifted.emit()


def _focus_of(window: QWidget) -> QWidget | None:
    return window.focusWidget()


def _silence(window: QWidget) -> tuple[str, str, str] | None:
    """Take from a message box what it says, and return that; None for other windows."""
    if not isinstance(window, QMessageBox):
        return None
    said = window.text(), window.informativeText(), window.detailedText()
    size = window.size()
    for put in (window.setText, window.setInformativeText, window.setDetailedText):
        put("")
    window.setFixedSize(size)  # with its words it would shrink; with them it fits itself anew
    return said


def _give_back(window: QWidget, said: tuple[str, str, str] | None) -> None:
    if isinstance(window, QMessageBox) and said is not None:
        for put, text in zip(
            (window.setText, window.setInformativeText, window.setDetailedText), said, strict=True
        ):
            put(text)


def _uncover(one: _Covered) -> None:
    window, curtain = one.window, one.curtain
    # What the window itself gave the focus to meanwhile goes before what had it.
    now = _focus_of(window)
    is_ours = now is None or now is curtain or curtain.isAncestorOf(now)
    focus = one.focus if is_ours else now
    for child in one.hidden:
        if isValid(child) and child.parentWidget() is window:
            child.show()
    if (layout := window.layout()) is not None:
        layout.setEnabled(True)
        layout.invalidate()
        layout.activate()
    _give_back(window, one.said)
    window.setWindowTitle(one.title)
    if focus is not None and isValid(focus):
        focus.setFocus()
    curtain.hide()
    curtain.deleteLater()
