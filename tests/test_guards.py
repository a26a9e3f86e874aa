"""The guards themselves: what they catch, and what they let pass."""

from __future__ import annotations

from pathlib import Path

import pytest

LEAKY = """
    import logging, socket, threading, urllib.request
    import pytest
    from tests import guards

    guards.THREAD_PATIENCE_S = 0.2  # the thread that is left does not end

    def test_quiet(): pass

    def test_logs_a_warning(): logging.getLogger("desk").warning("odd")

    def test_expects_its_warning(expect_log):
        expect_log("WARNING desk: odd")
        logging.getLogger("desk").warning("odd")

    def test_expects_what_never_comes(expect_log): expect_log("never")

    def test_leaves_a_thread():
        threading.Thread(target=threading.Event().wait, daemon=True).start()

    def test_reaches_out():
        with pytest.raises(RuntimeError):
            socket.create_connection(("192.0.2.1", 80), timeout=1)

    def test_asks_for_a_name():
        with pytest.raises(RuntimeError):
            urllib.request.urlopen("http://example.org")

    def test_stays_on_loopback():
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname()).close()

    def test_leaves_a_timer(qapp):
        from PySide6.QtCore import QTimer
        timer = QTimer(qapp)
        timer.start(60_000)

    def test_stops_its_timer(qapp):
        from PySide6.QtCore import QTimer
        timer = QTimer(qapp)
        timer.start(60_000)
        timer.stop()
"""


@pytest.fixture(autouse=True)
def _plugins_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))


def test_what_is_left_behind_fails_the_test_that_left_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(LEAKY)

    result = pytester.runpytest_subprocess("-p", "tests.guards", "-rE")

    result.assert_outcomes(passed=10, errors=6)
    for name in (
        "logs_a_warning",
        "expects_what_never_comes",
        "leaves_a_thread",
        "reaches_out",
        "asks_for_a_name",
        "leaves_a_timer",
    ):
        result.stdout.fnmatch_lines([f"ERROR *::test_{name}*"])


def test_what_is_missing_skips_for_a_person_and_fails_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        """
        def test_data(test_data): pass
        def test_program(needs): needs("no-such-program")
        """
    )
    monkeypatch.delenv("CANARY_DESK_TEST_DATA", raising=False)

    monkeypatch.delenv("CI", raising=False)
    pytester.runpytest_subprocess("-p", "tests.surroundings").assert_outcomes(skipped=2)

    monkeypatch.setenv("CI", "true")
    pytester.runpytest_subprocess("-p", "tests.surroundings").assert_outcomes(errors=1, failed=1)
