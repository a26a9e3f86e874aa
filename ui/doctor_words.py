"""What the dialog *Diagnostics* says beyond its report; pure."""

from __future__ import annotations

from collections.abc import Sequence

from console import language
from console.diagnostics.report import Check, Health
from console.domain.accounts import Account
from console.language import numeral, plural, tr
from ui import plain

ABOUT = tr("No texts, names, numbers or keys are in it: it can be handed on as it is.")
IN_ENGLISH = tr("What was found stands in English, as in the report: that goes to developers.")
NAMES = {
    "account": tr("Account"),
    "backups": tr("Backups"),
    "clock": tr("Clock"),
    "data file": tr("Data file"),
    "data folder": tr("Data folder"),
    "disk": tr("Disk"),
    "display": tr("Display"),
    "an earlier run": tr("An earlier run"),
    "file modes": tr("File modes"),
    "keyring": tr("Keyring"),
    "log": tr("Log"),
    "network": tr("Network"),
    "outbox": tr("Outbox"),
    "settings": tr("Settings"),
    "soundness": tr("Soundness"),
    "versions": tr("Versions"),
}
"""Of checks, by what the report calls them: that stays English, for it is sent to us."""
HEALTHS = {
    Health.OK: tr("in order"),
    Health.WARN: tr("to look at"),
    Health.FAIL: tr("fails"),
}
"""What a screen reader says of a mark."""


def title(check: Check, accounts: Sequence[Account]) -> str:
    """Return how a check is called on the screen: one of an account by its handle, too.

    The report holds no handle; it numbers `accounts` in the order in which they were added.
    """
    kind, _, number = check.name.partition(" ")
    titled = _titled(check.name)
    if kind == "account" and number.isdecimal() and 0 < int(number) <= len(accounts):
        return f"{titled}\n{plain.isolated('@' + accounts[int(number) - 1].handle)}"
    return titled


def about() -> str:
    """Return what the report is, and why parts of it are in another language than the window."""
    if language.code() == "en":
        return ABOUT
    return f"{ABOUT} {IN_ENGLISH}"


def advice(check: Check) -> str:
    """Return what to do about what a check found; empty where all is well."""
    return tr(check.advice) if check.advice and check.health is not Health.OK else ""


def ended(checks: Sequence[Check]) -> str:
    """Return how many checks were made, and what came of them."""
    bad = sum(each.health is Health.FAIL for each in checks)
    odd = sum(each.health is Health.WARN for each in checks)
    found = [plural(bad, "{count} fails", "{count} fail")] if bad else []
    found += [tr("{count} to look at").format(count=numeral(odd))] if odd else []
    counted = plural(len(checks), "{count} check", "{count} checks")
    # Translators: {checks} such as `12 checks`, {outcome} such as `1 fails, 2 to look at`.
    return tr("{checks}: {outcome}.").format(
        checks=counted, outcome=", ".join(found) or tr("all is well")
    )


def _titled(name: str) -> str:
    """Return what a check is called; those of our accounts are numbered."""
    kind, _, number = name.partition(" ")
    if kind in NAMES and number.isdecimal():
        return f"{NAMES[kind]} {number}"
    return NAMES.get(name, name[:1].upper() + name[1:])
