"""The commands on who answers at this desk."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from console.cli import shapes, words
from console.cli.terminal import Terminal
from console.domain.accounts import Agent
from console.errors import InputError

TILL = "A window that is open takes it over."


def every(terminal: Terminal, given: argparse.Namespace) -> int:
    """List who answers at this desk."""
    found = terminal.desk.agents.every(retired=given.all)
    lines = [_line(terminal, each) for each in found]
    terminal.print([_shape(terminal, each) for each in found], "\n".join(lines))
    return 0


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Add somebody."""
    added = terminal.desk.agents.add(given.name, given.signature)
    way_on = f"canary-desk agent use {shlex.quote(added.name)}"
    return _told(terminal, added, f"{added.name} may answer here. Next: {way_on}")


def use(terminal: Terminal, given: argparse.Namespace) -> int:
    """Say who is at the desk from now on, in this data folder's settings."""
    wanted = terminal.desk.agents.find(given.name)
    if wanted.retired:
        wanted = terminal.desk.agents.bring_back(wanted.id)
    _keep(terminal, given, wanted)
    return _told(terminal, wanted, f"{wanted.name} is at the desk. {TILL}")


def change(terminal: Terminal, given: argparse.Namespace) -> int:
    """Rename somebody, or let them sign otherwise."""
    if given.new_name is None and given.signature is None:
        raise InputError("Nothing is to be changed.", advice="Give --name or --signature.")
    before = terminal.desk.agents.find(given.name)
    here = before.id == terminal.desk.agents.here().id
    changed = terminal.desk.agents.change(
        before.id,
        before.name if given.new_name is None else given.new_name,
        before.signature if given.signature is None else given.signature,
    )
    if here:
        _keep(terminal, given, changed)
    signs = f"signs {changed.signature}" if changed.signature else "signs nothing"
    return _told(terminal, changed, f"{changed.name} {signs}.")


def retire(terminal: Terminal, given: argparse.Namespace) -> int:
    """Offer somebody no longer."""
    gone = terminal.desk.agents.retire(terminal.desk.agents.find(given.name).id)
    return _told(terminal, gone, f"{gone.name} is retired; what they did stays theirs.")


def _keep(terminal: Terminal, given: argparse.Namespace, agent: Agent) -> None:
    """Write who is here into the settings: the one place that says so."""
    from dataclasses import replace

    from console import settings
    from console.store import location

    folder = Path(given.data_dir) if given.data_dir else location.default_folder()
    kept = settings.load(folder)
    settings.save(folder, replace(kept, agent_name=agent.name, signature=agent.signature))
    terminal.context.become(agent.name, agent.signature)


def _shape(terminal: Terminal, agent: Agent) -> shapes.Shape:
    """Return an agent as JSON: `id, name, signature, here, retired`."""
    return {
        "id": agent.id,
        "name": agent.name,
        "signature": agent.signature,
        "here": agent.id == terminal.desk.agents.here().id,
        "retired": agent.retired,
    }


def _line(terminal: Terminal, agent: Agent) -> str:
    here = agent.id == terminal.desk.agents.here().id
    state = "  at the desk" if here else "  retired" if agent.retired else ""
    return f"{agent.id:>4}  {words.name(agent.name)}  {words.name(agent.signature)}{state}".rstrip()


def _told(terminal: Terminal, agent: Agent, said: str) -> int:
    terminal.print(_shape(terminal, agent), said)
    return 0
