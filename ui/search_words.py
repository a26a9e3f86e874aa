"""The words of the search: what a hit was found in, what is said where nothing was."""

from __future__ import annotations

from datetime import datetime

from console.domain.searching import Hit, HitKind, SearchProblem
from console.language import plural, tr
from ui import words
from ui.plain import isolated

KINDS = {
    HitKind.POST: tr("Post"),
    HitKind.CALL: tr("Call"),
    HitKind.DRAFT: tr("Draft"),
    HitKind.CONTACT: tr("Contact"),
}
NOTHING_TYPED = tr("Words, or operators such as from: and tag:  ·  ? lists them")


def label(hit: Hit) -> str:
    """Return in what something was found, and whose words they are if not the customer's."""
    kind = KINDS[hit.kind]
    author = " ".join(hit.author.split())
    if hit.kind is not HitKind.POST or not author or author in (hit.row.name, hit.row.handle):
        return kind
    return tr("{kind} by {author}").format(kind=kind, author=isolated(author))


def spoken(hit: Hit, now: datetime) -> str:
    """Return what a hit says beside its case, for those who hear it."""
    return f"{label(hit)}, {words.age(hit.at, now)}: {isolated(hit.snippet.text)}"


def found(count: int, *, more: bool) -> str:
    """Return how many cases were found; `more`: others follow as one scrolls."""
    return (
        plural(count, "More than {count} case", "More than {count} cases")
        if more
        else plural(count, "{count} case", "{count} cases")
    )


def nothing_found(query: str) -> tuple[str, str, str]:
    """Return title, message and advice where no case was found: what could be left out."""
    said = tr("All states were searched. Esc leaves the search.")
    terms = query.split()
    if '"' in query:
        advice = tr("Without the quotation marks, the words may stand apart.")
    elif any(term.lstrip("-").startswith(("before:", "after:")) for term in terms):
        advice = tr("Leave out the dates to look through all years.")
    elif any(":" in term for term in terms):
        advice = tr("Leave out an operator, the part with a colon, to find more.")
    elif len(terms) > 1:
        advice = tr("Leave out a word, or put OR between words that mean the same.")
    else:
        advice = tr("The beginning of a word is enough; ? lists what else can be asked.")
    return (
        tr("Nothing found"),
        tr("No case fits “{query}”. {said}").format(query=query, said=said),
        advice,
    )


def wrong(problem: SearchProblem) -> str:
    """Return what is wrong with a query, and what to do."""
    return f"{problem.message} {problem.advice}".strip()
