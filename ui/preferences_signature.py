"""What an agent's signature is as it was entered, and what is said of its length."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit

from console.domain.limits import LIMITS_BY_NAME, Limits
from console.language import plural, tr
from console.text import templates
from console.text.weight import weigh

EXAMPLE = "^AB"
_ANY_TEXT = "a"


def entered(field: QLineEdit) -> str:
    """Return the signature that stands in the field, as it is put behind an answer."""
    # A pasted emoji that is cut by the field's length leaves half of itself.
    whole = field.text().encode("utf-8", "ignore").decode("utf-8")
    return " ".join(whole.split())


def explain(line: QLabel, signature: str, limit: str) -> None:
    """Say in a line what becomes of a signature, and how much room it takes by this limit."""
    if not signature:
        line.setText(
            tr(
                "Behind the last word of every answer, such as {example}: it tells who "
                "wrote it. Empty for none."
            ).format(example=EXAMPLE)
        )
        return
    room = plural(
        _room(signature, LIMITS_BY_NAME[limit]), "{count} character", "{count} characters"
    )
    line.setText(
        # Translators: {room} is such as `4 characters`.
        tr("Behind the last word of every answer: {room}, with its space.").format(room=room)
    )


def _room(signature: str, limits: Limits) -> int:
    """Return how much longer a text is with a signature."""
    return weigh(templates.signed(_ANY_TEXT, signature), limits) - weigh(_ANY_TEXT, limits)
