"""npm's twitter-text, the counting that X itself published, as a peer: found, or installed.

`CANARY_DESK_NODE_MODULES` names a folder of node modules that holds it; else `npm` installs
it into the bench's own temporary folder. Where neither can be, the bench goes on without.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PACKAGE, VERSION = "twitter-text", "3.1.0"
INSTALL_S, RUN_S = 120, 120
PARSE = """
const {parseTweet} = require(process.argv[1]);
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const found = texts.map(text => {
  const times = [];
  const ends = performance.now() + 1500;
  while (times.length < 3 || (performance.now() < ends && times.length < 2000)) {
    const began = performance.now();
    parseTweet(text);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
});
console.log(JSON.stringify(found));
"""


@dataclass(frozen=True)
class Npm:
    """Where the package is; `missing` says why it is not."""

    package: Path | None
    missing: str = ""

    def parse_ms(self, texts: list[str]) -> list[float] | None:
        """Return the median time of one `parseTweet` of each text, once it is warm."""
        if self.package is None:
            return None
        ended = subprocess.run(
            ["node", "-e", PARSE, str(self.package)],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            timeout=RUN_S,
            check=True,
        )
        found: list[float] = json.loads(ended.stdout)
        return found


def find(folder: Path) -> Npm:
    """Return where the package is, put into `folder` if it was nowhere."""
    named = os.environ.get("CANARY_DESK_NODE_MODULES")
    if shutil.which("node") is None:
        return Npm(None, "node is not installed")
    if named is not None:
        return _checked(Path(named).resolve() / PACKAGE)
    npm = shutil.which("npm")
    if npm is None:
        return Npm(None, "npm is not installed")
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--loglevel=error"]
    words = [npm, "install", "--prefix", str(folder), *options, f"{PACKAGE}@{VERSION}"]
    try:
        subprocess.run(words, check=True, capture_output=True, timeout=INSTALL_S)
    except (OSError, subprocess.SubprocessError):
        return Npm(None, "npm could not install it")
    return _checked(folder / "node_modules" / PACKAGE)


def _checked(package: Path) -> Npm:
    try:
        found = json.loads((package / "package.json").read_text("utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return Npm(None, f"{package} holds no {PACKAGE}")
    if found != VERSION:
        return Npm(None, f"{package} is {found}, not {VERSION}")
    return Npm(package)
