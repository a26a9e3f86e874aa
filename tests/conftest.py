"""Brings in what every test may use: see the modules named below."""

pytest_plugins = [
    "tests.surroundings",  # its own home, `test_data`, `needs`; first, before Qt is imported
    "tests.guards",  # logs, threads, timers, network; `expect_log`
    "tests.secret_service",  # `secret_service`, a real one
    "tests.patience",  # `qtbot`, which waits longer
    "pytester",  # for the tests of the guards
]
