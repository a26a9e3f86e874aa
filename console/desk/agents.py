"""Verbs on the persons who answer at this desk.

Who is here now is a preference of whoever calls (`Context.agent_name`): this module tells
who there are, and keeps what they are called and how they sign.
"""

from __future__ import annotations

from console.desk.context import Context
from console.domain.accounts import LONGEST_NAME, LONGEST_SIGNATURE, Agent
from console.domain.ids import AgentId
from console.errors import InputError, NotFound
from console.language import tr
from console.store import agents


class Agents:
    """Who answers at this desk."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def here(self) -> Agent:
        """Return who is at the desk now."""
        return self._context.agent()

    def every(self, *, retired: bool = False) -> tuple[Agent, ...]:
        """Return all by name, with whoever is here; with `retired`, those behind them."""
        self._context.agent()
        found = agents.every(self._context.db)
        return found if retired else tuple(each for each in found if not each.retired)

    def find(self, name: str) -> Agent:
        """Return the agent of a name (in any capitals) or of a number as listed.

        Raises:
            NotFound: there is none.
        """
        wanted = _folded(name)
        found = self.every(retired=True)
        for each in found:
            if _folded(each.name) == wanted:
                return each
        for each in found:
            if str(each.id) == wanted:
                return each
        raise NotFound(
            tr("There is no agent “{name}”.").format(name=name),
            advice=tr("`agent list` tells who there are."),
        )

    def add(self, name: str, signature: str = "") -> Agent:
        """Store another person; one who was retired is offered again.

        Raises:
            InputError: no name, or one that is taken.
        """
        name, signature = _name(name), _signature(signature)
        context = self._context
        with context.db.writing():
            same = self._of_name(name)
            if same is not None and not same.retired:
                raise _taken(same.name)
            if same is not None:
                agents.retire(context.db, same.id, None)
                agents.change(context.db, same.id, name, signature)
                return agents.get(context.db, same.id)
            return agents.get(context.db, agents.add(context.db, name, signature, context.now()))

    def change(self, agent_id: AgentId, name: str, signature: str) -> Agent:
        """Rename a person, or let them sign otherwise; they stay who they are.

        Raises:
            InputError: no name, or another's.
            NotFound: there is no such agent.
        """
        name, signature = _name(name), _signature(signature)
        context = self._context
        with context.db.writing():
            before = agents.get(context.db, agent_id)
            same = self._of_name(name, but=agent_id)
            if same is not None:
                raise _taken(same.name)
            agents.change(context.db, agent_id, name, signature)
        context.renamed(before.name, name, signature)
        return agents.get(context.db, agent_id)

    def retire(self, agent_id: AgentId) -> Agent:
        """Offer somebody no longer; what they did, promised and wrote stays theirs.

        Raises:
            InputError: they are at the desk now.
            NotFound: there is no such agent.
        """
        context = self._context
        if agent_id == context.agent().id:
            raise InputError(
                tr("Whoever is at the desk cannot be retired."),
                advice=tr("Let somebody else be here."),
            )
        with context.db.writing():
            agents.get(context.db, agent_id)
            agents.retire(context.db, agent_id, context.now())
        return agents.get(context.db, agent_id)

    def bring_back(self, agent_id: AgentId) -> Agent:
        """Offer a retired agent again.

        Raises:
            NotFound: there is no such agent.
        """
        with self._context.db.writing():
            agents.get(self._context.db, agent_id)
            agents.retire(self._context.db, agent_id, None)
        return agents.get(self._context.db, agent_id)

    def _of_name(self, name: str, but: AgentId | None = None) -> Agent | None:
        wanted = _folded(name)
        found = (each for each in agents.every(self._context.db) if each.id != but)
        return next((each for each in found if _folded(each.name) == wanted), None)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(
            tr("That is no name."),
            advice=tr("Give one of at most {longest_name} characters.").format(
                longest_name=LONGEST_NAME
            ),
        )
    return name


def _signature(text: str) -> str:
    signature = " ".join(text.split())
    if len(signature) > LONGEST_SIGNATURE:
        raise InputError(
            tr("The signature is too long: it has {count} characters.").format(
                count=len(signature)
            ),
            advice=tr("Give at most {longest_signature}, such as ^AB.").format(
                longest_signature=LONGEST_SIGNATURE
            ),
        )
    if not (signature.isprintable() or not signature):
        raise InputError(
            tr("The signature holds a character that cannot be printed."),
            advice=tr("Give at most {longest_signature} characters, such as ^AB.").format(
                longest_signature=LONGEST_SIGNATURE
            ),
        )
    return signature


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _taken(name: str) -> InputError:
    return InputError(
        tr("There is an agent “{name}” already.").format(name=name), advice=tr("Give another name.")
    )
