"""Verbs on the lists of words that a person may edit."""

from __future__ import annotations

from collections.abc import Iterable

from console.desk.context import Context
from console.errors import InputError
from console.language import tr
from console.store import vocabulary
from console.store.vocabulary import WordList
from console.text.weight import normalise

LONGEST_WORD = 60
MOST_WORDS = 200


class Vocabulary:
    """Touchpoints, outcomes of calls, and bases of links."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def words(self, which: WordList) -> tuple[str, ...]:
        """Return the words of a list, in the person's order."""
        return vocabulary.words(self._context.db, which)

    def put(self, which: WordList, new: Iterable[str]) -> None:
        """Let a list hold these words from now on; what cases hold already stays as it is.

        Raises:
            InputError: no word, too many, one too long, or one twice.
        """
        clean = tuple(" ".join(normalise(word).split()) for word in new)
        if not clean or "" in clean:
            raise InputError(tr("A list needs at least one word, and none that is empty."))
        if len(clean) > MOST_WORDS or max(map(len, clean)) > LONGEST_WORD:
            raise InputError(
                tr("A list holds {most_words} words of {longest_word} characters at most.").format(
                    most_words=MOST_WORDS, longest_word=LONGEST_WORD
                )
            )
        if len({word.casefold() for word in clean}) < len(clean):
            raise InputError(tr("A word stands in the list twice."))
        with self._context.db.writing():
            vocabulary.put(self._context.db, which, clean)
