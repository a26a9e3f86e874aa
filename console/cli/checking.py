"""`canary-desk check`: what customers and passers-by would read in a draft.

Where neither a case is given nor a data file is there, it needs no desk.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.cli import check_shapes, exit_codes, splitting, words
from console.cli.input import text_from
from console.cli.plain import show
from console.cli.terminal import Terminal
from console.domain.checks import Check, Checked, Feed, FeedShare, Finding, Severity
from console.domain.ids import CaseId
from console.text import templates
from console.text.weight import normalise

if TYPE_CHECKING:
    from console.text.split import Layout

MOST_QUOTED = 200
_SHARES = {
    FeedShare.SOLVED: "say that something is solved",
    FeedShare.COMPLAINT: "answer complaints and do not say that something is solved",
    FeedShare.THANKS: "thank",
    FeedShare.OTHER: "say something else",
}
_CLD2_CODES = {"he": "iw"}
"""Where it has another code than `console.text.language` returns."""


def check(terminal: Terminal, given: argparse.Namespace) -> int:
    """Check standard input as an answer in a case, or as a text that belongs to none."""
    typed = normalise(text_from("-"))
    layout = splitting.layout_of(templates.signed(typed, terminal.context.signature), given)
    case_id = None if given.case is None else CaseId(given.case)
    checked = of(terminal, typed, layout, case_id)
    counts_posts = case_id is not None and Check.FEED not in terminal.desk.checks.rules().off
    return _tell(typed, checked, counts_posts=counts_posts, as_json=given.json)


def without_desk(given: argparse.Namespace) -> int:
    """Check standard input with nothing known beside it."""
    from console.checks import Facts, Ground, run

    typed = normalise(text_from("-"))
    parts = _parts(splitting.layout_of(typed, given), len(typed))
    checked = run(typed, Ground(Facts()), datetime.now(UTC), parts)
    return _tell(typed, checked, counts_posts=False, as_json=given.json)


def of(terminal: Terminal, typed: str, layout: Layout, case_id: CaseId | None) -> Checked:
    """Return what the checks say of a typed text; `layout` is what it becomes, with a signature.

    Raises:
        NotFound: there is no such case.
    """
    verbs, parts = terminal.desk.checks, _parts(layout, len(typed))
    return verbs.loose(typed, parts) if case_id is None else verbs.of(case_id, typed, parts)


def remark(checked: Checked, case_id: CaseId) -> str:
    """Return what a person is told of the findings in an answer that they queued; may be empty."""
    count = _count(checked)
    if not count:
        return ""
    return f"{words.several(count, 'finding')}: see canary-desk check --case {case_id}"


def _count(checked: Checked) -> int:
    """Return how many findings there are; where something is only offered, nothing is wrong."""
    return sum(finding.severity is not Severity.OFFER for finding in checked.findings)


def _parts(layout: Layout, length: int) -> list[tuple[int, int]]:
    """Return the parts as code points of the text without what was put behind it."""
    found = ((part.start, min(part.end, length)) for part in layout)
    return [(start, end) for start, end in found if start < end]


def _tell(text: str, checked: Checked, *, counts_posts: bool, as_json: bool) -> int:
    """Print what was found; `counts_posts`: our last ones, where the wording can be read."""
    in_words = "" if as_json else _in_words(text, checked, counts_posts=counts_posts)
    show(check_shapes.checked(checked), in_words, as_json=as_json)
    if any(finding.severity is Severity.STOP for finding in checked.findings):
        return exit_codes.STOPPED
    return exit_codes.FOUND if _count(checked) else exit_codes.OK


def _in_words(text: str, checked: Checked, *, counts_posts: bool) -> str:
    paragraphs = [_paragraph(text, finding) for finding in checked.findings]
    if not paragraphs:
        paragraphs.append("Nothing found.")
    if checked.ignored:
        paragraphs.append(f"{words.several(len(checked.ignored), 'finding')} that you let stand.")
    if text.strip() and not checked.words_checked:
        uncounted = ", and our last posts were not counted" if counts_posts else ""
        paragraphs.append(f"{_language(checked.language)}: wording was not checked{uncounted}.")
    if checked.feed is not None:
        paragraphs.append(_feed(checked.feed))
    return "\n\n".join(paragraphs)


def _language(code: str) -> str:
    """Return what a language is called by what detected it; the code where it has no name."""
    if not code:
        return "Language not known"
    import pycld2  # type: ignore[import-untyped]  # it ships no types

    wanted = _CLD2_CODES.get(code, code)
    names = (name for name, each in pycld2.LANGUAGES if each == wanted)
    return next(names, code).removeprefix("X_").replace("_", " ").title()


def _paragraph(text: str, finding: Finding) -> str:
    """Return a finding with the words that it is about, unless that is the whole text."""
    lines = [f"{finding.severity}: {finding.check}  {finding.start}-{finding.end}"]
    said = text[finding.start : finding.end]
    if said.strip() != text.strip():
        lines.append(f"  “{words.one_line(said, MOST_QUOTED)}”")
    lines += [f"  {sentence}" for sentence in (finding.why, finding.advice) if sentence]
    return "\n".join(lines)


def _feed(feed: Feed) -> str:
    """Return what our last posts are, and what they would be with the draft."""
    lines = [f"Of our last {sum(feed.before.values())} posts, and with this answer:"]
    lines += [
        f"  {feed.before[share]:>3} {feed.after[share]:>3}  {words_of}"
        for share, words_of in _SHARES.items()
    ]
    return "\n".join(lines)
