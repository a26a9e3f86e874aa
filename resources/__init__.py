"""Data that ships with the desk, read through `importlib.resources`."""
