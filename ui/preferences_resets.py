"""Sets what is set in the preferences back to how it came, and takes that back.

A row that differs has a button for it. What was set back last can be taken back: in the
dialog only, for each change holds at once, and another change ends that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from console.language import numeral, plural, tr
from ui import plain
from ui.preferences_form import PreferencesForm, Row
from ui.preferences_pages import PreferencesPages, Value

NAMED = 5
"""So many titles are named in a question; the rest is counted."""
STAYS = tr("Your passphrase, your keys, agents and what you told the checks stay as they are.")


@dataclass(frozen=True, slots=True)
class _Before:
    """What a page showed of some fields before they were set back."""

    page: PreferencesForm
    fields: dict[str, object]


class PreferencesResets(QObject):
    """The buttons of all rows, and the way back.

    Signals:
        done(str): something was set back: what it is now, and what it was.
        undone: it was taken back, or another change ended that.
    """

    done = Signal(str)
    undone = Signal()

    def __init__(
        self,
        pages: PreferencesPages,
        put: Callable[[PreferencesForm, Value], None],
        parent: QWidget,
    ) -> None:
        """`put` lets a page show another value, and tells it as the person's."""
        super().__init__(parent)
        self._pages, self._put, self._parent = pages, put, parent
        self._before: list[_Before] = []
        self._busy = False
        pages.made.connect(self._take_page)

    @property
    def can_undo(self) -> bool:
        """Return whether there is something to take back."""
        return bool(self._before)

    @Slot()
    def refresh(self) -> None:
        """Show the buttons of what differs; after any change."""
        for page in self._pages.there.values():
            for row in page.rows:
                if row.button is not None:
                    row.button.setVisible(self._differs(page, row))
                    if row.button.isVisibleTo(page):
                        plain.set_tip(row.button, tr("Back to how it came"))
        if not self._busy and self._before:
            self._before = []
            self.undone.emit()

    @Slot()
    def ask_for_all(self) -> None:
        """Ask whether everything is to be set back."""
        while self._pages.make_next():
            pass
        titles = [row.title for _, row in self._changed()]
        box = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Back to the defaults"),
            tr("Set all preferences back to how they came?")
            if titles
            else tr("All preferences are as they came."),
            parent=self._parent,
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        roles = QMessageBox.ButtonRole
        if titles:
            more = len(titles) - NAMED
            named = ", ".join(titles[:NAMED])
            if more > 0:
                named = tr("{named} and {count} more").format(named=named, count=numeral(more))
            box.setInformativeText(tr("Changed: {named}.").format(named=named) + "\n\n" + STAYS)
            box.addButton(tr("Set all back"), roles.AcceptRole).clicked.connect(self.reset_all)
        stay = box.addButton(tr("Keep them") if titles else tr("Close"), roles.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.open()

    @Slot()
    def reset_all(self) -> None:
        """Set everything back."""
        changed = list(self._changed())
        if changed:
            self._set_back(changed)
            self.done.emit(
                plural(
                    len(changed),
                    "{count} setting is as it came.",
                    "{count} settings are as they came.",
                )
            )

    @Slot()
    def undo(self) -> None:
        """Take back what was set back last."""
        before, self._before = self._before, []
        self._busy = True
        try:
            for one in before:
                shown = self._pages.shown(one.page)
                if shown is not None:
                    self._put(one.page, replace(shown.value, **one.fields))  # type: ignore[arg-type]  # names of its own fields
        finally:
            self._busy = False
        self.refresh()
        self.undone.emit()

    @Slot(str, object)
    def _take_page(self, _name: str, page: PreferencesForm) -> None:
        page.reset_wanted.connect(self._reset)
        self.refresh()

    @Slot(object)
    def _reset(self, row: Row) -> None:
        page = next(each for each in self._pages.there.values() if row in each.rows)
        was = said(row.field)
        row.take_keys()  # before the button that was pressed hides
        self._set_back([(page, row)])
        told = tr("{title}: {now}, not {was} any more.")
        self.done.emit(told.format(title=row.title, now=said(row.field), was=was))

    def _set_back(self, changed: list[tuple[PreferencesForm, Row]]) -> None:
        self._before, self._busy = [], True
        try:
            for page in dict.fromkeys(page for page, _ in changed):
                shown = self._pages.shown(page)
                if shown is None:
                    continue
                names = {name for of, row in changed if of is page for name in row.holds}
                fields = {name: getattr(shown.value, name) for name in sorted(names)}
                usual = {name: getattr(shown.usual, name) for name in fields}
                self._before.append(_Before(page, fields))
                self._put(page, replace(shown.value, **usual))
        finally:
            self._busy = False

    def _changed(self) -> Iterator[tuple[PreferencesForm, Row]]:
        for page in self._pages.there.values():
            for row in page.rows:
                if row.holds and self._differs(page, row):
                    yield page, row

    def _differs(self, page: PreferencesForm, row: Row) -> bool:
        shown = self._pages.shown(page)
        return shown is not None and any(
            getattr(shown.value, name) != getattr(shown.usual, name) for name in row.holds
        )


def said(field: QWidget) -> str:
    """Return what a field is set to, as it says it."""
    match field:
        case QComboBox():
            return field.currentText()
        case QAbstractSpinBox():
            return field.text()
        case QLineEdit():
            return plain.isolated(field.text()) or tr("nothing")
    parts = [
        said(each)
        for each in field.findChildren(QWidget)
        if isinstance(each, QComboBox | QAbstractSpinBox)
        and not each.isHidden()
        and each.isVisibleTo(field)
    ]
    parts += [
        each.text()
        for each in field.findChildren(QAbstractButton)
        if each.isCheckable() and each.isChecked()
    ]
    return ", ".join(parts) or tr("nothing")
