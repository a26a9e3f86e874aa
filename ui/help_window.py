"""The window of the help: contents and search at the left, a page at the right.

Reads a few dozen small files when it opens, some milliseconds in all, and asks no network.
Stands beside the desk's window and is closed with it; remembers where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from console import language
from console.language import tr
from ui import announcing, browser, frame, help_links, help_pages, key_names, key_sheet, plain
from ui.help_browser import HelpBrowser
from ui.help_contents import HelpContents
from ui.help_find import HelpFind
from ui.help_links import Link
from ui.help_pages import Hit, Page
from ui.icons import Icons
from ui.key_map import KeyMap
from ui.override import override
from ui.theme import UNIT, Theme
from ui.wrapping_row import WrappingRow

SIZE = QSize(116 * UNIT, 84 * UNIT)
SMALLEST = QSize(70 * UNIT, 40 * UNIT)
PLACE = "help"
"""Where QSettings keep where the window stood."""
WITH_FOREIGN_KEYS = ("command-line", "limits")
"""Pages whose `code` is no key of the window."""
_CODE = re.compile(r"`([^`\n]+)`")

Place = tuple[str, int]
"""A page's name, and how far it was scrolled."""


class HelpWindow(QWidget):
    """The help.

    Signals:
        keys_wanted: keys are to be looked up and changed on their own sheet.
    """

    keys_wanted = Signal()

    def __init__(self, keys: KeyMap, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(tr("Help for Canary Desk"))
        self._keys, self._theme = keys, theme
        self._icons = Icons(theme)
        self._drawn: list[tuple[QToolButton, str]] = []
        """The buttons with an icon, and its name."""
        self._pages: dict[str, Page] = {}
        self.shown = ""
        """The name of the page that is open."""
        self._before: list[Place] = []
        self._after: list[Place] = []
        self.contents = HelpContents(theme)
        self.browser = HelpBrowser(theme)
        self.browser.setAccessibleName(tr("Page of the help"))
        self.finding = HelpFind(self.browser, theme)
        self.only_english = plain.label(tr("There is this page in English only."), "quiet")
        self.only_english.setContentsMargins(3 * UNIT, UNIT, 3 * UNIT, UNIT)
        self.back_button = self._tool("chevron-left", tr("Back"), "Alt+Left", self.go_back)
        self.on_button = self._tool("chevron-right", tr("Forward"), "Alt+Right", self.go_on)
        self.smaller_button = self._tool(
            "minus", tr("Smaller text"), "Ctrl+-", partial(self.browser.step_size, -1)
        )
        self.larger_button = self._tool(
            "plus", tr("Larger text"), "Ctrl++", partial(self.browser.step_size, 1)
        )
        self.find_button = QPushButton(tr("Find in this page"))
        self.find_button.setObjectName("quietButton")
        self.keys_button = QPushButton(tr("Keyboard shortcuts"))
        self.keys_button.setObjectName("quietButton")
        self._lay_out()
        self._connect()
        self._take_pages()
        self._restore()

    def show_page(self, name: str, section: int = 0) -> None:
        """Show a page, from a section on; one that is not there is passed over."""
        if name not in self._pages:
            return
        if name != self.shown:
            if self.shown:
                self._before.append((self.shown, self._scrolled()))
                self._after.clear()
            self._open(name)
        self.browser.go_to_section(section)
        self._tell_ways()

    def come_forward(self) -> None:
        """Show the window before the others, ready to search."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        self.contents.field.setFocus()
        self.contents.field.selectAll()

    @Slot()
    def go_back(self) -> None:
        """Show the page before, where it was left."""
        self._go(self._before, self._after)

    @Slot()
    def go_on(self) -> None:
        """Show the page from which one came back."""
        self._go(self._after, self._before)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.contents.fit(self.width())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue(PLACE, self.saveGeometry())
        super().closeEvent(event)

    def _go(self, ways: list[Place], others: list[Place]) -> None:
        if not ways:
            return
        name, scrolled = ways.pop()
        others.append((self.shown, self._scrolled()))
        self._open(name)
        self.browser.verticalScrollBar().setValue(scrolled)
        self._tell_ways()
        self._tell_page()

    def _open(self, name: str) -> None:
        page = self._pages[name]
        self.shown = name
        self.browser.show_markdown(self._with_keys(page))
        foreign = page.language != language.code() and language.code() in language.codes()
        self.only_english.setVisible(foreign)
        self.browser.mark(self.contents.words)
        self.finding.mark_again()
        self.contents.show_chosen(name)

    def _with_keys(self, page: Page) -> str:
        """Return a page's text with keys as they are called on this system, and hold now."""
        if page.name in WITH_FOREIGN_KEYS:
            return page.markdown

        def named(found: re.Match[str]) -> str:
            shown = key_sheet.named(self._keys, found[1])
            return f"`{shown}`" if shown else found[0]

        parts = page.markdown.split("```")
        return "```".join(
            part if place % 2 else _CODE.sub(named, part) for place, part in enumerate(parts)
        )

    @Slot(str)
    def _follow(self, link: str) -> None:
        """Open a page of the help here, and one of the web in the browser."""
        if link.startswith(help_links.WEB):
            browser.open_page(link)
            return
        before = self.shown
        self.show_page(Link("", link).page)
        if self.shown != before:
            self._tell_page()

    @Slot(object)
    def _tell_link(self, link: Link) -> None:
        """Tell to which link Tab came: a screen reader is told of none."""
        page = self._pages.get(link.page)
        announcing.say(self.browser, link.said(link.page if page is None else page.title))

    @Slot(object)
    def _show_hit(self, hit: Hit) -> None:
        self.show_page(hit.page.name, hit.section)
        self.browser.mark(self.contents.words)

    @Slot()
    def _mark(self) -> None:
        self.browser.mark(self.contents.words)

    @Slot()
    def _take_pages(self) -> None:
        """Read all pages; that of the keys lists those that hold now."""
        sheet = key_sheet.as_markdown(key_sheet.groups(self._keys))
        self._pages = {page.name: page for page in help_pages.read(sheet)}
        self.contents.take(tuple(self._pages.values()))
        if self.shown:
            scrolled = self._scrolled()
            self._open(self.shown)
            self.browser.verticalScrollBar().setValue(scrolled)

    @Slot()
    def _draw_again(self) -> None:
        self._icons = Icons(self._theme)
        for button, name in self._drawn:
            button.setIcon(self._icons.icon(name))
        self.browser.show_again()
        self._mark()

    @Slot()
    def _escape(self) -> None:
        """End what is under way; close where nothing is."""
        if self.finding.isVisible():
            self.finding.leave()
        elif self.contents.field.text():
            self.contents.field.clear()
            self.contents.field.setFocus()
        else:
            self.close()

    def _scrolled(self) -> int:
        return self.browser.verticalScrollBar().value()

    def _tell_ways(self) -> None:
        for button, ways in ((self.back_button, self._before), (self.on_button, self._after)):
            if button.hasFocus() and not ways:
                self.browser.setFocus()
            button.setEnabled(bool(ways))

    def _tell_page(self) -> None:
        """Tell which page came, where the focus does not go to its name."""
        announcing.say(self.browser, self._pages[self.shown].title)

    def _restore(self) -> None:
        value = QSettings().value(PLACE)
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE.boundedTo(self.screen().availableSize()))
        if isinstance(value, QByteArray):
            self.restoreGeometry(value)

    def _tool(self, icon: str, words: str, key: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIcon(self._icons.icon(icon))
        button.setAccessibleName(words)
        plain.set_tip(button, tr("{act} ({key})").format(act=words, key=key_names.shown(key)))
        button.clicked.connect(act)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(button.click)
        self._drawn.append((button, icon))
        return button

    def _connect(self) -> None:
        self.contents.page_wanted.connect(self.show_page)
        self.contents.hit_wanted.connect(self._show_hit)
        self.contents.entered.connect(self.browser.setFocus)
        self.contents.field.textChanged.connect(self._mark)
        self.browser.link_wanted.connect(self._follow)
        self.browser.link_reached.connect(self._tell_link)
        self.finding.closed.connect(self.browser.setFocus)
        self.finding.closed.connect(self._mark)
        self.find_button.clicked.connect(self.finding.begin)
        self.keys_button.clicked.connect(self.keys_wanted)
        self._keys.changed.connect(self._take_pages)
        self._theme.changed.connect(self._draw_again)
        QShortcut(QKeySequence.StandardKey.Find, self, self.finding.begin)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        QShortcut(QKeySequence("Esc"), self, self._escape)
        QShortcut(QKeySequence("Ctrl+0"), self, partial(self.browser.step_size, 0))
        QShortcut(QKeySequence("Ctrl+="), self, self.larger_button.click)

    def _lay_out(self) -> None:
        bar = QWidget()
        bar.setObjectName("panel")
        row = QHBoxLayout(bar)
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.setSpacing(UNIT)
        for part in (self.back_button, self.on_button):
            row.addWidget(part)
        named = WrappingRow(at_end=True)
        named.add(self.keys_button, self.find_button)
        row.addWidget(named, 1)
        for sized in (self.smaller_button, self.larger_button):
            row.addWidget(sized)
        right = frame.column(bar, None, self.only_english, (self.browser, 1), self.finding)
        line = QWidget()
        line.setObjectName("hairline")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedWidth(1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.contents)
        both.addWidget(line)
        both.addWidget(right, 1)
