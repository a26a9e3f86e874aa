"""Where the platform keeps a person's data; loads nothing of ours."""

from __future__ import annotations

from pathlib import Path


def default_folder() -> Path:
    """Return the platform's own place for this person's data."""
    from platformdirs import user_data_path

    return user_data_path("canary-desk", appauthor=False)
