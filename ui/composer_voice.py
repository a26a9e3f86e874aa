"""What the composer says of an answer: its length and price, how it goes, what is in the way.

Owns what is known and what was said; the widgets are the frame's, the text is the composer's.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from console.language import tr
from console.text.split import Layout
from ui import composer_words
from ui.composer_facts import Act, Fact, Standing
from ui.composer_frame import ComposerFrame
from ui.passing_remark import PassingRemark


class ComposerVoice(QObject):
    """Speaks through the foot of the composer.

    Signals:
        stale: what was said in passing is over; the rest is to be told again.
    """

    stale = Signal()

    def __init__(self, frame: ComposerFrame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self.standing = Standing()
        """What is known of the way out."""
        self.stop: Fact | None = None
        """What in the text must not go public; None for nothing."""
        self._question: Fact | None = None
        self._remark = PassingRemark(self)
        self._remark.gone.connect(self.stale)
        self._cut: Fact | None = None
        """That more was written than is shown, until what is shown is edited."""

    def take_standing(self, standing: Standing) -> None:
        """Know this of the way out from now on."""
        if standing.changes != self.standing.changes:
            self._question = None  # it was about what is not so any more
        self.standing = standing
        tip = composer_words.send_tip(by_hand=standing.by_hand)
        if tip != self._frame.foot.send_button.toolTip():
            self._frame.foot.send_button.setToolTip(tip)

    def ask(self, question: str) -> None:
        """Ask this in place of what is to be known, till the text changes."""
        self._remark.make("")
        shown = next((fact for fact in self.standing.changes if Act.SHOW in fact.acts), None)
        message_id = None if shown is None else shown.message_id
        acts = () if shown is None else (Act.SHOW,)
        self._question = Fact(question, question, warns=True, acts=acts, message_id=message_id)

    def remark(self, text: str) -> None:
        """Say something in passing: for a while, at the longest until the text changes."""
        self._remark.make(text)

    def begin(self) -> None:
        """Forget what was said: another draft is shown."""
        self._remark.make("")
        self._question, self._cut, self.stop = None, None, None

    def tell_cut(self, length: int) -> None:
        """Say that of a text of so many characters the beginning is shown; nothing can be sent."""
        said = composer_words.cut(length)
        self._cut = Fact(said, tr("only its beginning is shown"), warns=True, stops=True)

    def typed(self) -> None:
        """Take note that the text is another."""
        self._remark.make("")
        self._question = self._cut = None

    def tell(self, layout: Layout) -> None:
        """Say what holds for an answer in these parts."""
        standing, asked, frame = self.standing, self._question, self._frame
        stops = tuple(fact for fact in (self._cut, self.stop) if fact is not None)
        frame.foot.send_button.setEnabled(standing.may_send(layout) and not stops)
        frame.foot.send_button.setText(
            composer_words.send(len(layout), by_hand=standing.by_hand, anyway=asked is not None)
        )
        cost = standing.cost(layout)
        bill = "" if cost is None else composer_words.bill(cost)
        frame.show_size(*composer_words.size(layout, cost), bill)
        facts = standing.facts(layout) if asked is None else (asked,)
        if not standing.obstacle:
            facts = (*stops, *facts)
        remark = self._remark.text
        hint = remark or standing.obstacle or composer_words.advice(layout)
        frame.foot.line.tell(hint, facts, in_passing=bool(remark))
