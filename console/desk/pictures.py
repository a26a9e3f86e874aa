"""Verbs on the pictures of posts: load one from its network, keep it, let it go.

Nothing is asked of a network but by `load`, which a person's click leads to. No verb needs
an account's credentials, and none but that one a network.
"""

from __future__ import annotations

from collections.abc import Callable

from console.desk.context import Context
from console.domain.ids import CaseId, MessageId
from console.domain.pictures import PictureKey
from console.errors import PictureRefused
from console.language import tr
from console.store import cases, pictures


class Pictures:
    """Pictures of posts."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def load(
        self,
        message_id: MessageId,
        position: int,
        *,
        stopping: Callable[[], bool] = lambda: False,
    ) -> bytes:
        """Return the file of a picture: the one kept here, else the network's, kept from now on.

        A post that went away while its picture came gets none.

        Raises:
            NotFound: there is no such post or picture.
            PictureRefused: it cannot be had, or not from there.
            ConnectorError: the network was not reached or has trouble.
        """
        db, key = self._context.db, PictureKey(message_id, position)
        kept = pictures.get(db, key)
        if kept is not None:
            return kept
        source = pictures.source(db, key)
        if not source.media.url:
            raise PictureRefused(tr("The network gave no address for this picture."))
        data = self._context.network(source.network).read_picture(source.media.url, stopping)
        with db.writing():
            pictures.put(db, key, data, self._context.now())
        return data

    def kept(self, message_id: MessageId, position: int) -> bytes | None:
        """Return the file of a picture if it is kept here; nothing is asked of a network."""
        return pictures.get(self._context.db, PictureKey(message_id, position))

    def cached(self, case_id: CaseId) -> tuple[PictureKey, ...]:
        """Return which pictures of a case are kept here, those of the newest post first."""
        db = self._context.db
        return pictures.of_case(db, cases.current_id(db, case_id))

    def forget(self, message_id: MessageId, position: int) -> None:
        """Let go of a picture's file; what is not kept is fine."""
        db = self._context.db
        with db.writing():
            pictures.forget(db, PictureKey(message_id, position))
