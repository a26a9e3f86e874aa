"""Set up `.venv` with exactly the locked dependencies, then run what was asked for.

The one way from a fresh checkout to a running desk, with or without make:

    python packaging/setup_env.py run        open the desk on the demo data
    python packaging/setup_env.py test       run the tests
    python packaging/setup_env.py lint       ruff, mypy, import-linter
    python packaging/setup_env.py bench      measure, and print the figures
    python packaging/setup_env.py trial      kill desks that send, sync or look; look for secrets
    python packaging/setup_env.py audit      ask whether a dependency has a known vulnerability
    python packaging/setup_env.py screenshots   draw the window in all its states
    python packaging/setup_env.py translations  bring the catalogues of the window's words along
    python packaging/setup_env.py package    build the .deb and the self-contained folder
    python packaging/setup_env.py setup      only set up, with the tools for development

Words after the first are passed on: `test -k outbox`. Work is done again only when
`uv.lock` or `pyproject.toml` changed, or the checkout was moved.

Only the standard library here, and no syntax newer than Python 3.6: an old Python has to
get as far as the line that tells the person so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an old Python is told by
    sys.exit(
        f"Canary Desk needs Python 3.11 or newer, and this is {sys.version_info[0]}."
        f"{sys.version_info[1]}: install one and name it, e.g. `make run PYTHON=python3.12`."
    )

import hashlib
import importlib.util
import json
import os
import platform
import subprocess
from pathlib import Path

UV = "uv==0.13.9"
"""Installs the locked versions; itself pinned, so that each machine does the same."""

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
"""What the environment was last set up from; written last, so half a set-up has none."""

BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

LINTERS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
)
WORKERS = ("-n", "auto", "--dist", "loadfile", "--max-worker-restart", "0")
"""Each worker has a home of its own; a file's tests stay together. One that crashes ends the run:
xdist 3.8 goes on in another, and waits at the end for the rest of that file for ever."""


TASKS = (
    "run", "test", "lint", "bench", "trial", "screenshots", "audit", "translations", "package",
    "setup",
)  # fmt: skip
SCRIPTS = ("screenshots", "audit", "translations", "package")
"""Tasks that are a script of this folder."""


class SetUpError(Exception):
    """Say in one line why set-up cannot go on and what to do."""


def main(argv: list[str]) -> int:
    """Set up what the first word needs, run it, and return its exit code."""
    task, rest = (argv[0], argv[1:]) if argv else ("", [])
    if task not in TASKS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        set_up(dev=task != "run")
    except SetUpError as error:
        print(f"Canary Desk: {error}", file=sys.stderr)
        return 1
    if task == "run":
        return call(tool("canary-desk"), "--demo", *rest)
    if task == "test":
        return call(PYTHON, "-m", "pytest", *WORKERS, *rest)
    if task == "bench":
        return call(PYTHON, "-m", "tests.bench", *rest)
    if task == "trial":
        return call(PYTHON, "-m", "tests.crash_trial", *rest)
    if task in SCRIPTS:
        return call(PYTHON, str(ROOT / "packaging" / f"{task}.py"), *rest)
    if task == "lint":
        return max(call(tool(name), *words) for name, *words in LINTERS)
    return 0


def set_up(*, dev: bool) -> None:
    """Make `.venv` hold the locked dependencies, with the development tools if `dev`."""
    done = read_stamp()
    wanted = fingerprint()
    if done.get("from") == wanted and (done.get("dev") or not dev) and PYTHON.exists():
        return
    dev = dev or bool(done.get("dev"))  # `run` after `test` takes nothing away
    if not usable(done):
        check_venv_module()
        say("Setting up .venv (a few minutes, once) ...")
        must([sys.executable, "-m", "venv", "--clear", str(VENV)], "creating .venv failed")
    else:
        say("Bringing .venv up to date ...")
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    # It checks the hashes of all others, so its own are checked too.
    hashed = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "packaging/uv.txt")]
    must([*pip, *hashed], "installing uv failed; is the network there?")
    sync = [str(tool("uv")), "sync", "--locked", "--quiet"]
    must(sync if dev else [*sync, "--no-dev"], "installing the locked dependencies failed")
    noted = {"from": wanted, "dev": dev, "root": str(ROOT)}
    STAMP.write_text(json.dumps(noted), encoding="utf-8")


def fingerprint() -> str:
    """Return a digest of all that decides what `.venv` must hold, and of where it stands.

    The place counts because the scripts in an environment hold their own path.
    """
    digest = hashlib.sha256(f"{UV} {sys.version_info[:2]} ".encode())
    digest.update(str(ROOT).encode(errors="surrogateescape"))
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, object]:
    """Return what the last finished set-up noted, nothing if there was none."""
    try:
        noted = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def usable(done: dict[str, object]) -> bool:
    """Tell whether `.venv` can be built on: not moved, has pip, made by this Python."""
    if done.get("root", str(ROOT)) != str(ROOT) or not PYTHON.exists():
        return False
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    words = [str(PYTHON), "-c", probe]
    return subprocess.run(words, check=False, stderr=subprocess.DEVNULL).returncode == 0


def check_venv_module() -> None:
    """Raise SetUpError, naming the package, where this Python cannot make environments.

    Debian's python3 has `venv` but not the `ensurepip` that it needs, unless a package
    of its own is installed.
    """
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return
    raise SetUpError(
        f"this Python ({sys.executable}) cannot make virtual environments: {venv_advice()}."
    )


def venv_advice() -> str:
    """Return how the venv module is installed on this system."""
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        system = {}
    family = {system.get("ID", ""), *system.get("ID_LIKE", "").split()}
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if family & {"debian", "ubuntu"}:
        default = os.path.realpath("/usr/bin/python3") == os.path.realpath(sys.executable)
        return f"`sudo apt install python{'3' if default else version}-venv`"
    if family & {"fedora", "rhel"}:
        return "`sudo dnf install python3-libs`"
    if "suse" in " ".join(family):
        return "`sudo zypper install python3-base`"
    return "install your system's package of Python's venv module, or Python from python.org"


def tool(name: str) -> Path:
    """Return the path of a program in the environment."""
    return BIN / (name + ".exe" if os.name == "nt" else name)


def environment() -> dict[str, str]:
    """Return our environment, with uv told to use `.venv` and this Python only."""
    return {
        **os.environ,
        "VIRTUAL_ENV": str(VENV),
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON": str(PYTHON),
        "UV_PYTHON_DOWNLOADS": "never",
    }


def must(words: list[str], failure: str) -> None:
    """Run a step of the set-up, its output on stderr; raise SetUpError if it fails."""
    if subprocess.run(words, cwd=ROOT, env=environment(), stdout=2, check=False).returncode:
        raise SetUpError(f"{failure} (the lines above say why).")


def say(line: str) -> None:
    """Tell the person what takes the time; on stderr, as stdout is the task's."""
    print(line, file=sys.stderr, flush=True)


def call(program: Path, *words: str) -> int:
    """Run a task in the checkout and return its exit code (128 + n if signal n ended it)."""
    try:
        code = subprocess.run([str(program), *words], cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 130
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
