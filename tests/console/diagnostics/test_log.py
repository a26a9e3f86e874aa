"""What nobody may read is in no line of the log, wherever it was put; what helps is."""

from __future__ import annotations

import base64
import io
import json
import logging
import random
import stat
import string
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from console.diagnostics import log
from console.diagnostics.log_file import FILE_NAME, OLD_FILES, LogFile, Screen, last_lines
from console.diagnostics.secrets import KnownSecrets, forms
from console.diagnostics.words import Word
from tests.guards import ExpectLog

LOG = logging.getLogger(__name__)
LETTERS = string.ascii_letters + string.digits


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[log.Log]:
    made = log.begin(tmp_path, screen_level=logging.CRITICAL + 1, debug=True)
    yield made
    made.close()


@contextmanager
def ours_alone() -> Iterator[None]:
    """Keeps pytest's handlers away, which would format what is odd on purpose."""
    others = [each for each in logging.root.handlers if not isinstance(each, LogFile | Screen)]
    for each in others:
        logging.root.removeHandler(each)
    yield
    for each in others:
        logging.root.addHandler(each)


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(each) for each in (folder / FILE_NAME).read_bytes().splitlines()]


def planted(seed: int) -> list[str]:
    rng = random.Random(seed)

    def some(length: int, letters: str = LETTERS) -> str:
        return "".join(rng.choice(letters) for _ in range(length))

    return [
        some(50),
        f"Bearer {some(30)}",
        f"AAAA%2F{some(40)}",
        f"@{some(12, string.ascii_lowercase)}",
        some(9, string.ascii_lowercase),  # a handle without its sign
        f"+49 {some(3, string.digits[1:])} {some(7, string.digits)}",
        f"0{some(10, string.digits)}",
        f"{some(8)}@{some(6)}.example",
        f"My parcel {some(6)} never came, call me!",
        f"/home/{some(7)}/Documents/{some(8)}.csv",
        f"Žofie {some(6)}\u202e\n",
        f"%s %d {some(8)} %(x)s",
    ]


class Odd:
    def __init__(self, words: str) -> None:
        self.words = words

    def __str__(self) -> str:
        return self.words

    __repr__ = __str__


class Rude:
    def __str__(self) -> str:
        raise RuntimeError("no words")

    __repr__ = __str__


def raised(words: str) -> Exception:
    """Returns an exception with the words in every place that one has."""
    try:
        try:
            raise KeyError(words)  # noqa: TRY301
        except KeyError as error:
            raise ValueError(words, Odd(words)) from error
    except ValueError as error:
        error.add_note(words)
        return ExceptionGroup(words, [error, OSError(2, words, words)])


def put_everywhere(words: str) -> None:
    LOG.info(words)
    LOG.info(f"of {words}")  # noqa: G004
    LOG.info("of %s and %r", words, Odd(words))
    LOG.info("of %(it)s", {"it": words})
    LOG.info("too many", words, Odd(words))  # noqa: PLE1205  # type: ignore[arg-type]  # as a fault would
    LOG.info("%d posts", words)
    LOG.info(Odd(words))
    LOG.info(raised(words))
    LOG.info("of %s", raised(words))
    LOG.info("with fields", extra={"fields": {"route": words, words: 1, "count": [words]}})
    LOG.info("with extra", extra={"customer": words, "taskName": words})
    LOG.error("with a fault", exc_info=raised(words))
    LOG.info("with a stack of %s", [words], stack_info=True)
    logging.getLogger(f"urllib3.{words}").info('%s "%s"', words, words)
    logging.log(33, words)  # noqa: LOG015
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(words, UserWarning, stacklevel=1)

    def fail() -> None:
        raise LookupError(words)

    thread = threading.Thread(target=fail, name=words)
    thread.start()
    thread.join()
    sys.excepthook(*_info(raised(words)))


def _info(error: BaseException) -> Any:
    return type(error), error, error.__traceback__


@pytest.mark.parametrize("seed", range(12))
def test_nothing_that_was_planted_is_found(begun: log.Log, tmp_path: Path, seed: int) -> None:
    words = planted(seed)
    with ours_alone():
        for each in words:
            put_everywhere(each)
    found = (tmp_path / FILE_NAME).read_bytes()
    assert len(found.splitlines()) == len(words) * 18
    for each in words:
        for core in {each, max(each.replace("@", " ").split(), key=len)} - {"parcel"}:
            raw = core.encode()
            for form in (core, core[1:], quote(core), json.dumps(core)[1:-1], raw.hex()):
                assert form.encode() not in found, form
            assert base64.b64encode(raw)[:-4] not in found


def test_the_search_above_finds_what_is_not_scrubbed(tmp_path: Path) -> None:
    words = planted(1)[0]
    handler = logging.FileHandler(tmp_path / "plain")
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.info("of %s", words)
    LOG.removeHandler(handler)
    LOG.setLevel(logging.NOTSET)
    handler.close()
    assert words.encode() in (tmp_path / "plain").read_bytes()


def test_a_fault_is_found_by_its_type_and_place(
    begun: log.Log, tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("ERROR")
    try:
        (tmp_path / "gone").read_bytes()
    except FileNotFoundError:
        LOG.exception("A job failed after %d of %d posts in the %s lane", 3, 7, Word("sync"))
    (entry,) = lines(tmp_path)
    assert entry["event"] == "A job failed after 3 of 7 posts in the sync lane"
    assert entry["logger"] == __name__
    assert entry["level"] == "ERROR"
    assert entry["fault"][0]["kind"] == "FileNotFoundError: ENOENT"
    assert "tests/console/diagnostics/test_log.py:" in entry["fault"][0]["at"][0]
    assert entry["fault"][0]["at"][0].endswith("test_a_fault_is_found_by_its_type_and_place")


def test_a_message_stays_where_it_stands_in_the_source(
    begun: log.Log, tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("ERROR")
    try:
        raise ValueError("not a token")  # noqa: TRY301
    except ValueError:
        LOG.exception("odd")
    assert lines(tmp_path)[0]["fault"][0]["kind"] == "ValueError: not a token"


def test_named_fields_are_told(begun: log.Log, tmp_path: Path) -> None:
    fields = {"status": 429, "ms": 12.3456, "bytes": 123456789012, "trouble": OSError, "count": 9}
    LOG.info("asked", extra={"fields": fields})
    told = {"status": 429, "ms": 12.346, "bytes": 123456789012, "trouble": "OSError", "count": 9}
    assert lines(tmp_path)[0]["fields"] == told


def test_what_cannot_be_said_is_no_trouble(begun: log.Log, tmp_path: Path) -> None:
    with ours_alone():
        LOG.info("of %s", Rude())
        LOG.info("of %s %s", 1)  # noqa: PLE1206
        LOG.info(Rude())
    assert [each["event"] for each in lines(tmp_path)[:2]] == ["of …", "of 1 …"]


def test_debug_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for level, found in (("", 1), ("debug", 2)):
        monkeypatch.setenv(log.LEVEL_VARIABLE, level)
        made = log.begin(tmp_path, screen_level=logging.CRITICAL + 1)
        LOG.debug("small")
        LOG.info("large")
        made.close()
        assert len(lines(tmp_path)) == found
        (tmp_path / FILE_NAME).unlink()


def test_only_its_owner_may_read_it(begun: log.Log, tmp_path: Path) -> None:
    LOG.info("here")
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("broken", ["gone", "folder", "link"])
def test_the_desk_goes_on_where_nothing_can_be_written(
    tmp_path: Path, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "there"
    if broken != "gone":
        place.mkdir()
    if broken == "folder":
        (place / FILE_NAME).mkdir()
    if broken == "link":
        (place / FILE_NAME).symlink_to(tmp_path / "elsewhere")
    made = log.begin(place, screen_level=logging.CRITICAL + 1)
    LOG.info("here")
    made.close()
    assert capsys.readouterr().err == ""
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_is_no_trouble(capsys: pytest.CaptureFixture[str]) -> None:
    handler = LogFile(Path("/dev"))
    handler.path = Path("/dev/full")
    handler._most_bytes = 10**9
    handler.emit(logging.makeLogRecord({"msg": "here"}))
    handler.close()
    assert capsys.readouterr().err == ""


WRITER = """
import logging, sys
from pathlib import Path
from console.diagnostics.log_file import LogFile
handler = LogFile(Path(sys.argv[1]), most_bytes=20_000)
root = logging.getLogger()
root.addHandler(handler)
root.setLevel(logging.INFO)
def work():
    for number in range(300):
        root.info("line", extra={"fields": {"count": number, "part": int(sys.argv[2])}})
work()
"""


def test_processes_write_and_move_on_at_once(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(which)])
        for which in range(3)
    ]
    assert [each.wait(60) for each in started] == [0, 0, 0]
    files = sorted(tmp_path.glob(f"{FILE_NAME}*"))
    logs = [each for each in files if not each.name.endswith(".lock")]
    assert len(logs) == 1 + OLD_FILES
    counts: dict[int, list[int]] = {0: [], 1: [], 2: []}
    for path in reversed(logs):
        assert path.stat().st_size < 30_000
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        for each in path.read_bytes().splitlines():
            fields = json.loads(each)["fields"]  # no line is torn
            counts[fields["part"]].append(fields["count"])
    assert all(sorted(set(each)) == sorted(each) for each in counts.values())
    assert any(each and max(each) == 299 for each in counts.values())


def test_the_newest_lines_are_read_whoever_wrote_between(begun: log.Log, tmp_path: Path) -> None:
    for number in range(30):
        LOG.info("line %d", number)
    with (tmp_path / FILE_NAME).open("ab") as file:
        file.write(b'{"half a li\n[1]\n{"level": "INFO"}\n\xff\n')
    assert [each["event"] for each in last_lines(tmp_path, 2)] == ["line 28", "line 29"]
    assert last_lines(tmp_path, 5, level=logging.ERROR) == ()


def test_a_line_that_another_wrote_is_scrubbed_as_it_is_read(tmp_path: Path) -> None:
    entry = {"at_ms": 0, "level": "INFO", "logger": "x", "event": "Bearer abcdefgh of @alice"}
    (tmp_path / FILE_NAME).write_text(json.dumps(entry))
    (found,) = last_lines(tmp_path, 1)
    assert found["event"] == "Bearer …"


def test_a_known_secret_is_taken_out_in_each_form() -> None:
    known, secret = KnownSecrets(), 'pä/+"ss w0rd'
    known.add_entry({"kind": "oauth1", "api_key": secret})
    raw = secret.encode()
    around = [base64.b64encode(b"x" * n + raw + b"yz").decode() for n in range(4)]
    for text in (*forms(secret), *around):
        assert secret not in known.without(f"a {text} b")
        assert "…" in known.without(f"a {text} b"), text
    assert known.without("oauth1") == "oauth1"
    assert secret not in repr(known)


def test_all_is_taken_back_at_the_end(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, warnings.showwarning, logging.root.handlers[:])
    log.begin(tmp_path, screen_level=logging.ERROR).close()
    now = (sys.excepthook, threading.excepthook, warnings.showwarning, logging.root.handlers[:])
    assert now == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("level", "seen"), [(logging.WARNING, False), (logging.DEBUG, True)])
def test_what_qt_says_stands_in_the_file_and_not_on_the_terminal(
    level: int,
    seen: bool,  # noqa: FBT001 - a case of the test
) -> None:
    stream = io.StringIO()
    screen = Screen(stream)
    screen.setLevel(level)
    for name, loud in (("ui.qt_messages", logging.WARNING), ("ui.app", logging.ERROR)):
        screen.handle(logging.LogRecord(name, loud, "", 1, "Said", (), None))
    lines = stream.getvalue().splitlines()
    assert len(lines) == (2 if seen else 1)
    assert "ERROR" in lines[-1]
