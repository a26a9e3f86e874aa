"""Qt's style sheet, written from the theme's colours.

Holds shapes (edges, paddings) and no colour of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.theme import Colours


def style_sheet(c: Colours, title_pt: float) -> str:
    """Return the sheet of the whole application; `title_pt` is the size of a title."""
    return f"""
QListView {{ border: 0; background: {c.window}; outline: 0; }}
#panel, #composer, #statusLine, QMenuBar {{ background: {c.panel}; }}
#page, #header {{ background: {c.window}; }}
#sideList {{ background: {c.panel}; }}
#title {{ font-size: {title_pt}pt; font-weight: 600; }}
#quiet {{ color: {c.quiet}; }}
#danger {{ color: {c.danger}; }}
#accentText {{ color: {c.accent_text}; }}
#hairline {{ background: {c.hairline}; border: 0; }}
QSplitter::handle {{ background: {c.hairline}; }}
QMenuBar {{ border-bottom: 1px solid {c.hairline}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.hover}; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.hairline}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; color: {c.text}; }}
QMenu::item:selected {{ background: {c.chosen}; }}
QMenu::item:disabled {{ color: {c.quiet}; }}
QMenu::separator {{ height: 1px; background: {c.hairline}; margin: 4px 8px; }}
QLineEdit, QPlainTextEdit {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.edge}; border-radius: 6px;
    padding: 4px 6px; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{
    border: 2px solid {c.accent_text}; padding: 3px 5px; }}
QDateTimeEdit QLineEdit, QSpinBox QLineEdit {{ border: 0; padding: 0; background: transparent; }}
QPlainTextEdit#overlay {{ border: 0; border-radius: 0; padding: 0; }}
QPushButton {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.edge}; border-radius: 6px;
    padding: 4px 12px; min-height: 20px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:focus {{ border: 2px solid {c.accent_text}; padding: 3px 11px; }}
QPushButton:disabled {{ color: {c.quiet}; border-color: {c.hairline}; background: {c.panel}; }}
QPushButton#primary {{ background: {c.accent}; color: {c.on_accent};
    border: 1px solid {c.accent}; }}
QPushButton#primary:focus {{ border: 2px solid {c.text}; }}
QPushButton#primary:disabled {{ background: {c.panel}; color: {c.quiet};
    border: 1px solid {c.hairline}; }}
QPushButton#segmentLeft, QPushButton#segmentRight {{ padding: 4px 10px; }}
QPushButton#segmentLeft {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QPushButton#segmentRight {{ border-top-left-radius: 0; border-bottom-left-radius: 0;
    border-left: 0; }}
QPushButton#segmentLeft:checked, QPushButton#segmentRight:checked {{
    background: {c.chosen}; color: {c.accent_text}; font-weight: 600; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c.hairline}; border-radius: 4px; min-height: 32px;
    margin: 1px 2px; }}
QScrollBar::handle:vertical:hover {{ background: {c.edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ border: 0; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.hairline}; }}
"""
