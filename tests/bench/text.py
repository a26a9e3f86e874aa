"""Counting and splitting, beside the two public libraries that count as X does.

What is measured cold is measured in a process of its own, the first time that it sees the
text; the libraries are measured warm, which favours them. An edit is one key event into
the composer's editor, anywhere in a long draft, until the cards were painted with it.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from console.domain.limits import LIMITS_140, LIMITS_280
from console.text.split import split
from console.text.weight import normalise, weigh
from tests.bench import npm
from tests.bench.report import Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

SHORT, LONG = 280, 10_000
EDITS = 500
COLD_RUNS = 5
PATIENCE_S = 300
EDIT_WAIT_S = 5
MOST_COLD, MOST_GROWTH, MOST_EDIT_MS = 15, 70, 16
SENTENCES = (
    "Hi {}, thank you for the number {}; your parcel was put onto the wrong van, {} says.",
    "It left {} at 14:05 today, and the {} driver {} has your phone number.",
    "Wir haben Ihnen 12,50 € für {} gutgeschrieben, z.B. statt {} der Lieferung {}.",
    "You can follow {} at https://shop.example/track?id={}&lang=de or on {}.shop.de.",
    "@{} please tell us the last 4 digits of {}, and we look at {} at once!",
    "#parcel #{} are watched by {} of @shop_help, and {} too 🙂",
    "{} ご不便をおかけして申し訳ございません。確認いたします。",
    "Is {} 3 kg or less? Then 👩\u200d👩\u200d👧 can send {} back free of charge, {}…",
    "Спасибо за терпение, {} мы уже занимаемся этим вопросом.",
)


def mixed(length: int) -> str:
    """Return so many characters of what agents write, always the same.

    Many of its words stand in it but once, as in any text of that length.
    """
    dice = random.Random(7)
    text = ""
    while len(text) < length:
        words = ("".join(dice.choices("aeiorstnlmdk", k=dice.randint(2, 9))) for _ in range(3))
        text += dice.choice(SENTENCES).format(*words) + dice.choice((" ", " ", " ", "\n", "\n\n"))
    return text[:length].strip().ljust(length, "x")


def measure(folder: Path, *, edits: int = EDITS) -> list[Row]:
    """Return all figures; those beside npm's package only where that can be had."""
    peer = npm.find(folder)
    texts = [mixed(SHORT), mixed(LONG)]
    theirs = peer.parse_ms(texts)
    rows = [
        _weigh_row(text, None if theirs is None else theirs[number], peer.missing)
        for number, text in enumerate(texts)
    ]
    rows.append(_cold_row(None if theirs is None else theirs[1], peer.missing))
    rows.append(_growth_row())
    return rows + _edit_rows(edits)


def _weigh_row(text: str, npm_ms: float | None, missing: str) -> Row:
    from twitter_text import parse_tweet

    ours = _median_ms(lambda: weigh(text, LIMITS_280))
    python = _median_ms(lambda: parse_tweet(text))
    said = f"desk {ours:.2f} ms, twitter-text-parser {python:.1f} ms"
    name = f"count {len(text)} mixed characters"
    if npm_ms is None:
        return Row(name, ours / python, "x PyPI", f"{said}; npm's twitter-text: {missing}")
    said += f" ({ours / python:.2f} x), npm's twitter-text {npm_ms:.2f} ms"
    return Row(name, ours / npm_ms, "x npm", said)


def _cold_row(npm_ms: float | None, missing: str) -> Row:
    """Return the first split of a text, by processes that have split another before."""
    ours = statistics.median(json.loads(_process("cold")) for _ in range(COLD_RUNS))
    text = mixed(LONG)
    layout = split(text, LIMITS_140)
    warm = _median_ms(lambda: split(text, LIMITS_140))
    name = f"split {LONG} characters into {len(layout)} parts, cold"
    said = f"desk {ours:.1f} ms, and {warm:.1f} ms when it knows the words"
    if npm_ms is None:
        return Row(name, ours, "ms", f"{said}; npm's twitter-text: {missing}")
    ratio = ours / npm_ms
    said += f"; npm's twitter-text only counts it in {npm_ms:.2f} ms"
    return Row(name, ratio, "x npm", said, f"<= {MOST_COLD}", ratio <= MOST_COLD)


def _growth_row() -> Row:
    """Return how the time grows for what a slow search for links would choke on."""
    times: dict[int, list[float]] = {400: [], 20_000: []}
    for letter in "abcdefghi":  # each text is seen for the first time
        for length, found in times.items():
            text = f"{letter}." * (length // 2)
            began = time.perf_counter()
            split(text, LIMITS_280)
            found.append((time.perf_counter() - began) * 1000)
    few, many = (statistics.median(found) for found in times.values())
    said = f"{few:.2f} ms for 400, {many:.1f} ms for 20,000; 50 is in proportion"
    return Row(
        "split `a.a.a.`: 20,000 characters beside 400",
        many / few,
        "x",
        said,
        f"< {MOST_GROWTH}",
        many / few < MOST_GROWTH,
    )


def _edit_rows(edits: int) -> list[Row]:
    times: dict[str, list[float]] = json.loads(_process("edits", str(edits)))
    ours, bare = sorted(times["desk"]), sorted(times["bare"])
    rows = []
    for part in (50, 95, 99):
        place = min(edits - 1, edits * part // 100)
        said = f"a bare QPlainTextEdit in the same run {bare[place]:.1f} ms; {edits} edits anywhere"
        rows.append(
            Row(
                f"key to painted cards, {LONG} characters (p{part})",
                ours[place],
                "ms",
                said,
                f"<= {MOST_EDIT_MS}",
                ours[place] <= MOST_EDIT_MS,
            )
        )
    return rows


def _median_ms(act: Callable[[], object]) -> float:
    """Return the median time of one turn, after a first that does not count."""
    act()
    times: list[float] = []
    ends = time.perf_counter() + 1
    while len(times) < 3 or (time.perf_counter() < ends and len(times) < 500):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _process(*words: str) -> str:
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    environment = os.environ | ({} if shown else {"QT_QPA_PLATFORM": "offscreen"})
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    return subprocess.run(
        [sys.executable, "-m", "tests.bench.text", *words],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    ).stdout


def _cold() -> float:
    """Return the time of the first split of a long text; what it needs has been loaded."""
    split("Grüße 🙂 from https://shop.example 日本語。 👩\u200d👧 e\u0301 " * 9, LIMITS_140)
    text = mixed(LONG)
    began = time.perf_counter()
    split(text, LIMITS_140)
    return (time.perf_counter() - began) * 1000


def _edits(count: int) -> dict[str, list[float]]:
    """Return times in milliseconds, each from a key to the cards that show it.

    Beside it the same keys in a field that only shows the text.
    """
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    from ui import collector
    from ui.composer import Composer
    from ui.theme import Theme

    collector.calm()
    app = QApplication([])
    theme = Theme(app)
    theme.apply()
    composer = Composer(theme)
    composer.resize(1000, 500)
    composer.show()
    composer.show_draft(mixed(LONG), LIMITS_140)
    bare = QPlainTextEdit(mixed(LONG))
    bare.resize(composer.editor.size())
    bare.show()
    app.processEvents()
    times: dict[str, list[float]] = {"desk": [], "bare": []}
    for name, field, painted, has_come in (
        (
            "bare",
            bare,
            _watch(bare.viewport()),
            lambda: True,
        ),
        (
            "desk",
            composer.editor,
            _watch(composer.cards.viewport()),
            lambda: composer._model.shown.text == normalise(composer.text),
        ),
    ):
        field.setFocus()
        dice = random.Random(11)
        keys = cycle(("e", ".", "n", " ", "🙂", "ä", "\n", "\b", "q", ",", "\x7f"))
        for _, key in zip(range(count), keys, strict=False):
            _go_into_a_word(field, dice)
            app.processEvents()
            times[name].append(_press(app, field, painted, has_come, key))
    composer.flush()
    composer.close()
    return times


def _go_into_a_word(field: QPlainTextEdit, dice: random.Random) -> None:
    """Put the cursor between letters: there each edit changes a part, and so a card."""
    document = field.document()
    while True:
        place = dice.randrange(2, document.characterCount() - 3)
        if all(document.characterAt(place + near).isalpha() for near in (-2, -1, 0, 1)):
            cursor = field.textCursor()
            cursor.setPosition(place)
            field.setTextCursor(cursor)
            return


def _press(
    app: QApplication,
    field: QPlainTextEdit,
    painted: list[bool],
    has_come: Callable[[], bool],
    key: str,
) -> float:
    from PySide6.QtCore import QEvent, QEventLoop, Qt
    from PySide6.QtGui import QKeyEvent

    codes = {"\n": Qt.Key.Key_Return, "\b": Qt.Key.Key_Backspace, "\x7f": Qt.Key.Key_Delete}
    code, none = codes.get(key, Qt.Key.Key_A), Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, code, none, "" if key in codes else key)
    painted.clear()
    began = time.perf_counter()
    app.sendEvent(field, event)
    took = 0.0
    while not painted or not has_come():
        if took > EDIT_WAIT_S:
            raise TimeoutError(f"{key!r} changed nothing that is seen")
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        took = time.perf_counter() - began
    return took * 1000


def _watch(viewport: QWidget) -> list[bool]:
    """Return a list that grows when something is painted."""
    from PySide6.QtCore import QEvent, QObject

    painted: list[bool] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(True)
            return False

    viewport.installEventFilter(Watch(viewport))
    return painted


if __name__ == "__main__":
    print(json.dumps(_cold() if sys.argv[1] == "cold" else _edits(int(sys.argv[2]))))
