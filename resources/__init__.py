"""Data that ships with the desk, read through `pkgutil` and `importlib.resources`."""
