"""Signs an account in by PIN and by the browser, and lets its token be renewed through faults.

`python -m tests.secret_trial.signing DATA API FAULT...`: a process of its own, with the real
keyring. Each fault meets a renewal, and then a sign-in.
"""

from __future__ import annotations

import json
import sys
import threading
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console import cli
from console.desk import Context, Desk
from console.desk.context import credentials_key
from console.domain.accounts import Account
from console.domain.sign_in import AppKeys, ClientKeys
from tests.secret_trial.life import told
from tests.x_server.browser import Browser

HELP = "help"
"""The account that signs in so; the other one has its keys pasted."""
TOKEN = "/2/oauth2/token"


class Agent:
    """Someone at a desk and in a browser."""

    def __init__(self, data: Path, api: str) -> None:
        self._api = api
        self._context: Context = cli.open_context(data, api)
        self._desk = Desk(self._context)
        self._browser = Browser(HELP)

    def by_pin(self, app: AppKeys) -> None:
        """Sign in by a PIN, after a wrong one."""
        with told():
            request = self._desk.sign_ins.ask_for_pin(app)
            pin = self._browser.pin(request.address)
            with told():
                self._desk.sign_ins.with_pin(request, "0000000")
            self._desk.sign_ins.with_pin(request, pin)

    def by_browser(self, client: ClientKeys) -> Account | None:
        """Sign in by the browser, with a wrong state first."""
        pages: list[threading.Thread] = []

        def agree(page: str) -> None:
            self._browser.open(self._browser.way_back(page, state="anothers"))
            self._browser.open(self._browser.way_back(page))

        def open_page(page: str) -> None:
            pages.append(threading.Thread(target=agree, args=(page,)))
            pages[0].start()

        account = None
        with told():
            account = self._desk.sign_ins.by_browser(client, open_page, lambda: False).account
        for page in pages:
            page.join()
        return account

    def renewed(self, account: Account, fault: str) -> None:
        """Let the token run out, and sync twice: once into the fault."""
        self._plan(fault)
        key = credentials_key(account)
        with told():
            past = datetime.now(UTC) - timedelta(minutes=1)
            secret = self._context.credentials.load(key) | {"expires_at": past.isoformat()}
            self._context.credentials.save(key, secret)
        for _ in range(2):
            with told():
                self._desk.accounts.sync(account)

    def leave(self, account: Account) -> None:
        """Sign out, and be gone."""
        with told():
            self._desk.sign_ins.sign_out(account)
        self._context.close()

    def _plan(self, fault: str) -> None:
        body: dict[str, object] = {"fault": fault, "method": "POST", "path": TOKEN}
        body["arguments"] = {"seconds": 0.2} if fault in ("slow", "late") else {}
        address = f"{self._api}/_control/faults"
        with urllib.request.urlopen(address, json.dumps(body).encode()) as answer:
            answer.read()


def main(data: str, api: str, faults: list[str]) -> None:
    """Live; what the account signs in with stands on standard input."""
    apps = json.load(sys.stdin)
    agent = Agent(Path(data), api)
    agent.by_pin(AppKeys(**apps["app"]))
    client = ClientKeys(**apps["client"])
    account = None
    for fault in faults:
        account = agent.by_browser(client)
        if account is None:
            raise SystemExit(f"not signed in before {fault}")
        agent.renewed(account, fault)
        agent._plan(fault)
        agent.by_browser(client)
    if account is not None:
        agent.leave(account)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
