"""Verbs on saved replies: keep them, count their use, take them from files and into one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from console.desk.acting import acting
from console.desk.context import Context
from console.domain.ids import SavedReplyId
from console.domain.saved_replies import (
    LONGEST_NAME,
    MOST_SAVED,
    Comparison,
    Imported,
    NewReply,
    Removed,
    SameName,
    SavedFile,
    SavedReply,
    Sender,
)
from console.errors import InputError, NotFound
from console.language import numeral, tr
from console.store import journal
from console.store import saved_replies as stored
from console.text import templates


class SavedReplies:
    """The saved replies of this data file; every change of theirs can be undone."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def every(self) -> tuple[SavedReply, ...]:
        """Return all saved replies in the order of their names."""
        return stored.every(self._context.db)

    def find(self, name: str) -> SavedReply:
        """Return the saved reply of this name, however its case.

        Raises:
            NotFound: there is none.
        """
        wanted = _key(name)
        for each in self.every():
            if _key(each.name) == wanted:
                return each
        raise NotFound(tr("No saved reply is called “{name}”.").format(name=name.strip()))

    def sender(self) -> Sender:
        """Return what a text may say of us."""
        from console.domain.opening_week import week_text
        from console.store import targets

        context = self._context
        hours = targets.get(context.db).hours
        words = "" if hours.round_the_clock else week_text(hours.week)
        return Sender(context.agent_name, context.signature, words)

    def add(self, name: str, text: str) -> SavedReply:
        """Save a reply.

        Raises:
            InputError: it lacks a name or a text, one is too long, the name is taken, or
                there are `MOST_SAVED` already.
        """
        new, context = templates.checked(name, text), self._context
        with acting(context, f"Save reply “{new.name}”"):
            names = self._names()
            _refuse_taken(names, new.name)
            if len(names) >= MOST_SAVED:
                raise InputError(
                    tr("There are {most_saved} saved replies already.").format(
                        most_saved=numeral(MOST_SAVED)
                    )
                )
            reply_id = stored.add(context.db, new, context.now())
        return stored.get(context.db, reply_id)

    def change(self, reply_id: SavedReplyId, name: str, text: str) -> SavedReply:
        """Give a saved reply another name or text.

        Raises:
            NotFound: it is gone.
            InputError: one of them is empty or too long, or the name is taken.
        """
        new, context = templates.checked(name, text), self._context
        with acting(context, f"Change reply “{new.name}”"):
            stored.get(context.db, reply_id)
            _refuse_taken(self._names(), new.name, but=reply_id)
            stored.put(context.db, reply_id, new, context.now())
        return stored.get(context.db, reply_id)

    def remove(self, reply_id: SavedReplyId) -> Removed:
        """Remove a saved reply; `bring_back` puts it where it was.

        Raises:
            NotFound: it is gone.
        """
        context = self._context
        reply = stored.get(context.db, reply_id)
        with acting(context, f"Delete reply “{reply.name}”") as act:
            stored.remove(context.db, reply_id)
        return Removed(reply, act.id)

    def bring_back(self, removed: Removed) -> SavedReply:
        """Put back what was removed, whatever was done since.

        Raises:
            InputError: its name was given to another meanwhile.
        """
        context, name = self._context, removed.reply.name
        with acting(context, f"Bring back reply “{name}”"):
            names = self._names()
            if removed.reply.id not in names.values():
                _refuse_taken(names, name)
            journal.take_apart(context.db, removed.act)
        return stored.get(context.db, removed.reply.id)

    def count_uses(self, reply_ids: Collection[SavedReplyId]) -> None:
        """Note that an answer was queued with these."""
        if reply_ids:
            with self._context.db.writing():
                stored.count_uses(self._context.db, reply_ids, self._context.now())

    def compare(self, file: SavedFile) -> Comparison:
        """Return what of a file is new here, what stands here already, and what does otherwise."""
        texts = {_key(each.name): each.text for each in self.every()}
        new, same, other = list[str](), list[str](), list[str]()
        for each in file.replies:
            mine = texts.get(_key(each.name))
            which = new if mine is None else same if mine == each.text else other
            which.append(each.name)
        return Comparison(file, tuple(new), tuple(same), tuple(other))

    def take_in(self, replies: Iterable[NewReply], same_name: SameName) -> Imported:
        """Save what a file holds, as one act; `same_name` says what is done where names meet.

        The same file once more changes nothing.

        Raises:
            InputError: there would be more than `MOST_SAVED`.
        """
        wanted, context = tuple(replies), self._context
        words = "1 reply" if len(wanted) == 1 else f"{len(wanted):,} replies"
        with acting(context, f"Import {words}"):
            done = self._merge(wanted, same_name)
            if len(self._names()) > MOST_SAVED:
                raise InputError(
                    tr(
                        "With this file there would be more than {most_saved} saved replies."
                    ).format(most_saved=numeral(MOST_SAVED)),
                    advice=tr("Take in a part of it."),
                )
        return done

    def _merge(self, wanted: Iterable[NewReply], same_name: SameName) -> Imported:
        context, added, changed, left = self._context, 0, 0, 0
        mine = {_key(each.name): (each.id, each.text) for each in self.every()}
        for new in wanted:
            reply_id, text = mine.get(_key(new.name), (None, ""))
            if reply_id is not None and text != new.text and same_name is SameName.TAKE_THEIRS:
                stored.put(context.db, reply_id, new, context.now())
                mine[_key(new.name)] = (reply_id, new.text)
                changed += 1
                continue
            named: NewReply | None = new
            if reply_id is not None:
                named = _beside(new, mine) if same_name is SameName.BOTH else None
            if named is None:
                left += 1
            else:
                fresh = stored.add(context.db, named, context.now())
                mine[_key(named.name)] = (fresh, named.text)
                added += 1
        return Imported(added, changed, left)

    def _names(self) -> dict[str, SavedReplyId]:
        return {_key(each.name): each.id for each in self.every()}


def _key(name: str) -> str:
    """Return what two names that are the same have in common."""
    return " ".join(name.split()).casefold()


def _refuse_taken(
    names: dict[str, SavedReplyId], name: str, *, but: SavedReplyId | None = None
) -> None:
    if names.get(_key(name), but) != but:
        raise InputError(
            tr("Another saved reply is called “{name}”.").format(name=name),
            advice=tr("Choose another name."),
        )


def _beside(new: NewReply, mine: dict[str, tuple[SavedReplyId, str]]) -> NewReply | None:
    """Return a reply under the first free name like its own; None where its text stands there."""
    name, number = new.name, 1
    while (found := mine.get(_key(name))) is not None:
        if found[1] == new.text:
            return None
        number += 1
        end = f" ({number})"
        name = new.name[: LONGEST_NAME - len(end)] + end
    return NewReply(name, new.text)
