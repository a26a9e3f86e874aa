"""The words of `canary-desk rule`: what is done by itself with posts that come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from console.cli.syntax import command, positive
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import PREVIEWED

if TYPE_CHECKING:
    import argparse

    from console.cli.syntax import Commands

_NOT_ASKED = "take it away"
_LEVELS = [level.name.lower() for level in Priority]
_ONE = {
    "preview": f"print what it would do now to the newest {PREVIEWED} posts",
    "apply": f"do that to the newest {PREVIEWED} posts; `undo` takes it back",
    "take-back": "take back what it did and nobody changed since",
}


def declare(rules: Commands) -> None:
    """Declare all verbs."""
    command(rules, "list", "rule_list", "list the rules in the order in which they hold")
    text = "store a rule for what comes in from now on"
    add = command(rules, "add", "rule_add", text)
    add.add_argument("name", metavar="NAME", help="a few words that say what it is for")
    add.usage = "%(prog)s NAME [when ...] [then ...] [--apply]"
    _when(add, away=False)
    _then(add, away=False)
    add.add_argument(
        "--apply", action="store_true", help=f"do it to the newest {PREVIEWED} posts as well"
    )
    text = "let a rule say something else; what is not given stays, --no-... takes it away"
    change = command(rules, "change", "rule_change", text)
    _number(change)
    change.add_argument("--name")
    change.usage = "%(prog)s ID [--name NAME] [when ...] [then ...]"
    _when(change, away=True)
    _then(change, away=True)
    for name, text in (
        ("on", "let rules hold again"),
        ("off", "let rules not hold for now"),
        ("remove", "take rules away; what they did stays, and `undo` brings them back"),
    ):
        verb = command(rules, name, f"rule_{name}", text)
        verb.add_argument("rules", type=positive, nargs="+", metavar="ID")
    for name, text in _ONE.items():
        _number(command(rules, name, f"rule_{name.replace('-', '_')}", text))


def _number(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("rule", type=positive, metavar="ID", help="as `rule list` prints it")


def _when(verb: argparse.ArgumentParser, *, away: bool) -> None:
    """Declare conditions; with `away` also what takes each of them away."""
    when = verb.add_argument_group("when", "all that is said must be so")
    _one_of(when, "--word", "one of these words or phrases stands in the text", away=away,
            dest="words", action="extend", nargs="+", metavar="WORD")  # fmt: skip
    _one_of(when, "--without", "none of these does", away=away,
            action="extend", nargs="+", metavar="WORD")  # fmt: skip
    _one_of(when, "--from", "its author", away=away, dest="handle", metavar="HANDLE")
    _one_of(when, "--kind", "what it wants", away=away, choices=[str(each) for each in MessageKind])
    _one_of(when, "--lang", "its language, such as en", away=away, metavar="CODE")
    summoned = when.add_mutually_exclusive_group()
    said = [
        ("--summoned", "yes", "it mentions or quotes us"),
        ("--not-summoned", "no", "it does not"),
    ]
    for name, value, text in [*said, *([("--summoned-or-not", "", "both")] if away else [])]:
        summoned.add_argument(name, dest="summoned", action="store_const", const=value, help=text)
    _one_of(when, "--watch", "this watch found it", away=away, metavar="NAME")
    _one_of(when, "--account", "its case is this account's", away=away, metavar="HANDLE")


def _then(verb: argparse.ArgumentParser, *, away: bool) -> None:
    """Declare what is done; with `away` also what takes each of it away."""
    then = verb.add_argument_group("then", "done with its case, where no person said otherwise")
    _one_of(then, "--tag", "give it these", away=away,
            dest="tags", action="extend", nargs="+", metavar="TAG")  # fmt: skip
    _one_of(then, "--touchpoint", "where the business failed", away=away, metavar="WORD")
    _one_of(then, "--priority", "give it this", away=away, choices=_LEVELS)
    _one_of(then, "--resolve", "resolve it where nobody has answered, called or decided anything",
            away=away, action="store_const", const="yes")  # fmt: skip


class _Option(TypedDict, total=False):
    """What an option may have beside its name and help."""

    dest: str
    action: str
    nargs: str
    metavar: str
    choices: list[str]
    const: str


def _one_of(
    group: argparse._ArgumentGroup, name: str, text: str, *, away: bool, **option: Unpack[_Option]
) -> None:
    """Declare an option; with `away` also one that takes it away, and can be meant as no word."""
    both = group.add_mutually_exclusive_group()
    added = both.add_argument(name, help=text, **option)
    if away:
        both.add_argument(
            f"--no-{name[2:]}", dest=added.dest, action="store_const", const="", help=_NOT_ASKED
        )
