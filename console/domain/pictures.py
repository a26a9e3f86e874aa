"""Pictures of posts: which one is meant, and how large its file may be."""

from __future__ import annotations

from typing import NamedTuple

from console.domain.ids import MessageId

MAX_PICTURE_BYTES = 10 * 1024 * 1024
"""Longest file of a picture that is taken. X takes photos of up to 5 MB itself,
https://docs.x.com/x-api/media/introduction (read 2026-11)."""


class PictureKey(NamedTuple):
    """One picture of one post."""

    message_id: MessageId
    position: int
    """Its place in `Post.media`, from 0."""
