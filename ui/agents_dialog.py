"""The dialog *Agents*: who answers at this desk, and who does now.

Enter on a person, or the button, puts them at the desk. A retired one is hidden, not deleted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.desk import Desk
from console.domain.accounts import LONGEST_NAME, LONGEST_SIGNATURE, Agent
from console.errors import DeskError
from console.language import tr, tr_in
from ui import geometry, plain, preferences_signature
from ui.accounts_list import AccountsList, Row
from ui.override import override
from ui.theme import UNIT

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SIZE = (720, 440)
NEW = 0
"""The key of the row of somebody who is being added."""
HERE = tr("at the desk now")
WHAT = tr("Acts, call notes and promises carry the name; answers end with the signature.")
NEXT = tr("{name} is at the desk. What is written from now on is theirs.")


class AgentsDialog(QDialog):
    """List at the left, name and signature at the right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._agents: tuple[Agent, ...] = ()
        self._here: Agent | None = None
        self._adding = self._busy = False
        self.setWindowTitle(tr("Agents"))
        self.list = AccountsList(window.theme, tr("Agents"))
        self.list.setFixedWidth(28 * UNIT)
        self.name, self.signature = QLineEdit(), QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.signature.setMaxLength(LONGEST_SIGNATURE)
        self.signature.setPlaceholderText(tr_in("signature", "none"))
        self.signature_help = plain.label("", "quiet", window.theme.small_font())
        self.signature_help.setWordWrap(True)
        self.use_button, self.save_button = (
            QPushButton(tr("I am here now")),
            QPushButton(tr("Save")),
        )
        self.retire_button = QPushButton(tr("Retire"))
        self.add_button, self.close_button = QPushButton(tr("Add")), QPushButton(tr("Close"))
        self.retired = QCheckBox(tr("Show &retired"))
        self.message = plain.label("", "quiet", window.theme.small_font())
        self.message.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.resize(min(SIZE[0], window.width() - 4 * UNIT), min(SIZE[1], window.height()))
        geometry.follow_dialog(self, "agents")
        self.list.setFocus()
        self._read()

    @property
    def agent(self) -> Agent | None:
        """Return the chosen one; None while somebody is added."""
        return next((each for each in self._agents if each.id == self.list.key), None)

    @override
    def reject(self) -> None:
        if self._adding:  # Esc gives up the new one first
            self._adding = False
            self._show()
            self.list.setFocus()
        elif not self._busy:
            super().reject()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        right.setSpacing(UNIT)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT)
        form.addRow(tr("&Name"), self.name)
        form.addRow(tr("&Signature"), self.signature)
        form.addRow("", self.signature_help)
        what = plain.label(WHAT, "quiet", self._window.theme.small_font())
        what.setWordWrap(True)
        acts = QHBoxLayout()
        acts.setSpacing(UNIT)
        for button in (self.use_button, self.save_button, self.retire_button):
            button.setAutoDefault(False)
            acts.addWidget(button)
        acts.addStretch()
        self.use_button.setObjectName("primary")
        right.addLayout(form)
        right.addWidget(what)
        right.addSpacing(UNIT)
        right.addLayout(acts)
        right.addStretch()
        right.addWidget(self.message)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.list)
        body.addWidget(_upright())
        body.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        for button in (self.add_button, self.close_button):
            button.setAutoDefault(False)
        foot.addWidget(self.add_button)
        foot.addWidget(self.retired)
        foot.addStretch()
        foot.addWidget(self.close_button)
        return foot

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._turn)
        self.list.itemActivated.connect(self._activate)
        self.use_button.clicked.connect(self._use)
        self.save_button.clicked.connect(self._save)
        self.retire_button.clicked.connect(self._retire)
        self.add_button.clicked.connect(self._begin_new)
        self.close_button.clicked.connect(super().reject)
        self.retired.toggled.connect(self._read)
        for field in (self.name, self.signature):
            field.textEdited.connect(self._enable)
            field.returnPressed.connect(self._save)

    @Slot()
    def _read(self) -> None:
        self._do(_agents_of, lambda _: "", change=False)

    def _do(
        self,
        job: Callable[[Desk], tuple[tuple[Agent, ...], Agent, Agent | None]],
        said: Callable[[Agent], str],
        *,
        change: bool = True,
    ) -> None:
        """Do something in the writer lane, show who there is then, and say what came of it."""
        self._busy = change
        self._enable()

        def done(found: tuple[tuple[Agent, ...], Agent, Agent | None]) -> None:
            everybody, here, done_to = found
            self._busy = self._adding = False
            self._here = here
            self._agents = tuple(
                each for each in everybody if self.retired.isChecked() or not each.retired
            )
            self._show(None if done_to is None else done_to.id)
            if done_to is not None:
                if done_to.id == here.id:
                    self._window.agent_chosen.emit(here)
                self._say(said(done_to))

        # One lane for all of it: who is here is what the newest act said.
        self._window.lanes.writer.submit(job, done, self._fail, receiver=self)

    def _show(self, choose: int | None = None) -> None:
        rows = [self._row(each) for each in self._agents]
        if self._adding:
            rows.append(Row(NEW, tr("Somebody new"), tr("not stored yet"), icon="plus"))
            choose = NEW
        self.list.show_rows(rows, choose)
        agent = self.agent
        self.name.setText("" if agent is None else agent.name)
        self.signature.setText("" if agent is None else agent.signature)
        self._enable()

    def _row(self, agent: Agent) -> Row:
        here = self._here is not None and agent.id == self._here.id
        said = plain.isolated(agent.signature) or tr("no signature")
        token, icon = "quiet", ""
        if here:
            said, token, icon = f"{HERE} · {said}", "ok", "check"
        elif agent.retired:
            said = tr("retired · {signature}").format(signature=said)
        return Row(agent.id, plain.isolated(agent.name), said, token, icon, strong=here)

    @Slot()
    def _turn(self) -> None:
        if self._adding and self.list.key != NEW:
            self._adding = False
        self._say("")
        self._show()

    @Slot()
    def _enable(self) -> None:
        agent, here = self.agent, self._here
        preferences_signature.explain(
            self.signature_help, preferences_signature.entered(self.signature), self._window.limit
        )
        entered = " ".join(self.name.text().split()), " ".join(self.signature.text().split())
        changed = agent is None or entered != (agent.name, agent.signature)
        is_here = agent is not None and here is not None and agent.id == here.id
        self.use_button.setVisible(not self._adding)
        self.retire_button.setVisible(not self._adding)
        self.save_button.setText(tr("Add") if self._adding else tr("Save"))
        self.save_button.setEnabled(bool(entered[0]) and changed and not self._busy)
        self.use_button.setEnabled(agent is not None and not is_here and not self._busy)
        self.use_button.setText(tr("Here now") if is_here else tr("I am here now"))
        self.retire_button.setEnabled(agent is not None and not is_here and not self._busy)
        retired = agent is not None and agent.retired
        self.retire_button.setText(tr("Bring back") if retired else tr("Retire"))
        self.add_button.setEnabled(not self._adding and not self._busy)

    @Slot()
    def _begin_new(self) -> None:
        self._adding = True
        self._say("")
        self._show()
        self.name.setFocus()

    @Slot()
    def _save(self) -> None:
        if not self.save_button.isEnabled():
            return
        agent, name, signature = self.agent, self.name.text(), self.signature.text()

        def store(desk: Desk) -> tuple[tuple[Agent, ...], Agent, Agent | None]:
            if agent is None:
                stored = desk.agents.add(name, signature)
            else:
                stored = desk.agents.change(agent.id, name, signature)
            return *_agents_of(desk)[:2], stored

        self.list.setFocus()
        self._do(
            store, lambda stored: tr("{name} is stored.").format(name=plain.isolated(stored.name))
        )

    @Slot(QListWidgetItem)
    def _activate(self, _item: QListWidgetItem) -> None:
        """Put the person at the desk, and close: they go on with their work."""
        agent = self.agent
        if agent is not None and self.use_button.isEnabled():
            self._window.agent_chosen.emit(agent)
            self._window.status.notice(NEXT.format(name=plain.isolated(agent.name)))
            self.accept()

    @Slot()
    def _use(self) -> None:
        agent = self.agent
        if agent is None:
            return
        self.list.setFocus()
        self._window.agent_chosen.emit(agent)
        self._say(NEXT.format(name=plain.isolated(agent.name)))
        self._read()

    @Slot()
    def _retire(self) -> None:
        agent = self.agent
        if agent is None:
            return

        def job(desk: Desk) -> tuple[tuple[Agent, ...], Agent, Agent | None]:
            verbs = desk.agents
            done = verbs.bring_back(agent.id) if agent.retired else verbs.retire(agent.id)
            return *_agents_of(desk)[:2], done

        def said(one: Agent) -> str:
            if one.retired:
                return tr("{name} is retired. What they did stays theirs.").format(
                    name=plain.isolated(one.name)
                )
            return tr("{name} is back.").format(name=plain.isolated(one.name))

        self.list.setFocus()
        self._do(job, said)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._busy = False
        self._enable()
        self._say(f"{error.message} {error.advice}", "danger")
        if self._adding or self.agent is not None:
            self.name.setFocus()

    def _say(self, text: str, name: str = "quiet") -> None:
        self.message.setText(text)
        if self.message.objectName() != name:
            self.message.setObjectName(name)
            self.message.style().polish(self.message)


def _agents_of(desk: Desk) -> tuple[tuple[Agent, ...], Agent, Agent | None]:
    """Return all, who is here, and nobody to whom something was done."""
    return desk.agents.every(retired=True), desk.agents.here(), None


def _upright() -> QWidget:
    line = QWidget()
    line.setObjectName("hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedWidth(1)
    return line
