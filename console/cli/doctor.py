"""The command `doctor`: how the desk and its surroundings are. Needs no data file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from console.cli.plain import show

if TYPE_CHECKING:
    from console.cli.syntax import Commands

OK, TROUBLE = 0, 1


def declare(commands: Commands) -> None:
    """Declare the command and its options."""
    from console.cli.syntax import command

    told = "how the desk and its surroundings are: a report without texts, names or keys"
    doctor = command(commands, "doctor", "doctor", told)
    doctor.add_argument("--offline", action="store_true", help="leave the network alone")


def run(given: Namespace, folder: Path) -> int:
    """Print the report; 1 where something does not work, else 0."""
    from console.connectors.x_address import checked_api_url
    from console.credentials import Credentials
    from console.desk.context import utc_now
    from console.desk.doctor import Wanted, examine
    from console.diagnostics.report import Health

    api_url = None if given.x_api is None else checked_api_url(given.x_api)
    wanted = Wanted(folder, api_url, offline=given.offline)
    report = examine(wanted, Credentials(), utc_now())
    show(report.as_json(), report.text.rstrip("\n"), as_json=given.json)
    return TROUBLE if report.worst is Health.FAIL else OK
