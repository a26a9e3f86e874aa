"""The words of `canary-desk mute`: what this desk does not want to hear of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command, positive

if TYPE_CHECKING:
    from console.cli.syntax import Commands


def declare(mutes: Commands) -> None:
    """Declare all verbs."""
    author = command(mutes, "author", "mute_author", "mute the customer of a case")
    author.add_argument("case", type=positive, metavar="CASE")
    conversation = command(
        mutes, "conversation", "mute_conversation", "mute the conversations of a case"
    )
    conversation.add_argument("case", type=positive, metavar="CASE")
    word = command(
        mutes, "word", "mute_word", "mute a word or phrase; capitals and accents do not count"
    )
    word.add_argument("word", metavar="WORD", help="3 to 100 characters; whole words count")
    word.add_argument(
        "--count", action="store_true", help="only say how many open cases it would mute"
    )
    command(mutes, "list", "mute_list", "list what is muted, the newest first")
    remove = command(mutes, "remove", "mute_remove", "unmute; what was kept quiet is heard again")
    remove.add_argument(
        "mutes", type=positive, nargs="+", metavar="ID", help="as `mute list` prints it"
    )
