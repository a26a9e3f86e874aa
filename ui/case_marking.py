"""What a person says of cases by a quick chooser: touchpoint, tags, priority, kind of message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.kinds import KindBasis, MessageKind
from console.domain.messages import Direction, Post
from console.domain.priority import Priority
from console.language import mid_sentence, plural, tr
from ui import priority_words
from ui.case_doing import CaseDoing, Meant
from ui.kind_words import KINDS

if TYPE_CHECKING:
    from ui.quick_chooser import Choice, QuickChooser

NO_TOUCHPOINT = ""
BY_RULE = tr("By rule")


class _EditList:
    """The value of the choice that opens the list for editing."""


EDIT_LIST = _EditList()


class CaseMarking(QObject):
    """Choosers for what is said of the marked cases, or of the open one."""

    def __init__(self, doing: CaseDoing) -> None:
        super().__init__(doing)
        self._doing = doing

    def touchpoints(self, desk: Desk) -> tuple[str, ...]:
        """Return all touchpoints, the used ones first; for a lane that reads."""
        from console.store.vocabulary import WordList

        used = desk.triage.touchpoints()
        return tuple(dict.fromkeys((*used, *desk.vocabulary.words(WordList.TOUCHPOINTS))))

    @Slot()
    def touchpoint(self) -> None:
        """Choose where the business failed."""
        meant = self._doing.meant()
        if meant is None:
            return
        chooser = self._chooser(tr("Touchpoint: {whose}").format(whose=meant.whose), free_text=True)

        def chosen(value: object) -> None:
            if isinstance(value, _EditList):
                self._edit_touchpoints()
                return
            said = tr("Touchpoint {name}").format(name=value) if value else tr("Touchpoint removed")
            self._doing.do(
                lambda desk: desk.triage.set_touchpoint(meant.ids, str(value)), meant.said(said)
            )

        def read(desk: Desk) -> tuple[tuple[CaseRow, ...], tuple[str, ...], dict[str, int]]:
            return (
                desk.cases.rows(ids=meant.ids, limit=len(meant.ids)),
                self.touchpoints(desk),
                desk.triage.touchpoints(),
            )

        chooser.chosen.connect(chosen)
        self._doing.read(
            read, lambda found: chooser.show_choices(_touchpoint_choices(*found)), chooser
        )

    @Slot()
    def tags(self) -> None:
        """Put tags on the cases, and take others off."""
        meant = self._doing.meant()
        if meant is None:
            return
        chooser = self._chooser(
            tr("Tags: {whose}").format(whose=meant.whose), free_text=True, several=True
        )

        def chosen(turned: Sequence[tuple[str, bool]]) -> None:
            add = [tag for tag, on in turned if on]
            gone = [tag for tag, on in turned if not on]
            signs = " ".join([*(f"+{tag}" for tag in add), *(f"-{tag}" for tag in gone)])
            self._doing.do(
                lambda desk: desk.triage.tag(meant.ids, add, gone),
                meant.said(tr("Tags {signs}").format(signs=signs)),
            )

        def read(desk: Desk) -> tuple[tuple[CaseRow, ...], tuple[str, ...]]:
            rows = desk.cases.rows(ids=meant.ids, limit=len(meant.ids))
            return rows, desk.triage.tags()

        chooser.chosen.connect(chosen)
        self._doing.read(read, lambda found: chooser.show_choices(_tag_choices(*found)), chooser)

    @Slot()
    def priority(self) -> None:
        """Choose how pressing the cases are, or leave it to the rule."""
        from ui.quick_chooser import Choice

        meant = self._doing.meant()
        if meant is None:
            return
        before = BY_RULE if meant.row is None else meant.row.priority
        choices = [
            Choice(said, "", level, ticked=before is level)
            for level, said in reversed(priority_words.LEVELS.items())
        ]
        rule = meant.row is not None and before is None
        by_rule = Choice(BY_RULE, tr("from waiting time, calls, promises"), None, ticked=rule)
        chooser = self._chooser(
            tr("Priority: {whose}").format(whose=meant.whose), [*choices, by_rule]
        )

        def chosen(level: Priority | None) -> None:
            said = tr("by rule") if level is None else mid_sentence(priority_words.LEVELS[level])
            self._doing.do(
                lambda desk: desk.triage.set_priority(meant.ids, level),
                meant.said(tr("Priority {level}").format(level=said)),
            )

        chooser.chosen.connect(chosen)

    @Slot()
    def kind(self) -> None:
        """Choose of what kind a customer's post is: the one that the keys are on, else the last."""
        from ui.quick_chooser import Choice

        meant = self._doing.meant()
        if meant is None:
            return
        post = None if meant.row is None else self._post()
        if meant.row is not None and post is None:
            self._doing.said.emit(tr("There is no post of the customer in this case."))
            return
        by_person = post is not None and post.kind_basis is KindBasis.PERSON
        choices = [
            Choice(said, "", kind, ticked=by_person and post is not None and post.kind is kind)
            for kind, said in KINDS.items()
        ]
        ruled = post is not None and not by_person and post.kind is not None
        note = mid_sentence(KINDS[post.kind]) if ruled and post is not None and post.kind else ""
        rule = Choice(BY_RULE, note, None, ticked=ruled)
        # Translators: {whose} is a customer's name or `5 cases`.
        newest, one = tr("Kind: newest posts of {whose}"), tr("Kind: post of {whose}")
        head = (newest if post is None else one).format(whose=meant.whose)
        chooser = self._chooser(head, [*choices, rule])
        chooser.chosen.connect(lambda kind: self._set_kind(meant, post, kind))

    def _set_kind(self, meant: Meant, post: Post | None, kind: MessageKind | None) -> None:
        said = (
            tr("Kind by rule")
            if kind is None
            else tr("Kind: {kind}").format(kind=mid_sentence(KINDS[kind]))
        )

        def job(desk: Desk) -> Changes:
            if post is None:
                return desk.triage.set_kind_in(meant.ids, kind)
            return desk.triage.set_kind(post.id, kind)

        self._doing.do(job, meant.said(said))

    def _post(self) -> Post | None:
        """Return the customer's post that the keys are on in the timeline, else the last."""
        page = self._doing.page
        here = page.timeline.currentIndex().row() if page.timeline.hasFocus() else -1
        messages = page.model.messages
        wanted = (*messages[here : here + 1], *reversed(messages)) if here >= 0 else messages[::-1]
        for message in wanted:
            if isinstance(message, Post) and message.direction is Direction.IN:
                return message
        return None

    def _edit_touchpoints(self) -> None:
        from console.store.vocabulary import WordList
        from ui.word_list_dialog import edit_words

        page = self._doing.page
        edit_words(WordList.TOUCHPOINTS, page.lanes, page.window(), lambda _words: None)

    def _chooser(
        self,
        title: str,
        choices: Sequence[Choice] | None = None,
        *,
        free_text: bool = False,
        several: bool = False,
    ) -> QuickChooser:
        """Open a chooser at once, for the keys that come next are meant for it."""
        from ui.quick_chooser import QuickChooser

        page = self._doing.page
        chooser = QuickChooser(
            title, choices, page.theme, page.window(), free_text=free_text, several=several
        )
        chooser.begin()
        return chooser


def _touchpoint_choices(
    rows: Sequence[CaseRow], every: Sequence[str], used: dict[str, int]
) -> list[Choice]:
    from ui.quick_chooser import Choice

    said = {row.touchpoint for row in rows}
    found = [
        Choice(
            word,
            plural(used[word], "{count} case", "{count} cases") if word in used else "",
            word,
            ticked=_tick(sum(row.touchpoint == word for row in rows), len(rows)),
        )
        for word in every
    ]
    if said != {""}:
        found.append(Choice(tr("No touchpoint"), "", NO_TOUCHPOINT))
    return [*found, Choice(tr("Edit list…"), "", EDIT_LIST, lasting=True)]


def _tag_choices(rows: Sequence[CaseRow], every: Sequence[str]) -> list[Choice]:
    from ui.quick_chooser import Choice

    borne = {tag: sum(tag in row.tags for row in rows) for tag in every}
    found = [
        Choice(
            tag,
            tr("on {some} of {all}").format(some=count, all=len(rows))
            if 0 < count < len(rows)
            else "",
            tag,
            ticked=_tick(count, len(rows)),
        )
        for tag, count in borne.items()
    ]
    return sorted(found, key=lambda one: one.ticked is False)


def _tick(count: int, of: int) -> bool | None:
    """Return whether something holds for all, None where it does for some."""
    return None if 0 < count < of else count == of > 0
