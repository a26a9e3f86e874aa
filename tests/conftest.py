"""Brings in what every test may use: see the modules named below."""

pytest_plugins = [
    "tests.surroundings",  # its own home, `test_data`, `needs`; first, before Qt is imported
    "tests.guards",  # logs, threads, timers, network; `expect_log`
    "tests.data_file",  # each new data file is a copy of a made one
    "tests.secret_service",  # `secret_service`, a real one
    "tests.notification_server",  # `session_bus`, and who shows notifications on it
    "tests.patience",  # `qtbot`, which waits longer
    "pytester",  # for the tests of the guards
]
