"""Qt's style sheet, written from the theme's tokens.

Holds shapes (edges, paddings) and no colour of its own.

Framework knowledge: a control that has the focus gets an edge of 2 px in place of 1, and
loses that pixel of its padding, so that nothing moves. Once one part of a compound control
(arrow, indicator) is styled, Qt draws none of its others by itself. The line edit inside a
spin box cannot be styled and begins at the very left, whatever the padding: the buttons of
a spin box stand on both sides of it, with the number in the middle, and are large enough
to hit. Qt adds 3 px to the height of a spin box. It reckons the height of a combo box's list
without that list's edge and padding: with them the last entry is cut.

Where the layout runs leftwards Qt turns over where a part of a control stands
(`subcontrol-position`, `left`, alignments), but no edge, padding, margin or corner: the sheet
is written for a layout that runs rightwards, and these are turned over here.
"""

from __future__ import annotations

import re

from ui import svg
from ui.tokens import CONTROL, HALF, RADIUS, UNIT, Colours

INNER = CONTROL - 2 * HALF - 2
"""Height of a control's content: without padding and edges."""
CHECK = 2 * UNIT
"""Side of a box to tick, with its edge."""


_SIDED = re.compile(r"\b(padding|margin|border(?:-top|-bottom)?)-(left|right)\b")
_FOUR = re.compile(r"\b(padding|margin):" + 4 * r" (\d+(?:px)?)" + ";")


def style_sheet(c: Colours, title_pt: float, *, line: int = 0, leftwards: bool = False) -> str:
    """Return the sheet of the whole application; `title_pt` is the size of a title.

    `line`: how high a line of text is, in pixels; no field or button has less room inside.
    `leftwards`: whether the layout runs from right to left.
    """
    sheet = _rightwards(c, title_pt, max(INNER, line))
    return turned(sheet) if leftwards else sheet


def turned(sheet: str) -> str:
    """Return a sheet for a layout that runs the other way."""
    sheet = _SIDED.sub(lambda side: f"{side[1]}-{_OTHER[side[2]]}", sheet)
    return _FOUR.sub(r"\1: \2 \5 \4 \3;", sheet)


_OTHER = {"left": "right", "right": "left"}


def _rightwards(c: Colours, title_pt: float, inner: int) -> str:
    return "".join(
        (
            _grounds(c, title_pt),
            _menus(c),
            _fields(c, inner),
            _steppers(c),
            _buttons(c, inner),
            _quiet_buttons(c),
            _ticks(c),
            _lists(c),
            _scroll_bars(c),
            _notices(c),
            _calendar(c),
        )
    )


def _grounds(c: Colours, title_pt: float) -> str:
    return f"""
#panel, #composer, #statusLine, QMenuBar, QDialog {{ background: {c.panel}; }}
QDialog#palette {{ border: 1px solid {c.edge}; }}
#page, #header {{ background: {c.window}; }}
#sideList {{ background: {c.panel}; }}
#title {{ font-size: {title_pt}pt; font-weight: 600; }}
#quiet {{ color: {c.quiet}; }}
#danger {{ color: {c.danger}; }}
#warn {{ color: {c.warn}; }}
#ok {{ color: {c.ok}; }}
#accentText {{ color: {c.accent_text}; }}
#hairline {{ background: {c.hairline}; border: 0; }}
QSplitter::handle {{ background: {c.hairline}; }}
QSplitter::handle:hover, QSplitter::handle:pressed {{ background: {c.edge}; }}
QScrollArea {{ border: 0; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.edge};
    padding: {HALF}px; }}
"""


def _menus(c: Colours) -> str:
    tick = svg.address("check", c.text)
    return f"""
QMenuBar {{ border-bottom: 1px solid {c.hairline}; padding: 2px {HALF}px; }}
QMenuBar::item {{ padding: {HALF}px {UNIT}px; border-radius: {HALF}px; background: transparent;
    border: 1px solid transparent; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {c.chosen}; color: {c.text};
    border-color: {c.accent_text}; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.edge}; padding: {HALF}px; }}
QMenu::item {{ padding: {HALF}px {3 * UNIT}px {HALF}px {3 * UNIT}px; border-radius: {HALF}px;
    border: 1px solid transparent; color: {c.text}; }}
QMenu::item:selected {{ background: {c.chosen}; border-color: {c.accent_text}; }}
QMenu::item:disabled {{ color: {c.quiet}; }}
QMenu::item:disabled:selected {{ background: transparent; border-color: {c.hairline}; }}
QMenu::icon {{ padding-left: {HALF}px; }}
QMenu::indicator {{ width: {CHECK}px; height: {CHECK}px; left: {HALF}px; }}
QMenu::indicator:checked {{ image: url({tick}); }}
QMenu::right-arrow {{ image: url({svg.address("chevron-right", c.quiet)}); width: {CHECK}px;
    height: {CHECK}px; }}
QMenu::separator {{ height: 1px; background: {c.hairline}; margin: {HALF}px {UNIT}px; }}
"""


def _fields(c: Colours, inner: int) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.edge};
    border-radius: {RADIUS}px; padding: {HALF}px 6px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent};
    placeholder-text-color: {c.quiet}; }}
QLineEdit, QComboBox {{ min-height: {inner}px; }}
QComboBox {{ padding-left: {UNIT}px; }}
QAbstractSpinBox {{ min-height: {inner + 1}px; padding-top: 2px; padding-bottom: 2px;
    qproperty-alignment: AlignCenter; }}
QDateTimeEdit[calendarPopup="true"] {{ qproperty-alignment: AlignLeft; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {c.accent_text}; padding: 3px 5px; }}
QComboBox:focus {{ padding-left: 7px; }}
QComboBox:editable {{ padding-left: 6px; }}
QComboBox:editable:focus {{ padding-left: 5px; }}
QAbstractSpinBox:focus {{ padding-top: 1px; padding-bottom: 1px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
    background: {c.panel}; color: {c.quiet}; border-color: {c.hairline}; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: 0; padding: 0; min-height: 0;
    background: transparent; }}
QTextBrowser {{ border: 1px solid {c.hairline}; }}
"""


def _steppers(c: Colours) -> str:
    """Return the rules for what is clicked in combo, spin and date boxes."""
    down = svg.address("chevron-down", c.quiet)
    faint = svg.address("chevron-down", c.hairline)
    return f"""
QComboBox::drop-down, QDateTimeEdit::drop-down {{ subcontrol-origin: border;
    subcontrol-position: center right; width: {3 * UNIT}px; border: 0; background: transparent; }}
QComboBox::down-arrow {{ image: url({down}); width: {CHECK}px; height: {CHECK}px; }}
QComboBox::down-arrow:disabled {{ image: url({faint}); }}
QComboBox QAbstractItemView {{ background: {c.raised}; color: {c.text}; border: 0; outline: 0;
    selection-background-color: {c.chosen}; selection-color: {c.text}; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: center left; }}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: center right; }}
QAbstractSpinBox::down-button, QAbstractSpinBox::up-button {{ width: {INNER}px; height: {INNER}px;
    margin: {HALF}px; border: 0; border-radius: {HALF}px; background: transparent; }}
QAbstractSpinBox::down-button:hover, QAbstractSpinBox::up-button:hover {{
    background: {c.hover}; }}
QAbstractSpinBox::down-button:pressed, QAbstractSpinBox::up-button:pressed {{
    background: {c.chosen}; }}
QAbstractSpinBox::down-arrow {{ image: url({svg.address("minus", c.quiet)}); width: {CHECK}px;
    height: {CHECK}px; }}
QAbstractSpinBox::up-arrow {{ image: url({svg.address("plus", c.quiet)}); width: {CHECK}px;
    height: {CHECK}px; }}
QAbstractSpinBox::up-arrow:off {{ image: url({svg.address("plus", c.hairline)}); }}
QAbstractSpinBox::down-arrow:off {{ image: url({svg.address("minus", c.hairline)}); }}
QDateTimeEdit[calendarPopup="true"]::down-arrow {{ image: url({down}); width: {CHECK}px;
    height: {CHECK}px; }}
"""


def _buttons(c: Colours, inner: int) -> str:
    return f"""
QPushButton {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.edge};
    border-radius: {RADIUS}px; padding: {HALF}px 12px; min-height: {inner}px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.chosen}; }}
QPushButton:focus {{ border: 2px solid {c.accent_text}; padding: 3px 11px; }}
QPushButton:disabled {{ color: {c.quiet}; border-color: {c.hairline}; background: {c.panel}; }}
QPushButton::menu-indicator {{ image: url({svg.address("chevron-down", c.quiet)});
    width: 12px; height: 12px; subcontrol-position: center right; right: 6px; }}
QPushButton#primary {{ background: {c.accent}; color: {c.on_accent};
    border: 1px solid {c.accent}; font-weight: 600; }}
QPushButton#primary:hover {{ border-color: {c.accent_text}; }}
QPushButton#primary:focus {{ border: 2px solid {c.text}; }}
QPushButton#primary:disabled {{ background: {c.panel}; color: {c.quiet};
    border: 1px solid {c.hairline}; }}
QPushButton#segmentLeft, QPushButton#segmentRight {{ padding: {HALF}px 10px; }}
QPushButton#segmentLeft:focus, QPushButton#segmentRight:focus {{ padding: 3px 9px; }}
QPushButton#segmentLeft {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QPushButton#segmentRight {{ border-top-left-radius: 0; border-bottom-left-radius: 0;
    border-left: 0; }}
QPushButton#segmentRight:focus {{ border-left: 2px solid {c.accent_text}; }}
QPushButton#segmentLeft:checked, QPushButton#segmentRight:checked {{
    background: {c.chosen}; color: {c.accent_text}; font-weight: 600; }}
"""


def _quiet_buttons(c: Colours) -> str:
    """Return the rules for buttons without an edge: icons, acts within a line, tabs."""
    return f"""
QPushButton {{ outline: 0; }}
QPushButton#inlineButton {{ background: transparent; color: {c.accent_text};
    border: 1px solid transparent; border-radius: {HALF}px; padding: 2px 0; text-align: left;
    min-height: {2 * UNIT}px; }}
QPushButton#inlineButton:hover {{ text-decoration: underline; }}
QPushButton#inlineButton:focus {{ border: 2px solid {c.accent_text}; padding: 1px 0; }}
QScrollArea#pane {{ border: 2px solid transparent; }}
QScrollArea#pane:focus {{ border: 2px solid {c.accent_text}; }}
QPushButton#quietButton {{ background: transparent; color: {c.accent_text};
    border: 1px solid transparent; border-radius: {HALF}px; padding: 2px {HALF}px;
    min-height: {2 * UNIT}px; }}
QPushButton#quietButton:hover {{ background: {c.hover}; text-decoration: underline; }}
QPushButton#quietButton:focus {{ border: 2px solid {c.accent_text}; padding: 1px 3px; }}
QPushButton#quietButton:disabled {{ color: {c.quiet}; }}
QToolButton {{ color: {c.text}; background: transparent; border: 1px solid transparent;
    border-radius: {HALF}px; padding: 3px; }}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:pressed {{ background: {c.chosen}; }}
QToolButton:checked {{ background: {c.chosen}; border-color: {c.edge}; }}
QToolButton:focus {{ border: 2px solid {c.accent_text}; padding: 2px; }}
QToolButton:disabled {{ color: {c.quiet}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton#flat {{ min-width: {INNER}px; max-width: {INNER}px; min-height: {INNER}px;
    max-height: {INNER}px; border-radius: {RADIUS}px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {c.hairline}; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {c.quiet}; border: 1px solid transparent;
    border-bottom: 2px solid transparent; padding: 6px 12px; }}
QTabBar::tab:hover {{ color: {c.text}; background: {c.hover}; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent_text}; }}
QTabBar::tab:selected:focus {{ border: 2px solid {c.accent_text}; padding: 5px 11px 6px 11px; }}
"""


def _ticks(c: Colours) -> str:
    tick = svg.address("check", c.on_accent)
    faint = svg.address("check", c.quiet)
    inner = CHECK - 2
    return f"""
QCheckBox, QRadioButton {{ spacing: {UNIT}px; color: {c.text}; background: transparent;
    border: 2px solid transparent; border-radius: {RADIUS}px; padding: 2px {HALF}px 2px 2px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent_text}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.quiet}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
    width: {inner}px; height: {inner}px; border: 1px solid {c.edge}; background: {c.raised}; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ border-radius: {HALF}px; }}
QRadioButton::indicator {{ border-radius: {UNIT}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ background: {c.hover}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {c.accent}; border-color: {c.accent_text}; image: url({tick}); }}
QRadioButton::indicator:checked {{ width: {inner - 8}px; height: {inner - 8}px;
    border: 5px solid {c.accent_text}; background: {c.raised}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
    background: {c.panel}; border-color: {c.hairline}; }}
QCheckBox::indicator:checked:disabled {{ image: url({faint}); }}
"""


def _lists(c: Colours) -> str:
    """Return the rules for lists; those with a delegate of their own draw their rows."""
    return f"""
QListView {{ border: 0; background: {c.window}; color: {c.text}; outline: 0; }}
QListView::item {{ padding: {HALF}px {UNIT}px; border: 1px solid transparent; color: {c.text}; }}
QListView::item:hover {{ background: {c.hover}; }}
QListView::item:selected {{ background: {c.chosen}; color: {c.text};
    border-left: 3px solid {c.accent}; padding-left: 6px; }}
QListView::item:selected:focus {{ border: 1px solid {c.accent_text};
    border-left: 3px solid {c.accent_text}; padding-left: 6px; }}
QTableView, QTreeView {{ border: 0; background: {c.window}; outline: 0;
    gridline-color: {c.hairline}; selection-background-color: {c.chosen};
    selection-color: {c.text}; }}
QHeaderView::section {{ background: {c.panel}; color: {c.quiet}; border: 0;
    border-bottom: 1px solid {c.hairline}; padding: {HALF}px {UNIT}px; }}
"""


def _scroll_bars(c: Colours) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {c.edge}; border-radius: 2px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: {4 * UNIT}px; }}
QScrollBar::handle:horizontal {{ min-width: {4 * UNIT}px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.quiet};
    border-radius: 3px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; }}
"""


def _notices(c: Colours) -> str:
    return f"""
QFrame#noticeInfo {{ background: {c.hover}; border: 0; border-bottom: 1px solid {c.edge}; }}
QFrame#noticeWarn {{ background: {c.warn_ground}; border: 0; border-bottom: 1px solid {c.warn}; }}
QFrame#noticeDanger {{ background: {c.danger_ground}; border: 0;
    border-bottom: 1px solid {c.danger}; }}
"""


def _calendar(c: Colours) -> str:
    return f"""
QCalendarWidget {{ background: {c.raised}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.panel};
    border-bottom: 1px solid {c.hairline}; }}
QCalendarWidget QToolButton {{ min-height: {2 * UNIT}px; padding: 3px 6px; }}
QCalendarWidget QToolButton:focus {{ padding: 2px 5px; }}
QCalendarWidget QToolButton#qt_calendar_prevmonth,
QCalendarWidget QToolButton#qt_calendar_nextmonth {{ qproperty-icon: none; }}
QCalendarWidget QToolButton#qt_calendar_prevmonth {{
    image: url({svg.address("chevron-left", c.text)}); }}
QCalendarWidget QToolButton#qt_calendar_nextmonth {{
    image: url({svg.address("chevron-right", c.text)}); }}
QCalendarWidget QTableView {{ background: {c.raised}; alternate-background-color: {c.panel};
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
"""
