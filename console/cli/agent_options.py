"""The words of `canary-desk agent`, and of what a person chooses of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command
from console.domain.accounts import COLOURS
from console.domain.limits import LIMITS_BY_NAME

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(agents: Commands) -> None:
    """Declare all verbs on who answers at this desk."""
    every = command(agents, "list", "agent_list", "list who answers at this desk")
    every.add_argument("--all", action="store_true", help="with those who are retired")
    add = command(agents, "add", "agent_add", "add somebody, or bring a retired one back")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--signature", default="", metavar="TEXT", help="such as ^AB")
    use = command(agents, "use", "agent_use", "say who is at the desk from now on")
    use.add_argument("name", metavar="NAME")
    change = command(agents, "change", "agent_change", "rename somebody, or change a signature")
    change.add_argument("name", metavar="NAME")
    change.add_argument("--name", dest="new_name", metavar="NAME", help="the new name")
    change.add_argument("--signature", metavar="TEXT", help="empty for none")
    retire = command(
        agents, "retire", "agent_retire", "offer somebody no longer; what they did stays theirs"
    )
    retire.add_argument("name", metavar="NAME")


def declare_look(accounts: Commands) -> None:
    """Declare what a person chooses of an account."""
    look = command(
        accounts, "set", "account_set", "choose an account's colour, limit and name at this desk"
    )
    look.add_argument("handle", metavar="HANDLE")
    look.add_argument("--colour", choices=COLOURS)
    look.add_argument(
        "--limit", choices=[*LIMITS_BY_NAME, "default"], help="what its answers begin with"
    )
    look.add_argument("--name", metavar="NAME", help="how it is called here; empty: as on X")
    side = look.add_mutually_exclusive_group()
    side.add_argument(
        "--hide", dest="hidden", action="store_true", default=None, help="leave it out at the side"
    )
    side.add_argument("--show", dest="hidden", action="store_false", default=None)
