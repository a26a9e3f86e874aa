"""What helps while one types a search: how a term may go on, searches of before, operators.

Reads in the reader lane; what comes too late for what stands in the field is dropped. Owns
what lies below the field, and which problems of the query are shown: what is still being
typed at the caret is not called wrong while it may go on.
"""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from console.domain.searching import SearchProblem
from console.errors import DeskError
from console.language import tr
from ui import search_history, search_terms, search_words
from ui.lanes import Lane
from ui.query_operators import Operator, OperatorHelp
from ui.search_field import SearchField
from ui.search_operators import OPERATORS
from ui.search_popup import SearchPopup
from ui.theme import Theme

PAUSE_MS = 40
MOST_RECENT = 8
COMPLETE_HINT = tr("Tab takes it  ·  ↑ ↓ choose  ·  Esc closes")
RECENT_HINT = tr("↓ chooses a search of before  ·  ? lists what can be asked")
CLEAR = tr("Clear earlier searches")
"""Stands below them, and takes them away."""
FORWARDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class SearchTyping(QObject):
    """The help of one search field.

    Signals:
        taken: a person took a whole search of before.
        told(str): what is wrong with the query is to be said; nothing, in an empty text.
    """

    taken = Signal()
    told = Signal(str)

    def __init__(self, field: SearchField, reader: Lane, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._field, self._reader, self._theme = field, reader, theme
        self.keeps = True
        """Whether searches are kept for another time: those of a demo are not."""
        self._rows: tuple[str, ...] = ()
        self._are_recent = False
        self._shut = False
        """Whether the person closed the popup; till something else stands in the field."""
        self._problems: tuple[SearchProblem, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        field.takes_key = self._take_key
        field.textEdited.connect(self._take_text)
        field.textChanged.connect(self._forget_problems)
        field.entered.connect(self._look)
        field.help_wanted.connect(self.open_help)

    @cached_property
    def popup(self) -> SearchPopup:
        """Return what lies below the field, made when there is something to show."""
        popup = SearchPopup(self._theme, self._field.window())
        popup.chosen.connect(self._take)
        return popup

    @cached_property
    def help(self) -> OperatorHelp:
        """Return the list of operators."""
        made = OperatorHelp(self._theme, self._field, OPERATORS)
        made.chosen.connect(self._put_in)
        return made

    @property
    def is_open(self) -> bool:
        """Return whether something lies below the field."""
        return "popup" in self.__dict__ and self.popup.isVisible()

    @Slot()
    def open_help(self) -> None:
        """List the operators; one that is chosen goes into the field."""
        self._hide()
        self._field.show()
        self._field.setFocus()
        self._hide()
        self.help.open_at(self._field)

    def note(self, query: str) -> None:
        """Keep a query that led somewhere."""
        if self.keeps:
            search_history.note(query)

    def end_term(self) -> None:
        """Take note that what is typed is whole: it is not to go on, and may be called wrong."""
        self._pause.stop()
        self._rows, self._shut = (), False

    def tell_wrong(self, problems: tuple[SearchProblem, ...]) -> None:
        """Take note of what is wrong with what stands in the field."""
        self._problems = problems
        self._show()

    @Slot()
    def _forget_problems(self) -> None:
        """Show what was wrong with another text no longer, once it is known what is now."""
        self._shut = False
        if not self._field.text().strip():
            self._problems = ()
            self._rows = ()
            self._show()

    def forget_wrong(self) -> None:
        """Take note that nothing is wrong any more."""
        if self._problems:
            self._problems = ()
            self._show()

    @Slot()
    def _take_text(self) -> None:
        recent, self._rows, self._are_recent = self._are_recent, (), False
        if self._field.text().strip():
            if recent:
                self._hide()
            self._pause.start()
        else:
            self._offer_recent()

    @Slot()
    def _look(self) -> None:
        """Take note that the focus came to the field, or went."""
        if not self._field.hasFocus():
            self._pause.stop()
            self._hide()
        elif not self._field.text().strip():
            self._offer_recent()

    def _offer_recent(self) -> None:
        recent = search_history.recent()[:MOST_RECENT] if self.keeps else ()
        self._rows = (*recent, CLEAR) if recent else ()
        self._are_recent = True
        self._show()

    @Slot()
    def _ask(self) -> None:
        text, caret = self._field.text(), self._field.caret

        def done(found: tuple[str, ...]) -> None:
            if (text, caret) == (self._field.text(), self._field.caret):
                term = search_terms.term_at(text, caret)
                whole = {one.lstrip("-") for one in found}
                self._rows = () if term.text in whole else found
                self._are_recent = False
                self._show()

        def failed(_error: DeskError) -> None:
            """Leave it: the search itself says why nothing can be read."""

        self._reader.submit(
            lambda desk: desk.searches.complete(text, caret),
            done,
            failed,
            receiver=self,
            key="complete",
        )

    def _show(self) -> None:
        """Show what there is to choose from, and what is wrong, unless the person closed it."""
        field = self._field
        unfinished = bool(self._rows) and not self._are_recent and self._is_at_caret()
        problems = () if unfinished or not field.text().strip() else self._problems
        field.show_problems(problems)
        said = search_words.wrong(problems[0]) if problems else ""
        self.told.emit(said)
        if self._shut or not field.hasFocus() or not (self._rows or said or not field.text()):
            self._hide()
            return
        hint = RECENT_HINT if self._rows else search_words.NOTHING_TYPED
        line = said or (hint if not field.text() else COMPLETE_HINT)
        term = search_terms.term_at(field.text(), field.caret)
        chosen = 0 if self._rows and not self._are_recent and term.has_operator else -1
        self.popup.tell(self._rows, line, field, wrong=bool(said), chosen=chosen)

    def _is_at_caret(self) -> bool:
        """Return whether all that is wrong is the term that is being typed."""
        text = self._field.text()
        lead = len(text) - len(text.lstrip())
        term = search_terms.term_at(text, self._field.caret)
        return all(
            term.start <= lead + one.start and lead + one.end <= term.end for one in self._problems
        )

    def _hide(self) -> None:
        if self.is_open:
            self.popup.hide()

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means for the popup; return whether it means any."""
        key = event.key()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not self.is_open or not plain:
            return False
        if key == Qt.Key.Key_Escape and self._field.text():
            self._shut = True
            self._hide()
            return True
        if not self._rows:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key not in FORWARDS:
            return False
        current = self.popup.current
        if current is None and key == Qt.Key.Key_Tab and not self._are_recent:
            current = self._rows[0]
        if current is None:
            return False
        self._take(current)
        return True

    @Slot(str)
    def _take(self, text: str) -> None:
        """Put what was chosen into the field: a whole search, or what a term goes on with."""
        if self._are_recent and text == CLEAR:
            search_history.forget()
            self._offer_recent()
            return
        if self._are_recent:
            self._rows = ()
            self._field.put(text)
            self._hide()
            self.taken.emit()
            return
        query, caret = search_terms.replaced(self._field.text(), self._field.caret, text)
        self._rows = ()
        self._field.put(query, caret)
        self._hide()
        self._pause.start()  # a value may follow the operator

    @Slot(object)
    def _put_in(self, operator: Operator) -> None:
        """Put an operator in at the caret; what it wants as its value is offered then."""
        text, caret = self._field.text(), self._field.caret
        ahead, rest = text[:caret], text[caret:]
        lead = "" if not ahead or ahead[-1] in " (" else " "
        tail = " " if rest and rest[0] not in " )" else ""
        head = operator.form.removesuffix(operator.chosen)
        wants_value = head[-1:] in (":", "@")
        form = head if wants_value else operator.form
        start = len(ahead) + len(lead) + (len(head) if wants_value else form.find(operator.chosen))
        self._field.setFocus()
        self._field.put(f"{ahead}{lead}{form}{tail}{rest}", start)
        if wants_value:
            self._pause.start()
        else:
            self._field.choose(start, start + len(operator.chosen))
